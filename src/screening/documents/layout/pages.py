"""Blocks on pages: page breaks, a head and a foot on every page, and the finished PDF of one or several sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from screening.documents.layout.blocks import Block
from screening.documents.layout.columns import Chrome, ColumnLayout
from screening.documents.layout.line_boxes import Strip, draw
from screening.documents.pdf.structure_tags import ARTIFACT
from screening.documents.pdf.writer import MM, Paper
from screening.documents.typography.paragraphs import Typesetter
from screening.wording.script.typefaces import face_sizes, paper_sizes, tight_sizes

_ABOVE_FOOT = 8.0
_MANY = 99
"""A head or foot is measured as if there were this many pages, because their number is not known before."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A leaf dealt to pages: where its parts begin, in points."""

    column: ColumnLayout
    left: float
    top: float
    head_room: float
    first: float
    """How much higher the first page's body begins."""
    foot: float
    pages: list[list[Strip]]
    room: float
    """How tall a page's body may be, ``first`` more on the first one."""

    @property
    def counted(self) -> int:
        """Pages without those that stand behind the sheet."""
        behind = (at for at, page in enumerate(self.pages) if page and page[0].apart)
        return next(behind, len(self.pages))

    @classmethod
    def out(cls, leaf: Leaf, typesetter: Typesetter) -> Laid:
        sizes = face_sizes() if leaf.face else tight_sizes() if leaf.tight else paper_sizes()
        left = sizes.margin_start_mm * MM
        width = sizes.width_mm * MM - left - sizes.margin_end_mm * MM
        top, bottom = sizes.margin_top_mm * MM, (sizes.height_mm - sizes.margin_bottom_mm) * MM
        column = ColumnLayout(width, leaf.language, sizes, typesetter)
        head_room = _height(column.strips(leaf.head(_MANY, _MANY)))
        foot_strips = column.strips(leaf.foot(_MANY, _MANY))
        foot_room = _height(foot_strips) + (_ABOVE_FOOT if foot_strips else 0.0)
        room = bottom - foot_room - top - head_room
        first = head_room - _height(column.strips(leaf.head(1, _MANY)))
        foot = bottom - foot_room + _ABOVE_FOOT
        return cls(column, left, top, head_room, first, foot, paged(column.strips(leaf.blocks), room, first), room)


def nothing(page: int, pages: int) -> Sequence[Block]:
    """A head or foot of a sheet that has none."""
    return ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet of a document, with pages of its own. ``seal`` makes what stands at its mark for the seal
    (``SealMark``), of the letters that stand for the whole document."""

    blocks: tuple[Block, ...]
    language: str
    head: Chrome = nothing
    foot: Chrome = nothing
    seal: Callable[[str], Sequence[Block]] | None = None
    tight: bool = False
    face: bool = False
    """One language, and blocks with numbers."""
    look: str = ""
    """What the seals of leaves have in common that look the same."""
    most: int = 0
    """Pages on which it should stand; 0 for any number."""
    shorter: Callable[[], Leaf] | None = None
    """The same leaf with less on it."""


def sheet(
    blocks: Sequence[Block],
    *,
    title: str,
    language: str,
    head: Chrome = nothing,
    foot: Chrome = nothing,
) -> bytes:
    """A PDF of the blocks, as many A4 pages as they need; the same blocks give the same bytes.

    ``head`` and ``foot`` are called with the page and the number of pages and stand on each page. ``title`` is what
    the file says of itself: nothing of a person. A sheet in a language that runs right to left is mirrored.
    """
    return sheets((Leaf(tuple(blocks), language, head, foot),), title=title)


def sheets(leaves: Sequence[Leaf], *, title: str, typesetter: Typesetter | None = None) -> bytes:
    """One PDF of several sheets, each beginning on a page of its own. The seal counts the pages of all of them.
    ``typesetter`` is the one that set what the leaves hold already."""
    paper = Paper(title, leaves[0].language)
    typesetter = typesetter or Typesetter()
    for wanted in leaves:
        leaf, laid = fitted(wanted, typesetter)
        column, count = laid.column, len(laid.pages)
        for number, each in enumerate(laid.pages, 1):
            paper.begin_page()
            with paper.tagged(ARTIFACT):
                _draw(paper, column.strips(leaf.head(number, count)), laid.left, laid.top)
            below_head = laid.top + laid.head_room - (laid.first if number == 1 else 0.0)
            _draw_body(paper, each, laid.left, below_head, _seal(leaf, column), leaf.look)
            with paper.tagged(ARTIFACT):
                _draw(paper, column.strips(leaf.foot(number, count)), laid.left, laid.foot)
    return paper.finished()


def fitted(leaf: Leaf, typesetter: Typesetter) -> tuple[Leaf, Laid]:
    """The leaf, or the first of its shorter ones that stands on its pages; dealt."""
    laid = Laid.out(leaf, typesetter)
    while leaf.shorter is not None and laid.counted > leaf.most:
        leaf = leaf.shorter()
        laid = Laid.out(leaf, typesetter)
    return leaf, laid


def small_card(lines: Sequence[Block], *, title: str, language: str, width_mm: float, height_mm: float) -> bytes:
    """A card of its own size, without head, foot or seal."""
    margin = 4 * MM
    paper = Paper(title, language, width=width_mm * MM, height=height_mm * MM)
    paper.begin_page()
    _draw_body(paper, ColumnLayout(width_mm * MM - 2 * margin, language).strips(lines), margin, margin)
    return paper.finished()


def paged(strips: Sequence[Strip], room: float, first: float = 0.0) -> list[list[Strip]]:
    """The strips dealt to pages with ``room`` points each, ``first`` more on the first one. One that stands apart
    begins a page. A strip goes with the next one when it says so, unless the two do not fit on a page; one strip
    taller than a page stands on a page by itself and is cut off below."""
    pages: list[list[Strip]] = [[]]
    used = 0.0
    at = 0
    while at < len(strips):
        if strips[at].apart and pages[-1]:
            pages.append([])
            used = 0.0
        chain = at
        while chain + 1 < len(strips) and strips[chain].keep and not strips[chain + 1].apart:
            chain += 1
        wanted = _height(strips[at : chain + 1])
        if wanted > room:
            chain, wanted = at, strips[at].height
        gap = strips[at].gap if pages[-1] else 0.0
        if pages[-1] and used + gap + wanted > room + (first if len(pages) == 1 else 0.0):
            pages.append([])
            used = gap = 0.0
        used += gap + wanted
        pages[-1] += strips[at : chain + 1]
        at = chain + 1
    return pages


def _height(strips: Sequence[Strip]) -> float:
    """What the strips take when the first stands at the top."""
    return sum(strip.height + (strip.gap if at else 0.0) for at, strip in enumerate(strips))


def _draw(paper: Paper, strips: Sequence[Strip], x: float, y: float) -> None:
    for at, strip in enumerate(strips):
        y += strip.gap if at else 0.0
        draw(paper, strip.marks, x, y)
        y += strip.height


def _draw_body(
    paper: Paper,
    strips: Sequence[Strip],
    x: float,
    y: float,
    seal: Callable[[Paper, str], None] | None = None,
    look: str = "",
) -> None:
    """Strips in the order in which they are read, each one element of it."""

    def put(paper: Paper, x: float, y: float) -> None:
        if seal is not None:
            paper.seal_here(x, y, seal, look)

    for at, strip in enumerate(strips):
        y += strip.gap if at else 0.0
        if strip.bookmark:
            paper.bookmark(strip.bookmark)
        if strip.marks:
            with paper.tagged(strip.tag or ("H1" if strip.bookmark else "P")):
                draw(paper, strip.marks, x, y, put)
        y += strip.height


def _seal(leaf: Leaf, column: ColumnLayout) -> Callable[[Paper, str], None] | None:
    made = leaf.seal
    if made is None:
        return None
    return lambda paper, letters: _draw(paper, column.strips(made(letters)), 0.0, 0.0)
