"""Packs from outside, read in a process with bounds: what comes back are the files of a believed one, and plain data.

Whoever holds a record only gives the file's bytes away. The parts of the answer are a JSON text, what was signed of the
pack, and the pack's files one after the other.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from screening import bounded_process
from screening.domain.content.foreign_files import HEAD, open_foreign
from screening.domain.content.problems import Problem
from screening.domain.events.contacts import ContactCard
from screening.errors import BadInput
from screening.store.crypto import atomic_files
from screening.store.exchange.pack_file import LANGUAGE, PackFile, Sort, must_begin, read_pack_file

SECONDS = 120
"""Of computing time: a language with all its recordings is measured within it on a slow laptop."""
MEMORY = 2 << 30
MOST_TOLD = 500
"""How many problems of one pack come back: nobody reads more, and the first ones are mended first."""


def foreign_bytes(path: Path, sort: Sort = LANGUAGE) -> bytes:
    """Return the bytes of a file that begins as a pack; one too many where it is too large.

    Raises BadInput: ``pack-not-found`` and ``pack-not-one``.
    """
    place = atomic_files.local_path(path)
    if not place.is_file():
        raise BadInput("pack-not-found", file=place.name)
    with os.fdopen(open_foreign(place), "rb") as opened:
        must_begin(opened.read(HEAD), sort)
        opened.seek(0)
        return opened.read(sort.largest + 1)


def apart(work: str, path: Path, sort: Sort, believed: Collection[str] | None, *given: str) -> tuple[Any, PackFile]:
    """Return what ``work`` (see ``bounded_process.run``) says of a pack, and the pack.

    ``believed`` are signing keys; of a pack that none of them signed nothing is unfolded. With None, anybody's is.
    The work gets the bytes, these keys in JSON, and what else is ``given``; it answers with ``together``. Raises
    BadInput: that of ``foreign_bytes``, that of the work, and ``file-too-costly``.
    """
    data, keys = foreign_bytes(path, sort), json.dumps(None if believed is None else sorted(believed))
    made = bounded_process.run(work, data, keys, *given, seconds=SECONDS, memory=MEMORY + 4 * len(data))
    return _parted(made)


def of_believed(data: bytes, keys: str, sort: Sort = LANGUAGE) -> PackFile:
    """Return the pack, for the work of ``apart``. Raises what ``read_pack_file`` raises."""
    believed = json.loads(keys)
    return read_pack_file(data, sort, None if believed is None else frozenset(believed))


def together(told: Any, file: PackFile) -> bytes:
    """Return what was found out about a pack, with the pack, as ``apart`` gets it back."""
    head = {
        "told": told, "tag": file.tag, "made_at": file.made_at, "signer": asdict(file.signer), "digest": file.digest,
        "files": list(file.files),
    }  # fmt: skip
    return bounded_process.framed((json.dumps(head).encode(), file.signed, *file.files.values()))


def short(problems: Iterable[Problem]) -> list[list[str]]:
    """Return the first problems as they go through a pipe, each of a bounded length, and how many are left out."""
    every = list(problems)
    told = every[:MOST_TOLD]
    if left := len(every) - len(told):
        told.append(Problem("the pack", "the rest", f"{left} more problems are not listed.", "Mend these first."))
    return [[text[:1000] for text in (each.file, each.place, each.what, each.remedy)] for each in told]


def problems_in(rows: Iterable[Iterable[str]]) -> tuple[Problem, ...]:
    """Return the problems that ``short`` gave."""
    return tuple(Problem(*row) for row in rows)


def _parted(made: bytes) -> tuple[Any, PackFile]:
    text, signed, *contents = bounded_process.parts_of(made)
    head: Mapping[str, Any] = json.loads(text)
    files = dict(zip(head["files"], contents, strict=True))
    return head["told"], PackFile(
        head["tag"], head["made_at"], ContactCard(**head["signer"]), files, head["digest"], signed
    )
