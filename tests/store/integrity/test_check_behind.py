"""A large record is shown before all of it was checked: what does not hold is found behind, and next time before."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, WordsWritten
from screening.errors import BadInput, StoreTrouble
from screening.store import Vault, open_vault, rebuild_vault
from screening.store.crypto import key_file
from screening.store.database import journal, schema
from screening.store.database.journal import Journal, JournalFrame
from screening.store.integrity import check_behind
from screening.store.integrity.check_behind import WHOLE_NEXT
from tests.made_vaults import made_vault
from tests.store.some_vault import PASSPHRASE

WORDS = "x" * 19_000


@pytest.fixture(autouse=True)
def every_record_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_behind, "LARGE", 0)
    monkeypatch.setattr(check_behind, "PAUSE", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A locked record with more than one block in its second file."""
    where = tmp_path / "record"
    with made_vault(where, "Officer Aina", "officer", "") as vault:
        case = vault.new_case()
        vault.append(case, CaseOpened("2026-1", "office", "adult"))
        for _ in range(26):
            vault.append_many(case, [WordsWritten("work", WORDS, "told") for _ in range(10)])
    assert (where / journal.FILE).stat().st_size > journal.BLOCK
    return where


@pytest.fixture
def opened(folder: Path) -> Iterator[Vault]:
    with open_vault(folder, PASSPHRASE, behind=True) as vault:
        yield vault


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def a_page_that_nobody_reads(folder: Path) -> int:
    """In the middle of the words of one case."""
    return (folder / check_behind.FILE).stat().st_size // 2


@pytest.mark.sweep
def test_what_is_whole_is_found_whole(opened: Vault) -> None:
    assert opened.left is not None
    assert opened.left.run()
    assert opened.doubted() == ""
    assert opened.verify().holds


@pytest.mark.sweep
def test_a_damaged_page_is_told_and_the_next_unlocking_offers_to_bring_everything_back(folder: Path) -> None:
    flip(folder / check_behind.FILE, a_page_that_nobody_reads(folder))
    with open_vault(folder, PASSPHRASE, behind=True) as vault:
        assert vault.left is not None
        assert not vault.left.run()
        assert vault.doubted() == "check-pages"
        case = vault.cases()[0]
        vault.append(case, AnswerGiven("late", Answer.YES, How.TOLD))  # nothing is refused in the middle of a talk
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        open_vault(folder, PASSPHRASE, behind=True)
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE, behind=True) as again:
        assert len(again.events(case)) == 262
        assert again.verify().holds


def test_a_damaged_second_file_is_made_again_before_anything_is_shown(folder: Path) -> None:
    flip(folder / journal.FILE, 70_000)
    with open_vault(folder, PASSPHRASE, behind=True) as vault:
        assert [each.code for each in vault.notices] == ["recorder-damaged"]
        assert vault.verify().holds


@pytest.mark.sweep
def test_after_an_opening_that_checked_everything_the_next_one_waits_again(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault, vault.transaction() as tables:
        tables.set_pending(WHOLE_NEXT)
    with open_vault(folder, PASSPHRASE, behind=True) as again:
        assert again.left is None
    with open_vault(folder, PASSPHRASE, behind=True) as third:
        assert third.left is not None
        assert WHOLE_NEXT not in third.tables.pending()


def test_its_end_is_looked_at_before_anything_is_shown(folder: Path) -> None:
    flip(folder / journal.FILE, (folder / journal.FILE).stat().st_size - 400)
    with open_vault(folder, PASSPHRASE, behind=True) as vault:
        assert [each.code for each in vault.notices] == ["recorder-damaged"]


def test_while_answers_are_saved_nothing_is_doubted(opened: Vault) -> None:
    assert opened.left is not None
    ended: list[bool] = []
    beside = threading.Thread(target=lambda: ended.append(opened.left is not None and opened.left.run()))
    beside.start()
    case, saved = opened.cases()[0], 0
    while beside.is_alive():
        opened.append(case, AnswerGiven(f"item-{saved % 60}", Answer.YES, How.TOLD))
        saved += 1
    assert ended == [True] or opened.doubted() == "", "what looks torn from beside is asked again before it is told"
    assert saved > 3


def test_a_second_file_that_was_made_anew_meanwhile_is_not_doubted(opened: Vault) -> None:
    case = opened.new_case()
    opened.append(case, CaseOpened("2026-1", "office", "adult"))
    opened.erase([case], "asked")
    assert opened.doubted() == ""


def test_locking_ends_it(opened: Vault) -> None:
    assert opened.left is not None
    opened.left.stop()
    assert opened.left.run()


def test_where_the_process_cannot_be_started_everything_is_checked_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_behind.sys, "frozen", True, raising=False)
    flip(folder / check_behind.FILE, a_page_that_nobody_reads(folder))
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        open_vault(folder, PASSPHRASE, behind=True)


def test_a_small_record_is_checked_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_behind, "LARGE", 32 << 20)
    flip(folder / check_behind.FILE, a_page_that_nobody_reads(folder))
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        open_vault(folder, PASSPHRASE, behind=True)


def chained(data: bytes, block: int) -> str:
    """The mark of a program from November 2026: the chain of whole blocks, and with what stands behind them."""
    chain, whole = bytes(32), len(data) // block * block
    for at in range(0, whole, block):
        chain = hashlib.sha256(chain + data[at : at + block]).digest()
    return chain.hex() + hashlib.sha256(chain + data[whole:]).hexdigest()


def test_the_mark_of_an_earlier_program_is_understood(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        mark = vault.tables.mark()
        assert mark
        data = (folder / journal.FILE).read_bytes()[: mark.offset]
        old = journal.Position(mark.offset, mark.frames, chained(data, journal.BLOCK))
        with vault.tables.transaction():
            vault.tables.set_mark(old)
        assert vault.verify().holds
        vault.abandon()
    with open_vault(folder, PASSPHRASE, behind=True) as again:
        assert again.notices == []
        after = again.tables.mark()
        assert after
        assert after.digest == hashlib.sha256((folder / journal.FILE).read_bytes()).hexdigest()
        assert again.verify().holds


@pytest.mark.parametrize("size", [1, 236, 300, 492, 1000])
def test_a_journal_goes_on_behind_the_mark_of_an_earlier_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(journal, "BLOCK", 256)
    keys, path = key_file.new_keys(), tmp_path / "recorder.bin"
    made = Journal.create(path, keys)
    at = made.append(JournalFrame(b"x" * size, (bytes(32),)))
    made.close()
    old = journal.Position(at.offset, at.frames, chained(path.read_bytes(), 256))
    again = Journal.open(path, keys, old)
    assert again
    assert journal.agrees(path, again.append(JournalFrame(b"y" * 5, (bytes(32),))))
    again.close()
    flip(path, 30)
    assert not journal.agrees(path, old)
    assert Journal.open(path, keys, old) is None


def test_a_program_in_one_file_checks_everything_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    with open_vault(folder, PASSPHRASE, behind=True) as vault:
        assert vault.left is None


def test_a_record_of_an_earlier_shape_is_checked_first(folder: Path, opened: Vault) -> None:
    assert check_behind.may_wait(folder, opened.tables)
    opened.tables.con.execute(f"PRAGMA user_version = {len(schema.STEPS) - 1}")
    assert not check_behind.may_wait(folder, opened.tables)
    opened.tables.con.execute(f"PRAGMA user_version = {len(schema.STEPS)}")


@pytest.mark.parametrize(
    ("made", "stopped", "holds"),
    [
        (check_behind.HOLDS, False, True),
        (b"", False, False),
        (b"", True, True),
        (BadInput("file-takes-too-long"), False, False),
        (BadInput("file-takes-too-long"), True, True),
    ],
)
def test_a_check_that_was_stopped_tells_of_nothing_and_one_that_was_not_made_of_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bytes | BadInput, stopped: bool, holds: bool
) -> None:
    left = check_behind.Behind(tmp_path, bytes(16), bytes(32), 3, "ab")

    def run(work: str, asked: bytes, **_: object) -> bytes:
        assert (work, json.loads(asked)[3:]) == ("screening.store.integrity.check_behind:looked_at", [3, "ab"])
        if stopped:
            left.stop()
        if isinstance(made, BadInput):
            raise made
        return made

    monkeypatch.setattr(check_behind.bounded_process, "run", run)
    assert left.run() is holds


@pytest.mark.parametrize(("pages", "in_use"), [((), ()), (("page 3",), ()), ((), ("page 3",))])
def test_a_doubt_is_told_only_where_the_record_itself_finds_a_page_that_does_not_hold(
    monkeypatch: pytest.MonkeyPatch, pages: tuple[str, ...], in_use: tuple[str, ...]
) -> None:
    monkeypatch.setattr(check_behind, "integrity_faults", lambda con: pages)
    monkeypatch.setattr(check_behind, "faults_in_use", lambda con: in_use)
    told = check_behind.confirmed(SimpleNamespace(con=None))
    assert told == ("check-pages" if pages or in_use else "")
