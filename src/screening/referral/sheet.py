"""Blocks on pages: page breaks, a head and a foot on every page, and the finished PDF."""

from __future__ import annotations

from collections.abc import Sequence

from screening.referral.blocks import Block
from screening.referral.layout import Chrome, Column
from screening.referral.pdf import MM, Paper
from screening.referral.strips import Strip, draw
from screening.wording.typefaces import paper_sizes

_ABOVE_FOOT = 8.0
_MANY = 99
"""A head or foot is measured as if there were this many pages, because their number is not known before."""


def nothing(page: int, pages: int) -> Sequence[Block]:
    """A head or foot of a sheet that has none."""
    return ()


def sheet(
    blocks: Sequence[Block], *, title: str, language: str, head: Chrome = nothing, foot: Chrome = nothing
) -> bytes:
    """A PDF of the blocks, as many A4 pages as they need; the same blocks give the same bytes.

    ``head`` and ``foot`` are called with the page and the number of pages and stand on each page. ``title`` is what
    the file says of itself: nothing of a person. A sheet in a language that runs right to left is mirrored.
    """
    sizes = paper_sizes()
    left = sizes.margin_start_mm * MM
    width = sizes.width_mm * MM - left - sizes.margin_end_mm * MM
    top, bottom = sizes.margin_top_mm * MM, (sizes.height_mm - sizes.margin_bottom_mm) * MM
    column = Column(width, language)
    head_room = _height(column.strips(head(_MANY, _MANY)))
    foot_strips = column.strips(foot(_MANY, _MANY))
    foot_room = _height(foot_strips) + (_ABOVE_FOOT if foot_strips else 0.0)
    pages = paged(column.strips(blocks), bottom - foot_room - top - head_room)
    paper = Paper(title, language)
    for number, strips in enumerate(pages, 1):
        paper.begin_page()
        _draw(paper, column.strips(head(number, len(pages))), left, top)
        _draw(paper, strips, left, top + head_room)
        _draw(paper, column.strips(foot(number, len(pages))), left, bottom - foot_room + _ABOVE_FOOT)
    return paper.finished()


def paged(strips: Sequence[Strip], room: float) -> list[list[Strip]]:
    """The strips dealt to pages with ``room`` points each. A strip goes with the next one when it says so, unless
    the two do not fit on a page; one strip taller than a page stands on a page by itself and is cut off below."""
    pages: list[list[Strip]] = [[]]
    used = 0.0
    at = 0
    while at < len(strips):
        chain = at
        while chain + 1 < len(strips) and strips[chain].keep:
            chain += 1
        wanted = _height(strips[at : chain + 1])
        if wanted > room:
            chain, wanted = at, strips[at].height
        gap = strips[at].gap if pages[-1] else 0.0
        if pages[-1] and used + gap + wanted > room:
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
        if strip.bookmark:
            paper.bookmark(strip.bookmark)
        draw(paper, strip.marks, x, y)
        y += strip.height
