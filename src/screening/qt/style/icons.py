"""Draw the shapes of the interface: SVG files of 20 by 20 in ``shapes/``, in the colour of the text."""

from __future__ import annotations

import functools
import math
import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent / "shapes"
MIRRORED = frozenset({"arrow", "waves", "speech", "speech_lines", "return", "backspace", "left", "skip"})
"""Shapes that point along the reading direction; all others stay as they are in every language."""
ANSWER_SHAPE = {"yes": "circle", "no": "square", "not_known": "triangle", "declined": "bar", "not_asked": "ring"}
"""The five shapes, the same on the officer's buttons, in private mode and on paper."""
HOW_ICON = {
    "told": "speech",
    "asked": "speech_lines",
    "private": "ear",
    "seen": "eye",
    "document": "sheet",
    "third_party": "people",
}

_OUTLINE = '<path class="outline"'
"""What is filled too when the shape is chosen."""
_WIDTH = re.compile(r'(?<=stroke-width=")[0-9.]+')


def paint(
    painter: QPainter,
    name: str,
    rect: QRectF,
    color: QColor,
    *,
    filled: bool = False,
    mirrored: bool = False,
    stroke: float | None = None,
) -> None:
    """Draw a shape into the largest square in the middle of ``rect``.

    ``stroke`` is the width of its lines where the square is 20 wide; None for the file's own.
    """
    side = min(rect.width(), rect.height())
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    center, flipped = rect.center(), mirrored and name in MIRRORED
    if color.alpha() < 255:
        painter.save()
        painter.setOpacity(painter.opacity() * color.alphaF())
    picture = _drawn(name, color.name(), filled, stroke, flipped, side, ratio)
    painter.drawImage(QPoint(round(center.x() - side / 2), round(center.y() - side / 2)), picture)
    if color.alpha() < 255:
        painter.restore()


@functools.lru_cache(maxsize=256)
def _drawn(
    name: str, color: str, filled: bool, stroke: float | None, mirrored: bool, side: float, ratio: float
) -> QImage:
    """Return the shape as a picture of ``side``: drawing it from its lines takes as long as a line of text."""
    pixels = max(1, math.ceil(side * ratio))
    picture = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored:
        painter.translate(pixels, 0)
        painter.scale(-1, 1)
    _renderer(name, color, filled, stroke).render(painter, QRectF(0, 0, side * ratio, side * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@functools.lru_cache(maxsize=512)
def _renderer(name: str, color: str, filled: bool, stroke: float | None) -> QSvgRenderer:
    source = _source(name)
    if filled:
        source = source.replace(_OUTLINE, f'{_OUTLINE} fill="currentColor"')
    if stroke is not None:
        source = _WIDTH.sub(f"{stroke}", source)
    return QSvgRenderer(QByteArray(source.replace("currentColor", color).encode()))


@functools.cache
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text("utf-8")


def read_all() -> None:
    """Read every shape, so that none is looked for while a page is painted."""
    for path in FOLDER.glob("*.svg"):
        _source(path.stem)


def window_icon(name: str) -> QIcon:
    """Return a shape as the icon of a window and of its place in the task bar; dark on white, whatever the theme."""
    picture = QPixmap(64, 64)
    picture.fill(QColor("#FFFFFF"))
    painter = QPainter(picture)
    paint(painter, name, QRectF(8, 8, 48, 48), QColor("#1B2A30"))
    painter.end()
    return QIcon(picture)
