"""The command line, for scripts and outside checks. It imports no Qt."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from screening import __version__, settings
from screening.authoring import protocol_page
from screening.authoring.content_check import check_content
from screening.casework.assessment.answer_file import HELD_SHEETS, assess_sheet, assessment_as_json, open_sheet
from screening.casework.computer import computer_check
from screening.casework.content import country
from screening.casework.content.countries import law_counts
from screening.casework.content.edition import open_content
from screening.casework.record import backup_views, sealing
from screening.casework.record.verification import verify_record
from screening.cli.accuracy import field_accuracy, second_look_group
from screening.cli.bundle import bundle, hand_over
from screening.cli.hub import hub
from screening.cli.languages import list_countries, list_languages, pack
from screening.cli.paper import employer_sheet, export, form, pocket_card
from screening.cli.terminal import FILE, ask_passphrase, known_language, say, say_count, show, show_json
from screening.cli.training import class_kit, practice_class, practise
from screening.cli.update import sign_update, verify_update
from screening.domain.answers import How, Where
from screening.domain.known.detention import is_open
from screening.domain.protocol.conditions import spell
from screening.domain.protocol.model import Item, Topic
from screening.errors import BadInput, ScreeningError
from screening.evaluation import evaluation, rescoring
from screening.evaluation import report as evaluation_report
from screening.odk import xlsform
from screening.odk.form_key import form_address, form_key
from screening.odk.import_submission import record_submissions
from screening.odk.submission import read_submissions
from screening.start_options import vault_behind
from screening.store import SeveralCopies, new_recovery_key, open_vault
from screening.store.folder.safe_paths import new_file, save_new
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.languages import shown_languages
from screening.wording.catalogue.packs import packs_folder
from screening.wording.catalogue.translations import Words

WHICH = click.option(
    "--which", default=0, type=click.IntRange(min=0), help="Where several copies open: the number of the one to take."
)


@contextmanager
def naming_copies() -> Iterator[None]:
    """Name the copies on standard error where several open."""
    try:
        yield
    except SeveralCopies as several:
        for line in backup_views.choice_lines(several, Words("en")):
            click.echo(line, err=True)
        raise


def fail(error: ScreeningError) -> None:
    """One sentence on standard error, exit 2; never a traceback."""
    click.echo(sentence(Words("en"), error), err=True)
    raise SystemExit(2)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="screening")
@click.option("--country", "name", default="", help="The country of what follows: my, id or th; Malaysia without it.")
@click.pass_context
def commands(ctx: click.Context, name: str) -> None:
    """Screen for signs of trafficking in persons. Without a command, the window opens.

    \b
    screening                  open the record of this computer, or make one
    screening --vault FOLDER   open the record in a folder or on a stick
    screening --country ID     suggest this country where a record is made: my, id or th
    screening --look LOOK      begin with this theme, text size and language, as in day,200,ms
    """
    ctx.obj = settings.OWN
    if name:
        ctx.obj = settings.Installation(country.one(name, settings.OWN).id)


@commands.command()
@click.option("--language", default="en", help="Language of the texts, such as en, ms, bn or ur.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.option("--edition", default="", help="Another edition than the one that new cases use, such as 2026-1.")
@click.pass_obj
def questions(here: settings.Installation, language: str, as_json: bool, edition: str) -> None:
    """List every item in order, with all that somebody needs who codes a written account."""
    content = open_content(edition, here)
    words = Words(known_language(language), here, edition=content.protocol.id)
    asked = [(topic, item) for topic in content.protocol.topics for item in topic.items]
    rows = [_row(order, item, topic, words) for order, (topic, item) in enumerate(asked, 1)]
    if as_json:
        show_json(rows)
        return
    topic_id = ""
    for row in rows:
        if row["topic"] != topic_id:
            topic_id = row["topic"]
            click.echo(f"\n{words.say(f'topic.{topic_id}.title')}\n  {row['texts']['invitation']}")
        click.echo(f"  {row['number']:<5} {row['id']:<20} {row['kind']:<9} {row['texts']['question']}")


def _row(order: int, item: Item, topic: Topic, words: Words) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "topic": topic.id,
        "kind": item.kind,
        "texts": {
            "question": words.say(f"item.{item.id}.text"),
            "mark": words.say(f"item.{item.id}.mark"),
            "invitation": words.say(f"topic.{topic.id}.invitation"),
            "why": words.say(f"topic.{topic.id}.why"),
            "topic_help": words.say(f"topic.{topic.id}.help"),
        },
        "help": {
            "may_mean": words.say(f"item.{item.id}.may_mean"),
            "may_else": words.say(f"item.{item.id}.may_else"),
        },
        "allowed": [answer.value for answer in item.allowed],
        "how": [how.value for how in How],
        "where": [where.value for where in Where] if item.where else None,
        "condition": spell(item.condition) if item.condition else None,
        "core": item.core,
        "harm": item.harm,
        "who": item.who,
        "indicators": list(item.yes),
        "sources": list(item.source),
        "verified": item.verified,
        "edition": words.edition,
        "order": order,
        "language": words.language,
        "state": words.state(f"item.{item.id}.text").value,
    }


@commands.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the whole reading as JSON.")
@click.option("--edition", help="Read the answers under this edition and say what differs from their own.")
@click.pass_obj
def score(here: settings.Installation, file: Path, as_json: bool, edition: str | None) -> None:
    """Read a set of answers and print what it shows, and why."""
    from screening.casework.assessment.assessment import figures, readings, sentence, strongest

    sheet, own = open_sheet(file, here)
    content = own if edition is None else open_content(edition, here)
    taken = rescoring.under(sheet, content)
    words = Words("en", here, edition=content.protocol.id)
    assessment = assess_sheet(taken, content)
    reading = assessment_as_json(taken, assessment, content, words)
    if edition is not None:
        reading["differs"] = rescoring.differences(sheet, own, content)
    if as_json:
        show_json(reading)
        return
    say("cli.edition", edition=reading["edition"])
    if is_open(taken.held, assessment.paths):
        say("cli.held", step=words.say("path-do.stay"), sheets=" ".join(HELD_SHEETS[assessment.child]))
    say("cli.paths", paths="; ".join(words.say(f"path.{path}") for path in reading["paths"]))
    for name, band in reading["bands"].items():
        strength = reading["weights"][name]
        ranged = f"{strength['value']:.3f} ({strength['low']:.3f} - {strength['high']:.3f})"
        click.echo(f"  {words.say(f'explanation.{name}'):<28} {words.say(f'band.{band}'):<18} {ranged}")
    show((*readings(words, assessment), figures(words, assessment)))
    for reason in (each for side in strongest(content.protocol, assessment, "trafficking") for each in side):
        click.echo(f"  {reason.weight:+.2f}  {sentence(words, content.protocol, reason)}")
    if reading["would_change"]:
        marks = "; ".join(words.say(f"item.{item}.mark") for item in reading["would_change"])
        say("cli.would-change", facts=marks)
    if edition is not None:
        show(rescoring.lines(reading["differs"], Words("en", edition=own.protocol.id)))
    say("limits.text")


@commands.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
@click.option(
    "--edition", default=settings.EDITION, show_default=True, help="The edition that the cases were coded with."
)
@click.option("--ask-at-most", type=click.IntRange(min=1), help="Let the program choose at most so many items.")
@click.option("--plot", type=FILE, help="Write the ROC curve and the reliability as SVG to this file.")
@click.option("--second", type=FILE, help="The same cases coded by someone else: how far the two agree.")
@click.pass_obj
def evaluate(
    here: settings.Installation,
    files: tuple[Path, ...],
    as_json: bool,
    edition: str,
    ask_at_most: int | None,
    plot: Path | None,
    second: Path | None,
) -> None:
    """Measure the scoring on coded cases, one a line, with label and also.

    Several files are measured each by itself and all together, against every other reading in one table.
    """
    content = open_content(edition, here)
    sets = {file.name: evaluation.read_coded(file, content) for file in files}
    cases = [case for each in sets.values() for case in each]
    whole = evaluation.evaluate(cases, content, ask_at_most=ask_at_most)
    found = {"sets": evaluation.evaluate_sets(sets, content), "together": whole} if len(sets) > 1 else {}
    if second is not None:
        whole["agreement"] = evaluation.agreement(cases, evaluation.read_coded(second, content), content)
    if plot is not None:
        save_new(plot, evaluation_report.plot(whole).encode())
    if as_json:
        show_json(found or whole)
        return
    words = Words("en")
    if found:
        show(evaluation_report.comparison(found, words))
    show(evaluation_report.lines(whole, words))


@commands.command()
@click.argument("paths", nargs=-1, type=FILE)
def check(paths: tuple[Path, ...]) -> None:
    """Check protocol, forms and catalogues; tell all problems at once."""
    problems, files = check_content(paths)
    show(problems)
    if problems:
        say_count("cli.problems", len(problems), err=True)
        raise SystemExit(1)
    if not paths:
        show(law_counts(Words("en")))
    say_count("cli.sound", files)


@commands.command()
@click.option("--vault", "folder", type=FILE, help="The folder of the record; the window's own without it.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.pass_obj
def doctor(here: settings.Installation, folder: Path | None, as_json: bool) -> None:
    """Say what this computer lacks for the program, with the remedy. No record is opened.

    It looks at the parts of the program, libraries, screen, fonts, sound, disk, clock, permissions, swap, core dumps,
    network, and the age of the law cards. Exit 1 where something is lacking.
    """
    findings = computer_check.check_computer(folder or packs_folder().with_name("record"), here)
    if as_json:
        show_json([{"check": each.check, "state": each.state, **each.fields} for each in findings])
    else:
        show(computer_check.lines(findings, Words("en")))
    lacks = sum(each.state is computer_check.CheckState.LACKING for each in findings)
    if lacks:
        say_count("doctor.lacks", lacks, err=True)
        raise SystemExit(1)


@commands.command()
@click.option("--vault", type=FILE, required=True, help="The folder of the vault.")
@click.option("--head", default="", help="The record's fingerprint as it stands on a paper: 24 signs.")
@click.option("--case", default="", help="The case's code on that paper.")
@click.option("--entries", default=0, type=click.IntRange(min=0), help="The number of entries on that paper.")
@click.option("--log", default="", help="The log's fingerprint, from a paper or as the recipient of a bundle reads it.")
@click.option("--log-entries", "acts", default=0, type=click.IntRange(min=0), help="The number that stands beside it.")
def verify(vault: Path, head: str, case: str, entries: int, log: str, acts: int) -> None:
    """Check the chain and the file of a vault, and name the first event that was changed.

    A record that was rewritten with its key agrees with itself; with --head it is held against a printed paper, and
    with --log its own log of what was done. The passphrase is read from the terminal or standard input.
    """
    code = case.strip().upper()
    report = verify_record(vault, ask_passphrase(), head, case=code, entries=entries, log=log, acts=acts)
    show(report.lines)
    if not report.sound:
        raise SystemExit(1)


@commands.command()
@click.argument("copy", type=FILE)
@click.option("--to", "folder", type=FILE, required=True, help="The folder of the new record: new or empty.")
@WHICH
def restore(copy: Path, folder: Path, which: int) -> None:
    """Bring a record back from a copy on a stick, or from a backup. The copy is only read.

    The passphrase is read from the terminal or standard input.
    """
    passphrase = ask_passphrase()
    with naming_copies():
        restored = backup_views.bring_back(str(copy), folder, passphrase, which)
    show(backup_views.restored_lines(restored, Words("en")))
    if not restored.whole:
        raise SystemExit(1)


@commands.command("recovery-key")
@click.option("--out", type=FILE, required=True, help="The new file for the secret half: on a stick, kept sealed.")
def recovery_key(out: Path) -> None:
    """Make the organisation's recovery key and print its public half, which is let into each record."""
    click.echo(new_recovery_key(out))


@commands.command()
@click.option("--vault", type=FILE, required=True, help="The folder of the vault, or of a copy that was put there.")
@click.option(
    "--from", "copy", type=FILE, help="Bring it back from this copy, into a new folder or where it was sealed."
)
@click.option("--recovery-key", "secret", type=FILE, required=True, help="The file with the secret half.")
@WHICH
def recover(vault: Path, copy: Path | None, secret: Path, which: int) -> None:
    """Open a vault with the recovery key and give it a new passphrase; the former ones open it no more.

    The new passphrase is read from the terminal or standard input.
    """
    passphrase = ask_passphrase()
    with naming_copies():
        sealing.bring_back(vault, str(copy or ""), str(secret), passphrase, which)
    say("page.keys.done")


@commands.command("seal-and-purge")
@click.option("--vault", type=FILE, required=True, help="The folder of the vault.")
@click.option("--to", "place", type=FILE, help="A folder on a stick for the sealed copy; else it stays in the folder.")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def seal_and_purge(vault: Path, place: Path | None, yes: bool) -> None:
    """Seal a record for the organisation's recovery key and remove everything else of it here.

    The passphrase is read from the terminal or standard input. Killed at any moment, the record is as it was, or the
    next start finishes.
    """
    words, passphrase = Words("en"), ask_passphrase()
    if not yes and not click.confirm(words.say("page.seal.sure"), err=True):
        raise SystemExit(1)
    with open_vault(vault, passphrase) as opened:
        told = sealing.seal(opened, str(place or ""))
    show(sealing.sealed_lines(told, words))
    if told.left:
        raise SystemExit(1)


for command in (
    bundle, list_languages, list_countries, pack, form, practise, practice_class, class_kit, export, hub, sign_update,
    verify_update, hand_over, employer_sheet, pocket_card, field_accuracy, second_look_group,
):  # fmt: skip
    commands.add_command(command)


@commands.group()
def protocol() -> None:
    """The questionnaire as data: for form servers, for reading, for publishing."""


@protocol.command("export-xlsform")
@click.argument("out", type=FILE)
@click.option("--language", "tags", multiple=True, help="A language of the labels; all of them without it.")
@click.option("--edition", default=settings.EDITION, show_default=True, help="The edition to read.")
@click.option("--public-key", "key", type=FILE, help="A PEM file: phones encrypt answers for this RSA key.")
@click.option("--submission-url", "send_to", default="", help="With it: where answers go; KoboToolbox needs it.")
def export_xlsform(out: Path, tags: tuple[str, ...], edition: str, key: Path | None, send_to: str) -> None:
    """Write the whole questionnaire as an XLSForm for KoboToolbox or ODK."""
    chosen = tags or tuple(pack.tag for pack in shown_languages())
    public, address = form_key(key) if key else "", form_address(send_to) if send_to else ""
    made = xlsform.xlsform(open_content(edition).protocol, chosen, key=public, send_to=address)
    xlsform.write_xlsx(made, out)
    click.echo(str(out))


@protocol.command("import-submission")
@click.argument("file", type=FILE)
@click.option("--vault", type=FILE, help="Record each as a case of the vault in this folder, and print its code.")
@click.pass_obj
def import_submission(here: settings.Installation, file: Path, vault: Path | None) -> None:
    """Read the answer sets of a file of ODK or Kobo, one or a list, and print each as an answer file with its
    provenance, or record each as a case.

    One that is refused gets a sentence of its own; the others are taken. With --vault the passphrase is read from the
    terminal or standard input.
    """
    told = record_submissions(file, vault, ask_passphrase()) if vault else (each for _, each in read_submissions(file))
    sheets, refused = [], 0
    for each in told:
        if isinstance(each, BadInput):
            click.echo(sentence(Words("en"), each), err=True)
            refused += 1
        elif isinstance(each, str):
            click.echo(each)
        else:
            sheets.append(each)
    if sheets:
        show_json(sheets[0] if len(sheets) + refused == 1 else sheets)
    if refused:
        raise SystemExit(2)


@protocol.command()
@click.option("--edition", default=settings.EDITION, show_default=True, help="The edition to read.")
@click.option("--language", default="en", show_default=True, help="Language of the texts.")
@click.option("--out", type=FILE, help="Write to this file; without it the page is printed.")
@click.pass_obj
def page(here: settings.Installation, edition: str, language: str, out: Path | None) -> None:
    """Write the whole questionnaire as one page to read, with every source."""
    told = protocol_page.page(
        open_content(edition, here).protocol, Words(known_language(language), here, edition=edition)
    )
    if out is None:
        click.echo(told, nl=False)
    else:
        save_new(out, told.encode())


@protocol.command("questionnaire")
@click.option("--officer", default="en", show_default=True, help="The officer's language.")
@click.option("--person", default="", help="The person's language beside it; the officer's alone without it.")
@click.option("--profile", default="field", show_default=True, help="Which order: field, shelter, detention ...")
@click.option("--addon", "addons", multiple=True, help="Items to put first as well, such as fishing; may be repeated.")
@click.option("--role", default="labour-officer", show_default=True, help="Whose consent text: ngo, public-officer ...")
@click.option("--short", is_flag=True, help="Only what the order and the add-ons put first.")
@click.option("--edition", default=settings.EDITION, show_default=True, help="The edition to read.")
@click.option("--out", type=FILE, required=True, help="The PDF file to write.")
@click.pass_obj
def paper(
    here: settings.Installation,
    officer: str,
    person: str,
    profile: str,
    addons: tuple[str, ...],
    role: str,
    short: bool,
    edition: str,
    out: Path,
) -> None:
    """Print the blank questionnaire in two languages, to fill in by hand where there is no power."""
    from screening.casework.visit import questionnaire

    new_file(out)
    data = questionnaire.make_blank(
        open_content(edition, here), officer=officer, person=person or officer, profile=profile, addons=addons,
        role=role, short=short,
    )  # fmt: skip
    click.echo(str(save_new(out, data)))


@protocol.command()
@click.option("--edition", default=settings.EDITION, show_default=True, help="The edition to read.")
def digest(edition: str) -> None:
    """Print the digest that a published edition is pinned with."""
    click.echo(open_content(edition).protocol.digest)


def main(arguments: list[str] | None = None) -> None:
    """Run one command. Foreseen trouble is one sentence; exit 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        commands.main(
            args=vault_behind(sys.argv[1:] if arguments is None else arguments),
            prog_name="screening",
            standalone_mode=False,
        )
    except ScreeningError as error:
        fail(error)
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as trouble:
        trouble.show()
        raise SystemExit(2) from None
    except BrokenPipeError:
        raise SystemExit(1) from None
    except OSError as trouble:
        fail(BadInput("cli-file", reason=trouble.strerror or ""))
    except UnicodeError:
        fail(BadInput("cli-not-text"))
    except MemoryError:
        fail(BadInput("cli-memory"))
