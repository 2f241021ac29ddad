"""Sealing and removing from the window by keys; what stands there afterwards; opening with the recovery key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from screening.domain.events.catalogue import CaseOpened
from screening.qt.entry.create_page import CreatePage
from screening.qt.entry.recovery_pages import RecoverPage, RestorePage, SealedPage
from screening.qt.entry.unlock_page import UnlockPage
from screening.qt.frame.frame import stops
from screening.qt.record.seal_page import SealPage
from screening.qt.style import theme
from screening.store import (
    add_recovery,
    close_for_travel,
    create_vault,
    list_key_slots,
    make_copy,
    new_recovery_key,
    open_vault,
)
from screening.store.crypto import key_file
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open
from tests.qt.page_objects import PASSPHRASE, QUICK, Screen, texts

OTHER = "saddle pepper window orchid marble"
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)
    monkeypatch.setattr("screening.qt.record.seal_page.stick", lambda: "")
    monkeypatch.setattr("screening.qt.session.lock.QApplication.exit", lambda _code: None)


@pytest.fixture
def secret(record: Path, tmp_path: Path) -> Path:
    with open_vault(record, PASSPHRASE) as vault:
        add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    return tmp_path / "secret"


@pytest.fixture
def begun(secret: Path, opened: Open, record: Path) -> Screen:
    """Unlocked, with a recovery key let in and one screening begun."""
    screen = opened(record)
    screen.unlock()
    screen.cases()
    screen.new_screening()
    return screen


def seal_page(screen: Screen) -> SealPage:
    screen.press(Qt.Key.Key_L, CONTROL_SHIFT)
    screen.wait(lambda: isinstance(screen.window.record.beside.page, SealPage))
    page = screen.window.record.beside.page
    screen.wait(lambda: page.card.isVisible() or page.first.isVisible())
    return page


def write(screen: Screen, **fields: str) -> None:
    for name, text in fields.items():
        edit = screen.tab_to(name.replace("_", "-"))
        assert isinstance(edit, QLineEdit)
        edit.clear()
        screen.type_text(text)


def recover(screen: Screen, secret: Path, **more: str) -> None:
    screen.wait(lambda: isinstance(screen.window.first, RecoverPage))
    write(screen, **more, recovery_file=str(secret), new_passphrase=OTHER, new_again=OTHER)
    screen.press(Qt.Key.Key_Return)


@pytest.mark.one_in(2)
@pytest.mark.parametrize("on_stick", [True, False])
def test_one_key_and_one_confirmation_seal_the_record_and_the_key_brings_it_back(
    begun: Screen, opened: Open, record: Path, secret: Path, tmp_path: Path, on_stick: bool
) -> None:
    code = begun.case.code
    page = seal_page(begun)
    begun.wait(page.agree.act.hasFocus)
    (tmp_path / "stick").mkdir()
    if on_stick:
        write(begun, seal_folder=str(tmp_path / "stick"))
    begun.choose("seal")
    assert begun.focused().objectName() == "seal-no"
    begun.choose("seal-yes")
    begun.wait(lambda: begun.window.desk is None)
    assert {each.name for each in record.iterdir()} == {"sealed.json"} | (set() if on_stick else {"sealed"})

    again = opened(record)
    assert isinstance(again.window.first, SealedPage)
    assert "A record with 1 case was sealed" in again.shown()
    assert code not in again.shown()
    again.choose("to-recover")
    recover(again, secret, **({"copy_folder": str(tmp_path / "stick")} if on_stick else {}))
    again.cases()
    assert code in again.shown()
    again.close()
    with open_vault(record, OTHER) as vault:
        assert code in vault.cases()


def test_the_safe_choice_changes_nothing(begun: Screen) -> None:
    code = begun.case.code
    seal_page(begun)
    begun.choose("seal")
    begun.press(Qt.Key.Key_Return)
    assert begun.window.desk is not None
    begun.window.show_cases()
    begun.cases()
    assert code in begun.shown()


def test_a_stick_that_is_not_there_is_told_and_the_record_stays_open(begun: Screen, tmp_path: Path) -> None:
    page = seal_page(begun)
    write(begun, seal_folder=str(tmp_path / "gone"))
    begun.choose("seal")
    begun.choose("seal-yes")
    begun.wait(begun.complaint)
    assert page.working.isHidden()
    assert begun.focused() is page.folder.edit, "the field that the sentence is about"
    assert begun.window.desk is not None


def test_without_a_recovery_key_the_page_leads_to_the_page_of_keys(screen: Screen) -> None:
    page = seal_page(screen)
    screen.wait(page.to_keys.hasFocus)
    assert "no recovery key" in screen.shown()
    screen.choose("seal-to-keys")
    screen.wait(lambda: screen.window.record.beside.place == "keys")


def test_practice_has_nothing_to_seal(practice: Screen) -> None:
    page = seal_page(practice)
    practice.wait(lambda: not page.first.isHidden())
    assert page.card.isHidden()
    assert page.to_keys.isHidden()


def test_a_new_record_is_made_only_after_a_second_step_and_the_sealed_one_is_still_spoken_of(
    begun: Screen, opened: Open, record: Path, secret: Path
) -> None:
    code = begun.case.code
    seal_page(begun)
    begun.choose("seal")
    begun.choose("seal-yes")
    begun.wait(lambda: begun.window.desk is None)
    again = opened(record)
    again.choose("new-record")
    assert again.focused().objectName() == "new-record-no"
    assert isinstance(again.window.first, SealedPage)
    again.choose("new-record-yes")
    again.wait(lambda: isinstance(again.window.first, CreatePage))
    assert "There is a sealed record beside" in again.shown()
    again.choose("to-recover")
    recover(again, secret)
    again.cases()
    assert code in again.shown()


@pytest.mark.one_in(2)
@pytest.mark.parametrize("closed", [True, False])
def test_a_forgotten_passphrase_or_a_record_closed_for_travel_is_opened_with_the_recovery_key(
    secret: Path, opened: Open, record: Path, closed: bool
) -> None:
    if closed:
        with open_vault(record, PASSPHRASE) as vault:
            close_for_travel(vault)
    screen = opened(record)
    assert isinstance(screen.window.first, UnlockPage)
    screen.choose("to-recover")
    recover(screen, secret)
    screen.cases()
    screen.close()
    with open_vault(record, OTHER) as vault:
        assert vault.officer


def test_what_will_not_do_is_told_and_changes_nothing(secret: Path, opened: Open, record: Path, tmp_path: Path) -> None:
    new_recovery_key(tmp_path / "wrong")
    before = (record / key_file.FILE).read_bytes()
    screen = opened(record)
    screen.choose("to-recover")
    for file, new, again, said in (
        (tmp_path / "gone", OTHER, OTHER, "cannot be read"),
        (secret, OTHER, PASSPHRASE, "not the same"),
        (secret, "short", "short", "too short"),
        (tmp_path / "wrong", OTHER, OTHER, "does not open this record"),
    ):
        write(screen, recovery_file=str(file), new_passphrase=new, new_again=again)
        screen.press(Qt.Key.Key_Return)
        screen.wait(lambda said=said: said in screen.shown())
    assert (record / key_file.FILE).read_bytes() == before
    screen.choose("recover-back")
    assert isinstance(screen.window.first, UnlockPage)


@pytest.mark.sweep
def test_a_copy_on_a_stick_is_opened_with_the_key_on_a_computer_without_a_record(
    begun: Screen, opened: Open, record: Path, secret: Path, tmp_path: Path
) -> None:
    code = begun.case.code
    (tmp_path / "stick").mkdir()
    seal_page(begun)
    write(begun, seal_folder=str(tmp_path / "stick"))
    begun.choose("seal")
    begun.choose("seal-yes")
    begun.wait(lambda: begun.window.desk is None)
    shutil.rmtree(record)
    fresh = opened(record)
    fresh.choose("to-restore")
    fresh.wait(lambda: isinstance(fresh.window.first, RestorePage))
    fresh.choose("to-recover")
    recover(fresh, secret, copy_folder=str(tmp_path / "stick"))
    fresh.cases()
    assert code in fresh.shown()


@pytest.mark.sweep
def test_the_pages_have_names_for_a_screen_reader_and_change_their_language(
    begun: Screen, opened: Open, record: Path
) -> None:
    seal_page(begun)
    assert all(each.accessibleName().strip() for each in stops(begun.window.stack.currentWidget()))
    begun.choose("seal")
    begun.choose("seal-yes")
    begun.wait(lambda: begun.window.desk is None)
    again = opened(record)
    for kind, name in ((SealedPage, "sealed"), (RecoverPage, "recover")):
        assert isinstance(again.window.first, kind)
        assert all(each.accessibleName().strip() for each in stops(again.window.first))
        for tag in ("ms", "en"):
            again.choose(f"officer-language-{tag}")
            assert isinstance(again.window.first, kind)
            assert Words(tag).say(f"page.{name}.title") in texts(again.window.first)
        if kind is SealedPage:
            again.choose("to-recover")


@pytest.fixture
def two_copies(secret: Path, record: Path, tmp_path: Path) -> Path:
    """A stick with the copies of two records, the smaller one another officer's; both open in the same ways."""
    stick = tmp_path / "stick"
    stick.mkdir()
    public = secret.with_name("public")
    with open_vault(record, PASSPHRASE) as vault:
        public.write_text(next(way.name for way in list_key_slots(vault) if way.kind == "recovery"))
        for _ in range(2):
            vault.append(vault.new_case(), CaseOpened("2026-1", "office", "adult"))
        make_copy(vault, stick)
    with create_vault(tmp_path / "theirs", PASSPHRASE, "B", "officer", "", cost=QUICK) as theirs:
        theirs.append(theirs.new_case(), CaseOpened("2026-1", "office", "adult"))
        add_recovery(theirs, public.read_text())
        make_copy(theirs, stick)
    return stick


@pytest.mark.one_in(2)
@pytest.mark.parametrize("way", ["passphrase", "organisation"])
def test_where_two_records_copies_open_the_page_asks_which(
    two_copies: Path, secret: Path, opened: Open, tmp_path: Path, way: str
) -> None:
    fresh = opened(tmp_path / "fresh")
    fresh.choose("to-restore")
    fresh.wait(lambda: isinstance(fresh.window.first, RestorePage))
    if way == "passphrase":
        write(fresh, copy_folder=str(two_copies), passphrase=PASSPHRASE)
        fresh.press(Qt.Key.Key_Return)
    else:
        fresh.choose("to-recover")
        recover(fresh, secret, copy_folder=str(two_copies))
    page = fresh.window.first
    assert isinstance(page, (RestorePage, RecoverPage))
    fresh.wait(lambda: len(page.choices.buttons) == 2)
    assert "more than one copy that opens" in page.trouble.text()
    assert not (tmp_path / "fresh").exists()
    (mine,) = [each for each in page.choices.buttons if "1 case " in each.accessibleName()]
    fresh.wait(lambda: page.choices.buttons[0].hasFocus())
    fresh.choose(mine.objectName())
    fresh.cases()
    with open_vault(
        shutil.copytree(tmp_path / "fresh", tmp_path / "look"), OTHER if way != "passphrase" else PASSPHRASE
    ) as vault:
        assert len(vault.cases()) == 1


def test_a_stick_inside_the_record_is_refused_on_the_page_and_the_record_goes_on(begun: Screen, record: Path) -> None:
    page = seal_page(begun)
    write(begun, seal_folder=str(record / "backup"))
    begun.choose("seal")
    begun.choose("seal-yes")
    begun.wait(lambda: "the record itself, or inside it" in begun.shown())
    assert page.isVisible()
    assert (record / key_file.FILE).exists()


@pytest.mark.sweep
def test_in_the_largest_text_the_copies_to_choose_from_are_whole(
    two_copies: Path, opened: Open, tmp_path: Path
) -> None:
    fresh = opened(tmp_path / "fresh", "ms")
    theme.wear_scale(200)
    fresh.choose("to-restore")
    fresh.wait(lambda: isinstance(fresh.window.first, RestorePage))
    write(fresh, copy_folder=str(two_copies), passphrase=PASSPHRASE)
    fresh.press(Qt.Key.Key_Return)
    page = fresh.window.first
    assert isinstance(page, RestorePage)
    fresh.wait(lambda: len(page.choices.buttons) == 2)
    fresh.wait(lambda: all(each.height() == each.heightForWidth(each.width()) for each in page.choices.buttons))
