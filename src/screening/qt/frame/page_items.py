"""What stands on a page, piece by piece, for a column that scrolls by whole items."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLabel, QWidget

from screening.qt.text.text_label import ScriptText
from screening.qt.widgets.card import Ground, ground_color

WHOLE = (QAbstractButton, QAbstractScrollArea, QComboBox, QLabel)
"""Drawn in one piece whatever lies in them; a field of one line too, which only `inputs/fields` knows by its class."""


class Kind(NamedTuple):
    """What a class of widgets is for the scrolling."""

    is_grid: bool
    """Each row of its ``cells`` scrolls as one item."""
    holds_items: bool
    gives_way: bool
    folds: bool


class _Kinds(dict[type, Kind]):
    """Known for each class: to ask a widget for what it lacks is slow, and this is asked at every answer."""

    def __missing__(self, made: type) -> Kind:
        gives_way, holds_items = (getattr(made, name, False) for name in ("gives_way", "holds_items"))
        kind = self[made] = Kind(hasattr(made, "cells"), holds_items, gives_way, hasattr(made, "set_folded"))
        return kind


KINDS = _Kinds()
"""What each class of widgets is for the scrolling."""


Shown = tuple[QWidget, int, int, int, int]
"""Something that is shown on a page: its left edge, its top, its width and its height."""


def items_in(body: QWidget, left: int = 0, top: int = 0) -> list[Shown]:
    """What is shown in a widget that stands at ``left`` and ``top``; of a column inside it, what is shown in that."""
    found: list[Shown] = []
    for child in body.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isHidden():
            continue
        where: Any = child.geometry()
        x, y, width, height = where.getRect()  # the stubs know of no result
        if not KINDS[type(child)].holds_items:
            found.append((child, left + x, top + y, width, height))
        else:
            found += items_in(child, left + x, top + y)
    return found


def pieces_of(widget: QWidget, most: int) -> list[QWidget]:
    """What is shown in a widget, each in one piece: a text, a button, a field, a row that is not too high."""
    found: list[QWidget] = []
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not child.isHidden():
            row = getattr(child, "one_piece", False) and child.height() <= most
            whole = row or isinstance(child, WHOLE) or child.inherits("QLineEdit")
            found += [child] if whole else pieces_of(child, most) or [child]
    return found


def rect_in(holder: QWidget, widget: QWidget) -> QRect:
    """Where a widget stands in one that holds it."""
    return QRect(widget.mapTo(holder, QPoint(0, 0)), widget.size())


def ground_under(widget: QWidget, body: QWidget, color: str) -> str:
    """The colour token of what a widget lies on."""
    step = widget.parentWidget()
    while step is not None and step is not body:
        ground = getattr(step, "ground", None)
        if isinstance(ground, Ground) and ground is not Ground.PLAIN:
            return ground_color(ground)
        step = step.parentWidget()
    return color


def lines_of(text: ScriptText, rect: QRect) -> list[QRect]:
    """Where each line of a text stands that fills ``rect``."""
    count = max(1, text.laid(rect.width()).line_count)
    tall = rect.height() / count
    return [QRect(rect.x(), rect.y() + round(at * tall), rect.width(), round(tall)) for at in range(count)]
