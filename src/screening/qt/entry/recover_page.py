"""A record opened with the organisation's recovery key, under a new passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.errors import BadInput, ScreeningError
from screening.qt.entry.copy_choice import CopyChoices
from screening.qt.entry.front_page import FrontPage
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.fields import LineField, PassphraseField
from screening.qt.widgets.path_field import PathField
from screening.store import passphrase_trouble
from screening.wording.catalogue.translations import Words


class RecoverPage(FrontPage):
    """Asks for the file with the secret half and a new passphrase; for the copy where no record stands here.

    ``wanted`` carries the copy ("" for the record here), the file and the passphrase.
    """

    name = "recover"
    wanted = Signal(str, str, str)
    back_pressed = Signal()

    def __init__(self, words: Words, drawn: str, *, from_copy: bool, parent: QWidget | None = None) -> None:
        """``drawn`` are five words drawn for a passphrase; ``from_copy`` asks where the copy is."""
        super().__init__(words, parent)
        say, language = words.say, words.language
        self.rows.addWidget(ScriptText(say("page.recover.title"), language, Role.TITLE, bold=True))
        self.rows.addWidget(ScriptText(say("page.recover.lead"), language, Role.BODY, soft=True))
        self.rows.addWidget(self.trouble)
        self.choices = CopyChoices(words)
        self.choices.chosen.connect(self.hand_over)
        self.rows.addWidget(self.choices)
        self.copy = PathField(words, say("page.recover.copy"), help=say("page.recover.copy-help"))
        self.copy.edit.setObjectName("copy-folder")
        self.file = PathField(words, say("page.recover.file"), help=say("page.recover.file-help"), file=True)
        self.file.edit.setObjectName("recovery-file")
        self.new = PassphraseField(words, say("page.recover.new"))
        self.new.edit.setObjectName("new-passphrase")
        self.again = PassphraseField(words, say("page.recover.again"))
        self.again.edit.setObjectName("new-again")
        self.again.edit.returnPressed.connect(lambda: self.hand_over())
        self.rows.addWidget(self.copy)
        # Only now: shown without a place it would be a window of its own, and take the keyboard with it.
        self.copy.setVisible(from_copy)
        self.rows.addWidget(self.file)
        if drawn:
            self.rows.addWidget(ScriptText(say("page.recover.drawn", words=drawn), language, Role.BODY))
        self.rows.addWidget(self.new)
        self.rows.addWidget(self.again)
        row = self.buttons = QHBoxLayout()
        go = Button(say("page.recover.act"), Look.MAIN, cap="Return", language=language)
        go.setObjectName("recover")
        go.chosen.connect(lambda: self.hand_over())
        back = Button(say("page.recover.back"), Look.OTHER, language=language)
        back.setObjectName("recover-back")
        back.chosen.connect(self.back_pressed)
        row.addWidget(go)
        row.addWidget(back)
        row.addStretch(1)
        self.rows.addLayout(row)
        self.rows.addStretch(1)
        self._from_copy = from_copy

    def begin(self) -> None:
        (self.copy if self._from_copy else self.file).edit.setFocus()

    def hand_over(self, copy: str = "") -> None:
        """Hand over what was typed, when it will do; with the ``copy`` that was chosen where several open."""
        if not self.file.text().strip():
            self.show_trouble(BadInput("recovery-unreadable"), self.file)
        elif self.new.text() != self.again.text():
            self._ask_again("passphrases-differ")
        elif trouble := passphrase_trouble(self.new.text()):
            self._ask_again(trouble)
        else:
            self.show_doing(self.words.say("page.recover.working"), self.buttons)
            self.wanted.emit(copy or self.copy.text().strip(), self.file.text().strip(), self.new.text())

    def _ask_again(self, code: str) -> None:
        """Say what is wrong with the new passphrase, and begin both of its fields anew."""
        for field in (self.new, self.again):
            field.set_text("")
        self.show_trouble(BadInput(code), self.new)

    def show_trouble(self, trouble: ScreeningError, field: LineField | None = None) -> None:
        super().show_trouble(trouble, field)
        if not self.choices.offer(trouble) and field is None:
            self.file.edit.setFocus()
