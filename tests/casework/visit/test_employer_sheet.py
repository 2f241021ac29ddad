"""The check for employers: lines with their sources and the law of the country in use, and no person anywhere."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from screening.casework.visit import employer_sheet
from screening.cli.main import commands
from screening.errors import BadInput
from screening.settings import Installation
from screening.wording.catalogue.translations import Words
from tests.printed_text import joined


def text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("language", ["en", "ms", "id", "th"])
def test_the_sheet_holds_every_line_and_that_an_employer_never_screens_people(language: str) -> None:
    words = Words(language)
    view, printed = employer_sheet.employer_view(words), text(employer_sheet.employer_paper(words))
    assert joined(view.never) in joined(printed)
    assert len(view.parts) == 8
    for part in view.parts:
        assert part.lines, part.title
        assert all(joined(line.text) in joined(printed) for line in part.lines)


def test_the_law_under_a_line_says_where_it_stands_and_how_far_it_was_seen() -> None:
    (papers,) = [part for part in employer_sheet.employer_view(Words("en")).parts if part.title.startswith("Passport")]
    assert "Passports Act 1966, section 12" in papers.lines[0].law
    assert "not compared with the text" in papers.lines[0].law, "nobody read the section itself"


def test_another_country_s_sheet_names_no_law_of_this_one() -> None:
    view = employer_sheet.employer_view(Words("en", Installation("th")))
    assert not [line.law for part in view.parts for line in part.lines if line.law]


def test_the_command_writes_the_sheet_without_a_record(tmp_path: Path) -> None:
    told = CliRunner().invoke(commands, ["employer-sheet", "--out", str(tmp_path), "--language", "ms"])
    assert told.exit_code == 0, told.output
    assert [each.name for each in tmp_path.iterdir()] == ["employer-check-ms.pdf"]
    refused = CliRunner().invoke(commands, ["employer-sheet", "--out", str(tmp_path), "--language", "xx"])
    assert isinstance(refused.exception, BadInput)
