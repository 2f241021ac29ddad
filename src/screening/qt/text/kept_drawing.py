"""A widget's picture, worked out once: what is drawn again because something beside it moved is only drawn.

Most of what painting takes is finding out what stands where in which colour. An answer moves a dozen widgets that show
the same as before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from screening.qt.style.theme import Themed

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


MOST = 4
"""Drawings that one widget keeps: as many states as it goes through in one answer."""


class Strokes:
    """Takes what a painter is told to draw, and tells it to another one again. It answers for the screen of a widget.

    Only for what draws in one way whatever was drawn before: it knows nothing of the painter's state.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._taken: list[tuple[Callable[..., object], tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        """What a painter can do; known from then on to all of these."""
        act = getattr(QPainter, name)

        def take(taker: Strokes, *told: Any) -> None:
            taker._taken.append((act, told))

        setattr(Strokes, name, take)
        return getattr(self, name)  # type: ignore[no-any-return]

    def device(self) -> QWidget:
        return self._widget

    def opacity(self) -> float:
        return 1.0

    def draw(self, painter: QPainter) -> None:
        for act, told in self._taken:
            act(painter, *told)


class KeepsDrawing(Themed, _Base):
    """A widget that says in ``paint`` what it shows, and is asked again only once something of that changes.

    ``update`` drops what was kept, and so does ``restyle``; for each state that ``drawn_for`` names there is a drawing.
    """

    _drawings: dict[tuple[object, ...], Strokes] | None = None

    def paint(self, painter: QPainter) -> None:
        raise NotImplementedError

    def drawn_for(self) -> tuple[object, ...]:
        """What the picture depends on that changes without ``update``."""
        return self.width(), self.height(), self.devicePixelRatioF()

    def update(self, *where: Any) -> None:
        self._drawings = None
        super().update(*where)

    def show_state_again(self) -> None:
        """Draw what belongs to the state that ``drawn_for`` names now."""
        super().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = self.drawn_for()
        if self._drawings is None or (now not in self._drawings and len(self._drawings) >= MOST):
            self._drawings = {}
        if now not in self._drawings:
            strokes = self._drawings[now] = Strokes(self)
            self.paint(cast(QPainter, strokes))
        self._drawings[now].draw(QPainter(self))


class KeepsPressed(KeepsDrawing):
    """The same for a button, which looks another way while it is held down."""

    if TYPE_CHECKING:

        def isDown(self) -> bool: ...

    def drawn_for(self) -> tuple[object, ...]:
        return self.width(), self.height(), self.devicePixelRatioF(), self.isDown()
