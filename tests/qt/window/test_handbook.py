"""F1 opens the chapter of the page in hand, over it, and leads back; never where somebody else may see the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.domain.case.places import Place
from screening.qt.entry import create_page, employer_page, recovery_pages, unlock_page  # noqa: F401
from screening.qt.entry.front_page import FrontPage
from screening.qt.frame.help_panel import HelpPanel
from screening.qt.session.record_places import RecordPlace
from screening.qt.training import class_door, play, table_room, trainer_room  # noqa: F401
from screening.qt.training.practice_window import Room
from screening.qt.training.rounds import ClassRoom
from screening.wording.catalogue.translations import Words
from screening.wording.handbook.chapters import CONTENTS, table, title_of
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import COVER_PIN, Screen
from tests.qt.screens import PLACES

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
        *(f"training.{room.name}" for room in (*Room.__subclasses__(), *ClassRoom.__subclasses__()) if room.name),
    }


def handbook(screen: Screen) -> HelpPanel:
    """The help, which is in sight beside the page."""
    panel = screen.window.help.panel
    assert panel is not None and panel.isVisible()
    return panel


def closed(screen: Screen) -> bool:
    return screen.window.help.panel is None


def top_of(panel: HelpPanel) -> str:
    """The first words that stand at the top of what is seen of the chapter."""
    cursor = panel.browser.cursorForPosition(QPoint(4, 4))
    return cursor.block().text()


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
    assert screen.window.stack.currentWidget() is screen.window.first
    screen.press(K.Key_F1)
    assert closed(screen)
    screen.unlock()
    screen.cases()


def test_the_first_page_says_where_the_handbook_is(opened: Open, record: Path) -> None:
    screen = opened(record)
    screen.wait(lambda: screen.window.first is not None)
    screen.choose("handbook")
    assert handbook(screen).chapter == "start"
    screen.choose("handbook-close")
    assert closed(screen)
    assert screen.focused().objectName() == "handbook"


@pytest.mark.sweep
def test_it_follows_from_page_to_page_while_it_is_open(screen: Screen) -> None:
    screen.press(K.Key_F1)
    assert handbook(screen).chapter == table().pages["record.cases"]
    for place in PLACES:
        screen.window.open_record_page(place)
        screen.wait(lambda place=place: handbook(screen).chapter == table().pages[f"record.{place}"])
        assert screen.window.stack.currentWidget() is screen.window.shell


def test_the_page_beside_it_stays_in_sight_and_in_use(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F1)
    page = talking.page
    assert page is not None and page.isVisible() and handbook(talking).isVisible()
    talking.press(K.Key_F6)
    talking.answer("papers-kept", "yes", "asked")
    assert handbook(talking).isVisible()


def test_f6_goes_from_the_help_to_the_page_and_from_its_last_part_back(screen: Screen) -> None:
    screen.press(K.Key_F1)
    assert screen.window.help.has_keyboard
    seen = []
    for _ in range(8):
        screen.press(K.Key_F6)
        seen.append(screen.window.help.has_keyboard)
        if seen[-1]:
            break
    assert seen[0] is False and seen[-1] is True


def test_it_opens_at_the_paragraph_that_is_about_the_page(talking: Screen) -> None:
    for place, words in (("listening", "handbook.here"), ("when", "handbook.here")):
        talking.pages.go(place)
        talking.at(place)
        talking.press(K.Key_F1)
        assert handbook(talking).chapter == "topics"
        assert Words("en").say(words) in top_of(handbook(talking))
        talking.press(K.Key_F1)


def test_what_the_page_says_of_itself_goes_with_its_open_question(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F1)
    before = handbook(talking).view.told
    talking.press(K.Key_F6)
    talking.answer("papers-kept", "yes", "asked")
    talking.wait(lambda: handbook(talking).view.told != before)


def test_in_a_window_that_is_too_narrow_it_has_a_window_of_its_own(screen: Screen) -> None:
    screen.window.resize(1024, 600)
    screen.press(K.Key_F1)
    panel = handbook(screen)
    assert panel.isWindow() and screen.window.help.apart
    assert panel.windowTitle() == screen.window.windowTitle()
    QTest.keyClick(panel.browser, K.Key_F1)
    assert closed(screen)


def test_at_200_percent_it_has_a_window_of_its_own_and_the_cover_page_hides_that_too(
    screen: Screen, wear: Wear
) -> None:
    wear("day", 200)
    screen.press(K.Key_F1)
    panel = handbook(screen)
    assert panel.isWindow()
    screen.window.cover_up()
    assert not panel.isVisible()
    assert all(each is screen.window for each in QApplication.topLevelWidgets() if each.isVisible())
    screen.window.guard.uncover(COVER_PIN)
    screen.wait(lambda: panel.isVisible())


def test_beside_a_larger_window_it_comes_back_into_it(screen: Screen) -> None:
    screen.window.resize(1024, 600)
    screen.press(K.Key_F1)
    assert screen.window.help.apart
    screen.window.resize(1366, 768)
    screen.wait(lambda: not screen.window.help.apart)
    assert handbook(screen).window() is screen.window


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
    assert closed(talking)


def test_it_goes_out_of_sight_while_the_screen_is_turned_to_the_person(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F1)
    panel = handbook(talking)
    talking.press(K.Key_F4)
    assert not panel.isVisible()
    assert not talking.window.isAncestorOf(panel)
    talking.press(K.Key_F4)
    talking.wait(lambda: panel.isVisible())


def test_it_does_not_open_behind_the_cover_page_or_in_a_break(talking: Screen) -> None:
    window = talking.window
    talking.press(K.Key_Escape)
    talking.press(K.Key_F1)
    assert window.stack.currentWidget() is window.cover
    assert closed(talking)
    talking.type_text(COVER_PIN)
    talking.press(K.Key_Return)
    talking.wait(lambda: window.stack.currentWidget() is window.shell)
    talking.press(K.Key_F8)
    talking.wait(lambda: window.over is not None)
    resting = window.over
    talking.press(K.Key_F1)
    assert window.stack.currentWidget() is resting
    assert closed(talking)


def test_the_cover_page_hides_it_and_leads_back_to_it(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F1)
    page = handbook(talking)
    talking.press(K.Key_Escape)
    assert talking.window.stack.currentWidget() is talking.window.cover
    assert not page.isVisible()
    assert not talking.window.isAncestorOf(page), "no other program finds it behind the cover page"
    talking.type_text(COVER_PIN)
    talking.press(K.Key_Return)
    talking.wait(lambda: page.isVisible())


def test_the_lock_leaves_nothing_of_it_in_sight(talking: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QApplication, "exit", lambda _code: None)
    talking.topic("papers")
    talking.press(K.Key_F1)
    panel = handbook(talking)
    talking.press(K.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()


def test_while_it_has_the_keyboard_no_figure_answers_a_question(talking: Screen) -> None:
    talking.topic("papers")
    talking.press(K.Key_F1)
    for key in (K.Key_1, K.Key_2, K.Key_3, K.Key_0):
        talking.press(key)
    talking.settle()
    assert not talking.case.answers


def test_nothing_that_was_said_stands_in_it(talking: Screen) -> None:
    talking.topic("papers")
    talking.words("Quince and walnut")
    talking.press(K.Key_F1)
    for chapter in table().chapters:
        handbook(talking).show_chapter(chapter)
        assert "Quince" not in handbook(talking).browser.toPlainText()


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
    assert closed(screen)


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
    room.help.toggle()
    panel = room.help.panel
    assert panel is not None and panel.isVisible() and room.shell.isVisible()
    assert panel.chapter == "practice"
    room.cover_up()
    assert room.stack.currentWidget() is room.cover
    assert not panel.isVisible()
    room.uncover()
    assert panel.isVisible()
    room.help.toggle()
    assert room.help.panel is None
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
    browser = handbook(screen).browser
    bar = browser.verticalScrollBar()
    screen.wait(lambda: bar.maximum() > 0)
    for down, up in ((K.Key_PageDown, K.Key_PageUp), (K.Key_Down, K.Key_Up)):
        QTest.keyClick(browser, down)
        assert bar.value() > 0, down
        QTest.keyClick(browser, up)
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
        assert closed(screen)
        assert (screen.place, screen.page) == (place, page)
        assert "ten minutes" not in screen.shown()


def test_a_list_that_comes_behind_the_cover_page_leaves_it_the_caret(qtbot: QtBot) -> None:
    screen = Screen(qtbot, None)
    screen.wait(lambda: screen.window.shell is not None)
    screen.window.cover_up()
    screen.wait(lambda: screen.window.shell.page() is not None)
    assert QApplication.focusWidget() is screen.window.cover.field
    screen.close()
