"""``screening hub``: a headquarters takes in the bundles that are addressed to it."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import click

from screening.casework.content.edition import open_content
from screening.casework.record.exchange import read_card
from screening.casework.statistics.accuracy_views import accuracy_as_json, accuracy_lines, accuracy_view
from screening.cli.headquarters import (
    DATABASE,
    IDENTITY,
    LANGUAGE,
    LEDGER,
    PASSPHRASE,
    SECOND,
    SENDERS,
    believed,
    in_a_folder,
    new_passphrase,
    passphrase,
    setup,
    status,
)
from screening.cli.terminal import FILE, ask_passphrase, say, say_count, show, show_card, show_json
from screening.domain.events.allowed_values import MATTERS
from screening.domain.events.case_codes import is_code
from screening.domain.events.contacts import same_number
from screening.errors import BadInput, ScreeningError
from screening.hub import accuracy, case_status, decisions, erasing, importing, migrations
from screening.hub import identity as keys_file
from screening.hub import place as places
from screening.hub.codes import refresh
from screening.hub.database import connected
from screening.hub.exporting import export_cases
from screening.hub.learning import NEED, learn
from screening.hub.publishing import first_of_month, publish_snapshot
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words


@click.group()
@click.pass_context
def hub(context: click.Context) -> None:
    """For a headquarters: bundles that are addressed to it, into its own PostgreSQL. Needs the package screening-hub.

    Where `screening hub setup` set it up, no file and no database has to be named, and root goes on as its user.
    """
    if context.invoked_subcommand != "setup":
        places.leave_root()


for command in (setup, status, believed):
    hub.add_command(command)


@hub.command()
@click.option("--out", type=FILE, required=True, callback=in_a_folder, help="The file that is to be made.")
@click.option("--name", required=True, help="Who keeps these keys.")
@click.option("--organisation", default="", help="The agency.")
def keys(out: Path, name: str, organisation: str) -> None:
    """Make the keys of a headquarters, under a passphrase, and print their card."""
    show_card(keys_file.make_identity(out, new_passphrase(), name, organisation))


@hub.command()
@IDENTITY
@PASSPHRASE
def card(identity: Path, typed: Path | None) -> None:
    """Print the card that officers add to their people."""
    show_card(keys_file.open_identity(identity, passphrase(typed))[1])


@hub.command()
@click.argument("card_file", metavar="CARD", type=FILE)
@SENDERS
@click.option("--number", required=True, help="The number that the officer reads aloud.")
def believe(card_file: Path, senders: Path, number: str) -> None:
    """Believe a laptop from now on: its card, and the number that its officer reads aloud."""
    keys_file.believe(senders, read_card(card_file), number)
    say("exchange.added-checked")


@hub.command()
@SENDERS
@click.option("--number", required=True, help="The number of the card.")
def disbelieve(senders: Path, number: str) -> None:
    """Believe a laptop no more. What it sent stays."""
    keys_file.disbelieve(senders, number)
    say("exchange.removed")


@hub.command()
@DATABASE
def prepare(url: str) -> None:
    """Make the tables, or bring them to this version, and read the cases anew. An import does so by itself."""
    with connected(url) as database:
        migrations.prepare(database)
        refresh(database)
        done = case_status.rebuild(database)
    say("hub.prepared", version=migrations.version())
    say_count("hub.rebuilt", done)


@hub.command()
@DATABASE
def rebuild(url: str) -> None:
    """Read every case anew from its events. May be stopped and run again; readers go on meanwhile."""
    with connected(url) as database:
        migrations.prepare(database)
        done = case_status.rebuild(database, everything=True)
    say_count("hub.rebuilt", done)


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
    day = before.date() if before is not None else first_of_month(datetime.date.today())
    with connected(url) as database:
        made = publish_snapshot(database, day)
    say("hub.published", number=made.number, cases=made.cases, added=made.added, before=day.isoformat())


@hub.command()
@click.option(
    "--out", type=FILE, required=True, callback=in_a_folder,
    help="The report without its ending: .html and .pdf are added.",
)  # fmt: skip
@LANGUAGE
@DATABASE
def report(out: Path, language: str, url: str) -> None:
    """Write the last snapshot as a page and a PDF with plain bars; both open without a network."""
    from screening.hub.report import write_report

    with connected(url) as database:
        show(write_report(database, out, Words(language)))


@hub.command("field-accuracy")
@click.option("--out", type=FILE, help="Write it as a report too, without its ending: .html and .pdf are added.")
@LANGUAGE
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@DATABASE
def field_accuracy(out: Path | None, language: str, as_json: bool, url: str) -> None:
    """Say how often the assessment was right, over all laptops: the same figures as `screening field-accuracy`."""
    from screening.hub.report import write_view

    words, content = Words(language), open_content()
    with connected(url) as database:
        made, unread = accuracy.field_accuracy(database, content)
    view = accuracy_view(made, unread, words, content)
    if as_json:
        show_json(accuracy_as_json(made, unread))
    else:
        show(accuracy_lines(view))
    if out is not None:
        write_view(view, out, words)


@hub.command()
@click.option("--out", type=FILE, required=True, help="The file that Apache Superset imports; it must not exist yet.")
@LANGUAGE
def dashboard(out: Path, language: str) -> None:
    """Write dashboards over the views, as a file for Apache Superset to import. No password is in it."""
    from screening.hub.dashboard import write_dashboard

    show([write_dashboard(out, Words(language))])


@hub.command()
def roles() -> None:
    """Print SQL that makes the roles importer, caseworker, analyst and auditor; the owner runs it with psql.

    All of it or nothing: psql stops at the first fault and says what is needed.
    """
    click.echo(f"\\set ON_ERROR_STOP on\nBEGIN;\n{migrations.roles()}COMMIT;")


@hub.command()
@DATABASE
def dictionary(url: str) -> None:
    """Print the data dictionary: every view with its columns, and what each means, as Markdown."""
    with connected(url) as database:
        migrations.must_be_current(database)
        rows = database.described()
    view = ""
    for name, about, column, kind, meaning in rows:
        if name != view:
            click.echo(f"{chr(10) if view else ''}## {name}\n\n{about}\n\n| column | type | meaning |\n|---|---|---|")
            view = name
        click.echo(f"| `{column}` | {kind} | {meaning} |")


@hub.command("import")
@click.argument("files", metavar="[BUNDLE...]", nargs=-1, type=FILE)
@DATABASE
@IDENTITY
@SENDERS
@LEDGER
@PASSPHRASE
def import_(files: tuple[Path, ...], url: str, identity: Path, senders: Path, ledger: Path, typed: Path | None) -> None:
    """Load bundles, each whole or not at all; the same again changes nothing. Exit 2 when one was refused.

    Without a BUNDLE it loads those that lie in the watched folder, and moves each that was taken in out of it. What a
    bundle has erased is written to the ledger too.
    """
    words = Words("en")
    watched = None if files else places.place()
    if watched is None and not files:
        raise click.UsageError("Missing argument 'BUNDLE...'.")
    own, _ = keys_file.open_identity(identity, passphrase(typed))
    cards = keys_file.believed(senders)
    refused = 0
    if watched is not None and not (files := tuple(places.waiting(watched))):
        say("hub.nothing-waits")
    for path, done in importing.import_files(url, files, own, cards, ledger, _wait):
        if isinstance(done, ScreeningError):
            click.echo(f"{path.name}: {sentence(words, done)}", err=True)
            refused += 1
            continue
        if watched is not None:
            places.put_away(path, watched)
        say("hub.imported", file=path.name, sender=done.sender_name, cases=done.cases, added=done.added)
        if done.others:
            say_count("hub.others", done.others)
        if done.log is not None:
            say_count("exchange.log", done.log.entries, fingerprint=done.log.fingerprint)
        if done.held_back:
            say_count("hub.held-back", done.held_back)
        if done.strangers:
            say("hub.strangers", cases=", ".join(done.strangers))
        if done.erased:
            say_count("hub.taken-back", done.erased)
        if done.log_trouble:
            say("hub.log-trouble")
    if refused:
        raise SystemExit(2)


def _wait(seconds: float) -> None:
    say("hub.away", err=True)
    time.sleep(seconds)


@hub.command()
@click.option("--case", "codes", multiple=True, required=True, help="A case; may be repeated.")
@click.option("--to", "number", required=True, help="The number of the laptop's card, which must be believed.")
@click.option("--purpose", required=True, help="Why; the officer reads it, and it is kept here.")
@click.option("--duty", default="", help="The duty in law by which cases go without a yes for this laptop.")
@click.option("--out", type=FILE, required=True, callback=in_a_folder, help="The file to write.")
@DATABASE
@IDENTITY
@SENDERS
@PASSPHRASE
def export(
    codes: tuple[str, ...],
    number: str,
    purpose: str,
    duty: str,
    out: Path,
    url: str,
    identity: Path,
    senders: Path,
    typed: Path | None,
) -> None:
    """Write chosen cases as a bundle for a laptop, so that an officer goes on there."""
    keys, own = keys_file.open_identity(identity, passphrase(typed))
    found = [each for each in keys_file.believed(senders).values() if same_number(number, each.number)]
    if not found:
        raise BadInput("contact-unknown")
    with connected(url) as database:
        wanted = [code.strip().upper() for code in codes]
        made = export_cases(database, wanted, keys, own, found[0], out, purpose=purpose, duty=duty)
    say("exchange.made", path=str(made.path))
    say_count("exchange.holds", made.cases)


@hub.command()
@DATABASE
def strangers(url: str) -> None:
    """List entries from somebody who never had the case. They count for nothing until a person decides."""
    words = Words("en")
    with connected(url) as database:
        migrations.must_be_current(database)
        rows = database.strangers()
    for case, sender, name, entries, takes_back in rows:
        says = words.say("exchange.apart-withdrawn") if takes_back else ""
        click.echo("  ".join(each for each in (case, sender, name, str(entries), says) if each))
    if not rows:
        say("exchange.apart-none")


@hub.command()
@click.option("--case", "code", required=True, help="The code of the case.")
@click.option("--from", "sender", required=True, help="The number of the card that brought the entries.")
@click.option("--by", required=True, help="Who decides.")
@SECOND
@click.option("--instead", is_flag=True, help="The case is theirs: what was here is kept apart in their place.")
@DATABASE
def accept(code: str, sender: str, by: str, second: str, instead: bool, url: str) -> None:
    """Let entries count that were kept apart, as after asking both offices, or the person."""
    with connected(url) as database:
        added = decisions.accept(database, code.strip().upper(), sender, by=by, second=second, instead=instead)
    say_count("exchange.accepted", added)


@hub.command()
@click.option("--case", "code", required=True, help="The code of the case.")
@click.option("--matter", type=click.Choice([*MATTERS, NEED]), required=True, help="What was decided, or a need.")
@click.option("--result", required=True, help="What happened: for identification asked, grounds, identified and so on.")
@click.option("--body", default="", help="Which body decided: its id in the data of the country.")
@click.option("--need", default="", help="Which need, by its id in the directory.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day in the letter.")
@click.option("--reference", default="", help="The number of the letter. It stays in the case.")
@click.option("--amount", default="", help="Of an award, in whole units of the country's money.")
@click.option("--by", required=True, help="Who enters it.")
@SECOND
@DATABASE
@IDENTITY
def decision(code: str, day: datetime.datetime, by: str, second: str, url: str, identity: Path, **said: str) -> None:
    """Enter what became of a case, from a letter that came here. Laptops learn it by `hub export`."""
    code = code.strip().upper()
    keys, own = keys_file.open_identity(identity, ask_passphrase())
    with connected(url) as database:
        learn(database, code, {**said, "day": day.date().isoformat()}, keys, own, by=by, second=second)
    say("hub.learned", case=code)


@hub.command()
@DATABASE
def pairs(url: str) -> None:
    """List cases of different laptops that may be of one person. Both offices are asked; nothing is merged."""
    words = Words("en")
    with connected(url) as database:
        migrations.must_be_current(database)
        rows = database.pairs()
    for one, unit, other, other_unit, days, both, same, decided in rows:
        said = "" if decided is None else words.say("hub.pair-same" if decided else "hub.pair-different")
        alike = words.say("hub.pair", days=days, same=same, both=both)
        click.echo("  ".join(each for each in (f"{one} ({unit})", f"{other} ({other_unit})", alike, said) if each))
    if not rows:
        say("hub.pair-none")


@hub.command("decide-pair")
@click.option("--case", "codes", nargs=2, required=True, help="The codes of both cases.")
@click.option("--same/--different", required=True, default=None, help="Whether they are of one person.")
@click.option("--by", required=True, help="Who decides, after asking both offices.")
@SECOND
@DATABASE
def decide_pair(codes: tuple[str, str], same: bool, by: str, second: str, url: str) -> None:
    """Keep whether two cases are of one person. Both stay as they are."""
    one, other = (code.strip().upper() for code in codes)
    with connected(url) as database:
        decisions.decide_pair(database, one, other, same=same, by=by, second=second)
    say("hub.pair-kept", one=one, other=other, said=Words("en").say("hub.pair-same" if same else "hub.pair-different"))


@hub.command()
@click.option("--case", "code", required=True, help="The code of the case.")
@click.option("--reason", type=click.Choice(["withdrawn", "asked", "retention"]), required=True, help="Why.")
@click.option("--by", required=True, help="Who erases.")
@SECOND
@LEDGER
@DATABASE
def erase(code: str, reason: str, by: str, second: str, ledger: Path, url: str) -> None:
    """Erase a case here, when its person withdrew or its time is over. It is held back if it only comes later."""
    code = code.strip().upper()
    if not is_code(code):
        raise BadInput("not-a-case-code")
    with connected(url) as database:
        gone = erasing.erase_case(database, code, reason=reason, by=by, second=second, ledger=ledger)
    if gone:
        say_count("hub.erased", gone)
    else:
        say("hub.erased-ahead")


@hub.command("erase-again")
@LEDGER
@DATABASE
def erase_again(ledger: Path, url: str) -> None:
    """After a dump was restored: erase again what was erased since it was made. May be run at any time."""
    with connected(url) as database:
        say_count("hub.erased-again", erasing.erase_again(database, ledger))
