"""The command line's papers: made from a set of answers, and checked."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from screening.casework.assessment.answer_file import open_sheet
from screening.casework.content import directory
from screening.casework.content.edition import open_content
from screening.casework.content.in_use import edition_of_record
from screening.casework.record import statistics_release
from screening.casework.visit import pocket_card as pocket
from screening.casework.visit import questionnaire
from screening.cli.terminal import FILE, ask_passphrase, opened, show
from screening.errors import BadInput
from screening.settings import Installation
from screening.store.folder.safe_paths import made_folder, new_file, save_in, save_new
from screening.wording.catalogue.translations import Words


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--out", type=FILE, help="The folder that the PDF is written to.")
@click.option("--sheet", "wanted", multiple=True, help="A sheet by letter or id, such as A or labour; else B.")
@click.option("--recipient", default="", help="An entry of the directory: only what its kind may ever get.")
@click.option("--layout", default="", help="A folder of layouts in forms/; that of the country without it.")
@click.option("--blank", is_flag=True, help="Sheets to fill in by hand: all of the layout, or those named.")
@click.option("--language", default="ms", show_default=True, help="With --blank: the person's language.")
@click.option("--check", "checked", type=FILE, help="Say whether a PDF is as it was made.")
@click.option("--locked", is_flag=True, help="With --check: read the PDF's passphrase from the terminal or input.")
@click.pass_obj
def form(
    here: Installation,
    file: Path | None,
    out: Path | None,
    wanted: tuple[str, ...],
    recipient: str,
    layout: str,
    blank: bool,
    language: str,
    checked: Path | None,
    locked: bool,
) -> None:
    """Make papers from a set of answers, or check a PDF that this program made."""
    from screening.casework.referral import paper_check, papers

    words = Words("en")
    if checked is not None:
        passphrase = ask_passphrase("cli.pdf-passphrase") if locked else ""
        lines, sound = paper_check.lines(paper_check.check_file(checked, passphrase), words)
        show(lines)
        if not sound:
            raise SystemExit(1)
        return
    if blank and out is not None:
        click.echo(str(_write_blank(here, out, layout, wanted, language)))
        return
    if file is None or out is None:
        raise BadInput("form-needs-file")
    sheet, content = open_sheet(file, here)
    made = papers.from_answers(sheet, content, out, layouts=layout, wanted=wanted, recipient=recipient)
    click.echo(str(made))


def _write_blank(here: Installation, out: Path, layout: str, wanted: tuple[str, ...], language: str) -> Path:
    from screening.casework.referral import papers
    from screening.casework.visit import questionnaire as blank

    blank.offered(language, here)
    data = papers.make_empty(
        open_content(here=here), directory.shipped(here), language=language, folder=layout, wanted=wanted
    )
    return save_in(made_folder(out), blank.papers_name(language), data)


@click.command("employer-sheet")
@click.option("--out", type=FILE, required=True, help="The folder that the PDF is written to.")
@click.option("--language", default="en", show_default=True, help="Language of the sheet: one for officers.")
@click.pass_obj
def employer_sheet(here: Installation, out: Path, language: str) -> None:
    """Write the sheet with which an employer or a household checks itself; no record is opened."""
    from screening.casework.visit import employer_sheet as check

    words = check.words_for(language, here)
    click.echo(str(save_in(made_folder(out), check.sheet_name(words), check.employer_paper(words))))


@click.command("pocket-card")
@click.option("--language", default="en", show_default=True, help="Language of the card: one for officers.")
@click.option("--person", default="", help="The person's language beside what is said; without it the officer's alone.")
@click.option("--role", default=questionnaire.ROLE, show_default=True, help="Whose words: ngo, public-officer ...")
@click.option("--state", default="", help="The state whose numbers stand on it, such as johor.")
@click.option("--out", type=FILE, required=True, help="The PDF file to write.")
@click.pass_obj
def pocket_card(here: Installation, language: str, person: str, role: str, state: str, out: Path) -> None:
    """Print the card for the pocket, two sides of one sheet: what to look for, say and ask, when to stop, numbers."""
    new_file(out)
    content, today = open_content(here=here), datetime.date.today()
    data = pocket.make_card(
        content, directory.shipped(here), today, officer=language, person=person, role=role, region=state
    )
    click.echo(str(save_new(out, data)))


@click.command()
@click.argument("kind", type=click.Choice(["htcds", "ctdc", "summary"]))
@click.option("--vault", type=FILE, required=True, help="The folder of the vault.")
@click.option("--out", type=FILE, required=True, help="The CSV file to write.")
@click.option("--hxl", is_flag=True, help="Put a row of HXL hashtags under the names of the columns.")
@click.option("--pdf", is_flag=True, help="With summary: write the same counts as a PDF with bars beside the CSV file.")
@click.option("--language", default="en", show_default=True, help="Language of the PDF: one for officers.")
def export(kind: str, vault: Path, out: Path, hxl: bool, pdf: bool, language: str) -> None:
    """Write statistics without persons, of those who agreed to be counted.

    The passphrase is read as by verify. htcds and ctdc have a row for each person: they need the second person's
    passphrase too, on the next line of standard input. The record notes what left.
    """
    from screening.casework.visit.employer_sheet import words_for

    if pdf and kind != "summary":
        raise click.UsageError("--pdf goes with summary.")
    with opened(vault) as found:
        content = edition_of_record(found)
        words = words_for(language, content.installation)
        if pdf:
            new_file(out.with_suffix(".pdf"))
        path = statistics_release.take_out(found, kind, out, content, lambda: ask_passphrase("cli.second"), hxl=hxl)
        paper = statistics_release.take_out_report(found, out.with_suffix(".pdf"), content, words) if pdf else None
    click.echo(str(path))
    if paper is not None:
        click.echo(str(paper))
