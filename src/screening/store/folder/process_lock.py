"""A record is held by one process alone.

The lock is on a file of its own, which nothing else opens, and lasts as long as the process. SQLite's own locks are no
such thing: the system drops them when the same process closes any other descriptor of the same file. Behind the lock
stands a number that goes up with each opening: a process that finds another number than its own writes no more, however
the other one came in.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from screening.domain.content.foreign_files import keep_apart, let_go
from screening.errors import StoreTrouble
from screening.record_place import LOCK, OF_A_RECORD, lock_alone

FILE = LOCK
LARGEST = 64
"""Bytes of what stands in the file."""


class Hold:
    """A record's folder, held by this process until ``close``."""

    def __init__(self, folder: Path, descriptor: int, trouble: int = errno.EROFS) -> None:
        self.folder = folder
        self._trouble = trouble
        self._path = str(folder / FILE)
        self._file = descriptor
        self._mark = b""
        keep_apart(folder)

    def begin(self) -> None:
        """Count one more opening, from which on this process alone writes. Raises OSError."""
        if self._file < 0:
            raise OSError(self._trouble, os.strerror(self._trouble))
        number = re.match(rb"[0-9]{1,18}", _read_at_start(self._file))
        mark = f"{int(number[0]) + 1 if number else 1} {secrets.token_hex(8)}".encode().ljust(LARGEST - 1) + b"\n"
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, mark)
        self._mark = mark

    def still_alone(self) -> bool:
        """Return whether nobody opened the record since ``begin``."""
        if self._file < 0 or not self._mark:
            return False
        try:
            named, held = os.stat(self._path), os.fstat(self._file)  # noqa: PTH116  # asked twice at every save
            now = _read_at_start(self._file)
        except OSError:
            return False
        return (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino) and now == self._mark

    def close(self) -> None:
        """Let others in. Again is fine."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        self._mark = b""
        let_go(self.folder)


def hold(folder: Path) -> Hold:
    """Hold the record in ``folder``; nothing is made where there is none.

    On a disk that takes no new file it is held as far as the file is there, and ``begin`` then refuses. Raises
    StoreTrouble: ``vault-open-elsewhere``, and ``vault-not-readable`` where something else stands in the file's place.
    """
    path = folder / FILE
    if not os.path.lexists(path) and not any(os.path.lexists(folder / name) for name in OF_A_RECORD):
        return Hold(folder, -1)
    flags = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o600)
    except OSError as trouble:
        if trouble.errno not in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.ENOENT):
            raise StoreTrouble("vault-not-readable") from None
        return Hold(folder, -1, trouble.errno)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise StoreTrouble("vault-not-readable")
        lock_alone(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return Hold(folder, descriptor)


@contextmanager
def held(folder: Path) -> Iterator[Hold]:
    """Hold the record in ``folder`` while inside. Raises what ``hold`` raises."""
    with closing(hold(folder)) as here:
        yield here


def _read_at_start(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, LARGEST)
