"""Playing sounds one after the other. No microphone is opened here (IN14)."""

from __future__ import annotations

import functools
import math
import os
import threading
from array import array
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from screening.domain.content.foreign_files import read_foreign
from screening.errors import BadInput

RATE = 22_050
"""Frames a second of everything that is played: one channel, 16 bits."""
LARGEST = 64 << 20
"""Bytes of a recording's file."""
PAUSE = RATE * 7 // 10
"""Frames of silence between two sounds."""
BUFFER_MS = 60
NAME = "Workplace notes"
"""What the machine's own volume list calls us (SX13)."""
LOCAL = ("WASAPI", "DSOUND", "WINMM", "COREAUDIO", "PULSEAUDIO", "ALSA", "SNDIO", "OSS")
"""Ways to this machine's own sound device, as miniaudio names them; none that a network is behind, and not the silent
one."""

Sound: TypeAlias = "array[int]"
"""Frames: signed 16 bits, one channel, RATE."""


def read_sound(path: Path) -> Sound:
    """Return a recording (WAV, FLAC, MP3 or Vorbis) as frames. Raises BadInput("sound-unreadable")."""
    library = miniaudio()
    try:
        decoded = library.decode(read_foreign(path, LARGEST), library.SampleFormat.SIGNED16, 1, RATE)
        return array("h", decoded.samples)
    except (library.MiniaudioError, OSError) as trouble:
        raise BadInput("sound-unreadable", file=path.name) from trouble


def tone(hertz: int = 440, seconds: float = 0.6) -> Sound:
    """Return a soft test tone that swells and fades, so that it cannot startle (PR2)."""
    count = int(RATE * seconds)
    loud = (math.sin(math.pi * at / count) * 6_000 for at in range(count))
    return array("h", (int(each * math.sin(2 * math.pi * hertz * at / RATE)) for at, each in enumerate(loud)))


class Player:
    """One sound device. ``play`` replaces what was playing; ``stop`` is at once, within one buffer."""

    def __init__(self, backends: Sequence[str] = LOCAL) -> None:
        """Raise BadInput("no-sound-device") where this machine has none."""
        stay_local()
        library = miniaudio()
        try:
            self._device = library.PlaybackDevice(
                output_format=library.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=BUFFER_MS,
                backends=[library.Backend[name] for name in backends],
                app_name=NAME,
            )
        except library.MiniaudioError as trouble:
            raise BadInput("no-sound-device") from trouble
        self._device.stop_callback = self._device_stopped
        self._turn = 0
        self._taken, self._seen = 0, -1
        """Frames that the device took of what is played, and how many they were when it was last asked."""
        self._lost: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self.playing = False

    def play(
        self,
        sounds: Sequence[Sound],
        ended: Callable[[], None] | None = None,
        lost: Callable[[], None] | None = None,
    ) -> None:
        """Play these one after the other. ``ended`` is called from the device's thread unless something came before;
        ``lost`` where the device stops by itself before that.

        Raises BadInput("no-sound-device") where the device is gone.
        """
        self.stop()
        stream = self._stream(sounds, self._turn, ended)
        next(stream)
        self._taken, self._seen, self._lost = 0, -1, lost
        self.playing = True
        try:
            self._device.start(stream)
        except miniaudio().MiniaudioError as trouble:
            self.playing = False
            raise BadInput("no-sound-device") from trouble

    def stop(self) -> None:
        """Silence, now."""
        with self._lock:
            self._turn += 1
            self.playing = False
        if self._device.running:
            self._device.stop()

    def stands_still(self) -> bool:
        """Whether it plays and no frame was taken since this was last asked: not every device says that it is gone."""
        still = self.playing and self._taken == self._seen
        self._seen = self._taken
        return still

    def close(self) -> None:
        self.stop()
        self._device.close()

    def _device_stopped(self) -> None:
        """The device stopped, on a word of ours or because it is gone."""
        with self._lock:
            gone, self.playing = self.playing, False
            self._turn += gone
        if gone and self._lost is not None:
            self._lost()

    def _stream(
        self, sounds: Sequence[Sound], turn: int, ended: Callable[[], None] | None
    ) -> Generator[bytes, int, None]:
        wanted = yield b""
        for number, sound in enumerate(sounds):
            whole = memoryview((array("h", bytes(2 * PAUSE)) if number else array("h")) + sound)
            at = 0
            while at < len(whole):
                if turn != self._turn:
                    return
                part = whole[at : at + wanted]
                at += len(part)
                self._taken += len(part)
                wanted = yield bytes(part)
        with self._lock:
            if turn != self._turn:
                return
            self.playing = False
        if ended is not None:
            ended()


def resampled(sound: Sound, rate: int) -> Sound:
    """Frames at another rate as frames at RATE."""
    if rate == RATE:
        return sound
    kind = miniaudio().SampleFormat.SIGNED16
    made = array("h")
    made.frombytes(bytes(miniaudio().convert_frames(kind, 1, rate, sound.tobytes(), kind, 1, RATE)))
    return made


def stay_local() -> None:
    """Forget sound servers of other machines, which would hear every question."""
    for name in ("PULSE_SERVER", "PIPEWIRE_REMOTE"):
        os.environ.pop(name, None)


@functools.cache
def miniaudio() -> Any:
    """Return the library."""
    import miniaudio as library

    return library
