"""The page of safety: the PIN, how soon the record is locked by itself, and what this computer is protected by."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screening.qt.frame.page import Headed
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.qt.settings.safety_page import SafetyPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from screening.qt.platform.hardening import Barriers
    from screening.qt.session.context import RecordContext


class SafetyActs:
    """Carries what is chosen on the page to the lock of the window."""

    def __init__(
        self, record: RecordContext, barriers: Callable[[], Barriers | None], solved: Callable[[str], None]
    ) -> None:
        self.record, self.barriers = record, barriers
        self.solved = solved
        """Takes a message away that is about this."""

    def routes(self) -> RecordRoutes:
        return {RecordPlace.SAFETY: RecordRoute(self.page)}

    def page(self) -> Headed:
        record, guard = self.record, self.record.guard
        page = SafetyPage(record.words, practice=record.practice)
        page.show_minutes(guard.kept.idle_minutes)
        if (barriers := self.barriers()) is not None:
            page.show_barriers(barriers, guard.listening())
        page.pin_chosen.connect(partial(self._choose_pin, page))
        page.idle_chosen.connect(self._choose_idle)
        return page

    def _choose_pin(self, page: SafetyPage, pin: str) -> None:
        self.record.guard.choose_pin(pin, partial(self._pin_kept, page))

    def _pin_kept(self, page: SafetyPage) -> None:
        page.show_kept()
        self.solved("no-pin")

    def _choose_idle(self, minutes: int) -> None:
        self.record.guard.choose_idle(minutes, _nothing)


def _nothing() -> None:
    """The pick already stands on the page."""
