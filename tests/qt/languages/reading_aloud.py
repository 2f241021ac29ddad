"""A reviewer's page of recordings over a folder of its own, and a process at the pipe that speaks for a person."""

from __future__ import annotations

import contextlib
import math
import sys
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from screening.qt.languages.recording_controller import RecordingActs
from screening.qt.languages.recording_page import RecordingPage
from screening.qt.session.record_places import RecordPlace
from screening.sound.player import RATE
from screening.wording.catalogue import packs as language_packs
from tests.qt.page_objects import Screen

SECOND = 2 * RATE
"""Bytes."""


@contextlib.contextmanager
def recordings_at(home: Path) -> Iterator[None]:
    """The user's own data lie in ``home``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language_packs, "packs_folder", lambda: home / "packs")
        yield


@cache
def voice(seconds: float = 2.0, peak: int = 6_000) -> bytes:
    """A tone that swells and falls as syllables do, with a second of silence at both ends; 16-bit frames."""
    count = int(seconds * RATE)
    tone = (int(peak * abs(math.sin(5 * math.pi * at / RATE)) * math.sin(1_257 * at / RATE)) for at in range(count))
    return bytes(SECOND) + array("h", tone).tobytes() + bytes(SECOND)


def speaking(folder: Path, frames: bytes) -> list[str]:
    """What starts a process that gives these frames and goes on until it is stopped, as the one that listens does."""
    heard = folder / "heard.bin"
    heard.write_bytes(frames)
    lines = (
        "import pathlib, sys",
        f"frames = pathlib.Path({str(heard)!r}).read_bytes()",
        "sys.stdout.buffer.write(b'{\"rate\": 22050}\\n' + frames)",
        "sys.stdout.buffer.flush()",
        "sys.stdin.read()",
    )
    return [sys.executable, "-I", "-S", "-c", "\n".join(lines)]


def recordings_page(screen: Screen) -> tuple[RecordingPage, RecordingActs]:
    """Go to the page by its row of the rail."""
    window = screen.window
    screen.wait(lambda: window.record is not None and bool(window.record.beside.place))
    window.open_record_page(RecordPlace.RECORDINGS)
    screen.wait(lambda: isinstance(window.shell.page(), RecordingPage))
    page = window.shell.page()
    acts = window.record.beside.routes[RecordPlace.RECORDINGS].make.__self__
    assert isinstance(page, RecordingPage) and isinstance(acts, RecordingActs)
    screen.wait(lambda: page.view is not None)
    return page, acts
