"""Whatever happens to the files, nothing empty takes the vault's place and what was acknowledged comes back."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from screening.domain.events.catalogue import BreakTaken, Recorded
from screening.errors import NotSaved, StoreTrouble
from screening.store import Vault, create_vault, open_vault, rebuild_vault, verify_files, verify_vault
from screening.store.crypto.key_file import Keys
from screening.store.integrity import record_opening
from screening.store.vault.lifecycle import open_with_keys
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

ANSWERS = 60


@dataclass
class Kept:
    """A locked vault, and what was acknowledged before it was locked."""

    folder: Path
    keys: Keys
    case: str
    events: tuple[Recorded, ...]
    strand: str

    def copy(self, to: Path) -> Path:
        shutil.copytree(self.folder, to)
        return to


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept") / "vault"
    vault = create_vault(folder, PASSPHRASE, "Officer Aina", "officer", "", cost=QUICK)
    case = begin_case(vault, ANSWERS)
    vault.set_draft(case, "words", "half typed")
    events = vault.events(case)
    vault.close()
    return Kept(folder, record_opening.unlock(folder, PASSPHRASE)[0], case, events, vault.strand)


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_by_a_byte(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def one_page_zeroed(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:8192] + bytes(4096) + data[12288:])


def two_pages_swapped(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + data[8192:12288] + data[4096:8192] + data[12288:])


def another_file(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(20000))


Damage = Callable[[Path], None]
FATAL = [
    remove,
    empty,
    random_bytes,
    zeroed,
    cut_in_half,
    cut_by_a_byte,
    one_page_zeroed,
    two_pages_swapped,
    another_file,
]


@pytest.mark.one_in(8)
@pytest.mark.parametrize("damage", FATAL)
def test_a_damaged_vault_is_refused_unchanged_and_then_rebuilt_whole(
    kept: Kept, tmp_path: Path, damage: Damage
) -> None:
    folder = kept.copy(tmp_path / "v")
    shutil.rmtree(folder / "backup")
    damage(folder / "vault.db")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    with pytest.raises(StoreTrouble) as told:
        open_vault(folder, PASSPHRASE)

    assert told.value.code == ("vault-missing" if damage is remove else "vault-damaged")
    # Created, unlocked, the case and its answers, locked.
    assert told.value.details["events"] == ANSWERS + 4
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before

    rebuilt = rebuild_vault(folder, PASSPHRASE)
    assert (rebuilt.events, rebuilt.from_journal, rebuilt.first) == (ANSWERS + 4, ANSWERS + 4, None)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(kept.case) == kept.events
        assert again.notices == []
        assert again.officer == "Officer Aina"
        assert again.strand != kept.strand
        again.append(kept.case, BreakTaken())
        assert again.verify().holds


@pytest.mark.one_in(8)
@pytest.mark.parametrize("damage", FATAL)
def test_without_a_recorder_the_newest_backup_serves(kept: Kept, tmp_path: Path, damage: Damage) -> None:
    folder = kept.copy(tmp_path / "v")
    damage(folder / "vault.db")
    (folder / "recorder.bin").unlink()
    with pytest.raises(StoreTrouble):
        open_vault(folder, PASSPHRASE)
    assert rebuild_vault(folder, PASSPHRASE).first is None
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(kept.case) == kept.events
        assert again.drafts(kept.case) == {"words": "half typed"}
        assert again.verify().holds


def test_a_damaged_page_costs_only_what_stood_on_it(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    shutil.rmtree(folder / "backup")
    (folder / "recorder.bin").unlink()
    data = (folder / "vault.db").read_bytes()
    # One of the last pages holds events; the rest of the file is left alone.
    (folder / "vault.db").write_bytes(data[: 4096 * 20] + bytes(4096) + data[4096 * 21 :])
    rebuilt = rebuild_vault(folder, PASSPHRASE)
    assert rebuilt.events > ANSWERS // 2
    assert rebuilt.from_damaged == rebuilt.events
    with open_vault(folder, PASSPHRASE) as again:
        assert set(again.events(kept.case)) <= set(kept.events)


def test_damage_to_the_first_sixteen_bytes_does_no_harm(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    data = (folder / "vault.db").read_bytes()
    (folder / "vault.db").write_bytes(bytes(16) + data[16:])
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(kept.case) == kept.events
        assert again.verify().holds


def test_recorder_and_vault_both_damaged_make_up_for_each_other(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    (folder / "vault.db").unlink()
    journal = bytearray((folder / "recorder.bin").read_bytes())
    for at in range(1000, len(journal), 3000):
        journal[at] ^= 1
    (folder / "recorder.bin").write_bytes(bytes(journal))
    rebuilt = rebuild_vault(folder, PASSPHRASE)
    assert rebuilt.from_journal > ANSWERS // 2
    assert rebuilt.from_backups > 0
    assert rebuilt.first is None
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(kept.case) == kept.events


def test_a_gap_that_nothing_closes_is_named(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    shutil.rmtree(folder / "backup")
    (folder / "vault.db").unlink()
    journal = bytearray((folder / "recorder.bin").read_bytes())
    journal[len(journal) // 2] ^= 1
    (folder / "recorder.bin").write_bytes(bytes(journal))
    rebuilt = rebuild_vault(folder, PASSPHRASE)
    assert rebuilt.events == ANSWERS + 3
    assert rebuilt.first is not None
    assert (rebuilt.first.case, rebuilt.first.fault) == (kept.case, "missing")
    with open_vault(folder, PASSPHRASE) as again:
        assert len(again.events(kept.case)) == len(kept.events) - 1
        assert again.verify().first == rebuilt.first


def test_nothing_left_is_said_and_nothing_is_made(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    shutil.rmtree(folder / "backup")
    (folder / "vault.db").unlink()
    (folder / "recorder.bin").unlink()
    with pytest.raises(StoreTrouble) as told:
        open_vault(folder, PASSPHRASE)
    assert (told.value.code, told.value.details) == ("vault-missing", {"events": 0})
    with pytest.raises(StoreTrouble, match="nothing-to-rebuild-from"):
        rebuild_vault(folder, PASSPHRASE)
    left = [path.name for path in folder.iterdir() if not path.name.startswith("identity.")]
    assert sorted(left) == ["keys.bak", "keys.json", "lock", "vault.db-journal"]


def test_rebuilding_a_whole_vault_changes_nothing(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert rebuild_vault(folder, PASSPHRASE).events == ANSWERS + 4
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.mark.one_in(8)
@pytest.mark.parametrize("damage", [remove, empty, random_bytes, cut_in_half, zeroed])
@pytest.mark.parametrize("name", ["keys.json", "keys.bak"])
def test_one_key_file_is_enough_and_makes_the_other_again(
    kept: Kept, tmp_path: Path, name: str, damage: Damage
) -> None:
    folder = kept.copy(tmp_path / "v")
    damage(folder / name)
    with open_vault(folder, PASSPHRASE) as again:
        assert [notice.code for notice in again.notices] == ["keys-copy-used"]
        assert again.events(kept.case) == kept.events
    assert (folder / "keys.json").read_bytes() == (folder / "keys.bak").read_bytes()


def test_without_key_files_a_backup_of_them_is_offered_and_used(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    (folder / "keys.json").unlink()
    (folder / "keys.bak").unlink()
    with pytest.raises(StoreTrouble) as told:
        open_vault(folder, PASSPHRASE)
    assert (told.value.code, told.value.details) == ("keys-missing", {"backups": 1})
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(kept.case) == kept.events


@pytest.mark.one_in(6)
@pytest.mark.parametrize("damage", [remove, empty, random_bytes, zeroed, cut_in_half, cut_by_a_byte])
def test_a_damaged_recorder_is_told_and_begun_anew(kept: Kept, tmp_path: Path, damage: Damage) -> None:
    folder = kept.copy(tmp_path / "v")
    damage(folder / "recorder.bin")
    with open_vault(folder, PASSPHRASE) as again:
        assert [notice.code for notice in again.notices] == [
            "recorder-missing" if damage is remove else "recorder-damaged"
        ]
        assert again.events(kept.case) == kept.events
        assert again.verify().holds
    (folder / "vault.db").unlink()
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(kept.case) == kept.events


def test_an_older_vault_file_put_back_catches_up_from_the_recorder(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    old = (folder / "vault.db").read_bytes()
    with open_vault(folder, PASSPHRASE) as vault:
        later = vault.append(kept.case, BreakTaken())
    (folder / "vault.db").write_bytes(old)
    with open_vault(folder, PASSPHRASE) as again:
        assert [notice.code for notice in again.notices] == ["recorder-ahead"]
        assert again.events(kept.case)[-1] == later
        assert again.verify().holds


def test_a_recorder_that_tells_otherwise_is_kept_aside(kept: Kept, tmp_path: Path) -> None:
    folder, other = kept.copy(tmp_path / "v"), kept.copy(tmp_path / "w")
    with open_vault(folder, PASSPHRASE) as vault:
        vault.append(kept.case, BreakTaken())
    with open_vault(other, PASSPHRASE) as vault:
        mine = vault.append(kept.case, BreakTaken())
    shutil.copy(folder / "recorder.bin", other / "recorder.bin")
    with open_vault(other, PASSPHRASE) as again:
        assert [notice.code for notice in again.notices] == ["recorder-damaged"]
        assert again.events(kept.case)[-1] == mine
        with again.reading() as tables:
            assert tables.aside() == 3
        assert again.verify().holds


def test_no_single_bit_is_lost_in_silence(kept: Kept, tmp_path: Path) -> None:
    chance = random.Random(20)
    folder = kept.copy(tmp_path / "v")
    whole = {name: (folder / name).read_bytes() for name in ("vault.db", "recorder.bin")}
    refused = told = 0
    for trial in range(100):
        name = "vault.db" if trial % 2 else "recorder.bin"
        for each, data in whole.items():
            (folder / each).write_bytes(data)
        bit = chance.randrange(len(whole[name]) * 8)
        flipped = bytearray(whole[name])
        flipped[bit // 8] ^= 1 << bit % 8
        (folder / name).write_bytes(bytes(flipped))
        try:
            vault = open_with_keys(folder, kept.keys)
        except StoreTrouble as trouble:
            assert trouble.code == "vault-damaged"
            assert trouble.details["events"] == ANSWERS + 4
            refused += 1
            continue
        told += bool(vault.notices)
        assert vault.events(kept.case) == kept.events
        vault._let_go()
    # All that a flip in the vault may spare is its first sixteen bytes, which are not read.
    assert refused >= 49
    assert told == 50


@pytest.mark.sweep
def test_a_single_bit_in_the_key_file_opens_by_the_copy(kept: Kept, tmp_path: Path) -> None:
    chance = random.Random(21)
    folder = kept.copy(tmp_path / "v")
    whole = (folder / "keys.json").read_bytes()
    for _ in range(15):
        bit = chance.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        (folder / "keys.json").write_bytes(bytes(flipped))
        vault = open_vault(folder, PASSPHRASE)
        assert vault.events(kept.case) == kept.events
        vault._let_go()
        assert (folder / "keys.json").read_bytes() == whole


def test_a_vault_deleted_while_open_takes_no_more(vault: Vault, folder: Path) -> None:
    case = begin_case(vault, answers=3)
    before = vault.events(case)
    (folder / "vault.db").unlink()
    with pytest.raises(NotSaved, match="not-saved-file-gone"):
        vault.append(case, BreakTaken())
    with pytest.raises(NotSaved, match="not-saved-file-gone"):
        vault.append(case, BreakTaken())
    with pytest.raises(StoreTrouble, match="vault-missing"):
        vault.reopen()
    vault.close()
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(case) == before


OVERWRITE = """
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(4096)
    file.write(bytes(int(sys.argv[2])))
"""


def test_a_disk_that_decays_while_the_vault_is_open_is_told_in_our_words(vault: Vault, folder: Path) -> None:
    case = begin_case(vault, answers=30)
    vault._open().con.execute("PRAGMA cache_size = 1")
    path = folder / "vault.db"
    # From another process: closing the file in this one would drop the vault's own locks.
    subprocess.run([sys.executable, "-c", OVERWRITE, str(path), str(path.stat().st_size - 4096)], check=True)
    vault._open().con.execute("PRAGMA shrink_memory")
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        vault.events(case)
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        vault.append(case, BreakTaken())
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        vault.reopen()
    vault.close()
    assert rebuild_vault(folder, PASSPHRASE).first is None


def test_a_recorder_deleted_while_open_is_begun_anew_on_reopening(vault: Vault, folder: Path) -> None:
    case = begin_case(vault, answers=3)
    before = vault.events(case)
    (folder / "recorder.bin").unlink()
    with pytest.raises(NotSaved, match="not-saved-file-gone"):
        vault.append(case, BreakTaken())
    assert vault.reopen().holds
    assert vault.events(case) == before
    vault.append(case, BreakTaken())
    assert vault.verify().holds


def test_a_copy_of_the_vault_alone_is_complete_up_to_the_last_acknowledged(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    case = begin_case(vault, answers=3)
    shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns("recorder*", "*-journal"))
    with open_vault(tmp_path / "copy", PASSPHRASE) as copy:
        assert copy.events(case) == vault.events(case)


def test_the_folder_can_be_looked_at_without_a_passphrase(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    report = verify_files(folder)
    assert report.faults == ()
    assert (report.journal_frames, report.journal_rest, report.backups) == (ANSWERS + 4, 0, 1)
    with (folder / "recorder.bin").open("ab") as file:
        file.write(b"torn")
    (folder / "keys.bak").unlink()
    cut_by_a_byte(folder / "vault.db")
    assert verify_files(folder).faults == ("keys-differ", "vault-damaged", "recorder-torn")
    (folder / "vault.db").unlink()
    (folder / "keys.json").unlink()
    random_bytes(folder / "recorder.bin")
    assert verify_files(folder).faults == ("keys-missing", "vault-missing", "recorder-damaged")
    (folder / "recorder.bin").unlink()
    assert "recorder-missing" in verify_files(folder).faults
    with pytest.raises(StoreTrouble, match="vault-not-found"):
        verify_files(tmp_path / "nothing")


def test_a_locked_vault_is_verified_without_adding_to_it(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path / "v")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    found = verify_vault(folder, PASSPHRASE)
    assert (found.holds, found.events, found.cases, found.journal) == (True, ANSWERS + 4, 1, "whole")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    cut_in_half(folder / "recorder.bin")
    assert verify_vault(folder, PASSPHRASE).journal == "damaged"
    remove(folder / "recorder.bin")
    assert verify_vault(folder, PASSPHRASE).journal == "missing"


@pytest.mark.parametrize("spoiled", [("keys.json",), ("keys.json", "keys.bak")], ids=str)
def test_an_entry_that_the_file_has_no_more_is_brought_back_with_whichever_copy_of_the_keys_is_left(
    vault: Vault, folder: Path, spoiled: tuple[str, ...]
) -> None:
    case = begin_case(vault, answers=3)
    before, keys, last = vault.events(case), vault.keys, vault.tables.last_number()
    vault.tables.con.execute("DELETE FROM event WHERE n = ?", (last - 1,))
    vault.tables.con.execute("UPDATE head SET events = events - 1 WHERE case_code = ?", (case,))
    vault.abandon()
    for name in spoiled:
        (folder / name).write_bytes(b"{}")
    if len(spoiled) == 2:
        with pytest.raises(StoreTrouble, match="vault-damaged"):
            open_with_keys(folder, keys)
        return
    with open_with_keys(folder, keys) as again:
        assert [each.code for each in again.notices][:1] == ["pages-older"]
        assert again.events(case) == before
