"""``screening field-accuracy`` and ``screening second-look``: how right the assessment was, and who is seen again."""

from __future__ import annotations

from pathlib import Path

import click

from screening.casework.content.edition import Content, open_content
from screening.casework.content.in_use import edition_of_record
from screening.casework.record import second_look, statistics_release
from screening.casework.statistics import field_rows
from screening.casework.statistics.accuracy_views import accuracy_as_json, accuracy_lines, accuracy_view
from screening.cli.terminal import FILE, VAULT, opened, say, show, show_json
from screening.domain.statistics.field_accuracy import FieldAccuracy, decisions_needed, looks_needed, measure
from screening.evaluation.field_file import read_screened
from screening.settings import Installation
from screening.wording.catalogue.translations import Words


@click.command("field-accuracy")
@click.argument("files", type=FILE, nargs=-1)
@click.option("--vault", "folder", type=FILE, help="The folder of a record; its officer needs the right to counts.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_obj
def field_accuracy(here: Installation, files: tuple[Path, ...], folder: Path | None, as_json: bool) -> None:
    """Say how often the assessment was right, from a record or from files of answers with what came of them.

    Of those flagged, how many a body identified; from a second look at a lot of the others, how many were missed. Below
    a number of people it says that they are too few. The passphrase of a record is read as by verify.
    """
    if bool(files) is (folder is not None):
        raise click.UsageError("Name files of answers, or --vault.")
    if folder is None:
        made = measure((row for file in files for row in read_screened(file, here)), field_rows.limits())
        _print(made, 0, open_content(here=here), as_json)
        return
    with opened(folder) as vault:
        content = edition_of_record(vault)
        made, unread = statistics_release.accuracy(vault, content)
    _print(made, unread, content, as_json)


def _print(made: FieldAccuracy, unread: int, content: Content, as_json: bool) -> None:
    if as_json:
        show_json(accuracy_as_json(made, unread))
    else:
        show(accuracy_lines(accuracy_view(made, unread, Words("en"), content)))


@click.group("second-look")
def second_look_group() -> None:
    """Records that are drawn by lot and seen again by a second reader."""


@second_look_group.command()
@VAULT
@click.option(
    "--most", default=0, type=click.IntRange(min=0), help="How many that were not flagged; 0: the usual number."
)
def draw(folder: Path, most: int) -> None:
    """Draw by lot from all records that were in no lot before. Flagged ones are added: being drawn says nothing.

    The lot is kept in the record; nobody can draw the same records twice.
    """
    with opened(folder) as vault:
        n = second_look.draw(vault, edition_of_record(vault), most)
    say("second-look.done", n=n)


@second_look_group.command("list")
@VAULT
def list_drawn(folder: Path) -> None:
    """List the records that were drawn, whether they were seen again, and whether each lot agrees with its numbers."""
    words = Words("en")
    with opened(folder) as vault:
        found = second_look.lots(vault, edition_of_record(vault))
    show(second_look.case_line(each, words) for each in found.cases)
    show(second_look.lot_line(each, words) for each in found.lots)
    if not found.lots and not found.cases:
        say("second-look.none")
    if not all(each.as_said for each in found.lots):
        raise SystemExit(1)


PER_CENT = click.FloatRange(0, 100, min_open=True, max_open=True)


@second_look_group.command()
@click.option("--flagged", required=True, type=click.IntRange(min=1), help="How many people are flagged in the period.")
@click.option("--not-flagged", "passed", required=True, type=click.IntRange(min=1), help="How many are not.")
@click.option("--identified", default=60.0, show_default=True, type=PER_CENT, help="Of 100 flagged, found by bodies.")
@click.option("--missed", default=4.0, show_default=True, type=PER_CENT, help="Of 100 not flagged, missed.")
@click.option(
    "--half", default=10.0, show_default=True, type=PER_CENT, help="How far the range may reach, in per cent."
)
def plan(flagged: int, passed: int, identified: float, missed: float, half: float) -> None:
    """Reckon how many decisions and second looks it takes, from what is expected. docs/field-study.md explains it."""
    decisions = decisions_needed(identified / 100, half / 100)
    decided = min(decisions, flagged)
    looks = looks_needed(flagged, passed, decided, identified / 100, missed / 100, half / 100)
    say("second-look.plan-decisions", n=decisions, half=f"{half:g} %")
    if decisions > flagged:
        say("second-look.plan-more", n=flagged)
    if looks:
        say("second-look.plan-looks", n=looks, decided=decided, half=f"{half:g} %")
    else:
        say("second-look.plan-none", half=f"{half:g} %")
