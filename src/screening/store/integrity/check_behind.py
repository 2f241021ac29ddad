"""What the unlocking of a large record leaves for later: whether every page of its file is whole and of today.

Each page is checked when it is read, at any time; what is looked at here is whether those that nobody reads are still
whole. It is done by a process of its own, which only reads, while the officer works. What it doubts is looked at again
by the thread that owns the record before anybody is told: a page that is just being written may look torn from beside.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from screening.errors import StoreTrouble
from screening.store.crypto.key_file import Keys
from screening.store.database import journal, schema
from screening.store.database.driver import connect_beside, dbapi, faults_in_use, faulty_pages, integrity_faults
from screening.store.database.journal import Journal
from screening.store.database.tables import Tables

LARGE = 64 << 20
"""Bytes of both files up to which everything is checked before the record is shown: some 50,000 answers, for which it
takes 0.4 s of the processor."""
WHOLE_NEXT = "check whole"
"""What stands in ``pending`` when the next unlocking is to check everything first."""
FILE = "vault.db"
LOOKS = 6
"""How often a page must be found torn before it is doubted."""
PRIME = 1_000_003
"""What squares of row numbers are added up by: two indexes with other rows have another sum."""
LOOKS_AT_ROWS = 4
"""How often in one look: a page of an index that is split meanwhile is seen half."""
PAUSE = 0.5
"""Seconds between two looks."""
NICER = 10
PR_SET_DUMPABLE = 4


def may_wait(folder: Path, tables: Tables) -> bool:
    """Whether the check of this record may be left for later. Raises OSError or the driver's errors."""
    if not _command() or schema.version(tables.con) < len(schema.STEPS):
        return False
    size = (folder / FILE).stat().st_size
    with suppress(FileNotFoundError):
        size += (folder / journal.FILE).stat().st_size
    return size > LARGE and WHOLE_NEXT not in tables.pending()


@dataclass(frozen=True, slots=True)
class Reading:
    """What it takes to read a vault's file, and no more: not the key that this one comes from."""

    salt: bytes
    file_key: bytes

    def __repr__(self) -> str:
        return "Reading()"


@dataclass(slots=True)
class Behind:
    """The check that one opening left: ``run`` it in a thread of its own, ``stop`` it when the record is locked."""

    folder: Path
    with_keys: Reading = field(repr=False)
    rows: tuple[int, str]
    """The number of the last row, and the sum of the rows up to there as the second file has it."""
    _process: subprocess.Popen[bytes] | None = None
    _stopped: bool = False

    def run(self) -> bool:
        """Whether everything holds, as far as it was looked at before ``stop``; where it cannot be looked at, no."""
        asked = [str(self.folder), self.with_keys.salt.hex(), self.with_keys.file_key.hex(), *self.rows]
        try:
            self._process = subprocess.Popen(
                _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            if self._stopped:
                self._process.kill()
            output, _ = self._process.communicate(json.dumps(asked).encode() + b"\n")
        except OSError:
            return self._stopped
        return self._stopped or output == HOLDS

    def stop(self) -> None:
        self._stopped = True
        if self._process is not None:
            self._process.kill()


def behind(folder: Path, keys: Keys, opened: Journal, last: int) -> Behind:
    """Return the check of a record that was opened without it; ``last`` is the number of its last row."""
    told = (last, (opened.sum or b"").hex())
    return Behind(folder, Reading(keys.salt, keys.sub("sqlcipher")), told)


def confirmed(tables: Tables) -> str:
    """Return ``check-pages`` where a page does not hold, asked by the thread that owns the record; else "".

    Raises the driver's errors.
    """
    # SQLite is asked only where each page is whole: after one that is not, SQLCipher reads no more.
    return "check-pages" if integrity_faults(tables.con) or faults_in_use(tables.con) else ""


HOLDS = b"holds"


def _command() -> list[str]:
    """How the process is started; empty in a frozen program, which checks before it shows."""
    if getattr(sys, "frozen", False):
        return []
    return [sys.executable, "-E", "-P", "-c", f"from {__name__} import main; raise SystemExit(main())"]


def serve(asked: BinaryIO, answer: BinaryIO) -> None:
    """Answer ``HOLDS``, or nothing."""
    folder, salt, file_key, last, told = json.loads(asked.readline())
    torn = _torn(Path(folder), bytes.fromhex(file_key), bytes.fromhex(salt), last, told)
    for _ in range(1, LOOKS):
        if torn:
            time.sleep(PAUSE)
            torn &= _torn(Path(folder), bytes.fromhex(file_key), bytes.fromhex(salt), last, told)
    if not torn:
        answer.write(HOLDS)
        answer.flush()


def _torn(folder: Path, key: bytes, salt: bytes, last: int, told: str) -> frozenset[str]:
    """The pages that are not whole; where each is, "rows" unless the rows are those of which the second file tells."""
    for _ in range(LOOKS_AT_ROWS):
        with suppress(dbapi.Error, StoreTrouble), closing(connect_beside(folder / FILE, key, salt)) as con:
            if torn := faulty_pages(con):
                return frozenset(torn)
            if _rows_hold(con, last, told):
                return frozenset()
    return frozenset({"rows"})


def _rows_hold(con: Any, last: int, told: str) -> bool:
    """Whether the rows up to the last one add up, are all in both indexes, and their cases are listed with keys.

    Rows that are saved meanwhile stand behind the last one, so nothing of this looks otherwise for them.
    """
    total, of_rows = journal.NO_SUM, [0, 0, 0]
    for n, digest in con.execute("SELECT n, digest FROM event WHERE n <= ? ORDER BY n", (last,)):
        total = journal.summed_up(total, (bytes.fromhex(digest),))
        of_rows = [of_rows[0] + 1, of_rows[1] + n, of_rows[2] + n * n % PRIME]
    asked = "SELECT count(*), total(n), total(n * n % ?) FROM event INDEXED BY {} WHERE n <= ?"
    indexed = (
        con.execute(asked.format(each), (PRIME, last)).fetchone() for each in ("event_place", "event_order")
    )  # fmt: skip
    listed = """SELECT NOT EXISTS (SELECT 1
        FROM (SELECT case_code, count(*) AS rows, max(n) AS newest FROM event WHERE n <= ? GROUP BY case_code) AS held
        LEFT JOIN head USING (case_code) LEFT JOIN record_key USING (case_code)
        WHERE key IS NULL OR coalesce(events, 0) < held.rows OR coalesce(last_n, 0) < held.newest)"""
    return (
        total.hex() == told
        and all(list(each) == of_rows for each in indexed)
        and bool(con.execute(listed, (last,)).fetchone()[0])
    )


def main() -> int:
    """Check as asked on standard input and return the exit code: 3 where something cannot be read."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if hasattr(os, "nice"):
        os.nice(NICER)
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except (OSError, ValueError, TypeError, StoreTrouble, dbapi.Error):
        return 3
    return 0
