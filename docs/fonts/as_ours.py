"""Makes released font files ours: family names of our own, and anchors by their coordinates.

    python docs/fonts/as_ours.py RELEASED.ttf forms/fonts/RELEASED.ttf

A font of the machine that has the same family name would be used instead of ours. Noto Nastaliq names some anchors by
the number of a point in the outline (OpenType GPOS, anchor format 2) and was hinted afterwards, which renumbered its
points; Qt's FreeType engine trusts the numbers and the words fall apart. HarfBuzz takes the coordinates, and an anchor
of format 1 is the same bytes without the number. A file that is ours already comes out as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from struct import pack_into, unpack, unpack_from

CURSIVE, MARK_TO_BASE, MARK_TO_LIGATURE, MARK_TO_MARK, EXTENSION = 3, 4, 5, 6, 9
BY_COORDINATES, BY_POINT = 1, 2

RELEASED, OURS = "Noto", "Note"
"""Names of the same length, so that nothing in the file moves."""
FAMILY_NAMES = (1, 3, 4, 6, 16, 18, 21, 25)
"""OpenType, name IDs: family, unique name, full name, PostScript name, and their like."""


def as_ours(font: bytes) -> bytes:
    """The bytes of a font file with our family names and every anchor by its coordinates."""
    changed = bytearray(font)
    for tag, change in ((b"name", _rename), (b"GPOS", _by_coordinates)):
        entry = _entry(font, tag)
        if entry is not None:
            _sum, start, length = unpack_from(">3I", font, entry + 4)
            change(changed, start, length)
            _mend_sums(changed, entry, start, length)
    return bytes(changed)


def _rename(font: bytearray, start: int, _length: int) -> None:
    """Names of the family and of the file; the copyright, the licence and the trademark stay word for word."""
    storage = start + _short(font, start + 4)
    for number in range(_short(font, start + 2)):
        record = start + 6 + 12 * number
        name, length, offset = unpack_from(">3H", font, record + 6)
        if name in FAMILY_NAMES:
            text = slice(storage + offset, storage + offset + length)
            for encoding in ("utf-16-be", "ascii"):
                font[text] = font[text].replace(RELEASED.encode(encoding), OURS.encode(encoding))


def _by_coordinates(font: bytearray, start: int, _length: int) -> None:
    for anchor in set(_anchors(font, start)):
        if _short(font, anchor) == BY_POINT:
            pack_into(">H", font, anchor, BY_COORDINATES)


def _mend_sums(font: bytearray, entry: int, start: int, length: int) -> None:
    """Set the table's checksum, and the file's, which counts the table and its checksum."""
    padded = bytes(font[start : start + length]) + bytes(-length % 4)
    old: int = unpack_from(">I", font, entry + 4)[0]
    new = sum(unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
    pack_into(">I", font, entry + 4, new)
    head = _entry(font, b"head")
    if head is not None:
        at = unpack_from(">I", font, head + 8)[0] + 8
        pack_into(">I", font, at, (unpack_from(">I", font, at)[0] - 2 * (new - old)) & 0xFFFFFFFF)


def _entry(font: bytes | bytearray, tag: bytes) -> int | None:
    """Where the directory names a table; None when the font has no such table."""
    for number in range(_short(font, 4)):
        entry = 12 + 16 * number
        if font[entry : entry + 4] == tag:
            return entry
    return None


def _short(font: bytes | bytearray, at: int) -> int:
    value: int = unpack_from(">H", font, at)[0]
    return value


def _anchors(font: bytes | bytearray, gpos: int) -> Iterator[int]:
    """Where the anchors of all lookups are, in bytes from the start of the file."""
    lookups = gpos + _short(font, gpos + 8)
    for number in range(_short(font, lookups)):
        lookup = lookups + _short(font, lookups + 2 + 2 * number)
        kind = _short(font, lookup)
        for each in range(_short(font, lookup + 4)):
            table = lookup + _short(font, lookup + 6 + 2 * each)
            of_kind = kind
            if kind == EXTENSION:
                of_kind = _short(font, table + 2)
                table += unpack_from(">I", font, table + 4)[0]
            if of_kind == CURSIVE:
                yield from _offsets(font, table, table + 6, 2 * _short(font, table + 4))
            elif of_kind in (MARK_TO_BASE, MARK_TO_LIGATURE, MARK_TO_MARK):
                yield from _attachments(font, table, of_kind)


def _attachments(font: bytes | bytearray, table: int, kind: int) -> Iterator[int]:
    classes = _short(font, table + 6)
    marks = table + _short(font, table + 8)
    for number in range(_short(font, marks)):
        yield marks + _short(font, marks + 4 + 4 * number)
    bases = table + _short(font, table + 10)
    if kind == MARK_TO_LIGATURE:
        for number in range(_short(font, bases)):
            ligature = bases + _short(font, bases + 2 + 2 * number)
            yield from _offsets(font, ligature, ligature + 2, classes * _short(font, ligature))
    else:
        yield from _offsets(font, bases, bases + 2, classes * _short(font, bases))


def _offsets(font: bytes | bytearray, base: int, first: int, count: int) -> Iterator[int]:
    """``count`` offsets from ``base``; one of nought stands for no anchor."""
    for offset in unpack_from(f">{count}H", font, first):
        if offset:
            yield base + offset


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(as_ours(Path(sys.argv[1]).read_bytes()))
