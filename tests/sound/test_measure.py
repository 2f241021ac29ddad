"""How long and how loud a recording is, told from sounds whose measures are known."""

from __future__ import annotations

import io
import math
import wave
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.errors import BadInput
from screening.sound.measure import BLOCK, SoundMeasure, measure
from screening.sound.player import RATE


def wav(frames: array[int], rate: int = RATE) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(frames.tobytes())
    return made.getvalue()


def sine(level: float, blocks: int = 3) -> array[int]:
    """A sine whose root mean square is ``level`` dBFS."""
    peak = 10 ** (level / 20) * math.sqrt(2) * 32_768
    return array("h", (round(peak * math.sin(2 * math.pi * 441 * at / RATE)) for at in range(blocks * BLOCK)))


@pytest.mark.parametrize("level", [-45.0, -32.0, -20.0, -12.0, -6.0])
def test_a_sine_measures_what_it_was_made_with(level: float) -> None:
    assert measure(wav(sine(level))).loudness == pytest.approx(level, abs=0.1)


def test_pauses_do_not_make_a_voice_quieter() -> None:
    voice, pause = sine(-20.0), array("h", bytes(2 * 10 * BLOCK))
    assert measure(wav(voice + pause + voice)).loudness == pytest.approx(-20.0, abs=0.1)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 40_000), st.sampled_from([RATE, 2 * RATE]))
def test_the_length_is_that_of_the_sound(frames: int, rate: int) -> None:
    assert measure(wav(array("h", [500]) * frames, rate)).seconds == pytest.approx(frames / rate, abs=0.01)


@pytest.mark.parametrize(
    ("measured", "faults"),
    [
        (SoundMeasure(15.0, -20.0, 0), ()),
        (SoundMeasure(15.1, -20.0, 3), ("too-long",)),
        (SoundMeasure(0.2, -12.1, 0), ("too-short",)),
        (SoundMeasure(2.0, -math.inf, 0), ("silent",)),
        (SoundMeasure(2.0, -33.0, 0), ("too-quiet",)),
        (SoundMeasure(2.0, -11.0, 4), ("too-loud", "clipped")),
    ],
)
def test_what_is_wrong_is_named(measured: SoundMeasure, faults: tuple[str, ...]) -> None:
    assert measured.faults() == faults


def test_silence_has_no_level() -> None:
    assert measure(wav(array("h", bytes(2 * BLOCK)))).loudness == -math.inf


@pytest.mark.parametrize("data", [b"", b"RIFF", b"OggS" + bytes(60), b"fLaC" + bytes(60), b"ID3" + bytes(200)])
def test_what_is_no_sound_is_told(data: bytes) -> None:
    with pytest.raises(BadInput, match="sound-unreadable"):
        measure(data, "x.wav")
