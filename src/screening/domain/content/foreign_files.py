"""Open a file that somebody named: only a plain one, without waiting, and no more of it than is asked for.

``open_foreign`` and ``read_foreign`` are the one door for files that come from outside: bundles, cards, packs, logos,
PDFs, submissions, answer files, keys. They compare the file with those of every record that this process holds before
they open it: a name on a stick may lead into the record, and closing such a file takes the database's own locks away.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from screening.errors import BadInput

DATABASES = ("vault.db", "identity.db")
"""Files of a record that nothing but the database library opens while the record is held."""

HEAD = 16 << 10
"""Bytes that tell what kind of file it is, and how much work it asks for."""

_held: list[Path] = []


def keep_apart(folder: Path) -> None:
    """Refuse from now on to open files of the record in ``folder`` as foreign ones; calls add up."""
    _held.append(folder)


def let_go(folder: Path) -> None:
    """Undo one ``keep_apart``."""
    if folder in _held:
        _held.remove(folder)


def is_held(folder: Path) -> bool:
    """Return whether this process holds the record in ``folder``."""
    return folder in _held


def open_plain(path: Path, flags: int = os.O_RDONLY) -> int:
    """Return the descriptor of a plain file. Raises OSError also for a pipe, a device or a folder.

    Raises BadInput("file-of-record") for the database of a record that this process holds.
    """
    for folder in _held:
        _refuse(path, (folder / name for name in DATABASES))
    return _opened(path, flags)


def open_foreign(path: Path) -> int:
    """Return the descriptor of a file from outside. Raises OSError, and BadInput("file-of-record") for any file of a
    record that this process holds, by whatever name it is called."""
    for folder in _held:
        _refuse(path, folder.rglob("*"))
    return _opened(path, os.O_RDONLY)


def read_plain(path: Path, limit: int) -> bytes:
    """Return a plain file's bytes. Raises what ``open_plain`` raises, and OSError with EFBIG above ``limit`` bytes."""
    return _read(open_plain(path), limit)


def read_foreign(path: Path, limit: int, begins: Callable[[bytes], None] | None = None) -> bytes:
    """The bytes of a file from outside. Raises what ``open_foreign`` raises, and OSError with EFBIG above ``limit``.

    ``begins`` gets the first ``HEAD`` bytes before any more is read, and may raise.
    """
    return _read(open_foreign(path), limit, begins)


def _opened(path: Path, flags: int) -> int:
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a plain file")
    return descriptor


def _refuse(path: Path, own: Iterator[Path]) -> None:
    named = _identity(path)
    if named is not None and any(_identity(each) == named for each in own):
        raise BadInput("file-of-record")


def _identity(path: Path) -> tuple[int, int] | None:
    """Return which file a name leads to, without opening it."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _read(descriptor: int, limit: int, begins: Callable[[bytes], None] | None = None) -> bytes:
    with os.fdopen(descriptor, "rb") as file:
        if begins is not None:
            begins(file.read(HEAD))
            file.seek(0)
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data
