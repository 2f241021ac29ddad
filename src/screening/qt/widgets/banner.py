"""Banners that inform, state or must not be missed, and the line that says what was done. None vanishes by time."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.qt.style.theme import Themed, active
from screening.qt.text.label import IconText
from screening.qt.text.painting import box
from screening.qt.text.text_label import Role


class BannerKind(StrEnum):
    """``note`` informs, ``statement`` says what holds, ``strong`` must not be missed."""

    NOTE = "note"
    STATEMENT = "statement"
    STRONG = "strong"


class Banner(Themed, QWidget):
    """An icon, a bold beginning, a sentence."""

    def __init__(self, kind: BannerKind, lead: str, text: str = "", language: str = "en") -> None:
        super().__init__()
        self.kind = kind
        shape = {BannerKind.NOTE: "warning", BannerKind.STATEMENT: "tick", BannerKind.STRONG: "cross"}[kind]
        color = "on_strong" if kind is BannerKind.STRONG else "ink"
        self.text = IconText(shape, text, language, color=color, lead=lead)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        self.wear_active()

    def say(self, lead: str, text: str = "") -> None:
        self.text.set_text(text, lead=lead)

    def restyle(self) -> None:
        theme = active()
        start = theme.gap(16) + (theme.size("marker") if self.kind is not BannerKind.STRONG else 0)
        self._row.setContentsMargins(start, theme.gap(8), theme.gap(16), theme.gap(8))
        self._row.setSpacing(theme.gap(16))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_banner(QPainter(self), QRectF(self.rect()), self.kind, mirrored=self.isRightToLeft())


def paint_banner(painter: QPainter, rect: QRectF, kind: BannerKind, *, mirrored: bool) -> None:
    """The ground of a banner, with its bar at the start."""
    theme = active()
    fill, edge = {
        BannerKind.NOTE: ("note", "note_edge"),
        BannerKind.STATEMENT: ("accent_soft", "accent"),
        BannerKind.STRONG: ("strong", ""),
    }[kind]
    box(painter, rect, fill=theme.color(fill))
    if edge:
        width = theme.size("marker")
        left = rect.right() - width if mirrored else rect.x()
        painter.fillRect(QRectF(left, rect.y(), width, rect.height()), theme.color(edge))


class DoneLine(IconText):
    """A tick and one sentence, hidden until it says something."""

    said = Signal()
    """What was asked for is done: a refusal of it before holds no more."""

    def __init__(self, language: str) -> None:
        super().__init__("tick", "", language, Role.BODY, bold=True)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence in place of the one before."""
        self.set_text(text)
        self.show()
        self.said.emit()
