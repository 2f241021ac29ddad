"""Parts of verifying in processes of their own, so that a large record is checked on all cores.

``main`` reads where the vault is and its keys from its input, never from the command
line, opens the file for reading only, answers one part after another, and ends when its input does. It writes nothing.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from screening.errors import StoreTrouble
from screening.store import recorder
from screening.store.driver import connect_beside, dbapi
from screening.store.opening import FILE
from screening.store.swift import FramesPart, Otherwise, Reading, RowsPart, Strand, frames_part, pages_hold, rows_part

Job = tuple[str, int, int]
"""``pages``, ``rows`` or ``frames``, and from where to where."""
Part = RowsPart | FramesPart | None

SIZES = struct.Struct("<II")
PR_SET_DUMPABLE = 4
MOST = 4
"""Processes. More gain little and take the officer's memory."""


def command() -> list[str]:
    """How a process is started: cut off from environment and working folder; empty in a frozen program."""
    if getattr(sys, "frozen", False):
        return []
    return [sys.executable, "-E", "-P", "-c", f"from {__name__} import main; raise SystemExit(main())"]


def jobs(last: int, size: int, parts: int) -> list[Job]:
    """What there is to do for rows up to number ``last`` and a recorder of ``size`` bytes, the longest first."""
    rows = [("rows", last * at // parts + 1, last * (at + 1) // parts) for at in range(parts)]
    rows[0] = ("rows", -(1 << 63), rows[0][2])
    cuts = [recorder.START, *(recorder.START + (size - recorder.START) * at // parts for at in range(1, parts)), size]
    return [("pages", 0, 0), *rows, *(("frames", low, high) for low, high in pairwise(cuts))]


def in_processes(folder: Path, with_keys: Reading, jobs: Sequence[Job], meanwhile: Callable[[], bool]) -> list[Part]:
    """Every part in order, worked at on all cores, while ``meanwhile`` is done here.

    Raises Otherwise where one does not hold or a process cannot work, and when ``meanwhile`` says no.
    """
    start = command()
    number = min(MOST, os.cpu_count() or 1, len(jobs))
    if not start or number < 2:
        raise Otherwise
    left = list(enumerate(jobs))[::-1]
    with ThreadPoolExecutor(number) as pool:
        workers = [pool.submit(_worked, start, folder, with_keys, left) for _ in range(number)]
        good = meanwhile()
        if not good:
            left.clear()
        done = {place: part for worker in workers for place, part in worker.result()}
    if not good or len(done) != len(jobs):
        raise Otherwise
    return [done[place] for place in range(len(jobs))]


def _worked(start: list[str], folder: Path, with_keys: Reading, left: list[tuple[int, Job]]) -> list[tuple[int, Part]]:
    """The parts that one process did. Takes from ``left`` until nothing is left, or until one does not hold."""
    done = []
    try:
        process = subprocess.Popen(start, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        left.clear()
        raise Otherwise from None
    assert process.stdin and process.stdout
    try:
        it = with_keys
        secret = [each.hex() for each in (it.salt, it.file_key, it.recorder_key)]
        _told(process.stdin, [str(folder), it.vault, *secret])
        while left:
            try:
                place, job = left.pop()
            except IndexError:
                break
            _told(process.stdin, job)
            done.append((place, _answer(process.stdout)))
    except (OSError, ValueError, struct.error, Otherwise):
        left.clear()
        raise Otherwise from None
    finally:
        with suppress(OSError):
            process.stdin.close()
        process.kill()  # everything that was asked has been answered, or is not wanted any more
        process.wait()
        process.stdout.close()
    return done


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
        case ["frames", begins, ends, first, after]:
            return FramesPart(begins, ends, first, after, digests)
    raise Otherwise


def _places(told: Any) -> tuple[tuple[str, int], ...]:
    return tuple((str(strand), int(seq)) for strand, seq in told)


def done_here(folder: Path, with_keys: Reading, con: Any, job: Job) -> Part:
    """One part. Raises Otherwise, OSError or the driver's errors."""
    kind, low, high = job
    if kind == "rows":
        return rows_part(con, low, high)
    if kind == "frames":
        return frames_part(folder / recorder.FILE, with_keys, low, high)
    if not pages_hold(con):
        raise Otherwise
    return None


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer every job until there are no more, or one does not hold."""
    folder, vault, *secret = json.loads(asked.readline())
    with_keys = Reading(vault, *map(bytes.fromhex, secret))
    con = connect_beside(Path(folder) / FILE, with_keys.file_key, with_keys.salt)
    try:
        for line in asked:
            kind, low, high = json.loads(line)
            part = done_here(Path(folder), with_keys, con, (kind, low, high))
            head: list[Any] = [kind]
            if isinstance(part, RowsPart):
                head += [[astuple(each) for each in part.strands], part.emptied, part.cleared]
            elif isinstance(part, FramesPart):
                head += [part.begins, part.ends, part.first, part.after]
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
