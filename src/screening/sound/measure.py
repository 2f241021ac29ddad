"""How long and how loud a recording is, so that a person can hear it.

Loudness is the level in dBFS (root mean square, full scale is 0) of those 400 ms blocks that are louder than -50 dBFS,
so that pauses do not count. It is no LUFS: the ear's curve is left out, for one voice near a microphone it changes
little. Read are WAV, FLAC, Ogg Vorbis and MP3; miniaudio has no Opus.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from screening.errors import BadInput
from screening.sound.player import RATE, miniaudio

LONGEST = 15.0
"""Seconds (LA11)."""
SHORTEST = 0.3
QUIETEST, LOUDEST = -32.0, -12.0
BLOCK = RATE * 2 // 5
SILENCE = -50.0
FULL = 32_768


@dataclass(frozen=True, slots=True)
class SoundMeasure:
    """Seconds, loudness in dBFS (-inf for silence) and how many frames stand at full scale."""

    seconds: float
    loudness: float
    clipped: int

    def faults(self) -> tuple[str, ...]:
        """too-long, too-short, silent, too-quiet, too-loud, clipped."""
        silent = self.loudness == -math.inf
        holds = {
            "too-long": self.seconds > LONGEST, "too-short": self.seconds < SHORTEST, "silent": silent,
            "too-quiet": not silent and self.loudness < QUIETEST, "too-loud": self.loudness > LOUDEST,
            "clipped": self.clipped > 3,
        }  # fmt: skip
        return tuple(name for name, wrong in holds.items() if wrong)


def measure(data: bytes, name: str = "") -> SoundMeasure:
    """Return what a recording measures. Raises BadInput("sound-unreadable")."""
    library = miniaudio()
    try:
        decoded = library.decode(data, library.SampleFormat.SIGNED16, 1, RATE)
    except library.MiniaudioError as trouble:
        raise BadInput("sound-unreadable", file=name) from trouble
    return measure_frames(decoded.samples)


def measure_frames(frames: Sequence[int]) -> SoundMeasure:
    """Return what a sound measures: signed 16 bits, one channel, RATE."""
    power = []
    for start in range(0, len(frames), BLOCK):
        block = frames[start : start + BLOCK]
        power.append(sum(each * each for each in block) / len(block) / FULL**2)
    loud = [each for each in power if each > 10 ** (SILENCE / 10)]
    level = 10 * math.log10(sum(loud) / len(loud)) if loud else -math.inf
    clipped = sum(each >= FULL - 1 or each <= -FULL for each in frames)
    return SoundMeasure(len(frames) / RATE, level, clipped)
