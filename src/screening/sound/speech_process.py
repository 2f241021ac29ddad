"""A process of its own that turns text into sound with espeak-ng (GPL-3).

``python -m screening.sound.speech_process`` reads lines of JSON, ``{"voice": "bn", "text": "..."}``, and answers each
with eight bytes (sample rate, number of bytes; little-endian) and 16-bit frames. It ends when its input does. The
program itself never loads the engine: what is under the GPL stays in this process.
"""

from __future__ import annotations

import ctypes
import json
import struct
import sys
from typing import BinaryIO

RETRIEVAL = 1
UTF8 = 1
RATE, PACE = 1, 150
"""The engine's parameter of how fast it speaks, and words a minute: what ``locales/spoken.toml`` was measured at."""
SYNTH = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class Engine:
    """The library, once for the process. Raises ImportError or OSError where it is not installed."""

    def __init__(self) -> None:
        import espeakng_loader

        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = str(espeakng_loader.get_data_path()).encode()
        self.rate: int = self._library.espeak_Initialize(RETRIEVAL, 0, data, 0)
        if self.rate <= 0:
            raise OSError("the engine did not start")
        self._library.espeak_SetParameter(RATE, PACE, 0)
        self._made = bytearray()
        self._callback = SYNTH(self._heard)  # kept: the library holds only its address
        self._library.espeak_SetSynthCallback(self._callback)

    def speak(self, voice: str, text: str) -> bytes:
        """Return the frames of a text; none where there is no such voice."""
        self._made.clear()
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            return b""
        said = text.encode()
        self._library.espeak_Synth(said, len(said) + 1, 0, 0, 0, UTF8, None, None)
        self._library.espeak_Synchronize()
        return bytes(self._made)

    def _heard(self, frames: ctypes._Pointer[ctypes.c_short], count: int, _events: int | None) -> int:
        if frames and count > 0:
            self._made += ctypes.string_at(frames, 2 * count)
        return 0


def serve(engine: Engine, wanted: BinaryIO, made: BinaryIO) -> None:
    """Answer every line until there are no more."""
    for line in wanted:
        asked = json.loads(line)
        sound = engine.speak(str(asked["voice"]), str(asked["text"]))
        made.write(struct.pack("<II", engine.rate, len(sound)))
        made.write(sound)
        made.flush()


def main() -> int:
    """Returns the exit code: 3 where the engine is not installed."""
    try:
        engine = Engine()
    except (ImportError, OSError):
        return 3
    serve(engine, sys.stdin.buffer, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
