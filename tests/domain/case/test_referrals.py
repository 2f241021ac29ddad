"""What becomes of a referral: its state comes from events, an answer that is late is seen, a promise is not lost."""

from __future__ import annotations

import datetime

import pytest

from screening.domain.case import referrals
from screening.domain.case.case import fold
from screening.domain.case.referrals import Referrals
from screening.domain.events import referral as rev
from screening.domain.events.allowed_values import CARDS
from screening.domain.events.catalogue import CaseOpened, Event, from_json, to_json
from screening.errors import NotAccepted
from tests.domain.some_case import recorded

DAY = datetime.date(2026, 11, 24)
SENT = rev.ReferralSent("shelter-1", ("needs",), "printed", "d" * 64, "2026-12-01")


def after(*events: Event) -> Referrals:
    return fold("CODE", [recorded(CaseOpened("2026-1", "workplace", "field")), *map(recorded, events)]).referrals


def state(day: datetime.date, *events: Event) -> str:
    return after(*events).sent["shelter-1"].state(day)


@pytest.mark.requirement("RE8")
def test_a_referral_waits_then_is_overdue_then_answered() -> None:
    assert state(DAY, SENT) == "sent"
    assert state(datetime.date(2026, 12, 1), SENT) == "sent"
    assert state(datetime.date(2026, 12, 2), SENT) == "overdue"
    assert after(SENT).overdue(datetime.date(2026, 12, 2)) == ("shelter-1",)
    for answer in referrals.ANSWERS:
        event = referrals.answer(after(SENT), "shelter-1", answer, "Puan A")
        assert state(datetime.date(2026, 12, 2), SENT, event) == answer


def test_what_the_person_takes_along_is_one_of_the_ways_that_there_are() -> None:
    for way in CARDS:
        assert referrals.choose_card(way) == rev.CardChosen(way)
    with pytest.raises(NotAccepted, match="no-such-choice"):
        referrals.choose_card("by-post")


def test_an_answer_that_is_none_of_those_that_there_are_is_refused() -> None:
    with pytest.raises(NotAccepted, match="no-such-choice"):
        referrals.answer(after(SENT), "shelter-1", "lost")


def test_sending_again_waits_for_an_answer_again() -> None:
    answered = rev.ReferralAnswered("shelter-1", "declined")
    assert state(DAY, SENT, answered, SENT) == "sent"


def test_nothing_comes_back_from_a_service_that_got_nothing() -> None:
    with pytest.raises(NotAccepted) as told:
        referrals.answer(after(), "shelter-1", "acknowledged")
    assert told.value.code == "referral-not-sent"


@pytest.mark.requirement("RE1")
def test_no_referral_needs_the_person_s_wish() -> None:
    with pytest.raises(NotAccepted) as told:
        referrals.no_referral("  ")
    assert told.value.code == "wish-not-written"
    assert after(referrals.no_referral("She wants to go home first.")).no_referral
    assert after(referrals.no_referral("Not now."), SENT).no_referral == ""


def test_a_duty_is_named() -> None:
    with pytest.raises(NotAccepted) as told:
        referrals.add_recipient("immigration", "duty", " ")
    assert told.value.code == "duty-not-named"
    added = after(referrals.add_recipient("immigration", "duty", "Act 670, section 24")).sent["immigration"]
    assert (added.basis, added.duty, added.state(DAY)) == ("duty", "Act 670, section 24", "open")


def test_a_promise_stays_open_until_it_is_settled() -> None:
    made = referrals.promise("Ring the cousin", "2026-11-28", 0)
    kept = after(made).promises
    assert kept["1"].by_day == "2026-11-28"
    assert kept["1"].overdue(datetime.date(2026, 11, 29))
    settled = after(made, referrals.settle(kept, "1", "not_kept")).promises["1"]
    assert settled.outcome == "not_kept"
    assert not settled.overdue(datetime.date(2027, 1, 1))


def test_every_event_of_a_referral_comes_back_as_it_was_written() -> None:
    events: list[Event] = [
        SENT,
        rev.SheetNoted("alleged", "persons", "…"),
        rev.RecipientAdded("embassy", "wish"),
        rev.ReferralAnswered("shelter-1", "redirected", "Puan A", "clinic"),
        rev.NoReferral("…"),
        rev.InformationGiven(),
        rev.CardChosen("memorise"),
        rev.PromiseMade("1", "…", "2026-11-28"),
        rev.PromiseSettled("1", "kept"),
        rev.EntryWritten("own-1", "clinic", "sabah", "Tawau", "Clinic", ("088-1",), "", ("ms",), ("adult",), ("man",)),
        rev.EntryVerified("own-1", "abc"),
        rev.EntryRemoved("own-1"),
    ]
    for event in events:
        assert from_json(event.kind, to_json(event)) == event


def test_a_reply_and_an_outcome_that_were_recorded_by_mistake_are_waited_for_again() -> None:
    sent = after(SENT)
    answered = after(SENT, referrals.answer(sent, SENT.recipient, "declined", "Puan A"))
    again = after(
        SENT, referrals.answer(sent, SENT.recipient, "declined"), referrals.answer(answered, SENT.recipient, "open")
    )
    assert (again.sent[SENT.recipient].answered, again.sent[SENT.recipient].by) == ("", "")
    made = referrals.promise("To ring", "", 0)
    settled = referrals.settle(after(made).promises, "1", "kept")
    taken_back = referrals.settle(after(made, settled).promises, "1", "open")
    assert after(made, settled, taken_back).promises["1"].outcome == ""


def test_a_case_that_was_passed_on_needs_the_name_of_the_service() -> None:
    with pytest.raises(NotAccepted, match="passed-on-to-whom"):
        referrals.answer(after(SENT), SENT.recipient, "redirected", "  ")
    assert referrals.answer(after(SENT), SENT.recipient, "redirected", "A clinic").by == "A clinic"


@pytest.mark.parametrize(
    ("by_day", "outcome", "overdue"),
    [
        ("2026-11-23", "", True),
        ("2026-11-24", "", False),
        ("2026-11-25", "", False),
        ("2026-11-23", "kept", False),
        ("2026-11-23", "not_kept", False),
        ("", "", False),
    ],
)
def test_a_promise_is_overdue_after_its_day_while_it_is_open_and_never_without_a_day(
    by_day: str, outcome: str, overdue: bool
) -> None:
    assert referrals.Promise("1", "To ring", by_day, "2026-11-01T09:00:00Z", outcome).overdue(DAY) is overdue


@pytest.mark.requirement("RE8")
def test_a_referral_without_a_day_for_the_answer_waits_and_one_that_was_not_sent_is_open() -> None:
    undated = rev.ReferralSent("shelter-1", ("needs",), "printed", "d" * 64, "")
    assert (
        state(datetime.date(2036, 1, 1), undated) == "sent" and after(undated).overdue(datetime.date(2036, 1, 1)) == ()
    )
    assert state(DAY, rev.RecipientAdded("shelter-1", "wish", "")) == "open"
    declined = referrals.answer(after(SENT), "shelter-1", "declined", "Puan A")
    assert state(DAY, SENT, declined, SENT) == "sent", "sent again, it waits again"
