"""The form on paper, read back as a reader copies from it; and hostile words, which are printed and never obeyed."""

from __future__ import annotations

import io
import re
import unicodedata

import pypdf
import pytest

from screening.casework.content.edition import Content
from screening.documents.forms.render import render_all
from screening.domain.events.catalogue import ViewWritten
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import face_sizes
from tests.documents.everyday import LINES
from tests.documents.reading import PDFTOTEXT, poppler_lines, said_by_spans
from tests.documents.some_facts import facts, made

SIGNS = "papers-kept locked violence little-pay threats housed-by arranged-by bad-housing used-against-others"
REASON = "The papers are in the office."
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """The text without directional controls, in one Unicode form, each stretch of space as one."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def read(pdf: bytes, way: str = "-raw") -> str:
    if PDFTOTEXT is not None:
        return plain(" ".join(poppler_lines(pdf, way)))
    return plain(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def paper(content: Content, text: str = "", language: str = "ur", **given: object) -> bytes:
    words = (("papers", text, "told"),) if text else ()
    known = facts(
        content,
        yes=SIGNS,
        code="K7RM-4QXD-W",
        day="2026-03-28",
        language=language,
        officer="L-17",
        view=ViewWritten(("control",), "fairly_sure", REASON),
        fingerprint="4F2A 99C1 77DE",
        words=words,
        **given,
    )
    return render_all((made(known),))


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.requirement("RE7")
def test_code_marks_edition_fingerprint_and_view_are_on_the_paper(content: Content) -> None:
    told = read(paper(content))
    words = Words("en")
    for item in SIGNS.split():
        assert plain(words.say(f"item.{item}.mark")) in told or content.protocol.items[item].number in told
    for text in ("form.title", "form.section.elements", "view.control", "form.face.limits"):
        assert plain(words.say(text)) in told
    for part in ("K7RM-4QXD-W", content.protocol.id, "4F2A 99C1 77DE", REASON, "28 March 2026", "L-17"):
        assert part in told


def test_the_code_is_printed_large_and_the_head_stands_once(content: Content) -> None:
    pdf = paper(content, "word " * 2000)
    sizes: dict[str, float] = {}
    first = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    first.extract_text(visitor_text=lambda text, cm, tm, font, size: sizes.setdefault(text.strip(), size))
    assert sizes["K7RM-4QXD-W"] == face_sizes().code > face_sizes().heading
    title = Words("en").say("form.title")
    assert [title in " ".join(page.split()) for page in pages(pdf)].count(True) == 1


def test_every_page_says_which_of_how_many_and_whose(content: Content) -> None:
    told = pages(paper(content, "word " * 4000))
    assert len(told) > 4
    for number, page in enumerate(told, 1):
        assert Words("en").say("form.face.page", sheet="Sheet B", page=number, pages=len(told)) in page
        assert "K7RM-4QXD-W" in page
        assert "4F2A 99C1 77DE" in page


def test_practice_stands_above_and_below_on_every_page_and_only_there(content: Content) -> None:
    mark = Words("en").say("form.practice")
    for page in pages(paper(content, "word " * 2000, practice=True)):
        assert page.count(mark) == 2
    assert mark not in read(paper(content))


def test_a_form_without_a_case_has_no_code_and_no_fingerprint(content: Content) -> None:
    pdf = render_all((made(facts(content, yes="locked")),))
    told = read(pdf)
    assert "Sheet B, page 1" in told
    assert Words("en").say("form.foot.record", n=0) not in told


@pytest.mark.parametrize("tag", ["bn", "ur", "ms", "my", "ne", "ta"])
def test_words_come_back_as_they_were_said(content: Content, tag: str) -> None:
    said = [line for line in LINES[tag] if len(line) < 60]
    assert len(said) > 5
    told = read(paper(content, "\n".join(said), tag), "-layout")
    for line in said:
        assert plain(line) in told


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (package poppler-utils) is not installed")
@pytest.mark.parametrize("way", ["-nopgbrk", "-layout"])
def test_urdu_words_with_figures_come_back_in_their_order(content: Content, way: str) -> None:
    said = ["میرے پاس 150 روپے ہیں", "۳ مہینے، 150 روپے", 'Ali نے کہا: "جاؤ!" (2 بار)']
    lines = [plain(line) for line in poppler_lines(paper(content, "\n".join(said)), way)]
    for line in said:
        assert line in lines


def test_an_urdu_text_that_begins_with_a_latin_word_runs_from_the_right(content: Content) -> None:
    def lefts(language: str) -> float:
        found: list[float] = []

        def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
            if "Grab" in text:
                found.append(tm[4])

        for page in pypdf.PdfReader(io.BytesIO(paper(content, "Grab میں کام", language))).pages:
            page.extract_text(visitor_text=visit)
        return min(found)

    assert lefts("ur") > 400
    assert lefts("bn") < 250


HOSTILE = {
    "markup": "<img src=/etc/hostname> <b>bold</b> <a href='file:///etc/passwd'>x</a>",
    "ampersand": "AT&T &amp; &lt;para&gt;",
    "operators": ") Tj ET /JS (app.alert) /Launch BT (",
    "braces": "{officer} {0.__class__} %(code)s $code",
    "unpaired": "he said ( and ] and > and }",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_printed_as_they_are(content: Content, text: str) -> None:
    pdf = paper(content, text)
    assert plain(text).replace(" ", "") in read(pdf).replace(" ", "")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(reader.trailer["/Root"])
    for page in reader.pages:
        assert "/Annots" not in page
        assert set(page["/Resources"].get("/XObject", {})) <= {"/FormXob.seal"}


@pytest.mark.parametrize(
    "text",
    [
        "ab\x01\x02\x1b\x7f\x9dcd",
        "ab\u202egnp.exe\u202ccd",
        "ab \U0001f62d\U0001f469\u200d\U0001f467 cd",
        "ab\ud7ff\uffffcd",
    ],
    ids=["controls", "override", "emoji", "noncharacters"],
)
def test_what_cannot_be_seen_is_shown_and_the_rest_stays(content: Content, text: str) -> None:
    spans = "".join(said_by_spans(paper(content, text)))
    line = spans[spans.index("ab") :] if "ab" in spans else ""
    assert "cd" in line
    for character in text:
        if unicodedata.category(character) in ("Cc", "So", "Cn") or unicodedata.bidirectional(character) in (
            "RLO",
            "PDF",
        ):
            assert character not in spans
    assert "[U+" in line


def test_a_very_long_text_is_printed_whole(content: Content) -> None:
    text = " ".join(f"w{number:05d}" for number in range(4000))
    assert len(text) > 20_000
    told = read(paper(content, text))
    assert re.findall(r"\bw\d{5}\b", told) == text.split()


def test_a_word_without_end_is_broken_and_printed_whole(content: Content) -> None:
    told = read(paper(content, "x" * 20_000)).replace(" ", "")
    assert sum(len(run) for run in re.findall("x{20,}", told)) == 20_000


def test_two_hundred_lines_stand_in_their_order(content: Content) -> None:
    told = read(paper(content, "\n".join(f"line-{number:03d}" for number in range(200))))
    assert re.findall(r"line-\d{3}", told) == [f"line-{number:03d}" for number in range(200)]


def test_the_same_content_gives_the_same_bytes(content: Content) -> None:
    assert paper(content, LINES["ur"][0]) == paper(content, LINES["ur"][0])
    assert paper(content, LINES["ur"][0]) != paper(content, LINES["ur"][1])


def test_the_file_says_of_itself_only_the_sheet_and_the_code(content: Content) -> None:
    reader = pypdf.PdfReader(io.BytesIO(paper(content, "Grab")))
    assert dict(reader.metadata or {}) == {"/Title": "B K7RM-4QXD-W"}
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert (metadata.dc_title, metadata.dc_creator, metadata.xmp_create_date) == (
        {"x-default": "B K7RM-4QXD-W"},
        [],
        None,
    )
    outline = [each.title for each in reader.outline]
    assert outline == [block.heading for block in made(facts(content)).blocks if block.heading]


def test_headings_follow_in_the_order_of_the_layout(content: Content) -> None:
    told = read(paper(content))
    places = [told.index(plain(block.heading)) for block in made(facts(content)).blocks if block.heading]
    assert places == sorted(places)
