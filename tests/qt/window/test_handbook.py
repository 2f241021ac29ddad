"""F1 opens the chapter of the page in hand, over it, and leads back; never where somebody else may see the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from screening.domain.case.places import Place
from screening.qt.entry import create_page, recovery_pages, unlock_page  # noqa: F401
from screening.qt.entry.front_page import FrontPage
from screening.qt.frame.handbook_page import HandbookPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.training import class_door, play, table_room, trainer_room  # noqa: F401
from screening.qt.training.practice_window import Room
from screening.qt.window.record_navigator import PLACES
from screening.wording.catalogue.translations import Words
from screening.wording.handbook.chapters import CONTENTS, table
from screening.wording.handbook.rendering import title_of
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import COVER_PIN, Screen

K = Qt.Key


@pytest.fixture
def talking(screen: Screen) -> Screen:
    screen.talking("ms", talk="yes", notes="yes")
    return screen


def pages_of_the_window() -> set[str]:
    return {
        *(f"case.{place}" for place in Place),
        *(f"record.{place}" for place in RecordPlace),
        *(f"front.{page.name}" for page in FrontPage.__subclasses__()),
        *(f"training.{room.name}" for room in Room.__subclasses__()),
    }


def handbook(screen: Screen) -> HandbookPage:
    page = screen.window.stack.currentWidget()
    assert isinstance(page, HandbookPage)
    return page


def test_every_page_of_the_window_has_a_chapter() -> None:
    assert pages_of_the_window() - set(table().pages) == set(), "write its chapter into docs/handbook/handbook.toml"


def test_the_table_names_no_page_that_is_gone() -> None:
    assert set(table().pages) - pages_of_the_window() == set()


def test_every_page_leads_to_a_chapter_that_there_is() -> None:
    assert set(table().pages.values()) - set(table().chapters) == set()


def test_f1_on_the_first_page_opens_the_chapter_of_unlocking(opened: Open, record: Path) -> None:
    screen = opened(record)
    screen.wait(lambda: screen.window.first is not None)
    screen.press(K.Key_F1)
    assert handbook(screen).chapter == "start"
    screen.press(K.Key_F1)
    assert screen.window.stack.currentWidget() is screen.window.first
    screen.unlock()
    screen.cases()


def test_the_first_page_says_where_the_handbook_is(opened: Open, record: Path) -> None:
    screen = opened(record)
    screen.wait(lambda: screen.window.first is not None)
    screen.choose("handbook")
    assert handbook(screen).chapter == "start"
    screen.choose("handbook-close")
    assert screen.focused().objectName() == "handbook"


def test_f1_on_the_list_of_cases_and_beside_it(screen: Screen) -> None:
    screen.press(K.Key_F1)
    assert handbook(screen).chapter == table().pages["record.cases"]
    screen.press(K.Key_F1)
    for place in PLACES:
        screen.window.open_record_page(place)
        screen.press(K.Key_F1)
        assert handbook(screen).chapter == table().pages[f"record.{place}"]
        screen.press(K.Key_F1)
        assert screen.window.stack.currentWidget() is screen.window.shell


def test_f1_in_a_talk_keeps_what_was_typed_and_leads_back_to_the_same_field(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_M)
    talking.type_text("The agent")
    field = talking.focused()
    talking.press(K.Key_F1)
    assert handbook(talking).chapter == "topics"
    talking.press(K.Key_F1)
    assert talking.focused() is field
    talking.type_text(" has it.")
    assert talking.page is not None
    talking.page.flush()
    talking.wait(lambda: any(each.text == "The agent has it." for each in talking.case.words))


def test_above_the_chapter_stands_what_the_page_says_of_its_open_question(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F1)
    shown = handbook(talking).browser.toPlainText()
    assert Words("en").say("handbook.here") in shown
    handbook(talking).show_chapter("backups")
    assert Words("en").say("handbook.here") not in handbook(talking).browser.toPlainText()


def test_it_does_not_open_while_the_screen_is_turned_to_the_person(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F4)
    turned = talking.window.stack.currentWidget()
    talking.press(K.Key_F1)
    assert talking.window.stack.currentWidget() is turned


def test_it_does_not_open_behind_the_cover_page_or_in_a_break(talking: Screen) -> None:
    window = talking.window
    talking.press(K.Key_Escape)
    talking.press(K.Key_F1)
    assert window.stack.currentWidget() is window.cover
    talking.type_text(COVER_PIN)
    talking.press(K.Key_Return)
    talking.wait(lambda: window.stack.currentWidget() is window.shell)
    talking.press(K.Key_F8)
    talking.wait(lambda: window.over is not None)
    resting = window.over
    talking.press(K.Key_F1)
    assert window.stack.currentWidget() is resting


def test_the_cover_page_hides_it_and_leads_back_to_it(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F1)
    page = handbook(talking)
    talking.press(K.Key_Escape)
    assert talking.window.stack.currentWidget() is talking.window.cover
    assert not page.isVisible()
    talking.type_text(COVER_PIN)
    talking.press(K.Key_Return)
    talking.wait(lambda: talking.window.stack.currentWidget() is page)


def test_over_a_talk_no_key_answers_a_question(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F1)
    for key in (K.Key_1, K.Key_2, K.Key_F4, K.Key_F8, K.Key_F9):
        talking.press(key)
        handbook(talking)
    talking.settle()
    assert not talking.case.answers


def test_links_lead_to_chapters_and_nowhere_else(screen: Screen) -> None:
    screen.press(K.Key_F1)
    page = handbook(screen)
    page.browser.anchorClicked.emit(QUrl("backups.html"))
    assert page.chapter == "backups"
    for elsewhere in ("https://example.org/backups.html", "file:///etc/passwd", "nowhere.html"):
        page.browser.anchorClicked.emit(QUrl(elsewhere))
        assert page.chapter == "backups"


def test_pictures_come_from_the_folder_of_the_handbook_alone(screen: Screen, tmp_path: Path) -> None:
    screen.press(K.Key_F1)
    browser = handbook(screen).browser
    assert browser.loadResource(2, QUrl("copies.png")) is not None
    for elsewhere in (
        "../en/copies.png",
        "/etc/hostname",
        f"file://{tmp_path}/a.png",
        "handbook.toml",
        "https://a/b.png",
    ):
        assert browser.loadResource(2, QUrl(elsewhere)) is None


def test_by_keys_alone_to_the_contents_through_a_link_and_back(screen: Screen) -> None:
    screen.press(K.Key_F1)
    screen.choose("handbook-contents")
    assert handbook(screen).chapter == CONTENTS
    screen.press(K.Key_Tab)
    screen.press(K.Key_Return)
    assert handbook(screen).chapter == table().chapters[0]
    screen.choose("handbook-close")
    assert screen.window.stack.currentWidget() is screen.window.shell


def test_a_screen_reader_is_told_the_chapter(screen: Screen) -> None:
    screen.press(K.Key_F1)
    page = handbook(screen)
    assert title_of(page.chapter, "en") in page.browser.accessibleName()


def test_in_malay_the_chapter_is_malay(opened: Open, record: Path) -> None:
    screen = opened(record, "ms")
    screen.unlock()
    screen.cases()
    screen.window.open_record_page(RecordPlace.COPIES)
    screen.press(K.Key_F1)
    assert Words("ms").say("page.copies.make") in handbook(screen).browser.toPlainText()


def test_shift_and_f1_says_in_one_sentence_what_the_open_question_is_for(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert talking.complaint()
    assert talking.window.stack.currentWidget() is talking.window.shell


def test_a_practice_room_has_its_chapter_too(day: object) -> None:
    from screening.qt.training.play import play_room

    room = play_room(Words("en"))
    room.show()
    room.choose()
    room.toggle_handbook()
    page = room.stack.currentWidget()
    assert isinstance(page, HandbookPage)
    assert page.chapter == "practice"
    room.cover_up()
    assert room.stack.currentWidget() is room.cover
    room.uncover()
    assert room.stack.currentWidget() is page
    room.toggle_handbook()
    assert room.stack.currentWidget() is room.shell
    room.close()


@pytest.mark.parametrize("scale", [100, 200])
def test_a_chapter_fits_the_width_of_the_window(screen: Screen, wear: object, scale: int) -> None:
    wear("day", scale)  # type: ignore[operator]
    screen.window.resize(1024, 768)
    screen.press(K.Key_F1)
    screen.settle()
    browser = handbook(screen).browser
    for chapter in table().chapters:
        handbook(screen).show_chapter(chapter)
        QApplication.processEvents()
        assert browser.horizontalScrollBar().maximum() == 0, chapter


def test_page_keys_and_arrows_scroll_the_chapter(screen: Screen, wear: Wear) -> None:
    wear("day", 200)
    screen.press(K.Key_F1)
    bar = handbook(screen).browser.verticalScrollBar()
    screen.wait(lambda: bar.maximum() > 0)
    for down, up in ((K.Key_PageDown, K.Key_PageUp), (K.Key_Down, K.Key_Up)):
        screen.press(down)
        assert bar.value() > 0, down
        screen.press(up)
        assert bar.value() == 0, up


def test_f1_on_the_pages_of_a_danger_leads_back_to_the_very_page(screen: Screen) -> None:
    """The gate has lines without an answer while its danger stands: the officer is at it, and nobody was away."""
    screen.new_screening()
    screen.gate_lines(hearing="nobody", minor="adult", hurt="yes")
    screen.at("danger")
    for place in ("danger", "urgent", "numbers", "contact"):
        screen.pages.go(place)
        page = screen.page
        screen.press(K.Key_F1)
        assert handbook(screen).isVisible()
        screen.press(K.Key_F1)
        assert (screen.place, screen.page) == (place, page)
        assert "ten minutes" not in screen.shown()
