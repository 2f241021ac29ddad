"""Where a file may be written that is no part of a record: never inside one, whatever names and links lead there."""

from __future__ import annotations

import os
from pathlib import Path

from screening.errors import BadInput
from screening.store.crypto import atomic_files, key_file
from screening.store.database import journal
from screening.store.folder import backup, identity_db, sealed_marker

GROUPS = ((backup.FILE,), (journal.FILE,), (key_file.FILE, key_file.COPY), identity_db.NAMES, (backup.FOLDER,))
"""Names of a record's files. One alone may be anybody's; names of two of these groups are a record or a copy."""


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


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; nothing is overwritten, and no link is followed.

    Raises what ``new_file`` raises, and BadInput("not-written").
    """
    place = new_file(path)
    try:
        descriptor = atomic_files.create_private(place)
        try:
            atomic_files.write_all(descriptor, data)
        finally:
            os.close(descriptor)
    except FileExistsError:
        raise BadInput("bundle-file-exists") from None
    except OSError as trouble:
        raise BadInput("not-written", file=place.name, reason=trouble.strerror or "") from None


def _is_record(folder: Path) -> bool:
    found = sum(any((folder / name).exists() for name in names) for names in GROUPS)
    return found > 1 or (folder / sealed_marker.MARKER).is_file()
