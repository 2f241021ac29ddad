"""Blocks in a column: how wide each part of a row is, and what stands beside what."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from screening.documents.layout import blocks as bl
from screening.documents.layout.columns import LOGO_MM, ColumnLayout
from screening.documents.layout.line_boxes import (
    AreaMark,
    BoxMark,
    LineMark,
    Mark,
    PictureMark,
    QrMark,
    RuleMark,
    ShapeMark,
    Strip,
)
from screening.documents.pdf.writer import MM
from screening.wording.script.typefaces import Weight
from tests.documents.layout.test_logo import head

WIDTH = 480.0


def strips(*blocks: bl.Block, language: str = "en") -> list[Strip]:
    return ColumnLayout(WIDTH, language).strips(blocks)


def lines(found: list[Strip]) -> list[LineMark]:
    return [mark for strip in found for mark in strip.marks if isinstance(mark, LineMark)]


def shown(found: list[Strip]) -> list[str]:
    return [mark.line.shown for mark in lines(found)]


def test_a_title_is_a_small_heading_above_its_facts() -> None:
    alone = strips(bl.Lines("Means", (bl.Line("Locked in"),)))
    assert shown(alone) == ["Means", "Locked in"]
    assert (alone[0].gap, alone[0].keep) == (6.0, True)


def test_a_fact_leaves_room_for_its_number_and_its_note() -> None:
    fact, note, number = lines(strips(bl.Lines("", (bl.Line("an " * 90, "a note", "B12"),))))[:1] + [
        next(mark for mark in lines(strips(bl.Lines("", (bl.Line("an " * 90, "a note", "B12"),))))
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


@pytest.mark.parametrize("columns", [0, 1, 2])
def test_no_box_reaches_into_what_stands_below_it(columns: int) -> None:
    for strip in strips(bl.Checks((bl.Check("yes", True), bl.Check("no", False)), columns=columns)):
        assert all(mark.y + mark.side <= strip.height + 0.001 for mark in strip.marks if isinstance(mark, BoxMark))


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
    found = strips(bl.Said("Wish", "To go home."))
    assert shown(found) == ["Wish", "To go home."]
    assert [mark.x for mark in lines(found)] == [0.0, 7.0]
    assert found[0].keep
    assert shown(strips(bl.Said("", "To go home."))) == ["To go home."]


def test_a_heading_is_bold_and_keeps_what_follows() -> None:
    (heading, rule) = strips(bl.Heading("Needs", bookmark="needs", ruled=True))
    assert (heading.gap, heading.keep, heading.bookmark, rule.keep) == (12.0, True, "needs", True)
    assert lines([heading])[0].line.runs[0].font.path.stem == "NotoSans-Bold"
    assert lines(strips(bl.Text("x", weight=Weight.BOLD)))[0].line.runs[0].font.path.stem == "NotoSans-Bold"
    assert not strips(bl.Text("x"))[0].keep
    assert strips(bl.Text("x", keep=True))[0].keep


PNG = head(60, 40)
BLOCKS: dict[str, tuple[bl.Block, ...]] = {
    "heading": (bl.Heading("Needs", ruled=True),),
    "fields": (bl.Fields(tuple(bl.Field(f"{n}", f"{n}{n}") for n in range(5))),),
    "shares": (bl.Fields((bl.Field("1", "2"), bl.Field("3", "4")), shares=(1.0, 3.0)),),
    "long field": (bl.Fields((bl.Field("1", "12 " * 900), bl.Field("3", "4"))),),
    "checks": (bl.Checks(tuple(bl.Check(f"{n}", n == 1) for n in range(5)), columns=2),),
    "flowing": (bl.Checks((bl.Check("7", None), *(bl.Check(f"{n}000000", False) for n in range(30))), columns=0),),
    "inset": (bl.Checks((bl.Check("7", None), bl.Check("8", True)), columns=0, indent=True),),
    "beside": (bl.Beside((bl.Text("1"), bl.Text("2"), bl.Text("3")), "B1", ruled=True),),
    "facts": (bl.Lines("", (bl.Line("1", "2", "B1"), bl.Line("3"))),),
    "statement": (bl.Statement("12 " * 90),),
    "write": (bl.Write("1", 3),),
    "rules": (bl.Rule(), bl.Rule(strong=True)),
    "logo": (bl.Logo(PNG),),
    "plot": (bl.Columns((("1", "40", 1.0), ("2", "", 0.9))),),
    "split": (bl.Split((bl.Rule(), bl.Text("1")), (bl.Rule(),), share=0.3),),
    "code": (bl.WithQr("K7RM", (bl.Rule(),)),),
}


def span(mark: Mark) -> tuple[float, float]:
    match mark:
        case LineMark():
            return mark.x, mark.x + mark.line.width
        case RuleMark():
            return mark.x1, mark.x2
        case BoxMark() | QrMark() | ShapeMark():
            return mark.x, mark.x + mark.side
        case AreaMark() | PictureMark():
            return mark.x, mark.x + mark.width
    raise AssertionError(mark)


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_leaves_the_column_or_its_strip_and_no_word_lies_on_another(name: str, language: str) -> None:
    for strip in strips(*BLOCKS[name], language=language):
        for mark in strip.marks:
            left, right = span(mark)
            edge = 2.0 if name == "statement" and isinstance(mark, RuleMark) else 0.01
            assert -edge <= left <= right <= WIDTH + edge, mark
            if isinstance(mark, LineMark):
                assert mark.y >= -0.01 and mark.y + mark.line.height <= strip.height + 0.01, mark
            elif isinstance(mark, BoxMark | QrMark):
                room = strip.gap if name in ("flowing", "inset") else 0.01  # a box may reach into the gap of its rows
                assert mark.y >= -0.01 and mark.y + mark.side <= strip.height + room, mark
        for one, other in combinations([mark for mark in strip.marks if isinstance(mark, LineMark)], 2):
            apart = span(one)[1] <= span(other)[0] + 0.01 or span(other)[1] <= span(one)[0] + 0.01
            lower, upper = (one, other) if one.y > other.y else (other, one)
            assert apart or upper.y + upper.line.height <= lower.y + 0.01, (one, other)


@pytest.mark.parametrize("name", sorted(set(BLOCKS) - {"flowing", "inset", "statement"}))
def test_a_column_that_runs_from_the_right_is_the_mirror_image(name: str) -> None:
    here, there = (
        [
            mark
            for strip in strips(*BLOCKS[name], language=tag)
            for mark in strip.marks
            if not isinstance(mark, LineMark)
        ]
        for tag in ("en", "ur")
    )
    assert [type(mark) for mark in here] == [type(mark) for mark in there]
    for one, other in zip(here, there, strict=True):
        left, right = span(one)
        assert span(other) == pytest.approx((WIDTH - right, WIDTH - left)), one


def test_a_split_shares_the_width_with_a_gutter_between() -> None:
    (made,) = strips(bl.Split((bl.Rule(), bl.Text("1")), (bl.Rule(),), share=0.3, keep=True))
    first = (WIDTH - 12) * 0.3
    assert [span(mark) for mark in made.marks if isinstance(mark, RuleMark)] == [
        (0.0, pytest.approx(first)),
        (pytest.approx(first + 12), pytest.approx(WIDTH)),
    ]
    assert made.keep and not strips(*BLOCKS["split"])[0].keep


def test_a_code_leaves_a_gutter_to_what_stands_beside_it() -> None:
    (made,) = strips(*BLOCKS["code"])
    rule, code = made.marks
    assert isinstance(code, QrMark)
    assert span(rule) == (0.0, pytest.approx(WIDTH - code.side - 12))
    assert (code.y, made.height, made.gap) == (0.0, code.side, 6.0)


@pytest.mark.parametrize(
    ("across", "down", "wide", "tall"),
    [
        (60, 40, LOGO_MM * MM * 1.5, LOGO_MM * MM),
        (40, 60, LOGO_MM * MM / 1.5, LOGO_MM * MM),
        (2000, 100, WIDTH / 2, WIDTH / 40),
    ],
)
def test_a_logo_keeps_its_shape_and_is_never_taller_than_allowed_or_wider_than_half(
    across: int, down: int, wide: float, tall: float
) -> None:
    (made,) = strips(bl.Logo(head(across, down)))
    (picture,) = made.marks
    assert isinstance(picture, PictureMark)
    assert (picture.x, picture.y) == (0.0, 0.0)
    assert (picture.width, picture.height) == (pytest.approx(wide), pytest.approx(tall))
    assert made.height == pytest.approx(tall + 4)


def test_texts_beside_each_other_share_the_width_and_the_first_leaves_room_for_the_number() -> None:
    (rule, row) = strips(*BLOCKS["beside"])
    step = (WIDTH - 24) / 3 + 12
    assert {mark.line.shown: mark.x for mark in lines([row])} == {
        "1": 30.0, "2": pytest.approx(step), "3": pytest.approx(2 * step), "B1": 0.0,
    }  # fmt: skip
    assert (rule.height, rule.keep, row.keep) == (3.0, True, False)
    kept = strips(bl.Beside((bl.Text("1"),), keep=True))
    assert [strip.keep for strip in kept] == [True]
    assert lines(kept)[0].x == 0.0


def test_boxes_in_columns_stand_before_their_words() -> None:
    first, *_ = strips(*BLOCKS["checks"])
    boxes = [mark for mark in first.marks if isinstance(mark, BoxMark)]
    width = (WIDTH - 12) / 2
    assert [mark.x for mark in boxes] == [0.0, pytest.approx(width + 12)]
    assert [mark.crossed for mark in boxes] == [False, True]
    assert [mark.x for mark in lines([first])] == [pytest.approx(box.x + box.side + 6) for box in boxes]
    assert len(strips(*BLOCKS["checks"])) == 3


def test_lines_for_a_pen_stand_one_pitch_below_each_other() -> None:
    label, *pens = strips(bl.Write("Notes", 3))
    pitch = ColumnLayout(WIDTH, "en").sizes.write_line_mm * MM
    assert [(pen.height, span(pen.marks[0]), pen.marks[0].y1) for pen in pens] == [  # type: ignore[union-attr]
        (pitch, (0.0, WIDTH), pitch)
    ] * 3
    assert label.keep


def test_a_field_taller_than_a_page_is_cut_between_lines_and_keeps_its_first_and_last() -> None:
    made = strips(*BLOCKS["long field"])
    *rows, end = made
    assert [row.keep for row in rows] == [True, True, *[False] * (len(rows) - 3), True]
    assert [row.gap for row in rows] == [4.0, *[0.0] * (len(rows) - 1)]
    assert end.height == 3.0 and {mark.line.shown for mark in lines(rows[:2])} >= {"1", "3", "4"}


def test_a_rule_is_strong_where_it_is_told() -> None:
    thin, strong = (strip.marks[0] for strip in strips(*BLOCKS["rules"]))
    sizes = ColumnLayout(WIDTH, "en").sizes
    assert isinstance(thin, RuleMark) and isinstance(strong, RuleMark)
    assert (thin.thickness, strong.thickness) == (sizes.rule, sizes.rule_strong)
    assert (thin.y1, thin.y2, span(thin)) == (2.0, 2.0, (0.0, WIDTH))
    (gap,) = strips(bl.Gap(9))
    assert (gap.height, gap.gap, gap.keep) == (0.0, 9, True)


@pytest.mark.parametrize("gaps", [1.0, 0.5, 2.0])
def test_empty_space_between_blocks_is_as_much_as_the_sizes_of_the_paper_say(gaps: float) -> None:
    blocks = (bl.Heading("Needs"), bl.Text("x", keep=True), bl.Rule())
    plain = strips(*blocks)
    sizes = replace(ColumnLayout(WIDTH, "en").sizes, gaps=gaps)
    assert [each.gap for each in ColumnLayout(WIDTH, "en", sizes).strips(blocks)] == [each.gap * gaps for each in plain]
    assert plain[0].gap == 12.0
