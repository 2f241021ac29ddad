"""What the unlocking of a large record leaves for later: whether every page of its file is whole and of today.

Each page is checked when it is read, at any time; what is looked at here is whether those that nobody reads are still
whole. It is done by a process of its own, which only reads, while the officer works. What it doubts is looked at again
by the thread that owns the record before anybody is told: a page that is just being written may look torn from beside.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screening import bounded_process
from screening.errors import BadInput, StoreTrouble
from screening.store.crypto.key_file import Keys
from screening.store.database import journal, schema
from screening.store.database.driver import connect, dbapi, faults_in_use, faulty_pages, integrity_faults
from screening.store.database.journal import Journal
from screening.store.database.tables import Tables

if TYPE_CHECKING:
    from subprocess import Popen

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
SECONDS = 3600
"""Of the processor: a record of twenty million entries takes half of it."""
PR_SET_DUMPABLE = 4


def may_wait(folder: Path, tables: Tables) -> bool:
    """Whether the check of this record may be left for later. Raises OSError or the driver's errors."""
    if getattr(sys, "frozen", False) or schema.version(tables.con) < len(schema.STEPS):
        return False
    size = (folder / FILE).stat().st_size
    with suppress(FileNotFoundError):
        size += (folder / journal.FILE).stat().st_size
    return size > LARGE and WHOLE_NEXT not in tables.pending()


@dataclass(slots=True)
class Behind:
    """The check that one opening left: ``run`` it in a thread of its own, ``stop`` it when the record is locked.

    It has what it takes to read the vault's file, and not the key that this comes from.
    """

    folder: Path
    salt: bytes = field(repr=False)
    file_key: bytes = field(repr=False)
    last: int
    """The number of the last row."""
    told: str
    """The sum of the rows up to there as the second file has it."""
    _process: Popen[bytes] | None = None
    _stopped: bool = False

    def run(self) -> bool:
        """Whether everything holds, as far as it was looked at before ``stop``; where it cannot be looked at, no."""
        asked = [str(self.folder), self.file_key.hex(), self.salt.hex(), self.last, self.told]
        work = f"{__name__}:looked_at"
        try:
            made = bounded_process.run(work, json.dumps(asked).encode(), seconds=SECONDS, begun=self._begun)
        except BadInput:
            return self._stopped
        return self._stopped or made == HOLDS

    def _begun(self, process: Popen[bytes]) -> None:
        self._process = process
        if self._stopped:
            process.kill()

    def stop(self) -> None:
        self._stopped = True
        if self._process is not None:
            self._process.kill()


def behind(folder: Path, keys: Keys, opened: Journal, last: int) -> Behind:
    """Return the check of a record that was opened without it; ``last`` is the number of its last row."""
    return Behind(folder, keys.salt, keys.sub("sqlcipher"), last, (opened.sum or b"").hex())


def confirmed(tables: Tables) -> str:
    """Return ``check-pages`` where a page does not hold, asked by the thread that owns the record; else "".

    Raises the driver's errors.
    """
    # SQLite is asked only where each page is whole: after one that is not, SQLCipher reads no more.
    return "check-pages" if integrity_faults(tables.con) or faults_in_use(tables.con) else ""


HOLDS = b"holds"


def looked_at(asked: bytes) -> bytes:
    """Return ``HOLDS``, or nothing. Raises StoreTrouble or the driver's errors where something cannot be read."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if hasattr(os, "nice"):
        os.nice(NICER)
    folder, file_key, salt, last, told = json.loads(asked)
    given = Path(folder), bytes.fromhex(file_key), bytes.fromhex(salt), last, told
    torn = _torn(*given)
    for _ in range(1, LOOKS):
        if torn:
            time.sleep(PAUSE)
            torn &= _torn(*given)
    return b"" if torn else HOLDS


def _torn(folder: Path, key: bytes, salt: bytes, last: int, told: str) -> frozenset[str]:
    """The pages that are not whole; where each is, "rows" unless the rows are those of which the second file tells."""
    for _ in range(LOOKS_AT_ROWS):
        with suppress(dbapi.Error, StoreTrouble), closing(connect(folder / FILE, key, salt, beside=True)) as con:
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
