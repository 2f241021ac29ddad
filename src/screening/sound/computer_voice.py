"""Synthetic speech for practice, made by a process of its own; never for a real person (LA3)."""

from __future__ import annotations

import importlib.util
import json
import struct
import subprocess
import sys
from array import array
from contextlib import suppress
from typing import IO

from screening.sound.player import Sound, resampled

VOICES = {
    "ar": "ar", "bn": "bn", "en": "en", "fa": "fa", "hi": "hi", "id": "id", "ms": "ms", "my": "my", "ne": "ne",
    "si": "si", "ta": "ta", "th": "th", "ur": "ur", "vi": "vi", "zh-Hans": "cmn",
}  # fmt: skip
"""The engine's voice for a language pack. A language that is not here has none: no near language stands in (LA5)."""

MARKS = str.maketrans({"\u104a": ", ", "\u104b": ". "})
"""Burmese marks of a pause and of an end, which the engine does not know: a text that is long without them ends it."""


def can_speak(tag: str) -> bool:
    """Return whether the optional engine is installed and has a voice for this language."""
    return tag in VOICES and importlib.util.find_spec("espeakng_loader") is not None


class Speaker:
    """The process, started with the first text and ended by ``close``."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def say(self, tag: str, text: str) -> Sound | None:
        """Return the text as frames; None where it cannot be said."""
        if not can_speak(tag):
            return None
        try:
            return self._asked(VOICES[tag], text.translate(MARKS))
        except (OSError, EOFError):
            self.close()
            return None

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            with suppress(OSError):
                process.stdin.close()
            if process.stdout is not None:
                process.stdout.close()
            process.wait()

    def _asked(self, voice: str, text: str) -> Sound | None:
        if self._process is None:
            command = [sys.executable, "-m", "screening.sound.speech_process"]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        wanted, made = self._process.stdin, self._process.stdout
        assert wanted is not None
        assert made is not None
        wanted.write(json.dumps({"voice": voice, "text": text}).encode() + b"\n")
        wanted.flush()
        rate, size = struct.unpack("<II", _exactly(made, 8))
        frames = array("h", _exactly(made, size))
        return resampled(frames, rate) if frames else None


def _exactly(made: IO[bytes], size: int) -> bytes:
    read = made.read(size)
    if len(read) < size:
        raise EOFError
    return read
