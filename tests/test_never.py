"""What the program must never do and no other test holds (docs/requirements.md)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from screening.casework.content.edition import open_content
from screening.wording.catalogue.translations import Words

ROOT = Path(__file__).parents[1]
RESULT = (
    "page.reading",
    "band.",
    "explanation.",
    "state.",
    "path.",
    "path-do.",
    "rule.",
    "limits.",
    "reason.",
    "form.",
)
FIGURES = re.compile(r"%|\bper ?cent|\bprobabilit|\blikelihood|\bscore|\bpoints?\b", re.IGNORECASE)


@pytest.mark.requirement("JU1", "NV1")
def test_no_page_of_a_result_speaks_in_figures() -> None:
    words = Words("en")
    texts = {each: words.source(each) for each in words.ids() if each.startswith(RESULT)}
    assert len(texts) > 60
    assert {each: text for each, text in texts.items() if FIGURES.search(text)} == {}


@pytest.mark.requirement("NV8")
def test_no_clock_of_the_window_records_anything() -> None:
    """Timers only draw, scroll or speak: none of their functions hands an event to the record."""
    recording = re.compile(r"(singleShot|timeout\.connect)\([^)]*(record|append|erase|stop\(|_save|issue)")
    for path in (ROOT / "src" / "screening" / "qt").rglob("*.py"):
        assert not recording.search(path.read_text("utf-8")), path.name


@pytest.mark.requirement("NV9")
def test_no_library_that_learns_is_among_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    more = [name for names in project["optional-dependencies"].values() for name in names]
    named = " ".join([*project["dependencies"], *more]).casefold()
    for library in ("scikit", "torch", "tensorflow", "keras", "xgboost", "transformers", "onnx", "lightgbm"):
        assert library not in named


@pytest.mark.requirement("IN16", "NV14")
def test_no_question_asks_for_detail_or_for_the_past_of_a_body() -> None:
    asked = {item.id: item.text for item in open_content().protocol.items.values() if item.kind == "ask"}
    past = re.compile(r"\b(before you came|boyfriend|virgin|partners?|how many times|what exactly|describe)\b", re.I)
    assert {name: text for name, text in asked.items() if past.search(text)} == {}
    bodily = [name for name, text in asked.items() if re.search(r"\b(sexual|sexually|private moments)\b", text)]
    assert len(bodily) <= 4
    assert all(open_content().protocol.items[name].harm for name in bodily)


@pytest.mark.requirement("NV15")
def test_no_question_asks_for_status_or_a_passport_number() -> None:
    asked = [item.text for item in open_content().protocol.items.values() if item.kind == "ask"]
    status = re.compile(
        r"\b(are you (here )?legal|legal status|valid (visa|permit)|do you have a (visa|permit)|number)\b", re.I
    )
    assert [text for text in asked if status.search(text)] == []
