"""Texts at their places: first lines on one baseline, shapes before words, the mirror image from right to left."""

from __future__ import annotations

import pytest

from screening.documents.layout.blocks import Side
from screening.documents.layout.line_boxes import LineMark, RuleMark, ShapeMark, Strip
from screening.documents.layout.text_rows import SHAPE, Spot, TextRows, kept_ends, tall
from screening.wording.script.typefaces import paper_sizes

WIDTH = 300.0
EN, UR = TextRows(WIDTH, "en"), TextRows(WIDTH, "ur")
ROOM = SHAPE + 4


def placed(rows: TextRows, at: Spot) -> tuple[float, float, float | None]:
    """Where the first line begins and ends, and where its shape begins."""
    marks = list(rows.marks(at, rows.lines(at)))
    line = next(mark for mark in marks if isinstance(mark, LineMark))
    shape = next((mark.x for mark in marks if isinstance(mark, ShapeMark)), None)
    return round(line.x, 6), round(line.x + line.line.width, 6), shape


def test_a_place_counts_from_the_side_where_the_sheet_begins() -> None:
    assert EN.place(30, 100) == 30
    assert UR.place(30, 100) == WIDTH - 30 - 100


@pytest.mark.parametrize("shape", ["", "ring"])
def test_words_stand_at_the_side_that_they_are_told(shape: str) -> None:
    wide = EN.lines(Spot(0, 100, "Words"))[0].width
    room = ROOM if shape else 0.0
    start, end = 20.0, 120.0
    for side, left, ring in (
        (Side.OWN, start + room, start),
        (Side.START, start + room, start),
        (Side.END, end - wide, end - wide - room),
        (Side.CENTRE, start + room + (100 - room - wide) / 2, start),
    ):
        found = placed(EN, Spot(20, 100, "Words", shape=shape, side=side))
        assert found[:2] == pytest.approx((left, left + wide)), side
        assert found[2] == (pytest.approx(ring) if shape else None), side


@pytest.mark.parametrize("side", [Side.OWN, Side.START, Side.CENTRE])
@pytest.mark.parametrize("shape", ["", "ring"])
def test_a_sheet_that_runs_from_the_right_is_the_mirror_image(side: Side, shape: str) -> None:
    """The same Latin words for both, at the side where each sheet begins."""
    at = Spot(20, 100, "سلام", shape=shape, side=side, language="ur")
    left, right, ring = placed(UR, at)
    wide = right - left
    spare = (100 - (ROOM if shape else 0.0) - wide) / (2 if side is Side.CENTRE else 1)
    begins = WIDTH - 20 - (ROOM if shape else 0.0) - (spare if side is Side.CENTRE else 0.0)
    assert right == pytest.approx(begins)
    assert ring == (pytest.approx(WIDTH - 20 - SHAPE) if shape else None)


def test_a_shape_stands_in_the_middle_of_the_small_letters_before_the_first_line_alone() -> None:
    at = Spot(0, 60, "several words over lines", size=12, shape="disc", cell="TD")
    lines = EN.lines(at)
    assert len(lines) > 1
    shape, *marks = EN.marks(at, lines, 5.0)
    assert isinstance(shape, ShapeMark)
    assert (shape.kind, shape.side) == ("disc", SHAPE)
    assert shape.y + SHAPE / 2 == pytest.approx(5.0 + lines[0].above - 0.36 * 12)
    assert [mark.cell for mark in marks if isinstance(mark, LineMark)] == ["TD"] + [""] * (len(lines) - 1)
    assert [mark.y for mark in marks] == pytest.approx([5.0 + tall(lines[:n]) for n in range(len(lines))])


def test_no_text_is_smaller_than_the_smallest_and_one_of_no_size_is_as_large_as_the_body() -> None:
    sizes = paper_sizes()
    for size, drawn in ((0.0, sizes.body), (1.0, min(sizes.label, sizes.body_min)), (20.0, 20.0)):
        (line,) = EN.lines(Spot(0, 200, "Words", size))
        assert line.runs[0].size == drawn


def test_words_leave_room_for_their_shape() -> None:
    wide = EN.lines(Spot(0, 500, "Two words"))[0].width
    assert len(EN.lines(Spot(0, wide + ROOM, "Two words", shape="ring"))) == 1
    assert len(EN.lines(Spot(0, wide + ROOM - 1, "Two words", shape="ring"))) == 2


def test_first_lines_of_a_row_stand_on_one_baseline_below_its_rule() -> None:
    cells = [Spot(0, 100, "Large", 20.0), Spot(100, 60, "small words over lines", 9.0)]
    made = EN.row(cells, gap=3.5, keep=True, rule=0.7)
    rule, large, *small = made.marks
    assert rule == RuleMark(0, 0, WIDTH, 0, 0.7)
    assert isinstance(large, LineMark) and all(isinstance(mark, LineMark) for mark in small)
    assert large.y == 3.0
    assert large.y + large.line.above == pytest.approx(small[0].y + small[0].line.above)  # type: ignore[union-attr]
    bottom = max(mark.y + mark.line.height for mark in made.marks if isinstance(mark, LineMark))
    assert (made.height, made.gap, made.keep) == (pytest.approx(bottom), 3.5, True)
    plain = EN.row(cells)
    assert (plain.gap, plain.keep, plain.height) == (2.0, False, pytest.approx(bottom - 3.0))
    assert EN.row([]) == Strip(0.0, gap=2.0)


@pytest.mark.parametrize(
    ("count", "kept"),
    [(1, [False]), (2, [True, False]), (3, [True, True, False]), (5, [True, False, False, True, False])],
)
def test_of_lines_the_first_two_and_the_last_two_stay_together(count: int, kept: list[bool]) -> None:
    assert [each.keep for each in kept_ends(Strip(9.0) for _ in range(count))] == kept
