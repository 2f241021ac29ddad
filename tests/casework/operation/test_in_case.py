"""What a case keeps of the operation that it began in: its number, and what the first look noted, as proposals."""

from __future__ import annotations

from datetime import date

from screening.casework.content.edition import Content
from screening.casework.interview import interpreter, interview_views
from screening.casework.interview.frame_views import code_and_number
from screening.casework.referral.papers import facts
from screening.domain.events.operation import CaseInOperation
from screening.domain.known import known
from screening.domain.operation import rules
from screening.store import practice_vault
from tests.casework.referral.test_paper_states import DIRECTORY
from tests.casework.some_talk import Session
from tests.domain.operation.some_operation import laptops

NOTED = CaseInOperation("OP-2222-2222-2", "A-007", "my", "woman")


def begun(content: Content) -> Session:
    session = Session(practice_vault(), content).gate()
    session.do(NOTED)
    return session


def test_the_number_stands_behind_the_code_of_the_case(content: Content) -> None:
    session = begun(content)
    assert code_and_number(session.interview.case) == f"{session.code} · A-007"


def test_the_language_of_the_first_look_is_proposed_and_not_chosen(content: Content) -> None:
    interview = begun(content).interview
    offered, chosen = interview_views.languages_to_choose(interview)
    assert (offered[0].tag, chosen, interview.case.language) == ("my", "", None)
    told = "The first look at number A-007 noted Burmese. Nobody chose it here yet: ask the person."
    assert interview_views.language_of_first_look(interview) == told


def test_a_proposal_ends_when_somebody_chose(content: Content) -> None:
    session = begun(content).agrees("ms")
    assert interview_views.language_of_first_look(session.interview) == ""
    assert interview_views.languages_to_choose(session.interview)[1] == "ms"


def test_the_wish_of_the_first_look_stands_at_the_question_and_is_no_answer(content: Content) -> None:
    session = begun(content).agrees()
    row = next(each for each in interpreter.prefer_view(session.interview).rows if each.id == "officer")
    assert (row.value, row.line and row.line.note) == (
        "", "The first look at number A-007 noted: A woman. Ask again here.",
    )  # fmt: skip
    assert interpreter.waits(session.interview.case)
    assert known.sex(session.interview.case) == ""


def test_no_paper_knows_the_number_or_the_operation(content: Content) -> None:
    told = []
    for noted in (None, NOTED):
        session = Session(practice_vault(), content).gate()
        session.do(noted)
        session.agrees().ends()
        made = facts(session.interview, session.keeper(), DIRECTORY, "police-trafficking", date(2026, 12, 1))
        told.append(repr(made).replace(session.code, ""))
    assert all("A-007" not in each and "OP-2222" not in each for each in told)


def test_what_two_laptops_noted_differently_is_not_carried_over() -> None:
    first, second = laptops("Aina", "Budi")
    person = first.gives()
    second.takes([first])
    first.does(rules.note(first.operation, person, "language", "my"))
    second.does(rules.note(second.operation, person, "language", "ne"))
    first.does(rules.note(first.operation, person, "wish", "either"))
    first.takes([second])
    _, in_case = rules.begin_talk(first.operation, person, "2222-2222-2")
    assert (in_case.number, in_case.language, in_case.wish) == ("A-001", "", "either")
