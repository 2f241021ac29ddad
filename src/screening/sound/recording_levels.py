"""A recording as a volunteer hands it in, made into one of a pack: read, cut at both ends, brought to one loudness.

FFmpeg's libraries (PyAV, the optional extra ``recordings``) do the work, in a process of its own with a bound on time
and memory (``screening.bounded_process``): docs/decisions/0062-levelling-recordings.md. Loudness is EBU R128's
integrated loudness in LUFS; a text shorter than the three seconds that its gate is made for is measured repeated.
"""

from __future__ import annotations

import importlib.util
import io
import json
import math
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from screening import bounded_process
from screening.errors import BadInput
from screening.sound.measure import LONGEST
from screening.sound.player import RATE

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

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
"""Seconds at each end that tell whether the voice was cut off."""
AT_VOICE = 8.0
"""Decibels under its loudness that the voice has at an end where it was cut off."""
MOST = 120.0
"""Seconds that are read of a file."""
A_WORD = 0.1
"""Seconds of voice: "yes" is shorter than 0.3 s in some languages. With its margins it is a recording of 0.4 s."""
GATE = 3.0
FULL = 32_767
SHORTFALL = 0.25
"""Seconds that a file may have fewer than it says."""
OGG_END = 4
"""The bit of an Ogg page that says it is the last one (RFC 3533, 6)."""
FLOAT, PLAIN = "flt", "s16"


@dataclass(frozen=True, slots=True)
class Levelled:
    """A recording for a pack: FLAC, one channel, ``RATE``; what was wrong with it as it came; its seconds."""

    data: bytes
    faults: tuple[str, ...]
    seconds: float


def can_level() -> bool:
    """Return whether the optional library is installed."""
    return importlib.util.find_spec("av") is not None


def take(data: bytes) -> Levelled:
    """Return a recording as a pack has it. ``data`` is empty where there are faults.

    The faults: no-sound, cut-short, silent, too-quiet, too-long, too-short, clipped, cut-start, cut-end.
    Raises BadInput("recordings-need-av").
    """
    if not can_level():
        raise BadInput("recordings-need-av")
    try:
        answer = bounded_process.run(f"{__name__}:work", data, seconds=60, memory=2 << 30)
    except BadInput as trouble:
        if trouble.code not in ("sound-unreadable", "file-too-costly"):
            raise
        return Levelled(b"", ("no-sound",), 0.0)
    head, _, made = answer.partition(b"\n")
    told = json.loads(head)
    return Levelled(made, tuple(told["faults"]), told["seconds"])


def work(data: bytes) -> bytes:
    """What ``take`` gives, as a line of JSON and the FLAC file; for the process of its own.

    Raises BadInput("sound-unreadable").
    """
    frames, rate, clipped, whole = _read(data)
    faults = [] if whole else ["cut-short"]
    loudness = _loudness(frames, rate)
    if not frames or loudness == -math.inf:
        return _told([*faults, "silent"], 0.0)
    faults += ["clipped"] * clipped + ["too-quiet"] * (loudness < FAINT)
    faults += (f"cut-{end}" for end, part in _edges(frames, rate) if _level(part) > loudness - AT_VOICE)
    voice = _trimmed(frames, rate, loudness - BELOW)
    seconds = len(voice) / RATE
    faults += ["too-long"] * (seconds > LONGEST) + ["too-short"] * (seconds - 2 * MARGIN < A_WORD)
    if faults:
        return _told(faults, seconds)
    gain = min(TARGET - _loudness(voice, RATE), PEAK - _peak(voice))
    return _told([], seconds, _flac(_through(voice, RATE, (("volume", f"{gain:.3f}dB"),), PLAIN)))


def _told(faults: Iterable[str], seconds: float, made: bytes = b"") -> bytes:
    return json.dumps({"faults": list(faults), "seconds": round(seconds, 3)}).encode() + b"\n" + made


def _read(data: bytes) -> tuple[array[float], int, bool, bool]:
    """Return the frames, mixed to one channel, their rate, whether they are cut off at full scale, and whether the file
    is whole."""
    import av

    whole = not _broken_off(data)
    found, full, rate = array("f"), 0, 0
    try:
        with av.open(io.BytesIO(data), "r") as file:
            stream = file.streams.audio[0]
            stream.codec_context.thread_count = 1  # each thread takes of the bound on addresses
            rate = stream.rate
            said = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
            mono = av.AudioResampler(format=FLOAT, layout="mono", rate=rate)
            as_it_is = av.AudioResampler(format=PLAIN)
            try:
                for frame in file.decode(stream):
                    full += sum(_full(part) for part in as_it_is.resample(frame))
                    for part in mono.resample(frame):
                        found.frombytes(_bytes(part, 4))
                    if len(found) > MOST * rate:
                        break
            except av.error.FFmpegError:
                whole = False
    except (av.error.FFmpegError, IndexError, ValueError, OverflowError):
        raise BadInput("sound-unreadable", file="") from None
    whole = whole and (len(found) > MOST * rate or len(found) / rate >= said - SHORTFALL)
    return found, rate, full > 3, whole


def _broken_off(data: bytes) -> bool:
    """Return whether a WAV is shorter than its head says, or an Ogg has no last page: FFmpeg takes what is there."""
    if data[:4] == b"RIFF":
        return len(data) + 1 < 8 + int.from_bytes(data[4:8], "little") < 1 << 31
    last = data.rfind(b"OggS")
    return data[:4] == b"OggS" and not (last + 5 < len(data) and data[last + 5] & OGG_END)


def _full(frame: AudioFrame) -> int:
    samples = array("h", _bytes(frame, 2 * len(frame.layout.channels)))
    return sum(each >= FULL or each < -FULL for each in samples)


def _bytes(frame: AudioFrame, size: int) -> bytes:
    return bytes(frame.planes[0])[: frame.samples * size]


def _frames(sound: array[float], rate: int) -> Iterator[AudioFrame]:
    from av import AudioFrame

    step = 1 << 14
    for start in range(0, len(sound), step):
        part = sound[start : start + step]
        frame = AudioFrame(format=FLOAT, layout="mono", samples=len(part))
        frame.sample_rate, frame.pts = rate, start
        frame.planes[0].update(part.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
        yield frame


def _through(
    sound: array[float], rate: int, filters: Iterable[tuple[str, str]], form: str = FLOAT, wanted: int = RATE
) -> list[AudioFrame]:
    """Return what comes out of FFmpeg's filters, one after the other, in another format and rate."""
    from av.error import BlockingIOError as NotYet
    from av.error import EOFError as End
    from av.filter import Graph

    graph = Graph()
    end: Any = graph.add_abuffer(format=FLOAT, sample_rate=rate, layout="mono", time_base=_base(rate))
    told = f"sample_fmts={form}:sample_rates={wanted}:channel_layouts=mono"
    for name, args in (*filters, ("aresample", str(wanted)), ("aformat", told), ("abuffersink", "")):
        made = graph.add(name, args)
        end.link_to(made)
        end = made
    graph.configure()
    got = []
    for frame in (*_frames(sound, rate), None):
        graph.push(frame)
        while True:
            try:
                got.append(graph.pull())
            except (NotYet, End):
                break
    return got  # type: ignore[return-value]


def _base(rate: int) -> Any:
    from fractions import Fraction

    return Fraction(1, rate)


def _loudness(sound: array[float], rate: int) -> float:
    """Integrated loudness in LUFS (EBU R128); -inf for silence."""
    if not sound or not any(sound):
        return -math.inf
    repeated = sound * max(1, math.ceil(GATE * rate / len(sound)))
    frames = _through(repeated, rate, (("ebur128", "metadata=1"),), wanted=rate)
    told = [frame.metadata["lavfi.r128.I"] for frame in frames if "lavfi.r128.I" in frame.metadata]
    level = float(told[-1]) if told else -math.inf
    return level if level > -70.0 else -math.inf


def _trimmed(sound: array[float], rate: int, silence: float) -> array[float]:
    """Return it at ``RATE`` without what is quieter than ``silence`` dBFS at its ends, but for a margin."""
    cut = ("silenceremove", f"start_periods=1:start_threshold={silence:.1f}dB:start_silence={MARGIN}:detection=rms")
    turn = ("areverse", "")
    made = array("f")
    for frame in _through(sound, rate, (cut, turn, cut, turn)):
        made.frombytes(_bytes(frame, 4))
    return made


def _edges(sound: array[float], rate: int) -> tuple[tuple[str, array[float]], ...]:
    size = int(EDGE * rate)
    return (("start", sound[:size]), ("end", sound[-size:]))


def _level(part: array[float]) -> float:
    power = sum(each * each for each in part) / len(part)
    return 10 * math.log10(power) if power else -math.inf


def _peak(sound: array[float]) -> float:
    return 20 * math.log10(max(abs(each) for each in sound) or 1e-9)


def _flac(frames: Iterable[AudioFrame]) -> bytes:
    import av

    made = io.BytesIO()
    with av.open(made, "w", format="flac") as file:
        stream = file.add_stream("flac", rate=RATE, layout="mono", format=PLAIN)
        for frame in (*frames, None):
            if frame is not None:
                frame.pts = None
            file.mux(stream.encode(frame))
    return made.getvalue()
