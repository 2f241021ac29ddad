from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.documents.forms.slips import in_both
from screening.documents.layout import blocks as bl
from screening.documents.layout.columns import Chrome, ColumnLayout
from screening.documents.layout.line_boxes import BoxMark, LineMark, QrMark, RuleMark, Strip
from screening.documents.layout.pages import Laid, Leaf, fitted, paged, sheet, small_card
from screening.documents.pdf.writer import MM
from screening.documents.typography.paragraphs import Typesetter
from screening.wording.script.typefaces import Weight, paper_sizes
from tests.documents.everyday import LINES
from tests.documents.reading import needs_poppler, poppler_lines

LANGUAGES = ("ms", "en")
WIDTH = 490.0


def both(first: str, second: str, weight: Weight = Weight.REGULAR) -> bl.Wording:
    return in_both(first, second, LANGUAGES, weight)


def head(page: int, pages: int) -> tuple[bl.Block, ...]:
    code = bl.Text("K7RM-4QXD-W", size=16, weight=Weight.BOLD, side=bl.Side.END)
    return (bl.Split((bl.Text(both("Helaian A", "Sheet A", Weight.BOLD), size=13),), (code,)), bl.Rule(strong=True))


def foot(page: int, pages: int) -> tuple[bl.Block, ...]:
    return (bl.Rule(), bl.Text(f"{page} of {pages}", size=8.5))


FORM: tuple[bl.Block, ...] = (
    bl.Fields((bl.Field(both("Tarikh", "Date"), "28 Mac 2026"), bl.Field(both("Umur", "Age"), "Dewasa"))),
    bl.Heading(both("Keperluan", "Needs", Weight.BOLD), bookmark="Needs"),
    bl.Checks((bl.Check(both("Telefon", "phone"), True), bl.Check(both("Rawatan", "care"), False))),
    bl.Subheading("Words"),
    bl.Text(LINES["ur"][-2], language="ur"),
    bl.Lines("", (bl.Line("Passport kept", "told by the person", "B12"), bl.Line(LINES["bn"][0], language="bn"))),
    bl.Statement("This sheet holds nothing of the account."),
    bl.Write("Notes", 2),
    bl.WithQr("K7RM-4QXD-W", (bl.Text("Fingerprint 4F2A 99C1"),)),
)


def words(strips: list[Strip]) -> list[str]:
    return [mark.line.shown for strip in strips for mark in strip.marks if isinstance(mark, LineMark)]


@needs_poppler
def test_a_form_can_be_read_back_whole() -> None:
    read = " ".join(poppler_lines(sheet(FORM, title="Form", language="ms", head=head, foot=foot), "-layout"))
    for part in (
        "Helaian A / Sheet A",
        "K7RM-4QXD-W",
        "28 Mac 2026",
        "Telefon / phone",
        "told by the person",
        "1 of 1",
    ):
        assert part in read
    assert LINES["ur"][-2] in read
    assert LINES["bn"][0] in read


def test_every_page_has_its_head_and_the_true_number_of_pages() -> None:
    long = (*FORM, bl.Text("word " * 3000))
    reader = pypdf.PdfReader(io.BytesIO(sheet(long, title="Form", language="ms", head=head, foot=foot)))
    count = len(reader.pages)
    assert count > 2
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert "K7RM-4QXD-W" in text
        assert f"{number} of {count}" in text
    assert [each.title for each in reader.outline] == ["Needs"]


def test_the_same_blocks_give_the_same_file() -> None:
    assert sheet(FORM, title="Form", language="ms", head=head) == sheet(FORM, title="Form", language="ms", head=head)


def test_an_empty_sheet_is_one_page() -> None:
    assert len(pypdf.PdfReader(io.BytesIO(sheet((), title="Form", language="en"))).pages) == 1


def test_values_are_bold_under_small_labels() -> None:
    strips = ColumnLayout(WIDTH, "en").strips([bl.Fields((bl.Field("Age", "adult"),))])
    label, value = (mark for mark in strips[0].marks if isinstance(mark, LineMark))
    assert (label.line.runs[0].size, value.line.runs[0].size) == (8.5, 10)
    assert value.line.runs[0].font.path.stem == "NotoSans-Bold"
    assert value.y > label.y
    assert any(isinstance(mark, RuleMark) for mark in strips[1].marks)


def test_a_heading_has_the_size_of_headings_or_its_own() -> None:
    made = ColumnLayout(WIDTH, "en").strips([bl.Heading("A"), bl.Heading("B", size=17)])
    sizes = [mark.line.runs[0].size for strip in made for mark in strip.marks if isinstance(mark, LineMark)]
    assert sizes == [ColumnLayout(WIDTH, "en").sizes.heading, 17]


def test_a_statement_stands_away_from_what_is_above_it_and_its_lines_close_together() -> None:
    *lines, after = ColumnLayout(WIDTH, "en").strips([bl.Statement("word " * 60)])
    assert len(lines) > 2
    assert [strip.gap for strip in lines] == [6.0, *[0.0] * (len(lines) - 1)]
    assert not after.marks
    assert [strip.keep for strip in lines] == [*[True] * (len(lines) - 1), False]


def test_an_urdu_value_on_a_malay_form_stands_at_its_own_side_of_the_field() -> None:
    (strip, _) = ColumnLayout(WIDTH, "ms").strips(
        [bl.Fields((bl.Field("Nama", "محمد علی", language="ur"), bl.Field("Umur", "25")))]
    )
    name = next(mark for mark in strip.marks if isinstance(mark, LineMark) and mark.line.rtl)
    assert name.x + name.line.width == pytest.approx((WIDTH - 12) / 2)


@pytest.mark.parametrize(
    ("text", "language", "at_right"),
    [
        ("محمد 500", None, True),
        ("They", None, False),
        ("RM 500 محمد", None, False),
        ("RM 500 محمد", "ur", True),
    ],
)
def test_a_quote_has_its_rule_where_its_words_begin(text: str, language: str | None, at_right: bool) -> None:
    (strip,) = ColumnLayout(WIDTH, "ms").strips([bl.Said("", text, language=language)])
    (rule,) = (mark for mark in strip.marks if isinstance(mark, RuleMark))
    (line,) = (mark for mark in strip.marks if isinstance(mark, LineMark))
    assert rule.x1 == rule.x2 == (WIDTH if at_right else 0)
    assert line.line.rtl is at_right
    assert (line.x > WIDTH / 2) is at_right


def test_a_line_in_the_middle_has_as_much_room_on_either_side() -> None:
    (strip,) = ColumnLayout(WIDTH, "ur").strips([bl.Text("LATIHAN", language="ms", side=bl.Side.CENTRE)])
    (mark,) = (mark for mark in strip.marks if isinstance(mark, LineMark))
    assert mark.x == pytest.approx((WIDTH - mark.line.width) / 2)


def test_a_sheet_in_urdu_is_mirrored() -> None:
    checks = [bl.Checks((bl.Check("ہاں", True), bl.Check("نہیں", False)))]
    there = [mark for mark in ColumnLayout(WIDTH, "ur").strips(checks)[0].marks if isinstance(mark, BoxMark)]
    here = [mark for mark in ColumnLayout(WIDTH, "ms").strips(checks)[0].marks if isinstance(mark, BoxMark)]
    assert there[0].x > there[1].x
    assert here[0].x < here[1].x
    facts = [bl.Lines("", (bl.Line("پہلا", "خود بتایا", "B1"),))]
    places = {
        mark.line.shown: mark.x
        for mark in ColumnLayout(WIDTH, "ur").strips(facts)[0].marks
        if isinstance(mark, LineMark)
    }
    assert places["خود بتایا"] < places["پہلا"] < places["B1"]


def test_a_fact_s_note_and_number_stand_on_its_first_line() -> None:
    (strip,) = ColumnLayout(WIDTH, "en").strips([bl.Lines("", (bl.Line("সে বলল", "told", "B1", "bn"),))])
    baselines = {round(mark.y + mark.line.above, 3) for mark in strip.marks if isinstance(mark, LineMark)}
    assert len(baselines) == 1


def test_a_box_stands_beside_the_first_line_of_its_words() -> None:
    strips = ColumnLayout(WIDTH, "my").strips([bl.Checks((bl.Check(LINES["my"][0], True),))])
    box = next(mark for mark in strips[0].marks if isinstance(mark, BoxMark))
    line = next(mark for mark in strips[0].marks if isinstance(mark, LineMark))
    assert line.y <= box.y < line.y + line.line.above
    assert box.y >= 0


def test_a_code_that_scans_stands_at_the_far_side() -> None:
    (strip,) = ColumnLayout(WIDTH, "en").strips([bl.WithQr("K7RM", (bl.Text("Fingerprint"),))])
    (code,) = (mark for mark in strip.marks if isinstance(mark, QrMark))
    assert code.x == pytest.approx(WIDTH - 22 * 72 / 25.4)


@pytest.mark.parametrize(
    "block",
    [
        bl.Statement("word " * 1000),
        bl.Fields((bl.Field("Words", "word " * 1200), bl.Field("Age", "25"))),
        bl.Lines("", (bl.Line("word " * 1200, "a note", "B1"),)),
        bl.Text("word " * 1200),
        bl.Text("پاسپورٹ " * 1000, language="ur"),
        bl.Said("", "word " * 1200),
    ],
)
def test_an_answer_longer_than_a_page_goes_on_over_the_next(block: bl.Block) -> None:
    strips = ColumnLayout(WIDTH, "en").strips([block])
    pages = paged(strips, 700)
    assert len(pages) > 1
    assert [strip for page in pages for strip in page] == strips
    for page in pages:
        assert sum(strip.height for strip in page) <= 700
    said = " ".join(words(strips))
    assert said.count("word") + said.count("پاسپورٹ") in (1000, 1200)
    for strip in strips:
        for mark in strip.marks:
            if isinstance(mark, LineMark):
                assert mark.y >= -0.01
                assert mark.y + mark.line.height <= strip.height + 0.01


@pytest.mark.parametrize("ruled", [True, False])
def test_a_heading_is_never_the_last_thing_on_a_page(ruled: bool) -> None:
    heading = bl.Heading("A", ruled=ruled)
    strips = ColumnLayout(WIDTH, "en").strips([bl.Text("word " * 700), *[heading, bl.Gap(3), bl.Text("b " * 400)] * 6])
    for room in range(200, 700, 7):
        for page in paged(strips, room):
            assert any(isinstance(mark, LineMark) and mark.line.runs[0].size == 10 for mark in page[-1].marks)


def strip(height: float, gap: float, keep: bool) -> Strip:
    return Strip(height, gap=gap, keep=keep)


@given(
    st.lists(st.builds(strip, st.floats(0.5, 90), st.sampled_from([0.0, 6.0]), st.booleans()), max_size=40),
    st.floats(100, 300),
)
def test_pages_hold_every_strip_in_order_and_none_too_many(strips: list[Strip], room: float) -> None:
    pages = paged(strips, room)
    assert [strip for page in pages for strip in page] == strips
    for page in pages:
        tall = sum(strip.height + (strip.gap if at else 0) for at, strip in enumerate(page))
        assert tall <= room + 0.001


@pytest.mark.parametrize("columns", [0, 2])
def test_a_strip_holds_every_line_and_a_box_stands_at_the_middle_of_the_small_letters(columns: int) -> None:
    column = ColumnLayout(WIDTH, "en")
    size = column.sizes.body if columns else column.sizes.label
    strips = column.strips([bl.Checks((bl.Check("yes", True), bl.Check("word " * 120, False)), columns)])
    lines = [(strip, mark) for strip in strips for mark in strip.marks if isinstance(mark, LineMark)]
    assert len(lines) > 3 and all(mark.y + mark.line.height <= strip.height + 0.01 for strip, mark in lines)
    box, first = strips[0].marks[0], lines[0][1]
    assert isinstance(box, BoxMark)
    assert first.y + first.line.above - (box.y + box.side / 2) == pytest.approx(0.27 * size)


def dealt(*strips: Strip, room: float = 100.0, first: float = 0.0) -> list[list[float]]:
    return [[each.height for each in page] for page in paged(strips, room, first)]


@pytest.mark.parametrize(
    ("strips", "pages"),
    [
        ([strip(60, 0, False), strip(40, 0, False)], [[60, 40]]),
        ([strip(60, 0, False), strip(41, 0, False)], [[60], [41]]),
        ([strip(60, 9, False), strip(40, 1, False)], [[60], [40]]),
        ([strip(60, 9, False), strip(39, 1, False)], [[60, 39]]),
        ([strip(60, 0, False), strip(20, 0, True), strip(30, 0, False)], [[60], [20, 30]]),
        ([strip(60, 0, False), strip(20, 0, True), strip(90, 0, False)], [[60, 20], [90]]),
        ([strip(50, 0, True), strip(49, 1, False)], [[50, 49]]),
        ([strip(150, 0, False), strip(10, 0, False)], [[150], [10]]),
        ([strip(30, 0, True)] * 3, [[30, 30, 30]]),
        ([], [[]]),
    ],
)
def test_a_strip_stands_on_the_page_where_it_has_room_with_what_it_keeps(
    strips: list[Strip], pages: list[list[float]]
) -> None:
    assert dealt(*strips) == pages


def test_the_first_page_may_have_more_room_and_what_stands_apart_begins_a_page() -> None:
    whole = [strip(100, 0, False), strip(20, 0, False), strip(100, 0, False)]
    assert dealt(*whole, first=20) == [[100, 20], [100]]
    assert dealt(*whole, first=19) == [[100], [20], [100]]
    apart = strip(10, 0, False)._replace(apart=True)
    assert dealt(strip(10, 0, False), apart, apart) == [[10], [10], [10]]
    assert dealt(apart, strip(10, 0, False)) == [[10, 10]], "an empty page is not left behind"
    assert dealt(strip(10, 0, True), apart) == [[10], [10]], "nothing is kept with what stands apart"
    assert dealt(strip(10, 0, True), apart, room=15) == [[10], [10]]


def test_a_leaf_counts_the_pages_before_what_stands_apart_and_goes_on_to_a_shorter_one() -> None:
    def leaf(lines: int, shorter: Leaf | None = None, most: int = 1) -> Leaf:
        text = tuple(bl.Text(f"line {n}") for n in range(lines))
        return Leaf(text, "en", most=most, shorter=(lambda: shorter) if shorter is not None else None)

    setter = Typesetter()
    short, middle = leaf(3), leaf(100)
    assert fitted(leaf(300, leaf(100, short)), setter)[0] == short
    kept, laid = fitted(leaf(100, short, most=9), setter)
    assert len(kept.blocks) == 100 and len(laid.pages) == laid.counted > 1
    assert fitted(middle, setter)[0] is middle, "nothing is shorter"
    behind = replace(short, blocks=(*short.blocks, bl.LaidOut((Strip(10.0, apart=True),))))
    laid = fitted(behind, setter)[1]
    assert (len(laid.pages), laid.counted) == (2, 1)


def test_head_and_foot_take_their_room_from_the_page() -> None:
    def rule(times: int) -> Chrome:
        return lambda page, pages: (bl.Rule(),) * (times if page == 1 else times + 2)

    setter = Typesetter()
    bare, framed = (
        Laid.out(Leaf((), "en", **more), setter)
        for more in ({}, {"head": rule(3), "foot": lambda page, pages: (bl.Rule(),)})
    )
    assert (bare.head_room, bare.first) == (0.0, 0.0)
    assert (framed.head_room, framed.first) == (20.0, 8.0), "measured as on a later page, and less on the first"
    assert bare.room - framed.room == pytest.approx(20 + 4 + 8)
    assert bare.foot - framed.foot == pytest.approx(4 + 8)
    sizes = paper_sizes()
    assert (bare.left, bare.top) == (sizes.margin_start_mm * MM, sizes.margin_top_mm * MM)
    assert bare.room == pytest.approx((sizes.height_mm - sizes.margin_bottom_mm - sizes.margin_top_mm) * MM)
    assert bare.column.width == pytest.approx((sizes.width_mm - sizes.margin_start_mm - sizes.margin_end_mm) * MM)


def test_a_small_card_has_its_own_size_and_the_same_margin_on_every_side() -> None:
    """A line as wide as the card without its margins goes from one to the other."""
    data = small_card([bl.Rule(), bl.Text("x")], title="Card", language="en", width_mm=85, height_mm=54)
    page = pypdf.PdfReader(io.BytesIO(data)).pages[0]
    assert [round(float(side) / MM) for side in page.mediabox[2:]] == [85, 54]
    drawn = page.get_contents().get_data().decode("latin-1")
    across = [[float(n) for n in found] for found in re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", drawn)]
    assert across and across[0][0] == pytest.approx(4 * MM, abs=0.01)
    assert across[0][2] == pytest.approx(81 * MM, abs=0.01)
    assert across[0][1] == pytest.approx((54 - 4) * MM - 2, abs=0.01)
