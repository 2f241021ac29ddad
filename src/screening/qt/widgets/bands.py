"""How far each explanation goes: five rows in one ink, words first, no figures."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from screening.casework.view_models import BandView
from screening.qt.style.theme import FitsHeight, Themed, active
from screening.qt.text.painting import box
from screening.qt.text.text_label import WIDEST, Align, SetText, spoken


class BandRow(FitsHeight, QLabel):
    """One row: the title, the box from the low to the high reading, the bar of the best, the words that repeat it."""

    def __init__(self, band: BandView, columns: int, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.band, self.columns, self.language = band, columns, language
        self.fit_policy(QSizePolicy.Policy.Expanding)
        name = spoken(band.spoken)
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.wear_active()

    def heightForWidth(self, width: int) -> int:
        title, words = self._texts(width)
        if self._stacked(width):
            return int(title.height + words.height) + self._chart_height() + active().gap(8)
        return max(self._chart_height(), int(title.height), int(words.height)) + active().gap(4)

    def sizeHint(self) -> QSize:
        return QSize(active().gap(640), self.heightForWidth(active().gap(640)))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(240), self._chart_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        title, words = self._texts(self.width())
        ink = theme.color("ink")
        middle = (self.height() - 1) / 2
        if self._stacked(self.width()):
            title.draw(painter, 0, 0, ink)
            chart = QRectF(0, title.height, self.width(), self._chart_height())
            words.draw(painter, 0, title.height + chart.height(), ink)
        else:
            left, wide = chart_span(self.width())
            title.draw(painter, self._at(0, title.available), middle - title.height / 2, ink)
            start = left + wide + theme.gap(16)
            words.draw(painter, self._at(start, words.available), middle - words.height / 2, ink)
            chart = QRectF(self._at(left, wide), 0, wide, self.height() - 1)
        self._paint_chart(painter, chart)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))

    def _paint_chart(self, painter: QPainter, chart: QRectF) -> None:
        theme, band = active(), self.band
        line, edge = theme.color("line"), theme.size("edge")
        step = chart.width() / self.columns
        for number in range(self.columns + 1):
            painter.fillRect(QRectF(round(chart.x() + number * step), chart.y(), 1, chart.height()), line)
        tall = theme.target(20 if band.best is None else 14)
        top = chart.center().y() - tall / 2
        if band.low is None or band.high is None or band.best is None:
            rect = QRectF(chart.x(), top, chart.width(), tall)
            box(painter, rect, edge=theme.color("edge"), width=edge, radius=0, dashed=True)
            return
        low, high, best = (each / self.columns for each in (band.low, band.high, band.best))
        rect = QRectF(self._across(chart, low, high - low).x(), top, max(8.0, (high - low) * chart.width()), tall)
        box(painter, rect, fill=theme.color("accent_soft"), edge=theme.color("accent"), width=edge, radius=2)
        middle = self._across(chart, best, 0.0).x()
        bar = theme.target(24)
        painter.fillRect(QRectF(round(middle - 4), chart.center().y() - bar / 2, 8, bar), theme.color("accent"))

    def _across(self, chart: QRectF, low: float, span: float) -> QRectF:
        start = 1 - low - span if self.isRightToLeft() else low
        return QRectF(chart.x() + start * chart.width(), chart.y(), span * chart.width(), chart.height())

    def _at(self, left: float, width: float) -> float:
        return self.width() - left - width if self.isRightToLeft() else left

    def _texts(self, width: int) -> tuple[SetText, SetText]:
        pixels = round(active().type("body") * 16 / 17)
        if self._stacked(width):
            whole = float(width)
            return (
                SetText(self.band.title, self.language, pixels, bold=True, width=whole),
                SetText(self.band.words, self.language, pixels, width=whole),
            )
        left, wide = chart_span(width)
        rest = width - left - wide - active().gap(16)
        return (
            SetText(self.band.title, self.language, pixels, width=float(max(1, left - active().gap(8)))),
            SetText(self.band.words, self.language, pixels, width=float(max(1, rest))),
        )

    @staticmethod
    def _stacked(width: int) -> bool:
        return stacked(width)

    @staticmethod
    def _chart_height() -> int:
        return active().target(32)


def stacked(width: int) -> bool:
    """Whether words and chart stand under each other."""
    return width < active().type("body") * 32


def chart_span(width: int) -> tuple[int, int]:
    """Where the columns begin and how wide they are together."""
    return round(width * 0.255), round(width * 0.488)


class BandHead(Themed, QLabel):
    """The names of the columns over the chart."""

    def __init__(self, columns: Sequence[str], language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns, self.language = tuple(columns), language
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken(", ".join(columns)))
        self.wear_active()

    def sizeHint(self) -> QSize:
        return QSize(active().gap(640), int(max(text.height for text in self._texts())))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, wide = (0, self.width()) if stacked(self.width()) else chart_span(self.width())
        step = wide / len(self.columns)
        for number, text in enumerate(self._texts()):
            at = left + number * step + (step - text.width) / 2
            x = self.width() - at - text.width if self.isRightToLeft() else at
            text.draw(painter, x, self.height() - text.height, active().color("ink_soft"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _step(self) -> float:
        wide = self.width() if stacked(self.width()) else chart_span(self.width())[1]
        return wide / len(self.columns)

    def _texts(self) -> list[SetText]:
        """Each name on one line where its column has the room, else on as many as it needs: names never overlap.

        All are set smaller, down to three quarters, before a word is broken.
        """
        pixels = active().type("small") * (0.8 if active().scale >= 200 else 1)
        room = max(1.0, self._step() - active().gap(4))
        words = [word for name in self.columns for word in name.split()]
        widest = max(SetText(word, self.language, pixels, align=Align.LEFT, width=WIDEST).width for word in words)
        if widest > room:
            pixels = math.floor(pixels * max(0.75, (room - 1) / widest))
        texts = [SetText(name, self.language, pixels, align=Align.LEFT, width=WIDEST) for name in self.columns]
        return [
            text if text.width <= room else SetText(name, self.language, pixels, align=Align.LEFT, width=room)
            for name, text in zip(self.columns, texts, strict=True)
        ]


class BandChart(Themed, QWidget):
    """All explanations in fixed order. No axis figures, no total, no colours; nothing is sorted."""

    def __init__(
        self, bands: Sequence[BandView], columns: Sequence[str], language: str, parent: QWidget | None = None
    ) -> None:
        """``columns`` are little, some, moderate, strong."""
        super().__init__(parent)
        self.rows: list[BandRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = BandHead(columns, language)
        column.addWidget(self.head)
        for band in bands:
            row = BandRow(band, len(columns), language)
            self.rows.append(row)
            column.addWidget(row)
        self.wear_active()
