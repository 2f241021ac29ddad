"""The bundled fonts opened for shaping, and which of them writes a given piece of text."""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import uharfbuzz as hb

from screening.domain.content.foreign_files import read_foreign
from screening.errors import BadInput
from screening.wording.script.typefaces import Typeface, Weight, typeface, typefaces

LARGEST = 32 << 20
"""Bytes of a font's file."""
_NEEDS_NO_GLYPH = frozenset(
    "\t\n\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u2011\ufeff"
    + "".join(map(chr, (*range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x2060, 0x206A))))
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Default ignorables, newline and tab; and the no-break hyphen, which HarfBuzz draws as a hyphen."""


@dataclass(frozen=True, slots=True, eq=False)
class FontFile:
    """One font file of one typeface. Two are the same only if they are the same object."""

    path: Path
    typeface: Typeface
    name: str
    face: hb.Face
    font: hb.Font
    units: int
    """Font units to the em."""
    ascent: int
    descent: int
    """Below the line, as a positive number; both in font units, as the file's hhea table says."""
    characters: frozenset[int] = field(repr=False)

    def covers(self, text: str) -> bool:
        if self.characters.issuperset(map(ord, text)):
            return True
        return all(ord(character) in self.characters or needs_no_glyph(character) for character in text)


def needs_no_glyph(character: str) -> bool:
    """Return whether a character is drawn as nothing: a space, or a mark of control."""
    return character in _NEEDS_NO_GLYPH or unicodedata.category(character) == "Zs"


@functools.cache
def font_file(script: str, weight: Weight) -> FontFile:
    """The font of a script that ``fonts.toml`` lists, or Latin's."""
    face_of = typeface(script)
    path = face_of.file(weight)
    return _opened(path, face_of)


@functools.cache
def _opened(path: Path, face_of: Typeface) -> FontFile:
    try:
        face = hb.Face(hb.Blob(read_foreign(path, LARGEST)))
    except OSError:
        raise BadInput("font-damaged", file=path.name) from None
    if not face.glyph_count or not face.unicodes:
        raise BadInput("font-damaged", file=path.name)
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    return FontFile(
        path=path,
        typeface=face_of,
        name=path.stem,
        face=face,
        font=font,
        units=face.upem,
        ascent=extents.ascender,
        descent=-extents.descender,
        characters=frozenset(face.unicodes),
    )


def stand_ins(script: str, weight: Weight) -> Iterator[FontFile]:
    """The fonts to try for a script, best first: its own, Latin, all others; in the weight asked, then upright.

    Each is opened when it comes to it: together they take a tenth of a second, and 10 MiB.
    """
    return itertools.starmap(font_file, _order(script, weight))


@functools.cache
def _order(script: str, weight: Weight) -> tuple[tuple[str, Weight], ...]:
    scripts = dict.fromkeys((typeface(script).script, *typefaces()))
    weights = dict.fromkeys((weight, Weight.BOLD if weight is Weight.BOLD else Weight.REGULAR, Weight.REGULAR))
    return tuple(itertools.product(scripts, weights))


def is_written(character: str) -> bool:
    """Return whether any of the bundled fonts writes a character; they are opened up to the first that does."""
    return any(ord(character) in font.characters for font in stand_ins("Latn", Weight.REGULAR))


@functools.cache
def every_character() -> frozenset[int]:
    """What the bundled fonts can write between them."""
    return frozenset[int]().union(*(font_file(script, Weight.REGULAR).characters for script in typefaces()))
