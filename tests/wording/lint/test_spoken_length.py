"""No text of the core is longer than a recording may last, in any language (LA11)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from screening.settings import EDITION, content_root
from screening.sound.measure import LONGEST
from screening.wording.catalogue.packs import packs
from screening.wording.lint.catalogue_checks import problems
from screening.wording.lint.extraction import main as extraction
from screening.wording.lint.spoken_length import FILE, Pace, spoken_faults, spoken_problems
from tests.wording.some_content import Content

FIGURES = """
longest = 15.0
margin = 1.0
[measured]
ms = 10.7
[compared]
en = 7.8
"""
SHORT = (
    "I write on this computer, under lock. The notes hold no name. My office decides how long it keeps them; ask me."
)
LONG = (
    "My office may see my notes. The law gives me powers. I have to report some offences. I also have to report danger "
    "to someone under 18, or to anyone’s life. You can ask me first what I have to report."
)
TOPIC = f"indicators/{EDITION}/topics/01-papers.toml"


@pytest.fixture
def spoken(content: Content) -> Content:
    """Content of which everything is recorded, with figures for two of its three languages."""
    content.write(FILE, FIGURES + "ur = 8.4\n")
    content.write(TOPIC, (content.root / TOPIC).read_text("utf-8").replace("I ask everyone about papers.", SHORT))
    assert extraction(["--write", "--root", str(content.root)]) == 0
    return content


def say(content: Content, text: str) -> None:
    content.write(TOPIC, (content.root / TOPIC).read_text("utf-8").replace(SHORT, text))
    assert extraction(["--write", "--root", str(content.root)]) == 0


@pytest.mark.requirement("LA11")
def test_no_text_of_this_program_takes_longer_than_a_recording_may_last() -> None:
    assert [str(each) for each in spoken_problems(content_root())] == []


@pytest.mark.requirement("LA11")
def test_every_language_has_a_figure_and_the_longest_is_the_one_that_recordings_are_held_to() -> None:
    pace = Pace.read(tomllib.loads((content_root() / FILE).read_text("utf-8")))
    assert set(pace.letters) == set(packs(content_root()))
    assert pace.longest == LONGEST


def test_an_english_text_that_fits_is_let_through(spoken: Content) -> None:
    assert problems(spoken.root) == []


def test_an_english_text_that_is_too_long_is_named_with_what_to_do(spoken: Content) -> None:
    say(spoken, LONG)
    (found,) = spoken_problems(spoken.root)
    assert (found.file, found.place) == (TOPIC, "topic.papers.why")
    assert found.what == "Said aloud it takes about 19 seconds."
    assert "two texts" in found.remedy
    assert found in problems(spoken.root)


def test_a_translation_that_is_too_long_is_named(spoken: Content) -> None:
    path = spoken.root / "locales/ms/LC_MESSAGES/person.po"
    empty = f'msgid "{SHORT}"\nmsgstr ""'
    text = path.read_text("utf-8").replace('msgid ""\n"I write', 'msgid "I write')
    assert empty in text
    path.write_text(text.replace(empty, empty[:-1] + "Saya tulis di komputer ini. " * 8 + '"'), "utf-8")
    assert [(each.file, each.place) for each in spoken_problems(spoken.root)] == [
        ("locales/ms/LC_MESSAGES/person.po", "topic.papers.why")
    ]


def test_a_text_that_nobody_records_may_be_longer(spoken: Content) -> None:
    spoken.write("locales/core.toml", 'core = ["topic.*.title"]\n')
    say(spoken, LONG)
    assert spoken_problems(spoken.root) == []


def test_a_language_without_a_figure_is_named(content: Content) -> None:
    content.write(FILE, FIGURES)
    (found,) = spoken_problems(content.root)
    assert (found.file, found.place, found.what) == (FILE, "ur", "The language has no figure.")


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param(FIGURES.replace("10.7", '"fast"'), id="no number"),
        pytest.param(FIGURES.replace("10.7", "0"), id="nothing"),
        pytest.param(FIGURES.replace("longest = 15.0", ""), id="no longest"),
        pytest.param(FIGURES + "ms = 9.0\n", id="twice"),
        pytest.param("longest =", id="no TOML"),
    ],
)
def test_figures_that_cannot_be_used_are_named(content: Content, figures: str) -> None:
    content.write(FILE, figures)
    assert [(each.file, each.place) for each in spoken_problems(content.root)] == [(FILE, "the figures")]


@pytest.mark.parametrize(
    ("tag", "text", "seconds"),
    [
        pytest.param("en", "Would you like to talk?", 18 / 7.8, id="letters without spaces and marks"),
        pytest.param("ne", "१८ वर्ष नपुगेको", 9 / 5.5, id="digits, and letters without vowel signs"),
        pytest.param("zh-Hans", "您十八岁。", 4 / 3.1, id="Chinese"),
        pytest.param("eo", "Saluton", 0.0, id="a language without a figure"),
    ],
)
def test_the_time_is_that_of_the_letters_and_digits(tag: str, text: str, seconds: float) -> None:
    pace = Pace.read(tomllib.loads((content_root() / FILE).read_text("utf-8")))
    assert pace.seconds(tag, text) == pytest.approx(seconds)


def test_a_reviewer_is_told_while_typing_and_only_of_what_is_recorded() -> None:
    root: Path = content_root()
    recorded = ("private.share-triangle", "Press the triangle if the officer may see none. The answers are erased.")
    assert spoken_faults(root, "ms", recorded, "Tekan segi tiga. " * 12)
    assert not spoken_faults(root, "ms", recorded, "Tekan segi tiga.")
    assert not spoken_faults(root, "ms", ("page.cases.title", "Cases"), "Tekan segi tiga. " * 12)


def test_a_reviewer_goes_on_where_the_figures_cannot_be_used(content: Content) -> None:
    content.write(FILE, "longest =")
    assert spoken_faults(content.root, "ms", ("topic.papers.title", "Papers"), "Dokumen") == []
