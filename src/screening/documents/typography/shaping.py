"""Pieces of text in one font, one language and one direction, and their glyphs as HarfBuzz gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

import uharfbuzz as hb

from screening.documents.typography.fonts import FontFile, font_file, is_written, needs_no_glyph, stand_ins
from screening.wording.script.scripts import script_language, script_of, script_runs
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


@dataclass(frozen=True, slots=True, eq=False)
class ShapedText:
    """The glyphs of a stretch of text that is shaped as one, from left to right. Lengths are in font units, so that
    they are the same at every size."""

    length: int
    """Of its text."""
    numbers: tuple[int, ...]
    advances: tuple[int, ...]
    clusters: tuple[int, ...]
    """For each glyph the offset, in the text, of what it stands for."""
    shifts: tuple[int, ...]
    """How far each glyph is drawn from where the ones before it end; empty where all are drawn there."""
    ys: tuple[int, ...]
    """How high; empty where all stand on the baseline."""

    @property
    def width(self) -> int:
        return sum(self.advances)

    @property
    def xs(self) -> list[int]:
        """Where each glyph is drawn, from the text's left end."""
        places = list(accumulate(self.advances, initial=0))[:-1]
        return [at + shift for at, shift in zip(places, self.shifts, strict=True)] if self.shifts else places

    def ends(self) -> list[int]:
        """How far the text up to and with each character reaches on an endless line."""
        found = [0] * self.length
        for cluster, advance in zip(self.clusters, self.advances, strict=True):
            found[cluster] += advance
        return list(accumulate(found))

    def glyphs(self, scale: float) -> tuple[Glyph, ...]:
        """The glyphs from left to right; ``scale`` is a font unit in points."""
        ys = self.ys or (0,) * len(self.numbers)
        return tuple(
            Glyph(number, x * scale, y * scale, advance * scale, cluster)
            for number, x, y, advance, cluster in zip(
                self.numbers, self.xs, ys, self.advances, self.clusters, strict=True
            )
        )


class ShapedStretch(NamedTuple):
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


class Stretch(NamedTuple):
    """A stretch of a paragraph in one language and weight."""

    start: int
    end: int
    language: str | None
    weight: Weight


def writable(text: str) -> str:
    """The text with each character that no bundled font has as its number, so that nothing is lost unseen."""
    if text.isascii() and text.isprintable():
        return text
    missing = {
        character
        for character in set(text)
        if not (_written_by_its_script(character) or needs_no_glyph(character) or is_written(character))
    }
    if not missing:
        return text
    return text.translate({ord(character): code_point(character) for character in missing})


def _written_by_its_script(character: str) -> bool:
    """Whether the font of a character's own script writes it: then the others need not be opened."""
    return ord(character) in font_file(script_of(character), Weight.REGULAR).characters


def items(text: str, stretches: Sequence[Stretch], levels: Sequence[int], size: float) -> list[ShapedStretch]:
    """A paragraph without newlines cut at every change of font, language, script and level, in reading order."""
    found: list[ShapedStretch] = []
    for stretch in stretches:
        part = text[stretch.start : stretch.end]
        for run in script_runs(part, stretch.language):
            for start, end in same_level(levels, stretch.start + run.start, stretch.start + run.end):
                # Figures among Nastaliq letters are Latin ones: a number is copied into other papers and dialled.
                script = "Latn" if run.script == "Aran" and not levels[start] & 1 else run.script
                spoken = script_language(script, stretch.language)
                for first, upto, font in _fonts(text, start, end, script, stretch.weight):
                    sized = size * font.typeface.factor
                    found.append(ShapedStretch(first, upto, font, sized, script, spoken, levels[start]))
    return _wider_spaces(text, found)


def same_level(levels: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches from ``start`` to ``end`` whose characters have one level each."""
    for at in range(start + 1, end + 1):
        if at == end or levels[at] != levels[start]:
            yield start, at
            start = at


def _wider_spaces(text: str, found: list[ShapedStretch]) -> list[ShapedStretch]:
    """Nastaliq's space is so narrow that a word in another font would touch; beside one, a space is Latin's."""
    if "Aran" not in [item.script for item in found]:
        return found
    given: list[ShapedStretch] = []
    for nth, item in enumerate(found):
        start, end = item.start, item.end
        if item.script == "Aran":
            latin = font_file("Latn", Weight.REGULAR)
            width = item.size / item.font.typeface.factor * latin.typeface.factor
            before = nth and found[nth - 1].script != "Aran" and text[start] == " "
            after = nth + 1 < len(found) and found[nth + 1].script != "Aran" and text[end - 1] == " "
            if before:
                given.append(item._replace(end=start + 1, font=latin, size=width))
                start += 1
            if start < end - bool(after):
                given.append(item._replace(start=start, end=end - bool(after)))
            if after and start < end:
                given.append(item._replace(start=end - 1, font=latin, size=width))
        else:
            given.append(item)
    return given


def _fonts(text: str, start: int, end: int, script: str, weight: Weight) -> list[tuple[int, int, FontFile]]:
    """Neighbouring graphemes of text[start:end] that one font writes. Other fonts are opened where the own one lacks
    a letter."""
    own = font_file(script, weight)
    part = text[start:end]
    if own.covers(part):
        return [(start, end, own)]
    known: dict[str, FontFile | None] = {}
    found: list[tuple[int, int, FontFile]] = []
    last = own
    for first, upto in pairwise(graphemes(part)):
        grapheme = part[first:upto]
        whole = grapheme if _writer(grapheme, script, weight, last, known) else None
        for offset, sign in [(0, whole)] if whole else list(enumerate(grapheme)):
            font = _writer(sign, script, weight, last, known) or own
            at = start + first + offset
            if found and found[-1][2] is font:
                found[-1] = (found[-1][0], at + len(sign), font)
            else:
                found.append((at, at + len(sign), font))
            if not sign.isspace():
                last = font
    return found


def _writer(
    sign: str, script: str, weight: Weight, last: FontFile, known: dict[str, FontFile | None]
) -> FontFile | None:
    """The best font for a grapheme; signs that need no glyph stay in the font before them."""
    if sign not in known:
        if sign.isspace() or all(map(needs_no_glyph, sign)):
            return last
        known[sign] = next((font for font in stand_ins(script, weight) if font.covers(sign)), None)
    return known[sign]


def shaped(text: str, item: ShapedStretch) -> ShapedText:
    """``text`` in the item's font, language and direction: the item's own, or what a line keeps of it."""
    buffer = hb.Buffer()
    buffer.add_str(text.replace("\t", " "))
    buffer.direction = "rtl" if item.rtl else "ltr"
    buffer.script = _OPENTYPE.get(item.script, item.script)
    buffer.language = item.language
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(item.font.font, buffer)
    infos = buffer.glyph_infos
    numbers = tuple([info.codepoint for info in infos])
    clusters = tuple([info.cluster for info in infos])
    places = [each.position for each in buffer.glyph_positions or ()]
    shifts, ys, advances, _ = zip(*places, strict=True) if places else ((), (), (), ())
    if "\t" in text:
        advances = tuple(
            [each * _TAB if text[at] == "\t" else each for at, each in zip(clusters, advances, strict=True)]
        )
    return ShapedText(len(text), numbers, advances, clusters, shifts if any(shifts) else (), ys if any(ys) else ())
