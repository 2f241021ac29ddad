"""The practice voice: said where it can be, silent where it cannot, hushed at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.errors import BadInput
from screening.qt.style.theme import Theme
from screening.qt.training.play import play_room
from screening.qt.training.talk_page import AskPage
from screening.qt.training.voice import PracticeVoice, Silent
from screening.qt.widgets.buttons import PlayButton
from screening.sound.computer_voice import can_speak
from screening.sound.player import Player
from screening.wording.catalogue.translations import Words
from tests.sound import SILENT

needs_engine = pytest.mark.skipif(not can_speak("en"), reason="the optional engine is not installed")


@needs_engine
def test_a_line_is_said_and_hushed() -> None:
    made: list[Player] = []

    def player() -> Player:
        made.append(Player(SILENT))
        return made[-1]

    voice = PracticeVoice(player)
    voice.say("We sort rubbish.", "en")
    assert made[0].playing
    voice.hush()
    assert not made[0].playing
    voice.say("Saya tidak tahu.", "ms")
    assert len(made) == 1
    voice.close()


@needs_engine
def test_a_machine_without_a_device_is_found_out_once() -> None:
    def none() -> Player:
        raise BadInput("no-sound-device")

    voice = PracticeVoice(none)
    assert voice.speaks("en")
    voice.say("Hm.", "en")
    assert not voice.speaks("en")
    voice.close()


def test_a_language_without_a_voice_stays_silent() -> None:
    assert not PracticeVoice().speaks("km")
    assert not Silent().speaks("en")


def test_each_line_can_be_heard_again_only_where_it_can_be_said(
    qtbot: QtBot, day: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []

    class Told(Silent):
        def speaks(self, language: str) -> bool:
            return True

        def say(self, text: str, language: str) -> None:
            said.append((text, language))

    for voice, buttons in ((Told(), 1), (Silent(), 0)):
        room = play_room(Words("en"))
        room.voice = voice
        room.show()
        room.open("sorting-yard")
        room.go("work")
        room.ask("Tell me about your work.", "en")
        page = room.shell.page()
        assert isinstance(page, AskPage) and len(page.findChildren(PlayButton)) == buttons
        room.close()
        room.deleteLater()
    assert said == [("We sort rubbish. Bottles, metal, all of it. No gloves.", "en")]
    QApplication.processEvents()
