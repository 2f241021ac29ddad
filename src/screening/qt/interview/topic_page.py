"""A topic of the talk: the open invitation, their own words, one open question, the others as single lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from screening.casework.interview.view_models import ItemView, TopicView
from screening.domain.answers import Answer
from screening.qt.frame.page import Page
from screening.qt.questions.invitation import Invitation, PageTitle, TopicPath
from screening.qt.questions.question import ClosedLine, OpenQuestion, PauseCard
from screening.qt.text.label import Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.card import Card, Ground, Stack, height_at
from screening.qt.widgets.choices import ChoiceRow, Option
from screening.qt.widgets.pressing import Steady
from screening.qt.widgets.text_area import WordsBeside, WordsField
from screening.wording.catalogue.translations import answer_id

ANSWERS = {0: "not_asked", 1: "yes", 2: "no", 3: "not_known", 4: "declined"}
"""What a figure answers to the open question."""


class TopicPage(Page):
    """Shows a TopicView. It keeps which question is open; everything else is the view's."""

    turns_to_person = True

    answered = Signal(str, str, str)
    """Item, answer (``not_asked`` takes it back), how ("" for the usual)."""
    placed = Signal(str, str)
    """Item, and where the harm happened that was affirmed."""
    invited = Signal(str)
    """The open invitation was offered, or why it is left out."""
    opened = Signal(str)
    """The item that is open now."""
    words_typed = Signal(str)
    """What stands in the words field, while it is typed."""
    words_left = Signal(str, str)
    """The words as they stand, and how they came, when the field is left or the page is."""
    play_pressed = Signal()
    invitation_pressed = Signal()
    rest_pressed = Signal()
    differing_pressed = Signal()
    """The officer wants to see the answers of two laptops side by side."""
    locked_pressed = Signal(str)

    def __init__(
        self, words: Says, view: TopicView, *, open_item: str = "", draft: str = "", sounds: bool = True
    ) -> None:
        """``open_item`` is open, else the first without an answer; ``draft`` is half-typed text that is not on disk."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.words, self.view, self.sounds = words, view, sounds
        self.open_item = open_item if open_item in {item.id for item in view.items} else self._first_open()
        """Empty while no question is open: the invitation stands, and a pause after something heavy (DI5)."""
        self._steady = Steady()
        self.left_at = ""
        """The item after which the order of the page goes on, where something neutral was asked out of turn."""
        self.pause: PauseCard | None = None
        self.open_question: OpenQuestion | None = None
        self.field: WordsField | None = None
        self.invite: ChoiceRow | None = None
        """Stands there while the open invitation waits; no item does then."""
        self._heading: tuple[int, ScriptText] | None = None
        """Before which item the words stand that the others are only checks, and the words."""
        self.lines: dict[str, ClosedLine] = {}
        """The closed lines; the one of the open question waits out of sight."""
        self._every: dict[str, ClosedLine] = {}
        self._cards: list[OpenQuestion] = []
        """Two for each kind of question, so that the focus goes from one to the other and is told."""
        self._affirmed = ""
        """The item of harm that was affirmed last: the key of the place is about it."""
        total = len(view.talked)
        self._path = TopicPath(view.number - 1, total, words.say("shell.spoken.path", n=view.number, total=total))
        self._path.show_done(view.talked)
        self.heading = PageTitle(
            view.title.own,
            words.language,
            note=words.say("page.topic.place", n=view.number, total=total),
            theirs=view.title.theirs,
            person_language=view.person_tag,
            path=self._path,
        )
        self.setAccessibleName(view.title.own)
        self.rows.addWidget(self.heading)
        self.rows.addWidget(self._invitation(view))
        if view.invite:
            (said, text), *left_out = view.invite
            self.invite = ChoiceRow(
                words,
                words.say("page.topic.first"),
                [Option(said, text, "circle", answer="yes"), *(Option(name, text) for name, text in left_out)],
            )
            self.invite.setObjectName("invite")
            told = (view.invitation.own, view.why.own, self.invite.accessibleDescription())
            self.invite.setAccessibleDescription(" ".join(each for each in told if each))
            self.invite.chosen.connect(self.invited)
            self.rows.addWidget(self.invite)
        for each in view.beside:
            self.rows.addWidget(WordsBeside(words, each.by, each.text, view.person_tag))
        if view.locked:
            self.rows.addWidget(ScriptText(view.locked, words.language, Role.BODY, soft=True))
        else:
            field = self.field = WordsField(words, view.person_tag)
            field.set_text(draft or (view.words.text if view.words else ""))
            field.show_how(view.words.how.value if view.words else "told")
            field.rested.connect(lambda: self.words_typed.emit(field.text()))
            field.left.connect(self.flush)
            field.how_picked.connect(lambda _how: self.flush())
            self.rows.addWidget(field)
        self._items = Stack()
        self.rows.addWidget(self._items)
        self.rows.addStretch(1)
        self._draw_items()

    def opening(self) -> str:
        """The title; the invitation is told with the row that asks whether it was offered."""
        return self.heading.title.text()

    def heard(self) -> tuple[str, ...]:
        """The texts that the one key plays: the open question, else the invitation."""
        item = self._open_view()
        if item is not None and not item.sealed:
            return (f"item.{self.open_item}.text",)
        return (f"topic.{self.view.id}.invitation",)

    def update_view(self, view: TopicView, *, going_on: bool = False) -> None:
        """Draw what changed, without touching the words field or the open question's place.

        ``going_on``: ``go_on`` follows at once, so that the open question need not be drawn where it will be closed.
        """
        if self.invite is not None and not view.invite:
            focused = QApplication.focusWidget()
            if focused is not None and (focused is self.invite or self.invite.isAncestorOf(focused)):
                focused.clearFocus()  # else the title would get the focus for a moment, and be read out
            self.invite.hide()
            self.invite = None
            self.view = view
            self.open_item = self._first_open()
            self._draw_items()
            heading = [self._heading[1]] if self._heading is not None else []
            for part in (*self.lines.values(), *heading):
                part.show()  # what is made for a page that stands there already has to be shown
        self.view = view
        if self._path.filled != view.talked:
            self._path.show_done(view.talked)
        closes = going_on and self._next(self.open_item) is not None
        for item in view.items:
            if item.id == self.open_item and self.open_question is not None:
                if not closes:
                    self.open_question.show_item(item)
            elif item.id in self.lines and self.lines[item.id].item != item:
                self.lines[item.id].show_item(item)

    def open(self, item: str) -> None:
        """Open another question."""
        if item not in {each.id for each in self.view.items}:
            return
        before: QWidget | None = self.open_question if self.open_question is not None else self.pause
        self.left_at = ""
        self._steady.chosen()
        if item != self.open_item:
            self._swap(item)
        self.opened.emit(item)
        if self.open_question is not None:
            self.open_question.setFocus()
        if before is not None and before is not self.open_question:
            # Only now: what is hidden with the focus in it would send the focus all over the page.
            before.hide()
            self._every[item].hide()

    def step(self, by: int) -> bool:
        """Open the question before or after; the only one gets the keyboard. Not while the invitation waits."""
        if not self.waits:
            names = [item.id for item in self.view.items]
            at = names.index(self.open_item) + by if self.open_item in names else 0
            if not self.open_item and self.left_at:
                at = names.index(self.left_at) + max(by, 0)  # from a pause the way back is to the item before it
            if 0 <= at < len(names):
                self.open(names[at])
            elif len(names) == 1 and self.open_question is not None and not self.open_question.hasFocus():
                self.open(self.open_item)
        return not self.waits

    def go_on(self) -> str:
        """Open the question in the next line; what is said aloud: the answer that was saved, and what comes after it.

        After a harm item no other harm item opens by itself: a pause stands there, in the place where the order of the
        page goes on. After the last question it stays open (DI5, decision 0032).
        """
        answered, item = self._open_view(), self._next(self.open_item)
        answer = self.words.say(answer_id(answered.kind, answered.answer)) if answered and answered.answer else ""
        saved = self.words.say("shell.spoken.saved", answer=answer)
        if item is None:
            return f"{saved} {self.words.say('shell.spoken.last')}"
        if self.view.after_harm and item.harm:
            self._rest(self.open_item)
            return f"{saved} {self.words.say('talk-hint.after-harm')}"
        self.open(item.id)
        self._steady.moved()
        place, total = self._place(item.id) + 1, len(self.view.items)
        said = "shell.spoken.next" if item.kind == "ask" else "shell.spoken.next-seen"
        return f"{saved} {self.words.say(said, n=place, total=total, question=item.text.own)}"

    def follows(self, item: str) -> str:
        """The item that ``go_on`` opens once this one is answered: the same after the last one, "" for a pause."""
        following = self._next(item)
        if following is None:
            return item
        heavy = following.harm and next(each.harm for each in self.view.items if each.id == item)
        return "" if heavy else following.id

    def past_pause(self) -> None:
        """Open the question after the pause, where one stands: a hand that went ahead has asked it already."""
        if not self.open_item and self.left_at and (item := self._next(self.left_at)) is not None:
            self.open(item.id)

    @property
    def has_keyboard(self) -> bool:
        """Whether the ring is on the open question, or on something in it."""
        focused = QApplication.focusWidget()
        question = self.open_question
        return question is not None and focused is not None and (question is focused or question.isAncestorOf(focused))

    @property
    def waits(self) -> bool:
        """Whether the open invitation still comes first."""
        return self.invite is not None

    def press(self, number: int, *, typing: bool = False) -> bool:
        """A figure answers the open question that has the ring, or brings the ring back to it."""
        if self.waits:
            return False
        if self.has_keyboard or typing:
            if number in ANSWERS:
                self.answer(ANSWERS[number])
        else:
            self.start().setFocus()
        return True

    def point(self, answer: str) -> None:
        """An answer pressed with a pointer; never the same press over again for a question that has just opened."""
        if not self._steady.repeats(answer):
            self.answer(answer)

    def leave_out(self) -> None:
        if self.open_item:
            self.point("declined")

    def answer(self, answer: str) -> None:
        """An answer for the open question."""
        item = self._open_view()
        if item is None:
            return
        if item.locked:
            self.locked_pressed.emit(item.locked)
        elif answer == "declined" and item.kind != "ask":
            self.locked_pressed.emit(self.words.say("seen.only-three"))
        else:
            if answer == Answer.YES:
                self._affirmed = item.id
            self.answered.emit(item.id, answer, "")

    def open_how(self) -> None:
        if self.open_question is not None:
            self.open_question.chip.chosen.emit()

    def open_where(self) -> None:
        """Open the list of places for the open question, else for what was affirmed last."""
        question = self.open_question
        if question is not None and question.item.placed and question.item.asked:
            question.where_chip.chosen.emit()
        elif self._affirmed in self.lines and self.lines[self._affirmed].item.placed:
            self.lines[self._affirmed].where_chip.chosen.emit()

    def tell_more(self) -> None:
        """Put the caret in the words field."""
        if self.field is not None:
            self.field.edit.setFocus()

    def flush(self) -> None:
        """Hand over what was typed since it was last kept."""
        if self.field is not None:
            self.words_left.emit(self.field.text(), self.field.how())

    def start(self) -> QWidget:
        if self.invite is not None:
            return self.invite
        asked = self.open_question if self.open_question is not None else self.pause
        return self.heading.title if asked is None or self.view.locked else asked

    def _next(self, name: str) -> ItemView | None:
        """The item in the next line that can be answered; None after the last."""
        following = self.view.items[self._place(name) + 1 :] if name else self.view.items
        return next((item for item in following if not item.locked), None)

    def _invitation(self, view: TopicView) -> QWidget:
        """In both languages; in one card where they are the same."""
        if view.invitation.theirs:
            texts = (view.invitation.own, view.why.own, view.invitation.theirs, view.why.theirs)
            invitation = Invitation(self.words, *texts, view.person_tag)
            invitation.play.chosen.connect(self.invitation_pressed)
            if not self.sounds:
                invitation.play.hide()
            return invitation
        card = Card(Ground.PERSON)
        card.rows.addWidget(ScriptText(view.invitation.own, self.words.language, Role.QUESTION))
        card.rows.addWidget(ScriptText(view.why.own, self.words.language, Role.SMALL, soft=True))
        return card

    def _draw_items(self) -> None:
        self._every = {item.id: self._line(item) for item in self.view.items}
        self.open_question, self._heading = None, None
        if not self.view.items:
            return
        kinds = {_kind(item): item for item in self.view.items}
        self._cards = [self._card(item) for item in kinds.values() for _ in range(2)]
        self.open_question = self._question(self.view.items[self._place(self.open_item)]) if self.open_item else None
        first_more = max((at for at, item in enumerate(self.view.items, start=1) if item.first), default=0)
        if 0 < first_more < len(self.view.items):
            more = ScriptText(self.words.say("page.topic.more"), self.words.language, Role.SMALL, soft=True)
            self._heading = (first_more, more)
            more.setParent(self._items)
        for part in self._every.values():
            part.setParent(self._items)
        if self.open_item:
            self._every[self.open_item].hide()
        self._arrange()

    def _arrange(self) -> None:
        """Put lines, heading and the open question in their order; focus and screen readers go the same way."""
        parts: list[QWidget] = [self._every[item.id] for item in self.view.items]
        opened: QWidget
        if self.open_question is not None:
            place, opened = self._place(self.open_item), self.open_question
            below: QWidget | None = parts[place]
            parts[place] = opened
        else:
            if self.pause is None:
                self.pause = PauseCard(self.words, parent=self._items)
                self.pause.rest_pressed.connect(self.rest_pressed)
                self.pause.on_pressed.connect(lambda: self.step(1))
            opened = self.pause
            place = self._place(self.left_at) + 1 if self.left_at else 0
            below = parts[place] if place < len(parts) else None
            parts.insert(place, opened)
        if self._heading is not None:
            at, more = self._heading
            parts.insert(at + (opened is self.pause and place < at), more)
        self._items.set_parts(tuple(parts))
        if below is None:
            opened.raise_()
        else:
            opened.stackUnder(below)
        self.lines = {name: line for name, line in self._every.items() if name != self.open_item}
        if self._items.isVisible():
            wide = self._items.width()
            opened.resize(wide, height_at(opened, wide))  # shown before it has its size, it would be laid out twice
        opened.show()
        self._items.settle()

    def _place(self, item: str) -> int:
        return next(at for at, each in enumerate(self.view.items) if each.id == item)

    def _swap(self, item: str) -> None:
        """Close the open question and open another, leaving every other line as it is. ``open`` hides the card."""
        views = {each.id: each for each in self.view.items}
        question = self.open_question
        if self.open_item:
            line, now = self._every[self.open_item], views[self.open_item]
            if line.item != now:
                line.show_item(now)
            line.show()
        self.open_item = item
        self.open_question = self._question(views[item]) if item else None
        if question is not None:
            question.setObjectName("")
        self._arrange()

    def _rest(self, after: str) -> None:
        """No question is open; a pause stands where the order of the page will go on."""
        before = self.open_question
        self.left_at = after
        self._swap("")
        self.opened.emit("")
        if self.pause is not None:
            self.pause.setFocus()
        if before is not None:
            before.hide()

    def _line(self, item: ItemView) -> ClosedLine:
        line = ClosedLine(self.words, item)
        line.setObjectName(f"line-{item.id}")
        line.chosen.connect(lambda name=item.id: self.open(name))
        line.how_picked.connect(lambda how, name=item.id: self._how(name, how))
        line.where_picked.connect(lambda where, each=item: self.placed.emit(each.id, where))
        return line

    def _question(self, item: ItemView) -> OpenQuestion:
        """A card that is not in use, with this question in it."""
        kind = _kind(item)
        card = next(
            each for each in self._cards if each is not self.open_question and (each.bilingual, each.asks) == kind
        )
        card.setObjectName(f"question-{item.id}")
        card.show_sound(self.sounds)
        if card.item != item:
            card.show_item(item)
        return card

    def _card(self, item: ItemView) -> OpenQuestion:
        """Another card for questions like this one."""
        card = OpenQuestion(self.words, item, self.view.person_tag, parent=self._items)
        card.hide()
        card.chosen.connect(self.point)
        card.how_picked.connect(lambda how: self._how(self.open_item, how))
        card.where_picked.connect(lambda where: self.placed.emit(self.open_item, where))
        card.more_pressed.connect(self.tell_more)
        card.play_pressed.connect(self.play_pressed)
        card.differing_pressed.connect(self.differing_pressed)
        return card

    def _how(self, item: str, how: str) -> None:
        """Another way of coming for the same answer is the same answer given anew."""
        now = next((each for each in self.view.items if each.id == item), None)
        if now is not None and now.answer:
            self.answered.emit(item, now.answer, how)

    def _open_view(self) -> ItemView | None:
        return next((item for item in self.view.items if item.id == self.open_item), None)

    def _first_open(self) -> str:
        """The first without an answer; after something heavy the first neutral one, "" where none is left."""
        view = self.view
        waiting = [item for item in view.items if not item.answer and not item.locked]
        if not waiting:
            return view.items[0].id if view.items else ""
        return next((each.id for each in waiting if not (view.after_harm and each.harm)), "")


def _kind(item: ItemView) -> tuple[bool, bool]:
    """What a card must be made for: two languages or one, something asked or something seen."""
    return bool(item.text.theirs), item.kind == "ask"
