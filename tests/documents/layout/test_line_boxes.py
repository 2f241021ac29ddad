"""Marks are drawn where their strip stands; columns side by side are one strip as tall as the tallest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from screening.documents.layout.line_boxes import (
    AreaMark,
    BoxMark,
    LineMark,
    Mark,
    PictureMark,
    QrMark,
    RuleMark,
    SealMark,
    ShapeMark,
    Strip,
    draw,
    moved,
    side_by_side,
    together,
)
from screening.documents.typography.paragraphs import set_paragraph

(LINE,) = set_paragraph("words", size=10, width=100)
MARKS: tuple[tuple[Mark, tuple[Any, ...]], ...] = (
    (LineMark(LINE, 1, 2), ("line", 101, 202, LINE, False)),
    (LineMark(LINE, 1, 2, white=True), ("line", 101, 202, LINE, True)),
    (RuleMark(1, 2, 5, 7, 0.5), ("rule", 101, 202, 105, 207, 0.5)),
    (BoxMark(1, 2, True, 9), ("box", 101, 202, True, 9)),
    (QrMark(1, 2, "K7RM", 40), ("qr", 101, 202, "K7RM", 40)),
    (PictureMark(1, 2, 30, 20, b"png"), ("picture", 101, 202, 30, 20, b"png")),
    (AreaMark(1, 2, 30, 20, 0.9, dashed=True), ("area", 101, 202, 30, 20, 0.9, True)),
    (ShapeMark("ring", 1, 2, 8.5), ("shape", 101, 202, "ring", 8.5)),
    (SealMark(1, 2), ("seal", 101, 202)),
)


class Paper:
    """Keeps what would be drawn."""

    def __init__(self) -> None:
        self.found: list[tuple[Any, ...]] = []
        self.tags = SimpleNamespace(cell=self.cell)

    @contextmanager
    def cell(self, kind: str) -> Iterator[None]:
        self.found.append(("begin", kind))
        yield
        self.found.append(("end", kind))

    def draw_line(self, line: object, x: float, y: float, *, white: bool) -> None:
        self.found.append(("line", x, y, line, white))

    def rule(self, x1: float, y1: float, x2: float, y2: float, *, thickness: float) -> None:
        self.found.append(("rule", x1, y1, x2, y2, thickness))

    def box(self, x: float, y: float, *, crossed: bool, side: float) -> None:
        self.found.append(("box", x, y, crossed, side))

    def qr(self, content: str, x: float, y: float, *, side: float) -> None:
        self.found.append(("qr", x, y, content, side))

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        self.found.append(("picture", x, y, width, height, data))

    def area(self, x: float, y: float, width: float, height: float, *, thickness: float, dashed: bool) -> None:
        self.found.append(("area", x, y, width, height, thickness, dashed))

    def shape(self, kind: str, x: float, y: float, side: float) -> None:
        self.found.append(("shape", x, y, kind, side))


def drawn(*marks: Mark, sealed: bool = True) -> list[tuple[Any, ...]]:
    paper: Any = Paper()
    seal = (lambda on, x, y: on.found.append(("seal", x, y))) if sealed else None
    draw(paper, marks, 100, 200, seal)
    found: list[tuple[Any, ...]] = paper.found
    return found


@pytest.mark.parametrize(("mark", "on_paper"), MARKS, ids=lambda each: type(each).__name__)
def test_a_mark_is_drawn_from_the_corner_of_its_strip(mark: Mark, on_paper: tuple[Any, ...]) -> None:
    assert drawn(mark) == [on_paper]


def test_room_for_a_seal_stays_empty_where_there_is_none() -> None:
    assert drawn(SealMark(1, 2), sealed=False) == []


def test_lines_that_name_a_cell_begin_it_and_what_follows_goes_on_with_it() -> None:
    rule = RuleMark(0, 0, 1, 0, 0.5)
    marks = (
        rule,
        LineMark(LINE, 0, 0, cell="TH"),
        LineMark(LINE, 0, 9),
        BoxMark(0, 0, False, 9),
        LineMark(LINE, 0, 18, cell="TD"),
    )
    assert [each[:2] if each[0] in ("begin", "end") else each[0] for each in drawn(*marks)] == [
        ("begin", ""), "rule", ("end", ""),
        ("begin", "TH"), "line", "line", "box", ("end", "TH"),
        ("begin", "TD"), "line", ("end", "TD"),
    ]  # fmt: skip
    assert [each[0] for each in drawn(rule, LineMark(LINE, 0, 0))] == ["rule", "line"]


@pytest.mark.parametrize("mark", [each for each, _ in MARKS], ids=lambda each: type(each).__name__)
def test_a_mark_moves_whole(mark: Mark) -> None:
    there = moved(mark, 10, 20)
    if isinstance(there, RuleMark):
        assert there == RuleMark(11, 22, 15, 27, 0.5)
    else:
        assert there == mark._replace(x=11, y=22)


def test_columns_side_by_side_are_as_tall_as_the_tallest_and_begin_without_a_gap() -> None:
    box = BoxMark(1, 2, False, 9)
    left = [Strip(20, (box,), gap=7), Strip(30, (box,), gap=5)]
    right = [Strip(10, (box,), gap=9)]
    made = side_by_side([(0, left), (200, right)])
    assert made.height == 20 + 5 + 30
    assert made.marks == (box, box._replace(y=2 + 25), box._replace(x=201))
    assert side_by_side([(0, right), (9, left)]).height == 55


@pytest.mark.parametrize(("keep", "kept"), [(True, [True, True, True]), (False, [True, True, False])])
def test_strips_together_keep_the_next(keep: bool, kept: list[bool]) -> None:
    assert [each.keep for each in together([Strip(1), Strip(2, keep=True), Strip(3, keep=True)], keep=keep)] == kept
