"""The answer control: four answers in two languages, each with its shape and its key."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from screening.domain.answers import Answer
from screening.qt.style import icons
from screening.qt.style.theme import Themed, active, application
from screening.qt.style.tokens import tokens
from screening.qt.text.label import Says
from screening.qt.text.painting import Cap, box
from screening.qt.text.text_label import WIDEST, Align, SetText, spoken
from screening.qt.widgets.card import EvenGrid
from screening.qt.widgets.pressing import FilledFromOutside, pressed_as_a_whole, rove, step_of
from screening.wording.catalogue.translations import answer_id

NOT_ASKED = "not_asked"


class AnswerButton(FilledFromOutside, Themed, QRadioButton):
    """One answer: a shape, the officer's word, the person's word below it, the key.

    From 150 % the person's word stands beside the officer's where all of the row have room: else two of the four
    answers would be out of sight.

    Pressing it fills nothing: it sends ``chosen``, and is filled by ``show_picked`` once the answer is on disk.
    """

    chosen = Signal()

    def __init__(
        self, own: str, shape: str, key: str, *, own_language: str = "en", theirs: str = "", their_language: str = ""
    ) -> None:
        super().__init__()
        self.own, self.theirs = own, theirs
        self.own_language, self.their_language = own_language, their_language
        self.shape = shape
        self.key = key
        self.acting = False
        """Whether its key acts here now: the ring is on its question."""
        self.resting = False
        """Whether it answers nothing yet: its line was not said."""
        self.peers: tuple[AnswerButton, ...] = (self,)
        """The buttons of its row: their key caps come and go together."""
        self._kept: dict[tuple[str, int, bool], SetText] = {}
        self._sizes: dict[tuple[str, int, bool], Any] = {}
        """Measures, asked for many times while a page takes its shape; kept until the button is another."""
        self.setAccessibleName(spoken(own))
        self.setAccessibleDescription(spoken(". ".join(each for each in (key, theirs) if each)))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self.chosen)
        pressed_as_a_whole(self)
        self.wear_active()

    def show_picked(self, picked: bool) -> None:
        """Fill it, or leave it empty."""
        if picked != self.isChecked():
            self.fill(picked)
            self.updateGeometry()
            self.update()

    def set_acting(self, acting: bool) -> None:
        if acting != self.acting:
            self.acting = acting
            self.update()

    def show_resting(self, resting: bool) -> None:
        if resting != self.resting:
            self.resting = resting
            self.update()

    @property
    def words(self) -> str:
        return self.own

    def restyle(self) -> None:
        self._kept.clear()
        self._sizes.clear()
        super().restyle()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        key = ("tall", width, self.isChecked())
        if key not in self._sizes and self._pairs(width):
            texts = list(self._pair(width))
            tall = max(int(text.height) for text in texts)
            tall += active().gap(7 if any(text.line_count > 1 for text in texts) else 2)
            self._sizes[key] = max(active().size("target"), tall)
        if key not in self._sizes:
            texts = self._texts(width - self._beside(width))
            tall = sum(int(text.height) for text in texts)
            # One line each has its own air in a button of the least height; wrapped ones need some.
            tall += active().gap(14 if any(text.line_count > 1 for text in texts) else 4)
            self._sizes[key] = max(active().size("target_answer"), tall)
        return int(self._sizes[key])

    def sizeHint(self) -> QSize:
        key = ("hint", 0, self.isChecked())
        if key not in self._sizes:
            width = max(int(text.width) for text in self._texts()) + self._beside(round(WIDEST))
            self._sizes[key] = QSize(width, self.heightForWidth(width))
        return QSize(self._sizes[key])

    def minimumSizeHint(self) -> QSize:
        key = ("least", 0, self.isChecked())
        if key not in self._sizes:
            width = self.words_least() + self._beside(0)
            self._sizes[key] = QSize(width, self.heightForWidth(width))
        return QSize(self._sizes[key])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, rect = active(), QRectF(self.rect())
        filled = self.isChecked()
        ink = theme.color("on_accent" if filled else "ink_soft" if self.resting else "ink")
        if filled:
            box(painter, rect, fill=theme.color("accent"))
        elif self.resting:
            box(painter, rect, edge=theme.color("edge"), width=theme.size("edge"), dashed=True)
        else:
            fill = theme.color("accent_soft" if self.isDown() else "surface")
            box(painter, rect, fill=fill, edge=theme.color("edge"), width=theme.size("edge"))
        mirrored = self.isRightToLeft()
        pad, icon, cap = self._pad(), self._icon(), Cap(self.key)
        middle = rect.height() / 2
        capped = self._capped(self.width())
        before = pad
        if capped:
            cap_at = rect.width() - pad - cap.width if mirrored else pad
            dark = filled or (self.acting and not self.resting)
            figure, edge = (ink, ink) if dark else (theme.color("ink_soft"), theme.color("line"))
            cap.draw(painter, cap_at, middle, figure, edge=edge)
            before += cap.width + pad
        at = rect.width() - before - icon if mirrored else before
        if self.shape:
            icons.paint(painter, self.shape, QRectF(at, middle - icon / 2, icon, icon), ink, filled=filled)
        room = self.width() - self._beside(self.width())
        left = pad if mirrored else before + icon + self._gap()
        if self._pairs(self.width()):
            own, theirs = self._pair(self.width())
            own_at, their_at = (left + room - own.available, left) if mirrored else (left, left + room - theirs.width)
            own.draw(painter, own_at, self._top([own]), ink)
            theirs.draw(painter, their_at, self._top([theirs]), ink)
            return
        texts = self._texts(room)
        top = self._top(texts)
        for text in texts:
            text.draw(painter, left, top, ink)
            top += text.height

    @staticmethod
    def _least(text: SetText) -> int:
        """The width a word needs: long ones may take two lines before the columns become fewer."""
        whole = int(text.width)
        return max(int(text.narrowest), whole if whole <= active().type("body") * 7 else round(whole * 0.62))

    def words_least(self) -> int:
        """The room that its own words need."""
        key = ("words", 0, True)
        if key not in self._sizes:
            self._sizes[key] = max(self._least(text) for text in self._texts(bold=True))
        return int(self._sizes[key])

    def pair_least(self) -> int:
        """The room that its own words need side by side: the person's on one line, the officer's on two at most."""
        key = ("pair", 0, True)
        if key not in self._sizes:
            own, *theirs = self._texts(bold=True)
            beside = int(theirs[0].width) + 1 + self._apart() if theirs else 0
            self._sizes[key] = self._least(own) + beside
        return int(self._sizes[key])

    def _pairs(self, width: int) -> bool:
        """Whether the person's word stands beside the officer's, here and in the buttons of its row."""
        if not active().compact or not self.theirs:
            return False
        return width - self._beside(width) >= max(each.pair_least() for each in self.peers)

    def _pair(self, width: int) -> tuple[SetText, SetText]:
        """The officer's word in what the person's leaves of the room, and the person's."""
        heavy = self.isChecked()
        whole = int(self._text("theirs", self.theirs, self.their_language, -1, heavy).width) + 1
        rest = width - self._beside(width) - whole - self._apart()
        return (
            self._text("own", self.own, self.own_language, rest, heavy),
            self._text("theirs", self.theirs, self.their_language, whole, heavy),
        )

    def _apart(self) -> int:
        return active().gap(12)

    def _top(self, texts: list[SetText]) -> float:
        """Where the words begin, so that their letters, not their lines, stand in the middle of the button."""
        whole, last = sum(text.height for text in texts), texts[-1]
        above = texts[0].first_baseline - texts[0].pixels * 0.74
        below = last.height - last.last_baseline - last.pixels * 0.34
        centred = (self.height() - whole) / 2
        return centred + max(-0.15 * last.pixels, min((below - above) / 2, 0.35 * last.pixels))

    def _texts(self, width: int = -1, *, bold: bool | None = None) -> list[SetText]:
        heavy = self.isChecked() if bold is None else bold
        found = [self._text("own", self.own, self.own_language, width, heavy)]
        if self.theirs:
            found.append(self._text("theirs", self.theirs, self.their_language, width, heavy))
        return found

    def _text(self, which: str, text: str, language: str, width: int, bold: bool) -> SetText:
        key = (which, width, bold)
        if key not in self._kept:
            if len(self._kept) > 16:
                self._kept.clear()
            align = Align.RIGHT if self.isRightToLeft() else Align.LEFT
            room = WIDEST if width < 0 else float(max(1, width))
            self._kept[key] = SetText(text, language, active().type("body"), bold=bold, align=align, width=room)
        return self._kept[key]

    def _pad(self) -> int:
        return active().gap(13)

    def _gap(self) -> int:
        return active().gap(12)

    def _icon(self) -> int:
        return round(active().type("body") * 1.2) if self.shape else 0

    def _capped(self, width: int) -> bool:
        """Whether there is room for the key cap beside the words, here and in the buttons beside it."""
        words = max(each.words_least() for each in self.peers)
        return width >= words + self._pad() + Cap(self.key).width + self._beside(0)

    def _beside(self, width: int) -> int:
        """How much of a width is not for the words; the key cap gives way first."""
        cap = self._pad() + Cap(self.key).width if width and self._capped(width) else 0
        return int(2 * self._pad() + self._icon() + self._gap() + cap)


class AnswerGroup(EvenGrid):
    """Four answers, or three: one row, or two by two where text is large. One stop of Tab; arrows move inside."""

    chosen = Signal(str)
    """yes, no, not_known or declined."""

    def __init__(self, words: Says, person_language: str = "", question: str = "", *, kind: str = "ask") -> None:
        """``person_language`` is empty where the officer answers for themselves; nobody declines what is only seen."""
        super().__init__((4, 2, 1), gap=8)
        self.answer = NOT_ASKED
        self.setAccessibleName(spoken(question))
        self.buttons: dict[str, AnswerButton] = {}
        for answer in (each for each in Answer if kind == "ask" or each is not Answer.DECLINED):
            own = words.say(answer_id(kind, answer))
            theirs = words.say_in(person_language, f"answer.{answer}") if person_language else ""
            button = AnswerButton(
                own,
                icons.ANSWER_SHAPE[answer],
                tokens().key[answer],
                own_language=words.language,
                theirs="" if theirs == own else theirs,
                their_language=person_language,
            )
            button.chosen.connect(lambda answer=str(answer): self.chosen.emit(answer))
            self.buttons[str(answer)] = button
            self.add(button)
        for button in self.buttons.values():
            button.peers = tuple(self.buttons.values())
            button.restyle()
        self.choices_spoken = spoken(", ".join(f"{button.key} {button.own}" for button in self.buttons.values()))
        """The answers with their keys, in the officer's language."""
        rove(self.buttons.values(), self.first())
        application().focusChanged.connect(self._ring_moved)

    def _ring_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The edges of the key caps are dark where the keys act: while the ring is on the question."""
        question = self.parentWidget()
        acting = now is not None and question is not None and (now is question or question.isAncestorOf(now))
        for button in self.buttons.values():
            button.set_acting(acting)

    def columns_at(self, width: int) -> int:
        found = super().columns_at(width)
        return min(found, 2) if active().compact else found

    def show_answer(self, answer: str) -> None:
        """Fill the answer that is on disk; "" and ``not_asked`` fill none."""
        self.answer = answer or NOT_ASKED
        for name, button in self.buttons.items():
            button.show_picked(name == self.answer)
        rove(self.buttons.values(), self.first())

    def first(self) -> AnswerButton:
        """The button that Tab stops at: the chosen one, else the first."""
        return self.buttons.get(self.answer, self.buttons[str(Answer.YES)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (to := step_of(event, tuple(self.buttons.values()))) is not None:
            rove(self.buttons.values(), to, focus=True)
        else:
            super().keyPressEvent(event)
