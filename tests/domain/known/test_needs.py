"""What a person needs and how soon: one answer for every sheet, from the gate, answers, the first night and by hand."""

from __future__ import annotations

import pytest

from screening.casework.content.directory import shipped
from screening.domain.case.case import Case, fold
from screening.domain.events import catalogue as ev
from screening.domain.events import referral as rev
from screening.domain.events import session as sev
from screening.domain.known import needs
from screening.domain.known.known import AskedNo, NotAsked, NotPassedOn, Reader, Value
from screening.domain.known.needs import Haste
from screening.domain.protocol.model import Protocol
from tests.domain.some_case import recorded

DIRECTORY = shipped()
POLICE, SHELTER = Reader(frozenset({"signs"}), "B"), Reader(frozenset({"needs"}), "A")


def after(*events: ev.Event) -> Case:
    return fold("CODE", [recorded(ev.CaseOpened("2026-2", "workplace", "field")), *map(recorded, events)])


def gate(**choices: str) -> list[ev.Event]:
    said = {"hurt": "no", "afraid": "no", "officer": "safe", **choices}
    return [ev.GateAnswered(line, choice, 1) for line, choice in said.items()]


def haste(protocol: Protocol, *events: ev.Event) -> Haste:
    case = after(*events)
    return needs.haste(case, protocol, needs.named(case, {}, DIRECTORY))


def answered(item: str, answer: str = "yes") -> ev.Event:
    from screening.domain.answers import Answer, How

    return ev.AnswerGiven(item, Answer(answer), How.ASKED)


@pytest.mark.requirement("RE3")
def test_pain_that_was_told_in_the_talk_is_urgent_for_every_reader_although_the_gate_found_nothing(content) -> None:
    found = haste(content.protocol, *gate(), answered("needs-hurt"), answered("violence"), answered("locked"))
    assert found == Haste(True, Value(named=("need.medical",)))
    assert needs.told(found, SHELTER) == found
    assert needs.told(found, POLICE) == Haste(True, NotPassedOn()), "that it is urgent, not what the person needs"


def test_no_danger_is_said_only_where_every_line_of_the_gate_was_answered_without_any(content) -> None:
    assert haste(content.protocol, *gate()) == Haste(False, AskedNo())
    assert haste(content.protocol, *gate()[:2]) == Haste(False, NotAsked())
    assert haste(content.protocol) == Haste(False, NotAsked())


def test_where_harm_was_told_no_paper_says_that_nothing_was_found(content) -> None:
    found = haste(content.protocol, *gate(), answered("violence"))
    assert found == Haste(False, Value(named=("harm",)))
    assert needs.told(found, POLICE) == found
    assert needs.told(found, SHELTER) == Haste(False, NotPassedOn())


def test_danger_at_the_gate_is_told_to_the_police_and_what_hurts_is_not(content) -> None:
    found = haste(content.protocol, *gate(afraid="yes", hurt="not_sure"))
    assert found == Haste(True, Value(named=("danger.hurt", "danger.afraid")))
    assert needs.told(found, POLICE) == Haste(True, Value(named=("danger.afraid",)))


def test_what_the_officer_typed_stands_first_and_makes_nothing_urgent_by_itself(content) -> None:
    found = haste(content.protocol, *gate(), rev.SheetNoted("paper", "urgency", "Before the boat leaves"))
    assert found == Haste(False, Value("Before the boat leaves"))


def test_what_the_first_night_of_a_shelter_found_out_is_a_need() -> None:
    case = after(sev.NoteWritten("arrival", "doctor", "yes"), sev.NoteWritten("arrival", "hungry", "no"))
    assert needs.named(case, {}, DIRECTORY) == ("medical",)
    states = dict(needs.states(case, {}, DIRECTORY, ()))
    assert (states["medical"], states["basic"], states["phone"]) == ("now", "no", "not-asked")


def test_a_need_that_was_added_by_hand_is_named_and_one_that_was_taken_back_is_not() -> None:
    assert needs.named(after(rev.SheetNoted("need", "shelter", "yes")), {}, DIRECTORY) == ("shelter",)
    both = after(rev.SheetNoted("need", "shelter", "yes"), rev.SheetNoted("need", "shelter", ""))
    assert needs.named(both, {}, DIRECTORY) == ()
