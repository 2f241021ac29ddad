"""The page of what became of a case: who may decide, what a letter says, and silence that is no answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest

from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview import formal_decisions, shelter
from screening.casework.record.caseload import summary
from screening.domain.case.places import Place
from screening.domain.known import outcomes
from screening.errors import NotAccepted
from screening.settings import OWN
from screening.store import practice_vault
from screening.wording.catalogue.decision_lines import decided_line
from tests.casework.some_talk import Session

TODAY = datetime.date.today()
IDENTIFIED = {
    "matter": "identification", "result": "identified", "body": "magistrate", "day": "today", "reference": "Order 7",
}  # fmt: skip


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        session = Session(vault, content)
        session.gate().agrees().says("papers-kept locked little-pay").ends()
        yield session


def learn(talk: Session, **form: str) -> None:
    talk.do(formal_decisions.learn(talk.interview, services.shipped(OWN), form, TODAY))


def told(talk: Session, form: dict[str, str] | None = None) -> list[str]:
    view = formal_decisions.decisions_view(talk.interview, services.shipped(OWN), form or {})
    return [row.label.own for row in view.rows]


def test_nothing_recorded_is_said_as_that_and_as_nothing_else(talk: Session) -> None:
    shown = "\n".join(told(talk))
    assert "That means only that nobody recorded anything." in shown
    assert "Not identified" not in shown
    assert "No wish of the person is recorded." in shown


def test_the_bodies_offered_are_those_of_the_country_that_decide_the_matter(talk: Session) -> None:
    view = formal_decisions.decisions_view(talk.interview, services.shipped(OWN), {"matter": "identification"})
    (row,) = [each for each in view.rows if each.id == "body"]
    assert [value for value, _text, _shape in row.options] == ["magistrate", "enforcement", "protection-officer"]
    labour = formal_decisions.decisions_view(talk.interview, services.shipped(OWN), {"matter": "labour"})
    assert "amount" in [row.id for row in labour.rows]


def test_a_body_that_decides_something_else_is_refused(talk: Session) -> None:
    with pytest.raises(NotAccepted, match="decision-body-unknown"):
        learn(talk, **{**IDENTIFIED, "body": "labour"})
    with pytest.raises(NotAccepted, match="decision-body-unknown"):
        learn(talk, **{**IDENTIFIED, "body": "team"})


def test_what_a_letter_says_stands_on_the_page_before_a_session_and_on_the_summary(talk: Session) -> None:
    learn(talk, **IDENTIFIED)
    (decision,) = outcomes.decisions(talk.interview.case, "identification")
    line = decided_line(decision.event, talk.interview.words)
    assert line.endswith("A Magistrate · Identified as trafficked · letter: Order 7")
    assert line in told(talk)
    assert line in [row.label.own for row in shelter.session_view(talk.interview).rows]
    (row,) = [each for each in summary(talk.interview, TODAY, pin=True).rows if each.place == Place.DECISIONS]
    assert row.note.endswith("A Magistrate · Identified as trafficked")
    assert "Order 7" not in row.note


def test_an_award_has_an_amount(talk: Session) -> None:
    learn(talk, matter="labour", result="awarded", body="labour", day="today", amount="12500")
    (decision,) = outcomes.decisions(talk.interview.case, "labour")
    assert "Awarded: RM 12,500" in decided_line(decision.event, talk.interview.words)


def test_a_named_need_waits_until_somebody_records_whether_it_was_met(talk: Session) -> None:
    waits = [each for each in told(talk) if "nobody has recorded whether it was met" in each]
    assert waits
    need = next(
        each.id
        for each in services.shipped(OWN).needs
        if talk.interview.words.say(f"directory.need.{each.id}") == waits[0].partition(":")[0]
    )
    learn(talk, matter="need", need=need, result="met", day="today")
    assert waits[0] not in told(talk)
    assert any(each.endswith("· Met") for each in told(talk))


def test_an_entry_is_taken_back_from_the_page(talk: Session) -> None:
    learn(talk, **IDENTIFIED)
    (entry,) = talk.interview.case.later
    talk.do(formal_decisions.act(talk.interview, f"back:{entry.digest}"))
    assert outcomes.identification(talk.interview.case) is None
