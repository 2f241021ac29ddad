"""The assessment of somebody who is held asks first that they stay, and for the day of a second talk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from screening.casework.assessment import assessment
from screening.casework.content.edition import Content
from screening.domain.known import detention
from screening.store import practice_vault
from tests.casework.some_talk import Session

FIRED = "outside-permit had-to-escape little-pay papers-kept police-threat"


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        session = Session(vault, content)
        for event in session.interview.choose_setting("detention"):
            session.do(event)
        yield session.gate().agrees().says(FIRED).ends()


def test_it_is_the_first_step_with_the_law_and_how_far_it_was_seen(talk: Session) -> None:
    first, *others = assessment.assessment_view(talk.interview).steps
    assert first.text == "Ask that the person is not removed or charged before the decision."
    assert first.reason == "Law: Act 670, section 25; Bill as passed seen"
    assert {"second_interview", "formal_identification"} & {each.path for each in others}


def test_a_day_is_suggested_said_to_be_missing_and_read(talk: Session) -> None:
    asked = assessment.assessment_view(talk.interview).second_talk
    assert asked is not None
    assert asked.typed == ""
    assert asked.told == "The day of the second interview is still to be set."
    assert "Suggested: " in asked.help
    talk.do(talk.interview.beside(detention.PAGE, detention.DAY, "4 December 2026"))
    asked = assessment.assessment_view(talk.interview).second_talk
    assert asked is not None
    assert (asked.typed, asked.told) == ("4 December 2026", "Read as 4 December 2026.")


def test_at_a_workplace_neither_stands_there(content: Content) -> None:
    with practice_vault() as vault:
        talk = Session(vault, content).gate().agrees().says(FIRED).ends()
        view = assessment.assessment_view(talk.interview)
        assert view.second_talk is None
        assert detention.STAY not in {each.path for each in view.steps}
