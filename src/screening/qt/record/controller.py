"""Pages that belong to no case: the directory of services, editing one entry, the counts, what is kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from screening.casework import directory
from screening.casework.record import statistics_release
from screening.casework.referral import papers, referral_form, visit_preparation
from screening.casework.referral_view_models import DirectoryView
from screening.casework.statistics import counts
from screening.casework.statistics.counts import StatsView
from screening.errors import ScreeningError
from screening.qt.frame import frame_presenter
from screening.qt.frame.frame import BarButton, BarView, Shell
from screening.qt.frame.notes_page import NotesPage
from screening.qt.frame.page import Headed
from screening.qt.platform.printing import choose_printer, draw, print_paper
from screening.qt.record import exchange_controller, raw_case_controller
from screening.qt.record.access_controller import AccessActs
from screening.qt.record.audit_controller import LogActs
from screening.qt.record.backups_controller import CopyActs
from screening.qt.record.backups_page import CopiesPage
from screening.qt.record.counts_controller import CountsActs
from screening.qt.record.directory_page import DirectoryPage, EntryPage
from screening.qt.record.exchange_controller import ExchangeActs
from screening.qt.record.inspection_controller import SiteActs
from screening.qt.record.preparing_page import PreparingPage
from screening.qt.record.questionnaire_controller import desk_rail
from screening.qt.record.raw_case_controller import PlainActs
from screening.qt.record.retention_controller import KeepingActs
from screening.qt.record.review_controller import BenchActs
from screening.qt.record.review_page import BenchPage
from screening.qt.record.safety_page import SafetyPage
from screening.qt.record.seal_controller import SealActs
from screening.qt.record.statistics_page import StatisticsPage
from screening.qt.session.vault_session import Desk
from screening.qt.style.tokens import tokens
from screening.qt.text.text_label import spoken
from screening.qt.widgets.buttons import Look
from screening.store.crypto.atomic_files import typed_folder
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.session.context import WindowContext

SLOW = 1000
"""Milliseconds after which words say what is being done (no spinner)."""
PLACES = (
    "services", "prepare", "statistics", "site", "keeping", "copies", "log", "keys", "seal", "safety", "counts",
    "bench", *exchange_controller.PLACES,
)  # fmt: skip

BELONGS = {
    "entry": "services",
    "seal": "keys",
    raw_case_controller.PLACE: "cases",
    raw_case_controller.ERASING: "cases",
}
"""Places without a line of their own in the rail, and the line that they belong to."""


class DeskPages:
    """Holds nothing: it asks the desk's directory and draws what that says."""

    def __init__(self, window: WindowContext, desk: Desk, shell: Shell, words: Words) -> None:
        self.window, self.desk, self.shell, self.words = window, desk, shell, words
        self.exchange = ExchangeActs(self)
        self.bench = BenchActs(self)
        self.plain = PlainActs(self)
        self.place = ""
        self.page: Headed | None = None
        self.prepared: set[str] = set()
        """What was ticked for the next visit, while the record is open."""
        self.behind = ""
        """The page of a case that the directory was opened from."""

    def go(self, place: str) -> None:
        makers: dict[str, Callable[[], Headed]] = {
            "services": self._services,
            "prepare": self._prepare,
            "site": SiteActs(self).page,
            "bundles": self.exchange.bundles,
            "people": self.exchange.people,
            "keeping": KeepingActs(self).page,
            "copies": CopyActs(self).page,
            "log": LogActs(self).page,
            "counts": CountsActs(self).page,
            "bench": self.bench.page,
            "keys": AccessActs(self).page,
            "seal": SealActs(self).page,
            "safety": self._safety,
            raw_case_controller.PLACE: self.plain.page,
            raw_case_controller.ERASING: self.plain.erasing,
        }
        self.keep_typed()
        self.place = place
        if place == "statistics":
            self._show(Headed(self.words.language))
            self.desk.count(self._statistics)
        else:
            self._show(makers[place]())

    def leave(self) -> None:
        self.keep_typed()
        self.place = ""
        self.page = None

    def keep_typed(self) -> None:
        """Words of the workbench that are not in the record yet."""
        if isinstance(self.page, BenchPage):
            self.bench.keep(self.page)

    def back(self) -> None:
        """Back to where this place was opened from."""
        if self.place == "entry":
            self.go("services")
        elif self.place == raw_case_controller.ERASING:
            self.go(raw_case_controller.PLACE)
        else:
            self.leave()
            self.window.leave_desk_page()

    def save(self) -> None:
        if isinstance(self.page, EntryPage):
            self.page.keep()
        elif isinstance(self.page, CopiesPage | StatisticsPage):
            self.page.save()
        elif isinstance(self.page, NotesPage):
            self.page.flush()
        elif isinstance(self.page, BenchPage):
            self.bench.keep(self.page)

    def _services(self) -> Headed:
        page = DirectoryPage(self.words)
        page.show_view(self._view())
        page.rang.connect(
            lambda name: self.desk.record_services(
                lambda: directory.verify(self.desk.directory, name), lambda: page.show_view(self._view())
            )
        )
        page.edit_pressed.connect(self._edit)
        office, owner = self.desk.directory.office, self.desk.owner
        page.show_office(*(owner.organisation, "") if office is None else (office.organisation, office.telephone))
        page.office_kept.connect(
            lambda organisation, telephone: self.desk.record_services(
                lambda: directory.write_office(organisation, telephone), page.show_office_kept
            )
        )
        return page

    def _prepare(self) -> Headed:
        view = visit_preparation.preparing_view(self.desk.directory, self.prepared, datetime.date.today(), self.words)
        page = PreparingPage(self.words, view)
        page.ticked.connect(lambda name, done: (self.prepared.add if done else self.prepared.discard)(name))
        page.print_pressed.connect(lambda: self._print(self.visit_sheet(), page))
        page.linked.connect(self.shell.rail_chosen)
        return page

    def visit_sheet(self) -> bytes:
        """The sheet to prepare a visit, with what was ticked on the page."""
        owner, desk = self.desk.owner, self.desk
        keeper = referral_form.Keeper(owner.officer, owner.organisation, "", 0)
        today = datetime.date.today()
        return papers.make_visit(desk.content, keeper, desk.directory, today, self.words, done=frozenset(self.prepared))

    def _print(self, data: bytes, page: Headed) -> None:
        try:
            print_paper(data, page.window())
        except ScreeningError as trouble:
            self.desk.complained.emit(trouble)

    def _statistics(self, view: StatsView) -> None:
        """The counts, once they were made; printing and saving take the same view."""
        if self.place != "statistics":
            return
        page = StatisticsPage(self.words)
        page.show_view(view)
        page.print_pressed.connect(lambda: self._print_statistics(page, view))
        page.save_pressed.connect(lambda folder: self._save_statistics(page, view, folder))
        self._show(page)

    def _print_statistics(self, page: StatisticsPage, view: StatsView) -> None:
        try:
            printer = choose_printer(page.window())
        except ScreeningError as trouble:
            self.desk.complained.emit(trouble)
            return
        if printer is not None:
            data = counts.stats_paper(view, self.words)
            leaves, stayed = statistics_release.leaves("printed", data)
            self.desk.leave(leaves, lambda: draw(data, printer), stayed, lambda _printed: None)

    def _save_statistics(self, page: StatisticsPage, view: StatsView, folder: str) -> None:
        try:
            place = referral_form.place_for(typed_folder(folder))
            data = counts.stats_paper(view, self.words)
        except ScreeningError as trouble:
            self.desk.complained.emit(trouble)
            return
        leaves, stayed = statistics_release.leaves("saved", data)

        def saved(path: Path) -> None:
            if page is self.page:
                page.show_saved(path.name)

        self.desk.leave(leaves, lambda: referral_form.write_paper(data, place, "counts.pdf"), stayed, saved)

    def _safety(self) -> Headed:
        guard = self.window.guard
        page = SafetyPage(self.words, practice=self.desk.practice)
        page.show_minutes(guard.kept.idle_minutes)

        def kept() -> None:
            page.show_kept()
            self.shell.complaints.solved("no-pin")

        if self.window.barriers is not None:
            page.show_barriers(self.window.barriers, guard.listening())
        page.pin_chosen.connect(lambda pin: guard.choose_pin(pin, kept))
        page.idle_chosen.connect(lambda minutes: guard.choose_idle(minutes, _nothing))
        return page

    def _edit(self, name: str) -> None:
        view = self._view()
        page = EntryPage(self.words)
        page.show_view(view, next((each for each in view.entries if each.id == name), None))
        page.kept.connect(
            lambda fields, ages, sexes: self.desk.record_services(
                lambda: directory.write(self.desk.directory, fields, ages, sexes), lambda: self.go("services")
            )
        )
        page.removed.connect(
            lambda entry: self.desk.record_services(
                lambda: directory.remove(self.desk.directory, entry), lambda: self.go("services")
            )
        )
        self.place = "entry"
        self._show(page)

    def _view(self) -> DirectoryView:
        return directory.directory_view(self.desk.directory, datetime.date.today(), self.words)

    def _say_if_slow(self, page: Headed) -> None:
        """What a page asks of the record waits for its thread: after a second, words say so. Nothing turns."""
        before, said, answered = page.lead.text(), self.words.say("page.reading-record"), [False]

        def late() -> None:
            if page is self.page and not answered[0] and page.lead.text() == before:
                page.lead.set_text(said)

        def answer(_value: object) -> None:
            answered[0] = True
            if page is self.page and page.lead.text() == spoken(said):
                page.lead.set_text(before)

        self.desk.ask(lambda _vault: None, answer)
        QTimer.singleShot(SLOW, page, late)

    def _show(self, page: Headed) -> None:
        words = self.words
        self.page = page
        saved = ""
        if self.desk.saved_at:
            saved = words.say("strip.saved", time=format_time(self.desk.saved_at, words.language))
        self.shell.set_strip(frame_presenter.desk_strip(words, saved=saved, practice=self.desk.practice))
        current = BELONGS.get(self.place, self.place)
        self.shell.set_rail(
            desk_rail(words, self.window.listed, current, practice=self.window.practice, role=self.desk.owner.role)
        )
        back = BarButton("back", words.say("shell.back"), Look.OTHER, cap=tokens().key["previous_page"])
        self.shell.set_bar(BarView(note=words.say("bar.desk"), buttons=(back,)))
        if not page.title.text():
            rail = self.shell.rail.view
            page.head_with(next((row.title for row in rail.rows if row.id == rail.current), ""))
        self.shell.set_page(page)
        self._say_if_slow(page)
        start: QWidget = page.start()
        start.setFocus()


def _nothing() -> None:
    """The pick already stands on the page."""
