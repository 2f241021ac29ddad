"""The page that finds a sign: the best at the top, and a sentence where nothing matches."""

from __future__ import annotations

from PySide6.QtCore import Qt

from screening.qt.interview.side_pages import FindPage
from tests.qt.page_objects import Screen


def test_a_new_search_starts_at_the_top_and_nothing_found_is_said(screen: Screen) -> None:
    screen.talking("en", talk="yes", notes="yes")
    screen.press(Qt.Key.Key_F3)
    page = screen.page
    assert isinstance(page, FindPage)
    shell = screen.window.shell
    assert shell is not None
    bar = shell.main.area.verticalScrollBar()
    screen.wait(lambda: bar.maximum() > 400)
    bar.setValue(400)
    before = list(page.cards)
    screen.type_text("pay")
    assert not any(each.isVisible() for each in before), "what was found before is drawn across what is found now"
    screen.wait(lambda: bar.value() == 0 and "pay" in page.field.text())
    screen.wait(lambda: page.cards[0].isVisible())
    page.field.edit.clear()
    screen.type_text("zzyzx")
    screen.wait(lambda: len(page.cards) == 1)
    assert screen.window.words.say("page.find.empty") in page.cards[0].accessibleName()
