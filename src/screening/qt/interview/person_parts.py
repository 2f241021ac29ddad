"""What stands on the page that leans towards the person: the sentence, the answers and the acts, as large as needed."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from screening.qt.style import icons
from screening.qt.style.theme import active, person_target
from screening.qt.text.text_label import WIDEST, Align, ScriptText, SetText
from screening.qt.widgets.buttons import Button
from screening.wording.script.scripts import text_direction

OVERHANG = 0.3
"""Room before a text that runs from the right, in sizes of its letters."""
MOST_LINES = 2
"""Lines of the words on a button."""


class Sentence(ScriptText):
    """The one sentence; where it runs from the right, with room for what reaches over the edge of its first letter."""

    def indent_width(self) -> int:
        runs_left = text_direction(self._shown, self.language) == "rtl"
        return round(active().type(self.role) * OVERHANG) if runs_left else 0


class ActButton(Button):
    """One of the four acts: its shape, and under it its words, on two lines where one does not hold them."""

    least = 0
    """How high and wide it is at least: as a finger needs."""
    row = 0
    """How high the highest of its row is."""

    @cached_property
    def _beside(self) -> int:
        return 2 * self._pad()

    def _laid(self, width: int = -1) -> SetText:
        pixels, room = active().type(self.role), WIDEST if width < 0 else float(max(1, width))
        return SetText(self._words, self.language, pixels, align=Align.CENTER, width=room)

    def _pad(self) -> int:
        return active().gap(6)

    def _tall(self, text: SetText) -> int:
        return max(self.least, self.row, self._icon_size() + active().gap(4) + int(text.height) + active().gap(8))

    def _least(self) -> int:
        return max(self.least, super()._least())

    def fits(self, width: int) -> bool:
        """Whether its words stand whole on two lines in a button so wide."""
        text = self._laid(width - self._beside)
        return text.narrowest <= text.available and text.line_count <= MOST_LINES

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, edge = self._colors()
        self.paint_back(painter, edge)
        text, icon = self._laid(self.width() - self._beside), self._icon_size()
        used = icon + active().gap(4) + text.height
        top = (self.height() - used) / 2
        area = QRectF((self.width() - icon) / 2, top, icon, icon)
        icons.paint(painter, self.icon_name, area, ink, mirrored=self.isRightToLeft())
        text.draw(painter, self._pad(), top + icon + active().gap(4), ink)


class ReplyButton(Button):
    """One answer of the person's, as high as a hand needs and as those beside it; filled once it is on the disk."""

    least = 0

    def bound_height(self) -> None:
        """Its row says how high it is: none of the answers is smaller than another."""

    def _tall(self, text: SetText) -> int:
        return max(self.least, int(text.height) + active().gap(16))

    def _least(self) -> int:
        return max(person_target(self), super()._least())
