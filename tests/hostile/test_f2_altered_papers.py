"""F2: a paper that was altered where its page's drawing was not: a note laid over it, a page cut off, fonts exchanged.

The letters stand for the whole file. Whatever is changed or added that a page, a reader or a viewer can reach gives
other letters; what another program changes when it only saves the file again does not. Such a file is told in words and
not vouched for: ``test_n1_papers_read_two_ways``.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from screening.casework.content.edition import open_content
from screening.casework.referral import paper_check
from screening.documents.forms.render import render_all
from screening.documents.paper_check import own_writing
from screening.documents.paper_check.check import check, lock
from screening.errors import BadInput
from screening.wording.catalogue.translations import Words
from tests.documents.some_facts import facts, made
from tests.sweeps import where

OLDER = (Path(__file__).parent.parent / "files" / "older-paper.pdf").read_bytes()
"""A paper with a seal of the first edition."""
RANDOM = 1000
EACH_TIME = 60


@pytest.fixture(scope="module")
def paper() -> bytes:
    content = open_content()
    words = (("papers", "میرا پاسپورٹ RM 500", "told"),)
    held = facts(
        content, yes="papers-kept", code="K7RM-4QXD-W", fingerprint="4F2A 99C1 77DE", language="ur", words=words
    )
    return render_all((made(held),))


def altered(pdf: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def values(pdf: bytes) -> own_writing.FileContent:
    """Every value and stream of a file, as the one narrow reader has it."""
    return own_writing._read(pdf)


def told(pdf: bytes) -> str:
    """What the officer reads first."""
    try:
        return paper_check.lines(check(pdf), Words("en"))[0][0]
    except BadInput as trouble:
        return trouble.code


def form(document: pikepdf.Pdf, drawing: bytes) -> Any:
    box = [0, 0, 600, 850]
    return document.make_stream(drawing, Type=Name.XObject, Subtype=Name.Form, BBox=box)


def add_note(document: pikepdf.Pdf) -> None:
    look = Dictionary(N=form(document, b"1 1 1 rg 0 0 600 850 re f"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[30, 30, 560, 800], Contents="CLEARED", AP=look, F=4)
    document.pages[0].obj.Annots = Array([document.make_indirect(note)])


def cut(box: str) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].obj[box] = Array([0, 0, 612, 400])

    return change


def cut_all_pages_above(document: pikepdf.Pdf) -> None:
    document.Root.Pages.CropBox = Array([0, 0, 612, 400])


def exchange_fonts(document: pikepdf.Pdf) -> None:
    fonts = document.pages[0].Resources.Font
    fonts["/F1"], fonts["/F2"] = fonts["/F2"], fonts["/F1"]


def exchange_a_font_program(document: pikepdf.Pdf) -> None:
    fonts = document.pages[0].Resources.Font
    one, other = (fonts[name].DescendantFonts[0].FontDescriptor for name in ("/F1", "/F2"))
    one.FontFile2 = other.FontFile2


def widen_a_glyph(document: pikepdf.Pdf) -> None:
    widths = document.pages[0].Resources.Font["/F1"].DescendantFonts[0].W
    widths[1][0] = 10 * float(widths[1][0])


def say_other_letters(document: pikepdf.Pdf) -> None:
    font = document.pages[0].Resources.Font["/F1"]
    font.ToUnicode = document.make_stream(font.ToUnicode.read_bytes().replace(b"<0061>", b"<0062>"))


def add_a_field(document: pikepdf.Pdf) -> None:
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", V="NOT A VICTIM", Rect=[0, 0, 600, 800])
    field = document.make_indirect(field)
    document.Root.AcroForm = Dictionary(Fields=[field], NeedAppearances=True)
    document.pages[0].obj.Annots = Array([field])


def add_a_form_only(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = Dictionary(Fields=[], NeedAppearances=True)


def add_a_layer(document: pikepdf.Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="a"))
    document.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    document.pages[0].Resources.Properties = Dictionary(MC0=layer)


def hide_the_seal_in_a_layer(document: pikepdf.Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="a"))
    document.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    ground(document).OC = layer


def ground(document: pikepdf.Pdf) -> Any:
    """The ground that the letters stand on."""
    for page in document.pages:
        for name, each in page.Resources.get("/XObject", Dictionary()).items():
            if "seal" in str(name):
                return each
    raise AssertionError("no seal")


def add_javascript(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="this.pageNum = 1")


def add_a_page_action(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI="http://example.org"))


def attach_a_file(document: pikepdf.Pdf) -> None:
    document.attachments["a.txt"] = b"CLEARED"


def turn_a_page(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Rotate = 180


def enlarge_the_unit(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.UserUnit = 10


def say_another_title(document: pikepdf.Pdf) -> None:
    document.trailer.Info.Title = "CLEARED"


def say_another_title_in_metadata(document: pikepdf.Pdf) -> None:
    metadata = document.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"K7RM", b"K8RM"))


def lead_a_bookmark_elsewhere(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Title = "CLEARED"


def read_another_order(document: pikepdf.Pdf) -> None:
    body = document.Root.StructTreeRoot.K
    body.K = Array(reversed(list(body.K)))


def paint_on_the_seal(document: pikepdf.Pdf) -> None:
    ground(document).write(ground(document).read_bytes() + b"\n1 1 1 rg 0 0 600 800 re f")


def paint_a_second_code_on_the_seal(document: pikepdf.Pdf) -> None:
    drawn = ground(document).read_bytes()
    ground(document).write(drawn + drawn[drawn.index(b"q 1 0 0 1") :])


def exchange_a_page_s_seal(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        for name, each in page.Resources.get("/XObject", Dictionary()).items():
            if "seal" in str(name):
                page.Resources.XObject[name] = form(document, b"1 1 1 rg 0 0 600 800 re f " + each.read_bytes())


def print_other_letters(document: pikepdf.Pdf) -> None:
    ground(document).write(ground(document).read_bytes().replace(b"/Letters (", b"/Letters (2"))


def take_the_seal_s_head_away(document: pikepdf.Pdf) -> None:
    ground(document).write(ground(document).read_bytes().replace(b"/ScreeningSeal", b"/Elsewhere"))


def draw_over_a_page(document: pikepdf.Pdf) -> None:
    page = document.pages[0]
    page.Contents = document.make_stream(page.Contents.read_bytes() + b"\n1 1 1 rg 30 300 500 400 re f\n")


def swap_pages(document: pikepdf.Pdf) -> None:
    document.pages.reverse()


def take_out_a_page(document: pikepdf.Pdf) -> None:
    del document.pages[0]


def add_a_page(document: pikepdf.Pdf) -> None:
    document.add_blank_page()


def begin_with_a_page_of_another(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Parent = document.make_indirect(Dictionary(Type=Name.Pages, CropBox=[0, 0, 9, 9]))


ATTACKS: list[Callable[[pikepdf.Pdf], object]] = [
    add_note, cut_all_pages_above, exchange_fonts, exchange_a_font_program, widen_a_glyph, say_other_letters,
    add_a_field, add_a_form_only, add_a_layer, hide_the_seal_in_a_layer, add_javascript, add_a_page_action,
    attach_a_file, turn_a_page, enlarge_the_unit, say_another_title, say_another_title_in_metadata,
    lead_a_bookmark_elsewhere, read_another_order, paint_on_the_seal, paint_a_second_code_on_the_seal,
    exchange_a_page_s_seal, print_other_letters, take_the_seal_s_head_away, draw_over_a_page, swap_pages,
    take_out_a_page, add_a_page, begin_with_a_page_of_another,
]  # fmt: skip
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")


def refused(pdf: bytes) -> bool:
    try:
        return not paper_check.lines(check(pdf), Words("en"))[1]
    except BadInput as trouble:
        return trouble.code == "pdf-unreadable"


def test_a_paper_is_told_to_be_as_it_was_made_locked_or_not(paper: bytes) -> None:
    assert told(paper).startswith("This form is unchanged")
    locked = check(lock(paper, "lantern copper meadow"), "lantern copper meadow")
    assert paper_check.lines(locked, Words("en"))[0][0] == told(paper)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_every_attack_is_refused(paper: bytes, attack: Callable[[pikepdf.Pdf], object]) -> None:
    assert refused(altered(paper, attack))


@pytest.mark.parametrize("box", BOXES)
def test_a_page_that_was_cut_is_refused(paper: bytes, box: str) -> None:
    assert refused(altered(paper, cut(box)))


def test_what_was_added_at_the_end_of_the_file_is_refused(paper: bytes) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(paper), incremental=True)
    writer.pages[0].cropbox.upper_right = (300, 300)
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(paper)
    assert refused(out.getvalue())


def test_the_attack_of_the_trial_on_an_older_paper_is_refused_too() -> None:
    for attack in (add_note, cut("/CropBox"), cut("/MediaBox"), add_a_field, add_a_layer, add_javascript, turn_a_page):
        assert refused(altered(OLDER, attack))


def test_an_older_paper_is_checked_by_its_rule_and_told_how_far_that_goes() -> None:
    checked = check(OLDER)
    lines, sound = paper_check.lines(checked, Words("en"))
    assert sound
    assert "does not cover fonts" in lines[0]
    assert refused(altered(OLDER, draw_over_a_page))


def saved_by_qpdf(pdf: bytes, **how: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, **how)
    return out.getvalue()


def saved_by_pdfium(pdf: bytes) -> bytes:
    out = io.BytesIO()
    document = pypdfium2.PdfDocument(pdf)
    document.save(out)
    document.close()
    return out.getvalue()


def saved_by_pypdf(pdf: bytes) -> bytes:
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=io.BytesIO(pdf)).write(out)
    return out.getvalue()


SAVES: dict[str, Callable[[bytes], bytes]] = {
    "qpdf": saved_by_qpdf,
    "qpdf, objects in streams": lambda pdf: saved_by_qpdf(
        pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True
    ),
    "qpdf, nothing compressed": lambda pdf: saved_by_qpdf(
        pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized
    ),
    "qpdf, for the web": lambda pdf: saved_by_qpdf(pdf, linearize=True),
    "qpdf, locked by another": lambda pdf: saved_by_qpdf(pdf, encryption=pikepdf.Encryption(owner="b", user="")),
    "PDFium": saved_by_pdfium,
    "pypdf": saved_by_pypdf,
    "one after the other": lambda pdf: saved_by_qpdf(saved_by_pypdf(saved_by_pdfium(pdf))),
}


AS_THIS_PROGRAM = frozenset({"qpdf", "qpdf, locked by another"})
"""This program locks and unlocks with qpdf: what qpdf saves in the same way is laid out alike."""


@pytest.mark.parametrize("program", SAVES)
def test_a_paper_that_another_program_only_saved_again_is_told_apart(paper: bytes, program: str) -> None:
    lines, sound = paper_check.lines(check(SAVES[program](paper)), Words("en"))
    assert sound == (program in AS_THIS_PROGRAM)
    assert sound or "Another program saved this form" in lines[0]


def test_a_paper_that_another_program_put_together_anew_is_refused_and_told_so(paper: bytes) -> None:
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(paper))
    out = io.BytesIO()
    writer.write(out)
    assert refused(out.getvalue())
    assert "Another program rewrote this form" in told(out.getvalue())


Slot = tuple[Any, Any]


def slots(document: pikepdf.Pdf) -> list[Slot]:
    """Every place of a value that can be reached, and every stream itself (no key)."""
    found: list[Slot] = []
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [document.Root]
    while waiting:
        each = waiting.pop()
        if each.is_indirect:
            if each.objgen in seen:
                continue
            seen.add(each.objgen)
        of_stream = isinstance(each, pikepdf.Stream)
        if of_stream:
            found.append((each, None))
        left_out = {"/Length", "/Filter", "/DecodeParms"} if of_stream else set[str]()
        if not of_stream and isinstance(each, Dictionary) and each.get("/Type") == Name.Pages:
            left_out = {"/Count", "/Type"}  # the pages say how many they are
        if each == document.Root:
            left_out = {"/Metadata"}  # pikepdf writes it anew in its own way
        keys = range(len(each)) if isinstance(each, Array) else [key for key in each if key not in left_out]
        for key in keys:
            found.append((each, key))
            if isinstance(each[key], Dictionary | Array | pikepdf.Stream):
                waiting.append(each[key])
    return found


def alter(document: pikepdf.Pdf, chance: random.Random) -> None:
    """One change at one place, of whatever kind of thing stands there."""
    holder, key = chance.choice(slots(document))
    if key is None:
        data = bytearray(holder.read_bytes())
        at = chance.randrange(len(data))
        data[at] ^= chance.randrange(1, 256)
        holder.write(bytes(data))
        return
    value = holder[key]
    if chance.random() < 0.2:
        del holder[key]
    elif isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int):
        holder[key] = value + chance.choice((-1, 1, 1000))
    elif isinstance(value, Name):
        holder[key] = Name(f"{value}x")
    elif isinstance(value, pikepdf.String):
        holder[key] = pikepdf.String(bytes(value) + b"  x")
    elif isinstance(value, Array):
        value.append(chance.randrange(9))
    elif isinstance(value, Dictionary | pikepdf.Stream):
        value["/Extra"] = chance.randrange(9)
    else:
        holder[key] = float(value) * 1.01 + 0.5


@pytest.mark.one_in(8)
@pytest.mark.parametrize("seed", where(range(RANDOM), lambda seed: seed < EACH_TIME))
def test_a_random_alteration_is_refused(paper: bytes, seed: int) -> None:
    assert refused(altered(paper, lambda document: alter(document, random.Random(seed))))


@pytest.mark.parametrize("seed", where(range(RANDOM), lambda seed: seed < EACH_TIME))
def test_no_byte_is_changed_and_the_paper_still_told_to_be_as_it_was_made(paper: bytes, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(paper)
    data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    # A space between two values that became a line break leaves every value and stream as it was.
    assert not told(bytes(data)).startswith("This form is unchanged") or values(bytes(data)) == values(paper)
