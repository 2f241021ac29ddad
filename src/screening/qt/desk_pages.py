"""Pages that belong to no case: the directory of services, editing one entry, the counts, what is kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from screening.casework import counting, counts_out, papers, preparing, referring, services
from screening.casework.counting import StatsView
from screening.casework.referral_views import DirectoryView
from screening.errors import ScreeningError
from screening.qt import dressing, exchange_acts, plain_acts
from screening.qt.access_acts import AccessActs
from screening.qt.bench_acts import BenchActs
from screening.qt.blank import desk_rail
from screening.qt.copy_acts import CopyActs
from screening.qt.counts_acts import CountsActs
from screening.qt.desk import Desk
from screening.qt.exchange_acts import ExchangeActs
from screening.qt.inputs.buttons import Look
from screening.qt.keeping_acts import KeepingActs
from screening.qt.log_acts import LogActs
from screening.qt.pages.bench import BenchPage
from screening.qt.pages.copies import CopiesPage
from screening.qt.pages.directory import DirectoryPage, EntryPage
from screening.qt.pages.notes import NotesPage
from screening.qt.pages.page import Headed
from screening.qt.pages.preparing import PreparingPage
from screening.qt.pages.safety import SafetyPage
from screening.qt.pages.statistics import StatisticsPage
from screening.qt.plain_acts import PlainActs
from screening.qt.printing import choose_printer, draw, print_paper
from screening.qt.script_text import spoken
from screening.qt.seal_acts import SealActs
from screening.qt.shell import BarButton, BarView, Shell
from screening.qt.site_acts import SiteActs
from screening.qt.tokens import tokens
from screening.store.files import typed_folder
from screening.wording.catalogs import Words
from screening.wording.languages import format_time

if TYPE_CHECKING:
    from screening.qt.window import Window

SLOW = 1000
"""Milliseconds after which words say what is being done (no spinner)."""
PLACES = (
    "services", "prepare", "statistics", "site", "keeping", "copies", "log", "keys", "seal", "safety", "counts",
    "bench", *exchange_acts.PLACES,
)  # fmt: skip

BELONGS = {"entry": "services", "seal": "keys", plain_acts.PLACE: "cases", plain_acts.ERASING: "cases"}
"""Places without a line of their own in the rail, and the line that they belong to."""


class DeskPages:
    """Holds nothing: it asks the desk's directory and draws what that says."""

    def __init__(self, window: Window, desk: Desk, shell: Shell, words: Words) -> None:
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
            plain_acts.PLACE: self.plain.page,
            plain_acts.ERASING: self.plain.erasing,
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
        elif self.place == plain_acts.ERASING:
            self.go(plain_acts.PLACE)
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
                lambda: services.verify(self.desk.directory, name), lambda: page.show_view(self._view())
            )
        )
        page.edit_pressed.connect(self._edit)
        office, owner = self.desk.directory.office, self.desk.owner
        page.show_office(*(owner.organisation, "") if office is None else (office.organisation, office.telephone))
        page.office_kept.connect(
            lambda organisation, telephone: self.desk.record_services(
                lambda: services.write_office(organisation, telephone), page.show_office_kept
            )
        )
        return page

    def _prepare(self) -> Headed:
        view = preparing.preparing_view(self.desk.directory, self.prepared, datetime.date.today(), self.words)
        page = PreparingPage(self.words, view)
        page.ticked.connect(lambda name, done: (self.prepared.add if done else self.prepared.discard)(name))
        page.print_pressed.connect(lambda: self._print(self.visit_sheet(), page))
        page.linked.connect(self.shell.rail_chosen)
        return page

    def visit_sheet(self) -> bytes:
        """The sheet to prepare a visit, with what was ticked on the page."""
        owner, desk = self.desk.owner, self.desk
        keeper = referring.Keeper(owner.officer, owner.organisation, "", 0)
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
            data = counting.stats_paper(view, self.words)
            leaves, stayed = counts_out.leaves("printed", data)
            self.desk.leave(leaves, lambda: draw(data, printer), stayed, lambda _printed: None)

    def _save_statistics(self, page: StatisticsPage, view: StatsView, folder: str) -> None:
        try:
            place = referring.place_for(typed_folder(folder))
            data = counting.stats_paper(view, self.words)
        except ScreeningError as trouble:
            self.desk.complained.emit(trouble)
            return
        leaves, stayed = counts_out.leaves("saved", data)

        def saved(path: Path) -> None:
            if page is self.page:
                page.show_saved(path.name)

        self.desk.leave(leaves, lambda: referring.write_paper(data, place, "counts.pdf"), stayed, saved)

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
                lambda: services.write(self.desk.directory, fields, ages, sexes), lambda: self.go("services")
            )
        )
        page.removed.connect(
            lambda entry: self.desk.record_services(
                lambda: services.remove(self.desk.directory, entry), lambda: self.go("services")
            )
        )
        self.place = "entry"
        self._show(page)

    def _view(self) -> DirectoryView:
        return services.directory_view(self.desk.directory, datetime.date.today(), self.words)

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
        self.shell.set_strip(dressing.desk_strip(words, saved=saved, practice=self.desk.practice))
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
