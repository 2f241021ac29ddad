"""What may be recorded of the decision of a body, and what stands where two laptops entered different ones."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from screening.domain.case import formal_decisions, rules
from screening.domain.case.case import Case, fold
from screening.domain.events import catalogue as ev
from screening.domain.events import session as sev
from screening.domain.events.later import FormalDecisionLearned, NeedMet
from screening.domain.known import outcomes
from screening.errors import NotAccepted
from tests.domain.some_case import recorded

TODAY = datetime.date(2027, 3, 1)
OPENED = recorded(ev.CaseOpened("2026-2", "workplace", "field"))
BODIES = ("magistrate",)


def case_of(*entries: ev.Recorded) -> Case:
    return fold("CODE", [OPENED, *entries])


def learn(case: Case, result: str, day: str, **more: str) -> FormalDecisionLearned:
    said = {"matter": "identification", "body": "magistrate", **more}
    return formal_decisions.learn(case, result=result, day=day, bodies=BODIES, today=TODAY, **said)


def entered(result: str, day: str, strand: str = "laptop-a", *, case: Case | None = None, **more: str) -> ev.Recorded:
    return recorded(learn(case or case_of(), result, day, **more), strand=strand)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("decision-in-future", {"day": "2027-03-02"}),
        ("decision-before-talk", {"day": "2026-11-23"}),
        ("decision-day-unreadable", {"day": "next week"}),
        ("decision-day-unreadable", {"day": ""}),
        ("decision-body-unknown", {"body": "land-office"}),
        ("decision-body-unknown", {"body": ""}),
        ("no-such-choice", {"result": "convicted"}),
        ("decision-amount-unreadable", {"matter": "labour", "result": "awarded", "amount": "12,000"}),
        ("text-too-long", {"reference": "x" * 201}),
    ],
)
def test_what_cannot_be_is_refused_by_name(code, said):
    with pytest.raises(NotAccepted, match=code):
        learn(case_of(), **{"result": "identified", "day": "2027-02-20", **said})


def test_the_day_of_the_talk_and_today_are_days_on_which_a_body_can_decide():
    assert learn(case_of(), "asked", "2026-11-24").day == "2026-11-24"
    assert learn(case_of(), "asked", "2027-03-01").day == "2027-03-01"


def test_where_the_person_went_needs_no_body_and_everything_else_does():
    assert learn(case_of(), "returned", "2027-01-05", matter="return", body="").body == ""


def test_nothing_is_written_of_a_person_who_took_it_back():
    with pytest.raises(NotAccepted, match="taken-back"):
        learn(case_of(recorded(sev.Withdrawn("keep"))), "identified", "2027-02-20")


def test_what_was_being_entered_when_the_person_took_it_back_is_not_written():
    case = case_of(recorded(sev.Withdrawn("keep")))
    with pytest.raises(NotAccepted, match="taken-back"):
        rules.refuse_if_withdrawn(case, [learn(case_of(), "identified", "2027-02-20")])


def test_what_is_recorded_reads_back_word_for_word_and_an_older_program_keeps_it():
    event = learn(case_of(), "identified", "2027-02-20", reference="Order 7/2027")
    assert ev.from_json(event.kind, ev.to_json(event)) == event
    unknown = ev.from_json(event.kind, {**ev.to_json(event), "matter": "of a newer program"})
    assert isinstance(unknown, ev.Unknown)
    assert fold("CODE", [OPENED, recorded(unknown)]).unknown == (event.kind,)


def test_a_mistake_is_taken_away_and_what_stood_before_stands_again():
    asked = entered("asked", "2026-12-01")
    wrong = entered("identified", "2027-02-20", case=case_of(asked))
    case = case_of(asked, wrong)
    back = recorded(formal_decisions.take_away(case, wrong.digest))
    assert outcomes.identification(case_of(asked, wrong, back)).result == "asked"
    with pytest.raises(NotAccepted, match="no-such-choice"):
        formal_decisions.take_away(case_of(asked, wrong, back), wrong.digest)


def test_an_entry_is_corrected_in_place():
    wrong = entered("identified", "2027-02-20")
    right = recorded(replace(learn(case_of(wrong), "identified", "2027-02-21"), corrects=(wrong.digest,)))
    assert [each.event.day for each in outcomes.decisions(case_of(wrong, right), "identification")] == ["2027-02-21"]


def test_two_laptops_that_contradict_both_stay_count_for_nothing_and_a_person_settles_them():
    asked = entered("asked", "2026-12-01")
    one = entered("identified", "2027-02-20", "laptop-a", case=case_of(asked))
    two = entered("not_identified", "2027-02-22", "laptop-b", case=case_of(asked))
    case = case_of(asked, one, two)
    assert outcomes.contested(case) == ("identification",)
    assert outcomes.identification(case).result == "asked", "neither of the two counts"
    assert {each.event.result for each in outcomes.decisions(case, "identification") if each.contested} == {
        "identified", "not_identified",
    }  # fmt: skip
    chosen = recorded(formal_decisions.settle(case, two.digest), strand="laptop-a")
    settled = case_of(asked, one, two, chosen)
    assert outcomes.contested(settled) == ()
    found = outcomes.identification(settled)
    assert (found.result, found.day) == ("not_identified", "2027-02-22")
    assert one in settled.later, "nothing is lost"


def test_a_later_decision_of_somebody_who_knew_the_first_contradicts_nothing():
    one = entered("not_identified", "2027-01-20", "laptop-a")
    two = entered("identified", "2027-02-22", "laptop-b", case=case_of(one))
    case = case_of(one, two)
    assert outcomes.contested(case) == ()
    assert outcomes.identification(case).result == "identified"


def test_the_same_decision_on_two_laptops_contradicts_nothing():
    both = [entered("identified", "2027-02-20", strand) for strand in ("laptop-a", "laptop-b")]
    assert outcomes.contested(case_of(*both)) == ()


def test_what_it_also_was_can_be_several_things_and_nothing_beside_one_is_a_contradiction():
    several = [
        entered("smuggling", "2027-02-01", "laptop-a", matter="turned-out"),
        entered("dispute", "2027-02-01", "laptop-b", matter="turned-out"),
    ]
    assert [each.event.result for each in outcomes.decisions(case_of(*several), "turned-out")] == [
        "smuggling",
        "dispute",
    ]
    nothing = entered("nothing", "2027-02-01", "laptop-c", matter="turned-out")
    assert outcomes.contested(case_of(*several, nothing)) == ("turned-out",)


def test_only_a_contradiction_is_settled():
    one = entered("identified", "2027-02-20")
    with pytest.raises(NotAccepted, match="no-such-choice"):
        formal_decisions.settle(case_of(one), one.digest)


def test_a_need_is_met_on_a_day_and_two_laptops_that_differ_are_both_shown():
    def met(result: str, strand: str) -> ev.Recorded:
        made = formal_decisions.meet(case_of(), "medical", result, needs=("medical",), day="2026-12-03", today=TODAY)
        return recorded(made, strand=strand)

    case = case_of(met("met", "laptop-a"))
    assert [(each.event.day, each.contested) for each in outcomes.needs_met(case)["medical"]] == [("2026-12-03", False)]
    two = case_of(met("met", "laptop-a"), met("not_met", "laptop-b"))
    assert outcomes.contested(two) == ("need:medical",)
    settled = formal_decisions.settle(two, two.later[0].digest)
    assert isinstance(settled, NeedMet)
    assert outcomes.contested(case_of(*two.later, recorded(settled))) == ()
    with pytest.raises(NotAccepted, match="no-such-choice"):
        formal_decisions.meet(case_of(), "medical", "met", needs=(), day="2026-12-03", today=TODAY)


def test_an_amount_is_twelve_figures_at_most_and_a_reference_two_hundred_signs():
    for amount in ("", "0", "9" * 12):
        assert learn(case_of(), "awarded", "2027-02-20", matter="labour", amount=amount).amount == amount
    for amount in ("9" * 13, "12.5", "-1", "١٢", "²"):
        with pytest.raises(NotAccepted, match="decision-amount-unreadable"):
            learn(case_of(), "awarded", "2027-02-20", matter="labour", amount=amount)
    assert learn(case_of(), "asked", "2027-02-20", reference=f" {'x' * 198} ").reference == "x" * 198
    assert len(learn(case_of(), "asked", "2027-02-20", reference="x" * 200).reference) == 200


def need(result: str, day: str = "2027-02-20", strand: str = "laptop-a") -> ev.Recorded:
    return recorded(NeedMet("medical", result, day, "clinic"), strand=strand)


@pytest.mark.parametrize(
    ("one", "two", "against"),
    [
        (("labour", "refused", "court"), ("labour", "awarded", "court"), True),
        (("labour", "refused", "court"), ("labour", "awarded", "magistrate"), False),
        (("labour", "agreed", "court"), ("labour", "awarded", "court"), False),
        (("status", "refused", "court"), ("status", "stay", "court"), True),
        (("identification", "identified", ""), ("identification", "not_identified", ""), True),
        (("identification", "asked", ""), ("identification", "not_identified", ""), False),
        (("turned-out", "nothing", ""), ("turned-out", "smuggling", ""), True),
        (("turned-out", "dispute", ""), ("turned-out", "smuggling", ""), False),
    ],
)  # fmt: skip
def test_two_laptops_contradict_where_not_both_can_be_so(one, two, against):
    entries = [recorded(FormalDecisionLearned(*each, "2027-02-20"), strand=f"laptop-{at}") for at, each in
               enumerate((one, two))]  # fmt: skip
    both = tuple(entries) if against else ()
    for order in (entries, entries[::-1]):
        assert set(formal_decisions.contested(case_of(*order), one[0])) == set(both)
    same = [recorded(each.event) for each in entries]
    assert formal_decisions.contested(case_of(*same), one[0]) == ()


def test_a_need_that_was_not_met_contradicts_one_that_was_and_partly_contradicts_neither():
    for one, two, against in (("met", "not_met", 2), ("not_met", "met", 2), ("met", "partly", 0), ("met", "met", 0)):
        entries = need(one), need(two, strand="laptop-b")
        assert len(formal_decisions.contested(case_of(*entries), "need:medical")) == against
        assert formal_decisions.contested(case_of(*entries), "need:shelter") == ()


def test_a_need_is_met_by_whom_and_when_it_was_said_and_is_taken_away_as_it_was_entered():
    def meet(case: Case, name: str = "medical", result: str = "met", **more: str) -> NeedMet:
        said = {"day": "2027-02-20", "by": "clinic", **more}
        return formal_decisions.meet(case, name, result, needs=("medical", "shelter"), today=TODAY, **said)

    assert meet(case_of()) == NeedMet("medical", "met", "2027-02-20", "clinic")
    for wrong in ({"name": "moon"}, {"result": "identified"}):
        with pytest.raises(NotAccepted, match="no-such-choice"):
            meet(case_of(), **wrong)
    with pytest.raises(NotAccepted, match="decision-in-future"):
        meet(case_of(), day="2027-03-02")
    entry = need("met")
    case = case_of(entry)
    assert meet(case).knew == (entry.digest,)
    gone = formal_decisions.take_away(case, entry.digest)
    assert gone == NeedMet("medical", "", knew=(entry.digest,), corrects=(entry.digest,))
    assert formal_decisions.standing(case_of(entry, recorded(gone)), "need:medical") == ()
    with pytest.raises(NotAccepted, match="no-such-choice"):
        formal_decisions.take_away(case_of(entry, recorded(gone)), entry.digest)


def test_a_person_settles_what_two_laptops_say_of_a_need():
    met, not_met = need("met"), need("not_met", strand="laptop-b")
    chosen = formal_decisions.settle(case_of(met, not_met), met.digest)
    both = (met.digest, not_met.digest)
    assert chosen == NeedMet("medical", "met", "2027-02-20", "clinic", both, both)
    with pytest.raises(NotAccepted, match="no-such-choice"):
        formal_decisions.settle(case_of(met), met.digest)


@pytest.mark.parametrize(
    ("last", "code"), [(ev.Unknown("newer"), "written-by-newer-program"), (sev.Withdrawn("keep"), "taken-back")]
)
def test_into_a_newer_program_s_case_and_one_that_was_taken_back_nothing_is_entered(last, code):
    entry = need("met")
    case = case_of(entry, recorded(last))
    for act in (
        lambda: learn(case, "asked", "2027-02-20"),
        lambda: formal_decisions.meet(case, "medical", "met", needs=("medical",), day="2027-02-20", today=TODAY),
        lambda: formal_decisions.take_away(case, entry.digest),
        lambda: formal_decisions.settle(case, entry.digest),
    ):
        with pytest.raises(NotAccepted, match=code):
            act()


def test_nothing_can_have_come_of_a_talk_before_it_began_whoever_wrote_it():
    assert (
        formal_decisions.first_day(case_of())
        == datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC).astimezone().date()
    )
    imported = ev.CaseImported("s", "f", "1", "c", "n", "d", started="2026-10-02T09:00:00Z")
    began = datetime.datetime(2026, 10, 2, 9, tzinfo=datetime.UTC).astimezone().date()
    assert formal_decisions.first_day(case_of(recorded(imported))) == began
    assert formal_decisions.first_day(fold("CODE", [])) is None
    assert learn(fold("CODE", []), "asked", "1999-01-01").day == "1999-01-01"


def test_what_an_entry_is_about_is_its_matter_or_its_need():
    assert formal_decisions.about(entered("asked", "2027-02-20").event) == "identification"
    assert formal_decisions.about(NeedMet("medical", "met")) == "need:medical"
    assert formal_decisions.about(ev.BreakTaken()) == ""
