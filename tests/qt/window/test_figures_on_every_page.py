"""The contract of the figure keys on every page that has rows: in a case, in private, in practice and in a class.

A figure answers the row that has the ring, then the ring moves to the next row in sight; what a fast hand and a slow
one record is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.domain.scenarios.model import QuestionKind
from screening.qt.frame.row_ring import row_with_focus, rows_of
from screening.qt.interview.alone_page import AlonePage
from screening.qt.interview.hearing_page import HearingPage
from screening.qt.interview.notes_controller import VIEWS
from screening.qt.interview.topic_page import TopicPage
from screening.qt.questions.shared_line import SAID, SPACE, SharedLine
from screening.qt.style.theme import Theme
from screening.qt.training.class_pages import DrillPage, QuizPage, TallyPage
from screening.qt.training.pages import NotedPage
from screening.qt.training.play import NOTED, PlayRoom, play_room
from screening.qt.training.practice_window import Room
from screening.qt.training.table_room import TableRoom
from screening.qt.widgets.choices import PickRow
from screening.sound.computer_voice import can_speak
from screening.store.classbook import classbook_in_memory
from screening.training.trainer_class import at_table, begin
from screening.wording.catalogue.translations import Words
from tests.qt.headphones import Headphones
from tests.qt.page_objects import PATIENCE, Screen
from tests.qt.window.test_figure_keys import APART, at_rest, hand, slow
from tests.training.some_class import CONTENT, PACK, ROUNDS

K = Qt.Key
__all__ = ["slow"]

PLACES = {
    "consent": "   1 1  2 1 3 2 1",
    "prefer": " B1 B1AA  1 A ",
    "interpreter": "    AB E12  1 ",
    "when": "  D A C 3 B D",
    "child": "   1 2  3  1 2   4",
    "arrival": "   2 1 3 4 2 1    A   2",
    "stop": " " * 5,
    "withdraw": "   B",
    "handover": "  1",
    "closing": " 1 3",
    "later": " " * 4,
    "informed": " " * 2,
    "session": " " * 3,
    "plan": " " * 5,
    "refused": " " * 2,
    "help": " " * 5,
    "suicide": " " * 2,
    "care": " " * 5,
    "fees": " A" + " " * 4,
    "contact": " " * 8,
    "rights": " " * 10,
    "embassy": " " * 2,
}
"""Pages of a case beside gate, topics and referral, and keys that a hand presses there from the first row on.

Space says the line with the ring.
"""


def begun(screen: Screen, place: str) -> None:
    """A new case at this page, with the ring on its first row."""
    if screen.window.pages is not None and screen.place:
        screen.window.show_cases()
    if place == "consent":
        screen.agreeing("ms")
    else:
        screen.talking("ms", talk="yes", notes="yes")
        screen.pages.go(place)
    screen.at(place)
    if place == "closing":
        screen.ask_about("service")
    rows_of(page_of(screen))[0].setFocus()


def page_of(screen: Screen):
    assert screen.page is not None
    return screen.page


def shown(screen: Screen) -> dict[str, str]:
    """What each row shows."""
    return {name_of(row): row.picked for row in rows_of(page_of(screen))}


def name_of(row: PickRow) -> str:
    return row.objectName() or row.name


def row_with_ring(screen: Screen) -> PickRow:
    row = row_with_focus(page_of(screen))
    assert row is not None, screen.focused()
    return row


@pytest.mark.one_in(8)
@pytest.mark.parametrize("place", PLACES)
def test_each_figure_answers_the_row_with_the_ring_and_the_ring_goes_to_the_next(practice: Screen, place: str) -> None:
    begun(practice, place)
    for figure in PLACES[place]:
        row = row_with_ring(practice)
        name, says = name_of(row), figure == SPACE
        answer = (row.picked if row.keys else SAID) if says else row.answer_of(figure)
        assert answer or says, f"{name} has no {figure}"
        assert not says or (isinstance(row, SharedLine) and not row.view.said), name
        before = shown(practice)
        hand(practice, [figure], 0)
        rows = rows_of(page_of(practice))
        names = [name_of(each) for each in rows]
        assert shown(practice)[name] == answer
        changed = {each for each in names if each in before and shown(practice)[each] != before[each]}
        assert changed <= {name}, "no other row moved"
        assert not says or rows[names.index(name)].view.said
        stays = says and row.keys  # its answer comes next
        assert row_with_ring(practice) is rows[min(names.index(name) + (not stays), len(rows) - 1)]


@pytest.mark.one_in(8)
@pytest.mark.parametrize("apart", APART)
@pytest.mark.parametrize("place", PLACES)
def test_a_fast_hand_records_what_a_slow_one_does(
    practice: Screen, slow: Callable[[Screen], None], place: str, apart: int
) -> None:
    begun(practice, place)
    for figure in PLACES[place]:
        hand(practice, [figure], 0)
    once = shown(practice)
    begun(practice, place)
    slow(practice)
    hand(practice, PLACES[place], apart)
    assert shown(practice) == once


@pytest.mark.sweep
def test_no_page_of_notes_with_rows_is_missing_here(practice: Screen) -> None:
    practice.talking("ms", talk="yes", notes="yes")
    found = set()
    for place in VIEWS:
        practice.pages.go(place)
        practice.settle()
        if practice.place == place and rows_of(page_of(practice)):
            found.add(place)
    assert found <= set(PLACES)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("apart", APART)
def test_figures_after_the_invitation_are_for_the_questions_that_come(
    practice: Screen, slow: Callable[[Screen], None], apart: int
) -> None:
    practice.talking("ms", talk="yes", notes="yes")
    practice.pages.go("topic.money")
    page = page_of(practice)
    assert isinstance(page, TopicPage) and page.waits
    page.start().setFocus()
    slow(practice)
    hand(practice, (1, 2, 1), apart)
    assert page.view is not None
    first, second = (item.id for item in page.view.items[:2])
    assert {name: each.answer.value for name, each in practice.case.answers.items()} == {first: "no", second: "yes"}


@pytest.mark.one_in(3)
@pytest.mark.parametrize("apart", APART)
def test_what_is_pressed_while_the_gate_opens_a_card_answers_nothing_there(
    practice: Screen, slow: Callable[[Screen], None], apart: int
) -> None:
    practice.new_screening()
    slow(practice)
    page = practice.page
    names = list(page.lines)  # type: ignore[union-attr]
    figures = [2] * (names.index("afraid")) + [1, 2, 2]
    hand(practice, figures, apart)
    practice.at("danger")
    at_rest(practice)
    assert "stop" not in practice.case.gate


# --- answering alone


@pytest.mark.sweep
@pytest.mark.skipif(not can_speak("ur"), reason="the optional engine is not installed")
def test_in_private_a_figure_answers_the_question_that_was_heard_and_no_other(
    practice: Screen, headphones: Headphones
) -> None:
    practice.talking("ur", talk="yes", notes="yes")
    practice.rail("alone")
    page = practice.page
    assert isinstance(page, HearingPage)
    practice.choose("alone-test")
    for name in ("plugged", "room", "nodded"):
        page.checks[name].setChecked(True)
    practice.choose("alone-begin")
    practice.wait(lambda: isinstance(practice.window.stack.currentWidget(), AlonePage))
    for figure in (1, 2, 1, 1, 2, 2, 3, 1):
        headphones.hear_out(practice)
        for _ in range(2):  # a hand that presses each figure twice
            QTest.keyClick(practice.focused(), K(K.Key_0 + figure))
    sitting = practice.pages.alone.sitting
    assert sitting is not None
    assert [each.value for each in sitting.answers.values()] == ["yes", "yes", "no", "no", "not_known", "yes"]
    assert list(sitting.answers) == list(sitting.items[:6])


# --- the person's own page


@pytest.mark.sweep
def test_the_person_leaves_out_what_they_read_and_nothing_that_came_meanwhile(
    practice: Screen, slow: Callable[[Screen], None]
) -> None:
    practice.talking("ur", talk="yes", notes="yes")
    practice.find("papers-kept")
    practice.pages.person.open(turned=False)
    theirs = practice.pages.person.page
    assert theirs is not None and theirs.view is not None
    assert theirs.view.name == "papers-kept"
    officers = practice.page
    assert isinstance(officers, TopicPage)
    practice.window.activateWindow()
    practice.wait(practice.window.isActiveWindow)
    with practice.qtbot.waitSignal(officers.opened, timeout=PATIENCE):
        officers.step(2)
    assert theirs.view.name == officers.open_item != "papers-kept"
    officers.open_item = "papers-kept"  # what the officer's page shows and what they read part for a moment
    theirs.buttons["leave-out"].chosen.emit()
    at_rest(practice)
    assert practice.case.answers == {}
    practice.pages.person.close()


def test_the_persons_path_fills_what_was_spoken_about_and_not_what_lies_before(practice: Screen) -> None:
    practice.talking("ur", talk="yes", notes="yes")
    practice.pages.person.open(turned=False)
    page = practice.pages.person.page
    assert page is not None
    practice.window.activateWindow()
    practice.wait(practice.window.isActiveWindow)
    practice.pages.go("topic.treatment")
    at = page.path.done
    assert at > 3
    assert [number for number, done in enumerate(page.path.filled) if done] == [0], "only the first was begun"
    practice.invite()
    practice.wait(lambda: page.path.filled[at])
    practice.pages.person.close()


# --- practice and class


Noted = Callable[[], dict[str, str]]
"""What was noted by now."""


@pytest.fixture
def rooms(qtbot: QtBot, day: Theme) -> Iterator[list[Room]]:
    made: list[Room] = []
    yield made
    for room in made:
        room.close()
        room.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def practice_notes(rooms: list[Room]) -> tuple[Room, Noted]:
    room = play_room(Words("en"))
    assert isinstance(room, PlayRoom)
    rooms.append(room)
    room.show()
    room.choose()
    room.open("sorting-yard")
    room.go(NOTED)
    QApplication.processEvents()
    return room, lambda: room.noted


def class_notes(rooms: list[Room]) -> tuple[Room, Noted]:
    room = table(rooms)
    room.go("1.noted")
    QApplication.processEvents()
    return room, lambda: room.rounds.drafts[1].noted


def table(rooms: list[Room]) -> TableRoom:
    plan = begin(classbook_in_memory(), CONTENT, PACK, ROUNDS, 6).plan
    room = TableRoom(Words("en"), at_table(plan, CONTENT, PACK), 3)
    rooms.append(room)
    room.show()
    room.begin()
    QApplication.processEvents()
    return room


def press(room: Room, *figures: int | str) -> None:
    for figure in figures:
        QTest.keyClick(QApplication.focusWidget() or room, K(ord(str(figure))))


NOTES = pytest.mark.parametrize("opened", [practice_notes, class_notes])


@NOTES
def test_what_one_would_note_is_answered_row_by_row(
    rooms: list[Room], opened: Callable[[list[Room]], tuple[Room, Noted]]
) -> None:
    room, noted = opened(rooms)
    page = room.shell.page()
    assert isinstance(page, NotedPage)
    rows = rows_of(page)
    press(room, 1, 2, 3, 4)
    assert [row.picked for row in rows[:5]] == ["yes", "no", "not_known", "declined", ""]
    assert list(noted().values()) == ["yes", "no", "not_known", "declined"]
    assert row_with_focus(page) is rows[4]
    QTest.keyClick(QApplication.focusWidget(), K.Key_Up)
    press(room, 0)
    assert rows[3].picked == "not_asked", "0 takes back, as everywhere"
    rows[-1].setFocus()
    press(room, 1, 1)
    assert row_with_focus(page) is rows[-1], "after the last row the ring stays"


@NOTES
def test_there_a_figure_answers_nothing_while_no_row_has_the_ring(
    rooms: list[Room], opened: Callable[[list[Room]], tuple[Room, Noted]]
) -> None:
    room, noted = opened(rooms)
    page = room.shell.page()
    assert isinstance(page, NotedPage)
    page.title.setFocus()
    press(room, 1)
    assert noted() == {}
    assert row_with_focus(page) is rows_of(page)[0], "it brings the ring back, where it can be seen"


@pytest.mark.one_in(2)
@NOTES
def test_there_a_press_moves_the_ring_as_a_figure_does(
    rooms: list[Room], opened: Callable[[list[Room]], tuple[Room, Noted]]
) -> None:
    room, noted = opened(rooms)
    page = room.shell.page()
    assert isinstance(page, NotedPage)
    first, second = rows_of(page)[:2]
    QTest.mouseClick(first.buttons["no"], Qt.MouseButton.LeftButton)
    assert list(noted().values()) == ["no"]
    assert row_with_focus(page) is second


def held(room: Room, figure: int | str, times: int = 12) -> None:
    """A key that is held down."""
    press(room, figure)
    for _ in range(times):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            again = QKeyEvent(kind, K(ord(str(figure))), Qt.KeyboardModifier.NoModifier, str(figure), True)
            QApplication.sendEvent(QApplication.focusWidget() or room, again)


def test_a_key_that_is_held_counts_once_on_every_page_of_a_class(rooms: list[Room]) -> None:
    room = table(rooms)
    page = room.shell.page()
    assert isinstance(page, TallyPage)
    held(room, "A")
    assert page.kinds[QuestionKind.INVITATION] == 1
    room.go("1.noted")
    held(room, 1)
    assert list(room.rounds.drafts[1].noted.values()) == ["yes"]
    room.go("before")
    assert isinstance(room.shell.page(), QuizPage)
    held(room, "A")
    assert len(room.quiz["before"].answers) == 1
    room.go("drill")
    assert isinstance(room.shell.page(), DrillPage)
    held(room, "B")
    assert room.drill.at == 0


def test_a_sheet_of_the_quiz_takes_each_key_for_its_case(rooms: list[Room]) -> None:
    room = table(rooms)
    room.go("before")
    press(room, "A", "B", "C", "A")
    values = [each.value for each in room.quiz["before"].answers if each is not None]
    assert len(values) == 4
    assert values[0] == values[3] and len(set(values)) == 3
