"""The case in hand moves on with each answer, and suggests what to ask next without deciding anything."""

import pytest

from screening.casework.assessment.assessment import assessment_of
from screening.casework.interview import frame_views, interview_views
from screening.store import practice_vault
from tests.casework.some_talk import Session


@pytest.fixture
def session(content):
    with practice_vault() as vault:
        yield Session(vault, content).gate().agrees()


def notes(session):
    return {row.place: row.note for row in frame_views.rail_rows(session.interview, "topic.money")}


def test_nothing_is_suggested_before_anything_was_said(session):
    assert "suggested" not in notes(session).values()


def test_at_most_two_topics_are_suggested_once_something_was_said(session):
    session.says("papers-kept")
    assert 1 <= list(notes(session).values()).count("suggested") <= 2
    assert notes(session)["closing"] == ""


def test_the_first_pass_may_end_when_no_question_is_likely_to_change_the_path(session, content):
    core = [item.id for item in content.protocol.core if item.kind == "ask"]
    rest = [item.id for item in content.protocol.items.values() if item.kind == "ask" and item.id not in core]
    for item in (*core, *rest):
        if notes(session)["closing"]:
            break
        session.says("", item)
    assert notes(session)["closing"] == "may end"
    assert "suggested" not in notes(session).values()
    assert any(item not in session.interview.case.answers for item in rest)


def test_the_case_in_hand_stands_where_the_full_reading_stands(session):
    """Answers, a change of mind, an answer taken back, a child after all, and words."""
    steps = (
        lambda talk: talk.says("papers-kept debt-owed debt-grows sex-work", "locked"),
        lambda talk: talk.says("locked", "debt-owed"),
        lambda talk: talk.do(talk.interview.take_back("papers-kept")),
        lambda talk: talk.do(talk.interview.answer_gate("minor", "under_18")),
        lambda talk: talk.do(talk.interview.write("money", "The office keeps it.")),
    )
    for step in steps:
        step(session)
        full = assessment_of(session.interview)
        standing = session.interview.progress.of(session.interview.case)
        for name, strength in standing.strengths.items():
            assert strength == pytest.approx(full.weighed[name].range.best, abs=1e-9)
        assert standing.child is full.child


def test_an_item_whose_root_turned_to_no_is_shown_as_not_counting_and_returns(session):
    def applies():
        views = interview_views.topic_view(session.interview, "money").items
        return next(view.applies for view in views if view.id == "debt-grows")

    session.invites("money").says("debt-owed debt-grows")
    assert applies()
    session.says("", "debt-owed")
    assert not applies()
    session.says("debt-owed")
    assert applies()
