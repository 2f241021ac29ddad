"""The last day of an order is worked out from the law, and an end that was typed goes before it."""

from __future__ import annotations

import datetime

import pytest

from screening.casework.content import country
from screening.casework.content.edition import open_content
from screening.domain.countries.model import Clock
from screening.domain.events.catalogue import SettingChanged, TalkStopped
from screening.domain.events.session import NoteWritten
from screening.domain.known import days, terms
from screening.settings import OWN, Installation
from screening.wording.catalogue.dates import typed_day
from tests.domain.some_case import Talk

PROTOCOL = open_content().protocol
CLOCKS = country.of(OWN).clocks
TODAY = datetime.date(2026, 12, 1)


def stay(**dates: str) -> Talk:
    talk = Talk(PROTOCOL).happens(SettingChanged("shelter"))
    for name, text in dates.items():
        talk.happens(NoteWritten("dates", name.replace("_", "-"), text))
    return talk


def due(talk: Talk) -> list[tuple[str, str, str]]:
    return [(each.kind, each.day, each.about) for each in days.days_of(talk.case, typed_day, CLOCKS)]


@pytest.mark.parametrize(
    ("at_most", "unit", "since", "end"),
    [(21, "days", "2026-11-24", "2026-12-15"), (3, "months", "2026-11-30", "2027-02-28"),
     (24, "hours", "2026-11-30", "2026-12-01"), (25, "hours", "2026-11-30", "2026-12-02"),
     (None, "", "2026-11-30", "")],
)  # fmt: skip
def test_a_clock_ends_on_the_last_day_that_the_law_allows(at_most, unit, since, end):
    assert terms.last_day(since, Clock("c", "o", "t", "s", at_most, unit)) == end


def test_each_date_of_malaysian_law_has_its_clock_and_the_last_that_began_runs():
    assert due(stay(custody="30 November 2026")) == [("term", "2026-12-01", "before-magistrate")]
    assert due(stay(custody="2026-11-23", interim="2026-11-24")) == [("term", "2026-12-15", "interim-length shelter")]
    assert due(stay(interim="2026-11-24", order_made="2026-12-10")) == [
        ("term", "2027-03-10", "protection-length shelter")
    ]


def test_an_end_that_was_typed_goes_before_what_is_worked_out():
    assert due(stay(interim="2026-11-24", order_end="2026-12-08")) == [("order", "2026-12-08", "shelter")]


def test_where_the_length_is_not_known_nothing_is_worked_out():
    known = country.of(Installation("id")).clocks
    assert terms.worked_out(stay(interim="2026-11-24", order_made="2026-12-10").case, known, typed_day) == ()


def test_court_days_and_passes_are_reminders():
    assert due(stay(hearing="2026-12-04", passes="2027-01-01")) == [
        ("court", "2026-12-04", ""), ("pass", "2027-01-01", ""),
    ]  # fmt: skip


def test_somebody_is_in_the_shelter_after_the_term_until_a_day_of_leaving_is_written():
    late = stay(interim="2026-11-01")
    assert terms.stay(late.case, CLOCKS, typed_day, TODAY) == "after-term"
    assert terms.stay(stay(interim="2026-11-24").case, CLOCKS, typed_day, TODAY) == "within-term"
    assert terms.stay(stay().case, CLOCKS, typed_day, TODAY) == ""
    assert terms.stay(stay(custody="2026-11-01").case, CLOCKS, typed_day, TODAY) == ""
    late.happens(NoteWritten("dates", "left", "2026-11-20"))
    assert terms.stay(late.case, CLOCKS, typed_day, TODAY) == ""
    assert due(late) == []


def test_the_order_of_things_is_custody_then_the_interim_order_then_the_order():
    backwards = [Clock(f"from-{each}", "o", "t", "s", 5, "days", "", each) for each in ("order-made", "custody")]
    found = terms.worked_out(stay(custody="2026-11-01", order_made="2026-11-02").case, backwards, typed_day)
    assert [(each.clock.id, each.since, each.end) for each in found] == [
        ("from-custody", "2026-11-01", "2026-11-06"), ("from-order-made", "2026-11-02", "2026-11-07"),
    ]  # fmt: skip
    assert terms.worked_out(stay(custody="2026-11-01").case, [Clock("c", "o", "t", "s", 5, "days")], typed_day) == ()


def test_no_term_runs_beside_an_end_that_was_typed_or_behind_a_day_of_leaving():
    assert terms.running(stay(interim="2026-11-24").case, CLOCKS, typed_day) is not None
    assert terms.running(stay(interim="2026-11-24", order_end="2026-12-24").case, CLOCKS, typed_day) is None
    assert terms.running(stay(interim="2026-11-24", left="2026-12-24").case, CLOCKS, typed_day) is None
    assert terms.running(stay().case, CLOCKS, typed_day) is None


@pytest.mark.parametrize(
    ("place", "typed", "found"),
    [("shelter", {"order_end": "2026-11-30"}, "after-term"), ("shelter", {"order_end": "2026-12-01"}, "within-term"),
     ("shelter", {"order_end": "2026-11-30", "left": "2026-11-30"}, ""), ("detention", {"order_end": "2026-11-30"}, ""),
     ("shelter", {"interim": "2026-11-10"}, "within-term"), ("shelter", {"interim": "2026-11-09"}, "after-term"),
     ("shelter", {"interim": "2026-11-09", "extension": "2027-01-01"}, "within-term"), ("shelter", {}, "")],
)  # fmt: skip
def test_a_stay_is_after_its_term_from_the_day_behind_the_last_one(place, typed, found):
    talk = stay(**typed).happens(SettingChanged(place))
    assert terms.stay(talk.case, CLOCKS, typed_day, TODAY) == found
    assert terms.in_shelter(talk.case, typed_day) is (place == "shelter" and "left" not in typed)


def test_a_record_that_was_taken_back_says_nothing_of_a_stay():
    talk = stay(order_end="2026-11-30").happens(TalkStopped("withdrawn"))
    assert terms.stay(talk.case, CLOCKS, typed_day, TODAY) == ""
