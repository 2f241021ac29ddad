"""A theme at a text size: colours, sizes, the style sheet of Qt's own controls, filled from the tokens."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from string import Template
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QLayout, QScrollArea, QSizePolicy, QWidget

import screening.qt.platform.pyside_workaround  # noqa: F401  # before anything else is imported
from screening.qt.style import fonts
from screening.qt.style.tokens import tokens

UNSCALED = frozenset(
    {
        "radius",
        "hairline",
        "edge",
        "ring",
        "marker",
        "gap",
        "window_min_w",
        "window_min_h",
        "reading",
        "rail_row",
        "sheet",
    }
)
"""Sizes that stay as they are at every text size: a hairline twice as thick would say something new, and eleven rows
of the rail must fit a low screen; what is written in a row makes it grow."""

SHEET = Template("""
* { outline: none; }
QTextEdit, QPlainTextEdit, QLineEdit {
  background: $surface; color: $ink; border: ${edge}px solid $edge_color; border-radius: ${radius}px;
  padding: ${field_pad_y}px ${field_pad_x}px; font-size: ${body}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { lineedit-password-character: 8226; padding: 0 ${field_pad_x}px; min-height: ${field_inner}px; }
QTextEdit[bare="true"], QLineEdit[bare="true"] { border: 0; background: transparent; padding: 0; }
QComboBox {
  background: $surface; color: $ink; border: ${edge}px solid $edge_color; border-radius: ${radius}px;
  padding: 0 ${field_pad_x}px; min-height: ${field_inner}px; font-size: ${body}px;
}
QComboBox::drop-down { border: 0; width: ${target}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
  background: $surface; color: $ink; border: ${edge}px solid $edge_color;
  selection-background-color: $accent; selection-color: $on_accent; font-size: ${body}px;
}
QComboBox QAbstractItemView::item { min-height: ${target}px; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar::handle:vertical { background: $edge_color; border-radius: 3px; margin: 2px 4px; min-height: 44px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { height: 0; }
""")


@dataclass(frozen=True, slots=True)
class Theme:
    """One of the themes of the tokens at one of their text sizes, in per cent."""

    name: str = "day"
    scale: int = 100
    narrow: bool = field(default_factory=lambda: _narrow)
    """Whether the window is too narrow for the rail beside the page."""
    _spread: float = field(init=False, repr=False, compare=False)
    _targets: float = field(init=False, repr=False, compare=False)
    """By how much blank space and things to press grow; asked for a thousand times while a page is drawn."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_spread", self._grown("space"))
        object.__setattr__(self, "_targets", self._grown("target"))

    def color(self, name: str) -> QColor:
        """Shared by all who ask: nobody changes it."""
        return _color(self.name, name)

    def type(self, role: str) -> int:
        """Latin font size in pixels of ``small``, ``body``, ``lead``, ``question``, ``title``, ``key`` ..."""
        return round(tokens().type[role] * self.scale / 100)

    def size(self, name: str) -> int:
        """A size of the tokens in pixels: targets grow by their share of the scale, hairlines do not."""
        value = tokens().size[name]
        if name in UNSCALED:
            return value + 1 if name == "ring" and self.name == "sun" else value
        return self.target(value)

    def target(self, pixels: float) -> int:
        """A measure of something to press, at this text size."""
        return round(pixels * self._targets)

    def space(self, name: str) -> int:
        return self.gap(tokens().space[name])

    def gap(self, pixels: float) -> int:
        """A measure of blank space, at this text size."""
        return round(pixels * self._spread)

    def icon(self) -> int:
        return self.target(tokens().size["icon"])

    @property
    def compact(self) -> bool:
        """Whether the rail is one line and halves stack."""
        return self.narrow or self.scale >= tokens().compact_from

    @property
    def person_frame(self) -> int:
        """Thickness of the frame that tells the person's ground apart where it has no tint (sun)."""
        same = self.color("person") == self.color("paper")
        return tokens().size["ring"] if same else 0

    @property
    def open_fill(self) -> QColor:
        """Ground of the one open question: in the sun it must be found at a glance (HW4)."""
        return self.color("focus_fill" if self.name == "sun" else "surface")

    def sheet(self) -> str:
        """The style sheet of Qt's own controls; ``wear_sheet`` puts it on."""
        return _sheet(self.name, self.scale)

    def _grown(self, what: str) -> float:
        return 1 + (self.scale / 100 - 1) * tokens().growth[what]


@functools.cache
def _color(theme: str, name: str) -> QColor:
    return QColor(tokens().color[theme][name])


@functools.lru_cache(maxsize=12)
def _sheet(name: str, scale: int) -> str:
    theme = Theme(name, scale)
    colors = {each: theme.color(each).name() for each in tokens().color[name]}
    colors["edge_color"] = colors.pop("edge")
    edge = theme.size("edge")
    return SHEET.substitute(
        colors,
        edge=edge,
        target=theme.size("target"),
        radius=theme.size("radius"),
        body=theme.type("body"),
        field_pad_x=theme.gap(14) - edge,
        field_pad_y=max(0, theme.gap(9) - edge),
        field_inner=theme.size("button") - 2 * edge,
    )


_narrow = False
_worn = Theme()


def active() -> Theme:
    """The theme that the window wears now."""
    return _worn


def application() -> QApplication:
    """Return the application; where there is a widget there is one."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def apply_theme(theme: Theme) -> None:
    """Put a theme on the application: font, palette, every widget. Nothing moves, fades or blinks."""
    global _worn
    _worn = theme
    app = application()
    app.setCursorFlashTime(0)
    app.setFont(fonts.font("Latn", theme.type("body")))
    palette = QPalette(theme.color("paper"))
    for role, name in (
        (QPalette.ColorRole.Window, "paper"),
        (QPalette.ColorRole.Base, "surface"),
        (QPalette.ColorRole.Button, "surface"),
        (QPalette.ColorRole.WindowText, "ink"),
        (QPalette.ColorRole.Text, "ink"),
        (QPalette.ColorRole.ButtonText, "ink"),
        (QPalette.ColorRole.PlaceholderText, "ink_soft"),
        (QPalette.ColorRole.Highlight, "accent"),
        (QPalette.ColorRole.HighlightedText, "on_accent"),
    ):
        palette.setColor(role, theme.color(name))
    app.setPalette(palette)
    for widget in app.topLevelWidgets():
        _wear_inside(widget)


def _wear_inside(widget: QWidget) -> None:
    """The innermost first: what holds them places them by the sizes that they ask for."""
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        _wear_inside(child)
    if widget.styleSheet():
        wear_sheet(widget)
    if isinstance(widget, Themed) and widget.styled:
        widget.wear_active()


def wear_sheet(control: QWidget) -> None:
    """Have one of Qt's own controls drawn as the tokens ask, in this theme and in every other.

    Only these have a sheet. One of the whole application costs each widget, also those that draw themselves, nine
    kilobytes and most of the time it takes to make and to show it.
    """
    control.setStyleSheet(active().sheet())


def see_through(area: QScrollArea, inside: QWidget) -> None:
    """Put a widget into an area that scrolls up and down, and let the ground under it be the ground of both.

    The part of the area that shows it is made here: asked for Qt's own, PySide first makes the Python classes of every
    kind of widget that it might be, which takes as long as a tenth of the rest of the first page.
    """
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    port = QWidget()
    port.setObjectName("qt_scrollarea_viewport")  # as Qt names its own
    area.setViewport(port)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)


LayoutT = TypeVar("LayoutT", bound=QLayout)


def unpadded(layout: LayoutT, spacing: int = -1) -> LayoutT:
    """Return a layout without margins; ``spacing`` is the pixels between its parts, -1 for as many as Qt leaves."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def nested(owner: QBoxLayout, layout: LayoutT, stretch: int = 0, *, spacing: int = -1) -> LayoutT:
    """Put an empty layout into another and return it to be filled: filled before, its items stay held (decision 0102).

    ``spacing`` is the pixels between its parts, -1 for as many as there are in ``owner``.
    """
    owner.addLayout(layout, stretch)
    layout.setSpacing(spacing)
    return layout


def person_target(widget: QWidget) -> int:
    """Twenty millimetres in pixels of the screen that a widget stands on (PR4, HW3)."""
    dots = widget.screen().physicalDotsPerInch() if widget.screen() is not None else 96.0
    return round(tokens().size["target_person_mm"] / 25.4 * min(max(dots, 72.0), 400.0))


if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class Themed(_Base):
    """A widget that sets its own measures again when the theme or the text size changes.

    ``restyle`` is called by the widget at the end of its ``__init__`` and by ``wear``: for what it holds first, as when
    it was made, so that it places and measures what has its size already.
    """

    _styled_for: Theme | None = None

    if not TYPE_CHECKING:
        # PySide's own also looks for properties of Qt, at each look at an attribute; there are none here, and a call of
        # Qt through it takes three times as long.
        __getattribute__ = object.__getattribute__

    @property
    def styled(self) -> bool:
        """Whether it has been made as a whole."""
        return self._styled_for is not None

    def restyle(self) -> None:
        """Set fonts, margins and sizes from ``active()``."""
        self.updateGeometry()
        self.update()

    def from_start(self, left: float, width: float) -> float:
        """Where something so wide is drawn that begins ``left`` of the edge where lines begin."""
        return self.width() - left - width if self.isRightToLeft() else left

    def wear_active(self) -> None:
        """``restyle``, once for each theme."""
        if self._styled_for != active():
            self._styled_for = active()
            self.restyle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange and self.styled:
            self.restyle()


class Placing(Themed):
    """A widget that places what is in it by itself, whenever its size or its look is another."""

    def place(self) -> None:
        """Place it all at the present size."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def restyle(self) -> None:
        super().restyle()
        self.place()


class FitsHeight(Themed):
    """A widget that is as high as its width asks for and no higher.

    A layout keeps a widget of fixed height to the height of its unwrapped text; bounding it after each change of width
    lets words wrap.
    """

    def fit_policy(self, across: QSizePolicy.Policy) -> None:
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def resizeEvent(self, _event: QResizeEvent) -> None:
        # The widgets under this do nothing here themselves.
        self.bound_height()

    def restyle(self) -> None:
        super().restyle()
        self.bound_height()

    def bound_height(self) -> None:
        tall = self.heightForWidth(self.width()) if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 16777215
        if tall != self.maximumHeight():
            self.setMaximumHeight(tall)


def look_now() -> str:
    """The theme and the text size that are worn, for ``apply_look``: ``night,200``."""
    return f"{active().name},{active().scale}"


def apply_look(text: str) -> None:
    """Wear what ``look_now`` said; what it never said is left alone."""
    name, _, scale = text.partition(",")
    if name in tokens().themes and scale in map(str, tokens().scales):
        apply_theme(Theme(name, int(scale)))


def fit_width(width: int) -> None:
    """Have the rail give way where a window is too narrow for it, and come back where it is not."""
    global _narrow
    narrow = width < tokens().size["rail_from"]
    if narrow != _narrow:
        _narrow = narrow
        apply_theme(Theme(active().name, active().scale))


def wear_theme(name: str) -> None:
    """Another theme at the same text size."""
    apply_theme(Theme(name, active().scale))


def wear_scale(scale: int) -> None:
    """The same theme at another text size, in percent."""
    apply_theme(Theme(active().name, scale))


def next_theme() -> None:
    """The theme after the one that is worn."""
    names = tokens().themes
    wear_theme(names[(names.index(active().name) + 1) % len(names)])


def step_scale(by: int) -> None:
    """A larger or a smaller text, as far as there is one."""
    scales = list(tokens().scales)
    at = scales.index(active().scale) + by
    if 0 <= at < len(scales):
        wear_scale(scales[at])
