"""The desk stands in groups, each one press away, and every page has a way home."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.qt.frame.sidebar import Rail
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_rail import TITLES, desk_rail, home_title, links, open_places
from screening.qt.widgets.buttons import Button, Look
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Wear
from tests.qt.page_objects import SAFE, Screen

EN = Words("en")
HOME = (Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)


def groups(role: str = "labour-officer") -> list[list[str]]:
    """The titles of the rows, parted where a line stands."""
    found: list[list[str]] = [[]]
    for row in desk_rail(EN, 3, "cases", role=role).rows:
        if row.apart:
            found.append([])
        found[-1].append(row.title)
    return found


def test_the_desk_stands_in_groups_with_a_line_between_them() -> None:
    work, record, *_ = groups()
    assert work == [
        "Cases",
        "Reminders",
        "Prepare a visit",
        "Site inspection",
        "Operations",
        "Services",
        "Statistics",
        "Practice interview",
    ]
    assert record == ["Transfer cases", "Record and backups"]


def test_a_line_stands_between_two_groups_and_before_none_that_is_first() -> None:
    assert all(groups(role)[0] for role in ("supervisor", "trainer", "reviewer"))
    assert groups("trainer")[1] == ["Record and backups"]


def test_every_page_of_the_desk_has_a_short_name_in_every_language_of_officers() -> None:
    for place in open_places(role="labour-officer"):
        assert EN.say(TITLES[place])
        for tag in ("id", "ms", "th"):
            assert Words(tag).say(TITLES[place]) != EN.say(TITLES[place])


def test_a_page_of_a_group_marks_the_row_of_its_group() -> None:
    assert desk_rail(EN, 0, RecordPlace.LOG).current == RecordPlace.COPIES
    assert desk_rail(EN, 0, RecordPlace.BLANK).current == RecordPlace.PREPARE


def test_a_page_that_stands_alone_has_no_links() -> None:
    assert links(EN, RecordPlace.SERVICES) == {}
    assert links(EN, RecordPlace.PEOPLE, role="reviewer") == {}


def test_practice_has_no_pages_of_a_record_on_disk() -> None:
    assert not {"bundles", "people", "seal"} & set(open_places(practice=True))


@pytest.mark.parametrize(
    ("role", "home"), [("ngo", "Cases"), ("supervisor", "Statistics and reminders"), ("reviewer", "Texts")]
)
def test_home_is_where_the_role_begins(role: str, home: str) -> None:
    assert home_title(EN, role) == home


def test_the_blank_space_around_the_lines_goes_before_a_row_does(qtbot, day) -> None:
    rail = Rail(EN)
    qtbot.addWidget(rail)
    rail.show_view(desk_rail(EN, 3, "cases"))
    rail.resize(252, 656)
    rail.show()
    assert not rail.heading.isHidden()
    assert not any(line.bare for line in rail.lines)
    rail.resize(252, sum(row.height() for row in rail.rows.values()) + 2)
    assert rail.heading.isHidden()
    assert all(line.bare for line in rail.lines)


# --- in the window


def link(screen: Screen, place: str) -> Button:
    assert screen.window.record.beside is not None and screen.window.record.beside.page is not None
    found = screen.window.record.beside.page.findChild(Button, f"page-{place}")
    assert isinstance(found, Button)
    return found


def test_a_page_of_a_group_is_reached_by_keys_alone(screen: Screen) -> None:
    screen.cases()
    assert screen.window.shell is not None and screen.window.record.beside is not None
    row = screen.window.shell.rail.rows["copies"]
    while screen.focused() is not row:
        screen.press(Qt.Key.Key_Tab)
    screen.press(Qt.Key.Key_Space)
    assert screen.window.record.beside.place == "copies"
    screen.choose("page-log")
    assert screen.window.record.beside.place == "log"
    assert row.current
    assert link(screen, "log").look is Look.PICKED
    assert link(screen, "copies").look is Look.OTHER


def test_the_link_of_the_page_that_is_shown_leads_nowhere(screen: Screen) -> None:
    page = screen.desk("log")
    link(screen, "log").click()
    assert screen.window.record.beside is not None and screen.window.record.beside.page is page


@pytest.mark.sweep
def test_the_key_for_home_leads_to_the_cases_from_every_page_of_the_desk(screen: Screen) -> None:
    screen.cases()
    assert screen.window.shell is not None and screen.window.record.beside is not None
    for place in open_places(role="labour-officer"):
        if place not in screen.window.record.beside.routes:
            continue
        screen.desk(place)
        assert screen.window.shell.strip.home.isVisible(), place
        screen.press(*HOME)
        screen.cases()
        assert not screen.window.shell.strip.home.isVisible()


def test_home_is_pressed_in_the_strip_of_a_case_and_half_typed_words_are_kept(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    practice.topic("papers")
    code = practice.case.code
    practice.press(Qt.Key.Key_M)
    practice.type_text("kept in the off")
    practice.press(*HOME)
    practice.cases()
    practice.open_case(code)
    assert "kept in the off" in practice.shown()
    assert practice.window.shell is not None
    practice.window.shell.strip.home.click()
    practice.cases()


@pytest.mark.sweep
def test_home_stays_in_the_strip_at_every_text_size(practice: Screen, wear: Wear) -> None:
    practice.new_screening()
    assert practice.window.shell is not None
    home = practice.window.shell.strip.home
    practice.window.resize(1024, 640)
    for scale in (100, 150, 200):
        wear("day", scale)
        practice.settle()
        assert home.isVisible()
        assert home.accessibleName() == "Cases"


def test_no_way_home_is_drawn_where_the_person_points_at_pictures(practice: Screen) -> None:
    practice.new_screening()
    practice.gate_lines(**SAFE)
    practice.next("numbers")
    practice.past_numbers()
    practice.pages.go("wordless")
    assert practice.window.shell is not None
    assert not practice.window.shell.strip.home.isVisible()
    practice.press(*HOME)
    practice.cases()


def test_the_key_for_home_does_nothing_over_the_persons_view(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    practice.press(Qt.Key.Key_F4)
    practice.wait(lambda: practice.window.over is not None)
    practice.press(*HOME)
    practice.settle()
    assert practice.window.over is not None
    assert practice.place == "topic.needs"
