"""The cover page (GA6, GA7): a true, ordinary housing list; the way back looks like part of its foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from screening.qt.corner import FieldEnd
from screening.qt.inputs.checks import CheckLine
from screening.qt.label import Says
from screening.qt.script_text import Role, ScriptText
from screening.qt.theme import Themed, active, see_through, wear_sheet
from screening.wording.catalogs import Words

LINES = ("beds", "space", "water", "toilets", "kitchen", "light", "exits", "fire", "first-aid", "waste")
LONGEST = 400


class CoverPage(Themed, QWidget):
    """Nothing of a case is in it. ``returned`` carries what stands in the field of the foot."""

    returned = Signal(str)

    def __init__(self, words: Says | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QScrollArea.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        wear_sheet(self._list.verticalScrollBar())
        self._whole.addWidget(self._list, 1)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.NoEcho)
        self.field.setFrame(False)
        self.field.setProperty("bare", True)
        wear_sheet(self.field)
        self.field.setMaxLength(LONGEST)
        self.field.setMaximumWidth(120)
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        hints = Qt.InputMethodHint
        self.field.setInputMethodHints(hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText)
        self.field.returnPressed.connect(self._typed)
        self._page = ScriptText("", "en", Role.SMALL, soft=True, wraps=False)
        foot = QHBoxLayout()
        foot.setContentsMargins(48, 8, 48, 16)
        foot.addWidget(self._page)
        self.end = FieldEnd("")
        self.end.clicked.connect(self._typed)
        foot.addWidget(self.field)
        foot.addWidget(self.end)
        foot.addStretch(1)
        self._whole.addLayout(foot)
        self.speak(words or Words("en"))
        self.wear_active()

    def speak(self, words: Says) -> None:
        """Set the list in the officer's language."""
        self.words = words
        say, language = words.say, words.language
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(48, 32, 48, 16)
        rows.addWidget(ScriptText(say("cover.title"), language, Role.TITLE, bold=True))
        rows.addWidget(ScriptText(say("cover.lead"), language, Role.BODY, soft=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(48)
        self._grid.setVerticalSpacing(12)
        self._lines = [CheckLine(say(f"cover.line.{name}"), language) for name in LINES]
        rows.addLayout(self._grid)
        rows.addStretch(1)
        self._columns = 0
        self._arrange()
        self._list.setWidget(body)
        see_through(self._list)
        self._page.set_text(say("cover.page"), language)
        for part in (self.field, self.end):
            part.setAccessibleName(say("cover.page"))

    def restyle(self) -> None:
        super().restyle()
        self._arrange()

    def _arrange(self) -> None:
        """Two columns; one where the text is large."""
        columns = 1 if active().compact else 2
        if columns != self._columns:
            self._columns = columns
            deep = -(-len(self._lines) // columns)
            for place, line in enumerate(self._lines):
                self._grid.addWidget(line, place % deep, place // deep)

    def begin(self) -> None:
        """Empty the field and put the caret there."""
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Letters and figures are text here: no key of the window takes them first."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_text(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed while a line of the list has the focus goes into the foot."""
        if _is_text(event):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.insert(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._typed()

    def _typed(self) -> None:
        text = self.field.text()
        self.field.clear()
        self.returned.emit(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("paper"))


def _is_text(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return plain and bool(event.text()) and event.text().isprintable()
