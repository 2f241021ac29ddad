"""The list of cases: what it shows, what the officer does there, and opening one."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from screening.casework.record.retention import delete_empty, is_empty
from screening.casework.view_models import CaseloadView
from screening.domain.case.places import Place
from screening.errors import NotAccepted
from screening.qt.frame import frame_presenter
from screening.qt.frame.frame import BarView
from screening.qt.record.cases_page import CasesPage
from screening.qt.record.record_rail import desk_rail
from screening.qt.session.record_places import RecordPlace
from screening.qt.window.open_record import OpenRecord
from screening.store import Vault
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.translations import Words

SETTING = "workplace"
"""Where a talk takes place unless the officer says otherwise."""


class ListingWindow(Protocol):
    """The window, as the list of cases uses it."""

    listed: int

    @property
    def practice(self) -> bool: ...
    def show_cases(self) -> None: ...
    def open_desk_page(self, place: str) -> None: ...
    def show_crash(self, kind: str) -> None: ...


class CaseList:
    """Asks the open record for the list, shows it in the frame, and opens a case of it."""

    def __init__(self, window: ListingWindow, record: OpenRecord, words: Words) -> None:
        self.window, self.record, self.words = window, record, words
        self.desk, self.shell = record.desk, record.shell
        self.page: CasesPage | None = None
        """The list as it was shown last."""

    @property
    def shown(self) -> bool:
        """Whether the list stands in the frame now."""
        return self.page is not None and self.shell.page() is self.page

    def show(self) -> None:
        """Show the newest cases."""
        self.desk.list_cases(self._show)

    def _show(self, view: CaseloadView) -> None:
        if self.desk.interview is not None:
            return
        page = self.page = CasesPage(self.words)
        page.new_pressed.connect(self.new_screening)
        page.open_pressed.connect(self.open_case)
        page.find_pressed.connect(self._find)
        page.delete_pressed.connect(partial(self._ask_delete, page))
        page.delete_agreed.connect(self._delete)
        page.part_pressed.connect(partial(self._list_part, view))
        page.show_view(view)
        saved = ""
        if self.desk.saved_at:
            saved = self.words.say("strip.saved", time=format_time(self.desk.saved_at, self.words.language))
        practice, role = self.window.practice, self.desk.owner.role
        self.shell.set_strip(frame_presenter.desk_strip(self.words, saved=saved, practice=practice))
        self.window.listed = view.part.total
        self.shell.set_rail(desk_rail(self.words, view.part.total, RecordPlace.CASES, practice=practice, role=role))
        self.shell.set_bar(BarView(note=self.words.say("bar.desk")))
        self.shell.set_page(page)
        page.start().setFocus()

    # --- opening one

    def new_screening(self) -> None:
        """Begin a case; its gate comes first."""
        self.desk.new_case(SETTING, self._begun)

    def _begun(self) -> None:
        if self.record.shown_case is not None:
            self.record.shown_case.go(Place.GATE)

    def open_case(self, code: str) -> None:
        """Open a case where it was left."""
        self.desk.open_case(code, self._opened, partial(self._show_plainly, code))

    def _opened(self, page: str, item: str) -> None:
        case = self.record.shown_case
        if case is None:
            return
        code = case.interview.case.code
        try:
            case.go(page, item)
            case.say_anew()
        except Exception as trouble:
            case.page = None
            case.leave()
            self._show_plainly(code)
            self.window.show_crash(type(trouble).__name__)

    def _show_plainly(self, code: str) -> None:
        """A case that no page can show: its entries as they stand, from where it can be erased."""
        self.desk.leave_case()
        self.record.beside.plain.code = code
        self.window.open_desk_page(RecordPlace.PLAIN)

    # --- what is done in the list

    def _find(self, typed: str) -> None:
        self.desk.find_case(typed, self.open_case)

    def _list_part(self, beside: CaseloadView, by: int) -> None:
        self.desk.list_cases(self._show, beside, by)

    def _ask_delete(self, page: CasesPage, code: str) -> None:
        """A case in which nothing was recorded may go with one sentence; any other is kept, and it is said why."""

        def ask(empty: bool) -> None:
            if not empty:
                self.desk.complained.emit(NotAccepted("case-not-empty"))
            elif self.shell.page() is page:
                page.ask_delete(code)

        self.desk.ask(partial(_is_empty, code), success=ask)

    def _delete(self, code: str) -> None:
        self.desk.ask(partial(_delete_empty, code), success=self._deleted)

    def _deleted(self, _count: object) -> None:
        self.window.show_cases()


# --- in the vault's thread


def _is_empty(code: str, vault: Vault) -> bool:
    return is_empty(vault, code)


def _delete_empty(code: str, vault: Vault) -> object:
    return delete_empty(vault, code)
