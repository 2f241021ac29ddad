"""A volunteer's recording made into one of a pack: cut at both ends, at one loudness, and refused with a reason."""

from __future__ import annotations

import io
import math
import wave
from array import array
from fractions import Fraction

import pytest

from screening.sound import recording_levels
from screening.sound.levels import MARGIN, TARGET
from screening.sound.measure import measure
from screening.sound.player import RATE
from screening.sound.recording_levels import Levelled, take, work

av = pytest.importorskip("av")

PAUSE = array("h", bytes(2 * RATE))


def voice(seconds: float = 2.0, peak: int = 6_000) -> array[int]:
    """A tone that swells and falls five times a second, as syllables do."""
    count = int(seconds * RATE)
    return array(
        "h",
        (int(peak * abs(math.sin(5 * math.pi * at / RATE)) * math.sin(1_257 * at / RATE)) for at in range(count)),
    )


def wav(sound: array[int], rate: int = RATE, channels: int = 1) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound.tobytes())
    return made.getvalue()


def encoded(form: str, codec: str, rate: int) -> bytes:
    """As a telephone would save it."""
    made = io.BytesIO()
    with av.open(io.BytesIO(wav(PAUSE + voice() + PAUSE))) as read, av.open(made, "w", format=form) as file:
        stream = file.add_stream(codec, rate=rate, layout="mono")
        for frame in (*read.decode(audio=0), None):
            file.mux(stream.encode(frame))
    return made.getvalue()


def taken(data: bytes) -> Levelled:
    """What ``take`` gives, in this process."""
    answer = work(data).partition(b"\n")
    told = recording_levels.json.loads(answer[0])
    return Levelled(answer[2], tuple(told["faults"]), told["seconds"])


def loudness(data: bytes) -> float:
    """By FFmpeg's ``ebur128``, a second opinion."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="flt", sample_rate=RATE, layout="mono", time_base=Fraction(1, RATE))
    told = graph.add("ebur128", "metadata=1")
    source.link_to(told)
    told.link_to(graph.add("abuffersink", ""))
    graph.configure()
    sound, _, _ = recording_levels._read(data)
    sound = sound * max(1, math.ceil(3 * RATE / len(sound)))
    frame = av.AudioFrame(format="flt", layout="mono", samples=len(sound))
    frame.sample_rate, frame.pts = RATE, 0
    frame.planes[0].update(sound.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
    graph.push(frame)
    graph.push(None)
    found = []
    while True:
        try:
            found.append(graph.pull().metadata)
        except (av.error.BlockingIOError, av.error.EOFError):
            break
    return float(next(each["lavfi.r128.I"] for each in reversed(found) if "lavfi.r128.I" in each))


@pytest.mark.parametrize("peak", [1_200, 6_000, 30_000])
def test_what_was_spoken_softly_or_loudly_has_one_loudness(peak: int) -> None:
    made = taken(wav(PAUSE + voice(peak=peak) + PAUSE))
    assert made.faults == ()
    assert loudness(made.data) == pytest.approx(TARGET, abs=0.2)


def test_one_word_is_as_loud_as_a_sentence() -> None:
    made = taken(wav(PAUSE + voice(0.4) + PAUSE))
    assert made.faults == ()
    assert measure(made.data).loudness == pytest.approx(
        measure(taken(wav(PAUSE + voice(4.0) + PAUSE)).data).loudness, abs=2
    )


def test_silence_is_cut_at_both_ends_and_not_between_sentences() -> None:
    made = taken(wav(2 * PAUSE + voice(1.0) + PAUSE + voice(1.0) + 3 * PAUSE))
    assert made.seconds == pytest.approx(3.0 + 2 * MARGIN, abs=0.15)
    assert measure(made.data).seconds == pytest.approx(made.seconds, abs=0.01)


def test_two_channels_become_one() -> None:
    mono = PAUSE + voice() + PAUSE
    both = array("h", (each for frame in mono for each in (frame, frame)))
    assert taken(wav(both, channels=2)).seconds == pytest.approx(taken(wav(mono)).seconds, abs=0.01)


@pytest.mark.parametrize(
    ("form", "codec", "rate"), [("ipod", "aac", 44_100), ("ogg", "libopus", 48_000), ("mp3", "libmp3lame", 44_100)]
)
def test_what_a_telephone_saves_is_read(form: str, codec: str, rate: int) -> None:
    made = taken(encoded(form, codec, rate))
    assert (made.faults, made.data[:4]) == ((), b"fLaC")


@pytest.mark.parametrize(
    ("sound", "fault"),
    [
        (PAUSE, "silent"),
        (PAUSE + voice(peak=60) + PAUSE, "too-quiet"),
        (PAUSE + voice(16.0) + PAUSE, "too-long"),
        (PAUSE + voice(0.04) + PAUSE, "too-short"),
        (PAUSE + array("h", (max(-32_768, min(32_767, 9 * each)) for each in voice())) + PAUSE, "clipped"),
        (voice()[RATE // 10 :] + PAUSE, "cut-start"),
        (PAUSE + voice()[: -RATE // 10], "cut-end"),
    ],
)
def test_what_nobody_should_have_to_hear_is_refused_with_its_reason(sound: array[int], fault: str) -> None:
    made = taken(wav(sound))
    assert fault in made.faults
    assert made.data == b""


@pytest.mark.parametrize(
    ("form", "codec", "rate"), [("wav", "pcm_s16le", RATE), ("flac", "flac", RATE), ("ogg", "libopus", 48_000)]
)
def test_half_a_file_is_not_taken_for_the_whole(form: str, codec: str, rate: int) -> None:
    data = encoded(form, codec, rate)
    assert taken(data[: len(data) * 3 // 5]).faults[:1] == ("cut-short",)


@pytest.mark.parametrize(
    "data", [b"", b"hello" * 100, b"%PDF-1.4\n", b"RIFF", b"OggS" + bytes(60), b"fLaC" + bytes(60)]
)
def test_what_is_no_sound_is_a_fault_and_no_failure(data: bytes) -> None:
    assert take(data) == Levelled(b"", ("no-sound",), 0.0)


def test_a_file_is_read_in_a_process_of_its_own() -> None:
    made = take(wav(PAUSE + voice() + PAUSE))
    assert (made.faults, made.data) == ((), taken(wav(PAUSE + voice() + PAUSE)).data)


@pytest.fixture
def without_av(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_levels, "can_read_all", lambda: False)


@pytest.mark.usefixtures("without_av")
@pytest.mark.parametrize(("form", "codec"), [("wav", "pcm_s16le"), ("flac", "flac")])
def test_without_the_library_wav_and_flac_are_measured_alike_and_a_wav_is_made(form: str, codec: str) -> None:
    made = taken(encoded(form, codec, 44_100))
    assert (made.faults, made.ending) == ((), ".wav")
    assert loudness(made.data) == pytest.approx(TARGET, abs=0.2)


@pytest.mark.usefixtures("without_av")
@pytest.mark.parametrize(("form", "codec"), [("ipod", "aac"), ("ogg", "libopus"), ("mp3", "libmp3lame")])
def test_without_the_library_it_is_said_what_the_file_needs(form: str, codec: str) -> None:
    assert taken(encoded(form, codec, 48_000)).faults == ("needs-av",)


@pytest.mark.usefixtures("without_av")
def test_without_the_library_what_is_no_sound_is_told_as_such() -> None:
    assert taken(b"hello" * 100).faults == ("no-sound",)


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_a_file_of_another_rate_lasts_as_long(rate: int) -> None:
    sound = array("h", (int(6_000 * math.sin(at / 20)) for at in range(2 * rate)))
    pause = array("h", bytes(2 * rate))
    assert taken(wav(pause + sound + pause, rate)).seconds == pytest.approx(2 + 2 * MARGIN, abs=0.1)
