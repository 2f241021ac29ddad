"""Files that only their owner can read, written whole or not at all, on this machine's own disk."""

from __future__ import annotations

import errno
import os
import re
import secrets
import sys
from pathlib import Path

from screening.domain.plain_file import read_plain
from screening.errors import BadInput, StoreTrouble

PART = ".part-"
"""How the name of a file or folder begins that is still being written; swept at the next opening."""

_DEVICE = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])\s*(\..*)?$")
_SYSTEM_FOLDERS = {"dev", "proc", "sys"}
_SYNCED = re.compile(r"(?i)\b(dropbox|onedrive|google ?drive|icloud|nextcloud|owncloud|syncthing|mega)\b")


def keep_private() -> None:
    """From now on this process creates files for their owner alone."""
    os.umask(0o077)


def local_path(text: str | Path) -> Path:
    """``text`` as a path on this machine's own disk.

    Raises BadInput("path-not-local") for network shares (a name beginning with two slashes makes Windows send the
    officer's password hash to another machine), device names, and names with control characters.
    """
    raw = str(text)
    if not raw or raw.replace("\\", "/").startswith("//") or re.search(r"[\x00-\x1f\x7f]", raw):
        raise BadInput("path-not-local")
    path = Path(raw)
    parts = [part for part in raw.replace("\\", "/").split("/") if part]
    if any(_DEVICE.match(part.rstrip(" .")) for part in parts):
        raise BadInput("path-not-local")
    if path.is_absolute() and parts and parts[0] in _SYSTEM_FOLDERS:
        raise BadInput("path-not-local")
    return path


def typed_folder(text: str) -> Path:
    """A folder as it was typed in the window: whole, never beside where the program happens to run.

    Raises BadInput("folder-missing") where nothing or a part of a path was typed, and what ``local_path`` raises.
    """
    place = local_path(Path(text.strip()).expanduser())
    if not place.is_absolute():
        raise BadInput("folder-missing")
    return place


def synced_folder(path: Path) -> bool:
    """Whether a folder's name says that its files are copied to other machines."""
    return any(_SYNCED.search(part) for part in path.parts)


def make_folder(path: Path) -> None:
    """A new folder for its owner alone, its parents made as needed. Raises FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.mkdir(mode=0o700)


def create_private(path: Path) -> int:
    """The descriptor of a new file for its owner alone. Raises FileExistsError."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def sync(descriptor: int) -> None:
    """The file's bytes are on the medium when this returns. Raises OSError; a failed sync must not be tried again."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    elif sys.platform == "win32":
        os.fsync(descriptor)
    else:
        os.fdatasync(descriptor)


def sync_folder(folder: Path) -> None:
    """New, renamed and removed names in ``folder`` are on the medium when this returns."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Every byte of ``data``, however many calls it takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def write_atomic(path: Path, data: bytes) -> None:
    """``path`` holds ``data``, or what it held before: written beside it, synced, read back, then renamed.

    Raises OSError, and StoreTrouble("written-differently") when the disk returned other bytes than were written.
    """
    part = path.with_name(f"{PART}{secrets.token_hex(8)}")
    descriptor = create_private(part)
    try:
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if part.read_bytes() != data:
            raise StoreTrouble("written-differently")
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def read_bounded(path: Path, limit: int) -> bytes:
    """A plain file's bytes. Raises OSError, and StoreTrouble("file-too-large") above ``limit`` bytes."""
    try:
        return read_plain(path, limit)
    except OSError as trouble:
        if trouble.errno != errno.EFBIG:
            raise
        raise StoreTrouble("file-too-large") from None


def remove(path: Path) -> None:
    """Remove a file, or a folder with everything in it; nothing there is fine."""
    if path.is_dir() and not path.is_symlink():
        for each in path.iterdir():
            remove(each)
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Remove what an interrupted writing left in ``folder``; how many."""
    left = [each for each in folder.iterdir() if each.name.startswith(PART)]
    for each in left:
        remove(each)
    return len(left)
