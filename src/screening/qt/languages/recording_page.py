"""Reading the lines of a language aloud, one at a time, and the second speaker who approves them.

Its controller is the one that can open a microphone (IN14). The page belongs to a reviewer's record, in which there are
no cases; it says when the microphone is on, and whatever hides, leaves or locks it stops the microphone.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.languages.takes import FILTERS, TakeState, TakesView
from screening.qt.frame.page import add_at_start
from screening.qt.languages.workbench import WorkbenchPage
from screening.qt.style.theme import active, nested
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import Banner
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Flow, Ground, Halves
from screening.qt.widgets.choices import Option, Pick
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.path_field import PathField
from screening.wording.catalogue.recordings import VOICES
from screening.wording.catalogue.translations import Words

ACTS = {"record_line": "record", "hear_line": "hear", "text_before": "before", "next_text": "next"}
"""Names of keys, and the texts of their buttons."""


class RecordingPage(WorkbenchPage):
    """Shows a TakesView."""

    voice_chosen = Signal(str)
    refused = Signal(str)
    """What is wrong with the line, as it was written."""
    wrong_typed = Signal(str)
    """The same while it is not sent yet: a moment after it was typed, and when the field or the page is left."""
    file_chosen = Signal(str)
    folder_chosen = Signal(str)
    tested_pressed = Signal()
    went = Signal()
    """The page is hidden, left or locked: the microphone stops."""

    def __init__(self, words: Words) -> None:
        super().__init__(words, "takes", FILTERS, (*ACTS, "approve"))
        self.view: TakesView | None = None
        self.microphone = ""
        """``opening``, ``on``, or "" for off."""
        self.measured = False
        """Whether the last recording was measured, and the page says what it is."""
        self.wrong_kept = ""
        """What of the field about the line is on disk."""
        say, own = words.say, words.language
        self.voice = Pick([Option(name, say(f"takes.{name}")) for name in VOICES], own, say("takes.voice"))
        self.voice.picked.connect(self.voice_chosen)
        self.rows.addWidget(self._choosing())
        self.rows.addWidget(self._line())
        self.wrong = LineField(words, say("takes.wrong"), help=say("takes.wrong-help"), longest=300, name="takes-wrong")
        self.wrong.edit.half_typed.connect(self._tell_wrong)
        self.rows.addWidget(self._second())
        self.problems = ScriptText("", own, Role.SMALL)
        self.problems.hide()
        self.rows.addWidget(self._files())
        self.rows.addWidget(self._counting())
        self.rows.addStretch(1)
        self.show_microphone("")

    def show_view(self, view: TakesView) -> None:
        """Draw it. Where another line or voice is open than before, nothing is said of the one before any more."""
        before, self.view = self.view, view
        say, line = self.words.say, view.line
        self.voice.show_value(view.voice)
        texts = [(row.text_id, f"{row.number} - {say(f'takes.short.{row.standing}')}") for row in view.rows]
        self.show_list(view, texts, "" if line is None else line.text_id)
        self._show_line(view)
        self.hear.set_look(Look.OTHER if view.sound is not None else Look.RESTING, say("takes.standing.missing"))
        if before is None or line is None or (before.line, before.voice) != (line, view.voice):
            self.show_wrong(view.wrong)
            self.state_of_take("")

    def show_wrong(self, text: str) -> None:
        """Show what was written about the line and is not sent; it is on disk."""
        self.wrong_kept = text
        self.wrong.set_text(text)

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
        """The page or its line is left, or the record is locked: the microphone stops, what was typed is kept."""
        self._tell_wrong()
        self.went.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """What covers the page stops the microphone."""
        super().hideEvent(event)
        self.went.emit()

    def _tell_wrong(self) -> None:
        text = self.wrong.text()
        if text != self.wrong_kept and self.view is not None and self.view.line is not None:
            self.wrong_kept = text
            self.wrong_typed.emit(text)

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
        card.rows.addLayout(first)
        first.addWidget(self.language, 1)
        first.addWidget(self.list, 1)
        second.add(self.voice)
        second.add(self.filter)
        card.rows.addWidget(second)
        return card

    def _line(self) -> QWidget:
        own, say = self.words.language, self.words.say
        card = Card(Ground.PERSON, pads=(20, 14), gap=8)
        self.listens = Banner("", "", own, strong=True)
        self.line_words = ScriptText("", own, Role.PERSON_LESS)
        self.meaning = ScriptText("", own, Role.BODY, soft=True)
        self.note = ScriptText("", own, Role.SMALL)
        self.draft = ScriptText(say("takes.draft"), own, Role.SMALL)
        self.standing = ScriptText("", own, Role.SMALL, bold=True)
        self.told = ScriptText("", own, Role.BODY)
        head = nested(card.rows, QHBoxLayout())
        head.addWidget(self.place)
        head.addWidget(self.standing, 1)
        made = self.act_buttons(ACTS, "record_line")
        made["hear_line"].set_icon("speech")
        flow = Flow(gap=10)
        for button in made.values():
            flow.add(button)
        self.record, self.hear = made["record_line"], made["hear_line"]
        self.idle = (self.place, self.standing, *(button for name, button in made.items() if name != "record_line"))
        card.rows.addWidget(self.told)
        beside = nested(card.rows, QHBoxLayout())
        beside.addWidget(flow, 1)
        beside.addWidget(self.listens, 1)
        for each in (self.line_words, self.meaning, self.note, self.draft, self.code):
            card.rows.addWidget(each)
        card.rows.addWidget(ScriptText(say("takes.promise"), own, Role.SMALL, soft=True))
        return card

    def _second(self) -> QWidget:
        own, say = self.words.language, self.words.say
        card = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        card.rows.addWidget(ScriptText(say("takes.second"), own, Role.BODY, bold=True))
        card.rows.addWidget(ScriptText(say("takes.second-lead"), own, Role.SMALL, soft=True))
        approve = self.act_buttons({"approve": "approve"}, "")["approve"]
        add_at_start(card.rows, approve)
        card.rows.addWidget(self.wrong)
        refuse = text_button(self.words, "takes.refuse", "takes-refuse", lambda: self.refused.emit(self.wrong.text()))
        add_at_start(card.rows, refuse)
        return card

    def _files(self) -> QWidget:
        say = self.words.say
        file = PathField(
            self.words, say("takes.file"), help=say("takes.file-help"), file=True, name="takes-take-file-path"
        )
        folder = PathField(
            self.words, say("takes.folder"), help=say("takes.folder-help"), name="takes-take-folder-path"
        )
        left = self.path_card(file, "takes.take-file", "takes-take-file", self.file_chosen)
        right = self.path_card(folder, "takes.take-folder", "takes-take-folder", self.folder_chosen)
        right.rows.insertWidget(2, self.problems)
        return Halves(left, right)

    def _counting(self) -> QWidget:
        left = Card(Ground.SURFACE, pads=(20, 14), gap=8)
        left.rows.addWidget(ScriptText(self.words.say("takes.tested-lead"), self.words.language, Role.SMALL))
        add_at_start(left.rows, text_button(self.words, "takes.tested", "takes-tested", self.tested_pressed))
        left.rows.addStretch(1)
        pack = PathField(self.words, self.words.say("bench.folder"), name="takes-pack-path")
        return Halves(left, self.path_card(pack, "bench.make", "takes-make", self.export_pressed))
