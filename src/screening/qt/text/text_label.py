"""The widget that shows a text in any of our scripts."""

from __future__ import annotations

import functools
import math
from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from screening.qt.style import fonts
from screening.qt.style.theme import Themed, active
from screening.qt.text.text_layout import WIDEST, Align, SetText, locale_of, spoken
from screening.wording.script.scripts import language_script

__all__ = ["WIDEST", "Align", "Role", "ScriptText", "SetText", "spoken"]


class Role(StrEnum):
    """What a text is for; the sizes are in ``tokens.toml``, table ``type``."""

    SMALL = "small"
    BODY = "body"
    LEAD = "lead"
    QUESTION = "question"
    TITLE = "title"
    NUMBER = "number"
    PERSON_VIEW = "person_view"
    PERSON_LESS = "person_less"


@functools.lru_cache(maxsize=128)
def measure_of(script: str, pixels: int) -> int:
    """How wide a line should be at the most."""
    metrics = QFontMetricsF(fonts.font(script, pixels))
    return math.ceil(metrics.averageCharWidth() * fonts.scripts()[script].measure)


class ScriptText(Themed, QLabel):
    """A text that is read, not pressed. Its accessible name is the text as it is said."""

    def __init__(
        self,
        text: str = "",
        language: str = "en",
        role: Role = Role.BODY,
        *,
        bold: bool = False,
        soft: bool = False,
        align: Align = Align.START,
        color: str = "",
        lead: str = "",
        measured: bool = False,
        wraps: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``soft`` takes the second ink, ``color`` another token, ``lead`` is bold and stands before the text;
        ``measured`` keeps lines to the script's measure.
        """
        super().__init__(parent)
        self.language = language
        self.role = role
        self.bold = bold
        self.heading = role is Role.TITLE
        """Whether a screen reader finds it as a heading."""
        self.align = align
        self.color = color or ("ink_soft" if soft else "ink")
        self.measured = measured
        self.wraps = wraps
        self.lift = 0
        self._told: tuple[str, str, str] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text, lead=lead)
        self.wear_active()

    def set_text(self, text: str, language: str | None = None, *, lead: str = "") -> None:
        now = (text, lead, self.language if language is None else language)
        if now == self._told:
            return
        self._told = now
        self._shown, self._lead, self.language = now[0], now[1], now[2]
        whole = spoken(f"{lead} {text}".strip())
        self.setText(whole)
        self.setAccessibleName(whole)
        self.setLocale(locale_of(self.language))
        self.restyle()

    def set_bold(self, bold: bool) -> None:
        self.bold = bold
        self.restyle()

    def set_soft(self, soft: bool) -> None:
        """Take the second ink, or the first."""
        self.color = "ink_soft" if soft else "ink"
        self.update()

    def set_role(self, role: Role) -> None:
        """Another size."""
        if role is not self.role:
            self.role = role
            self.restyle()

    def share_baseline(self, other: ScriptText) -> None:
        """Stand on the baseline of another text's last line when both are laid at the bottom of a row."""
        mine, its = self.laid(), other.laid()
        self.lift = max(0, round((its.height - its.last_baseline) - (mine.height - mine.last_baseline)))
        self.updateGeometry()

    def laid(self, width: int | None = None) -> SetText:
        """The text as it is set at a width; on one line where none is given."""
        room = WIDEST if width is None or not self.wraps else float(self._room(width))
        return SetText(
            self._shown,
            self.language,
            active().type(self.role),
            lead=self._lead,
            bold=self.bold,
            align=self.align,
            width=max(1.0, room),
        )

    def indent_width(self) -> int:
        """Room kept free before the text."""
        return 0

    def _room(self, width: int) -> int:
        room = width - self.indent_width()
        return min(room, self._measure()) if self.measured else room

    def _measure(self) -> int:
        script = fonts.shown_in(language_script(self.language))
        return measure_of(script, active().type(self.role))

    def hasHeightForWidth(self) -> bool:
        return self.wraps

    def heightForWidth(self, width: int) -> int:
        """What fits on one line is laid once, however many widths a layout tries."""
        whole = self.laid()
        text = whole if whole.fits(self._room(width)) else self.laid(width)
        return int(text.height) + self.lift

    def sizeHint(self) -> QSize:
        whole = self.laid()
        width = (min(int(whole.width), self._measure()) if self.measured else int(whole.width)) + self.indent_width()
        return QSize(width, self.heightForWidth(width) if self.measured else int(whole.height) + self.lift)

    def minimumSizeHint(self) -> QSize:
        whole = self.laid()
        width = int(whole.narrowest if self.wraps else whole.width) + self.indent_width()
        return QSize(width, int(whole.height / max(1, whole.line_count)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.laid(self.width())
        room = self._room(self.width()) if self.wraps else int(text.width)
        left = self.width() - self.indent_width() - room if text.right_to_left else self.indent_width()
        spare = max(0, self.height() - self.lift - int(text.height))
        top = spare // 2 if self.alignment() & Qt.AlignmentFlag.AlignVCenter else 0
        text.draw(painter, left, top, active().color(self.color))
        self.paint_beside(painter, text, top)

    def paint_beside(self, painter: QPainter, text: SetText, top: int) -> None:
        """Draw into the room kept free before the text."""
