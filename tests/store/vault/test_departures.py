"""Nothing leaves a record that is not noted in it first; a copy leaves even where nothing can be noted."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from screening.domain.events.catalogue import BreakTaken
from screening.domain.events.exchange import BundleMade, NotWritten
from screening.domain.events.record import CopyMade
from screening.errors import BadInput, NotSaved
from screening.store import Vault, make_bundle, make_copy, open_vault, restore_vault
from screening.store.crypto import atomic_files
from screening.store.folder import throttle
from tests.store.some_bundles import introduce, laptop, number
from tests.store.some_vault import PASSPHRASE, begin_case


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def cannot_be_written(vault: Vault, code: str = "not-saved-read-only") -> None:
    """As after opening it on a disk that takes nothing."""
    vault.trouble = code


def test_a_bundle_that_cannot_be_noted_does_not_leave(vault: Vault, stick: Path) -> None:
    budi = laptop("Budi")
    introduce(vault, budi)
    case = begin_case(vault, 2)
    cannot_be_written(vault)
    with pytest.raises(NotSaved):
        make_bundle(vault, [case], [number(budi)], stick)
    assert list(stick.iterdir()) == []


def test_a_bundle_is_noted_before_a_byte_of_it_is_written(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budi = laptop("Budi")
    introduce(vault, budi)
    case = begin_case(vault, 2)
    seen: list[Any] = []

    def written(path: Path, data: bytes) -> None:
        seen.extend((list(stick.iterdir()), vault.events("")[-1].event))
        writing(path, data)

    writing = atomic_files.write_new
    monkeypatch.setattr(atomic_files, "write_new", written)
    made = make_bundle(vault, [case], [number(budi)], stick)
    assert seen[0] == []
    assert isinstance(seen[1], BundleMade)
    assert seen[1].bundle == made.bundle


def test_a_bundle_that_was_not_written_is_noted_as_that(
    vault: Vault, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budi = laptop("Budi")
    introduce(vault, budi)
    case = begin_case(vault, 2)

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic_files, "write_atomic", full)
    with pytest.raises(BadInput, match="not-written-full"):
        make_bundle(vault, [case], [number(budi)], stick)
    left, stayed = (each.event for each in vault.events("")[-2:])
    assert isinstance(left, BundleMade)
    assert stayed == NotWritten(left.digest)
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("code", ["not-saved-read-only", "not-saved-disk-full"])
def test_a_copy_is_made_of_a_record_that_takes_nothing_any_more(
    vault: Vault, stick: Path, tmp_path: Path, code: str
) -> None:
    case = begin_case(vault, 3)
    before = vault.events(case)
    cannot_be_written(vault, code)
    made = make_copy(vault, stick)
    assert vault.trouble == code
    assert not any(isinstance(each.event, CopyMade) for each in vault.events(""))
    restore_vault(made, tmp_path / "fresh", PASSPHRASE)
    throttle._waits.clear()
    with open_vault(tmp_path / "fresh", PASSPHRASE) as again:
        assert again.events(case) == before
        again.append(case, BreakTaken())


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root writes to what is read-only")
def test_a_copy_is_made_of_a_record_in_a_folder_that_is_read_only(vault: Vault, folder: Path, stick: Path) -> None:
    case = begin_case(vault, 3)
    vault.close()
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        with open_vault(folder, PASSPHRASE) as again:
            assert again.trouble == "not-saved-read-only"
            assert again.cases() == (case,)
            assert make_copy(again, stick).is_dir()
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
