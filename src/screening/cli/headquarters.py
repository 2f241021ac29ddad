"""``screening hub setup``, ``status`` and ``believed``: make a headquarters, and see how it stands. The options that
all its commands share, and how they come to its passphrase.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from screening.casework.assessment.answer_file import read_text
from screening.cli.terminal import FILE, ask_passphrase, say, show
from screening.errors import BadInput
from screening.hub import identity as keys_file
from screening.hub import place as places
from screening.hub.database import connected
from screening.hub.setting_up import set_up
from screening.hub.status import status as status_lines
from screening.wording.catalogue.error_messages import Message, sentence_of
from screening.wording.catalogue.translations import Words

LONGEST = 4096
"""Bytes of a file with a passphrase."""


def _set_up(field: str) -> Callable[[], str | None]:
    """What ``screening hub setup`` wrote down, for an option that is not given."""
    return lambda: getattr(places.place(), field, None)


def in_a_folder(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    """A file that is written needs its folder. Raises BadInput("hub-no-folder")."""
    if path is not None and not path.absolute().parent.is_dir():
        raise BadInput("hub-no-folder", folder=str(path.parent))
    return path


IDENTITY = click.option(
    "--identity", type=FILE, required=True, default=_set_up("identity"),
    help="The file with the keys of the headquarters.",
)  # fmt: skip
SENDERS = click.option(
    "--senders", type=FILE, required=True, default=_set_up("senders"), callback=in_a_folder,
    help="The file of the cards that are believed.",
)  # fmt: skip
DATABASE = click.option(
    "--database", "url", required=True, default=_set_up("database"),
    help="Where PostgreSQL is, as libpq writes it: postgresql:///name",
)  # fmt: skip
LEDGER = click.option(
    "--ledger", type=FILE, required=True, default=_set_up("ledger"), callback=in_a_folder,
    help="The file of erasures, kept apart from the database and its dumps.",
)  # fmt: skip
PASSPHRASE = click.option(
    "--passphrase-file", "typed", type=FILE, help="The passphrase is the first line of this file."
)
LANGUAGE = click.option(
    "--language", default="en", type=click.Choice(["en", "id", "ms"]), show_default=True, help="Its language."
)
"""Of a report or a dashboard."""
SECOND = click.option("--second", required=True, help="Who agreed: somebody else.")


def new_passphrase() -> str:
    """Ask twice for a passphrase that is to be used from now on; once where it is piped in and nothing follows.

    Raises BadInput("hub-passphrases-differ").
    """
    typed, again = ask_passphrase(), ask_passphrase("cli.passphrase-again")
    if again != typed and (again or sys.stdin.isatty()):
        raise BadInput("hub-passphrases-differ")
    return typed


def passphrase(file: Path | None) -> str:
    """The first line of a file, else what is typed or piped in. Raises what ``read_text`` raises."""
    return read_text(file, LONGEST).split("\n", 1)[0].rstrip("\r") if file is not None else ask_passphrase()


@click.command()
@click.option("--name", required=True, help="Who keeps the keys of the headquarters.")
@click.option("--organisation", default="", help="The agency.")
@click.option("--database", default="screening", show_default=True, help="The name of the database.")
@click.option("--socket", default="/var/run/postgresql", show_default=True, help="The folder of PostgreSQL's socket.")
@click.option("--by-hand", is_flag=True, help="Keep no passphrase: somebody starts each import and types it.")
def setup(name: str, organisation: str, database: str, socket: str, by_hand: bool) -> None:
    """Set up a headquarters on this computer, as root: user, database, keys, files, and a timer that imports.

    May be run again, and is run again after a new version: what is there stays.
    """
    words = Words("en")
    for what, made in set_up(new_passphrase, name, organisation, database=database, socket=socket, by_hand=by_hand):
        say("hub.set-up-made" if made else "hub.set-up-there", what=sentence_of(words, what))
    for left in ("card", "laptops", "copies", "disk"):
        say("hub.set-up-left", what=words.say(f"hub.left-{left}"))


@click.command()
@DATABASE
def status(url: str) -> None:
    """Say how the headquarters stands: the last import, refused files, laptops that are overdue, the timer."""
    words = Words("en")
    with connected(url) as database:
        show(sentence_of(words, line) for line in status_lines(database, places.place(), words))


@click.command()
@SENDERS
def believed(senders: Path) -> None:
    """List whose cards are believed: number, name, organisation. `status` says who of them never sent."""
    cards = keys_file.believed(senders)
    words = Words("en")
    listed = sorted(cards.values(), key=lambda card: (card.name, card.number))
    show("  ".join(each for each in (card.number, card.name, card.organisation) if each) for card in listed)
    if not listed:
        show([sentence_of(words, Message("hub.nobody-believed"))])
