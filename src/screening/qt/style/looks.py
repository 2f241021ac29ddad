"""Theme and text size of the window: the next one, a larger one."""

from __future__ import annotations

from screening.qt.style.theme import Theme, active, wear
from screening.qt.style.tokens import tokens

THEMES = ("day", "sun", "night")


def told() -> str:
    """The theme and the text size that are worn, for ``wear_told``: ``night,200``."""
    return f"{active().name},{active().scale}"


def wear_told(text: str) -> None:
    """Wear what ``told`` said; what it never said is left alone."""
    name, _, scale = text.partition(",")
    if name in THEMES and scale in map(str, tokens().scales):
        wear(Theme(name, int(scale)))


def wear_theme(name: str) -> None:
    """Another theme at the same text size."""
    wear(Theme(name, active().scale))


def wear_scale(scale: int) -> None:
    """The same theme at another text size, in percent."""
    wear(Theme(active().name, scale))


def next_theme() -> None:
    """The theme after the one that is worn."""
    wear_theme(THEMES[(THEMES.index(active().name) + 1) % len(THEMES)])


def step_scale(by: int) -> None:
    """A larger or a smaller text, as far as there is one."""
    scales = list(tokens().scales)
    at = scales.index(active().scale) + by
    if 0 <= at < len(scales):
        wear_scale(scales[at])
