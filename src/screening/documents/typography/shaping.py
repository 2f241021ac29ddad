"""Pieces of text in one font, one language and one direction, and their glyphs as HarfBuzz gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb

from screening.documents.typography.fonts import FontFile, every_character, needs_no_glyph, stand_ins
from screening.wording.script.scripts import script_language, script_runs
from screening.wording.script.syllables import graphemes
from screening.wording.script.typefaces import Weight
from screening.wording.script.visible_controls import code_point

_TAB = 4
"""How many spaces wide a tab is."""
_OPENTYPE = {"Aran": "Arab", "Hans": "Hani", "Zzzz": "Zyyy"}
"""Our scripts whose ISO code HarfBuzz shapes under another one."""


class Glyph(NamedTuple):
    """One glyph; where it is drawn, from the run's left end, and how far the pen moves, all in points."""

    number: int
    x: float
    y: float
    advance: float
    cluster: int
    """The offset, in the run's text, of the character that it stands for, or of the first of several."""


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a paragraph that is shaped as one. Offsets are into the paragraph's text."""

    start: int
    end: int
    font: FontFile
    size: float
    """In points, with the script's factor."""
    script: str
    language: str
    level: int

    @property
    def rtl(self) -> bool:
        return bool(self.level & 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph in one language and weight."""

    start: int
    end: int
    language: str | None
    weight: Weight


def writable(text: str) -> str:
    """The text with each character that no bundled font has as its number, so that nothing is lost unseen."""
    known = every_character()
    missing = {character for character in set(text) if ord(character) not in known and not needs_no_glyph(character)}
    if not missing:
        return text
    return text.translate({ord(character): code_point(character) for character in missing})


def items(text: str, stretches: Sequence[Stretch], levels: Sequence[int], size: float) -> list[Item]:
    """A paragraph without newlines cut at every change of font, language, script and level, in reading order."""
    found: list[Item] = []
    for stretch in stretches:
        part = text[stretch.start : stretch.end]
        for run in script_runs(part, stretch.language):
            for start, end in _same_level(levels, stretch.start + run.start, stretch.start + run.end):
                # Figures among Nastaliq letters are Latin ones: a number is copied into other papers and dialled.
                script = "Latn" if run.script == "Aran" and not levels[start] & 1 else run.script
                spoken = script_language(script, stretch.language)
                for first, upto, font in _fonts(text, start, end, stand_ins(script, stretch.weight)):
                    sized = size * font.typeface.factor
                    found.append(Item(first, upto, font, sized, script, spoken, levels[start]))
    return _wider_spaces(text, found)


def _same_level(levels: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start + 1, end + 1):
        if at == end or levels[at] != levels[start]:
            yield start, at
            start = at


def _wider_spaces(text: str, found: list[Item]) -> list[Item]:
    """Nastaliq's space is so narrow that a word in another font would touch; beside one, a space is Latin's."""
    given: list[Item] = []
    for nth, item in enumerate(found):
        start, end = item.start, item.end
        if item.script == "Aran":
            latin = stand_ins("Latn", Weight.REGULAR)[0]
            width = item.size / item.font.typeface.factor * latin.typeface.factor
            before = nth and found[nth - 1].script != "Aran" and text[start] == " "
            after = nth + 1 < len(found) and found[nth + 1].script != "Aran" and text[end - 1] == " "
            if before:
                given.append(replace(item, end=start + 1, font=latin, size=width))
                start += 1
            if start < end - bool(after):
                given.append(replace(item, start=start, end=end - bool(after)))
            if after and start < end:
                given.append(replace(item, start=end - 1, font=latin, size=width))
        else:
            given.append(item)
    return given


def _fonts(text: str, start: int, end: int, candidates: tuple[FontFile, ...]) -> list[tuple[int, int, FontFile]]:
    """Neighbouring graphemes of text[start:end] that one font writes."""
    own = candidates[0]
    part = text[start:end]
    if own.covers(part):
        return [(start, end, own)]
    found: list[tuple[int, int, FontFile]] = []
    last = own
    for first, upto in pairwise(graphemes(part)):
        grapheme = part[first:upto]
        whole = grapheme if _writer(grapheme, candidates, last) else None
        for offset, sign in [(0, whole)] if whole else list(enumerate(grapheme)):
            font = _writer(sign, candidates, last) or own
            at = start + first + offset
            if found and found[-1][2] is font:
                found[-1] = (found[-1][0], at + len(sign), font)
            else:
                found.append((at, at + len(sign), font))
            if not sign.isspace():
                last = font
    return found


def _writer(sign: str, candidates: tuple[FontFile, ...], last: FontFile) -> FontFile | None:
    """The best font for a grapheme; signs that need no glyph stay in the font before them."""
    if sign.isspace() or all(map(needs_no_glyph, sign)):
        return last
    return next((font for font in candidates if font.covers(sign)), None)


def shape(text: str, item: Item) -> tuple[Glyph, ...]:
    """The item's glyphs from left to right. ``text`` is the item's own text, or what a line keeps of it."""
    buffer = hb.Buffer()
    buffer.add_codepoints(list(map(ord, text.replace("\t", " "))))
    buffer.direction = "rtl" if item.rtl else "ltr"
    buffer.script = _OPENTYPE.get(item.script, item.script)
    buffer.language = item.language
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(item.font.font, buffer)
    scale = item.size / item.font.units
    glyphs: list[Glyph] = []
    tabs = "\t" in text
    new = tuple.__new__  # several times as fast as the constructor, for what every letter needs
    pen = 0.0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True):
        x, y, advance, _ = position.position
        advance *= scale
        cluster = info.cluster
        if tabs and text[cluster] == "\t":
            advance *= _TAB
        glyphs.append(new(Glyph, (info.codepoint, pen + x * scale, y * scale, advance, cluster)))
        pen += advance
    return tuple(glyphs)


def cut(glyphs: Sequence[Glyph], start: int, end: int) -> tuple[Glyph, ...]:
    """The glyphs of a stretch of what was shaped, as if it had been shaped by itself. Offsets are into its text."""
    kept = [glyph for glyph in glyphs if start <= glyph.cluster < end]
    left = sum(glyph.advance for glyph in glyphs if glyph.cluster < start)
    return tuple(Glyph(glyph.number, glyph.x - left, glyph.y, glyph.advance, glyph.cluster - start) for glyph in kept)
