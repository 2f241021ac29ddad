"""The one open question, the pause in its place, and the closed lines around it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from screening.domain.answers import How
from screening.qt.questions.answer_buttons import NOT_ASKED, AnswerGroup
from screening.qt.questions.invitation import Invitation, PageTitle, PersonHalf
from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, Themed, active
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, KeyCap, Says
from screening.qt.text.text_label import Role, ScriptText, SetText, spoken
from screening.qt.widgets.buttons import Button, Look
from screening.qt.widgets.card import Card, Flow, Ground, Group, Halves, paint_ground
from screening.qt.widgets.pressing import PressedByReturn
from screening.qt.widgets.provenance import PlaceChip, ProvenanceChip
from screening.wording.catalogue.translations import answer_id, came

__all__ = ["AnswerState", "ClosedLine", "Invitation", "OpenQuestion", "PageTitle"]


@dataclass(frozen=True, slots=True)
class AnswerState:
    """What is known of one answer. ``answer`` and ``how`` are "" for not asked."""

    answer: str = ""
    how: str = ""
    applies: bool = True
    not_saved: bool = False
    kind: str = "ask"
    """What the item is: what is observed or read in a paper has answers and words of its own."""
    contested: bool = False
    """Two laptops wrote different answers: none of them stands."""
    sealed: bool = False
    """Somebody else may see or hear: it rests, and neither its words nor its answer are shown."""
    earlier: str = ""
    """What an earlier session recorded that is not the answer now."""
    placed: bool = False
    """Whether it may say where the harm happened that was affirmed; ``where`` is the place, "" where none was noted."""
    where: str = ""

    @property
    def asked(self) -> bool:
        return bool(self.answer) and self.answer != NOT_ASKED and not self.contested

    @property
    def texts(self) -> str:
        """Under which name the words around the answer stand."""
        return "shell.question" if self.kind == "ask" else "shell.seen"


class OpenQuestion(Themed, Group):
    """One question in both languages with its four answers, or something seen with three. The ring goes round the card.

    It draws what ``show_state`` is given; pressing an answer fills nothing by itself.
    """

    chosen = Signal(str)
    how_picked = Signal(str)
    where_picked = Signal(str)
    more_pressed = Signal()
    play_pressed = Signal()
    differing_pressed = Signal()

    def __init__(
        self,
        words: Says,
        own: str,
        theirs: str = "",
        person_language: str = "",
        *,
        kind: str = "ask",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words, self.question = words, own
        self._told: tuple[object, ...] | None = None
        """What it asks and shows, as ``ask`` was told, while nothing else was shown since."""
        self.bilingual = bool(theirs)
        self.person_language = person_language if theirs else ""
        self.asks = kind == "ask"
        self.state = AnswerState(kind=kind)
        key = tokens().key
        self.own = ScriptText(own, words.language, Role.LEAD)
        top: QWidget = self.own
        if theirs:
            play = words.say("shell.question.play")
            self.theirs = PersonHalf(theirs, person_language, Role.LEAD, play_name=play)
            self.theirs.play.connect(self.play_pressed)
            self.own.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            top = Halves(self.own, self.theirs, gap=24)
        self.answers = AnswerGroup(words, person_language if theirs else "", own, kind=kind)
        self.answers.chosen.connect(self.chosen)
        self._foot = Flow()
        language = words.language
        said = self.state.texts
        self.waiting = IconText("ring", words.say(f"{said}.not-asked-yet"), language, Role.SMALL, soft=True)
        self.came = ScriptText(words.say("how.title"), language, Role.SMALL, wraps=False)
        self.chip = ProvenanceChip(words)
        self.chip.picked.connect(self.how_picked)
        self.back = Button(
            words.say(f"{said}.back-to-not-asked"),
            Look.PLAIN,
            cap=key["not_asked"],
            language=language,
            role=Role.SMALL,
        )
        self.back.chosen.connect(lambda: self.chosen.emit(NOT_ASKED))
        self.more = Button(
            words.say("shell.question.tell-more"), Look.PLAIN, cap=key["tell_more"], language=language, role=Role.SMALL
        )
        self.more.chosen.connect(self.more_pressed)
        self._cap = KeyCap(key["how"])
        self.where_chip = PlaceChip(words)
        self.where_chip.picked.connect(self.where_picked)
        self._place_cap = KeyCap(key["where"])
        for part in (self.waiting, self.came, self.chip, self._cap, self.where_chip, self._place_cap, self.back):
            self._foot.add(part)
        self._foot.add(self.more, end=True)
        self.more.setVisible(self.asks)
        self.locked = IconText("lock", "", language, Role.BODY)
        self.differing = self._differing()
        self.earlier = ScriptText("", language, Role.SMALL, soft=True)
        self._rows = QVBoxLayout(self)
        for each in (top, self.answers, self._foot, self.earlier, self.locked, self.differing):
            self._rows.addWidget(each)
        self.locked.hide()
        self.differing.hide()
        self.show_state(self.state)
        self.wear_active()

    def ask(self, own: str, theirs: str, state: AnswerState, *, locked: str = "") -> None:
        """Ask another question of the same kind in the same card; ``locked`` is why it cannot be answered now."""
        told = (own, theirs, state, locked)
        if told == self._told:
            return
        self.question = own
        self.own.set_text(own)
        if self.bilingual:
            self.theirs.button.set_words("", name=f"{self.words.say('shell.question.play')}: {own}")
            self.theirs.text.set_text(theirs)
        self.answers.setAccessibleName(spoken(own))
        self.locked.set_text(locked)
        self.locked.setVisible(bool(locked))
        for part in (self.answers, self._foot):
            part.setVisible(not locked)
        self.show_state(state)
        self._told = told

    def show_sound(self, sounds: bool) -> None:
        """Whether there is anything to hear: only then there is a button for it."""
        if self.bilingual:
            self.theirs.button.setVisible(sounds)

    def show_state(self, state: AnswerState) -> None:
        """Draw an answer as it is on disk."""
        self._told = None
        self.state = state
        asked = state.asked
        self.answers.show_answer("" if state.not_saved or state.contested else state.answer)
        for part in (self.came, self.chip, self._cap, self.back):
            part.setVisible(asked and not state.not_saved)
        placed = asked and not state.not_saved and state.placed
        self.where_chip.setVisible(placed)
        self._place_cap.setVisible(placed)
        self.where_chip.show_value(state.where)
        self.waiting.setVisible(not asked or state.not_saved)
        self.differing.setVisible(state.contested)
        self.earlier.set_text(state.earlier)
        self.earlier.setVisible(bool(state.earlier))
        text = "shell.question.not-saved" if state.not_saved else f"{state.texts}.not-asked-yet"
        if state.contested:
            text = "page.differing.short"
        self.waiting.set_text(self.words.say(text))
        self.waiting.set_icon("cross" if state.not_saved else "ring")
        if asked and state.how:
            self.chip.show_value(state.how)
        told = (self._spoken(asked and not state.not_saved), state.earlier)
        self.setAccessibleName(spoken(" ".join(part for part in told if part)))
        self.setAccessibleDescription("" if self.answers.isHidden() else self.answers.choices_spoken)

    def restyle(self) -> None:
        theme = active()
        across = 0 if theme.compact and theme.name != "sun" else theme.gap(20)
        self._rows.setContentsMargins(across, theme.gap(0 if theme.compact else 12), across, theme.gap(8))
        self._rows.setSpacing(theme.gap(6))
        super().restyle()

    @property
    def ground(self) -> Ground:
        """What its parts lie on; where text is large, the page itself."""
        return Ground.PLAIN if active().compact and active().name != "sun" else Ground.OPEN

    def ring_rect(self) -> QRectF:
        """The whole card; where text is large, only the answers: the card may be taller than the view."""
        whole = not active().compact or self.answers.isHidden()
        return QRectF(self.rect() if whole else self.answers.geometry())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_ground(QPainter(self), QRectF(self.rect()), self.ground)

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

    def _spoken(self, asked: bool) -> str:
        if not self.locked.isHidden():
            return f"{self.question} {self.locked.text()}"
        if self.state.contested:
            return f"{self.question} {self.words.say('page.differing.here')}"
        if not asked:
            untold = "shell.spoken.not-asked" if self.asks else "shell.spoken.not-noted"
            return self.words.say(untold, question=self.question)
        answer = self.words.say(answer_id(self.state.kind, self.state.answer))
        how = came(self.words.say, self.state.how or How.ASKED, self.state.where)
        return self.words.say("shell.spoken.answered", question=self.question, answer=answer, how=how)


class ClosedLine(PressedByReturn, FitsHeight, QPushButton):
    """A question that is not open now: shape, text, answer, chip in one line of 44. Pressing opens it."""

    chosen = Signal()
    how_picked = Signal(str)
    where_picked = Signal(str)
    gives_way = True
    """Where room is short, closed lines go out of sight before anything else does."""

    def __init__(self, words: Says, text: str, state: AnswerState | None = None) -> None:
        super().__init__()
        self.words, self.question = words, text
        self.state = AnswerState()
        self.asked = False
        self._heights: dict[int, int] = {}
        self.fit_policy(QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.chip = ProvenanceChip(words, parent=self)
        self.chip.picked.connect(self.how_picked)
        self.where_chip = PlaceChip(words, parent=self)
        self.where_chip.picked.connect(self.where_picked)
        self.clicked.connect(self.chosen)
        self.show_state(state or AnswerState())
        self.wear_active()

    def show_state(self, state: AnswerState) -> None:
        self.state = state
        asked = self.asked = state.asked
        self.chip.setVisible(asked and bool(state.how))
        if asked and state.how:
            self.chip.show_value(state.how)
        self.where_chip.setVisible(asked and state.placed)
        self.where_chip.show_value(state.where)
        way = came(self.words.say, state.how, state.where) if asked and state.how else ""
        said = [self.question, self.answer_words, way]
        self.setAccessibleName(spoken(", ".join(part for part in said if part)))
        self.restyle()

    @property
    def answer_words(self) -> str:
        """What stands at the end of the line."""
        if self.state.sealed:
            return self.words.say("shell.question.sealed")
        if self.state.contested:
            return self.words.say("page.differing.short")
        if not self.asked:
            return self.words.say(f"{self.state.texts}.not-asked-short")
        answer = self.words.say(answer_id(self.state.kind, self.state.answer))
        return answer if self.state.applies else f"{answer}, {self.words.say('shell.question.does-not-apply')}"

    def heightForWidth(self, width: int) -> int:
        """Asked hundreds of times while one page finds its shape; kept until the line says something else."""
        if width not in self._heights:
            text = int(self._text(width).height)
            self._heights[width] = max(active().size("target"), text + active().gap(8)) + 1
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(active().gap(400), self.heightForWidth(active().size("reading")))

    def minimumSizeHint(self) -> QSize:
        return QSize(active().gap(200), active().size("target") + 1)

    def restyle(self) -> None:
        self._heights.clear()
        super().restyle()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, middle = active(), self.height() / 2
        soft = (not self.asked and not self.state.contested) or not self.state.applies
        if self.isDown():
            painter.fillRect(self.rect(), theme.color("accent_soft"))
        icon, answer = self._icon(), self._answer()
        shape = (
            "lock"
            if self.state.sealed
            else "warning"
            if self.state.contested
            else icons.ANSWER_SHAPE[self.state.answer if self.asked else NOT_ASKED]
        )
        ink, pale = theme.color("ink"), theme.color("ink_soft")
        left = theme.gap(20)
        icons.paint(painter, shape, self._at(left, icon, middle - icon / 2, icon), ink, filled=self.asked)
        text = self._text(self.width())
        spot = self._at(self._start(), text.available, middle - text.height / 2, text.height)
        resting = self.state.sealed or not self.state.applies
        text.draw(painter, spot.x(), spot.y(), pale if resting else ink)
        end = self.width() - self._chip_room() - answer.width
        spot = self._at(end, answer.width, middle - answer.height / 2, answer.height)
        answer.draw(painter, spot.x(), spot.y(), pale if soft else ink)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))

    def _place(self) -> None:
        size = self.chip.sizeHint()
        left = self.width() - active().gap(20) - size.width()
        rect = self._at(left, size.width(), (self.height() - 1 - size.height()) / 2, size.height())
        self.chip.setGeometry(rect.toRect())
        place = self.where_chip.sizeHint()
        left -= active().gap(8) + place.width()
        rect = self._at(left, place.width(), (self.height() - 1 - place.height()) / 2, place.height())
        self.where_chip.setGeometry(rect.toRect())

    def _at(self, left: float, width: float, top: float, height: float) -> QRectF:
        return QRectF(self.from_start(left, width), top, width, height)

    def _text(self, width: int) -> SetText:
        room = width - self._start() - self._chip_room() - int(self._answer().width) - active().gap(16)
        return SetText(self.question, self.words.language, active().type("body"), width=float(max(80, room)))

    def _answer(self) -> SetText:
        bold = self.asked and self.state.applies
        return SetText(self.answer_words, self.words.language, active().type("body"), bold=bold)

    def _start(self) -> int:
        return active().gap(20) + self._icon() + active().gap(11)

    def _chip_room(self) -> int:
        chip = self.chip.sizeHint().width() + active().gap(12) if self.asked and self.state.how else 0
        place = self.where_chip.sizeHint().width() + active().gap(8) if self.asked and self.state.placed else 0
        return active().gap(20) + chip + place

    def _icon(self) -> int:
        return round(active().type("body") * 1.12)


class PauseCard(Card):
    """A word to the officer, a break, and the way on. It has the keyboard, so that no figure answers anything."""

    rest_pressed = Signal()
    on_pressed = Signal()

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(Ground.OPEN, pads=(20, 12), gap=8, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        told, language, key = words.say("talk-hint.after-harm"), words.language, tokens().key
        self.setAccessibleName(spoken(told))
        self.rows.addWidget(IconText("two_bars", told, language, Role.LEAD))
        acts = Flow()
        rest = Button(words.say("shell.break"), icon="two_bars", cap=key["break"], language=language)
        rest.setObjectName("pause-rest")
        rest.chosen.connect(self.rest_pressed)
        on = Button(words.say("page.topic.in-order"), cap=key["next_item"], language=language)
        on.setObjectName("pause-on")
        on.chosen.connect(self.on_pressed)
        acts.add(rest)
        acts.add(on)
        self.rows.addWidget(acts)
