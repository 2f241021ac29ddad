"""``screening hub``: a headquarters takes in the bundles that are addressed to it."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli.bundle import FILE, ask_passphrase
from screening.errors import ScreeningError
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words

IDENTITY = click.option("--identity", type=FILE, required=True, help="The file with the keys of the headquarters.")
SENDERS = click.option("--senders", type=FILE, required=True, help="The file of the cards that are believed.")

DATABASE = click.option(
    "--database", "url", required=True, help="Where PostgreSQL is, as libpq writes it: postgresql:///name"
)


@click.group()
def hub() -> None:
    """For a headquarters: bundles that are addressed to it, into its own PostgreSQL. Needs the extra `hub`."""


@hub.command()
@click.option("--out", type=FILE, required=True, help="The file that is to be made.")
@click.option("--name", required=True, help="Who keeps these keys.")
@click.option("--organisation", default="", help="The agency.")
def keys(out: Path, name: str, organisation: str) -> None:
    """Make the keys of a headquarters, under a passphrase, and print their card."""
    from screening.hub.identity import make_identity

    _print_card(make_identity(out, ask_passphrase(), name, organisation))


@hub.command()
@IDENTITY
def card(identity: Path) -> None:
    """Print the card that officers add to their people."""
    from screening.hub.identity import open_identity

    _print_card(open_identity(identity, ask_passphrase())[1])


@hub.command()
@click.argument("card_file", metavar="CARD", type=FILE)
@SENDERS
@click.option("--number", required=True, help="The number that the officer reads aloud.")
def believe(card_file: Path, senders: Path, number: str) -> None:
    """Believe a laptop from now on: its card, and the number that its officer reads aloud."""
    from screening.casework.record.exchange import read_card
    from screening.hub.identity import believe as add

    add(senders, read_card(card_file), number)
    click.echo(Words("en").say("exchange.added-checked"))


@hub.command()
@SENDERS
@click.option("--number", required=True, help="The number of the card.")
def disbelieve(senders: Path, number: str) -> None:
    """Believe a laptop no more. What it sent stays."""
    from screening.hub.identity import disbelieve as drop

    drop(senders, number)
    click.echo(Words("en").say("exchange.removed"))


@hub.command()
@DATABASE
def prepare(url: str) -> None:
    """Make the tables, or bring them to this version, and read the cases anew. An import does so by itself."""
    from screening.hub.database import connected
    from screening.hub.migrations import prepare, version
    from screening.hub.standings import rebuild

    with connected(url) as database:
        prepare(database)
        done = rebuild(database)
    click.echo(Words("en").say("hub.prepared", version=version()))
    click.echo(Words("en").say_count("hub.rebuilt", done))


@hub.command()
@DATABASE
def rebuild(url: str) -> None:
    """Read every case anew from its events. May be stopped and run again; readers go on meanwhile."""
    from screening.hub.database import connected
    from screening.hub.migrations import prepare
    from screening.hub.standings import rebuild

    with connected(url) as database:
        prepare(database)
        done = rebuild(database, everything=True)
    click.echo(Words("en").say_count("hub.rebuilt", done))


@hub.command("import")
@click.argument("files", metavar="BUNDLE...", nargs=-1, required=True, type=FILE)
@DATABASE
@IDENTITY
@SENDERS
def import_(files: tuple[Path, ...], url: str, identity: Path, senders: Path) -> None:
    """Load bundles, each whole or not at all; the same again changes nothing. Exit 2 when one was refused."""
    from screening.hub.identity import believed, open_identity
    from screening.hub.importing import import_files

    words = Words("en")
    own, _ = open_identity(identity, ask_passphrase())
    cards = believed(senders)
    refused = 0
    for path, done in import_files(url, files, own, cards):
        if isinstance(done, ScreeningError):
            click.echo(f"{path.name}: {sentence(words, done)}", err=True)
            refused += 1
            continue
        click.echo(words.say("hub.imported", file=done.file, sender=done.sender, cases=done.cases, added=done.added))
        if done.others:
            click.echo(words.say_count("hub.others", done.others))
        if done.log is not None:
            click.echo(words.say_count("exchange.log", done.log.entries, fingerprint=done.log.fingerprint))
    if refused:
        raise SystemExit(2)


@hub.command()
@click.option("--case", "code", required=True, help="The code of the case.")
@DATABASE
def erase(code: str, url: str) -> None:
    """Erase a case here, when its person withdrew or its time is over; no older bundle brings it back."""
    from screening.hub.database import connected
    from screening.hub.importing import erase_case

    with connected(url) as database:
        gone = erase_case(database, code.strip().upper())
    click.echo(Words("en").say_count("hub.erased", gone))


def _print_card(own: object) -> None:
    from screening.domain.events.contacts import Card

    assert isinstance(own, Card)
    click.echo(own.text(), nl=False)
    click.echo(Words("en").say("exchange.your-number", number=own.number), err=True)
