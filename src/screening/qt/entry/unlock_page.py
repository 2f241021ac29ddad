"""Unlocking the record."""

from __future__ import annotations

from PySide6.QtCore import Signal

from screening.errors import ScreeningError
from screening.qt.entry.front_page import FrontPage
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Look, text_button
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

    def __init__(self, words: Says) -> None:
        super().__init__(words)
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
        self.button = text_button(words, "page.unlock.unlock", "unlock", self.unlock, Look.MAIN, cap="Return")
        self.rebuild = text_button(words, "page.unlock.rebuild", "rebuild", self._rebuild)
        self.recover = text_button(words, "page.recover.open", "to-recover", self.recover_pressed, Look.QUIET)
        self.employers = text_button(words, "page.employers.rail", "to-employers", self.employers_pressed, Look.QUIET)
        for button in (self.button, self.rebuild, self.recover, self.employers):
            row.add(button)
        self.rebuild.hide()
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

    def _rebuild(self) -> None:
        self.rebuild_pressed.emit(self._tried)

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
