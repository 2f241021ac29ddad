"""A record that was sealed and cleared away: what is left in its place, and finishing what a kill interrupted.

The marker is written when the sealed copy is whole, and before anything is removed. From then on the clearing away is
finished at each start, so a kill leaves the record as it was, or a place that says what became of it; never nothing.
"""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from screening.errors import StoreTrouble
from screening.settings import SEALED
from screening.store import files, identity, keys

MARKER = SEALED
HERE = "sealed"
"""The folder for the sealed copy where it stays on this computer."""
ASIDE = "-sealed-"
LARGEST = 4096
SECRETS = (keys.FILE, keys.COPY, keys.OTHERS, identity.KEY, identity.KEY_COPY)
"""What every other file is unreadable without: these go first."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What became of a record. ``copy``: the name of the copy's folder; ``here``: whether it is on this computer."""

    vault: str
    at: str
    cases: int
    copy: str
    here: bool
    left: int = 0
    """How many files could not be removed yet."""


def begin(folder: Path, sealed: Sealed) -> None:
    """From now on the record counts as sealed. Raises OSError; then it does not."""
    told = {name: value for name, value in asdict(sealed).items() if name != "left"}
    files.write_atomic(folder / MARKER, json.dumps({"format": 1, **told, "sum": _sum(told)}).encode())


def finish_sealing(folder: Path) -> Sealed | None:
    """Clear away what is left of a sealed record, keys first; what became of it. None where none was sealed.

    May be done again at any time. What cannot be removed is counted in ``left``.
    """
    found = read(folder)
    if found is None:
        return None
    kept = folder / HERE
    with suppress(OSError):
        for path in folder.rglob("*"):
            if path.name in SECRETS and kept not in path.parents:
                _spoil(path)
        files.sync_folder(folder)
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name != MARKER and path != kept:
                with suppress(OSError):
                    files.remove(path)
        files.sync_folder(folder)
    left = 0
    with suppress(OSError):
        left = sum(path.name != MARKER and path != kept for path in folder.iterdir())
    return Sealed(found.vault, found.at, found.cases, found.copy, found.here, left)


def read(folder: Path) -> Sealed | None:
    """What the marker says; None where there is none.

    A marker that is damaged, or of another vault than the key file beside it, is not believed while there are keys:
    nothing may be removed because of it.
    """
    try:
        data = files.read_bounded(folder / MARKER, LARGEST)
    except FileNotFoundError:
        return None
    except (OSError, StoreTrouble):
        data = b""
    found = _parsed(data)
    try:
        vault = keys.read(folder)[0].vault
    except StoreTrouble:
        vault = ""
    if found is None:
        there = any((folder / name).exists() for name in (keys.FILE, keys.COPY))
        return None if there else Sealed("", "", 0, "", (folder / HERE).is_dir())
    return found if vault in ("", found.vault) else None


def set_sealed_aside(folder: Path) -> Path:
    """Give the place of a sealed record free, for a new one; the sealed record lies beside it. Raises OSError."""
    aside = folder.with_name(f"{folder.name}{ASIDE}{secrets.token_hex(4)}")
    folder.replace(aside)
    files.sync_folder(folder.parent)
    return aside


def sealed_beside(folder: Path) -> tuple[Path, ...]:
    """The sealed records that were set aside for this place."""
    try:
        found = sorted(folder.parent.glob(f"{folder.name}{ASIDE}*"))
    except OSError:
        return ()
    return tuple(each for each in found if (each / MARKER).is_file())


def _spoil(path: Path) -> None:
    """Write over a small file before its name goes: on a disk that writes in place nothing of it is left."""
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(os.fstat(file.fileno()).st_size))
        file.flush()
        files.sync(file.fileno())
    files.remove(path)


def _parsed(data: bytes) -> Sealed | None:
    try:
        told: dict[str, Any] = json.loads(data)
        if told.pop("format") != 1 or told.pop("sum") != _sum(told):
            return None
        return Sealed(str(told["vault"]), str(told["at"]), int(told["cases"]), str(told["copy"]), told["here"] is True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _sum(told: dict[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
