"""What of a case has a day: each kind by itself, and nothing of a record that was taken back."""

from __future__ import annotations

import datetime

import pytest

from screening.domain.case.case import Case, fold
from screening.domain.countries.model import Awaited, Clock, Seen
from screening.domain.events import catalogue as ev
from screening.domain.events import referral as rev
from screening.domain.events.later import FormalDecisionLearned
from screening.domain.events.session import NoteWritten
from screening.domain.known import days
from screening.wording.catalogue.dates import typed_day
from tests.domain.some_case import recorded

THIRTY = Awaited(30, Seen("a rule of the house", "own", False, datetime.date(2026, 12, 1)))
CLOCKS = tuple(
    Clock(f"{begins}-length", "o", "t", "s", 10, "days", "", begins) for begins in ("order-made", "custody", "interim")
)


def after(*events: ev.Event) -> Case:
    return fold("CODE", [recorded(ev.CaseOpened("2026-3", "shelter", "field")), *map(recorded, events)])


def date(field: str, day: str) -> ev.Event:
    return NoteWritten("dates", field, day)


def identification(result: str, day: str) -> ev.Event:
    return FormalDecisionLearned("identification", result, "magistrate", day)


def due(*events: ev.Event, awaited: Awaited | None = THIRTY) -> list[tuple[str, str, str]]:
    found = days.days_of(after(*events), typed_day, CLOCKS, awaited)
    return [(each.kind, each.day, each.about) for each in found]


SENT = rev.ReferralSent("clinic", ("needs",), "printed", "d1", "2026-12-08")
SHELTER, STOPPED = ev.SettingChanged("shelter"), ev.TalkStopped("finished")
PROMISE = rev.PromiseMade("1", "I ring the clinic", "2026-12-03")


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([PROMISE], [("promise", "2026-12-03", "")]),
        ([rev.PromiseMade("1", "I ring the clinic")], [("promise", days.NO_DAY, "")]),
        ([PROMISE, rev.PromiseSettled("1", "kept")], []),
        ([SENT], [("reply", "2026-12-08", "clinic")]),
        ([rev.ReferralSent("clinic", ("needs",), "printed", "d1", "")], []),
        ([SENT, rev.ReferralAnswered("clinic", "declined")], []),
        ([SENT, rev.ReferralAnswered("clinic", "declined"), SENT], [("reply", "2026-12-08", "clinic")]),
        ([rev.RecipientAdded("clinic", "wish")], []),
        ([identification("asked", "2026-11-01")], [("decision", "2026-12-01", "")]),
        ([identification("asked", "2026-11-01"), identification("grounds", "2026-11-21")],
         [("decision", "2026-12-21", "")]),
        ([identification("asked", "2026-11-01"), identification("identified", "2026-11-21")], []),
        ([identification("asked", "9998-12-31")], [("decision", "9999-01-30", "")]),
        ([identification("asked", "9999-01-01")], []),
        ([identification("asked", "")], []),
        ([ev.SettingChanged("detention"), STOPPED], [("talk", days.NO_DAY, "")]),
        ([ev.SettingChanged("detention"), date("second-talk", "2026-12-05"), STOPPED], [("talk", "2026-12-05", "")]),
        ([ev.SettingChanged("detention"), date("second-talk", "2026-12-05")], []),
        ([date("hearing", "2026-12-04"), date("passes", "2027-01-01")],
         [("court", "2026-12-04", ""), ("pass", "2027-01-01", "")]),
        ([date("hearing", "some day soon")], []),
        ([date("order-end", "2026-12-08")], [("order", "2026-12-08", "")]),
        ([SHELTER, date("order-end", "2026-12-08")], [("order", "2026-12-08", "shelter")]),
        ([date("order-end", "2026-12-08"), date("extension", "2027-03-08")], [("order", "2027-03-08", "")]),
        ([SHELTER, date("order-end", "2026-12-08"), date("left", "2026-11-30")], []),
        ([date("custody", "2026-11-01")], [("term", "2026-11-11", "custody-length")]),
        ([SHELTER, date("custody", "2026-11-01")], [("term", "2026-11-11", "custody-length")]),
        ([date("interim", "2026-11-01")], [("term", "2026-11-11", "interim-length")]),
        ([SHELTER, date("interim", "2026-11-01")], [("term", "2026-11-11", "interim-length shelter")]),
        ([SHELTER, date("order-made", "2026-11-20"), date("interim", "2026-11-01"), date("custody", "2026-10-31")],
         [("term", "2026-11-30", "order-made-length shelter")]),
        ([SHELTER, date("interim", "2026-11-01"), date("left", "2026-11-05")], []),
    ],
)  # fmt: skip
def test_each_thing_with_a_day_is_due_on_it(events: list[ev.Event], found: list[tuple[str, str, str]]) -> None:
    assert due(*events) == found


def test_nothing_is_due_in_a_record_that_was_taken_back() -> None:
    assert due(PROMISE, SENT, ev.TalkStopped("withdrawn")) == []


def test_a_country_without_a_rule_waits_for_no_decision() -> None:
    assert due(identification("asked", "2026-11-01"), awaited=None) == []


def test_every_kind_that_is_due_has_its_name_in_the_list_of_kinds() -> None:
    assert days.KINDS == ("promise", "reply", "order", "term", "talk", "decision", "court", "pass")
