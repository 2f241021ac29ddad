"""Naming the second person, or letting somebody in, killed wherever something is written."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from screening.domain.events.record import KeysChanged
from screening.errors import NotSaved, StoreTrouble
from screening.store import Vault, add_person, confirm_second, list_key_slots, name_second, open_vault
from screening.store.crypto import key_file
from screening.store.database.tables import Tables
from screening.store.folder import throttle
from tests.store.some_vault import PASSPHRASE, QUICK

FORMER = "saddle pepper window orchid marble"
NEW = "gravel ribbon candle harbour tulip"
THIRD = "a wholly new sentence for it"


def killed(folder: Path, stop: int, act: Callable[[Vault], object]) -> bool:
    """Do it in a process that is killed at its so-many-th write or sync; whether it was."""

    def run() -> None:
        left = stop
        vault = open_vault(folder, PASSPHRASE)

        def step() -> None:
            nonlocal left
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

        def stepping(room: object, name: str) -> None:
            real = getattr(room, name)

            def stepped(*given: object) -> object:
                step()
                return real(*given)

            setattr(room, name, stepped)

        real = Tables.transaction

        @contextmanager
        def transaction(self: Tables) -> Iterator[None]:
            step()
            with real(self):
                yield
            step()

        stepping(os, "fsync")
        stepping(Path, "replace")
        Tables.transaction = transaction  # type: ignore[method-assign, assignment]
        act(vault)

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(120)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def at_each_write(world: Path, tmp_path: Path, act: Callable[[Vault], object]) -> Iterator[Vault]:
    """The record as it opens after each kill, and at the end after none."""
    for stop in range(60):
        now = Path(shutil.copytree(world, tmp_path / f"now-{stop}"))
        was_killed = killed(now, stop, act)
        with open_vault(now, PASSPHRASE) as again:
            assert again.verify().holds
            yield again
        shutil.rmtree(now)
        if not was_killed:
            assert stop > 5
            return
    raise AssertionError("it was never done")


def who_agrees(vault: Vault) -> list[str]:
    """The name that each of both passphrases agrees with, "" for none."""
    found = []
    for passphrase in (FORMER, NEW):
        throttle._waits.clear()
        try:
            found.append(confirm_second(vault, passphrase))
        except StoreTrouble as trouble:
            assert trouble.code == "wrong-second"
            found.append("")
    throttle._waits.clear()
    return found


@pytest.mark.sweep
def test_naming_another_second_person_killed_anywhere_leaves_one_who_agrees(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    name_second(vault, "Chong", FORMER, cost=QUICK)
    vault.close()
    seen = []
    for again in at_each_write(folder, tmp_path, lambda v: name_second(v, "Devi", NEW, former=FORMER, cost=QUICK)):
        agree = who_agrees(again)
        assert agree in (["Chong", ""], ["", "Devi"])
        name_second(again, "Lim", THIRD, former=NEW if agree[1] else FORMER, cost=QUICK)
        assert confirm_second(again, THIRD) == "Lim"
        assert again.folder is not None
        assert len(key_file.read(again.folder)[0].of_kind(key_file.SECOND)) == 1
        seen.append(agree)
    assert seen[0] == ["Chong", ""]
    assert seen[-1] == ["", "Devi"]


def test_a_log_that_takes_nothing_leaves_the_former_second_person(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_second(vault, "Chong", FORMER, cost=QUICK)

    def full(*_: object) -> None:
        raise NotSaved("not-saved-disk-full")

    with monkeypatch.context() as stopped:
        stopped.setattr(vault, "append", full)
        for _ in range(3):
            with pytest.raises(NotSaved):
                name_second(vault, "Devi", NEW, former=FORMER, cost=QUICK)
    assert len(key_file.read(folder)[0].of_kind(key_file.SECOND)) == 2, "no more than the one that counts and a new one"
    assert who_agrees(vault) == ["Chong", ""]
    name_second(vault, "Devi", NEW, former=FORMER, cost=QUICK)
    assert who_agrees(vault) == ["", "Devi"]


@pytest.mark.sweep
def test_nobody_is_let_in_without_an_entry_that_names_them(vault: Vault, folder: Path, tmp_path: Path) -> None:
    vault.close()
    seen = []
    for again in at_each_write(folder, tmp_path, lambda v: add_person(v, "Devi", FORMER, cost=QUICK)):
        let_in = "Devi" in [way.name for way in list_key_slots(again)]
        logged = KeysChanged("added", "Devi") in [each.event for each in again.events("")]
        told = "way-in-not-made" in [each.code for each in again.notices]
        assert logged or not let_in
        assert told or let_in or not logged
        assert not (told and let_in)
        assert not again._open().pending()
        seen.append((let_in, logged, told))
    assert (False, True, True) in seen
    assert seen[-1] == (True, True, False)


def test_what_stayed_undone_is_told_once(vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as stopped:
        stopped.setattr(key_file, "write", full)
        with pytest.raises(NotSaved):
            add_person(vault, "Devi", FORMER, cost=QUICK)
    vault.close()
    for codes in (["way-in-not-made"], []):
        with open_vault(folder, PASSPHRASE) as again:
            assert [each.code for each in again.notices] == codes
            assert [way.name for way in list_key_slots(again)] == [""]
