"""Sealed for the organisation and cleared away in one act: whole, or finished at the next start."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from screening.domain.events.catalogue import ConsentDecided
from screening.domain.events.record import KeysChanged
from screening.errors import BadInput, NotAccepted, StoreTrouble
from screening.store import (
    KeptIdentity,
    Vault,
    add_recovery,
    became,
    create_vault,
    make_copy,
    name_second,
    new_recovery_key,
    open_vault,
    practice_vault,
    rebuild_vault,
    recover,
    recover_copy,
    restore_vault,
    seal_and_purge,
    sealed_beside,
    sealed_here,
    set_sealed_aside,
)
from screening.store.crypto import key_file
from screening.store.database.tables import Tables
from screening.store.folder import automatic_copies, identity_db, sealed_marker, throttle
from screening.store.vault import seal_and_purge as purging
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case
from tests.sweeps import some_of

OTHER = "saddle pepper window orchid marble"
SECOND = "gravel ribbon candle harbour tulip"
NUR = KeptIdentity("Nur", "", "")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return tmp_path / "secret"


@pytest.fixture
def full(vault: Vault, secret: Path) -> tuple[Vault, str]:
    """A vault with everything that must be in the sealed copy and nowhere else."""
    case = begin_case(vault, answers=5)
    vault.append(case, ConsentDecided("identity", "yes", "v", "en"))
    vault.people.keep(case, NUR)
    vault.set_draft(case, "words", "half")
    add_recovery(vault, new_recovery_key(secret))
    name_second(vault, "Chong", SECOND, cost=QUICK)
    vault.backup()
    return vault, case


def whole(vault: Vault, case: str, events: object) -> None:
    assert vault.events(case) == events
    assert vault.people.read(case) == NUR
    assert vault.draft(case, "words") == "half"
    assert vault.verify().holds


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_on_a_stick_nothing_but_the_marker_is_left_here(full: tuple[Vault, str], folder: Path, stick: Path) -> None:
    vault, _ = full
    make_copy(vault, stick)
    told = seal_and_purge(vault, stick)
    assert (told.cases, told.here, told.left) == (1, False, 0)
    assert names(folder) == {sealed_marker.MARKER}
    # The former copy, which the officer's passphrase opened, is gone from the stick as well.
    assert names(stick) == {told.copy}
    with pytest.raises(StoreTrouble, match="vault-closed"):
        vault.events("")


def test_here_only_the_sealed_copy_and_the_marker_are_left(full: tuple[Vault, str], folder: Path) -> None:
    vault, _ = full
    told = seal_and_purge(vault)
    assert told.here
    assert names(folder) == {sealed_marker.MARKER, sealed_marker.HERE}
    assert sealed_here(folder) is not None


@pytest.mark.one_in(2)
@pytest.mark.parametrize("here", [True, False])
def test_no_passphrase_opens_it_not_even_with_the_keys_of_before(
    full: tuple[Vault, str], folder: Path, stick: Path, tmp_path: Path, here: bool
) -> None:
    vault, _ = full
    old = vault.keys
    shutil.copytree(folder, tmp_path / "old-keys", ignore=shutil.ignore_patterns("vault.db*"))
    told = seal_and_purge(vault, None if here else stick)
    copy = (folder / sealed_marker.HERE if here else stick) / told.copy
    for act in (open_vault, rebuild_vault):
        with pytest.raises(StoreTrouble, match="vault-sealed"):
            act(folder, PASSPHRASE)
    for passphrase in (PASSPHRASE, SECOND):
        with pytest.raises(StoreTrouble, match="vault-closed-for-travel"):
            restore_vault(copy, tmp_path / "nothing", passphrase)
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        Tables.of(copy / "vault.db", old)
    for name in (key_file.FILE, key_file.COPY):
        shutil.copy(tmp_path / "old-keys" / name, copy / name)
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        restore_vault(copy, tmp_path / "nothing", PASSPHRASE)
    with pytest.raises(StoreTrouble, match="identity-damaged"):
        identity_db.Identity(copy, old).all()


@pytest.mark.one_in(2)
@pytest.mark.parametrize("here", [True, False])
def test_the_organisations_key_brings_everything_back(
    full: tuple[Vault, str], folder: Path, stick: Path, secret: Path, here: bool
) -> None:
    vault, case = full
    events = vault.events(case)
    seal_and_purge(vault, None if here else stick)
    recover_copy(sealed_here(folder) or stick, folder, secret, OTHER, cost=QUICK)
    assert names(folder.parent) == {folder.name}
    with open_vault(folder, OTHER) as again:
        whole(again, case, events)
        assert [each.event.what for each in again.events("") if isinstance(each.event, KeysChanged)] == [
            "recovery", "sealing", "rotated", "recovered",
        ]  # fmt: skip


def test_it_comes_back_on_another_computer(full: tuple[Vault, str], stick: Path, secret: Path, tmp_path: Path) -> None:
    vault, case = full
    events = vault.events(case)
    seal_and_purge(vault, stick)
    recover_copy(stick, tmp_path / "elsewhere" / "record", secret, OTHER, cost=QUICK)
    with open_vault(tmp_path / "elsewhere" / "record", OTHER) as again:
        whole(again, case, events)


def test_without_a_recovery_key_nothing_is_touched(vault: Vault, folder: Path, stick: Path) -> None:
    case = begin_case(vault, answers=2)
    kept = vault.events(case)
    with pytest.raises(NotAccepted, match="recovery-first"):
        seal_and_purge(vault, stick)
    assert not names(stick)
    assert vault.events(case) == kept
    with pytest.raises(BadInput, match="practice-has-no-copy"):
        seal_and_purge(practice_vault(), stick)


def test_a_place_that_is_none_changes_nothing(full: tuple[Vault, str], stick: Path) -> None:
    vault, case = full
    events = vault.events(case)
    for place, code in ((stick / "gone", "folder-missing"), (Path("//host/share"), "path-not-local")):
        with pytest.raises(BadInput, match=code):
            seal_and_purge(vault, place)
    whole(vault, case, events)


def test_another_key_brings_nothing_back_and_the_sealed_copy_stays(
    full: tuple[Vault, str], folder: Path, secret: Path, tmp_path: Path
) -> None:
    vault, _ = full
    seal_and_purge(vault)
    new_recovery_key(tmp_path / "wrong")
    before = sorted(folder.rglob("*"))
    with pytest.raises(StoreTrouble, match="wrong-recovery"):
        recover_copy(folder / sealed_marker.HERE, folder, tmp_path / "wrong", OTHER, cost=QUICK)
    with pytest.raises(BadInput, match="passphrase-too-short"):
        recover_copy(folder / sealed_marker.HERE, folder, secret, "short", cost=QUICK)
    with pytest.raises(StoreTrouble, match="vault-sealed"):
        recover(folder, secret, OTHER, cost=QUICK)
    assert sorted(folder.rglob("*")) == before


class Killed(Exception):
    pass


BEFORE = [
    (purging.automatic_copies, "copy_database"), (purging.identity_db, "copy"),
    (purging.identity_db.Identity, "sealed_under"),
    (purging.identity_db.Identity, "settle"), (purging.key_file, "write"), (purging.copies_on_sticks, "put"),
]  # fmt: skip
"""Everything before the marker: stopped there, the record is as it was."""


TROUBLES = [OSError(errno.ENOSPC, "full"), Killed()]


@pytest.mark.one_in(8)
@pytest.mark.parametrize("stopped_at", some_of(product(BEFORE, (False, True), TROUBLES, (True, False)), 5))
def test_stopped_before_the_marker_the_record_opens_as_it_was(
    full: tuple[Vault, str], folder: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, stopped_at: Any
) -> None:
    (room, name), after, trouble, here = stopped_at
    vault, case = full
    events = vault.events(case)
    real = getattr(room, name)

    def stop(*given: Any, **named: Any) -> Any:
        if after:
            real(*given, **named)
        raise trouble

    with monkeypatch.context() as stopped:
        stopped.setattr(room, name, stop)
        with pytest.raises((BadInput, Killed)):
            seal_and_purge(vault, None if here else stick)
    vault._let_go()
    with open_vault(folder, PASSPHRASE) as again:
        whole(again, case, events)
        seal_and_purge(again, None if here else stick)
    assert names(folder) <= {sealed_marker.MARKER, sealed_marker.HERE}


@pytest.mark.one_in(6)
@pytest.mark.parametrize("calls", some_of(range(1, 24), 4))
def test_stopped_after_the_marker_the_next_start_finishes(
    full: tuple[Vault, str], folder: Path, secret: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    vault, case = full
    events = vault.events(case)
    vault.backup()
    removed = 0
    real = sealed_marker.atomic_files.remove

    def stop(path: Path) -> None:
        nonlocal removed
        if (folder / sealed_marker.MARKER).exists():
            removed += 1
            if removed >= calls:
                raise Killed
        real(path)

    with monkeypatch.context() as stopped:
        stopped.setattr(sealed_marker.atomic_files, "remove", stop)
        if calls <= 14:
            with pytest.raises(Killed):
                seal_and_purge(vault)
        else:
            with suppress(Killed):
                seal_and_purge(vault)
    throttle._waits.clear()
    with pytest.raises(StoreTrouble, match="vault-sealed"):
        open_vault(folder, PASSPHRASE)
    assert not list(sealed_marker._key_files(folder))
    recover_copy(folder / sealed_marker.HERE, folder, secret, OTHER, cost=QUICK)
    with open_vault(folder, OTHER) as again:
        whole(again, case, events)


def test_what_cannot_be_removed_is_counted_and_unreadable(
    full: tuple[Vault, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, _ = full
    real = sealed_marker.atomic_files.remove

    def refuse(path: Path) -> None:
        if path.name == "vault.db" and sealed_marker.HERE not in path.parts:
            raise PermissionError
        real(path)

    with monkeypatch.context() as stuck:
        stuck.setattr(sealed_marker.atomic_files, "remove", refuse)
        assert seal_and_purge(vault).left > 0
    assert not (folder / key_file.FILE).exists()
    told = became(folder)
    assert told is not None
    assert told.left > 0
    assert (folder / "vault.db").exists()


def test_a_marker_of_another_record_or_a_damaged_one_removes_nothing(
    full: tuple[Vault, str], folder: Path, tmp_path: Path
) -> None:
    vault, case = full
    events = vault.events(case)
    vault.close()
    other = create_vault(tmp_path / "other", PASSPHRASE, "B", "officer", "", cost=QUICK)
    add_recovery(other, new_recovery_key(tmp_path / "theirs"))
    seal_and_purge(other)
    foreign = (tmp_path / "other" / sealed_marker.MARKER).read_bytes()
    for data in (foreign, foreign.replace(b'"cases": 0', b'"cases": 9'), b"", b"{", b"x" * 5000):
        (folder / sealed_marker.MARKER).write_bytes(data)
        assert became(folder) is None
        with open_vault(folder, PASSPHRASE) as again:
            whole(again, case, events)


def test_a_damaged_marker_still_says_that_a_record_was_sealed_here(full: tuple[Vault, str], folder: Path) -> None:
    vault, _ = full
    seal_and_purge(vault)
    (folder / sealed_marker.MARKER).write_bytes(b"damaged")
    with pytest.raises(StoreTrouble, match="vault-sealed"):
        open_vault(folder, PASSPHRASE)
    assert sealed_here(folder) is not None


def test_a_new_record_is_made_in_its_place_only_after_it_was_set_aside(full: tuple[Vault, str], folder: Path) -> None:
    vault, _ = full
    seal_and_purge(vault)
    with pytest.raises(BadInput, match="folder-not-empty"):
        create_vault(folder, PASSPHRASE, "A", "officer", "", cost=QUICK)
    aside = set_sealed_aside(folder)
    assert sealed_beside(folder) == (aside,)
    create_vault(folder, PASSPHRASE, "A", "officer", "", cost=QUICK).close()
    assert sealed_beside(folder) == (aside,)
    assert sealed_here(aside) is not None


def test_a_record_that_cannot_be_written_any_more_can_still_be_sealed(
    full: tuple[Vault, str], folder: Path, stick: Path, secret: Path, monkeypatch: pytest.MonkeyPatch,
    reopened: Callable[[], Vault],
) -> None:  # fmt: skip
    vault, case = full
    events = vault.events(case)
    vault.trouble = "not-saved-disk-full"
    seal_and_purge(vault, stick)
    recover_copy(stick, folder, secret, PASSPHRASE, cost=QUICK)
    whole(reopened(), case, events)
    assert automatic_copies.any_backup(folder)
