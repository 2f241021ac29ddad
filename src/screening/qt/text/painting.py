"""What the painted widgets share: boxes with sharp edges and key caps."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from screening.qt.style import icons
from screening.qt.style.theme import active
from screening.qt.style.tokens import tokens
from screening.qt.text.text_label import SetText

DASHES = [3.0, 2.0]

DRAWN_KEYS = {"Return": "return", "Enter": "return", "Backspace": "backspace", "Down": "down", "Up": "up"}
"""Keys whose caps carry a sign instead of a word."""


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 0,
    radius: float | None = None,
    dashed: bool = False,
) -> None:
    """A rounded box whose edge lies wholly inside ``rect``."""
    framed = edge is not None and width > 0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    if edge is not None and framed:
        pen = QPen(edge, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    half = width / 2 if framed else 0
    round_by = active().size("radius") if radius is None else radius
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), round_by, round_by)
    painter.restore()


@dataclass(frozen=True, slots=True)
class Cap:
    """A key cap: the words of the key, and a drawn sign where the key is known by one."""

    words: str
    sign: str = ""

    @property
    def pixels(self) -> int:
        return active().type("key")

    @property
    def height(self) -> int:
        return round(self.pixels * tokens().size["cap"] / tokens().type["key"])

    @property
    def width(self) -> int:
        inner = self._text().width if self.words else 0
        if self.sign:
            inner += self.pixels + (self.pixels / 3 if self.words else 0)
        return max(self.height, round(inner + self.pixels * 0.86))

    def draw(self, painter: QPainter, x: float, middle: float, color: QColor, *, edge: QColor | None = None) -> None:
        """Draw with its left edge at ``x`` and its middle line at ``middle``."""
        rect = QRectF(round(x), round(middle - self.height / 2), self.width, self.height)
        box(painter, rect, edge=color if edge is None else edge, width=active().size("hairline"), radius=3)
        text = self._text()
        sign = self.pixels if self.sign else 0
        gap = self.pixels / 3 if self.sign and self.words else 0
        left = rect.x() + (rect.width() - (text.width if self.words else 0) - sign - gap) / 2
        if self.words:
            text.draw(painter, left, rect.center().y() - text.height / 2, color)
            left += text.width + gap
        if self.sign:
            area = QRectF(left, rect.center().y() - sign / 2, sign, sign)
            icons.paint(painter, self.sign, area, color)

    def _text(self) -> SetText:
        return SetText(self.words, "en", self.pixels)


@functools.lru_cache(maxsize=64)
def cap_of(key: str) -> Cap | None:
    """The cap of a key sequence as tokens write it ("Ctrl+Return"); None for no key."""
    if not key:
        return None
    *before, last = key.split("+") if not key.endswith("++") else [*key[:-2].split("+"), "+"]
    if last in DRAWN_KEYS:
        return Cap("+".join(before), DRAWN_KEYS[last])
    return Cap(key)
