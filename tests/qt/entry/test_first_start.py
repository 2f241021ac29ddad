"""The first start: nothing typed is lost or typed where it was not meant, and what is wrong stands in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from screening.domain.events.referral import OfficeWritten
from screening.errors import NotSaved
from screening.qt.entry.create_page import CreatePage
from screening.qt.entry.recovery_pages import RecoverPage
from screening.qt.settings.safety_page import SafetyPage
from screening.qt.widgets.buttons import Button
from screening.store.crypto import key_file
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open, Wear
from tests.qt.page_objects import PASSPHRASE, QUICK, Screen, texts


@pytest.fixture
def new(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The window of a first start: no record yet."""
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)
    return opened(tmp_path / "data" / "record")


def page(new: Screen) -> CreatePage:
    found = new.window.first
    assert isinstance(found, CreatePage)
    return found


def fill(new: Screen, **typed: str) -> None:
    for name, text in typed.items():
        new.tab_to(name)
        new.type_text(text)


def in_sight(page: CreatePage, widget: QWidget) -> bool:
    """Whether a widget stands whole in the part of the page that is shown."""
    port = page.area.viewport()
    top = widget.mapTo(port, widget.rect().topLeft()).y()
    return top >= 0 and top + widget.height() <= port.height()


def test_return_leads_from_a_new_passphrase_to_where_it_is_typed_again(new: Screen) -> None:
    words = Words("en")
    for shown, first in (
        (page(new), "passphrase"),
        (RecoverPage(words, "", from_copy=False), "new"),
        (SafetyPage(words, practice=True), "pin"),
    ):
        new.qtbot.addWidget(shown)
        shown.show()
        field = getattr(shown, first).edit
        field.setFocus()
        new.qtbot.keyClick(field, Qt.Key.Key_Return)
        assert shown.focusWidget() is shown.again.edit


def test_another_language_keeps_what_was_typed_and_the_words_that_were_drawn(
    new: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["one two three four five", "six seven eight nine ten"])
    monkeypatch.setattr(new.window.front, "drawn", lambda: next(drawn))
    new.window.front._drawn = ""
    new.window.front.again()
    assert "one two three four five" in texts(page(new))
    fill(new, officer="Officer Aina")
    new.pick("ngo")
    fill(new, organisation="Shelter House", passphrase=PASSPHRASE, again=PASSPHRASE)
    new.choose("officer-language-ms")
    after = page(new)
    assert Words("ms").say("page.create.title") in texts(after)
    assert "one two three four five" in texts(after)
    assert (after.officer.text(), after.role.value, after.organisation.text()) == (
        "Officer Aina",
        "ngo",
        "Shelter House",
    )
    assert after.passphrase.text() == after.again.text() == PASSPHRASE
    assert new.focused().objectName() == "officer-language-ms"


def test_showing_a_passphrase_leaves_the_caret_where_it_is(new: Screen) -> None:
    fill(new, passphrase="velvet")
    field = page(new).passphrase
    field.show_button.click()
    new.type_text(" kettle")
    assert field.text() == "velvet kettle"
    assert field.edit.echoMode() is field.edit.EchoMode.Normal


def test_the_key_on_show_shows_the_passphrase_that_is_typed_and_types_nothing(new: Screen) -> None:
    fill(new, passphrase="velvet", again="kettle")
    new.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    first, again = page(new).passphrase, page(new).again
    assert (first.text(), again.text()) == ("velvet", "kettle")
    assert again.edit.echoMode() is again.edit.EchoMode.Normal
    assert first.edit.echoMode() is first.edit.EchoMode.Password


def test_tab_leads_from_the_passphrase_to_the_same_again(new: Screen) -> None:
    fill(new, passphrase="velvet")
    new.press(Qt.Key.Key_Tab)
    assert new.focused().objectName() == "again"


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [(PASSPHRASE, PASSPHRASE + "x", "passphrases-differ"), ("short", "short", "passphrase-too-short")],
)
def test_a_passphrase_that_will_not_do_is_typed_anew_in_empty_fields(
    new: Screen, first: str, second: str, code: str
) -> None:
    fill(new, officer="Officer Aina", passphrase=first, again=second)
    new.choose("create")
    new.wait(lambda: not page(new).trouble.isHidden())
    assert Words("en").say(f"error.{code}")[:20] in page(new).trouble.text()
    assert page(new).passphrase.text() == page(new).again.text() == ""
    assert new.focused().objectName() == "passphrase"
    assert page(new).officer.text() == "Officer Aina"


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("officer", ["", "Officer Aina"])
def test_what_is_wrong_stands_in_sight_beside_its_field(new: Screen, wear: Wear, scale: int, officer: str) -> None:
    wear("day", scale)
    new.window.resize(1366, 768)
    fill(new, officer=officer, passphrase="short", again="short")
    new.choose("create")
    shown = page(new)
    field = shown.passphrase if officer else shown.officer
    new.wait(lambda: in_sight(shown, shown.trouble) and in_sight(shown, field.edit))
    assert new.focused() is field.edit
    assert shown.trouble.geometry().bottom() < field.geometry().top()


def test_the_office_s_telephone_is_kept_and_can_be_left_blank(new: Screen) -> None:
    fill(new, officer="Officer Aina", organisation="Shelter House", telephone="06-000 0142, 8 to 17")
    fill(new, passphrase=PASSPHRASE, again=PASSPHRASE)
    new.press(Qt.Key.Key_Return)
    new.cases()
    assert new.window.desk is not None
    office = new.window.desk.directory.office
    assert office == OfficeWritten("Shelter House", "06-000 0142, 8 to 17")


def test_the_country_is_chosen_at_first_start_kept_in_the_record_and_shown_in_settings(
    new: Screen, opened: Open, tmp_path: Path
) -> None:
    assert page(new).country.value == "my"
    fill(new, officer="Petugas Sari")
    new.pick("ngo")
    new.press(Qt.Key.Key_Tab)
    new.pick("id")
    new.choose("officer-language-ms")
    assert page(new).country.value == "id"
    fill(new, passphrase=PASSPHRASE, again=PASSPHRASE)
    new.press(Qt.Key.Key_Return)
    new.cases()
    new.close()
    again = opened(tmp_path / "data" / "record")
    again.unlock()
    again.cases()
    assert again.window.desk is not None
    assert again.window.desk.installation.country == "id"
    assert "Indonesia" in texts(again.desk("settings"))
    law = texts(again.desk("law"))
    assert "Tidak diketahui bagi Indonesia: baca undang-undangnya atau tanya peguam." in law
    assert "Akta 670" not in law
    again.window.show_cases()
    again.new_screening()
    assert again.case.country == "id"
    again.close()
    assert again.window.words.installation.country == "my"


@pytest.mark.parametrize("scale", [100, 200])
def test_the_field_that_has_the_keyboard_stands_whole_in_sight(new: Screen, wear: Wear, scale: int) -> None:
    wear("day", scale)
    new.window.resize(1366, 720)
    new.settle()
    for name in ("officer", "organisation", "telephone", "passphrase", "again"):
        new.tab_to(name)
        field = page(new).findChild(QWidget, name)
        assert field is not None
        assert in_sight(page(new), field), name


def test_the_field_that_has_the_keyboard_stays_in_sight_when_the_text_grows(new: Screen, wear: Wear) -> None:
    new.window.resize(1366, 720)
    new.tab_to("organisation")
    field = page(new).organisation
    wear("day", 200)
    new.wait(lambda: field.label.height() > 30 and in_sight(page(new), field))


def test_a_set_of_choices_comes_into_sight_with_its_label_and_its_help(new: Screen, wear: Wear) -> None:
    wear("day", 200)
    new.window.resize(1366, 720)
    for pick in (page(new).role, page(new).country):
        while not pick.isAncestorOf(new.focused()):
            new.press(Qt.Key.Key_Tab)
        labelled = pick.parentWidget()
        assert labelled is not None
        new.wait(lambda labelled=labelled: in_sight(page(new), labelled))


@pytest.mark.parametrize("scale", [100, 200])
def test_that_the_record_is_being_made_stands_in_sight_beside_the_button(new: Screen, wear: Wear, scale: int) -> None:
    wear("day", scale)
    new.window.resize(1366, 720)
    shown = page(new)
    fill(new, officer="Officer Aina", passphrase=PASSPHRASE, again=PASSPHRASE)
    shown.wanted.disconnect()
    new.press(Qt.Key.Key_Return)
    assert shown.trouble.text() == Words("en").say("page.create.making")
    new.wait(lambda: in_sight(shown, shown.trouble) and in_sight(shown, shown.again))
    assert shown.again.geometry().bottom() < shown.trouble.geometry().top() < shown.buttons.geometry().top()


def test_large_text_stands_whole_in_the_buttons_that_make_or_restore_a_record(new: Screen, wear: Wear) -> None:
    wear("day", 200)
    new.window.resize(1366, 720)
    for name in ("create", "to-restore"):
        button = page(new).findChild(Button, name)
        assert button is not None
        new.wait(lambda button=button: button.height() >= button.heightForWidth(button.width()))


def test_a_folder_that_cannot_be_made_is_said_in_place_of_the_making_and_what_was_typed_stays(
    new: Screen, tmp_path: Path
) -> None:
    (tmp_path / "data").write_bytes(b"")  # a file where the folder of the record should come
    fill(new, officer="Officer Aina", passphrase=PASSPHRASE, again=PASSPHRASE)
    new.choose("create")
    new.wait(lambda: new.window.opening is None)
    said = page(new).trouble.text()
    assert said == Words("en").say("error.record-not-made", folder=str(tmp_path / "data" / "record"))
    assert page(new).passphrase.text() == PASSPHRASE
    (tmp_path / "data").unlink()
    new.choose("create")
    new.cases()
    assert (tmp_path / "data" / "record").is_dir()


def test_a_full_disk_is_said_of_the_record_that_was_not_made(new: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise NotSaved("not-saved-disk-full")

    monkeypatch.setattr("screening.store.create_vault", full)
    fill(new, officer="Officer Aina", passphrase=PASSPHRASE, again=PASSPHRASE)
    new.choose("create")
    new.wait(lambda: new.window.opening is None)
    assert page(new).trouble.text() == Words("en").say("error.record-not-made-disk-full", folder=str(new.window.folder))
