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
    Known,
    LeftBlank,
    NotAsked,
    NotPassedOn,
    Reader,
    Value,
    age_is_judged,
    district,
    every_text,
    known,
    safety_asked,
    setting,
    sex,
    stands,
    text,
    wishes_interviewer,
)
from screening.domain.known.known import all_of as of_many
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


@pytest.mark.parametrize(
    ("events", "field", "found"),
    [
        ([rev.NoReferral("To be left alone")], "wishes", Value("To be left alone")),
        ([rev.NoReferral("To be left alone")], "reach", NotAsked()),
        ([rev.NoReferral("To be left alone"), ev.ClosingNoted("wishes", "Home")], "wishes", Value("Home")),
        ([sev.NoteWritten("dates", "interim", "2026-11-24"), sev.NoteWritten("dates", "interim-lasts", "21 days")],
         "interim-order", Value("2026-11-24 (21 days)")),
        ([sev.NoteWritten("dates", "interim", "2026-11-24")], "interim-order", Value("2026-11-24")),
        ([sev.NoteWritten("child", "item-with", "Aunt"), sev.NoteWritten("child", "item-with-lasts", "x")], "with",
         Value("Aunt")),
        ([sev.NoteWritten("child", "asked-before", "police")], "earlier", Value(named=("form.said.police",))),
        ([sev.NoteWritten("child", "adult", "no")], "adult", Value(named=("child.adult.no",))),
        ([sev.NoteWritten("prefer", "officer", "woman")], "prefers", Value(named=("page.prefer.wished-woman",))),
        ([sev.NoteWritten("prefer", "officer", "man"), sev.NoteWritten("prefer", "officer-today", "no")], "prefers",
         Value(named=("page.prefer.missed-man",))),
        ([sev.NoteWritten("prefer", "officer", "either"), sev.NoteWritten("prefer", "officer-today", "no")], "prefers",
         Value(named=("page.prefer.wished-either",))),
        ([sev.NoteWritten("prefer", "officer", "anybody")], "prefers", NotAsked()),
        ([sev.NoteWritten("prefer", "where", "here")], "interpreter", Value(named=("form.said.interpreter-here",))),
        ([sev.NoteWritten("prefer", "where", "nobody")], "interpreter", NotAsked()),
        ([ev.GateAnswered("hearing", "nobody", 1)], "interpreter", NotAsked()),
        ([rev.SheetNoted("paper", "interpreter", "Mr Alam, by phone"), ev.GateAnswered("hearing", "interpreter", 1)],
         "interpreter", Value("Mr Alam, by phone")),
        ([sev.NoteWritten("later", "where", "At the mosque"), sev.NoteWritten("later", "when", "Fridays")], "reach",
         Value("At the mosque; Fridays")),
        ([sev.NoteWritten("later", "where", "Fridays"), sev.NoteWritten("later", "when", "Fridays")], "reach",
         Value("Fridays")),
        ([ev.ClosingNoted("reach", "By a friend"), ev.IdentityHandled("kept")], "reach", Value("By a friend")),
        ([sev.NoteWritten("refused", "next", "")], "wishes", NotAsked()),
        ([ev.ClosingNoted("must-not-know", "")], "must-not-know", LeftBlank()),
        ([ev.ClosingNoted("reach", "x"), ev.ClosingNoted("reach", " ")], "promised", LeftBlank()),
        ([ev.ClosingNoted("wishes", "Home")], "dependants", NotAsked()),
        ([ev.TalkStopped("paused")], "wishes", NotAsked()),
        ([sev.NoteWritten("child", "best-interest", "")], "best-interest", NotAsked()),
        ([rev.SheetNoted("paper", "best-interest", "")], "best-interest", LeftBlank()),
        ([rev.SheetNoted("plan", "dependants", "Two")], "dependants", NotAsked()),
        ([ev.IdentityHandled("kept")], "whereabouts", NotAsked()),
        ([sev.NoteWritten("prefer", "where", "here")], "prefers", NotAsked()),
    ],
)  # fmt: skip
def test_one_answer_from_wherever_a_field_was_recorded(events: list[ev.Event], field: str, found: Known) -> None:
    case = after(CHILD, *events)
    assert known(case, field) == found
    assert of_many(case, [field]) == {field: found}
    assert stands(found) is isinstance(found, Value)
    assert text(found) == (found.text if isinstance(found, Value) else "")


def test_what_is_recorded_is_not_left_blank_for_a_reader_who_was_offered_the_field() -> None:
    offered = Reader(frozenset({"words"}), offered=frozenset({"wishes"}))
    assert known(after(ev.ClosingNoted("wishes", "Home")), "wishes", offered) == Value("Home")
    assert known(after(ev.TalkStopped("finished")), "wishes", offered) == LeftBlank()
    assert known(after(ADULT), "best-interest", Reader(offered=frozenset({"best-interest"}))) == DoesNotApply()


@pytest.mark.parametrize(("written", "said"), [("woman", "woman"), ("declined", "declined"), ("x", ""), ("", "")])
def test_the_person_s_sex_is_what_they_said_and_nothing_else(written: str, said: str) -> None:
    assert sex(after(rev.SheetNoted("service", "sex", written))) == said


def test_a_district_is_one_of_the_state() -> None:
    case = after(rev.SheetNoted("service", "district", "Klang"))
    assert district(case, ("Gombak", "Klang")) == "Klang"
    assert district(case, ("Kinta",)) == district(after(), ("Klang",)) == ""


def test_where_the_talk_takes_place_is_known_once_somebody_chose_it() -> None:
    assert setting(after()) == ""
    assert setting(after(ev.SettingChanged("workplace"))) == "workplace"


@pytest.mark.parametrize(("choice", "judged"), [("might_be", True), ("under_18", False), ("adult", False)])
def test_somebody_was_taken_for_a_child_by_looks_alone(choice: str, judged: bool) -> None:
    assert age_is_judged(after(ev.GateAnswered("minor", choice, 1))) is judged
    assert age_is_judged(after()) is False


def test_a_wish_for_a_woman_or_a_man_is_one_and_either_is_none() -> None:
    for said, wishes in (("woman", True), ("man", True), ("either", False), ("", False)):
        assert wishes_interviewer(after(sev.NoteWritten("prefer", "officer", said))) is wishes


def test_who_must_not_know_was_asked_where_something_stands() -> None:
    assert safety_asked(after(ev.ClosingNoted("must-not-know", "The agent")))
    assert not safety_asked(after(ev.ClosingNoted("must-not-know", "")))


def test_every_written_text_is_told_by_its_page_and_nothing_that_the_program_noted() -> None:
    case = after(
        ev.ClosingNoted("wishes", "Home"),
        ev.ClosingNoted("reach", " "),
        rev.SheetNoted("paper", "dependants", "Two"),
        rev.SheetNoted("plan", "bus", "Number 7"),
        rev.SheetNoted("plan", "door", " "),
        rev.SheetNoted("service", "sex", "woman"),
        rev.NoReferral("To be left alone"),
        sev.NoteWritten("fees", "1-who", "Ravi"),
        sev.NoteWritten("fees", "1-paid", " "),
        sev.NoteWritten("ask", "half", "typed"),
    )
    assert [tuple(each) for each in every_text(case)] == [
        ("closing", "wishes", "Home"), ("paper", "dependants", "Two"), ("plan", "bus", "Number 7"),
        ("taking", "no-referral", "To be left alone"), ("fees", "1-who", "Ravi"),
    ]  # fmt: skip
    assert list(every_text(after())) == []
