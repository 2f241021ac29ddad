"""Parts of verifying in processes of their own, so that a large record is checked on all cores.

``main`` reads where the vault is and its keys from its input, never from the command
line, opens the file for reading only, answers one part after another, and ends when its input does. It writes nothing.
"""

from __future__ import annotations

import ctypes
import json
import os
import queue
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any, BinaryIO

from screening.errors import StoreTrouble
from screening.store.database.driver import connect_beside, dbapi
from screening.store.integrity.bulk_verify import Otherwise, Reading, RowsPart, Strand, pages_hold, rows_part
from screening.store.integrity.open_files import FILE

Job = tuple[str, int, int]
"""``pages`` or ``rows``, and from where to where."""
Part = RowsPart | None

SIZES = struct.Struct("<II")
PR_SET_DUMPABLE = 4
MOST = 4
"""Processes. More gain little and take the officer's memory."""


def command() -> list[str]:
    """How a process is started: cut off from environment and working folder; empty in a frozen program."""
    if getattr(sys, "frozen", False):
        return []
    return [sys.executable, "-E", "-P", "-c", f"from {__name__} import main; raise SystemExit(main())"]


def jobs(last: int, parts: int) -> list[Job]:
    """What there is to do for rows up to number ``last``, the longest first."""
    rows = [("rows", last * at // parts + 1, last * (at + 1) // parts) for at in range(parts)]
    rows[0] = ("rows", -(1 << 63), rows[0][2])
    return [("pages", 0, 0), *rows]


@contextmanager
def shared(folder: Path, with_keys: Reading, jobs: Sequence[Job]) -> Iterator[Iterator[Part]]:
    """The parts in order, worked at on all cores while they are taken.

    Taking one raises Otherwise where it does not hold or its process cannot work.
    """
    start, number = command(), min(MOST, os.cpu_count() or 1, len(jobs))
    if not start or number < 2:
        raise Otherwise
    free: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
    workers: list[_Worker] = []
    try:
        for _ in range(number):
            workers.append(_Worker(start, folder, with_keys))
            free.put(workers[-1])

        def done(job: Job) -> Part:
            worker = free.get()
            try:
                return worker.do(job)
            finally:
                free.put(worker)

        with ThreadPoolExecutor(number) as pool:
            coming = [pool.submit(done, job) for job in jobs]
            try:
                yield (each.result() for each in coming)
            finally:
                for each in coming:
                    each.cancel()
                for worker in workers:
                    worker.end()  # whoever waits for its answer is told that there is none
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """One process that answers one job after another."""

    def __init__(self, start: list[str], folder: Path, with_keys: Reading) -> None:
        try:
            self._process = subprocess.Popen(
                start, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            raise Otherwise from None
        self._introduction = [str(folder), with_keys.salt.hex(), with_keys.file_key.hex()]

    def do(self, job: Job) -> Part:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked
        assert answers
        try:
            if self._introduction:
                _told(asked, self._introduction)
                self._introduction = []
            _told(asked, job)
            return _answer(answers)
        except (OSError, ValueError, struct.error):
            raise Otherwise from None

    def end(self) -> None:
        """Every answer that was wanted has come, or none is wanted any more."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _told(to: Any, what: Any) -> None:
    to.write(json.dumps(what).encode() + b"\n")
    to.flush()


def _answer(source: Any) -> Part:
    length, size = SIZES.unpack(source.read(SIZES.size))
    head, digests = json.loads(source.read(length)), source.read(size)
    if len(digests) != size or head is None:
        raise Otherwise
    match head:
        case ["pages"]:
            return None
        case ["rows", strands, emptied, cleared]:
            held = tuple(Strand(*each) for each in strands)
            return RowsPart(held, _places(emptied), _places(cleared), digests)
    raise Otherwise


def _places(told: Any) -> tuple[tuple[str, int], ...]:
    return tuple((str(strand), int(seq)) for strand, seq in told)


def done_here(con: Any, job: Job, *, fresh: bool = False) -> Part:
    """One part. Raises Otherwise or the driver's errors."""
    kind, low, high = job
    if kind == "rows":
        return rows_part(con, low, high)
    if not pages_hold(con, fresh=fresh):
        raise Otherwise
    return None


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer every job until there are no more, or one does not hold."""
    folder, salt, file_key = json.loads(asked.readline())
    con = connect_beside(Path(folder) / FILE, bytes.fromhex(file_key), bytes.fromhex(salt))
    fresh = True
    try:
        for line in asked:
            kind, low, high = json.loads(line)
            part = done_here(con, (kind, low, high), fresh=fresh)
            fresh = False
            head: list[Any] = [kind]
            if part is not None:
                head += [[astuple(each) for each in part.strands], part.emptied, part.cleared]
            told = json.dumps(head).encode()
            digests = b"" if part is None else part.digests
            answers.write(SIZES.pack(len(told), len(digests)) + told + digests)
            answers.flush()
    finally:
        con.close()


def main() -> int:
    """Returns the exit code: 3 where something does not hold or cannot be read. Says nothing of what it read."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except (Otherwise, OSError, ValueError, StoreTrouble, dbapi.Error):
        return 3
    return 0
