"""Files that only their owner can read, written whole or not at all, on this machine's own disk."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from screening.domain.content.foreign_files import read_foreign, read_plain
from screening.errors import BadInput, StoreTrouble
from screening.record_place import entries

PART = ".part-"
"""How the name of a file or folder begins that is still being written; swept at the next opening."""

_DEVICE = re.compile(r"(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?$")
_NAMELESS = re.compile(r"\.part-([0-9a-f]{16}|[A-Z2-7]{12})")
_UNFINISHED = re.compile(rf"{_NAMELESS.pattern}(-[0-9a-f]{{16}})?(-journal)?")
_SYSTEM_FOLDERS = {"dev", "proc", "sys"}
LONGEST = 180
"""Characters of a folder's whole path on Windows, which takes 260: below stand the names of copies and their parts."""
LONGEST_FILE = 259
"""Characters of a file's whole path there."""
OF_A_NETWORK = 4
"""What GetDriveTypeW says of a letter that stands for a folder of another machine."""
REPLACE_EXISTING, WRITE_THROUGH = 0x1, 0x8
"""Of MoveFileExW: whatever bears the name goes, and the call returns when the medium has it."""
HELD_BY_OTHERS = (5, 32, 33)
"""What Windows says where another program holds a file: access denied, sharing violation, lock violation."""
_SYNCED = re.compile(r"(?i)\b(dropbox|onedrive|google ?drive|icloud|nextcloud|owncloud|syncthing|mega)\b")


def keep_private() -> None:
    """Have this process create files for their owner alone from now on."""
    os.umask(0o077)


def local_path(text: str | Path) -> Path:
    """Return ``text`` as a path on this machine's own disk.

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


def room_below(path: Path) -> Path:
    """Return a folder with a whole path that leaves room for a record, on a disk of this machine.

    Raises on Windows BadInput("path-too-long"), and ("path-not-local") for a letter that stands for a network share.
    """
    if sys.platform == "win32":
        import ctypes

        if ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor) == OF_A_NETWORK:
            raise BadInput("path-not-local")
        refuse_long(path)
    return path


def room_for(path: Path) -> Path:
    """Return a file whose whole path, and that of its half-written part, Windows takes. Raises as ``refuse_long``."""
    if sys.platform == "win32":
        refuse_long(path.with_name(max(path.name, _part_beside(path).name, key=len)), LONGEST_FILE)
    return path


def refuse_long(path: Path, most: int = LONGEST) -> None:
    """Raise BadInput("path-too-long") where a whole path has more than so many characters."""
    if (length := len(str(path.absolute()))) > most:
        raise BadInput("path-too-long", n=length, most=most)


def _part_beside(path: Path) -> Path:
    """Return a name beside a file for what is not whole yet."""
    return path.with_name(f"{PART}{secrets.token_hex(8)}")


def within(path: Path, folder: Path) -> bool:
    """Return whether ``path`` is ``folder`` or lies in it, whatever names and links lead there."""
    real = path.resolve()
    for each in (real, *real.parents):
        try:
            if each.samefile(folder):
                return True
        except OSError:
            continue
    return False


def typed_folder(text: str) -> Path:
    """Return a folder as it was typed in the window: whole, never beside where the program happens to run.

    Raises BadInput("folder-unnamed") where nothing was typed, ("folder-missing") for a part of a path, and what
    ``local_path`` raises.
    """
    if not text.strip():
        raise BadInput("folder-unnamed")
    place = local_path(Path(text.strip()).expanduser())
    if not place.is_absolute():
        raise BadInput("folder-missing")
    return place


def synced_folder(path: Path) -> bool:
    """Return whether a folder's name says that its files are copied to other machines."""
    return any(_SYNCED.search(part) for part in path.parts)


def make_folder(path: Path) -> None:
    """Make a new folder for its owner alone, and its parents as needed. Raises FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.mkdir(mode=0o700)


def create_private(path: Path) -> int:
    """Return the descriptor of a new file for its owner alone. Raises FileExistsError."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def sync(descriptor: int) -> None:
    """Put the file's bytes on the medium before returning. Raises OSError; a failed sync must not be tried again."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    elif sys.platform == "win32":
        os.fsync(descriptor)
    else:
        os.fdatasync(descriptor)


def sync_folder(folder: Path) -> None:
    """Put new, renamed and removed names in ``folder`` on the medium before returning."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte of ``data``, however many calls it takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def take_name(source: Path, target: Path) -> None:
    """Give a file or folder that is whole a name in the place of whatever bears it, on the medium when this returns.

    The one door by which a file is replaced. Nobody here holds either of them open: Windows would refuse it, and
    elsewhere the holder would go on writing to a file that has no name. Raises OSError.
    """
    if sys.platform == "win32":
        _moved(source, target, REPLACE_EXISTING)
    else:
        source.replace(target)
        sync_folder(target.parent)


def _moved(source: Path, target: Path, how: int) -> None:
    """Rename on Windows, through to the medium. Raises OSError.

    A guard against viruses, or the search's index, opens what was just written for a moment: it is waited for.
    """
    if sys.platform != "win32":
        raise NotImplementedError
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    for wait in (0.02, 0.1, 0.4, None):
        if kernel.MoveFileExW(str(source), str(target), how | WRITE_THROUGH):
            return
        refused = ctypes.get_last_error()
        if wait is None or refused not in HELD_BY_OTHERS:
            raise ctypes.WinError(refused)
        time.sleep(wait)


def write_atomic(path: Path, data: bytes, name: Callable[[Path, Path], object] = take_name) -> None:
    """Write ``data`` to ``path`` whole or not at all: written beside it, synced, read back, then given its ``name``.

    Raises OSError, and StoreTrouble("written-differently") when the disk returned other bytes than were written.
    """
    part = _part_beside(path)
    descriptor = create_private(part)
    try:
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if part.read_bytes() != data:
            raise StoreTrouble("written-differently")
        name(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_new(path: Path, data: bytes) -> None:
    """Write ``data`` to a file that is not there yet, whole or not at all; nothing is replaced, no link is followed.

    Raises FileExistsError and what ``write_atomic`` raises.
    """
    write_atomic(path, data, _name_new)


def _name_new(part: Path, path: Path) -> None:
    """Give a whole file a name that is free, so that even a kill leaves no name without its bytes.

    Where the medium knows no second name of a file, an empty one of our own takes the name for the moment of renaming.
    """
    if sys.platform == "win32":
        _moved(part, path, 0)
        return
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        os.close(create_private(path))
        try:
            take_name(part, path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    else:
        part.unlink()
        sync_folder(path.parent)


def copy_file(source: Path, target: Path) -> None:
    """Copy the bytes of a file into a new private one, on disk when this returns. Raises OSError."""
    with source.open("rb") as file:
        descriptor = create_private(target)
        try:
            while chunk := file.read(1 << 20):
                write_all(descriptor, chunk)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _within_bounds() -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        if trouble.errno != errno.EFBIG:
            raise
        raise StoreTrouble("file-too-large") from None


@_within_bounds()
def read_bounded(path: Path, limit: int) -> bytes:
    """Return a plain file's bytes. Raises OSError, and StoreTrouble("file-too-large") above ``limit`` bytes."""
    return read_plain(path, limit)


@_within_bounds()
def read_foreign_bounded(path: Path, limit: int, begins: Callable[[bytes], None] | None = None) -> bytes:
    """The bytes of a file from outside. Raises what ``read_bounded`` raises, BadInput("file-of-record"), and what
    ``begins`` raises of its first bytes."""
    return read_foreign(path, limit, begins)


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
    left = [each for each in entries(folder) if _UNFINISHED.fullmatch(each.name)]
    for each in left:
        remove(each)
    return len(left)


@contextmanager
def building(place: Path) -> Iterator[Path]:
    """Yield the name of a new folder beside ``place``, which takes that place's name when it is whole.

    What a kill leaves of it is known by its name and swept at the next opening or building of that place; not while
    somebody still builds. Raises OSError.
    """
    place = place.resolve()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep_beside(place)
    with _held(place.parent, alone=False):
        part = place.with_name(f"{_beside(place)}{secrets.token_hex(8)}")
        try:
            yield part
        finally:
            remove(part)


def sweep_beside(place: Path, ours: Callable[[Path], bool] | None = None) -> int:
    """Remove what an interrupted building left beside ``place``; how many.

    ``ours`` tells of a folder with the name that earlier programs gave whether it belongs here.
    """
    place = place.resolve()
    gone = 0
    with suppress(OSError):
        parts = [each for each in entries(place.parent) if each.name.startswith(PART) and each.is_dir()]
        left = [each for each in parts if each.name.startswith(_beside(place))]
        left += [each for each in parts if ours is not None and _NAMELESS.fullmatch(each.name) and ours(each)]
        if left:
            with _held(place.parent, alone=True) as alone:
                for each in left if alone else ():
                    with suppress(OSError):
                        # Where a file in it is open, some systems do not let it be renamed: then it is in use.
                        doomed = place.with_name(f"{_beside(place)}{secrets.token_hex(8)}")
                        each.rename(doomed)
                        remove(doomed)
                        gone += 1
    return gone


def _beside(place: Path) -> str:
    """Return how the name of what is built beside ``place`` begins: short, and the same however the name is spelled."""
    name = unicodedata.normalize("NFC", place.name).casefold()
    return f"{PART}{hashlib.sha256(name.encode(errors='surrogateescape')).hexdigest()[:16]}-"


@contextmanager
def _held(folder: Path, *, alone: bool) -> Iterator[bool]:
    """Hold a folder together with others, or ``alone``; whether it is held. A kill lets go of it."""
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        held = True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB if alone else fcntl.LOCK_SH)
        except BlockingIOError:
            held = False
        except OSError:
            held = True  # a disk without locks
        yield held
    finally:
        os.close(descriptor)
