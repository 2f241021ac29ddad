"""A backup is whole and checked before it counts, and no half of one takes a good one's place."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from screening.domain.events.catalogue import BreakTaken
from screening.errors import NotSaved
from screening.store import Vault, open_vault, verify_vault
from screening.store.folder import automatic_copies
from screening.store.integrity import record_opening
from tests.store.some_vault import PASSPHRASE, begin_case


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backup").iterdir())


def test_a_backup_opens_by_itself_with_everything_in_it(vault: Vault, folder: Path, tmp_path: Path) -> None:
    case = begin_case(vault, answers=3)
    vault.set_draft(case, "words", "half")
    vault.backup()
    shutil.copytree(folder / "backup" / "000001", tmp_path / "elsewhere")
    with open_vault(tmp_path / "elsewhere", PASSPHRASE) as copy:
        assert copy.events(case) == vault.events(case)
        assert copy.draft(case, "words") == "half"
        assert [notice.code for notice in copy.notices] == ["recorder-missing"]
        assert copy.verify().holds


def test_the_three_newest_are_kept(vault: Vault, folder: Path) -> None:
    case = begin_case(vault)
    for _ in range(5):
        vault.append(case, BreakTaken())
        vault.backup()
    assert names(folder) == ["000003", "000004", "000005"]
    counts = []
    for name in names(folder):
        shutil.copy(folder / "recorder.bin", folder / "backup" / name)
        counts.append(verify_vault(folder / "backup" / name, PASSPHRASE).events)
    assert counts == sorted(counts)
    assert len(set(counts)) == 3


def test_locking_makes_one_when_a_case_changed_and_only_then(
    vault: Vault, folder: Path, reopened: Callable[[], Vault]
) -> None:
    vault.close()
    assert names(folder) == ["000001"]
    again = reopened()
    case = begin_case(again)
    again.close()
    assert names(folder) == ["000001", "000002"]
    again = reopened()
    again.events(case)
    again.close()
    assert names(folder) == ["000001", "000002"]
    again = reopened()
    again.set_draft(case, "words", "x")
    again.close()
    assert names(folder) == ["000001", "000002", "000003"]


class Stopped(Exception):
    pass


@pytest.mark.one_in(8)
@pytest.mark.parametrize(
    "name", ["write_atomic", "create_private", "of", "integrity_faults", "sync_folder", "any_backup"]
)
@pytest.mark.parametrize("trouble", [OSError(errno.ENOSPC, "full"), Stopped()])
def test_a_backup_that_stops_leaves_the_good_one_and_no_half(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, trouble: Exception
) -> None:
    case = begin_case(vault, answers=2)
    vault.backup()
    good = (folder / "backup" / "000001" / "vault.db").read_bytes()

    def stop(*_: Any, **_options: Any) -> Any:
        raise trouble

    places = {"write_atomic": automatic_copies.key_file, "of": automatic_copies.Tables}
    with monkeypatch.context() as broken:
        broken.setattr(places.get(name, automatic_copies), name, stop)
        with pytest.raises(NotSaved if isinstance(trouble, OSError) else Stopped):
            vault.backup()
    assert names(folder) == ["000001"]
    assert (folder / "backup" / "000001" / "vault.db").read_bytes() == good
    vault.append(case, BreakTaken())
    vault.backup()
    assert names(folder) == ["000001", "000002"]


def test_a_copy_that_differs_is_thrown_away(vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_case(vault)
    monkeypatch.setattr(automatic_copies.Tables, "last_link", lambda _: os.urandom(4))
    with pytest.raises(NotSaved):
        vault.backup()
    assert names(folder) == []


def test_locking_without_room_for_a_backup_is_told_and_locks(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, reopened: Callable[[], Vault]
) -> None:
    case = begin_case(vault)
    kept = vault.events(case)
    with monkeypatch.context() as broken:
        broken.setattr(
            automatic_copies, "create_private", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full"))
        )
        vault.close()
    assert [notice.code for notice in vault.notices] == ["backup-not-made"]
    again = reopened()
    assert again.events(case) == kept
    again.close()
    # The next locking makes the copy, though nothing changed since.
    assert names(folder) == ["000001"]


def test_a_backup_inside_a_transaction_is_refused(vault: Vault, folder: Path) -> None:
    tables = vault._open()
    tables.con.execute("BEGIN")
    with pytest.raises(RuntimeError):
        automatic_copies.make_backup(folder, record_opening.unlock(folder, PASSPHRASE)[0], tables)
    tables.con.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("there", "copy"),
    [
        (("vault.db", "keys.json", "keys.bak"), True),
        (("vault.db", "keys.json"), True),
        (("vault.db", "keys.bak"), True),
        (("vault.db",), False),
        (("keys.json", "keys.bak"), False),
        ((), False),
    ],
)
def test_a_copy_is_the_file_of_a_record_with_a_key_file_beside_it(
    tmp_path: Path, there: tuple[str, ...], copy: bool
) -> None:
    for name in there:
        (tmp_path / name).write_bytes(b"")
    assert automatic_copies.is_copy(tmp_path) is copy
    for name in there:
        (tmp_path / name).unlink()
        (tmp_path / name).mkdir()
    assert not automatic_copies.is_copy(tmp_path), "folders of those names are none"


def test_backups_are_counted_by_their_numbers_newest_first(tmp_path: Path) -> None:
    assert automatic_copies.count_backups(tmp_path) == 0 == len(automatic_copies.any_backup(tmp_path))
    for name in ("000002", "000010", "000009", "1", "0000011", "part-000003", "00000a"):
        (tmp_path / "backup" / name).mkdir(parents=True)
    assert [each.name for each in automatic_copies.any_backup(tmp_path)] == ["000010", "000009", "000002"]
    assert automatic_copies.count_backups(tmp_path) == 3


def test_a_copy_that_is_being_made_is_whole_in_its_folder_or_not_there(tmp_path: Path) -> None:
    with automatic_copies.copy_being_made(tmp_path) as part:
        for name in ("vault.db", "vault.db-journal", "identity.db-journal"):
            (part / name).write_bytes(b"x")
    assert [each.name for each in part.iterdir()] == ["vault.db"]
    assert part.parent == tmp_path and part.name.startswith(automatic_copies.PART)
    with pytest.raises(Stopped), automatic_copies.copy_being_made(tmp_path) as other:
        (other / "vault.db").write_bytes(b"x")
        raise Stopped
    assert list(tmp_path.iterdir()) == [part]


def test_a_vault_is_named_by_its_recorder_else_by_its_keys_else_not_at_all(vault: Vault, folder: Path) -> None:
    name = automatic_copies.vault_in(folder)
    assert name
    (folder / "recorder.bin").rename(folder / "recorder.away")
    assert automatic_copies.vault_in(folder) == name
    for each in ("keys.json", "keys.bak"):
        (folder / each).write_bytes(b"{}")
    assert automatic_copies.vault_in(folder) == ""
    (folder / "recorder.away").rename(folder / "recorder.bin")
    assert automatic_copies.vault_in(folder) == name
