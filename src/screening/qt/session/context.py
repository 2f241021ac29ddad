"""The open record and the window, as the controllers of pages use them; the case in hand has ``case_context``.

A controller takes one of these and never the window, the frame, the thread of the record or the way between the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

import platformdirs
from PySide6.QtCore import QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QStackedWidget, QWidget

from screening.casework.content.edition import Content
from screening.domain.case import inspections
from screening.domain.case.case import Case
from screening.domain.case.places import Place
from screening.domain.services.directory import Directory
from screening.errors import ScreeningError
from screening.qt.entry.looks import Looks
from screening.qt.frame.frame import BarButton, BarView, Shell
from screening.qt.frame.frame_views import RailView, StripView
from screening.qt.frame.page import Headed, OverPage, Page
from screening.qt.platform.hardening import NAME, Barriers
from screening.qt.session.figure_keys import Figures
from screening.qt.session.lock import Guard
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_rail import PageLinks, desk_rail, home_title, links, page_title
from screening.qt.session.record_session import Owner, Refused
from screening.qt.session.routes import RecordRoute, RecordRoutes
from screening.qt.session.vault_session import Desk
from screening.qt.style.tokens import tokens
from screening.qt.text.text_label import spoken
from screening.qt.widgets.banner import DoneLine
from screening.qt.widgets.buttons import Look
from screening.settings import Installation
from screening.store import Vault
from screening.wording.catalogue.languages import format_time
from screening.wording.catalogue.translations import Words

T = TypeVar("T")

SLOW = 1000
"""Milliseconds after which words say what is being done (no spinner)."""
HOMES = (RecordPlace.COUNTS, RecordPlace.BENCH)
"""Pages that a role without cases comes home to."""
BEFORE_TALK = (Place.GATE, Place.LANGUAGE)
"""Pages that a gate which is asked again does not lead back to."""
TURNED = (RecordPlace.SIGNS,)
"""Pages that the person looks at: nothing on them leads to the cases. The keys still do."""


class WindowServices(Protocol):
    """The window while a record is open."""

    due: int

    @property
    def folder(self) -> Path | None: ...
    @property
    def barriers(self) -> Barriers | None: ...
    @property
    def guard(self) -> Guard: ...
    @property
    def looks(self) -> Looks: ...
    @property
    def listed(self) -> int: ...
    @property
    def stack(self) -> QStackedWidget: ...
    def drawn_words(self) -> str: ...
    def screen(self) -> QScreen: ...
    def put_over(self, page: OverPage) -> None: ...
    def take_away(self, page: OverPage) -> None: ...
    def show_cases(self) -> None: ...
    def drop_case(self) -> None: ...
    def open_record_page(self, place: str) -> None: ...
    def open_handbook(self) -> None: ...
    def open_due(self, code: str, kind: str) -> None: ...
    def leave_record_page(self) -> None: ...
    def leave_record_pages(self) -> None: ...
    def rest(self) -> None: ...
    def lock(self) -> None: ...
    def cover_up(self) -> None: ...
    def announce(self, text: str) -> None: ...


class OfficeContext:
    """What every controller of an open record may use."""

    page: Page | None = None
    """The page that is shown."""

    def __init__(self, window: WindowServices, desk: Desk, shell: Shell, words: Words) -> None:
        self.window, self.desk, self.shell, self.words = window, desk, shell, words
        self.guard = window.guard
        self.notify = shell.complaints.say
        self.announce, self.drawn_words = window.announce, window.drawn_words
        self.keeper, self.record_service = desk.keeper, desk.record_service
        self.run_long, self.run_outside_vault = desk.run_long, desk.run_outside_vault
        self.show_cases, self.open_record_page = window.show_cases, window.open_record_page
        self.drop_case = window.drop_case

    def change_frame(self, shell: Shell) -> None:
        """Another frame, in another language, takes the place of the one before."""
        self.shell = shell
        self.notify = shell.complaints.say

    # --- work on the record

    def ask(
        self,
        work: Callable[..., Any],
        *given: Any,
        success: Callable[[Any], object],
        failure: Refused | None = None,
        page: Page | None = None,
    ) -> None:
        """Do ``work(vault, *given)`` in the vault's thread; ``success`` gets what it returned.

        With a ``page``, ``success`` follows only while that page is shown.
        """
        self.desk.ask(work, *given, success=self.while_shown(page, success), failure=failure)

    def while_shown(self, page: Page | None, success: Callable[[Any], object]) -> Callable[[Any], object]:
        """Return ``success`` so that it does nothing once another page than this is shown."""
        return success if page is None else lambda found: success(found) if page is self.page else None

    def tried(self, work: Callable[..., T], *given: Any) -> T | None:
        """Do ``work(*given)`` at once and return what it gives; None, and why is said, where it is refused."""
        try:
            return work(*given)
        except ScreeningError as trouble:
            self.complain(trouble)
            return None

    # --- what is so

    @property
    def practice(self) -> bool:
        """Whether the record is one to practise with."""
        return self.desk.practice

    @property
    def owner(self) -> Owner:
        """Whose record is open."""
        return self.desk.owner

    @property
    def installation(self) -> Installation:
        """The content and the country of the record, whichever case is in hand."""
        return self.desk.installation

    @property
    def content(self) -> Content:
        """The edition in use."""
        return self.desk.content

    @property
    def directory(self) -> Directory:
        """The services as they are known on this laptop."""
        return self.desk.directory

    @property
    def case_in_hand(self) -> Case | None:
        """The case in hand; None for none."""
        return self.desk.interview.case if self.desk.interview is not None else None

    @property
    def case_code(self) -> str:
        """The code of the case in hand, "" for none."""
        return self.desk.case_code

    @property
    def dialogs(self) -> QWidget:
        """What dialogs stand before."""
        return self.window.stack.window()

    def complain(self, trouble: ScreeningError) -> None:
        """Say what was not done."""
        self.desk.complained.emit(trouble)

    def lock(self) -> None:
        """Close the record and start the program anew."""
        self.window.lock()


class RecordContext(OfficeContext):
    """The open record, and the way between the pages that belong to no case."""

    page: Headed | None = None

    def __init__(self, window: WindowServices, desk: Desk, shell: Shell, words: Words) -> None:
        super().__init__(window, desk, shell, words)
        self.place = ""
        self.behind = ""
        """The page of a case that these pages were opened from."""
        self.routes: dict[RecordPlace, RecordRoute] = {}
        self.figures: Figures | None = None
        """The keys of the page that is shown, where it has rows to answer."""
        self.looks, self.open_due, self.open_handbook = window.looks, window.open_due, window.open_handbook
        self.let_out, self.content_changed, self.read_again = desk.let_out, desk.content_changed, desk.read_again

    # --- the way

    def go(self, place: str) -> None:
        """Show a page; what was typed on the one before is kept first."""
        self.keep_typed()
        self.place, self.figures = RecordPlace(place), None
        self.show(self.routes[self.place].make())

    def leave(self) -> None:
        """Away from these pages; what was typed is kept first."""
        self.keep_typed()
        self.place, self.figures = "", None
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
        self.window.leave_record_page()

    def choose_row(self, name: str) -> None:
        """As if a row of the rail was pressed."""
        self.shell.rail_chosen.emit(name)

    # --- what is so

    @property
    def sites(self) -> tuple[inspections.Site, ...]:
        """The inspections of this record, oldest first."""
        return self.desk.sites

    @property
    def barriers(self) -> Barriers | None:
        """What this computer guards against; None where it was not asked."""
        return self.window.barriers

    @property
    def folder(self) -> Path:
        """Where the record is; in practice, where one would be made."""
        return self.window.folder or Path(platformdirs.user_data_dir(NAME, appauthor=False)) / "record"

    def solved(self, about: str) -> None:
        """Take a message away that is about this."""
        self.shell.complaints.solved(about)

    # --- the frame

    def show(self, page: Headed) -> None:
        """Put a page into the frame."""
        words = self.words
        self.page = page
        current = self.routes[RecordPlace(self.place)].row or self.place
        role = self.owner.role
        home = "" if self.place in (*HOMES, *TURNED) else home_title(words, role)
        back = BarButton("back", words.say("shell.back"), Look.OTHER, cap=tokens().key["previous_page"])
        self.draw_frame(current, home=home, buttons=(back,))
        if not page.title.text():
            page.head_with(page_title(words, current))
        if beside := links(words, self.place, practice=self.practice, role=role):
            row = PageLinks(beside, self.place, words.language)
            row.chosen.connect(self.choose_row)
            page.put_under_head(row)
        self.shell.set_side(None)
        self.shell.set_page(page)
        self._say_if_slow(page)
        page.start().setFocus()
        self.announce(page.opening())

    def show_due(self, number: int) -> None:
        """Say in the rail how much is due."""
        if number != self.window.due:
            self.window.due = number
            self.draw_rail(self.routes[RecordPlace(self.place)].row or self.place)

    def draw_frame(self, current: str, *, home: str = "", buttons: tuple[BarButton, ...] = ()) -> None:
        """Draw strip, rail and bar around a page of the desk.

        ``current`` is its row of the rail, ``home`` the name of the page that the strip leads to.
        """
        words, saved = self.words, ""
        if self.desk.saved_at:
            saved = words.say("strip.saved", time=format_time(self.desk.saved_at, words.language))
        where = words.say("strip.where.desk")
        self.shell.set_strip(StripView(home=home, where=where, saved=saved, practice=self.practice))
        self.draw_rail(current)
        note = words.say("play.nothing-kept") if self.practice else ""
        self.shell.set_bar(BarView(note=note, buttons=buttons))

    def draw_rail(self, current: str) -> None:
        """Draw the groups of pages that the role has; the person sees none of them."""
        window, role = self.window, self.owner.role
        rail = desk_rail(self.words, window.listed, current, practice=self.practice, role=role, due=window.due)
        self.shell.set_rail(RailView() if self.place in TURNED else rail)

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


class PageActs:
    """What one page beside the cases asks of the open record."""

    place: RecordPlace

    def __init__(self, record: RecordContext) -> None:
        self.record = record

    def routes(self) -> RecordRoutes:
        """Say how the page is shown and left."""
        return {self.place: RecordRoute(self.page)}

    def page(self) -> Headed:
        """Make the page and ask for what it shows."""
        raise NotImplementedError

    def tell(self, done: DoneLine, text: str) -> None:
        """Say on a page what was done, and say it aloud."""
        done.say(text)
        self.record.announce(text)


def _nothing(_vault: Vault) -> None:
    """Only to know when everything before it is done."""
