"""Reading the lines of a language aloud, one at a time, and the second speaker who approves them.

Its controller is the one that can open a microphone (IN14). The page belongs to a reviewer's record, in which there are
no cases; it says when the microphone is on, and whatever hides, leaves or locks it stops the microphone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.languages.takes import FILTERS, TakeState, TakesView
from screening.casework.view_models import Choice
from screening.qt.frame.page import Headed, at_start
from screening.qt.style.shortcut_table import ShortcutKeys
from screening.qt.style.theme import active
from screening.qt.style.tokens import tokens
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import Banner, BannerKind, DoneLine
from screening.qt.widgets.buttons import Button, Look, text_button
from screening.qt.widgets.card import Card, Flow, Ground, Halves
from screening.qt.widgets.choices import Option, Pick
from screening.qt.widgets.combo_box import ChoiceBox
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.path_field import PathField
from screening.wording.catalogue.recordings import VOICES
from screening.wording.catalogue.translations import Words

ACTS = {"record_line": "record", "hear_line": "hear", "text_before": "before", "next_text": "next"}
"""Names of keys, and the texts of their buttons."""


class RecordingPage(Headed):
    """Shows a TakesView."""

    language_chosen = Signal(str)
    voice_chosen = Signal(str)
    filter_chosen = Signal(str)
    line_chosen = Signal(str)
    acted = Signal(str)
    """A name of ACTS, or ``approve``."""
    refused = Signal(str)
    """What is wrong with the line, as it was written."""
    file_chosen = Signal(str)
    folder_chosen = Signal(str)
    tested_pressed = Signal()
    export_pressed = Signal(str)
    went = Signal()
    """The page is hidden, left or locked: the microphone stops."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.language, parent)
        self.words = words
        self.view: TakesView | None = None
        self.microphone = ""
        """``opening``, ``on``, or "" for off."""
        self.measured = False
        """Whether the last recording was measured, and the page says what it is."""
        say, own = words.say, words.language
        self.head_with(say("takes.title"), say("takes.lead"))
        self.done = DoneLine(own)
        self.rows.addWidget(self.done)
        self.language = ChoiceBox(say("bench.language"))
        self.language.setObjectName("takes-language")
        self.language.picked.connect(self.language_chosen)
        self.voice = Pick([Option(name, say(f"takes.{name}")) for name in VOICES], own, say("takes.voice"))
        self.voice.picked.connect(self.voice_chosen)
        self.list = ChoiceBox(say("takes.list"))
        self.list.setObjectName("takes-list")
        self.list.picked.connect(self.line_chosen)
        self.filter = Pick([Option(name, say(f"takes.{name}", n=0)) for name in FILTERS], own, say("takes.filter"))
        self.filter.picked.connect(self.filter_chosen)
        self.place = ScriptText("", own, Role.BODY, soft=True)
        self.code = LineField(words, say("bench.code"), longest=16, name="takes-code")
        self.rows.addWidget(self._choosing())
        self.rows.addWidget(self._line())
        self.wrong = LineField(words, say("takes.wrong"), help=say("takes.wrong-help"), longest=300, name="takes-wrong")
        self.rows.addWidget(self._second())
        self.file = PathField(words, say("takes.file"), help=say("takes.file-help"), file=True)
        self.folder = PathField(words, say("takes.folder"), help=say("takes.folder-help"))
        self.problems = ScriptText("", own, Role.SMALL)
        self.problems.hide()
        self.pack = PathField(words, say("bench.folder"))
        self.rows.addWidget(self._files())
        self.rows.addWidget(self._counting())
        self.rows.addStretch(1)
        acts = (*ACTS, "approve")
        self.keys = ShortcutKeys(self, {name: partial(self.acted.emit, name) for name in acts})
        self.show_microphone("")

    def show_view(self, view: TakesView) -> None:
        """Draw it."""
        other = self.view is None or self.view.line is None or self.view.line != view.line
        self.view = view
        say, line = self.words.say, view.line
        self.language.show_choices(tuple(Choice(tag, text, tag == view.language) for tag, text in view.languages))
        self.voice.show_value(view.voice)
        for name, button in self.filter.buttons.items():
            button.set_words(say(f"takes.{name}", n=view.counts[name]))
        self.filter.show_value(view.filter)
        current = "" if line is None else line.text_id
        self.list.show_choices(
            tuple(
                Choice(row.text_id, f"{row.number} - {say(f'takes.short.{row.standing}')}", row.text_id == current)
                for row in view.rows
            )
        )
        ids = [row.text_id for row in view.rows]
        self.list.setEnabled(bool(ids))
        at = say("bench.place", n=ids.index(current) + 1, total=len(ids)) if current in ids else ""
        self.place.set_text(at or ("" if ids else say("takes.none")))
        self._show_line(view)
        self.hear.set_look(Look.OTHER if view.sound is not None else Look.RESTING, say("takes.standing.missing"))
        if other:
            self.wrong.set_text("")
            self.state_of_take("")

    def show_microphone(self, state: str) -> None:
        """Say in front of the line that the microphone is being opened, or is on; "" that it is off."""
        self.microphone, say = state, self.words.say
        if state:
            hint = say("takes.on-hint") if state == "on" and not active().compact else ""
            self.listens.say(say(f"takes.{state}"), hint)
        self.listens.setVisible(bool(state))
        for each in self.idle:  # the line stands as near as it can, and no key beside Stop is in the way
            each.setVisible(not state)
        if state:
            self.record.setFocus()  # and with it the banner comes into view
        self.record.set_words(say("takes.stop" if state else "takes.record"))

    def state_of_take(self, text: str, *, measured: bool = False, wrong: bool = False) -> None:
        """What becomes of the last recording, in words; ``measured``: it is known what is wrong with it, or nothing."""
        self.measured = measured
        self.told.set_text(text)
        self.told.set_bold(wrong)
        self.told.setVisible(bool(text))

    def show_problems(self, text: str) -> None:
        """What is wrong with files that were taken in; "" for nothing."""
        self.problems.set_text(text)
        self.problems.setVisible(bool(text))

    def restyle(self) -> None:
        """At large text the line is as large as a question, so that all of it can be read without scrolling."""
        super().restyle()
        if hasattr(self, "line_words"):
            self.line_words.set_role(Role.QUESTION if active().compact else Role.PERSON_LESS)

    def flush(self) -> None:
        """The page is left, or the record is locked: the microphone stops."""
        self.went.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """What covers the page stops the microphone."""
        super().hideEvent(event)
        self.went.emit()

    def _show_line(self, view: TakesView) -> None:
        say, line, own = self.words.say, view.line, self.words.language
        for each in (self.line_words, self.meaning, self.note, self.standing):
            each.setVisible(line is not None)
        self.draft.setVisible(line is not None and view.draft)
        if line is None:
            return
        self.line_words.set_text(line.words, view.language)
        self.meaning.set_text(say("takes.meaning", text=line.meaning))
        self.meaning.setVisible(view.language != own)
        self.note.set_text(line.note)
        take = view.take
        by = "" if take is None else take.checked if view.standing in (TakeState.APPROVED, TakeState.WRONG) else take.by
        wrong = "" if take is None else take.wrong
        self.standing.set_text(say(f"takes.standing.{view.standing}", by=by, text=wrong))

    def _choosing(self) -> QWidget:
        card = Card(Ground.PLAIN, pads=(0, 0), gap=8)
        first, second = QHBoxLayout(), Flow(gap=16)
        first.addWidget(self.language, 1)
        first.addWidget(self.list, 1)
        second.add(self.voice)
        second.add(self.filter)
        card.rows.addLayout(first)
        card.rows.addWidget(second)
        return card

    def _line(self) -> QWidget:
        own, say = self.words.language, self.words.say
        card = Card(Ground.PERSON, pads=(20, 14), gap=8)
        self.listens = Banner(BannerKind.STRONG, "", "", own)
        self.line_words = ScriptText("", own, Role.PERSON_LESS)
        self.meaning = ScriptText("", own, Role.BODY, soft=True)
        self.note = ScriptText("", own, Role.SMALL)
        self.draft = ScriptText(say("takes.draft"), own, Role.SMALL)
        self.standing = ScriptText("", own, Role.SMALL, bold=True)
        self.told = ScriptText("", own, Role.BODY)
        head = QHBoxLayout()
        head.addWidget(self.place)
        head.addWidget(self.standing, 1)
        flow = Flow(gap=10)
        made = {}
        for name, text in ACTS.items():
            look = Look.MAIN if name == "record_line" else Look.OTHER
            icon = "speech" if name == "hear_line" else ""
            button = made[name] = Button(say(f"takes.{text}"), look, icon=icon, cap=tokens().key[name], language=own)
            button.setObjectName(f"takes-{text}")
            button.chosen.connect(partial(self.acted.emit, name))
            flow.add(button)
        self.record, self.hear = made["record_line"], made["hear_line"]
        self.idle = (self.place, self.standing, *(button for name, button in made.items() if name != "record_line"))
        card.rows.addLayout(head)
        beside = QHBoxLayout()
        beside.addWidget(flow, 1)
        beside.addWidget(self.listens, 1)
        card.rows.addWidget(self.told)
        card.rows.addLayout(beside)
        for each in (self.line_words, self.meaning, self.note, self.draft, self.code):
            card.rows.addWidget(each)
        card.rows.addWidget(ScriptText(say("takes.promise"), own, Role.SMALL, soft=True))
        return card

    def _second(self) -> QWidget:
        own, say = self.words.language, self.words.say
        card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        card.rows.addWidget(ScriptText(say("takes.second"), own, Role.BODY, bold=True))
        card.rows.addWidget(ScriptText(say("takes.second-lead"), own, Role.SMALL, soft=True))
        approve = Button(say("takes.approve"), Look.OTHER, cap=tokens().key["approve"], language=own)
        approve.setObjectName("takes-approve")
        approve.chosen.connect(partial(self.acted.emit, "approve"))
        card.rows.addLayout(at_start(approve))
        card.rows.addWidget(self.wrong)
        card.rows.addLayout(at_start(self._button("refuse", lambda: self.refused.emit(self.wrong.text()))))
        return card

    def _files(self) -> QWidget:
        halves = []
        for field, name, signal in (
            (self.file, "take-file", self.file_chosen),
            (self.folder, "take-folder", self.folder_chosen),
        ):
            field.edit.setObjectName(f"takes-{name}-path")
            card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
            card.rows.addWidget(field)
            card.rows.addLayout(at_start(self._button(name, partial(_hand_over, field, signal))))
            card.rows.addStretch(1)
            halves.append(card)
        halves[1].rows.insertWidget(2, self.problems)
        return Halves(*halves)

    def _counting(self) -> QWidget:
        own, say = self.words.language, self.words.say
        left, right = (Card(Ground.SURFACE, pads=(20, 14), gap=8) for _ in range(2))
        left.rows.addWidget(ScriptText(say("takes.tested-lead"), own, Role.SMALL))
        left.rows.addLayout(at_start(self._button("tested", self.tested_pressed.emit)))
        left.rows.addStretch(1)
        self.pack.edit.setObjectName("takes-pack-path")
        right.rows.addWidget(self.pack)
        make = text_button(self.words, "bench.make", "takes-make", partial(_hand_over, self.pack, self.export_pressed))
        right.rows.addLayout(at_start(make))
        right.rows.addStretch(1)
        return Halves(left, right)

    def _button(self, name: str, act: Callable[[], object]) -> Button:
        return text_button(self.words, f"takes.{name}", f"takes-{name}", act)


def _hand_over(field: PathField, signal: SignalInstance) -> None:
    signal.emit(field.text())
