"""The page of an inspection: no result while it is open, and of the site only what ten people carry."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re

import pypdf
import pytest

from screening.casework.assessment import assessment, second_reader
from screening.casework.content import directory
from screening.casework.interview import interview_views, readiness
from screening.casework.referral import papers
from screening.casework.visit import inspection
from screening.domain.case import inspections, referrals
from screening.domain.case.inspections import Site
from screening.domain.events.inspection import CaseAtSite
from screening.domain.services.directory import Directory
from screening.errors import NotAccepted
from screening.settings import OWN
from screening.store import Vault, practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees().says("papers-kept")
    vault.close()


OPEN = Site("s1", "Glove works", "2026-11-24T09:00:00Z", seen={"papers-store": "yes"})
CLOSED = dataclasses.replace(OPEN, closed_at="2026-11-24T14:00:00Z")


def rows(content, site: Site, cases: list, minutes: tuple[int, ...] = ()):
    services = directory.shipped(content.installation)
    return inspection.site_view(content, Words("en"), [site], cases, minutes, services).rows


def told(content, site: Site, cases: list) -> str:
    return " ".join(row.label.own for row in rows(content, site, cases))


TODAY = datetime.datetime.now(datetime.UTC).date()


def rung(vault: Vault) -> Directory:
    """The directory with one number that somebody rang."""
    if not vault.events(""):
        vault.append("", directory.verify(directory.shipped(OWN), "999"))
    return directory.in_use(vault.events(""), OWN)


@pytest.mark.requirement("PR12", "BI3", "NV38")
def test_no_result_of_anybody_opens_while_the_site_is_open(session):
    session.do(assessment.write_view(session.interview, ["control"], "sure", "Because."))
    session.interview.at_open_site = True
    shut = ("reading", "taking", "papers", "else", "adding")
    assert {session.interview.reachable(place) for place in shut} == {"locked.site"}
    for opening in (assessment.assessment_view, assessment.open_assessment, second_reader.else_view):
        with pytest.raises(NotAccepted) as trouble:
            opening(session.interview)
        assert trouble.value.code == "site-open"
    session.interview.at_open_site = False
    assert assessment.assessment_view(session.interview).bands
    assert not session.interview.reachable("else")


@pytest.mark.requirement("BI3")
def test_an_open_site_shows_no_count(session, content):
    at = dataclasses.replace(session.interview.case, site="s1")
    assert "People who answered" not in told(content, OPEN, [at] * 20)


@pytest.mark.requirement("BI7")
def test_a_closed_site_speaks_of_what_was_seen_and_of_ten_people_or_none(session, content):
    at = dataclasses.replace(session.interview.case, site="s1")
    few = told(content, CLOSED, [at] * 9)
    assert "Seen: " in few
    assert "Fewer than 10 people answered" in few
    assert session.interview.words.say("item.papers-kept.mark") not in few
    other = dataclasses.replace(at, heads={"debt-grows": at.heads["papers-kept"]})
    many = told(content, CLOSED, [*[at] * 10, *[other] * 10])
    assert "People who answered: 20" in many
    assert f"{session.interview.words.say('item.papers-kept.mark')}: 10" in many


def test_people_of_another_site_are_not_counted(session, content):
    elsewhere = dataclasses.replace(session.interview.case, site="s2")
    assert "Fewer than 10" in told(content, CLOSED, [elsewhere] * 30)


@pytest.mark.requirement("BI4")
def test_the_languages_offered_are_those_of_the_packs(content):
    said = told(content, OPEN, [])
    for tag in ("bn", "ur", "ms"):
        assert tag in said


def refuses(session: Session) -> Session:
    session.do(session.interview.choose_language("en"))
    for decision in ("talk", "notes"):
        session.do(session.interview.decide(decision, "no"))
    return session


SAID = {
    "nothing at all": lambda session: session,
    "a no to everything": refuses,
    "signs of all kinds": lambda session: session.agrees().says("papers-kept locked little-pay threats debt-grows"),
    "only that all is well": lambda session: session.agrees().says("", "papers-kept locked little-pay threats"),
}


@pytest.mark.requirement("BI2")
def test_everybody_hears_the_same_words_on_leaving_and_may_have_the_same_card(content):
    """Whatever they said, after a whole talk or a short contact (BI2)."""
    left: dict[str, tuple[object, ...]] = {}
    for name, said in SAID.items():
        with practice_vault() as vault:
            session = Session(vault, content).gate()
            session.do(CaseAtSite("s1"))
            said(session)
            interview = session.interview
            words = tuple(each.text for each in interview_views.closing_view(interview).leaving)
            contact = tuple(row.label for row in readiness.contact_view(interview).rows if row.kind == "said")
            assert words == contact
            session.do(interview.stop("finished"))
            interview.numbers = directory.numbers(rung(vault), "", TODAY, interview.words)
            session.do(referrals.choose_card("small-card"))
            card = papers.make_card(interview, session.keeper(), rung(vault), TODAY)
            shown = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(card.data)).pages)
            left[name] = (words, shown)
    assert len(set(left.values())) == 1, left


@pytest.mark.requirement("BI2")
def test_how_long_talks_here_took_is_said_and_nothing_else_of_them(session, content):
    at = dataclasses.replace(
        session.interview.case, site="s1", opened_at="2026-11-24T09:00:00+00:00", stopped_at="2026-11-24T09:20:00+00:00"
    )
    longer = dataclasses.replace(at, stopped_at="2026-11-24T09:31:00+00:00")
    minutes = inspections.minutes(
        [at, longer, dataclasses.replace(at, site="s2"), dataclasses.replace(at, stopped_at="")], "s1"
    )
    assert minutes == (20, 31)
    shown = rows(content, OPEN, [], minutes)
    assert any("took 20 to 31 minutes" in row.label.own for row in shown)
    session.interview.site_minutes = (20,)
    closing = interview_views.closing_view(session.interview)
    assert "took about 20 minutes" in closing.lead
    assert not re.search(r"too (long|short)|hurry|quick", closing.lead), "it presses nobody"


def test_without_an_inspection_nothing_is_said_of_minutes(session):
    assert interview_views.closing_view(session.interview).lead == session.interview.words.say("page.closing.lead")


def test_no_language_is_said_to_have_a_voice_that_has_none(content):
    said = told(content, OPEN, [])
    assert "Languages with texts here: " in said
    assert Words("en").say("page.site.no-voice") in said, "none of the shipped recordings may be heard by a person"


def test_what_the_lot_can_show_is_said_before_anybody_is_asked(content):
    few = dataclasses.replace(OPEN, lines=tuple(f"{n};day;bn;A" for n in range(1, 20)))
    assert "19 people: no sign can be listed afterwards" in told(content, few, [])
    many = dataclasses.replace(OPEN, lines=tuple(f"{n};day;bn;A" for n in range(1, 21)))
    assert "20 people: a sign can be listed if at least 10" in told(content, many, [])


def test_what_was_seen_leads_to_a_complaint_and_a_next_visit_and_no_number_that_nobody_rang(content):
    said = told(content, CLOSED, [])
    assert "Complain about the workplace: Labour Department, nearest office, number not verified here" in said
    assert "Next visit to Glove works" in said
    nothing = dataclasses.replace(CLOSED, seen={})
    assert "Complain about the workplace" not in told(content, nothing, [])
    dated = rows(content, dataclasses.replace(CLOSED, again="2026-12-08"), [])
    assert any(row.value == "2026-12-08" and "8 December 2026" in row.help for row in dated)
