"""Short texts with something beside them: an icon, a key cap; and what all widgets ask words of."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from screening.qt.style import icons
from screening.qt.style.theme import Themed, active
from screening.qt.text.painting import cap_of
from screening.qt.text.text_label import Role, ScriptText, SetText


class Says(Protocol):
    """Texts by id in one language, as ``wording.catalogue.translations.Words`` gives them."""

    @property
    def language(self) -> str: ...

    def say(self, text_id: str, **fields: str | int) -> str: ...

    def say_in(self, language: str, text_id: str, **fields: str | int) -> str: ...

    def say_count(self, text_id: str, n: int, **fields: str | int) -> str: ...


class IconText(ScriptText):
    """A text with a drawn shape before it, level with the first line. The shape has no name of its own."""

    def __init__(
        self,
        icon: str,
        text: str = "",
        language: str = "en",
        role: Role = Role.BODY,
        *,
        filled: bool = False,
        bold: bool = False,
        soft: bool = False,
        color: str = "",
        lead: str = "",
        wraps: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self.icon = icon
        self.filled = filled
        super().__init__(text, language, role, bold=bold, soft=soft, color=color, lead=lead, wraps=wraps, parent=parent)

    def set_icon(self, icon: str) -> None:
        if (icon, False) != (self.icon, self.filled):
            self.icon, self.filled = icon, False
            self.updateGeometry()
            self.update()

    def icon_size(self) -> int:
        """Icons follow the text beside them: 18 px beside body text, a little less beside small."""
        return round(active().type(self.role) * 1.06)

    def indent_width(self) -> int:
        return self.icon_size() + round(self.icon_size() * 0.55) if self.icon else 0

    def paint_beside(self, painter: QPainter, text: SetText, top: int) -> None:
        if not self.icon:
            return
        side = self.icon_size()
        left = self.width() - side if text.right_to_left else 0
        # The middle of the small letters: a third of the size above the baseline.
        middle = top + text.first_baseline - active().type(self.role) * 0.36
        icons.paint(
            painter,
            self.icon,
            QRectF(left, middle - side / 2, side, side),
            active().color(self.color),
            filled=self.filled,
            mirrored=text.right_to_left,
        )


class KeyCap(Themed, QLabel):
    """A key cap beside something that the key does. Silent: the control that it belongs to names its key."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wear_active()

    def sizeHint(self) -> QSize:
        cap = cap_of(self.key)
        return QSize(cap.width, cap.height) if cap else QSize()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        cap = cap_of(self.key)
        if cap:
            cap.draw(QPainter(self), 0, self.height() / 2, active().color("ink"))
