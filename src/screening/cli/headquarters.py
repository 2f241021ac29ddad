"""``screening hub setup``, ``status`` and ``believed``: make a headquarters, and see how it stands."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli.hub_options import DATABASE, SENDERS, new_passphrase
from screening.cli.terminal import say, show
from screening.hub import identity as keys_file
from screening.hub import place as places
from screening.hub.database import connected
from screening.hub.setting_up import set_up
from screening.hub.status import status as status_lines
from screening.wording.catalogue.error_messages import Message, sentence_of
from screening.wording.catalogue.translations import Words


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
