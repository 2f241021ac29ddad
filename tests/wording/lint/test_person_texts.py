"""What is said to the person: short enough to be heard, complete enough to stand alone."""

from __future__ import annotations

import re

import pytest

from screening.settings import content_root
from screening.wording.catalogue.source_texts import Audience, SourceText, fields_of, read_texts
from screening.wording.catalogue.translations import Words

TEXTS = {text.id: text for text in read_texts(content_root()) if text.audience is Audience.PERSON}
HEARD = [text for text in TEXTS.values() if text.id.startswith("private.")]
MOST_WORDS = 34
"""Fifteen seconds at a slow 135 words a minute (LA11)."""


@pytest.mark.parametrize("text", HEARD, ids=lambda text: text.id)
def test_a_text_for_the_ear_has_nothing_that_a_recording_cannot_say(text: SourceText) -> None:
    assert not fields_of(text.source)
    assert len(re.findall(r"[\w'’-]+", text.source)) <= MOST_WORDS


def test_private_mode_explains_each_of_its_five_keys() -> None:
    said = {key: TEXTS[f"private.{key}"].source.casefold() for key in ("yes", "no", "leave-out", "again", "stop")}
    shapes = ("circle", "square", "triangle", "waves", "half circle")
    assert [shape in words for shape, words in zip(shapes, said.values(), strict=True)] == [True] * 5


@pytest.mark.requirement("SH1")
def test_a_shelters_first_night_asks_nothing_about_what_happened() -> None:
    asked = [text.source for text in TEXTS.values() if text.id.startswith("arrival.") and "?" in text.source]
    assert asked
    assert not [words for words in asked if re.search(r"\b(happen|work|job|boss|pay|agent|journey)", words)]


@pytest.mark.requirement("CO3", "NV17")
def test_no_text_says_that_all_stays_secret_or_promises_safety() -> None:
    promising = re.compile(r"\b(secret|confidential|we promise|i promise|you are safe|will be safe|safe here)\b", re.I)
    assert not [text.id for text in TEXTS.values() if promising.search(text.source)]


@pytest.mark.parametrize("tag", ["ms", "id"])
@pytest.mark.parametrize("asked", ["prefer.officer", "prefer.interpreter", "closing.information.interpreter"])
def test_a_question_has_the_word_for_a_woman_that_its_answer_has(tag: str, asked: str) -> None:
    words = Words(tag)
    assert words.say("page.prefer.woman").casefold() in words.say(asked)
