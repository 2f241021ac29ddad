"""Radio buttons that show what is on disk and not what was pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QRadioButton

if TYPE_CHECKING:
    _Radio = QRadioButton
else:
    _Radio = object

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class FilledFromOutside(_Radio):
    """A radio button that a press does not fill, nor an arrow leave: what holds it does both."""

    def fill(self, filled: bool) -> None:
        # Qt would not let the one filled button of a set be emptied, and tells a screen reader of a set only when it
        # keeps one filled.
        self.setAutoExclusive(False)
        self.setChecked(filled)
        self.setAutoExclusive(True)

    def nextCheckState(self) -> None:
        """A press alone fills nothing."""

    def hitButton(self, _position: QPoint) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)
