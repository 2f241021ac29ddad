"""Settings: each choice acts at once, nothing typed is lost, and the record remembers it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from screening.casework.referral.referral_form import Keeper
from screening.errors import NotSaved
from screening.qt.settings.settings_page import SettingsPage
from screening.qt.style.theme import active
from tests.made_vaults import made_record
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import CONTROL, COVER_PIN, Screen


@pytest.fixture(autouse=True)
def _day(day) -> None:
    """Every test begins in the day theme at 100 %, and leaves no other behind."""


def settings(screen: Screen) -> SettingsPage:
    screen.cases()
    page = screen.desk("settings")
    assert isinstance(page, SettingsPage)
    return page


def shown(screen: Screen) -> SettingsPage:
    assert screen.window.record.beside is not None
    page = screen.window.record.beside.page
    assert isinstance(page, SettingsPage)
    return page


def pick(screen: Screen, name: str) -> None:
    """Tab to the set that has this choice, go to it with the arrows, and press it."""
    wanted = f"pick-{name}"
    button = shown(screen).findChild(QWidget, wanted)
    assert button is not None
    for _ in range(60):
        if screen.focused().parent() is button.parent():
            break
        screen.press(Qt.Key.Key_Tab)
    for _ in range(8):
        if screen.focused().objectName() == wanted:
            screen.press(Qt.Key.Key_Space)
            return
        screen.press(Qt.Key.Key_Right)
    raise AssertionError(f"the arrows do not reach {name}")


def kept(screen: Screen):
    return screen.window.guard.kept


def typed_in(screen: Screen, name: str) -> str:
    field = screen.window.findChild(QWidget, name)
    assert field is not None
    return field.text()


# --- how it looks


def test_a_theme_and_a_text_size_act_at_once_and_are_kept(screen: Screen) -> None:
    page = settings(screen)
    pick(screen, "night")
    assert active().name == "night"
    pick(screen, "150")
    assert active().scale == 150
    screen.wait(lambda: (kept(screen).theme, kept(screen).scale) == ("night", 150))
    assert shown(screen) is page


def test_the_keys_change_the_same_settings_and_the_page_shows_it(screen: Screen) -> None:
    page = settings(screen)
    screen.press(Qt.Key.Key_T, CONTROL)
    screen.press(Qt.Key.Key_Plus, CONTROL)
    assert (page.theme.value, page.text_size.value) == ("sun", "125")
    screen.wait(lambda: (kept(screen).theme, kept(screen).scale) == ("sun", 125))


def test_a_record_opens_as_it_looked_last(screen: Screen, opened: Open, record, wear: Wear) -> None:
    settings(screen)
    pick(screen, "night")
    pick(screen, "125")
    pick(screen, "ms")
    screen.wait(lambda: kept(screen).language == "ms")
    screen.close()
    wear("day", 100)
    again = opened(record)
    again.unlock()
    again.cases()
    assert (active().name, active().scale) == ("night", 125)
    assert "Kes" in again.shown()
    assert again.window.shell is not None
    assert again.window.shell.strip.lock.accessibleName() == "Kunci"


def test_what_was_chosen_before_unlocking_counts_more_and_is_kept(screen: Screen, opened: Open, record) -> None:
    settings(screen)
    pick(screen, "ms")
    pick(screen, "night")
    screen.wait(lambda: (kept(screen).language, kept(screen).theme) == ("ms", "night"))
    screen.close()
    again = opened(record)
    again.wait(lambda: again.window.first is not None)
    again.window.first.language_chosen.emit("en")
    again.window.first.theme_chosen.emit("sun")
    again.unlock()
    again.cases()
    assert "Cases" in again.shown()
    assert active().name == "sun"
    again.wait(lambda: (kept(again).language, kept(again).theme) == ("en", "sun"))


# --- how it speaks


def test_the_language_changes_at_once_on_the_same_page_with_the_keyboard_where_it_was(screen: Screen) -> None:
    settings(screen)
    assert screen.window.shell is not None
    pick(screen, "ms")
    assert "Tetapan" in screen.shown()
    assert screen.focused().objectName() == "pick-ms"
    assert shown(screen).language.value == "ms"
    shell = screen.window.shell
    assert shell.bar.cover.accessibleName() == "Halaman muka"
    assert shell.strip.home.accessibleName() == "Kes"
    assert next(iter(shell.rail.rows.values())).row.title == "Kes"
    screen.press(Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    screen.cases()
    assert "Kes" in screen.shown()


def test_what_was_typed_on_the_page_is_not_lost_when_the_language_changes(screen: Screen) -> None:
    settings(screen)
    screen.tab_to("office-telephone")
    screen.type_text("06-000 0142")
    shown(screen).language_chosen.emit("ms")
    assert typed_in(screen, "office-telephone") == "06-000 0142"
    screen.wait(lambda: screen.window.desk.directory.office is not None)
    assert screen.window.desk.directory.office.telephone == "06-000 0142"


def test_a_case_in_hand_speaks_the_new_language_and_keeps_its_half_typed_words(practice: Screen) -> None:
    practice.talking("ur", talk="yes", notes="yes")
    practice.topic("papers")
    practice.press(Qt.Key.Key_M)
    practice.type_text("kept in the off")
    practice.window.open_record_page("settings")
    pick(practice, "ms")
    practice.window.commands.back()
    practice.at("topic.papers")
    assert "kept in the off" in practice.shown()
    assert "Belum ditanya" in practice.shown()
    assert practice.case.language is not None and practice.case.language.language == "ur"
    practice.answer("papers-kept", "yes", "asked")


def test_a_word_about_the_record_is_said_anew_in_the_language(opened: Open, tmp_path) -> None:
    screen = opened(made_record(tmp_path / "new", "Devi", "ngo", "House"))
    screen.unlock()
    settings(screen)
    assert "No PIN is set" in screen.complaint()
    pick(screen, "ms")
    assert "Tiada PIN ditetapkan" in screen.complaint()


def test_the_cover_page_speaks_the_new_language_and_leads_back(screen: Screen) -> None:
    settings(screen)
    pick(screen, "ms")
    screen.press(Qt.Key.Key_Escape)
    assert screen.window.stack.currentWidget() is screen.window.cover
    screen.type_text(COVER_PIN)
    screen.press(Qt.Key.Key_Return)
    assert screen.window.stack.currentWidget() is screen.window.shell


# --- PIN and lock


def test_the_pin_is_changed_on_its_own_page_and_removed_here(screen: Screen) -> None:
    page = settings(screen)
    assert "A PIN is set" in screen.shown()
    screen.choose("remove-pin")
    screen.wait(lambda: not kept(screen).pin)
    screen.wait(lambda: "Only the passphrase leads back" in page.pin_state.text())
    assert page.remove_pin.isHidden()
    screen.choose("change-pin")
    assert screen.window.record.beside is not None and screen.window.record.beside.place == "safety"


def test_the_minutes_until_the_lock_are_chosen_here(screen: Screen) -> None:
    page = settings(screen)
    pick(screen, "10")
    screen.wait(lambda: kept(screen).idle_minutes == 10)
    assert screen.window.guard.attention.minutes == 10
    ten = page.findChild(QWidget, "pick-10")
    assert ten is not None and ten.accessibleName() == "10 minutes"


def test_practice_locks_nothing_by_itself(practice: Screen) -> None:
    settings(practice)
    assert "Lock after" not in practice.shown()


# --- the office


def test_the_office_is_kept_when_its_field_is_left(screen: Screen) -> None:
    page = settings(screen)
    screen.tab_to("office-organisation")
    screen.type_text("Shelter House, Klang")
    screen.press(Qt.Key.Key_Tab)
    screen.wait(lambda: page.kept.isVisible())
    assert screen.window.desk.directory.office.organisation == "Shelter House, Klang"


def test_an_office_that_was_not_saved_is_handed_over_again(screen: Screen) -> None:
    page = settings(screen)
    told: list[str] = []
    page.office_left.connect(lambda _name, telephone: told.append(telephone))
    screen.tab_to("office-telephone")
    screen.type_text("06-000")
    page.flush()
    page.flush()
    assert told == ["06-000"]
    screen.window.complain(NotSaved("not-saved-disk-full"))
    page.flush()
    assert told == ["06-000", "06-000"]


def test_a_role_that_prints_nothing_has_no_office(opened: Open, tmp_path) -> None:
    screen = opened(made_record(tmp_path / "reviewer", "Devi", "reviewer", "House"))
    screen.unlock()
    screen.wait(lambda: screen.window.shell is not None and screen.window.shell.page() is not None)
    page = screen.desk("settings")
    assert isinstance(page, SettingsPage)
    assert page.office is None


def test_what_needs_a_passphrase_is_linked_and_not_repeated(screen: Screen) -> None:
    settings(screen)
    assert screen.window.record.beside is not None
    screen.choose("to-keeping")
    assert screen.window.record.beside.place == "keeping"


@pytest.mark.parametrize("scale", [100, 200])
def test_two_columns_stand_side_by_side_only_where_both_have_room(screen: Screen, wear: Wear, scale: int) -> None:
    wear("day", scale)
    screen.window.resize(1366, 768)
    page = settings(screen)
    screen.settle()
    left, right = page.columns
    assert (left.y() == right.y()) == (scale == 100)
    screen.window.resize(1024, 768)
    screen.settle()
    assert left.y() != right.y()


def test_the_office_is_changed_under_settings_and_the_next_paper_names_it(screen: Screen) -> None:
    screen.window.open_record_page("settings")
    screen.tab_to("office-telephone")
    screen.type_text("06-000 0142, 8 to 17")
    screen.press(Qt.Key.Key_Return)
    screen.wait(lambda: screen.window.desk.directory.office is not None)
    assert screen.window.desk.directory.office.telephone == "06-000 0142, 8 to 17"
    found: list[Keeper] = []
    screen.window.desk.keeper(found.append)
    screen.wait(lambda: bool(found))
    assert found[0].telephone == "06-000 0142, 8 to 17"
