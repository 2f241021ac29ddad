"""What the first page says, part by part: each case of a fact has its own words, and silence is told as what it is."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from screening.casework.content.edition import Content
from screening.documents.forms.content import COLUMNS, across
from screening.documents.forms.facts import Facts
from screening.documents.forms.first_page import LARGE, FirstPage
from screening.documents.forms.first_page_signs import MOST_AGAINST, MOST_SIGNS, MOST_STEPS
from screening.documents.forms.loader import Form
from screening.documents.layout.blocks import AnswerStrip, Pairs, Said, Sides, Steps, Table
from screening.domain.events.catalogue import ViewWritten
from screening.domain.known.known import AskedNo, Declined, LeftBlank, NotPassedOn, Value
from screening.domain.known.needs import Haste
from screening.domain.scoring.assessment import COUNTED_PATHS
from screening.wording.catalogue.translations import Words
from tests.documents.forms.test_paper_contents import SETS
from tests.documents.some_facts import facts, noted

EN = Words("en")
SHEETS = {form.sheet: form for form in SETS["referral-my"].values()}


def page(sheet: str, told: Facts, other: str = "ms", **more: Any) -> FirstPage:
    return FirstPage(dataclasses.replace(SHEETS[sheet], languages=("en",)), told, Words("en"), other, **more)


def face(name: str, **fields: str | int) -> str:
    return EN.say(f"form.face.{name}", **fields)


def texts(shaped: Any) -> list[str]:
    return [each.text for each in shaped]


# --- head


@pytest.mark.parametrize(
    ("day", "hour", "shown"),
    [
        ("2026-03-28", "15:40", "28 March 2026, 15:40"),
        ("2026-03-28", "", "28 March 2026"),
        ("", "15:40", ""),
        ("", "", ""),
    ],
)
def test_the_hour_stands_behind_the_day_and_never_alone(content: Content, day: str, hour: str, shown: str) -> None:
    made = page("A", facts(content, day=day, hour=hour)).content().face
    assert made is not None and made.day == shown
    plan = page("plan", facts(content, day=day, hour=hour)).content().face
    assert plan is not None and plan.day == "", "the person's own sheet has no day"


@pytest.mark.parametrize(
    ("sheet", "case", "large"), [("A", True, False), ("B", True, False), ("plan", False, True), ("visit", False, False)]
)
def test_only_sheets_of_a_case_have_its_code_its_letters_and_a_foot(
    content: Content, sheet: str, case: bool, large: bool
) -> None:
    made = page(sheet, facts(content, code="K7RM-4QXD-W", fingerprint="4F2A", day="2026-03-28")).content()
    assert made.code == ("K7RM-4QXD-W" if case else "")
    assert made.fingerprint == ("4F2A" if case else "")
    assert bool(made.foot) is bool(made.seal[0]) is case
    assert made.face is not None and bool(made.face.missing) is case
    assert (made.face.body == LARGE) is large
    assert made.practice == ""


def test_without_a_fingerprint_no_letters_are_promised_and_practice_says_so(content: Content) -> None:
    made = page("A", facts(content, practice=True)).content()
    assert made.seal == ("", "")
    assert made.practice == EN.say("form.practice")
    assert made.face is not None and made.face.other
    alone = page("A", facts(content), other="").content().face
    assert alone is not None and alone.other == ""


def test_under_the_title_stands_for_whom_it_is_and_of_whom_as_far_as_may_be_known(content: Content) -> None:
    told = facts(content, recipient="House", language="bn")
    recipient, age, speaks = page("A", told).about()
    assert recipient == f"{EN.say('form.field.recipient')}: House."
    assert age == f"{EN.say('form.age.adult')}."
    assert speaks == face("speaks", language="Bangla")
    assert len(list(page("A", facts(content, recipient="House")).about())) == 2
    assert next(iter(page("social", dataclasses.replace(told, recipient="", own=True)).about())) == (
        f"{EN.say('form.for-person')}."
    )
    assert "House" not in " ".join(page("own", told).about()), "the record's own copy goes to nobody"
    assert list(page("plan", told).about()) == []
    assert len(list(page("plan", told, other="").about())) == 1
    assert len(list(page("plan", told, again=True).about())) == 1


# --- the frame


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"haste": Haste(True, Value(named=("danger.afraid",)))}, ["directory.need.danger"]),
        ({"haste": Haste(True, Value(named=("danger.officer",)))}, ["directory.need.danger"]),
        ({"haste": Haste(True, Value(named=("danger.hurt",)))}, []),
        ({"language": "bn"}, ["interpreter"]),
        ({"language": "en"}, []),
        ({"interviewer": True}, ["interviewer"]),
        ({"language": "bn", "interviewer": True}, ["interpreter", "interviewer"]),
    ],
)
def test_an_authority_is_told_what_it_can_see_to(content: Content, more: dict[str, Any], told: list[str]) -> None:
    words = {
        "interpreter": face("need-interpreter", language="Bangla"),
        "interviewer": face("need-interviewer"),
        "directory.need.danger": EN.say("directory.need.danger"),
    }
    shown = page("B", facts(content, **more)).needed()
    expected = [words[each] for each in told] or [EN.say("form.state.not-asked")]
    assert texts(shown) == expected
    assert [each.number for each in shown] == [str(n) for n in range(1, len(told) + 1)] or not told
    kept = page("B", facts(content, needs_kept=True, **more)).needed()
    assert texts(kept) == [*(words[each] for each in told), EN.say("form.state.kept-back")]


@pytest.mark.parametrize(
    ("states", "needs", "told"),
    [
        ((("medical", "now"), ("wages", "later")), (("medical", True), ("wages", True)), ["directory.need.medical"]),
        ((("medical", "no"),), (("medical", False),), ["none-now"]),
        ((("medical", "no"), ("wages", "later")), (("medical", False), ("wages", True)), ["see-needs"]),
        ((("medical", "no"), ("wages", "offer")), (("medical", False), ("wages", False)), ["see-needs"]),
        ((("medical", "not-asked"),), (("medical", False),), ["see-needs"]),
    ],
)
def test_what_is_needed_now_stands_in_the_frame_and_that_nothing_is_only_where_it_was_asked(
    content: Content, states: Any, needs: Any, told: list[str]
) -> None:
    shown = page("A", facts(content, needs=needs, need_states=states)).needed()
    assert texts(shown) == [EN.say(each) if "." in each else face(each) for each in told]


@pytest.mark.parametrize(
    ("typed", "shown"), [("He waits outside", "He waits outside."), ("Now!", "Now!"), ("کل۔", "کل۔")]
)
def test_a_reason_that_was_typed_ends_with_a_full_stop(content: Content, typed: str, shown: str) -> None:
    word, urgent, reason = page("A", facts(content, notes={"urgency": typed})).how_soon()
    assert (word, urgent, reason.text) == (face("how-soon"), False, shown)


def test_how_soon_is_kept_back_or_not_asked_or_not_this_reader_s(content: Content) -> None:
    assert page("A", facts(content)).how_soon()[2].text == EN.say("form.state.not-asked")
    assert page("A", facts(content, haste=Haste(True))).how_soon()[:2] == (face("urgent"), True)
    assert page("A", facts(content, haste=Haste(True))).how_soon()[2].text == EN.say("form.state.kept-back")
    assert page("C", facts(content, haste=Haste(True))).how_soon() == (
        face("how-soon"),
        False,
        page("C", facts(content)).how_soon()[2],
    )
    assert page("C", facts(content, haste=Haste(True))).how_soon()[2].text == ""


@pytest.mark.parametrize(
    ("urgent", "day", "told"),
    [
        (True, "2026-12-04", ("ask-now", {})),
        (False, "2026-12-04", ("ask-by", {"day": "4 December 2026"})),
        (False, "", ("ask", {})),
    ],
)
def test_what_is_asked_says_by_when(content: Content, urgent: bool, day: str, told: Any) -> None:
    name, fields = told
    assert page("A", facts(content, answer_by=day)).ask(urgent) == face(name, **fields)


def test_where_the_person_is_stands_with_until_when_or_that_they_said_no(content: Content) -> None:
    place, until = page("A", facts(content, notes={"whereabouts": "Block C", "until": "Friday"})).where()
    assert (place.text, until.text) == ("Block C", f"{face('until')}: Friday")
    told = facts(content, region="johor", notes={"workplace": "Kilang Satu"}, granted=(("place", "no"),))
    (no,) = page("A", told).where()
    assert no.text == face("where-no")
    silent = page("A", dataclasses.replace(told, granted=())).where()
    assert texts(silent)[2:] == [
        f"{EN.say('form.field.region')}: Johor",
        f"{EN.say('form.note.workplace')}: Kilang Satu",
    ]
    kept = dataclasses.replace(told, known={**told.known, "whereabouts": NotPassedOn(), "until": NotPassedOn()})
    assert page("A", kept).where()[0].text == EN.say("form.state.kept-back")
    assert len(page("B", dataclasses.replace(told, granted=(), recipient="Police")).where()) == 2


def test_who_refers_is_named_or_said_to_be_missing(content: Content) -> None:
    shown = page("A", facts(content, officer="L-17", organisation="A house", telephone="03-1")).who()
    assert texts(shown) == [f"{EN.say('form.field.officer')}: L-17", "A house", "03-1"]
    assert [each.bold for each in shown] == [False, False, True]
    blank = facts(content, blank=("officer", "organisation", "telephone"))
    gone = EN.say("form.state.left-blank")
    assert texts(page("A", blank).who()) == [
        gone, f"{EN.say('form.field.organisation')}: {gone}", f"{EN.say('form.field.telephone')}: {gone}"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "officer", "day", "title", "boxes"),
    [
        ("A", "L-17", "2026-12-04", "answer-by", ("take", "take-part", "cannot")),
        ("A", "L-17", "", "answer", ("take", "take-part", "cannot")),
        ("A", "", "2026-12-04", "answer-unnamed", ("take", "take-part", "cannot")),
        ("B", "L-17", "2026-12-04", "answer-by", ("accepted", "redirected", "declined")),
    ],
)
def test_the_answer_goes_to_who_referred_with_three_boxes(
    content: Content, sheet: str, officer: str, day: str, title: str, boxes: tuple[str, ...]
) -> None:
    told = facts(content, officer=officer, answer_by=day, code="K7RM-4QXD-W")
    (strip,) = page(sheet, told).strip()
    assert isinstance(strip, AnswerStrip)
    shown_day = "4 December 2026" if day else ""
    assert strip.title == f"{face(title, officer=officer, day=shown_day)} K7RM-4QXD-W"
    assert strip.boxes == tuple(zip(map(face, boxes), (False, True, sheet == "B"), strict=True))
    assert strip.lines == (face("answer-who"), face("answer-when"))
    assert list(page(sheet, dataclasses.replace(told, own=True)).strip()) == []


def test_needs_stand_in_a_grid_with_advice_and_where_it_is_full_the_unasked_in_one_line(content: Content) -> None:
    needs = (("medical", True), ("wages", False), ("family", True))
    told = facts(content, needs=needs, need_states=(("medical", "now"), ("wages", "not-asked")))
    *advice, grid = page("A", told).need_grid()
    assert isinstance(grid, Pairs) and grid.ruled and grid.columns == 2
    assert [(pair.label, pair.values[0].text) for pair in grid.pairs] == [
        (EN.say("directory.need.medical"), face("need.now")),
        (EN.say("directory.need.wages"), face("need.not-asked")),
        (EN.say("directory.need.family"), face("need.now")),
    ]
    advised = [name for name, named in needs if named and EN.known(f"directory.advice.{name}")]
    assert len(advice) == len(advised)
    *_, folded, line = page("A", told, level=1).need_grid()
    assert [pair.label for pair in folded.pairs] == [EN.say("directory.need.medical"), EN.say("directory.need.family")]
    assert line.pairs[0].values[0].text == f"{face('need.not-asked')}: {EN.say('directory.need.wages')}"


def test_what_the_paper_is_stands_in_both_languages(content: Content) -> None:
    (both, *_) = page("A", facts(content)).limits(())
    assert isinstance(both, Sides)
    assert [tag for tag, _ in both.sides] == ["en", "ms"]
    (alone, *_) = page("A", facts(content), other="").limits(())
    assert [tag for tag, _ in alone.sides] == ["en"]


# --- signs


def test_lines_are_dealt_to_the_elements_in_turn_each_item_once(content: Content) -> None:
    sheet = page("B", facts(content))
    dealt = sheet.dealt({"act": ("a", "b"), "means": ("a", "c", "d"), "purpose": ("a",), "none": ()})
    assert dealt == {"act": ["a", "b"], "means": ["c", "d"], "purpose": ["a"], "none": []}
    many = tuple(f"i{n}" for n in range(30))
    assert sum(len(each) for each in sheet.dealt({"act": many[:15], "means": many[15:]}).values()) == MOST_SIGNS[0]
    for level, most in enumerate(MOST_SIGNS):
        shorter = page("B", facts(content), level=level).dealt({"act": many})
        assert shorter == {"act": list(many[:most])}


def test_steps_are_the_paths_without_information_then_what_silence_means_and_the_day(content: Content) -> None:
    told = facts(content, yes="locked", answer_by="2026-12-04")
    paths = ("information", *[each for each in COUNTED_PATHS if each != "information"][:2])
    told = dataclasses.replace(told, assessment=dataclasses.replace(told.assessment, paths=paths))
    (steps,) = page("B", told).steps()
    assert isinstance(steps, Steps)
    silence, day = face("step-silence"), face("step-answer", day="4 December 2026")
    assert steps.steps == (*(EN.say(f"path-do.{each}") for each in paths[1:]), silence, day)
    many = tuple(each for each in COUNTED_PATHS if each != "information")[:MOST_STEPS]
    told = dataclasses.replace(told, answer_by="", assessment=dataclasses.replace(told.assessment, paths=many))
    (steps,) = page("B", told).steps()
    assert steps.steps == (*(EN.say(f"path-do.{each}") for each in many[: MOST_STEPS - 1]), silence)


def test_what_speaks_against_says_how_many_more_there_are(content: Content) -> None:
    asked = [item.id for item in content.protocol.items.values() if item.no][: MOST_AGAINST[0] + 2]
    told = facts(content, no=" ".join(asked))
    table, more = page("B", told).contrary()
    assert isinstance(table, Table) and table.shares == COLUMNS
    assert [row.number for row in table.groups[0].rows] == [
        content.protocol.items[item].number for item in page("B", told).denied()[: MOST_AGAINST[0]]
    ]
    rest = page("B", told).denied()[MOST_AGAINST[0] :]
    numbers = ", ".join(content.protocol.items[item].number for item in rest)
    assert more.pairs[0].values[0].text == face("more-against", n=len(rest), numbers=numbers)
    (exact,) = page("B", facts(content, no=" ".join(asked[: MOST_AGAINST[0]]))).contrary()
    assert len(exact.groups[0].rows) == MOST_AGAINST[0]
    (none,) = page("B", facts(content, yes="locked")).contrary()
    assert none.pairs[0].values[0].text == EN.say("form.against.none")
    (nothing,) = page("B", facts(content)).contrary()
    assert nothing.pairs[0].values[0].text == EN.say("form.state.not-asked")


def test_what_nobody_asked_stands_with_what_it_bears_on_and_what_had_no_answer_by_number(content: Content) -> None:
    told = facts(
        content, declined="violence", missing=("violence", "given-for-money", "place-unknown", "papers-kept", "locked")
    )
    table, silent = page("B", told).open()
    assert isinstance(table, Table)
    items = content.protocol.items
    assert [row.number for row in table.groups[0].rows] == [
        items[each].number for each in ("given-for-money", "place-unknown", "papers-kept")
    ]
    bears = [EN.say("element-title.means"), face("others"), EN.say("element-title.means")]
    assert [row.cells[1] for row in table.groups[0].rows] == [face("bears", on=on) for on in bears]
    assert silent.pairs[0].values[0].text == face("silent", n=1, numbers=items["violence"].number)
    (count,) = page("B", facts(content, yes="locked")).open()
    assert count.pairs[0].values[0].text == face("open-count", n=len(items) - 1)


def test_own_words_and_the_officer_s_view_stand_or_are_said_to_be_missing(content: Content) -> None:
    told = facts(
        content,
        language="bn",
        words=(("papers", "The boss has it", "told", "2026-03-28T09:00:00Z"), ("account", "All", "asked", "")),
        view=ViewWritten(("control",), "sure", "The papers"),
    )
    first, second = page("B", told).own_words()
    assert isinstance(first, Said) and isinstance(second, Said)
    assert first.title == (f"{EN.say('topic.papers.title')} ({EN.say('how.told')} · 28 March 2026)")
    assert second.title == f"{EN.say('page.listening.title')} ({EN.say('how.asked')})"
    assert (first.text, second.text) == ("The boss has it", "All")
    (view,) = page("B", told).own_view_pairs()
    assert isinstance(view, Said) and view.text == "The papers"
    (gone,) = page("B", facts(content)).own_words()
    assert gone.pairs[0].values[0].text == EN.say("form.state.not-asked")
    (gone,) = page("B", facts(content)).own_view_pairs()
    assert gone.pairs[0].values[0].text == EN.say("form.state.not-asked")


def heads(sheet: str, told: Facts) -> set[str]:
    made = page(sheet, told)
    return {each.kind for each in made.form.sections if each.id in made.heads}


def test_a_section_with_nothing_below_its_heading_has_no_number(content: Content) -> None:
    form: Form = SHEETS["B"]
    kinds = {each.kind for each in form.sections}
    assert "stay" in kinds
    assert "stay" not in heads("B", facts(content))
    assert "stay" in heads("B", facts(content, stay=()))
    bare = page("A", facts(content))
    agreed = next(each for each in bare.form.sections if each.kind == "consent-this")
    assert bare.is_empty(agreed)
    for more in ({"granted": (("needs", "yes"),)}, {"consent": (("talk", "yes"),)}, {"duty": "Act"}, {"account": True}):
        assert not page("A", facts(content, **more)).is_empty(agreed), more
    assert page("B", facts(content, account=True)).is_empty(agreed), "only sheet A says that there is an account"


def test_headings_are_numbered_but_on_sheets_that_the_person_keeps(content: Content) -> None:
    told = facts(content, granted=(("needs", "yes"),))
    made = page("A", told)
    titles = [made.title(each) for each in made.form.sections if each.id in made.heads]
    assert [title.partition("  ")[0] for title in titles] == [str(n) for n in range(1, len(titles) + 1)]
    assert titles[0].partition("  ")[2] == made.layout_text(f"section.{made.heads[0]}")
    assert {made.title(each) for each in made.form.sections if each.id not in made.heads} == {""}
    for more, numbered in (({}, False), ({"again": True}, True), ({"other": ""}, True)):
        theirs = page("rights", told, **more)
        named = [each for each in theirs.form.sections if each.id in theirs.heads]
        shown = {theirs.title(each) for each in named}
        assert shown == ({theirs.layout_text(f"section.{each.id}") for each in named} if numbered else {""})
        assert named


@pytest.mark.parametrize(("length", "level", "behind"), [(600, 0, False), (601, 0, True), (601, 1, True)])
def test_long_words_go_behind_a_sheet_that_would_not_stand_on_its_pages(
    content: Content, length: int, level: int, behind: bool
) -> None:
    told = facts(content, words=(("papers", "x" * length, "told"),))
    made = page("B", told, level=level)
    words = next(each for each in made.form.sections if each.kind == "words")
    assert made.is_long(words) is behind
    shorter = page("B", told, behind=True).block(words)
    assert (shorter.parts == (across(face("behind")),)) is behind
    again = page("B", told, behind=True, again=True).block(words)
    assert (again.parts == (across(face("behind-there", language="Bahasa Melayu")),)) is behind
    apart = [each.apart for each in page("B", told, behind=True).behind_it()]
    assert apart == ([True] if behind else [])
    assert list(page("B", told, behind=True, again=True).behind_it()) == []


@pytest.mark.parametrize(("sheet", "kind"), [("labour", "cards"), ("own", "later"), ("handover", "later")])
def test_law_and_what_became_of_it_have_a_part_only_where_there_is_any(content: Content, sheet: str, kind: str) -> None:
    made = page(sheet, facts(content))
    (section,) = [each for each in made.form.sections if each.kind == kind][:1]
    assert made.is_empty(section)


# --- words of a field


@pytest.mark.parametrize(
    ("known", "told", "state"),
    [
        (Value("By her sister"), "By her sister", "not-asked"),
        (Value("  "), "", "not-asked"),
        (AskedNo(), EN.say("form.said.no-reach" if EN.has("form.said.no-reach") else "form.said.no"), "not-asked"),
        (Declined(), EN.say("form.said.declined"), "not-asked"),
        (NotPassedOn(), "", "kept-back"),
        (LeftBlank(), "", "left-blank"),
        (None, "", "not-asked"),
    ],
)
def test_a_field_says_what_is_known_of_it_or_why_nothing_stands(
    content: Content, known: Any, told: str, state: str
) -> None:
    sheet = page("A", facts(content, known={} if known is None else {"reach": known}))
    assert sheet.note("reach") == told
    assert sheet.state("reach").value == state


def test_promises_that_are_open_stand_in_the_place_of_the_first(content: Content) -> None:
    told = noted(facts(content), closing=(("promised", "I ring"),))
    assert page("A", told).note("promised") == "I ring"
    several = dataclasses.replace(told, promises=(("I ring", "2026-12-04"), ("I write", "")))
    assert page("A", several).note("promised") == "I ring (4 December 2026); I write"
    assert page("A", dataclasses.replace(several, known={})).note("promised") == ""
