"""Half-typed texts by name, and passphrases of saved files that nobody said are written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance


def draft_of(field: str, session: int) -> str:
    """The name of half-typed text of a session: a later one never goes on with what was typed in one before."""
    return field if session == 1 else f"{field}:{session}"


class Shows(Protocol):
    """What shows them on a page."""

    @property
    def written_down(self) -> SignalInstance: ...
    def show_files(self, files: Sequence[tuple[str, str]]) -> None: ...


class Unwritten:
    """Passphrases of files that were saved, by the case that the files are of, until they are written down.

    They are in memory only, and gone with a lock; leaving a page takes none of them away.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[str, str]]] = {}

    def add(self, case: str, file: str, passphrase: str) -> None:
        """A file was saved, and only this opens it."""
        self._waiting.setdefault(case, []).append((file, passphrase))

    def of(self, case: str) -> tuple[tuple[str, str], ...]:
        """Return the files of a case whose passphrases wait, each with its own."""
        return tuple(self._waiting.get(case, ()))

    def stand_on(self, note: Shows, case: str, after: Callable[[], object]) -> None:
        """Show those of a case on a page; ``after`` follows when they are written down."""
        note.written_down.connect(partial(self._written, note, case, after))
        note.show_files(self.of(case))

    def _written(self, note: Shows, case: str, after: Callable[[], object]) -> None:
        self._waiting.pop(case, None)
        note.show_files(())
        after()
