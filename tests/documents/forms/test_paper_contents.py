"""Papers for recipients: whatever the person agreed to, a reader finds what is theirs and nothing else."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
import tomllib
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.casework.content import country
from screening.casework.content.edition import open_content
from screening.casework.referral import papers
from screening.documents.forms.facts import Facts
from screening.documents.forms.leaves import build_papers
from screening.documents.forms.loader import NOTES, Form
from screening.documents.forms.redaction import visible
from screening.documents.forms.render import render_all
from screening.documents.forms.sheet_content import SHORT
from screening.documents.layout.blocks import AnswerStrip, Frame
from screening.domain.case import release
from screening.domain.events.catalogue import ViewWritten
from screening.domain.scoring.assessment import assess
from screening.errors import NotAccepted
from screening.settings import OWN
from screening.wording.catalogue.translations import Words
from tests.documents.reading import needs_poppler, poppler_lines
from tests.documents.some_facts import build_paper, facts, noted

ALL = release.EVERYTHING
SETS = {folder: papers.forms(OWN, folder) for folder in ("referral-my", "referral-generic")}
EVERY = [(folder, name) for folder, forms in SETS.items() for name in forms]
MARK = "qx{}xq"
"""A made-up word that stands nowhere else, one for each thing that may leak."""


@functools.cache
def known() -> Facts:
    content = open_content()
    marked = {name: MARK.format(name) for name in NOTES if name not in ("agreed", "paid", "months", "hours")}
    return facts(
        content,
        yes="papers-kept locked little-pay needs-call",
        code="K7RM-4QXD-W",
        day="2026-03-28",
        setting="vessel",
        language="bn",
        officer="L-17",
        fingerprint="4F2A 99C1 77DE",
        words=(("papers", MARK.format("words"), "told"),),
        chosen=(("papers", MARK.format("chosen"), "told"),),
        view=ViewWritten(("control",), "sure", MARK.format("view")),
        needs=(("phone", True), ("wages", False)),
        notes={**marked, "agreed": "1500", "paid": "0", "months": "7"},
        plan={"helps": MARK.format("plan")},
        recipient="A service",
        face_languages=("en",),
        granted=(("needs", "yes"),),
        law=country.law_on(OWN),
        wage_law=country.of(OWN).wages,
    )


@functools.cache
def nothing() -> Any:
    content = open_content()
    return assess(content.protocol, content.weights, {}, age_band="adult")


def said(value: object) -> str:
    """Every text in a content, wherever it stands."""
    if isinstance(value, str):
        return value
    if dataclasses.is_dataclass(value):
        return "\n".join(said(getattr(value, field.name)) for field in dataclasses.fields(value))
    if isinstance(value, tuple | list):
        return "\n".join(said(each) for each in value)
    return ""


def told(form: Form, granted: frozenset[str]) -> str:
    return said(build_paper(form, visible(known(), form, granted, nothing()), root_words=Words("en")))


def may_say(form: Form, granted: frozenset[str]) -> set[str]:
    """The marks that this sheet may hold when the person agreed to these parts (practice 6d)."""
    allowed = {MARK.format(name) for name, sheets in NOTES.items() if form.sheet in sheets}
    if "contact" not in granted:
        allowed -= {MARK.format(name) for name in ("reach", "whereabouts", "until")}
    if "words" not in granted:
        allowed.discard(MARK.format("wishes"))
    if form.sheet == "B":
        allowed.add(MARK.format("view"))
    if form.sheet in ("B", "social") and "words" in granted:
        allowed.add(MARK.format("words" if form.sheet == "B" else "chosen"))
    if form.sheet in ("plan", "handover"):
        allowed.add(MARK.format("plan"))
    return allowed


OTHERS = ("words", "chosen", "view", "plan")
EVERY_MARK = {MARK.format(name) for name in (*NOTES, *OTHERS)}


def test_a_paper_is_the_same_whether_or_not_others_were_made_before_it() -> None:
    forms = [form for form in SETS["referral-my"].values() if form.size != "card"]
    contents = [build_paper(form, visible(known(), form, ALL, nothing()), root_words=Words("en")) for form in forms]
    first = render_all(contents)
    assert render_all(contents) == first


@pytest.mark.requirement("SH5", "RE4", "NV29")
@settings(max_examples=150, deadline=None)
@given(st.sampled_from(EVERY), st.frozensets(st.sampled_from(sorted(ALL))))
def test_no_sheet_says_more_than_the_person_agreed_to(which: tuple[str, str], granted: frozenset[str]) -> None:
    form = SETS[which[0]][which[1]]
    if form.part and form.part not in granted:
        with pytest.raises(NotAccepted):
            visible(known(), form, granted, nothing())
        return
    text = told(form, granted)
    assert {mark for mark in EVERY_MARK if mark in text} <= may_say(form, granted)


@pytest.mark.parametrize(("folder", "name"), EVERY)
def test_what_was_agreed_to_is_on_its_sheet(folder: str, name: str) -> None:
    form = SETS[folder][name]
    text = told(form, ALL)
    for section in form.sections:
        if section.kind == "noted":
            for field in section.fields:
                assert MARK.format(field) in text or field in ("agreed", "paid", "months", "hours")


@pytest.mark.requirement("RE6", "NV29")
@pytest.mark.parametrize("sheet", ["A", "C", "labour", "child", "handover"])
def test_a_sheet_without_signs_holds_no_sign_no_view_and_no_reading(sheet: str) -> None:
    words = Words("en")
    form = next(form for form in SETS["referral-my"].values() if form.sheet == sheet)
    text = told(form, ALL)
    for item in ("papers-kept", "locked"):
        assert words.say(f"item.{item}.mark") not in text
    for path in ("formal_identification", "labour_remedy"):
        assert words.say(f"path-do.{path}") not in text


@pytest.mark.parametrize("sheet", ["A", "labour", "child"])
def test_a_service_is_not_told_where_the_talk_was(sheet: str) -> None:
    form = next(form for form in SETS["referral-my"].values() if form.sheet == sheet)
    assert Words("en").say("setting.vessel.title") not in told(form, ALL)


@pytest.mark.requirement("SH7", "JU15", "NV39")
@pytest.mark.parametrize("sheet", ["plan", "rights", "card", "visit"])
def test_what_the_person_carries_has_no_code_and_no_fingerprint(sheet: str) -> None:
    form = next(form for form in SETS["referral-my"].values() if form.sheet == sheet)
    text = told(form, frozenset())
    assert "K7RM" not in text
    assert "4F2A" not in text


@pytest.mark.requirement("RE6")
def test_a_promise_that_was_not_written_down_is_left_blank_and_never_said_to_be_nothing() -> None:
    form = SETS["referral-my"]["sheet-a"]
    bare = noted(known(), blank=("promised",))
    text = said(build_paper(form, visible(bare, form, ALL, nothing()), root_words=Words("en")))
    assert Words("en").say("form.state.left-blank") in text
    assert Words("en").say("form.state.not-asked") in text
    assert "Nothing" not in text


@pytest.mark.requirement("CH9")
def test_a_child_s_paper_says_that_it_is_not_detention() -> None:
    form = SETS["referral-my"]["child"]
    leaves = build_papers(form, visible(known(), form, ALL, nothing()), root_words=Words("en"))
    assert [each.language for each in leaves] == ["en", "ms"]
    assert "Not detention" in said(leaves[0])
    assert "tahanan" in said(leaves[1])


def test_every_sheet_that_a_recipient_can_get_has_a_layout() -> None:
    assert {form.sheet for form in SETS["referral-my"].values()} >= set(release.SHEET_PARTS)


def test_a_second_country_s_papers_are_a_folder() -> None:
    own = {form.sheet for form in SETS["referral-generic"].values()}
    assert own == {form.sheet for form in SETS["referral-my"].values()} - {"social"}
    text = told(SETS["referral-generic"]["generic-a"], ALL)
    assert "Consent to be referred" in text
    assert "Keperluan" not in text


def test_one_file_holds_the_sheets_of_one_recipient_and_counts_the_pages_of_each() -> None:
    chosen = [SETS["referral-my"][name] for name in ("sheet-a", "labour", "slip")]
    contents = [build_paper(form, visible(known(), form, ALL, nothing()), root_words=Words("en")) for form in chosen]
    pdf = render_all(contents)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = " ".join(page.extract_text() for page in reader.pages)
    for sheet in ("Sheet A", "Labour sheet", "Slip to return"):
        counted = re.findall(rf"\b{sheet}, page (\d) of (\d)", text)
        assert counted == [(str(n), str(len(counted))) for n in range(1, len(counted) + 1)]
        assert 1 <= len(counted) <= 3
    assert reader.metadata is not None
    assert reader.metadata.title == "A labour slip K7RM-4QXD-W"
    assert pdf == render_all(contents)


HOSTILE = {
    "markup": '<img src="file:///etc/hostname"><font color="red"> & &amp; <br/>',
    "nul": "a\0b",
    "overrides": "pay \u202e000,1\u202c RM \u2066x",
    "emoji": "👩🏽‍🚒 🏭 ❤️",
    "scripts": "မြန်မာ ខ្មែរ ไทย 中文 தமிழ் සිංහල اردو ᠮᠣᠩᠭᠣᠯ ⵜⴰⵎⴰⵣⵉⵖⵜ",
    "operators": ") Tj ET Q BT (",
    "lone": "\ud800 x \udfff",
    "long": "a" * 100_000,
    "lines": "\n\n\r\n\x0b\x0c\x85\u2028 end",
}


WRITABLE = [
    (folder, name)
    for folder, name in EVERY
    if {"noted", "plan", "words"} & {section.kind for section in SETS[folder][name].sections}
]
"""Every paper on which something that a person typed can stand."""


def field_of(form: Form) -> str:
    """A note of this paper that may be long."""
    wanted = [field for section in form.sections if section.kind in ("noted", "plan") for field in section.fields]
    return next((field for field in wanted if field not in SHORT), "")


@pytest.mark.parametrize(
    ("folder", "name", "text"),
    [
        pytest.param(
            *paper, text, id=f"{'-'.join(paper)}-{kind}", marks=() if (nth + at) % 4 == 0 else pytest.mark.sweep
        )
        for nth, paper in enumerate(WRITABLE)
        for at, (kind, text) in enumerate(HOSTILE.items())
        if kind != "long" or nth % 4 == 0
    ],
)
def test_hostile_notes_are_printed_and_never_obeyed(folder: str, name: str, text: str) -> None:
    form = SETS[folder][name]
    field = field_of(form)
    hostile = noted(
        known(),
        words=(("papers", text, "told"),),
        view=None,
        chosen=(("papers", text, "told"),),
        notes={field: text},
        plan={field: text},
        closing=(("reach", text),),
    )
    made = build_paper(form, visible(hostile, form, ALL, nothing()), root_words=Words("en"))
    pdf = render_all([made])
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    told = " ".join(page.extract_text() for page in reader.pages)
    assert pikepdf.open(io.BytesIO(pdf)).check_pdf_syntax() == []
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(reader.trailer["/Root"])
    shown = [section for section in form.sections if section.kind != "stay"]  # nobody is held
    last = next(section for section in reversed(shown) if section.kind in ("cards", "lines", "law", "noted", "plan"))
    assert said(made.blocks[shown.index(last)]).split()[0] in told
    if text == HOSTILE["long"]:
        assert told.replace("\n", "").count("a") >= 100_000


LINES = tomllib.loads((Path(__file__).parents[1] / "lines.toml").read_text(encoding="utf-8"))


@needs_poppler
@pytest.mark.parametrize(
    ("folder", "name", "language"),
    [
        (*WRITABLE[(nth + step) % len(WRITABLE)], language)
        for nth, language in enumerate(LINES)
        for step in (0, len(WRITABLE) // 2)
    ],
)
def test_words_of_every_language_are_copied_whole_from_every_kind_of_paper(
    folder: str, name: str, language: str
) -> None:
    form = SETS[folder][name]
    line = LINES[language][0]
    field = field_of(form)
    told = noted(
        known(),
        language=language,
        words=(("papers", line, "told"),),
        chosen=(("papers", line, "told"),),
        notes={field: line},
        plan={field: line},
        closing=(("reach", line),),
    )
    pdf = render_all([build_paper(form, visible(told, form, ALL, nothing()), root_words=Words("en"))])
    copied = " ".join(" ".join(poppler_lines(pdf)).split())
    assert line in copied


@pytest.mark.requirement("GA8", "RE10")
@pytest.mark.parametrize(("folder", "name"), [each for each in EVERY if each[1] != "card"])
def test_every_layout_is_sound_pdf_on_at_most_two_pages(folder: str, name: str) -> None:
    form = SETS[folder][name]
    pdf = render_all([build_paper(form, visible(known(), form, ALL, nothing()), root_words=Words("en"))])
    document = pikepdf.open(io.BytesIO(pdf))
    assert document.check_pdf_syntax() == []
    assert len(document.pages) <= 2


@pytest.mark.requirement("RE18")
@pytest.mark.parametrize("sheet", ["A", "B", "C", "labour", "child", "social"])
def test_what_is_given_away_asks_to_be_destroyed_by_a_day(sheet: str) -> None:
    form = next(form for form in SETS["referral-my"].values() if form.sheet == sheet)
    assert "24 September 2026" in told(form, ALL)
    assert "destroy" in told(form, ALL).lower()


def test_the_record_s_own_copy_and_the_person_s_papers_do_not() -> None:
    own = dataclasses.replace(known(), recipient="")
    form = SETS["referral-my"]["referral-my"]
    assert "destroy" not in said(build_paper(form, visible(own, form, ALL, nothing()), root_words=Words("en")))
    for sheet in ("plan", "rights", "card", "visit", "slip"):
        form = next(form for form in SETS["referral-my"].values() if form.sheet == sheet)
        assert "destroy" not in told(form, ALL)


def test_the_copy_of_the_record_says_of_each_of_its_parts_whether_anything_is_recorded() -> None:
    own = SETS["referral-generic"]["own"]
    stated = [each.field for each in build_paper(own, known(), root_words=Words("en")).stated]
    assert stated[-4:] == ["needs", "record", "promised", "consent"]


@pytest.mark.parametrize(("name", "cells"), [("child", 4), ("sheet-c", 1)])
def test_the_sheets_of_child_and_investigator_have_frame_code_and_answer_strip_one_language_a_leaf(
    name: str, cells: int
) -> None:
    form = SETS["referral-my"][name]
    leaves = build_papers(form, visible(known(), form, ALL, nothing()), root_words=Words("en"))
    assert len({each.language for each in leaves}) == len(leaves) == 2
    for leaf in leaves:
        (frame,) = [part for block in leaf.blocks for part in block.parts if isinstance(part, Frame)]
        assert len(frame.cells) == cells
        assert isinstance(leaf.blocks[-1].parts[0], AnswerStrip)
        assert leaf.face is not None and leaf.face.pages == 1


def test_nobody_is_asked_to_answer_to_officer_officer() -> None:
    form = SETS["referral-my"]["sheet-a"]
    made = dataclasses.replace(visible(known(), form, ALL, nothing()), officer="Officer L-17")
    text = said(build_paper(form, made, root_words=Words("en")))
    assert "Please send your answer to Officer L-17" in text
    assert "officer Officer" not in text
