"""A column that scrolls by whole items and says in words how many are out of sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from screening.qt.inputs.buttons import Button, Look
from screening.qt.label import Says
from screening.qt.script_text import Role
from screening.qt.theme import Themed, active


class ItemScroll(Themed, QWidget):
    """Holds one widget. Its items are what ``scroll_items()`` returns, else the widgets of its layout, top to bottom.

    Never scrolls sideways: the widget is as wide as the view.
    """

    def __init__(self, words: Says, *, pads: tuple[int, int] = (32, 16), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.pads = pads
        self.body: QWidget | None = None
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().installEventFilter(self)
        self._holder = QWidget()
        self._holder.setObjectName("items")
        self._inside = QVBoxLayout(self._holder)
        self.area.setWidget(self._holder)
        self._foot = QWidget()
        foot = self._foot_row = QHBoxLayout(self._foot)
        self.above = Button("", Look.QUIET, icon="up", language=words.language, role=Role.SMALL)
        self.below = Button("", Look.QUIET, icon="down", language=words.language, role=Role.SMALL)
        self.above.chosen.connect(lambda: self.step(-1))
        self.below.chosen.connect(lambda: self.step(1))
        foot.addWidget(self.below)
        foot.addStretch(1)
        foot.addWidget(self.above)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.area, 1)
        rows.addWidget(self._foot)
        self._foot.hide()
        self.area.verticalScrollBar().valueChanged.connect(self._tell)
        self.area.verticalScrollBar().rangeChanged.connect(self._later)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tell)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focused)
        self.wear_active()

    def set_body(self, body: QWidget | None) -> None:
        """Show another widget; the one before it is taken out and belongs to nobody."""
        if self.body is not None:
            self._inside.removeWidget(self.body)
            self.body.hide()
            self.body.setParent(None)
        self.body = body
        if body is not None:
            self._inside.addWidget(body)
            body.show()
        self.area.verticalScrollBar().setValue(0)
        self._later()

    def items(self) -> list[QWidget]:
        """The visible items, top to bottom."""
        if self.body is None:
            return []
        listed = getattr(self.body, "scroll_items", None)
        if callable(listed):
            found = list(listed())
        else:
            layout = self.body.layout()
            laid = [layout.itemAt(at) for at in range(layout.count())] if layout is not None else []
            found = [each.widget() for each in laid if each is not None and each.widget() is not None]
            found = found or [self.body]
        return sorted((each for each in found if each.isVisibleTo(self.body)), key=lambda each: self._rect(each).top())

    def step(self, by: int) -> None:
        """Scroll by one item; by most of the view inside an item that is taller than it."""
        bar, height = self.area.verticalScrollBar(), self.area.viewport().height()
        now = bar.value()
        tops = [max(0, self._rect(item).top() - self._pad()) for item in self.items()] or [0]
        if by > 0:
            following = min((top for top in tops if top > now), default=bar.maximum())
            bar.setValue(min(following, now + round(height * 0.8)))
        else:
            before = max((top for top in tops if top < now), default=0)
            bar.setValue(max(before, now - round(height * 0.8)))

    def show_item(self, widget: QWidget) -> None:
        """Bring a widget into view, from the top of its item where that fits."""
        rect = self._rect(widget)
        holding = [item for item in self.items() if item is widget or item.isAncestorOf(widget)]
        whole = self._rect(holding[0]) if holding else rect
        bar, height, pad = self.area.verticalScrollBar(), self.area.viewport().height(), self._pad()
        if whole.height() + 2 * pad <= height:
            rect = whole
        top, bottom = rect.top() - pad, rect.bottom() + pad
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + height:
            bar.setValue(min(top, self._item_top_from(bottom - height)))

    def restyle(self) -> None:
        across, down = (active().gap(each) for each in self.pads)
        self._inside.setContentsMargins(across, down, across, down)
        self._foot_row.setContentsMargins(across, 0, across, 0)
        super().restyle()
        self._later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            if event.angleDelta().y():
                self.step(-1 if event.angleDelta().y() > 0 else 1)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.step(step)
        else:
            super().keyPressEvent(event)

    def out_of_sight(self) -> tuple[int, int]:
        """How many items are not wholly in view, above and below."""
        top = self.area.verticalScrollBar().value()
        bottom = top + self.area.viewport().height()
        rects = [self._rect(item) for item in self.items()]
        above = sum(rect.top() < top and rect.bottom() < bottom for rect in rects)
        return above, sum(rect.bottom() > bottom for rect in rects)

    def _item_top_from(self, least: int) -> int:
        """The first place to scroll to at or after ``least`` where an item begins."""
        tops = [self._rect(item).top() - self._pad() for item in self.items()]
        return min((top for top in tops if top >= least), default=least)

    def _rect(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._holder, QPoint(0, 0)), widget.size())

    def _pad(self) -> int:
        return active().gap(8)

    def _later(self, *_range: int) -> None:
        self._timer.start(0)

    def _tell(self, *_value: int) -> None:
        over = self._holder.height() > self.height()
        self._foot.setVisible(over)
        if not over:
            return
        above, below = self.out_of_sight()
        for button, count, text in ((self.above, above, "shell.more-above"), (self.below, below, "shell.more-below")):
            button.setVisible(count > 0)
            if count:
                button.set_words(self.words.say_count(text, count))

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.body is not None and (new is self.body or self.body.isAncestorOf(new)):
            self.show_item(new)
