"""Messages and foreseen trouble as sentences."""

from __future__ import annotations

import pytest

from screening.errors import BadInput, NotSaved, ScreeningError
from screening.wording.catalogue.error_messages import Message, sentence, sentence_of
from screening.wording.catalogue.translations import Words
from tests.wording.some_content import Content, entry

ERRORS = """
[error]
disk-full = "Not saved. The disk {disk} is full."
other = "Something happened ({code})."
"""


@pytest.fixture
def words(content: Content) -> Words:
    content.write("locales/en/errors.toml", ERRORS)
    return Words("en", root=content.root)


def test_trouble_is_told_with_its_details(words: Words) -> None:
    assert sentence(words, NotSaved("disk-full", disk="D")) == "Not saved. The disk D is full."


@pytest.mark.parametrize("error", [BadInput("never-heard-of"), NotSaved("disk-full")])
def test_trouble_without_words_or_details_is_still_told(words: Words, error: ScreeningError) -> None:
    assert sentence(words, error) == f"Something happened ({error.code})."


def test_trouble_is_told_even_when_the_texts_cannot_be_read(content: Content) -> None:
    content.write("locales/en/errors.toml", "broken")
    assert sentence(Words("en", root=content.root), NotSaved("disk-full", disk="D")) == "disk-full(disk='D')"


def test_trouble_is_told_in_the_officers_language(content: Content) -> None:
    content.write("locales/en/errors.toml", ERRORS)
    english = "Not saved. The disk {disk} is full."
    content.translate("ms", "officer", entry("error.disk-full", english, "Tidak disimpan. Cakera {disk} penuh."))
    words = Words("ms", root=content.root)
    assert sentence(words, NotSaved("disk-full", disk="D")) == "Tidak disimpan. Cakera D penuh."


def test_a_message_becomes_a_sentence(words: Words) -> None:
    assert sentence_of(words, Message("page.cases.saved", {"time": "09:47"})) == "Saved at 09:47"


def test_a_message_counts(words: Words) -> None:
    assert sentence_of(words, Message("page.cases.count", count=3)) == "3 cases"


def test_a_message_may_hold_a_message(words: Words) -> None:
    inner = Message("page.cases.count", count=1)
    assert sentence_of(words, Message("page.cases.saved", {"time": inner})) == "Saved at One case"


def test_messages_can_be_told_apart_and_kept_in_sets() -> None:
    one, other = Message("x", {"n": 1}), Message("x", {"n": 2})
    assert len({one, other, Message("x", {"n": 1})}) == 2
