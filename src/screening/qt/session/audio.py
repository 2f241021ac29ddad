"""What is heard: recordings of a language pack, or a computer's voice where there is none and it may speak (LA3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from screening.casework.interview.private_answering import Heard
from screening.sound import player as sounds
from screening.sound.computer_voice import Speaker


class Ear:
    """The sound device and a computer's voice, taken when they are first needed. One sound at a time."""

    def __init__(self) -> None:
        self.synthetic = False
        """Whether a computer's voice was heard since this was last set back, from a recording too."""
        self._player: sounds.Player | None = None
        self._speaker: Speaker | None = None

    @property
    def ready(self) -> bool:
        """Whether the sound device was taken."""
        return self._player is not None

    @property
    def playing(self) -> bool:
        """Whether something is heard now."""
        return self._player is not None and self._player.playing

    def take(self) -> None:
        """Take the sound device. Raises BadInput("no-sound-device")."""
        if self._player is None:
            self._player = sounds.Player()

    def sound(self, heard: Heard, *, computer: bool) -> sounds.Sound | None:
        """The recording, or a computer's voice where it may speak; None where there is neither."""
        if heard.path is not None:
            self.synthetic = self.synthetic or heard.synthetic
            return sounds.read_sound(heard.path)
        return self.spoken(heard.language, heard.words) if computer else None

    def spoken(self, language: str, words: str) -> sounds.Sound | None:
        """These words by a computer's voice; None where it has none for the language."""
        if self._speaker is None:
            self._speaker = Speaker()
        said = self._speaker.say(language, words)
        self.synthetic = self.synthetic or said is not None
        return said

    def play(
        self,
        made: Sequence[sounds.Sound | None],
        ended: Callable[[], None] | None = None,
        lost: Callable[[], None] | None = None,
    ) -> bool:
        """Play these, one after the other, in place of what was playing; whether there was anything to play.

        ``ended`` is called from the device's thread once all of it was heard, unless something came before; ``lost``
        where the device goes away before that.
        """
        found = [each for each in made if each is not None]
        if not found:
            return False
        self.take()
        assert self._player is not None
        self._player.play(found, ended, lost)
        return True

    @property
    def stands_still(self) -> bool:
        """Whether the device has taken nothing of what it plays since this was last asked."""
        return self._player is not None and self._player.stands_still()

    def stop(self) -> None:
        """Stop what is heard."""
        if self._player is not None:
            self._player.stop()

    def hush(self) -> None:
        """Stop what is heard, and end the process of the computer's voice: nothing of it stays behind a cover page."""
        self.stop()
        self._end_voice()

    def let_go(self) -> None:
        """Let go of a device that is lost: the next sound takes one anew."""
        if self._player is not None:
            self._player.close()
            self._player = None

    def close(self) -> None:
        """Let go of the device and of the voice."""
        self.let_go()
        self._end_voice()

    def _end_voice(self) -> None:
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None
