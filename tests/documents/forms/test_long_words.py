"""Words of any length stand whole on the papers that have them, and push no evidence off sheet B."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.documents.forms.facts import Facts
from screening.documents.forms.first_page_signs import MOST_SIGNS
from screening.documents.forms.leaves import build_papers
from screening.documents.forms.loader import NOTES, Form
from screening.documents.forms.paper import FormContent
from screening.documents.forms.redaction import visible
from screening.documents.forms.render import leaf_of, render_all
from screening.documents.layout.blocks import Table
from screening.documents.layout.line_boxes import LineMark
from screening.documents.layout.pages import Laid, fitted
from screening.documents.pdf.rasterise import page_count
from screening.documents.typography.paragraphs import Typesetter
from screening.domain.events.catalogue import ViewWritten
from screening.wording.catalogue.languages import own_name
from screening.wording.catalogue.translations import Words
from tests.documents.forms.test_paper_contents import ALL, EVERY, SETS, known, nothing
from tests.documents.some_facts import noted

LINES = {
    tag: " ".join(lines) + " "
    for tag, lines in tomllib.loads((Path(__file__).parents[1] / "lines.toml").read_text("utf-8")).items()
    if tag in ("en", "my", "ur")
}
AMOUNTS = {"agreed", "paid", "months", "hours", "fees", "deductions"}
"""Notes that are read as numbers."""
B = SETS["referral-my"]["referral-my"]


def long(language: str, letters: int) -> str:
    """So many letters of plain sentences."""
    lines = LINES[language]
    return (lines * (letters // len(lines) + 1))[:letters].strip()


def sheets(form: Form, told: Facts) -> tuple[FormContent, ...]:
    return build_papers(form, visible(told, form, ALL, nothing()), root_words=Words("en"))


def dealt(content: FormContent) -> Laid:
    _, laid = fitted(leaf_of(content, (content,), Typesetter()), Typesetter())
    return laid


def printed(laid: Laid) -> str:
    """What stands on the pages, without spaces: lines end where they end."""
    marks = [mark for page in laid.pages for strip in page for mark in strip.marks]
    return squeezed("".join(mark.line.text for mark in marks if isinstance(mark, LineMark)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def fits(laid: Laid) -> bool:
    """Whether nothing on any page goes below its end."""
    heights = [sum(strip.height + (strip.gap if at else 0) for at, strip in enumerate(page)) for page in laid.pages]
    return all(height <= laid.room + (0 if at else laid.first) + 0.01 for at, height in enumerate(heights))


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(sorted(LINES)), st.integers(1, 4000), st.integers(1, 4000))
def test_own_words_of_any_length_stand_whole_on_sheet_b(language: str, words: int, reason: int) -> None:
    said, why = long(language, words), long("en", reason)
    told = dataclasses.replace(
        known(), language=language, words=(("papers", said, "told"),), view=ViewWritten(("control",), "sure", why)
    )
    face, other = map(dealt, sheets(B, told))
    for text in (said, why):
        assert squeezed(text) in printed(face)
        if squeezed(text) not in printed(other):
            there = Words("ms").say("form.face.behind-there", language=own_name("en"))
            assert squeezed(there) in printed(other)
    assert fits(face) and fits(other)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("language", sorted(LINES))
def test_long_words_go_behind_the_sheet_and_leave_its_evidence(language: str) -> None:
    plain = dataclasses.replace(known(), language=language, words=())
    told = dataclasses.replace(plain, words=(("papers", long(language, 4000), "told"),))
    for short, face in zip(sheets(B, plain), sheets(B, told), strict=True):
        _, laid = fitted(leaf_of(face, (face,), Typesetter()), Typesetter())
        assert laid.counted == 2
        assert rows(leaf_content(face)) == rows(short)
    face, other = map(dealt, sheets(B, told))
    assert len(face.pages) > face.counted
    assert len(other.pages) == other.counted == 2
    assert page_count(render_all(sheets(B, told))) == len(face.pages) + 2


def leaf_content(content: FormContent) -> FormContent:
    """The version that is printed."""
    while content.face is not None and content.face.shorter is not None and dealt_whole(content) > content.face.pages:
        content = content.face.shorter()
    return content


def dealt_whole(content: FormContent) -> int:
    return Laid.out(leaf_of(content, (content,), Typesetter()), Typesetter()).counted


def rows(content: FormContent) -> int:
    tables = [part for block in content.blocks for part in block.parts if isinstance(part, Table)]
    return min(MOST_SIGNS[0], sum(len(group.rows) for group in tables[0].groups))


@pytest.mark.one_in(3)
@pytest.mark.one_in(8)
@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_a_long_note_is_whole_on_every_sheet_that_has_it(folder: str, name: str) -> None:
    form = SETS[folder][name]
    if form.size == "card":
        return
    fields = [field for section in form.sections for field in section.fields if form.sheet in NOTES.get(field, ())]
    texts = {name: " ".join(f"{name.replace('-', '')}{n:03}x" for n in range(300)) for name in (*fields, "chosen")}
    told = noted(known(), notes=texts, chosen=(("papers", texts.pop("chosen"), "told"),))
    for content in sheets(form, told):
        laid = dealt(content)
        assert fits(laid)
        found = printed(laid)
        for name in set(fields) - AMOUNTS:
            assert [word for word in texts[name].split() if word not in found] == []
