"""The page of an inspection: no result while it is open, and of the site only what ten people carry."""

from __future__ import annotations

import dataclasses

import pytest
from some_talk import Session

from screening.casework import assessing, visiting
from screening.domain.sites import Site
from screening.errors import NotAccepted
from screening.store import practice_vault
from screening.wording.catalogs import Words


@pytest.fixture
def session(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees().says("papers-kept")
    vault.close()


OPEN = Site("s1", "Glove works", "2026-11-24T09:00:00Z", seen={"papers-store": "yes"})
CLOSED = dataclasses.replace(OPEN, closed_at="2026-11-24T14:00:00Z")


def told(content, site: Site, cases: list) -> str:
    return " ".join(row.label.own for row in visiting.site_view(content, Words("en"), [site], cases).rows)


def test_no_result_of_anybody_opens_while_the_site_is_open(session):
    session.do(assessing.write_view(session.interview, ["control"], "sure", "Because."))
    session.interview.at_open_site = True
    assert {session.interview.reachable(place) for place in ("reading", "taking", "papers")} == {"locked.site"}
    for opening in (assessing.reading, assessing.open_reading):
        with pytest.raises(NotAccepted) as trouble:
            opening(session.interview)
        assert trouble.value.code == "site-open"
    session.interview.at_open_site = False
    assert assessing.reading(session.interview).bands


def test_an_open_site_shows_no_count(session, content):
    at = dataclasses.replace(session.interview.case, site="s1")
    assert "People who answered" not in told(content, OPEN, [at] * 20)


def test_a_closed_site_speaks_of_what_was_seen_and_of_ten_people_or_none(session, content):
    at = dataclasses.replace(session.interview.case, site="s1")
    few = told(content, CLOSED, [at] * 9)
    assert "Seen: " in few
    assert "Fewer than 10 people answered" in few
    assert session.interview.words.say("item.papers-kept.mark") not in few
    many = told(content, CLOSED, [at] * 10)
    assert "People who answered: 10" in many
    assert f"{session.interview.words.say('item.papers-kept.mark')}: 10" in many


def test_people_of_another_site_are_not_counted(session, content):
    elsewhere = dataclasses.replace(session.interview.case, site="s2")
    assert "Fewer than 10" in told(content, CLOSED, [elsewhere] * 30)


def test_the_languages_offered_are_those_of_the_packs(content):
    said = told(content, OPEN, [])
    for tag in ("bn", "ur", "ms"):
        assert tag in said
