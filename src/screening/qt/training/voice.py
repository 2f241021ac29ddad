"""Where the invented person's lines would be heard: a seam for whatever can speak on this computer."""

from __future__ import annotations

from typing import Protocol


class Voice(Protocol):
    """Speaks a line in a language. ``speaks`` says beforehand whether it can, so that no button promises silence."""

    def speaks(self, language: str) -> bool: ...

    def say(self, text: str, language: str) -> None: ...


class Silent:
    """No sound: the lines are read."""

    def speaks(self, language: str) -> bool:
        return False

    def say(self, text: str, language: str) -> None:
        """Nothing."""
