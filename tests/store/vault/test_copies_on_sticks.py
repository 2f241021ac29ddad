"""A copy on a stick is whole or the former one; a record comes back from it on a computer that has none."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from screening.domain.events.catalogue import BreakTaken, ConsentDecided
from screening.domain.events.record import CopyMade, VaultRestored
from screening.errors import BadInput, StoreTrouble
from screening.store import KeptIdentity, Vault, make_copy, open_vault, practice_vault
from screening.store import restore_vault as restore
from screening.store.crypto import key_file
from screening.store.crypto.record_keys import event_place, unseal
from screening.store.folder import automatic_copies
from screening.store.integrity import record_opening
from screening.store.vault import copies_on_sticks
from tests.store.some_vault import PASSPHRASE, begin_case

NUR = KeptIdentity("Nur", "", "")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def full(vault: Vault) -> tuple[Vault, str]:
    case = begin_case(vault, answers=4)
    vault.append(case, ConsentDecided("identity", "yes", "v", "en"))
    vault.people.keep(case, NUR)
    vault.set_draft(case, "words", "half")
    return vault, case


def test_a_stick_with_nothing_at_all_on_it_takes_a_copy_and_a_record(
    full: tuple[Vault, str], stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows the walk through a drive's empty root ends in "no such file"."""
    real = Path.iterdir

    def of_windows(folder: Path) -> Iterator[Path]:
        if folder.is_dir() and not any(real(folder)):
            raise FileNotFoundError(errno.ENOENT, "no file", str(folder))
        return real(folder)

    (tmp_path / "other").mkdir()
    monkeypatch.setattr(Path, "iterdir", of_windows)
    make_copy(full[0], stick)
    assert restore(stick, tmp_path / "other", PASSPHRASE).whole


def test_a_record_comes_back_from_a_stick_on_a_fresh_machine(
    full: tuple[Vault, str], stick: Path, folder: Path, tmp_path: Path
) -> None:
    vault, case = full
    events, strand = vault.events(case), vault.strand
    made = make_copy(vault, stick)
    assert [each.event for each in vault.events("")][-1] == CopyMade("stick")
    vault.close()
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    shutil.rmtree(folder)
    restored = restore(stick, tmp_path / "fresh" / "record", PASSPHRASE)
    assert (restored.cases, restored.whole) == (1, True)
    with open_vault(tmp_path / "fresh" / "record", PASSPHRASE) as again:
        assert again.events(case) == events
        assert again.people.read(case) == NUR
        assert again.draft(case, "words") == "half"
        assert again.verify().holds
        # Two laptops may go on from here: they never give the same number under the same name.
        assert again.strand != strand
        assert VaultRestored() in [each.event for each in again.events("")]
        again.append(case, BreakTaken())
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def test_the_new_copy_takes_the_place_of_the_former_and_of_no_other_vaults(
    full: tuple[Vault, str], stick: Path
) -> None:
    vault, case = full
    other = stick / "notes-copy-SOMEBODYELSE-0001"
    other.mkdir()
    (stick / "holiday.txt").write_text("x")
    first = make_copy(vault, stick)
    vault.append(case, BreakTaken())
    second = make_copy(vault, stick)
    assert not first.exists()
    assert {each.name for each in stick.iterdir()} == {second.name, other.name, "holiday.txt"}
    assert case not in " ".join(each.name for each in stick.rglob("*"))


class Pulled(Exception):
    pass


@pytest.mark.one_in(8)
@pytest.mark.parametrize("trouble", [OSError(errno.ENOSPC, "full"), Pulled()])
@pytest.mark.parametrize("name", ["write_copy", "any"])
@pytest.mark.parametrize("at", ["begin", "sync_folder"])
def test_a_stick_that_is_full_or_pulled_out_keeps_the_former_copy(
    full: tuple[Vault, str], stick: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception, name: str, at: str
) -> None:
    vault, case = full
    first = make_copy(vault, stick)
    good = (first / "vault.db").read_bytes()

    def stop(*_: Any) -> Any:
        raise trouble

    vault.append(case, BreakTaken())
    with monkeypatch.context() as broken:
        if name == "write_copy":
            broken.setattr(automatic_copies, "integrity_faults" if at == "begin" else at, stop)
        else:
            broken.setattr(copies_on_sticks.atomic_files, "sweep" if at == "begin" else at, stop)
        with pytest.raises(BadInput if isinstance(trouble, OSError) else Pulled):
            make_copy(vault, stick)
    assert (first / "vault.db").read_bytes() == good
    vault.append(case, BreakTaken())
    make_copy(vault, stick)
    assert len([each for each in stick.iterdir() if each.is_dir()]) == 1


def test_an_erased_record_is_gone_from_the_stick_with_the_next_copy(full: tuple[Vault, str], stick: Path) -> None:
    vault, case = full
    make_copy(vault, stick)
    vault.erase([case], "withdrawn")
    copy = make_copy(vault, stick)
    with open_vault(shutil.copytree(copy, stick / "look"), PASSPHRASE) as looked:
        assert looked.cases() == ()


def test_what_cannot_be_brought_back_is_told_and_nothing_is_made(
    full: tuple[Vault, str], stick: Path, folder: Path, tmp_path: Path
) -> None:
    vault, _ = full
    there = tmp_path / "there"
    with pytest.raises(BadInput, match="no-copy-there"):
        restore(stick, there, PASSPHRASE)
    copy = make_copy(vault, stick)
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        restore(stick, there, "not the passphrase of it")
    with pytest.raises(BadInput, match="folder-not-empty"):
        restore(stick, folder, PASSPHRASE)
    data = bytearray((copy / "vault.db").read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "vault.db").write_bytes(bytes(data))
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        restore(copy, there, PASSPHRASE)
    assert not there.exists()
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".part-")]
    with pytest.raises(BadInput, match="practice-has-no-copy"):
        make_copy(practice_vault(), stick)
    with pytest.raises(BadInput, match="folder-missing"):
        make_copy(vault, stick / "gone")


def test_one_damaged_key_file_of_a_copy_is_enough_to_restore(
    full: tuple[Vault, str], stick: Path, tmp_path: Path
) -> None:
    vault, case = full
    copy = make_copy(vault, stick)
    (copy / key_file.FILE).write_text("damaged")
    restore(copy, tmp_path / "there", PASSPHRASE)
    with open_vault(tmp_path / "there", PASSPHRASE) as again:
        assert again.cases() == (case,)
        assert again.notices == []


@pytest.mark.sweep
def test_the_command_brings_a_record_back(
    full: tuple[Vault, str], stick: Path, tmp_path: Path, reopened: Callable[[], Vault]
) -> None:
    vault, case = full
    make_copy(vault, stick)
    order = [sys.executable, "-m", "screening", "restore", str(stick), "--to", str(tmp_path / "fresh")]
    done = subprocess.run(order, input=f"{PASSPHRASE}\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "In 1 case." in done.stdout
    with open_vault(tmp_path / "fresh", PASSPHRASE) as again:
        assert again.cases() == (case,)
    again_done = subprocess.run(order, input=f"{PASSPHRASE}\n", capture_output=True, text=True, check=False)
    assert again_done.returncode == 2
    assert "is not empty" in again_done.stderr


def test_a_second_program_reads_the_vault_and_a_copy(full: tuple[Vault, str], stick: Path, folder: Path) -> None:
    """The rescue reader: SQLite3 Multiple Ciphers through apsw, which shares no code with our driver."""
    apsw = pytest.importorskip("apsw")
    if not hasattr(apsw, "mc_version"):
        pytest.skip("this apsw has no ciphers: apsw-sqlite3mc is not installed")
    vault, case = full
    events = vault.events(case)
    copy = make_copy(vault, stick)
    vault.close()
    opened = record_opening.unlock(folder, PASSPHRASE)[0]
    for path in (folder / "vault.db", copy / "vault.db"):
        con = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        for pragma in ("cipher='sqlcipher'", "legacy=4"):
            con.execute(f"PRAGMA {pragma}")
        con.execute(f"PRAGMA key=\"x'{opened.sub('sqlcipher').hex()}{opened.salt.hex()}'\"")
        assert con.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (key,) = con.execute("SELECT key FROM record_key WHERE case_code = ?", (case,)).fetchone()
        rows = con.execute(
            "SELECT strand, seq, sealed, digest FROM event WHERE case_code = ? ORDER BY seq", (case,)
        ).fetchall()
        assert [row[3] for row in rows] == [each.digest for each in events]
        bodies = [unseal(key, event_place(case, strand, seq), sealed)[1] for strand, seq, sealed, _ in rows]
        assert '"item":"item-0"' in bodies[1]
        con.close()
