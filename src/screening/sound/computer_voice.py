"""A computer's voice, made by a process of its own: in practice, and where an organisation allows it (LA3).

Which languages have one, and which of those may speak to a real person, is data (``domain.policy.computer_voice``).
What is said goes through a pipe: it stands in no file, in no command line and in no variable of the system.
"""

from __future__ import annotations

import importlib.util
import json
import struct
import subprocess
import sys
from array import array
from contextlib import suppress
from typing import IO

from screening.domain.policy.computer_voice import EngineVoice, open_voices
from screening.settings import locales_root
from screening.sound.player import Sound, resampled


def voice_of(tag: str) -> EngineVoice | None:
    """Return the engine's voice for a language; None where there is none: no near language stands in (LA5)."""
    return open_voices(locales_root()).get(tag)


def can_speak(tag: str) -> bool:
    """Return whether the optional engine is installed and has a voice for this language."""
    return voice_of(tag) is not None and importlib.util.find_spec("espeakng_loader") is not None


class Speaker:
    """The process, started with the first text and ended by ``close``: it lives no longer than a sitting."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def say(self, tag: str, text: str) -> Sound | None:
        """Return the text as frames; None where it cannot be said."""
        voice = voice_of(tag) if can_speak(tag) else None
        if voice is None:
            return None
        try:
            return self._asked(voice.voice, voice.spoken(text))
        except (OSError, EOFError):
            self.close()
            return None

    def close(self) -> None:
        """End the process at once."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            with suppress(OSError):
                process.stdin.close()
            if process.stdout is not None:
                process.stdout.close()
            process.kill()
            process.wait()

    def _asked(self, voice: str, text: str) -> Sound | None:
        if self._process is None:
            command = [sys.executable, "-I", "-m", "screening.sound.speech_process"]
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
