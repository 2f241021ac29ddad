"""The bands under the strip: what was not done, until it is solved; and how far long work is."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.errors import ScreeningError, StoreTrouble
from screening.qt.style.theme import Themed, active
from screening.qt.text import screen_reader
from screening.qt.text.label import IconText, Says
from screening.qt.widgets.buttons import Button, Look, text_button

FIRST_SENTENCE = re.compile(r"(.+?[.!\u0964\u104b\u06d4\u17d4\u3002])\s*(.*)", re.DOTALL)
"""Up to the first full stop of any script that we carry."""


def first_and_rest(text: str) -> tuple[str, str]:
    """What happened, and what it means and what to do: the first sentence and the others."""
    found = FIRST_SENTENCE.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


class Complaints(Themed, QWidget):
    """Shows one complaint: the newest.

    What is said or refused on a page goes with the page; what concerns the record itself stays until ``solved`` or the
    officer takes it away. What is no trouble and is solved on the desk waits for the desk: in a case the person may sit
    beside.
    """

    put_away = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.words = words
        self.code = self.about = self.text_id = ""
        self.lasting = False
        self._in_case = False
        self.sentence = ""
        self.trouble: ScreeningError | None = None
        self.text = IconText("cross", "", words.language, color="on_strong")
        self.away = Button(words.say("shell.close-banner"), Look.OTHER, language=words.language)
        self.away.chosen.connect(self._put_away)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.away)
        self.hide()
        self.wear_active()

    def worded(self, trouble: ScreeningError) -> str:
        """Return what happened, what it means for the record, and what to do."""
        try:
            return self.words.say(f"error.{trouble.code}", **trouble.details)
        except LookupError:
            return self.words.say("error.other", code=trouble.code)

    def tell(self, trouble: ScreeningError, also: str = "") -> None:
        """Show what happened, what it means for the record, what to do, and say it at once; ``also`` ends it."""
        sentence = self.worded(trouble)
        self.say(f"{sentence} {also}".strip(), trouble.code, lasting=isinstance(trouble, StoreTrouble))
        self.trouble = trouble

    def say_text(self, text_id: str, code: str = "", *, about: str = "") -> None:
        """Show a text about the record that stays; in another language it is said anew."""
        self.say(self.words.say(text_id), code, about=about, lasting=True)
        self.text_id = text_id

    def take_over(self, other: Complaints) -> None:
        """Show what stands in the band of a frame that goes, in this one's language where that is known."""
        if not other.sentence or not (other.code or other.lasting):
            return
        if other.trouble is not None:
            self.tell(other.trouble)
        elif other.text_id:
            self.say_text(other.text_id, other.code, about=other.about)
        else:
            self.say(other.sentence, other.code, about=other.about, lasting=other.lasting)

    def say(self, sentence: str, code: str = "", *, about: str = "", lasting: bool = False) -> None:
        """Show an already worded complaint; without a code it is a word of information, with another sign.

        ``about`` names what a word of information is about, for ``solved``. ``lasting``: it is about the record, not
        about a page or a case.
        """
        self.code, self.about, self.lasting = code, about, lasting
        self.sentence, self.text_id, self.trouble = sentence, "", None
        self.text.set_icon("cross" if code else "speech")
        lead, rest = first_and_rest(sentence)
        self.text.set_text(rest, lead=lead)
        self.setVisible(not self._waits())
        if not self._waits():
            screen_reader.say(self, sentence, alert=True)

    def solved(self, code: str = "") -> None:
        """Take it away; with a code, or what a word is about, only when it is that one."""
        if code in ("", self.code, self.about):
            self.code = self.about = self.sentence = ""
            self.hide()

    def page_left(self) -> None:
        """Another page, or none: what was said or refused on the one before it is over, least of all for the next
        person."""
        if not self.lasting:
            self.solved()

    def case_shown(self, shown: bool) -> None:
        """A page of a case stands in the frame, or one of the desk again."""
        self._in_case = shown
        self.setVisible(bool(self.sentence) and not self._waits())

    def _waits(self) -> bool:
        """Whether a word that is to be solved on the desk, and is no trouble, waits for it."""
        return self._in_case and bool(self.about) and not self.code

    def restyle(self) -> None:
        self._row.setContentsMargins(active().gap(20), active().gap(8), active().gap(20), active().gap(8))
        self._row.setSpacing(active().gap(16))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("strong"))

    def _put_away(self) -> None:
        self.solved()
        self.put_away.emit()


SLOW = 400
"""Milliseconds: quicker work is over before anybody would read of it."""


class ProgressBand(Themed, QWidget):
    """Under the strip while long work goes on."""

    stop_pressed = Signal()

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.words = words
        self.what, self.percent, self.stopping = "", 0, False
        self.text = IconText("clock", "", words.language)
        self.cancel = text_button(words, "progress.cancel", "cancel-work", self._stop)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.cancel)
        self.late = QTimer(self)
        self.late.setSingleShot(True)
        self.late.setInterval(SLOW)
        self.late.timeout.connect(self._come)
        self.hide()
        self.wear_active()

    def show_step(self, what: str, percent: int, *, may_stop: bool) -> None:
        """Say how far it is; a reader of the screen is told what begins, and not each per cent."""
        other, self.what, self.percent = what != self.what, what, percent
        told = self.words.say("progress.line", what=self.words.say(f"progress.{what}"), n=percent)
        self.text.set_text(self.words.say("progress.cancelling") if self.stopping and may_stop else told)
        self.cancel.setVisible(may_stop and not self.stopping)
        if self.isHidden() and not self.late.isActive():
            self.late.start()
        elif other and not self.isHidden():
            screen_reader.say(self, told)
        self.update()

    def over(self) -> None:
        """The work is done, or was left off."""
        self.late.stop()
        self.what, self.percent, self.stopping = "", 0, False
        self.hide()

    def _come(self) -> None:
        if self.what:
            self.show()
            screen_reader.say(self, self.text.text())

    def _stop(self) -> None:
        self.stopping = True
        self.cancel.hide()
        self.text.set_text(self.words.say("progress.cancelling"))
        self.stop_pressed.emit()

    def restyle(self) -> None:
        self._row.setContentsMargins(active().gap(20), active().gap(6), active().gap(20), active().gap(8))
        self._row.setSpacing(active().gap(16))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        painter.fillRect(QRectF(self.rect()), theme.color("surface"))
        done = self.width() * self.percent / 100
        painter.fillRect(QRectF(0, self.height() - 4, self.width(), 4), theme.color("line"))
        painter.fillRect(QRectF(self.from_start(0, done), self.height() - 4, done, 4), theme.color("accent"))
