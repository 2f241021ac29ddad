"""The cover page's target, in the bottom left corner of pages that have no bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from screening.qt.style import icons
from screening.qt.style.theme import Themed, active, unpadded
from screening.qt.text.label import Says
from screening.qt.widgets.pressing import PressedByReturn


class CornerButton(PressedByReturn, Themed, QPushButton):
    """The cover page, in its corner as on every page; with a shape and a name of its own another way out."""

    def __init__(
        self, words: Says, parent: QWidget | None = None, *, icon: str = "folded_sheet", name: str = ""
    ) -> None:
        super().__init__(parent)
        self.icon_name = icon
        self.setAccessibleName(name or words.say("shell.cover"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.wear_active()

    def ring_rect(self) -> QRectF:
        """The ring lies inside it: outside it would be cut off by the window."""
        inset = active().size("ring") + active().size("gap") + 1
        return QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, rect = active(), QPainter(self), QRectF(self.rect())
        painter.fillRect(rect, theme.color("accent_soft" if self.isDown() else "sunk"))
        page = self.parentWidget()
        inner = rect.right() - 1 if page is None or 2 * self.x() < page.width() else 0
        painter.fillRect(QRectF(inner, 0, 2, rect.height()), theme.color("edge"))
        side = min(rect.height(), rect.width()) * 0.36
        area = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        icons.paint(painter, self.icon_name, area, theme.color("ink"))


class FieldEnd(Themed, QPushButton):
    """A plain arrow at the end of a field in a foot, for a hand that has no Return key. It takes no focus from it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.wear_active()

    def restyle(self) -> None:
        side = active().size("target")
        self.setFixedSize(side, side)
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self.height() * 0.32
        area = QRectF(self.rect().center().x() - side / 2, self.rect().center().y() - side / 2, side, side)
        icons.paint(QPainter(self), "arrow", area, active().color("ink_soft"))


class CornerFoot(Themed, QWidget):
    """A foot with the target, and at its other end what a page adds."""

    pressed = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.button = CornerButton(words, self)
        self.button.setObjectName("cover-corner")
        self.button.clicked.connect(self.pressed)
        self.row = unpadded(QHBoxLayout(self))
        self.row.addWidget(self.button)
        self.row.addStretch(1)
        self.wear_active()

    def add(self, widget: QWidget) -> None:
        """Put something at the other end of the foot."""
        self.row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addSpacing(active().gap(48))

    def restyle(self) -> None:
        self.button.setFixedSize(active().size("cover_w"), active().size("bar"))
        super().restyle()
