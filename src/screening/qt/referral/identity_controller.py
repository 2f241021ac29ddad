"""What the page of name and contact asks of the open record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from screening.casework.referral import identity
from screening.domain.events.catalogue import IdentityHandled
from screening.errors import ScreeningError
from screening.qt.referral.identity_page import IdentityPage
from screening.store import Person, Vault
from screening.store.crypto.atomic_files import typed_folder

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext

LANGUAGES = ("ms", "en")


class IdentityActs:
    """Makes the page and carries its acts to the vault's thread. Nothing of it stays here."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages

    def page(self) -> IdentityPage:
        page = IdentityPage(self.pages.words)
        page.show_view(identity.identity_view(self.pages.interview, None))
        page.written.connect(lambda *texts: self._keep(page, Person(*texts)))
        page.erase_pressed.connect(lambda: self.erase(page))
        page.ask_pressed.connect(lambda: self.pages.go("consent"))
        page.slip_pressed.connect(lambda folder, passphrase: self._slip(page, folder, passphrase))
        page.offer(self.pages.window.front.drawn())
        code = self.pages.interview.case.code

        def read(vault: Vault) -> Person | None:
            person = vault.people.read(code)
            if person is not None and not vault.trouble:
                vault.append(code, IdentityHandled("shown"))
            return person

        def show(person: Person | None) -> None:
            if person is not None and page is self.pages.page and not any(f.text() for f in page.fields.values()):
                page.show_view(identity.identity_view(self.pages.interview, person))

        self.pages.desk.ask(read, show)
        return page

    def withdrawn(self) -> None:
        """The person took the yes back: name and contact go at once."""
        self.erase(None)

    def erase(self, page: IdentityPage | None) -> None:
        code = self.pages.interview.case.code

        def told(_erased: object) -> None:
            if page is not None and page is self.pages.page:
                page.show_told(self.pages.words.say("page.identity.erased"))

        self.pages.desk.ask(lambda vault: vault.people.erase(code), told)

    def _keep(self, page: IdentityPage, person: Person) -> None:
        code = self.pages.interview.case.code

        def kept(_value: object) -> None:
            if page is self.pages.page:
                page.show_told(self.pages.words.say("page.identity.kept"))

        def failed(trouble: ScreeningError) -> None:
            if page is self.pages.page:
                page.not_kept()
            self.pages.desk.complained.emit(trouble)

        self.pages.desk.ask(lambda vault: vault.people.keep(code, person), kept, failed)

    def _slip(self, page: IdentityPage, folder: str, passphrase: str) -> None:
        case = self.pages.interview.case

        def saved(path: Path) -> None:
            if page is self.pages.page:
                page.show_saved(path.name)

        def save(vault: Vault) -> Path:
            return identity.save_slip(vault, case, typed_folder(folder), LANGUAGES, passphrase)

        self.pages.desk.ask(save, saved)
