"""A record brought back from the folder of a broken laptop: with everything that is left there, and that only read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, ConsentDecided
from screening.errors import NotSaved, StoreTrouble
from screening.store import (
    KeptIdentity,
    Vault,
    add_recovery,
    new_recovery_key,
    open_vault,
    recover_copy,
    restore_vault,
    rotate,
)
from screening.store.database.tables import Tables
from screening.store.vault import copies_on_sticks
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

OTHER = "saddle pepper window orchid marble"
NUR = KeptIdentity("Nur", "", "")


class Killed(BaseException):
    pass


@pytest.fixture
def kept(vault: Vault, tmp_path: Path) -> tuple[Vault, str]:
    case = begin_case(vault, 4)
    vault.append(case, ConsentDecided("identity", "yes", "v", "en"))
    vault.people.keep(case, NUR)
    add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    vault.backup()
    vault.append(case, AnswerGiven("after-the-backup", Answer.NO, How.TOLD))
    return vault, case


@pytest.fixture
def broken(kept: tuple[Vault, str], folder: Path, tmp_path: Path) -> Path:
    """The folder as it was left by a laptop that was switched off inside a transaction; its journal is hot."""
    vault, _case = kept
    left = tmp_path / "laptop"
    tables = vault._open()
    tables.con.execute("PRAGMA cache_size = 1")
    tables.con.execute("BEGIN IMMEDIATE")
    tables.con.execute("UPDATE head SET first_at = 'torn'")
    for number in range(400):
        tables.con.execute("INSERT INTO tally (name, n) VALUES (?, 1)", (f"{number}" * 50,))
    shutil.copytree(folder, left)
    tables.con.execute("ROLLBACK")
    assert (left / "vault.db-journal").stat().st_size > 0
    return left


def brought_back(vault: Vault, case: str, place: Path, passphrase: str = PASSPHRASE) -> None:
    before = vault.events(case)
    with open_vault(place, passphrase) as again:
        assert again.events(case) == before
        assert again.people.read(case) == NUR
        assert again.strand != vault.strand
        assert again.verify().holds
        assert "torn" not in [head.first_at for head in again.listed_cases()]


def state(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def spoil(path: Path) -> None:
    path.write_bytes(bytes(len(path.read_bytes())))


def spoil_a_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 3 + 100] ^= 1
    path.write_bytes(bytes(data))


HARMS: dict[str, Callable[[Path], object]] = {
    "a hot journal": lambda folder: None,
    "its file destroyed": lambda folder: spoil(folder / "vault.db"),
    "a page changed": lambda folder: spoil_a_page(folder / "vault.db"),
    "its file gone": lambda folder: (folder / "vault.db").unlink(),
    "no recorder": lambda folder: (folder / "recorder.bin").unlink(),
    "recorder destroyed": lambda folder: spoil(folder / "recorder.bin"),
    "key files gone": lambda folder: [(folder / name).unlink() for name in ("keys.json", "keys.bak")],
    "key files and its file gone": lambda folder: [
        (folder / name).unlink() for name in ("keys.json", "keys.bak", "vault.db")
    ],
    "names gone": lambda folder: [path.unlink() for path in folder.glob("identity*")],
}


@pytest.mark.one_in(8)
@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("way", ["passphrase", "organisation"])
def test_everything_comes_back_and_the_folder_is_only_read(
    kept: tuple[Vault, str], broken: Path, tmp_path: Path, harm: str, way: str
) -> None:
    HARMS[harm](broken)
    before = state(broken)
    if way == "passphrase":
        restored = restore_vault(broken, tmp_path / "back", PASSPHRASE)
        assert (restored.cases, restored.whole) == (1, True)
        brought_back(*kept, tmp_path / "back")
    else:
        recover_copy(broken, tmp_path / "back", tmp_path / "secret", OTHER, cost=QUICK)
        brought_back(*kept, tmp_path / "back", OTHER)
    assert state(broken) == before


def test_an_entry_that_only_the_recorder_has_comes_along(
    kept: tuple[Vault, str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, case = kept
    before = vault.events(case)

    def stop(*_: object) -> None:
        shutil.copytree(folder, tmp_path / "laptop")
        raise Killed

    with monkeypatch.context() as killed:
        killed.setattr(Tables, "set_mark", stop)
        with pytest.raises(Killed):
            vault.append(case, AnswerGiven("last", Answer.YES, How.TOLD))
    restore_vault(tmp_path / "laptop", tmp_path / "back", PASSPHRASE)
    with open_vault(tmp_path / "back", PASSPHRASE) as again:
        assert again.events(case)[:-1] == before
        assert again.events(case)[-1].event == AnswerGiven("last", Answer.YES, How.TOLD)


def test_a_change_of_the_data_key_that_was_interrupted_is_finished_in_the_new_place(
    kept: tuple[Vault, str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, case = kept
    before, steps = vault.events(case), []
    for room, name in (
        ("vault.key_slots", "rekey"),
        ("vault.key_slots", "finish"),
        ("folder.automatic_copies", "make_backup"),
    ):
        left = tmp_path / f"{room}-{name}"
        steps.append(left)
        whole = __import__(f"screening.store.{room}", fromlist=[name])
        real = getattr(whole, name)

        def seen(*given: object, left: Path = left, real: Callable[..., object] = real, **named: object) -> object:
            done = real(*given, **named)
            if not left.exists():
                shutil.copytree(folder, left)
            return done

        monkeypatch.setattr(whole, name, seen)
    rotate(vault, PASSPHRASE, cost=QUICK)
    for left in steps:
        restore_vault(left, tmp_path / f"back-{left.name}", PASSPHRASE)
        with open_vault(tmp_path / f"back-{left.name}", PASSPHRASE) as again:
            assert again.events(case) == before
            assert again.verify().holds


def test_what_cannot_be_brought_back_says_so_and_not_that_an_entry_is_lost(
    kept: tuple[Vault, str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept[0].close()

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(copies_on_sticks.atomic_files, "copy_file", fail)
    with pytest.raises(NotSaved, match="not-saved-restoring"):
        restore_vault(folder, tmp_path / "back", PASSPHRASE)
    assert not (tmp_path / "back").exists()


def test_with_nothing_left_to_put_together_it_is_damaged(kept: tuple[Vault, str], folder: Path, tmp_path: Path) -> None:
    kept[0].close()
    shutil.rmtree(folder / "backup")
    for name in ("vault.db", "recorder.bin"):
        spoil(folder / name)
    with pytest.raises(StoreTrouble, match=r"vault-damaged|nothing-to-rebuild-from"):
        restore_vault(folder, tmp_path / "back", PASSPHRASE)
    assert not (tmp_path / "back").exists()


def test_another_vaults_backup_does_not_come_along(kept: tuple[Vault, str], folder: Path, tmp_path: Path) -> None:
    from screening.store import create_vault

    kept[0].close()
    create_vault(tmp_path / "other", PASSPHRASE, "B", "officer", "", cost=QUICK).close()
    shutil.copytree(tmp_path / "other", folder / "backup" / "000009")
    restore_vault(folder, tmp_path / "back", PASSPHRASE)
    assert not (tmp_path / "back" / "backup" / "000009").exists()
