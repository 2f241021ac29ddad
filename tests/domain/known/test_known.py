"""One answer to "what is known of this field", from wherever it was recorded, as far as the reader may have it."""

from __future__ import annotations

import pytest

from screening.domain.case.case import Case, fold
from screening.domain.events import catalogue as ev
from screening.domain.events import referral as rev
from screening.domain.events import session as sev
from screening.domain.known import promises
from screening.domain.known.known import (
    CHILD_ONLY,
    PLACES,
    AskedNo,
    Declined,
    DoesNotApply,
    LeftBlank,
    NotAsked,
    NotPassedOn,
    Reader,
    Value,
    known,
)
from tests.domain.some_case import recorded

SERVICE = Reader(frozenset({"needs"}))
CHILD = ev.GateAnswered("minor", "under_18", 1)
ADULT = ev.GateAnswered("minor", "adult", 1)


def after(*events: ev.Event) -> Case:
    return fold("CODE", [recorded(ev.CaseOpened("2026-2", "workplace", "field")), *map(recorded, events)])


@pytest.mark.parametrize("field", sorted({*PLACES, "dependants", "until", "promised", "urgency"} - {*CHILD_ONLY}))
def test_what_nobody_set_was_not_asked(field: str) -> None:
    assert known(after(ADULT), field) == NotAsked()


@pytest.mark.requirement("CH7", "CH8")
def test_what_was_written_on_the_child_s_page_is_known_wherever_a_child_is_spoken_of() -> None:
    case = after(
        CHILD,
        sev.NoteWritten("child", "wishes", "To go to school"),
        sev.NoteWritten("child", "item-with", "Her aunt"),
        sev.NoteWritten("child", "best-interest", "A foster home near her aunt"),
        sev.NoteWritten("child", "adult", "relative"),
        sev.NoteWritten("child", "asked-before", "no"),
    )
    assert known(case, "child-wishes") == known(case, "wishes") == Value("To go to school")
    assert known(case, "with") == Value("Her aunt")
    assert known(case, "best-interest") == Value("A foster home near her aunt")
    assert known(case, "adult") == Value(named=("child.adult.relative",))
    assert known(case, "earlier") == AskedNo()
    assert known(after(CHILD, sev.NoteWritten("child", "asked-before", "declined")), "earlier") == Declined()


def test_what_was_typed_for_a_paper_stands_before_what_a_page_holds() -> None:
    case = after(CHILD, sev.NoteWritten("child", "wishes", "School"), rev.SheetNoted("paper", "child-wishes", "Home"))
    assert known(case, "child-wishes") == Value("Home")


def test_a_child_s_field_means_nothing_of_a_grown_person() -> None:
    assert known(after(ADULT), "best-interest") == DoesNotApply()


def test_who_must_not_know_stands_together_from_the_first_night_and_the_closing() -> None:
    case = after(sev.NoteWritten("arrival", "must-not-know", "My uncle"), ev.ClosingNoted("must-not-know", "The agent"))
    assert known(case, "must-not-know") == Value("The agent; My uncle")


def test_a_field_that_was_shown_and_not_filled_in_was_left_blank() -> None:
    assert known(after(ev.ClosingNoted("wishes", "Home")), "promised") == LeftBlank()
    assert known(after(ev.TalkStopped("finished")), "wishes") == LeftBlank()
    assert known(after(rev.SheetNoted("paper", "dependants", "")), "dependants") == LeftBlank()
    assert known(after(), "dependants", Reader(offered=frozenset({"dependants"}))) == LeftBlank()


@pytest.mark.requirement("RE4")
def test_a_reader_without_a_part_hears_that_something_is_recorded_and_not_what() -> None:
    case = after(rev.SheetNoted("paper", "whereabouts", "Block C"), ev.ClosingNoted("wishes", "Home"))
    for field, part in (("whereabouts", "contact"), ("wishes", "words")):
        assert known(case, field, SERVICE) == NotPassedOn()
        assert isinstance(known(case, field, Reader(frozenset({part}))), Value)
    assert known(case, "whereabouts", Reader(frozenset({"place"}))) == Value("Block C")
    assert known(after(), "whereabouts", SERVICE) == NotAsked()


@pytest.mark.requirement("RE5")
def test_a_way_to_reach_the_person_that_is_kept_with_the_name_is_recorded_and_not_passed_on() -> None:
    kept = after(ev.IdentityHandled("kept"))
    assert known(kept, "reach", Reader(frozenset({"contact"}))) == NotPassedOn()
    assert known(kept, "reach") == Value(named=("form.said.with-name",)), "the officer is told where it is"
    assert known(after(ev.IdentityHandled("kept"), ev.IdentityHandled("erased")), "reach") == NotAsked()


@pytest.mark.requirement("LA15")
def test_that_somebody_interpreted_is_known() -> None:
    assert known(after(ev.GateAnswered("hearing", "interpreter", 1)), "interpreter") == Value(
        named=("form.said.interpreter-here",)
    )
    case = after(sev.NoteWritten("prefer", "interpreter", "woman"), sev.NoteWritten("prefer", "where", "phone"))
    assert known(case, "interpreter") == Value(named=("page.prefer.wished-woman", "form.said.interpreter-phone"))


def test_where_somebody_interpreted_is_what_was_noted_in_whichever_session_and_no_guess() -> None:
    card = sev.NoteWritten("prefer", "code", "I-7")
    by_phone = after(card, sev.NoteWritten("prefer", "where", "phone"), ev.TalkResumed())
    assert known(by_phone, "interpreter") == Value(named=("form.said.interpreter-phone",))
    assert known(after(card), "interpreter") == Value(named=("form.said.interpreter-unsaid",))


@pytest.mark.requirement("DM10")
def test_a_promise_of_the_closing_is_a_promise_as_one_of_replies_is() -> None:
    case = after(ev.ClosingNoted("promised", "I ask for the passport"), rev.PromiseMade("1", "I ring the clinic"))
    assert {each.text for each in promises.of(case)} == {"I ask for the passport", "I ring the clinic"}
    assert known(case, "promised") == Value("I ask for the passport; I ring the clinic")


@pytest.mark.requirement("DM10")
def test_a_promise_of_the_closing_can_be_settled_and_is_open_again_once_it_is_written_anew() -> None:
    made, kept = ev.ClosingNoted("promised", "I ask for the passport"), rev.PromiseSettled("closing", "kept")
    assert [each.outcome for each in promises.of(after(made, kept))] == ["kept"]
    assert known(after(made, kept), "promised") == Value(named=("form.promises-settled",))
    anew = after(made, kept, ev.ClosingNoted("promised", "I ask for the wages"))
    assert [(each.text, each.outcome) for each in promises.of(anew)] == [("I ask for the wages", "")]


@pytest.mark.requirement("DM10")
def test_a_promise_of_the_closing_has_the_day_that_was_written_beside_it() -> None:
    made = ev.ClosingNoted("promised", "I ask for the passport")
    for written, day in (("2026-12-04", "2026-12-04"), ("2026-12-04\n\n2026-12-05", "")):
        case = after(made, ev.ClosingNoted("promised-by", written))
        assert [each.by_day for each in promises.of(case)] == [day]


@pytest.mark.parametrize("written", ["nothing", "Nothing.", "Tiada", "tidak ada"])
def test_nothing_that_was_promised_is_no_promise(written: str) -> None:
    case = after(ev.ClosingNoted("promised", written))
    assert promises.of(case) == ()
    assert known(case, "promised") == AskedNo()
