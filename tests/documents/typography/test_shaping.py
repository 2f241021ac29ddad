"""What is shaped: a tab, and with which fonts."""

from __future__ import annotations

import pytest

from screening.documents.typography import shaping
from screening.documents.typography.fonts import font_file
from screening.documents.typography.paragraphs import set_paragraph
from screening.wording.script.typefaces import Weight


def test_a_tab_is_four_spaces_wide() -> None:
    (tab,) = set_paragraph("a\tb", language="en", size=10, width=900)
    (spaces,) = set_paragraph("a    b", language="en", size=10, width=900)
    assert tab.width == pytest.approx(spaces.width)


@pytest.mark.parametrize("sign", [" ", "\u2060", "\u200d"], ids=ascii)
def test_what_needs_no_glyph_stays_in_the_font_of_the_sign_before_it(sign: str) -> None:
    (line,) = set_paragraph(f"\u2212{sign}\u2212", language="en", size=10, width=900)
    assert {run.font for run in line.runs} == {font_file("Beng", Weight.REGULAR)}


@pytest.mark.parametrize(
    ("language", "text"), [("en", "“Yes” – 12 · RM 3"), ("my", "သင့် OK"), ("bn", "আমার 12"), ("ta", "நன்றி")]
)
def test_no_font_is_opened_but_those_of_the_scripts_in_a_text(
    language: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(shaping, "is_written", lambda sign: opened.append(sign))
    monkeypatch.setattr(shaping, "stand_ins", lambda *font: opened.append(font))
    (line,) = set_paragraph(text, language=language, size=10, width=900)
    assert line.shown == text
    assert opened == []
