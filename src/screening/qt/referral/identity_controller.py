"""What the page of name and contact asks of the open record."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from screening.casework.referral import referral_form
from screening.casework.referral.referral_form import paper_languages
from screening.domain.case.case import Case
from screening.domain.case.places import Place
from screening.domain.events.catalogue import IdentityHandled
from screening.errors import ScreeningError
from screening.qt.referral.identity_page import IdentityPage
from screening.qt.session.routes import Route, Routes
from screening.settings import Installation
from screening.store import KeptIdentity, Vault
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.packs import SOURCE

if TYPE_CHECKING:
    from screening.qt.session.case_context import CaseContext


class IdentityActs:
    """Makes the page and carries its acts to the vault's thread. Nothing of it stays here."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case

    def routes(self) -> Routes:
        return {Place.IDENTITY: Route(self.page, aside=True)}

    def page(self) -> IdentityPage:
        page, code = IdentityPage(self.case.words), self.case.interview.case.code
        page.show_view(referral_form.identity_view(self.case.interview, None))
        page.typed.connect(self._typed)
        page.written.connect(partial(self._written, page))
        page.erase_pressed.connect(partial(self.erase, page))
        page.ask_pressed.connect(partial(self.case.go, Place.CONSENT))
        page.slip_pressed.connect(partial(self._slip, page))
        page.offer(self.case.drawn_words())
        self.case.unwritten.stand_on(page.note, code, lambda: page.offer(self.case.drawn_words()))
        self.case.ask(partial(_read, code), success=partial(self._show, page))
        return page

    def _show(self, page: IdentityPage, person: KeptIdentity | None) -> None:
        empty = not any(each.text() for each in page.fields.values())
        if person is not None and page is self.case.page and empty:
            page.show_view(referral_form.identity_view(self.case.interview, person))

    def erase(self, page: IdentityPage | None = None) -> None:
        """Erase name and contact at once, as when the person took the yes back."""
        code = self.case.interview.case.code
        self.case.ask(lambda vault: vault.people.erase(code), success=partial(self._erased, page))

    def _erased(self, page: IdentityPage | None, _gone: object) -> None:
        if page is not None:
            self._tell(page, "page.identity.erased")

    def _typed(self, *texts: str) -> None:
        """Kept while somebody types, in the store of names and nowhere else; nothing is said of it."""
        code, person = self.case.interview.case.code, KeptIdentity(*texts)
        self.case.ask(lambda vault: vault.people.keep(code, person, typing=True), success=lambda _kept: None)

    def _written(self, page: IdentityPage, *texts: str) -> None:
        code, person = self.case.interview.case.code, KeptIdentity(*texts)

        def kept(_value: object) -> None:
            self._tell(page, "page.identity.kept")

        def failed(trouble: ScreeningError) -> None:
            if page is self.case.page:
                page.not_kept()
            self.case.complain(trouble)

        self.case.ask(lambda vault: vault.people.keep(code, person), success=kept, failure=failed)

    def _tell(self, page: IdentityPage, text_id: str) -> None:
        if page is self.case.page:
            page.done.say(self.case.words.say(text_id))

    def _slip(self, page: IdentityPage, folder: str, passphrase: str) -> None:
        case, here = self.case.interview.case, self.case.interview.content.installation

        def saved(path: Path) -> None:
            self.case.unwritten.add(case.code, path.name, passphrase)
            if page is self.case.page:
                page.show_saved(path.name)
                page.note.show_files(self.case.unwritten.of(case.code))

        self.case.ask(partial(_save_slip, case, here, folder, passphrase), success=saved)


# --- in the vault's thread


def _read(code: str, vault: Vault) -> KeptIdentity | None:
    """The person's name and contact; that they were shown is in the record."""
    person = vault.people.read(code)
    if person is not None and not vault.trouble:
        vault.append(code, IdentityHandled("shown"))
    return person


def _save_slip(case: Case, here: Installation, folder: str, passphrase: str, vault: Vault) -> Path:
    first, second = (*paper_languages(here), SOURCE)[:2]
    return referral_form.save_slip(vault, case, typed_folder(folder), (first, second), passphrase)
