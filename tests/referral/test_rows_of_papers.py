"""The rows of the practice that papers follow: each has a test, and two of them are held here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.casework import papers
from screening.settings import content_root
from screening.wording.catalogs import Words
from screening.wording.texts import read_texts

TESTS = Path(__file__).parents[1]
TABLE = (TESTS.parent / "docs" / "referral-rows.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`((?:domain|casework|referral|qt)/test_\w+)(?:::(test_\w+))?`", TABLE)
ROWS = [*(f"RE{n}" for n in range(1, 19)), "CH9", "CO10", *(f"SH{n}" for n in range(5, 11))]
PROMISES = re.compile(r"\b(?:you|they|he|she|the person) will (?:get|be given|receive)\b", re.IGNORECASE)


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_test(row: str) -> None:
    (line,) = [line for line in TABLE.splitlines() if line.startswith(f"| {row} |")]
    assert "test_" in line


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_the_table_names_exists(file: str, name: str) -> None:
    text = (TESTS / f"{file}.py").read_text(encoding="utf-8")
    assert f"def {name or 'test_'}" in text


def test_no_text_promises_what_nobody_can_promise() -> None:
    texts = {text.id: str(text) for text in read_texts(content_root())}
    assert len(texts) > 1000
    assert [name for name, text in texts.items() if PROMISES.search(text)] == []


@pytest.mark.parametrize("sheet", ["sheet-a", "sheet-c"])
def test_who_reads_of_people_and_places_is_told_to_warn_nobody(sheet: str) -> None:
    form = papers.forms()[sheet]
    assert any("tell-nobody" in section.texts for section in form.sections)
    assert "section 40" in Words("en").say(f"paper.{sheet}.line.tell-nobody")
