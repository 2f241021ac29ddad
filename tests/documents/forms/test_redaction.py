"""What each sheet's reader may have of the record is taken from one table; everything else is taken away (RE4)."""

from __future__ import annotations

import dataclasses

import pytest

from screening.casework.edition import Content
from screening.documents.forms.content import CLOSING, Facts
from screening.documents.forms.field_states import Stated
from screening.documents.forms.loader import NOTES, PARTS, SHEETS, Form
from screening.documents.forms.redaction import left_out, recorded, visible
from screening.domain.events.catalogue import ViewWritten
from screening.domain.scoring.assessment import Assessment, assess
from screening.errors import NotAccepted
from tests.documents.some_facts import facts, shipped

EVERY_PART = frozenset({*PARTS.values(), "contact", "words"})
READERS = {
    **dict.fromkeys(("answers", "view", "closing", "missing", "danger", "consent"), ("B",)),
    **dict.fromkeys(("needs", "need_states"), ("A", "child", "social", "handover")),
    "setting": {"B", "C", "social"},
    "plan": {"plan", "handover"},
    "phrase": {"card"},
    "words": {"B", "social"},
    "read_back": {"social"},
    "language": {*SHEETS} - {"slip", "visit"},
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
        closing=tuple((name, f"closing {name}") for name in CLOSING),
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
@pytest.mark.parametrize(("sheet", "part"), PARTS.items())
def test_no_sheet_is_made_without_its_part(full: Facts, nothing: Assessment, sheet: str, part: str) -> None:
    with pytest.raises(NotAccepted, match="part-not-granted"):
        visible(full, of(sheet), EVERY_PART - {part}, nothing)


@pytest.mark.requirement("RE4")
def test_a_part_that_was_refused_takes_its_fields_along_and_says_that_they_are_kept_back(
    full: Facts, nothing: Assessment
) -> None:
    made = visible(full, of("A"), EVERY_PART - {"contact"}, nothing)
    assert not {"reach", "whereabouts", "until"} & set(made.notes)
    assert {"reach", "whereabouts", "until"} <= made.kept_back
    whole = visible(full, of("A"), EVERY_PART, nothing)
    assert not {"reach", "whereabouts", "until"} & whole.kept_back


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
    assert made.unsaid == {"needs", *CLOSING} - {"reach"}
    assert [name for name, _ in made.closing] == ["reach"]
    assert "needs" not in visible(full, of("B"), EVERY_PART, nothing).unsaid
    assert visible(full, of("A"), EVERY_PART, nothing).unsaid == set()
    nobody = dataclasses.replace(full, recipient="")
    assert visible(nobody, of("B"), EVERY_PART, nothing).unsaid == set()
    assert [name for name, _ in visible(nobody, of("B"), EVERY_PART - {"contact"}, nothing).closing] == ["wishes"]


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
        wished=(("until", "wish.stays"),),
    )
    assert recorded(filled) == {"health", "reach", "needs", "plan", "signs", "region", "language", "until"}


def test_what_no_sheet_says_is_named_by_its_label(content: Content) -> None:
    known = facts(content, yes="locked", language="bn", notes={"health": "a cough"}, plan={"helps": "a friend"})
    assert left_out(known, ()) == ("form.note.health", "form.field.language", "form.section.elements")
    assert left_out(known, [Stated("health", "form.note.health", "text")]) == (
        "form.field.language",
        "form.section.elements",
    )
