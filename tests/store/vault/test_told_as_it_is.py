"""What was done although the disk was full is told as done, with what is left, and the next opening finishes it."""

from __future__ import annotations

import errno
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from screening.casework.record import retention
from screening.domain.events.catalogue import BreakTaken, ConsentDecided
from screening.domain.events.record import KeysChanged, RecordErased
from screening.errors import NotSaved, StoreTrouble
from screening.store import (
    Vault,
    add_person,
    add_recovery,
    change_passphrase,
    list_key_slots,
    new_recovery_key,
    open_vault,
)
from screening.store.crypto import key_file
from screening.store.database import journal, journal_rebuild
from screening.store.folder import automatic_copies, keyring, throttle
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case
from tests.sweeps import where

NEW = "a wholly new sentence for it"


def full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def failing(real: Callable[..., Any], after: int) -> Callable[..., Any]:
    """``real`` until it was called so often; then the disk is full."""
    calls = iter(range(after))
    return lambda *given, **named: real(*given, **named) if next(calls, None) is not None else full()


def opens(folder: Path, passphrase: str) -> bool:
    throttle._waits.clear()
    try:
        open_vault(folder, passphrase).close()
    except StoreTrouble as trouble:
        assert trouble.code == "wrong-passphrase"
        throttle._waits.clear()
        return False
    return True


def changes(vault: Vault) -> int:
    return sum(isinstance(e.event, KeysChanged) and e.event.what == "passphrase" for e in vault.events(""))


@pytest.mark.parametrize(
    "where", [(automatic_copies, "make_backup"), (journal_rebuild, "carry_over")], ids=["backup", "recorder"]
)
def test_an_erasing_whose_cleaning_finds_no_room_is_told_as_erased_and_counted(
    where: tuple[Any, str], vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault, 2)
    vault.append(case, ConsentDecided("count", "yes", "v", "en"))
    with monkeypatch.context() as context:
        context.setattr(*where, full)
        with pytest.raises(NotSaved) as told:
            retention._erase(vault, [case], "asked", "B")
    assert told.value.code == "erased-unfinished"
    assert vault.trouble == "not-saved-disk-full"
    vault.abandon()
    with open_vault(folder, PASSPHRASE) as again:
        assert not again.knows(case)
        assert again.tally() == {"counted": 1, "erased.asked": 1, "setting.other": 1}
        assert [each.event.reason for each in again.events("") if isinstance(each.event, RecordErased)] == ["asked"]
        assert not again.notices
        assert again.verify().holds


def test_an_erasing_that_was_not_noted_counts_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    case = begin_case(vault, 2)
    with monkeypatch.context() as context:
        context.setattr(journal, "write_all", full)
        with pytest.raises(NotSaved) as told:
            retention._erase(vault, [case], "asked", "B")
    assert told.value.code == "not-saved-disk-full"
    vault.reopen()
    assert vault.knows(case)
    assert vault.tally() == {}


@pytest.mark.one_in(6)
@pytest.mark.parametrize("after", range(6))
def test_a_change_of_the_passphrase_says_which_one_holds(
    after: int, vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full from some file of the keys on: those here, those beside the backup, and none."""
    vault.backup()
    with monkeypatch.context() as context:
        context.setattr(key_file, "write_atomic", failing(key_file.write_atomic, after))
        code = "done"
        try:
            change_passphrase(vault, PASSPHRASE, NEW, cost=QUICK)
        except NotSaved as trouble:
            code = trouble.code
    vault.abandon()
    if after == 0:
        assert code == "not-saved-disk-full"
        assert not opens(folder, NEW)
        assert opens(folder, PASSPHRASE)
        return
    assert code == ("passphrase-unfinished" if after < 4 else "done")
    assert opens(folder, NEW)
    assert not opens(folder, PASSPHRASE)
    with open_vault(folder, NEW) as again:
        assert changes(again) == 1


@pytest.mark.parametrize("what", ["recorder", "settle"])
def test_a_change_that_could_not_be_noted_is_noted_at_the_next_opening(
    what: str, vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        if what == "recorder":
            context.setattr(journal, "write_all", full)
        else:
            context.setattr(keyring, "settle", full)
        with pytest.raises(NotSaved) as told:
            change_passphrase(vault, PASSPHRASE, NEW, cost=QUICK)
    assert told.value.code == "passphrase-unfinished"
    vault.abandon()
    for _ in range(2):
        with open_vault(folder, NEW) as again:
            assert changes(again) == 1
            assert not again.notices


def test_a_change_that_never_took_place_is_not_noted_later(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as context:
        context.setattr(keyring, "put", full)
        with pytest.raises(NotSaved, match="not-saved-disk-full"):
            change_passphrase(vault, PASSPHRASE, NEW, cost=QUICK)
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert changes(again) == 0
        assert not again._open().pending()
        change_passphrase(again, PASSPHRASE, NEW, cost=QUICK)
        assert changes(again) == 1


def test_after_a_change_that_stopped_halfway_whichever_passphrase_opened_goes_on_opening(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest backup knows a key file that was begun, and the record went on under the one of before."""
    case = begin_case(vault, answers=2)
    vault.close()
    whole, written = key_file.write_atomic, itertools.count(1)

    def third(path: Path, data: bytes) -> None:
        if next(written) == 3:
            raise OSError(errno.ENOSPC, "full")
        whole(path, data)

    with open_vault(folder, PASSPHRASE) as again:
        again.append(case, BreakTaken())
        with monkeypatch.context() as full:
            full.setattr(key_file, "write_atomic", third)
            with pytest.raises(NotSaved, match="passphrase-unfinished"):
                change_passphrase(again, PASSPHRASE, NEW, cost=QUICK)
    for _ in range(3):
        with open_vault(folder, PASSPHRASE) as again:
            again.append(case, BreakTaken())
            assert again.verify().holds


@pytest.mark.one_in(8)
@pytest.mark.parametrize("who", ["a person", "an organisation"])
@pytest.mark.parametrize("after", where(range(6), lambda number: number in (0, 3, 4)))
@pytest.mark.parametrize("trouble", [OSError(errno.ENOSPC, "full"), StoreTrouble("written-differently")])
def test_letting_in_says_whether_they_are_in(
    who: str, after: int, trouble: Exception, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk takes no more from some file of the keys on: those here, those beside the backup, and none."""
    assert vault.folder is not None
    vault.backup()
    public = new_recovery_key(tmp_path / "organisation")
    calls, real = iter(range(after)), key_file.write_atomic

    def write(path: Path, data: bytes) -> None:
        if next(calls, None) is None:
            raise trouble
        real(path, data)

    code = "done"
    with monkeypatch.context() as context:
        context.setattr(key_file, "write_atomic", write)
        try:
            add_person(vault, "Devi", NEW, cost=QUICK) if who == "a person" else add_recovery(vault, public)
        except StoreTrouble as told:
            code = told.code
    first = "not-saved-disk-full" if isinstance(trouble, OSError) else "written-differently"
    assert code == (first if after == 0 else "way-in-unfinished" if after < 4 else "done")
    vault.abandon()
    if who == "a person":
        assert opens(vault.folder, NEW) is (after > 0)
    with open_vault(vault.folder, PASSPHRASE) as again:
        assert len(list_key_slots(again)) == (1 if who == "a person" and after == 0 else 2)
        assert not again._open().pending()
    assert len({path.read_bytes() for path in vault.folder.rglob("keys.*")}) == 1
