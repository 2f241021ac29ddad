"""A computer's voice speaks to a real person only where the organisation names its language, and it has a fit voice."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.domain.content.problems import Problem
from screening.domain.policy.computer_voice import FILE, EngineVoice, open_voices, read_allowed
from screening.errors import BadInput
from screening.settings import locales_root

VOICES = {"bn": EngineVoice("bn", fit=True), "ur": EngineVoice("ur", fit=True), "my": EngineVoice("my", fit=False)}
LANGUAGES = ("bn", "ur", "my", "km")
SIGNED = 'source = "The board, 3 November 2026"\nchecked_on = 2026-11-03\n'


def read(folder: Path, text: str) -> tuple[tuple[str, ...], list[str]]:
    """What is allowed, and what was wrong."""
    (folder / FILE).write_text(text, "utf-8")
    problems: list[Problem] = []
    return read_allowed(folder, VOICES, LANGUAGES, problems), [each.what for each in problems]


def test_the_languages_that_are_named_are_allowed_each_once(tmp_path: Path) -> None:
    assert read(tmp_path, f'computer_voice = ["ur", "bn", "ur"]\n{SIGNED}') == (("ur", "bn"), [])
    assert read(tmp_path, f"computer_voice = []\n{SIGNED}") == ((), [])


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("xx", 'This program has no language "xx".'),
        ("km", 'The computer has no voice for "km".'),
        ("my", 'The computer\'s voice for "my" cannot be understood well enough.'),
    ],
)
def test_a_language_that_is_unknown_or_has_no_fit_voice_is_refused_in_a_sentence(
    tmp_path: Path, tag: str, told: str
) -> None:
    assert read(tmp_path, f'computer_voice = ["bn", "{tag}"]\n{SIGNED}') == (("bn",), [told])


@pytest.mark.parametrize(
    "text",
    [
        f'computer_voice = "bn"\n{SIGNED}', f"computer_voice = [1]\n{SIGNED}", 'computer_voice = ["bn"]\n', SIGNED,
        f'computer_voice = ["bn"]\nevery_language = true\n{SIGNED}', "computer_voice = [", "",
    ],
)  # fmt: skip
def test_a_setting_that_is_not_whole_is_told(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text)[1]


def test_without_the_file_nothing_is_allowed(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_allowed(tmp_path, VOICES, LANGUAGES, problems) == ()
    assert problems


def test_what_ships_names_fifteen_voices_of_which_twelve_are_fit() -> None:
    voices = open_voices(locales_root())
    fit = {tag for tag, voice in voices.items() if voice.fit}
    assert fit == {"bn", "en", "fa", "hi", "id", "ms", "ne", "si", "ta", "ur", "vi", "zh-Hans"}
    assert set(voices) - fit == {"ar", "my", "th"}


def test_voices_that_cannot_be_read_are_told_with_their_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as trouble:
        open_voices(tmp_path)
    assert trouble.value.code == "content-unreadable"


def test_signs_that_the_engine_does_not_know_are_given_as_others() -> None:
    assert EngineVoice("si", fit=True, instead={"\u200d": ""}).spoken("ප්\u200dරශ්න") == "ප්රශ්න"
