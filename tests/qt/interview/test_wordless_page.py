"""No shared language, at the window: pointing, and on to who can help (LA17)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from screening.qt.interview.wordless_page import WordlessPage
from screening.qt.style.theme import person_target
from screening.qt.text.text_label import ScriptText
from tests.qt.page_objects import Screen


@pytest.mark.sweep
@pytest.mark.requirement("LA17")
def test_without_a_shared_language_needs_are_pointed_at_and_lead_to_referral(practice: Screen) -> None:
    practice.new_screening()
    practice.gate()
    practice.choose("language-none")
    practice.at("wordless")
    page = practice.page
    assert isinstance(page, WordlessPage)
    practice.choose("need-doctor")
    practice.wait(lambda: practice.case.referrals.note("need", "medical") == "yes")
    assert page.signs["doctor"].isChecked()
    practice.qtbot.mouseClick(page.signs["water"], Qt.MouseButton.LeftButton)
    practice.wait(lambda: page.signs["water"].isChecked())
    practice.choose("wordless-done")
    practice.at("own-view")
    practice.own_view(["unsure"], "not_sure", "No shared language.")
    practice.next("taking")
    say = practice.window.words.say
    for need in ("medical", "basic", "interpreter"):
        assert say(f"directory.need.{need}") in practice.shown()


@pytest.mark.sweep
def test_every_sign_is_at_least_twenty_millimetres_and_has_a_name(practice: Screen) -> None:
    practice.new_screening()
    practice.gate()
    practice.choose("language-none")
    practice.at("wordless")
    assert isinstance(practice.page, WordlessPage)
    for sign in practice.page.signs.values():
        assert min(sign.width(), sign.height()) / 96 * 25.4 >= 20
        assert sign.accessibleName()


def test_the_person_can_point_at_a_language_with_a_finger(practice: Screen) -> None:
    practice.new_screening()
    practice.gate()
    page = practice.page
    least = person_target(page)
    assert least >= 75
    for name in ("language-bn", "hear-bn", "language-id", "hear-ur"):
        button = page.findChild(QPushButton, name)
        assert button.height() >= least, name
        assert button.width() >= least, name
    cells = [each.findChild(QPushButton).objectName() for each in page.grid.cells]
    assert cells[:4] == ["language-bn", "language-id", "language-ne", "language-my"]


def test_each_sign_has_its_name_under_it(practice: Screen) -> None:
    practice.new_screening()
    practice.pages.go("wordless")
    practice.at("wordless")
    for sign in practice.page.signs.values():
        name = next(each for each in sign.parentWidget().findChildren(ScriptText))
        assert name.text() == sign.accessibleName()
        assert name.y() >= sign.geometry().bottom()
