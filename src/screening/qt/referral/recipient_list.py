"""The recipients in a list, and of the open one what the person agrees to pass on (picture 29)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from screening.casework.interview.view_models import RecipientView
from screening.qt.frame.page import order_as_laid, remove_widgets
from screening.qt.style.theme import Placing, active, nested, unpadded
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button, wired
from screening.qt.widgets.card import Card, Flow, Ground, Hairline
from screening.qt.widgets.choices import ChoiceRow, decided

COLUMNS = ("agreed", "suggested", "refused")
ANSWERED = {"yes": "agreed", "no": "refused"}
"""What the person said, and under which heading the recipient stands."""
MOST = 5
"""Suggested recipients that are shown; a button shows the rest."""


ROOM = 52
"""The width that the list and the open recipient need side by side, in sizes of the text."""


class RecipientRow(Card):
    """One line of the list: its name, how far the person was asked. Pressed, it opens."""

    def __init__(self, view: RecipientView, language: str) -> None:
        super().__init__(Ground.PLAIN, pads=(6, 2), gap=0)
        self.setAccessibleName(view.name)  # what the column calls it where it is out of sight
        self.button = Button(view.name, Look.PLAIN, icon=view.shape, language=language)
        self.button.setObjectName(f"recipient-{view.id}")
        self.button.fit_policy(QSizePolicy.Policy.Preferred)
        self.asked = ScriptText("", language, Role.SMALL, soft=True)
        self.rows.addWidget(self.button)
        self._beside = nested(self.rows, QHBoxLayout())
        self._beside.addWidget(self.asked)
        self.rows.addWidget(Hairline())
        self.restyle()
        self.show_state(view)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_beside"):
            self._beside.setContentsMargins(active().gap(14) + round(active().type(Role.BODY) * 1.18), 0, 0, 0)

    def show_state(self, view: RecipientView) -> None:
        self.button.set_icon(view.shape)
        self.button.set_words(view.name, name=f"{view.name}. {view.asked}")
        self.asked.set_text(view.asked)

    def show_open(self, opened: bool) -> None:
        self.ground = Ground.STATEMENT if opened else Ground.PLAIN
        self.update()


class RecipientCard(Card):
    """One service: what it is and why, its number, and below each other the decisions."""

    decided = Signal(str, str)
    rang = Signal()
    onward = Signal()

    def __init__(self, words: Says, view: RecipientView) -> None:
        super().__init__(Ground.SURFACE, pads=(18, 12), gap=6)
        language = words.language
        self.view = view
        self.lines: dict[str, ChoiceRow] = {}
        told = self.rows
        self.name = ScriptText(view.name, language, Role.LEAD, bold=True)
        told.addWidget(self.name)
        icon = "tick" if view.fresh else "warning"
        told.addWidget(IconText(icon, view.number, language, Role.SMALL, bold=not view.fresh))
        told.addWidget(ScriptText(f"{view.title}. {view.why}".strip(), language, Role.SMALL))
        told.addWidget(ScriptText(view.about, language, Role.SMALL, soft=True))
        if view.state:
            told.addWidget(IconText("sheet", view.state, language, Role.SMALL, bold=True))
        for part in view.parts:
            if part.fixed:
                told.addWidget(IconText("bar", f"{part.title}: {part.fixed}", language, Role.SMALL, filled=True))
                continue
            row = ChoiceRow(words, part.title, decided(words))
            row.setObjectName(f"part-{view.id}-{part.id}")
            row.show_picked(part.value)
            row.chosen.connect(lambda value, name=part.id: self.decided.emit(name, value))
            self.lines[part.id] = row
            told.addWidget(row)
        line = Flow(gap=12)
        if view.can_verify:
            button = Button(view.rang, Look.OTHER, language=language, role=Role.SMALL)
            line.add(wired(button, f"rang-{view.id}", self.rang))
        self.next = text_button(words, "taking.next-service", f"after-{view.id}", self.onward, role=Role.SMALL)
        line.add(self.next, end=True)
        told.addWidget(line)

    def show_values(self, view: RecipientView) -> bool:
        """Draw what was decided; False where more than that is another, and the card has to be made anew."""
        if _bones(view) != _bones(self.view):
            return False
        self.view = view
        for part in view.parts:
            if part.id in self.lines:
                self.lines[part.id].show_picked(part.value)
        return True


class Recipients(Placing, QWidget):
    """The list, and the open recipient beside it; under its own line where there is no room for both."""

    decided = Signal(str, str, str)
    rang = Signal(str)

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.words = words
        self.cards: dict[str, RecipientCard] = {}
        self.lines: dict[str, RecipientRow] = {}
        self.opened = ""
        self._beside: bool | None = None
        self._whole = whole = unpadded(QHBoxLayout(self))
        self._list, self._side = QVBoxLayout(), QVBoxLayout()
        whole.addLayout(self._list, 5)
        whole.addLayout(self._side, 7)
        self._heads = {name: ScriptText("", words.language, Role.SMALL, bold=True) for name in COLUMNS}
        self._columns = {name: QVBoxLayout() for name in self._heads}
        for name, head in self._heads.items():
            self._list.addWidget(head)
            self._list.addLayout(self._columns[name])
        more = Button("", Look.QUIET, language=words.language, role=Role.SMALL)
        self.more = wired(more, "more-recipients", self._show_all)
        self._list.addWidget(self.more)
        self._list.addStretch(1)
        self._all = False
        self.wear_active()

    def show_views(self, views: tuple[RecipientView, ...]) -> None:
        """What stands there stays where it stands: the order is that of the page when it was opened."""
        shown = {each.id: each for each in views}
        for name in [name for name in self.cards if name not in shown]:
            remove_widgets(self.cards.pop(name), self.lines.pop(name))
        for name, each in shown.items():
            card = self.cards.get(name)
            if card is None:
                self._add_line(each)
            self.lines[name].show_state(each)
            if card is None or not card.show_values(each):
                self._make(each, card)
        if self.opened not in self.cards:
            self.opened = _first(views)
        self._count()
        self._show()

    def open(self, name: str) -> None:
        """Show another recipient, its first part that was not asked with the ring."""
        self.opened = name
        self._show()
        rows = list(self.cards[name].lines.values())
        first = next((row for row in rows if not row.picked), rows[0] if rows else self.lines[name].button)
        first.setFocus()

    def restyle(self) -> None:
        gap = active().gap
        self._whole.setSpacing(gap(20))
        for rows in (self._list, self._side, *self._columns.values()):
            rows.setSpacing(gap(2))
        super().restyle()

    def place(self) -> None:
        beside = not active().compact and self.width() >= ROOM * active().type("body")
        if beside is not self._beside:
            self._beside = beside
            self._whole.setStretch(1, 7 if beside else 0)
            self._show()

    def _add_line(self, view: RecipientView) -> None:
        line = RecipientRow(view, self.words.language)
        line.button.chosen.connect(lambda name=view.id: self.open(name))
        self.lines[view.id] = line
        self._columns[ANSWERED.get(view.answer, "suggested")].addWidget(line)

    def _make(self, view: RecipientView, before: RecipientCard | None) -> None:
        card, name = RecipientCard(self.words, view), view.id
        card.decided.connect(lambda part, value: self.decided.emit(name, part, value))
        card.rang.connect(lambda: self.rang.emit(name))
        card.onward.connect(lambda: self._onward(name))
        card.hide()
        self.destroyed.connect(card.deleteLater)  # a card that is not open stands in nothing
        self.cards[name] = card
        if before is not None:
            remove_widgets(before)

    def _onward(self, name: str) -> None:
        names = [each for each in self.order() if each == name or not self.lines[each].isHidden()]
        self.open(names[(names.index(name) + 1) % len(names)])

    def order(self) -> list[str]:
        """The recipients as they stand, top to bottom."""
        columns = list(self._columns.values())
        at = {name: [rows.indexOf(line) for rows in columns] for name, line in self.lines.items()}
        return sorted(at, key=lambda name: [place if place >= 0 else len(at) * 2 for place in at[name]])

    def _show(self) -> None:
        for name, card in self.cards.items():
            self.lines[name].show_open(name == self.opened)
            if name != self.opened:
                card.hide()
                self._let_go(card)
        if self.opened not in self.cards:
            return
        card, line = self.cards[self.opened], self.lines[self.opened]
        self._let_go(card)
        if self._beside:
            self._side.insertWidget(0, card)
            if self._side.count() == 1:
                self._side.addStretch(1)
        else:
            rows = next(rows for rows in self._columns.values() if rows.indexOf(line) >= 0)
            rows.insertWidget(rows.indexOf(line) + 1, card)
        card.name.setVisible(bool(self._beside))  # under its line it would say the name twice
        line.show()
        card.show()
        order_as_laid(self, self._whole)

    def _let_go(self, card: RecipientCard) -> None:
        for rows in (self._side, *self._columns.values()):
            rows.removeWidget(card)

    def _count(self) -> None:
        """Say how many there are of each kind, and put away those beyond the most that are shown."""
        say, rest = self.words.say, 0
        for name, head in self._heads.items():
            lines = [self.lines[each] for each in self.order() if self._columns[name].indexOf(self.lines[each]) >= 0]
            head.set_text(f"{say(f'taking.{name}')}: {len(lines)}")
            head.setVisible(bool(lines))
            if name == "suggested" and not self._all:
                for line in lines[MOST:]:
                    line.hide()
                rest = len(lines[MOST:])
        self.more.set_words(self.words.say_count("taking.more", rest))
        self.more.setVisible(bool(rest))

    def _show_all(self) -> None:
        self._all = True
        hidden = [name for name in self.order() if self.lines[name].isHidden()]
        for line in self.lines.values():
            line.show()
        self._count()
        if hidden:
            self.lines[hidden[0]].button.setFocus()


def _first(views: tuple[RecipientView, ...]) -> str:
    """Return the recipient to open: where asking was begun, else one that was not asked, else the first."""
    for shape in ("partly", "ring"):
        for view in views:
            if view.shape == shape:
                return view.id
    return views[0].id if views else ""


def _bones(view: RecipientView) -> RecipientView:
    """What a card is built of, without what was decided on it."""
    parts = tuple(replace(part, value="") for part in view.parts)
    return replace(view, parts=parts, asked="", shape="", answer="")
