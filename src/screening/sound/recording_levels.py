"""A recording as a volunteer hands it in, made into one of a pack: read, cut at both ends, brought to one loudness.

miniaudio reads WAV and FLAC. What telephones save besides (M4A, Opus, MP3) FFmpeg's libraries read (PyAV, the optional
extra ``recordings``), which also write FLAC: without them a recording of a pack is a WAV. All of it is done in a
process of its own with a bound on time and memory: docs/decisions/0062-levelling-recordings.md.
"""

from __future__ import annotations

import importlib.util
import io
import json
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from screening import bounded_process
from screening.errors import BadInput
from screening.sound.levels import FULL, levelled
from screening.sound.player import RATE, Sound, miniaudio

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

MOST = 120.0
"""Seconds that are read of a file."""
SHORTFALL = 0.25
"""Seconds that a file may have fewer than it says."""
OGG_END = 4
"""The bit of an Ogg page that says it is the last one (RFC 3533, 6)."""
FLOAT, PLAIN = "flt", "s16"
READ_HERE = (b"RIFF", b"fLaC")
"""How the files begin that need no more than miniaudio."""
KNOWN = (b"OggS", b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"\x1aE\xdf\xa3", b"#!AMR")
"""How other files of sound begin, but for M4A, which says ``ftyp`` in its fifth byte."""


@dataclass(frozen=True, slots=True)
class Levelled:
    """A recording for a pack: FLAC or WAV, one channel, ``RATE``; what was wrong with it as it came; its seconds."""

    data: bytes
    faults: tuple[str, ...]
    seconds: float

    @property
    def ending(self) -> str:
        """How the name of its file ends."""
        return ".flac" if self.data.startswith(b"fLaC") else ".wav"


def can_read_all() -> bool:
    """Return whether the optional library is installed."""
    return importlib.util.find_spec("av") is not None


def take(data: bytes) -> Levelled:
    """Return a recording as a pack has it. ``data`` is empty where there are faults.

    The faults: no-sound, needs-av (only the optional library reads it), and those of ``levels.levelled``.
    """
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
    """What ``take`` gives, as a line of JSON and the file; for the process of its own.

    Raises BadInput("sound-unreadable").
    """
    if not data.startswith(READ_HERE) and not can_read_all():
        return _told(["needs-av"] if data.startswith(KNOWN) or data[4:8] == b"ftyp" else ["no-sound"], 0.0)
    frames, clipped, whole = _read(data)
    faults, seconds, made = levelled(frames, clipped=clipped, whole=whole)
    if faults:
        return _told(faults, seconds)
    return _told([], seconds, _flac(made) if can_read_all() else wav(made))


def _told(faults: Sequence[str], seconds: float, made: bytes = b"") -> bytes:
    return json.dumps({"faults": list(faults), "seconds": round(seconds, 3)}).encode() + b"\n" + made


def wav(sound: Sound) -> bytes:
    """Return frames as a WAV file."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound.tobytes())
    return made.getvalue()


def _read(data: bytes) -> tuple[array[float], bool, bool]:
    """Return the frames, mixed to one channel at ``RATE``, whether they are cut off at full scale, and whether the file
    is whole."""
    if data.startswith(READ_HERE):
        found, full, said = _read_plain(data)
        decoded = True
    else:
        found, full, said, decoded = _read_any(data)
    seconds = len(found) / RATE
    whole = decoded and not _broken_off(data) and (seconds > MOST or seconds >= said - SHORTFALL)
    return found, full > 3, whole


def _read_plain(data: bytes) -> tuple[array[float], int, float]:
    """Frames, how many stand at full scale in any channel, and the seconds that the file says it has."""
    library = miniaudio()
    forms, found, full = library.SampleFormat, array("f"), 0
    try:
        info = (library.wav_get_info if data.startswith(b"RIFF") else library.flac_get_info)(data)
        channels, rate = info.nchannels, info.sample_rate
        for part in library.stream_memory(data, forms.FLOAT32, 1, RATE, RATE):
            found += part
            if len(found) > MOST * RATE:
                break
        for number, part in enumerate(library.stream_memory(data, forms.SIGNED16, channels, rate, rate)):
            full += _full(part)
            if number > MOST:
                break
    except library.MiniaudioError:
        raise BadInput("sound-unreadable", file="") from None
    return found, full, info.duration


def _read_any(data: bytes) -> tuple[array[float], int, float, bool]:
    """As ``_read_plain``, by FFmpeg's libraries, and whether it could be read to its end."""
    import av

    found, full, whole = array("f"), 0, True
    try:
        with av.open(io.BytesIO(data), "r") as file:
            stream = file.streams.audio[0]
            stream.codec_context.thread_count = 1  # each thread takes of the bound on addresses
            said = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
            mono = av.AudioResampler(format=FLOAT, layout="mono", rate=RATE)
            as_it_is = av.AudioResampler(format=PLAIN)
            try:
                for frame in (*file.decode(stream), None):
                    if frame is not None:
                        full += sum(_full(array("h", _bytes(part, 2))) for part in as_it_is.resample(frame))
                    for part in mono.resample(frame):
                        found.frombytes(_bytes(part, 4))
                    if len(found) > MOST * RATE:
                        break
            except av.error.FFmpegError:
                whole = False
    except (av.error.FFmpegError, IndexError, ValueError, OverflowError):
        raise BadInput("sound-unreadable", file="") from None
    return found, full, said, whole


def _broken_off(data: bytes) -> bool:
    """Return whether a WAV is shorter than its head says, or an Ogg has no last page: both can be read all the same."""
    if data[:4] == b"RIFF":
        return len(data) + 1 < 8 + int.from_bytes(data[4:8], "little") < 1 << 31
    last = data.rfind(b"OggS")
    return data[:4] == b"OggS" and not (last + 5 < len(data) and data[last + 5] & OGG_END)


def _full(frames: array[int]) -> int:
    return sum(each >= FULL or each < -FULL for each in frames)


def _bytes(frame: AudioFrame, size: int) -> bytes:
    return bytes(frame.planes[0])[: frame.samples * len(frame.layout.channels) * size]


def _flac(sound: Sound) -> bytes:
    import av

    made, step = io.BytesIO(), 1 << 12
    with av.open(made, "w", format="flac") as file:
        stream = file.add_stream("flac", rate=RATE, layout="mono", format=PLAIN)
        for start in range(0, len(sound), step):
            part = sound[start : start + step]
            frame = av.AudioFrame(format=PLAIN, layout="mono", samples=len(part))
            frame.sample_rate = RATE
            frame.planes[0].update(part.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return made.getvalue()
