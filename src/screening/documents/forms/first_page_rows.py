"""The rows of a sheet in one language: texts side by side at their places, their shapes, and labels with values."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from screening.documents.forms.parts import Face, FormContent, Pair, Value
from screening.documents.layout.line_boxes import LineMark, Mark, RuleMark, ShapeMark, Strip
from screening.documents.pdf.structure_tags import Path
from screening.documents.pdf.writer import MM
from screening.documents.typography.paragraphs import Line, Piece, Typesetter
from screening.wording.script.scripts import direction
from screening.wording.script.typefaces import Weight, face_sizes

SHAPE = 8.5
LABEL = 45 * MM
PAD = 6.0
"""Inside a frame."""
THIN = 0.5
"""A rule inside a block."""
COLUMN_GAP = 6 * MM
CLOSE = 1.2
"""The pitch of lines, in font sizes, of a sheet that would not stand on its pages."""
TALLEST = 120.0
"""A text taller than this goes on over a page break."""


class At(NamedTuple):
    """A text at its place in a row: left edge and width from the starting side, with what is special about it."""

    x: float
    width: float
    text: str
    size: float = 10.0
    bold: bool = False
    shape: str = ""
    end: bool = False
    cell: str = ""
    language: str | None = None


class FaceRows:
    """Sets texts in rows of one face."""

    def __init__(self, content: FormContent, typesetter: Typesetter | None = None) -> None:
        """``typesetter`` is the document's: it knows the lines that other faces, and a longer version, have set."""
        self.content = content
        self.sizes = face_sizes()
        self.pitch = CLOSE if content.face is not None and content.face.close else self.sizes.tight
        self.width = (self.sizes.width_mm - self.sizes.margin_start_mm - self.sizes.margin_end_mm) * MM
        self.language = content.languages[0]
        self.mirrored = direction(self.language) == "rtl"
        self._keys = itertools.count()
        self.typesetter = typesetter or Typesetter()

    @property
    def face(self) -> Face:
        assert self.content.face is not None
        return self.content.face

    def lines(self, at: At) -> tuple[Line, ...]:
        language, size = at.language or self.language, max(at.size, self.sizes.body_min)
        room = at.width - (SHAPE + 4 if at.shape else 0)
        pieces = (Piece(at.text, language, Weight.BOLD if at.bold else Weight.REGULAR),)
        return self.typesetter.lines(pieces, language=language, size=size, width=room, tight=self.pitch)

    def place(self, x: float, width: float) -> float:
        return self.width - x - width if self.mirrored else x

    def row(
        self,
        cells: Sequence[At],
        *,
        gap: float = 1.5,
        tag: Path = (),
        keep: bool = False,
        rule: float = 0.0,
    ) -> Strip:
        """Texts side by side, first lines on one baseline; ``rule`` above them."""
        set_ = [(at, self.lines(at)) for at in cells if at.text or at.shape]
        top = 3.0 if rule else 0.0
        marks: list[Mark] = [RuleMark(0, 0, self.width, 0, rule)] if rule else []
        if not set_:
            return Strip(top, tuple(marks), gap=gap, keep=keep)
        above = max(lines[0].above for _, lines in set_)
        height = 0.0
        for at, lines in set_:
            y = top + above - lines[0].above
            marks += self.set(at, lines, y)
            height = max(height, y + sum(line.height for line in lines))
        return Strip(height, tuple(marks), gap=gap, keep=keep, tag=tag)

    def set(self, at: At, lines: Iterable[Line], y: float) -> Iterator[Mark]:
        """The marks of lines from ``y`` down, with the shape before the first."""
        left, inset = self.place(at.x, at.width), SHAPE + 4 if at.shape else 0.0
        first = True
        for line in lines:
            if first and at.shape:
                side = left + at.width - SHAPE if self.mirrored else left
                if at.end:
                    side = left + at.width - line.width - inset
                yield ShapeMark(at.shape, side, y + line.above - 0.36 * at.size - SHAPE / 2, SHAPE)
            spare = at.width - inset - line.width
            right = line.rtl or at.end != self.mirrored
            x = left + (inset if not self.mirrored else 0.0) + (spare if right else 0.0)
            yield LineMark(line, x, y, cell=at.cell if first else "")
            first = False
            y += line.height

    def key(self) -> str:
        return str(next(self._keys))

    def note_width(self, value: Value, size: float = 10.0) -> float:
        wide = At(0, 1000, value.text, size, shape=value.shape)
        return max(line.width for line in self.lines(wide)) + (SHAPE + 4 if value.shape else 0) + 9

    def pair(self, pair: Pair) -> Iterator[Strip]:
        """A label with its values beside it; without a label they take the whole width."""
        for at, value in enumerate(pair.values):
            x = LABEL + 4 if pair.label else 0.0
            told = At(x, self.width - x, value.text, bold=value.bold, shape=value.shape, language=value.language)
            lines = self.lines(told)
            cells = [At(0, LABEL, pair.label, bold=True)] if pair.label and not at else []
            if sum(line.height for line in lines) <= TALLEST:
                yield self.row([*cells, told], tag=(("P", ""),))
                continue
            key = self.key()
            if cells:
                yield self.row(cells, tag=(("P", key),), keep=True)
            for line in lines:
                yield Strip(line.height, tuple(self.set(told, [line], 0.0)), tag=(("P", key),))
