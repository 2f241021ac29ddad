"""What the commands share: options, passphrases, an open record, and how they print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from screening.casework.content.in_use import content_of_record
from screening.domain.events.contacts import ContactCard
from screening.errors import BadInput
from screening.store import Vault, open_vault
from screening.wording.catalogue.languages import languages
from screening.wording.catalogue.translations import Words

FILE = click.Path(path_type=Path)
VAULT = click.option("--vault", "folder", type=FILE, required=True, help="The folder of the vault.")


def ask_passphrase(text_id: str = "cli.passphrase") -> str:
    """From the terminal without showing it, else the next line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt(Words("en").say(text_id), hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\n")


@contextmanager
def opened(folder: Path) -> Iterator[Vault]:
    """The vault, unlocked with the passphrase that is typed or piped in. Raises BadInput("no-such-country")."""
    with open_vault(folder, ask_passphrase()) as vault:
        content_of_record(vault)
        yield vault


def say(text_id: str, *, err: bool = False, **fields: str | int) -> None:
    """Print a text of the catalogue."""
    click.echo(Words("en").say(text_id, **fields), err=err)


def say_count(text_id: str, n: int, *, err: bool = False, **fields: str | int) -> None:
    """Print a text that counts something."""
    click.echo(Words("en").say_count(text_id, n, **fields), err=err)


def known_language(language: str) -> str:
    """Return the language, when it has a pack. Raises BadInput("no-such-language")."""
    if language not in {pack.tag for pack in languages()}:
        raise BadInput("no-such-language", language=language[:20], known=", ".join(p.tag for p in languages()))
    return language


def show(lines: Iterable[object]) -> None:
    """Print each on a line of its own."""
    for line in lines:
        click.echo(str(line))


def show_json(value: Any) -> None:
    """Print plain values as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def show_card(card: ContactCard) -> None:
    """Print a card, and its number on standard error."""
    click.echo(card.text(), nl=False)
    say("exchange.your-number", number=card.number, err=True)
