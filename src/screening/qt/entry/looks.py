"""How the window looks and speaks, before a record is open and in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from screening.qt.style import theme as themes
from screening.qt.style.theme import Theme, active, apply_theme
from screening.qt.style.tokens import tokens
from screening.wording.catalogue.languages import officer_languages

if TYPE_CHECKING:
    from screening.store.vault.preferences import Preferences

LANGUAGE, THEME, SCALE = "language", "theme", "scale"


class Looks:
    """Theme, text size and language: chosen at any time, kept inside the record, worn again when it opens.

    What was chosen before the record opened counts more than what the record says.
    """

    def __init__(
        self, language: Callable[[], str], speak_anew: Callable[[str], None], keep: Callable[[str, str], None]
    ) -> None:
        """``language`` says which is spoken; ``speak_anew`` changes it in an open record, ``keep`` keeps it there."""
        self.language, self.speak_anew, self.keep = language, speak_anew, keep
        self.in_record = False
        """Whether there is a record to keep them in."""
        self._waiting: dict[str, str] = {}
        """What was chosen before there was one."""

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
        if tag != self.language() and tag in {pack.tag for pack in officer_languages()}:
            self.speak_anew(tag)
            self.spoken(tag)

    def spoken(self, tag: str) -> None:
        """Keep a language that is spoken already."""
        self._keep(LANGUAGE, tag)

    # --- opening

    def adopt(self, kept: Preferences) -> None:
        """A record is open: keep what was chosen before it, and wear what it says of the rest."""
        waiting, self._waiting, self.in_record = self._waiting, {}, True
        for name, text in waiting.items():
            self._keep(name, text)
        theme = kept.theme if kept.theme in tokens().themes and THEME not in waiting else active().name
        scale = kept.scale if kept.scale in tokens().scales and SCALE not in waiting else active().scale
        if (theme, scale) != (active().name, active().scale):
            apply_theme(Theme(theme, scale))
        known = {pack.tag for pack in officer_languages()} if kept.language else set()
        if LANGUAGE not in waiting and kept.language in known - {self.language()}:
            self.speak_anew(kept.language)

    # --- parts

    def _theme_chosen(self) -> None:
        self._keep(THEME, active().name)

    def _scale_chosen(self) -> None:
        self._keep(SCALE, str(active().scale))

    def _keep(self, name: str, text: str) -> None:
        if self.in_record:
            self.keep(name, text)
        else:
            self._waiting[name] = text
