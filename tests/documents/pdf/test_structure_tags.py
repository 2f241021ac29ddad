"""The reading order of a paper: whatever is drawn is in the tree or left out of it, and no mark is loose."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pytest

from screening.documents.forms import blank_forms
from screening.documents.forms.leaves import build_papers
from screening.documents.forms.loader import Form
from screening.documents.forms.redaction import visible
from screening.documents.forms.render import render_all
from screening.wording.catalogue.translations import Words
from tests.documents.forms.test_paper_contents import ALL, SETS, known, nothing

DRAWN = frozenset({"S", "s", "f", "F", "f*", "B", "b", "Tj", "TJ", "'", '"', "Do", "sh", "EI"})
EVERY = [form for forms in SETS.values() for form in forms.values()]


def paper(form: Form, *, empty: bool = False, language: str = "bn") -> pikepdf.Pdf:
    facts = visible(dataclasses.replace(known(), language=language), form, ALL, nothing())
    if form.size == "card":
        facts = dataclasses.replace(facts, numbers=(("", "15999", "24"),))
    words = Words("en")
    made = (blank_forms.empties if empty else build_papers)(form, facts, root_words=words)[0]
    return pikepdf.open(io.BytesIO(render_all([made])))


def loose(page: pikepdf.Page) -> list[str]:
    """Operators that paint outside every artifact and every numbered mark, and artifacts inside numbered ones."""
    found: list[str] = []
    around: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            tag = str(instruction.operands[0])
            numbered = operator == "BDC" and "/MCID" in instruction.operands[1]
            if tag == "/Artifact" and "numbered" in around:
                found.append("an artifact inside what is read")
            around.append("numbered" if numbered else tag)
        elif operator == "EMC":
            around.pop()
        elif operator in DRAWN and not {"numbered", "/Artifact"} & set(around):
            found.append(operator)
    assert around == []
    return found


def elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    kids = node.get("/K", [])
    if isinstance(kids, pikepdf.Dictionary):
        kids = [kids]
    if not isinstance(kids, pikepdf.Array | list):
        return []
    below = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
    return [*below, *(each for kid in below for each in elements(kid))]


@pytest.mark.parametrize("language", ["bn", "ur"])
@pytest.mark.parametrize("form", EVERY, ids=lambda form: form.id)
def test_nothing_is_drawn_that_is_neither_read_nor_left_out(form: Form, language: str) -> None:
    for page in paper(form, language=language).pages:
        assert loose(page) == []


@pytest.mark.parametrize(
    "form", [each for each in EVERY if each.size != "card" and each.sheet != "own"], ids=lambda form: form.id
)
def test_nothing_on_an_empty_paper_is_either(form: Form) -> None:
    for page in paper(form, empty=True).pages:
        assert loose(page) == []


@pytest.mark.parametrize("form", EVERY, ids=lambda form: form.id)
def test_every_mark_has_the_element_that_the_tree_of_parents_names(form: Form) -> None:
    pdf = paper(form)
    root = pdf.Root.StructTreeRoot
    parents = list(root.ParentTree.Nums)
    tree = dict(zip(parents[::2], parents[1::2], strict=True))
    for page in pdf.pages:
        marks = [
            int(instruction.operands[1]["/MCID"])
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and "/MCID" in instruction.operands[1]
        ]
        assert sorted(marks) == list(range(len(marks)))
        named = tree[int(page.StructParents)]
        assert len(named) == len(marks)
        for mark, element in enumerate(named):
            kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
            assert mark in [kid for kid in kids if isinstance(kid, int)]


def test_a_box_says_whether_it_is_crossed() -> None:
    form = SETS["referral-generic"]["visit"]
    lines = next(each.texts for each in form.sections if each.kind == "boxes")
    told = dataclasses.replace(known(), done=frozenset({"route", "water"}))
    pdf = pikepdf.open(io.BytesIO(render_all(build_papers(form, told, root_words=Words("en")))))
    boxes = [each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/Form"]
    assert [str(each.A.checked) for each in boxes] == ["/on" if each in told.done else "/off" for each in lines]
    assert {str(each.A.Role) for each in boxes} == {"/cb"}


def test_the_file_says_its_language_and_shows_its_title() -> None:
    pdf = paper(SETS["referral-my"]["sheet-a"])
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert pdf.Root.MarkInfo.Marked is True
    assert {str(each.S) for each in elements(pdf.Root.StructTreeRoot)} <= {
        "/Document", "/H1", "/H2", "/P", "/Form", "/Div", "/Sect", "/Table", "/TR", "/TH", "/TD",
    }  # fmt: skip
