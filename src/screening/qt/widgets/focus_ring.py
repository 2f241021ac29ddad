"""The focus ring: painted outside whatever has the keyboard, with a gap between."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QHideEvent, QMoveEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from screening.qt.style.theme import Theme, active, application
from screening.qt.text.painting import box

FOLLOWED = (QMoveEvent, QResizeEvent, QShowEvent, QHideEvent)
FOLLOWED_BY_KIND = (QEvent.Type.PaletteChange, QEvent.Type.ParentChange)
"""What moves the ring, in the widget or in one that holds it; in the widget itself also what moves its parts."""


class FocusRing(QWidget):
    """One ring in a window, round the focused widget.

    A widget can say what the ring goes round: ``ring_rect()`` inside itself, or ``ring_around``, another widget that
    holds it (the whole card of a question).
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window = window
        self._followed: list[QWidget] = []
        self._target: QWidget | None = None
        self._seen = QRect()
        self._drawn: tuple[QRect, QRect, Theme] | None = None
        """Where it was drawn last, the part that was seen, and how: drawing it draws everything under it again."""
        self.hide()
        application().focusChanged.connect(self._moved)

    @property
    def target(self) -> QWidget | None:
        """The widget that the ring goes round now."""
        return self._target if self.isVisible() else None

    def place(self) -> None:
        """Put the ring where its widget is now."""
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self._put_away()
            return
        theme = active()
        asked = getattr(target, "ring_rect", None)
        inner = asked().toAlignedRect() if callable(asked) else target.rect()
        reach = theme.size("ring") + theme.size("gap")
        ring = QRect(target.mapTo(self._window, inner.topLeft()), inner.size())
        self._seen = self._visible(target)
        now = (ring.adjusted(-reach, -reach, reach, reach), self._seen, theme)
        if now == self._drawn:
            return
        self._drawn = now
        self.setGeometry(now[0])
        self.raise_()
        self.show()
        self.update()

    def _put_away(self) -> None:
        self._drawn = None
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = active()
        width = theme.size("ring")
        painter = QPainter(self)
        painter.setClipRect(self._seen.translated(-self.pos()))
        radius = theme.size("radius") + theme.size("gap") + width / 2
        box(painter, QRectF(self.rect()), edge=theme.color("focus"), width=width, radius=radius)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if type(event) in FOLLOWED:
            self.place()
        elif type(event) is QEvent:
            kind = event.type()
            if kind in FOLLOWED_BY_KIND or (kind is QEvent.Type.LayoutRequest and watched is self._target):
                self.place()
        return False

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._window.isAncestorOf(new):
            self._follow(None)
            self._put_away()
            return
        around = getattr(new, "ring_around", None)
        self._follow(around if isinstance(around, QWidget) else new)
        self.place()

    def _follow(self, target: QWidget | None) -> None:
        for widget in self._followed:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._followed.clear()
        self._target = target
        step: QWidget | None = target
        while step is not None and step is not self._window:
            step.installEventFilter(self)
            self._followed.append(step)
            step = step.parentWidget()

    def _visible(self, target: QWidget) -> QRect:
        """The part of the window where the ring may be drawn: never over what does not scroll."""
        seen, step = self._window.rect(), target.parentWidget()
        while step is not None and step is not self._window:
            if isinstance(step, QAbstractScrollArea):
                port = step.viewport()
                seen = seen.intersected(QRect(port.mapTo(self._window, QPoint(0, 0)), port.size()))
            step = step.parentWidget()
        return seen
