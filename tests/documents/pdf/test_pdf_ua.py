"""The rules of PDF/UA-1 (ISO 14289-1) that a program can check and that papers meet: docs/pdf-ua.md names them."""

from __future__ import annotations

import dataclasses
import functools
import io
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf
import pytest

from screening.documents.forms.leaves import build_papers
from screening.documents.forms.loader import Form
from screening.documents.forms.paper import FormContent
from screening.documents.forms.redaction import visible
from screening.documents.forms.render import render_all
from screening.wording.catalogue.translations import Words
from tests.documents.forms.test_paper_contents import ALL, SETS, known, nothing
from tests.documents.pdf.test_structure_tags import elements
from tests.documents.some_facts import noted

EVERY = [
    *dict.fromkeys((form, language) for forms in SETS.values() for form in forms.values() for language in ("bn", "ur"))
]
SHEETS = [each for each in EVERY if each[0].size != "card"]
LINES = {"bn": "মালিক পাসপোর্ট রেখে দিয়েছে।", "ur": "میرے پاس 150 روپے ہیں، Grab میں"}
ANY = pytest.mark.parametrize(("form", "language"), EVERY, ids=lambda each: getattr(each, "id", each))
FACES = pytest.mark.parametrize(("form", "language"), SHEETS, ids=lambda each: getattr(each, "id", each))


@functools.cache
def contents(name: str, language: str) -> tuple[FormContent, ...]:
    form = next(form for form, _ in EVERY if form.id == name)
    words = (("papers", LINES[language], "told"),)
    told = noted(known(), language=language, words=words, notes={**known().notes, "reach": LINES[language]})
    if form.size == "card":
        told = dataclasses.replace(told, numbers=(("", "15999", "24"),))
    return build_papers(form, visible(told, form, ALL, nothing()), root_words=Words("en"))


@functools.cache
def data(name: str, language: str) -> bytes:
    return render_all(contents(name, language))


@functools.cache
def _open(name: str, language: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data(name, language)))


def opened(form: Form, language: str) -> pikepdf.Pdf:
    """The paper, kept open: what was read from it is gone with it."""
    return _open(form.id, language)


def kinds(parent: pikepdf.Object) -> list[str]:
    """The kinds of the elements right below one."""
    kids = parent.K if isinstance(parent.get("/K"), pikepdf.Array) else [parent.get("/K")]
    return [str(kid.S) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def below(parent: pikepdf.Object) -> list[pikepdf.Object]:
    kids = parent.K if isinstance(parent.get("/K"), pikepdf.Array) else [parent.get("/K")]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        yield from page.Resources.get("/Font", {}).values()


@ANY
def test_the_file_says_what_it_is_called_and_in_which_language(form: Form, language: str) -> None:
    pdf = opened(form, language)
    assert pdf.Root.MarkInfo.Marked is True  # 6.2
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True  # 7.1-10
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo.Title)  # 7.1-8, 7.1-9
        assert len(list(metadata)) == 1
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(pdf.Root.Lang))  # 7.2
    assert "/StructTreeRoot" in pdf.Root  # 7.1-11
    assert not pdf.is_encrypted
    assert "/AcroForm" not in pdf.Root and "/OCProperties" not in pdf.Root  # 7.10, 7.15


@ANY
def test_no_element_has_a_kind_or_a_place_that_readers_do_not_know(form: Form, language: str) -> None:
    pdf = opened(form, language)
    root = pdf.Root.StructTreeRoot
    assert "/RoleMap" not in root  # 7.1: standard kinds alone, mapped to nothing
    known_kinds = {
        "/Document",
        "/H1",
        "/H2",
        "/P",
        "/Form",
        "/Div",
        "/Sect",
        "/Table",
        "/TR",
        "/TH",
        "/TD",
        "/L",
        "/LI",
        "/Lbl",
        "/LBody",
    }
    found = elements(root)
    assert {str(each.S) for each in found if "/S" in each} <= known_kinds  # no Figure, so no text for one is missing
    for each in found:
        if "/S" not in each:
            continue
        name = str(each.S)
        under = set(kinds(each))
        if name == "/Table":
            assert under == {"/TR"}  # 7.2-3, 7.2-10
        elif name == "/TR":
            assert under and under <= {"/TH", "/TD"}
            assert str(each.P.S) == "/Table"
        elif name in ("/TH", "/TD"):
            assert str(each.P.S) == "/TR"
        elif name == "/L":
            assert under == {"/LI"}  # 7.2-17
        elif name == "/LI":
            assert under <= {"/Lbl", "/LBody"} and str(each.P.S) == "/L"


def spans(cell: pikepdf.Object) -> int:
    told = cell.get("/A")
    return int(told.get("/ColSpan", 1)) if told is not None else 1


@ANY
def test_every_row_of_a_table_has_as_many_cells_and_every_head_says_what_for(form: Form, language: str) -> None:
    for each in elements(opened(form, language).Root.StructTreeRoot):
        if str(each.get("/S")) == "/Table":
            widths = {sum(spans(cell) for cell in below(row)) for row in below(each)}
            assert len(widths) == 1  # 7.2-42
        if str(each.get("/S")) == "/TH":
            assert str(each.A.Scope) in ("/Row", "/Column")  # 7.5-1


@ANY
def test_headings_begin_with_the_first_level_and_skip_none(form: Form, language: str) -> None:
    levels = [
        int(str(each.S)[2:])
        for each in elements(opened(form, language).Root.StructTreeRoot)
        if re.fullmatch(r"/H\d", str(each.get("/S")))
    ]
    assert not levels or levels[0] == 1  # 7.4.2-1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@FACES
def test_the_parts_of_a_face_are_what_they_look_like(form: Form, language: str) -> None:
    found = [str(each.get("/S")) for each in elements(opened(form, language).Root.StructTreeRoot)]
    leaves = contents(form.id, language)
    assert found.count("/H1") == len(leaves)
    assert found.count("/H2") == len([block for leaf in leaves for block in leaf.blocks if block.heading])
    grids = [each for each in form.sections if each.kind in ("fields", "needs-boxes", "elements", "explanations")]
    assert found.count("/Table") >= len(leaves) * len(grids), "no leaf goes on in the tables of another"
    if form.sheet == "B":
        assert {"/L", "/LI", "/Lbl", "/LBody"} <= set(found)


@ANY
def test_every_run_of_text_says_its_language(form: Form, language: str) -> None:
    said = set()
    for page in pypdf.PdfReader(io.BytesIO(data(form.id, language))).pages:
        contents = page.get_contents()
        assert contents is not None
        code = contents.get_data().decode("latin-1")
        lines = re.findall(r"/Span <<([^>]*<FEFF[0-9A-F]*>[^B]*?)>> BDC", code)
        assert lines
        for line in lines:
            tag = re.search(r"/Lang <FEFF([0-9A-F]+)>", line)
            if tag is not None:  # otherwise the file's own holds (7.2-34)
                said.add(bytes.fromhex(tag[1]).decode("utf-16-be"))
    assert said <= {"en", "ms", language}
    if form.size != "card" and form.sheet == "B":
        assert language in said


@ANY
def test_every_font_is_there_whole_for_what_is_shown(form: Form, language: str) -> None:
    pdf = opened(form, language)
    for font in fonts(pdf):
        (descendant,) = font.DescendantFonts
        assert "/ToUnicode" in font  # 7.21.7-1
        assert "/FontFile2" in descendant.FontDescriptor  # 7.21.4.1
        assert str(font.Encoding) == "/Identity-H"
        assert "/CIDToGIDMap" in descendant  # 7.21.3.2
        assert "/CIDSet" not in descendant.FontDescriptor  # 7.21.4.2: none is better than a wrong one
        meaning = font.ToUnicode.read_bytes().decode("ascii")
        assert not re.search(r"<(?:0000|FEFF|FFFE)>\s*$", meaning, re.MULTILINE)  # 7.21.7-2


@ANY
def test_nothing_is_drawn_with_the_sign_for_a_missing_letter(form: Form, language: str) -> None:
    pdf = opened(form, language)
    for page in pdf.pages:
        name: Any = ""
        maps = {key: font.DescendantFonts[0].CIDToGIDMap for key, font in page.Resources.get("/Font", {}).items()}
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator == "Tf":
                name = str(instruction.operands[0])
            if operator not in ("Tj", "TJ"):
                continue
            shown = instruction.operands[0]
            for part in shown if operator == "TJ" else [shown]:
                if not isinstance(part, pikepdf.String):
                    continue
                codes = bytes(part)
                table = maps[name]
                for at in range(0, len(codes), 2):
                    code = int.from_bytes(codes[at : at + 2], "big")
                    glyph = code
                    if isinstance(table, pikepdf.Stream):
                        glyph = int.from_bytes(table.read_bytes()[2 * code : 2 * code + 2], "big")
                    assert glyph != 0  # 7.21.8


@ANY
def test_the_seal_s_ground_is_said_once_and_holds_no_marks_of_its_own(form: Form, language: str) -> None:
    pdf = opened(form, language)
    for page in pdf.pages:
        assert "/Annots" not in page  # 7.18
        for ground in page.Resources.get("/XObject", {}).values():
            if str(ground.get("/Subtype")) == "/Form":
                assert "/StructParents" not in ground and b"MCID" not in ground.read_bytes()  # 7.20
