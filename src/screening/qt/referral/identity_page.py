"""Name and contact, kept apart from the notes (DM1); open only with the person's yes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from screening.casework.interview.view_models import IdentityView
from screening.casework.referral import referral_form
from screening.casework.referral.referral_form import paper_languages
from screening.domain.case.case import Case
from screening.domain.case.places import Place
from screening.domain.events.catalogue import IdentityHandled
from screening.errors import ScreeningError
from screening.qt.frame.page import Headed, add_at_start
from screening.qt.session.case_context import CaseContext
from screening.qt.session.routes import Route, Routes
from screening.qt.style.theme import unpadded
from screening.qt.text.label import IconText, Says
from screening.qt.text.text_label import Role, ScriptText
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Look, text_button
from screening.qt.widgets.card import Card, Ground
from screening.qt.widgets.confirmation import PassphraseNote
from screening.qt.widgets.fields import FilePassphrase, LineField
from screening.qt.widgets.path_field import PathField
from screening.settings import Installation
from screening.store import KeptIdentity, Vault
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.packs import SOURCE

FIELDS = ("name", "contact", "phrase")


class IdentityPage(Headed):
    """Shows an IdentityView; a field is handed over when it is left. Nothing typed here goes into a draft."""

    typed = Signal(str, str, str)
    """What stands in the fields while somebody types in them."""
    written = Signal(str, str, str)
    erase_pressed = Signal()
    slip_pressed = Signal(str, str)
    """The folder and the passphrase."""
    ask_pressed = Signal()
    """To where the person is asked whether it may be kept."""

    def __init__(self, words: Says, view: IdentityView) -> None:
        """Without the person's yes there is no field, and the way to where they are asked."""
        super().__init__(words)
        self.fields: dict[str, LineField] = {}
        self.kept = ("", "", "")
        self.done = DoneLine(words.language)
        self.note = PassphraseNote(words)
        self.folder = PathField(
            words, words.say("page.papers.folder"), help=words.say("page.identity.slip-help"), name="slip-folder"
        )
        self.passphrase = FilePassphrase(words, name="slip-passphrase")
        self.erase = text_button(words, "page.identity.erase", "erase-identity", self._ask)
        self.keep = text_button(words, "page.identity.erase-no", "erase-identity-no", self._put_away, Look.MAIN)
        self.sure = QWidget()
        self.head_with(view.title, view.lead)
        if view.agreed:
            self._build()
        else:
            ask = text_button(words, "page.identity.ask", "identity-ask", self.ask_pressed)
            self.rows.addWidget(ask, 0, Qt.AlignmentFlag.AlignLeft)
            self.keep_unplaced(self.done, self.note, self.folder, self.passphrase, self.erase, self.keep, self.sure)
        self.rows.addStretch(1)
        self.show_view(view)

    def show_view(self, view: IdentityView) -> None:
        """Show what is kept."""
        self.kept = (view.name, view.contact, view.phrase)
        for name, text in zip(FIELDS, self.kept, strict=True):
            if name in self.fields:
                self.fields[name].set_text(text)

    def flush(self) -> None:
        """Hand over what differs from what is kept."""
        typed = self._texts()
        if typed != self.kept:
            self.kept = typed
            self.written.emit(*typed)

    def _typing(self) -> None:
        self.typed.emit(*self._texts())

    def _texts(self) -> tuple[str, str, str]:
        name, contact, phrase = (self.fields[each].text() for each in FIELDS) if self.fields else self.kept
        return name, contact, phrase

    def not_kept(self) -> None:
        """The disk did not take it: it is handed over again when a field is next left."""
        self.kept = ("\0", "", "")

    def show_saved(self, name: str) -> None:
        """The slip is on disk: its passphrase is forgotten here."""
        self.passphrase.hide_text()
        self.done.say(self.words.say("page.papers.saved", name=name))

    def start(self) -> QWidget:
        return self.fields["name"].edit if self.fields else self.title

    def _build(self) -> None:
        say, language = self.words.say, self.words.language
        for name in FIELDS:
            field = LineField(
                self.words, say(f"page.identity.{name}"), help=say(f"page.identity.{name}-help"), longest=300
            )
            field.edit.setObjectName(f"identity-{name}")
            field.edit.rested.connect(self._typing)
            field.left.connect(self.flush)
            field.entered.connect(self.flush)
            self.fields[name] = field
            self.rows.addWidget(field)
        self.rows.addWidget(self.done)
        self.rows.addWidget(self.note)
        card = Card(Ground.SURFACE, pads=(20, 12), gap=8)
        card.rows.addWidget(IconText("lock", say("page.identity.never"), language, Role.SMALL))
        card.rows.addWidget(IconText("return", say("page.identity.withdraw"), language, Role.SMALL))
        card.rows.addWidget(self.folder)
        self.folder.entered.connect(lambda: self.passphrase.edit.setFocus(Qt.FocusReason.TabFocusReason))
        self.passphrase.entered.connect(self._slip)
        card.rows.addWidget(self.passphrase)
        slip = text_button(self.words, "page.identity.slip", "save-slip", self._slip)
        add_at_start(card.rows, slip, self.erase)
        rows = unpadded(QHBoxLayout(self.sure))
        rows.addWidget(ScriptText(say("page.identity.erase-sure"), language, Role.BODY, bold=True), 1)
        rows.addWidget(self.keep)
        rows.addWidget(text_button(self.words, "page.identity.erase-yes", "erase-identity-yes", self._erase))
        self.sure.hide()
        card.rows.addWidget(self.sure)
        self.rows.addWidget(card)

    def _slip(self) -> None:
        self.flush()
        self.slip_pressed.emit(self.folder.text(), self.passphrase.text())

    def _ask(self) -> None:
        """The safe choice first and focused; the other is the second step."""
        self.sure.show()
        self.keep.setFocus()

    def _put_away(self) -> None:
        self.sure.hide()
        self.erase.setFocus()

    def _erase(self) -> None:
        self._put_away()
        for field in self.fields.values():
            field.set_text("")
        self.kept = ("", "", "")
        self.erase_pressed.emit()


class IdentityActs:
    """Makes the page and carries its acts to the vault's thread. Nothing of it stays here."""

    def __init__(self, case: CaseContext) -> None:
        self.case = case

    def routes(self) -> Routes:
        return {Place.IDENTITY: Route(self.page, aside=True)}

    def page(self) -> IdentityPage:
        code = self.case.interview.case.code
        page = IdentityPage(self.case.words, referral_form.identity_view(self.case.interview, None))
        page.typed.connect(self._typed)
        page.written.connect(partial(self._written, page))
        page.erase_pressed.connect(partial(self.erase, page))
        page.ask_pressed.connect(partial(self.case.go, Place.CONSENT))
        page.slip_pressed.connect(partial(self._slip, page))
        page.passphrase.offer(self.case.drawn_words())
        self.case.unwritten.stand_on(page.note, code, lambda: page.passphrase.offer(self.case.drawn_words()))
        self.case.ask(partial(_read, code), success=partial(self._show, page))
        return page

    def _show(self, page: IdentityPage, person: KeptIdentity | None) -> None:
        empty = not any(each.text() for each in page.fields.values())
        if person is not None and page is self.case.page and empty:
            page.show_view(referral_form.identity_view(self.case.interview, person))

    def erase(self, page: IdentityPage | None = None) -> None:
        """Erase name and contact at once, as when the person took the yes back."""
        code = self.case.interview.case.code
        told = partial(self._tell, page, "page.identity.erased")
        self.case.ask(lambda vault: vault.people.erase(code), success=told)

    def _typed(self, *texts: str) -> None:
        """Kept while somebody types, in the store of names and nowhere else; nothing is said of it."""
        code, person = self.case.interview.case.code, KeptIdentity(*texts)
        self.case.ask(lambda vault: vault.people.keep(code, person, typing=True), success=lambda _kept: None)

    def _written(self, page: IdentityPage, *texts: str) -> None:
        code, person = self.case.interview.case.code, KeptIdentity(*texts)

        def failed(trouble: ScreeningError) -> None:
            if page is self.case.page:
                page.not_kept()
            self.case.complain(trouble)

        kept = partial(self._tell, page, "page.identity.kept")
        self.case.ask(lambda vault: vault.people.keep(code, person), success=kept, failure=failed)

    def _tell(self, page: IdentityPage | None, text_id: str, _done: object) -> None:
        if page is not None and page is self.case.page:
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
