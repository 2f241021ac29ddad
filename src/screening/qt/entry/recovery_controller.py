"""The first pages of a record that no passphrase opens: sealed, or opened with the organisation's recovery key."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from screening.errors import NotSaved
from screening.settings import SEALED

if TYPE_CHECKING:
    from screening.qt.entry.context import EntryContext, FirstPages
    from screening.qt.entry.sealed_page import SealedPage
    from screening.store import Sealed, Vault


class WaysBack:
    """Shows the page of a sealed record and that of the recovery, and does what they ask."""

    def __init__(self, ways: FirstPages, entry: EntryContext) -> None:
        self.ways = ways
        self.entry = entry

    def became(self) -> Sealed | None:
        """What became of the record that stood here, when it was sealed."""
        assert self.entry.folder is not None
        if not os.path.lexists(self.entry.folder / SEALED):
            return None
        from screening.casework.record import sealing

        return sealing.became(self.entry.folder)

    def beside(self) -> bool:
        """Whether a sealed record lies beside the place of a new one."""
        from screening.casework.record import sealing

        return self.entry.folder is not None and sealing.lies_beside(self.entry.folder)

    def show_sealed(self) -> None:
        from screening.qt.entry.sealed_page import SealedPage

        told = self.became()
        if told is None:
            self.entry.begin()
            return
        page = SealedPage(self.entry.words, told)
        page.recover_pressed.connect(self.show_recover)
        page.new_pressed.connect(lambda: self._make_room(page))
        self.ways.show(page, self.show_sealed)

    def show_recover(self) -> None:
        """The recovery of the record here; of a copy, where there is none or the sealed copy is elsewhere."""
        from screening.qt.entry.recover_page import RecoverPage

        folder = self.entry.folder
        assert folder is not None
        told = self.became()
        empty = not folder.exists() or not any(folder.iterdir())
        from_copy = not told.here if told is not None else empty and not self.beside()
        page = RecoverPage(self.entry.words, self.ways.drawn(), from_copy=from_copy)
        page.wanted.connect(self._recover)
        page.back_pressed.connect(self.entry.begin)
        self.ways.show(page, self.show_recover)

    def _make_room(self, page: SealedPage) -> None:
        from screening.store import set_sealed_aside

        assert self.entry.folder is not None
        try:
            set_sealed_aside(self.entry.folder)
        except OSError:
            page.show_trouble(NotSaved("not-saved-read-only"))
            return
        self.entry.begin()

    def _recover(self, copy: str, file: str, passphrase: str) -> None:
        assert self.entry.folder is not None
        folder = self.entry.folder

        def opener() -> Vault:
            from screening.casework.record import sealing
            from screening.store import open_vault

            try:
                sealing.bring_back(folder, copy, file, passphrase)
            except OSError:
                raise NotSaved("not-saved") from None
            return open_vault(folder, passphrase)

        self.entry.open_record(opener)
