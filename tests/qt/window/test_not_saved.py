"""What cannot be written is not drawn as saved, is said at once, and is still there when writing works again."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt

from screening.domain.events.catalogue import Event, Recorded
from screening.errors import NotSaved
from screening.qt.interview.topic_page import TopicPage
from screening.store import Vault
from tests.qt.page_objects import Screen

WORDS = "The agent took them at the airport."


def fail_once(screen: Screen) -> list[str]:
    """The next write of the open vault fails as on a full disk; what it was is told."""
    failed: list[str] = []
    ready: list[bool] = []

    def spoil(vault: Vault) -> bool:
        def append(_case: str, events: Iterable[Event], *, place: str = "") -> tuple[Recorded, ...]:
            del vault.append_many
            failed.extend(type(event).__name__ for event in events)
            vault.trouble = "not-saved-disk-full"
            raise NotSaved(vault.trouble)

        vault.append_many = append
        return True

    screen.window.desk._thread.call(spoil, ready.append, ready.append)
    screen.wait(lambda: ready)
    return failed


@pytest.fixture
def papers(screen: Screen) -> Screen:
    """In a talk, at the topic of the papers, one answer on disk."""
    screen.as_walked(with_an_answer)
    screen.reach("papers-kept")
    return screen


def with_an_answer(screen: Screen) -> None:
    screen.talking("en", talk="yes", notes="yes")
    screen.find("holds-own")
    screen.answer("holds-own", "no")


def topic(screen: Screen) -> TopicPage:
    assert isinstance(screen.page, TopicPage)
    return screen.page


@pytest.mark.sweep
def test_an_answer_that_was_not_written_is_not_drawn(papers: Screen) -> None:
    failed = fail_once(papers)
    papers.press(Qt.Key.Key_1)
    papers.wait(papers.complaint)

    assert failed == ["AnswerGiven"]
    assert "Not saved" in papers.complaint()
    assert "papers-kept" not in papers.case.answers
    assert topic(papers).open_item == "papers-kept"
    assert topic(papers).open_question.item.answer == ""

    papers.press(Qt.Key.Key_1)
    papers.wait(lambda: "papers-kept" in papers.case.answers)
    papers.wait(lambda: not papers.complaint())
    assert set(papers.case.answers) == {"holds-own", "papers-kept"}


@pytest.mark.sweep
def test_words_stay_in_the_field_while_an_answer_cannot_be_written(papers: Screen) -> None:
    papers.words(WORDS)
    fail_once(papers)
    papers.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    papers.wait(papers.complaint)

    assert topic(papers).field.text() == WORDS
    papers.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    papers.wait(lambda: "papers-kept" in papers.case.answers)
    assert topic(papers).field.text() == WORDS


def test_words_that_were_not_written_when_the_page_was_left_are_not_lost(papers: Screen) -> None:
    papers.words(WORDS)
    failed = fail_once(papers)
    papers.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    papers.wait(papers.complaint)
    assert failed == ["WordsWritten"]

    while papers.place != "topic.papers":
        papers.press(Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert topic(papers).field.text() == WORDS
    papers.next()
    papers.wait(lambda: [each.text for each in papers.case.words] == [WORDS])


def test_words_that_were_not_written_are_there_after_a_restart(papers: Screen) -> None:
    papers.words(WORDS)
    fail_once(papers)
    papers.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    papers.wait(papers.complaint)

    again = papers.reopen()
    while again.place != "topic.papers":
        again.press(Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert topic(again).field.text() == WORDS


def test_a_wish_that_was_not_written_holds_the_page(papers: Screen) -> None:
    papers.rail("closing")
    papers.tab_to("closing-wishes")
    papers.type_text("To ring home.")
    failed = fail_once(papers)
    papers.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    papers.wait(papers.complaint)

    assert failed == ["ClosingNoted"]
    assert papers.place == "closing"
    papers.next("own-view")
    assert papers.case.closing["wishes"] == "To ring home."


def test_a_gate_line_that_was_not_written_stays_open(screen: Screen) -> None:
    screen.new_screening()
    fail_once(screen)
    screen.press(Qt.Key.Key_1)
    screen.wait(screen.complaint)

    assert screen.place == "gate"
    assert screen.page.open_line == "hearing"
    assert screen.page.lines["hearing"].picked == ""
    screen.gate()
