"""A window to put widgets in."""

from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget


class Stage(QWidget):
    """Shows what is put into it, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QVBoxLayout(self)
        self.rows.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.resize(1000, 700)

    def put(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.rows.addWidget(widget)
        self.rows.addStretch(1)
        self.show()
        for _ in range(3):
            QApplication.processEvents()


def spoken_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()
