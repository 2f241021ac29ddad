"""Pages of notes beside the questions: what to say, fields, choices, and what can be done from there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from screening.casework.interview.note_pages import NoteRow, NotesView
from screening.qt.frame.page import Headed, remove_widgets
from screening.qt.questions.acts import act_row, number_boxes
from screening.qt.questions.shared_lines import SharedLines
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, wired
from screening.qt.widgets.choices import CheckLine, ChoiceRow, Option, PickRow
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.pressing import Steady
from screening.qt.widgets.text_area import WordsEdit


class NotesPage(Headed):
    """Shows a NotesView. A field is handed over when it is left; until then it is kept half-typed."""

    noted = Signal(str, str)
    chosen = Signal(str, str)
    pressed = Signal(str)
    linked = Signal(str)
    explained = Signal(str)
    play_pressed = Signal(tuple)
    spoke = Signal(str)
    """A line was said, or was not after all."""
    hinted = Signal(str)

    def __init__(self, words: Says) -> None:
        super().__init__(words)
        self.view: NotesView | None = None
        self.fields: dict[str, WordsEdit | LineField] = {}
        self.choices: dict[str, PickRow] = {}
        self.columns: list[SharedLines] = []
        """The columns of lines that are spoken."""
        self.ticks: dict[str, CheckLine] = {}
        self.acts: dict[str, Button] = {}
        self.kept: dict[str, str] = {}
        self._made: list[QWidget] = []
        self._folded: list[QWidget] | None = None
        """The widgets of the fold that is being made."""
        self.first = ""
        """The field that has the keyboard when the page is shown."""
        self.opened: dict[str, bool] = {}
        """Which folds are open; the officer's own choice outlasts a new drawing."""
        self._steady = Steady()

    def show_view(self, view: NotesView) -> None:
        """Draw it; where only values changed, the fields stay as they are, with the caret in them."""
        self.head_with(view.title, view.lead)
        if self.view is None or _bones(self.view) != _bones(view):
            self._build(view)
        self.view = view
        lines = {row.line.id: row.line for row in view.rows if row.line is not None}
        for column in self.columns:
            column.show_lines([lines[name] for name in column.lines], view.person_tag)
        for row in view.rows:
            if row.kind == "choice" and row.line is None:  # a link may have the same name, and no value
                self.choices[row.id].show_picked(row.value)
            elif row.id in self.ticks:
                self.ticks[row.id].setChecked(row.value == "yes")
            elif row.id in self.fields:
                self.kept[row.id] = row.value
            elif row.id in self.acts and row.kind == "act":
                self.acts[row.id].set_look(_look(row), row.why)

    def empty(self, name: str) -> None:
        """What stood in a field was taken: it is free for the next, and nothing is handed over."""
        if name in self.fields:
            self.kept[name] = ""
            self._put(name, "")

    def flush(self) -> None:
        for name in self.fields:
            self._left(name)

    def save_now(self) -> None:
        self.flush()

    def heard(self) -> tuple[str, ...]:
        """The texts that the one key plays: of the row that has the keyboard, else everything that is said here."""
        rows = self.view.rows if self.view is not None else ()
        focused = QApplication.focusWidget()
        for row in rows:
            if row.line is not None and focused is not None:
                shown: list[QWidget] = [each.lines[row.line.id] for each in self.columns if row.line.id in each.lines]
                shown += [self.fields[row.id]] if row.id in self.fields else []
                if any(each is focused or each.isAncestorOf(focused) for each in shown):
                    return row.line.plays
        return tuple(text for row in rows if row.line is not None and row.kind == "said" for text in row.line.plays)

    def start(self) -> QWidget:
        """The field that was asked for by name; the first thing to choose, on a page that is quick to pass; the first
        line that is said, unless what can be done stands first; else the title.
        """
        if (field := self.fields.get(self.first)) is not None:
            return field.edit if isinstance(field, LineField) else field
        if self.view is not None and self.view.quick and self.choices:
            return next(iter(self.choices.values()))
        if self.view is not None and self.view.rows and self.view.rows[0].kind == "act":
            return self.title
        return next((column.ringed for column in self.columns if not column.isHidden()), self.title)

    def _build(self, view: NotesView) -> None:
        focused = QApplication.focusWidget()
        had = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        remove_widgets(*self._made)
        self.tell_half_typed()
        self.fields, self.choices, self.ticks, self.acts, self._made, self.half = {}, {}, {}, {}, [], {}
        self.columns = []
        column: list[NoteRow] = []
        language = self.words.language
        self._folded = None
        for row in (*view.rows, None):
            if row is not None and row.line is not None:
                column.append(row)
                if row.kind in ("said", "choice"):
                    continue
            if column:
                self._lines(column, view.person_tag)
                column = []
            if row is None:
                break
            if row.kind == "fold":
                self._fold(row)
                continue
            if row.kind == "heading":
                self._folded = None
                self._put_in(ScriptText(row.label.own, language, Role.LEAD, bold=True))
            elif row.kind == "info":
                self._put_in(ScriptText(row.label.own, language, Role.BODY))
            elif row.kind == "step":
                self._put_in(act_row(row.value, row.label.own, language))
            elif row.kind == "numbers":
                self._put_in(number_boxes(row.numbers, language))
            elif row.kind in ("words", "line"):
                self._field(row, view.person_tag, view.page)
            elif row.kind == "choice":
                self._choice(row)
            elif row.kind == "hear":
                self._hear(row)
            elif row.kind == "tick":
                self._tick(row)
            else:
                self._act(row)
            if row.help and row.kind not in ("words", "line"):
                self._put_in(ScriptText(row.help, language, Role.SMALL, soft=True))
        if self.rows.count() == len(self._made) + 1:
            self.rows.addStretch(1)
        again = self.findChild(QWidget, had) if had else None
        if had:
            (again or self.title).setFocus()

    def _fold(self, row: NoteRow) -> None:
        """A heading that shows and hides what follows it, until the next heading."""
        self._folded = None
        opened = self.opened.setdefault(row.id, bool(row.value))
        text = f"{row.label.own} · {row.help}" if row.help else row.label.own
        icon = "up" if opened else "down"
        button = Button(text, Look.QUIET, icon=icon, language=self.words.language, role=Role.LEAD)
        held: list[QWidget] = []
        self._put_in(wired(button, f"fold-{row.id}", lambda: self._turn(row.id, button, held)))
        self._folded = held

    def _turn(self, name: str, button: Button, held: list[QWidget]) -> None:
        self.opened[name] = not self.opened[name]
        for widget in held:
            widget.setVisible(self.opened[name])
        button.set_icon("up" if self.opened[name] else "down")

    def _put_in(self, widget: QWidget) -> None:
        self._made.append(widget)
        side = Qt.AlignmentFlag(0)
        if isinstance(widget, Button):
            side = Qt.AlignmentFlag.AlignLeft
            widget.fit_policy(QSizePolicy.Policy.Preferred)  # long words wrap where large text has no room
        self.rows.insertWidget(len(self._made), widget, 0, side)  # a button across the page would look like a field
        if self._folded is not None:
            self._folded.append(widget)
            fold = next(each for each in reversed(self._made) if each.objectName().startswith("fold-"))
            widget.setVisible(self.opened[fold.objectName().removeprefix("fold-")])
            return
        widget.show()  # a layout shows it a moment later; the Tab key may come before that

    def _lines(self, rows: list[NoteRow], tag: str) -> None:
        """Put in a column of lines that are spoken, those with choices among them."""
        column = SharedLines(self.words, sounds=self.sounds)
        views = {row.line.id: row.line for row in rows if row.line is not None}
        column.show_lines(views.values(), tag)
        answers = {row.line.id: row.id for row in rows if row.line is not None and row.kind == "choice"}
        for name, line in column.lines.items():
            if name in answers:
                line.setObjectName(f"note-{answers[name]}")
                self.choices[answers[name]] = line
        column.spoke.connect(self.spoke)
        column.decided.connect(lambda name, value: self._decided(answers[name], value))
        column.played.connect(self.play_pressed)
        column.hinted.connect(self.hinted)
        self.columns.append(column)
        self._put_in(column)

    def _decided(self, name: str, value: str) -> None:
        if value:
            self._choose(name, value)
        else:
            self._empty(name)

    def _field(self, row: NoteRow, tag: str, page: str) -> None:
        field: WordsEdit | LineField
        if row.kind == "line":
            shown = "" if row.line is not None else row.label.own
            field = LineField(self.words, shown or row.label.own, help=row.help, longest=300, name=f"note-{row.id}")
            if row.line is not None:
                field.label.hide()
            field.set_text(row.value)
        else:
            if row.line is None:
                self._put_in(ScriptText(row.label.own, self.words.language, Role.BODY, bold=True))
            field = WordsEdit(self.words, tag)
            field.setPlainText(row.value)
            field.setAccessibleName(row.label.own)
            field.setAccessibleDescription(row.help)
            field.setObjectName(f"note-{row.id}")
        field.left.connect(lambda name=row.id: self._left(name))
        self.fields[row.id] = field
        self.kept[row.id] = row.value
        self.keeps(f"note.{page}.{row.id}", field.edit if isinstance(field, LineField) else field)
        self._put_in(field)
        if row.help and row.kind == "words":
            self._put_in(ScriptText(row.help, self.words.language, Role.SMALL, soft=True))

    def _choice(self, row: NoteRow) -> None:
        options = [Option(key, text, shape) for key, text, shape in row.options]
        made = ChoiceRow(self.words, row.label.own, options)
        made.setObjectName(f"note-{row.id}")
        made.chosen.connect(lambda value, name=row.id: self._choose(name, value))
        made.emptied.connect(lambda name=row.id: self._empty(name))
        self.choices[row.id] = made
        self._put_in(made)

    def _tick(self, row: NoteRow) -> None:
        line = CheckLine(row.label.own, self.words.language, name=f"note-{row.id}")
        line.setChecked(row.value == "yes")
        line.clicked.connect(lambda ticked, name=row.id: self._ticked(name, ticked))
        self.ticks[row.id] = line
        self._put_in(line)

    def _ticked(self, name: str, ticked: bool) -> None:
        """The box shows what is on disk: the view fills it."""
        self.ticks[name].setChecked(not ticked)
        self._choose(name, "yes")

    def _choose(self, name: str, value: str) -> None:
        """What is chosen is taken back by another press; a double click is one press, and takes nothing back."""
        if not self._steady.doubled(f"{name}: {value}"):
            self.chosen.emit(name, value)

    def _empty(self, name: str) -> None:
        """Back to not asked."""
        if picked := self.choices[name].picked:
            self.chosen.emit(name, picked)  # what is chosen, chosen again, is taken back

    def _act(self, row: NoteRow) -> None:
        button = Button(row.label.own, _look(row), language=self.words.language, why=row.why)
        signal = self.linked if row.kind == "link" else self.pressed
        button.explained.connect(self.explained)
        self.acts[row.id] = wired(button, f"note-{row.id}", lambda: signal.emit(row.id))
        self._put_in(button)

    def _hear(self, row: NoteRow) -> None:
        if not self.sounds:
            return
        button = Button(row.label.own, Look.QUIET, language=self.words.language, icon="speaker")
        self._put_in(wired(button, f"note-{row.id}", lambda: self.play_pressed.emit(row.plays)))

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.fields[name].text()

    def _put(self, name: str, text: str) -> None:
        field = self.fields[name]
        if isinstance(field, LineField):
            field.set_text(text)
        else:
            field.setPlainText(text)

    def _left(self, name: str) -> None:
        text = self.text(name)
        if text != self.kept.get(name, ""):
            self.kept[name] = text
            self.noted.emit(name, text)


def _look(row: NoteRow) -> Look:
    if row.kind == "link":
        return Look.QUIET
    return Look.RESTING if row.why else Look.MAIN if row.main else Look.OTHER


def _bones(view: NotesView) -> tuple[object, ...]:
    """What the page is built of, without the values in it."""
    return tuple((row.id, row.kind, row.label, row.options, row.help, row.main, row.numbers) for row in view.rows)
