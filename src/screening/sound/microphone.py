"""One line of a language pack, heard by a process of its own (``microphone_process``).

Only the controller of the page of recordings imports it (IN14): a page of a reviewer's record, which has no cases.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO

from screening.sound.player import RATE, Sound
from screening.start_options import MICROPHONE

HEAD = 200
"""Bytes of the first line."""
MOST = 40 * RATE * 2
"""Bytes that are taken of a process, whatever it gives."""


def command() -> list[str]:
    """Return what starts the process; a packaged program starts itself, and ``__main__`` knows the word."""
    if getattr(sys, "frozen", False):
        return [sys.executable, MICROPHONE]
    return [sys.executable, "-I", "-m", "screening.sound.microphone_process"]


class Microphone:
    """Listens once. Both callbacks come from a thread of its own."""

    def __init__(self, start: Sequence[str]) -> None:
        self._command = list(start)
        self._process: subprocess.Popen[bytes] | None = None
        self._dropped = False

    def listen(self, opened: Callable[[], object], ended: Callable[[Sound, str], object]) -> None:
        """Begin. ``opened``: it hears now. ``ended``: what was heard, or none and the code of why; once, unless
        dropped."""
        try:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError:
            ended(array("h"), "no-microphone")
            return
        threading.Thread(target=self._take, args=(self._process, opened, ended), daemon=True).start()

    def stop(self) -> None:
        """It hears no more; ``ended`` follows."""
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    def drop(self) -> None:
        """It hears no more, now, and nothing of it is kept."""
        self._dropped = True
        if self._process is not None:
            self._process.kill()

    def _take(
        self, process: subprocess.Popen[bytes], opened: Callable[[], object], ended: Callable[[Sound, str], object]
    ) -> None:
        assert process.stdout is not None
        sound, trouble = array("h"), "no-microphone"
        if _opens(process.stdout):
            if not self._dropped:
                opened()
            data = process.stdout.read(MOST)
            sound, trouble = array("h", data[: len(data) // 2 * 2]), ""
        process.kill()
        process.wait()
        process.stdout.close()
        self.stop()
        if not self._dropped:
            ended(sound, trouble)


def _opens(made: IO[bytes]) -> bool:
    """Return whether the first line says that the microphone is open."""
    try:
        told = json.loads(made.readline(HEAD))
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("rate") == RATE
