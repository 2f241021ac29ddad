"""A topic's page while questions open and close: one card for each kind, lines in their order, nothing left over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from screening.domain.answers import How, Where
from screening.qt.frame.frame import stops
from screening.qt.interview.topic_page import TopicPage
from screening.qt.questions.question import ClosedLine, OpenQuestion
from screening.qt.widgets.provenance import ChoiceList
from tests.qt.conftest import Wear
from tests.qt.page_objects import Screen


def begin(screen: Screen) -> None:
    screen.talking("bn", talk="yes", notes="yes")


def named(part: QWidget) -> str:
    """The item of a line or card."""
    return part.objectName().partition("-")[2]


@pytest.mark.sweep
def test_lines_and_the_open_question_stand_and_are_stopped_at_in_the_order_of_the_items(screen: Screen) -> None:
    begin(screen)
    page = screen.topic("papers")
    assert page.view is not None
    items = [item.id for item in page.view.items]
    for item in (items[3], items[1], items[-1], items[0]):
        page.open(item)
        screen.wait(lambda: page.open_question is not None and page.open_question.hasFocus())
        shown = [each for each in page.findChildren(QWidget) if isinstance(each, ClosedLine | OpenQuestion)]
        shown = sorted(
            (each for each in shown if each.isVisible()), key=lambda each: each.mapTo(page, QPoint(0, 0)).y()
        )
        assert [named(each) for each in shown] == items
        tabbed = [each for each in stops(page) if isinstance(each, ClosedLine | OpenQuestion)]
        assert [named(each) for each in tabbed] == items
        assert set(page.lines) == set(items) - {item}


def test_a_topic_is_a_part_of_the_window_under_its_own_name(screen: Screen) -> None:
    begin(screen)
    page = screen.topic("papers")
    assert page.view is not None
    assert page.accessibleName() == page.view.title.own == page.opening()


def test_a_card_that_is_used_again_says_nothing_of_the_question_before(screen: Screen) -> None:
    begin(screen)
    page = screen.topic("papers")
    screen.answer("papers-kept", "yes", "told")
    page.open("papers-kept")
    first = page.open_question
    assert first is not None
    assert first.item.answer == "yes"
    page.open("outside-permit")
    page.open("holds-own")
    screen.wait(lambda: page.open_question is not None and page.open_question.hasFocus())
    card = page.open_question
    assert card is not None
    assert page.view is not None
    view = next(item for item in page.view.items if item.id == "holds-own")
    assert card.own.text() == view.text.own
    assert card.item.answer == ""
    assert not any(button.isChecked() for button in card.answers.buttons.values())
    assert card.waiting.isVisible() and not card.chip.isVisible()
    assert card.accessibleName().startswith(view.text.own)
    assert len(page.findChildren(OpenQuestion)) <= 4, "two for each kind of question"
    assert page.lines["papers-kept"].item.answer == "yes"


def test_a_card_asks_one_question_after_the_other(screen: Screen) -> None:
    begin(screen)
    page = screen.topic("needs")
    assert page.view is not None
    assert {bool(item.text.theirs) for item in page.view.items} == {True, False}
    for item in [each.id for each in page.view.items][:-1]:
        screen.answer(item, "no")
    assert len(page.findChildren(OpenQuestion)) == 4, "two for each kind of question"


def test_the_focus_goes_from_card_to_card_and_nowhere_between(screen: Screen) -> None:
    begin(screen)
    page = screen.topic("papers")
    page.start().setFocus()
    went: list[str] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    watch = application.focusChanged.connect(lambda _old, new: went.append("" if new is None else new.objectName()))
    screen.press(Qt.Key.Key_Down)
    screen.wait(lambda: bool(went))
    assert page.open_question is not None
    assert went == [page.open_question.objectName()]
    QApplication.disconnect(watch)


def test_the_open_question_stays_in_view_while_words_are_typed(practice: Screen) -> None:
    practice.talking("ur", talk="yes", notes="yes")
    practice.topic("papers")
    practice.answer("papers-kept", "yes", "asked")
    practice.words("\u0645\u06cc\u0631\u0627 \u067e\u0627\u0633\u067e\u0648\u0631\u0679")
    shell, page = practice.window.shell, practice.page
    assert shell is not None and isinstance(page, TopicPage) and page.open_question is not None
    question, port = page.open_question, shell.main.area.viewport()
    practice.wait(lambda: question.mapTo(port, QPoint(0, question.height())).y() <= port.height())


def test_one_more_key_marks_where_harm_happened_and_answers_nothing_else(screen: Screen) -> None:
    begin(screen)
    page = screen.topic("papers")
    screen.answer("papers-kept", "yes")
    screen.wait(lambda: page.open_item not in ("", "papers-kept"))
    waiting = page.open_item
    line = page.lines["papers-kept"]
    assert line.where_chip.isVisible()
    assert line.where_chip.accessibleName() == "Where it happened: place not noted"
    screen.press(Qt.Key.Key_W)
    assert screen.window.findChild(ChoiceList) is not None
    screen.press(Qt.Key.Key_2)
    screen.wait(lambda: screen.case.answers["papers-kept"].where is Where.WAY)
    assert page.open_item == waiting
    assert waiting not in screen.case.answers, "the figure chose a place and answered nothing"
    assert page.lines["papers-kept"].where_chip.accessibleName() == "Where it happened: on the way"
    screen.how("papers-kept", "told")
    assert screen.case.answers["papers-kept"].how is How.TOLD
    assert screen.case.answers["papers-kept"].where is Where.WAY, "the place stays when it came another way"
    screen.answer("papers-kept", "no")
    assert screen.case.answers["papers-kept"].where is None


def test_an_answer_that_is_no_harm_or_no_yes_offers_no_place(screen: Screen) -> None:
    begin(screen)
    page = screen.topic("papers")
    screen.answer("papers-kept", "no")
    screen.answer("papers-returned", "yes")
    screen.wait(lambda: page.open_item not in ("papers-kept", "papers-returned"))
    assert not any(page.lines[name].where_chip.isVisible() for name in ("papers-kept", "papers-returned"))
    screen.press(Qt.Key.Key_W)
    assert screen.window.findChild(ChoiceList) is None


@pytest.mark.parametrize("person", ["ur", "my"])
def test_in_large_text_all_four_answers_are_in_sight_with_their_question(
    practice: Screen, wear: Wear, person: str
) -> None:
    wear("day", 200)
    practice.window.resize(1366, 720)
    practice.talking(person, talk="yes", notes="yes")
    practice.invite()
    assert isinstance(practice.page, TopicPage) and practice.window.shell is not None
    port = practice.window.shell.main.area.viewport()

    def all_in_sight() -> bool:
        (card,) = [each for each in practice.page.findChildren(OpenQuestion) if each.isVisible()]
        last = card.answers.buttons["declined"]
        return (
            card.mapTo(port, QPoint(0, 0)).y() >= 0 and last.mapTo(port, QPoint(0, last.height())).y() <= port.height()
        )

    practice.wait(all_in_sight)
