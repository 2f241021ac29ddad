"""The place of a record, looked at before a passphrase is asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from screening.record_place import OF_A_RECORD, standing
from screening.store.folder import process_lock
from tests.made_vaults import made_record


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record on disk, closed."""
    return made_record(tmp_path / "record", "Officer Aina", "labour-officer", "Shelter House")


def code(folder: Path) -> str:
    trouble = standing(folder).trouble
    return trouble.code if trouble is not None else ""


def test_a_folder_that_is_not_there_or_empty_takes_a_new_record(tmp_path: Path) -> None:
    assert not standing(tmp_path).holds
    assert not standing(tmp_path / "notes" / "record").holds


def test_a_record_is_one_whatever_of_it_is_left(record: Path) -> None:
    assert (standing(record).holds, code(record)) == (True, "")
    for name in OF_A_RECORD:
        (record / name).unlink()
    assert (standing(record).holds, code(record)) == (True, "")


def test_files_of_another_program_are_no_record(tmp_path: Path) -> None:
    (tmp_path / "shopping.txt").write_text("milk")
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    assert (standing(tmp_path).holds, code(tmp_path)) == (True, "folder-taken")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_a_file_where_the_folder_or_one_above_it_would_be_is_another_programs(tmp_path: Path) -> None:
    theirs = tmp_path / "notes"
    theirs.write_text("milk")
    assert code(theirs) == code(theirs / "record") == "folder-taken"
    assert theirs.read_text() == "milk"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may read everything")
def test_what_may_not_be_read_is_said(record: Path) -> None:
    record.chmod(0)
    assert code(record) == "vault-not-readable"
    record.chmod(0o700)
    (record / "vault.db").chmod(0)
    assert code(record) == "vault-not-readable"


def test_what_may_not_be_listed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> list[str]:
        raise PermissionError

    monkeypatch.setattr(os, "listdir", refused)
    assert (standing(tmp_path).holds, code(tmp_path)) == (True, "vault-not-readable")


def test_a_record_that_another_window_holds_is_said_and_looking_lets_the_next_one_in(record: Path) -> None:
    with process_lock.held(record):
        assert code(record) == "vault-open-elsewhere"
    assert code(record) == ""
    with process_lock.held(record):
        pass


def test_looking_makes_no_lock_where_there_is_none(record: Path) -> None:
    (record / process_lock.FILE).unlink(missing_ok=True)
    assert code(record) == ""
    assert not (record / process_lock.FILE).exists()
