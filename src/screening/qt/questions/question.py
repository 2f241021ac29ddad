"""The one open question, the pause in its place, and the closed lines around it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from screening.casework.interview.view_models import ItemView
from screening.domain.answers import How
from screening.qt.questions.answer_buttons import NOT_ASKED, AnswerGroup
from screening.qt.questions.invitation import PersonHalf
from screening.qt.style import icons
from screening.qt.style.theme import FitsHeight, Placing, Themed, active
from screening.qt.style.tokens import tokens
from screening.qt.text.label import IconText, KeyCap, Says
from screening.qt.text.text_label import Role, ScriptText, SetText, spoken
from screening.qt.widgets.buttons import Button, Look, text_button
from screening.qt.widgets.card import Card, Flow, Ground, Group, Halves, paint_ground
from screening.qt.widgets.pressing import PressedByReturn
from screening.qt.widgets.provenance import PlaceChip, ProvenanceChip
from screening.wording.catalogue.translations import answer_id, came


def texts_of(item: ItemView) -> str:
    """Return under which name the words around an answer stand: what is only seen or read has words of its own."""
    return "shell.question" if item.kind == "ask" else "shell.seen"


class OpenQuestion(Themed, Group):
    """One question in both languages with its four answers, or something seen with three. The ring goes round the card.

    It draws the item that ``show_item`` is given, another of the same kind in its turn; pressing an answer fills
    nothing by itself.
    """

    chosen = Signal(str)
    how_picked = Signal(str)
    where_picked = Signal(str)
    more_pressed = Signal()
    play_pressed = Signal()
    differing_pressed = Signal()

    def __init__(
        self, words: Says, item: ItemView, person_language: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words, self.item = words, item
        self.bilingual = bool(item.text.theirs)
        self.asks = item.kind == "ask"
        key = tokens().key
        self.own = ScriptText(item.text.own, words.language, Role.LEAD)
        top: QWidget = self.own
        if self.bilingual:
            play = words.say("shell.question.play")
            self.theirs = PersonHalf(item.text.theirs, person_language, Role.LEAD, play_name=play)
            self.theirs.play.connect(self.play_pressed)
            self.own.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            top = Halves(self.own, self.theirs, gap=24)
        self.answers = AnswerGroup(words, person_language if self.bilingual else "", item.text.own, kind=item.kind)
        self.answers.chosen.connect(self.chosen)
        self._foot = Flow()
        language = words.language
        said = texts_of(item)
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
        self.show_item(item)
        self.wear_active()

    @property
    def question(self) -> str:
        """The officer's words, by which the page names what is out of sight."""
        return self.item.text.own

    def show_sound(self, sounds: bool) -> None:
        """Whether there is anything to hear: only then there is a button for it."""
        if self.bilingual:
            self.theirs.button.setVisible(sounds)

    def show_item(self, item: ItemView) -> None:
        """Draw an item with its answer as it is on disk, or why it cannot be answered now."""
        self.item = item
        asked, own = item.asked, self.question
        self.own.set_text(own)
        if self.bilingual:
            self.theirs.button.set_words("", name=f"{self.words.say('shell.question.play')}: {own}")
            self.theirs.text.set_text(item.text.theirs)
        self.answers.setAccessibleName(spoken(own))
        self.locked.set_text(item.locked)
        self.locked.setVisible(bool(item.locked))
        shown: list[tuple[bool, tuple[QWidget, ...]]] = [
            (not item.locked, (self.answers, self._foot)),
            (asked, (self.came, self.chip, self._cap, self.back)),
            (asked and item.placed, (self.where_chip, self._place_cap)),
        ]
        for visible, parts in shown:
            for part in parts:
                part.setVisible(visible)
        self.answers.show_answer(item.answer if asked else "")
        self.where_chip.show_value(item.where)
        self.waiting.setVisible(not asked)
        self.differing.setVisible(item.contested)
        self.earlier.set_text(item.earlier)
        self.earlier.setVisible(bool(item.earlier))
        text = "page.differing.short" if item.contested else f"{texts_of(item)}.not-asked-yet"
        self.waiting.set_text(self.words.say(text))
        if asked and item.how:
            self.chip.show_value(item.how)
        told = (self._spoken(), item.earlier)
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
        note.add(text_button(self.words, "page.differing.see", "see-both", self.differing_pressed, role=Role.SMALL))
        return note

    def _spoken(self) -> str:
        item, question, say = self.item, self.question, self.words.say
        if item.locked:
            return f"{question} {self.locked.text()}"
        if item.contested:
            return f"{question} {say('page.differing.here')}"
        if not item.asked:
            return say("shell.spoken.not-asked" if self.asks else "shell.spoken.not-noted", question=question)
        answer, how = say(answer_id(item.kind, item.answer)), came(say, item.how or How.ASKED, item.where)
        return say("shell.spoken.answered", question=question, answer=answer, how=how)


class ClosedLine(PressedByReturn, Placing, FitsHeight, QPushButton):
    """A question that is not open now: shape, text, answer, chip in one line of 44. Pressing opens it."""

    chosen = Signal()
    how_picked = Signal(str)
    where_picked = Signal(str)
    gives_way = True
    """Where room is short, closed lines go out of sight before anything else does."""

    def __init__(self, words: Says, item: ItemView) -> None:
        super().__init__()
        self.words, self.item = words, item
        self._heights: dict[int, int] = {}
        self.fit_policy(QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.chip = ProvenanceChip(words, parent=self)
        self.chip.picked.connect(self.how_picked)
        self.where_chip = PlaceChip(words, parent=self)
        self.where_chip.picked.connect(self.where_picked)
        self.clicked.connect(self.chosen)
        self.show_item(item)
        self.wear_active()

    def show_item(self, item: ItemView) -> None:
        """Draw the item with its answer as it is on disk."""
        self.item = item
        self.chip.setVisible(item.asked and bool(item.how))
        if item.asked and item.how:
            self.chip.show_value(item.how)
        self.where_chip.setVisible(item.asked and item.placed)
        self.where_chip.show_value(item.where)
        way = came(self.words.say, item.how, item.where) if item.asked and item.how else ""
        said = [self.question, self.answer_words, way]
        self.setAccessibleName(spoken(", ".join(part for part in said if part)))
        self.restyle()

    @property
    def question(self) -> str:
        """The officer's words, by which the page names what is out of sight."""
        return self.item.text.own

    @property
    def answer_words(self) -> str:
        """What stands at the end of the line."""
        item = self.item
        if item.sealed:
            return self.words.say("shell.question.sealed")
        if item.contested:
            return self.words.say("page.differing.short")
        if not item.asked:
            return self.words.say(f"{texts_of(item)}.not-asked-short")
        answer = self.words.say(answer_id(item.kind, item.answer))
        return answer if item.applies else f"{answer}, {self.words.say('shell.question.does-not-apply')}"

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

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, middle, item = active(), self.height() / 2, self.item
        soft = (not item.asked and not item.contested) or not item.applies
        if self.isDown():
            painter.fillRect(self.rect(), theme.color("accent_soft"))
        icon, answer = self._icon(), self._answer()
        shape = (
            "lock"
            if item.sealed
            else "warning"
            if item.contested
            else icons.ANSWER_SHAPE[item.answer if item.asked else NOT_ASKED]
        )
        ink, pale = theme.color("ink"), theme.color("ink_soft")
        left = theme.gap(20)
        icons.paint(painter, shape, self._at(left, icon, middle - icon / 2, icon), ink, filled=item.asked)
        text = self._text(self.width())
        spot = self._at(self._start(), text.available, middle - text.height / 2, text.height)
        resting = item.sealed or not item.applies
        text.draw(painter, spot.x(), spot.y(), pale if resting else ink)
        end = self.width() - self._chip_room() - answer.width
        spot = self._at(end, answer.width, middle - answer.height / 2, answer.height)
        answer.draw(painter, spot.x(), spot.y(), pale if soft else ink)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))

    def place(self) -> None:
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
        bold = self.item.asked and self.item.applies
        return SetText(self.answer_words, self.words.language, active().type("body"), bold=bold)

    def _start(self) -> int:
        return active().gap(20) + self._icon() + active().gap(11)

    def _chip_room(self) -> int:
        chip = self.chip.sizeHint().width() + active().gap(12) if self.item.asked and self.item.how else 0
        place = self.where_chip.sizeHint().width() + active().gap(8) if self.item.asked and self.item.placed else 0
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
        rest = text_button(words, "shell.break", "pause-rest", self.rest_pressed, icon="two_bars", cap=key["break"])
        acts.add(rest)
        acts.add(text_button(words, "page.topic.in-order", "pause-on", self.on_pressed, cap=key["next_item"]))
        self.rows.addWidget(acts)
