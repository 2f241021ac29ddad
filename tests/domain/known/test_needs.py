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
from screening.settings import OWN
from tests.domain.some_case import recorded

DIRECTORY = shipped(OWN)
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


def test_what_the_gate_found_names_its_lines_and_no_others() -> None:
    case = after(*gate(hurt="not_sure", afraid="yes", officer="not_safe"), ev.GateAnswered("stop", "yes", 1))
    assert needs.dangers(case) == ("hurt.not_sure", "afraid.yes", "officer.not_safe")
    assert needs.dangers(after(*gate())) == ()


@pytest.mark.parametrize(
    ("events", "named", "found"),
    [
        ([answered("needs-afraid")], (), Haste(True, Value(named=("told",)))),
        ([answered("needs-afraid", "no")], (), Haste(False, NotAsked())),
        ([answered("needs-afraid")], ("danger",), Haste(True, Value(named=("need.danger",)))),
        ([answered("needs-afraid"), *gate(officer="not_safe")], ("danger",),
         Haste(True, Value(named=("danger.officer",)))),
        ([*gate(hurt="yes")], ("medical", "danger", "medical-soon", "shelter"),
         Haste(True, Value(named=("danger.hurt", "need.danger", "need.medical-soon")))),
        ([answered("violence", "no"), *gate()], (), Haste(False, AskedNo())),
        ([answered("not-of-this-edition"), *gate()], (), Haste(False, AskedNo())),
        ([answered("papers-kept"), *gate()], (), Haste(False, AskedNo())),
        ([answered("violence")], ("phone",), Haste(False, Value(named=("harm",)))),
    ],
)  # fmt: skip
def test_why_help_is_needed_soon_is_told_by_each_source_once(content, events, named, found) -> None:
    assert needs.haste(after(*events), content.protocol, named) == found


def test_bare_answers_are_as_urgent_as_those_of_a_case_and_say_nothing_of_a_gate(content) -> None:
    said = after(answered("needs-afraid")).answers
    assert needs.haste_of_answers(content.protocol, said, ()) == Haste(True, Value(named=("told",)))
    assert needs.haste_of_answers(content.protocol, {}, ()) == Haste(False, NotAsked())
    assert not needs.NO_HASTE.urgent
    assert needs.NO_HASTE.reasons == ()


def test_an_edition_without_lines_of_danger_never_says_that_nobody_found_any(content) -> None:
    from dataclasses import replace

    assert haste(replace(content.protocol, gate=()), *gate()) == Haste(False, NotAsked())


def test_the_officer_and_whoever_has_every_part_are_told_all_of_it() -> None:
    found = Haste(True, Value("Before the boat leaves", ("danger.hurt", "danger.afraid", "harm")))
    assert needs.told(found, Reader(own=True)) is found
    assert needs.told(Haste(), POLICE) == Haste()
    assert needs.told(found, POLICE) == Haste(True, Value("Before the boat leaves", ("danger.afraid", "harm")))
    assert needs.told(found, SHELTER) == Haste(True, Value("Before the boat leaves", ("danger.hurt", "danger.afraid")))
    assert needs.told(Haste(False, Value("Soon", ("told",))), POLICE) == Haste(False, Value("Soon"))


@pytest.mark.parametrize(
    ("said", "offered", "state"),
    [("yes", False, "now"), ("no", False, "no"), ("no", True, "no"), ("not_asked_yet", False, "silent"),
     ("", False, "not-asked"), ("", True, "offer"), ("declined", True, "silent")],
)  # fmt: skip
def test_a_question_of_the_first_night_says_how_its_need_stands(said: str, offered: bool, state: str) -> None:
    from dataclasses import replace

    directory = DIRECTORY
    if offered:
        needed = tuple(replace(each, paths=("p",)) if each.id == "medical" else each for each in DIRECTORY.needs)
        directory = replace(DIRECTORY, needs=needed)
    case = after(sev.NoteWritten("arrival", "medicine", said)) if said else after()
    assert dict(needs.states(case, {}, directory, ("p",)))["medical"] == state
