"""A record that was sealed and cleared away: what is left in its place, and finishing what a kill interrupted.

The marker is written when the sealed copy is whole, and before anything is removed. It is authenticated with the
record's data key and bound to the very files that it was written for. Nothing is removed unless both hold: anybody can
put a file into a folder, and a marker of before may come back to a record that lives again. So what a kill interrupted
is finished when the record's key is there, at the next unlocking. Where the clearing away came as far as the key files
there is no key any more: then the marker is only shown, and what is left, which nobody can read, stays until somebody
removes the folder.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from screening.domain.content.foreign_files import is_held
from screening.domain.events.hash_chain import canonical
from screening.errors import StoreTrouble
from screening.settings import SEALED
from screening.store.crypto import atomic_files
from screening.store.crypto import key_file as keys
from screening.store.crypto.key_file import Keys
from screening.store.database import journal as journal_file
from screening.store.folder import automatic_copies, identity_db, process_lock

MARKER = SEALED
HERE = "sealed"
"""The folder for the sealed copy where it stays on this computer."""
ASIDE = "-sealed-"
LARGEST = 16384
MOST_KEYS = 64
EDGE = 4096
SECRETS = (keys.FILE, keys.COPY, keys.OTHERS, identity_db.KEY, identity_db.KEY_COPY)
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
    others: int = 0
    """How many folders of other records lie here; they are left alone."""


def begin(folder: Path, sealed: Sealed, opened: Keys, copied: Keys | None = None) -> None:
    """Count the record under these keys as sealed from now on. Raises OSError; then it does not.

    ``copied`` are the keys of the sealed copy: whoever opens that with the organisation's key may clear away what a
    kill left of the record, when no key of the record itself is there any more.
    """
    fields: dict[str, Any] = {n: value for n, value in asdict(sealed).items() if n not in ("left", "others")}
    spared = _of_others(folder, sealed.vault)
    found = sorted(set(_key_digests(folder, spared)))[:MOST_KEYS]
    fields["bound"] = {"keys": found, "recorder": _journal_now(folder)}
    if copied is not None:
        fields["for_copy"] = _proof(fields, copied)
    fields["proof"] = _proof(fields, opened)
    atomic_files.write_atomic(folder / MARKER, json.dumps({"format": 1, **fields, "sum": _sum(fields)}).encode())


def became(folder: Path) -> Sealed | None:
    """Return what became of the record that stood here; None where none was sealed, or where it may still open.

    Removes nothing. What is left of its files is counted in ``left``.
    """
    found = read(folder)
    if found is None:
        return None
    spared = _of_others(folder, found.vault)
    if any(not _inside(path, spared) for path, _, _ in _key_files(folder)):
        return None
    left = sum(not _holds(path, spared) for path in _rest(folder))
    return replace(found, left=left, others=len(spared))


def finish_sealing(folder: Path, opened: Keys) -> Sealed | None:
    """Clear away what is left of a record that was sealed under these keys, keys first; what became of it.

    None, and nothing is removed, where none was sealed or the marker is not by the record itself. May be done again at
    any time. What cannot be removed is counted in ``left``. The journal goes last: as long as anything else is there
    it tells whose the marker is.
    """
    found = read(folder, opened)
    if found is None or found.vault != opened.vault:
        return None
    atomic_files.sweep_beside(folder)
    return _cleared_away(folder, found)


def finish_with_copy(folder: Path, copied: Keys) -> Sealed | None:
    """Clear away what a kill left of a sealed record, of which no key is left, under the keys of its sealed copy.

    None, and nothing is removed, where the marker has no proof that was made under these keys, or the files are not
    those that it was written for.
    """
    fields = _fields(folder) or {}
    if not _proved(fields, "for_copy", copied, without=("proof", "for_copy")):
        return None
    found = became(folder)
    return None if found is None or found.vault != copied.vault else _cleared_away(folder, found)


def _cleared_away(folder: Path, found: Sealed) -> Sealed:
    spared = _of_others(folder, found.vault)
    with suppress(OSError):
        for path in _secrets(folder, spared):
            _spoil(path)
        atomic_files.sync_folder(folder)
    last = folder / journal_file.FILE
    with suppress(OSError):
        for path in _rest(folder):
            if path != last:
                _clear(path, spared)
        atomic_files.sync_folder(folder)
    if all(path == last or _holds(path, spared) for path in _rest(folder)):
        with suppress(OSError):
            atomic_files.remove(last)
            if not is_held(folder):  # whoever unlocks it still has the lock open, and one stays behind
                atomic_files.remove(folder / process_lock.FILE)
            atomic_files.sync_folder(folder)
    left = sum(not _holds(path, spared) for path in _rest(folder))
    return replace(found, left=left, others=len(spared))


def read(folder: Path, opened: Keys | None = None) -> Sealed | None:
    """Return what the marker says; None where there is none, or where it is not believed.

    With keys it is believed only when it was made under them. Nothing may be removed because of any other, or of one
    that is damaged, or that was written for other files than those beside it: an old one of a record that was brought
    back since, or one of another record.
    """
    fields = _fields(folder)
    if fields is None or (opened is not None and not _proved(fields, "proof", opened, without=("proof",))):
        return None
    if not fields:
        return None if _of_a_record(folder) else Sealed("", "", 0, "", (folder / HERE).is_dir())
    names = ("vault", "at", "cases", "copy", "here")
    marker = Sealed(**{name: fields[name] for name in names})
    return marker if not _of_a_record(folder) or _fits(folder, marker, fields.get("bound")) else None


def _of_a_record(folder: Path) -> bool:
    """Return whether anything stands here that a record is made of."""
    names = (
        keys.FILE,
        keys.COPY,
        automatic_copies.FILE,
        journal_file.FILE,
        journal_file.NEXT,
        automatic_copies.FOLDER,
        identity_db.FILE,
    )
    return any(os.path.lexists(folder / name) for name in names)


def _fits(folder: Path, marker: Sealed, bound: dict[str, Any] | None) -> bool:
    """Return whether the record's files are those that the marker was written for.

    An earlier program's marker fits none.
    """
    if bound is None or (marker.here and not automatic_copies.is_copy(folder / HERE / marker.copy)):
        return False
    spared = _of_others(folder, marker.vault)
    if spared and not any(_rest(folder, spared)):
        return True
    now = _journal_now(folder)
    return now == bound["recorder"] and set(_key_digests(folder, spared)) <= set(bound["keys"])


def _journal_now(folder: Path) -> str:
    """Return the size of the journal with the digest of its first and last bytes; "" where there is none."""
    try:
        with (folder / journal_file.FILE).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            ends = file.read(EDGE)
            file.seek(max(0, size - EDGE))
            return f"{size} {sha256(ends + file.read(EDGE)).hexdigest()}"
    except OSError:
        return ""


def _key_files(folder: Path) -> Iterator[tuple[Path, bytes, keys.KeyFile | None]]:
    """Yield every key file below ``folder`` that is not one of a sealed copy here, as it can be read."""
    for path in _walk(folder):
        if path.name in (keys.FILE, keys.COPY):
            try:
                data = atomic_files.read_bounded(path, keys.LARGEST)
            except (OSError, StoreTrouble):
                continue
            try:
                yield path, data, keys.from_bytes(data)
            except StoreTrouble as trouble:
                if trouble.code == "vault-newer":
                    yield path, data, None


def _key_digests(folder: Path, spared: frozenset[Path]) -> Iterator[str]:
    """Of every whole key file that is no other record's; one that was written over tells nothing."""
    for path, data, _ in _key_files(folder):
        if not _inside(path, spared):
            yield sha256(data).hexdigest()


def _of_others(folder: Path, vault: str) -> frozenset[Path]:
    """Return the folders below that belong to other records: their key file says so."""
    if not vault:
        return frozenset()
    found = _key_files(folder)
    return frozenset(path.parent for path, _, file in found if file and file.vault != vault and path.parent != folder)


def _walk(folder: Path) -> Iterator[Path]:
    kept = folder / HERE
    with suppress(OSError):
        for path in list(folder.rglob("*")):
            if kept not in path.parents:
                yield path


def _secrets(folder: Path, spared: frozenset[Path]) -> Iterator[Path]:
    """Yield the record's own key file last: as long as it is there the next unlocking finishes what was interrupted."""
    found = [path for path in _walk(folder) if path.name in SECRETS and not _inside(path, spared)]
    yield from sorted(found, key=lambda path: (path == folder / keys.FILE, path.parent == folder, path))


def _rest(folder: Path, spared: frozenset[Path] = frozenset()) -> list[Path]:
    """Return what stands beside the marker and the sealed copy, but for what holds nothing that is not ``spared``."""
    try:
        found = [path for path in folder.iterdir() if path.name not in (MARKER, HERE, process_lock.FILE)]
    except OSError:
        return []
    return [path for path in found if not _holds(path, spared)]


def _inside(path: Path, spared: frozenset[Path]) -> bool:
    return any(each == path or each in path.parents for each in spared)


def _holds(path: Path, spared: frozenset[Path]) -> bool:
    """Return whether all that is left of a file or folder is another record's."""
    if _inside(path, spared):
        return True
    if path.is_symlink() or not path.is_dir() or not any(path in each.parents for each in spared):
        return False
    return all(_holds(each, spared) for each in path.iterdir())


def _clear(path: Path, spared: frozenset[Path]) -> None:
    """Remove a file or a folder, as far as it goes; what is another record's stays, with the folders around it."""
    if _inside(path, spared):
        return
    if any(path in each.parents for each in spared):
        for each in path.iterdir():
            _clear(each, spared)
        return
    with suppress(OSError):
        atomic_files.remove(path)


def set_sealed_aside(folder: Path) -> Path:
    """Give the place of a sealed record free, for a new one; the sealed record lies beside it. Raises OSError."""
    aside = folder.with_name(f"{folder.name}{ASIDE}{secrets.token_hex(4)}")
    atomic_files.take_name(folder, aside)
    return aside


def sealed_beside(folder: Path) -> tuple[Path, ...]:
    """Return the sealed records that were set aside for this place."""
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
        atomic_files.sync(file.fileno())
    atomic_files.remove(path)


def _fields(folder: Path) -> dict[str, Any] | None:
    """Return what a marker says: {} for one that is damaged, None where there is none."""
    try:
        fields: dict[str, Any] = json.loads(atomic_files.read_bounded(folder / MARKER, LARGEST))
        if fields.pop("format") != 1 or fields.pop("sum") != _sum(fields):
            return {}
        for name, kind in (("vault", str), ("at", str), ("cases", int), ("copy", str)):
            fields[name] = kind(fields[name])
        fields["here"] = fields["here"] is True
        if (bound := fields.get("bound")) is not None:
            fields["bound"] = {"keys": [*map(str, bound["keys"])], "recorder": str(bound["recorder"])}
    except FileNotFoundError:
        return None
    except (OSError, StoreTrouble, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return fields


def _proved(fields: dict[str, Any], name: str, opened: Keys, without: Collection[str]) -> bool:
    """Whether a proof in a marker was made under these keys, of all that stands there but ``without`` some."""
    covered = {each: value for each, value in fields.items() if each not in without}
    return hmac.compare_digest(str(fields.get(name, "")), _proof(covered, opened)) if fields else False


def _proof(fields: dict[str, Any], opened: Keys) -> str:
    """Return what only the record itself can say of its marker."""
    return hmac.new(opened.sub("sealed"), canonical(fields), sha256).hexdigest()


def _sum(fields: dict[str, Any]) -> str:
    return sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
