"""Killed wherever a folder gets or loses its name, a recovery is done, or can be done again with nothing lost."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from pathlib import Path

import pytest

from screening.casework.record import sealing
from screening.errors import ScreeningError
from screening.store import Vault, add_recovery, make_copy, new_recovery_key, open_vault, seal_and_purge
from screening.store.crypto import atomic_files, key_file
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

NEW = "a wholly new sentence for it"


@pytest.fixture
def world(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """A place that was sealed, ``place/record``, its stick and the recovery key."""
    monkeypatch.setattr(key_file, "calibrated", lambda: QUICK)
    whole = tmp_path / "whole"
    for name in ("place", "stick"):
        (whole / name).mkdir(parents=True)
    begin_case(vault, 3)
    add_recovery(vault, new_recovery_key(whole / "secret"))
    vault.close()
    assert vault.folder is not None
    shutil.move(vault.folder, whole / "place" / "record")
    with open_vault(whole / "place" / "record", PASSPHRASE) as moved:
        make_copy(moved, whole / "stick")
        seal_and_purge(moved, None if request.param == "here" else whole / "stick")
    return whole


def killed(world: Path, stop: int, here: bool) -> bool:
    """Recover in a process that is killed before its so-many-th change of a folder's name; whether it was."""

    def run() -> None:
        left = stop
        for name in ("replace", "rename", "rmdir"):
            real = getattr(Path, name)

            def step(self: Path, *given: object, real: object = real) -> object:
                nonlocal left
                if self.is_dir():
                    if not left:
                        os.kill(os.getpid(), signal.SIGKILL)
                    left -= 1
                return real(self, *given)  # type: ignore[operator]

            setattr(Path, name, step)
        sealing.bring_back(world / "place" / "record", "" if here else str(world / "stick"), str(world / "secret"), NEW)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(120)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


@pytest.mark.sweep
@pytest.mark.parametrize("world", ["here", pytest.param("on a stick", marks=pytest.mark.sweep)], indirect=True)
def test_killed_at_each_change_of_a_folder(world: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    here = "here" in request.node.name.partition("[")[2]
    stops = 0
    for stop in range(60):
        now = Path(shutil.copytree(world, tmp_path / f"now-{stop}"))
        place = now / "place" / "record"
        was_killed = killed(now, stop, here)
        stops += was_killed
        try:
            open_vault(place, NEW).close()
        except ScreeningError:
            assert was_killed
            sealing.bring_back(place, "" if here else str(now / "stick"), str(now / "secret"), NEW)
        with open_vault(place, NEW) as again:
            assert len(again.cases()) == 1
            assert again.verify().holds
        assert not [each for each in place.parent.iterdir() if each.name.startswith(atomic_files.PART)]
        shutil.rmtree(now)
        if not was_killed:
            break
    assert stops > 5
