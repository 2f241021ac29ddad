"""A record brought back from a copy, on a computer that has none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.errors import ScreeningError
from screening.qt.entry.copy_choice import CopyChoices
from screening.qt.entry.front_page import FrontPage
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.fields import LineField, PassphraseField
from screening.qt.widgets.path_field import PathField
from screening.wording.catalogue.translations import Words


class RestorePage(FrontPage):
    """Asks where the copy is and for its passphrase."""

    name = "restore"
    wanted = Signal(str, str)
    back_pressed = Signal()
    recover_pressed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        say, language = words.say, words.language
        self.rows.addWidget(ScriptText(say("page.restore.title"), language, Role.TITLE, bold=True))
        self.rows.addWidget(ScriptText(say("page.restore.lead"), language, Role.BODY, soft=True))
        self.rows.addWidget(self.trouble)
        self.choices = CopyChoices(words)
        self.choices.chosen.connect(self.hand_over)
        self.rows.addWidget(self.choices)
        self.folder = PathField(words, say("page.restore.folder"), help=say("page.restore.folder-help"))
        self.folder.edit.setObjectName("copy-folder")
        self.passphrase = PassphraseField(words, say("page.restore.passphrase"))
        self.passphrase.edit.setObjectName("passphrase")
        self.passphrase.edit.returnPressed.connect(lambda: self.hand_over())
        self.rows.addWidget(self.folder)
        self.rows.addWidget(self.passphrase)
        row = self.buttons = QHBoxLayout()
        go = Button(say("page.restore.restore"), Look.MAIN, cap="Return", language=language)
        go.setObjectName("restore")
        go.chosen.connect(lambda: self.hand_over())
        back = Button(say("page.restore.back"), Look.OTHER, language=language)
        back.setObjectName("restore-back")
        back.chosen.connect(self.back_pressed)
        row.addWidget(go)
        row.addWidget(back)
        row.addStretch(1)
        self.rows.addLayout(row)
        line = QHBoxLayout()
        recover = Button(say("page.recover.open"), Look.QUIET, language=language)
        recover.setObjectName("to-recover")
        recover.chosen.connect(self.recover_pressed)
        line.addWidget(recover)
        line.addStretch(1)
        self.rows.addLayout(line)
        self.rows.addStretch(1)

    def begin(self) -> None:
        self.folder.edit.setFocus()

    def hand_over(self, copy: str = "") -> None:
        """Hand over what was typed, with the ``copy`` that was chosen in place of a folder that holds several."""
        copy = copy or self.folder.text().strip()
        if copy and self.passphrase.text():
            self.show_doing(self.words.say("page.restore.working"), self.buttons)
            self.wanted.emit(copy, self.passphrase.text())

    def show_trouble(self, trouble: ScreeningError, field: LineField | None = None) -> None:
        super().show_trouble(trouble, field)
        self.choices.offer(trouble)
