"""People and keys, by keyboard: each act on the ways into the record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from screening.qt.entry.unlock_page import UnlockPage
from screening.qt.frame.page import Headed
from screening.qt.record.access_page import AccessPage
from screening.store import confirm_second, list_key_slots, name_second, new_recovery_key, open_vault
from screening.store.crypto import key_file
from screening.store.crypto.key_file import Keys
from screening.store.folder import automatic_copies, recovery_key
from tests.qt.page_objects import PASSPHRASE, QUICK, Screen

OTHER = "saddle pepper window orchid marble"
SECOND = "ladder orchid pebble sailor timber"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)


def desk(screen: Screen, place: str) -> Headed:
    return screen.desk(place)


def write(screen: Screen, **fields: str) -> None:
    for name, text in fields.items():
        screen.tab_to(name.replace("_", "-"))
        screen.type_text(text)


def agree(screen: Screen, name: str, own: str = PASSPHRASE) -> None:
    if own:
        screen.tab_to(f"{name}-own")
        screen.type_text(own)
    screen.choose(name)
    assert screen.focused().objectName() == f"{name}-no"
    screen.choose(f"{name}-yes")


def page_text(page: QWidget) -> str:
    return " ".join(each.accessibleName() for each in page.findChildren(QWidget) if each.isVisible())


def test_the_passphrase_is_changed_on_the_page(screen: Screen, record: Path) -> None:
    page = desk(screen, "keys")
    assert isinstance(page, AccessPage)
    screen.wait(lambda: len(page.parts) > 1)
    write(screen, new_passphrase=OTHER, new_again=OTHER + "x")
    agree(screen, "change-passphrase")
    screen.wait(lambda: "not the same" in screen.complaint() or "differ" in screen.complaint())
    page = desk(screen, "keys")
    assert isinstance(page, AccessPage)
    screen.wait(lambda: len(page.parts) > 1)
    write(screen, new_passphrase=OTHER, new_again=OTHER)
    agree(screen, "change-passphrase")
    screen.wait(lambda: page.done.text() == "Done.")
    screen.close()
    with open_vault(record, OTHER):
        pass


def test_a_second_person_is_named_on_the_page(screen: Screen, record: Path) -> None:
    page = desk(screen, "keys")
    assert isinstance(page, AccessPage)
    screen.wait(lambda: len(page.parts) > 1)
    write(screen, second_name="Officer Chong", second_passphrase=OTHER)
    agree(screen, "name-second")
    screen.wait(lambda: page.done.text() == "Done." and "Officer Chong: second person" in screen.shown())
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert confirm_second(vault, OTHER) == "Officer Chong"


def test_the_recovery_key_is_let_in_tried_and_the_record_closed_for_travel(
    opened, screen: Screen, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = new_recovery_key(tmp_path / "sealed")
    page = desk(screen, "keys")
    assert isinstance(page, AccessPage)
    screen.wait(lambda: len(page.parts) > 1)
    assert "if you lose the passphrase, you lose the record" in screen.shown()
    write(screen, recovery_recipient=public)
    agree(screen, "let-organisation-in")
    screen.wait(lambda: "never been tried" in screen.shown())
    write(screen, recovery_file=str(tmp_path / "sealed"))
    agree(screen, "try-recovery", own="")
    screen.wait(lambda: "was last tried on" in screen.shown())
    locked: list[bool] = []
    monkeypatch.setattr(screen.window, "lock", lambda: locked.append(True))
    agree(screen, "close-for-travel")
    screen.wait(lambda: locked)
    screen.close()
    again = opened(record)
    again.unlock()
    again.wait(lambda: "closed for travel" in again.shown())
    assert isinstance(again.window.first, UnlockPage)


def test_a_recovery_key_that_somebody_put_in_is_named_as_such_and_is_no_way_to_close(
    screen: Screen, record: Path, tmp_path: Path
) -> None:
    screen.close()
    file = key_file.read(record)[0]
    stranger = recovery_key.sealed_to(Keys(file.vault, file.salt, bytes(32)), new_recovery_key(tmp_path / "theirs"))
    # Beside the backups as well: a key file that the record knows would be found there and put back.
    for place in (record, *automatic_copies.any_backup(record)):
        key_file.write(place, replace(file, recoveries=(stranger,)))
    again = Screen(screen.qtbot, record)
    again.unlock()
    again.cases()
    again.wait(lambda: "that nobody added to this record: 1" in again.shown())
    page = desk(again, "keys")
    assert isinstance(page, AccessPage)
    again.wait(lambda: "a recovery key that no one added to this record" in again.shown())
    assert "if you lose the passphrase, you lose the record" in again.shown()
    assert page.findChild(QWidget, "close-for-travel") is None
    agree(again, f"take-out-{stranger.id}")
    again.wait(lambda: page.done.text() == "Done." and "no one added" not in page_text(page))
    again.close()


def test_the_data_key_is_changed_and_a_way_in_taken_out_on_the_page(screen: Screen, record: Path) -> None:
    screen.close()
    from screening.store import add_person

    with open_vault(record, PASSPHRASE) as vault:
        add_person(vault, "Officer Devi", OTHER, cost=QUICK)
        (devi,) = [way for way in list_key_slots(vault) if way.name]
        before = vault.keys.data_key
    again = Screen(screen.qtbot, record)
    again.unlock()
    again.cases()
    page = desk(again, "keys")
    assert isinstance(page, AccessPage)
    again.wait(lambda: "Officer Devi" in again.shown())
    agree(again, f"take-out-{devi.id}")
    again.wait(lambda: page.done.text() == "Done." and "Officer Devi" not in again.shown())
    again.close()
    with open_vault(record, PASSPHRASE) as vault:
        assert vault.keys.data_key != before
        assert vault.verify().holds


def test_a_colleague_is_let_in_on_the_page(screen: Screen, record: Path) -> None:
    page = desk(screen, "keys")
    assert isinstance(page, AccessPage)
    screen.wait(lambda: len(page.parts) > 1)
    write(screen, person_name="Officer Devi", person_passphrase=OTHER)
    agree(screen, "let-person-in")
    screen.wait(lambda: page.done.text() == "Done." and "Officer Devi" in screen.shown())
    screen.close()
    with open_vault(record, OTHER):
        pass


def test_once_a_second_person_is_named_they_agree_to_whom_is_let_in(screen: Screen, record: Path) -> None:
    screen.close()
    with open_vault(record, PASSPHRASE) as vault:
        name_second(vault, "Officer Chong", SECOND, cost=QUICK)
    again = Screen(screen.qtbot, record)
    again.unlock()
    again.cases()
    page = desk(again, "keys")
    assert isinstance(page, AccessPage)
    again.wait(lambda: len(page.parts) > 1)
    write(again, person_name="Officer Devi", person_passphrase=OTHER, let_person_in_second=SECOND)
    agree(again, "let-person-in")
    again.wait(lambda: page.done.text() == "Done." and "Officer Devi" in again.shown())
    assert page.findChild(QWidget, "let-organisation-in-second") is not None


def test_practice_shows_no_keys_to_change(practice: Screen) -> None:
    page = desk(practice, "keys")
    assert isinstance(page, AccessPage)
    practice.wait(lambda: len(page.parts) == 1)
