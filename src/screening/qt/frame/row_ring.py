"""Where the ring is among the rows of a page, and where it goes: the same in a case, in practice and in a class."""

from __future__ import annotations

from functools import cmp_to_key, partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from screening.qt.text.label import Says
from screening.qt.widgets.choices import PickRow


def rows_of(page: QWidget) -> list[PickRow]:
    """The rows of a page that are shown, top to bottom, and column by column where they stand beside each other."""
    found = [row for row in page.findChildren(PickRow) if row.isVisibleTo(page)]
    return sorted(found, key=cmp_to_key(partial(_before, page)))


def row_with_focus(page: QWidget) -> PickRow | None:
    """The row that has the ring: itself, or a choice inside it."""
    widget = QApplication.focusWidget()
    while widget is not None and widget is not page:
        if isinstance(widget, PickRow):
            return widget if page.isAncestorOf(widget) else None
        widget = widget.parentWidget()
    return None


def ring_step(page: QWidget, row: PickRow, by: int = 1) -> PickRow:
    """Move the ring to the row after, or before, and return it; from the last and the first it does not move."""
    rows = rows_of(page)
    at = rows.index(row) + by
    to = rows[max(0, min(at, len(rows) - 1))]
    to.setFocus()
    return to


def ring_back(page: QWidget) -> None:
    """Bring the ring to the first row without an answer; where there is none, to the last."""
    if rows := rows_of(page):
        next((row for row in rows if not row.picked), rows[-1]).setFocus()


def saved_row(words: Says, answer: str, following: str) -> str:
    """What is said aloud once the answer of a row is saved: what was saved, and the row that has the ring now.

    ``following`` is the name of that row, "" where the ring stayed.
    """
    if not following:
        return words.say("shell.spoken.saved", answer=answer)
    return words.say("shell.spoken.saved-row", answer=answer, name=following)


def _before(page: QWidget, one: QWidget, other: QWidget) -> int:
    """Negative where one row comes before the other in reading order."""
    first, second = (row.mapTo(page, QPoint(0, 0)) for row in (one, other))
    apart = first.x() + one.width() <= second.x() or second.x() + other.width() <= first.x()
    if apart:
        return second.x() - first.x() if page.isRightToLeft() else first.x() - second.x()
    return first.y() - second.y()
