"""How far each explanation goes: five rows in one ink, in boxes and in words, no figures. Drawn as on paper."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from screening.casework.assessment.view_models import BandView
from screening.qt.style.theme import FitsHeight, Themed, active, unpadded
from screening.qt.text.painting import box
from screening.qt.text.text_label import WIDEST, Align, SetText, spoken

INSIDE = 4
"""Pixels between the grid and a box."""
DIAMOND = 10
"""Half a diamond's width."""
APART = 14
"""Pixels from a column's edge to the middle of a diamond, at least."""


class BandRow(FitsHeight, QLabel):
    """One row: the title, a box over the whole columns from lowest to highest reading, a diamond for the best, and the
    words that repeat it.

    A narrow range is one whole column, so it can be seen; a diamond stands in the column of its word.
    """

    def __init__(self, band: BandView, columns: int, language: str) -> None:
        super().__init__()
        self.band, self.columns, self.language = band, columns, language
        self.fit_policy(QSizePolicy.Policy.Expanding)
        name = spoken(band.spoken)
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.wear_active()

    def heightForWidth(self, width: int) -> int:
        title, words, between = self._texts(width)
        told = self._told_height(words, between)
        if stacked(width):
            return int(title.height + told) + self._chart_height() + active().gap(8)
        return max(self._chart_height(), int(title.height), int(told)) + active().gap(3)

    def sizeHint(self) -> QSize:
        return QSize(active().gap(640), self.heightForWidth(active().gap(640)))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(240), self._chart_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        title, words, between = self._texts(self.width())
        ink = theme.color("ink")
        middle = (self.height() - 1) / 2
        if stacked(self.width()):
            title.draw(painter, 0, 0, ink)
            chart = QRectF(0, title.height, self.width(), self._chart_height())
            self._draw_told(painter, words, between, 0, title.height + chart.height())
        else:
            left, wide = chart_span(self.width())
            title.draw(painter, self.from_start(0, title.available), middle - title.height / 2, ink)
            start = left + wide + theme.gap(16)
            self._draw_told(painter, words, between, start, middle - self._told_height(words, between) / 2)
            chart = QRectF(self.from_start(left, wide), 0, wide, self.height() - 1)
        self._paint_chart(painter, chart)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))

    def _paint_chart(self, painter: QPainter, chart: QRectF) -> None:
        theme, band = active(), self.band
        line, edge = theme.color("line"), theme.size("edge")
        step = chart.width() / self.columns
        for number in range(self.columns + 1):
            painter.fillRect(QRectF(round(chart.x() + number * step), chart.y(), 1, chart.height()), line)
        tall, inside = theme.target(18), theme.gap(INSIDE)
        top = chart.center().y() - tall / 2
        if band.columns is None or band.best is None:
            rect = QRectF(chart.x() + inside, top, chart.width() - 2 * inside, tall)
            box(painter, rect, edge=theme.color("edge"), width=edge, radius=0, dashed=True)
            return
        low, best, high = band.columns
        whole = self._across(chart, low / self.columns, (high - low + 1) / self.columns)
        rect = QRectF(whole.x() + inside, top, whole.width() - 2 * inside, tall)
        box(painter, rect, fill=theme.color("accent_soft"), edge=theme.color("accent"), width=edge, radius=2)
        apart = min(float(theme.target(APART)), step / 2)
        at = min(max(band.best * step, best * step + apart), (best + 1) * step - apart)
        middle = self._across(chart, at / chart.width(), 0.0).x()
        self._paint_diamond(painter, QPointF(middle, chart.center().y()), theme.target(DIAMOND))

    @staticmethod
    def _paint_diamond(painter: QPainter, middle: QPointF, half: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(active().color("ink"))
        x, y, tall = middle.x(), middle.y(), half * 1.25
        corners = [QPointF(x, y - tall), QPointF(x + half, y), QPointF(x, y + tall), QPointF(x - half, y)]
        painter.drawPolygon(QPolygonF(corners))
        painter.restore()

    def _across(self, chart: QRectF, low: float, span: float) -> QRectF:
        start = 1 - low - span if self.isRightToLeft() else low
        return QRectF(chart.x() + start * chart.width(), chart.y(), span * chart.width(), chart.height())

    def _texts(self, width: int) -> tuple[SetText, SetText, SetText | None]:
        """The title, the best reading, and the range where it is more than that."""
        pixels, under = round(active().type("body") * 15 / 17), stacked(width)
        left, wide = chart_span(width)
        for_title = float(max(1, width if under else left - active().gap(8)))
        for_words = float(max(1, width if under else width - left - wide - active().gap(16)))
        between = f"({self.band.range})" if self.band.range else ""
        return (
            SetText(self.band.title, self.language, pixels, bold=under, width=for_title),
            SetText(self.band.words, self.language, pixels, bold=True, width=for_words),
            SetText(between, self.language, pixels, width=for_words) if between else None,
        )

    def _beside(self, words: SetText, between: SetText) -> bool:
        """Whether the range has room beside the best reading."""
        return words.width + active().gap(6) + between.width <= words.available and between.line_count == 1

    def _told_height(self, words: SetText, between: SetText | None) -> float:
        if between is None:
            return words.height
        return max(words.height, between.height) if self._beside(words, between) else words.height + between.height

    def _draw_told(self, painter: QPainter, words: SetText, between: SetText | None, left: float, top: float) -> None:
        theme = active()
        words.draw(painter, self.from_start(left, words.available), top, theme.color("ink"))
        if between is None:
            return
        if self._beside(words, between):
            start = self.from_start(left + words.width + theme.gap(6), between.width)
            start -= between.available - between.width if self.isRightToLeft() else 0
            between.draw(painter, start, top + (words.height - between.height) / 2, theme.color("ink_soft"))
        else:
            between.draw(painter, self.from_start(left, between.available), top + words.height, theme.color("ink_soft"))

    @staticmethod
    def _chart_height() -> int:
        return active().target(30)


def stacked(width: int) -> bool:
    """Whether words and chart stand under each other."""
    return width < active().type("body") * 32


def chart_span(width: int) -> tuple[int, int]:
    """Where the columns begin and how wide they are together."""
    return round(width * 0.255), round(width * 0.488)


class BandHead(Themed, QLabel):
    """The names of the columns over the chart."""

    def __init__(self, columns: Sequence[str], language: str) -> None:
        super().__init__()
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
            x = self.from_start(left + number * step + (step - text.width) / 2, text.width)
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
        self, bands: Sequence[BandView], columns: Sequence[str], language: str, *, name: str = "", told: str = ""
    ) -> None:
        """``columns`` are little, some, moderate, strong. ``name`` and ``told`` are for a screen reader: what the plot
        is, and all of it in words.
        """
        super().__init__()
        self.setAccessibleName(spoken(name))
        self.setAccessibleDescription(spoken(told))
        self.rows: list[BandRow] = []
        column = unpadded(QVBoxLayout(self), 0)
        self.head = BandHead(columns, language)
        column.addWidget(self.head)
        for band in bands:
            row = BandRow(band, len(columns), language)
            self.rows.append(row)
            column.addWidget(row)
        self.wear_active()
