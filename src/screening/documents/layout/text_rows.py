"""Texts at their places in a column: lines of words with a shape before them, side by side on one baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from screening.documents.layout.blocks import Side, Wording
from screening.documents.layout.line_boxes import LineMark, Mark, RuleMark, ShapeMark, Strip
from screening.documents.pdf.structure_tags import Path
from screening.documents.typography.paragraphs import ParagraphLine, Piece, Typesetter
from screening.wording.script.scripts import direction
from screening.wording.script.typefaces import PaperSizes, Weight, paper_sizes

SHAPE = 8.5
"""The side of a shape before a text."""
_SHAPE_ROOM = SHAPE + 4


class Spot(NamedTuple):
    """A text at its place in a row: left edge and width from the starting side, with what is special about it."""

    x: float
    width: float
    words: Wording
    size: float = 0.0
    """0 is the body size."""
    weight: Weight = Weight.REGULAR
    side: Side = Side.OWN
    language: str | None = None
    """Of the words, where it is not the sheet's."""
    shape: str = ""
    """A shape of ``Paper.shape`` that stands before it."""
    cell: str = ""
    """The kind of element that begins with it (``LineMark``)."""


def tall(lines: Iterable[ParagraphLine]) -> float:
    """How tall lines are, one below the other."""
    return sum(line.height for line in lines)


class TextRows:
    """Sets texts in a column of ``width`` points for a sheet in ``language``."""

    def __init__(
        self,
        width: float,
        language: str,
        sizes: PaperSizes | None = None,
        typesetter: Typesetter | None = None,
    ) -> None:
        """``typesetter`` is the document's."""
        self.typesetter = typesetter or Typesetter()
        self.width = width
        self.language = language
        self.mirrored = direction(language) == "rtl"
        self.sizes = sizes or paper_sizes()
        self.pitch = self.sizes.tight
        self.least = min(self.sizes.label, self.sizes.body_min)
        """No text is smaller."""

    def place(self, x: float, width: float) -> float:
        """The left edge of something that begins ``x`` from the sheet's starting side."""
        return self.width - x - width if self.mirrored else x

    def lines(self, at: Spot) -> tuple[ParagraphLine, ...]:
        """The words set; the sheet's language stands in where none is said. Never under the smallest size."""
        words = at.words
        pieces = (Piece(words, at.language or self.language, at.weight),) if isinstance(words, str) else words
        return self.typesetter.lines(
            pieces,
            language=at.language
            or next((each.language for each in pieces if each.language and each.text), self.language),
            size=max(at.size or self.sizes.body, self.least),
            width=at.width - (_SHAPE_ROOM if at.shape else 0),
            tight=self.pitch,
        )

    def marks(self, at: Spot, lines: Iterable[ParagraphLine], y: float = 0.0) -> Iterator[LineMark | ShapeMark]:
        """The lines one below the other from ``y`` down, with the shape before the first."""
        left, inset = self.place(at.x, at.width), _SHAPE_ROOM if at.shape else 0.0
        shape, cell, size = at.shape, at.cell, at.size or self.sizes.body
        for line in lines:
            spare = at.width - inset - line.width
            if at.side is Side.CENTRE:
                spare /= 2
            elif not self._is_far(line, at.side):
                spare = 0.0
            if shape:
                x = left + at.width - SHAPE if self.mirrored else left
                if at.side is Side.END:
                    x = left + at.width - line.width - inset
                yield ShapeMark(shape, x, y + line.above - 0.36 * size - SHAPE / 2, SHAPE)
            yield LineMark(line, left + (inset if not self.mirrored else 0.0) + spare, y, cell=cell)
            shape = cell = ""
            y += line.height

    def _is_far(self, line: ParagraphLine, side: Side) -> bool:
        """Whether a line stands at the right end of its room."""
        return line.rtl if side is Side.OWN else (side is Side.END) is not self.mirrored

    def row(
        self, cells: Iterable[Spot], *, gap: float = 2.0, tag: Path = (), keep: bool = False, rule: float = 0.0
    ) -> Strip:
        """Texts side by side, first lines on one baseline; ``rule`` above them."""
        texts = [(at, self.lines(at)) for at in cells]
        height = top = 3.0 if rule else 0.0
        marks: list[Mark] = [RuleMark(0, 0, self.width, 0, rule)] if rule else []
        above = max((lines[0].above for _, lines in texts), default=0.0)
        for at, lines in texts:
            y = top + above - lines[0].above
            marks += self.marks(at, lines, y)
            height = max(height, y + tall(lines))
        return Strip(height, tuple(marks), gap=gap, keep=keep, tag=tag)


def kept_ends(strips: Iterable[Strip]) -> list[Strip]:
    """Strips of which the first two and the last two stay together."""
    found = list(strips)
    last = len(found) - 1
    return [strip._replace(keep=at != last and at in (0, last - 1)) for at, strip in enumerate(found)]
