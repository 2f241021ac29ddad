"""The referral form: who reads it, what stands in it and what does not, and where to save it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.views import PaperView
from screening.qt.inputs.buttons import Button, Look
from screening.qt.inputs.card import Card, Ground, Halves
from screening.qt.inputs.fields import LineField
from screening.qt.label import IconText, Says
from screening.qt.pages.page import Headed
from screening.qt.script_text import Role, ScriptText


class PapersPage(Headed):
    """Shows a PaperView; ``save_pressed`` carries the folder."""

    save_pressed = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.folder = LineField(words, words.say("page.papers.folder"), help=words.say("page.papers.folder-help"))
        self.folder.edit.setObjectName("folder")
        self.saved = IconText("tick", "", words.language, Role.BODY, bold=True)
        self.saved.hide()
        self.body: QWidget | None = None
        self.issued = ScriptText("", words.language, Role.SMALL, soft=True)
        self._built = False

    def show_view(self, view: PaperView) -> None:
        self.head_with(view.title, "")
        self.issued.set_text("  ".join(view.issued))
        if self._built:
            return
        self._built = True
        language = self.words.language
        sees = Card(Ground.SURFACE, pads=(20, 14), gap=6)
        sees.rows.addWidget(ScriptText(view.sees_title, language, Role.BODY, bold=True))
        for text in view.sees:
            sees.rows.addWidget(IconText("circle", text, language, Role.BODY, filled=True))
        sees.rows.addWidget(ScriptText(view.not_title, language, Role.BODY, bold=True))
        for text in view.sees_not:
            sees.rows.addWidget(IconText("bar", text, language, Role.BODY, filled=True))
        sees.rows.addStretch(1)
        save = Card(Ground.SURFACE, pads=(20, 14), gap=10)
        save.rows.addWidget(IconText("warning", view.printer_note, language, Role.SMALL))
        save.rows.addWidget(self.folder)
        row = QHBoxLayout()
        button = Button(self.words.say("page.papers.save"), Look.MAIN, cap="Ctrl+S", language=language)
        button.setObjectName("save-paper")
        button.chosen.connect(self.save)
        self.folder.edit.returnPressed.connect(self.save)
        row.addWidget(button)
        row.addStretch(1)
        save.rows.addLayout(row)
        save.rows.addWidget(self.saved)
        save.rows.addWidget(self.issued)
        save.rows.addStretch(1)
        self.rows.addWidget(Halves(sees, save), 1)

    def save(self) -> None:
        self.save_pressed.emit(self.folder.text())

    def show_saved(self, name: str) -> None:
        self.saved.set_text(self.words.say("page.papers.saved", name=name))
        self.saved.show()

    def start(self) -> QWidget:
        return self.folder.edit
