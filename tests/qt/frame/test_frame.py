"""The frame of a page: it draws plain data, says what was pressed, and keeps its places."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from screening.errors import NotAccepted, NotSaved, ScreeningError
from screening.qt.frame.frame import BarButton, BarView, RailRow, RailView, Shell, StripView
from screening.qt.frame.message_bar import first_and_rest
from screening.qt.frame.page import Headed
from screening.qt.questions.question import OpenQuestion
from screening.qt.style import theme
from screening.qt.style.theme import Theme, apply_theme
from screening.qt.text import screen_reader
from screening.qt.text.text_label import ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.fields import LineField
from screening.wording.catalogue.translations import Words
from tests.qt import gallery


@pytest.fixture
def shell(day: Theme) -> Iterator[Shell]:
    made = gallery.conversation("ur")
    settle()
    yield made
    made.hide()
    made.deleteLater()
    QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def settle() -> None:
    for _ in range(8):
        QApplication.processEvents()


def page_of(count: int, height: int) -> QWidget:
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(0, 0, 0, 0)
    for number in range(count):
        button = QPushButton(f"Item {number}")
        button.setAccessibleName(f"Item {number}")
        button.setFixedHeight(height)
        rows.addWidget(button)
    return page


# --- what was pressed


def test_the_frame_says_what_was_pressed(shell: Shell) -> None:
    said: list[str] = []
    bar = shell.bar
    signals = {"back": bar.back_pressed, "next": bar.next_pressed, "lock": shell.strip.lock.chosen}
    signals |= {"break": bar.rest.chosen, "care": bar.care.chosen, "stop": bar.stop.chosen, "cover": bar.cover.chosen}
    for name, signal in signals.items():
        signal.connect(lambda name=name: said.append(name))
    for button in (bar.rest, bar.care, bar.stop, bar.buttons["back"], bar.buttons["next"], bar.cover, shell.strip.lock):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == ["break", "care", "stop", "back", "next", "cover", "lock"]


def test_other_buttons_and_rows_are_told_by_their_id(shell: Shell) -> None:
    told: list[str] = []
    shell.bar.pressed.connect(told.append)
    shell.rail_chosen.connect(told.append)
    shell.set_bar(BarView(buttons=(BarButton("later", "Later"), BarButton("next", "Keep", Look.MAIN))))
    shell.bar.buttons["later"].click()
    shell.rail.rows["Children"].click()
    shell.rail.rows["said"].click()
    assert told == ["later", "Children", "said"]


@pytest.mark.requirement("HW5")
def test_stop_stands_apart_from_back_and_next(shell: Shell) -> None:
    bar = shell.bar
    apart = bar.buttons["back"].x() - bar.stop.geometry().right()
    assert apart > bar.buttons["next"].x() - bar.buttons["back"].geometry().right()
    assert bar.stop.x() - bar.care.geometry().right() > bar.care.x() - bar.rest.geometry().right()


def test_a_resting_next_explains_itself_in_the_bar(shell: Shell) -> None:
    why = "Four lines are open."
    shell.set_bar(BarView(buttons=(BarButton("next", "Language: four left here", Look.RESTING, why=why),)))
    pressed: list[None] = []
    shell.bar.next_pressed.connect(lambda: pressed.append(None))
    shell.bar.buttons["next"].click()
    assert not pressed
    assert shell.bar.note.text() == why
    assert shell.bar.note.isVisible()


def test_the_bar_keeps_the_keyboard_where_it_was(shell: Shell) -> None:
    shell.bar.buttons["next"].setFocus()
    shell.set_bar(BarView(talk=True, buttons=(BarButton("next", "Next: family and home", Look.MAIN),)))
    assert shell.bar.buttons["next"].hasFocus()


# --- the strip


def test_where_the_strip_is_narrow_the_state_of_the_record_stays(shell: Shell) -> None:
    for width in (1366, 1024, 800, 640):
        shell.strip.resize(width, shell.strip.height())
        shell.strip.place()
        assert shell.strip.saved.isVisible()
        assert shell.strip.lock.isVisible()
        assert shell.strip.code.isVisible()
        right = max(part.geometry().right() for part in (shell.strip.saved, shell.strip.lock))
        assert right <= width


def test_the_name_of_a_language_is_set_in_its_own_script(shell: Shell) -> None:
    names = {label.text(): label for label in shell.strip.languages}
    assert names["اردو"].language == "ur"
    assert names["اردو"].laid().right_to_left


def test_a_draft_is_marked_and_opens_who_wrote_it(shell: Shell) -> None:
    opened: list[None] = []
    shell.strip.draft.chosen.connect(lambda: opened.append(None))
    assert shell.strip.draft.words == "draft translation"
    assert shell.strip.draft.tinted
    shell.strip.draft.click()
    assert opened == [None]
    shell.set_strip(StripView(code="K7RM-4QXD-W", draft="reviewed", reviewed=True))
    assert not shell.strip.draft.tinted
    assert shell.strip.draft.icon_name == "tick"


def parts(shell: Shell) -> dict[str, tuple[QRect, str]]:
    """Where each part of strip and bar stands, and what is said of it."""
    seen = [part for region in (shell.strip, shell.bar) for part in region.findChildren(QWidget) if part.isVisible()]
    return {
        f"{number} {type(part).__name__}": (part.geometry(), part.accessibleName()) for number, part in enumerate(seen)
    }


@pytest.mark.one_in(2)
@pytest.mark.requirement("HW3")
@pytest.mark.parametrize("width", [1366, 1024])
@pytest.mark.usefixtures("day")
def test_another_text_size_lays_strip_and_bar_out_as_a_page_opened_at_that_size(
    width: int, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt names its widgets in an order of its own, another in every run; what holds others first is the hardest."""
    from_the_top = staticmethod(lambda: [shell, *shell.findChildren(QWidget)])
    monkeypatch.setattr(theme.QApplication, "allWidgets", from_the_top)
    shell.resize(width, 768)
    settle()
    for scale in (125, 150, 200, 150, 125, 100, 200, 100):
        apply_theme(Theme("day", scale))
        settle()
        fresh = gallery.conversation("ur")
        fresh.resize(width, 768)
        fresh.show()
        settle()
        live, asked = parts(shell), parts(fresh)
        fresh.hide()
        fresh.deleteLater()
        assert live == asked, scale


def test_empty_parts_are_not_drawn(shell: Shell) -> None:
    shell.set_strip(StripView(where="Your cases"))
    for part in (shell.strip.code, shell.strip.hearing, shell.strip.elapsed, shell.strip.saved, shell.strip.draft):
        assert not part.isVisible()


def test_practice_is_written_along_both_edges_of_every_page(shell: Shell) -> None:
    assert not any(band.isVisible() for band in shell.practice)
    shell.set_strip(StripView(code="K7RM-4QXD-W", practice=True))
    settle()
    left, right = shell.practice
    assert left.isVisible()
    assert right.isVisible()
    assert left.geometry() == QRect(0, 0, 34, shell.height())
    assert right.geometry().right() == shell.width() - 1
    assert left.accessibleName() == "TRAINING - FICTITIOUS"


# --- the rail


@pytest.mark.requirement("HW4")
def test_the_current_row_is_known_by_more_than_its_colour(shell: Shell) -> None:
    row = shell.rail.rows["Papers"]
    assert row.current
    assert row.row.icon == "arrow"
    assert not any(each.current for name, each in shell.rail.rows.items() if name != "Papers")
    spoken = QAccessible.queryAccessibleInterface(row).text(QAccessible.Text.Name)
    assert spoken == "Papers, 1 noted, you are here"


@pytest.mark.requirement("IN10")
@pytest.mark.parametrize("height", [768, 640])
def test_eleven_topics_are_all_in_view(height: int, shell: Shell) -> None:
    shell.resize(1024 if height == 640 else 1366, height)
    settle()
    port = shell.rail.places.area.viewport()
    rows = [shell.rail.rows[name] for name, _, _, _ in gallery.TOPICS]
    seen = [row for row in rows if row.mapTo(port, QPoint(0, row.height())).y() <= port.height()]
    assert len(seen) == 11
    assert shell.rail.rows["Papers"] in seen


def test_the_rail_mirrors_with_the_officers_language_and_the_cover_page_never_does(shell: Shell) -> None:
    shell.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    assert shell.rail.x() > shell.main.x()
    assert shell.strip.lock.x() < shell.strip.code.x()
    assert shell.bar.buttons["next"].x() < shell.bar.rest.x()
    assert shell.bar.cover.x() == 0
    assert not shell.bar.cover.isRightToLeft()


def test_drawing_the_same_rail_again_changes_nothing(shell: Shell) -> None:
    before = dict(shell.rail.rows)
    shell.set_rail(shell.rail.view)
    assert shell.rail.rows == before


# --- main


def test_main_scrolls_by_whole_items_and_names_what_is_below(shell: Shell) -> None:
    shell.set_page(page_of(20, 100))
    settle()
    main = shell.main
    assert main.below.isVisible()
    assert not main.above.isVisible()
    port = main.area.viewport()
    below = [parts[0].accessibleName() for rect, parts in main.items() if rect.bottom() > port.height()]
    assert main.below.words.startswith(f"Below: {below[0]} · {below[1]}")
    assert main.position.isVisible() and main.position.part[0] == 0 and 0 < main.position.part[1] < 1
    main.below.click()
    settle()
    assert main.above.accessibleName().startswith("Above: ")
    assert main.position.part[0] > 0
    tops = [rect.top() for rect, _count in main.items()]
    assert main.area.verticalScrollBar().value() + 8 in tops
    main.above.click()
    settle()
    assert main.area.verticalScrollBar().value() == 0
    assert main.area.horizontalScrollBar().maximum() == 0


def test_page_keys_leave_in_view_what_stood_at_the_edge(shell: Shell) -> None:
    page = page_of(20, 100)
    shell.set_page(page)
    settle()
    bar, height = shell.main.bar, shell.main.area.viewport().height()
    for pressed in (shell.main, page.findChildren(QPushButton)[0]):
        before = bar.value()
        QTest.keyClick(pressed, Qt.Key.Key_PageDown)
        assert before + height * 0.7 < bar.value() < before + height * 0.9
    for _ in range(2):
        QTest.keyClick(shell.main, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_the_keyboard_stays_with_the_words_for_what_is_out_of_sight(shell: Shell) -> None:
    page = page_of(8, 100)
    page.findChildren(QPushButton)[0].setObjectName("first")
    shell.set_page(page)
    settle()
    main = shell.main
    main.below.setFocus()
    while main.below.isVisible():
        QTest.keyClick(main.below, Qt.Key.Key_Return)
        settle()
    assert main.above.hasFocus()
    assert main.area.verticalScrollBar().value() == main.area.verticalScrollBar().maximum()
    while main.above.isVisible():
        QTest.keyClick(main.above, Qt.Key.Key_Return)
        settle()
    assert main.below.hasFocus()
    assert main.area.verticalScrollBar().value() == 0


def test_what_takes_the_keyboard_comes_into_view(shell: Shell) -> None:
    page = page_of(20, 100)
    shell.set_page(page)
    settle()
    last = page.findChildren(QPushButton)[-1]
    last.setFocus()
    settle()
    port = shell.main.area.viewport()
    assert last.mapTo(port, QPoint(0, last.height())).y() <= port.height()


def test_while_it_is_held_the_page_stands_still_and_then_has_its_shape_before_it_is_drawn(shell: Shell) -> None:
    page = page_of(20, 100)
    shell.set_page(page)
    settle()
    bar, last = shell.main.area.verticalScrollBar(), page.findChildren(QPushButton)[-1]
    with shell.main.held():
        last.setFixedHeight(150)
        last.setFocus()
        assert bar.value() == 0
    port = shell.main.area.viewport()
    assert last.height() == 150
    assert last.mapTo(port, QPoint(0, last.height())).y() <= port.height()


def test_no_label_stands_at_the_fold_without_its_field_and_no_heading_without_what_it_heads(shell: Shell) -> None:
    page = QWidget()
    rows = QVBoxLayout(page)
    for number in range(8):
        rows.addWidget(ScriptText(f"Heading {number}", bold=True))
        rows.addWidget(LineField(Words("en"), f"Field {number}"))
    shell.set_page(page)
    settle()
    main, port = shell.main, shell.main.area.viewport()
    for at in range(0, main.bar.maximum(), 7):
        main.bar.setValue(at)
        covered = min((mask.y() for mask in main._masks if mask.isVisible()), default=port.height())
        for field in page.findChildren(LineField):
            top = field.edit.mapTo(port, QPoint(0, 0)).y()
            label = field.label.mapTo(port, QPoint(0, 0)).y()
            if label < covered:
                assert top + 8 < covered, "its field is in sight with it"
        heads = [each for each in page.findChildren(ScriptText) if each.text().startswith("Heading")]
        for head, field in zip(heads, page.findChildren(LineField), strict=True):
            if 0 <= head.mapTo(port, QPoint(0, 0)).y() < covered:
                assert field.mapTo(port, QPoint(0, 0)).y() < covered


def test_main_is_never_wider_than_is_read_well(shell: Shell) -> None:
    shell.resize(1920, 800)
    page = page_of(2, 60)
    shell.set_page(page)
    settle()
    assert page.width() == 1050
    assert page.mapTo(shell, QPoint(0, 0)).x() == 252 + 32


def test_a_page_that_fits_has_no_line_about_more(shell: Shell) -> None:
    shell.set_page(page_of(2, 60))
    settle()
    assert not shell.main.below.isVisible()
    assert not shell.main.above.isVisible()


def test_the_page_before_is_handed_back_whole(shell: Shell) -> None:
    first = shell.page()
    assert first is not None
    shell.set_page(page_of(1, 60))
    assert first.parent() is None
    shell.set_page(first)
    assert shell.page() is first
    assert first.isVisible()


def test_f6_goes_from_region_to_region(shell: Shell) -> None:
    regions = [shell.main, shell.bar, shell.rail, shell.strip]
    question = shell.findChild(OpenQuestion)
    assert question is not None
    question.setFocus()
    visited = []
    for _ in range(4):
        shell.next_region()
        focused = shell.focusWidget()
        visited.append(next(region for region in regions if focused is not None and region.isAncestorOf(focused)))
    assert visited == [shell.bar, shell.rail, shell.strip, shell.main]


# --- the ring


def test_the_ring_goes_round_the_focused_widget_with_a_gap(shell: Shell) -> None:
    question = shell.findChild(OpenQuestion)
    assert question is not None
    assert shell.ring.target is question
    corner = question.mapTo(shell, QPoint(0, 0))
    assert shell.ring.geometry() == QRect(corner, question.size()).adjusted(-6, -6, 6, 6)
    shell.strip.lock.setFocus()
    assert shell.ring.target is shell.strip.lock
    assert shell.ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_the_ring_follows_what_moves_and_goes_with_what_goes(shell: Shell) -> None:
    page = page_of(3, 60)
    shell.set_page(page)
    settle()
    button = page.findChildren(QPushButton)[1]
    button.setFocus()
    before = shell.ring.geometry()
    button.move(button.x(), button.y() + 40)
    assert shell.ring.geometry() == before.translated(0, 40)
    button.hide()
    assert shell.ring.target is not button


def test_a_ring_that_stays_where_it_is_draws_nothing_anew(shell: Shell) -> None:
    """What lies under it would be drawn again with it."""
    settle()
    painted: list[QEvent.Type] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            painted.append(event.type())
            return False

    watch = Watch()
    shell.ring.installEventFilter(watch)
    shell.ring.place()
    settle()
    assert QEvent.Type.Paint not in painted
    apply_theme(Theme("sun"))
    settle()
    assert QEvent.Type.Paint in painted


def test_in_the_sun_the_ring_is_thicker(shell: Shell) -> None:
    question = shell.findChild(OpenQuestion)
    assert question is not None
    apply_theme(Theme("sun"))
    settle()
    shell.ring.place()
    assert shell.ring.width() == question.width() + 2 * (4 + 3)


# --- complaints


def test_not_saved_stands_under_the_strip_until_it_is_solved(shell: Shell) -> None:
    shell.complaints.tell(NotSaved("not-saved-disk-full"))
    settle()
    assert shell.complaints.isVisible()
    assert shell.complaints.geometry().top() == shell.strip.geometry().bottom() + 1
    assert shell.complaints.text.text().startswith("Not saved. The disk is full")
    shell.complaints.solved("another-code")
    assert shell.complaints.isVisible()
    shell.complaints.solved("not-saved-disk-full")
    assert not shell.complaints.isVisible()


def test_a_complaint_covers_nothing(shell: Shell) -> None:
    top = shell.main.y()
    shell.complaints.tell(NotSaved("not-saved-disk-full"))
    settle()
    assert shell.main.y() >= top + shell.complaints.height()


def test_trouble_without_words_of_its_own_is_told_by_its_code(shell: Shell) -> None:
    shell.complaints.tell(ScreeningError("never-heard-of"))
    assert "never-heard-of" in shell.complaints.text.text()


def test_what_happened_comes_first_in_every_script() -> None:
    assert first_and_rest("Not saved. The disk is full. Try again.") == ("Not saved.", "The disk is full. Try again.")
    assert first_and_rest("محفوظ نہیں ہوا۔ ڈسک بھری ہے۔") == ("محفوظ نہیں ہوا۔", "ڈسک بھری ہے۔")
    assert first_and_rest("সংরক্ষিত হয়নি। ডিস্ক ভরা।") == ("সংরক্ষিত হয়নি।", "ডিস্ক ভরা।")
    assert first_and_rest("No full stop") == ("No full stop", "")


# --- speech


def test_one_announcement_is_made_and_an_alert_comes_first(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, bool]] = []

    def listen(event: object) -> None:
        heard.append((event.message(), event.politeness() == screen_reader.ASSERTIVE))  # type: ignore[attr-defined]

    monkeypatch.setattr(screen_reader.QAccessible, "updateAccessibility", staticmethod(listen))
    screen_reader.say(shell, "Saved. Question 3 of 3: \u2068Papers\u2069")
    screen_reader.say(shell, "")
    shell.complaints.tell(NotSaved("not-saved-disk-full"))
    assert heard[0] == ("Saved. Question 3 of 3: Papers", False)
    assert len(heard) == 2
    assert heard[1][1]


def test_views_are_plain_and_equal_by_value() -> None:
    assert RailView(rows=(RailRow("a", "A"),)) == RailView(rows=(RailRow("a", "A"),))
    assert StripView(code="A") != StripView(code="B")


def test_a_row_of_the_rail_that_says_something_else_stays_the_same_row(shell: Shell) -> None:
    first = RailView("Steps", (RailRow("a", "One", "ring", False), RailRow("b", "Two", "ring", False)), current="a")
    shell.set_rail(first)
    rows = dict(shell.rail.rows)
    shell.set_rail(RailView("Steps", (first.rows[0], RailRow("b", "Two", "circle", True, "3")), current="b"))
    assert shell.rail.rows == rows
    assert (rows["a"].current, rows["b"].current) == (False, True)
    assert "3" in rows["b"].accessibleName()
    shell.set_rail(RailView("Steps", (RailRow("c", "Three", "ring", False),), current="c"))
    assert list(shell.rail.rows) == ["c"]


def test_a_row_of_the_rail_grows_with_what_it_says(shell: Shell) -> None:
    shell.set_rail(RailView("Steps", (RailRow("a", "One"), RailRow("b", "Two")), current="a"))
    settle()
    row = shell.rail.rows["b"]
    low = row.height()
    long = "What people there say about pay, papers, sleep and the way home"
    shell.set_rail(RailView("Steps", (RailRow("a", "One"), RailRow("b", long)), current="a"))
    settle()
    assert row.height() > low
    shell.set_rail(RailView("Steps", (RailRow("a", "One"), RailRow("b", "Two")), current="a"))
    settle()
    assert row.height() == low


def test_a_row_of_the_rail_says_what_its_shape_means_and_where_one_is(shell: Shell) -> None:
    rows = (RailRow("a", "One", "circle", True, state="done"), RailRow("b", "Two", "arrow", True, "2", "F5"))
    shell.set_rail(RailView("Steps", rows, current="b"))
    here = shell.words.say("shell.rail.here")
    assert [row.accessibleName() for row in shell.rail.rows.values()] == ["One, done", f"Two, 2, {here}"]
    assert shell.rail.rows["b"].accessibleDescription() == "F5"


def test_a_refusal_goes_with_its_page_and_what_concerns_the_record_stays(shell: Shell) -> None:
    shell.complaints.tell(NotAccepted("language-first"))
    assert shell.complaints.isVisible()
    shell.complaints.page_left()
    assert not shell.complaints.isVisible()
    shell.complaints.tell(NotSaved("not-saved-disk-full"))
    shell.complaints.page_left()
    assert shell.complaints.isVisible()


def test_a_word_about_the_record_waits_while_a_case_is_shown_and_a_trouble_does_not(shell: Shell) -> None:
    band = shell.complaints
    band.say_text("guard.no-pin", about="no-pin")
    band.case_shown(True)
    assert not band.isVisible()
    band.case_shown(False)
    assert band.isVisible()
    band.case_shown(True)
    band.solved("no-pin")
    band.case_shown(False)
    assert not band.isVisible()
    band.case_shown(True)
    band.tell(NotSaved("not-saved-disk-full"))
    assert band.isVisible()


def test_a_lead_stands_under_its_title_where_a_button_leaves_it_no_room(day) -> None:
    page = Headed(gallery.words())
    page.head_with("Preparing a visit", "The evening before the visit. Ticks stay while the record is open.")
    page.resize(200, 500)  # as before it has its place
    button = Button("Print the visit checklist", language="en")
    page.head.addWidget(button)
    page.resize(1280, 500)
    page.show()
    settle()
    assert page.lead.y() < page.title.geometry().bottom()
    page.resize(600, 500)
    settle()
    assert page.lead.y() >= page.title.geometry().bottom(), "a column of four lines is hard to read at any size"
    page.resize(1280, 500)
    apply_theme(Theme("day", 200))
    settle()
    assert page.lead.y() >= page.title.geometry().bottom()
    assert button.width() < 900
