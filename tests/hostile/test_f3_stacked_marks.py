"""F3: a letter under four hundred marks, in the field for the person's own words.

On paper they grew over title and consent of the official form. Now no more than a dozen stand over one letter, and how
many more there were is printed.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.wording.catalogue.languages import languages
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Words
from screening.wording.script.visible_controls import MOST_MARKS, visible_text

MARKS = "\u0301\u0316\u20dd\u0488\u1ab0\u034f\ufe0f"
JOINERS = ["", "\u200d", "\u200c", "\u200b", "\u2060", "\u0903"]


def highest(text: str) -> int:
    """The most marks that stand over one letter, joiners and spacing marks between them or not."""
    most = here = 0
    for sign in text:
        kind = unicodedata.category(sign)
        here = here + 1 if kind in ("Mn", "Me") else here if kind in ("Mc", "Cf") else 0
        most = max(most, here)
    return most


@pytest.mark.parametrize("joiner", JOINERS)
@pytest.mark.parametrize("mark", MARKS)
def test_no_more_than_a_dozen_marks_stand_over_a_letter(mark: str, joiner: str) -> None:
    shown = visible_text(("a" + (mark + joiner) * 420) * 75)
    assert highest(shown) <= MOST_MARKS
    assert shown.count(f"[U+{ord(mark):04X} +") == 75


def test_how_many_there_were_is_said() -> None:
    assert visible_text("a" + "\u0301" * 420 + "b") == "a" + "\u0301" * 12 + "[U+0301 +408]b"


@given(st.text(st.sampled_from("aあ \n" + MARKS + "".join(JOINERS)), max_size=200))
def test_whatever_is_typed(text: str) -> None:
    assert highest(visible_text(text)) <= MOST_MARKS


def test_no_text_of_any_language_is_touched() -> None:
    """No translation that ships comes near the bound."""
    for language in languages():
        words = Words(language.tag)
        told = "\n".join(
            words.say(text) for text in words.ids(Audience.PERSON) if text.startswith(("answer.", "care."))
        )
        assert highest(told) < MOST_MARKS, language.tag
