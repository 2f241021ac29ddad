"""Talks in Bengali and Urdu: the person's half stands their way round, and their words come out of the paper again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.qt.questions.invitation import Invitation, PersonHalf
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import Screen, pdf_text, plain

SAID = {
    "bn": "পাসপোর্ট মালিকের আলমারিতে আছে।\nতারা বলেছে, নিরাপত্তার জন্য। ক্ষতি, রাত্রি, কর্তৃপক্ষ",
    "ur": "میرا پاسپورٹ مالک کی الماری میں ہے۔\nانہوں نے کہا کہ حفاظت کے لیے رکھا ہے",
}
MIXED = {"bn": "৩ মাস, 150 টাকা", "ur": "۳ مہینے، 150 روپے، مجھے WhatsApp پر"}
"""Figures and commas beside letters: such an Urdu line runs both ways."""

WISH = {"bn": "আমি বাড়িতে ফোন করতে চাই।", "ur": "میں گھر فون کرنا چاہتا ہوں۔"}
DIRECTION = {"bn": Qt.LayoutDirection.LeftToRight, "ur": Qt.LayoutDirection.RightToLeft}


@pytest.mark.sweep
@pytest.mark.requirement("IN2")
@pytest.mark.parametrize("language", ["bn", "ur"])
def test_words_typed_in_their_language_are_the_same_words_in_the_paper(
    screen: Screen, language: str, tmp_path: Path
) -> None:
    theirs = Words(language)
    screen.new_screening()
    screen.gate()
    screen.language(language)
    screen.ring(screen.page.lines["consent.talk"])
    assert theirs.say("consent.decision.talk.question") in screen.shown()
    screen.consent(talk="yes", notes="yes")

    page = screen.topic("papers")
    halves = page.findChildren(PersonHalf)
    assert halves
    assert {half.layoutDirection() for half in halves} == {DIRECTION[language]}
    assert page.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert page.findChildren(Invitation)
    assert theirs.say("topic.papers.invitation") in screen.shown()
    assert theirs.say("item.papers-kept.text") in screen.shown()

    screen.answer("papers-kept", "yes", "told")
    said = f"{SAID[language]}\n{MIXED[language]}"
    screen.words(said)
    screen.closing({"wishes": WISH[language]})
    assert [each.text for each in screen.case.words] == [said]
    assert screen.case.closing["wishes"] == WISH[language]
    screen.own_view(("control",), "not_sure", SAID[language].splitlines()[0])
    screen.reading_text()

    (tmp_path / "out").mkdir()
    paper = pdf_text(screen.save_pdf(tmp_path / "out"))
    for line in said.splitlines():
        assert plain(line) in paper
    assert plain(WISH[language]) in paper, "the own copy holds everything that was written"
