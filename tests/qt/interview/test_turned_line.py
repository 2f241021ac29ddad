"""The line in hand, turned to the person (drawing 34): every kind of line, by key and by touch, and back."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from screening.casework.interview import person_view
from screening.domain.case import rules
from screening.domain.case.case import CONSENT
from screening.domain.events.catalogue import AnswerGiven, ConsentDecided
from screening.domain.events.session import LineSaid
from screening.errors import NotAccepted
from screening.qt.interview.person_page import PersonPage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.questions.notes_page import NotesPage
from tests.qt.conftest import Wear
from tests.qt.interview.test_shared_line import at_rest, events, lines
from tests.qt.page_objects import COVER_PIN, Screen, texts

K = Qt.Key


def turn(screen: Screen) -> PersonPage:
    screen.press(K.Key_F4)
    page = screen.window.stack.currentWidget()
    assert isinstance(page, PersonPage), screen.complaint()
    return page


def shell_again(screen: Screen) -> None:
    screen.wait(lambda: screen.window.stack.currentWidget() is screen.window.shell)


@pytest.fixture
def agreeing(practice: Screen) -> Screen:
    practice.agreeing("my")
    return practice


@pytest.mark.requirement("IN19")
def test_a_line_that_was_not_said_stands_there_without_a_question_and_without_answers(agreeing: Screen) -> None:
    line = lines(agreeing)["consent.notes"]
    agreeing.ring(line)
    page = turn(agreeing)
    theirs = agreeing.pages.interview.theirs
    assert page.sentence.text() == line.view.text.theirs
    assert theirs.say("consent.decision.notes.question") not in texts(page)
    assert page.answers == {}
    agreeing.press(K.Key_F4)
    shell_again(agreeing)
    assert agreeing.focused() is line


@pytest.mark.requirement("IN19", "NV11")
def test_once_it_was_said_its_question_and_its_three_answers_are_there_in_their_script_alone(agreeing: Screen) -> None:
    agreeing.say_line("consent.notes")
    agreeing.ring(lines(agreeing)["consent.notes"])
    page = turn(agreeing)
    theirs = agreeing.pages.interview.theirs
    assert page.sentence.text() == theirs.say("consent.decision.notes.question")
    assert [button.words for button in page.answers.values()] == [
        theirs.say(each) for each in ("answer.yes", "answer.no", "line.later")
    ]
    assert not page.findChildren(QLineEdit)
    shown = texts(page)
    for own in ("consent.decision.notes.question", "answer.yes", "line.said", "line.consent.notes"):
        assert agreeing.window.words.say(own) not in shown.replace(theirs.say(own), "")
    assert agreeing.case.code not in shown


def test_an_answer_by_hand_is_recorded_as_an_officers_press_and_filled_once_it_is_on_disk(agreeing: Screen) -> None:
    agreeing.say_line("consent.notes")
    agreeing.ring(lines(agreeing)["consent.notes"])
    page = turn(agreeing)
    page._steady.clock = lambda: 0.0
    page.answers["yes"].chosen.emit()
    agreeing.wait(lambda: agreeing.case.consented("notes") == "yes")
    agreeing.wait(lambda: page.view is not None and page.view.value == "yes")
    assert QApplication.focusWidget() is page, "the ring went on behind it, the keyboard did not"
    page.answers["yes"].chosen.emit()
    agreeing.settle()
    assert agreeing.case.consented("notes") == "yes", "a double press is one"
    page._steady.chosen()
    page.answers["yes"].chosen.emit()
    agreeing.wait(lambda: agreeing.case.consented("notes") == "")
    agreeing.press(K.Key_F4)
    shell_again(agreeing)
    assert [each.decision for each in events(agreeing) if isinstance(each, ConsentDecided)] == ["notes"]


def test_the_keyboard_answers_nothing_behind_it(agreeing: Screen) -> None:
    agreeing.say_line("consent.talk")
    agreeing.ring(lines(agreeing)["consent.talk"])
    turn(agreeing)
    before = len(events(agreeing))
    for key in (K.Key_1, K.Key_2, K.Key_Space, K.Key_Return, K.Key_Up, K.Key_F5, K.Key_F9, K.Key_0):
        agreeing.press(key)
    agreeing.settle()
    assert len(events(agreeing)) == before
    assert isinstance(agreeing.window.stack.currentWidget(), PersonPage)


def test_a_question_has_its_four_answers_and_the_record_says_what_it_always_says(agreeing: Screen) -> None:
    agreeing.decide(talk="yes", notes="yes")
    agreeing.begin_talk()
    agreeing.find("papers-kept")
    page = turn(agreeing)
    assert [*page.answers] == ["yes", "no", "not_known", "declined"]
    before = page.sentence.text()
    page.answers["no"].chosen.emit()
    agreeing.wait(lambda: "papers-kept" in agreeing.case.answers)
    (given,) = [each for each in events(agreeing) if isinstance(each, AnswerGiven)]
    assert (given.answer, given.how) == ("no", "asked")
    agreeing.wait(lambda: page.sentence.text() != before)
    assert page.answers == {}, "what is only seen is not put before the person"


def test_the_same_press_over_again_is_none_for_what_has_just_opened(agreeing: Screen) -> None:
    agreeing.say_line("consent.notes")
    agreeing.ring(lines(agreeing)["consent.notes"])
    page = turn(agreeing)
    page._steady.clock = lambda: 0.0
    given: list[str] = []
    page.answered.disconnect()
    page.answered.connect(given.append)
    assert page.view is not None
    page.answers["no"].chosen.emit()
    page.show_view(replace(page.view, name="another", sentence="another"))
    page.answers["no"].chosen.emit()
    assert given == ["no"]
    page.answers["yes"].chosen.emit()
    assert given == ["no", "yes"]


def test_a_locked_question_is_never_turned_and_has_no_answers(practice: Screen) -> None:
    practice.new_screening()
    practice.gate(hearing="interpreter")
    practice.language("my")
    practice.decide(talk="yes", notes="yes")
    practice.pages.go("topic.treatment")
    practice.invite()
    assert isinstance(practice.page, TopicPage)
    practice.page.open("violence")
    page = turn(practice)
    assert page.sentence.text() == practice.pages.interview.theirs.say("topic.treatment.invitation")
    assert page.answers == {}


@pytest.mark.parametrize("place", ["care", "rights", "suicide", "closing", "stop"])
def test_lines_of_care_rights_dying_closing_and_stop_are_turned(agreeing: Screen, place: str) -> None:
    agreeing.decide(talk="yes", notes="yes")
    agreeing.pages.go(place)
    agreeing.at(place)
    page = turn(agreeing)
    assert page.view is not None and page.view.name and page.answers == {}
    assert page.view.language == "my"
    page.buttons["leave-out"].chosen.emit()
    shell_again(agreeing)
    assert agreeing.complaint() == agreeing.window.words.say("person-page.left-out")
    assert agreeing.place == place


@pytest.mark.requirement("GA6")
def test_the_half_typed_words_and_the_caret_are_there_again(agreeing: Screen) -> None:
    agreeing.decide(talk="yes", notes="yes")
    agreeing.begin_talk()
    agreeing.find("papers-kept")
    page = agreeing.page
    assert isinstance(page, TopicPage) and page.field is not None
    page.tell_more()
    agreeing.type_text("in the office")
    edit = page.field.edit
    cursor = edit.textCursor()
    cursor.setPosition(3)
    edit.setTextCursor(cursor)
    turn(agreeing)
    agreeing.press(K.Key_Escape)
    assert agreeing.window.stack.currentWidget() is agreeing.window.cover
    agreeing.window.guard.uncover(COVER_PIN)
    turned = agreeing.window.stack.currentWidget()
    assert isinstance(turned, PersonPage)
    turned.back.click()
    shell_again(agreeing)
    agreeing.settle()
    assert QApplication.focusWidget() is edit
    assert (edit.toPlainText(), edit.textCursor().position()) == ("in the office", 3)


def test_a_page_without_a_line_is_not_turned_and_says_so(practice: Screen) -> None:
    practice.agreeing("my")
    practice.decide(talk="yes", notes="yes")
    practice.pages.go("find")
    practice.at("find")
    practice.press(K.Key_F4)
    assert practice.window.stack.currentWidget() is practice.window.shell
    assert practice.complaint() == practice.window.words.say("person-page.no-line")


def test_a_line_that_is_not_written_in_their_language_is_not_turned(
    agreeing: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_written(*_given: object) -> None:
        raise NotAccepted("line-not-written")

    agreeing.ring(lines(agreeing)["consent.talk"])
    view = lines(agreeing)["consent.talk"].view
    interview = agreeing.pages.interview
    with pytest.raises(NotAccepted, match="line-not-written"):
        person_view._written(interview, "line.said")  # an officer's text has no Burmese
    assert person_view.line_view(interview, view, [view]).sentence == view.text.theirs
    monkeypatch.setattr(person_view, "_written", not_written)
    agreeing.press(K.Key_F4)
    assert agreeing.window.stack.currentWidget() is agreeing.window.shell
    assert agreeing.complaint() == agreeing.window.words.say("error.line-not-written")


def test_where_the_gate_came_back_an_answer_by_hand_brings_the_officer(agreeing: Screen) -> None:
    agreeing.decide(talk="yes", notes="yes")
    agreeing.say_line("consent.count")
    agreeing.ring(lines(agreeing)["consent.count"])
    page = turn(agreeing)
    agreeing.pages.return_after(rules.GATE_AGAIN + 1, "cover")
    agreeing.wait(lambda: agreeing.case.gate == {})
    page.answers["yes"].chosen.emit()
    agreeing.wait(lambda: not isinstance(agreeing.window.stack.currentWidget(), PersonPage))
    assert agreeing.case.consented("count") == ""


@pytest.mark.parametrize("size", [(640, 480), (480, 800), (1024, 600)], ids=str)
@pytest.mark.parametrize("scale", [100, 200])
def test_on_a_small_or_turned_screen_everything_is_reached_and_nothing_is_cut(
    wear: Wear, agreeing: Screen, scale: int, size: tuple[int, int]
) -> None:
    agreeing.say_line("consent.notes")
    agreeing.ring(lines(agreeing)["consent.notes"])
    page = turn(agreeing)
    wear("day", scale)
    page.setMinimumSize(1, 1)
    page.setParent(None)
    page.resize(*size)
    page.show()
    for _ in range(3):
        QApplication.processEvents()
    body = page._area.widget()
    for part in (page.sentence, *page.answers.values(), *page.buttons.values()):
        assert part.width() >= part.minimumSizeHint().width(), part.objectName()
        assert part.height() >= min(64, part.height()) and part.heightForWidth(part.width()) <= part.height()
        inside = body if body.isAncestorOf(part) else page._foot
        at = part.mapTo(inside, part.rect().topLeft())
        assert inside.rect().contains(at) and at.x() + part.width() <= inside.width(), part.objectName()
    port = page._area.viewport()

    def in_sight() -> set[bool]:
        tops = [button.mapTo(port, button.rect().topLeft()).y() for button in page.answers.values()]
        return {top < port.height() for top in tops}

    assert len(in_sight()) == 1, "a yes alone would lead"
    if body.height() > port.height():
        assert page.more.isVisible()
        page.more.click()
    page.close()


@pytest.mark.one_in(3)
@pytest.mark.parametrize("seed", [1, 2])
def test_300_presses_with_turning_among_them_never_decide_what_was_not_said(agreeing: Screen, seed: int) -> None:
    chance = random.Random(seed)
    keys = [K.Key_F4, K.Key_F4, K.Key_Space, K.Key_1, K.Key_2, K.Key_3, K.Key_0, K.Key_Down, K.Key_Up, K.Key_Tab]
    for _ in range(300):
        page = agreeing.window.stack.currentWidget()
        if isinstance(page, PersonPage) and page.answers and chance.random() < 0.4:
            chance.choice([*page.answers.values()]).chosen.emit()
        else:
            agreeing.press(chance.choice(keys))
        if chance.random() < 0.5:
            at_rest(agreeing)
        if agreeing.window.stack.currentWidget() not in (agreeing.window.shell, agreeing.pages.person.page):
            agreeing.window.guard.uncover(COVER_PIN)
        if agreeing.place != "consent":
            agreeing.pages.person.close()
            agreeing.pages.go("consent")
    at_rest(agreeing)
    said: set[str] = set()
    decided = 0
    for event in events(agreeing):
        if isinstance(event, LineSaid):
            (said.discard if event.taken_back else said.add)(event.line)
        if isinstance(event, ConsentDecided):
            decided += 1
            assert CONSENT + event.decision in said
    assert decided, "the presses decided something"


@pytest.mark.requirement("HW5")
def test_the_page_of_stopping_has_its_ways_first_and_below_them_the_lines_of_leaving(agreeing: Screen) -> None:
    agreeing.press(K.Key_F9)
    agreeing.at("stop")
    page = agreeing.page
    assert isinstance(page, NotesPage)
    assert agreeing.focused() is page.title, "a key that was meant for the page before ends nothing"
    assert [*page.acts] == ["stop-finished", "stop-later", "stop-ring_back", "stop-withdrawn"]
    (column,) = page.columns
    names = [*column.lines]
    assert names == [f"stop.{each}" for each in agreeing.pages.interview.leaving()]
    agreeing.ring(column.ringed)
    agreeing.press(K.Key_Space)
    agreeing.wait(lambda: agreeing.case.sessions.said_now(names[0]) is not None)
    agreeing.choose("note-stop-later")
    agreeing.at("later")
