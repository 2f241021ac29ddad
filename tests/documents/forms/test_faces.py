"""Sheets A and B in one language: what stands in the first third, by element, against, open, and in the plot."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re

import pypdf
import pytest

from screening.casework.content.directory import shipped as shipped_directory
from screening.casework.content.edition import Content
from screening.documents.forms.blank_forms import empties
from screening.documents.forms.facts import Facts
from screening.documents.forms.first_page import MOST_SIGNS, FirstPage
from screening.documents.forms.first_page_rows import answer, pairs, plot
from screening.documents.forms.first_page_sheet import SOON, URGENT, WORD_WIDTH, FaceSheet, overflow
from screening.documents.forms.leaves import build_papers, face_language
from screening.documents.forms.paper import FormContent
from screening.documents.forms.redaction import visible
from screening.documents.forms.render import render_all
from screening.documents.layout.blocks import (
    AnswerStrip,
    EvidenceRow,
    Frame,
    LabelledValues,
    Pairs,
    Plot,
    Shaped,
    Table,
)
from screening.documents.layout.line_boxes import BoxMark, LineMark, Mark, RuleMark
from screening.documents.pdf.rasterise import page_count
from screening.documents.typography.paragraphs import set_paragraph
from screening.domain.answers import Where
from screening.domain.known.known import AskedNo, Value
from screening.domain.known.needs import Haste
from screening.domain.scoring.legal_elements import ElementState
from screening.settings import OWN
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight
from tests.documents.forms.test_paper_contents import ALL, SETS, known, nothing, said
from tests.documents.some_facts import facts, fields, noted
from tests.printed_text import joined

EN, MS = Words("en"), Words("ms")
AFRAID = Haste(True, Value(named=("danger.afraid",)))
PRESSING = Haste(True, Value(named=("told",)))
OFFICERS = [pack.tag for pack in officer_languages()]
A, B = SETS["referral-my"]["sheet-a"], SETS["referral-my"]["referral-my"]
SIGNS = "papers-kept locked little-pay threats debt-grows housed-by arranged-by bad-housing"


def face(form: object, told: Facts, language: str = "en") -> FormContent:
    other = "ms" if language == "en" else "en"
    assert form in (A, B)
    layout = dataclasses.replace(form, languages=(language,))  # type: ignore[type-var]
    return FirstPage(layout, told, Words("en"), other).content()


def part(content: FormContent, kind: type) -> object:
    return next(each for block in content.blocks for each in block.parts if isinstance(each, kind))


def frame(content: FormContent) -> Frame:
    found = part(content, Frame)
    assert isinstance(found, Frame)
    return found


def texts(content: FormContent) -> str:
    return said(tuple(content.blocks))


def test_danger_found_at_the_gate_makes_a_sheet_urgent_and_says_why(content: Content) -> None:
    told = facts(content, haste=AFRAID, needs=(("danger", True), ("medical", False)))
    for form in (A, B):
        shown = frame(face(form, told))
        assert (shown.word, shown.urgent) == ("URGENT", True)
        assert shown.reason.text
        assert shown.ask == EN.say("form.face.ask-now")


def test_without_danger_it_says_what_was_found_and_by_which_day_and_never_that_it_can_wait(content: Content) -> None:
    shown = frame(face(B, facts(content, haste=Haste(False, AskedNo()), answer_by="2026-12-04")))
    assert (shown.word, shown.urgent) == ("How soon", False)
    assert shown.reason.text == EN.say("form.haste.none")
    assert "4 December 2026" in shown.ask
    assert frame(face(B, facts(content))).reason.text == EN.say("form.state.not-asked")


def test_a_health_danger_is_no_reason_that_the_police_are_told(content: Content) -> None:
    told = noted(known(), haste=Haste(True, Value(named=("danger.hurt",))))
    granted = frozenset({"signs"})
    shown = frame(face(B, visible(told, B, granted, nothing())))
    assert shown.urgent
    assert (shown.reason.text, shown.reason.shape) == (EN.say("form.state.kept-back"), "envelope")


@pytest.mark.requirement("RE6")
def test_at_most_three_needs_stand_in_the_frame_and_every_need_below(content: Content) -> None:
    needs = tuple((name, True) for name in ("danger", "medical", "basic", "phone", "wages"))
    states = (*((name, "now") for name, _ in needs[:4]), ("wages", "later"))
    content_a = face(A, facts(content, needs=needs, need_states=states))
    (needed, *_) = frame(content_a).cells
    assert [value.number for value in needed.values] == ["1", "2", "3", ""]
    grid = part(content_a, Pairs)
    below = [each for block in content_a.blocks for each in block.parts if isinstance(each, Pairs) and each.ruled]
    assert [pair.label for pair in below[0].pairs] == [EN.say(f"directory.need.{name}") for name, _ in needs]
    assert {pair.values[0].shape for pair in below[0].pairs} == {"disc", "half"}
    assert grid


@pytest.mark.requirement("RE7")
def test_signs_stand_under_their_element_strongest_first_and_the_rest_by_number(content: Content) -> None:
    told = facts(content, yes=SIGNS)
    table = part(face(B, told), Table)
    assert isinstance(table, Table)
    assert len(table.groups) == 3
    rows = [row for group in table.groups for row in group.rows]
    assert len(rows) <= MOST_SIGNS[0]
    for name, group in zip(told.assessment.elements, table.groups, strict=True):
        assert group.rows or told.assessment.elements[name].state is ElementState.NOT_ASKED
    text = texts(face(B, told))
    for item in SIGNS.split():
        assert content.protocol.items[item].number in text
    shorter = FirstPage(dataclasses.replace(B, languages=("en",)), told, Words("en"), "ms", level=4).content()
    fewer = part(shorter, Table)
    assert isinstance(fewer, Table)
    assert sum(len(group.rows) for group in fewer.groups) <= MOST_SIGNS[4] < len(rows)
    for item in SIGNS.split():
        assert content.protocol.items[item].number in texts(shorter)


def test_a_sign_of_two_elements_stands_under_both_where_one_would_have_no_line(content: Content) -> None:
    table = part(face(B, facts(content, yes="locked pay-held")), Table)
    assert isinstance(table, Table)
    number = content.protocol.items["pay-held"].number
    _, means, purpose = ([row.number for row in group.rows] for group in table.groups)
    assert purpose == [number]
    assert means


def test_what_speaks_against_stands_in_the_same_columns(content: Content) -> None:
    tables = [
        each
        for block in face(B, facts(content, yes="locked", no="violence")).blocks
        for each in block.parts
        if isinstance(each, Table)
    ]
    assert tables[0].shares == tables[1].shares
    (row,) = tables[1].groups[0].rows
    assert isinstance(row, EvidenceRow)
    assert row.cells[0] == EN.say("reason.said-no", fact=EN.say("item.violence.mark"))


def test_the_plot_has_five_rows_in_one_order_and_whole_columns(content: Content) -> None:
    for told in (facts(content), facts(content, yes=SIGNS)):
        plot = part(face(B, told), Plot)
        assert isinstance(plot, Plot)
        assert len(plot.rows) == 5
        for row in plot.rows:
            assert row.columns is None or row.columns[0] <= row.columns[1] <= row.columns[2]
    assert [row.label for row in plot.rows] == [
        EN.say(f"explanation.{name}")
        for name in ("trafficking", "smuggling", "irregular_migration", "labour_violation", "protection")
    ]


def test_the_plot_names_the_most_fitting_band_where_there_is_more_than_one_and_only_there(content: Content) -> None:
    told = facts(content, yes=SIGNS)
    assert told.assessment is not None
    bands = {**told.assessment.bands, "trafficking": ("some", "moderate", "strong"), "smuggling": ("some",) * 3}
    told = dataclasses.replace(told, assessment=dataclasses.replace(told.assessment, bands=bands))
    plot = part(face(B, told), Plot)
    assert isinstance(plot, Plot)
    named = EN.say("form.face.best", words="", best=EN.say("band.moderate"))
    assert named in plot.rows[0].words.text
    assert plot.rows[1].words.text == EN.say("band.some")


def test_the_blocks_have_the_same_numbers_in_both_languages(content: Content) -> None:
    told = visible(known(), B, ALL, nothing())
    one, other = (face(B, told, language) for language in ("en", "ms"))
    numbers = [[block.heading.split()[0] for block in each.blocks if block.heading] for each in (one, other)]
    assert numbers[0] == numbers[1] == [str(n) for n in range(1, 10)]


def test_a_sheet_is_whole_in_the_receiver_s_language_and_again_in_the_other() -> None:
    told = dataclasses.replace(known(), face_languages=("en", "ms"))
    made = build_papers(A, visible(told, A, ALL, nothing()), root_words=Words("en"))
    assert [each.language for each in made] == ["en", "ms"]
    assert EN.say("paper.sheet-a.title") in said(made[0])
    assert MS.say("paper.sheet-a.title") not in said(made[0])
    assert face_language(A, ()) == "ms"
    assert face_language(A, ("ta", "en")) == "en"


def ends(mark: Mark) -> tuple[float, float]:
    """Where a mark of the answer strip begins and ends."""
    if isinstance(mark, BoxMark):
        return mark.x, mark.x + mark.side
    if isinstance(mark, LineMark):
        return mark.x, mark.x + mark.line.width
    assert isinstance(mark, RuleMark)
    return mark.x1, mark.x2


def height(mark: BoxMark | LineMark | RuleMark) -> float:
    """Where its middle stands on the sheet."""
    if isinstance(mark, RuleMark):
        return mark.y1
    return mark.y + (mark.side if isinstance(mark, BoxMark) else mark.line.height) / 2


@pytest.mark.parametrize("language", OFFICERS)
def test_the_word_that_says_how_soon_stands_in_one_line(language: str) -> None:
    for name, size in (("urgent", URGENT), ("how-soon", SOON), ("not-urgent", SOON)):
        word = Words(language).say(f"form.face.{name}")
        lines = set_paragraph(word, language=language, size=size, weight=Weight.BOLD, width=WORD_WIDTH)
        assert len(lines) == 1, (name, word)


@pytest.mark.parametrize("form", [A, B])
@pytest.mark.parametrize("language", OFFICERS)
def test_nothing_in_the_answer_strip_lies_on_another(form: object, language: str) -> None:
    made = face(form, known(), language)
    strip = part(made, AnswerStrip)
    assert isinstance(strip, AnswerStrip)
    boxes = next(answer(FaceSheet(made), strip)).marks
    box = next(mark for mark in boxes if isinstance(mark, BoxMark))
    middle = box.y + box.side / 2
    shown = [mark for mark in boxes if isinstance(mark, BoxMark | LineMark | RuleMark)]
    row = [mark for mark in shown if abs(height(mark) - middle) < box.side]
    spans = sorted(ends(mark) for mark in row)
    assert all(before[1] <= after[0] + 0.01 for before, after in itertools.pairwise(spans)), spans


def test_an_answer_goes_to_the_officer_who_referred_where_no_name_is_known() -> None:
    strip = part(face(B, dataclasses.replace(known(), officer="", answer_by="")), AnswerStrip)
    assert isinstance(strip, AnswerStrip)
    assert strip.title.startswith("Please send your answer to the officer who referred.")


@pytest.mark.parametrize("language", OFFICERS)
def test_sheet_a_stands_on_one_page_a_side(language: str) -> None:
    plain = dict.fromkeys(("reach", "must-not-know", "promised", "earlier"), "After 20:00, by the cousin.")
    needs = ("danger", "medical", "basic", "phone", "interpreter", "shelter", "child-care", "papers", "wages", "legal")
    told = dataclasses.replace(
        known(),
        known=fields(plain),
        needs=tuple((name, True) for name in needs),
        need_states=tuple((name, "now") for name in needs),
        face_languages=(language,),
    )
    layout = dataclasses.replace(A, languages=(language,))
    made = build_papers(layout, visible(told, layout, ALL, nothing()), root_words=Words("en"))
    assert page_count(render_all(made[:1])) == 1


@pytest.mark.parametrize("language", OFFICERS)
def test_needs_that_nobody_asked_about_are_named_in_one_line_before_a_sheet_goes_over(language: str) -> None:
    needs = [need.id for need in shipped_directory(OWN).needs]
    states = tuple((name, "later" if at % 2 else "not-asked") for at, name in enumerate(needs))
    told = dataclasses.replace(
        known(),
        known=fields(dict.fromkeys(("reach", "must-not-know", "promised", "earlier", "dependants"), "After 20:00.")),
        needs=tuple((name, False) for name in needs),
        need_states=states,
        face_languages=(language,),
    )
    layout = dataclasses.replace(A, languages=(language,))
    made = build_papers(layout, visible(told, layout, ALL, nothing()), root_words=Words("en"))
    data = render_all(made[:1])
    assert page_count(data) == 1
    printed = joined(pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text())
    for name in needs:
        assert joined(Words(language).say(f"directory.need.{name}")) in printed


def test_what_the_frame_has_no_room_for_stands_whole_below_it() -> None:
    long = " ".join(f"word{n}" for n in range(120))
    told = noted(known(), notes={"reach": long}, haste=Haste(False, Value(long)))
    data = render_all(build_papers(A, visible(told, A, ALL, nothing()), root_words=Words("en"))[:1])
    found = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert {f"word{n}" for n in range(120)} <= set(found.split())


def test_what_is_asked_of_the_reader_is_printed_in_the_frame() -> None:
    made = build_papers(A, visible(known(), A, ALL, nothing()), root_words=Words("en"))[:1]
    printed = pypdf.PdfReader(io.BytesIO(render_all(made))).pages[0].extract_text()
    assert frame(made[0]).ask in " ".join(printed.split())


def test_the_three_words_stand_at_the_foot_of_every_page() -> None:
    told = visible(dataclasses.replace(known(), words=(("papers", "kata " * 3000, "told"),)), B, ALL, nothing())
    reader = pypdf.PdfReader(io.BytesIO(render_all(build_papers(B, told, root_words=Words("en"))[:1])))
    assert len(reader.pages) > 2
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        for state in ("not-asked", "kept-back", "left-blank"):
            assert EN.say(f"form.face.why.{state}") in text
        assert EN.say("form.face.page", sheet="B", page=number, pages=len(reader.pages)) in text
        assert "K7RM-4QXD-W" in text
        assert "Destroy by 24 September 2026" in text


def test_an_empty_face_has_a_frame_with_lines_and_nothing_below_it() -> None:
    (made, other) = empties(A, visible(noted(known()), A, ALL, nothing()), root_words=Words("en"))
    assert (made.language, other.language) == ("en", "ms")
    assert list(overflow(FaceSheet(made), frame(made))) == []


def test_where_harm_happened_stands_beside_it_and_else_the_topic(content: Content) -> None:
    told = facts(content, yes="locked papers-kept")
    known_where = {**told.answers, "locked": dataclasses.replace(told.answers["locked"], where=Where.WORK)}
    table = part(face(B, dataclasses.replace(told, answers=known_where)), Table)
    assert isinstance(table, Table)
    places = {row.number: row.cells[2] for group in table.groups for row in group.rows}
    items = content.protocol.items
    assert places[items["locked"].number] == EN.say("where.work")
    assert places[items["papers-kept"].number] == EN.say(f"topic.{items['papers-kept'].topic}.title")


def test_what_is_not_asked_is_counted_apart_from_what_is_shown_of_it(content: Content) -> None:
    missing = tuple(content.protocol.items)
    for told, text in (
        (facts(content, missing=missing[:3]), EN.say("form.face.open", n=3, of=len(missing))),
        (facts(content), EN.say("form.face.open-all", of=len(missing))),
    ):
        notes = [note.text for block in face(B, told).blocks for note in block.note]
        assert text in notes
        assert text.startswith(f"{len(missing)} not asked")


@pytest.mark.parametrize(("several", "spans"), [(3, ["TD", "TD", "TD-span3"]), (4, ["TD"] * 4)])
def test_a_last_pair_without_one_beside_it_has_the_whole_row_to_a_reader_of_the_screen(
    several: int, spans: list[str]
) -> None:
    sheet = FaceSheet(face(A, known()))
    told = Pairs(tuple(LabelledValues(f"label {n}", (Shaped(f"value {n}"),)) for n in range(several)), columns=2)
    marks = [mark for strip in pairs(sheet, told) for mark in strip.marks if isinstance(mark, LineMark)]
    assert [mark.cell for mark in marks if mark.line.shown.startswith("value")] == spans


def test_words_of_two_lines_beside_the_plot_stay_between_its_rules(content: Content) -> None:
    told = facts(content, yes=SIGNS)
    sheet = FaceSheet(face(B, told, "ms"))
    made = part(sheet.content, Plot)
    assert isinstance(made, Plot)
    for strip in plot(sheet, made):
        for mark in strip.marks:
            if isinstance(mark, LineMark):
                assert mark.y >= 0 and mark.y + mark.line.height <= strip.height + 0.01


@pytest.mark.parametrize(
    ("duty", "mark"), [("cpc-s13", "bill"), ("child-act-s27", "bill"), ("an Act that somebody typed", "not-read")]
)
@pytest.mark.parametrize("language", ["en", "ms"])
def test_a_duty_in_law_says_on_every_sheet_how_far_its_text_was_seen(language: str, duty: str, mark: str) -> None:
    words = Words(language)
    place = words.known(f"statute.{duty}.place", duty)
    told = dataclasses.replace(known(), duty=place, told=False)
    for form in SETS["referral-my"].values():
        if any(section.kind == "consent-this" for section in form.sections):
            made = build_papers(form, visible(told, form, ALL, nothing()), root_words=Words("en"))
            text = "\n".join(said(tuple(content.blocks)) for content in made)
            seen = words.say(f"country.mark.{mark}")
            line = words.say("form.consent-this.duty-unasked", duty=place, seen=seen)
            assert line in text and seen in line, form.id
            assert words.say("form.consent-this.duty", duty=place, seen=seen) not in text


def test_no_section_stands_on_a_sheet_without_how_far_it_was_seen(content: Content) -> None:
    marks = [Words(tag).say(f"country.mark.{each}") for tag in ("en", "ms") for each in ("text", "bill", "not-read")]
    told = facts(content, yes=SIGNS, law=known().law, wage_law=known().wage_law)
    found = 0
    for form in SETS["referral-my"].values():
        if form.size == "card" or "cards" in {section.kind for section in form.sections}:  # those have it beside each
            continue
        for made in build_papers(form, visible(told, form, ALL, nothing()), root_words=Words("en")):
            for line in said(tuple(made.blocks)).splitlines():
                if re.search(r"(?:Act|Akta) 670, (?:section|seksyen) \d+", line):
                    found += 1
                    assert any(mark in line for mark in marks), (form.id, line)
    assert found


def test_a_need_that_cannot_wait_makes_sheet_b_urgent_too_and_is_not_named_to_who_may_not_know_it(
    content: Content,
) -> None:
    pressing = next(item.id for item in content.protocol.items.values() if item.need == "urgent")
    told = facts(content, yes=f"{pressing} locked", haste=PRESSING, code="K7RM-4QXD-W", recipient="Police")
    own, police = face(B, told), face(B, visible(told, B, frozenset({"signs"}), nothing()))
    for made in (own, police):
        assert frame(made).urgent and EN.say("form.haste.none") not in texts(made)
    assert frame(own).reason.text == f"{EN.say('form.haste.told')}."
    assert frame(police).reason.text == EN.say("form.state.kept-back")


def test_an_interpreter_who_was_noted_is_not_called_not_asked(content: Content) -> None:
    told = facts(content, needs=(("interpreter", False),), need_states=(("interpreter", "not-asked"),))
    told = noted(told, notes={"interpreter": "By phone"})
    grid = [each for block in face(A, told).blocks for each in block.parts if isinstance(each, Pairs) and each.ruled]
    (value,) = grid[0].pairs[0].values
    assert (value.text, value.shape) == (EN.say("form.face.more-in", n=3), "")


def test_whom_it_is_for_is_named_in_the_language_of_the_sheet(content: Content) -> None:
    told = facts(content, recipient="Police", recipient_text="directory.entry.police-trafficking.name")
    for language in ("en", "ms"):
        made = face(B, told, language).face
        assert made is not None
        assert Words(language).say("directory.entry.police-trafficking.name") in made.about
