"""Drawn signs of needs, for when no language is shared (LA17): the same 20 grid and stroke as the other shapes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from screening.qt.style.icons import Shape, lines_of, polygon_of, register

Stroke = tuple[tuple[float, float], ...]


def _shape(*strokes: Stroke, path: QPainterPath | None = None) -> Shape:
    drawn = QPainterPath() if path is None else path
    if strokes:
        drawn.addPath(lines_of(*strokes))
    return Shape(lines=drawn, stroke=1.6)


def _water() -> Shape:
    """A drop."""
    path = QPainterPath(QPointF(10, 2.2))
    path.cubicTo(13, 6.6, 16, 9.4, 16, 12.4)
    path.cubicTo(16, 19.6, 4, 19.6, 4, 12.4)
    path.cubicTo(4, 9.4, 7, 6.6, 10, 2.2)
    return _shape(path=path)


def _food() -> Shape:
    """A bowl that steams."""
    path = QPainterPath(QPointF(2.5, 10))
    path.cubicTo(2.5, 19.6, 17.5, 19.6, 17.5, 10)
    path.closeSubpath()
    return _shape(((7, 3), (7, 7)), ((10, 2), (10, 7)), ((13, 3), (13, 7)), path=path)


def _toilet() -> Shape:
    """A cistern and a bowl."""
    path = polygon_of((4, 2.5), (10, 2.5), (10, 8), (4, 8))
    bowl = QPainterPath(QPointF(4, 10))
    bowl.lineTo(17, 10)
    bowl.cubicTo(17, 14.5, 13.5, 15.5, 12, 15.5)
    bowl.lineTo(12, 18)
    bowl.lineTo(6.5, 18)
    bowl.lineTo(6.5, 14.5)
    bowl.closeSubpath()
    path.addPath(bowl)
    return _shape(path=path)


def _sleep() -> Shape:
    """A bed with somebody in it."""
    path = QPainterPath()
    path.addEllipse(QPointF(5.6, 9.2), 1.9, 1.9)
    return _shape(
        ((2, 4), (2, 17)), ((2, 13.6), (18, 13.6), (18, 17)), ((9, 12.6), (9, 9), (18, 9), (18, 13)), path=path
    )


def _doctor() -> Shape:
    """A cross with equal arms."""
    arms = (
        (7.4, 2.5), (12.6, 2.5), (12.6, 7.4), (17.5, 7.4), (17.5, 12.6), (12.6, 12.6), (12.6, 17.5), (7.4, 17.5),
        (7.4, 12.6), (2.5, 12.6), (2.5, 7.4), (7.4, 7.4),
    )  # fmt: skip
    return _shape(path=polygon_of(*arms))


def _medicine() -> Shape:
    """A bottle with a label."""
    path = polygon_of((6, 6.5), (14, 6.5), (15.5, 9), (15.5, 18), (4.5, 18), (4.5, 9))
    path.addPath(polygon_of((6.8, 2.5), (13.2, 2.5), (13.2, 6.5), (6.8, 6.5)))
    return _shape(((4.5, 11), (15.5, 11)), ((4.5, 15), (15.5, 15)), path=path)


def _phone() -> Shape:
    """A telephone in the hand."""
    path = polygon_of((5.5, 2), (14.5, 2), (14.5, 18), (5.5, 18))
    return _shape(((5.5, 5), (14.5, 5)), ((5.5, 14.5), (14.5, 14.5)), ((9, 16.3), (11, 16.3)), path=path)


def _clothes() -> Shape:
    """A shirt."""
    shirt = (
        (7, 3), (2.2, 6), (4.2, 9.6), (6, 8.6), (6, 17), (14, 17), (14, 8.6), (15.8, 9.6), (17.8, 6), (13, 3),
        (10, 5.4),
    )  # fmt: skip
    return _shape(path=polygon_of(*shirt))


def _cold() -> Shape:
    """A thermometer."""
    path = QPainterPath()
    path.addEllipse(QPointF(8, 15), 3, 3)
    strokes: tuple[Stroke, ...] = (
        ((6.2, 12.6), (6.2, 2.5), (9.8, 2.5), (9.8, 12.6)),
        ((8, 14), (8, 8)),
        ((12.5, 4.5), (16, 4.5)),
        ((12.5, 7.5), (15, 7.5)),
        ((12.5, 10.5), (16, 10.5)),
    )
    return _shape(*strokes, path=path)


def _alone() -> Shape:
    """Two people holding hands."""
    path = QPainterPath()
    path.addEllipse(QPointF(5, 5), 2.2, 2.2)
    path.addEllipse(QPointF(15, 5), 2.2, 2.2)
    strokes: tuple[Stroke, ...] = (
        ((5, 7.4), (5, 12.4)),
        ((15, 7.4), (15, 12.4)),
        ((2.6, 18), (5, 12.4), (7.4, 18)),
        ((12.6, 18), (15, 12.4), (17.4, 18)),
        ((5, 9.4), (10, 12), (15, 9.4)),
    )
    return _shape(*strokes, path=path)


SIGNS: dict[str, Callable[[], Shape]] = {
    "water": _water,
    "food": _food,
    "toilet": _toilet,
    "sleep": _sleep,
    "doctor": _doctor,
    "medicine": _medicine,
    "phone": _phone,
    "clothes": _clothes,
    "cold": _cold,
    "alone": _alone,
}
register({f"need-{name}": make for name, make in SIGNS.items()})
