"""An older copy of the record that is laid over it destroys nothing newer, and everything newer is brought back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven
from screening.errors import StoreTrouble
from screening.store import (
    Vault,
    add_person,
    add_recovery,
    change_passphrase,
    make_copy,
    new_recovery_key,
    open_vault,
    rebuild_vault,
    recover,
    restore_vault,
    rotate,
    verify_vault,
)
from screening.store.crypto import key_file
from screening.store.database import journal
from screening.store.folder import automatic_copies, throttle
from screening.store.vault import key_slots
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

NEW = "a wholly new sentence for it"
OTHER = "saddle pepper window orchid marble"
Case = tuple[str, str]


def notices(vault: Vault) -> list[str]:
    return [notice.code for notice in vault.notices]


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def lay_over(copy: Path, folder: Path) -> None:
    """Copy the files of a copy over a record; what only the record has stays, its folders too."""
    for path in copy.iterdir():
        if path.is_file():
            shutil.copyfile(path, folder / path.name)


def rotated(folder: Path, _: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        rotate(vault, PASSPHRASE, cost=QUICK)


def revoked(folder: Path, _: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        slot = next(each for each in key_slots.list_key_slots(vault) if each.name == "Chong")
        key_slots.revoke(vault, slot.id, PASSPHRASE, cost=QUICK)


def recovered(folder: Path, secret: Path) -> None:
    recover(folder, secret, PASSPHRASE, cost=QUICK)


def brought_back_here(folder: Path, _: Path, __: Path) -> Path:
    rebuild_vault(folder, PASSPHRASE)
    return folder


def restored_elsewhere(folder: Path, _: Path, to: Path) -> Path:
    before = everything(folder)
    restore_vault(folder, to, PASSPHRASE)
    assert everything(folder) == before
    return to


def by_the_organisation(folder: Path, secret: Path, _: Path) -> Path:
    recover(folder, secret, PASSPHRASE, cost=QUICK)
    return folder


WAYS = [brought_back_here, restored_elsewhere, by_the_organisation]


@pytest.fixture
def laid_over(vault: Vault, folder: Path, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Case, Path]:
    """A record whose data key changed, with many entries since; and an older copy that was laid over it."""
    add_person(vault, "Chong", OTHER, cost=QUICK)
    add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    case = begin_case(vault, 3)
    (tmp_path / "stick").mkdir()
    copy = make_copy(vault, tmp_path / "stick")
    vault.close()
    request.param(folder, tmp_path / "secret")
    with open_vault(folder, PASSPHRASE) as later:
        for number in range(20):
            later.append(case, AnswerGiven(f"item-new-{number}", Answer.YES, How.TOLD))
        second = begin_case(later, 5)
    lay_over(copy, folder)
    return (case, second), folder


CHANGES = pytest.mark.parametrize("laid_over", [rotated, revoked, recovered], indirect=True)


@pytest.mark.one_in(8)
@CHANGES
@pytest.mark.parametrize("way", WAYS)
def test_a_copy_from_before_a_new_data_key_changes_nothing_and_all_that_is_newer_comes_back(
    laid_over: tuple[Case, Path], tmp_path: Path, way: Callable[[Path, Path, Path], Path]
) -> None:
    (case, second), folder = laid_over
    before = everything(folder)
    for act in (open_vault, verify_vault):
        with pytest.raises(StoreTrouble, match="vault-older") as told:
            act(folder, PASSPHRASE)
        assert told.value.details["events"] > 30
    assert everything(folder) == before
    place = way(folder, tmp_path / "secret", tmp_path / "new")
    for _ in range(2):
        with open_vault(place, PASSPHRASE) as again:
            assert [len(again.events(each)) for each in (case, second)] == [24, 6]
            assert again.verify().holds
    assert notices(again) == []


@pytest.mark.parametrize("laid_over", [rotated], indirect=True)
def test_it_comes_back_from_the_backups_alone(laid_over: tuple[Case, Path]) -> None:
    (case, second), folder = laid_over
    (folder / journal.FILE).unlink()
    with pytest.raises(StoreTrouble, match="vault-older"):
        open_vault(folder, PASSPHRASE)
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert [len(again.events(each)) for each in (case, second)] == [24, 6]


@pytest.mark.parametrize("laid_over", [rotated], indirect=True)
def test_a_recorder_that_nothing_here_opens_is_kept_and_read_once_its_key_file_is_back(
    laid_over: tuple[Case, Path], tmp_path: Path
) -> None:
    (case, second), folder = laid_over
    newer = (folder / journal.FILE).read_bytes()
    shutil.move(folder / "backup", tmp_path / "backup")
    with open_vault(folder, PASSPHRASE) as old:
        assert notices(old) == ["recorder-aside"]
        assert old.cases() == (case,)
    assert [path.read_bytes() for path in journal.others(folder)] == [newer]
    shutil.copy(automatic_copies.any_backup(tmp_path)[0] / key_file.FILE, folder / key_file.FILE)
    shutil.rmtree(folder / "backup")
    with pytest.raises(StoreTrouble, match="vault-older"):
        open_vault(folder, PASSPHRASE)
    restore_vault(folder, tmp_path / "elsewhere", PASSPHRASE)
    rebuild_vault(folder, PASSPHRASE)
    for place in (folder, tmp_path / "elsewhere"):
        with open_vault(place, PASSPHRASE) as again:
            assert [len(again.events(each)) for each in (case, second)] == [24, 6]
            checked = again.verify()
            # No store of names is left under the newer key, and that is said.
            assert replace(checked, names="").holds
            assert checked.names == "damaged"
    # What was of the older state is not thrown away either.
    assert len(journal.others(folder)) == 1


def test_backups_of_another_data_key_or_with_more_than_the_record_are_not_rotated_out(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    case = begin_case(vault, 1)
    vault.close()
    older = tmp_path / "older"
    shutil.copytree(folder, older)
    with open_vault(folder, PASSPHRASE) as later:
        later.append(case, AnswerGiven("item-later", Answer.YES, How.TOLD))
    shutil.copytree(automatic_copies.any_backup(folder)[0], older / "backup" / "000090")
    with open_vault(folder, PASSPHRASE) as last:
        rotate(last, PASSPHRASE, cost=QUICK)
    shutil.copytree(automatic_copies.any_backup(folder)[0], older / "backup" / "000091")
    for name in (key_file.FILE, key_file.COPY):
        (older / "backup" / "000091" / name).unlink()
    newer = {path: data for path, data in everything(older).items() if path.parent.name in ("000090", "000091")}
    with open_vault(older, PASSPHRASE) as again:
        for _ in range(5):
            again.append(case, AnswerGiven("item-more", Answer.YES, How.TOLD))
            again.backup()
    assert {path: data for path, data in everything(older).items() if path in newer} == newer
    assert len(automatic_copies.any_backup(older)) == 3 + 2


# --- the same data key, and a key file that is newer than the vault's file


def new_passphrase(vault: Vault) -> None:
    change_passphrase(vault, PASSPHRASE, NEW, cost=QUICK)


def somebody_let_in(vault: Vault) -> None:
    add_person(vault, "Chong", OTHER, cost=QUICK)


@pytest.fixture
def put_back(
    vault: Vault, folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> tuple[str, Callable[..., None]]:
    """A case with twelve entries, half of them behind a change of the key file; puts older files back by name."""
    case = begin_case(vault, 5)
    vault.close()
    shutil.copytree(folder, tmp_path / "older")
    with open_vault(folder, PASSPHRASE) as later:
        getattr(request, "param", new_passphrase)(later)
        for number in range(6):
            later.append(case, AnswerGiven(f"item-new-{number}", Answer.YES, How.TOLD))

    def put(*names: str) -> None:
        for name in names:
            shutil.copyfile(tmp_path / "older" / name, folder / name)

    return case, put


FILES = {
    "the file": ("vault.db",),
    "and a key file": ("vault.db", key_file.FILE),
    "and the other key file": ("vault.db", key_file.COPY),
    "and both": ("vault.db", key_file.FILE, key_file.COPY),
    "all but the backups": ("vault.db", key_file.FILE, key_file.COPY, journal.FILE),
}


def key_files(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.rglob("keys.*") if path.name != key_file.OTHERS}


@pytest.mark.one_in(8)
@pytest.mark.parametrize("put_back", [new_passphrase, somebody_let_in], indirect=True)
@pytest.mark.parametrize("names", FILES.values(), ids=FILES)
def test_an_older_file_and_its_key_file_give_way_to_the_newer_key_file(
    put_back: tuple[str, Callable[..., None]], folder: Path, names: tuple[str, ...]
) -> None:
    case, put = put_back
    newest = key_file.read(folder)[0]
    opens = OTHER if len(newest.slots) > 1 else NEW
    put(*names)
    before = everything(folder)
    for act in (open_vault, verify_vault):
        if opens == NEW:
            with pytest.raises(StoreTrouble, match="wrong-passphrase"):
                act(folder, PASSPHRASE)
            throttle._waits.clear()
        with pytest.raises(StoreTrouble, match="vault-older"):
            act(folder, opens)
    assert {path: data for path, data in everything(folder).items() if path.name != "tries"} == before
    rebuild_vault(folder, opens)
    assert key_files(folder) == {key_file.to_bytes(newest)}
    for _ in range(2):
        with open_vault(folder, opens) as again:
            assert notices(again) == []
            assert len(again.events(case)) == 12
            assert again.verify().holds


def test_a_newer_key_file_that_no_backup_knows_yet_is_never_written_over(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    """The power went before the record was locked: nothing under the data key says which of the two is newer."""
    case = begin_case(vault, 2)
    vault.close()
    old = {name: (folder / name).read_bytes() for name in ("vault.db", key_file.FILE)}
    later = open_vault(folder, PASSPHRASE)
    new_passphrase(later)
    later._let_go()
    newer = (folder / key_file.FILE).read_bytes()
    for name, data in old.items():
        (folder / name).write_bytes(data)
    with open_vault(folder, PASSPHRASE) as again:
        assert notices(again) == ["recorder-ahead", "keys-aside"]
        assert again.cases() == (case,)
    assert (folder / key_file.OTHERS).read_bytes() == newer
    assert (automatic_copies.any_backup(folder)[-1] / key_file.FILE).read_bytes() == newer


def test_locking_after_a_new_passphrase_makes_a_backup_that_knows_it(vault: Vault, folder: Path) -> None:
    begin_case(vault, 1)
    vault.close()
    first = automatic_copies.any_backup(folder)
    with open_vault(folder, PASSPHRASE) as again:
        new_passphrase(again)
    assert len(automatic_copies.any_backup(folder)) == len(first) + 1
    with open_vault(folder, NEW):
        pass
    assert len(automatic_copies.any_backup(folder)) == len(first) + 1


@pytest.mark.one_in(2)
@pytest.mark.parametrize("laid_over", [revoked], indirect=True)
@pytest.mark.parametrize("backups", ["there", "gone"])
def test_who_was_taken_out_opens_nothing_with_an_older_file_and_key_file(
    laid_over: tuple[Case, Path], backups: str
) -> None:
    _, folder = laid_over
    newer = key_file.read(automatic_copies.any_backup(folder)[0])[0]
    if backups == "gone":
        shutil.rmtree(folder / "backup")
        (folder / key_file.COPY).write_bytes(key_file.to_bytes(newer))
    before = everything(folder)
    for act in (open_vault, rebuild_vault):
        with pytest.raises(StoreTrouble, match="wrong-passphrase"):
            act(folder, OTHER)
        throttle._waits.clear()
    assert {path: data for path, data in everything(folder).items() if path.name != "tries"} == before
