"""Sheet B of every development case stands on two pages, in letters of nine points or more (RE10)."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pypdf
import pytest

from screening.casework.assessment.answer_file import assess_sheet, parse_sheet
from screening.casework.content.edition import open_content
from screening.casework.referral import referral_form
from screening.documents.forms.leaves import build_papers
from screening.documents.forms.loader import open_form
from screening.documents.forms.render import render_all
from screening.documents.pdf.rasterise import page_count
from screening.domain.events.catalogue import ViewWritten
from screening.domain.events.hash_chain import LogHead
from screening.domain.known.known import Value
from screening.domain.known.needs import Haste
from screening.settings import EDITION, forms_root
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import paper_sizes
from tests.documents.some_facts import noted
from tests.sweeps import where

CASES = Path(__file__).parents[2] / "cases"
SAID = {
    "en": "They took my passport on the first day. When I asked for it they said after two years. I was not paid for "
    "five months.",
    "my": "သူတို့က ကျွန်မရဲ့ နိုင်ငံကူးလက်မှတ်ကို ပထမနေ့မှာပဲ ယူသွားတယ်။ ပြန်တောင်းတော့ မပေးဘူး။ ငါးလလုံး လစာ မရဘူး။",
    "ur": "انہوں نے پہلے دن ہی میرا پاسپورٹ لے لیا۔ جب میں نے واپس مانگا تو نہیں دیا۔ پانچ مہینے تنخواہ نہیں ملی۔",
}


CODED = {
    "2026-3": ("2026-3/accounts-120", "2026-3/accounts-120-second", "2026-3/accounts-36", "2026-3/accounts-60"),
    "2026-2": ("2026-2/accounts-120", "2026-2/accounts-120-second", "2026-2/accounts-36"),
    "2026-1": ("coder-a", "coder-b"),
}


def rows(edition: str) -> list[dict[str, Any]]:
    return [
        json.loads(line) | {"edition": edition}
        for name in CODED[edition]
        for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


def heaviest(edition: str) -> list[dict[str, Any]]:
    return sorted(rows(edition), key=lambda row: len(row["answers"]))[-6:]


EVERY = [row for edition in CODED for row in rows(edition)]
HEAVIEST = heaviest("2026-3")
EACH_TIME = HEAVIEST + heaviest("2026-2") + heaviest("2026-1")


def sheet_b(row: dict[str, Any], language: str = "my", face: str = "ms") -> bytes:
    """A face of the record's own copy, under the case's own edition: every decision, words, view and closing note."""
    content = open_content(row["edition"])
    answers = {name: row[name] for name in ("person", "answers")} | {"setting": "workplace"}
    sheet = parse_sheet(answers, content, row["id"])
    bare = referral_form.facts_of_sheet(sheet, content, assess_sheet(sheet, content))
    words = SAID[language]
    known = noted(
        bare,
        code="K7RM-4QXD-W",
        language=language,
        officer="L-17",
        organisation="Jabatan Tenaga Kerja",
        consent=tuple((decision.id, "yes") for decision in content.protocol.decisions),
        words=(("papers", words, "told"),),
        view=ViewWritten(("control",), "fairly_sure", "The papers are in the office. The door is locked at night."),
        closing=(("wishes", words), ("reach", words), ("must-not-know", words), ("promised", "A call")),
        danger=("afraid.not_sure",),
        haste=Haste(True, Value(named=("danger.afraid",))),
        fingerprint="4F2A 99C1 77DE YQ2L M6XA 3RTB",
        entries=40,
        log=LogHead(1234, "7DKE RMQA 2OIB XW5S 3LPV HZ6T"),
    )
    made = build_papers(open_form(forms_root() / "referral-my"), known, root_words=Words("en", edition=row["edition"]))
    return render_all([each for each in made if each.language == face])


@pytest.mark.requirement("RE10")
@pytest.mark.parametrize("row", where(EVERY, lambda row: row in EACH_TIME), ids=lambda row: row["id"])
def test_a_development_case_stands_on_two_pages(row: dict[str, Any]) -> None:
    assert page_count(sheet_b(row)) <= 2


@pytest.mark.one_in(8)
@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("row", HEAVIEST, ids=lambda row: row["id"])
def test_the_heaviest_cases_do_so_in_every_kind_of_script(row: dict[str, Any], language: str) -> None:
    assert page_count(sheet_b(row, language)) == 2


def test_the_walk_of_the_first_case_does_so() -> None:
    row = json.loads((CASES / "walk-dev-01.json").read_text(encoding="utf-8"))
    assert page_count(sheet_b(row | {"id": "dev-01", "edition": EDITION})) <= 2


@pytest.mark.requirement("RE10")
def test_nothing_on_it_is_smaller_than_nine_points() -> None:
    sizes: set[float] = set()
    for page in pypdf.PdfReader(io.BytesIO(sheet_b(HEAVIEST[-1]))).pages:
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: sizes.add(size) if text.strip() else None)
    assert min(sizes) >= paper_sizes().body_min == 9
