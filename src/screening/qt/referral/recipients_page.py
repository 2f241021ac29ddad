"""Who takes this: recipients with their reasons, and beside each what the person agrees to pass on (picture 12)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from screening.casework.referral_view_models import Choice, RecipientView, TakingView
from screening.qt.frame.page import Headed
from screening.qt.style.theme import Themed, active
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Flow, Ground, Sides
from screening.qt.widgets.checkbox import CheckLine
from screening.qt.widgets.choice_row import DecisionRow, Option
from screening.qt.widgets.combo_box import ListBox
from screening.qt.widgets.fields import WordsEdit
from screening.qt.widgets.pick import Pick


class RecipientCard(Card):
    """One service: what it is and why on the left, the decisions on the right; one under the other from 150 %."""

    decided = Signal(str, str)
    rang = Signal()

    def __init__(self, words: Says, view: RecipientView, parent: QWidget | None = None) -> None:
        super().__init__(Ground.SURFACE, pads=(18, 12), gap=6, parent=parent)
        language = words.language
        self.view = view
        self.lines: dict[str, DecisionRow] = {}
        about, wanted = QWidget(), QWidget()
        told = QVBoxLayout(about)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(active().gap(2))
        told.addWidget(ScriptText(view.name, language, Role.LEAD, bold=True))
        told.addWidget(ScriptText(f"{view.title}. {view.why}".strip(), language, Role.BODY))
        told.addWidget(ScriptText(view.about, language, Role.SMALL, soft=True))
        icon = "tick" if view.fresh else "warning"
        told.addWidget(IconText(icon, view.number, language, Role.SMALL, bold=not view.fresh))
        if view.state:
            told.addWidget(IconText("sheet", view.state, language, Role.SMALL, bold=True))
        if view.can_verify:
            line = QHBoxLayout()
            button = Button(words.say("taking.rang"), Look.OTHER, language=language, role=Role.SMALL)
            button.setObjectName(f"rang-{view.id}")
            button.chosen.connect(self.rang)
            line.addWidget(button)
            line.addStretch(1)
            told.addLayout(line)
        told.addStretch(1)
        asked = QVBoxLayout(wanted)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(0)
        for part in view.parts:
            if part.fixed:
                asked.addWidget(IconText("bar", f"{part.title}: {part.fixed}", language, Role.SMALL, filled=True))
                continue
            row = DecisionRow(words, part.title)
            row.setObjectName(f"part-{view.id}-{part.id}")
            row.show_picked(part.value)
            row.chosen.connect(lambda value, name=part.id: self.decided.emit(name, value))
            self.lines[part.id] = row
            asked.addWidget(row)
        asked.addStretch(1)
        self.rows.addWidget(Sides((about, 5), (wanted, 6), gap=18))

    def show_values(self, view: RecipientView) -> bool:
        """Draw what was decided; False where more than that is another, and the card has to be made anew."""
        if _bones(view) != _bones(self.view):
            return False
        self.view = view
        for part in view.parts:
            if part.id in self.lines:
                self.lines[part.id].show_picked(part.value)
        return True


class ChoiceBox(Themed, ListBox):
    """A list to choose one of, named for a screen reader."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(ListBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.activated.connect(lambda at: self.picked.emit(str(self.itemData(at))))
        self.wear_active()

    def restyle(self) -> None:
        self.setMinimumHeight(active().size("target"))
        super().restyle()

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        self.clear()
        for each in choices:
            self.addItem(each.text, each.id)
        self.setCurrentIndex(next((at for at, each in enumerate(choices) if each.chosen), 0))

    def value(self) -> str:
        return str(self.currentData() or "")


class TakingPage(Headed):
    """Shows a TakingView; it is drawn anew after each act, and the focus stays where it was."""

    decided = Signal(str, str, str)
    rang = Signal(str)
    noted = Signal(str, str)
    need_pressed = Signal(str)
    add_pressed = Signal()
    directory_pressed = Signal()
    informed = Signal()
    wish_kept = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.cards: dict[str, RecipientCard] = {}
        self.wish = WordsEdit(words)
        self.wish.setObjectName("no-referral")
        self._head: QWidget | None = None
        self._cards = QVBoxLayout()
        self._foot: QWidget | None = None
        self.needs_line = ScriptText("", words.language, Role.BODY)
        self.region = ChoiceBox(words.say("taking.region"))
        self.region.setObjectName("region")
        self.region.picked.connect(lambda name: self.noted.emit("region", name))
        self.sector = ChoiceBox(words.say("stats.sector-label"))
        self.sector.setObjectName("sector")
        self.sector.picked.connect(lambda name: self.noted.emit("sector", name))
        self.sex: Pick | None = None
        self.sex_note = ScriptText("", words.language, Role.SMALL, soft=True)
        self.none = ScriptText("", words.language, Role.LEAD)
        self.needs: dict[str, CheckLine] = {}
        self.informed_line: CheckLine | None = None

    def show_view(self, view: TakingView) -> None:
        self.head_with(view.title, view.lead)
        focus = self.focusWidget()
        kept = focus.objectName() if focus is not None else ""
        if self._head is None:
            self._build(view)
        self.needs_line.set_text(f"{view.needs_title} {view.needs}")
        self.region.show_choices(view.regions)
        self.sector.show_choices(view.sectors)
        assert self.sex is not None
        self.sex.show_value(next(each.id for each in view.sexes if each.chosen))
        self.sex_note.set_text(view.sex_note)
        self.sex_note.setVisible(bool(view.sex_note))
        for each in view.add_need:
            self.needs[each.id].setChecked(each.chosen)
        assert self.informed_line is not None
        self.informed_line.setChecked(view.information_given)
        self.informed_line.setEnabled(not view.information_given)
        self.none.set_text("" if view.recipients else view.none)
        self.none.setVisible(not view.recipients)
        self._draw_cards(view)
        if kept and self.focusWidget() is not focus:
            again = self.findChild(QWidget, kept)
            if again is not None:
                again.setFocus()

    def start(self) -> QWidget:
        return self.title

    def _build(self, view: TakingView) -> None:
        language = self.words.language
        self._head = QWidget()
        rows = QVBoxLayout(self._head)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(active().gap(8))
        rows.addWidget(self.needs_line)
        line = Flow(gap=12)
        line.add(ScriptText(view.region_label, language, Role.BODY, wraps=False))
        line.add(self.region)
        line.add(ScriptText(view.sector_label, language, Role.BODY, wraps=False))
        line.add(self.sector)
        self.sex = Pick([Option(each.id, each.text) for each in view.sexes], language, view.sex_label)
        self.sex.picked.connect(lambda name: self.noted.emit("sex", name))
        rows.addWidget(line)
        who = QHBoxLayout()
        who.setSpacing(active().gap(12))
        who.addWidget(ScriptText(view.sex_label, language, Role.BODY, wraps=False))
        who.addWidget(self.sex, 1)
        rows.addLayout(who)
        rows.addWidget(self.sex_note)
        self.rows.addWidget(self._head)
        self._cards.setSpacing(active().gap(10))
        self.rows.addWidget(self.none)
        self.rows.addLayout(self._cards)
        self._build_foot(view)
        self.rows.addStretch(1)

    def _build_foot(self, view: TakingView) -> None:
        language = self.words.language
        line = QHBoxLayout()
        line.addWidget(IconText("bar", view.not_proposed, language, Role.BODY, filled=True, soft=True), 1)
        for name, text, signal in (
            ("add-recipient", "taking.add", self.add_pressed),
            ("open-directory", "taking.directory", self.directory_pressed),
        ):
            button = Button(self.words.say(text), Look.OTHER, language=language)
            button.setObjectName(name)
            button.chosen.connect(signal)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.rows.addLayout(line)
        needs = Card(Ground.SUNK, pads=(18, 10), gap=0)
        needs.rows.addWidget(ScriptText(self.words.say("taking.needs-change"), language, Role.BODY, bold=True))
        boxes = Flow(gap=24)
        for each in view.add_need:
            box = CheckLine(each.text, language)
            box.setObjectName(f"need-{each.id}")
            box.clicked.connect(lambda _=False, name=each.id: self.need_pressed.emit(name))
            self.needs[each.id] = box
            boxes.add(box)
        needs.rows.addWidget(boxes)
        self.rows.addWidget(needs)
        self.informed_line = CheckLine(view.information, language)
        self.informed_line.setObjectName("informed")
        self.informed_line.clicked.connect(self.informed)
        self.rows.addWidget(self.informed_line)
        self.rows.addWidget(ScriptText(view.no_referral_label, language, Role.BODY))
        self.wish.setAccessibleName(view.no_referral_label)
        self.wish.setPlainText(view.no_referral)
        self.rows.addWidget(self.wish)
        keep = QHBoxLayout()
        button = Button(self.words.say("taking.no-referral-keep"), Look.OTHER, language=language)
        button.setObjectName("keep-wish")
        button.chosen.connect(lambda: self.wish_kept.emit(self.wish.toPlainText()))
        keep.addWidget(button)
        keep.addStretch(1)
        self.rows.addLayout(keep)

    def _draw_cards(self, view: TakingView) -> None:
        """What stands there stays where it stands: the order is that of the page when it was opened."""
        shown = {each.id: each for each in view.recipients}
        for name in [name for name in self.cards if name not in shown]:
            self._take_away(self.cards.pop(name))
        for name, each in shown.items():
            card = self.cards.get(name)
            if card is not None and card.show_values(each):
                continue
            at = self._cards.count() if card is None else self._cards.indexOf(card)
            made = RecipientCard(self.words, each)
            made.decided.connect(lambda part, value, name=name: self.decided.emit(name, part, value))
            made.rang.connect(lambda name=name: self.rang.emit(name))
            self.cards[name] = made
            self._cards.insertWidget(at, made)
            made.show()
            if card is not None:
                self._take_away(card)

    def _take_away(self, card: RecipientCard) -> None:
        card.hide()
        self._cards.removeWidget(card)
        card.setParent(None)
        card.deleteLater()


def _bones(view: RecipientView) -> RecipientView:
    """What a card is built of, without what was decided on it."""
    return replace(view, parts=tuple(replace(part, value="") for part in view.parts))
