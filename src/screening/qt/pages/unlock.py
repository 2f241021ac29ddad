"""Unlocking the record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.errors import ScreeningError
from screening.qt.inputs.buttons import Button, Look
from screening.qt.inputs.fields import PassphraseField
from screening.qt.label import IconText, Says
from screening.qt.pages.front import FrontPage
from screening.qt.script_text import Role, ScriptText


class UnlockPage(FrontPage):
    """Asks for the passphrase; a wrong one changes nothing and is said so."""

    unlock_pressed = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        language = words.language
        self.rows.addStretch(1)
        self.rows.addWidget(ScriptText(words.say("page.unlock.title"), language, Role.TITLE, bold=True))
        self.field = PassphraseField(words, words.say("page.unlock.passphrase"), help=words.say("page.unlock.help"))
        self.field.edit.setObjectName("passphrase")
        self.field.edit.returnPressed.connect(self.unlock)
        self.rows.addWidget(self.field)
        self.rows.addWidget(self.trouble)
        row = QHBoxLayout()
        self.button = Button(words.say("page.unlock.unlock"), Look.MAIN, cap="Return", language=language)
        self.button.setObjectName("unlock")
        self.button.chosen.connect(self.unlock)
        row.addWidget(self.button)
        row.addStretch(1)
        self.rows.addLayout(row)
        self.rows.addStretch(1)
        self.rows.addWidget(IconText("tick", words.say("page.unlock.offline"), language, Role.SMALL, soft=True))
        self.rows.addWidget(IconText("warning", words.say("page.unlock.lost"), language, Role.SMALL, soft=True))
        self.rows.addStretch(1)

    def begin(self) -> None:
        self.field.edit.setFocus()

    def unlock(self) -> None:
        text = self.field.text()
        if text:
            self.trouble.set_text(self.words.say("page.unlock.opening"))
            self.trouble.show()
            self.unlock_pressed.emit(text)

    def show_trouble(self, trouble: ScreeningError) -> None:
        super().show_trouble(trouble)
        self.field.set_text("")
        self.field.edit.setFocus()
