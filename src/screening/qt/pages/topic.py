"""A topic of the talk: the open invitation, their own words, one open question, the others as single lines."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from screening.casework.views import ItemView, TopicView, WordsView
from screening.qt.inputs.buttons import Button, Look
from screening.qt.inputs.card import Card, Flow, Ground
from screening.qt.inputs.fields import WordsField
from screening.qt.inputs.path import TopicPath
from screening.qt.inputs.question import AnswerState, ClosedLine, Invitation, OpenQuestion, PageTitle
from screening.qt.label import IconText, Says
from screening.qt.pages.page import Page
from screening.qt.script_text import Role, ScriptText
from screening.qt.theme import active

NOT_ASKED = "not_asked"


class TopicPage(Page):
    """Shows a TopicView. It keeps which question is open; everything else is the view's."""

    answered = Signal(str, str, str)
    """Item, answer (``not_asked`` takes it back), how ("" for the usual)."""
    opened = Signal(str)
    """The item that is open now."""
    words_typed = Signal(str)
    """What stands in the words field, while it is typed."""
    words_left = Signal(str, str)
    """The words as they stand, and how they came, when the field is left or the page is."""
    play_pressed = Signal()
    differing_pressed = Signal()
    """The officer wants to see the answers of two laptops side by side."""
    locked_pressed = Signal(str)

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.view: TopicView | None = None
        self.open_item = ""
        self.open_question: OpenQuestion | None = None
        self.heading: PageTitle | None = None
        self.field: WordsField | None = None
        self.lines: dict[str, ClosedLine] = {}
        self._items = QVBoxLayout()
        self._note = QWidget(self)
        self._note.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(1500)
        self._pause.timeout.connect(self._typed)

    def show_view(self, view: TopicView, *, open_item: str = "", draft: str = "") -> None:
        """Draw a topic from its beginning, with a question open: the asked one, or the first without an answer."""
        self.flush()
        self.view = view
        self.clear()
        path = TopicPath(
            view.number - 1, view.total, self.words.say("shell.spoken.path", n=view.number, total=view.total)
        )
        self.heading = PageTitle(
            view.title.own,
            self.words.language,
            note=self.words.say("page.topic.place", n=view.number, total=view.total),
            theirs=view.title.theirs,
            person_language=view.person_tag,
            path=path,
        )
        self.rows.addWidget(self.heading)
        self.rows.addWidget(self._invitation(view))
        if view.locked:
            self.rows.addWidget(ScriptText(view.locked, self.words.language, Role.BODY, soft=True))
            self.field = None
        else:
            written = draft or (view.words[-1].text if view.words else "")
            how = view.words[-1].how if view.words else "told"
            self.field = WordsField(self.words, view.person_tag)
            self.field.set_text(written)
            self.field.show_how(how)
            self.field.typed.connect(lambda _text: self._pause.start())
            self.field.left.connect(self._left)
            self.field.how_picked.connect(lambda _how: self._left())
            self.rows.addWidget(self.field)
        for each in view.beside:
            self.rows.addWidget(self._beside(each))
        self._items = QVBoxLayout()
        self._items.setSpacing(active().space("xs"))
        self.rows.addLayout(self._items)
        self.rows.addStretch(1)
        names = [item.id for item in view.items]
        self.open_item = open_item if open_item in names else self._first_open(view)
        self._draw_items()

    def update_view(self, view: TopicView) -> None:
        """Draw what changed, without touching the words field or the open question's place."""
        self.view = view
        for item in view.items:
            if item.id == self.open_item and self.open_question is not None:
                self.open_question.show_state(_state(item))
                self._note.setVisible(item.contested)
            elif item.id in self.lines and self.lines[item.id].state != _state(item):
                self.lines[item.id].show_state(_state(item))

    def open(self, item: str, *, focus: bool = True) -> None:
        """Open another question."""
        if self.view is None or item not in {each.id for each in self.view.items}:
            return
        if item != self.open_item:
            self._swap(item)
        self.opened.emit(item)
        if focus and self.open_question is not None:
            self.open_question.show()
            self.open_question.setFocus()

    def step(self, by: int) -> None:
        """Open the question before or after."""
        if self.view is not None:
            names = [item.id for item in self.view.items]
            at = names.index(self.open_item) + by if self.open_item in names else 0
            if 0 <= at < len(names):
                self.open(names[at])

    def go_on(self) -> str:
        """Open the next question that has no answer; its spoken words, or those of the end."""
        assert self.view is not None
        names = [item.id for item in self.view.items]
        at = names.index(self.open_item)
        for item in (*self.view.items[at + 1 :], *self.view.items[:at]):
            if not item.answer and not item.locked:
                self.open(item.id)
                place = names.index(item.id) + 1
                return self.words.say("shell.spoken.saved-next", n=place, total=len(names), question=item.text.own)
        return self.words.say("shell.spoken.saved-last")

    def press(self, answer: str) -> None:
        """An answer key for the open question."""
        item = self._open_view()
        if item is None:
            return
        if item.locked:
            self.locked_pressed.emit(item.locked)
        else:
            self.answered.emit(item.id, answer, "")

    def tell_more(self) -> None:
        """Put the caret in the words field."""
        if self.field is not None:
            self.field.edit.setFocus()

    def flush(self) -> None:
        """Hand over what was typed since it was last kept."""
        if self.field is not None and self.view is not None:
            self._left()

    def start(self) -> QWidget:
        if self.open_question is not None and self.view is not None and not self.view.locked:
            return self.open_question
        return self.heading.title if self.heading is not None else self

    def _invitation(self, view: TopicView) -> QWidget:
        """In both languages; in one card where they are the same."""
        if view.invitation.theirs:
            texts = (view.invitation.own, view.why.own, view.invitation.theirs, view.why.theirs)
            invitation = Invitation(self.words, *texts, view.person_tag)
            invitation.play.chosen.connect(self.play_pressed)
            return invitation
        card = Card(Ground.PERSON)
        card.rows.addWidget(ScriptText(view.invitation.own, self.words.language, Role.QUESTION))
        card.rows.addWidget(ScriptText(view.why.own, self.words.language, Role.SMALL, soft=True))
        return card

    def _draw_items(self) -> None:
        assert self.view is not None
        while (taken := self._items.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()  # a widget that is still to be shown would come up as a window
                widget.setParent(None)
                widget.deleteLater()
        self.lines = {}
        self.open_question = None
        core = True
        for item in self.view.items:
            if core and not item.core and any(each.core for each in self.view.items):
                core = False
                heading = ScriptText(self.words.say("page.topic.more"), self.words.language, Role.SMALL, soft=True)
                self._items.addWidget(heading)
            if item.id == self.open_item:
                self._items.addWidget(self._question(item))
            else:
                self._items.addWidget(self._line(item))

    def _swap(self, item: str) -> None:
        """Close the open question and open another, leaving every other line as it is."""
        assert self.view is not None
        views = {each.id: each for each in self.view.items}
        question, line = self.open_question, self.lines.pop(item)
        before, self.open_item = self.open_item, item
        if question is not None:
            self._replace(question, self._line(views[before]))
        self._replace(line, self._question(views[item]))

    def _replace(self, old: QWidget, new: QWidget) -> None:
        self._items.replaceWidget(old, new)
        old.hide()  # a widget that is still to be shown would come up as a window
        old.setParent(None)
        old.deleteLater()
        new.show()

    def _line(self, item: ItemView) -> ClosedLine:
        line = ClosedLine(self.words, item.text.own, _state(item))
        line.setObjectName(f"line-{item.id}")
        line.chosen.connect(lambda name=item.id: self.open(name))
        line.how_picked.connect(lambda how, each=item: self._how(each, how))
        self.lines[item.id] = line
        return line

    def _question(self, item: ItemView) -> OpenQuestion:
        question = OpenQuestion(self.words, item.text.own, item.text.theirs, self.view.person_tag if self.view else "")
        question.setObjectName(f"question-{item.id}")
        question.show_state(_state(item))
        question.chosen.connect(self.press)
        question.how_picked.connect(lambda how: self._how(item, how))
        question.more_pressed.connect(self.tell_more)
        question.play_pressed.connect(self.play_pressed)
        if item.locked:
            question.rows.addWidget(ScriptText(item.locked, self.words.language, Role.SMALL, soft=True))
        self._note = self._differing()
        self._note.setVisible(item.contested)
        question.rows.addWidget(self._note)
        self.open_question = question
        return question

    def _differing(self) -> QWidget:
        """What stands under a question to which two laptops wrote different answers."""
        say, language = self.words.say, self.words.language
        note = Flow()
        note.add(IconText("warning", say("page.differing.here"), language, Role.SMALL, bold=True))
        see = Button(say("page.differing.see"), Look.OTHER, language=language, role=Role.SMALL)
        see.setObjectName("see-both")
        see.chosen.connect(self.differing_pressed)
        note.add(see)
        return note

    def _beside(self, words: WordsView) -> QWidget:
        """Words that another laptop wrote: to be read, never written over."""
        card = Card(Ground.PLAIN, pads=(16, 8), gap=2)
        told = f"{self.words.say('page.differing.beside')} {words.by}"
        card.rows.addWidget(ScriptText(told, self.words.language, Role.SMALL, soft=True))
        card.rows.addWidget(ScriptText(words.text, self.view.person_tag if self.view else "en", Role.BODY))
        return card

    def _how(self, item: ItemView, how: str) -> None:
        """Another way of coming for the same answer is the same answer given anew."""
        now = next((each for each in self.view.items if each.id == item.id), item) if self.view else item
        if now.answer:
            self.answered.emit(item.id, now.answer, how)

    def _open_view(self) -> ItemView | None:
        if self.view is None:
            return None
        return next((item for item in self.view.items if item.id == self.open_item), None)

    def _first_open(self, view: TopicView) -> str:
        return next((item.id for item in view.items if not item.answer and not item.locked), view.items[0].id)

    def _typed(self) -> None:
        if self.field is not None:
            self.words_typed.emit(self.field.text())

    def _left(self) -> None:
        self._pause.stop()
        if self.field is not None:
            self.words_left.emit(self.field.text(), self.field.how())


def _state(item: ItemView) -> AnswerState:
    return AnswerState(item.answer, item.how, item.applies, contested=item.contested)
