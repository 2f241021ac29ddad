"""The practice voice: said where it can be, silent where it cannot, hushed at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.errors import BadInput
from screening.qt.style.theme import Theme
from screening.qt.training.play import PlayRoom, play_room
from screening.qt.training.talk_page import AskPage
from screening.qt.widgets.buttons import PlayButton
from screening.sound import player
from screening.sound.computer_voice import can_speak
from screening.wording.catalogue.translations import Words
from tests.sound import SILENT

needs_engine = pytest.mark.skipif(not can_speak("en"), reason="the optional engine is not installed")


@pytest.fixture
def room(qtbot: QtBot, day: Theme) -> Iterator[PlayRoom]:
    shown = play_room(Words("en"))
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()
    QApplication.processEvents()


@needs_engine
def test_a_line_is_said_and_hushed(room: PlayRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[player.Player] = []

    class Silent(player.Player):
        def __init__(self) -> None:
            super().__init__(SILENT)
            made.append(self)

    monkeypatch.setattr(player, "Player", Silent)
    room.hear("We sort rubbish.", "en")
    assert made[0].playing
    room.open("sorting-yard")
    assert not made[0].playing
    room.hear("Saya tidak tahu.", "ms")
    assert len(made) == 1 and made[0].playing
    room.cover_up()
    assert not made[0].playing


@needs_engine
def test_a_machine_without_a_device_is_found_out_once(room: PlayRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> player.Player:
        raise BadInput("no-sound-device")

    monkeypatch.setattr(player, "Player", none)
    assert room.can_hear("en")
    room.hear("Hm.", "en")
    assert not room.can_hear("en")


def test_a_language_without_a_voice_stays_silent(room: PlayRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(player, "Player")
    assert not room.can_hear("km")
    room.hear("ខ្ញុំមិនដឹងទេ។", "km")


@pytest.mark.parametrize(("speaks", "buttons"), [(True, 1), (False, 0)])
def test_each_line_can_be_heard_again_only_where_it_can_be_said(
    room: PlayRoom, monkeypatch: pytest.MonkeyPatch, speaks: bool, buttons: int
) -> None:
    said: list[tuple[str, str]] = []
    monkeypatch.setattr("screening.qt.training.play.can_speak", lambda _language: speaks)
    monkeypatch.setattr(room.ear, "spoken", lambda language, line: said.append((line, language)))
    room.open("sorting-yard")
    room.go("work")
    room.ask("Tell me about your work.", "en")
    page = room.shell.page()
    assert isinstance(page, AskPage) and len(page.findChildren(PlayButton)) == buttons
    assert said == [("We sort rubbish. Bottles, metal, all of it. No gloves.", "en")] * speaks
