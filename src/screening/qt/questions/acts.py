"""What is to be done when it matters most, numbered, and the numbers to ring, large enough to be read standing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from screening.casework.view_models import NumberCard
from screening.qt.style.theme import active, unpadded
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.card import Card, EvenGrid, Ground


def act_row(number: str, text: str, language: str) -> QWidget:
    """Make one numbered act."""
    holder = QWidget()
    row = unpadded(QHBoxLayout(holder), active().space("xl"))
    figure = ScriptText(number, language, Role.QUESTION, bold=True, wraps=False)
    row.addWidget(ScriptText(text, language, Role.QUESTION), 1)  # first: by it the act is named below the fold
    row.insertWidget(0, figure, 0, Qt.AlignmentFlag.AlignTop)  # in sight as soon as the first line is
    return holder


def number_boxes(cards: Iterable[NumberCard], language: str) -> QWidget:
    """Make a box for each number, alone and large, who it is above and how far it holds below.

    Where there is no number there is no box, only a line that says so.
    """
    cards = tuple(cards)
    alone = sum(bool(card.dial) for card in cards) == 1
    holder, grid = QWidget(), EvenGrid((1,) if alone else (2, 1), gap=16)
    rows = unpadded(QVBoxLayout(holder))
    rows.addWidget(grid)
    for card in cards:
        if not card.dial:
            rows.addWidget(ScriptText(card.line, language, Role.BODY))
            continue
        cell = Card(Ground.INK, pads=(20, 12), gap=2)
        cell.rows.addWidget(ScriptText(card.title, language, Role.BODY))
        cell.rows.addWidget(ScriptText(card.dial, "en", Role.NUMBER, bold=True, wraps=False))
        mark = card.unchecked.removeprefix(card.dial).strip(" ()")
        told = card.note if card.number else f"{mark[:1].upper()}{mark[1:]} · {card.note}"
        cell.rows.addWidget(IconText("tick" if card.number else "warning", told, language, Role.SMALL, soft=True))
        grid.add(cell)
    return holder
