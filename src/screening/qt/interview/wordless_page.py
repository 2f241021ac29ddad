"""No shared language (LA17): large drawn signs to point at, by finger, mouse or keys. No reading is needed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from screening.casework.view_models import Choice
from screening.qt.frame.page import Headed, stacked
from screening.qt.style import icons
from screening.qt.style.theme import Themed, active, person_target
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, wired
from screening.qt.widgets.card import EvenGrid
from screening.qt.widgets.pressing import Steady

SIDE = 112
"""Pixels at 100 %."""


class SignButton(Themed, QPushButton):
    """One drawn sign; pressed again it is taken back. Chosen it has a thick frame and a tick."""

    def __init__(self, sign: str, name: str) -> None:
        super().__init__()
        self.sign = sign
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setObjectName(f"need-{sign}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def sizeHint(self) -> QSize:
        side = max(active().gap(SIDE), person_target(self))
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, rect = active(), QPainter(self), QRectF(self.rect())
        painter.fillRect(rect, theme.color("accent_soft" if self.isChecked() else "person"))
        width = 4 if self.isChecked() else 1
        painter.setPen(QPen(theme.color("ink" if self.isChecked() else "edge"), width))
        painter.drawRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        side = rect.height() * 0.6
        area = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        icons.paint(painter, f"need-{self.sign}", area, theme.color("ink"))
        if self.isChecked():
            small = rect.height() * 0.2
            icons.paint(painter, "tick", QRectF(rect.right() - small - 10, 10, small, small), theme.color("ink"))


class WordlessPage(Headed):
    """Shows the signs; ``pointed`` carries the sign."""

    pointed = Signal(str)
    done = Signal()

    def __init__(self, words: Says, note: str = "", done: str = "") -> None:
        """``note`` stands below the signs, ``done`` on the button that ends it; "" for those of an interview."""
        super().__init__(words)
        self.note, self.done_text = note or words.say("page.wordless.note"), done or words.say("page.wordless.done")
        self.signs: dict[str, SignButton] = {}
        self._steady = Steady()

    def show_signs(self, signs: tuple[Choice, ...]) -> None:
        """Show each sign, and whether it was pointed at."""
        self.head_with(self.words.say("page.wordless.title"), self.words.say("page.wordless.lead"))
        if not self.signs:
            self._build(signs)
        for each in signs:
            self.signs[each.id].setChecked(each.chosen)

    def start(self) -> QWidget:
        return next(iter(self.signs.values()), self.title)

    def _build(self, signs: tuple[Choice, ...]) -> None:
        language = self.words.language
        grid = EvenGrid((5, 3, 2), gap=16)
        for each in signs:
            button = SignButton(each.id, each.text)
            button.clicked.connect(lambda _on, sign=each.id: self._pressed(sign))
            self.signs[each.id] = button
            grid.add(stacked(button, ScriptText(each.text, language, Role.SMALL, soft=True)))
        self.rows.addWidget(grid)
        self.rows.addWidget(ScriptText(self.note, language, Role.BODY))
        done = Button(self.done_text, Look.MAIN, language=language)
        self.rows.addWidget(wired(done, "wordless-done", self.done), 0, Qt.AlignmentFlag.AlignLeft)
        self.rows.addStretch(1)

    def _pressed(self, sign: str) -> None:
        """What is drawn is what is on disk: the view fills it."""
        self.signs[sign].setChecked(not self.signs[sign].isChecked())
        if not self._steady.doubled(sign):
            self.pointed.emit(sign)
