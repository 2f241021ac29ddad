"""What became of a case is read in one place, and silence is never a no."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screening.domain.case.case import Case, fold
from screening.domain.events import catalogue as ev
from screening.domain.events.allowed_values import MATTERS
from screening.domain.events.later import FormalDecisionLearned
from screening.domain.known import outcomes
from tests.domain.some_case import recorded


def decided(result: str, day: str, matter: str = "identification", strand: str = "laptop-a") -> ev.Recorded:
    return recorded(FormalDecisionLearned(matter, result, "magistrate", day, "Order 7"), strand=strand)


def case_of(*entries: ev.Recorded) -> Case:
    return fold("CODE", [recorded(ev.CaseOpened("2026-2", "workplace", "field")), *entries])


def test_of_a_case_without_an_entry_nothing_is_known():
    case = case_of()
    assert outcomes.identification(case) is None
    assert outcomes.every_decision(case) == ()
    assert outcomes.turned_out(case) == ()
    assert outcomes.needs_met(case) == {}
    assert outcomes.contested(case) == ()


def test_the_step_of_the_latest_day_stands_whenever_it_was_entered():
    case = case_of(decided("identified", "2027-02-20"), decided("asked", "2026-12-01"))
    assert outcomes.identification(case) == outcomes.Identification("identified", "magistrate", "2027-02-20", "Order 7")
    assert outcomes.identification(case).final
    assert [each.result for each in outcomes.decisions(case, "identification")] == ["asked", "identified"]


def test_being_asked_for_is_no_decision():
    found = outcomes.identification(case_of(decided("asked", "2026-12-01")))
    assert found is not None
    assert not found.final


def test_a_decision_on_something_else_says_nothing_of_identification():
    assert outcomes.identification(case_of(decided("smuggling", "2027-02-20", "turned-out"))) is None


@given(st.permutations(range(4)))
def test_the_order_in_which_two_laptops_are_joined_changes_nothing(order):
    entries = [
        decided("asked", "2026-12-01"), decided("identified", "2027-02-20"),
        decided("grounds", "2026-12-20", strand="laptop-b"), decided("not_identified", "2027-02-22", strand="laptop-b"),
    ]  # fmt: skip
    own = sorted(order, key=lambda at: (entries[at].strand, at) if entries[at].strand == "laptop-a" else ("", at))
    case = case_of(*(entries[at] for at in own))
    assert outcomes.identification(case).step == "grounds"
    assert outcomes.contested(case) == ("identification",)


def test_every_matter_has_results_that_a_record_can_hold():
    for matter, results in MATTERS.items():
        for result in results:
            event = FormalDecisionLearned(matter, result, "magistrate", "2027-02-20")
            assert ev.from_json(event.kind, ev.to_json(event)) == event
