"""The copies that open, one below the other, where only the officer knows which record or which day is meant."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.casework.record.backup_views import choice_lines
from screening.errors import ScreeningError
from screening.qt.widgets.buttons import Button, Look
from screening.store import SeveralCopies
from screening.wording.catalogue.translations import Words


class CopyChoices(QWidget):
    """Hidden until there is something to choose from; ``chosen`` carries the folder of the copy."""

    chosen = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.buttons: list[Button] = []
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def offer(self, trouble: ScreeningError) -> bool:
        """Show the copies of this trouble, or none; whether there are any."""
        while self.buttons:
            button = self.buttons.pop()
            self.rows.removeWidget(button)
            button.deleteLater()
        if isinstance(trouble, SeveralCopies):
            lines = choice_lines(trouble, self.words)
            for number, (choice, line) in enumerate(zip(trouble.choices, lines, strict=True), 1):
                button = Button(line, Look.OTHER, language=self.words.language)
                button.setObjectName(f"copy-{number}")
                button.chosen.connect(lambda path=str(choice.path): self.chosen.emit(path))
                self.rows.addWidget(button)
                self.buttons.append(button)
        self.setVisible(bool(self.buttons))
        self._fit()
        if self.buttons:
            self.buttons[0].setFocus()
        return bool(self.buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """As high as the words of every button need in this width: a page would squeeze them to one line each."""
        tall = self.rows.heightForWidth(self.width()) if self.buttons else 0
        if tall != self.minimumHeight():
            self.setMinimumHeight(tall)
