from __future__ import annotations

import io
import re
from collections.abc import Iterable

import pikepdf
import pypdf
import pytest

from screening.documents.paper_check.digest import whole
from screening.documents.paper_check.letters import Codes, emptied, letters_of
from screening.documents.pdf.text_layer import one_way
from screening.documents.pdf.writer import MM, Paper
from screening.documents.typography.paragraphs import ParagraphLine, set_paragraph
from screening.wording.script.typefaces import Weight
from tests.documents.everyday import COPIED_WHOLE, HOSTILE, LINES
from tests.documents.reading import needs_poppler, poppler_lines, said_by_spans, said_unseen

WIDTH = 480.0
SAID_AGAIN = ("ur", "ar")
_DIRECTION = str.maketrans("", "", "\u200e\u200f")


def put(paper: Paper, lines: Iterable[ParagraphLine], y: float) -> float:
    """Draw lines one below the other, each at the side where its paragraph begins; return the new y."""
    for line in lines:
        paper.draw_line(line, 50 + WIDTH - line.width if line.rtl else 50, y)
        y += line.height
    return y


def drawn(lines: list[ParagraphLine], language: str = "en") -> bytes:
    paper = Paper("Form", language)
    y = 0.0
    for line in lines:
        if paper.pages == 0 or y > 760:
            paper.begin_page()
            y = 40.0
        y = put(paper, [line], y)
    return paper.finished()


def everyday(language: str, weight: Weight = Weight.REGULAR) -> list[ParagraphLine]:
    return [
        line
        for text in LINES[language]
        for line in set_paragraph(text, language=language, size=10, weight=weight, width=WIDTH)
    ]


@needs_poppler
@pytest.mark.parametrize("language", COPIED_WHOLE)
@pytest.mark.parametrize("way", ["-raw", "-layout"])
@pytest.mark.parametrize("weight", [Weight.REGULAR, Weight.BOLD])
def test_every_line_is_copied_exactly_as_it_was_typed(language: str, way: str, weight: Weight) -> None:
    assert poppler_lines(drawn(everyday(language, weight)), way) == LINES[language]


@needs_poppler
@pytest.mark.parametrize("language", SAID_AGAIN)
def test_right_to_left_lines_are_copied_in_reading_order(language: str) -> None:
    found = poppler_lines(drawn(everyday(language)), "-layout")
    assert [line.translate(_DIRECTION) for line in found] == LINES[language]


@needs_poppler
@pytest.mark.parametrize("language", COPIED_WHOLE)
def test_wrapped_lines_are_copied_one_by_one(language: str) -> None:
    lines = list(set_paragraph(" ".join(LINES[language]), language=language, size=10, width=150))
    assert poppler_lines(drawn(lines), "-raw") == [line.shown.strip() for line in lines]


@pytest.mark.parametrize("language", COPIED_WHOLE)
def test_spans_say_each_line(language: str) -> None:
    assert said_by_spans(drawn(everyday(language))) == LINES[language]


@pytest.mark.parametrize("language", SAID_AGAIN)
def test_right_to_left_lines_are_said_again_from_left_to_right(language: str) -> None:
    pdf = drawn(everyday(language))
    assert set(said_by_spans(pdf)) == {" "}
    assert {line for line in LINES[language] if one_way(line)} <= {"".join(words)[::-1] for words in said_unseen(pdf)}


MIXED = [
    "میرے پاس 150 روپے ہیں",
    "۳ مہینے، 150 روپے",
    "مجھے WhatsApp پر +60 12-345 6789 سے فون آیا۔",
    "پاسپورٹ (نیلا) 2024-03-05 کو لیا گیا، RM 1,500 دیے",
    "15 تاریخ کو 3 بجے",
    'Ali نے کہا: "جاؤ!"',
    '"جاؤ!"',
    'اس نے کہا "OK" اور گیا (3 بار)',
]


@needs_poppler
@pytest.mark.parametrize("way", [(), ("-layout",)])
@pytest.mark.parametrize("others", ["en", "ur"])
def test_lines_of_both_directions_are_copied_in_reading_order_beside_any_language(
    others: str, way: tuple[str, ...]
) -> None:
    mixed = [line for text in MIXED for line in set_paragraph(text, language="ur", size=10, width=WIDTH)]
    found = poppler_lines(drawn([*everyday(others)[:20], *mixed]), *way)
    assert [line.translate(_DIRECTION) for line in found[-len(MIXED) :]] == MIXED


@needs_poppler
def test_each_page_of_a_document_is_laid_for_itself() -> None:
    mixed = list(set_paragraph(MIXED[0], language="ur", size=10, width=WIDTH))
    paper = Paper("Form")
    for others in ("en", "ur", "en"):
        paper.begin_page()
        put(paper, (*everyday(others)[:10], *mixed), 40)
    found = [line.translate(_DIRECTION) for line in poppler_lines(paper.finished())]
    assert found.count(MIXED[0]) == 3


@needs_poppler
@pytest.mark.parametrize("name", [name for name, text in HOSTILE.items() if text.strip()])
def test_hostile_text_is_printed_as_text(name: str) -> None:
    lines = list(set_paragraph(HOSTILE[name], language="en", size=10, width=WIDTH))
    pdf = drawn(lines)
    if not any(run.rtl for line in lines for run in line.runs):
        assert said_by_spans(pdf) == [line.shown for line in lines if line.shown]
    for word in (b"/JavaScript", b"/URI", b"/Launch", b"/XObject", b"/Annots", b"/OpenAction"):
        assert word not in pdf
    if name != "a tower of marks":  # Poppler drops letters this narrow
        assert poppler_lines(pdf)


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert drawn(everyday("ur")) == drawn(everyday("ur"))


def test_the_file_tells_its_title_and_language_and_nothing_else() -> None:
    pdf = drawn(everyday("ms"), "ms")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert dict(reader.metadata or {}) == {"/Title": "Form"}
    assert reader.trailer["/Root"]["/Lang"] == "ms"
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert (metadata.dc_title, metadata.dc_creator, metadata.xmp_create_date) == ({"x-default": "Form"}, [], None)
    for word in (b"ReportLab", b"Helvetica", b"CreationDate", b"anonymous"):
        assert word not in pdf


def test_only_used_glyphs_are_embedded() -> None:
    text = [*LINES["en"], *LINES["bn"][:10], *LINES["ur"][:10]]
    lines = [line for each in text for line in set_paragraph(each, language="en", size=10, width=WIDTH)]
    urdu = [line for each in LINES["ur"][:10] for line in set_paragraph(each, language="ur", size=10, width=WIDTH)]
    assert len(drawn([*lines, *urdu])) < 60_000


@pytest.mark.parametrize("language", LINES)
def test_every_glyph_drawn_has_its_outline_in_the_file(language: str) -> None:
    lines = everyday(language)
    reader = pypdf.PdfReader(io.BytesIO(drawn(lines)))
    programs = {}
    for page in reader.pages:
        for name, font in page["/Resources"]["/Font"].items():
            if name != "/U":
                descendant = font["/DescendantFonts"][0]
                programs[descendant["/BaseFont"].partition("+")[2]] = descendant["/FontDescriptor"][
                    "/FontFile2"
                ].get_data()
    for line in lines:
        for run in line.runs:
            import uharfbuzz as hb

            kept = hb.Font(hb.Face(hb.Blob(programs[run.font.name])))
            for glyph in run.glyphs:
                assert kept.get_glyph_extents(glyph.number) == run.font.font.get_glyph_extents(glyph.number)


def test_glyphs_stand_where_harfbuzz_put_them() -> None:
    """Replays the text operators of the page and compares each glyph's place."""
    for language in ("ur", "my", "bn", "km"):
        (line,) = set_paragraph(LINES[language][-2], language=language, size=10, width=WIDTH)
        paper = Paper("Form")
        paper.begin_page()
        paper.draw_line(line, 100, 100)
        baseline = paper.height - 100 - line.above
        wanted = [
            (glyph.number, 100 + run.x + glyph.x, baseline + glyph.y) for run in line.runs for glyph in run.glyphs
        ]
        found = replayed(paper.finished())
        assert [number for number, _, _ in found] == [number for number, _, _ in wanted]
        for (_, x, y), (_, wanted_x, wanted_y) in zip(found, wanted, strict=True):
            assert x == pytest.approx(wanted_x, abs=0.02)
            assert y == pytest.approx(wanted_y, abs=0.02)


def replayed(pdf: bytes) -> list[tuple[int, float, float]]:
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    widths: dict[str, dict[int, float]] = {}
    for name, font in page["/Resources"]["/Font"].items():
        listed = list(font["/DescendantFonts"][0].get("/W", []))
        widths[name] = {
            int(first) + at: float(width)
            for first, group in zip(listed[::2], listed[1::2], strict=True)
            for at, width in enumerate(group)
        }
    code = page.get_contents().get_data().decode("latin-1").partition("3 Tr")[0]
    found = []
    size = x = y = rise = 0.0
    font = ""
    for line in code.split("\n"):
        if at := re.fullmatch(r"(/F\d+) (\S+) Tf", line):
            font, size = at[1], float(at[2])
        elif at := re.fullmatch(r"1 0 0 1 (\S+) (\S+) Tm", line):
            x, y = float(at[1]), float(at[2])
        elif at := re.fullmatch(r"(\S+) Ts", line):
            rise = float(at[1])
        elif at := re.fullmatch(r"\[(.*)\] TJ", line):
            for numbers, move in re.findall(r"<((?:[0-9A-F]{4})+)>|(-?[\d.]+)", at[1]):
                for number in (int(each, 16) for each in re.findall("....", numbers)):
                    found.append((number, x, y + rise))
                    x += widths[font][number] * size / 1000
                if move:
                    x -= float(move) * size / 1000
    return found


def test_boxes_rules_frames_codes_and_bookmarks_are_drawn() -> None:
    paper = Paper("Form")
    paper.begin_page()
    paper.bookmark("Signs")
    paper.box(50, 50, crossed=True)
    paper.box(80, 50, crossed=False)
    paper.rule(50, 100, 200, 100, thickness=1.2)
    paper.area(50, 120, 100, 40, thickness=0.6)
    paper.qr("K7RM-4QXD-W", 400, 700)
    paper.begin_page()
    reader = pypdf.PdfReader(io.BytesIO(paper.finished()))
    assert len(reader.pages) == 2
    assert [each.title for each in reader.outline] == ["Signs"]
    code = reader.pages[0].get_contents().get_data().decode("latin-1")
    assert code.count(f" {4.2 * MM:.2f}"[:5]) >= 2
    assert code.count(" l S") + code.count(" l\nS") >= 1 or " l" in code


def test_a_text_too_long_for_a_code_is_refused() -> None:
    paper = Paper("Form")
    paper.begin_page()
    with pytest.raises(ValueError):
        paper.qr("x" * 5000, 0, 0)


def sealed(*, room: bool = True) -> bytes:
    """A page with a seal: its letters in a line, and in a square."""

    def draw(paper: Paper, letters: str) -> None:
        for at, text in enumerate((f"Read out {letters} now", "no letters") if room else ("no letters",)):
            (line,) = set_paragraph(text, size=10, width=400)
            paper.draw_line(line, 0, 20 * at)
        if room:
            paper.qr(f"SCREENING1|{letters}", 100, 100, side=80)
            paper.qr("the same on every paper", 200, 100, side=80)

    paper = Paper("A title", "en")
    paper.begin_page()
    (line,) = set_paragraph("A page", size=10, width=400)
    paper.draw_line(line, 50, 50)
    paper.seal_here(50, 100, draw)
    return paper.finished()


def test_the_letters_of_a_seal_stand_for_the_whole_document_in_words_and_in_its_square() -> None:
    data = sealed()
    with pikepdf.open(io.BytesIO(data)) as document:
        letters = letters_of(whole(document).digest)
        (ground,) = document.pages[0].obj.Resources.XObject.values()
        drawn = ground.read_bytes()
    emptied_of = emptied(drawn)
    assert emptied_of is not None and emptied_of[0] == letters
    assert letters in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert Codes().squares(f"SCREENING1|{letters}", 80).encode() in drawn
    assert Codes().squares("the same on every paper", 80).encode() in drawn


def test_a_seal_without_a_place_for_its_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="no room"):
        sealed(room=False)
