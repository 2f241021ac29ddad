"""A voice is called fit where every line of a sitting is spoken so that it can be understood (decision 0099)."""

from __future__ import annotations

import pytest

from screening.domain.policy.computer_voice import open_voices
from screening.settings import locales_root
from screening.sound.computer_voice import can_speak
from tests.sound.fitness import Ear

pytestmark = pytest.mark.skipif(not can_speak("en"), reason="the optional engine is not installed")


@pytest.fixture(scope="module")
def ear() -> Ear:
    return Ear()


def test_a_fit_voice_and_one_that_loses_syllables_are_told_apart(ear: Ear) -> None:
    assert all(line.fit for line in ear.lines("ms", 3))
    lost = [word for line in ear.lines("my", 2) for word in line.without_vowel]
    assert lost


def test_letters_of_another_script_and_a_word_that_is_spelled_are_found(ear: Ear) -> None:
    assert "(en)" in ear.sounds("bn", "সূর্য hello")
    assert ear.spelled("en", "bkr")
    assert not ear.spelled("en", "sun")


@pytest.mark.sweep
@pytest.mark.parametrize("tag", open_voices(locales_root()))
def test_what_is_called_fit_is_what_was_measured(ear: Ear, tag: str) -> None:
    unfit = [line.text_id for line in ear.lines(tag) if not line.fit]
    assert (not unfit) is open_voices(locales_root())[tag].fit, unfit
