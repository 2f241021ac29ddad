"""``screening hub``: a headquarters takes in the bundles that are addressed to it."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from screening.cli.bundle import FILE, ask_passphrase
from screening.errors import ScreeningError
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words

IDENTITY = click.option("--identity", type=FILE, required=True, help="The file with the keys of the headquarters.")
SENDERS = click.option("--senders", type=FILE, required=True, help="The file of the cards that are believed.")

LANGUAGES = ("en", "id", "ms")
"""The languages of officers, as in ``screening.hub.codes``, which is imported only where a command needs it."""
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
    from screening.hub.case_status import rebuild
    from screening.hub.codes import refresh
    from screening.hub.database import connected
    from screening.hub.migrations import prepare, version

    with connected(url) as database:
        prepare(database)
        refresh(database)
        done = rebuild(database)
    click.echo(Words("en").say("hub.prepared", version=version()))
    click.echo(Words("en").say_count("hub.rebuilt", done))


@hub.command()
@DATABASE
def rebuild(url: str) -> None:
    """Read every case anew from its events. May be stopped and run again; readers go on meanwhile."""
    from screening.hub.case_status import rebuild
    from screening.hub.database import connected
    from screening.hub.migrations import prepare

    with connected(url) as database:
        prepare(database)
        done = rebuild(database, everything=True)
    click.echo(Words("en").say_count("hub.rebuilt", done))


@hub.command()
@DATABASE
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Count cases opened before this day; without it, before the first of this month.",
)
def publish(url: str, before: datetime.datetime | None) -> None:
    """Publish totals for those who may see no case: a snapshot of counts, with at least ten new cases in it.

    What two snapshots differ by is under disclosure control by itself. Publish rarely: a larger group tells more.
    """
    from screening.hub.database import connected
    from screening.hub.publishing import first_of_month, publish_snapshot

    day = before.date() if before is not None else first_of_month(datetime.date.today())
    with connected(url) as database:
        made = publish_snapshot(database, day)
    click.echo(
        Words("en").say("hub.published", number=made.number, cases=made.cases, added=made.added, before=day.isoformat())
    )


@hub.command()
@click.option("--out", type=FILE, required=True, help="The report without its ending: .html and .pdf are added.")
@click.option(
    "--language", default="en", type=click.Choice(["en", "id", "ms"]), show_default=True, help="Its language."
)
@DATABASE
def report(out: Path, language: str, url: str) -> None:
    """Write the last snapshot as a page and a PDF with plain bars; both open without a network."""
    from screening.hub.database import connected
    from screening.hub.report import write_report

    with connected(url) as database:
        for place in write_report(database, out, Words(language)):
            click.echo(str(place))


@hub.command()
def roles() -> None:
    """Print SQL that makes the roles importer, caseworker, analyst and auditor; the owner runs it with psql."""
    from screening.hub.migrations import roles

    click.echo(roles(), nl=False)


@hub.command()
@DATABASE
def dictionary(url: str) -> None:
    """Print the data dictionary: every view with its columns, and what each means, as Markdown."""
    from screening.hub.database import connected
    from screening.hub.migrations import must_be_current

    with connected(url) as database:
        must_be_current(database)
        rows = database.described()
    view = ""
    for name, about, column, kind, meaning in rows:
        if name != view:
            click.echo(f"{chr(10) if view else ''}## {name}\n\n{about}\n\n| column | type | meaning |\n|---|---|---|")
            view = name
        click.echo(f"| `{column}` | {kind} | {meaning} |")


@hub.command("import")
@click.argument("files", metavar="BUNDLE...", nargs=-1, required=True, type=FILE)
@DATABASE
@IDENTITY
@SENDERS
@click.option("--ledger", type=FILE, help="The file of erasures; what a bundle has erased is written there as well.")
def import_(files: tuple[Path, ...], url: str, identity: Path, senders: Path, ledger: Path | None) -> None:
    """Load bundles, each whole or not at all; the same again changes nothing. Exit 2 when one was refused."""
    from screening.hub.identity import believed, open_identity
    from screening.hub.importing import import_files

    words = Words("en")
    own, _ = open_identity(identity, ask_passphrase())
    cards = believed(senders)
    refused = 0
    for path, done in import_files(url, files, own, cards, ledger):
        if isinstance(done, ScreeningError):
            click.echo(f"{path.name}: {sentence(words, done)}", err=True)
            refused += 1
            continue
        click.echo(words.say("hub.imported", file=done.file, sender=done.sender, cases=done.cases, added=done.added))
        if done.others:
            click.echo(words.say_count("hub.others", done.others))
        if done.log is not None:
            click.echo(words.say_count("exchange.log", done.log.entries, fingerprint=done.log.fingerprint))
        if done.held_back:
            click.echo(words.say_count("hub.held-back", done.held_back))
        if done.strangers:
            click.echo(words.say("hub.strangers", cases=", ".join(done.strangers)))
        if done.erased:
            click.echo(words.say_count("hub.taken-back", done.erased))
        if done.log_trouble:
            click.echo(words.say("hub.log-trouble"))
    if refused:
        raise SystemExit(2)


@hub.command()
@click.option("--case", "codes", multiple=True, required=True, help="A case; may be repeated.")
@click.option("--to", "number", required=True, help="The number of the laptop's card, which must be believed.")
@click.option("--purpose", required=True, help="Why; the officer reads it, and it is kept here.")
@click.option("--duty", default="", help="The duty in law by which cases go without a yes for this laptop.")
@click.option("--out", type=FILE, required=True, help="The file to write.")
@DATABASE
@IDENTITY
@SENDERS
def export(
    codes: tuple[str, ...], number: str, purpose: str, duty: str, out: Path, url: str, identity: Path, senders: Path
) -> None:
    """Write chosen cases as a bundle for a laptop, so that an officer goes on there."""
    from screening.domain.events.contacts import same_number
    from screening.errors import BadInput
    from screening.hub.database import connected
    from screening.hub.exporting import export_cases
    from screening.hub.identity import believed, open_identity

    keys, own = open_identity(identity, ask_passphrase())
    found = [each for each in believed(senders).values() if same_number(number, each.number)]
    if not found:
        raise BadInput("contact-unknown")
    with connected(url) as database:
        wanted = [code.strip().upper() for code in codes]
        made = export_cases(database, wanted, keys, own, found[0], out, purpose=purpose, duty=duty)
    words = Words("en")
    click.echo(words.say("exchange.made", path=str(made.path)))
    click.echo(words.say_count("exchange.holds", made.cases))


@hub.command()
@DATABASE
def strangers(url: str) -> None:
    """List entries from somebody who never had the case. They count for nothing until a person decides."""
    from screening.hub.database import connected
    from screening.hub.migrations import must_be_current

    words = Words("en")
    with connected(url) as database:
        must_be_current(database)
        rows = database.strangers()
    for case, sender, name, entries, takes_back in rows:
        says = words.say("exchange.apart-withdrawn") if takes_back else ""
        click.echo("  ".join(each for each in (case, sender, name, str(entries), says) if each))
    if not rows:
        click.echo(words.say("exchange.apart-none"))


@hub.command()
@click.option("--case", "code", required=True, help="The code of the case.")
@click.option("--from", "sender", required=True, help="The number of the card that brought the entries.")
@click.option("--by", required=True, help="Who decides.")
@click.option("--second", required=True, help="Who agreed: somebody else.")
@click.option("--instead", is_flag=True, help="The case is theirs: what was here is kept apart in their place.")
@DATABASE
def accept(code: str, sender: str, by: str, second: str, instead: bool, url: str) -> None:
    """Let entries count that were kept apart, as after asking both offices, or the person."""
    from screening.hub.database import connected
    from screening.hub.strangers import accept as let_count

    with connected(url) as database:
        added = let_count(database, code.strip().upper(), sender, by=by, second=second, instead=instead)
    click.echo(Words("en").say_count("exchange.accepted", added))


LEDGER = click.option(
    "--ledger", type=FILE, required=True, help="The file of erasures, kept apart from the database and its dumps."
)


@hub.command()
@click.option("--case", "code", required=True, help="The code of the case.")
@click.option("--reason", type=click.Choice(["withdrawn", "asked", "retention"]), required=True, help="Why.")
@click.option("--by", required=True, help="Who erases.")
@click.option("--second", required=True, help="Who agreed: somebody else.")
@LEDGER
@DATABASE
def erase(code: str, reason: str, by: str, second: str, ledger: Path, url: str) -> None:
    """Erase a case here, when its person withdrew or its time is over. It is held back if it only comes later."""
    from screening.domain.events.case_codes import is_code
    from screening.errors import BadInput
    from screening.hub.database import connected
    from screening.hub.erasing import erase_case

    code = code.strip().upper()
    if not is_code(code):
        raise BadInput("not-a-case-code")
    with connected(url) as database:
        gone = erase_case(database, code, reason=reason, by=by, second=second, ledger=ledger)
    words = Words("en")
    click.echo(words.say_count("hub.erased", gone) if gone else words.say("hub.erased-ahead"))


@hub.command("erase-again")
@LEDGER
@DATABASE
def erase_again(ledger: Path, url: str) -> None:
    """After a dump was restored: erase again what was erased since it was made. May be run at any time."""
    from screening.hub.database import connected
    from screening.hub.erasing import erase_again as again

    with connected(url) as database:
        click.echo(Words("en").say_count("hub.erased-again", again(database, ledger)))


def _print_card(own: object) -> None:
    from screening.domain.events.contacts import Card

    assert isinstance(own, Card)
    click.echo(own.text(), nl=False)
    click.echo(Words("en").say("exchange.your-number", number=own.number), err=True)
