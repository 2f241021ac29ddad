"""What the pages before the record is open use of the window, and how the window looks and speaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from screening.qt.entry.front_page import FrontPage
from screening.qt.platform.hardening import Barriers
from screening.qt.style import theme as themes
from screening.qt.style.theme import Theme, active, apply_theme
from screening.qt.style.tokens import tokens
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.store import Vault
    from screening.store.vault.preferences import Preferences

LANGUAGE, THEME, SCALE = "language", "theme", "scale"


class EntryContext(Protocol):
    """The way into a record: its folder, the page that is shown, and what opens it."""

    @property
    def words(self) -> Words: ...
    @property
    def folder(self) -> Path | None: ...
    @property
    def practice_opener(self) -> Callable[[], Vault] | None: ...
    @property
    def barriers(self) -> Barriers | None: ...
    @property
    def looks(self) -> Looks: ...
    @property
    def first(self) -> FrontPage | None: ...
    @property
    def record(self) -> object | None: ...
    def begin(self) -> None: ...
    def show_first(self, page: FrontPage) -> None: ...
    def open_record(self, opener: Callable[[], Vault]) -> None: ...
    def speak(self, words: Words) -> None: ...
    def speak_anew(self, tag: str) -> None: ...
    def cover_up(self) -> None: ...
    def open_handbook(self) -> None: ...
    def focusWidget(self) -> QWidget: ...


class Looks:
    """Theme, text size and language: chosen at any time, kept inside the record, worn again when it opens.

    What was chosen before the record opened counts more than what the record says.
    """

    def __init__(self, entry: EntryContext, keep: Callable[[str, str], None]) -> None:
        """``keep`` keeps one in the record that is open."""
        self.entry, self.keep = entry, keep
        self._waiting: dict[str, str] = {}
        """What was chosen before there was a record to keep it in."""

    # --- choosing

    def theme(self, name: str) -> None:
        """Wear a theme, and keep that."""
        themes.wear_theme(name)
        self._theme_chosen()

    def scale(self, percent: int) -> None:
        """Wear a text size in percent, and keep that."""
        themes.wear_scale(percent)
        self._scale_chosen()

    def next_theme(self) -> None:
        """Wear the theme after this one, and keep that."""
        themes.next_theme()
        self._theme_chosen()

    def step_scale(self, by: int) -> None:
        """A larger or a smaller text, as far as there is one."""
        before = active().scale
        themes.step_scale(by)
        if active().scale != before:
            self._scale_chosen()

    def speak(self, tag: str) -> None:
        """Another language while the record is open; one that is not complete is not taken."""
        if tag != self.entry.words.language and tag in {pack.tag for pack in officer_languages()}:
            self.entry.speak_anew(tag)
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
            apply_theme(Theme(theme, scale))
        known = {pack.tag for pack in officer_languages()} if kept.language else set()
        if LANGUAGE not in waiting and kept.language in known - {self.entry.words.language}:
            self.entry.speak_anew(kept.language)

    # --- parts

    def _theme_chosen(self) -> None:
        self._keep(THEME, active().name)

    def _scale_chosen(self) -> None:
        self._keep(SCALE, str(active().scale))

    def _keep(self, name: str, text: str) -> None:
        if self.entry.record is None:
            self._waiting[name] = text
        else:
            self.keep(name, text)
