"""The closing in three steps: read back, who may know, what help there is. Next and Back lead through them."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt

from screening.domain.known import promises
from screening.qt.frame.row_ring import rows_of
from screening.qt.interview.closing_page import ClosingPage
from screening.qt.text.text_label import ScriptText
from tests.qt.page_objects import Screen

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def closing(screen: Screen) -> ClosingPage:
    screen.talking("ms", talk="yes", notes="yes")
    screen.rail("closing")
    page = screen.page
    assert isinstance(page, ClosingPage)
    return page


def next_says(screen: Screen) -> str:
    assert screen.window.shell is not None
    return screen.window.shell.bar.buttons["next"].words


def test_each_step_stands_alone_and_says_which_it_is(screen: Screen) -> None:
    page = closing(screen)
    say = screen.window.words.say
    for at, fields in enumerate(({"wishes", "must-not-know"}, set(), {"card", "promised", "promised-by"})):
        screen.closing_step(at)
        seen = [text.text() for text in page.findChildren(ScriptText) if text.isVisible()]
        assert [
            text for text in seen if text.startswith(say("page.closing.step", n=at + 1, total=3, title="").rstrip())
        ]
        assert {name for name, edit in page.fields.items() if edit.isVisible()} == fields
        shown = {name for name, row in page.decisions.items() if row in rows_of(page)}
        assert shown == (set(page.decisions) if at == 1 else set())
        assert (say("page.closing.information") in seen) is (at == 2)


def test_next_leads_through_the_steps_and_finishes_only_from_the_last(screen: Screen) -> None:
    page = closing(screen)
    say = screen.window.words.say
    for step in ("agree", "help"):
        assert next_says(screen) == say("shell.next-to", title=say(f"page.closing.short-{step}"))
        screen.press(K.Key_Return, CONTROL)
        assert screen.page is page
        assert screen.focused() is page.step_line, "a screen reader begins to read there"
    assert next_says(screen) == say("bar.finish-talk")
    assert not screen.case.stopped
    screen.press(K.Key_Return, CONTROL)
    screen.at("own-view")


def test_back_leads_through_the_steps_before_it_leaves_the_page(screen: Screen) -> None:
    page = closing(screen)
    screen.closing_step(2)
    screen.back()
    assert (screen.page, page.step_at) == (page, 1)
    screen.back()
    assert (screen.page, page.step_at) == (page, 0)
    screen.back()
    screen.wait(lambda: screen.place.startswith("topic."))


def test_what_was_typed_in_a_step_is_kept_when_it_is_left(screen: Screen) -> None:
    closing(screen)
    screen.tab_to("closing-wishes")
    screen.type_text("To ring home.")
    screen.press(K.Key_Return, CONTROL)
    screen.wait(lambda: screen.case.closing.get("wishes") == "To ring home.")
    screen.closing_step(2)
    screen.tab_to("closing-promised")
    screen.type_text("nothing")
    screen.press(K.Key_Return, CONTROL)
    screen.at("own-view")
    screen.wait(lambda: screen.case.closing.get("promised") == "nothing")


def test_the_day_of_a_promise_is_read_as_it_is_typed_and_is_a_reminder(screen: Screen) -> None:
    closing(screen)
    screen.closing_step(2)
    screen.tab_to("closing-promised")
    screen.type_text("I ask for the passport.")
    screen.tab_to("closing-promised-by")
    screen.type_text("in 3 days")
    screen.press(K.Key_Return, CONTROL)
    screen.at("own-view")
    day = (datetime.date.today() + datetime.timedelta(days=3)).isoformat()
    screen.wait(lambda: screen.case.closing.get("promised-by") == day)
    assert [each.by_day for each in promises.of(screen.case)] == [day]
    screen.pages.go("closing")
    assert isinstance(screen.page, ClosingPage) and screen.page.day is not None
    assert screen.page.day.text() == day


def test_who_was_just_asked_about_by_name_stands_in_the_step_of_who_may_know(screen: Screen) -> None:
    closing(screen)
    screen.ask_about("service")
    page = screen.page
    assert isinstance(page, ClosingPage)
    assert page.step_at == 1
    assert page.decisions[f"service:{screen.asked['service']}"].isVisible()


def test_agreement_and_account_can_be_reached_from_every_topic(screen: Screen) -> None:
    screen.talking("ms", talk="yes", notes="yes")
    for place in ("topic.needs", "topic.money", "closing"):
        screen.pages.go(place)
        screen.at(place)
        screen.rail("consent")
        screen.rail("listening")
