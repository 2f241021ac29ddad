"""The row of links under the title of a page: the other pages of its group of the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from screening.qt.session.record_rail import Link
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Flow


class PageLinks(Flow):
    """One button a page; that of the page that is shown stands filled and leads nowhere."""

    chosen = Signal(str)

    def __init__(self, links: Sequence[Link], current: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self.buttons: dict[str, Button] = {}
        for link in links:
            look = Look.PICKED if link.place == current else Look.OTHER
            button = Button(link.title, look, language=language)
            button.setObjectName(f"page-{link.place}")
            button.chosen.connect(lambda place=link.place: self._press(place, current))
            self.buttons[link.place] = button
            self.add(button)

    def _press(self, place: str, current: str) -> None:
        if place != current:
            self.chosen.emit(place)
