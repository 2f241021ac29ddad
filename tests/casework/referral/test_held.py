"""Papers for somebody who is held ask first that they stay, and tell nobody more than was agreed."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from screening.casework.assessment.answer_file import assess_sheet, parse_sheet
from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview import interview_views, readiness
from screening.casework.referral import papers, recipients
from screening.domain.known.detention import is_open
from screening.settings import OWN, Installation
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session

TODAY = datetime.date(2026, 12, 1)
EN = Words("en")
FIRED = "outside-permit had-to-escape little-pay papers-kept police-threat"
ASKED = "Do not remove, return or charge"


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        session = Session(vault, content)
        for event in session.interview.choose_setting("detention"):
            session.do(event)
        yield session.gate().agrees().says(FIRED).ends()


def text(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def paper(talk: Session, recipient: str) -> str:
    return text(papers.make_file(talk.interview, talk.keeper(), services.shipped(OWN), recipient, TODAY).data)


def agree(talk: Session, recipient: str, parts: str, answer: str = "yes") -> None:
    for part in parts.split():
        talk.do(recipients.decide(talk.interview, recipient, part, answer))


def test_the_police_are_asked_first_with_the_law_and_how_far_it_was_seen(talk: Session) -> None:
    agree(talk, "police-trafficking", "signs")
    told = paper(talk, "police-trafficking")
    assert told.index(ASKED) < told.index(EN.say("form.section.statement"))
    assert "(Act 670, section 25; Bill as passed seen)" in told
    assert "Act 670, section 44" in told
    assert "Act 670, sections 45 to 49" in told
    assert EN.say("form.stay.call-none") in told


def test_a_service_that_may_not_know_where_the_person_is_is_not_told_that_they_are_held(talk: Session) -> None:
    agree(talk, "tenaganita", "needs")
    assert ASKED not in paper(talk, "tenaganita")
    assert "held" not in paper(talk, "tenaganita")
    agree(talk, "tenaganita", "contact")
    assert ASKED in paper(talk, "tenaganita")


def test_a_no_to_the_place_keeps_it_back(talk: Session) -> None:
    agree(talk, "tenaganita", "needs contact")
    agree(talk, "tenaganita", "place", "no")
    assert ASKED not in paper(talk, "tenaganita")


def test_somebody_in_a_lock_up_after_a_raid_gets_it_once_it_is_said_that_they_are_held(content: Content) -> None:
    with practice_vault() as vault:
        talk = Session(vault, content)
        for event in talk.interview.choose_setting("after-raid"):
            talk.do(event)
        assert readiness.minding_view(talk.interview).held == EN.say("page.gate.held")
        talk.gate().agrees().says(FIRED).ends()
        agree(talk, "police-trafficking", "signs")
        assert ASKED not in paper(talk, "police-trafficking")
        assert interview_views.closing_view(talk.interview).second_talk is None
        talk.do(readiness.held("yes"))
        assert ASKED in paper(talk, "police-trafficking")
        asked = interview_views.closing_view(talk.interview).second_talk
        assert asked is not None
        assert asked.told == EN.say("page.dates.second-talk-none")


def test_nobody_is_asked_for_it_of_somebody_at_a_workplace(content: Content) -> None:
    with practice_vault() as vault:
        talk = Session(vault, content).gate().agrees().says(FIRED).ends()
        agree(talk, "police-trafficking", "signs")
        assert ASKED not in paper(talk, "police-trafficking")


@pytest.mark.parametrize("country", ["my", "id", "th"])
@pytest.mark.parametrize("sheet", ["A", "B", "child"])
def test_every_country_says_its_own_law_or_that_nobody_read_it(country: str, sheet: str, tmp_path: Path) -> None:
    from screening.casework.content.edition import open_content

    content = open_content(here=Installation(country))
    age = "child" if sheet == "child" else "adult"
    answers = dict.fromkeys(FIRED.split(), "yes")
    answered = parse_sheet({"setting": "detention", "person": {"age_band": age}, "answers": answers}, content, "x.json")
    assert is_open(answered.held, assess_sheet(answered, content).paths)
    made = papers.from_answers(answered, content, tmp_path, wanted=(sheet,))
    told = text(made.read_bytes())
    assert {"my": "section 25", "id": "article 18", "th": "section 41"}[country] in told
    assert json.dumps(told).count("Act 670, section 25") == (country == "my") * told.count("section 25")
