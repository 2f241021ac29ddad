"""What each sheet's reader may have of the record is taken from one table; everything else is taken away (RE4)."""

from __future__ import annotations

import dataclasses

import pytest

from screening import settings
from screening.casework.content import country
from screening.casework.content.edition import Content
from screening.casework.referral import papers
from screening.documents.forms.facts import Facts
from screening.documents.forms.leaves import build_papers
from screening.documents.forms.loader import NOTES, Form, open_form
from screening.documents.forms.paper import Stated
from screening.documents.forms.redaction import left_out, recorded, visible
from screening.documents.layout.blocks import Pairs, Said
from screening.domain.case.release import SHEET_PARTS, SHEETS
from screening.domain.content.keys import SEEN
from screening.domain.events.catalogue import ViewWritten
from screening.domain.known.known import CLOSING_LINES, NotPassedOn, Value, stands
from screening.domain.scoring.assessment import Assessment, assess
from screening.errors import NotAccepted
from screening.settings import OWN
from screening.wording.catalogue.translations import Words
from tests.documents.some_facts import build_paper, facts, made, noted, says, shipped

EVERY_PART = frozenset({*SHEET_PARTS.values(), "contact", "words"})
READERS = {
    **dict.fromkeys(("answers", "view", "missing", "danger", "consent"), ("B",)),
    **dict.fromkeys(("needs", "need_states"), ("A", "child", "social", "handover")),
    "setting": {"B", "C", "social"},
    "plan": {"plan", "handover"},
    "phrase": {"card"},
    "words": {"B", "social"},
    "read_back": {"social"},
    "language": {*SHEETS} - {"slip", "visit", "site"},
    **dict.fromkeys(("code", "fingerprint"), {*SHEETS} - {"plan", "rights", "card", "visit"}),
}
"""The sheets on which each of these may stand."""


@pytest.fixture(scope="module")
def full(content: Content) -> Facts:
    return facts(
        content,
        yes="papers-kept locked",
        code="K7RM-4QXD-W",
        setting="vessel",
        language="bn",
        fingerprint="4F2A 99C1 77DE",
        words=(("papers", "all of it", "told"),),
        chosen=(("papers", "chosen", "told"),),
        read_back=frozenset({"papers"}),
        view=ViewWritten(("control",), "sure", "Kept."),
        missing=("locked",),
        danger=("afraid.not_sure",),
        consent=(("talk", "yes"),),
        needs=(("phone", True),),
        need_states=(("phone", "now"),),
        notes={name: f"note {name}" for name in NOTES},
        plan={"helps": "her sister"},
        phrase="blue umbrella",
        recipient="A service",
    )


@pytest.fixture(scope="module")
def nothing(content: Content) -> Assessment:
    return assess(content.protocol, content.weights, {}, age_band="adult")


def of(sheet: str) -> Form:
    return dataclasses.replace(shipped(), sheet=sheet)


@pytest.mark.requirement("RE4")
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_holds_what_its_reader_may_have_and_nothing_else(full: Facts, nothing: Assessment, sheet: str) -> None:
    made = visible(full, of(sheet), EVERY_PART, nothing)
    assert {name for name in READERS if getattr(made, name)} == {
        name for name, sheets in READERS.items() if sheet in sheets
    }
    assert set(made.notes) == {name for name, sheets in NOTES.items() if sheet in sheets}
    assert made.assessment is (full.assessment if sheet == "B" else nothing)
    assert made.chosen == (), "words that were chosen stand in the place of the words"
    assert made.account is (sheet == "A"), "only the first sheet says that there is an account elsewhere"


@pytest.mark.requirement("RE4")
def test_the_report_holds_the_words_that_were_chosen_for_it(full: Facts, nothing: Assessment) -> None:
    assert visible(full, of("social"), EVERY_PART, nothing).words == full.chosen
    assert visible(full, of("B"), EVERY_PART, nothing).words == full.words
    for sheet in ("social", "B"):
        assert visible(full, of(sheet), EVERY_PART - {"words"}, nothing).words == ()


@pytest.mark.requirement("RE4")
@pytest.mark.parametrize(("sheet", "part"), SHEET_PARTS.items())
def test_no_sheet_is_made_without_its_part(full: Facts, nothing: Assessment, sheet: str, part: str) -> None:
    with pytest.raises(NotAccepted, match="part-not-granted"):
        visible(full, of(sheet), EVERY_PART - {part}, nothing)


@pytest.mark.requirement("RE4")
def test_a_part_that_was_refused_takes_its_fields_along_and_says_that_they_are_kept_back(
    full: Facts, nothing: Assessment
) -> None:
    made = visible(full, of("A"), EVERY_PART - {"contact"}, nothing)
    assert not {"reach", "whereabouts", "until"} & set(made.notes)
    assert {"reach", "whereabouts", "until"} <= kept_back(made)
    whole = visible(full, of("A"), EVERY_PART, nothing)
    assert not {"reach", "whereabouts", "until"} & kept_back(whole)


@pytest.mark.requirement("RE4")
def test_what_was_struck_out_of_the_report_is_missing_there_alone(full: Facts, nothing: Assessment) -> None:
    struck = dataclasses.replace(full, struck=frozenset({"health"}))
    report = visible(struck, of("social"), EVERY_PART, nothing)
    assert "health" not in report.notes
    assert report.unsaid == {"health"}
    assert (
        visible(dataclasses.replace(full, struck=frozenset({"urgency"})), of("A"), EVERY_PART, nothing).unsaid == set()
    )


@pytest.mark.requirement("RE4")
def test_whoever_gets_the_signs_alone_hears_of_no_needs_and_of_one_line_of_the_closing(
    full: Facts, nothing: Assessment
) -> None:
    made = visible(full, of("B"), EVERY_PART - {"needs"}, nothing)
    assert made.unsaid == {"needs", *CLOSING_LINES} - {"reach"}
    assert [name for name in made.known if name in CLOSING_LINES] == ["reach"]
    assert "needs" not in visible(full, of("B"), EVERY_PART, nothing).unsaid
    assert visible(full, of("A"), EVERY_PART, nothing).unsaid == set()
    assert visible(full, of("child"), EVERY_PART - {"needs"}, nothing).unsaid == set()
    nobody = dataclasses.replace(full, recipient="")
    assert visible(nobody, of("B"), EVERY_PART, nothing).unsaid == set()
    found = visible(nobody, of("B"), EVERY_PART - {"contact"}, nothing)
    standing = {name for name, each in found.known.items() if stands(each)}
    assert standing & {*CLOSING_LINES} == {"wishes", "must-not-know", "promised"}


def kept_back(made: Facts) -> set[str]:
    return {name for name, each in made.known.items() if isinstance(each, NotPassedOn)}


def test_words_that_are_not_passed_on_are_told_as_that_and_no_words_as_none(
    content: Content, nothing: Assessment
) -> None:
    case = facts(content, yes="locked", words=(("papers", "They keep it.", "told"),))
    assert "words" in kept_back(visible(case, of("B"), EVERY_PART - {"words"}, nothing))
    assert "words" not in kept_back(visible(case, of("B"), EVERY_PART, nothing))
    assert "words" not in kept_back(visible(facts(content, yes="locked"), of("B"), EVERY_PART - {"words"}, nothing))


def test_what_stands_in_the_record_is_what_was_filled_in(content: Content) -> None:
    empty = facts(
        content, notes={"health": "  "}, closing=(("reach", ""),), needs=(("phone", False),), plan={"helps": ""}
    )
    assert recorded(empty) == set()
    filled = facts(
        content,
        yes="locked",
        notes={"health": "a cough"},
        closing=(("reach", "by day"),),
        needs=(("phone", True),),
        plan={"helps": "a friend"},
        region="selangor",
        language="bn",
        known={"until": Value(named=("wish.stays",))},
    )
    assert recorded(filled) == {"health", "reach", "needs", "plan", "signs", "region", "language", "until"}


def test_what_no_sheet_says_is_named_by_its_label(content: Content) -> None:
    known = facts(content, yes="locked", language="bn", notes={"health": "a cough"}, plan={"helps": "a friend"})
    assert left_out(known, ()) == ("form.note.health", "form.field.language", "form.section.elements")
    assert left_out(known, [Stated("health", "form.note.health", "text")]) == (
        "form.field.language",
        "form.section.elements",
    )


def pairs(name: str, known: Facts, nothing: Assessment) -> list[tuple[str, list[str]]]:
    """Labels of a sheet with what stands beside them."""
    form = papers.forms(OWN, "referral-my")[name]
    told = dataclasses.replace(known, face_languages=("en",))
    made = build_paper(form, visible(told, form, EVERY_PART, nothing), root_words=Words("en"))
    found = (part for block in made.blocks for part in block.parts if isinstance(part, Pairs))
    return [(pair.label, [value.text for value in pair.values]) for part in found for pair in part.pairs]


@pytest.mark.requirement("SH5")
def test_the_report_says_of_each_part_whether_the_person_has_read_or_heard_it(full: Facts, nothing: Assessment) -> None:
    read = dataclasses.replace(full, read_back=frozenset({"papers", "field:health", "field:heard"}))
    notes = {values[0]: values[1:] for _, values in pairs("social", read, nothing)}
    yes, no = (Words("en").say(f"social.read-back-{each}") for each in ("yes", "no"))
    assert (notes["note health"], notes["note background"]) == ([yes], [no])
    assert notes["note heard"] == [], "what says who heard it is not heard itself"
    form = papers.forms(OWN, "referral-my")["social"]
    told = dataclasses.replace(read, face_languages=("en",))
    made = build_paper(form, visible(told, form, EVERY_PART, nothing), root_words=Words("en"))
    (words,) = (part for block in made.blocks for part in block.parts if isinstance(part, Said))
    assert words.text == "chosen" and words.title.endswith(f"{yes})")


def test_sums_show_their_steps_and_the_rules_behind_them(full: Facts, nothing: Assessment) -> None:
    told = {**full.notes, "agreed": "1500", "paid": "0", "months": "7", "hours": "60", "fees": "913"}
    told |= {"start": "2024-12 until 2025-06", "work-kind": "other", "employees": "12", "work-state": "peninsular"}
    told.pop("deductions")
    known = noted(full, wage_law=country.of(OWN).wages, notes=told)
    said = dict(pairs("labour", known, nothing))
    assert said["Pay agreed and not paid"] == ["RM 10,500.00", "1,500 × 7 − 0"], "the steps stand under the sum"
    (step,) = (text for text in said["Below the lowest lawful pay"] if "(1,700 − 1,500) × 5" in text)
    assert step.startswith("1 February 2025 – 30 June 2025: ")
    for named, seen in (("Minimum Wages Order 2022, five", "text"), ("since 2023: 45 hours", "second-hand")):
        (rule,) = (text for text in said["Rules used"] if named in text)
        assert rule.endswith(f"[{Words('en').say(f'form.seen.{seen}')}]")
    assert said["Fees and costs paid for the work"] == ["RM 913.00"]


def test_a_statement_of_law_stands_beside_its_place_and_ends_with_how_far_it_was_seen(
    full: Facts, nothing: Assessment
) -> None:
    marks = tuple(f"[{Words('en').say(f'form.seen.{seen}')}]" for seen in SEEN)
    known = dataclasses.replace(full, law=country.law_on(OWN))
    places = [label for label, values in pairs("labour", known, nothing) if values[0].endswith(marks)]
    assert len(places) == 3 and all(places)


def test_work_that_the_law_leaves_out_has_no_sum_but_the_reason(full: Facts, nothing: Assessment) -> None:
    told = {**full.notes, "agreed": "1200", "hours": "90", "start": "2024-12 until 2025-06", "work-kind": "domestic"}
    known = noted(full, wage_law=country.of(OWN).wages, notes=told)
    said = [text for _, values in pairs("labour", known, nothing) for text in values]
    assert "The Minimum Wages Orders do not cover domestic workers." in said
    assert "RM 0.00" not in said, "nothing is added up for it"


@pytest.mark.requirement("RE4")
def test_papers_for_the_person_have_no_foot_that_names_the_case(full: Facts, nothing: Assessment) -> None:
    for name, form in papers.forms(OWN, "referral-my").items():
        if form.sheet == "labour":
            continue  # its sums need rules, which this record has none of
        made = build_paper(form, visible(full, form, EVERY_PART, nothing), root_words=Words("en"))
        if form.sheet in ("plan", "rights", "card", "visit"):
            assert made.foot == (), name
        elif form.sheet in ("A", "C", "child", "social"):
            assert made.foot, name


@pytest.mark.requirement("RE4")
def test_whoever_gets_the_signs_alone_is_not_told_which_needs_were_asked_without_an_answer(
    content: Content, nothing: Assessment
) -> None:
    known = facts(content, yes="locked", declined="needs-hurt debt-owed", recipient="Police")
    hurt, owed = (content.protocol.items[name].number for name in ("needs-hurt", "debt-owed"))

    def silent(parts: frozenset[str]) -> list[str]:
        told = [text for block in made(visible(known, shipped(), parts, nothing)).blocks for text in says(block)]
        (asked,) = (text for text in told if text.startswith("Asked, but not known"))
        return asked.partition("(")[2].strip(").").split(", ")

    assert hurt not in silent(frozenset({"signs"}))
    assert owed in silent(frozenset({"signs"}))
    assert hurt in silent(frozenset({"signs", "needs"}))


PROTECTION = "unhcr fear-return left-danger"


@pytest.mark.requirement("RE4")
@pytest.mark.parametrize("layout", ["inline", "referral-my"])
def test_a_sheet_with_the_signs_alone_holds_no_claim_to_protection(content: Content, layout: str) -> None:
    """Security trial: sheet B gave the police what was said about UNHCR and about fear of return."""
    form = shipped() if layout == "inline" else open_form(settings.forms_root() / layout)
    view = ViewWritten(("control", "protection"), "sure", "Kept, and afraid.")
    case = facts(content, yes=f"locked {PROTECTION}", view=view)
    bare = assess(content.protocol, content.weights, {}, age_band="adult")
    alone, agreed = (visible(case, form, EVERY_PART - left, bare) for left in ({"needs"}, set()))
    words = Words("en")
    claims = [words.say(f"item.{name}.mark") for name in PROTECTION.split()]
    claims += [words.say(f"{each}.protection") for each in ("explanation", "path-do", "view")]
    told, whole = (str(build_papers(form, each, root_words=words)) for each in (alone, agreed))
    assert [claim for claim in claims if claim in told] == []
    assert [claim for claim in claims if claim not in whole] == []
    assert words.say("form.against.none") not in told, "something is in the record that would count against it"
    assert {"view", "against"} <= {name for name, each in alone.known.items() if isinstance(each, NotPassedOn)}
