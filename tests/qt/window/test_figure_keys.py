"""One contract of the figure keys on every page: the row with the ring, saved, then the next row; none lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from screening.qt.frame.row_ring import row_with_focus, rows_of
from screening.qt.interview.closing_page import ClosingPage
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.topic_page import TopicPage
from screening.qt.questions.notes_page import NotesPage
from screening.qt.referral.recipients_page import TakingPage
from screening.qt.text import screen_reader
from screening.qt.widgets.choices import PickRow
from tests.qt.page_objects import SAFE, Screen

K = Qt.Key
SLOW = 0.12
"""Seconds that every write waits for a tired disk."""
APART = (0, 50, 150)
"""Milliseconds between two keys of a hand."""


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[Screen], None]:
    """Makes the thread of the record slow from now on."""

    def make(screen: Screen) -> None:
        thread = screen.pages.desk._thread
        call, never = thread.call, threading.Event()

        def slowly(work: Callable[[object], object], then: object, failed: object) -> None:
            def waiting(vault: object) -> object:
                never.wait(SLOW)
                return work(vault)

            call(waiting, then, failed)

        monkeypatch.setattr(thread, "call", slowly)

    return make


def hand(screen: Screen, figures: Sequence[int | str], apart: int) -> None:
    """Presses figures, or letters, one after the other, whatever comes; then the record comes to rest."""
    for figure in figures:
        QTest.keyClick(screen.focused(), K(ord(str(figure))))
        if apart:
            QTest.qWait(apart)
    at_rest(screen)


def at_rest(screen: Screen) -> None:
    """Nothing is on its way to the disk, and nothing waits for that."""
    figures = screen.pages.figures
    screen.wait(lambda: not screen.pages.desk.pending and not figures._queue)


def talk(screen: Screen, **decisions: str) -> None:
    if decisions:
        screen.talking("ms", **decisions)
    else:
        screen.agreeing("ms")


def row_of(screen: Screen) -> PickRow:
    assert screen.page is not None
    row = row_with_focus(screen.page)
    assert row is not None, screen.focused()
    return row


def picked(rows: Sequence[PickRow]) -> list[int | str]:
    """The key of what each row shows; 0 for nothing."""
    shown = [next((key for key, answer in row.keys.items() if answer == row.picked), "0") for row in rows]
    return [int(key) if key.isdecimal() else key for key in shown]


@pytest.mark.one_in(8)
@pytest.mark.parametrize("apart", APART)
@pytest.mark.parametrize("figures", [(2, 2, 2, 2, 2, 1), (1, 3, 2, 2, 2, 1), (3, 2, 2, 2, 2, 1)])
def test_the_gate_gives_each_key_to_its_row(
    practice: Screen, slow: Callable[[Screen], None], figures: tuple[int, ...], apart: int
) -> None:
    practice.new_screening()
    page = practice.page
    assert isinstance(page, GatePage)
    slow(practice)
    rows = list(page.lines.values())
    by_row = dict(zip(SAFE, figures, strict=True))
    hand(practice, [by_row[name] for name in page.lines], apart)
    assert picked(rows) == [by_row[name] for name in page.lines]
    assert {name: row.picked for name, row in page.lines.items()} == dict(practice.case.gate)
    assert row_of(practice) is rows[-1], "after the last row the ring stays"


@pytest.mark.one_in(3)
@pytest.mark.parametrize("apart", APART)
def test_agreement_gives_each_key_to_its_line(practice: Screen, slow: Callable[[Screen], None], apart: int) -> None:
    talk(practice)
    page = practice.page
    assert isinstance(page, ConsentPage)
    slow(practice)
    answers = {"talk": K.Key_1, "notes": K.Key_1, "identity": K.Key_2, "count": K.Key_1, "contact": K.Key_3}
    for line in [each for each in page.lines.values() if "said-back" not in each.view.id]:
        pressed = [K.Key_Space, *([answers[line.view.id.removeprefix("consent.")]] if line.buttons else [])]
        for key in pressed:
            practice.press(key)
            if apart:
                practice.qtbot.wait(apart)
    at_rest(practice)
    assert [practice.case.consented(name) for name in answers] == ["yes", "yes", "no", "yes", "later"]


def test_the_ring_of_agreement_never_lies(practice: Screen) -> None:
    talk(practice)
    page = practice.page
    assert isinstance(page, ConsentPage)
    page.lines["consent.count"].setFocus()
    for key in (K.Key_Space, K.Key_1):
        practice.press(key)
    at_rest(practice)
    assert practice.case.consented("count") == "yes"
    after = page.lines["consent.contact"]
    assert row_of(practice) is after, "the ring goes to the next line, not to one that waits elsewhere"
    for key in (K.Key_Space, K.Key_2):
        practice.press(key)
    at_rest(practice)
    assert [practice.case.consented(each) for each in ("talk", "count", "contact")] == ["", "yes", "no"]


def test_a_figure_answers_nothing_while_no_row_has_the_ring(practice: Screen) -> None:
    talk(practice)
    page = practice.page
    assert isinstance(page, ConsentPage)
    practice.say_line("consent.talk")
    assert practice.window.shell is not None
    practice.window.shell.bar.buttons["back"].setFocus()
    practice.press(K.Key_1)
    at_rest(practice)
    assert not practice.case.consented("talk")
    assert row_of(practice) is page.lines["consent.needs"], "it brings the ring back, where it can be seen"
    page.lines["consent.talk"].setFocus()
    practice.press(K.Key_1)
    at_rest(practice)
    assert practice.case.consented("talk") == "yes"


@pytest.mark.one_in(3)
@pytest.mark.parametrize("apart", APART)
def test_with_whom_gives_each_key_to_its_row(practice: Screen, slow: Callable[[Screen], None], apart: int) -> None:
    talk(practice)
    practice.decide(talk="yes", notes="yes")
    practice.to_prefer()
    page = practice.page
    assert isinstance(page, NotesPage)
    page.start().setFocus()
    slow(practice)
    hand(practice, [" ", "B", 1, " ", "B", 2], apart)  # the line of a choice is said before it
    assert picked(rows_of(page)[:4]) == ["B", 1, "B", 2]


def test_a_letter_that_is_pressed_ahead_waits_for_the_row_that_has_it(
    practice: Screen, slow: Callable[[Screen], None]
) -> None:
    talk(practice, talk="yes", notes="yes")
    practice.pages.go("withdraw")
    practice.at("withdraw")
    page = practice.page
    assert isinstance(page, NotesPage)
    rows_of(page)[0].setFocus()
    slow(practice)
    hand(practice, [" ", " ", " ", "B"], 0)
    assert rows_of(page)[-1].picked == "erase", "the line with the ring had no B while the letter was pressed"


@pytest.mark.one_in(3)
@pytest.mark.requirement("IN7")
@pytest.mark.parametrize("apart", APART)
def test_a_topic_gives_each_key_to_its_row(practice: Screen, slow: Callable[[Screen], None], apart: int) -> None:
    talk(practice, talk="yes", notes="yes")
    page = practice.topic("money")
    assert page.view is not None
    names = [item.id for item in page.view.items][:6]
    slow(practice)
    hand(practice, [1, 2, 2, 3, 1, 2], apart)
    given = [practice.case.answers[name].answer.value for name in names if name in practice.case.answers]
    assert given == ["yes", "no", "no", "not_known", "yes", "no"]
    assert page.has_keyboard


@pytest.mark.one_in(3)
@pytest.mark.parametrize("apart", APART)
def test_keys_go_past_a_pause_that_came_after_they_were_pressed(
    practice: Screen, slow: Callable[[Screen], None], apart: int
) -> None:
    talk(practice, talk="yes", notes="yes")
    page = practice.find("violence")
    assert page.view is not None
    names = [item.id for item in page.view.items]
    at = names.index("violence")
    slow(practice)
    hand(practice, [1, 2], apart)
    given = {name: each.answer.value for name, each in practice.case.answers.items()}
    assert given.get("violence") == "yes"
    assert set(given) <= {"violence", names[at + 1]}, "no answer lands anywhere else"
    if apart * 2 < SLOW * 1000:
        assert given[names[at + 1]] == "no"


def test_after_the_last_question_of_a_topic_the_ring_stays(practice: Screen) -> None:
    talk(practice, talk="yes", notes="yes")
    page = practice.topic("money")
    assert page.view is not None
    last = page.view.items[-1].id
    page.open(last)
    practice.press(K.Key_2)
    at_rest(practice)
    assert page.open_item == last
    assert page.has_keyboard
    assert practice.case.answers[last].answer == "no"


@pytest.mark.one_in(3)
@pytest.mark.parametrize("apart", APART)
def test_the_closing_gives_each_key_to_its_row(screen: Screen, slow: Callable[[Screen], None], apart: int) -> None:
    talk(screen, talk="yes", notes="yes")
    screen.rail("closing")
    for decision in ("service", "authority"):
        screen.ask_about(decision)
    page = screen.page
    assert isinstance(page, ClosingPage)
    rows = rows_of(page)
    rows[0].setFocus()
    slow(screen)
    figures = [1, 2, 3][: len(rows)]
    hand(screen, [key for figure in figures for key in (" ", figure)], apart)  # the line of a choice is said before it
    assert picked(rows[: len(figures)]) == figures


@pytest.mark.one_in(3)
@pytest.mark.parametrize("apart", APART)
def test_who_takes_this_gives_each_key_to_its_row_and_stays_where_it_is(
    screen: Screen, slow: Callable[[Screen], None], apart: int
) -> None:
    talk(screen, talk="yes", notes="yes")
    screen.answer("needs-hurt", "yes")
    screen.closing()
    screen.own_view(("control",), "sure", "The agent holds the papers.")
    screen.next("taking")
    page = screen.page
    assert isinstance(page, TakingPage)
    cards = page.recipients.cards
    page.recipients.open(max(cards, key=lambda name: len(cards[name].lines)))
    screen.settle()
    rows = rows_of(page)
    assert len(rows) > 1
    assert screen.window.shell is not None
    scroll = screen.window.shell.main
    screen.window.resize(1024, 640)
    screen.settle()
    rows[-2].setFocus()
    screen.settle()
    before = scroll.area.verticalScrollBar().value()
    assert before
    slow(screen)
    hand(screen, [2, 1], apart)
    assert picked(rows[-2:]) == [2, 1]
    assert rows_of(page) == rows, "nothing is made anew"
    assert row_of(screen) is rows[-1]
    assert scroll.area.verticalScrollBar().value() >= before, "an answer never moves the page"


def test_a_key_for_one_page_answers_nothing_on_the_next(practice: Screen, slow: Callable[[Screen], None]) -> None:
    practice.new_screening()
    practice.gate_lines(**SAFE)
    practice.next("numbers")
    slow(practice)
    for _ in range(4):
        QTest.keyClick(practice.focused(), K.Key_A)
    practice.at("language")
    at_rest(practice)
    assert practice.case.language is None
    assert len(practice.case.sessions.overridden) == 1


def test_a_choice_that_is_pressed_moves_the_ring_as_a_figure_does(practice: Screen) -> None:
    practice.new_screening()
    page = practice.page
    assert isinstance(page, GatePage)
    first, second = list(page.lines.values())[:2]
    QTest.mouseClick(next(iter(first.buttons.values())), Qt.MouseButton.LeftButton)
    practice.wait(lambda: first.picked)
    at_rest(practice)
    assert row_of(practice) is second


def test_the_arrows_move_the_ring_from_row_to_row(practice: Screen) -> None:
    talk(practice)
    practice.decide(talk="yes", notes="yes")
    practice.to_prefer()
    page = practice.page
    assert page is not None
    rows = rows_of(page)
    rows[0].setFocus()
    practice.press(K.Key_Down)
    assert row_of(practice) is rows[1]
    practice.press(K.Key_Up)
    practice.press(K.Key_Up)
    assert row_of(practice) is rows[0]


def test_the_caps_are_dark_in_the_line_with_the_ring_and_nowhere_else(practice: Screen) -> None:
    talk(practice)
    page = practice.page
    assert isinstance(page, ConsentPage)
    rows = [each for each in page.lines.values() if each.buttons]
    for row in (rows[2], rows[0]):
        row.setFocus()
        assert [each for each in rows if any(button.acting for button in each.buttons.values())] == [row]
    next(iter(rows[0].buttons.values())).setFocus()
    assert all(button.acting for button in rows[0].buttons.values())
    assert [button.key for button in rows[0].buttons.values()] == ["1", "2", "3"]


def nearest(widget: QWidget, kind: type[QWidget]) -> QWidget | None:
    step: QWidget | None = widget
    while step is not None and not isinstance(step, kind):
        step = step.parentWidget()
    return step


def test_the_caps_of_a_question_are_dark_while_it_has_the_ring(practice: Screen) -> None:
    talk(practice, talk="yes", notes="yes")
    page = practice.page
    assert isinstance(page, TopicPage) and page.open_question is not None
    buttons = page.open_question.answers.buttons.values()
    assert all(button.acting for button in buttons)
    practice.press(K.Key_M)
    assert not any(button.acting for button in buttons)


@pytest.mark.requirement("HW8")
def test_each_answer_of_the_gate_is_said_with_what_comes_next(
    practice: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(screen_reader, "say", lambda _source, text, **_how: heard.append(text) if text else None)
    practice.new_screening()
    hand(practice, (2, 2, 2), 0)
    practice.wait(lambda: len(heard) == 4)
    assert heard == [
        "Before we talk. Look at six things. Do not ask the person anything yet.",
        "Nobody. Saved. Next: Is the person under 18?",
        "Adult. Saved. Next: Is the person hurt or ill now?",
        "No. Saved. Next: Was the person threatened today, or afraid of tonight?",
    ]


def test_a_danger_at_the_gate_is_said_before_its_card_comes(practice: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(screen_reader, "say", lambda _source, text, **_how: heard.append(text) if text else None)
    practice.new_screening()
    practice.gate_lines(hearing="nobody", minor="adult", hurt="yes")
    practice.at("danger")
    practice.wait(lambda: "Yes. Saved." in heard)


@pytest.mark.requirement("HW8")
def test_the_row_with_the_ring_tells_its_choices_and_their_keys(practice: Screen) -> None:
    practice.new_screening()
    page = practice.page
    assert isinstance(page, GatePage)
    row = page.lines["minor"]
    assert row.accessibleDescription() == "1 Yes, 2 No, 3 Not sure"
    assert [each.accessibleDescription() for each in row.buttons.values()] == ["1", "2", "3"]


def test_an_open_question_tells_its_answers_and_their_keys(practice: Screen) -> None:
    talk(practice, talk="yes", notes="yes")
    page = practice.page
    assert isinstance(page, TopicPage) and page.open_question is not None
    assert page.open_question.accessibleDescription().startswith("1 Yes, 2 No, 3 ")
