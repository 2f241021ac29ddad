"""The urgent referral on one page: need, receiver, answer, place, paper. Keys answer the ringed step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from screening.casework.referral.urgent import ANSWERS, MOST, PLACE_ANSWERS, WAYS, UrgentView
from screening.casework.view_models import Choice
from screening.qt.frame.page import Headed
from screening.qt.referral.papers_page import PagePicture
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText, spoken
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import text_button
from screening.qt.widgets.card import Card, Ground, SideBySide
from screening.qt.widgets.choices import ChoiceRow, Option
from screening.qt.widgets.combo_box import RowsChoiceBox
from screening.qt.widgets.confirmation import PassphraseNote
from screening.qt.widgets.fields import FilePassphrase, LineField
from screening.qt.widgets.path_field import PathField

SLOTS = tuple(str(number) for number in range(1, MOST + 1))


class NeedRow(ChoiceRow):
    """Several can be named: a key adds one, and the ring moves on; Up and another key adds another."""

    def show_named(self, needs: Sequence[Choice], last: str) -> None:
        self.show_picked(last)
        for each in needs:
            self.buttons[each.id].show_picked(each.chosen)
        self.setAccessibleName(spoken(", ".join([self.name, *(each.text for each in needs if each.chosen)])))


class ReceiverRow(ChoiceRow):
    """Three places, filled with who may take it; the row stays where it is when they change."""

    def show_receivers(self, names: Sequence[str], picked: str) -> None:
        for slot, name in zip(SLOTS, (*names, *("",) * MOST), strict=False):
            self.buttons[slot].set_words(name)
            self.buttons[slot].setVisible(bool(name))
            self.told[slot] = name
        keys = zip(self.keys, names, strict=False)
        self.setAccessibleDescription(spoken(", ".join(f"{key} {name}" for key, name in keys)))
        self.show_picked(picked)

    def answer_of(self, key: str) -> str:
        answer = super().answer_of(key)
        return answer if answer and self.buttons[answer].words else ""


RowT = TypeVar("RowT", bound=ChoiceRow)


def _call(row: ChoiceRow, step: str, more: str = "") -> None:
    """Name a step by the number that it has now, on the page and for a screen reader."""
    row.name = step
    row.label.set_text("\n".join(part for part in (step, more) if part))
    row.show_picked(row.picked)


class UrgentPage(Headed):
    """Shows an UrgentView, and a picture of the first page of the sheet that it is handed."""

    need_chosen = Signal(str)
    receiver_chosen = Signal(str)
    answered = Signal(str)
    place_answered = Signal(str)
    place_noted = Signal(str, str)
    """Where the person is, and until when."""
    duty_chosen = Signal(str)
    way_chosen = Signal(str)
    """save, print or phone."""
    save_pressed = Signal(str, str)
    """The folder and the passphrase."""
    language_chosen = Signal(str)

    def __init__(self, words: Says, view: UrgentView) -> None:
        super().__init__(words)
        say, language = words.say, words.language
        self.view = view
        self.danger = IconText("warning", view.danger, language, Role.BODY, bold=True)
        self.rows.addWidget(self.danger)
        needs = [Option(each.id, each.text) for each in view.needs]
        self.needs = self._row(NeedRow, "1", "need", needs, self.need_chosen)
        slots = [Option(slot, slot) for slot in SLOTS]
        self.takers = self._row(ReceiverRow, "2", "receiver", slots, self._receiver)
        self.about = ScriptText("", language, Role.SMALL, soft=True)
        self.person_language = RowsChoiceBox(say("urgent.language"), name="urgent-language")
        self.person_language.show_choices(view.languages)
        self.person_language.picked.connect(self.language_chosen)
        self.own = ScriptText("", language, Role.BODY)
        self.theirs = ScriptText("", language, Role.BODY)
        answers = [
            Option(each, say(f"urgent.answer-{each}"), answer="not_sure" if each == "unasked" else each)
            for each in ANSWERS
        ]
        self.ask = self._row(ChoiceRow, "3", "ask", answers, self.answered)
        self.duties: ChoiceRow | None = None
        """None in a country whose duties are not known."""
        if view.duties:
            duties = [Option(each.id, each.text) for each in view.duties]
            self.duties = self._row(ChoiceRow, "", "duty", duties, self.duty_chosen)
        self.duty_note = ScriptText(view.duty_note, language, Role.SMALL, soft=True)
        self.place_own = ScriptText("", language, Role.BODY)
        self.place_theirs = ScriptText("", language, Role.BODY)
        places = [Option(each, say(f"urgent.place-{each}")) for each in PLACE_ANSWERS]
        self.place = self._row(ChoiceRow, "4", "ask-place", places, self._place_chosen)
        self.place.setObjectName("urgent-place")
        self.where = LineField(words, say("urgent.where"), name="urgent-where")
        self.until = LineField(words, say("urgent.until"), name="urgent-until")
        self.where.entered.connect(lambda: self.until.edit.setFocus(Qt.FocusReason.TabFocusReason))
        for name, field in (("where", self.where), ("until", self.until)):
            self.keeps(f"urgent.{name}", field.edit)
            field.left.connect(self.note_places)
        self._place_is_new = False
        ways = [Option(each, say(f"urgent.way-{each}")) for each in WAYS]
        self.ways = self._row(ChoiceRow, "5", "paper", ways, self.way_chosen)
        self.until.entered.connect(lambda: self.ways.setFocus(Qt.FocusReason.TabFocusReason))
        self.rests = IconText("bar", "", language, Role.BODY)
        self.folder = PathField(words, say("page.papers.folder"), help=say("page.papers.folder-help"))
        self.folder.edit.setObjectName("urgent-folder")
        self.passphrase = FilePassphrase(words, name="urgent-passphrase")
        self.folder.entered.connect(lambda: self.passphrase.edit.setFocus(Qt.FocusReason.TabFocusReason))
        self.passphrase.edit.returnPressed.connect(self.save_now)
        self.save = text_button(words, "page.papers.save", "urgent-save", self.save_now, cap=tokens().key["save"])
        self.done = DoneLine(language)
        self.note = PassphraseNote(words)
        self.picture = PagePicture()
        self.picture.setObjectName("urgent-picture")
        self.unseen = ScriptText(say("urgent.unseen"), language, Role.SMALL, soft=True)
        self._lay()
        self.show_saving(False)
        self.show_view(view)

    def _row(
        self,
        kind: type[RowT],
        step: str,
        name: str,
        options: Sequence[Option],
        chosen: Callable[[str], None] | SignalInstance,
    ) -> RowT:
        """Make the row of one step; ``name`` ends its text's id and its object name."""
        row = kind(self.words, f"{step}  {self.words.say(f'urgent.{name}')}".strip(), options, stacked=True)
        row.setObjectName(f"urgent-{name}")
        row.chosen.connect(chosen)
        return row

    def _lay(self) -> None:
        left = Card(Ground.PLAIN, pads=(0, 0), gap=4)
        self.sentence = SideBySide((_texts(self.own, self.theirs), 3), (self.person_language, 1))
        self.place_sentence = _texts(self.place_own, self.place_theirs)
        for row in (self.needs, self.takers, self.ask, self.place, self.ways):
            row.came.connect(self._show_open)
        self.places = SideBySide((self.where, 3), (self.until, 2))
        for part in (
            self.needs, self.takers, self.about, self.sentence, self.ask, self.duties,
            self.duty_note, self.place_sentence, self.place, self.places, self.ways, self.rests, self.folder,
            self.passphrase, self.save, self.done, self.note,
        ):  # fmt: skip
            if part is not None:
                left.rows.addWidget(part)
        left.rows.addStretch(1)
        right = Card(Ground.PLAIN, pads=(8, 0), gap=8)
        right.rows.addWidget(ScriptText(self.words.say("urgent.sees"), self.words.language, Role.BODY, bold=True))
        right.rows.addWidget(self.unseen)
        right.rows.addWidget(self.picture)
        right.rows.addStretch(1)
        self.rows.addWidget(SideBySide((left, 3), (right, 1)))
        self.rows.addStretch(1)
        self.done.hide()
        self.picture.hide()

    def show_view(self, view: UrgentView) -> None:
        say = self.words.say
        self.view = view
        self.head_with(say("urgent.title"), say("urgent.lead"))
        self.danger.set_text(view.danger)
        self.needs.show_named(view.needs, view.need)
        names = [each.id for each in view.receivers]
        slot = SLOTS[names.index(view.receiver)] if view.receiver in names else ""
        self.takers.show_receivers([each.name for each in view.receivers], slot)
        paper = "urgent.paper-place" if view.place_answer == "yes" else "urgent.paper"
        self.about.set_text(
            "\n".join(f"{key}  {one.about}" for key, one in zip(self.takers.keys, view.receivers, strict=False))
        )
        asked, place = bool(view.question.own), bool(view.place_question.own)
        last = 3 + asked + place  # a step that is not shown is not counted
        for row, step in ((self.ask, f"3  {say('urgent.ask')}"), (self.ways, f"{last}  {say(paper)}")):
            _call(row, step, view.ring_line)
        _call(self.place, f"{3 + asked}  {say('urgent.ask-place')}")
        self.own.set_text(f"“{view.question.own}”" if asked else "")
        self.theirs.set_text(f"“{view.question.theirs}”" if view.question.theirs else "", view.person_language)
        for part, there in (
            (self.ask, asked), (self.theirs, bool(view.question.theirs)),
            (self.duty_note, view.answer == "unasked"),
            (self.place, place),
            (self.place_theirs, bool(view.place_question.theirs)), (self.places, view.place_answer == "yes"),
            (self.ways, view.allowed), (self.rests, bool(view.rests)),
        ):  # fmt: skip
            part.setVisible(there)
        self.ask.show_picked(view.answer)
        self.place_own.set_text(f"“{view.place_question.own}”")
        self.place_theirs.set_text(f"“{view.place_question.theirs}”", view.person_language)
        self.place.show_picked(view.place_answer)
        for field, text in zip((self.where, self.until), view.places, strict=True):
            if text and not field.text():
                field.set_text(text)
        if self._place_is_new and view.place_answer == "yes":
            self.where.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place_is_new = False
        if self.duties is not None:
            self.duties.setVisible(view.answer == "unasked")
            self.duties.show_picked(next((each.id for each in view.duties if each.chosen), ""))
        self.rests.set_text(f"{last}  {view.rests}" if view.rests else "")
        self._show_open()
        if not view.allowed:
            self.show_saving(False)
            self.show_sheet(None)

    def _show_open(self) -> None:
        """Who may be rung, and what is read out, beside the step that needs it; then it makes room for the next."""
        view = self.view
        asked = bool(view.question.own)
        self.about.setVisible(not view.answer or self.takers.has_keyboard)
        self.sentence.setVisible(asked and (self.ask.has_keyboard or not view.place_answer))
        self.place_sentence.setVisible(
            bool(view.place_question.own) and (self.place.has_keyboard or not view.place_answer)
        )

    def show_sheet(self, image: QImage | None) -> None:
        """The first page of what would go out now; None while nothing may."""
        self.unseen.setVisible(image is None)
        self.picture.setVisible(image is not None)
        if image is not None:
            self.picture.show_image(image, self.words.say("papers.preview", page=1, pages=1))

    def show_saving(self, shown: bool, folder: str = "", drawn: str = "") -> None:
        """The folder that was used last and a passphrase, which has the caret where the folder stands already."""
        for part in (self.folder, self.passphrase, self.save):
            part.setVisible(shown)
        if not shown:
            return
        self.done.hide()
        if folder and not self.folder.text():
            self.folder.set_text(folder)
        self.passphrase.offer(drawn)
        (self.passphrase if self.folder.text() else self.folder).edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_done(self, text: str) -> None:
        """What is on disk by now."""
        self.passphrase.set_text("")
        self.show_saving(False)
        self.ways.setFocus(Qt.FocusReason.OtherFocusReason)
        self.done.say(text)  # last: what is said comes into view with what has the focus

    def start(self) -> QWidget:
        return self.needs

    def _receiver(self, slot: str) -> None:
        self.receiver_chosen.emit(self.view.receivers[int(slot) - 1].id)

    def _place_chosen(self, answer: str) -> None:
        self._place_is_new = True
        self.place_answered.emit(answer)

    def note_places(self) -> None:
        """What is typed is noted when the caret leaves its field."""
        typed = (self.where.text().strip(), self.until.text().strip())
        if not self.places.isHidden() and typed != self.view.places:
            self.place_noted.emit(*typed)

    def flush(self) -> None:
        """What is typed is noted before the page is left."""
        self.note_places()

    def save_now(self) -> None:
        """Save the form, once its folder and passphrase are asked for."""
        if not self.save.isHidden():
            self.save_pressed.emit(self.folder.text(), self.passphrase.text())


def _texts(own: ScriptText, theirs: ScriptText) -> Card:
    """A sentence in the officer's language, and below it as it is read out."""
    card = Card(Ground.PLAIN, pads=(12, 0), gap=2)
    card.rows.addWidget(own)
    card.rows.addWidget(theirs)
    return card
