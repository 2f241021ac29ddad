"""Return presses the button that has the focus, as Space does: Qt leaves that to the desktop, and few do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    _Push = QPushButton
else:
    _Push = object

RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PressedByReturn(_Push):
    """A push button that Return presses, once however long it is held. A choice is not one: its figure answers."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in RETURNS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()
