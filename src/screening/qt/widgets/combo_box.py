"""A list that opens over the page: Esc closes it, and the next Esc leads to the cover page as from everywhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel

from screening.casework.view_models import Choice
from screening.qt.style import fonts
from screening.qt.style.theme import Themed, active, wear_sheet
from screening.qt.text.text_layout import runs

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class ChoiceBox(Themed, QComboBox):
    """A list to choose one of, named for a screen reader.

    Open, it is a window of its own, and the system hands keys to that: the window's own keys never see Esc.
    """

    picked = Signal(str)

    def __init__(self, label: str, *, name: str = "") -> None:
        """``name`` is the object name."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.view().installEventFilter(self)
        wear_sheet(self)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.activated.connect(lambda at: self.picked.emit(str(self.itemData(at))))
        self.wear_active()

    def showEvent(self, event: QShowEvent) -> None:
        self._label()
        super().showEvent(event)

    def _label(self) -> None:
        """Be labelled by the text beside it that says its name; by one out of sight where none does.

        Outside Windows and macOS Qt takes what is chosen for the name of a list, and passes over the name given to it.
        """
        holder, name = self.parentWidget(), self.accessibleName()
        if holder is None or not name:
            return
        labels = [each for each in holder.children() if isinstance(each, QLabel)]
        if any(each.buddy() is self for each in labels):
            return
        label = next((each for each in labels if each.text() == name), None)
        if label is None:
            label = QLabel(name, holder)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.hide()
        label.setBuddy(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.KeyPress:
                self.hidePopup()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """With an arrow at its end: without one it looks like a field to type in."""
        super().paintEvent(event)
        theme, painter = active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("ink"), theme.size("edge"), c=Qt.PenCapStyle.RoundCap))
        half = theme.icon() * 0.3
        across = theme.gap(14) + half
        middle = QPointF(across if self.isRightToLeft() else self.width() - across, self.height() / 2 + half / 2)
        painter.drawPolyline([middle + QPointF(-half, -half), middle, middle + QPointF(half, -half)])

    def restyle(self) -> None:
        self.setMinimumHeight(active().size("target"))
        self._use_scripts()
        super().restyle()

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        self.clear()
        for each in choices:
            self.addItem(each.text, each.id)
        self.setCurrentIndex(next((at for at, each in enumerate(choices) if each.chosen), 0))
        self._use_scripts()

    def _use_scripts(self) -> None:
        """The fonts of what is written in the list, behind the Latin one."""
        texts = (self.itemText(at) for at in range(self.count()))
        written = dict.fromkeys(run.script for text in texts for run in runs(text, "en"))
        self.setFont(fonts.font(fonts.LATIN, active().type("body"), others=tuple(written)))

    def value(self) -> str:
        return str(self.currentData() or "")


class RowsChoiceBox(ChoiceBox):
    """A list on a page whose rows answer to figures: it keeps its letters and arrows from the window's keys."""

    def __init__(self, label: str, *, name: str = "") -> None:
        super().__init__(label, name=name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def _own(self, event: QKeyEvent) -> bool:
        free = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        return free and (event.key() in _ARROWS or event.text().isalpha())
