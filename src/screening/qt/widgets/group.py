"""A group for screen readers that is nothing to look at."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGroupBox, QWidget


class Group(QGroupBox):
    """Has the role of a group and neither the frame nor the margins that the machine's style gives to one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setContentsMargins(0, 0, 0, 0)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """QGroupBox does nothing here but set margins for its frame."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)
