"""The passphrases of files that were saved: they stay until the officer says that they are written down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.done_line import DoneLine


class PassphraseNote(Card):
    """Names each file with its passphrase. Out of sight while none waits."""

    written_down = Signal()

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(Ground.STATEMENT, pads=(16, 10), gap=6, parent=parent)
        self.words = words
        self.lines: list[ScriptText] = []
        self._lines = QVBoxLayout()
        self.told = DoneLine(words.language)
        self.told.set_icon("lock")
        self.rows.addLayout(self._lines)
        self.rows.addWidget(self.told)  # below them: what is said comes into view, and they with it
        self.button = Button(words.say("papers.passphrase-written"), Look.OTHER, language=words.language)
        self.button.setObjectName("passphrase-written")
        self.button.chosen.connect(self.written_down)
        self.rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_files(self, files: Sequence[tuple[str, str]]) -> None:
        """Show these, by file and passphrase, in place of those before."""
        for line in self.lines:
            line.hide()
            self._lines.removeWidget(line)
            line.deleteLater()
        self.lines = [ScriptText(passphrase, "en", Role.QUESTION, lead=f"{file}  ") for file, passphrase in files]
        for line in self.lines:
            self._lines.addWidget(line)
        self.setVisible(bool(files))
        if files:
            self.told.say(self.words.say("papers.passphrase-note"))
