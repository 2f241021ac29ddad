"""The frame of every page: strip, rail, main, bar. It draws plain data and says what was pressed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from screening.errors import ScreeningError
from screening.qt.frame.action_bar import ActionBar
from screening.qt.frame.frame_views import BarButton, BarView, Language, RailRow, RailView, StripView
from screening.qt.frame.item_scroll_area import ItemScroll
from screening.qt.frame.message_bar import Complaints, ProgressBand
from screening.qt.frame.page import Page, refused_field
from screening.qt.frame.sidebar import Rail
from screening.qt.frame.status_bar import StatusStrip
from screening.qt.style.theme import Themed, active, nested, unpadded
from screening.qt.style.tokens import tokens
from screening.qt.text.label import KeyCap, Says
from screening.qt.text.text_label import Role, ScriptText, SetText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.focus_ring import FocusRing

__all__ = ["BarButton", "BarView", "Language", "PracticeBand", "RailRow", "RailView", "Shell", "StripView"]


class PracticeBand(Themed, QWidget):
    """Says along the edge of the page that this is practice, so that no picture of it passes for a real case."""

    def __init__(self, words: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.setAccessibleName(words.say("shell.practice"))
        self.wear_active()

    def restyle(self) -> None:
        self.setFixedWidth(active().size("practice"))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = active(), QPainter(self)
        painter.fillRect(self.rect(), theme.color("strong"))
        text = SetText(self.words.say("shell.practice"), self.words.language, theme.type("small"), bold=True)
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(90)
        step = text.width + theme.gap(48)
        count = max(1, int(self.height() // step))
        start = -(count * step - theme.gap(48)) / 2
        for number in range(count):
            text.draw(painter, start + number * step, -text.height / 2, theme.color("on_strong"))


class SidePanel(Themed, QWidget):
    """The ground at the right of the page on a wide screen, with a heading over what stands there."""

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.rows = ItemScroll(words, pads=(16, 4), color="surface")
        self.title = ScriptText(words.say("page.said.title"), words.language, Role.LEAD, bold=True, wraps=False)
        lead = ScriptText(words.say("page.said.lead"), words.language, Role.SMALL, soft=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self._head = nested(column, QHBoxLayout())
        for part, share in ((self.title, 0), (lead, 1), (KeyCap(tokens().key["said_so_far"]), 0)):
            self._head.addWidget(part, share, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self.rows, 1)
        self.setAccessibleName(words.say("page.said.title"))
        self.hide()
        self.wear_active()

    def keep(self, part: QWidget) -> None:
        """Bring a part of what stands here into sight, unless it was taken away meanwhile."""
        if isValid(part):
            self.rows.show_item(part, from_top=True)

    def restyle(self) -> None:
        theme = active()
        self._head.setContentsMargins(theme.gap(32), theme.gap(12), theme.gap(32), 0)
        self._head.setSpacing(theme.gap(12))
        super().restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), active().color("surface"))
        painter.fillRect(QRectF(self.from_start(0, 1), 0, 1, self.height()), active().color("line"))


class Shell(Themed, QWidget):
    """One window's frame. ``words`` is the officer's language. Keys are bound elsewhere; the caps only name them."""

    rail_chosen = Signal(str)
    side_turned = Signal()
    """There is room for the record at the right from now on, or no more."""

    def __init__(self, words: Says) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # it fills itself: nothing is drawn under it
        self.words = words
        self._topics_open = False
        self._page: Page | None = None
        self._was_wide = False
        self._left: QWidget | None = None
        """What had the keyboard before the rail stood in place of the page."""
        self.strip = StatusStrip(words)
        self.complaints = Complaints(words)
        self.progress = ProgressBand(words)
        self.rail = Rail(words)
        self.main = ItemScroll(words, reading=True)
        self.side = SidePanel(words)
        self.bar = ActionBar(words)
        self.practice = (PracticeBand(words), PracticeBand(words))
        whole = unpadded(QHBoxLayout(self), 0)
        whole.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        whole.addWidget(self.practice[0])
        column = nested(whole, QVBoxLayout(), 1)
        whole.addWidget(self.practice[1])
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.complaints)
        column.addWidget(self.progress)
        middle = nested(column, QHBoxLayout(), 1)
        column.addWidget(self.bar)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.main, 1)
        middle.addWidget(self.side)
        self.strip.topics.chosen.connect(self.toggle_topics)
        self.rail.chosen.connect(self._chosen)
        self.ring = FocusRing(self)
        for band in self.practice:
            band.hide()
        self.wear_active()

    def set_strip(self, view: StripView) -> None:
        """Draw the strip, and what of it stands in the rail."""
        self.strip.show_view(view)
        names = ", ".join(each.name for each in view.languages)
        self.rail.show_about(" · ".join(part for part in (view.code, names, view.hearing, view.elapsed) if part))
        for band in self.practice:
            band.setVisible(view.practice)

    def set_rail(self, view: RailView) -> None:
        """Draw the rail."""
        had = bool(self.rail.view.rows or self.rail.view.foot)
        self.rail.show_view(view)
        self.strip.show_rail(view)
        if had != bool(view.rows or view.foot):
            self._arrange()

    def set_bar(self, view: BarView) -> None:
        """Draw the bottom bar."""
        self.bar.show_view(view)

    def refuse(self, trouble: ScreeningError, also: str = "") -> None:
        """Say what was not done: under the label of the field that it is about, else in the band under the strip.

        Nothing was saved then: the strip does not say so.
        """
        field = refused_field(self.main.body, trouble.code)
        if field is None:
            self.complaints.tell(trouble, also)
            return
        self.complaints.page_left()
        self.strip.hide_saved()
        field.show_refusal(self.complaints.worded(trouble))
        self.main.show_told(field)

    def set_page(self, page: Page | None) -> None:
        """Show a page in the main column; the one before it is gone, with the words that stood in it."""
        self._topics_open = False
        before, focused = self.main.body, self.focusWidget()
        if before is not None and focused is not None and before.isAncestorOf(focused):
            focused.clearFocus()  # hidden with the focus in it, it would hand that to a button, and that would be said
        self._page = page
        self.main.set_body(page)
        for line in page.findChildren(DoneLine) if page is not None else ():
            line.said.connect(self.complaints.page_left)
            line.said.connect(partial(self.main.show_told, line))
        if before is not None and before is not page:
            before.deleteLater()
        self._arrange()

    def page(self) -> Page | None:
        return self._page

    @property
    def wide(self) -> bool:
        """Whether the record has room at the right of the page."""
        return self.width() >= tokens().size["sheet_from"] and not active().compact

    def side_sheet(self) -> QWidget | None:
        """What stands at the right of the page."""
        return self.side.rows.body

    def set_side(self, sheet: QWidget | None) -> None:
        """Show something at the right of the page, or nothing."""
        before = self.side.rows.body
        if sheet is before:
            return
        self.side.rows.set_body(sheet)
        if before is not None:
            before.deleteLater()
        self._arrange()

    def keep_side(self, part: QWidget | None) -> None:
        """Bring a part of it into sight."""
        if part is not None:
            QTimer.singleShot(0, self.side, partial(self.side.keep, part))

    def toggle_topics(self) -> None:
        """From 150 % the rail is a page of its own; show it in place of the page, or put it away."""
        if active().compact and (self.rail.view.rows or self.rail.view.foot):
            self._topics_open = not self._topics_open
            if self._topics_open:
                self._left = self.focusWidget()
            self._arrange()
            if not self._topics_open and self._left is not None and isValid(self._left):
                self._left.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._topics_open and self.rail.view.current in self.rail.rows:
                self.rail.rows[self.rail.view.current].setFocus(Qt.FocusReason.OtherFocusReason)

    def scroll_main(self, by: int, *, pages: bool = False) -> None:
        """Scroll what stands in the main column by one item, or by ``pages``."""
        shown = self.rail.places if self._topics_open else self.main
        if pages:
            shown.turn(by)
        else:
            shown.step(by)

    def step_topics(self, by: int) -> bool:
        """Go to the row before or after, where the rail stands in place of the page; False where it does not."""
        if self._topics_open:
            rows, focused = [each for each in stops(self.rail) if each in self.rail.rows.values()], self.focusWidget()
            at = rows.index(focused) + by if focused in rows else 0
            rows[max(0, min(at, len(rows) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)
        return self._topics_open

    def next_region(self) -> None:
        """Focus the next of main, bar, rail, strip and the record at the right (F6)."""
        regions, now = self._regions()
        for step in range(1, len(regions) + 1):
            found = stops(regions[(now + step) % len(regions)])
            if found:
                found[0].setFocus(Qt.FocusReason.TabFocusReason)
                return

    def in_last_region(self) -> bool:
        """Whether the last part has the keyboard, after which F6 begins anew."""
        regions, now = self._regions()
        return now >= 0 and not any(stops(each) for each in regions[now + 1 :])

    def _regions(self) -> tuple[list[QWidget], int]:
        """The parts that are in sight, and which of them has the keyboard; -1 for none."""
        parts: tuple[QWidget, ...] = (self.main, self.bar, self.rail, self.strip, self.side)
        regions, focused = [each for each in parts if each.isVisible()], self.focusWidget()
        return regions, next((at for at, each in enumerate(regions) if focused and each.isAncestorOf(focused)), -1)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Main first, then the bar from break to next, then the rail, then the strip; the cover page last."""
        bar = stops(self.bar)
        order = [
            *stops(self.complaints),
            *stops(self.main),
            *(each for each in bar if each is not self.bar.cover),
            *stops(self.rail),
            *stops(self.strip),
            *(each for each in bar if each is self.bar.cover),
            *(stops(self.side) if self.side.isVisible() else ()),
        ]
        focused = self.focusWidget()
        if not order:
            return False
        at = order.index(focused) if focused in order else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        order[(at + (1 if forward else -1)) % len(order)].setFocus(reason)
        return True

    def minimumSizeHint(self) -> QSize:
        return QSize(active().size("window_min_w"), active().size("window_min_h"))

    def restyle(self) -> None:
        self.rail.setFixedWidth(16777215 if active().compact else active().size("rail"))
        if active().compact:
            self.rail.setMinimumWidth(0)
        self._arrange()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if self.wide is not self._was_wide:
            self._was_wide = self.wide
            self.side_turned.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), active().color("paper"))

    def _arrange(self) -> None:
        compact = active().compact
        has_rail = bool(self.rail.view.rows or self.rail.view.foot)
        shows_topics = compact and self._topics_open and has_rail
        self.rail.setVisible(shows_topics or (has_rail and not compact))
        self.main.setVisible(not shows_topics)
        self.side.setVisible(self.wide and self.side.rows.body is not None)
        reading, pad = active().size("reading"), 2 * active().space("xxl")
        self.side.setFixedWidth(max(active().size("sheet"), self.width() - self.rail.width() - reading - pad))
        self.strip.topics.set_words(self.words.say("shell.topics-back" if shows_topics else "shell.topics"))
        self.strip.place()

    def _chosen(self, name: str) -> None:
        if self._topics_open:
            self.toggle_topics()
        self.rail_chosen.emit(name)


def stops(region: QWidget) -> list[QWidget]:
    """The widgets of a region that Tab stops at, in reading order."""
    return [
        child
        for child in region.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled()
    ]
