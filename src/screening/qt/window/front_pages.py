"""The pages before the record is open: unlocking, making one, bringing one back, and one that was sealed."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from screening import settings
from screening.errors import NotSaved
from screening.qt.entry.front_page import FrontPage
from screening.qt.entry.unlock_page import UnlockPage
from screening.qt.window.doors import practice_record
from screening.record_place import entries, standing
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.entry.create_page import Wanted
    from screening.qt.entry.recovery_pages import SealedPage
    from screening.qt.window.main_window import Window
    from screening.store import Sealed, Vault

# What only an open record needs is imported where it is used: the page of the passphrase waits for none of it.


class FrontPages:
    """Which page stands first, and how each opens the record."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.again: Callable[[], None] = self.begin
        """Makes the page that is shown anew, in another language."""
        self._drawn = ""
        """The five words of this first start; another language does not draw others, they may be written down."""

    @property
    def folder(self) -> Path:
        """Where the record is or will be; practice has no page here."""
        assert self.window.folder is not None
        return self.window.folder

    def begin(self) -> None:
        """Show the first page: practice goes straight to the cases, a record is unlocked, else one is made."""
        if self.window.folder is None:
            self.window.open_record(partial(practice_record, self.window.door, self.window.words))
        elif standing(self.folder).holds:
            if self.became() is not None:
                self.show_sealed()
            else:
                self._show_unlock()
        else:
            self._show_create()

    def _show_unlock(self) -> None:
        page = UnlockPage(self.window.words)
        if self.window.barriers is not None and self.window.barriers.network != "kernel":
            page.tell_network()
        page.unlock_pressed.connect(self._unlock)
        page.rebuild_pressed.connect(self._rebuild)
        page.recover_pressed.connect(self.show_recover)
        page.employers_pressed.connect(self._show_employers)
        self.show(page, self._show_unlock)
        if (trouble := standing(self.folder).trouble) is not None:
            page.show_beforehand(trouble)

    def _show_employers(self) -> None:
        from screening.qt.entry.employer_page import EmployerFrontPage

        page = EmployerFrontPage(self.window.words)
        page.back_pressed.connect(self.begin)
        self.show(page, self._show_employers)

    def _show_create(self) -> None:
        from screening.casework.content import country
        from screening.qt.entry.create_page import CreatePage
        from screening.qt.widgets.choices import Option

        self._drawn = self._drawn or self.drawn()
        countries = [Option(each.id, self.window.words.say(f"nation.{each.id}.name")) for each in country.choices()]
        suggested = self.window.words.installation.country
        page = CreatePage(self.window.words, self._drawn, countries, suggested, beside=self.beside())
        page.wanted.connect(self._create)
        page.restore_pressed.connect(self._show_restore)
        page.recover_pressed.connect(self.show_recover)
        self.show(page, self._show_create)

    def _show_restore(self) -> None:
        from screening.qt.entry.recovery_pages import RestorePage

        page = RestorePage(self.window.words)
        page.wanted.connect(self._restore)
        page.back_pressed.connect(self._show_create)
        page.recover_pressed.connect(self.show_recover)
        self.show(page, self._show_restore)

    def show(self, page: FrontPage, again: Callable[[], None]) -> None:
        """A page before the record is open; it carries the language, theme and text size. ``again`` makes it anew."""
        self.again = again
        page.language_chosen.connect(self.speak)
        page.theme_chosen.connect(self.window.looks.theme)
        page.scale_chosen.connect(self.window.looks.scale)
        page.cover_pressed.connect(self.window.cover_up)
        page.handbook_pressed.connect(self.window.open_handbook)
        self.window.show_first(page)

    def drawn(self) -> str:
        """Five words for a passphrase, drawn in the officer's language; "" where no list can be read."""
        from screening.store import drawn

        return drawn(self.window.words.language)

    def _restore(self, copy: str, passphrase: str) -> None:
        """Bring the record back from a copy, then open it."""
        folder = self.folder

        def opener() -> Vault:
            from screening.casework.record.backup_views import bring_back
            from screening.store import open_vault

            bring_back(copy, folder, passphrase)
            return open_vault(folder, passphrase)

        self.window.open_record(opener)

    def _create(self, wanted: Wanted) -> None:
        folder = self.folder

        def opener() -> Vault:
            from screening.casework.content import country
            from screening.domain.events.referral import OfficeWritten
            from screening.store import create_vault

            try:
                vault = create_vault(
                    folder,
                    wanted.passphrase,
                    wanted.officer,
                    wanted.role,
                    wanted.organisation,
                    country=country.written(wanted.country),
                )
            except (OSError, NotSaved) as trouble:
                raise _not_made(trouble, folder) from None
            if wanted.telephone:
                vault.append("", OfficeWritten(wanted.organisation, wanted.telephone))
            return vault

        self.window.open_record(opener)

    def _unlock(self, passphrase: str) -> None:
        folder = self.folder

        def opener() -> Vault:
            from screening.store import open_vault

            return open_vault(folder, passphrase, behind=True)

        self.window.open_record(opener)

    def _rebuild(self, passphrase: str) -> None:
        """Bring the record back from its second file, then open it."""
        folder = self.folder

        def opener() -> Vault:
            from screening.store import open_vault, rebuild_vault

            rebuild_vault(folder, passphrase)
            return open_vault(folder, passphrase)

        self.window.open_record(opener)

    def speak(self, tag: str) -> None:
        """Another language for the officer, before the record is open."""
        if tag in {pack.tag for pack in officer_languages()}:
            self.window.speak(Words(tag, self.window.words.installation))
            self.window.looks.spoken(tag)
            if self.window.first is not None:
                self._again_in_this_language(self.window.first)

    def _again_in_this_language(self, before: FrontPage) -> None:
        """Make the page anew; what was typed, and where the focus was, stay."""
        typed, focused = before.kept(), self.window.focusWidget()
        name = focused.objectName() if focused is not None and before.isAncestorOf(focused) else ""
        self.again()
        page = self.window.first
        if page is not None:
            page.keep(typed)
            if name and (found := page.findChild(QWidget, name)) is not None:
                found.setFocus()

    # --- a record that no passphrase opens: sealed, or opened with the organisation's recovery key

    def became(self) -> Sealed | None:
        """What became of the record that stood here, when it was sealed."""
        if not os.path.lexists(self.folder / settings.SEALED):
            return None
        from screening.casework.record import sealing

        return sealing.became(self.folder)

    def beside(self) -> bool:
        """Whether a sealed record lies beside the place of a new one."""
        from screening.casework.record import sealing

        return sealing.lies_beside(self.folder)

    def show_sealed(self) -> None:
        """Say that the record here was sealed, and what there is to do."""
        from screening.qt.entry.recovery_pages import SealedPage

        told = self.became()
        if told is None:
            self.window.begin()
            return
        page = SealedPage(self.window.words, told)
        page.recover_pressed.connect(self.show_recover)
        page.new_pressed.connect(lambda: self._make_room(page))
        self.show(page, self.show_sealed)

    def show_recover(self) -> None:
        """The recovery of the record here; of a copy, where there is none or the sealed copy is elsewhere."""
        from screening.qt.entry.recovery_pages import RecoverPage

        told = self.became()
        empty = not self.folder.exists() or not entries(self.folder)
        from_copy = not told.here if told is not None else empty and not self.beside()
        page = RecoverPage(self.window.words, self.drawn(), from_copy=from_copy)
        page.wanted.connect(self._recover)
        page.back_pressed.connect(self.window.begin)
        self.show(page, self.show_recover)

    def _make_room(self, page: SealedPage) -> None:
        from screening.store import set_sealed_aside

        try:
            set_sealed_aside(self.folder)
        except OSError:
            page.show_trouble(NotSaved("not-saved-read-only"))
            return
        self.window.begin()

    def _recover(self, copy: str, file: str, passphrase: str) -> None:
        folder = self.folder

        def opener() -> Vault:
            from screening.casework.record import sealing
            from screening.store import open_vault

            try:
                sealing.bring_back(folder, copy, file, passphrase)
            except OSError:
                raise NotSaved("not-saved") from None
            return open_vault(folder, passphrase)

        self.window.open_record(opener)


def _not_made(trouble: OSError | NotSaved, folder: Path) -> NotSaved:
    """What is said where the folder of a new record cannot be made or filled: there is no last entry to speak of."""
    full = isinstance(trouble, NotSaved) and trouble.code == "not-saved-disk-full"
    return NotSaved("record-not-made-disk-full" if full else "record-not-made", folder=str(folder))
