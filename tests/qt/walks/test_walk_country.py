"""A screening in a record of another country: no page and no paper names the law, bodies or money of Malaysia."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from screening.casework.assessment.answer_file import open_sheet
from screening.casework.content import directory
from screening.casework.referral import papers
from screening.casework.referral.referral_form import forms
from screening.errors import BadInput
from screening.settings import OWN, Installation
from screening.store.crypto import passphrase
from tests.qt import screens
from tests.qt.page_objects import Screen, pdf_text, quick_vault, texts

MALAYSIAN = re.compile(
    r"(?<!\w)(?:Malaysian?|Act 670|Akta 670|Act A1\d+|Akta A1\d+|ATIPSOM|Employment Act|Akta Kerja|Child Act|"
    r"Akta Kanak-Kanak|JKM|JTKSM|MAPO|RM|MYR|ringgit|999|15999|Talian Kasih|Talian HEAL|Tenaganita|Magistrate|"
    r"Majistret|Protection Officer|Pegawai Pelindung|Labour Department|Jabatan Tenaga Kerja|Johor|Sabah)(?!\w)|"
    r"\bsections? \d|\bseksyen \d|\bs\. ?\d"
)
"""What only Malaysia has. A section is one of its Acts, where the page is not about the law of the country itself."""
OWN_LAW = re.compile(r"(?:Act|Akta) B\.E\. 2551, (?:sections?|seksyen) \d(?:(?!(?:Act|Akta) B\.E\.)[^;.)\n])*")
"""Sections of Thailand's own Act."""
PLAINLY = {"fees": {"Malaysia"}}
"""What a page says of Malaysia that is no statement about the country of the record: here work is arranged as well."""
BEFORE = "employers-front"
"""The check for employers before a record is open: the law is of the country that the page names."""
ANSWERS = Path(__file__).parents[2] / "cases" / "walk-dev-01.json"


class Read:
    """Reads each page in place of taking its picture."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = {}
        self.pages = 0

    def take(self, screen: Screen, name: str) -> None:
        self.pages += 1
        if name == BEFORE:
            assert "Malaysia" in texts(screen.window)
            return
        if said := malaysian(texts(screen.window)) - PLAINLY.get(name, set()):
            self.found.setdefault(name, set()).update(said)


def malaysian(text: str) -> set[str]:
    return {found[0] for found in MALAYSIAN.finditer(OWN_LAW.sub("", text))}


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("name", "officer"),
    [
        ("id", "id"),
        pytest.param("id", "ms", marks=pytest.mark.sweep),
        pytest.param("id", "en", marks=pytest.mark.sweep),
        pytest.param("th", "en", marks=pytest.mark.sweep),
        pytest.param("th", "ms", marks=pytest.mark.sweep),
    ],
)
def test_no_page_of_a_record_of_another_country_names_what_only_malaysia_has(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, officer: str
) -> None:
    # A passphrase that is drawn from everyday words may hold "ringgit", and says nothing of a country.
    monkeypatch.setattr(passphrase, "draw", lambda words, count=passphrase.WORDS: " ".join(words[:count]))
    read = Read()
    screens.walk(read, quick_vault(tmp_path / "record", name), officer, "ne", (1366, 768))  # type: ignore[arg-type]
    assert read.pages > 60
    assert read.found == {}


@pytest.mark.parametrize("name", ["id", "th"])
def test_no_paper_of_another_country_names_what_only_malaysia_has(tmp_path: Path, name: str) -> None:
    here = Installation(name)
    sheet, content = open_sheet(ANSWERS, here)
    every = [form.id for form in forms(here).values() if form.part]
    made = papers.from_answers(sheet, content, tmp_path, wanted=every)
    blank = tmp_path / "blank.pdf"
    blank.write_bytes(papers.make_empty(content, directory.shipped(here), language="ms"))
    for paper in (made, blank):
        assert malaysian(pdf_text(paper)) == set()
    assert "the numbers of its labour law" in pdf_text(made)


def test_a_paper_of_malaysia_still_names_its_law(tmp_path: Path) -> None:
    sheet, content = open_sheet(ANSWERS, OWN)
    made = papers.from_answers(sheet, content, tmp_path, wanted=["B"])
    assert "Akta 670" in pdf_text(made)


@pytest.mark.parametrize("name", ["id", "th"])
def test_another_country_has_every_sheet_but_the_one_for_malaysia_s_protection_officer(name: str) -> None:
    mine, here = {form.sheet for form in forms(OWN).values()}, Installation(name)
    assert {form.sheet for form in forms(here).values()} == mine - {"social"}
    assert all("ms" not in form.languages for form in forms(here).values())
    with pytest.raises(BadInput, match="no-such-layouts"):
        forms(here, "referral-xx")
