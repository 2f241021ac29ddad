"""Strips of a column: what stays in one piece, which marks it has, and where a page break may stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from screening.documents.pdf.structure_tags import Path
from screening.documents.pdf.writer import Paper
from screening.documents.typography.paragraphs import ParagraphLine


class LineMark(NamedTuple):
    """A shaped line at its place on the page, in points."""

    line: ParagraphLine
    x: float
    y: float
    white: bool = False
    """On a black ground."""
    cell: str = ""
    """The kind of the element that begins with it below its strip's, as a cell of a table; "" goes on with the last."""


class RuleMark(NamedTuple):
    """A straight line, in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float


class BoxMark(NamedTuple):
    """A box to cross, in points."""

    x: float
    y: float
    crossed: bool
    side: float


class QrMark(NamedTuple):
    """A QR code, in points."""

    x: float
    y: float
    content: str
    side: float


class PictureMark(NamedTuple):
    """A PNG picture, in points."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


class AreaMark(NamedTuple):
    """A frame; black inside where it has no thickness."""

    x: float
    y: float
    width: float
    height: float
    thickness: float = 0.0
    dashed: bool = False


class ShapeMark(NamedTuple):
    """A shape that stands before a word: ring, disc, half, square, diamond, envelope, tray."""

    kind: str
    x: float
    y: float
    side: float


class SealMark(NamedTuple):
    """Room for the letters that stand for all pages, and for the square."""

    x: float
    y: float


Mark = AreaMark | ShapeMark | SealMark | LineMark | RuleMark | BoxMark | QrMark | PictureMark


class Strip(NamedTuple):
    """A part of a column that stays in one piece. Places are from its top left corner, in points."""

    height: float
    marks: tuple[Mark, ...] = ()
    gap: float = 0.0
    """Empty space above it, but not at the top of a page."""
    keep: bool = False
    """The next strip goes on the same page."""
    bookmark: str = ""
    apart: bool = False
    """It begins a page behind those on which its sheet should stand."""
    tag: Path = ()
    """Where it stands in the reading order; () for a heading with a bookmark and a paragraph without."""


Seal = Callable[[Paper, float, float], None]
"""Puts the seal at a place of the page."""


def draw(paper: Paper, marks: Sequence[Mark], x: float, y: float, seal: Seal | None = None) -> None:
    """The marks in their order. A line that names a cell begins an element of its own; those after it go on with it."""
    if any(isinstance(mark, LineMark) and mark.cell for mark in marks):
        for cell, group in _cells(marks):
            with paper.tags.cell(cell):
                _draw(paper, group, x, y, seal)
    else:
        _draw(paper, marks, x, y, seal)


def _cells(marks: Iterable[Mark]) -> list[tuple[str, list[Mark]]]:
    found: list[tuple[str, list[Mark]]] = []
    for mark in marks:
        if not found or (isinstance(mark, LineMark) and mark.cell):
            found.append((mark.cell if isinstance(mark, LineMark) else "", []))
        found[-1][1].append(mark)
    return found


def _draw(paper: Paper, marks: Iterable[Mark], x: float, y: float, seal: Seal | None) -> None:
    for mark in marks:
        match mark:
            case LineMark():
                paper.draw_line(mark.line, x + mark.x, y + mark.y, white=mark.white)
            case AreaMark():
                paper.area(
                    x + mark.x, y + mark.y, mark.width, mark.height, thickness=mark.thickness, dashed=mark.dashed
                )
            case ShapeMark():
                paper.shape(mark.kind, x + mark.x, y + mark.y, mark.side)
            case SealMark():
                if seal is not None:
                    seal(paper, x + mark.x, y + mark.y)
            case RuleMark():
                paper.rule(x + mark.x1, y + mark.y1, x + mark.x2, y + mark.y2, thickness=mark.thickness)
            case BoxMark():
                paper.box(x + mark.x, y + mark.y, crossed=mark.crossed, side=mark.side)
            case QrMark():
                paper.qr(mark.content, x + mark.x, y + mark.y, side=mark.side)
            case PictureMark():
                paper.picture(mark.data, x + mark.x, y + mark.y, mark.width, mark.height)


def side_by_side(placed: Sequence[tuple[float, Sequence[Strip]]]) -> Strip:
    """Columns side by side, joined into one strip that no page break cuts."""
    marks: list[Mark] = []
    height = 0.0
    for x, strips in placed:
        y = 0.0
        for at, strip in enumerate(strips):
            y += strip.gap if at else 0.0
            marks += [moved(mark, x, y) for mark in strip.marks]
            y += strip.height
        height = max(height, y)
    return Strip(height, tuple(marks))


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return a mark moved by ``x`` and ``y`` points."""
    if isinstance(mark, RuleMark):
        return mark._replace(x1=mark.x1 + x, x2=mark.x2 + x, y1=mark.y1 + y, y2=mark.y2 + y)
    return mark._replace(x=mark.x + x, y=mark.y + y)


def together(strips: Sequence[Strip], *, keep: bool) -> list[Strip]:
    """None of the strips, nor the one after them when ``keep``, begins a page of its own."""
    return [strip._replace(keep=keep or strip is not strips[-1]) for strip in strips]
