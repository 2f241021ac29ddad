"""What stands at the place of a record, looked at before a passphrase is asked and before the store is loaded.

Nothing is written or made here, and no file of a record is opened but the one that is there to be locked.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from screening.errors import StoreTrouble

LOCK = "lock"
"""The file that one process alone holds while the record is open; nothing else is in it but a number."""
OF_A_RECORD = ("vault.db", "recorder.bin", "keys.json", "keys.bak")
BEGINNINGS = ("vault.", "recorder.", "keys.", "identity.", "backup", "sealed", "lock", "tries", "clock", ".part-")
"""What the names begin with of everything that the program makes in a record's folder: damaged, sealed and half made
ones too."""
FAR = 1 << 30
"""The byte that is locked on Windows, where a locked byte cannot be read: behind everything that stands there."""


@dataclass(frozen=True, slots=True)
class RecordStanding:
    """Whether there is something at the place, so that no record is made there, and why it cannot be opened now.

    The trouble is ``folder-taken`` (another program's, or somebody's own files), ``vault-not-readable`` or
    ``vault-open-elsewhere``; without one a passphrase can be tried.
    """

    holds: bool
    trouble: StoreTrouble | None = None


def standing(folder: Path) -> RecordStanding:
    """Return what stands in the place of a record."""
    try:
        names = [each.name for each in entries(folder)]
    except FileNotFoundError:
        return RecordStanding(False)
    except NotADirectoryError:
        return RecordStanding(True, StoreTrouble("folder-taken", folder=str(folder)))
    except OSError:
        return RecordStanding(True, StoreTrouble("vault-not-readable"))
    if not names:
        return RecordStanding(False)
    if not any(name.startswith(BEGINNINGS) for name in names):
        return RecordStanding(True, StoreTrouble("folder-taken", folder=str(folder)))
    if not all(os.access(folder / name, os.R_OK) for name in OF_A_RECORD if name in names):
        return RecordStanding(True, StoreTrouble("vault-not-readable"))
    return RecordStanding(True, _open_elsewhere(folder))


def entries(folder: Path) -> list[Path]:
    """Return what is in a folder. Raises OSError.

    On Windows the root of a stick with nothing at all in it is no missing folder, which ``Path.iterdir`` takes it for.
    """
    return [folder / name for name in os.listdir(folder)]  # noqa: PTH208


def _open_elsewhere(folder: Path) -> StoreTrouble | None:
    """Return the trouble where another window holds the record at this moment. The lock is let go of at once."""
    flags = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY | flags)
    except OSError:
        return None
    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            lock_alone(descriptor)
    except StoreTrouble as trouble:
        return trouble
    finally:
        os.close(descriptor)
    return None


def lock_alone(descriptor: int) -> None:
    """Lock a file for this process, or raise StoreTrouble("vault-open-elsewhere").

    A disk without locks is used all the same: the number that stands in the file tells.
    """
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise StoreTrouble("vault-open-elsewhere") from None
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StoreTrouble("vault-open-elsewhere") from None
    except OSError:
        return
