"""The rows of a sheet at their places: columns line up, boxes lie over whole columns, and all can be mirrored."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest

from screening.documents.forms import first_page_rows as rows_of
from screening.documents.forms.first_page_rows import (
    COLUMN_GAP,
    LABEL,
    NUMBER,
    PAD,
    PLOT_LABEL,
    PLOT_ROW,
    PLOT_WIDTH,
    THIN,
    WRITE,
    WRITE_PITCH,
    FaceRows,
)
from screening.documents.forms.first_page_sheet import BLOCK, BOX, CUT, FRAME, FaceSheet, frame
from screening.documents.forms.paper import Face, FormContent, SectionContent
from screening.documents.layout.blocks import (
    AnswerStrip,
    EvidenceRow,
    Frame,
    LabelledValues,
    Pairs,
    Plot,
    Reach,
    Said,
    Shaped,
    Sides,
    Steps,
    Table,
    TableGroup,
)
from screening.documents.layout.line_boxes import (
    AreaMark,
    BoxMark,
    LineMark,
    Mark,
    QrMark,
    RuleMark,
    SealMark,
    ShapeMark,
    Strip,
)
from screening.documents.layout.text_rows import SHAPE
from screening.documents.pdf.writer import MM

ROUND = Face(
    "About",
    "1 December 2026",
    "Goes on",
    "{page}/{pages}",
    "Overleaf",
    "Destroy",
    (Shaped("kept", "tray"), Shaped("gone", "ring")),
)
CODE = "K7RM-4QXD-W"


def made(language: str = "en", **other: object) -> FaceSheet:
    content = FormContent("A", language, "Title", CODE, (), (), "abcd", "", ("{seal}", "how"), face=ROUND)
    return FaceSheet(replace(content, **other))  # type: ignore[arg-type]


EN, UR = made(), made("ur")
WIDTH = EN.width


def pair(label: str, *values: str, shape: str = "") -> LabelledValues:
    return LabelledValues(label, tuple(Shaped(value, shape) for value in values))


FRAMED = Frame(
    "SOON",
    False,
    "Answer by then",
    Shaped("A reason"),
    (pair("Need", "one", "two"), pair("Where", "here"), pair("Way", "by phone"), pair("Who", "Aina")),
    pair("Confirm", "call"),
)
STRIP = AnswerStrip("Please answer", (("Take it", False), ("A part", True), ("Cannot", True)), ("Who", "When"))
PLOT = Plot(
    ("none", "some", "more", "most"),
    "In words",
    (Reach("Alpha", (1, 1, 2), Shaped("best")), Reach("Beta", None, Shaped("nothing", "ring"))),
)
TABLE = Table(
    ("No", "Item", "Told"),
    (0.6, 0.4),
    (TableGroup(Shaped("Group", "disc"), (EvidenceRow("1", ("a", "b")), EvidenceRow("2", ("c", "d")))),),
)
FOUR = tuple(pair(f"label{n}", f"value{n}") for n in range(4))
BLOCKS: dict[str, Callable[[FaceSheet], Iterable[Strip]]] = {
    "frame": lambda rows: frame(rows, FRAMED),
    "urgent": lambda rows: frame(rows, replace(FRAMED, urgent=True)),
    "by hand": lambda rows: frame(rows, replace(FRAMED, by_hand=True, boxes=("now", "later"))),
    "answer": lambda rows: rows_of.answer(rows, STRIP),
    "plot": lambda rows: rows_of.plot(rows, PLOT),
    "table": lambda rows: rows_of.table(rows, TABLE),
    "pairs": lambda rows: rows_of.pairs(rows, Pairs(FOUR)),
    "across": lambda rows: rows_of.pairs(rows, Pairs(FOUR, columns=2)),
    "ruled": lambda rows: rows_of.pairs(rows, Pairs(FOUR, columns=2, ruled=True)),
    "steps": lambda rows: rows_of.steps(rows, Steps(("First", "Then"))),
    "to write": lambda rows: rows_of.pairs(rows, Pairs((LabelledValues("Notes", (Shaped("", WRITE),) * 3),))),
    "heading": lambda rows: rows.heading(SectionContent("1 Needs", (), note=(Shaped("kept", "tray"),))),
    "head": lambda rows: rows.head(),
    "foot": lambda rows: rows.below(2, 3),
    "seal": lambda rows: rows.seal("ABCD EFGH", "sheet") if rows.content.blocks else (),
}  # fmt: skip


def span(mark: Mark) -> tuple[float, float]:
    match mark:
        case LineMark():
            return mark.x, mark.x + mark.line.width
        case RuleMark():
            return mark.x1, mark.x2
        case AreaMark():
            return mark.x, mark.x + mark.width
        case BoxMark() | ShapeMark() | QrMark():
            return mark.x, mark.x + mark.side
    return 0.0, 0.0


def at(strips: Iterable[Strip]) -> dict[str, float]:
    """Where each line begins."""
    return {mark.line.shown: mark.x for strip in strips for mark in strip.marks if isinstance(mark, LineMark)}


def of(kind: type, strips: Iterable[Strip]) -> list[Mark]:
    return [mark for strip in strips for mark in strip.marks if isinstance(mark, kind)]


def spans(kind: type, strips: Iterable[Strip]) -> list[tuple[float, float]]:
    return [pytest.approx(span(mark)) for mark in of(kind, strips)]


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("rows", [EN, UR], ids=["en", "ur"])
def test_nothing_leaves_the_column_and_no_word_lies_on_another(rows: FaceSheet, name: str) -> None:
    for strip in BLOCKS[name](rows):
        places: list[tuple[float, float, float, float]] = []
        for mark in strip.marks:
            left, right = span(mark)
            assert -0.01 <= left <= right <= WIDTH + 0.01, mark
            if isinstance(mark, LineMark):
                places.append((left, right, mark.y, mark.y + mark.line.height))
                assert mark.y >= -0.01 and mark.y + mark.line.height <= strip.height + 0.01, mark
            elif isinstance(mark, RuleMark):
                assert -0.01 <= mark.y1 <= mark.y2 <= strip.height + 0.01, mark
            elif isinstance(mark, AreaMark):
                assert mark.height > 0 and mark.y + mark.height <= strip.height + 0.01, mark
        for one, other in itertools.combinations(places, 2):
            beside = one[1] <= other[0] + 0.01 or other[1] <= one[0] + 0.01
            assert beside or one[3] <= other[2] + 0.01 or other[3] <= one[2] + 0.01, (one, other)


@pytest.mark.parametrize("name", sorted(set(BLOCKS) - {"seal"}))
def test_a_sheet_that_runs_from_the_right_has_the_mirror_image_of_every_rule_box_and_shape(name: str) -> None:
    here, there = (
        [mark for strip in BLOCKS[name](rows) for mark in strip.marks if not isinstance(mark, LineMark | SealMark)]
        for rows in (EN, UR)
    )
    assert [type(mark) for mark in here] == [type(mark) for mark in there]
    for one, other in zip(here, there, strict=True):
        left, right = span(one)
        assert span(other) == pytest.approx((WIDTH - right, WIDTH - left)), one


# --- pairs


def test_a_value_stands_beside_its_label_and_without_one_at_the_edge() -> None:
    found = list(rows_of.pairs(EN, Pairs((pair("Label", "value", "second"), pair("", "alone")))))
    assert at(found) == {"Label": 0.0, "value": LABEL + 4, "second": LABEL + 4, "alone": 0.0}
    assert len(found) == 3


def test_a_long_value_goes_on_over_the_page_with_its_label_kept_before_it() -> None:
    found = list(EN.pair(pair("Label", "words " * 1000)))
    assert (at(found[:1]), found[0].keep) == ({"Label": 0.0}, True)
    assert len(found) > 10
    assert {mark.x for mark in of(LineMark, found[1:])} == {LABEL + 4}  # type: ignore[union-attr]
    assert len({strip.tag for strip in found}) == 1, "one paragraph to a reader of the screen"
    assert all(len(strip.marks) == 1 and strip.height == strip.marks[0].line.height for strip in found[1:])  # type: ignore[union-attr]


def test_lines_for_a_pen_stand_beside_the_label_from_the_lowest_up() -> None:
    (strip,) = BLOCKS["to write"](EN)
    rules = of(RuleMark, [strip])
    assert [mark.y1 for mark in rules] == pytest.approx([strip.height - n * WRITE_PITCH for n in range(3)])  # type: ignore[union-attr]
    assert spans(RuleMark, [strip]) == [(LABEL + 4, WIDTH)] * 3
    assert strip.height == pytest.approx(3 * WRITE_PITCH)
    (one,) = EN.pair(LabelledValues("Notes", (Shaped("", WRITE),)))
    assert (one.height, spans(RuleMark, [one])) == (WRITE_PITCH, [(LABEL + 4, WIDTH)])


@pytest.mark.parametrize(("ruled", "order", "share"), [(False, "0123", 0.42), (True, "0213", 0.68)])
def test_pairs_in_two_columns_go_across_or_down_where_they_are_ruled(ruled: bool, order: str, share: float) -> None:
    found = list(rows_of.pairs(EN, Pairs(FOUR, columns=2, ruled=ruled)))
    half = (WIDTH - COLUMN_GAP) / 2
    for number, strip in zip(("01", "23"), found, strict=True):
        left, right = (order[int(place)] for place in number)
        assert at([strip]) == pytest.approx(
            {
                f"label{left}": 0.0, f"value{left}": half * share + 4,
                f"label{right}": half + COLUMN_GAP, f"value{right}": half + COLUMN_GAP + half * share + 4,
            }
        )  # fmt: skip
    rules = [(0.0, half), (half + COLUMN_GAP, WIDTH)] if ruled else []
    assert spans(RuleMark, found) == rules, "a hairline under every row but the last"
    assert {mark.thickness for mark in of(RuleMark, found)} <= {THIN}  # type: ignore[union-attr]


def test_shapes_stand_before_the_label_where_pairs_are_ruled_and_else_before_the_value() -> None:
    shaped = Pairs((pair("label", "value", shape="ring"), pair("other", "thing", shape="ring")), columns=2)
    half = (WIDTH - COLUMN_GAP) / 2
    assert spans(ShapeMark, rows_of.pairs(EN, replace(shaped, ruled=True)))[0] == (0.0, SHAPE)
    assert spans(ShapeMark, rows_of.pairs(EN, shaped))[0] == (half * 0.42 + 4, half * 0.42 + 4 + SHAPE)


def test_a_pair_too_long_for_a_cell_stands_across_above_the_others() -> None:
    long = pair("long", "words " * 600)
    found = list(rows_of.pairs(EN, Pairs((FOUR[0], long, FOUR[1]), columns=2)))
    assert "long" in at(found[:1])
    assert {"label0", "label1"} <= at(found[-1:]).keys()


# --- tables, steps, sides


def test_a_table_s_columns_stand_under_their_heads() -> None:
    head, group, first, last = rows_of.table(EN, TABLE)
    second = NUMBER + (WIDTH - NUMBER) * 0.6
    assert at([head]) == {"No": 0.0, "Item": NUMBER, "Told": pytest.approx(second)}
    assert at([first]) == {"1": 0.0, "a": NUMBER, "b": pytest.approx(second)}
    assert spans(ShapeMark, [group]) == [(NUMBER - 12.5, NUMBER - 12.5 + SHAPE)]
    assert at([group]) == {"Group": NUMBER}, "the title stands where the column does, its shape before it"
    assert [strip.keep for strip in (head, group, first, last)] == [True, True, True, False]
    assert of(RuleMark, [group]) == [RuleMark(0, 0, WIDTH, 0, THIN)]
    assert [strip.gap for strip in (head, group, first, last)] == [1, 1, 0.5, 0.5]
    cells = [mark.cell for strip in (head, group, first) for mark in strip.marks if isinstance(mark, LineMark)]
    assert [each for each in cells if each] == ["TH", "TH", "TH", "TH-row-span3", "TH-row", "TD", "TD"]


def test_a_group_without_a_title_is_rows_alone_and_an_empty_one_keeps_nothing() -> None:
    bare = Table(
        (), (0.6, 0.4), (TableGroup(Shaped(""), (EvidenceRow("1", ("a", "b")), EvidenceRow("2", ("c", "d")))),)
    )
    assert [strip.keep for strip in rows_of.table(EN, bare)] == [False, False]
    empty = Table((), (0.6, 0.4), (TableGroup(Shaped("Group"), ()),))
    (title,) = rows_of.table(EN, empty)
    assert (title.keep, at([title])) == (False, {"Group": NUMBER})


def test_a_table_s_cells_keep_to_their_columns() -> None:
    long = Table(
        (), (0.6, 0.4), (TableGroup(Shaped(""), (EvidenceRow("1", ("many words " * 30, "more words " * 30)),)),)
    )
    second = NUMBER + (WIDTH - NUMBER) * 0.6
    for mark in of(LineMark, rows_of.table(EN, long)):
        left, right = span(mark)
        assert right <= (second - 6 if left < second - 1 else WIDTH) + 0.5


def test_steps_are_numbered_and_stand_behind_their_numbers() -> None:
    found = list(BLOCKS["steps"](EN))
    assert [at([strip]) for strip in found] == [{"1": 0.0, "First": 14}, {"2": 0.0, "Then": 14}]
    assert [strip.gap for strip in found] == [0.5, 0.5]
    (long,) = rows_of.steps(EN, Steps(("words " * 100,)))
    assert max(span(mark)[1] for mark in long.marks) <= WIDTH


def test_sentences_of_two_languages_stand_side_by_side_each_from_the_top() -> None:
    part = Sides((("en", ("one", "two")), ("ms", ("satu",))))
    (strip,) = rows_of.sides(EN, part)
    right = (WIDTH - COLUMN_GAP) / 2 + COLUMN_GAP
    assert at([strip]) == {"one": 0.0, "two": 0.0, "satu": pytest.approx(right)}
    one, two, satu = (mark for mark in strip.marks if isinstance(mark, LineMark))
    assert (one.y, satu.y) == (0.0, 0.0)
    assert two.y == pytest.approx(one.line.height + 2)
    assert strip.height == pytest.approx(two.y + two.line.height + 2)
    assert strip.gap == 2


# --- the plot


@pytest.mark.parametrize("columns", [(0, 0, 0), (0, 1, 3), (1, 2, 2), (3, 3, 3), None])
def test_a_box_lies_over_its_columns_and_the_diamond_in_the_best(columns: tuple[int, int, int] | None) -> None:
    column = PLOT_WIDTH / 4
    part = Plot(("a", "b", "c", "d"), "words", (Reach("Alpha", columns, Shaped("told")),))
    head, row, end = rows_of.plot(EN, part)
    low, best, high = columns or (0, None, 3)
    (box,) = of(AreaMark, [row])
    assert isinstance(box, AreaMark)
    assert span(box) == pytest.approx((PLOT_LABEL + low * column + 2, PLOT_LABEL + (high + 1) * column - 2))
    assert (box.y, box.height, box.dashed) == (5, pytest.approx(row.height - 10), columns is None)
    middles = [sum(span(mark)) / 2 for mark in of(ShapeMark, [row])]
    assert middles == ([] if best is None else [pytest.approx(PLOT_LABEL + (best + 0.5) * column)])
    for mark in of(ShapeMark, [row]):
        assert isinstance(mark, ShapeMark)
        assert (mark.kind, mark.y + mark.side / 2) == ("diamond", pytest.approx(row.height / 2))
    upright = [mark.x1 for mark in of(RuleMark, [row]) if isinstance(mark, RuleMark) and mark.x1 == mark.x2]
    assert upright == pytest.approx([PLOT_LABEL + n * column for n in range(5)])
    assert at([head]) == pytest.approx(
        {"a": PLOT_LABEL + 2, "b": PLOT_LABEL + column + 2, "c": PLOT_LABEL + 2 * column + 2,
         "d": PLOT_LABEL + 3 * column + 2, "words": PLOT_LABEL + PLOT_WIDTH + 8}
    )  # fmt: skip
    assert at([row]) == pytest.approx({"Alpha": 0.0, "told": PLOT_LABEL + PLOT_WIDTH + 8})
    assert row.height == pytest.approx(PLOT_ROW)
    assert (end.height, end.marks) == (1.0, (RuleMark(0, 0, WIDTH, 0, THIN),))


def test_a_row_of_the_plot_is_as_tall_as_its_words_and_keeps_the_next() -> None:
    part = Plot(
        ("a", "b", "c", "d"), "words", (Reach("Alpha", None, Shaped("words " * 40)), Reach("Beta", None, Shaped("x")))
    )
    _, tall, low, _ = rows_of.plot(EN, part)
    lines = [mark for mark in tall.marks if isinstance(mark, LineMark) and mark.x > PLOT_LABEL]
    assert tall.height == pytest.approx(sum(mark.line.height for mark in lines) + 3)
    assert lines[0].y == pytest.approx(1.5)
    assert (tall.keep, low.keep) == (True, False)


# --- the answer strip


def test_the_answer_strip_shares_what_is_spare_among_its_lines() -> None:
    (strip,) = BLOCKS["answer"](EN)
    side, pitch = EN.sizes.box_mm * MM, EN.sizes.write_line_mm * MM
    words = at([strip])
    boxes = of(BoxMark, [strip])
    assert [mark.side for mark in boxes] == [side] * 3  # type: ignore[union-attr]
    assert words["Please answer"] == boxes[0].x == PAD  # type: ignore[union-attr]
    for box, text in zip(boxes, ("Take it", "A part", "Cannot"), strict=True):
        assert words[text] == pytest.approx(span(box)[1] + 5)
    *between, who, when = of(RuleMark, [strip])
    assert len({round(right - left, 4) for left, right in map(span, between)}) == 1, "lines of one length"
    assert span(between[0])[1] == pytest.approx(boxes[2].x - 12)  # type: ignore[union-attr]
    assert span(between[1])[1] == pytest.approx(WIDTH - PAD), "the last line ends at the frame"
    assert {mark.y1 for mark in between} == {boxes[0].y + side}  # type: ignore[union-attr]
    half = WIDTH * 0.62
    assert (words["Who"], words["When"]) == (PAD, half)
    assert (span(who)[1], span(when)[1]) == (pytest.approx(half - PAD), pytest.approx(WIDTH - PAD))
    assert who.y1 == when.y1 == pytest.approx(boxes[0].y + side + 5 + pitch)  # type: ignore[union-attr]
    (area,) = of(AreaMark, [strip])
    assert area == AreaMark(0, 0, WIDTH, strip.height, 0.9, dashed=True)
    assert strip.height == pytest.approx(who.y1 + PAD)  # type: ignore[union-attr]
    assert strip.gap == 9


# --- the frame


def uprights(strip: Strip) -> list[tuple[float, float, float]]:
    return [(mark.x1, mark.y1, mark.y2) for mark in strip.marks if isinstance(mark, RuleMark) and mark.x1 == mark.x2]


def levels(strip: Strip) -> list[float]:
    return [
        mark.y1
        for mark in strip.marks
        if isinstance(mark, RuleMark) and mark.y1 == mark.y2 and mark.x2 == WIDTH and mark.x1 == 0
    ]


def test_the_frame_has_three_bands_three_cells_and_a_third_for_who_refers() -> None:
    (strip,) = frame(EN, FRAMED)
    first, second = levels(strip)
    third = WIDTH / 3
    assert uprights(strip) == [
        (pytest.approx(third), first, second),
        (pytest.approx(2 * third), first, second),
        (pytest.approx(third), second, pytest.approx(strip.height)),
    ]
    words = at([strip])
    assert (words["Need"], words["one"], words["two"]) == (PAD, PAD, PAD)
    assert (words["Where"], words["Way"]) == (pytest.approx(third + PAD), pytest.approx(2 * third + PAD))
    assert (words["Who"], words["Confirm"]) == (PAD, pytest.approx(third + PAD))
    assert of(SealMark, [strip]) == [SealMark(0.0, second)]
    word, whole = of(AreaMark, [strip])
    assert whole == AreaMark(0, 0, WIDTH, strip.height, FRAME)
    assert word == AreaMark(0, 0, rows_width := span(word)[1], first, BOX)
    (soon,) = [mark for mark in of(LineMark, [strip]) if isinstance(mark, LineMark) and mark.line.shown == "SOON"]
    assert sum(span(soon)) / 2 == pytest.approx(rows_width / 2)
    assert soon.y + soon.line.height / 2 == pytest.approx(first / 2)
    assert not soon.white
    assert words["Answer by then"] == words["A reason"] == pytest.approx(rows_width + PAD)
    assert strip.gap == 6
    assert strip.height - second >= EN.sizes.qr_mm * MM + 4, "the square has room"


def test_an_urgent_word_is_white_on_black() -> None:
    (strip,) = frame(EN, replace(FRAMED, word="NOW", urgent=True))
    (word, _) = of(AreaMark, [strip])
    assert isinstance(word, AreaMark) and word.thickness == 0.0
    assert [mark.line.shown for mark in of(LineMark, [strip]) if mark.white] == ["NOW"]  # type: ignore[union-attr]


def test_a_frame_without_haste_or_letters_has_neither_a_first_band_nor_a_seal() -> None:
    (strip,) = frame(made(fingerprint="", seal=("", "")), replace(FRAMED, word=""))
    assert len(levels(strip)) == 1 and levels(strip)[0] > 0
    assert of(SealMark, [strip]) == []
    assert len(of(AreaMark, [strip])) == 1


def test_what_a_cell_has_no_room_for_goes_on_whole_below_the_frame() -> None:
    values = tuple(Shaped(f"value {n}") for n in range(6))
    (strip, *below) = frame(EN, replace(FRAMED, cells=(LabelledValues("Need", values), *FRAMED.cells[1:])))
    inside = [text for text in at([strip]) if text.startswith("value")]
    assert inside == ["value 0", "value 1", "value 2", f"value 3{CUT}"], (
        "four lines, and the last one says that it goes on"
    )
    told = [text for text in at(below) if text.startswith("value")]
    assert told == ["value 4", "value 5"]
    values = (*values[:3], Shaped("w" * 19), values[5])  # no room for the dots
    (strip, *below) = frame(EN, replace(FRAMED, cells=(LabelledValues("Need", values), *FRAMED.cells[1:])))
    (cut,) = [text for text in at([strip]) if text.startswith("ww")]
    assert cut.endswith(CUT) and len(cut) < 21 and list(at(below))[1:3] == ["w" * 19, "value 5"]
    (strip, *below) = frame(EN, replace(FRAMED, reason=Shaped("why " * 200)))
    told = [mark.line.text for mark in of(LineMark, below) if isinstance(mark, LineMark)]
    assert "".join(told).split() == ["why"] * 200


def test_a_reason_goes_on_below_exactly_where_two_lines_of_its_room_do_not_hold_it() -> None:
    """What the frame leaves out stands below it, and nothing stands twice."""
    for count in range(1, 80):
        (strip, *below) = frame(EN, replace(FRAMED, reason=Shaped("why " * count)))
        shown = sum(mark.line.text.split().count("why") for mark in of(LineMark, [strip]))  # type: ignore[union-attr]
        assert bool(below) is (shown < count), count


def test_words_of_a_cell_keep_away_from_its_sides() -> None:
    cells = tuple(pair(name, "words that go on and on " * 3) for name in ("Need", "Where", "Way", "Who"))
    (strip, *_) = frame(EN, replace(FRAMED, cells=cells, confirm=pair("Confirm", "words that go on and on " * 3)))
    (first, _) = levels(strip)
    third = WIDTH / 3
    inside = [span(mark) for mark in of(LineMark, [strip]) if mark.y > first]  # type: ignore[union-attr]
    for left, right in inside:
        side = left // third * third
        assert left == pytest.approx(side + PAD)
        assert right <= side + (2 * third if side > 0 and right > side + third else third) - PAD + 0.01
    assert max(right - left for left, right in inside if left < third) > third - 2 * PAD - 30


def test_an_empty_frame_has_a_box_for_each_answer_and_lines_for_a_pen() -> None:
    (strip,) = frame(EN, replace(FRAMED, by_hand=True, boxes=("now", "later")))
    boxes = of(BoxMark, [strip])
    words = at([strip])
    for box, text in zip(boxes, ("now", "later"), strict=True):
        assert words[text] == pytest.approx(span(box)[1] + 5)
    first = levels(strip)[0]
    pens = [
        mark for mark in of(RuleMark, [strip]) if isinstance(mark, RuleMark) and mark.y1 == mark.y2 and mark.y1 < first
    ]
    assert [span(mark)[1] for mark in pens] == [pytest.approx(WIDTH - PAD)] * 2
    assert pens[1].y1 - pens[0].y1 == pytest.approx(WRITE_PITCH)
    assert pens[0].x1 == pytest.approx(words["Answer by then"] + of_text(strip, "Answer by then").line.width + 5)
    (bare,) = frame(EN, replace(FRAMED, by_hand=True, boxes=()))
    assert of(BoxMark, [bare]) == []
    assert levels(bare)[0] == pytest.approx(first - WRITE_PITCH)


def of_text(strip: Strip, text: str) -> LineMark:
    return next(mark for mark in strip.marks if isinstance(mark, LineMark) and mark.line.shown == text)


# --- what stands around


def ends(strips: Iterable[Strip]) -> dict[str, float]:
    return {mark.line.shown: span(mark)[1] for mark in of(LineMark, strips) if isinstance(mark, LineMark)}


def test_the_head_has_title_and_code_then_for_whom_and_the_day() -> None:
    first, second = EN.head()
    assert (at([first])["Title"], ends([first])[CODE]) == (0.0, pytest.approx(WIDTH))
    assert (at([second])["About"], ends([second])["1 December 2026"]) == (0.0, pytest.approx(WIDTH))
    assert (first.gap, second.gap) == (0, 1)
    first, _ = made(code="").head()
    assert list(at([first])) == ["Title"]


@pytest.mark.parametrize(
    ("page", "practice", "told"),
    [
        (1, "", []),
        (2, "", ["Goes on", CODE]),
        (1, "Practice", ["Practice"]),
        (2, "Practice", ["Practice", "Goes on", CODE]),
    ],
)
def test_above_a_page_stands_that_it_is_practice_and_on_later_ones_what_goes_on(
    page: int, practice: str, told: list[str]
) -> None:
    found = made(practice=practice).above(page, 3)
    assert list(at(found)) == told
    assert not found or found[-1] == Strip(4.0)


def test_below_a_page_stand_the_words_the_count_the_code_and_the_day_to_destroy_it() -> None:
    words, line, foot, practice = made(foot=("entry 7", "log 9"), practice="Practice").below(2, 3)
    assert list(at([words])) == ["kept", "gone"]
    assert at([words])["kept"] == SHAPE + 4
    assert ends([words])["gone"] <= WIDTH
    assert spans(ShapeMark, [words])[0] == (0.0, SHAPE)
    assert at([line])[f"2/3   {CODE}   Overleaf"] == 0.0
    assert ends([line])["Destroy"] == pytest.approx(WIDTH)
    assert (list(at([foot])), list(at([practice]))) == (["entry 7  log 9"], ["Practice"])
    assert isinstance(words.marks[0], RuleMark)


def test_words_that_are_long_keep_to_their_own_room() -> None:
    words = "words that go on and on " * 20
    (foot,) = made(face=replace(ROUND, other=words, missing=())).below(1, 2)
    destroy = of_text(foot, "Destroy")
    lines = [span(mark) for mark in of(LineMark, [foot]) if mark is not destroy]
    assert len(lines) > 1 and max(right for _, right in lines) <= destroy.x - 7.9
    (strip,) = rows_of.answer(EN, replace(STRIP, title=words))
    title = [span(mark) for mark in of(LineMark, [strip]) if "words" in mark.line.shown]  # type: ignore[union-attr]
    assert len(title) > 1
    assert WIDTH - PAD - 40 < max(right for _, right in title) <= WIDTH - PAD


@pytest.mark.parametrize(
    ("pages", "missing", "foot", "counted"),
    [(1, (), (), False), (2, (), (), True), (1, ROUND.missing, (), True), (1, (), ("entry 7",), True)],
)
def test_one_lone_page_without_anything_to_compare_has_no_count(
    pages: int, missing: tuple[Shaped, ...], foot: tuple[str, ...], counted: bool
) -> None:
    found = made(face=replace(ROUND, missing=missing), foot=foot).below(1, pages)
    assert any(text.startswith(f"1/{pages}") for text in at(found)) is counted


def test_the_letters_stand_below_the_confirmation_and_the_square_at_the_far_edge() -> None:
    sheet = made(blocks=(SectionContent("", (FRAMED,)),))
    (strip,) = sheet.seal("ABCD EFGH", "sheet")
    side = sheet.sizes.qr_mm * MM
    (qr,) = of(QrMark, [strip])
    assert isinstance(qr, QrMark)
    assert (qr.x, qr.y, qr.side, strip.height) == (pytest.approx(WIDTH - side - 3), 2.0, side, side)
    assert at([strip]) == {"ABCD EFGH": pytest.approx(WIDTH / 3 + PAD)}
    (row,) = frame(sheet, FRAMED)
    last = of_text(row, "call")
    assert of_text(strip, "ABCD EFGH").y == pytest.approx(last.y + last.line.height - levels(row)[1])


def test_a_heading_has_a_rule_above_it_and_the_shapes_of_its_block_at_the_far_edge() -> None:
    (strip,) = EN.heading(SectionContent("1 Needs", (), note=(Shaped("kept", "tray"), Shaped("gone", "ring"))))
    assert of(RuleMark, [strip]) == [RuleMark(0, 0, WIDTH, 0, BLOCK)]
    assert (strip.keep, strip.bookmark, strip.gap) == (True, "1 Needs", 5.5)
    assert at([strip])["1 Needs"] == 0.0
    assert at([strip])["kept"] < at([strip])["gone"]
    assert WIDTH - 12 <= ends([strip])["gone"] <= WIDTH
    long = SectionContent("1 Needs", (), note=tuple(Shaped("a note that is long " * 2, "ring") for _ in range(3)))
    heading, notes = EN.heading(long)
    assert list(at([heading])) == ["1 Needs"] and notes.keep


@pytest.mark.parametrize(("lines", "kept"), [(3, True), (60, False)])
def test_a_low_block_stays_in_one_piece_and_a_tall_one_may_be_cut(lines: int, kept: bool) -> None:
    block = SectionContent("1 Steps", (Steps(tuple(f"step {n}" for n in range(lines))),))
    heading, *steps, last = EN.block(block)
    assert (heading.keep, last.keep) == (True, False)
    assert {step.keep for step in steps} == {kept}
    first, *_ = EN.block(SectionContent("", block.parts))
    assert first.gap == 9.0


def test_somebody_s_words_stand_line_by_line_under_what_they_are_about() -> None:
    title, *lines = EN.said(Said("Account (told)", "words " * 60, language="en"))
    assert (list(at([title])), title.keep) == (["Account (told)"], True)
    assert len(lines) > 2 and len({line.tag for line in lines}) == 1
    assert list(EN.said(Said("", "  "))) == []


def iterated(rows: FaceRows) -> Iterator[str]:
    while True:
        yield rows.key()


def test_a_key_is_given_once() -> None:
    keys = list(itertools.islice(iterated(made()), 3))
    assert keys == ["A-en-0", "A-en-1", "A-en-2"]
