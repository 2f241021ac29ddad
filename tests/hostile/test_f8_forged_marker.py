"""F8: a file named ``sealed_marker.json`` that somebody without any key put into the record's folder.

The program believed it, removed the record at the start, before any passphrase, and said "Nothing was lost". Now the
marker carries a proof that only the record's data key makes, and nothing is removed without that key.
"""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from screening.errors import StoreTrouble
from screening.store import (
    Vault,
    add_recovery,
    became,
    create_vault,
    make_copy,
    new_recovery_key,
    open_vault,
    rebuild_vault,
    recover_copy,
    restore_vault,
    seal_and_purge,
)
from screening.store.folder import sealed_marker
from screening.store.vault import seal_and_purge as purging
from tests.hostile.processes import command
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

WRONG = "entirely wrong words here now"


@pytest.fixture
def case(vault: Vault, tmp_path: Path) -> str:
    code = begin_case(vault, 5)
    add_recovery(vault, new_recovery_key(tmp_path / "key"))
    vault.close()
    return code


def forge(folder: Path, **told: Any) -> None:
    """The marker as anybody can write it who reads the program: rightly bound, rightly summed."""
    whole: dict[str, Any] = {
        "vault": json.loads((folder / "keys.json").read_bytes())["vault"],
        "at": "2026-01-01", "cases": 1, "copy": "notes-copy-X", "here": False,
    }  # fmt: skip
    found = {sha256(path.read_bytes()).hexdigest() for path in folder.rglob("keys.*")}
    journal = (folder / "recorder.bin").read_bytes()
    ends = journal[:4096] + journal[max(0, len(journal) - 4096) :]
    whole["bound"] = {"keys": sorted(found), "recorder": f"{len(journal)} {sha256(ends).hexdigest()}"}
    whole |= told
    total = sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
    (folder / "sealed.json").write_text(json.dumps({"format": 1, **whole, "sum": total}))


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.name not in ("tries", "lock")}


FORGED: dict[str, dict[str, Any]] = {
    "rightly bound": {},
    "with a proof of its own": {"proof": "0" * 64},
    "with an empty proof": {"proof": ""},
    "bound to nothing": {"bound": {"keys": [], "recorder": ""}},
    "of another record": {"vault": "AAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_marker_removes_nothing_whoever_opens(case: str, folder: Path, name: str) -> None:
    forge(folder, **FORGED[name])
    before = everything(folder)
    assert became(folder) is None
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, WRONG)
    assert everything(folder) == before
    with pytest.raises(StoreTrouble, match=r"wrong-passphrase|wait-before-trying"):
        rebuild_vault(folder, WRONG)
    assert everything(folder) == before


@pytest.mark.parametrize("name", FORGED)
def test_the_record_opens_as_before(case: str, folder: Path, name: str) -> None:
    forge(folder, **FORGED[name])
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.cases() == (case,)
        assert vault.verify().holds


@pytest.mark.sweep
def test_the_command_line_removes_nothing(case: str, folder: Path, tmp_path: Path) -> None:
    forge(folder)
    before = everything(folder)
    refused = command("verify", "--vault", folder, typed=WRONG + "\n")
    assert refused.returncode != 0
    (folder / "tries").unlink()  # else the next process waits out the second of the wrong passphrase, or comes too soon
    told = command("verify", "--vault", folder, typed=PASSPHRASE + "\n")
    assert told.returncode == 0
    assert "Nothing was lost" not in told.stdout + told.stderr
    command("restore", folder, "--to", tmp_path / "elsewhere", typed=PASSPHRASE + "\n")
    assert everything(folder) == before


@pytest.mark.parametrize("gone", ["keys.*", "**/keys.*", "vault.db"])
def test_what_is_left_of_a_record_stays_too(case: str, folder: Path, gone: str) -> None:
    """Somebody took the key files away and forged the marker: the key files may come back."""
    aside = folder.parent / "aside"
    shutil.copytree(folder, aside)
    for path in folder.glob(gone):
        path.unlink()
    (folder / "keys.json").exists() or shutil.copy(aside / "keys.json", folder / "keys.json")
    forge(folder)
    if gone != "vault.db":
        (folder / "keys.json").unlink()
    before = everything(folder)
    became(folder)
    with pytest.raises(StoreTrouble):
        open_vault(folder, PASSPHRASE)
    assert everything(folder) == before


def test_a_true_marker_is_believed_only_with_the_records_own_key(
    vault: Vault, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed behind the marker: no start removes anything, the right passphrase finishes it, and opens nothing."""
    begin_case(vault, 2)
    add_recovery(vault, new_recovery_key(tmp_path / "key"))
    (tmp_path / "stick").mkdir()
    with monkeypatch.context() as killed:
        killed.setattr(purging.sealed_marker, "finish_sealing", lambda *_: None)
        seal_and_purge(vault, tmp_path / "stick")
    before = everything(folder)
    assert became(folder) is None
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, WRONG)
    assert everything(folder) == before
    monkeypatch.undo()
    from screening.store.folder import throttle

    throttle._waits.clear()
    with pytest.raises(StoreTrouble, match="vault-sealed"):
        open_vault(folder, PASSPHRASE)
    assert everything(folder) == {sealed_marker.MARKER}


class Killed(BaseException):
    """The power went."""


@pytest.fixture
def cut_off(vault: Vault, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sealed to a stick, and killed when every key file was gone and nothing else; the stick."""
    stick = tmp_path / "stick"
    begin_case(vault, 2)
    add_recovery(vault, new_recovery_key(tmp_path / "key"))
    vault.backup()
    stick.mkdir()

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(sealed_marker, "_clear", killed)
        with pytest.raises(Killed):
            seal_and_purge(vault, stick)
    assert not [each for each in everything(folder) if each.endswith(("keys.json", "keys.copy.json"))]
    return stick


def test_what_a_kill_left_without_any_key_is_cleared_away_when_the_organisation_brings_the_record_back(
    cut_off: Path, folder: Path, tmp_path: Path
) -> None:
    """Nobody could prove anything to the program there; now the key of the sealed copy can."""
    before = everything(folder)
    told = became(folder)
    assert told is not None and told.left
    assert everything(folder) == before, "a start alone removes nothing"
    recover_copy(cut_off, folder, tmp_path / "key", "saddle pepper window orchid marble", cost=QUICK)
    assert list(folder.parent.glob(f"{folder.name}*")) == [folder], "nothing unreadable is left beside it"
    with open_vault(folder, "saddle pepper window orchid marble") as vault:
        assert vault.verify().holds and len(vault.cases()) == 1


@pytest.mark.parametrize("changed", ["for_copy", "cases", "gone"])
def test_a_marker_that_the_key_of_the_copy_did_not_prove_removes_nothing_then(
    cut_off: Path, folder: Path, tmp_path: Path, changed: str
) -> None:
    marker = json.loads((folder / "sealed.json").read_bytes())
    marker |= {"for_copy": {"for_copy": "0" * 64}, "cases": {"cases": 9}, "gone": {}}[changed]
    marker = {
        name: value for name, value in marker.items() if name != "sum" and (changed, name) != ("gone", "for_copy")
    }
    told = {name: value for name, value in marker.items() if name != "format"}
    marker["sum"] = sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    (folder / "sealed.json").write_text(json.dumps(marker))
    left = everything(folder)
    assert became(folder) is not None
    recover_copy(cut_off, folder, tmp_path / "key", "saddle pepper window orchid marble", cost=QUICK)
    (aside,) = folder.parent.glob(f"{folder.name}-sealed-*")
    assert everything(aside) == left


def test_a_former_copy_that_holds_more_than_the_record_stays_on_the_stick(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    """A name is no proof either: the copy on a stick may be of a later day than the record that an old one gave."""
    stick, old = tmp_path / "stick", tmp_path / "old"
    stick.mkdir(), old.mkdir()
    begin_case(vault, 2)
    make_copy(vault, old)
    later = begin_case(vault, 30)
    newest = make_copy(vault, stick)
    vault.close()
    restore_vault(old, tmp_path / "again", PASSPHRASE)
    with open_vault(tmp_path / "again", PASSPHRASE) as again:
        made = make_copy(again, stick)
    assert newest.exists()
    assert made.exists()
    restore_vault(newest, tmp_path / "third", PASSPHRASE)
    with open_vault(tmp_path / "third", PASSPHRASE) as third:
        assert later in third.cases()


def test_only_names_that_the_program_gives_are_swept(case: str, folder: Path) -> None:
    mine = folder / ".part-of my own"
    mine.mkdir()
    (mine / "a.txt").write_text("mine")
    left = folder / ".part-0123456789abcdef"
    left.write_bytes(b"half")
    open_vault(folder, PASSPHRASE).close()
    assert (mine / "a.txt").read_text() == "mine"
    assert not left.exists()


def test_a_backup_by_a_stranger_pushes_none_of_the_records_own_out(case: str, folder: Path, tmp_path: Path) -> None:
    create_vault(tmp_path / "theirs", PASSPHRASE, "B", "officer", "", cost=QUICK).close()
    for number in range(3):
        stray = folder / "backup" / f"90000{number}"
        shutil.copytree(tmp_path / "theirs", stray, ignore=shutil.ignore_patterns("backup", "keys.*", "recorder.bin"))
    own = sorted(path.name for path in (folder / "backup").iterdir() if path.name.startswith("0"))
    with open_vault(folder, PASSPHRASE) as vault:
        vault.backup()
    assert set(own) <= {path.name for path in (folder / "backup").iterdir()}
