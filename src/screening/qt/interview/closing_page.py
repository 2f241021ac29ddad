"""The closing in three steps: what was written is read back, who may know what, and the help that there is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.casework.interview import recipient_consent
from screening.casework.interview.view_models import ClosingLineView, ClosingView, LineView
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.frame.record_sheet import RecordSheet
from screening.qt.questions.shared_line import SharedLine
from screening.qt.questions.shared_lines import SharedLines
from screening.qt.style.theme import active, unpadded
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import text_button
from screening.qt.widgets.card import Flow
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.text_area import WordsEdit

NOTED = ("wishes", "must-not-know", "card", "promised")
"""Lines with a field: what the person said, and what the officer said they would do."""

APART = "reach"
"""How to reach the person is written apart from the notes (DM1), on the page of name and contact."""
READ_BACK = "read-back"
STEPS = ("read-back", "agree", "help")
LAST = ("card", "next", "promise", "promised", "thanks")
"""Lines of the last step; thanks are said at its end."""
THANKS = "thanks"
SECOND_TALK = "second-talk"
"""The day of the second talk, which is a note of the page of dates."""
PROMISED, PROMISED_BY = "promised", "promised-by"
"""What the officer promised, and the day by which, which has a field of its own so that it is a reminder."""


class ClosingPage(Headed):
    """Shows a ClosingView; a field is handed over when it is left."""

    noted = Signal(str, str)
    decided = Signal(str, str)
    identity_pressed = Signal()
    linked = Signal(str)
    spoke = Signal(str)
    """A line was said, or was not after all."""
    played = Signal(tuple)
    hinted = Signal(str)
    turned = Signal(str)
    """Another step is shown; its heading."""

    def __init__(self, words: Says, view: ClosingView, *, sounds: bool, first: str) -> None:
        """``first`` is the decision that has the keyboard when the page is shown; "" for none."""
        super().__init__(words)
        self.sounds, self.first = sounds, first
        self.columns: list[SharedLines] = []
        self.fields: dict[str, WordsEdit | LineField] = {}
        self.kept: dict[str, str] = {}
        self.decisions: dict[str, SharedLine] = {}
        self.step_at = 0
        self.step_line = ScriptText("", words.language, Role.LEAD, bold=True)
        self.step_line.setObjectName("closing-step")
        self.step_line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.parts: list[QWidget] = []
        self.day: LineField | None = None
        self.talk_told: ScriptText | None = None
        self.day_shown = ""
        """The day of the promise as it is on disk."""
        self._build(view)
        self._show_step(1 if first in self.decisions else 0)

    def show_view(self, view: ClosingView) -> None:
        self.head_with(self.words.say("page.closing.title"), view.lead)
        for line in view.lines:
            if line.id in self.fields:
                self.kept[line.id] = line.noted
        if self.day is not None and view.promised_by != self.day_shown:
            self.day_shown = self.kept[PROMISED_BY] = view.promised_by
            self.day.set_text(view.promised_by)
        told = [each.line for each in view.lines]
        if view.second_talk is not None and self.talk_told is not None:
            self.talk_told.set_text(view.second_talk.told)
        lines = {each.id: each for each in (*view.leaving, *view.decisions.values(), *told) if each}
        for column in self.columns:
            column.show_lines([lines[name] for name in column.lines], view.person_tag)

    def not_saved(self) -> None:
        """What stands on disk is what counts as kept."""
        self.kept[PROMISED_BY] = self.day_shown
        self.refresh()

    def flush(self) -> None:
        """Hand over every field that differs from what is on disk."""
        for name in self.fields:
            self._left(name)

    def advance(self) -> bool:
        """Next leads through the steps; from the last one it finishes."""
        return self._turn(1)

    def retreat(self) -> bool:
        """Back leads through the steps; from the first one to the page before."""
        return self._turn(-1)

    def _turn(self, by: int) -> bool:
        at = self.step_at + by
        if not 0 <= at < len(STEPS):
            return False
        self.flush()
        self.step_line.setFocus()
        self._show_step(at)
        self.turned.emit(self.step_line.text())
        return True

    def _show_step(self, at: int) -> None:
        say = self.words.say
        self.step_at = at
        title = say(f"page.closing.step-{STEPS[at]}")
        self.step_line.set_text(say("page.closing.step", n=at + 1, total=len(STEPS), title=title))
        self.onward = (
            say("shell.next-to", title=say(f"page.closing.short-{STEPS[at + 1]}")) if at + 1 < len(STEPS) else ""
        )
        for number, part in enumerate(self.parts):
            part.setVisible(number == at)

    def _build(self, view: ClosingView) -> None:
        self.rows.addWidget(self.step_line)
        first, agree, last = (self._part() for _step in STEPS)
        for line in view.lines:
            if line.id != THANKS:
                self._line(last if line.id in LAST else first, line, view)
        self._agree(agree, view)
        help_told = self.words.say("page.closing.information")
        last.addWidget(ScriptText(help_told, self.words.language, Role.BODY, bold=True))
        self._spoken(last, view.leaving, view.person_tag)
        if view.second_talk is not None:
            talk = view.second_talk
            self._day(last, SECOND_TALK, self.words.say("page.dates.second-talk"), talk.help, talk.typed)
            self.talk_told = ScriptText(talk.told, self.words.language, Role.SMALL, bold=True)
            last.addWidget(self.talk_told)
        for line in view.lines:
            if line.id == THANKS:
                self._line(last, line, view)
        self.rows.addStretch(1)

    def _part(self) -> QVBoxLayout:
        """One step, out of sight until it is turned to."""
        part = QWidget()
        column = unpadded(QVBoxLayout(part), active().space("m"))
        self.parts.append(part)
        self.rows.addWidget(part)
        return column

    def _line(self, rows: QVBoxLayout, line: ClosingLineView, view: ClosingView) -> None:
        language = self.words.language
        if line.line is not None:
            self._spoken(rows, (line.line,), view.person_tag)
        else:
            rows.addWidget(ScriptText(line.text.own, language, Role.BODY))
        if line.id in NOTED and not line.closed:
            edit = WordsEdit(self.words, view.person_tag)
            edit.setObjectName(f"closing-{line.id}")
            edit.setAccessibleName(line.title.own)
            edit.setPlainText(line.noted)
            edit.left.connect(lambda name=line.id: self._left(name))
            self.fields[line.id] = edit
            self.kept[line.id] = line.noted
            self.keeps(f"closing.{line.id}", edit)
            rows.addWidget(ScriptText(line.title.own, language, Role.SMALL, soft=True))
            rows.addWidget(edit)
            if line.id == PROMISED:
                say = self.words.say
                self.day = self._day(rows, PROMISED_BY, say("follow.day"), say("day.help"), view.promised_by)
                self.day_shown = view.promised_by
        elif line.id == READ_BACK:
            sheet = RecordSheet(self.words)
            sheet.chosen.connect(self.linked)
            sheet.show_rows(view.record.rows)
            rows.addWidget(sheet)
        elif line.id == APART:
            apart = text_button(self.words, "page.closing.apart", "to-identity", self.identity_pressed, icon="people")
            add_at_start(rows, apart)

    def _day(self, rows: QVBoxLayout, name: str, label: str, help: str, day: str) -> LineField:
        """Put in a field for a day."""
        field = LineField(self.words, label, help=help, longest=40, name=f"closing-{name}")
        field.set_text(day)
        self.fields[name], self.kept[name] = field, day
        self.keeps(f"closing.{name}", field.edit)
        field.edit.editingFinished.connect(lambda: self._left(name))
        rows.addWidget(field)
        return field

    def _agree(self, rows: QVBoxLayout, view: ClosingView) -> None:
        """Who may know what: each receiver by name, and what else is decided."""
        asks = Flow(gap=16)
        for place in recipient_consent.PLACES:
            press = partial(self.linked.emit, place)
            asks.add(text_button(self.words, f"page.closing.{place}", f"closing-{place}", press))
        rows.addWidget(asks)
        names = {each.id: name for name, each in view.decisions.items()}
        if not names:
            return
        column = self._spoken(rows, tuple(view.decisions.values()), view.person_tag)
        column.decided.connect(lambda line, value: self.decided.emit(names[line], value))
        for line, name in names.items():
            self.decisions[name] = column.lines[line]
            column.lines[line].setObjectName(f"decision-{name}")

    def _spoken(self, rows: QVBoxLayout, views: tuple[LineView, ...], tag: str) -> SharedLines:
        """Put in a column of lines that are spoken."""
        column = SharedLines(self.words, sounds=self.sounds)
        column.show_lines(views, tag)
        column.spoke.connect(self.spoke)
        column.played.connect(self.played)
        column.hinted.connect(self.hinted)
        self.columns.append(column)
        rows.addWidget(column)
        return column

    def _left(self, name: str) -> None:
        text = self.fields[name].text()
        if text != self.kept[name]:
            self.kept[name] = text
            self.noted.emit(name, text)

    def start(self) -> QWidget:
        """The decision that was just asked for by name; else the title."""
        return self.decisions.get(self.first, self.title)
