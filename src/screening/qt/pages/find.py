"""Finding an item by the officer's own words, and going there (IN5)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.views import LinesView
from screening.qt import speech
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
        """Show what was found; that nothing was is said to a screen reader as well."""
        super().show_view(view)
        if not view.lines:
            speech.say(self.field.edit, view.empty)

    def start(self) -> QWidget:
        return self.field.edit
