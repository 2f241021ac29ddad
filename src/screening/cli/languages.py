"""``screening languages`` and ``screening pack``: what the packs hold; packs checked, put in, rolled back and made."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import click

from screening.casework.content import countries
from screening.casework.content import in_use as content_in_use
from screening.casework.content.country import one, shipped
from screening.casework.languages import language_table, packs, recording_script, recordings_in, review
from screening.cli.terminal import FILE, opened, say, show, show_json
from screening.content_packs import packs as content_packs
from screening.domain.content.problems import Problem
from screening.domain.events.contacts import same_number
from screening.domain.policy.content_age import Old, PacksOfRecord
from screening.settings import OWN, Installation
from screening.store import publisher_card
from screening.wording.catalogue.languages import languages
from screening.wording.catalogue.packs import normal, packs_folder
from screening.wording.catalogue.translations import Words

VAULT = click.option("--vault", "vault_folder", type=FILE, required=True, help="The folder of the vault.")
FOLDER = click.option("--packs", "folder", type=FILE, help="The folder of packs; the window's own without it.")


@click.command("languages")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@FOLDER
def list_languages(as_json: bool, folder: Path | None) -> None:
    """Every language: texts and their states, recordings, letters, and whether it is offered."""
    words = Words("en", _with_packs(folder))
    rows = language_table.table(words)
    if as_json:
        show_json([language_table.as_json(row) for row in rows])
    else:
        show(language_table.line(row, words) for row in rows)


@click.command("countries")
@click.argument("country", default="")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one country, or a list of all.")
@click.option("--page", "as_page", is_flag=True, help="Print all of them beside the ASEAN Convention, as Markdown.")
@click.option("--law", "as_law", is_flag=True, help="Print every statement of law with its source, as Markdown.")
@click.pass_obj
def list_countries(here: Installation, country: str, as_json: bool, as_page: bool, as_law: bool) -> None:
    """Every country, or one line by line: law, orders with clocks, who takes a case, and what is not known."""
    words = Words("en", here)
    chosen = one(country, OWN) if country else None
    if as_page or as_law:
        click.echo(countries.law_page(words) if as_law else countries.page(words), nl=False)
    elif as_json:
        every = [countries.as_json(each) for each in shipped(OWN)[1].values()]
        show_json(every if chosen is None else countries.as_json(chosen))
    else:
        show(countries.rows(words) if chosen is None else countries.lines(chosen, words))


@click.group()
def pack() -> None:
    """Packs as signed files: of content (edition, law cards, forms, directory, translations), and of one language."""


@pack.command("check")
@click.argument("what")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--vault", "vault_folder", type=FILE, help="Of content: believe whose numbers this record has checked.")
@click.option("--number", default="", help="Of content: or believe the signer who has this number, as they read it.")
@FOLDER
def check_pack(what: str, as_json: bool, vault_folder: Path | None, number: str, folder: Path | None) -> None:
    """Check a pack file, or the recordings of a language that is in use (its tag, such as bn).

    A content pack is read no further than its signature before somebody is named to believe: then exit 1. With --vault
    the passphrase is read from the terminal or standard input. Nothing is changed.
    """
    if content_packs.is_one(Path(what)):
        _check_content(Path(what), vault_folder, number, folder, as_json=as_json)
        return

    words = Words("en")
    told: dict[str, object] = {}
    if not Path(what).exists() and normal(what) in {each.tag for each in languages()}:
        problems, unheard = packs.program_sounds(normal(what), _with_packs(folder))
    else:
        checked = packs.examine(Path(what))
        problems, unheard = list(checked.problems), checked.unheard
        file = checked.file
        told = {
            "tag": file.tag, "made_at": file.made_at, "signer": file.signer.name, "number": file.signer.number,
            "texts": checked.texts, "reviews": checked.reviews, "wrong": checked.wrong,
        }  # fmt: skip
        if not as_json:
            say("languages.pack", language=file.tag, name=file.signer.name, number=file.signer.number)
    if as_json:
        rows = [[each.file, each.place, each.what, each.remedy] for each in problems]
        show_json({**told, "problems": rows, "unheard": unheard})
    else:
        _tell(problems, unheard, words)
    if problems:
        raise SystemExit(1)


def _check_content(file: Path, vault_folder: Path | None, number: str, folder: Path | None, *, as_json: bool) -> None:

    words, found, known = Words("en"), content_packs.read(file), PacksOfRecord()
    if vault_folder is not None:
        with opened(vault_folder) as vault:
            cards, known = packs.believed(vault), content_in_use.known_of(vault)
            words = Words("en", content_in_use.content_of_record(vault, folder)[0])
    else:
        cards = [found.signer] if number and same_number(number, found.signer.number) else []
    asked, who = vault_folder is not None or bool(number), found.signer
    told: dict[str, object] = {
        "made_at": found.made_at, "signer": who.name, "number": who.number, "files": sorted(found.files),
    }  # fmt: skip
    if asked:
        examined = content_packs.examine_file(file, words, known, cards)
        rows = [[each.file, each.place, each.what, each.remedy] for each in examined.problems]
        told |= {"edition": examined.edition, "note": examined.note, "changes": examined.changes, "problems": rows}
    if as_json:
        show_json(told)
    else:
        say("content.signed", name=who.name, number=who.number)
        if asked:
            show(content_packs.lines(examined, words))
        else:
            say("content.not-asked", name=who.name, number=who.number)
    if not asked or examined.problems:
        raise SystemExit(1)


@pack.command("add")
@click.argument("file", type=FILE)
@VAULT
@FOLDER
def add_pack(file: Path, vault_folder: Path, folder: Path | None) -> None:
    """Put a pack in, when somebody signed it whose number this record has checked. It is checked whole before that.

    Content is put in beside the program's own, and never over an edition that is here. The passphrase is read from the
    terminal or standard input.
    """
    if not content_packs.is_one(file):
        _put_language_in(file, vault_folder, folder)
        return
    words = Words("en")
    with opened(vault_folder) as vault:
        content_packs.put_in(vault, file, words, folder, tell=click.echo)
    say("content.put-in")


@pack.command("roll-back")
@VAULT
@FOLDER
def roll_back(vault_folder: Path, folder: Path | None) -> None:
    """Use the content that was in use before the newest content pack. Cases keep the edition they were begun under."""
    with opened(vault_folder) as vault:
        content_packs.roll_back(vault)
    say("content.rolled-back")


@pack.command("import", hidden=True)
@click.argument("file", type=FILE)
@VAULT
@FOLDER
def import_pack(file: Path, vault_folder: Path, folder: Path | None) -> None:
    """The former name of "add", for language packs."""
    _put_language_in(file, vault_folder, folder)


def _put_language_in(file: Path, vault_folder: Path, folder: Path | None) -> None:

    checked = packs.examine(file)
    show(checked.problems)
    with opened(vault_folder) as vault:
        known = packs.believed(vault)
    packs.install(checked, known, folder or packs_folder())
    say("languages.put-in", language=checked.file.tag)


@pack.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.option("--vault", "vault_folder", type=FILE, help="Say which content packs this record uses.")
@FOLDER
def list_packs(as_json: bool, vault_folder: Path | None, folder: Path | None) -> None:
    """The packs that were put in, when each was made and by whom.

    With --vault it says which content is in use, and whether it is older than the organisation's limit; the passphrase
    is read from the terminal or standard input.
    """
    words, rows = Words("en"), packs.installed(folder or packs_folder())
    known: PacksOfRecord | None = None
    old: tuple[Old, ...] = ()
    if vault_folder is not None:
        with opened(vault_folder) as vault:
            known = content_in_use.known_of(vault)
            here, _ = content_in_use.content_of_record(vault, folder)
            old = content_in_use.aged(here, vault.clock().date())
    content = content_packs.listed(known, folder)
    if as_json:
        show_json([*rows, *map(content_packs.as_json, content)])
        return
    show(f"{row['tag']:<8} {row['made_at'][:10]} {row['signer']} {row['number']}" for row in rows)
    show(content_packs.line(each, words) for each in content)
    if not rows and not content:
        say("languages.none")
    for part in old:
        say(f"notice.content-old-{part.part}", day=str(part.day), age=part.age, limit=part.limit)


@pack.command("export")
@VAULT
@click.option("--language", default="", help="Make a pack of this language alone, with what was reviewed here.")
@click.option("--recordings", type=FILE, help="With --language: the recordings in this folder, not those in use.")
@click.option("--from", "source", type=FILE, help="The folder with indicators, forms and locales; the program's own.")
@click.option("--edition", default="", help="The edition that new cases open under; the newest in the folder.")
@click.option("--note", default="", help="What is new, for whoever puts it in.")
@click.option("--out", type=FILE, required=True, help="The folder, or the file that is to be made.")
@FOLDER
def export_pack(
    vault_folder: Path,
    language: str,
    recordings: Path | None,
    source: Path | None,
    edition: str,
    note: str,
    out: Path,
    folder: Path | None,
) -> None:
    """Make a signed pack of content: edition with weights and law cards, forms, directory, limits and translations.

    With --language it is a pack of that language as it is in use. The passphrase is read from the terminal or standard
    input.
    """
    if not language:
        _export_content(vault_folder, source, edition, note, out)
        return
    with opened(vault_folder) as vault:
        work = review.work(vault, language)
        data = packs.export(vault, language, work.edited, work.reviews, _with_packs(folder), recordings)
    say("languages.made", path=str(packs.save(data, language, out)))


def _export_content(vault_folder: Path, source: Path | None, edition: str, note: str, out: Path) -> None:

    with opened(vault_folder) as vault:
        data, number = content_packs.export(vault, source, edition, note), publisher_card(vault).number
    say("content.made", path=str(packs.save(data, content_in_use.TAG, out)), number=number)


@pack.command("script")
@click.argument("language")
@click.option("--out", type=FILE, required=True, help="The folder that the paper and the list are written to.")
@click.option(
    "--notes", default="en", show_default=True, help="Language of the notes for the speaker: en, ms, id or th."
)
@FOLDER
def write_script(language: str, out: Path, notes: str, folder: Path | None) -> None:
    """Write the recording script of a language: every text to be heard, numbered, as a PDF and as an M3U of file names.

    What a person hears who answers alone comes first. docs/translating.md says how the recordings are taken in.
    """
    for path in recording_script.write(language, notes, out, _with_packs(folder)):
        say("script.made", path=str(path))


@pack.command("recordings")
@click.argument("source", type=FILE)
@click.option("--language", required=True, help="The language that was spoken, such as bn.")
@click.option("--voice", type=click.Choice(["female", "male"]), required=True, help="Whose voice it is.")
@click.option("--out", type=FILE, required=True, help="The folder that the finished recordings are written to.")
@click.option("--synthetic", is_flag=True, help="A computer spoke them: they are marked, and for practice only.")
@click.option("--part", "partly", is_flag=True, help="Take in what is there; texts without a recording are only named.")
@FOLDER
def take_recordings(
    source: Path, language: str, voice: str, out: Path, synthetic: bool, partly: bool, folder: Path | None
) -> None:
    """Take in a folder of recordings: match them to the texts, cut silence, bring them to one loudness, check and name.

    All problems are told at once, each with its file and what to do; then nothing is written, and the exit is 1. What
    is written stays a draft until somebody reviews it, and goes into a pack with "pack export --recordings".
    """
    today, here = datetime.date.today(), _with_packs(folder)
    taken = recordings_in.take_in(language, voice, source, out, today, synthetic=synthetic, partly=partly, here=here)
    show(taken.problems)
    if partly and taken.missing:
        say("languages.part-missing", n=len(taken.missing), ids=", ".join(taken.missing[:5]))
    if taken.path is None:
        say("languages.not-taken-in", n=len(taken.problems))
        raise SystemExit(1)
    say("languages.taken-in", n=taken.taken, path=str(taken.path))


def _with_packs(folder: Path | None) -> Installation:
    """The program's content with what lies in the folder of packs as it was signed, by whomever: nobody is asked."""
    return Installation(language_packs=packs.signed_packs(folder or packs_folder(), None)[0])


def _tell(problems: list[Problem], unheard: Mapping[str, tuple[str, ...]], words: Words) -> None:
    show(problems)
    for voice, missing in unheard.items():
        if missing:
            name = words.say(f"languages.voice.{voice}")
            say("languages.unheard", voice=name, n=len(missing), ids=", ".join(missing[:5]))
    if not problems:
        say("languages.sound")
