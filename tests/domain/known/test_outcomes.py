"""What became of a case is read in one place, and silence is never a no."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screening.domain.case.case import Case, fold
from screening.domain.case.formal_decisions import FINAL
from screening.domain.events import catalogue as ev
from screening.domain.events.allowed_values import MATTERS
from screening.domain.events.later import FormalDecisionLearned, NeedMet
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
    assert outcomes.needs_met(case) == {}
    assert outcomes.contested(case) == ()


def test_the_step_of_the_latest_day_stands_whenever_it_was_entered():
    case = case_of(decided("identified", "2027-02-20"), decided("asked", "2026-12-01"))
    found = outcomes.identification(case)
    assert (found.result, found.body, found.day, found.reference) == (
        "identified",
        "magistrate",
        "2027-02-20",
        "Order 7",
    )
    assert found.result in FINAL
    assert [each.event.result for each in outcomes.decisions(case, "identification")] == ["asked", "identified"]


def test_being_asked_for_is_no_decision():
    found = outcomes.identification(case_of(decided("asked", "2026-12-01")))
    assert found is not None
    assert found.result not in FINAL


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
    assert outcomes.identification(case).result == "grounds"
    assert outcomes.contested(case) == ("identification",)


def test_every_matter_has_results_that_a_record_can_hold():
    for matter, results in MATTERS.items():
        for result in results:
            event = FormalDecisionLearned(matter, result, "magistrate", "2027-02-20")
            assert ev.from_json(event.kind, ev.to_json(event)) == event


def met(result: str, day: str, need: str = "medical", strand: str = "laptop-a") -> ev.Recorded:
    return recorded(NeedMet(need, result, day, "clinic"), strand=strand)


def test_a_body_identified_the_person_or_did_not_by_its_latest_decision_and_a_step_is_neither():
    assert outcomes.identified(case_of(decided("asked", "2026-12-01"))) is None
    assert outcomes.identified(case_of(decided("identified", "2027-02-20"))) is True
    later = decided("asked", "2027-03-01")
    assert outcomes.identified(case_of(decided("identified", "2027-02-20"), later)) is True
    against = decided("not_identified", "2027-02-22")
    assert outcomes.identified(case_of(decided("identified", "2027-02-20"), against)) is False


def test_of_decisions_that_contradict_none_counts_and_each_says_so():
    case = case_of(decided("identified", "2027-02-20"), decided("not_identified", "2027-02-22", strand="laptop-b"))
    assert outcomes.identified(case) is None
    assert outcomes.identification(case) is None
    assert [each.contested for each in outcomes.decisions(case, "identification")] == [True, True]


def test_a_decision_stands_as_it_was_entered():
    told = ("identification", "grounds", "magistrate", "2026-12-20", "Order 7", "1200")
    entry = recorded(FormalDecisionLearned(*told))
    assert outcomes.every_decision(case_of(entry)) == (outcomes.Learned(FormalDecisionLearned(*told), entry.digest),)


def test_steps_of_one_day_stand_as_they_follow_each_other():
    case = case_of(decided("identified", "2027-02-20"), decided("asked", "2027-02-20"))
    assert [each.event.result for each in outcomes.decisions(case, "identification")] == ["asked", "identified"]


def test_what_it_also_was_is_marked_where_it_is_contested():
    def told(*entries: ev.Recorded) -> list[tuple[str, bool]]:
        return [(each.event.result, each.contested) for each in outcomes.decisions(case_of(*entries), "turned-out")]

    twice = [decided("smuggling", "2027-02-20", "turned-out"), decided("smuggling", "2027-02-21", "turned-out")]
    assert told(*twice) == [("smuggling", False), ("smuggling", False)]
    against = decided("nothing", "2027-02-22", "turned-out", strand="laptop-b")
    assert told(*twice, against) == [("smuggling", False), ("smuggling", True), ("nothing", True)], "the last of each"
    assert told(twice[0], against) == [("smuggling", True), ("nothing", True)]


def test_needs_are_met_by_day_and_two_laptops_that_differ_are_both_shown():
    late, early = met("met", "2026-12-05"), met("partly", "2026-12-02")
    case = case_of(late, early, met("met", "2026-12-03", "shelter"), decided("asked", "2026-12-01"))
    assert outcomes.needs_met(case) == {
        "medical": (
            outcomes.Learned(early.event, early.digest),
            outcomes.Learned(late.event, late.digest),
        ),
        "shelter": outcomes.needs_met(case)["shelter"],
    }
    assert list(outcomes.needs_met(case)) == ["medical", "shelter"]
    differ = case_of(met("met", "2026-12-05"), met("not_met", "2026-12-02", strand="laptop-b"))
    assert [(each.event.result, each.contested) for each in outcomes.needs_met(differ)["medical"]] == [
        ("not_met", True), ("met", True),
    ]  # fmt: skip
    assert outcomes.contested(differ) == ("need:medical",)
    assert outcomes.contested(case) == ()


def test_a_need_whose_only_entry_was_taken_away_is_not_told():
    entry = met("met", "2026-12-05")
    gone = recorded(NeedMet("medical", "", knew=(entry.digest,), corrects=(entry.digest,)))
    assert outcomes.needs_met(case_of(entry, gone)) == {}
