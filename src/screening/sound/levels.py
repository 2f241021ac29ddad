"""How loud a voice is by EBU R128, and a recording cut at both ends and brought to one loudness.

Everything is one channel at ``RATE``, full scale is 1. Loudness is integrated loudness in LUFS; what is shorter than
the three seconds that its gate is made for is measured repeated.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator

from screening.sound.measure import LONGEST
from screening.sound.player import RATE, Sound

TARGET = -23.0
"""LUFS: EBU R 128 (2023), 1."""
PEAK = -1.0
"""dBFS that no frame goes above, though the text is quieter for it: EBU R 128 (2023), h, for true peaks."""
FAINT = -45.0
"""LUFS below which lifting the voice would lift the room with it."""
BELOW = 28.0
"""Decibels under its own loudness from which a sound counts as silence at its ends."""
MARGIN = 0.15
"""Seconds of silence that stay at each end."""
EDGE = 0.02
"""Seconds at each end that tell whether the voice was cut off; silence at the ends is looked for in such steps."""
AT_VOICE = 8.0
"""Decibels under its loudness that the voice has at an end where it was cut off."""
A_WORD = 0.1
"""Seconds of voice: "yes" is shorter than 0.3 s in some languages. With its margins it is a recording of 0.4 s."""
GATE, STEP = 3.0, RATE // 10
"""Seconds; frames between two blocks, of which each is four steps long."""
FULL = 32_767
ABSOLUTE, RELATIVE, OFFSET = -70.0, -10.0, -0.691
"""The two gates and the offset of ITU-R BS.1770-5, annex 1."""
SHELF, PASS = (1_681.97, 0.70718, 3.99984), (38.1355, 0.500327)
"""The K-weighting as analogue filters (hertz, Q, decibels), of which BS.1770-5 prints the digital ones at 48 kHz."""
TILT = 0.499667
"""The exponent of the shelf's gain at its middle."""


def levelled(sound: array[float], *, clipped: bool, whole: bool) -> tuple[tuple[str, ...], float, Sound]:
    """Return what is wrong, the seconds, and the frames as a pack has them; none where something is wrong.

    The faults: cut-short, silent, too-quiet, too-long, too-short, clipped, cut-start, cut-end.
    """
    faults = [] if whole else ["cut-short"]
    level = loudness(sound)
    if level == -math.inf:
        return (*faults, "silent"), 0.0, array("h")
    faults += ["clipped"] * clipped + ["too-quiet"] * (level < FAINT)
    size = int(EDGE * RATE)
    edges = (("start", sound[:size]), ("end", sound[-size:]))
    faults += (f"cut-{end}" for end, part in edges if _decibels(_power(part)) > level - AT_VOICE)
    voice = _trimmed(sound, level - BELOW)
    seconds = len(voice) / RATE
    faults += ["too-long"] * (seconds > LONGEST) + ["too-short"] * (seconds - 2 * MARGIN < A_WORD)
    if faults:
        return tuple(faults), seconds, array("h")
    gain = min(TARGET - loudness(voice), PEAK - _decibels(max(abs(each) for each in voice) ** 2))
    factor = FULL * 10 ** (gain / 20)
    return (), seconds, array("h", (round(factor * each) for each in voice))


def loudness(sound: array[float]) -> float:
    """Integrated loudness in LUFS; -inf for silence."""
    if not sound or not any(sound):
        return -math.inf
    steps = list(_weighted_steps(sound * max(1, math.ceil(GATE * RATE / len(sound)))))
    blocks = [sum(steps[at : at + 4]) / (4 * STEP) for at in range(len(steps) - 3)]
    for gate in (ABSOLUTE, None):
        least = gate if gate is not None else _level(blocks) + RELATIVE
        blocks = [each for each in blocks if OFFSET + _decibels(each) > least]
    return _level(blocks)


def _level(blocks: list[float]) -> float:
    return OFFSET + _decibels(sum(blocks) / len(blocks)) if blocks else -math.inf


def _trimmed(sound: array[float], silence: float) -> array[float]:
    """Return it without what is quieter than ``silence`` dBFS at its ends, but for a margin."""
    size = int(EDGE * RATE)
    starts = range(0, len(sound), size)
    voice = [at for at in starts if _decibels(_power(sound[at : at + size])) > silence]
    if not voice:
        return array("f")
    margin = int(MARGIN * RATE)
    return sound[max(0, voice[0] - margin) : voice[-1] + size + margin]


def _power(part: array[float]) -> float:
    return sum(each * each for each in part) / len(part) if part else 0.0


def _decibels(power: float) -> float:
    return 10 * math.log10(power) if power > 0 else -math.inf


def _k_weighting() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The two filters at ``RATE``, by the bilinear transform: b0, b1, b2, a1, a2."""
    hertz, q, gain = SHELF
    k, high = math.tan(math.pi * hertz / RATE), 10 ** (gain / 20)
    middle, a0 = high**TILT, 1 + k / q + k * k
    upper, lower = high + k * k, middle * k / q
    shelf = ((upper + lower) / a0, 2 * (k * k - high) / a0, (upper - lower) / a0, *_poles(k, q, a0))
    hertz, q = PASS
    k = math.tan(math.pi * hertz / RATE)
    return shelf, (1.0, -2.0, 1.0, *_poles(k, q, 1 + k / q + k * k))


def _poles(k: float, q: float, a0: float) -> tuple[float, float]:
    return 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0


def _weighted_steps(sound: array[float]) -> Iterator[float]:
    """The energy of each whole step behind both filters, in one pass: this is where the time of a recording goes."""
    (b0, b1, b2, a1, a2), (c0, c1, c2, d1, d2) = _k_weighting()
    p = q = r = s = 0.0
    for start in range(0, len(sound) - STEP + 1, STEP):
        energy = 0.0
        for each in sound[start : start + STEP]:
            half = b0 * each + p
            p = b1 * each - a1 * half + q
            q = b2 * each - a2 * half
            heard = c0 * half + r
            r = c1 * half - d1 * heard + s
            s = c2 * half - d2 * heard
            energy += heard * heard
        yield energy
