"""The voice that reads the lines of an invented person, and the one that reads nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from screening.errors import BadInput
from screening.sound.computer_voice import Speaker, can_speak
from screening.sound.player import Player


class Voice(Protocol):
    """Speaks a line in a language. ``speaks`` says beforehand whether it can, so that no button promises silence."""

    def speaks(self, language: str) -> bool: ...

    def say(self, text: str, language: str) -> None: ...

    def hush(self) -> None: ...

    def close(self) -> None: ...


class Silent:
    """No sound: the lines are read."""

    def speaks(self, language: str) -> bool:
        return False

    def say(self, text: str, language: str) -> None:
        """Nothing."""

    def hush(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class PracticeVoice:
    """The synthetic voice (docs/decisions/0015-sound.md). A machine without a sound device is found out once."""

    def __init__(self, player: Callable[[], Player] = Player) -> None:
        self._make_player = player
        self._player: Player | None = None
        self._speaker: Speaker | None = None
        self._deaf = False

    def speaks(self, language: str) -> bool:
        return not self._deaf and can_speak(language)

    def say(self, text: str, language: str) -> None:
        """Say a line in place of the one before. Says nothing where there is no device or no voice."""
        if not self.speaks(language):
            return
        if self._player is None:
            try:
                self._player = self._make_player()
            except BadInput:
                self._deaf = True
                return
        if self._speaker is None:
            self._speaker = Speaker()
        sound = self._speaker.say(language, text)
        if sound is not None:
            self._player.play([sound])

    def hush(self) -> None:
        if self._player is not None:
            self._player.stop()

    def close(self) -> None:
        self.hush()
        if self._player is not None:
            self._player.close()
            self._player = None
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None
