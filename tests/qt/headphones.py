"""A sound device that makes no sound: what it plays is heard to its end when a test says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from screening.sound import player
from tests.qt.page_objects import Screen
from tests.sound import SILENT


class Headphones:
    """What the person has on."""

    def __init__(self) -> None:
        self.played: list[list[int]] = []
        """How many frames each sound had that went to the device."""
        self.gone = False
        """Whether the device takes no sound any more."""
        self._ended: Callable[[], None] | None = None
        self._lost: Callable[[], None] | None = None

    def take(
        self, sounds: Sequence[player.Sound], ended: Callable[[], None] | None, lost: Callable[[], None] | None
    ) -> None:
        if self.gone:
            raise player.BadInput("no-sound-device")
        self.played.append([len(each) for each in sounds])
        self._ended, self._lost = ended, lost

    def hear_out(self, screen: Screen) -> None:
        """The person hears what is played to its end."""
        ended, self._ended = self._ended, None
        if ended is not None:
            ended()
        screen.settle()

    def pull_out(self, screen: Screen) -> None:
        """The plug comes out in the middle of what is played."""
        self.gone = True
        assert self._lost is not None
        self._lost()
        screen.settle()

    def answer(self, screen: Screen, *keys: Qt.Key) -> None:
        """Press one key after the other, each once what it answers was heard."""
        for key in keys:
            self.hear_out(screen)
            screen.press(key)

    def device(self) -> type[player.Player]:
        """The player to put in the place of the one that makes sound."""
        worn = self

        class Silent(player.Player):
            def __init__(self) -> None:
                super().__init__(SILENT)

            def play(
                self,
                sounds: Sequence[player.Sound],
                ended: Callable[[], None] | None = None,
                lost: Callable[[], None] | None = None,
            ) -> None:
                worn.take(sounds, ended, lost)
                super().play(sounds)

        return Silent
