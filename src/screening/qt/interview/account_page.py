"""Listening first (IN18): one field for the account, and signs found by plain words and ticked as they come."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from screening.casework.interview.account import ListeningView
from screening.qt.frame.item_scroll_area import ItemScroll
from screening.qt.frame.page import Headed
from screening.qt.style.theme import active, nested, unpadded
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.buttons import Button, Look, text_button
from screening.qt.widgets.card import Card, Ground, SideBySide, empty
from screening.qt.widgets.choices import CheckLine
from screening.qt.widgets.fields import LineField
from screening.qt.widgets.text_area import WordsBeside, WordsField
from screening.wording.script.visible_controls import visible_text


class ItemColumn(QWidget):
    """Parts one under the other, each of which scrolls as an item of the page."""

    holds_items = True


class ItemSides(SideBySide):
    """The same of parts that may stand side by side."""

    holds_items = True


class ListeningPage(Headed):
    """Shows a ListeningView. Ticking a sign records it at once; nothing here asks anything.

    It is as high as the view: account and search stay where they are, and the signs scroll by themselves (design 07).
    Where it is not, all of it scrolls as one.
    """

    @property
    def fills(self) -> bool:
        """Only where the account and the signs stand side by side, and nothing of before stands over the account."""
        return not (self.sides.stacked or self.view.beside)

    waits = False
    """No invitation waits on it: it is the page for what a person tells freely."""
    words_typed = Signal(str)
    words_left = Signal(str, str)
    wanted = Signal(str)
    ticked = Signal(str, bool)
    chosen = Signal(str)
    linked = Signal(str)
    tied = Signal(str, str)
    """A sign, and the words of the account that belong to it."""
    announced = Signal(str)

    def __init__(self, words: Says, view: ListeningView, *, draft: str = "") -> None:
        """``draft`` is half-typed text that is not on disk."""
        super().__init__(words)
        self.view = view
        self.lines: dict[str, CheckLine] = {}
        self.account: WordsField | None = None
        self.held = ""
        """Words that were marked and wait for their sign."""
        self.holding = IconText("pencil", "", words.language, Role.BODY, bold=True)
        self.holding.hide()
        self.search = LineField(words, words.say("page.listening.find"), longest=120, name="find")
        self.search.typed.connect(self.wanted)
        self.count = ScriptText("", words.language, Role.SMALL, soft=True)
        self._signs_body = ItemColumn()
        self._found, self._noted = QVBoxLayout(), QVBoxLayout()
        self.list = ItemScroll(words, pads=(8, 8))
        self._apart: bool | None = None
        """Whether the signs stand in the list that scrolls by itself; None before they stand anywhere."""
        self.head_with(words.say("page.listening.title"), words.say("page.listening.lead"))
        left, right = ItemColumn(), ItemColumn()
        self._tell(unpadded(QVBoxLayout(left), active().gap(8)), draft)
        self._rights = unpadded(QVBoxLayout(right), active().gap(8))
        self._look_up(self._rights)
        self.sides = ItemSides((left, 57), (right, 43))
        self.sides.turned.connect(self.restyle)
        self.rows.addWidget(self.sides, 1)
        self.restyle()
        self.show_view(view)

    def show_view(self, view: ListeningView) -> None:
        """Show what is noted now, and what answers to the words looked for."""
        self.view = view
        if self.account is not None:
            underline(self.account.edit, view.marked)
        self.count.set_text(view.count or ("" if view.found else self.words.say("page.listening.nothing")))
        self.count.setVisible(bool(self.count.text()))
        self._signs(view)

    def flush(self) -> None:
        if self.account is not None:
            self.words_left.emit(self.account.text(), self.account.how())

    def start(self) -> QWidget:
        return self.account.edit if self.account is not None else self.title

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "sides"):
            compact = active().compact or not self.fills
            self.list.setMinimumHeight(active().gap(120))
            self._place_signs()
            if self.account is not None:
                self.account.edit.setMinimumHeight(active().gap(140 if compact else 72))

    def _tell(self, rows: QVBoxLayout, draft: str) -> None:
        """What is said to the person, and the account."""
        view = self.view
        card = Card(Ground.PERSON, pads=(16, 8))
        said, tag = (
            (view.opening.theirs, view.person_tag) if view.opening.theirs else (view.opening.own, self.words.language)
        )
        card.rows.addWidget(ScriptText(said, tag, Role.BODY))
        rows.addWidget(card)
        for each in view.beside:
            rows.addWidget(WordsBeside(self.words, each.by, each.text, view.person_tag))
        if view.locked:
            rows.addWidget(ScriptText(view.locked, self.words.language, Role.BODY))
            rows.addStretch(1)
            return
        rows.addWidget(self._account(view, draft), 1)
        told = self.words.say("page.listening.mark-help")
        row = nested(rows, QHBoxLayout())
        row.addWidget(ScriptText(told, self.words.language, Role.SMALL, soft=True), 1)
        row.addWidget(self._mark(), 0, Qt.AlignmentFlag.AlignTop)

    def _look_up(self, rows: QVBoxLayout) -> None:
        """The search, the signs that it finds, and those that are noted."""
        press = partial(self.linked.emit, "when")
        self._last = text_button(self.words, "page.listening.when", "listening-when", press, Look.QUIET)
        self._last.fit_policy(QSizePolicy.Policy.Preferred)  # wraps where the column is narrow
        signs = unpadded(QVBoxLayout(self._signs_body))
        signs.addLayout(self._found)
        signs.addWidget(ScriptText(self.words.say("page.listening.noted"), self.words.language, Role.BODY, bold=True))
        signs.addLayout(self._noted)
        signs.addStretch(1)
        for part in (self.holding, self.search, self.count):
            rows.addWidget(part)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._last, 0, Qt.AlignmentFlag.AlignLeft)

    def _place_signs(self) -> None:
        """In a list that scrolls by itself only where the page does not scroll: one scrolling in another hides some."""
        if self.fills is self._apart:
            return
        self._apart = self.fills
        focused = QApplication.focusWidget()
        if self.fills:
            self._rights.removeWidget(self._signs_body)
            self.list.set_body(self._signs_body)
        else:
            self.list.set_body(None)
            self._rights.insertWidget(self._rights.indexOf(self.list), self._signs_body)
            self._signs_body.show()
        self.list.setVisible(self.fills)
        self._last.raise_()  # Tab comes to it after the signs, wherever they stand
        if focused is not None and self._signs_body.isAncestorOf(focused):
            focused.setFocus()

    def _account(self, view: ListeningView, draft: str) -> WordsField:
        """One field for all that is told, as high as there is room."""
        self.account = field = WordsField(self.words, view.person_tag)
        field.set_text(draft or view.account)
        field.show_how(view.how)
        field.edit.setObjectName("account")
        field.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        field.rested.connect(lambda: self.words_typed.emit(field.text()))
        field.left.connect(self.flush)
        field.how_picked.connect(lambda _how: self.flush())
        return field

    def _mark(self) -> Button:
        key = tokens().key["mark_words"]
        mark = text_button(self.words, "page.listening.mark", "mark-words", self.mark, icon="pencil", cap=key)
        mark.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the selection in the account
        return mark

    def _signs(self, view: ListeningView) -> None:
        had = next((name for name, line in self.lines.items() if line.hasFocus()), "")
        for column in (self._found, self._noted):
            empty(column)
        self.lines = {}
        for each in view.found:
            line = CheckLine(each.text, self.words.language, sub=each.sub, name=f"sign-{each.item}")
            line.setChecked(each.ticked)
            _give_way(line)
            line.clicked.connect(lambda ticked, name=each.item: self._tick(name, ticked))
            self.lines[each.item] = line
            self._found.addWidget(line)
            line.show()
        if had in self.lines:
            self.lines[had].setFocus()
        for each in view.noted:
            noted = Button(f"{each.text} · {each.sub}", Look.QUIET, language=self.words.language)
            noted.chosen.connect(lambda name=each.item: self.chosen.emit(name))
            _give_way(noted)
            self._noted.addWidget(noted)
        if not view.noted:
            self._noted.addWidget(
                ScriptText(self.words.say("page.listening.none"), self.words.language, Role.SMALL, soft=True)
            )

    def mark(self) -> None:
        """Hold the words that are selected in the account, until the sign is ticked that they belong to."""
        if self.account is None:
            return
        words = self.account.edit.textCursor().selectedText().replace("\u2029", "\n").strip()
        if not words:
            self.announced.emit(self.words.say("page.listening.mark-none"))
            return
        self._hold(words)
        self.flush()
        self.search.edit.setFocus()

    def _hold(self, words: str) -> None:
        self.held = words
        self.holding.set_text(self.words.say("page.listening.held", words=visible_text(words)) if words else "")
        self.holding.setVisible(bool(words))

    def _tick(self, item: str, ticked: bool) -> None:
        """The box shows what is on disk: it is filled again by the view. Words that are held go with it."""
        line = self.lines[item]
        line.setChecked(not ticked)
        if self.held:
            words = self.held
            self._hold("")
            self.tied.emit(item, words)
            return
        self.ticked.emit(item, ticked)


def _give_way(widget: QWidget) -> None:
    """Long signs wrap: the account keeps its share of the page."""
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)


def underline(edit: QTextEdit, spans: tuple[tuple[int, int], ...]) -> None:
    """Draw a line under the words that belong to a sign; the text itself stays as it was typed."""
    form = QTextCharFormat()
    form.setFontUnderline(True)
    text = edit.toPlainText()
    made = []
    for start, length in spans:
        # Qt counts the places of UTF-16, where signs beyond the first plane take two.
        cursor = QTextCursor(edit.document())
        cursor.setPosition(_places(text[:start]))
        cursor.setPosition(_places(text[: start + length]), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = form
        made.append(selection)
    edit.setExtraSelections(made)


def _places(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
