"""Listening first: an account with no question asked, signs found by plain words, times as they are known."""

from __future__ import annotations

import pytest

from screening.casework.assessment import assessment
from screening.casework.interview import account, record_sheet
from screening.casework.interview.person_view import person_view
from screening.domain.case import sessions
from screening.domain.case.rules import ACCOUNT
from screening.domain.events.catalogue import SettingChanged
from screening.errors import NotAccepted
from screening.store import practice_vault
from tests.casework.some_talk import Session


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees("bn")
    vault.close()


def found(session: Session, wanted: str) -> list[str]:
    return [item.id for item in account.find(session.interview, wanted)]


@pytest.mark.parametrize(
    ("wanted", "item"),
    [
        ("passport", "papers-kept"),
        ("locked in", "locked"),
        ("beaten", "violence"),
        ("debt", "debt-owed"),
        ("FAMILY threat", "family-threat"),
        ("beg", "made-to-beg"),
    ],
)
def test_a_sign_is_found_by_plain_words(session, wanted, item):
    assert item in found(session, wanted)


def test_what_stands_in_the_sign_itself_comes_before_what_only_means_it(session):
    hits = found(session, "papers")
    marks = [session.interview.words.say(f"item.{name}.mark").casefold() for name in hits]
    near = ["papers" in mark for mark in marks]
    assert near == sorted(near, reverse=True)


def test_without_a_word_the_first_pass_is_offered_and_a_strange_word_finds_nothing(session):
    assert found(session, "  ") == [item.id for item in session.interview.protocol.core]
    assert found(session, "zzyzx") == []


@pytest.mark.requirement("IN18", "NV37")
def test_an_account_with_no_question_asked_is_kept_and_leads_to_a_reading(session):
    session.do(session.interview.write(ACCOUNT, "তিনি বললেন পাসপোর্ট অফিসে।"))
    session.do(session.interview.answer("papers-kept", "yes", "told"))
    session.ends()
    view = account.listening_view(session.interview, "")
    assert view.account == "তিনি বললেন পাসপোর্ট অফিসে।"
    assert [line.item for line in view.noted] == ["papers-kept"]
    assert assessment.assessment_view(session.interview).steps
    rows = record_sheet.rows(session.interview)
    assert ("listening", "তিনি বললেন পাসপোর্ট অফিসে।") in [(row.place, row.text) for row in rows]


def test_the_reasons_of_the_reading_quote_the_words_that_the_officer_marked(session):
    session.do(session.interview.write(ACCOUNT, "The passport is in the grey cupboard."))
    for event in account.tie(session.interview, "papers-kept", "in the grey cupboard"):
        session.do(event)
    session.ends()
    reasons = [line for line in assessment.assessment_view(session.interview).rules if "grey cupboard" in line]
    papers = session.interview.words.say("item.papers-kept.mark")
    assert [line.partition(" (")[0] for line in reasons] == [f"Supports it: {papers} “in the grey cupboard”"]


def test_no_account_is_written_without_agreement(content):
    vault = practice_vault()
    session = Session(vault, content).gate()
    session.do(session.interview.choose_language("en"))
    with pytest.raises(NotAccepted):
        session.interview.write(ACCOUNT, "words")
    assert account.listening_view(session.interview, "").locked
    vault.close()


@pytest.mark.requirement("IN6")
def test_times_that_cannot_follow_each_other_are_kept_without_a_word(session):
    session.do(sessions.write("when", "journey.when", "after I came"))
    session.do(sessions.write("when", "work.when", "before I was born"))
    rows = {row.id: row.value for row in account.when_view(session.interview).rows}
    assert (rows["journey.when"], rows["work.when"]) == ("after I came", "before I was born")
    assert not [row for row in account.when_view(session.interview).rows if row.kind == "info"]


@pytest.mark.requirement("IN10", "NV11")
def test_the_persons_view_is_in_their_language_and_holds_nothing_of_the_officers(session):
    session.do(session.interview.answer("papers-kept", "yes", "told"))
    session.do(session.interview.write("papers", "words of the officer's notes"))
    view = person_view(session.interview, "topic.papers", "papers-kept")
    theirs = session.interview.theirs
    assert view.sentence == theirs.say("item.papers-kept.text")
    assert (view.behind, len(view.done)) == (5, 11)
    shown = " ".join((view.statement, view.sentence, view.left, *(said for _name, said in view.acts)))
    for hidden in (session.code, "words of the officer", "yes", session.interview.words.say("item.papers-kept.mark")):
        assert hidden not in shown


@pytest.mark.requirement("IN19")
def test_what_the_officer_only_sees_is_never_put_before_the_person(session):
    view = person_view(session.interview, "topic.papers", "papers-store")
    assert view.sentence == session.interview.theirs.say("topic.papers.invitation")
    assert (view.name, view.answers) == ("", ())


def test_the_persons_page_asks_for_no_agreement_that_nothing_on_it_can_answer(session):
    view = person_view(session.interview, "consent", "")
    assert view.sentence == session.interview.theirs.say("talk.open")
    assert "?" not in view.sentence + view.statement
    assert view.answers == ()


def test_the_persons_path_goes_in_the_order_of_their_place(session):
    """A shelter asks about family early: the path that the person sees has come no further than the talk."""
    session.do(SettingChanged("shelter"))
    assert [person_view(session.interview, f"topic.{name}", "").behind for name in ("needs", "family", "wishes")] == [
        0, 1, 10,
    ]  # fmt: skip
