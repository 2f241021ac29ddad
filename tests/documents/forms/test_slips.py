"""The name slip holds a name in any script, and keeps it out of what the file says about itself."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from screening.documents.forms.slips import ACROSS, in_both, name_slip, number_list, number_slips
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight, paper_sizes


@pytest.mark.parametrize("name", ["Nur Aisyah binti Ali", "မသီတာ", "نور عائشہ", "আয়েশা"])
def test_a_name_in_any_script_stands_on_one_page(name: str) -> None:
    data = name_slip("ABCD-EFGH-2", name, "+60 12", "the football", ("ms", "en"))
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert name.encode("utf-16-be") not in data
    assert name not in str(reader.metadata)
    assert "ABCD-EFGH-2" in reader.pages[0].extract_text()


@pytest.mark.requirement("RE5")
def test_only_what_was_written_is_printed() -> None:
    text = PdfReader(io.BytesIO(name_slip("ABCD-EFGH-2", "N", "", " ", ("ms", "en")))).pages[0].extract_text()
    assert "How to reach" not in text
    assert "Say this first" not in text
    assert "Tear off here" in text


def test_markup_in_a_name_is_printed_as_typed() -> None:
    data = name_slip("ABCD-EFGH-2", '<img src="/etc/hostname"> AT&T', "", "", ("ms", "en"))
    assert '<img src="/etc/hostname"> AT&T' in PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_equal_texts_of_two_languages_stand_once() -> None:
    assert len(in_both("28 Mac", "28 Mac", ("ms", "en"), Weight.BOLD)) == 1
    assert [piece.text for piece in in_both("Ya", "Yes", ("ms", "en"), Weight.BOLD)] == ["Ya", " / ", "Yes"]


EN = Words("en")


def printed(data: bytes) -> list[str]:
    return [line.strip() for page in PdfReader(io.BytesIO(data)).pages for line in page.extract_text().splitlines()]


@pytest.mark.parametrize("count", [1, ACROSS, ACROSS + 1, 2 * ACROSS])
def test_every_number_has_a_slip_of_its_own_and_no_word(count: int) -> None:
    numbers = [f"{n:03d}" for n in range(1, count + 1)]
    data = number_slips(numbers, EN)
    words = " ".join(printed(data)).split()
    assert words == numbers
    assert PdfReader(io.BytesIO(data)).metadata.title == "-"


def test_a_number_is_twice_as_large_as_a_heading() -> None:
    sizes: set[float] = set()
    page = PdfReader(io.BytesIO(number_slips(["007"], EN))).pages[0]
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: sizes.add(size * tm[3]) if text.strip() else None)
    assert {round(abs(size), 2) for size in sizes} == {paper_sizes().heading * 2}


def test_the_list_of_an_operation_has_a_head_and_a_row_for_each_number() -> None:
    rows = (("001", "waits", "look"), ("002", "seen", "none"))
    text = printed(number_list("OP-1", "1 December", rows, EN))
    told = " ".join(text)
    assert EN.say("operation-list.title", code="OP-1") in told
    assert "1 December" in told
    assert told.index("001") < told.index("waits") < told.index("look") < told.index("002") < told.index("seen")
    assert EN.say("shell.practice") not in told
    assert EN.say("shell.practice") in " ".join(printed(number_list("OP-1", "x", rows, EN, practice=True)))
    assert EN.say("shell.practice") in " ".join(printed(name_slip("A", "N", "", "", ("en", "ms"), practice=True)))
