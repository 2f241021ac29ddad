"""The rows of the practice that papers follow: two that no other test holds."""

from __future__ import annotations

import re

import pytest

from screening.casework.referral import papers
from screening.settings import OWN, content_root
from screening.wording.catalogue.source_texts import read_texts
from screening.wording.catalogue.translations import Words

PROMISES = re.compile(r"\b(?:you|they|he|she|the person) will (?:get|be given|receive)\b", re.IGNORECASE)


@pytest.mark.requirement("RE13")
def test_no_text_promises_what_nobody_can_promise() -> None:
    texts = {text.id: str(text) for text in read_texts(content_root())}
    assert len(texts) > 1000
    assert [name for name, text in texts.items() if PROMISES.search(text)] == []


@pytest.mark.requirement("RE15")
@pytest.mark.parametrize("sheet", ["sheet-a", "sheet-c"])
def test_who_reads_of_people_and_places_is_told_to_warn_nobody(sheet: str) -> None:
    form = papers.forms(OWN)[sheet]
    assert any("tell-nobody" in section.texts for section in form.sections)
    assert "section 40" in Words("en").say(f"paper.{sheet}.line.tell-nobody")
