"""A column of lines that are spoken, of which one is open, and the line of a page that is in hand."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from screening.casework.interview.view_models import LineView
from screening.qt.questions.shared_line import LOW, SharedLine
from screening.qt.style.theme import active
from screening.qt.text.label import Says
from screening.qt.widgets.buttons import Button, Look, wired
from screening.qt.widgets.card import Stack

BOTH = 2
"""So many lines without answers stay open together where there is room."""


class SharedLines(Stack):
    """A column of lines, of which the one with the ring, or had it last, is open."""

    spoke = Signal(str)
    """It was said, or was not said after all: the line."""
    decided = Signal(str, str)
    """A line and its answer, "" for back to not asked."""
    played = Signal(tuple)
    hinted = Signal(str)
    turned = Signal()
    """Another line is open."""

    def __init__(self, words: Says, *, sounds: bool = True) -> None:
        super().__init__()
        self.words, self.sounds = words, sounds
        self.lines: dict[str, SharedLine] = {}
        self.open_line = ""
        behind = Button("", Look.QUIET, icon="tick", language=words.language)
        self.behind = wired(behind, "lines-said", self._unfold)
        """Stands for the lines before the open one that are done, where room is short; pressed, it shows them."""
        self._unfolded = False

    def show_lines(self, views: Iterable[LineView], tag: str) -> None:
        """Draw the lines; where other ones stand there, anew."""
        shown = {each.id: each for each in views}
        if shown.keys() != self.lines.keys():
            for line in self.lines.values():
                line.deleteLater()
            self.lines = {name: self._line(view, tag) for name, view in shown.items()}
            self.set_parts((self.behind, *self.lines.values()))
            self._unfolded = False
        for name, view in shown.items():
            self.lines[name].show_line(view)
        if self.open_line not in self.lines:
            self.open(self.waiting())

    def waiting(self) -> str:
        """The first line that waits; the last where none does."""
        return next((name for name, line in self.lines.items() if not line.picked), list(self.lines)[-1])

    def open(self, name: str) -> None:
        """Open a line and fold the others."""
        self.open_line = name
        little = active().compact or self.window().height() <= LOW
        whole = not little and len(self.lines) <= BOTH and not any(line.buttons for line in self.lines.values())
        for each, line in self.lines.items():
            line.set_open(whole or each == name)
            line.fold_statement()
        self._fold(little)
        self.settle()
        self.turned.emit()

    def _fold(self, little: bool) -> None:
        """One row for what is done, so that the open line is in view; the ring has left what was done last."""
        before = [*self.lines.values()][: [*self.lines].index(self.open_line)]
        done = [line for line in before if line.picked]
        folded = little and len(done) >= BOTH and not self._unfolded
        for line in self.lines.values():
            line.setVisible(not folded or line not in done)
        self.behind.set_words(self.words.say_count("line.behind", len(done)))
        self.behind.setVisible(folded)

    def _unfold(self) -> None:
        self._unfolded = True
        first = next(iter(self.lines.values()))
        self.open(self.open_line)
        first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """How many stay open depends on the window that it is shown in."""
        self.open(self.open_line)
        super().showEvent(event)

    @property
    def ringed(self) -> SharedLine:
        """The line that is open."""
        return self.lines[self.open_line]

    def _line(self, view: LineView, tag: str) -> SharedLine:
        line = SharedLine(self.words, view, tag, sounds=self.sounds)
        line.spoke.connect(lambda: self.spoke.emit(view.id))
        line.chosen.connect(lambda value: self.decided.emit(view.id, value))
        line.emptied.connect(lambda: self.decided.emit(view.id, ""))
        line.came.connect(lambda: self.open(view.id))
        line.played.connect(self.played)
        line.hinted.connect(self.hinted)
        return line


def line_in_hand(page: QWidget | None) -> SharedLine | None:
    """Return the open line of the column that has the keyboard, else of the first one in sight; None where none is."""
    columns = [each for each in page.findChildren(SharedLines) if each.isVisibleTo(page)] if page is not None else []
    focused = QApplication.focusWidget()
    held = [each for each in columns if focused is not None and each.isAncestorOf(focused)]
    return next((each.ringed for each in held + columns), None)


def lines_beside(line: SharedLine) -> tuple[SharedLine, ...]:
    """Return the lines of the column that a line stands in, in their order."""
    column = line.parentWidget()
    while column is not None and not isinstance(column, SharedLines):
        column = column.parentWidget()
    return (line,) if column is None else tuple(column.lines.values())
