"""What the reading is drawn with: the three element cards and the five explanations side by side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from screening.casework.views import BandView, ElementView
from screening.qt.icons import HOW_ICON
from screening.qt.inputs.card import Card, Ground
from screening.qt.label import IconText
from screening.qt.painting import box
from screening.qt.script_text import Role, ScriptText, SetText, spoken
from screening.qt.theme import Themed, active

STATE_ICON = {
    "shown": ("circle", True),
    "indicated": ("partly", False),
    "not_shown": ("square", False),
    "not_asked": ("ring", False),
    "not_needed": ("bar", False),
}
COLUMNS = 4


class ElementCard(Card):
    """Act, means or purpose: its state as shape and word, each fact with how it came, what speaks against."""

    def __init__(
        self,
        view: ElementView,
        language: str,
        *,
        most: int,
        more: Callable[[int], str],
        parent: QWidget | None = None,
    ) -> None:
        """At most ``most`` facts are drawn; ``more`` says how many there are besides."""
        super().__init__(Ground.SURFACE, pads=(16, 8), gap=2, parent=parent)
        head = QHBoxLayout()
        head.setSpacing(active().gap(8))
        head.addWidget(ScriptText(view.title, language, Role.BODY, bold=True, wraps=False))
        head.addWidget(ScriptText(view.term, language, Role.SMALL, soft=True, wraps=False))
        head.addStretch(1)
        icon, filled = STATE_ICON[view.state]
        head.addWidget(IconText(icon, view.state_word, language, Role.BODY, filled=filled, bold=True))
        self.rows.addLayout(head)
        for line in view.lines[:most]:
            row = QHBoxLayout()
            row.setSpacing(active().gap(8))
            row.addWidget(ScriptText(line.text, language, Role.SMALL), 1)
            how = IconText(HOW_ICON[line.how], line.how_word, language, Role.SMALL, soft=True, wraps=False)
            row.addWidget(how, 0, Qt.AlignmentFlag.AlignTop)
            self.rows.addLayout(row)
        if len(view.lines) > most:
            self.rows.addWidget(ScriptText(more(len(view.lines) - most), language, Role.SMALL, soft=True))
        self.rows.addStretch(1)
        self.rows.addWidget(ScriptText(view.against, language, Role.SMALL, soft=True))
        told = "; ".join(f"{line.text}, {line.how_word}" for line in view.lines)
        self.setAccessibleName(spoken(f"{view.title}: {view.state_word}. {told}. {view.against}"))


class BandRow(Themed, QWidget):
    """One explanation: a box from its low to its high reading and a bar at the best, on four even columns."""

    def __init__(self, view: BandView, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.language = view, language
        self.setAccessibleName(spoken(view.spoken))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def sizeHint(self) -> QSize:
        return QSize(active().target(640), max(active().target(29), int(self._text(self.view.title).height) + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().target(420), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        left, wide = columns(self.width())
        middle = self.height() / 2
        title, words = self._text(self.view.title), self._text(self.view.words)
        title.draw(painter, 0, middle - title.height / 2, theme.color("ink"))
        words.draw(painter, left + COLUMNS * wide + theme.gap(16), middle - words.height / 2, theme.color("ink"))
        line = theme.color("line")
        for number in range(COLUMNS + 1):
            painter.fillRect(QRectF(round(left + number * wide), 0, 1, self.height()), line)
        painter.fillRect(QRectF(0, self.height() - 1, left + COLUMNS * wide, 1), line)
        tall = theme.target(14)
        if self.view.low is None or self.view.high is None or self.view.best is None:
            rect = QRectF(left, middle - tall / 2 - 2, COLUMNS * wide, tall + 4)
            box(painter, rect, edge=theme.color("edge"), width=theme.size("edge"), dashed=True)
            return
        low, high = left + self.view.low * wide, left + self.view.high * wide
        rect = QRectF(low, middle - tall / 2, max(theme.target(10), high - low), tall)
        box(painter, rect, fill=theme.color("accent_soft"), edge=theme.color("accent"), width=theme.size("edge"))
        best = left + self.view.best * wide
        bar = QRectF(best - theme.target(4), middle - tall, theme.target(8), 2 * tall)
        painter.fillRect(bar, theme.color("accent"))

    def _text(self, text: str) -> SetText:
        return SetText(text, self.language, active().type(Role.SMALL))


class BandChart(QWidget):
    """All five explanations in their fixed order, with the words of the columns above."""

    def __init__(
        self, bands: tuple[BandView, ...], words: tuple[str, ...], language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(BandHead(words, language))
        self.rows = [BandRow(each, language) for each in bands]
        for row in self.rows:
            rows.addWidget(row)


class BandHead(Themed, QWidget):
    """The words of the columns."""

    def __init__(self, words: tuple[str, ...], language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.language = words, language
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def sizeHint(self) -> QSize:
        return QSize(active().target(640), active().target(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, wide = columns(self.width())
        for number, word in enumerate(self.words):
            text = SetText(word, self.language, active().type(Role.SMALL))
            x = left + number * wide + (wide - text.width) / 2
            text.draw(painter, x, self.height() - text.height, active().color("ink_soft"))


def columns(width: int) -> tuple[float, float]:
    """Where the columns begin and how wide each is, in a row of this width."""
    left = min(active().target(176), width * 0.28)
    words = min(active().target(176), width * 0.28)
    return left, (width - left - words) / COLUMNS


__all__ = ["BandChart", "BandRow", "ElementCard"]
