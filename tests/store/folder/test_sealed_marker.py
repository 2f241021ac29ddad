"""Which marker of a sealed record is believed, and what is removed because of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from screening.errors import StoreTrouble
from screening.store import (
    Vault,
    add_recovery,
    became,
    create_vault,
    new_recovery_key,
    open_vault,
    recover_copy,
    seal_and_purge,
)
from screening.store.crypto import key_file
from screening.store.database import journal
from screening.store.folder import sealed_marker
from screening.store.folder.sealed_marker import Sealed
from screening.store.vault import seal_and_purge as purging
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

OTHER = "saddle pepper window orchid marble"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return tmp_path / "secret"


@pytest.fixture
def kept(vault: Vault, secret: Path) -> tuple[Vault, str]:
    case = begin_case(vault, 3)
    add_recovery(vault, new_recovery_key(secret))
    vault.backup()
    return vault, case


def test_copies_of_other_records_in_the_folder_stay(
    kept: tuple[Vault, str], folder: Path, secret: Path, tmp_path: Path
) -> None:
    theirs = create_vault(tmp_path / "theirs", PASSPHRASE, "B", "officer", "", cost=QUICK)
    code = begin_case(theirs, 1)
    theirs.close()
    strays = [folder / "backup" / "000009", folder / "found" / "notes-copy-X-0001"]
    for stray in strays:
        shutil.copytree(tmp_path / "theirs", stray)
    told = seal_and_purge(kept[0])
    assert (told.left, told.others) == (0, 4)  # each with a backup of its own
    assert not (folder / key_file.FILE).exists()
    assert not (folder / "backup" / "000001").exists()
    assert became(folder) == told
    for stray in strays:
        with open_vault(stray, PASSPHRASE) as opened:
            assert opened.cases() == (code,)


def sealed_and_back(vault: Vault, folder: Path, place: Path | None, secret: Path) -> tuple[bytes, tuple[str, ...]]:
    """The marker of then, and the cases of a record that was sealed, brought back and gone on with."""
    told = seal_and_purge(vault, place)
    marker = (folder / sealed_marker.MARKER).read_bytes()
    recover_copy(place or folder / sealed_marker.HERE / told.copy, folder, secret, OTHER, cost=QUICK)
    with open_vault(folder, OTHER) as again:
        for _ in range(5):
            begin_case(again, 1)
        return marker, again.cases()


@pytest.mark.one_in(2)
@pytest.mark.parametrize("here", [True, False])
def test_an_old_marker_put_back_removes_nothing_of_a_living_record(
    kept: tuple[Vault, str], folder: Path, stick: Path, secret: Path, here: bool
) -> None:
    marker, cases = sealed_and_back(kept[0], folder, None if here else stick, secret)
    (folder / sealed_marker.MARKER).write_bytes(marker)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert became(folder) is None
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    with open_vault(folder, OTHER) as again:
        assert again.cases() == cases
        assert again.verify().holds


LOST: dict[str, tuple[str, ...]] = {
    "one key file": ("keys.json",),
    "both key files": ("keys.json", "keys.bak"),
    "every key file": ("keys.json", "keys.bak", "backup/*/keys.json", "backup/*/keys.bak"),
    "keys and recorder": ("keys.json", "keys.bak", "backup/*/keys.*", "recorder.bin"),
    "the record's file": ("vault.db",),
    "everything but a backup": ("keys.json", "keys.bak", "vault.db", "recorder.bin", "identity*"),
}


@pytest.mark.one_in(6)
@pytest.mark.parametrize("lost", LOST)
def test_an_old_marker_removes_nothing_of_what_is_left_of_a_record(
    kept: tuple[Vault, str], folder: Path, stick: Path, secret: Path, lost: str
) -> None:
    marker, _ = sealed_and_back(kept[0], folder, stick, secret)
    for pattern in LOST[lost]:
        for path in folder.glob(pattern):
            path.unlink()
    for data in (marker, marker.replace(b'"cases": 1', b'"cases": 2'), b"", b"{"):
        (folder / sealed_marker.MARKER).write_bytes(data)
        before = sorted(folder.rglob("*"))
        assert became(folder) is None
        assert sorted(folder.rglob("*")) == before


def test_a_marker_fits_only_where_neither_the_journal_nor_any_key_file_is_another(vault: Vault, folder: Path) -> None:
    keys = vault.keys
    vault.close()
    told = Sealed(keys.vault, "2026-11-30", 1, "copy", here=False)
    sealed_marker.begin(folder, told, keys)
    assert sealed_marker.read(folder, keys) == told
    for path, other in (
        (folder / journal.FILE, lambda data: data + b"one more"),
        (folder / key_file.FILE, lambda data: key_file.to_bytes(replace(key_file.from_bytes(data), generation=99))),
    ):
        before = path.read_bytes()
        path.write_bytes(other(before))
        assert sealed_marker.read(folder, keys) is None
        assert sealed_marker.finish_sealing(folder, keys) is None and path.read_bytes() == other(before)
        path.write_bytes(before)
    assert sealed_marker.read(folder, keys) == told


def test_a_marker_whose_copy_here_is_gone_removes_nothing(
    kept: tuple[Vault, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, case = kept
    monkeypatch.setattr(purging.sealed_marker, "finish_sealing", lambda _folder, _keys: None)
    told = seal_and_purge(vault)  # killed behind the marker
    monkeypatch.undo()
    shutil.move(folder / sealed_marker.HERE / told.copy, folder.parent / "taken away")
    assert became(folder) is None
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (case,)


def test_a_marker_of_an_earlier_program_still_says_what_became_of_a_record_and_removes_none(
    kept: tuple[Vault, str], folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging.sealed_marker, "finish_sealing", lambda _folder, _keys: None)
    seal_and_purge(kept[0], stick)
    monkeypatch.undo()
    told_then = json.loads((folder / sealed_marker.MARKER).read_bytes())
    del told_then["bound"], told_then["sum"], told_then["format"]
    whole = {"format": 1, **told_then, "sum": sealed_marker._sum(told_then)}
    (folder / sealed_marker.MARKER).write_text(json.dumps(whole))
    assert became(folder) is None
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (kept[1],)
    for path in folder.iterdir():
        if path.name != sealed_marker.MARKER:
            sealed_marker.atomic_files.remove(path)
    told = became(folder)
    assert told is not None
    assert told.cases == 1


@pytest.mark.sweep
def test_killed_at_every_removal_the_clearing_is_finished_and_the_recorder_goes_last(
    kept: tuple[Vault, str], folder: Path, secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies on the disk after each single name that goes, and after each file that is written over."""
    monkeypatch.setattr(purging.sealed_marker, "finish_sealing", lambda _folder, _keys: None)
    opened = kept[0].keys
    seal_and_purge(kept[0])
    monkeypatch.undo()
    whole = tmp_path / "whole"
    shutil.copytree(folder, whole)
    gone: list[int] = []
    for stop in range(200):
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        if _cleared(folder, opened, stop, monkeypatch):
            break
        left = [
            path for path in folder.iterdir() if path.name not in (sealed_marker.MARKER, sealed_marker.HERE, "lock")
        ]
        assert not left or (folder / "recorder.bin").exists()
        gone.append(len(left))
        with pytest.raises(StoreTrouble, match="vault-sealed"):
            open_vault(folder, PASSPHRASE)
        assert not list(sealed_marker._key_files(folder))
    assert len(gone) > 15
    recover_copy(folder / sealed_marker.HERE, folder, secret, OTHER, cost=QUICK)
    with open_vault(folder, OTHER) as again:
        assert again.cases() == (kept[1],)


class Killed(BaseException):
    pass


def _cleared(folder: Path, opened: key_file.Keys, stop: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Clear away until so many steps were made; whether it came to its end."""
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
        counting.setattr(Path, "unlink", counted(Path.unlink))
        counting.setattr(Path, "rmdir", counted(Path.rmdir))
        counting.setattr(sealed_marker.atomic_files, "sync", counted(sealed_marker.atomic_files.sync))
        try:
            sealed_marker.finish_sealing(folder, opened)
        except Killed:
            return False
    return True
