"""What a write that failed leaves: only the file knows whether it took effect, and the journal follows the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from screening.domain.events.record import VaultLocked
from screening.errors import StoreTrouble
from screening.store.crypto.key_file import Keys
from screening.store.database import journal
from screening.store.database.driver import dbapi
from screening.store.database.journal import Journal, JournalFrame, Position
from screening.store.database.rows import to_frame
from screening.store.integrity import record_opening
from screening.store.integrity.record_opening import file_identity, take_back
from screening.store.vault.open_record import VAULT
from tests.made_vaults import made_vault

KEYS = Keys("ABCDEFGHIJKL", bytes(16), bytes(range(32)))


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    made = Journal.create(tmp_path / journal.FILE, KEYS)
    made.append(JournalFrame(b"first", (bytes(32),)))
    return made


class Opened:
    """A vault that was opened again, with its mark."""

    def __init__(self, mark: Position | None) -> None:
        self.con = SimpleNamespace(close=lambda: None)
        self._mark = mark

    def mark(self) -> Position | None:
        return self._mark


@pytest.mark.parametrize(("frames", "certain"), [(0, True), (1, True), (2, False), (None, False)])
def test_a_journal_is_cut_back_where_the_mark_of_the_file_says_that_the_commit_took_no_effect(
    made: Journal, monkeypatch: pytest.MonkeyPatch, frames: int | None, certain: bool
) -> None:
    before = made.position
    made.append(JournalFrame(b"second", (bytes(32),)))
    longer = made.path.stat().st_size
    again = Opened(None if frames is None else replace(before, frames=frames))
    monkeypatch.setattr(record_opening.Tables, "of", lambda path, keys: again)
    assert take_back(made.path.parent, KEYS, Opened(before), made, before) == (again, certain)
    assert made.path.stat().st_size == (before.offset if certain else longer)


def test_nothing_is_asked_where_the_journal_was_not_written(made: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_opening.Tables, "of", lambda path, keys: pytest.fail("it is opened"))
    tables = Opened(made.position)
    assert take_back(made.path.parent, KEYS, tables, made, made.position) == (tables, True)


@pytest.mark.parametrize("error", [StoreTrouble("file-gone"), dbapi.OperationalError("disk I/O error")])
def test_where_the_file_cannot_be_opened_again_nothing_is_certain(
    made: Journal, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    before = made.position
    made.append(JournalFrame(b"second", (bytes(32),)))

    def closed(path: Path, keys: Keys) -> Opened:
        raise error

    monkeypatch.setattr(record_opening.Tables, "of", closed)
    assert take_back(made.path.parent, KEYS, Opened(before), made, before) == (None, False)


def test_a_journal_that_cannot_be_cut_leaves_it_uncertain(made: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(at: Position) -> None:
        raise OSError

    monkeypatch.setattr(made, "cut", full)
    tables = Opened(made.position)
    assert take_back(made.path.parent, KEYS, tables, made, made.position) == (tables, False)


def test_a_file_is_known_by_its_place_on_the_disk_and_no_file_by_zeros(tmp_path: Path) -> None:
    assert file_identity(None) == file_identity(tmp_path) == (0, 0)
    file = tmp_path / record_opening.FILE
    file.write_bytes(b"")
    assert file_identity(tmp_path) == (file.stat().st_dev, file.stat().st_ino)


def test_frames_whose_transaction_was_never_ended_leave_nothing_in_the_record(tmp_path: Path) -> None:
    with made_vault(tmp_path / "record", "Officer Aina", "officer", "") as vault:
        tables, opened, mark = vault.tables, vault._journal, vault.tables.mark()
        assert opened is not None and mark is not None
        first, second = vault.next_rows(VAULT, (VaultLocked(), VaultLocked()))
        opened.append(to_frame((first,), more=True))
        again = Journal.open(opened.path, vault.keys, mark)
        assert again is not None
        assert record_opening._replay(again, tables, None) == 0
        assert (tables.row_at(first.place), tables.mark()) == (None, mark)
        opened.append(to_frame((second,)))
        whole = Journal.open(opened.path, vault.keys, mark)
        assert whole is not None
        assert record_opening._replay(whole, tables, None) == 2
        assert tables.row_at(second.place) == second and tables.mark() == opened.position
        for each in (again, whole):
            each.close()


def test_a_file_lacks_something_where_an_entry_of_the_journal_is_gone_and_not_where_the_order_is_another(
    tmp_path: Path,
) -> None:
    with made_vault(tmp_path / "record", "Officer Aina", "officer", "") as vault:
        folder, keys, tables = tmp_path / "record", vault.keys, vault.tables
        vault.append_many(VAULT, [VaultLocked() for _ in range(3)])
        assert not record_opening.lacks(folder, keys, tables)
        last = tables.last_number()
        for before, after in ((last, 0), (last - 1, last), (0, last - 1)):
            tables.con.execute("UPDATE event SET n = ? WHERE n = ?", (after, before))
        assert not record_opening.lacks(folder, keys, tables)
        tables.con.execute("DELETE FROM event WHERE n = ?", (last - 1,))
        tables.con.execute("UPDATE head SET events = events - 1 WHERE case_code = ''")
        assert tables.counted() and record_opening.lacks(folder, keys, tables)


@pytest.mark.parametrize(
    ("journal_is", "pages_are", "told"),
    [
        ("whole", "whole", True),
        ("whole", "faulty", False),
        ("whole", "not open", False),
        ("torn", "whole", False),
        ("empty", "whole", False),
        ("gone", "whole", False),
    ],
)
def test_what_a_file_lacks_is_brought_back_only_from_a_journal_that_is_whole(
    made: Journal, monkeypatch: pytest.MonkeyPatch, journal_is: str, pages_are: str, told: bool
) -> None:
    """Pages of an earlier time are told apart from a damage, of which the officer decides."""
    file, first = made.path, made.path.stat().st_size
    made.append(JournalFrame(b"second", (bytes(32),)))
    made.close()
    if journal_is == "torn":
        data = bytearray(file.read_bytes())
        data[first - 1] ^= 1
        file.write_bytes(data)
    if journal_is in ("empty", "gone"):
        file.unlink()
    if journal_is == "empty":
        Journal.create(file, KEYS).close()
    monkeypatch.setattr(record_opening, "integrity_faults", lambda con: pages_are == "faulty")
    con = None if pages_are == "not open" else object()
    assert record_opening._only_older(file.parent, KEYS, con) is told
