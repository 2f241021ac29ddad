"""The interpreter's card at the window: heard by one key, and begun again for another (LA13, LA14)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.qt.questions.notes_page import NotesPage
from tests.qt.interview.test_hear import said, to_language  # noqa: F401
from tests.qt.page_objects import Screen

K = Qt.Key


def at_card(screen: Screen, tag: str) -> NotesPage:
    to_language(screen)
    screen.language(tag)
    screen.pages.go("interpreter")
    assert isinstance(screen.page, NotesPage)
    return screen.page


@pytest.mark.requirement("LA13")
def test_the_question_about_the_interpreter_is_heard_by_one_key(
    practice: Screen,
    said: list[tuple[str, str]],  # noqa: F811
) -> None:
    page = at_card(practice, "ur")
    page.choices["all-right"].setFocus()
    practice.press(K.Key_F2)
    assert said == [("ur", practice.pages.interview.theirs.say("interpreter.all-right"))]


@pytest.mark.requirement("LA14")
def test_another_interpreter_begins_a_card_of_its_own(practice: Screen) -> None:
    page = at_card(practice, "en")
    page.choices["all-right"].chosen.emit("no")
    practice.wait(lambda: practice.case.sessions.note("prefer", "all-right") == "no")
    practice.choose("note-interpreter-replace")
    practice.wait(lambda: practice.case.sessions.note("prefer", "all-right") == "")
    assert practice.place == "interpreter"


@pytest.mark.requirement("IN15")
def test_the_page_before_the_first_topic_is_answered_by_keys_and_passed_by_one_key(practice: Screen) -> None:
    to_language(practice)
    practice.language("en")
    practice.decide(talk="yes", notes="yes")
    practice.next("prefer")
    practice.press(K.Key_Space)
    practice.wait(lambda: practice.case.sessions.said_now("prefer.officer") is not None)
    practice.press(K.Key_A)
    practice.wait(lambda: practice.case.sessions.note("prefer", "officer") == "woman")
    practice.next("listening")
    practice.next("topic.needs")
    for place in ("listening", "prefer"):
        practice.back()
        practice.at(place)
    practice.next("listening")
    practice.next("topic.needs")
    assert practice.case.sessions.note("prefer", "interpreter") == "", "what was not asked stays not asked"


@pytest.mark.requirement("LA13")
def test_the_person_hears_who_does_not_listen_and_then_the_question(
    practice: Screen,
    said: list[tuple[str, str]],  # noqa: F811
) -> None:
    at_card(practice, "ur")
    practice.choose("note-hear-interpreter.all-right")
    theirs = practice.pages.interview.theirs
    assert said == [("ur", theirs.say(each)) for each in ("interpreter.alone", "interpreter.all-right")]


@pytest.mark.requirement("LA12", "NV20")
def test_the_employers_clerk_as_interpreter_leaves_the_sensitive_questions_closed(practice: Screen) -> None:
    practice.new_screening()
    practice.gate(hearing="interpreter")
    practice.language("ur")
    practice.decide(talk="yes", notes="yes")
    practice.to_prefer()
    page = practice.page
    assert isinstance(page, NotesPage)
    say = practice.window.words.say
    item = practice.pages.interview.protocol.items["violence"]
    question = say("item.violence.text")

    def opened() -> str:
        practice.pages.go(f"topic.{item.topic}", item.id)
        practice.at(f"topic.{item.topic}")
        practice.invite()
        return practice.shown()

    shown = opened()
    assert question not in shown
    assert say("locked.interpreter") in shown
    for field, value in (("where", "here"), ("ties", "workplace"), ("all-right", "yes")):
        practice.pages.go("interpreter")
        practice.at("interpreter")
        page = practice.page
        assert isinstance(page, NotesPage)
        page.choices[field].chosen.emit(value)
        practice.wait(lambda field=field, value=value: practice.case.sessions.note("prefer", field) == value)
    shown = opened()
    assert question not in shown
    assert say("locked.interpreter-ends") in shown
    assert say("strip.hearing.ends") in shown
