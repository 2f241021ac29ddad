"""Which folder was chosen last in a window: remembered by whoever says so for it."""

from __future__ import annotations

from typing import Protocol
from weakref import WeakKeyDictionary

from PySide6.QtWidgets import QWidget


class Memory(Protocol):
    """Remembers the folder that was chosen last."""

    def last_folder(self) -> str: ...
    def keep_folder(self, folder: str) -> None: ...


_memory: WeakKeyDictionary[QWidget, Memory] = WeakKeyDictionary()
"""By window, while a record is open in it."""


def remember_in(window: QWidget, memory: Memory | None) -> None:
    """Remember the folders of a window by ``memory``; None forgets that."""
    if memory is None:
        _memory.pop(window, None)
    else:
        _memory[window] = memory


def memory_of(window: QWidget) -> Memory | None:
    """Return what remembers the folders of a window."""
    return _memory.get(window)
