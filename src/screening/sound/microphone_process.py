"""A process of its own that listens for one line of a language pack: the only code that opens a microphone (IN14).

``python -m screening.sound.microphone_process`` opens this machine's own microphone, says so with a line of JSON,
``{"rate": 22050}``, and gives 16-bit frames of one channel as they come; ``{"error": "no-microphone"}`` where it
cannot. It ends when its input does, so it never outlives the program, and by itself after ``MOST`` seconds. It writes
no file, and no module imports it: docs/decisions/0098-the-microphone-of-the-workbench.md.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Generator, Sequence
from io import FileIO
from typing import BinaryIO

from screening.sound.player import BUFFER_MS, LOCAL, NAME, RATE, miniaudio, stay_local
from screening.start_options import MICROPHONE

MOST = 30
"""Seconds: twice what a line may last."""


def listen(wanted: BinaryIO | FileIO, made: BinaryIO, backends: Sequence[str] = LOCAL, most: int = MOST) -> None:
    """Give what is heard to ``made`` until ``wanted`` ends, at most ``most`` seconds."""
    stay_local()
    library, ended = miniaudio(), threading.Event()
    try:
        device = library.CaptureDevice(
            input_format=library.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=BUFFER_MS,
            backends=[library.Backend[name] for name in backends],
            app_name=NAME,
        )
        taking = _taking(made, ended)
        next(taking)
        device.start(taking)
    except library.MiniaudioError:
        made.write(json.dumps({"error": "no-microphone"}).encode() + b"\n")
        made.flush()
        return
    threading.Thread(target=_until_end, args=(wanted, ended), daemon=True).start()
    ended.wait(most)
    device.close()


def _taking(made: BinaryIO, ended: threading.Event) -> Generator[None, bytes, None]:
    """The first line is said with the first frames: before them nothing is heard."""
    head = json.dumps({"rate": RATE}).encode() + b"\n"
    while True:
        frames = yield
        try:
            made.write(head + frames)
            made.flush()
        except (OSError, ValueError):  # who asked is gone
            ended.set()
        head = b""


def _until_end(wanted: BinaryIO | FileIO, ended: threading.Event) -> None:
    while wanted.read(1):
        pass
    ended.set()


if __name__ == "__main__":
    # Without a buffer, so that no lock is held on it when the process ends.
    named = [each for each in sys.argv[1:] if each != MICROPHONE]
    listen(FileIO(0, closefd=False), sys.stdout.buffer, named or LOCAL)
