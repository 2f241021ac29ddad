"""Whether a voice of the engine speaks a language so that it can be understood: the rule of decision 0099, measured.

The engine is asked for the sounds that it makes of each line (its own phonetic letters) and for the frames. This module
loads the engine into the tests' own process; the program never does.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from array import array
from dataclasses import dataclass

from screening.casework.content.edition import open_content
from screening.casework.interview.private_answering import spoken_id
from screening.domain.case import private_answering
from screening.domain.policy.computer_voice import open_voices
from screening.settings import locales_root
from screening.sound.measure import LONGEST, SoundMeasure, measure_frames
from screening.sound.player import RATE, resampled
from screening.sound.speech_process import UTF8, Engine
from screening.wording.catalogue.translations import Words

IPA = 2
VOWELS = frozenset("aeiouyɐɑɒɔəɚɛɜɝɤɨɪɯɵɶɘɞøœʉʊʌæ")
NO_SOUND = re.compile(r"\([^)]*\)|[^\w]|[0-9_ˈˌːˑʰʲˤʷˀʔ]")
"""In phonetic letters: names of languages, stress, length, tones, and what only colours a sound."""
SYLLABLE = (0.12, 0.42)
"""Seconds that a syllable takes in the mean of a line, at the engine's 150 words a minute."""


@dataclass(frozen=True, slots=True)
class Line:
    """One text: the sounds of each word, how long it is heard, and what it measures."""

    text_id: str
    words: tuple[str, ...]
    other_language: bool
    """Whether a part was said in another language: letters that the voice does not have."""
    spelled: tuple[str, ...]
    """Words that are said letter by letter."""
    seconds: float
    sound: SoundMeasure

    @property
    def without_vowel(self) -> tuple[str, ...]:
        """The words of which only consonants are heard."""
        return tuple(each for each in self.words if not VOWELS & set(each))

    @property
    def a_syllable(self) -> float:
        """Seconds for each syllable."""
        syllables = sum(len(re.findall(f"[{''.join(VOWELS)}]+", each)) for each in self.words)
        return self.seconds / syllables if syllables else 0.0

    @property
    def fit(self) -> bool:
        """The rule: it can be heard, in one language, nothing spelled, each word with a vowel, at a speaker's pace."""
        least, most = SYLLABLE
        whole = not (self.other_language or self.spelled or self.without_vowel or self.sound.faults())
        return whole and least <= self.a_syllable <= most and self.sound.seconds <= LONGEST


class Ear:
    """The engine, asked for sounds in phonetic letters beside the frames."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.library = self.engine._library
        self.library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def sounds(self, voice: str, text: str) -> str:
        assert self.library.espeak_SetVoiceByName(voice.encode()) == 0
        rest, made = ctypes.c_char_p(text.encode()), []
        while rest.value:
            made.append(self.library.espeak_TextToPhonemes(ctypes.byref(rest), UTF8, IPA) or b"")
        return " ".join(each.decode() for each in made)

    def lines(self, tag: str, most: int | None = None) -> list[Line]:
        """Every text of a sitting in a language, or so many of them."""
        words, voice = Words(tag), open_voices(locales_root())[tag]
        found = []
        ids = (private_answering.TOLD, *private_answering.heard(open_content().protocol))
        for text_id in ids[:most]:
            spoken = spoken_id(words, text_id)
            text = voice.spoken(words.say(spoken))
            sounds = self.sounds(voice.voice, text)
            frames = resampled(array("h", self.engine.speak(voice.voice, text)), self.engine.rate)
            found.append(
                Line(
                    spoken,
                    tuple(filter(None, (NO_SOUND.sub("", each) for each in sounds.split()))),
                    "(" in sounds,
                    tuple(each for each in text.split() if self.spelled(voice.voice, each)),
                    _heard(frames) / RATE,
                    measure_frames(frames),
                )
            )
        return found

    def spelled(self, voice: str, word: str) -> bool:
        """Whether a word sounds as its signs one after the other.

        Chinese signs are words, not letters. In scripts whose bare letters carry a vowel, as Bangla's, a word without a
        sign of another vowel is read so and not spelled.
        """
        signs = [each for each in word if unicodedata.category(each)[0] in "LM"]
        alphabet = any(unicodedata.name(each, "").startswith(("LATIN", "ARABIC")) for each in signs)
        marked = any(unicodedata.category(each)[0] == "M" for each in signs)
        if len(signs) < 3 or not (alphabet or marked):
            return False
        one_by_one = "".join(NO_SOUND.sub("", self.sounds(voice, each)) for each in signs)
        return NO_SOUND.sub("", self.sounds(voice, word)) == one_by_one


def _heard(frames: array[int]) -> int:
    """How many frames there are between the first sound and the last."""
    loud = [at for at in range(0, len(frames), 220) if max(map(abs, frames[at : at + 220])) > 300]
    return loud[-1] - loud[0] + 220 if loud else 0
