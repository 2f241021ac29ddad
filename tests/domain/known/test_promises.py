"""What was promised, wherever it was written, and that nothing was."""

from __future__ import annotations

import pytest

from screening.domain.case.case import Case, fold
from screening.domain.case.referrals import Promise
from screening.domain.events import catalogue as ev
from screening.domain.events import referral as rev
from screening.domain.known import promises
from tests.domain.some_case import recorded

AT = "2026-11-24T09:00:00Z"


def after(*events: ev.Event) -> Case:
    return fold("CODE", [recorded(ev.CaseOpened("2026-3", "workplace", "field")), *map(recorded, events)])


def at(hour: str, event: ev.Event) -> ev.Recorded:
    made = recorded(event)
    return ev.Recorded(event, made.digest, f"2026-11-24T{hour}:00:00Z", "LAB-07", "laptop-a", made.seq, made.lamport)


def test_a_promise_of_the_closing_has_the_name_the_day_and_the_time_of_its_line() -> None:
    case = after(ev.ClosingNoted("promised", " I ring "), ev.ClosingNoted("promised-by", "2026-12-04"))
    assert promises.named(case) == {"closing": Promise("closing", "I ring", "2026-12-04", AT)}


def test_a_promise_that_replies_have_in_the_same_words_is_no_second_one() -> None:
    case = after(rev.PromiseMade("1", " I ring ", "2026-12-05"), ev.ClosingNoted("promised", "I ring"))
    assert [each.by_day for each in promises.of(case)] == ["2026-12-05"]
    assert len(promises.of(after(rev.PromiseMade("1", "I write"), ev.ClosingNoted("promised", "I ring")))) == 2


def test_promises_stand_in_the_order_in_which_they_were_made() -> None:
    first = recorded(ev.CaseOpened("2026-3", "workplace", "field"))
    made = [at("11", rev.PromiseMade("1", "I write")), at("10", ev.ClosingNoted("promised", "I ring"))]
    assert [each.text for each in promises.of(fold("CODE", [first, *made]))] == ["I ring", "I write"]


@pytest.mark.parametrize(
    ("written", "nothing"),
    [
        ("none", True),
        ("Nil.", True),
        ("tak ada", True),
        ("NIHIL。", True),
        ("-", True),
        ("", False),
        ("nothing yet", False),
    ],
)
def test_the_officer_writes_that_nothing_was_promised(written: str, nothing: bool) -> None:
    assert promises.none_written(after(ev.ClosingNoted("promised", written))) is nothing
