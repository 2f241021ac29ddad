"""What a killed making, restoring or recovering leaves beside a record is an openable copy: it does not stay."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.store import (
    Vault,
    add_recovery,
    create_vault,
    make_copy,
    new_recovery_key,
    open_vault,
    recover_copy,
    restore_vault,
    seal_and_purge,
)
from screening.store.crypto import atomic_files
from screening.store.vault import copies_on_sticks
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

OTHER = "saddle pepper window orchid marble"


@pytest.fixture
def stick(vault: Vault, tmp_path: Path) -> Path:
    begin_case(vault, 2)
    add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    (tmp_path / "stick").mkdir()
    make_copy(vault, tmp_path / "stick")
    vault.close()
    return tmp_path / "stick"


def parts(place: Path) -> list[Path]:
    return [each for each in place.parent.iterdir() if each.name.startswith(atomic_files.PART)]


def killed_in(act: Callable[[], object], room: object, name: str) -> None:
    """Run ``act`` in a process that is killed where it calls ``name``."""

    def run() -> None:
        setattr(room, name, lambda *_given, **_named: os.kill(os.getpid(), signal.SIGKILL))
        act()

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def restoring(stick: Path, place: Path, _secret: Path) -> None:
    restore_vault(stick, place, PASSPHRASE)


def recovering(stick: Path, place: Path, secret: Path) -> None:
    recover_copy(stick, place, secret, OTHER, cost=QUICK)


def making(_stick: Path, place: Path, _secret: Path) -> None:
    create_vault(place, PASSPHRASE, "A", "officer", "", cost=QUICK).close()


ACTS: dict[str, tuple[Callable[[Path, Path, Path], None], str, object, str]] = {
    "restoring": (restoring, PASSPHRASE, copies_on_sticks.Tables, "rename_strand"),
    "restoring at its end": (restoring, PASSPHRASE, copies_on_sticks, "_note"),
    "recovering": (recovering, OTHER, copies_on_sticks.Tables, "rename_strand"),
    "making": (making, PASSPHRASE, copies_on_sticks.Tables, "add"),
}


@pytest.mark.one_in(8)
@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("again", ["built again", "opened"])
def test_a_kill_leaves_nothing_that_the_next_building_or_opening_does_not_remove(
    stick: Path, tmp_path: Path, name: str, again: str
) -> None:
    act, passphrase, room, step = ACTS[name]
    place = tmp_path / "places" / "record"
    killed_in(lambda: act(stick, place, tmp_path / "secret"), room, step)
    assert parts(place)
    assert not place.exists()
    if again == "opened":
        shutil.move(str(tmp_path / "vaults" / "ABCDEFGHIJKL"), place)
        open_vault(place, PASSPHRASE).close()
    else:
        act(stick, place, tmp_path / "secret")
        open_vault(place, passphrase).close()
    assert parts(place) == []


def test_sealing_clears_away_what_lies_beside(stick: Path, folder: Path, tmp_path: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        name = atomic_files._beside(folder)
        shutil.copytree(next(stick.iterdir()), folder.parent / f"{name}0123456789abcdef")
        seal_and_purge(vault, stick)
    assert parts(folder) == []


def test_what_an_earlier_program_left_goes_where_it_is_this_record_and_stays_where_not(
    stick: Path, folder: Path, tmp_path: Path
) -> None:
    own, other = folder.parent / ".part-0123456789abcdef", folder.parent / ".part-ABCDEFGHIJK2"
    shutil.copytree(next(stick.iterdir()), own)
    create_vault(tmp_path / "other", OTHER, "B", "officer", "", cost=QUICK).close()
    shutil.copytree(tmp_path / "other", other)
    open_vault(folder, PASSPHRASE).close()
    assert parts(folder) == [other]


def test_other_places_are_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "record"
    for name in ("record-2", "recor", "RECORD2", "another"):
        (tmp_path / f"{atomic_files._beside(tmp_path / name)}0123456789abcdef").mkdir()
    mine = tmp_path / f"{atomic_files._beside(tmp_path / 'Record')}0123456789abcdef"
    mine.mkdir()
    assert atomic_files.sweep_beside(place) == 1
    assert not mine.exists()
    assert len(parts(place)) == 4


def test_a_running_restore_is_not_swept(stick: Path, folder: Path, tmp_path: Path) -> None:
    place, ready = tmp_path / "places" / "record", tmp_path / "ready"
    place.parent.mkdir()

    def slow() -> None:
        real = copies_on_sticks._bring

        def wait(*given: object) -> None:
            real(*given)  # type: ignore[arg-type]
            ready.touch()
            while ready.exists():
                time.sleep(0.01)

        copies_on_sticks._bring = wait  # type: ignore[assignment]
        restore_vault(stick, place, PASSPHRASE)

    process = multiprocessing.get_context("fork").Process(target=slow)
    process.start()
    while not ready.exists():
        assert process.is_alive()
        time.sleep(0.01)
    assert atomic_files.sweep_beside(place) == 0
    assert parts(place)
    ready.unlink()
    process.join(60)
    assert process.exitcode == 0
    open_vault(place, PASSPHRASE).close()
    assert parts(place) == []


def test_a_long_name_and_a_link_and_a_dot_are_built_beside(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore_vault(stick, tmp_path / ("n" * 240), PASSPHRASE)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    restore_vault(stick, Path("inner"), PASSPHRASE)
    open_vault(Path("inner"), PASSPHRASE).close()
