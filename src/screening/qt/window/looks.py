"""Theme, text size and language of the window: chosen at any time, kept inside the record, worn again when it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from screening.qt.style import theme
from screening.qt.style.theme import Theme, active, wear
from screening.qt.style.tokens import tokens
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.window.lock import Guard
    from screening.qt.window.open_record import OpenRecord
    from screening.store.vault.preferences import Preferences


LANGUAGE, THEME, SCALE = "language", "theme", "scale"


class LookingWindow(Protocol):
    """The window, as its looks use it."""

    @property
    def words(self) -> Words: ...
    @property
    def guard(self) -> Guard: ...
    @property
    def record(self) -> OpenRecord | None: ...
    def speak_anew(self, tag: str) -> None: ...


class Looks:
    """Keeps each choice. What was chosen before the record opened counts more than what the record says."""

    def __init__(self, window: LookingWindow) -> None:
        self.window = window
        self._waiting: dict[str, str] = {}
        """What was chosen before there was a record to keep it in."""

    # --- choosing

    def theme(self, name: str) -> None:
        theme.wear_theme(name)
        self._theme_chosen()

    def scale(self, percent: int) -> None:
        theme.wear_scale(percent)
        self._scale_chosen()

    def next_theme(self) -> None:
        theme.next_theme()
        self._theme_chosen()

    def step_scale(self, by: int) -> None:
        """A larger or a smaller text, as far as there is one."""
        before = active().scale
        theme.step_scale(by)
        if active().scale != before:
            self._scale_chosen()

    def speak(self, tag: str) -> None:
        """Another language while the record is open; one that is not complete is not taken."""
        if tag != self.window.words.language and tag in {pack.tag for pack in officer_languages()}:
            self.window.speak_anew(tag)
            self.spoken(tag)

    def spoken(self, tag: str) -> None:
        """Keep a language that is spoken already."""
        self._keep(LANGUAGE, tag)

    # --- opening

    def adopt(self, kept: Preferences) -> None:
        """A record is open: keep what was chosen before it, and wear what it says of the rest."""
        waiting, self._waiting = self._waiting, {}
        for name, text in waiting.items():
            self._keep(name, text)
        theme = kept.theme if kept.theme in tokens().themes and THEME not in waiting else active().name
        scale = kept.scale if kept.scale in tokens().scales and SCALE not in waiting else active().scale
        if (theme, scale) != (active().name, active().scale):
            wear(Theme(theme, scale))
        known = {pack.tag for pack in officer_languages()} if kept.language else set()
        if LANGUAGE not in waiting and kept.language in known - {self.window.words.language}:
            self.window.speak_anew(kept.language)

    # --- parts

    def _theme_chosen(self) -> None:
        self._keep(THEME, active().name)

    def _scale_chosen(self) -> None:
        self._keep(SCALE, str(active().scale))

    def _keep(self, name: str, text: str) -> None:
        if self.window.record is None:
            self._waiting[name] = text
        else:
            self.window.guard.keep_look(name, text)
