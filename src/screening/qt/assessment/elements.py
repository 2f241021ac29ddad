"""The three elements of the reading: what was done, by what means, for what."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.assessment.view_models import ElementView, ElevenView, ReasonLine
from screening.qt.style import icons
from screening.qt.style.theme import Themed, active
from screening.qt.text.label import IconText
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.widgets.card import Card, Flow, Ground, Rule

STATE_SHAPE = {
    "shown": ("circle", True),
    "indicated": ("partly", False),
    "not_shown": ("square", False),
    "not_asked": ("ring", False),
    "not_needed": ("bar", False),
}
"""The state of an element as a shape, and whether it is filled."""


class ElementCard(Card):
    """One element: its name, its state as shape and word, the facts and how each came, and what speaks against."""

    def __init__(
        self,
        view: ElementView,
        language: str,
        *,
        most: int = 6,
        more: Callable[[int], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """At most ``most`` facts are drawn; ``more`` says how many there are besides."""
        super().__init__(Ground.SURFACE, pads=(14, 6), gap=1, parent=parent)
        shape, filled = STATE_SHAPE[view.state]
        head = Flow(gap=8, line_gap=0)
        head.add(ScriptText(view.title, language, Role.LEAD, bold=True))
        head.add(ScriptText(view.term, language, Role.SMALL, soft=True, wraps=False))
        state = IconText(shape, view.state_word, language, Role.BODY, bold=True, filled=filled, wraps=False)
        head.add(state, end=True)
        self.rows.addWidget(head)
        self.rows.addWidget(Rule())
        for line in view.lines[:most]:
            self.rows.addWidget(FactLine(line, language))
        if more is not None and len(view.lines) > most:
            self.rows.addWidget(ScriptText(more(len(view.lines) - most), language, Role.SMALL, soft=True))
        self.rows.addStretch(1)
        self.rows.addWidget(Rule(dashed=True))
        self.rows.addWidget(ScriptText(view.against, language, Role.SMALL, soft=True))
        if view.change:
            self.rows.addWidget(ScriptText(view.change, language, Role.SMALL, soft=True))
        told = "; ".join(f"{line.text}, {line.how_word}" for line in view.lines)
        parts = (f"{view.title}: {view.state_word}", told, view.against, view.change)
        self.setAccessibleName(spoken(". ".join(each for each in parts if each)))

    def minimumSizeHint(self) -> QSize:
        """A fact and how it came need room beside each other."""
        least = super().minimumSizeHint()
        return QSize(max(least.width(), active().type("body") * 15), least.height())


class ElevenCard(Card):
    """Some of the ILO's eleven, each with its state as shape and word, and the facts that were recorded for it."""

    def __init__(self, views: Sequence[ElevenView], language: str, parent: QWidget | None = None) -> None:
        super().__init__(Ground.SURFACE, pads=(16, 8), gap=2, parent=parent)
        for view in views:
            shape, filled = STATE_SHAPE[view.state]
            told = f"{view.name}: {view.state_word}"
            shown = view.state == "shown"
            self.rows.addWidget(IconText(shape, told, language, Role.BODY, bold=shown, filled=filled))
            if view.facts:
                self.rows.addWidget(ScriptText(view.facts, language, Role.SMALL, soft=True))
        self.rows.addStretch(1)


class FactLine(Themed, QWidget):
    """A fact and, at the end of the line, how it came."""

    def __init__(self, fact: ReasonLine, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ScriptText(fact.text, language, Role.SMALL)
        self.how = IconText(icons.HOW_ICON[fact.how], fact.how_word, language, Role.SMALL, soft=True, wraps=False)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.how)
        self.wear_active()

    def restyle(self) -> None:
        self._row.setContentsMargins(0, 0, 0, active().gap(1))
        self._row.setSpacing(active().gap(12))
        super().restyle()
