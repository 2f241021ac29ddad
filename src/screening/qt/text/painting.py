"""What the painted widgets share: boxes with sharp edges and key caps."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from screening.qt.style import icons
from screening.qt.style.theme import active
from screening.qt.style.tokens import tokens
from screening.qt.text.text_label import SetText

DASHES = [3.0, 2.0]

KEPT_WHOLE = 5000
"""Boxes of no more pixels are kept as one picture: key caps, marks, chips. A button's would take 50 kB each."""
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
    """A rounded box whose edge lies wholly inside ``rect``.

    Where its straight sides fall between pixels it is put together from kept corners and rectangles.
    """
    if edge is None or not width:
        edge, width = None, 0
    round_by = active().size("radius") if radius is None else radius
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    whole = rect.toRect()
    if dashed or width % 1 or ratio % 1 or QRectF(whole) != rect:
        _box_at_once(painter, rect, fill, edge, width, round_by, dashed=dashed)
        return
    colors = (None if fill is None else fill.rgba(), None if edge is None else edge.rgba())
    reach = max(math.ceil(round_by + width / 2), int(width), 1)
    if whole.width() * whole.height() <= KEPT_WHOLE:
        picture = _picture(whole.width(), whole.height(), *colors, width, round_by, ratio)
        painter.drawImage(whole.topLeft(), picture)
    elif min(whole.width(), whole.height()) < 2 * reach:
        _box_at_once(painter, rect, fill, edge, width, round_by)
    else:
        _box_of_pieces(painter, whole, fill, edge, int(width), reach, _corners(reach, *colors, width, round_by, ratio))


def _box_at_once(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    edge: QColor | None,
    width: float,
    radius: float,
    *,
    dashed: bool = False,
) -> None:
    """Have Qt work out every pixel of a box. That takes as long as drawing a line of text."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        inner = rect
    else:
        pen = QPen(edge, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        half = width / 2
        inner = rect.adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, radius, radius)
    painter.restore()


def _box_of_pieces(
    painter: QPainter,
    rect: QRect,
    fill: QColor | None,
    edge: QColor | None,
    width: int,
    reach: int,
    corners: tuple[QImage, ...],
) -> None:
    """A box as its four corners, each ``reach`` wide and high, and rectangles between them."""
    left, top, wide, high = rect.x(), rect.y(), rect.width(), rect.height()
    right, bottom, across, down = left + wide - reach, top + high - reach, wide - 2 * reach, high - 2 * reach
    for corner, x, y in zip(corners, (left, right, left, right), (top, top, bottom, bottom), strict=True):
        painter.drawImage(QPoint(x, y), corner)
    if fill is not None:
        painter.fillRect(left + width, top + reach, wide - 2 * width, down, fill)
        painter.fillRect(left + reach, top + width, across, reach - width, fill)
        painter.fillRect(left + reach, bottom, across, reach - width, fill)
    if edge is not None:
        painter.fillRect(left + reach, top, across, width, edge)
        painter.fillRect(left + reach, top + high - width, across, width, edge)
        painter.fillRect(left, top + reach, width, down, edge)
        painter.fillRect(left + wide - width, top + reach, width, down, edge)


@functools.lru_cache(maxsize=64)
def _picture(
    wide: int, high: int, fill: int | None, edge: int | None, width: float, radius: float, ratio: float
) -> QImage:
    """A box as a picture, in pixels of the screen; the colours as ``QColor.rgba`` tells them."""
    picture = QImage(round(wide * ratio), round(high * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    inside, frame = (None if each is None else QColor.fromRgba(each) for each in (fill, edge))
    _box_at_once(painter, QRectF(0, 0, wide, high), inside, frame, width, radius)
    painter.end()
    return picture


@functools.lru_cache(maxsize=64)
def _corners(
    reach: int, fill: int | None, edge: int | None, width: float, radius: float, ratio: float
) -> tuple[QImage, ...]:
    """The corners of such a box: the two above, the two below."""
    side = 2 * reach + 1
    whole, pixels = _picture(side, side, fill, edge, width, radius, ratio), round(reach * ratio)
    far = round(side * ratio) - pixels
    return tuple(whole.copy(x, y, pixels, pixels) for y in (0, far) for x in (0, far))


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
        return _cap_width(self, self.pixels)

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


@functools.lru_cache(maxsize=256)
def _cap_width(cap: Cap, pixels: int) -> int:
    inner = SetText(cap.words, "en", pixels).width if cap.words else 0
    if cap.sign:
        inner += pixels + (pixels / 3 if cap.words else 0)
    return max(cap.height, round(inner + pixels * 0.86))


@functools.lru_cache(maxsize=64)
def cap_of(key: str) -> Cap | None:
    """The cap of a key sequence as tokens write it ("Ctrl+Return"); None for no key."""
    if not key:
        return None
    *before, last = key.split("+") if not key.endswith("++") else [*key[:-2].split("+"), "+"]
    if last in DRAWN_KEYS:
        return Cap("+".join(before), DRAWN_KEYS[last])
    return Cap(key)
