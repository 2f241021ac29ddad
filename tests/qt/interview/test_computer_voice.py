"""A real person answers alone to a computer's voice, from beginning to end: real frames, through the real player, to a
device that keeps them."""

from __future__ import annotations

import dataclasses
import itertools
import subprocess
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.casework.interview.private_answering import spoken_id
from screening.domain.case import private_answering as rules
from screening.qt.interview.alone_page import AlonePage
from screening.qt.interview.hearing_page import HearingPage
from screening.qt.session import record_session
from screening.settings import Installation
from screening.sound import computer_voice, player
from screening.sound.computer_voice import Speaker, can_speak
from screening.sound.measure import LONGEST, measure_frames
from screening.sound.player import PAUSE, RATE
from screening.store import Vault
from tests.qt.conftest import Open
from tests.qt.page_objects import COVER_PIN, Screen

pytestmark = pytest.mark.skipif(not can_speak("ur"), reason="the optional engine is not installed")
K = Qt.Key
TEN = ("bn", "fa", "hi", "id", "ms", "ne", "ta", "ur", "vi", "zh-Hans")
BLOCK = RATE * 60 // 1000
"""Frames that a device takes at a time."""


class Captured:
    """A device that takes frames when a test says so, as miniaudio's does from its own thread."""

    last: Captured
    there = True

    def __init__(self, **_given: object) -> None:
        if not Captured.there:
            raise player.miniaudio().MiniaudioError("none")
        self.callback_generator = None
        self.stop_callback: Callable[[], None] = lambda: None
        self.running = False
        Captured.last = self

    def start(self, generator) -> None:
        self.callback_generator, self.running = generator, True

    def stop(self) -> None:
        self.callback_generator, self.running = None, False
        self.stop_callback()

    def close(self) -> None:
        self.running = False

    def take(self, blocks: int = 1 << 20) -> player.Sound:
        """Take so many blocks of what is played, or all of it."""
        found = array("h")
        for _ in range(blocks):
            if self.callback_generator is None:
                break
            try:
                found.frombytes(self.callback_generator.send(BLOCK))
            except StopIteration:
                self.callback_generator = None
        return found

    def break_down(self) -> None:
        """The headphones are pulled out: the device stops by itself."""
        Captured.there = False
        self.running, self.callback_generator = False, None
        self.stop_callback()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, player.Sound]]]:
    """Every text that the engine was given and the frames that it made, over a device that keeps what it takes."""
    made: list[tuple[str, player.Sound]] = []
    speak = Speaker.say

    def say(speaker: Speaker, tag: str, text: str) -> player.Sound | None:
        sound = speak(speaker, tag, text)
        assert sound is not None
        made.append((text, sound))
        return sound

    Captured.there = True
    monkeypatch.setattr(Speaker, "say", say)
    monkeypatch.setattr(player.miniaudio(), "PlaybackDevice", Captured)
    monkeypatch.setattr("screening.qt.interview.private_answering_controller.WATCH_MS", 1 << 30)
    yield made


@pytest.fixture
def allowing(
    opened: Open, record: Path, said: list[tuple[str, player.Sound]], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Screen]:
    """Open the record of an organisation whose pack allows a language; tests/content_packs puts such a pack in."""
    of_record = record_session.content_of_record

    def open_it(*languages: str) -> Screen:
        def allowed(vault: Vault) -> tuple[Installation, tuple[str, ...]]:
            here, spoilt = of_record(vault)
            return dataclasses.replace(here, computer_voice=languages), spoilt

        monkeypatch.setattr(record_session, "content_of_record", allowed)
        screen = opened(record)
        screen.unlock()
        screen.cases()
        return screen

    return open_it


def handed_over(screen: Screen) -> AlonePage:
    screen.rail("alone")
    page = screen.page
    assert isinstance(page, HearingPage)
    assert screen.pages.interview.theirs.say(rules.TOLD) in screen.shown(), "the person reads that a computer speaks"
    assert "A computer speaks" in screen.shown(), "and so does the officer"
    screen.choose("alone-test")
    for name in ("plugged", "room", "nodded"):
        page.checks[name].setChecked(True)
    screen.choose("alone-begin")
    screen.wait(lambda: isinstance(screen.window.stack.currentWidget(), AlonePage))
    found = screen.window.stack.currentWidget()
    assert isinstance(found, AlonePage)
    return found


def hear_out(screen: Screen) -> player.Sound:
    """All of what is played, to its end, as it came out."""
    heard = Captured.last.take()
    screen.settle()
    return heard


def texts(screen: Screen, ids: tuple[str, ...]) -> list[str]:
    theirs = screen.pages.interview.theirs
    return [theirs.say(spoken_id(theirs, each)) for each in ids]


def listen(screen: Screen, made: list[tuple[str, player.Sound]]) -> None:
    """Hear one part of the sitting: each line in order, whole, within its level, with its gap before the next."""
    sitting = screen.pages.alone.sitting
    assert sitting is not None
    lines = made[-len(sitting.says) :]
    assert [text for text, _ in lines] == texts(screen, sitting.says)
    heard, at = hear_out(screen), 0
    for number, (_, sound) in enumerate(lines):
        if number:
            assert not any(heard[at : at + PAUSE]), "silence between two lines"
            at += PAUSE
        assert heard[at : at + len(sound)] == sound, "every frame of the line came out"
        at += len(sound)
        measured = measure_frames(sound)
        assert measured.faults() == () and measured.seconds <= LONGEST
    assert at == len(heard)


def whole_sitting(screen: Screen, made: list[tuple[str, player.Sound]], language: str) -> None:
    """From the offer to what the record says, by ear."""
    screen.talking(language, talk="yes", notes="yes")
    handed_over(screen)
    alone = screen.pages.alone
    assert alone.sitting is not None and alone.sitting.says[0] == rules.TOLD
    keys = itertools.chain((K.Key_1, K.Key_2), itertools.cycle((K.Key_1, K.Key_2, K.Key_3)))
    for key in keys:
        assert alone.sitting is not None
        if alone.sitting.step == "share":
            break
        before = alone.sitting
        Captured.last.take(3)
        screen.press(K.Key_1)
        assert alone.sitting is before, "no key answers while it speaks"
        screen.press(K.Key_4)
        listen(screen, made)
        screen.press(key)
    listen(screen, made)
    screen.press(K.Key_1)
    listen(screen, made)
    assert alone.page is not None and alone.page.handing_back
    screen.wait(lambda: screen.case.alone)
    given = screen.case.answers
    assert len(given) == len(alone.sitting.items) and all(each.way == "computer" for each in given.values())
    speaker = alone.ear._speaker
    assert speaker is not None and speaker._process is not None
    process = speaker._process
    alone.break_off()
    assert process.poll() is not None, "the process ends with the sitting"


@pytest.mark.sweep
@pytest.mark.parametrize("language", TEN)
def test_a_whole_sitting_with_sound(
    allowing: Callable[[str], Screen], said: list[tuple[str, player.Sound]], language: str
) -> None:
    whole_sitting(allowing(language), said, language)


def test_the_way_begins_with_sound_stops_at_once_and_pauses_where_the_headphones_go(
    allowing: Callable[[str], Screen], said: list[tuple[str, player.Sound]]
) -> None:
    """One language of the ten, as far as the first question."""
    screen = allowing("ur")
    screen.talking("ur", talk="yes", notes="yes")
    page, alone = handed_over(screen), screen.pages.alone
    for key in (K.Key_1, K.Key_2):
        listen(screen, said)
        screen.press(key)
    line = said[-1][0]
    assert any(Captured.last.take(20))
    screen.press(K.Key_4)
    assert said[-1][0] == line, "the waves say the same line"
    screen.press(K.Key_Escape)
    assert not Captured.last.take(), "no frame comes after the cover page"
    assert alone.ear._speaker is None
    screen.type_text(COVER_PIN)
    screen.press(K.Key_Return)
    screen.wait(lambda: screen.window.stack.currentWidget() is page)
    assert any(Captured.last.take(3))
    before = alone.sitting
    Captured.last.break_down()
    screen.settle()
    assert page.silent and alone.sitting == before
    screen.press(K.Key_4)
    assert page.silent, "there is no device yet"
    Captured.there = True
    screen.press(K.Key_4)
    assert not page.silent
    listen(screen, said)


def test_nothing_that_is_said_stands_in_an_argument_a_variable_or_a_file(
    allowing: Callable[[str], Screen],
    said: list[tuple[str, player.Sound]],
    record: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[tuple[list[str], object]] = []
    begin = subprocess.Popen

    def watched(command: list[str], **given: object) -> object:
        started.append((command, given.get("env")))
        return begin(command, **given)

    monkeypatch.setattr(computer_voice.subprocess, "Popen", watched)
    screen = allowing("ur")
    screen.talking("ur", talk="yes", notes="yes")
    there = set(record.rglob("*"))
    handed_over(screen)
    hear_out(screen)
    assert [command[-1] for command, _ in started] == ["screening.sound.speech_process"]
    assert started[0][1] is None, "it gets no variable of ours"
    assert len(said) > 8
    assert {path.suffix for path in set(record.rglob("*")) - there} <= {"", ".tmp"}


def test_without_a_sound_device_one_sentence_is_said_and_the_way_is_not_offered(
    allowing: Callable[[str], Screen], said: list[tuple[str, player.Sound]]
) -> None:
    screen = allowing("ur")
    screen.talking("ur", talk="yes", notes="yes")
    Captured.there = False
    screen.rail("alone")
    screen.choose("alone-test")
    page = screen.page
    assert isinstance(page, HearingPage)
    assert page.deaf.text() == screen.window.words.say("page.alone.deaf")
    assert not said and not page.begin.isVisible()


@pytest.mark.one_in(3)
@pytest.mark.parametrize("language", ["my", "km", "ar"])
def test_a_language_without_a_fit_voice_has_no_entry(allowing: Callable[..., Screen], language: str) -> None:
    screen = allowing("ur")
    screen.talking(language, talk="yes", notes="yes")
    assert "alone" not in screen.window.shell.rail.rows
