"""The way between the pages of one case: which is shown, what comes next, and what leads back."""

from __future__ import annotations

import datetime
from functools import partial

from PySide6.QtCore import QTimer

from screening.casework.interview import record_sheet
from screening.casework.record.caseload import summary
from screening.domain.case.places import AFTER, BESIDE_RESULTS, Place, kind, topic_of
from screening.domain.events.catalogue import TalkResumed
from screening.errors import NotAccepted
from screening.qt.assessment.controller import AssessmentPages
from screening.qt.assessment.result_lock import ResultSeal
from screening.qt.frame import frame_presenter
from screening.qt.frame.frame import Shell
from screening.qt.frame.page import Page
from screening.qt.frame.record_sheet import RecordPage, RecordSheet
from screening.qt.interview.conflicts_page import SettlingActs
from screening.qt.interview.notes_controller import TalkPages
from screening.qt.interview.opening_controller import OpeningPages
from screening.qt.interview.person_display import PersonViews
from screening.qt.interview.private_answering_controller import AnsweringAlone
from screening.qt.interview.topic_controller import ConversationPages
from screening.qt.platform.garbage import forget_page_soon
from screening.qt.record.retention_page import ErasingActs
from screening.qt.referral.controller import ReferralPages
from screening.qt.referral.follow_up_page import FollowUpPages
from screening.qt.referral.identity_page import IdentityActs
from screening.qt.referral.urgent_controller import UrgentPages
from screening.qt.session.case_context import CaseContext
from screening.qt.session.context import BEFORE_TALK, WindowServices
from screening.qt.session.figure_keys import Figures
from screening.qt.session.routes import Route
from screening.qt.session.vault_session import Desk
from screening.wording.catalogue.translations import Words

REFUSALS = {
    "locked.language": "language-first",
    "locked.view": "view-first",
    "locked.child": "child-path-first",
    "locked.site": "site-open",
    "locked.rest": "rest-first",
}
"""The error code for a way that is not open; for every other reason the gate comes first."""
CHILD_FIELDS = {
    "child-notes-first": "wishes", "child-wishes-first": "wishes", "best-interest-first": "best-interest",
}  # fmt: skip
"""The field of a child's page that is missing, by the code that says so."""
EVERY = 15_000
"""Milliseconds after which the minutes of the talk are told anew."""
KEEPS_WAY_BACK = (Place.GATE, Place.DANGER, Place.URGENT, Place.NUMBERS)
"""Pages on which it stays known where a gate that is asked again leads back to."""
WITH_SHEET = (Place.LISTENING, Place.CLOSING, *AFTER)
"""Places besides the topics beside which the record stands."""
TURNED = (Place.WORDLESS, Place.ALONE)
"""Pages that the person looks at."""


class CasePages(CaseContext):
    """Holds no fact of the case: it asks the interview in hand and draws what that says."""

    opening: OpeningPages

    def __init__(self, window: WindowServices, desk: Desk, shell: Shell, words: Words) -> None:
        super().__init__(window, desk, shell, words)
        self.led_from = ""
        """The summary, where one of its lines led here: the way back leads there, not along the talk."""
        self.sealed = False
        """Whether the page of the PIN stands in place of the one that is named."""
        self.seal = ResultSeal()
        self._sheet_at = ""
        """The place whose topic the sheet was brought to last."""
        self._asked_by_ear, self._possible_by_ear = ("", "", False), False
        self.minute = QTimer(self.dialogs)
        self.minute.setSingleShot(True)
        self.minute.setInterval(EVERY)
        self.minute.timeout.connect(self._tell_time)
        self.person = PersonViews(self, window.screen)
        self.figures = Figures(self)
        self.identity = IdentityActs(self)
        self.erasing = ErasingActs(self)
        self.alone = AnsweringAlone(self)
        self.opening = OpeningPages(self, self.alone.possible, self.identity.erase)
        self.conversation = ConversationPages(self, self.person.follow)
        self.results = AssessmentPages(self, self.seal.open)
        self.referral = ReferralPages(self)
        self.follow_up = FollowUpPages(self)
        self.urgent = UrgentPages(self)
        self.talk = TalkPages(self, self.erasing.ask, self.conversation.finish_child)
        for each in (
            self.identity, self.erasing, SettlingActs(self), self.opening, self.conversation, self.results,
            self.referral, self.follow_up, self.urgent, self.talk, self.alone,
        ):  # fmt: skip
            self.routes.update(each.routes())
        self.routes[Place.SUMMARY] = Route(self._summary, aside=True, back=self.show_cases)
        desk.taken_up.connect(self._taken_up)
        shell.side_turned.connect(self.refresh_frame)

    # --- going

    def go(self, place: str, item: str = "") -> None:
        """Show a page of the case, when the way to it is open; what is typed is kept first."""
        place, item, lacks = self._led(place, item)
        if not place or (not self._asks_pin(place) and self.results.recorded_first(place, item)):
            return
        self.ear.hush()
        self.keep_typed()
        self.window.leave_record_pages()  # else their keys would stay while a page of the case is shown
        self.shell.complaints.page_left()
        self.shell.complaints.case_shown(True)
        self._remember(place)
        if place != self.place:  # a page that only waited for its PIN is the same one
            self.led_from = ""
        if self.stands_aside(place):
            self.behind = self.behind if self.stands_aside(self.place) else self.place
        else:
            self.desk.keep_place(place, item)
            self.behind = ""
        self.place, self.item, self.after_offer = place, item, ""
        if place in KEEPS_WAY_BACK:
            self.gate_seen = self.gate_now()
        before, self.page = self.page, self._made()
        self.page.row_answered.connect(self.figures.answered)
        self.page.take_key, self.page.keys_wait = self.figures.press, self.figures.wait
        self.page.use_drafts(self.draft)
        self.page.half_typed.connect(self.keep_draft)
        self.refresh_frame()
        self.shell.set_page(self.page)
        self.focus()
        self.announce(self.page.opening())
        if before is not None:
            before.destroyed.connect(forget_page_soon)
        if lacks:
            self.complain(NotAccepted(lacks))

    def _led(self, place: str, item: str) -> tuple[str, str, str]:
        """The place that the way leads to instead, where the one asked for is closed; "" for nowhere.

        With it the item, and the code of what a child's record lacks.
        """
        if self.interview.put_away(place):
            return Place.TAKEN_BACK, "", ""
        if place not in (*self.interview.places(), *BESIDE_RESULTS):
            return place, item, ""
        reason = self.interview.reachable(place)
        if reason == "locked.numbers":
            return Place.NUMBERS, "", ""
        if reason == "locked.child-notes":
            lacks = self.interview.child_lacks()
            return Place.CHILD, CHILD_FIELDS[lacks], lacks
        if reason:
            self.complain(NotAccepted(REFUSALS.get(reason, "gate-first")))
            return "", "", ""
        return place, item, ""

    def _made(self) -> Page:
        """The page of the place in hand, or that of the PIN in its place."""
        self.sealed = self._asks_pin(self.place)
        if self.sealed:
            return self.results.pin(self.place, self.item)
        self.seal.shown(self.place, self.interview)
        return self.routes[kind(self.place)].make()

    def _summary(self) -> RecordPage:
        """The summary of a finished case, on which it opens from the list; each of its lines leads to a page."""
        page = RecordPage(self.words)
        page.sheet.chosen.connect(self.go_to_line)
        page.show_view(summary(self.interview, datetime.date.today(), pin=bool(self.guard.kept.pin)))
        return page

    def _asks_pin(self, place: str) -> bool:
        return self.guard.asks and self.seal.asks(place, self.interview)

    def _remember(self, place: str) -> None:
        """What a gate that is asked again leads back to; and back in the talk a reading is sealed again (JU15)."""
        places = self.interview.places()
        talk = self.place if self.place in places else self.behind
        if place == Place.GATE and talk and talk not in (*BEFORE_TALK, *AFTER):
            self.came_from = talk
        elif place not in KEEPS_WAY_BACK:
            self.came_from = ""
        if place in places and place not in AFTER:
            self.seal.shut()

    def go_to_line(self, place: str) -> None:
        """A line of a page was pressed: the page, and after a stroke the item, that it names."""
        page, _, item = place.partition("/")
        before = self.place
        self.go(page, item)
        if before == Place.SUMMARY and self.place != before:
            self.led_from = before
            self.refresh_frame()

    def next(self) -> None:
        """Where Next leads from here."""
        if self.page is not None and self.page.advance():
            return
        route = self.routes[kind(self.place)]
        if route.onward is not None:
            route.onward()
        elif route.aside:
            self.go(self.behind)
        else:
            self.go(self.interview.next_place(self.place))

    def back(self) -> None:
        """The page before; from a page beside the way to where the talk was."""
        if self.page is not None and self.page.retreat():
            return
        route = self.routes[kind(self.place)] if self.place else None
        if route is None:
            return
        if self.led_from:
            self.go(self.led_from)
        elif route.back is not None:
            route.back()
        elif route.aside:
            self.leave_side_page()
        elif self.place != Place.GATE:
            self.go(self.interview.previous_place(self.place))

    def bar(self, name: str) -> None:
        """A button of the bar other than back and next."""
        act = self.routes[kind(self.place)].bar.get(name)
        if act is not None:
            act()

    def to_urgent(self) -> None:
        """The urgent referral, from the danger card alone."""
        if self.place == Place.DANGER:
            self.go(Place.URGENT)

    def care(self) -> None:
        """Note that somebody needs care, and show what to do."""
        self.record(self.interview.care, success=partial(self.go, Place.CARE))

    def stop(self) -> None:
        """Show the page that ends the talk."""
        self.go(Place.STOP)

    def leave(self) -> None:
        """Away from the case, to the list."""
        self.person.close()
        self.keep_typed()
        self.shell.complaints.page_left()
        self.shell.complaints.case_shown(False)
        self.place = self.behind = self.came_from = self.led_from = ""
        self.shell.set_side(None)
        self.seal.shut()
        self.opening.forget()
        self.alone.give_up()
        self.figures.forget()
        if self.page is not None:
            self.page.destroyed.connect(forget_page_soon)
        self.page = None

    # --- the gate, asked again

    def return_after(self, seconds: float, why: str) -> None:
        """The window was covered or at rest for so long: the gate comes back where the talk was going on (GA12)."""
        if not self.open or not self.place or self.place in AFTER:
            return
        interview, turn, number = self.interview, self.interview.case.gate_round, self.interview.case.sessions.number
        if self.alone.page is not None and isinstance(interview.return_after(seconds, why), TalkResumed):
            self.alone.break_off()

        def back() -> None:
            if interview.case.gate_round > turn:
                self.began_anew = interview.case.sessions.number > number
                self.gate_first()

        self.record(partial(interview.return_after, seconds, why), success=back)

    def _taken_up(self, anew: bool) -> None:
        """A talk with its view was taken up again: what would have gone on with it waits for the gate."""
        self.conversation.handed.clear()
        self.began_anew = anew
        if not self.gate_first() and self.place == Place.GATE:
            self.notify(self.gate_again())

    def say_anew(self) -> None:
        """A record that was opened began another session by itself: the page says why it asks everything again."""
        if self.desk.begun_anew:
            self.notify(self.words.say("gate-again.session"))

    # --- the page in hand, and the frame around it

    def not_saved(self) -> None:
        """A write failed: what was typed stays where it is, and is handed over again when it is next left."""
        self.conversation.handed.clear()
        if self.page is not None:
            self.page.not_saved()

    def framed(self) -> str:
        """The place that strip and rail show: for a page beside the way, the one that it leads back to."""
        return (self.behind or Place.GATE) if self.aside() else self.place

    def aside(self) -> str:
        """The page beside the way that is open now, if one is."""
        return self.place if self.stands_aside(self.place) else ""

    def refresh_frame(self) -> None:
        """Draw strip, rail and bar again."""
        if not self._shows():
            return
        interview, place = self.interview, self.framed()
        self._draw_strip(place)
        title = getattr(self.page, "title", None) if self.aside() else None
        told = title.text() if title is not None else ""
        by_ear = self._by_ear()
        self.shell.set_rail(
            frame_presenter.rail_view(interview, place, aside=self.aside(), aside_title=told, by_ear=by_ear)
        )
        self.shell.set_bar(
            frame_presenter.bar_view(
                interview,
                self.place,
                behind=place,
                onward=self.page.onward if self.page else "",
                sealed=self.sealed,
                from_summary=bool(self.led_from),
                available=self.page is None or self.page.available,
            )
        )
        self._draw_sheet()
        self.person.follow()

    def _draw_sheet(self) -> None:
        """The record at the right of the talk and of what follows it, where the window has room for it."""
        shell, place = self.shell, self.framed()
        beside = topic_of(place) or place in WITH_SHEET
        if not shell.wide or not beside or self.place in (Place.SAID, Place.SUMMARY, *TURNED):
            shell.set_side(None)
            return
        sheet = shell.side_sheet()
        if not isinstance(sheet, RecordSheet):
            sheet = RecordSheet(self.words)
            sheet.chosen.connect(self.go_to_line)
        sheet.show_rows(record_sheet.rows(self.interview), place)
        shell.set_side(sheet)
        if place != self._sheet_at:
            self._sheet_at = place
            shell.keep_side(sheet.topic(place))

    def to_sheet(self) -> None:
        """The record: the sheet at the right where it stands there, else its page (F5)."""
        sheet = self.shell.side_sheet()
        if isinstance(sheet, RecordSheet):
            sheet.enter(self.framed())
        else:
            self.go(Place.SAID)

    def _by_ear(self) -> bool:
        """Whether answering by ear can be had; looked up once for each language of a case, and when the device goes."""
        asked = (self.interview.case.code, self.interview.person_language, self.alone.deaf)
        if asked != self._asked_by_ear:
            self._asked_by_ear, self._possible_by_ear = asked, self.alone.possible()
        return self._possible_by_ear

    def _shows(self) -> bool:
        return self.open and bool(self.place)

    def _draw_strip(self, place: str) -> None:
        """Draw the strip, and again a little later: the minutes go on."""
        self.minute.start()
        minutes = 0 if self.place in AFTER else self.interview.minutes()
        saved_at = self.desk.saved_at
        strip = frame_presenter.strip_view(self.interview, place, place=self.place, minutes=minutes, saved_at=saved_at)
        self.shell.set_strip(strip)

    def _tell_time(self) -> None:
        """Only the text of the minutes: an officer who listens for long presses nothing that would draw it anew."""
        if self._shows():
            self._draw_strip(self.framed())
