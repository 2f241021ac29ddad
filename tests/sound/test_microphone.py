"""A line is heard by a process of its own, which ends with the program; nobody else opens a microphone."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from array import array
from pathlib import Path

import pytest

from screening.sound import microphone, microphone_process
from screening.sound.microphone import Microphone, command
from screening.sound.player import RATE, Sound, miniaudio
from screening.start_options import MICROPHONE
from tests.sound import SILENT


class Heard:
    """What a microphone told."""

    def __init__(self) -> None:
        self.opened, self.ended = threading.Event(), threading.Event()
        self.sound: Sound = array("h")
        self.trouble = ""

    def end(self, sound: Sound, trouble: str) -> None:
        self.sound, self.trouble = sound, trouble
        self.ended.set()


def fake(*lines: str) -> list[str]:
    """A process that does these lines of Python at the pipe."""
    return [sys.executable, "-I", "-c", "import sys; made = sys.stdout.buffer\n" + "\n".join(lines)]


def heard(start: list[str]) -> tuple[Microphone, Heard]:
    listening, told = Microphone(start), Heard()
    listening.listen(told.opened.set, told.end)
    return listening, told


@pytest.mark.requirement("IN14")
def test_the_real_process_hears_until_it_is_stopped() -> None:
    listening, told = heard([*command(), *SILENT])
    assert told.opened.wait(20)
    listening.stop()
    assert told.ended.wait(20)
    assert told.trouble == ""
    assert 0 < len(told.sound) < 30 * RATE


def test_a_packaged_program_starts_the_same_process_by_its_own_word() -> None:
    started = subprocess.run([sys.executable, "-I", "-m", "screening", MICROPHONE], input=b"", capture_output=True)
    told = json.loads(started.stdout.partition(b"\n")[0] or b"{}")
    assert started.returncode == 0
    assert told in ({"error": "no-microphone"}, {"rate": RATE}, {})


@pytest.mark.requirement("IN14")
def test_the_process_ends_when_who_asked_is_gone() -> None:
    started = subprocess.Popen([*command(), *SILENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert started.stdin and started.stdout
    assert json.loads(started.stdout.readline()) == {"rate": RATE}
    started.stdin.close()
    started.stdout.read()
    assert started.wait(20) == 0
    started.stdout.close()


@pytest.mark.requirement("IN14")
def test_it_ends_by_itself_though_nobody_stops_it() -> None:
    read, write = os.pipe()
    made = io.BytesIO()
    with open(read, "rb", buffering=0) as wanted:  # noqa: PTH123 - a descriptor
        microphone_process.listen(wanted, made, SILENT, most=1)
        os.close(write)
    head, _, frames = made.getvalue().partition(b"\n")
    assert json.loads(head) == {"rate": RATE}
    assert len(frames) < 3 * RATE * 2


def test_what_comes_through_the_pipe_is_the_sound() -> None:
    frames = "made.write(b'{\"rate\": 22050}\\n' + bytes([1, 0, 2, 0, 9])); made.flush(); sys.stdin.read()"
    listening, told = heard(fake(frames))
    assert told.opened.wait(20)
    listening.stop()
    assert told.ended.wait(20)
    assert (list(told.sound), told.trouble) == ([1, 2], "")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('made.write(b\'{"error": "no-microphone"}\\n\')', id="no microphone"),
        pytest.param("made.write(b'{\"rate\": 8000}\\n' + bytes(80))", id="another rate"),
        pytest.param('made.write(b"hello\\n")', id="no JSON"),
        pytest.param('made.write(b"x" * 1000)', id="no line"),
        pytest.param("raise SystemExit(3)", id="it ended"),
    ],
)
def test_a_microphone_that_does_not_open_is_told(line: str) -> None:
    _, told = heard(fake(line))
    assert told.ended.wait(20)
    assert (len(told.sound), told.trouble, told.opened.is_set()) == (0, "no-microphone", False)


def test_a_process_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    _, told = heard([str(tmp_path / "nothing")])
    assert told.ended.wait(20)
    assert told.trouble == "no-microphone"


def test_no_more_is_taken_than_a_line_may_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "MOST", 8)
    _, told = heard(fake("made.write(b'{\"rate\": 22050}\\n' + bytes(4000)); made.flush(); sys.stdin.read()"))
    assert told.ended.wait(20)
    assert len(told.sound) == 4


def test_what_is_dropped_ends_at_once_and_is_told_to_nobody() -> None:
    listening, told = heard([*command(), *SILENT])
    assert told.opened.wait(20)
    listening.drop()
    assert listening._process is not None
    listening._process.wait(20)
    _, after = heard(fake("pass"))
    assert after.ended.wait(20)
    assert not told.ended.is_set()


def test_a_machine_without_a_microphone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object, **_named: object) -> None:
        raise miniaudio().MiniaudioError("none")

    monkeypatch.setattr(miniaudio(), "CaptureDevice", fails)
    made = io.BytesIO()
    microphone_process.listen(io.BytesIO(), made, SILENT)
    assert json.loads(made.getvalue()) == {"error": "no-microphone"}
