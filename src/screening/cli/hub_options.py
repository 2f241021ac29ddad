"""Options that the commands of a headquarters share, and how they come to its passphrase."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from screening.casework.assessment.answer_file import read_text
from screening.cli.terminal import FILE, ask_passphrase
from screening.errors import BadInput
from screening.hub import place as places

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
    "--identity",
    type=FILE,
    required=True,
    default=_set_up("identity"),
    help="The file with the keys of the headquarters.",
)
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
