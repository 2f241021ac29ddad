"""At the closing each recipient is asked for by its name, and a yes for one is a yes for no other (CO1, CO9)."""

from __future__ import annotations

import datetime
import io

import pypdf
import pytest

from screening.casework.content.directory import name_of, shipped
from screening.casework.interview import recipient_consent
from screening.casework.referral import papers, recipients
from screening.settings import OWN
from screening.store import practice_vault
from tests.casework.some_talk import Session

DIRECTORY = shipped(OWN)


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees("ms")
    vault.close()


def first(session: Session, decision: str) -> str:
    return recipient_consent.choose_view(session.interview, DIRECTORY, decision).lines[0].place


@pytest.mark.requirement("CO1")
@pytest.mark.parametrize("decision", recipient_consent.PARTS)
def test_the_question_names_whom_it_is_about_in_both_languages(session, decision):
    assert recipient_consent.named(session.interview, DIRECTORY) == {}
    name = first(session, decision)
    session.do(recipient_consent.choose(decision, name))
    ((asked, row),) = recipient_consent.named(session.interview, DIRECTORY).items()
    told = name_of(DIRECTORY.entries[name], session.interview.words)
    assert told in row.text.own and told in row.text.theirs
    assert row.text.own != row.text.theirs
    assert (asked, row.value) == (f"{decision}:{name}", "")


@pytest.mark.requirement("CO9")
def test_a_yes_for_one_service_is_a_yes_for_it_alone_and_stands_on_who_takes_this(session):
    lines = recipient_consent.choose_view(session.interview, DIRECTORY, "service").lines
    one, other = (DIRECTORY.entries[line.place].id for line in lines[:2])
    for name in (one, other):
        session.do(recipient_consent.choose("service", name))
    session.do(session.interview.decide("service", "yes", recipient_consent.key("service", one)))
    values = {asked: row.value for asked, row in recipient_consent.named(session.interview, DIRECTORY).items()}
    assert values == {f"service:{one}": "yes", f"service:{other}": ""}
    assert "needs" in recipients.granted(session.interview, DIRECTORY, one)
    assert "needs" not in recipients.granted(session.interview, DIRECTORY, other)
    assert session.interview.case.consented("service") == "", "nobody agreed to a service without a name"


def test_another_session_asks_each_again(session):
    name = first(session, "authority")
    session.do(recipient_consent.choose("authority", name))
    session.do(session.interview.decide("authority", "yes", recipient_consent.key("authority", name)))
    session.do(session.interview.stop("later"))
    session.do(session.interview.resume())
    (row,) = recipient_consent.named(session.interview, DIRECTORY).values()
    assert row.value == ""


def test_the_list_is_the_same_whatever_the_record_shows(session):
    before = recipient_consent.choose_view(session.interview, DIRECTORY, "authority")
    session.says("papers-kept locked violence threats debt-tied")
    assert recipient_consent.choose_view(session.interview, DIRECTORY, "authority") == before


def test_the_records_own_copy_says_by_name_who_was_agreed_to_and_who_was_refused(session):
    session.ends()
    one, other = (
        line.place for line in recipient_consent.choose_view(session.interview, DIRECTORY, "service").lines[:2]
    )
    session.do(session.interview.decide("service", "no", recipient_consent.key("service", one)))
    session.do(session.interview.decide("service", "yes", recipient_consent.key("service", other)))
    file = papers.make_file(session.interview, session.keeper(), DIRECTORY, papers.OWN, datetime.date(2026, 11, 30))
    told = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.data)).pages)
    for name in (one, other):
        assert session.interview.name_of(name) in told.replace("\n", " ")
