"""A box that is put together from kept corners looks as if Qt had worked out every pixel of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from screening.qt.text import painting

GROUND, FILL, EDGE = QColor("#F4EFE6"), QColor("#1F5E62"), QColor("#8A949A")
CLOSE = 6
"""How much a pixel of a corner may differ, of 255: it is mixed with its ground once more."""


Act = Callable[[QPainter, QRectF], object]


def drawn(size: tuple[int, int], ratio: int, act: Act) -> QImage:
    wide, high = size
    picture = QImage((wide + 8) * ratio, (high + 8) * ratio, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(GROUND)
    painter = QPainter(picture)
    act(painter, QRectF(4, 4, wide, high))
    painter.end()
    return picture


def of_pieces(fill, edge, width, radius) -> Act:
    return partial(painting.box, fill=fill, edge=edge, width=width, radius=radius)


def at_once(fill, edge, width, radius) -> Act:
    return partial(painting._box_at_once, fill=fill, edge=edge, width=width, radius=radius)


def apart(first: QImage, second: QImage) -> int:
    """The greatest difference of a colour of two pictures."""
    pairs = zip(bytes(first.constBits()), bytes(second.constBits()), strict=True)
    return max(abs(one - other) for one, other in pairs)


@pytest.mark.parametrize("size", [(20, 18), (160, 44), (500, 44), (9, 150)])
@pytest.mark.parametrize(("fill", "edge"), [(FILL, None), (None, EDGE), (FILL, EDGE)])
@pytest.mark.parametrize("ratio", [1, 2])
def test_the_pieces_of_a_box_look_like_the_whole(qapp, size, fill, edge, ratio):
    for radius, width in itertools.product((0, 2, 4, 9.5), (1, 2, 4)):
        told = (fill, edge, 0 if edge is None else width, radius)
        assert apart(drawn(size, ratio, at_once(*told)), drawn(size, ratio, of_pieces(*told))) <= CLOSE, told


def test_a_box_between_pixels_is_drawn_as_it_was(qapp):
    def beside(act: Act, painter: QPainter, at: QRectF) -> None:
        act(painter, at.translated(0.5, 0.25))

    told = (FILL, EDGE, 1.5, 4)
    expected = drawn((160, 44), 1, partial(beside, at_once(*told)))
    assert drawn((160, 44), 1, partial(beside, of_pieces(*told))) == expected
