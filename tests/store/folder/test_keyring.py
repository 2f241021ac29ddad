"""Which key file counts: an older one that is put back opens nothing while a newer one is there, and destroys none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from screening.errors import ScreeningError, StoreTrouble
from screening.store import (
    Vault,
    add_person,
    add_recovery,
    change_passphrase,
    close_for_travel,
    create_vault,
    name_second,
    new_recovery_key,
    open_vault,
    rebuild_vault,
    recover,
    rotate,
    verify_vault,
)
from screening.store.crypto import key_file
from screening.store.folder import automatic_copies, keyring, throttle
from screening.store.vault import key_slots
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

NEW = "a wholly new sentence for it"
OTHER = "saddle pepper window orchid marble"
BOTH = (key_file.FILE, key_file.COPY)


def quick_change(vault: Vault) -> None:
    change_passphrase(vault, PASSPHRASE, NEW, cost=QUICK)


def quick_rotation(vault: Vault) -> None:
    rotate(vault, PASSPHRASE, cost=QUICK)


CHANGES: dict[str, tuple[Callable[[Vault], None], str]] = {
    "another passphrase": (quick_change, NEW),
    "another data key": (quick_rotation, PASSPHRASE),
    "somebody let in": (lambda vault: add_person(vault, "Chong", OTHER, cost=QUICK), OTHER),
}


def files_of_keys(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("keys.*"))}


def in_use(folder: Path) -> set[bytes]:
    """What stands in the key files, but in one that was set aside."""
    return {data for path, data in files_of_keys(folder).items() if path.name != key_file.OTHERS}


def notices(vault: Vault) -> list[str]:
    return [notice.code for notice in vault.notices]


@pytest.fixture
def changed(
    vault: Vault, folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> tuple[str, bytes, bytes, str]:
    """The case of a locked record whose keys were changed; the old key file and the new; what opens the new one."""
    change, opens = CHANGES[getattr(request, "param", "another passphrase")]
    case = begin_case(vault, 2)
    vault.backup()
    old = (folder / key_file.FILE).read_bytes()
    change(vault)
    vault.close()
    return case, old, (folder / key_file.FILE).read_bytes(), opens


EVERY = pytest.mark.parametrize("changed", CHANGES, indirect=True)


@pytest.mark.one_in(8)
@EVERY
@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("act", [open_vault, rebuild_vault, verify_vault])
def test_an_older_key_file_in_one_place_is_passed_over_and_mended(
    changed: tuple[str, bytes, bytes, str], folder: Path, name: str, act: Callable[[Path, str], object]
) -> None:
    case, old, new, opens = changed
    (folder / name).write_bytes(old)
    done = act(folder, opens)
    if isinstance(done, Vault):
        assert notices(done) == ["keys-older"]
        assert done.cases() == (case,)
        done.close()
    if act is not verify_vault:
        assert in_use(folder) == {new}
    with open_vault(folder, opens) as again:
        assert again.cases() == (case,)
        assert again.verify().holds


@pytest.mark.one_in(4)
@pytest.mark.parametrize("change", [quick_change, CHANGES["somebody let in"][0]])
@pytest.mark.parametrize("kept", BOTH)
def test_a_change_that_was_stopped_between_the_copies_is_told_as_nothing_to_do(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Vault], None], kept: str
) -> None:
    """Whichever copy reached the disk; a copy from before that change is still told as an older one."""
    before = (folder / key_file.FILE).read_bytes()
    add_person(vault, "Devi", "lantern gravel saffron willow anchor", cost=QUICK)

    def half(place: Path, file: key_file.KeyFile) -> None:
        key_file.write_atomic(place / kept, key_file.checked_bytes(file))
        raise Killed

    with monkeypatch.context() as killed:
        killed.setattr(key_file, "write", half)
        with pytest.raises(Killed):
            change(vault)
    vault._let_go()
    passphrase = NEW if change is quick_change else PASSPHRASE
    assert (folder / key_file.FILE).read_bytes() != (folder / key_file.COPY).read_bytes()
    shutil.copytree(folder, folder.parent / "laid")
    with open_vault(folder, passphrase) as again:
        assert notices(again) == ["keys-copy-used"]
    assert len(in_use(folder)) == 1
    with open_vault(folder, passphrase) as again:
        assert notices(again) == []
    laid = folder.parent / "laid"
    (laid / next(name for name in BOTH if name != kept)).write_bytes(before)
    with open_vault(laid, passphrase) as again:
        assert notices(again) == ["keys-older"]


@pytest.mark.one_in(3)
@EVERY
def test_both_older_are_mended_from_a_backup(changed: tuple[str, bytes, bytes, str], folder: Path) -> None:
    case, old, new, opens = changed
    for name in BOTH:
        (folder / name).write_bytes(old)
    with open_vault(folder, opens) as again:
        assert again.cases() == (case,)
        assert notices(again) == ["keys-older"]
    assert set(files_of_keys(folder).values()) == {new}


@pytest.mark.one_in(8)
@pytest.mark.parametrize("places", ["first", "second", "both", "first and backups"])
@pytest.mark.parametrize("act", [open_vault, rebuild_vault, verify_vault])
@pytest.mark.parametrize("lost", ["", "vault.db"])
def test_a_passphrase_of_before_opens_nothing_while_the_newer_file_is_anywhere(
    changed: tuple[str, bytes, bytes, str], folder: Path, places: str, act: Callable[[Path, str], object], lost: str
) -> None:
    case, old, new, _ = changed
    for name in {"first": BOTH[:1], "second": BOTH[1:], "both": BOTH, "first and backups": BOTH[:1]}[places]:
        (folder / name).write_bytes(old)
    if places == "first and backups":
        for each in automatic_copies.any_backup(folder):
            for name in BOTH:
                (each / name).write_bytes(old)
    if lost:
        (folder / lost).unlink()
    before = files_of_keys(folder)
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        act(folder, PASSPHRASE)
    assert files_of_keys(folder) == before
    throttle._waits.clear()
    if lost:
        rebuild_vault(folder, NEW)
    with open_vault(folder, NEW) as again:
        assert again.cases() == (case,)
        assert again.verify().holds
    assert set(files_of_keys(folder).values()) == {new}


def test_an_older_file_where_no_newer_one_is_left_opens_and_is_told_until_the_passphrase_changes(
    changed: tuple[str, bytes, bytes, str], folder: Path
) -> None:
    """Whoever has it and its passphrase can read the record by other means; refusing would only lose it."""
    case, old, _, _ = changed
    for path in files_of_keys(folder):
        path.write_bytes(old)
    for _ in range(2):
        with open_vault(folder, PASSPHRASE) as again:
            assert notices(again) == ["keys-not-known"]
            assert again.cases() == (case,)
    with open_vault(folder, PASSPHRASE) as again:
        change_passphrase(again, PASSPHRASE, OTHER, cost=QUICK)
    with open_vault(folder, OTHER) as again:
        assert notices(again) == []


@pytest.mark.one_in(6)
@pytest.mark.parametrize("number", [1, 2, 99])
@pytest.mark.parametrize("names", [BOTH[:1], BOTH])
def test_an_older_file_with_another_number_written_into_it_is_not_believed(
    changed: tuple[str, bytes, bytes, str], folder: Path, number: int, names: tuple[str, ...]
) -> None:
    case, old, new, _ = changed
    assert key_file.from_bytes(new).generation == 2
    for name in names:
        (folder / name).write_bytes(key_file.to_bytes(replace(key_file.from_bytes(old), generation=number)))
    before = files_of_keys(folder)
    for act in (open_vault, rebuild_vault):
        with pytest.raises(StoreTrouble, match="wrong-passphrase"):
            act(folder, PASSPHRASE)
        throttle._waits.clear()
    assert files_of_keys(folder) == before
    rebuild_vault(folder, NEW)
    assert in_use(folder) == {new}
    with open_vault(folder, NEW) as again:
        assert again.cases() == (case,)
        change_passphrase(again, NEW, OTHER, cost=QUICK)
    with open_vault(folder, OTHER) as again:
        assert notices(again) == []


@pytest.mark.one_in(2)
@pytest.mark.parametrize("gone", ["missing", "another vault's"])
def test_the_organisation_opens_a_record_whose_key_files_are_gone_with_that_of_a_backup(
    vault: Vault, folder: Path, tmp_path: Path, gone: str
) -> None:
    case = begin_case(vault, 1)
    add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    vault.close()
    with create_vault(tmp_path / "other", OTHER, "B", "officer", "", cost=QUICK) as other:
        for _ in range(3):
            change_passphrase(other, OTHER, OTHER, cost=QUICK)
    for name in BOTH:
        (folder / name).unlink()
    if gone != "missing":
        shutil.copy(tmp_path / "other" / key_file.FILE, folder / key_file.FILE)
    recover(folder, tmp_path / "secret", NEW, cost=QUICK)
    with open_vault(folder, NEW) as again:
        assert again.cases() == (case,)


def test_a_key_file_that_opens_to_other_keys_takes_no_ones_place(vault: Vault, folder: Path, tmp_path: Path) -> None:
    """Of the same vault's name, with the same passphrase and a higher number, under keys of somebody else's choice."""
    case = begin_case(vault, 1)
    vault.close()
    true = key_file.read(folder)[0]
    false = key_file.Keys(true.vault, true.salt, key_file.new_keys().data_key)
    slot = key_file.seal(false, PASSPHRASE, QUICK)
    forged = key_file.to_bytes(replace(true, slots=(slot,), generation=77))
    (folder / key_file.FILE).write_bytes(forged)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (case,)
    assert in_use(folder) == {key_file.to_bytes(true)}
    for name in BOTH:
        (folder / name).write_bytes(forged)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (case,)
    assert in_use(folder) == {key_file.to_bytes(true)}
    for path in files_of_keys(folder):
        path.write_bytes(forged)
    for act in (open_vault, rebuild_vault):
        with pytest.raises(ScreeningError):
            act(folder, PASSPHRASE)
        assert set(files_of_keys(folder).values()) == {forged}


def test_the_audits_case_an_older_file_and_a_rebuild(vault: Vault, folder: Path, tmp_path: Path) -> None:
    case = begin_case(vault, 2)
    old = (folder / key_file.FILE).read_bytes()
    rotate(vault, PASSPHRASE, cost=QUICK)
    vault.close()
    (folder / key_file.FILE).write_bytes(old)
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (case,)


def test_travel_is_not_undone_by_an_older_file(vault: Vault, folder: Path, tmp_path: Path) -> None:
    case = begin_case(vault, 1)
    add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    old = (folder / key_file.FILE).read_bytes()
    close_for_travel(vault)
    vault.close()
    (folder / key_file.FILE).write_bytes(old)
    for act in (open_vault, rebuild_vault):
        with pytest.raises(StoreTrouble, match="vault-closed-for-travel"):
            act(folder, PASSPHRASE)
    recover(folder, tmp_path / "secret", NEW, cost=QUICK)
    with open_vault(folder, NEW) as again:
        assert again.cases() == (case,)


def test_the_organisation_opens_a_record_beside_an_older_file(vault: Vault, folder: Path, tmp_path: Path) -> None:
    case = begin_case(vault, 1)
    add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    old = (folder / key_file.FILE).read_bytes()
    rotate(vault, PASSPHRASE, cost=QUICK)
    vault.close()
    (folder / key_file.FILE).write_bytes(old)
    recover(folder, tmp_path / "secret", NEW, cost=QUICK)
    with open_vault(folder, NEW) as again:
        assert again.cases() == (case,)
    throttle._waits.clear()
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, PASSPHRASE)


# --- kills while a key file is written


class Killed(BaseException):
    pass


@pytest.mark.one_in(8)
@pytest.mark.parametrize("stop", range(14))
def test_killed_at_any_step_of_a_new_passphrase_one_of_the_two_opens_and_nothing_is_told(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    case = begin_case(vault, 2)
    vault.backup()
    vault.backup()
    left = stop

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object, **named: object) -> object:
            nonlocal left
            if not left:
                raise Killed
            left -= 1
            return real(*given, **named)

        return step

    with monkeypatch.context() as counting:
        counting.setattr(key_file, "write_atomic", counted(key_file.write_atomic))
        counting.setattr(keyring, "_write_marks", counted(keyring._write_marks))
        try:
            quick_change(vault)
            ended = True
        except Killed:
            ended = False
    vault._let_go()
    opened = []
    for passphrase in (NEW, PASSPHRASE):
        throttle._waits.clear()
        try:
            with open_vault(folder, passphrase) as again:
                assert again.cases() == (case,)
                assert set(notices(again)) <= {"keys-copy-used"}
                opened.append(passphrase)
        except StoreTrouble as trouble:
            assert trouble.code == "wrong-passphrase"
    assert len(opened) == 1
    assert opened == [NEW] or not ended
    assert len(set(files_of_keys(folder).values())) == 1
    throttle._waits.clear()
    with open_vault(folder, opened[0]) as again:
        assert notices(again) == []


def test_a_record_of_before_whose_key_files_have_no_number_is_told_nothing(vault: Vault, folder: Path) -> None:
    begin_case(vault, 1)
    vault._open().con.execute("DROP TABLE key_file")
    vault.close()
    for path in files_of_keys(folder):
        path.write_bytes(key_file.to_bytes(replace(key_file.from_bytes(path.read_bytes()), generation=0)))
    with open_vault(folder, PASSPHRASE) as again:
        assert notices(again) == []
        assert "generation" not in json.loads((folder / key_file.FILE).read_text())
        quick_change(again)
    old = files_of_keys(folder)
    with open_vault(folder, NEW) as again:
        assert notices(again) == []
    assert files_of_keys(folder) == old


# --- another vault's backups in the folder


@pytest.fixture
def stranger(tmp_path: Path, vault: Vault, folder: Path) -> Path:
    """Another vault's copy among the backups, with the same passphrase."""
    with create_vault(tmp_path / "other", PASSPHRASE, "B", "officer", "", cost=QUICK) as other:
        begin_case(other, 1)
    vault.backup()
    there = folder / "backup" / "000007"
    shutil.copytree(automatic_copies.any_backup(tmp_path / "other")[0], there)
    return there


def every_change(vault: Vault, secret: Path) -> None:
    add_recovery(vault, new_recovery_key(secret))
    name_second(vault, "Chong", "gravel ribbon candle harbour tulip", cost=QUICK)
    add_person(vault, "Dina", "bridge candle feather lagoon saddle", cost=QUICK)
    quick_change(vault)
    rotate(vault, NEW, cost=QUICK)
    for _ in range(5):
        vault.backup()
    vault.erase([begin_case(vault, 1)], "withdrawn")
    vault.close()


@pytest.mark.sweep
def test_another_vaults_backup_is_neither_counted_nor_touched(
    vault: Vault, folder: Path, stranger: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in stranger.iterdir()}
    assert automatic_copies.count_backups(folder) == 1
    every_change(vault, tmp_path / "secret")
    assert {path: path.read_bytes() for path in stranger.iterdir()} == before
    assert stranger not in automatic_copies.any_backup(folder)
    with open_vault(folder, NEW) as again:
        assert notices(again) == []
    recover(folder, tmp_path / "secret", OTHER, cost=QUICK)
    for name in BOTH:
        (folder / name).unlink()
    with pytest.raises(StoreTrouble, match="keys-missing") as told:
        open_vault(folder, OTHER)
    assert told.value.details == {"backups": automatic_copies.count_backups(folder)}
    rebuild_vault(folder, OTHER)
    assert {path: path.read_bytes() for path in stranger.iterdir()} == before
    with open_vault(stranger, PASSPHRASE) as theirs:
        assert len(theirs.cases()) == 1


def test_a_rebuild_takes_no_keys_and_no_entries_from_another_vaults_backup(
    vault: Vault, folder: Path, stranger: Path
) -> None:
    case = begin_case(vault, 2)
    vault.close()
    for path in (*(folder / name for name in BOTH), folder / "vault.db"):
        path.unlink()
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (case,)


def test_a_backup_under_an_earlier_data_key_keeps_its_key_file(vault: Vault, folder: Path, tmp_path: Path) -> None:
    """Put back by hand after a change of the data key; sealing today's key over its own would lose what is in it."""
    case = begin_case(vault, 1)
    vault.backup()
    shutil.copytree(automatic_copies.any_backup(folder)[0], tmp_path / "old")
    rotate(vault, PASSPHRASE, cost=QUICK)
    there = folder / "backup" / "000000"
    shutil.copytree(tmp_path / "old", there)
    quick_change(vault)
    vault.close()
    with open_vault(folder, NEW) as again:
        assert again.cases() == (case,)
    with open_vault(there, PASSPHRASE) as old:
        assert old.cases() == (case,)


@pytest.mark.one_in(2)
@pytest.mark.parametrize("name", ["rekey", "finish"])
def test_a_change_of_the_data_key_that_an_opening_finishes_is_told_at_no_later_one(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = begin_case(vault, 1)
    with monkeypatch.context() as killed:

        def stop(*_: object, **__: object) -> None:
            raise Killed

        killed.setattr(key_slots, name, stop)
        with pytest.raises(Killed):
            quick_rotation(vault)
    vault._let_go()
    for _ in range(3):
        with open_vault(folder, PASSPHRASE) as again:
            assert notices(again) == []
            assert again.cases() == (case,)
