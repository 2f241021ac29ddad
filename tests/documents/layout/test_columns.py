"""Blocks in a column: how wide each part of a row is, and what stands beside what."""

from __future__ import annotations

from itertools import pairwise

import pytest

from screening.documents.layout import blocks as bl
from screening.documents.layout.columns import ColumnLayout
from screening.documents.layout.line_boxes import AreaMark, BoxMark, LineMark, RuleMark, Strip
from screening.wording.script.typefaces import Weight

WIDTH = 480.0


def strips(*blocks: bl.Block, language: str = "en") -> list[Strip]:
    return ColumnLayout(WIDTH, language).strips(blocks)


def lines(found: list[Strip]) -> list[LineMark]:
    return [mark for strip in found for mark in strip.marks if isinstance(mark, LineMark)]


def shown(found: list[Strip]) -> list[str]:
    return [mark.line.shown for mark in lines(found)]


def test_a_title_is_a_small_heading_above_its_facts() -> None:
    alone = strips(bl.Lines(bl.Two("Means"), (bl.Line("Locked in"),)))
    assert shown(alone) == ["Means", "Locked in"]
    assert (alone[0].gap, alone[0].keep) == (6.0, True)


def test_a_fact_leaves_room_for_its_number_and_its_note() -> None:
    fact, note, number = lines(strips(bl.Lines(bl.NO_TEXT, (bl.Line("an " * 90, "a note", "B12"),))))[:1] + [
        next(mark for mark in lines(strips(bl.Lines(bl.NO_TEXT, (bl.Line("an " * 90, "a note", "B12"),))))
             if mark.line.shown == text) for text in ("a note", "B12")
    ]  # fmt: skip
    assert (fact.x, number.x) == (30.0, 0.0)
    room = WIDTH - 30 - WIDTH * 0.3 - 12
    assert room - 18 < fact.line.width <= room
    assert note.x + note.line.width == pytest.approx(WIDTH)


@pytest.mark.parametrize(("count", "rows"), [(3, 1), (4, 2), (7, 3)])
def test_fields_stand_three_side_by_side(count: int, rows: int) -> None:
    block = bl.Fields(tuple(bl.Field(f"label {at}", f"value {at}") for at in range(count)))
    assert len(strips(block)) == 2 * rows


def test_fields_share_the_width_with_a_gutter_between_them_or_as_they_are_told() -> None:
    def rules(*shares: float) -> list[tuple[float, float]]:
        block = bl.Fields((bl.Field("a", "b"), bl.Field("c", "d")), shares=shares)
        return [(mark.x1, mark.x2) for mark in strips(block)[1].marks if isinstance(mark, RuleMark)]

    assert rules() == [(0.0, 234.0), (246.0, 480.0)]
    assert rules(1.0, 3.0) == [(0.0, 117.0), (129.0, 480.0)]


def test_boxes_flow_and_words_without_a_box_keep_theirs_together() -> None:
    checks = (bl.Check("Told by", None), bl.Check("the person", True), bl.Check("a paper", False))
    found = strips(bl.Checks(checks, columns=0))
    marks = [mark for strip in found for mark in strip.marks]
    boxes = [mark for mark in marks if isinstance(mark, BoxMark)]
    assert [box.crossed for box in boxes] == [True, False]
    assert shown(found) == ["Told by", "the person", "a paper"]
    assert len(found) == 1
    assert lines(found)[0].x == 0.0
    for left, right in pairwise(sorted(marks, key=lambda mark: mark.x)):
        assert left.x < right.x
    many = strips(bl.Checks(tuple(bl.Check(f"choice number {at}", False) for at in range(20)), columns=0))
    assert len(many) > 2
    assert all(mark.x + mark.line.width <= WIDTH for mark in lines(many))
    inset = strips(bl.Checks(checks[1:], columns=0, indent=True))
    assert min(mark.x for strip in inset for mark in strip.marks) == 30.0


def test_a_bar_is_as_long_as_its_share_and_never_longer_than_the_column() -> None:
    for share, long in ((0.25, 120.0), (0.0, 0.0), (-1.0, 0.0), (1.0, WIDTH), (3.0, WIDTH)):
        (strip,) = strips(bl.ChartBar(share))
        (bar,) = strip.marks
        assert (bar.x1, bar.x2 - bar.x1) == (0.0, long)
        (mirrored,) = strips(bl.ChartBar(share), language="ur")
        assert mirrored.marks[0].x2 == pytest.approx(WIDTH)


def test_a_column_of_a_plot_is_as_high_as_its_share_and_one_without_a_number_always_the_same() -> None:
    (strip,) = strips(bl.Columns((("a", "40", 1.0), ("b", "10", 0.25), ("c", "", 0.9), ("d", "1", 0.001))))
    areas = [mark for mark in strip.marks if isinstance(mark, AreaMark)]
    assert [area.height for area in areas] == [46.0, 11.5, 10.0, 1.0]
    assert [area.dashed for area in areas] == [False, False, True, False]
    assert [(area.x, area.width) for area in areas] == [(at * 120 + 18.0, 84.0) for at in range(4)]
    assert len({round(area.y + area.height, 6) for area in areas}) == 1, "all stand on one line"
    assert shown([strip]) == ["40", "a", "10", "b", "c", "1", "d"]


def test_words_in_a_frame_keep_away_from_it() -> None:
    found = strips(bl.Statement("This sheet holds nothing of the account."))
    frame = [mark for strip in found for mark in strip.marks if isinstance(mark, RuleMark)]
    (said,) = lines(found)
    assert (said.x, said.y) == (7.0, 7.0)
    assert said.line.runs[0].font.path.stem == "NotoSans-Bold"
    assert {mark.x1 for mark in frame if mark.x1 == mark.x2} == {0.0, WIDTH}
    assert found[0].height == pytest.approx(said.line.height + 14)


def test_lines_to_write_on_stand_under_their_label() -> None:
    found = strips(bl.Write("Notes", 3))
    assert shown(found) == ["Notes"]
    assert len([mark for strip in found for mark in strip.marks if isinstance(mark, RuleMark)]) == 3
    assert found[0].keep and found[0].gap == 4.0


def test_somebody_s_words_stand_under_what_they_are_about() -> None:
    found = strips(bl.Said(bl.Two("Wish"), "To go home."))
    assert shown(found) == ["Wish", "To go home."]
    assert [mark.x for mark in lines(found)] == [0.0, 7.0]
    assert found[0].keep
    assert shown(strips(bl.Said(bl.NO_TEXT, "To go home."))) == ["To go home."]


def test_a_heading_is_bold_and_keeps_what_follows() -> None:
    (heading, rule) = strips(bl.Heading("Needs", bookmark="needs", ruled=True))
    assert (heading.gap, heading.keep, heading.bookmark, rule.keep) == (12.0, True, "needs", True)
    assert lines([heading])[0].line.runs[0].font.path.stem == "NotoSans-Bold"
    assert lines(strips(bl.Text("x", weight=Weight.BOLD)))[0].line.runs[0].font.path.stem == "NotoSans-Bold"
    assert not strips(bl.Text("x"))[0].keep
    assert strips(bl.Text("x", keep=True))[0].keep
