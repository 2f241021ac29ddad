"""What every page is: a column with a title, drawn from a view, that says what the screener did."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from screening.qt.style.theme import Themed, active
from screening.qt.text.text_label import Role, ScriptText


class Page(Themed, QWidget):
    """A page in the main area. Subclasses fill ``rows`` and have a ``show_view``."""

    row_answered = Signal(object, str)
    """A row of choices was answered, by whatever hand: the row, and the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.wear_active()

    def restyle(self) -> None:
        self.rows.setSpacing(active().space("m"))
        super().restyle()

    def start(self) -> QWidget:
        """The widget that takes the focus when the page opens: its title."""
        return self

    def clear(self) -> None:
        """Take everything out of the page, before it is filled anew."""
        _empty(self.rows)


class Headed(Page):
    """A page with a title and a line beside it."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ScriptText("", language, Role.TITLE, bold=True, wraps=False)
        self.title.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.lead = ScriptText("", language, Role.BODY, soft=True)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignBottom)
        self.head.addWidget(self.lead, 1, Qt.AlignmentFlag.AlignBottom)
        self.rows.addLayout(self.head)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "head"):
            self.head.setSpacing(active().space("l"))
            self.title.wraps = active().compact

    def head_with(self, title: str, lead: str = "") -> None:
        self.title.set_text(title)
        self.lead.set_text(lead)
        self._place_lead()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_lead()

    def _place_lead(self) -> None:
        """Beside the title, or below it where beside it would be a narrow column."""
        narrow = active().compact and self.title.sizeHint().width() > self.width() * 0.55
        way = QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        if self.head.direction() is not way:
            self.head.setDirection(way)

    def start(self) -> QWidget:
        return self.title


ABOUT = {
    **dict.fromkeys(
        ("folder-unnamed", "folder-missing", "path-not-local", "inside-record", "copy-inside-record"), "folder"
    ),
    **dict.fromkeys(("passphrase-too-short", "passphrase-too-common", "passphrase-not-text"), "passphrase"),
}
"""How the name of the field ends that a trouble is about."""


def lead_to_field(page: QWidget | None, code: str) -> None:
    """Put the focus into the field of a page that a trouble is about, so that it is in sight; nothing where none is."""
    ending = ABOUT.get(code)
    if page is None or ending is None:
        return
    for edit in page.findChildren(QLineEdit):
        if edit.objectName().endswith(ending) and edit.isVisibleTo(page):
            edit.setFocus()
            return


def _empty(layout: object) -> None:
    from PySide6.QtWidgets import QLayout

    assert isinstance(layout, QLayout)
    while (taken := layout.takeAt(0)) is not None:
        widget, inner = taken.widget(), taken.layout()
        if widget is not None:
            widget.hide()  # a widget that is still to be shown would come up as a window
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)
