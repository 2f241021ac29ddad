"""The drawn shapes of the interface: painter paths on a 20 grid with a 2 px stroke, in the colour of the text."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

GRID = 20.0
STROKE = 2.0

MIRRORED = frozenset({"arrow", "waves", "speech", "speech_lines", "return", "backspace"})
"""Shapes that point along the reading direction; all others stay as they are in every language."""


@dataclass(frozen=True)
class Shape:
    """``lines`` are stroked, ``solid`` is filled, ``outline`` is stroked or, when the shape is chosen, filled too."""

    lines: QPainterPath = field(default_factory=QPainterPath)
    solid: QPainterPath = field(default_factory=QPainterPath)
    outline: QPainterPath = field(default_factory=QPainterPath)
    dashed: bool = False
    stroke: float = STROKE


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
    """Draw a shape into the largest square in the middle of ``rect``."""
    shape = SHAPES[name]()
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / GRID, side / GRID)
    if mirrored and name in MIRRORED:
        painter.translate(GRID, 0)
        painter.scale(-1, 1)
    pen = QPen(color, shape.stroke if stroke is None else stroke)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if shape.dashed:
        pen.setDashPattern([1.35, 1.15])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not shape.lines.isEmpty():
        painter.drawPath(shape.lines)
    if not shape.outline.isEmpty():
        if filled:
            painter.setBrush(color)
        painter.drawPath(shape.outline)
    if not shape.solid.isEmpty():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPath(shape.solid)
    painter.restore()


def _polygon(*points: tuple[float, float], closed: bool = True) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    if closed:
        path.closeSubpath()
    return path


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for points in strokes:
        path.moveTo(QPointF(*points[0]))
        for point in points[1:]:
            path.lineTo(QPointF(*point))
    return path


def _circle(x: float, y: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _box(x: float, y: float, w: float, h: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(x, y, w, h))
    return path


def _arc(
    x: float, y: float, radius: float, start: float, sweep: float, path: QPainterPath | None = None
) -> QPainterPath:
    """An arc in degrees, counter-clockwise from three o'clock as Qt counts."""
    path = QPainterPath() if path is None else path
    square = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
    path.arcMoveTo(square, start)  # computed by hand it is a hair beside the arc, and the end gets a notch
    path.arcTo(square, start, sweep)
    return path


def _circle_shape() -> Shape:
    return Shape(outline=_circle(10, 10, 7.8))


def _square() -> Shape:
    return Shape(outline=_box(3, 3, 14, 14))


def _triangle() -> Shape:
    return Shape(outline=_polygon((10, 2.6), (18, 16.8), (2, 16.8)))


def _bar() -> Shape:
    return Shape(outline=_box(1.5, 7, 17, 6))


def _ring() -> Shape:
    return Shape(lines=_circle(10, 10, 7.4), dashed=True)


def _half_circle() -> Shape:
    path = _arc(10, 14.5, 8.5, 180, -180)
    path.closeSubpath()
    return Shape(solid=path)


def _partly() -> Shape:
    """A ring whose right half is filled: begun, or indicated."""
    path = _arc(10, 10, 7, 90, -180)
    path.closeSubpath()
    return Shape(lines=_circle(10, 10, 7), solid=path)


def _tick() -> Shape:
    return Shape(lines=_lines(((2.5, 10.5), (7.5, 15.5), (17.5, 4.5))), stroke=2.6)


def _cross() -> Shape:
    return Shape(lines=_lines(((4, 4), (16, 16)), ((16, 4), (4, 16))), stroke=2.6)


def _speaker() -> Shape:
    body = _polygon((1.5, 7.2), (5, 7.2), (10, 2.8), (10, 17.2), (5, 12.8), (1.5, 12.8))
    waves = _arc(10.5, 10, 8, 48, -96, _arc(10.5, 10, 4.4, 48, -96))
    return Shape(lines=waves, solid=body)


def _waves() -> Shape:
    path = QPainterPath()
    for radius in (3.4, 7.4, 11.4):
        _arc(5.2, 10, radius, 48, -96, path)
    return Shape(lines=path)


def _two_bars() -> Shape:
    path = _box(4, 3, 4, 14)
    path.addRect(QRectF(12, 3, 4, 14))
    return Shape(solid=path)


def _folded_sheet() -> Shape:
    outline = _polygon((3, 2), (12, 2), (17, 7), (17, 18), (3, 18))
    return Shape(lines=outline, solid=_polygon((11, 2), (17.5, 8.5), (11, 8.5)))


def _lock() -> Shape:
    shackle = _lines(((6, 9), (6, 6.5)), ((14, 6.5), (14, 9)))
    _arc(10, 6.5, 4, 180, -180, shackle)
    return Shape(lines=shackle, solid=_box(3, 9, 14, 9.5))


def _speech() -> Shape:
    return Shape(lines=_polygon((2.5, 3.5), (17.5, 3.5), (17.5, 13), (9.5, 13), (5.5, 17), (5.5, 13), (2.5, 13)))


def _speech_lines() -> Shape:
    path = _polygon((2.5, 3.5), (17.5, 3.5), (17.5, 13.5), (9.5, 13.5), (5.5, 17.5), (5.5, 13.5), (2.5, 13.5))
    path.addPath(_lines(((6, 8.5), (14, 8.5))))
    return Shape(lines=path)


def _eye() -> Shape:
    path = QPainterPath(QPointF(1.5, 10))
    path.cubicTo(5, 4.2, 15, 4.2, 18.5, 10)
    path.cubicTo(15, 15.8, 5, 15.8, 1.5, 10)
    return Shape(lines=path, solid=_circle(10, 10, 2.9))


def _sheet() -> Shape:
    path = _box(4, 2, 12, 16)
    path.addPath(_lines(((7, 6.5), (13, 6.5)), ((7, 10), (13, 10)), ((7, 13.5), (11, 13.5))))
    return Shape(lines=path, stroke=1.8)


def _envelope() -> Shape:
    path = _box(2, 4.5, 16, 11)
    path.addPath(_lines(((2, 4.5), (10, 11), (18, 4.5))))
    return Shape(lines=path, stroke=1.8)


def _tray() -> Shape:
    return Shape(lines=_lines(((2.5, 6), (2.5, 15.5), (17.5, 15.5), (17.5, 6))), stroke=1.8)


def _warning() -> Shape:
    path = _polygon((10, 2.8), (18.4, 17), (1.6, 17))
    path.addPath(_lines(((10, 7.6), (10, 12.2))))
    return Shape(lines=path, solid=_circle(10, 14.4, 1.15), stroke=1.8)


def _clock() -> Shape:
    path = _circle(10, 10, 7.5)
    path.addPath(_lines(((10, 5.5), (10, 10.4), (13.4, 12.2))))
    return Shape(lines=path)


def _pencil() -> Shape:
    path = _polygon((3, 17), (4.2, 12.6), (13.6, 3.2), (16.8, 6.4), (7.4, 15.8))
    path.addPath(_lines(((11.2, 5.6), (14.4, 8.8))))
    return Shape(lines=path, stroke=1.8)


def _search() -> Shape:
    path = _circle(8.3, 8.3, 5.3)
    path.addPath(_lines(((12.2, 12.2), (17.6, 17.6))))
    return Shape(lines=path)


def _ear() -> Shape:
    path = QPainterPath(QPointF(5.2, 8))
    path.cubicTo(5.2, 1, 15.2, 1, 15.2, 7.6)
    path.cubicTo(15.2, 11.6, 10.8, 11.6, 10.8, 15)
    path.cubicTo(10.8, 18.2, 6.4, 18.4, 6, 15.4)
    inner = QPainterPath(QPointF(8.2, 8))
    inner.cubicTo(8.2, 4.6, 12.2, 4.8, 12.2, 7.6)
    path.addPath(inner)
    return Shape(lines=path, stroke=1.8)


def _place() -> Shape:
    path = _circle(10, 7.5, 4.6)
    path.moveTo(6.4, 10.6)
    path.lineTo(10, 17.5)
    path.lineTo(13.6, 10.6)
    return Shape(lines=path, stroke=1.8)


def _people() -> Shape:
    path = _circle(6, 7, 2.9)
    path.addEllipse(QPointF(14, 7), 2.9, 2.9)
    _arc(6, 16.5, 4.6, 180, -180, path)
    _arc(14, 16.5, 4.6, 180, -180, path)
    return Shape(lines=path, stroke=1.8)


def _care() -> Shape:
    """A person with both arms open."""
    path = _circle(10, 6, 3.2)
    path.addPath(_lines(((2.5, 16.5), (6, 11.4), (10, 15), (14, 11.4), (17.5, 16.5))))
    return Shape(lines=path)


def _arrow() -> Shape:
    return Shape(solid=_polygon((5, 3.5), (16.5, 10), (5, 16.5)))


def _return() -> Shape:
    path = _lines(((16, 4), (16, 11.5), (4.5, 11.5)), ((8.5, 7.5), (4.5, 11.5), (8.5, 15.5)))
    return Shape(lines=path, stroke=1.6)


def _backspace() -> Shape:
    path = _polygon((1.5, 10), (6.5, 4.5), (18.5, 4.5), (18.5, 15.5), (6.5, 15.5))
    path.addPath(_lines(((9.3, 7.3), (14.7, 12.7)), ((14.7, 7.3), (9.3, 12.7))))
    return Shape(lines=path, stroke=1.5)


def _down() -> Shape:
    return Shape(lines=_lines(((10, 3.5), (10, 16)), ((5.5, 11.5), (10, 16), (14.5, 11.5))), stroke=1.8)


def _up() -> Shape:
    return Shape(lines=_lines(((10, 16.5), (10, 4)), ((5.5, 8.5), (10, 4), (14.5, 8.5))), stroke=1.8)


_MAKERS: dict[str, Callable[[], Shape]] = {
    "circle": _circle_shape,
    "square": _square,
    "triangle": _triangle,
    "bar": _bar,
    "ring": _ring,
    "half_circle": _half_circle,
    "partly": _partly,
    "tick": _tick,
    "cross": _cross,
    "speaker": _speaker,
    "waves": _waves,
    "two_bars": _two_bars,
    "folded_sheet": _folded_sheet,
    "lock": _lock,
    "speech": _speech,
    "speech_lines": _speech_lines,
    "eye": _eye,
    "sheet": _sheet,
    "envelope": _envelope,
    "tray": _tray,
    "warning": _warning,
    "clock": _clock,
    "pencil": _pencil,
    "search": _search,
    "ear": _ear,
    "people": _people,
    "place": _place,
    "care": _care,
    "arrow": _arrow,
    "return": _return,
    "backspace": _backspace,
    "down": _down,
    "up": _up,
}

SHAPES: dict[str, Callable[[], Shape]] = {name: functools.cache(make) for name, make in _MAKERS.items()}


def register(makers: Mapping[str, Callable[[], Shape]]) -> None:
    """Shapes that are drawn in a room of their own."""
    SHAPES.update({name: functools.cache(make) for name, make in makers.items()})


def polygon_of(*points: tuple[float, float]) -> QPainterPath:
    return _polygon(*points)


def lines_of(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    return _lines(*strokes)


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


def window_icon(name: str) -> QIcon:
    """A drawn shape as the icon of a window and of its place in the task bar; dark on white, whatever the theme."""
    picture = QPixmap(64, 64)
    picture.fill(QColor("#FFFFFF"))
    painter = QPainter(picture)
    paint(painter, name, QRectF(8, 8, 48, 48), QColor("#1B2A30"))
    painter.end()
    return QIcon(picture)
