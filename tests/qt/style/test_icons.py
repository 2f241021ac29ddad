"""Drawn shapes: each is there, each is inside its box, a chosen one is filled."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from screening.casework.interview import readiness
from screening.domain.answers import Answer, How
from screening.qt.style import icons

SIDE, EDGE = 60, 10
SHAPES = sorted(path.stem for path in icons.FOLDER.glob("*.svg"))


def pixels(name: str, *, filled: bool = False, mirrored: bool = False) -> QImage:
    image = QImage(SIDE + 2 * EDGE, SIDE + 2 * EDGE, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    area = QRectF(EDGE, EDGE, SIDE, SIDE)
    icons.paint(painter, name, area, QColor("black"), filled=filled, mirrored=mirrored)
    painter.end()
    return image


def bits(image: QImage) -> bytes:
    return bytes(image.constBits())


def inked(image: QImage) -> list[tuple[int, int]]:
    stride, grey = image.bytesPerLine(), bits(image)
    return [(x, y) for y in range(image.height()) for x in range(image.width()) if grey[y * stride + x] < 128]


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_fills_its_box_and_stays_inside(name: str, qapp: object) -> None:
    found = inked(pixels(name))
    assert len(found) > 60
    for axis in (0, 1):
        assert min(point[axis] for point in found) >= EDGE - 3
        assert max(point[axis] for point in found) <= EDGE + SIDE + 3
    wide = max(x for x, _ in found) - min(x for x, _ in found)
    high = max(y for _, y in found) - min(y for _, y in found)
    assert max(wide, high) > SIDE * 0.55


@pytest.mark.parametrize("name", ["circle", "square", "triangle", "bar"])
def test_a_chosen_shape_is_filled(name: str, qapp: object) -> None:
    assert len(inked(pixels(name, filled=True))) > 1.4 * len(inked(pixels(name)))


@pytest.mark.requirement("LA17")
def test_every_need_that_is_pointed_at_has_its_sign() -> None:
    assert {f"need-{name}" for name in readiness.NEEDS} <= set(SHAPES)


def test_every_shape_that_is_named_has_a_file() -> None:
    assert {*icons.ANSWER_SHAPE.values(), *icons.HOW_ICON.values(), *icons.MIRRORED} <= set(SHAPES)


def test_half_of_a_colour_is_half_of_the_ink(qapp: object) -> None:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    icons.paint(painter, "half_circle", QRectF(0, 0, SIDE, SIDE), QColor(0, 0, 0, 128))
    painter.end()
    assert image.pixelColor(SIDE // 2, SIDE // 2).red() == pytest.approx(127, abs=2)


@pytest.mark.requirement("PR4", "HW6")
def test_no_two_answers_share_a_shape(qapp: object) -> None:
    assert set(icons.ANSWER_SHAPE) == {*map(str, Answer), "not_asked"}
    drawings = [bits(pixels(name)) for name in icons.ANSWER_SHAPE.values()]
    assert len(set(drawings)) == len(drawings)


def test_every_way_of_coming_has_its_icon(qapp: object) -> None:
    assert set(icons.HOW_ICON) == set(map(str, How))
    assert len(set(icons.HOW_ICON.values())) == len(How)


def test_only_shapes_that_point_along_the_text_are_mirrored(qapp: object) -> None:
    for name in SHAPES:
        turned = bits(pixels(name)) != bits(pixels(name, mirrored=True))
        assert turned == (name in icons.MIRRORED), name


def test_shapes_that_were_read_ahead_are_painted_without_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    icons._source.cache_clear()
    icons.read_all()
    monkeypatch.setattr(icons, "FOLDER", tmp_path)
    icons._drawn.cache_clear()
    icons._renderer.cache_clear()
    assert all(bits(pixels(name)) != b"\xff" * len(bits(pixels(name))) for name in SHAPES)
