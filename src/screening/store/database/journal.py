"""The journal: a second, append-only file that holds every event before the vault does.

Layout: ``SCRNREC1``, the vault's name, then frames. A frame is a mark, the length of what follows the frame's head,
the frame's number, a nonce, and under XChaCha20-Poly1305 a sum and rows. The mark lets a reader find the next frame
behind a damaged one, so one flipped bit costs one frame and not the rest. The sum is a running digest of the digests
of all events so far: the last frame of a whole journal tells whether another file holds the same events in the same
order. Frames of earlier programs have no sum and another mark.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import secrets
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nacl.bindings as sodium
import nacl.exceptions

from screening.domain.content.foreign_files import open_plain
from screening.store.crypto.atomic_files import create_private, remove, sync, sync_folder, take_name, write_all
from screening.store.crypto.key_file import Keys

FILE = "recorder.bin"
NEXT = "recorder.new"
OTHER = "recorder.other"
"""How a journal is called, with a number behind it, that was set aside because nothing in it opens."""
MAGIC = b"SCRNREC1"
MARK = b"\xf6FRS"
WITHOUT_SUM = b"\xf6FRM"
BOTH_MARKS = b"\xf6FR"
NO_SUM = bytes(32)
"""The sum of no events."""
HEAD = struct.Struct("<4sIQ24s")
TAG = 16
NONCE = 24
LARGEST = 128 << 20
"""Bytes of one frame; a longer length is damage."""
CHUNK = 1 << 20
BLOCK = 4 << 20
"""Bytes that are read together; programs from November 2026 chained the digests of so many."""
START = len(MAGIC) + 12
Data = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Position:
    """How far a journal was written: bytes, frames, and the sum of all those bytes."""

    offset: int
    frames: int
    digest: str
    """The SHA-256 of all the bytes. Programs from November 2026 wrote twice as many signs (``_agreeing``)."""


@dataclass(frozen=True, slots=True)
class JournalFrame:
    """Events that belong together, as they are recorded: their rows, and their digests."""

    content: bytes
    digests: tuple[bytes, ...]


class Journal:
    """The open journal of one vault."""

    def __init__(self, path: Path, keys: Keys, descriptor: int, position: Position, summed: Any) -> None:
        self.path = path
        self._name = str(path)
        self.sum: bytes | None = NO_SUM
        """Of all events up to the position; None behind a frame of an earlier program, until it is set."""
        self._keys = keys
        self._key = keys.sub("recorder")
        self._file = descriptor
        self._summed = summed
        self.position = position

    @classmethod
    def create(cls, path: Path, keys: Keys) -> Journal:
        """Make a new journal with no frames, on disk when this returns. Raises OSError."""
        head = MAGIC + keys.vault.encode()
        descriptor = create_private(path)
        try:
            write_all(descriptor, head)
            sync(descriptor)
            sync_folder(path.parent)
        except BaseException:
            os.close(descriptor)
            raise
        summed = hashlib.sha256(head)
        return cls(path, keys, descriptor, Position(len(head), 0, summed.hexdigest()), summed)

    @classmethod
    def open(cls, path: Path, keys: Keys, at: Position) -> Journal | None:
        """Return the journal as it was at ``at``, ready to go on there; None when its bytes up to there are others.

        What lies behind ``at`` is untouched until ``cut``. Raises OSError.
        """
        descriptor = open_plain(path, os.O_RDWR)
        summed = _agreeing(descriptor, at)
        if summed is None:
            os.close(descriptor)
            return None
        journal = cls(path, keys, descriptor, at, summed)
        with mapped(descriptor) as data:
            journal.sum = _sum_at(data, at, keys.vault, journal._key)
        return journal

    def append(self, frame: JournalFrame, *, synced: bool = True) -> Position:
        """Add one frame; when ``synced`` it is on disk when this returns. Raises OSError."""
        assert self.sum is not None
        total = summed_up(self.sum, frame.digests)
        sealed = _seal(self._keys.vault, self._key, self.position.frames, frame.content, total)
        return self._written(sealed, total, synced=synced)

    def copy(
        self,
        source: Path,
        source_keys: Keys,
        at: Position,
        naming: Sequence[bytes],
        changed: Callable[[bytes], JournalFrame],
    ) -> None:
        """Take over every frame of the journal ``source`` up to ``at``, each with its number; nothing is synced.

        Of those in which one of ``naming`` stands ``changed`` gets the content and gives another for it. Raises
        OSError, and ValueError where the source is not whole.
        """
        key = source_keys.sub("recorder")
        with _read(source) as data:
            offset = START
            while offset < at.offset:
                found = _frame_at(data, offset, source_keys.vault, key)
                if found is None or found.number != self.position.frames:
                    raise ValueError("not a whole recorder")
                frame = bytes(data[offset : found.end])
                named = any(each in found.content for each in naming)
                if named or key != self._key:
                    content = changed(found.content).content if named else found.content
                    frame = _seal(self._keys.vault, self._key, found.number, content, found.sum)
                self._written(frame, found.sum, synced=False)
                offset = found.end
            if offset != at.offset:
                raise ValueError("not a whole recorder")

    def _written(self, frame: bytes, total: bytes | None, *, synced: bool) -> Position:
        os.lseek(self._file, self.position.offset, os.SEEK_SET)
        write_all(self._file, frame)
        if synced:
            sync(self._file)
        return self._step(frame, total)

    def replay(self, frames: int | None = None) -> Iterator[tuple[bytes, Position]]:
        """Return the whole frames behind the position and the position after each, up to a torn one; moves along.

        With ``frames``, no further than the journal had been with that many frames in all.
        """
        os.lseek(self._file, self.position.offset, os.SEEK_SET)
        with os.fdopen(os.dup(self._file), "rb") as rest:
            data = rest.read()
        offset = 0
        while found := _frame_at(data, offset, self._keys.vault, self._key):
            if found.number != self.position.frames or found.number == frames:
                return
            yield found.content, self._step(data[offset : found.end], found.sum)
            offset = found.end

    def cut(self, at: Position | None = None) -> None:
        """Drop whatever lies behind the position, or behind ``at``; nothing is appended after that. Raises OSError.

        The sync that follows is no second try of one that failed: what it must bring to the disk is the new length.
        """
        end = (at or self.position).offset
        if os.fstat(self._file).st_size > end:
            os.ftruncate(self._file, end)
            sync(self._file)

    def sync(self) -> None:
        sync(self._file)

    def still_there(self) -> bool:
        """Whether the file that is written to is the one that its name leads to."""
        try:
            named, held = os.stat(self._name), os.fstat(self._file)  # noqa: PTH116  # asked twice at every save
        except OSError:
            return False
        return (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino)

    def grown(self) -> bool:
        """Whether something stands behind what this process wrote."""
        return os.fstat(self._file).st_size > self.position.offset

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _step(self, frame: bytes, total: bytes | None) -> Position:
        self._summed.update(frame)
        self.sum = total
        at = self.position
        self.position = Position(at.offset + len(frame), at.frames + 1, self._summed.hexdigest())
        return self.position


def agrees(path: Path, at: Position) -> bool:
    """Whether the file's bytes up to ``at`` are those that were written. Only reads. Raises OSError."""
    descriptor = open_plain(path)
    try:
        return _agreeing(descriptor, at) is not None
    finally:
        os.close(descriptor)


def summed_up(total: bytes, digests: Iterable[bytes]) -> bytes:
    """Return the running sum after more events, from their digests."""
    sha256 = hashlib.sha256
    for digest in digests:
        total = sha256(total + digest).digest()
    return total


def sum_of(path: Path, keys: Keys, at: Position) -> bytes | None:
    """Return the sum that the journal's last frame before ``at`` tells; None where it tells none. Raises OSError.

    Says nothing of the bytes before that frame: see ``agrees``.
    """
    with _read(path) as data:
        return _sum_at(data, at, keys.vault, keys.sub("recorder"))


def last_before(path: Path, keys: Keys, at: Position) -> bytes | None:
    """Return the content of the frame that ends at a position; None where none does. Raises OSError."""
    with _read(path) as data:
        found = _frame_before(data, at, keys.vault, keys.sub("recorder"))
        return None if found is None else found.content


def others(folder: Path) -> list[Path]:
    """Return the journals that were set aside."""
    return sorted(folder.glob(f"{OTHER}*"))


def opens(path: Path, keys: Keys) -> bool:
    """Whether any frame of a journal can be read under these keys. Raises OSError."""
    return any(content is not None for content in salvage(path, keys))


def set_aside(folder: Path, keys: Keys) -> bool:
    """Keep a journal of which nothing can be read under these keys under another name; whether that was done.

    It may be whole, and under a newer data key. Raises OSError.
    """
    path, number = folder / FILE, 1
    if not path.exists() or path.stat().st_size <= START or opens(path, keys):
        return False
    while (to := folder / f"{OTHER}{number}").exists():
        number += 1
    take_name(path, to)
    return True


def remove_others(folder: Path, keys: Keys) -> None:
    """Remove the journals that were set aside and are under these keys: the vault holds what is in them. OSError."""
    for path in others(folder):
        if opens(path, keys):
            remove(path)


def vault_of(path: Path) -> str:
    """Return the name of the vault whose journal it is, from its first bytes; "" where they cannot be read."""
    try:
        with os.fdopen(open_plain(path), "rb") as file:
            head = file.read(START)
    except OSError:
        return ""
    return head[len(MAGIC) :].decode("ascii", "replace") if head.startswith(MAGIC) else ""


def salvage(path: Path, keys: Keys) -> Iterator[bytes | None]:
    """Return everything readable in a journal, in order, also behind damage; None stands for each damaged place.

    A torn last frame is no damage. Raises OSError.
    """
    key = keys.sub("recorder")
    with _read(path) as data:
        if data[:START] != MAGIC + keys.vault.encode():
            yield None
        offset, expected = START, 0
        while offset < len(data):
            found = _frame_at(data, offset, keys.vault, key)
            if found is None:
                offset = frame_from(data, offset + 1, keys.vault, key)
                if offset < 0:
                    return
                continue
            if found.number != expected:
                yield None
            yield found.content
            offset, expected = found.end, found.number + 1


def frames_by_length(path: Path) -> tuple[int, int]:
    """What can be told without a key: whole frames, and bytes behind the last of them. Raises OSError, ValueError."""
    with _read(path) as data:
        if data[: len(MAGIC)] != MAGIC or len(data) < START:
            raise ValueError("not a recorder")
        offset, frames = START, 0
        while (end := end_of_frame(data, offset)) > 0 and HEAD.unpack_from(data, offset)[2] == frames:
            offset, frames = end, frames + 1
        return frames, len(data) - offset


def _agreeing(descriptor: int, at: Position) -> Any:
    """Return the running SHA-256 at a position whose bytes are those that were written; None where they are others."""
    summed, chain, last, left = hashlib.sha256(), bytes(32), b"", at.offset
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        while left and (block := file.read(min(left, BLOCK))):
            summed.update(block)
            left -= len(block)
            if len(at.digest) == 128:
                chain, last = (hashlib.sha256(chain + block).digest(), b"") if len(block) == BLOCK else (chain, block)
    digest = summed.hexdigest() if len(at.digest) != 128 else chain.hex() + hashlib.sha256(chain + last).hexdigest()
    return summed if not left and digest == at.digest else None


@contextmanager
def mapped(descriptor: int) -> Iterator[Data]:
    """Return a file's bytes, read only and not copied."""
    if not os.fstat(descriptor).st_size:
        yield b""
        return
    with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
        yield data


@contextmanager
def _read(path: Path) -> Iterator[Data]:
    """Return the bytes of a plain file. Raises OSError."""
    with os.fdopen(open_plain(path), "rb") as file, mapped(file.fileno()) as data:
        yield data


@dataclass(frozen=True, slots=True)
class _Frame:
    number: int
    sum: bytes | None
    content: bytes
    end: int


def _seal(vault: str, key: bytes, number: int, content: bytes, total: bytes | None) -> bytes:
    mark, text = (WITHOUT_SUM, content) if total is None else (MARK, total + content)
    head = HEAD.pack(mark, len(text) + TAG, number, secrets.token_bytes(NONCE))
    sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, bound_to(vault, head), head[-NONCE:], key)
    return head + sealed


def bound_to(vault: str, head: bytes) -> bytes:
    """Return what a frame's text is bound to: its vault, its mark, its length and its number."""
    return b"vst1/frame/" + vault.encode() + head[:-NONCE]


def end_of_frame(data: Data, offset: int) -> int:
    """Where the frame at ``offset`` ends by its own length; -1 when none fits there."""
    if offset + HEAD.size > len(data):
        return -1
    mark, length, _number, _nonce = HEAD.unpack_from(data, offset)
    end = int(offset + HEAD.size + length)
    least = TAG + (len(NO_SUM) if mark == MARK else 0)
    return end if mark in (MARK, WITHOUT_SUM) and least <= length <= LARGEST and end <= len(data) else -1


def _frame_at(data: Data, offset: int, vault: str, key: bytes) -> _Frame | None:
    end = end_of_frame(data, offset)
    if end < 0:
        return None
    head = data[offset : offset + HEAD.size]
    try:
        text = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            data[offset + HEAD.size : end], bound_to(vault, head), head[-NONCE:], key
        )
    except nacl.exceptions.CryptoError:
        return None
    cut = len(NO_SUM) if head.startswith(MARK) else 0
    return _Frame(HEAD.unpack(head)[2], text[:cut] or None, text[cut:], end)


def _sum_at(data: Data, at: Position, vault: str, key: bytes) -> bytes | None:
    """The sum in the frame that ends at a position."""
    if not at.frames:
        return NO_SUM
    found = _frame_before(data, at, vault, key)
    return None if found is None else found.sum


def _frame_before(data: Data, at: Position, vault: str, key: bytes) -> _Frame | None:
    """The frame that ends at a position, looked for from there backwards."""
    offset = at.offset
    while (offset := data.rfind(BOTH_MARKS, START, offset)) >= 0:
        if end_of_frame(data, offset) == at.offset and HEAD.unpack_from(data, offset)[2] == at.frames - 1:
            found = _frame_at(data, offset, vault, key)
            if found is not None:
                return found
    return None


def frame_from(data: Data, offset: int, vault: str, key: bytes) -> int:
    """Where the first readable frame at ``offset`` or behind it begins; -1 when there is none."""
    while (offset := data.find(BOTH_MARKS, offset)) >= 0:
        if _frame_at(data, offset, vault, key):
            return offset
        offset += 1
    return -1
