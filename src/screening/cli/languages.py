"""``screening languages`` and ``screening pack``: what the packs hold; packs checked, put in and made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from screening.cli.bundle import FILE, opened
from screening.domain.content.problems import Problem
from screening.wording.catalogue.installed_packs import packs_folder, use_overlay
from screening.wording.catalogue.translations import Words

VAULT = click.option("--vault", "vault_folder", type=FILE, required=True, help="The folder of the vault.")
FOLDER = click.option("--packs", "folder", type=FILE, help="The folder of packs; the window's own without it.")


@click.command("languages")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@FOLDER
def list_languages(as_json: bool, folder: Path | None) -> None:
    """Every language: texts and their states, recordings, letters, and whether it is offered."""
    from screening.casework.languages import language_table

    _show(folder or packs_folder())
    words = Words("en")
    rows = language_table.table(words)
    if as_json:
        click.echo(json.dumps([language_table.as_json(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(language_table.line(row, words))


@click.group()
def pack() -> None:
    """Language packs as signed files."""


@pack.command("check")
@click.argument("what")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@FOLDER
def check_pack(what: str, as_json: bool, folder: Path | None) -> None:
    """Check a pack file, or the recordings of a language that is in use (its tag, such as bn)."""
    from screening.casework.languages import packs
    from screening.wording.catalogue.languages import languages
    from screening.wording.catalogue.packs import normal

    _show(folder or packs_folder())
    words = Words("en")
    told: dict[str, object] = {}
    if not Path(what).exists() and normal(what) in {each.tag for each in languages()}:
        problems, unheard = packs.program_sounds(normal(what))
    else:
        checked = packs.check(packs.read(Path(what)))
        problems, unheard = list(checked.problems), checked.unheard
        file = checked.file
        told = {
            "tag": file.tag, "made_at": file.made_at, "signer": file.signer.name, "number": file.signer.number,
            "texts": checked.texts, "reviews": len(checked.reviews),
        }  # fmt: skip
        if not as_json:
            click.echo(words.say("languages.pack", language=file.tag, name=file.signer.name, number=file.signer.number))
    if as_json:
        rows = [[each.file, each.place, each.what, each.remedy] for each in problems]
        click.echo(json.dumps({**told, "problems": rows, "unheard": unheard}, ensure_ascii=False, indent=1))
    else:
        _tell(problems, unheard, words)
    if problems:
        raise SystemExit(1)


@pack.command("import")
@click.argument("file", type=FILE)
@VAULT
@FOLDER
def import_pack(file: Path, vault_folder: Path, folder: Path | None) -> None:
    """Put a pack in, when somebody signed it whose number this record has checked."""
    from screening.casework.languages import packs

    place = folder or packs_folder()
    _show(place)
    words = Words("en")
    checked = packs.check(packs.read(file))
    for problem in checked.problems:
        click.echo(str(problem))
    with opened(vault_folder) as vault:
        known = packs.believed(vault)
    packs.install(checked, known, place)
    click.echo(words.say("languages.put-in", language=checked.file.tag))


@pack.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@FOLDER
def list_packs(as_json: bool, folder: Path | None) -> None:
    """The packs that were put in, when each was made and by whom."""
    from screening.casework.languages import packs

    _show(folder or packs_folder())
    rows = packs.installed()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['tag']:<8} {row['made_at'][:10]} {row['signer']} {row['number']}")
    if not rows:
        click.echo(Words("en").say("languages.none"))


@pack.command("export")
@VAULT
@click.option("--language", required=True, help="The language's tag.")
@click.option("--out", type=FILE, required=True, help="The folder, or the file that is to be made.")
@FOLDER
def export_pack(vault_folder: Path, language: str, out: Path, folder: Path | None) -> None:
    """Make a signed pack of a language as it is in use, with what this record's reviewer has read and changed."""
    from screening.casework.languages import packs, review

    _show(folder or packs_folder())
    with opened(vault_folder) as vault:
        work = review.work(vault, language)
        data = packs.export(vault, language, work.edited, work.reviews)
    click.echo(Words("en").say("languages.made", path=str(packs.save(data, language, out))))


def _show(folder: Path) -> None:
    """Use what lies in the folder of packs as it was signed, by whomever: nobody is asked anything here."""
    from screening.casework.languages import packs

    use_overlay(folder, packs.signed_packs(folder, None)[0])


def _tell(problems: list[Problem], unheard: Mapping[str, tuple[str, ...]], words: Words) -> None:
    for problem in problems:
        click.echo(str(problem))
    for voice, missing in unheard.items():
        if missing:
            name = words.say(f"languages.voice.{voice}")
            click.echo(words.say("languages.unheard", voice=name, n=len(missing), ids=", ".join(missing[:5])))
    if not problems:
        click.echo(words.say("languages.sound"))
