"""Sound goes to this machine's own device and is silent at once; a device that is not there is told."""

from __future__ import annotations

import re
import threading
import tomllib
import wave
from pathlib import Path

import pytest

import screening.sound
from screening.errors import BadInput
from screening.sound.player import LOCAL, RATE, Player, miniaudio, read_sound, tone
from tests.sound import SILENT


@pytest.fixture
def player():
    made = Player(SILENT)
    yield made
    made.close()


def test_sounds_are_played_to_their_end(player):
    ended = threading.Event()
    player.play([tone(seconds=0.05), tone(seconds=0.05)], ended.set)
    assert player.playing
    assert ended.wait(10)
    assert not player.playing


def test_what_is_stopped_never_says_that_it_ended(player):
    ended = threading.Event()
    player.play([tone(seconds=30)], ended.set)
    player.stop()
    assert not player.playing
    after = threading.Event()
    player.play([tone(seconds=0.02)], after.set)
    assert after.wait(10)
    assert not ended.is_set()


def test_a_new_sound_takes_the_place_of_the_one_that_was_playing(player):
    first, second = threading.Event(), threading.Event()
    player.play([tone(seconds=30)], first.set)
    player.play([tone(seconds=0.02)], second.set)
    assert second.wait(10)
    assert not first.is_set()


def test_a_machine_without_a_sound_device_is_told_plainly(monkeypatch):
    def fails(*_arguments: object, **_named: object) -> None:
        raise miniaudio().MiniaudioError("none")

    monkeypatch.setattr(miniaudio(), "PlaybackDevice", fails)
    with pytest.raises(BadInput) as trouble:
        Player()
    assert trouble.value.code == "no-sound-device"


@pytest.mark.requirement("NV26")
def test_no_silent_device_and_no_network_stands_in_for_a_real_one(monkeypatch):
    monkeypatch.setenv("PULSE_SERVER", "tcp:192.0.2.1")
    Player(SILENT).close()
    assert "PULSE_SERVER" not in __import__("os").environ
    assert set(LOCAL).isdisjoint({"NULL", "JACK", "CUSTOM", "WEBAUDIO"})


def test_a_recording_is_read_at_one_rate_in_one_channel(tmp_path):
    path = tmp_path / "private.yes.female.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(b"\x00\x10\x00\x10" * 44_100)
    assert abs(len(read_sound(path)) - RATE) < 50


def test_a_recording_that_cannot_be_played_names_its_file_and_nothing_else(tmp_path):
    path = tmp_path / "private.yes.female.wav"
    path.write_bytes(b"not a sound")
    with pytest.raises(BadInput) as trouble:
        read_sound(path)
    assert (trouble.value.code, trouble.value.details) == ("sound-unreadable", {"file": path.name})


@pytest.mark.requirement("NV39")
def test_the_test_tone_swells_and_fades_and_is_soft():
    made = tone()
    assert max(made[:100]) < 300 > max(made[-100:])
    assert 3_000 < max(made) < 8_000


@pytest.mark.requirement("CO6", "IN14", "NV25")
def test_no_code_opens_a_camera_and_one_process_that_nothing_imports_a_microphone():
    source = Path(screening.sound.__file__).parents[1]
    texts = {path.relative_to(source).as_posix(): path.read_text("utf-8") for path in source.rglob("*.py")}
    opening = re.compile(r"CaptureDevice|DuplexStream|QAudioInput|QAudioSource|QCamera|QMediaCaptureSession|cv2\b")
    assert [name for name, text in texts.items() if opening.search(text)] == ["sound/microphone_process.py"]
    assert "CaptureDevice" in texts["sound/microphone_process.py"]
    starting = re.compile(r"microphone_process|sound\.microphone\b|sound import microphone|MICROPHONE")
    assert sorted(name for name, text in texts.items() if starting.search(text)) == [
        "__main__.py",
        "qt/languages/recording_controller.py",
        "sound/microphone.py",
        "sound/microphone_process.py",
        "start_options.py",
    ]


@pytest.mark.requirement("IN14", "NV25")
def test_the_contracts_let_one_page_ask_for_the_microphone_and_nobody_import_what_listens():
    file = Path(__file__).parents[2] / "pyproject.toml"
    contracts = tomllib.loads(file.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    protected = [each for each in contracts if each["type"] == "protected"]
    held = {each["protected_modules"][0]: each["allowed_importers"] for each in protected}
    assert held == {
        "screening.sound.microphone": ["screening.qt.languages.recording_controller"],
        "screening.sound.microphone_process": [],
    }
