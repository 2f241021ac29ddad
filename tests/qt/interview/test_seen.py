"""What the officer only sees: its own words, three answers, and no question to the person about it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.qt.interview.topic_page import TopicPage
from screening.qt.text import screen_reader
from tests.qt.conftest import Wear
from tests.qt.page_objects import Screen, texts

K = Qt.Key


@pytest.fixture
def needs(practice: Screen) -> TopicPage:
    practice.talking("ms", talk="yes", notes="yes")
    assert isinstance(practice.page, TopicPage)
    return practice.page


@pytest.mark.sweep
@pytest.mark.requirement("IN17")
def test_the_talk_opens_with_a_question_for_the_person(practice: Screen, needs: TopicPage) -> None:
    assert needs.open_item == "needs-hurt"
    assert needs.open_question is not None
    assert not needs.open_question.more.isHidden()


def test_what_is_seen_has_three_answers_in_its_own_words(practice: Screen, needs: TopicPage) -> None:
    practice.reach("other-speaks")
    question = needs.open_question
    assert question is not None
    assert [button.own for button in question.answers.buttons.values()] == ["Seen", "Not seen", "Not sure"]
    assert question.more.isHidden(), "nobody is asked to tell more about it"
    assert "Not asked" not in texts(question)
    assert "Prefers not to say" not in texts(question)
    assert question.accessibleName().endswith("not noted")


@pytest.mark.one_in(3)
@pytest.mark.requirement("IN8")
@pytest.mark.parametrize(("key", "answer"), [(K.Key_1, "yes"), (K.Key_2, "no"), (K.Key_3, "not_known")])
def test_its_three_keys_are_recorded_as_seen(practice: Screen, needs: TopicPage, key: Qt.Key, answer: str) -> None:
    practice.reach("other-speaks")
    practice.press(key)
    practice.wait(lambda: "other-speaks" in practice.case.answers)
    given = practice.case.answers["other-speaks"]
    assert (given.answer.value, given.how.value) == (answer, "seen")
    line = needs.lines["other-speaks"]
    assert line.answer_words == {"yes": "Seen", "no": "Not seen", "not_known": "Not sure"}[answer]


@pytest.mark.requirement("IN8")
def test_the_fourth_key_records_nothing_and_says_why(practice: Screen, needs: TopicPage) -> None:
    practice.reach("other-speaks")
    practice.press(K.Key_4)
    assert practice.complaint() == practice.window.words.say("seen.only-three")
    assert practice.case.answers == {}


def test_going_on_to_it_is_announced_as_something_to_look_at(
    practice: Screen, needs: TopicPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(screen_reader, "say", lambda _source, text, **_how: heard.append(text) if text else None)
    practice.press(K.Key_2)
    practice.wait(lambda: heard)
    assert needs.open_item == "other-speaks"
    assert heard[0].startswith("No. Saved. For you to look at, 2 of ")


def test_what_is_seen_comes_into_view_by_the_arrow_where_the_person_has_not_agreed(
    practice: Screen, wear: Wear
) -> None:
    wear("day", 200)
    practice.window.resize(1366, 740)
    practice.agreeing("ne")
    practice.decide(talk="no")
    practice.next("closing")
    practice.pages.go("topic.treatment")
    practice.settle()
    page = practice.page
    assert isinstance(page, TopicPage)
    assert practice.window.shell is not None
    main = practice.window.shell.main
    practice.press(Qt.Key.Key_Down)
    opened = page.open_question
    assert opened is not None
    assert opened.hasFocus()
    practice.settle()
    port = main.area.viewport()
    top = opened.mapTo(port, opened.rect().topLeft()).y()
    assert top >= 0
    assert top + opened.height() <= port.height()
