"""What stands above the questions: the title in both languages, the path of topics, and the open invitation."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from screening.qt.style.theme import Themed, active, nested, unpadded
from screening.qt.style.tokens import tokens
from screening.qt.text.label import Says
from screening.qt.text.painting import box
from screening.qt.text.text_label import Role, ScriptText, SetText
from screening.qt.widgets.buttons import PlayButton
from screening.qt.widgets.card import Card, Ground, Halves, paint_ground
from screening.wording.script.scripts import direction

STONE = (16, 10)
STEP = 21


class TopicPath(Themed, QLabel):
    """Painted stones; runs from the right where its half does. ``name`` is what is said of it."""

    def __init__(self, done: int, total: int, name: str, *, large: bool = False, parent: QWidget | None = None) -> None:
        """``done`` stones are filled and the next is the present one; ``large`` is for the person's own view."""
        super().__init__(parent)
        self.done, self.total, self.large = done, total, large
        self.filled: tuple[bool, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def show_done(self, filled: tuple[bool, ...]) -> None:
        """Fill the stones of what was done, wherever they lie; by itself the path fills what lies behind."""
        self.filled = filled
        self.update()

    def show_place(self, done: int, total: int, name: str) -> None:
        self.done, self.total = done, total
        self.setAccessibleName(name)
        self.restyle()

    def sizeHint(self) -> QSize:
        step, _stone, height = self._sizes()
        return QSize(round(step * self.total), round(height * 1.6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        step, width, height = self._sizes()
        color, edge = theme.color("accent"), theme.size("edge")
        for number in range(self.total):
            at = self.total - 1 - number if self.isRightToLeft() else number
            tall = height * 1.6 if number == self.done else height
            rect = QRectF(round(at * step), round((self.height() - tall) / 2), width, round(tall))
            if self.filled[number] if number < len(self.filled) else number < self.done:
                box(painter, rect, fill=color, radius=2)
            else:
                box(painter, rect, edge=color, width=edge, radius=2)

    def _sizes(self) -> tuple[float, float, float]:
        """Step, width and height of a stone, smaller where there are many."""
        times = 2.7 if self.large else 1.0
        least = 1.0 if self.total <= 12 else 12 / self.total
        grown = active().target(100) / 100
        return STEP * times * least * grown, STONE[0] * times * least * grown, STONE[1] * times * grown


def person_direction(language: str) -> Qt.LayoutDirection:
    """Which way the person's half runs, whichever way the page does."""
    right = bool(language) and direction(language) == "rtl"
    return Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight


class PersonHalf(Themed, QWidget):
    """A text of the person's with its play button at the end of the line, mirrored where their language is.

    Under the officer's words (from 150 %) it lies on the person's ground.
    """

    play = Signal()

    def __init__(self, text: str, language: str, role: Role, *, play_name: str) -> None:
        super().__init__()
        self.setLayoutDirection(person_direction(language))
        self.text = ScriptText(text, language, role)
        self.button = PlayButton(play_name)
        self.button.chosen.connect(self.play)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.wear_active()

    def restyle(self) -> None:
        across, down = (active().gap(16), active().gap(4)) if active().compact else (0, 0)
        self._row.setContentsMargins(across, down, across, down)
        self._row.setSpacing(active().gap(16))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if active().compact:
            paint_ground(QPainter(self), QRectF(self.rect()), Ground.PERSON)


class Invitation(Themed, QWidget):
    """The open invitation of a topic in both languages, with why it is asked and the play button.

    Folded it is one line, the officer's words and the play button: the person has heard it.
    """

    def __init__(
        self,
        words: Says,
        own: str,
        own_why: str,
        theirs: str,
        theirs_why: str,
        person_language: str,
    ) -> None:
        super().__init__()
        self.folded = False
        self.own = ScriptText(own, words.language, Role.QUESTION)
        self.own_why = ScriptText(own_why, words.language, Role.SMALL, soft=True)
        self.theirs = ScriptText(theirs, person_language, Role.QUESTION)
        self.their_why = ScriptText(theirs_why, person_language, Role.SMALL, soft=True)
        self.play = PlayButton(words.say("shell.question.play"), cap=tokens().key["play"])
        self.own_card = Card(Ground.SURFACE, pads=(20, 10))
        self.their_card = Card(Ground.PERSON, pads=(20, 8))
        self.their_card.setLayoutDirection(person_direction(person_language))
        self._said = nested(self.their_card.rows, QHBoxLayout())
        said = nested(self._said, QVBoxLayout(), 1, spacing=0)
        for column, texts in ((self.own_card.rows, (self.own, self.own_why)), (said, (self.theirs, self.their_why))):
            column.addStretch(1)
            for text in texts:
                if not text.text():
                    text.hide()
                column.addWidget(text)
            column.addStretch(1)
        self._said.addWidget(self.play, 0, Qt.AlignmentFlag.AlignVCenter)
        self.halves = Halves(self.own_card, self.their_card)
        column = unpadded(QVBoxLayout(self))
        column.addWidget(self.halves)
        self.wear_active()

    def restyle(self) -> None:
        self._said.setSpacing(active().gap(16))
        super().restyle()

    def set_folded(self, folded: bool) -> None:
        """Show only the words of the invitation, as small text."""
        if folded == self.folded:
            return
        self.folded = folded
        for text in (self.own, self.theirs):
            text.role = Role.SMALL if folded else Role.QUESTION
            text.restyle()
        for text in (self.own_why, self.their_why):
            text.setVisible(bool(text.text()) and not folded)
        self.play.set_cap("" if folded else tokens().key["play"])
        self.own_card.set_pads((20, 4) if folded else (20, 10))
        self.their_card.set_pads((20, 2) if folded else (20, 8))

    def unfolded_height(self, width: int) -> int:
        """The height at a width when it is not folded."""
        half = width if active().compact else (width - active().gap(16)) // 2
        inner = half - 2 * active().gap(20)
        play = active().gap(16) + active().target(48)
        sides = ((self.own, self.own_why, inner), (self.theirs, self.their_why, inner - play))
        cards = [
            self._unfolded(text, Role.QUESTION, room) + self._unfolded(why, Role.SMALL, room)
            for text, why, room in sides
        ]
        pads = 2 * active().gap(10) + active().gap(8)
        return sum(cards) + 2 * pads if active().compact else max(cards) + pads

    @staticmethod
    def _unfolded(text: ScriptText, role: Role, width: int) -> int:
        if not text.text():
            return 0
        return int(SetText(text.text(), text.language, active().type(role), width=float(max(1, width))).height)


class PageTitle(Themed, QWidget):
    """The title of a page with a quiet remark beside it; on the person's side their title and the path of topics."""

    def __init__(
        self,
        text: str,
        language: str,
        *,
        note: str,
        theirs: str,
        person_language: str,
        path: TopicPath,
    ) -> None:
        """``theirs`` is "" where the person reads the officer's language."""
        super().__init__()
        self.title = ScriptText(text, language, Role.TITLE, bold=True)
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.note = ScriptText(note, language, Role.SMALL, soft=True)
        own, half = QWidget(), QWidget()
        self._own = unpadded(QHBoxLayout(own))
        self._own.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBottom)
        self._own.addWidget(self.note, 1, Qt.AlignmentFlag.AlignBottom)
        half.setLayoutDirection(person_direction(person_language))
        self._their_row = QHBoxLayout(half)
        said = ScriptText(theirs, person_language, Role.LEAD, bold=True)
        self._their_row.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        self._their_row.addWidget(path, 0, Qt.AlignmentFlag.AlignVCenter)
        row = unpadded(QHBoxLayout(self))
        row.addWidget(Halves(own, half))
        self.wear_active()

    def restyle(self) -> None:
        theme = active()
        self._own.setSpacing(theme.gap(16))
        self.note.share_baseline(self.title)
        across = theme.gap(14)
        self._their_row.setContentsMargins(across, 0, across, 0)
        self._their_row.setSpacing(theme.gap(12))
        super().restyle()
