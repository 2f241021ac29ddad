"""What became of a case goes both ways: a laptop sends it, and headquarters enters it and sends it back."""

from __future__ import annotations

import datetime

import pytest

from screening.domain.case.case import fold
from screening.domain.events.catalogue import Event
from screening.domain.events.later import FormalDecisionLearned, NeedMet
from screening.domain.events.session import Withdrawn
from screening.domain.known import outcomes
from screening.errors import BadInput, NotAccepted
from screening.hub.codes import codes
from screening.hub.database import connected
from screening.hub.exporting import export_cases
from screening.hub.learning import learn
from screening.store import Vault, own_card, take_in
from tests.hub.some_hub import Headquarters, a_case

TODAY = datetime.date.today().isoformat()
LETTER = {
    "matter": "identification", "result": "identified", "body": "magistrate", "day": TODAY, "reference": "Order 7",
}  # fmt: skip


def enter(hq: Headquarters, code: str, said: dict[str, str] = LETTER, second: str = "Goh") -> Event:
    with connected(hq.url) as database:
        return learn(database, code, said, hq.keys, hq.card, by="Farah", second=second)


def back(hq: Headquarters, to: Vault, code: str) -> None:
    with connected(hq.url) as database:
        path = hq.folder / f"receipt-{len(list(hq.folder.iterdir()))}.age"
        made = export_cases(
            database, [code], hq.keys, hq.card, own_card(to), path, purpose="receipt", duty="Standing order 4"
        )
    take_in(to, made.path)


def identified(hq: Headquarters) -> list[tuple[object, ...]]:
    return hq.ask(
        "SELECT identification, identification_body, identification_on::text, ended FROM screening.identifications"
    )


def test_headquarters_learns_what_a_laptop_recorded(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(
        aina,
        FormalDecisionLearned("identification", "asked", "magistrate", TODAY),
        FormalDecisionLearned("labour", "awarded", "labour", TODAY, "Award 3", "12500"),
        NeedMet("medical", "met", TODAY, "clinic"),
    )
    hq.take(hq.bundle(aina))
    assert identified(hq) == [("asked", "my.magistrate", TODAY, False)]
    assert hq.ask("SELECT matter, result, body, amount FROM screening.formal_decisions ORDER BY 1") == [
        ("identification", "asked", "my.magistrate", None), ("labour", "awarded", "my.labour", 12500),
    ]  # fmt: skip
    assert hq.ask("SELECT case_code, need, result, days_to_met FROM screening.needs_met") == [
        (code, "medical", "met", 1)
    ]
    columns = hq.ask("SELECT column_name FROM information_schema.columns WHERE table_schema LIKE 'screening%'")
    assert ("reference",) not in columns, "what stands on a letter is in no table of its own"


def test_a_laptop_learns_what_headquarters_entered_and_goes_on_from_it(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    enter(hq, code)
    assert identified(hq) == [("identified", "my.magistrate", TODAY, True)]
    back(hq, aina, code)
    case = fold(code, aina.events(code))
    found = outcomes.identification(case)
    assert (found.result, found.body, found.day, found.reference) == ("identified", "magistrate", TODAY, "Order 7")
    aina.append(code, NeedMet("medical", "met", TODAY))
    assert hq.take(hq.bundle(aina)).added == 1
    assert hq.ask("SELECT count(*) FROM screening.needs_met") == [(1,)]


def test_a_second_letter_goes_on_in_the_same_strand(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    enter(hq, code, {**LETTER, "result": "asked"})
    back(hq, aina, code)
    enter(hq, code)
    enter(hq, code, {"matter": "need", "need": "medical", "result": "met", "day": TODAY})
    strands = hq.ask("SELECT strand, count(*) FROM screening.event WHERE by_whom = 'Farah' GROUP BY 1")
    assert [count for _, count in strands] == [3]
    back(hq, aina, code)
    assert outcomes.identification(fold(code, aina.events(code))).result == "identified"


def test_who_entered_it_is_kept_and_somebody_else_must_agree(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    with pytest.raises(BadInput, match="hub-second-missing"):
        enter(hq, code, second=" farah ")
    enter(hq, code)
    assert hq.ask("SELECT by_whom, second, case_code, matter FROM screening.learned") == [
        ("Farah", "Goh", code, "identification")
    ]


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("decision-body-unknown", {"body": "team"}),
        ("decision-in-future", {"day": "2999-01-01"}),
        ("decision-before-talk", {"day": "2020-01-01"}),
        ("decision-day-unreadable", {"day": ""}),
        ("no-such-choice", {"result": "convicted"}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(hq: Headquarters, why: str, said: dict[str, str]) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    before = hq.contents()
    with pytest.raises(NotAccepted, match=why):
        enter(hq, code, {**LETTER, **said})
    assert hq.contents() == before


def test_nothing_is_entered_into_a_case_that_is_not_here_or_was_taken_back(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina, Withdrawn("keep"))
    hq.take(hq.bundle(aina))
    for name in (code, "AAAA-AAAA-A"):
        with pytest.raises(BadInput, match="hub-no-such-case"):
            enter(hq, name)


def test_a_laptop_and_headquarters_that_contradict_are_both_kept_until_a_person_chooses(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    aina.append(code, FormalDecisionLearned("identification", "not_identified", "magistrate", TODAY))
    enter(hq, code)
    hq.take(hq.bundle(aina))
    assert identified(hq) == [("", "", None, False)]
    assert hq.ask("SELECT result FROM screening.formal_decisions WHERE contested ORDER BY 1") == [
        ("identified",), ("not_identified",),
    ]  # fmt: skip


def test_a_case_that_was_taken_back_shows_nothing_of_it(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina, FormalDecisionLearned("identification", "identified", "magistrate", TODAY), Withdrawn("keep"))
    hq.take(hq.bundle(aina))
    for view in ("identifications", "formal_decisions", "needs_met"):
        assert hq.ask(f"SELECT count(*) FROM screening.{view}") == [(0,)]


def test_every_result_and_body_has_a_label() -> None:
    labels = {(name, code) for name, code, *_ in codes()}
    assert {("decision", "identification.not_identified"), ("body", "my.magistrate"), ("body", "th.team")} <= labels
