"""What the page of sealing asks of the open record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screening.casework.record import sealing
from screening.casework.record.sealing import SealView
from screening.errors import ScreeningError
from screening.qt.platform import drives
from screening.qt.record.seal_page import SealPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_routes import RecordRoute, RecordRoutes
from screening.store import Sealed, Vault

if TYPE_CHECKING:
    from screening.qt.session.context import RecordContext


class SealActs:
    """The page of sealing."""

    def __init__(self, record: RecordContext) -> None:
        self.record = record

    def routes(self) -> RecordRoutes:
        return {RecordPlace.SEAL: RecordRoute(self.page, row=RecordPlace.KEYS)}

    def page(self) -> SealPage:
        page = SealPage(self.record.words, stick())
        page.keys_pressed.connect(partial(self.record.open_desk_page, RecordPlace.KEYS))
        page.seal_pressed.connect(partial(self._seal, page))
        self.record.ask(sealing.seal_view, success=partial(self._show, page))
        return page

    def _show(self, page: SealPage, view: SealView) -> None:
        if page is self.record.page:
            page.show_view(view)

    def _seal(self, page: SealPage, place: str) -> None:
        """Everything typed is in the record before it; afterwards the program starts anew on what is left."""
        self.record.ask(partial(_seal, place), success=self._sealed, failure=partial(self._undone, page))

    def _sealed(self, _told: object) -> None:
        self.record.lock()

    def _undone(self, page: SealPage, trouble: ScreeningError) -> None:
        if page is self.record.page:
            page.show_undone()
        self.record.complain(trouble)


def _seal(place: str, vault: Vault) -> Sealed:
    """In the vault's thread."""
    return sealing.seal(vault, place)


def stick() -> str:
    """The folder of a stick that is in this computer and can be written; "" where none is found."""
    return next((drive.root for drive in drives.removable()), "")
