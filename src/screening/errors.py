"""What can go wrong, as codes with details; the sentences live in wording (text ids ``error.<code>``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class ScreeningError(Exception):
    """Trouble that was foreseen.

    ``code`` names the sentence (``error.<code>`` in ``locales/en/errors.toml``); ``details`` fill its named
    fields. Details never hold anything that a person said.
    """

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in sorted(self.details.items()))
        return f"{self.code}({fields})"


class BadInput(ScreeningError):
    """A file, an option or a key that cannot be used as it is."""


class NotAccepted(ScreeningError):
    """An action that the case does not allow at this moment."""


class StoreTrouble(ScreeningError):
    """The record could not be read or written."""


class NotSaved(StoreTrouble):
    """A write did not reach the disk. Everything acknowledged before it is safe."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What an officer is told of a record that opened all the same: ``code`` names the sentence ``notice.<code>``."""

    code: str
    details: Mapping[str, str | int] = field(default_factory=dict)


def printable(text: str, most: int = 40) -> str:
    """Return a name from outside as an error may hold it: in one line, so many signs of it, without control signs."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:most])
