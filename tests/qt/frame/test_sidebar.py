"""What the rows of the rail say when room is short, and which of them is marked beside the way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from screening.qt.frame.frame_views import RailRow, RailView
from screening.qt.frame.sidebar import Rail, RailButton
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import Screen

FOOT = (
    RailRow("said", "Recorded", "speech", note="4", cap="F5"),
    RailRow("find", "Find a sign", "search", cap="F3"),
    RailRow("alone", "Listen", "ear"),
)


def rail(qtbot: QtBot, height: int, count: int = 12) -> Rail:
    made = Rail(Words("en"))
    qtbot.addWidget(made)
    made.show_view(RailView("Topics", tuple(RailRow(f"t{n}", f"Topic {n}") for n in range(count)), FOOT, "t1"))
    made.resize(252, height)
    made.show()
    return made


def test_rows_of_the_foot_share_a_line_before_their_keys_and_the_heading_go(qtbot: QtBot, day) -> None:
    made = rail(qtbot, 656)
    find, alone = made.rows["find"], made.rows["alone"]
    assert find.shared and alone.shared and not find.bare
    assert not made.rows["said"].shared
    assert not made.heading.isHidden()


def test_keys_and_counts_go_only_where_the_rows_could_not_all_be_seen(qtbot: QtBot, day) -> None:
    assert rail(qtbot, 528, count=11).rows["said"].bare
    assert not rail(qtbot, 900).rows["find"].shared


def test_a_note_without_room_is_said_in_short(day) -> None:
    long = RailButton(
        RailRow("a", "Sleeping, going out", note="2 noted, next?", short="2"), "en", current=False, here=""
    )
    brief = RailButton(RailRow("b", "Papers", note="2 noted", short="2"), "en", current=False, here="")
    assert long._shown_note(252) == "2"
    assert brief._shown_note(252) == "2 noted"
    assert "2 noted, next?" in long.accessibleName()


def test_a_page_beside_the_way_is_marked_and_no_topic(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    shell = practice.window.shell
    assert shell is not None
    assert [name for name, row in shell.rail.rows.items() if row.current] == ["topic.needs"]
    practice.press(Qt.Key.Key_F5)
    practice.at("said")
    assert [name for name, row in shell.rail.rows.items() if row.current] == ["said"]
    practice.press(Qt.Key.Key_F7)
    practice.at("care")
    assert [name for name, row in shell.rail.rows.items() if row.current] == ["care"], "the rail never forgets where"
    assert shell.rail.rows["topic.needs"].row.icon == "begun"
    assert shell.bar.buttons["back"].words == "Back to Needs now"


def test_a_topic_that_was_asked_about_is_not_said_to_be_left_out(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    practice.next()
    passed = practice.place
    practice.press(Qt.Key.Key_B)
    practice.wait(lambda: not practice.page.waits)
    practice.next()
    shell = practice.window.shell
    assert shell is not None
    practice.wait(lambda: "skipped" in shell.rail.rows[passed].accessibleName())
    asked = shell.rail.rows["topic.needs"].accessibleName()
    assert "asked" in asked and "skipped" not in asked, "its invitation was said, and nothing came of it"
    assert not {"skipped", "asked"} & set(shell.rail.rows[practice.place].accessibleName().split(", "))


def test_where_text_is_large_the_list_of_topics_says_what_the_strip_has_no_room_for(practice: Screen, wear) -> None:
    practice.agreeing("ms")
    wear("day", 200)
    shell = practice.window.shell
    assert shell is not None
    shell.toggle_topics()
    assert practice.case.code in shell.rail.about.text()
    assert "No one can hear" in shell.rail.about.text()
    assert not shell.rail.about.isHidden()


def test_closing_the_list_that_stood_in_place_of_the_page_leads_back_to_the_row(practice: Screen, wear) -> None:
    practice.agreeing("ms")
    wear("day", 200)
    before = practice.focused()
    practice.press(Qt.Key.Key_F5)
    practice.wait(lambda: isinstance(practice.focused(), RailButton))
    first = practice.focused()
    practice.press(Qt.Key.Key_Down)
    assert isinstance(practice.focused(), RailButton) and practice.focused() is not first
    practice.press(Qt.Key.Key_Up)
    assert practice.focused() is first
    practice.press(Qt.Key.Key_F5)
    assert practice.focused() is before


def test_the_arrows_go_from_row_to_row_and_never_to_what_scrolls_the_list(practice: Screen, wear) -> None:
    practice.talking("ms", talk="yes", notes="yes")
    wear("day", 200)
    practice.window.resize(1366, 740)
    practice.press(Qt.Key.Key_F5)
    practice.wait(lambda: isinstance(practice.focused(), RailButton))
    for _ in range(12):
        practice.press(Qt.Key.Key_Down)
        assert isinstance(practice.focused(), RailButton)
