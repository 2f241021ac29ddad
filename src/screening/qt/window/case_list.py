"""The list of cases: what it shows, what the officer does there, and opening one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from screening.casework.interview.interview import Interview
from screening.casework.record.caseload import is_finished
from screening.casework.record.desk_list import ListPage, Wish
from screening.casework.record.retention import delete_empty, is_empty
from screening.domain.case.places import Place
from screening.errors import NotAccepted, ScreeningError
from screening.qt.record.cases_page import CasesPage
from screening.qt.session import vault_work
from screening.qt.session.record_places import RecordPlace
from screening.qt.window.record_navigator import RecordParts
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.window.main_window import Window

DUE_AT = {
    "promise": Place.FOLLOW, "reply": Place.FOLLOW, "decision": Place.DECISIONS,
    "second": Place.SECOND, **dict.fromkeys(("order", "term", "talk", "court", "pass"), Place.DATES),
}  # fmt: skip
"""The page of a case where what is due is settled."""
DUE_BESIDE = {"keep": RecordPlace.KEEPING, "visit": RecordPlace.SITE, "again": RecordPlace.OPERATION}
"""The page beside the cases where it is."""
SETTING = "workplace"
"""Where a talk takes place unless the officer says otherwise."""


class CaseListing:
    """Asks the open record for the list, shows it in the frame, and opens a case of it."""

    def __init__(self, window: Window, record: RecordParts, words: Words) -> None:
        self.window, self.record, self.words = window, record, words
        self.desk, self.shell = record.desk, record.shell
        self.wish = Wish()
        """The order of the list, and what stands in its filter."""
        self.found: ListPage | None = None
        self._asked: int | None = None
        """The page that is on its way, or that is wanted when that has come; None for none."""
        self.page: CasesPage | None = None
        """The list as it was shown last."""

    @property
    def shown(self) -> bool:
        """Whether the list stands in the frame now."""
        return self.page is not None and self.shell.page() is self.page

    def show(self) -> None:
        """Show the list from its beginning, in the order that was chosen last; nothing is filtered."""
        self.wish = replace(self.wish, typed="")
        self.desk.ask(vault_work.list_page, self.desk.lists, self.wish, None, 0, success=self._begin)

    def _begin(self, found: ListPage) -> None:
        if self.desk.interview is not None:
            return
        page = self.page = CasesPage(self.words)
        page.new_pressed.connect(self.new_screening)
        page.open_pressed.connect(self._open)
        page.due_pressed.connect(self.open_due)
        page.more_due_pressed.connect(self._show_all_due)
        page.typed.connect(self._filter)
        page.entered.connect(self._open_only)
        page.sort_pressed.connect(self._sort)
        page.label_kept.connect(partial(self._keep_label, page))
        page.delete_pressed.connect(partial(self._ask_delete, page))
        page.delete_agreed.connect(self._delete)
        page.part_pressed.connect(self._turn)
        page.door_pressed.connect(self.window.commands.open_door)
        page.services_pressed.connect(partial(self.window.open_record_page, RecordPlace.SERVICES))
        self._shown(page, found)
        self.record.beside.draw_frame(RecordPlace.CASES)
        self.shell.set_page(page)
        if self.window.stack.currentWidget() is self.window.cover:
            return  # the caret stays in the foot of the cover page
        page.start().setFocus()
        self.window.announce(page.opening())

    def _shown(self, page: CasesPage, found: ListPage) -> None:
        """Draw what was read; while the list of all is being made, go on with that."""
        self.found, self.window.listed = found, found.total
        due = len(found.due) if found.waiting is None else self.window.due
        if due != self.window.due:
            self.window.due = due
            if self._stands(page):
                self.record.beside.draw_rail(RecordPlace.CASES)
        page.show_view(self.desk.worded(found))
        if found.waiting:
            self._prepare(page)

    def _prepare(self, page: CasesPage) -> None:
        self.desk.ask(vault_work.prepare_list, self.desk.lists, success=partial(self._prepared, page))

    def _prepared(self, page: CasesPage, waiting: int) -> None:
        if not self._stands(page):
            return
        if waiting:
            page.found.set_text(self.words.say_count("page.cases.waiting", waiting))
            self._prepare(page)
        else:
            self._list_anew()

    def _stands(self, page: CasesPage) -> bool:
        return page is self.page and self.desk.interview is None and self.shell.page() is page

    # --- another part or order of it

    def _filter(self, typed: str) -> None:
        self.wish = replace(self.wish, typed=typed)
        self._list_anew()

    def _sort(self, column: str) -> None:
        turned = column == self.wish.column and not self.wish.turned
        self.wish = replace(self.wish, column=column, turned=turned)
        self._list_anew()

    def _turn(self, by: int) -> None:
        self._list_anew(by)

    def _list_anew(self, by: int = 0) -> None:
        """Ask for a page; what is typed while one is on its way is asked for when that has come."""
        if self._asked is not None:
            self._asked = by
            return
        self._asked, page, wish = by, self.page, self.wish

        def came(found: ListPage) -> None:
            asked, self._asked = self._asked, None
            if page is None or not self._stands(page):
                return
            self._shown(page, found)
            if wish != self.wish or asked != by:
                self._list_anew(asked or 0)

        def failed(trouble: ScreeningError) -> None:
            self._asked = None
            self.desk.complained.emit(trouble)

        self.desk.ask(vault_work.list_page, self.desk.lists, wish, self.found, by, success=came, failure=failed)

    def _show_all_due(self) -> None:
        if self.found is not None and self.page is not None:
            self.page.show_due(self.desk.worded(self.found, all_due=True))

    def _open_only(self) -> None:
        """Enter in the filter opens the case where only one is left."""
        if self.found is not None and self.found.wish == self.wish and len(self.found.lines) == 1:
            self._open(self.found.lines[0].case)

    # --- opening one

    def new_screening(self) -> None:
        """Begin a case; its gate comes first."""
        self.desk.new_case(SETTING, self._begun)

    def _begun(self) -> None:
        if self.record.shown_case is not None:
            self.record.shown_case.go(Place.GATE)

    def open_case(self, code: str, at: str = "") -> None:
        """Open a case where it was left, or ``at`` a page beside its way."""
        self.desk.open_case(code, partial(self._opened, at), partial(self._show_plainly, code))

    def _opened(self, at: str, page: str, item: str) -> None:
        case = self.record.shown_case
        if case is None:
            return
        code = case.interview.case.code
        try:
            if self._leads(case.interview, at):
                case.place, case.item = page, item  # where a page beside the way leads back to
                case.go(at)
            else:
                case.go(page, item)
            case.say_anew()
        except Exception as trouble:
            case.page = None
            case.leave()
            self._show_plainly(code)
            self.window.show_crash(type(trouble).__name__)

    def _leads(self, interview: Interview, at: str) -> bool:
        """Whether a case opens at that page. A summary is for one that is finished and begins no session."""
        if not at or interview.put_away(at):
            return False
        if at == Place.SUMMARY:
            return is_finished(interview) and not self.desk.begun_anew
        return at not in interview.places() or not interview.reachable(at)

    def _show_plainly(self, code: str) -> None:
        """A case that no page can show: its entries as they stand, from where it can be erased."""
        self.desk.leave_case()
        self.record.beside.plain.code = code
        self.window.open_record_page(RecordPlace.PLAIN)

    # --- what is done in the list

    def _open(self, code: str) -> None:
        """A finished case opens on its summary, any other where it was left."""
        lines = self.found.lines if self.found is not None else ()
        finished = any(each.finished and each.case == code for each in lines)
        self.open_case(code, Place.SUMMARY if finished else "")

    def open_due(self, code: str, kind: str) -> None:
        """Open a case at what is due in it; what is kept too long is erased on a page of its own."""
        if kind == "again":
            self.record.beside.operations.open(code)
        if kind in DUE_BESIDE:
            self.window.open_record_page(DUE_BESIDE[kind])
        else:
            self.open_case(code, DUE_AT.get(kind, ""))

    def _keep_label(self, page: CasesPage, code: str, label: str) -> None:
        def kept(_none: None) -> None:
            if self._stands(page):
                page.put_away_question(code)
                self._list_anew()

        self.desk.ask(vault_work.keep_label, self.desk.lists, code, label.strip(), success=kept)

    def _ask_delete(self, page: CasesPage, code: str) -> None:
        """A case in which nothing was recorded may go with one sentence; any other is kept, and it is said why."""

        def ask(empty: bool) -> None:
            if not empty:
                self.desk.complained.emit(NotAccepted("case-not-empty"))
            elif self.shell.page() is page:
                page.ask_delete(code)

        self.desk.ask(is_empty, code, success=ask)

    def _delete(self, code: str) -> None:
        self.desk.ask(delete_empty, code, success=lambda _count: self.window.show_cases())
