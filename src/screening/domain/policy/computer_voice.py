"""The computer's voice: which languages have one fit for a real person, and in which an organisation allows it.

What was measured stands in ``locales/computer_voices.toml``. What is allowed stands in a signed pack of content
(docs/decisions/0099-a-computers-voice.md): without one it is allowed nowhere.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from screening.domain.content.keys import DAY, LISTED, NEEDED, SAID, TEXT, Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import read_file
from screening.errors import BadInput

VOICES = "computer_voices.toml"
FILE = "computer_voice.toml"
NAME = f"indicators/{FILE}"
SHAPE = {"computer_voice": LISTED, "source": NEEDED, "checked_on": DAY}
_VOICE = {"id": NEEDED, "voice": NEEDED, "fit": SAID, "why": TEXT, "instead": Key("table")}
_FILE = {"engine": NEEDED, "measured_on": DAY, "voice": Key("tables", needed=True, shape=_VOICE)}


@dataclass(frozen=True, slots=True)
class EngineVoice:
    """One language of the engine. ``instead``: signs that the engine does not know, and what it is given for them."""

    voice: str
    """What the engine calls it."""
    fit: bool
    """Whether it may speak to a real person: nobody is asked by a voice that loses syllables."""
    instead: Mapping[str, str] = field(default_factory=dict)

    def spoken(self, text: str) -> str:
        """Return a text as the engine is given it."""
        return text.translate({ord(sign): said for sign, said in self.instead.items()})


@functools.lru_cache(maxsize=4)
def open_voices(locales: Path) -> Mapping[str, EngineVoice]:
    """Return the engine's voice of each language that has one. Raises BadInput("content-unreadable")."""
    problems: list[Problem] = []
    file = read_file(locales / VOICES, f"locales/{VOICES}", problems)
    rows = [] if file is None else file.once("voice", file.parts(_FILE).get("voice", ()))
    if problems:
        raise BadInput("content-unreadable", file=f"locales/{VOICES}", reason=problems[0].what)
    return {
        row["id"]: EngineVoice(
            row["voice"], row["fit"], {sign: str(said) for sign, said in row.get("instead", {}).items()}
        )
        for row in rows
    }


def read_allowed(
    root: Path, voices: Mapping[str, EngineVoice], languages: Collection[str], problems: list[Problem]
) -> tuple[str, ...]:
    """Return the languages in which the organisation allows the voice; what is wrong goes into ``problems``.

    ``languages`` are those that the program has. One without a fit voice is a problem, and is not allowed.
    """
    file = read_file(root / FILE, NAME, problems)
    if file is None or not file.check(file.data, SHAPE):
        return ()
    named = tuple(dict.fromkeys(file.data["computer_voice"]))
    for tag in named:
        if tag not in languages:
            file.tell("computer_voice", f'This program has no language "{tag[:20]}".', "Take it out.")
        elif tag not in voices:
            file.tell("computer_voice", f'The computer has no voice for "{tag}".', "Take it out, and record a person.")
        elif not voices[tag].fit:
            what = f'The computer\'s voice for "{tag}" cannot be understood well enough.'
            file.tell("computer_voice", what, "Take it out, and record a person.")
    return tuple(tag for tag in named if tag in languages and tag in voices and voices[tag].fit)
