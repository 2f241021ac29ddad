"""Referrals: what is needed and for whom, the recipients and adding one, and what the person wishes instead."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from screening.casework.interview.view_models import AddingView, TakingView
from screening.qt.frame.page import Headed, add_at_start, remove_widgets
from screening.qt.referral.recipient_list import Recipients
from screening.qt.style.theme import active, nested, unpadded
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import Banner
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Flow, Ground
from screening.qt.widgets.choices import CheckLine, Option, Pick
from screening.qt.widgets.combo_box import ChoiceBox
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.text_area import WordsEdit


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

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.recipients = Recipients(words)
        self.recipients.decided.connect(self.decided)
        self.recipients.rang.connect(self.rang)
        self.wish = WordsEdit(words)
        self.wish.setObjectName("no-referral")
        self._head: QWidget | None = None
        self.needs_line = ScriptText("", words.language, Role.BODY)
        self.who_line = ScriptText("", words.language, Role.SMALL, soft=True)
        self.change = text_button(words, "taking.change", "change-who", self._change_who, Look.QUIET, role=Role.SMALL)
        self.who = QWidget()
        self.who.hide()
        self.region = ChoiceBox(words.say("taking.region"), name="region")
        self.region.picked.connect(lambda name: self.noted.emit("region", name))
        self.district = ChoiceBox(words.say("taking.district"), name="district")
        self.district.picked.connect(lambda name: self.noted.emit("district", name))
        self.district_label = ScriptText(words.say("taking.district"), words.language, Role.BODY, wraps=False)
        self.sector = ChoiceBox(words.say("stats.sector-label"), name="sector")
        self.sector.picked.connect(lambda name: self.noted.emit("sector", name))
        self.sex: Pick | None = None
        self.sex_note = ScriptText("", words.language, Role.SMALL, soft=True)
        self.no_entry = ScriptText("", words.language, Role.SMALL)
        self.advice = ScriptText("", words.language, Role.BODY)
        self.none = ScriptText("", words.language, Role.LEAD)
        self.needs: dict[str, CheckLine] = {}
        self.informed_line: CheckLine | None = None

    def show_view(self, view: TakingView) -> None:
        self.head_with(self.words.say("taking.title"), view.lead)
        focus = self.focusWidget()
        kept = focus.objectName() if focus is not None else ""
        if self._head is None:
            self._build(view)
        self.needs_line.set_text(f"{self.words.say('taking.needs')} {view.needs}")
        self.no_entry.set_text(view.no_entry)
        self.no_entry.setVisible(bool(view.no_entry))
        self.advice.set_text("\n".join(view.advice))
        self.advice.setVisible(bool(view.advice))
        self.who_line.set_text(view.who)
        self.region.show_choices(view.regions)
        self.district.show_choices(view.districts)
        self.district_label.setVisible(bool(view.districts))
        self.district.setVisible(bool(view.districts))
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
        self.none.set_text("" if view.recipients else self.words.say("taking.none"))
        self.none.setVisible(not view.recipients)
        self.recipients.show_views(view.recipients)
        if kept and self.focusWidget() is not focus:
            again = self.findChild(QWidget, kept)
            if again is not None:
                again.setFocus()

    def start(self) -> QWidget:
        return self.title

    def _change_who(self) -> None:
        """Show what the suggestions go by, or put it away."""
        self.who.setVisible(self.who.isHidden())
        if not self.who.isHidden():
            self.region.setFocus()

    def _build(self, view: TakingView) -> None:
        language = self.words.language
        self._head = QWidget()
        rows = unpadded(QVBoxLayout(self._head), active().gap(8))
        rows.addWidget(self.needs_line)
        rows.addWidget(self.no_entry)
        rows.addWidget(self.advice)
        known = Flow(gap=12)
        known.add(self.who_line)
        known.add(self.change)
        rows.addWidget(known)
        rows.addWidget(self.who)
        rows.addWidget(self.sex_note)
        self.rows.addWidget(self._head)
        rows = unpadded(QVBoxLayout(self.who), active().gap(8))
        line = Flow(gap=12)
        line.add(ScriptText(self.words.say("taking.region"), language, Role.BODY, wraps=False))
        line.add(self.region)
        line.add(self.district_label)
        line.add(self.district)
        line.add(ScriptText(self.words.say("stats.sector-label"), language, Role.BODY, wraps=False))
        line.add(self.sector)
        self.sex = Pick([Option(each.id, each.text) for each in view.sexes], language, self.words.say("taking.sex"))
        self.sex.picked.connect(lambda name: self.noted.emit("sex", name))
        rows.addWidget(line)
        who = nested(rows, QHBoxLayout(), spacing=active().gap(12))
        who.addWidget(ScriptText(self.words.say("taking.sex"), language, Role.BODY, wraps=False))
        who.addWidget(self.sex, 1)
        self.rows.addWidget(self.none)
        self.rows.addWidget(self.recipients)
        self._build_foot(view)
        self.rows.addStretch(1)

    def _build_foot(self, view: TakingView) -> None:
        language = self.words.language
        self.rows.addWidget(
            IconText("bar", self.words.say("taking.not-proposed"), language, Role.BODY, filled=True, soft=True)
        )
        line = Flow(gap=12)
        for name, text, signal in (
            ("add-recipient", "taking.add", self.add_pressed),
            ("open-directory", "taking.directory", self.directory_pressed),
        ):
            line.add(text_button(self.words, text, name, signal))
        self.rows.addWidget(line)
        needs = Card(Ground.SUNK, pads=(18, 10), gap=0)
        needs.rows.addWidget(ScriptText(self.words.say("taking.needs-change"), language, Role.BODY, bold=True))
        boxes = Flow(gap=24)
        for each in view.add_need:
            box = CheckLine(each.text, language, name=f"need-{each.id}")
            box.clicked.connect(lambda _=False, name=each.id: self.need_pressed.emit(name))
            self.needs[each.id] = box
            boxes.add(box)
        needs.rows.addWidget(boxes)
        self.rows.addWidget(needs)
        self.informed_line = CheckLine(self.words.say("taking.information"), language, name="informed")
        self.informed_line.clicked.connect(self.informed)
        self.rows.addWidget(self.informed_line)
        self.rows.addWidget(ScriptText(self.words.say("taking.no-referral"), language, Role.BODY))
        self.wish.setAccessibleName(self.words.say("taking.no-referral"))
        self.wish.setPlainText(view.no_referral)
        self.keeps("no-referral", self.wish)
        self.rows.addWidget(self.wish)
        keep = text_button(
            self.words, "taking.no-referral-keep", "keep-wish", lambda: self.wish_kept.emit(self.wish.toPlainText())
        )
        add_at_start(self.rows, keep)


class AddingPage(Headed):
    """Shows an AddingView. ``added`` carries the entry, the ground, the duty's name, and whether it was confirmed."""

    picked = Signal(str)
    added = Signal(str, str, str, bool)
    left = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.others = ChoiceBox(words.say("adding.title"), name="others")
        self.others.picked.connect(self.picked)
        self.chosen = ""
        self.ground: Pick | None = None
        self.duty = LineField(words, words.say("adding.duty-name"), help=words.say("adding.duty-help"), name="duty")
        self.keeps("adding.duty", self.duty.edit)
        self.sure = False
        self.body: QWidget | None = None
        self.head_with(words.say("adding.title"), words.say("adding.lead"))
        self.rows.addWidget(self.others)
        self.rows.addStretch(1)

    def show_view(self, view: AddingView) -> None:
        language = self.words.language
        self.chosen, self.sure = view.chosen, False
        self.others.show_choices(view.others)
        if self.body is not None:
            self.duty.setParent(None)
            remove_widgets(self.body)
        self.body = QWidget()
        rows = unpadded(QVBoxLayout(self.body), active().gap(12))
        self.ground = None
        if view.chosen:
            rows.addWidget(ScriptText(view.question, language, Role.QUESTION))
            if view.needs_ground:
                options = [Option("wish", self.words.say("adding.wish")), Option("duty", self.words.say("adding.duty"))]
                self.ground = Pick(options, language, view.question)
                self.ground.picked.connect(lambda name: self.duty.setVisible(name == "duty"))
                rows.addWidget(self.ground)
                rows.addWidget(self.duty)
                self.duty.hide()
            if view.warning:
                rows.addWidget(Banner("", view.warning, language))
        buttons = [text_button(self.words, "adding.leave", "leave-out", self.left, Look.MAIN)]
        if view.chosen:
            text = "adding.sure" if view.warning else "adding.add"
            buttons.append(text_button(self.words, text, "add", lambda: self._add(warned=bool(view.warning))))
        add_at_start(rows, *buttons)
        self.rows.insertWidget(2, self.body)
        self.body.show()

    def _add(self, *, warned: bool) -> None:
        ground = self.ground.value if self.ground is not None else "wish"
        self.added.emit(self.chosen, ground, self.duty.text() if ground == "duty" else "", warned)

    def start(self) -> QWidget:
        return self.others
