"""Unlocking the record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.errors import ScreeningError
from screening.qt.entry.front_page import FrontPage
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Flow
from screening.qt.widgets.fields import LineField, PassphraseField

REBUILDS = ("vault-missing", "vault-damaged", "vault-older")
"""Troubles after which the record can be brought back from its second file."""


class UnlockPage(FrontPage):
    """Asks for the passphrase; a wrong one changes nothing and is said so."""

    name = "unlock"
    unlock_pressed = Signal(str)
    rebuild_pressed = Signal(str)
    """Bring the record back from its second file, with this passphrase."""
    recover_pressed = Signal()
    """Open it with the organisation's recovery key."""
    employers_pressed = Signal()
    """The check for employers, for which no record is opened."""

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._tried = ""
        language = words.language
        self.rows.addStretch(1)
        self.rows.addWidget(ScriptText(words.say("page.unlock.title"), language, Role.TITLE, bold=True))
        self.field = PassphraseField(words, words.say("page.unlock.passphrase"), help=words.say("page.unlock.help"))
        self.field.edit.setObjectName("passphrase")
        self.field.edit.returnPressed.connect(self.unlock)
        self.rows.addWidget(self.field)
        self.rows.addWidget(self.trouble)
        row = self.buttons = Flow(gap=12)
        self.button = Button(words.say("page.unlock.unlock"), Look.MAIN, cap="Return", language=language)
        self.button.setObjectName("unlock")
        self.button.chosen.connect(self.unlock)
        row.add(self.button)
        self.rebuild = Button(words.say("page.unlock.rebuild"), Look.OTHER, language=language)
        self.rebuild.setObjectName("rebuild")
        self.rebuild.chosen.connect(lambda: self.rebuild_pressed.emit(self._tried))
        row.add(self.rebuild)
        self.rebuild.hide()
        self.recover = Button(words.say("page.recover.open"), Look.QUIET, language=language)
        self.recover.setObjectName("to-recover")
        self.recover.chosen.connect(self.recover_pressed)
        row.add(self.recover)
        self.employers = Button(words.say("page.employers.rail"), Look.QUIET, language=language)
        self.employers.setObjectName("to-employers")
        self.employers.chosen.connect(self.employers_pressed)
        row.add(self.employers)
        self.rows.addWidget(row)
        self.rows.addStretch(1)
        self.offline = IconText("tick", words.say("page.unlock.offline"), language, Role.SMALL, soft=True)
        self.rows.addWidget(self.offline)
        self.rows.addWidget(IconText("warning", words.say("page.unlock.lost"), language, Role.SMALL, soft=True))
        self.rows.addStretch(1)

    def tell_network(self) -> None:
        """This system could not be told to refuse the program a network: say so."""
        self.offline.set_text(self.words.say("page.unlock.offline-unguarded"))

    def begin(self) -> None:
        self.field.edit.setFocus()

    def unlock(self) -> None:
        """Ask to open the record with what was typed."""
        text = self.field.text()
        if text:
            self.show_doing(self.words.say("page.unlock.opening"), self.buttons)
            self.rebuild.hide()
            self._tried = text
            self.unlock_pressed.emit(text)

    def show_beforehand(self, trouble: ScreeningError) -> None:
        """Say before a passphrase is typed why none can open the record now; where there is none, ask for none."""
        if trouble.code == "folder-taken":
            for each in (self.field, self.button, self.recover):
                each.hide()
            self.employers.setFocus()
        self.show_trouble(trouble)

    def show_trouble(self, trouble: ScreeningError, field: LineField | None = None) -> None:
        super().show_trouble(trouble, field)
        self.field.set_text("")
        self.rebuild.setVisible(trouble.code in REBUILDS)
        self.field.edit.setFocus()
