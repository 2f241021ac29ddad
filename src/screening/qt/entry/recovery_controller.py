"""The first pages of a record that no passphrase opens: sealed, or opened with the organisation's recovery key."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from screening.errors import NotSaved
from screening.settings import SEALED

if TYPE_CHECKING:
    from screening.qt.entry.context import EntryContext
    from screening.store import Sealed, Vault


class WaysBack:
    """Shows the page of a sealed record and that of the recovery, and does what they ask."""

    def __init__(self, front: EntryContext) -> None:
        self.front = front
        self.window = front.window

    def became(self) -> Sealed | None:
        """What became of the record that stood here, when it was sealed."""
        assert self.window.folder is not None
        if not os.path.lexists(self.window.folder / SEALED):
            return None
        from screening.casework.record import sealing

        return sealing.became(self.window.folder)

    def beside(self) -> bool:
        """Whether a sealed record lies beside the place of a new one."""
        from screening.casework.record import sealing

        return self.window.folder is not None and sealing.lies_beside(self.window.folder)

    def show_sealed(self) -> None:
        from screening.qt.entry.sealed_page import SealedPage

        told = self.became()
        if told is None:
            self.window.begin()
            return
        page = SealedPage(self.window.words, told)
        page.recover_pressed.connect(self.show_recover)
        page.new_pressed.connect(lambda: self._make_room(page))
        self.front.show(page, self.show_sealed)

    def show_recover(self) -> None:
        """The recovery of the record here; of a copy, where there is none or the sealed copy is elsewhere."""
        from screening.qt.entry.recover_page import RecoverPage

        folder = self.window.folder
        assert folder is not None
        told = self.became()
        empty = not folder.exists() or not any(folder.iterdir())
        from_copy = not told.here if told is not None else empty and not self.beside()
        page = RecoverPage(self.window.words, self.front.drawn(), from_copy=from_copy)
        page.wanted.connect(self._recover)
        page.back_pressed.connect(self.window.begin)
        self.front.show(page, self.show_recover)

    def _make_room(self, page: object) -> None:
        from screening.qt.entry.sealed_page import SealedPage
        from screening.store import set_sealed_aside

        assert self.window.folder is not None
        assert isinstance(page, SealedPage)
        try:
            set_sealed_aside(self.window.folder)
        except OSError:
            page.show_trouble(NotSaved("not-saved-read-only"))
            return
        self.window.begin()

    def _recover(self, copy: str, file: str, passphrase: str) -> None:
        assert self.window.folder is not None
        folder = self.window.folder

        def opener() -> Vault:
            from screening.casework.record import sealing
            from screening.store import open_vault

            try:
                sealing.bring_back(folder, copy, file, passphrase)
            except OSError:
                raise NotSaved("not-saved") from None
            return open_vault(folder, passphrase)

        self.window.open_record(opener)
