"""Finding an item by the officer's own words, and going there (IN5)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.casework.view_models import LinesView
from screening.qt.frame.lines_page import LinesPage
from screening.qt.text import screen_reader
from screening.qt.text.label import Says
from screening.qt.widgets.fields import LineField


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
            screen_reader.say(self.field.edit, view.empty)

    def start(self) -> QWidget:
        return self.field.edit
