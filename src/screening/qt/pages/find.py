"""Finding an item by any of its words, and going there (IN5)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.views import LinesView
from screening.qt.inputs.fields import LineField
from screening.qt.label import Says
from screening.qt.pages.lines import LinesPage


class FindPage(LinesPage):
    """A LinesPage with a field above it; ``wanted`` carries what is looked for."""

    wanted = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.field = LineField(words, words.say("page.find.label"), longest=120)
        self.field.edit.setObjectName("find")
        self.field.typed.connect(self.wanted)
        self.rows.addWidget(self.field)

    def show_view(self, view: LinesView) -> None:
        super().show_view(view)

    def start(self) -> QWidget:
        return self.field.edit
