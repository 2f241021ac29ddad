"""Where a file may be written that is no part of a record: never inside one, whatever names and links lead there."""

from __future__ import annotations

import errno
import itertools
from pathlib import Path

from screening.errors import BadInput, StoreTrouble
from screening.store.crypto import atomic_files, key_file
from screening.store.database import journal
from screening.store.folder import automatic_copies, identity_db, sealed_marker

GROUPS = (
    (automatic_copies.FILE,),
    (journal.FILE,),
    (key_file.FILE, key_file.COPY),
    identity_db.NAMES,
    (automatic_copies.FOLDER,),
)
"""Names of a record's files. One alone may be anybody's; names of two of these groups are a record or a copy."""

WHY = {
    "-full": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "-read-only": (errno.EROFS, errno.EACCES, errno.EPERM),
    "-gone": (errno.ENOENT, errno.ENOTDIR, errno.ENODEV),
}
"""Why a file was not written, as its error ends."""


def in_record(path: Path) -> bool:
    """Return whether ``path`` is the folder of a record, or of a copy or a sealed one, or lies in one."""
    real = path.resolve()
    return any(_is_record(each) for each in (real, *real.parents))


def outside(path: Path) -> Path:
    """Return ``path`` where it is on this computer and in no record.

    Raises BadInput("path-not-local"), ("inside-record").
    """
    place = atomic_files.local_path(path)
    if in_record(place):
        raise BadInput("inside-record")
    return place


def new_file(path: Path) -> Path:
    """Return the same for a file that must not be there yet. Raises BadInput("bundle-file-exists") as well."""
    place = outside(path)
    if place.exists() or place.is_symlink():
        raise BadInput("bundle-file-exists")
    return place


def save_new(path: Path, data: bytes) -> Path:
    """Write a file that is not there yet, whole or not at all, and return it. This and ``save_in`` are the one door
    for every paper, table, bundle, card and pack: no file that is there is ever written over.

    Raises what ``new_file`` raises, BadInput("path-too-long") on Windows, and BadInput("not-written"), which says
    ``-full``, ``-read-only`` or ``-gone``.
    """
    place = atomic_files.room_for(new_file(path))
    try:
        atomic_files.write_new(place, data)
    except FileExistsError:
        raise BadInput("bundle-file-exists") from None
    except OSError as trouble:
        raise _not_written(place.name, trouble) from None
    return place


def write_over(path: Path, data: bytes) -> None:
    """Write a list that this program keeps anew, whole or not at all. Raises what ``outside`` raises, "not-written"."""
    place = outside(path)
    try:
        atomic_files.write_atomic(place, data)
    except OSError as trouble:
        raise _not_written(place.name, trouble) from None


def save_in(folder: Path, name: str, data: bytes) -> Path:
    """Write a file into a folder under a name of its own and return it: ``name``, with a number where that is taken.

    The very same bytes under such a name are that file already. Raises BadInput("folder-missing") and what ``save_new``
    raises.
    """
    place = outside(folder)
    if not place.is_dir():
        raise BadInput("folder-missing")
    for number in itertools.count(1):
        path = atomic_files.room_for(
            place / (name if number == 1 else f"{Path(name).stem}_{number}{Path(name).suffix}")
        )
        try:
            atomic_files.write_new(path, data)
        except FileExistsError:
            if _holds(path, data):
                return path
        except OSError as trouble:
            raise _not_written(path.name, trouble) from None
        else:
            return path
    raise AssertionError


def made_folder(path: Path) -> Path:
    """Return a folder to write into, made where it is not there. Raises what ``save_in`` raises."""
    place = outside(path)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise _not_written(place.name, trouble) from None
    return place


def _holds(path: Path, data: bytes) -> bool:
    try:
        return atomic_files.read_foreign_bounded(path, len(data)) == data
    except (OSError, BadInput, StoreTrouble):
        return False


def _not_written(name: str, trouble: OSError) -> BadInput:
    """Say why a file was not written. ``reason`` is the system's own word, where none of the known reasons holds."""
    why = next((why for why, numbers in WHY.items() if trouble.errno in numbers), "")
    return BadInput(f"not-written{why}", file=name, reason=trouble.strerror or "")


def _is_record(folder: Path) -> bool:
    found = sum(any((folder / name).exists() for name in names) for names in GROUPS)
    return found > 1 or (folder / sealed_marker.MARKER).is_file()
