"""The cards that questions are asked in, handed on from one topic's page to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from screening.casework.interview.view_models import ItemView
from screening.qt.questions.question import OpenQuestion
from screening.qt.text.label import Says


def kind(item: ItemView) -> tuple[bool, bool]:
    """What a card must be made for: two languages or one, something asked or something seen."""
    return bool(item.text.theirs), item.kind == "ask"


def wanted(items: Sequence[ItemView], cards: Sequence[OpenQuestion]) -> Iterator[ItemView]:
    """The items of a page for whose kind another card is wanted: two of each, where there are as many questions."""
    for sort in dict.fromkeys(kind(item) for item in items):
        alike = [item for item in items if kind(item) == sort]
        made = sum((card.bilingual, card.asks) == sort for card in cards)
        yield from alike[made:2]


class Deck:
    """Cards that are in no page now. A card takes as long to make as a page to draw, and as much room as a picture."""

    def __init__(self, words: Says) -> None:
        self._words = words
        self._free: list[OpenQuestion] = []

    def take(self, own: str, theirs: str, person_language: str, parent: QWidget, *, kind: str = "ask") -> OpenQuestion:
        """A card for questions of this kind, out of sight: one that was put back, else a new one."""
        language = person_language if theirs else ""
        for other in [each for each in self._free if language and each.person_language not in ("", language)]:
            self._free.remove(other)  # a talk is in one language
            other.deleteLater()
        fits = (each for each in self._free if (each.person_language, each.asks) == (language, kind == "ask"))
        card = next(fits, None)
        if card is None:
            card = OpenQuestion(self._words, own, theirs, language, kind=kind, parent=parent)
        else:
            self._free.remove(card)
            card.setParent(parent)
        card.hide()
        return card

    def empty(self) -> None:
        """Let go of every card: the officer reads another language now."""
        for card in self._free:
            card.deleteLater()
        self._free = []

    def put_back(self, cards: Iterable[OpenQuestion]) -> None:
        """Take cards out of a page that is left. Nothing that stood in them stays."""
        for card in cards:
            card.hide()
            card.setParent(None)
            card.forget()
            self._free.append(card)
