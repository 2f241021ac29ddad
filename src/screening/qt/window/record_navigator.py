"""The way between the pages that belong to no case, and the frame around them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QTimer

from screening.domain.case import inspections
from screening.qt.exchange.content_controller import ContentActs
from screening.qt.exchange.exchange_controller import ExchangeActs
from screening.qt.frame import frame_presenter
from screening.qt.frame.frame import BarButton, BarView, Shell
from screening.qt.frame.page import Headed
from screening.qt.platform.hardening import NAME, Barriers
from screening.qt.record.access_controller import AccessActs
from screening.qt.record.audit_log_controller import LogActs
from screening.qt.record.backups_controller import CopyActs
from screening.qt.record.raw_case_controller import PlainActs
from screening.qt.record.reminders_controller import RemindersActs
from screening.qt.record.retention_controller import KeepingActs
from screening.qt.record.seal_controller import SealActs
from screening.qt.referral.directory_page import DirectoryActs
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_rail import desk_rail, home_title, links, page_title
from screening.qt.session.record_routes import RecordRoute
from screening.qt.session.services import OfficeServices, WindowServices
from screening.qt.session.vault_session import Desk
from screening.qt.settings.safety_controller import SafetyActs
from screening.qt.settings.settings_controller import SettingsActs
from screening.qt.statistics.counts_controller import CountsActs
from screening.qt.statistics.statistics_controller import StatisticsActs
from screening.qt.style.tokens import tokens
from screening.qt.text.text_label import spoken
from screening.qt.visit.inspection_controller import SiteActs
from screening.qt.visit.preparing_controller import PreparingActs
from screening.qt.visit.questionnaire_controller import BlankActs
from screening.qt.widgets.buttons import Look
from screening.qt.window.record_links import PageLinks
from screening.store import Vault
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.translations import Words

SLOW = 1000
"""Milliseconds after which words say what is being done (no spinner)."""
HOMES = (RecordPlace.COUNTS, RecordPlace.BENCH)
"""Pages that a role without cases comes home to."""
PLACES = (
    RecordPlace.REMINDERS,
    RecordPlace.SERVICES, RecordPlace.PREPARE, RecordPlace.STATISTICS, RecordPlace.SITE, RecordPlace.KEEPING,
    RecordPlace.COPIES, RecordPlace.LOG, RecordPlace.KEYS, RecordPlace.SEAL, RecordPlace.SAFETY, RecordPlace.COUNTS,
    RecordPlace.BENCH, RecordPlace.BUNDLES, RecordPlace.PEOPLE, RecordPlace.SETTINGS, RecordPlace.CONTENT,
    RecordPlace.ABOUT, RecordPlace.LAW, RecordPlace.COMPUTER,
)  # fmt: skip
"""Pages that have a row of the rail, or a key."""

SELDOM = (RecordPlace.BENCH, RecordPlace.ABOUT, RecordPlace.LAW, RecordPlace.COMPUTER)
"""Pages that take 4 MiB of libraries with them, the shaping of texts among them; loaded when one is first opened."""


class RecordPages(OfficeServices):
    """Shows a page beside the cases; each controller says how its own are made and where they lead back to."""

    def __init__(self, window: WindowServices, desk: Desk, shell: Shell, words: Words) -> None:
        super().__init__(window, desk, shell, words)
        self.place = ""
        self.page: Headed | None = None
        self.behind = ""
        """The page of a case that these pages were opened from."""
        self.preparing = PreparingActs(self)
        self.plain = PlainActs(self)
        controllers = (
            self.preparing, self.plain, DirectoryActs(self), BlankActs(self), SiteActs(self),
            StatisticsActs(self, desk.leave), KeepingActs(self), CopyActs(self), LogActs(self), CountsActs(self),
            AccessActs(self), SealActs(self), SafetyActs(self, self.barriers, self.solved),
            ExchangeActs(self, desk.read_again), SettingsActs(self, window.looks),
            ContentActs(self, desk.content_changed),
            RemindersActs(self, desk.read_reminders, window.open_due, self.show_due),
        )  # fmt: skip
        self.routes: dict[RecordPlace, RecordRoute] = {}
        for each in controllers:
            self.routes.update(each.routes())
        for place in SELDOM:
            self.routes[place] = RecordRoute(partial(self._load_seldom, place))

    # --- the way

    def go(self, place: str) -> None:
        """Show a page; what was typed on the one before is kept first."""
        self.keep_typed()
        self.place = RecordPlace(place)
        self.show(self.routes[self.place].make())

    def leave(self) -> None:
        """Away from these pages; what was typed is kept first."""
        self.keep_typed()
        self.place = ""
        self.page = None

    def keep_typed(self) -> None:
        """Hand over what was typed and is not in the record yet."""
        if self.page is not None:
            self.page.flush()

    def back(self) -> None:
        """Back to where this page was opened from."""
        before = self.routes[RecordPlace(self.place)].back
        if before is not None:
            self.go(before)
            return
        self.leave()
        self.window.leave_desk_page()

    def save(self) -> None:
        """What the key for saving means on this page."""
        if self.page is not None:
            self.page.save_now()

    # --- services of these pages alone

    @property
    def sites(self) -> tuple[inspections.Site, ...]:
        """The inspections of this record, oldest first."""
        return self.desk.sites

    def barriers(self) -> Barriers | None:
        """Return what this computer guards against; None where it was not asked."""
        return self.window.barriers

    def choose_row(self, name: str) -> None:
        """As if a row of the rail was pressed."""
        self.shell.rail_chosen.emit(name)

    def solved(self, about: str) -> None:
        """Take a message away that is about this."""
        self.shell.complaints.solved(about)

    # --- the frame

    def show(self, page: Headed) -> None:
        """Put a page into the frame."""
        words = self.words
        self.page = page
        saved = ""
        if self.desk.saved_at:
            saved = words.say("strip.saved", time=format_time(self.desk.saved_at, words.language))
        current = self.routes[RecordPlace(self.place)].row or self.place
        role = self.owner.role
        home = home_title(words, role)
        if self.place in HOMES:
            home = ""
        self.shell.set_strip(frame_presenter.desk_strip(words, home=home, saved=saved, practice=self.practice))
        self._draw_rail()
        back = BarButton("back", words.say("shell.back"), Look.OTHER, cap=tokens().key["previous_page"])
        self.shell.set_bar(BarView(note=frame_presenter.desk_note(words, practice=self.practice), buttons=(back,)))
        if not page.title.text():
            page.head_with(page_title(words, current))
        if beside := links(words, self.place, practice=self.practice, role=role):
            row = PageLinks(beside, self.place, words.language)
            row.chosen.connect(self.choose_row)
            page.put_under_head(row)
        self.shell.set_page(page)
        self._say_if_slow(page)
        page.start().setFocus()
        self.announce(page.opening())

    def show_due(self, number: int) -> None:
        """Say in the rail how much is due."""
        if number != self.window.due:
            self.window.due = number
            self._draw_rail()

    def _load_seldom(self, place: RecordPlace) -> Headed:
        """Load what makes a page that is seldom opened, for all of its pages from now on, and make this one."""
        if place is RecordPlace.BENCH:
            from screening.qt.languages.review_controller import BenchActs

            self.routes.update(BenchActs(self).routes())
        else:
            from screening.qt.settings.about_controller import AboutActs

            folder = self.window.folder or Path(platformdirs.user_data_dir(NAME, appauthor=False)) / "record"
            self.routes.update(AboutActs(self, folder, self.window.open_handbook).routes())
        return self.routes[place].make()

    def _draw_rail(self) -> None:
        current, window = self.routes[RecordPlace(self.place)].row or self.place, self.window
        rail = desk_rail(
            self.words, window.listed, current, practice=self.practice, role=self.owner.role, due=window.due
        )
        self.shell.set_rail(rail)

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

        self.ask(_nothing, success=answer)
        QTimer.singleShot(SLOW, page, late)


def _nothing(_vault: Vault) -> None:
    """Only to know when everything before it is done."""
