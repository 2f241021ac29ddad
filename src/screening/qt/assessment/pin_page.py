"""In place of a page that shows a result: the officer's PIN comes first (JU15). Nothing of the case is on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from screening.qt.frame.page import Headed
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.fields import PassphraseField


class PinPage(Headed):
    """``given`` carries what was typed. A wrong one is cleared and says nothing, as on the cover page."""

    given = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.head_with(words.say("page.pin.title"), words.say("page.pin.lead"))
        self.field = PassphraseField(words, words.say("page.pin.field"), help=words.say("page.pin.help"))
        self.field.edit.setObjectName("pin")
        self.field.entered.connect(self.give)
        self.open = Button(words.say("page.pin.open"), Look.MAIN, language=words.language)
        self.open.setObjectName("pin-open")
        self.open.chosen.connect(self.give)
        self.rows.addWidget(self.field)
        self.rows.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addWidget(IconText("eye", words.say("page.pin.why"), words.language, Role.SMALL, soft=True))
        self.rows.addStretch(1)

    def start(self) -> QWidget:
        return self.field.edit

    def advance(self) -> bool:
        """Next hands the PIN over."""
        self.give()
        return True

    def give(self) -> None:
        """Hand over what was typed."""
        typed = self.field.text()
        self.field.hide_text()
        self.given.emit(typed)
