"""An older copy of the record that is laid over it destroys nothing newer, and everything newer is brought back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from some_vault import PASSPHRASE, QUICK, begin_case

from screening.domain.answers import Answer, How
from screening.domain.events import AnswerGiven
from screening.errors import StoreTrouble
from screening.store import (
    Vault,
    access,
    add_person,
    add_recovery,
    backup,
    keys,
    make_copy,
    new_recovery_key,
    open_vault,
    rebuild_vault,
    recorder,
    recover,
    restore_vault,
    rotate,
    verify_vault,
)

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
        slot = next(each for each in access.ways_in(vault) if each.name == "Chong")
        access.revoke(vault, slot.id, PASSPHRASE, cost=QUICK)


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
    (folder / recorder.FILE).unlink()
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
    newer = (folder / recorder.FILE).read_bytes()
    shutil.move(folder / "backup", tmp_path / "backup")
    with open_vault(folder, PASSPHRASE) as old:
        assert notices(old) == ["recorder-aside"]
        assert old.cases() == (case,)
    assert [path.read_bytes() for path in recorder.others(folder)] == [newer]
    shutil.copy(backup.any_backup(tmp_path)[0] / keys.FILE, folder / keys.FILE)
    shutil.rmtree(folder / "backup")
    with pytest.raises(StoreTrouble, match="vault-older"):
        open_vault(folder, PASSPHRASE)
    restore_vault(folder, tmp_path / "elsewhere", PASSPHRASE)
    rebuild_vault(folder, PASSPHRASE)
    for place in (folder, tmp_path / "elsewhere"):
        with open_vault(place, PASSPHRASE) as again:
            assert [len(again.events(each)) for each in (case, second)] == [24, 6]
            assert again.verify().holds
    # What was of the older state is not thrown away either.
    assert len(recorder.others(folder)) == 1


def test_backups_of_another_data_key_or_with_more_than_the_record_are_not_rotated_out(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    case = begin_case(vault, 1)
    vault.close()
    older = tmp_path / "older"
    shutil.copytree(folder, older)
    with open_vault(folder, PASSPHRASE) as later:
        later.append(case, AnswerGiven("item-later", Answer.YES, How.TOLD))
    shutil.copytree(backup.any_backup(folder)[0], older / "backup" / "000090")
    with open_vault(folder, PASSPHRASE) as last:
        rotate(last, PASSPHRASE, cost=QUICK)
    shutil.copytree(backup.any_backup(folder)[0], older / "backup" / "000091")
    for name in (keys.FILE, keys.COPY):
        (older / "backup" / "000091" / name).unlink()
    newer = {path: data for path, data in everything(older).items() if path.parent.name in ("000090", "000091")}
    with open_vault(older, PASSPHRASE) as again:
        for _ in range(5):
            again.append(case, AnswerGiven("item-more", Answer.YES, How.TOLD))
            again.backup()
    assert {path: data for path, data in everything(older).items() if path in newer} == newer
    assert len(backup.any_backup(older)) == 3 + 2
