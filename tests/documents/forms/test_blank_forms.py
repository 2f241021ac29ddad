"""Papers to fill in by hand: lines and boxes under the same numbers, nothing set and nothing of a case (RE11)."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pypdf
import pytest

from screening.casework.content import country, directory
from screening.casework.content.edition import open_content
from screening.casework.referral import papers
from screening.documents.forms.blank_forms import empties
from screening.documents.forms.facts import Facts
from screening.documents.forms.first_page_rows import WRITE
from screening.documents.forms.loader import NOTES, Form, Section
from screening.documents.forms.paper import MISSING, FormContent
from screening.documents.forms.render import render_all
from screening.documents.layout.blocks import Checks, Frame, Pairs, Said, Write
from screening.documents.pdf.rasterise import page_count
from screening.errors import BadInput
from screening.settings import OWN
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.translations import Words

SETS = {folder: papers.forms(OWN, folder) for folder in ("referral-my", "referral-generic")}
EVERY = [form for forms in SETS.values() for form in forms.values() if form.size != "card" and form.sheet != "own"]


def made(form: Form, language: str = "ms") -> FormContent:
    content = open_content()
    facts = Facts(
        protocol=content.protocol,
        assessment=papers.nothing_read(content.protocol, content.weights, "adult"),
        answers={},
        language=language,
        needs=tuple((need.id, False) for need in directory.shipped(OWN).needs),
        law=country.law_on(OWN),
        wage_law=country.of(OWN).wages,
    )
    return empties(form, facts, root_words=Words("en"))[0]


def parts(content: FormContent) -> list[Any]:
    return [part for block in content.blocks for part in block.parts]


@pytest.mark.parametrize("form", EVERY, ids=lambda form: form.id)
def test_an_empty_paper_has_lines_or_boxes_and_stands_on_two_pages(form: Form) -> None:
    content = made(form)
    pairs = [pair for part in parts(content) if isinstance(part, Pairs) for pair in part.pairs]
    lines = [value for pair in pairs for value in pair.values]
    written = any(isinstance(part, Write | Checks) for part in parts(content))
    assert written or any(value.shape == WRITE for value in lines) or form.sheet == "rights"
    assert page_count(render_all([content])) <= 2


@pytest.mark.parametrize("language", [pack.tag for pack in officer_languages()])
@pytest.mark.parametrize("name", ["sheet-a", "sheet-c"])
def test_an_empty_sheet_for_a_service_or_an_investigator_stands_on_one_page(name: str, language: str) -> None:
    form = dataclasses.replace(next(form for form in EVERY if form.id == name), languages=(language,))
    assert page_count(render_all([made(form)])) == 1


def test_an_empty_sheet_has_boxes_for_how_soon_only_where_its_reader_is_told() -> None:
    for form in EVERY:
        for frame in (part for part in parts(made(form)) if isinstance(part, Frame)):
            assert frame.by_hand and not frame.urgent
            assert bool(frame.boxes) is (form.sheet in NOTES["urgency"]), form.id
            assert Words("ms").say("form.face.urgent") not in (frame.word, frame.ask, frame.reason.text)


@pytest.mark.requirement("RE11")
@pytest.mark.parametrize("form", EVERY, ids=lambda form: form.id)
def test_nothing_is_crossed_and_nothing_says_that_it_was_not_asked(form: Form) -> None:
    for part in parts(made(form)):
        assert not isinstance(part, Said)
        if isinstance(part, Checks):
            assert not any(check.crossed for check in part.checks)
        if isinstance(part, Pairs):
            told = {value.text for pair in part.pairs for value in pair.values}
            assert not {Words("ms").say(f"form.state.{state}") for state in MISSING} & told


@pytest.mark.requirement("RE11")
def test_every_need_of_the_directory_has_a_box() -> None:
    form = next(form for form in EVERY if form.id == "sheet-a")
    boxes = [
        check.words for part in parts(made(form)) if isinstance(part, Checks) and part.columns for check in part.checks
    ]
    assert boxes == [Words("ms").say(f"directory.need.{need.id}") for need in directory.shipped(OWN).needs]


def test_a_layout_that_asks_for_needs_has_a_box_under_the_number_of_each_and_none_is_crossed() -> None:
    form = dataclasses.replace(SETS["referral-generic"]["child"], sections=(Section("needs", "needs"),))
    boxes = [
        (check.words, check.crossed)
        for part in parts(made(form))
        if isinstance(part, Checks) and part.columns
        for check in part.checks
    ]
    items = [item for item in open_content().protocol.items.values() if item.need]
    said = [(f"{item.number} {Words('ms').say(f'item.{item.id}.mark')}", False) for item in items]
    assert said and boxes[-len(said) :] == said


def test_every_part_that_can_be_passed_on_has_a_box_for_yes_for_no_and_for_later() -> None:
    form = next(form for form in EVERY if form.id == "referral-my")
    rows = (part.checks for part in parts(made(form)) if isinstance(part, Checks) and not part.columns)
    asked = [checks for checks in rows if checks[0].crossed is None]
    assert [checks[0].words for checks in asked] == [
        f"{Words('ms').say(f'part.{part}')}:" for part in ("signs", "contact", "words")
    ]
    assert {len(checks) for checks in asked} == {1 + 3}


@pytest.mark.parametrize(
    ("name", "lines"), [("sheet-a", 1), ("child", 1), ("sheet-c", 2), ("social", 2), ("labour", 2)]
)
def test_a_note_in_words_has_two_lines_where_few_blocks_stand_on_a_page_and_a_short_one_has_one(
    name: str, lines: int
) -> None:
    written = {
        (part.columns, len(pair.values))
        for part in parts(made(SETS["referral-my"][name]))
        if isinstance(part, Pairs)
        for pair in part.pairs
        if pair.label and all(value.shape == WRITE for value in pair.values)
    }
    assert written - {(2, 1)} == {(1, lines)}


def test_an_empty_paper_has_no_seal_no_code_and_asks_nobody_to_destroy_it() -> None:
    for form in EVERY:
        content = made(form)
        assert (content.seal, content.code, content.fingerprint) == (("", ""), "", "")
        assert content.face is not None and content.face.destroy == ""


@pytest.mark.parametrize("language", ["my", "ur"])
def test_a_person_s_papers_are_in_their_language(language: str) -> None:
    data = papers.make_empty(open_content(), directory.shipped(OWN), language=language)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert any(ord(sign) > 0x5FF for sign in text)
    assert data == papers.make_empty(open_content(), directory.shipped(OWN), language=language)


@pytest.mark.parametrize("name", ["own", "card"])
def test_a_sheet_that_has_no_empty_form_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(BadInput, match="no-such-sheet"):
        papers.make_empty(open_content(), directory.shipped(OWN), language="en", wanted=[name])
