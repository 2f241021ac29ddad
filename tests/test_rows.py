"""The rows of practice that no other test holds (docs/requirements.md)."""

from __future__ import annotations

import re

import pytest

from screening.casework.content.edition import open_content
from screening.casework.interview import shelter
from screening.wording.catalogue.languages import languages
from screening.wording.catalogue.translations import Words

PROMPT = re.compile(r"\bsign(ature)?s? (here|your|this)\b|thumb|fingerprint|photograph|\bphoto\b", re.IGNORECASE)
TOLD_OF = {"item.threat-shown.may_else"}
"""Help that speaks of a picture which somebody else showed."""


@pytest.mark.requirement("GA2")
def test_the_gate_has_at_most_six_lines_of_four_choices() -> None:
    gate = open_content().protocol.gate
    assert 1 <= len(gate) <= 6
    assert all(2 <= len(line.choices) <= 4 for line in gate), "each is answered by the keys 1 to 4"


@pytest.mark.requirement("CO4")
@pytest.mark.parametrize("role", ["labour-officer", "public-officer", "ngo", "trainer"])
def test_the_spoken_text_is_short_and_says_everything_for_every_role(role: str) -> None:
    protocol = open_content().protocol
    parts = protocol.spoken_for(role)
    assert parts, "a role has words of its own"
    said = " ".join(part.text for part in parts)
    assert len(said.split()) < 120
    for part in ("say no", "stop", "write", "days|how long|keeps|erased after", "see|seen", "depend", "promise"):
        assert re.search(part, said), f"nothing said of: {part}"


@pytest.mark.requirement("CO6")
def test_no_text_asks_for_a_signature_a_print_or_a_picture() -> None:
    words = Words("en")
    persons = [each for each in words.ids() if each.startswith(("consent.", "agree.", "item.", "topic.", "closing."))]
    assert len(persons) > 200
    asking = [each for each in persons if each not in TOLD_OF]
    assert [each for each in asking if PROMPT.search(words.source(each))] == []


@pytest.mark.requirement("IN11")
def test_every_topic_says_why_it_is_asked_in_every_language() -> None:
    topics = [topic.id for topic in open_content().protocol.topics]
    for pack in languages():
        words = Words("en").within(pack.tag)
        assert all(words.say(f"topic.{topic}.why").strip() for topic in topics), pack.tag


@pytest.mark.requirement("PR14")
def test_the_page_of_answering_alone_says_that_it_replaces_no_talk() -> None:
    assert Words("en").say("page.alone.lead") == "This starts a conversation. It does not replace one."


@pytest.mark.requirement("SH7")
def test_the_safety_plan_has_its_four_parts() -> None:
    words = Words("en")
    told = [words.say(f"safety-plan.{name}").casefold() for name in shelter.PLAN]
    for part in ("helps", "heavier", "trust", "night"):
        assert any(part in each for each in told), part


@pytest.mark.requirement("JU11")
def test_every_result_says_that_screening_is_not_identification() -> None:
    words = Words("en")
    assert "screening, not identification" in words.say("limits.title")
    assert "in other trouble" in words.say("limits.text")
    assert "still be trafficked" in words.say("limits.text")


@pytest.mark.requirement("JU12")
def test_every_result_says_who_decides() -> None:
    told = Words("en").say("rule.who-decides")
    assert "officer" in told.casefold()
    assert "Magistrate" in told or "magistrate" in told
