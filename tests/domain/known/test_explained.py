"""Which line explains a decision, and whether it was said in the session in which the person decided."""

from __future__ import annotations

from screening.domain.case.case import Case, fold
from screening.domain.events import catalogue as ev
from screening.domain.events.session import LineSaid
from screening.domain.known.known import explained, line_of
from tests.domain.some_case import recorded

LINE, YES = LineSaid("consent.notes", "ms", "bn"), ev.ConsentDecided("notes", "yes", "v1", "bn")


def after(*events: ev.Event) -> Case:
    return fold("CODE", [recorded(ev.CaseOpened("2026-3", "workplace", "field")), *map(recorded, events)])


def test_the_line_of_a_decision_bears_its_name() -> None:
    assert line_of("notes") == LINE.line


def test_a_decision_was_explained_where_its_line_was_said_in_the_same_session() -> None:
    said = explained(after(LINE, YES), "notes")
    assert said is not None
    assert (said.own, said.theirs, said.session) == ("ms", "bn", 1)


def test_a_line_of_another_decision_or_of_another_session_explains_nothing() -> None:
    assert explained(after(YES), "notes") is None
    assert explained(after(LINE), "notes") is None
    assert explained(after(LINE, YES), "talk") is None
    assert explained(after(LINE, ev.TalkStopped("paused"), ev.TalkResumed(), YES), "notes") is None
