"""docs/rows.md names what proves each row of practice, and what it names exists; and the rows no other test holds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from screening.casework import sheltering
from screening.casework.content import open_content
from screening.wording.catalogs import Words
from screening.wording.languages import languages

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "rows.md"
ROW = re.compile(r"^\| ([A-Z]{2}\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
POINTER = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ROWS = {name: proof for name, _what, proof in ROW.findall(PAGE.read_text("utf-8"))}
NUMBERS = {
    "GA": range(1, 14), "CO": range(1, 13), "IN": range(1, 21), "LA": (6, 7, 12, 13, 14, 15, 17), "PR": range(1, 16),
    "CH": range(1, 12), "DI": range(1, 7), "SE": (1, 2), "SH": range(1, 12), "BI": range(1, 8), "DM": (7,),
    "JU": range(1, 17), "HW": range(1, 10),
}  # fmt: skip
PROMPT = re.compile(r"\bsign(ature)?s? (here|your|this)\b|thumb|fingerprint|photograph|\bphoto\b", re.IGNORECASE)


def test_every_row_is_there_and_names_what_proves_it() -> None:
    assert list(ROWS) == [f"{kind}{number}" for kind, numbers in NUMBERS.items() for number in numbers]
    assert [name for name, proof in ROWS.items() if not POINTER.search(proof) and "Review:" not in proof] == []


@pytest.mark.parametrize("name", list(ROWS))
def test_what_a_row_names_exists(name: str) -> None:
    for file, test in POINTER.findall(ROWS[name]):
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert test in found, f"{file} has no {test}"


def test_the_gate_has_at_most_six_lines_of_four_choices() -> None:
    gate = open_content().protocol.gate
    assert 1 <= len(gate) <= 6
    assert all(2 <= len(line.choices) <= 4 for line in gate), "each is answered by the keys 1 to 4"


@pytest.mark.parametrize("role", ["labour-officer", "public-officer", "ngo", "trainer"])
def test_the_spoken_text_is_short_and_says_everything_for_every_role(role: str) -> None:
    protocol = open_content().protocol
    parts = protocol.spoken_for(role)
    assert parts, "a role has words of its own"
    said = " ".join(part.text for part in parts)
    assert len(said.split()) < 120
    for part in ("say no", "stop", "write", "days|how long|keeps|erased after", "see|seen", "depend", "promise"):
        assert re.search(part, said), f"nothing said of: {part}"


def test_no_text_asks_for_a_signature_a_print_or_a_picture() -> None:
    words = Words("en")
    persons = [each for each in words.ids() if each.startswith(("consent.", "agree.", "item.", "topic.", "closing."))]
    assert len(persons) > 200
    assert [each for each in persons if PROMPT.search(words.source(each))] == []


def test_every_topic_says_why_it_is_asked_in_every_language() -> None:
    topics = [topic.id for topic in open_content().protocol.topics]
    for pack in languages():
        words = Words("en").within(pack.tag)
        assert all(words.say(f"topic.{topic}.why").strip() for topic in topics), pack.tag


def test_the_page_of_answering_alone_says_that_it_replaces_no_talk() -> None:
    assert Words("en").say("page.alone.lead") == "This opens a conversation. It does not replace one."


def test_the_safety_plan_has_its_four_parts() -> None:
    words = Words("en")
    told = [words.say(f"safety-plan.{name}").casefold() for name in sheltering.PLAN]
    for part in ("helps", "heavier", "trust", "night"):
        assert any(part in each for each in told), part


def test_every_result_says_that_screening_is_not_identification() -> None:
    words = Words("en")
    assert "screening, not identification" in words.say("limits.title")
    assert "in other trouble" in words.say("limits.text")
    assert "still be trafficked" in words.say("limits.text")


def test_every_result_says_who_decides() -> None:
    told = Words("en").say("rule.who-decides")
    assert "officer" in told.casefold()
    assert "Magistrate" in told or "magistrate" in told
