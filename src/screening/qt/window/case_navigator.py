"""The pages of one case: which is shown, what each act on it records, and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from screening.casework.interview import (
    account,
    consent,
    interview_views,
    readiness,
    recipient_consent,
    side_cards,
    wordless,
)
from screening.casework.interview.conflicts import PLACE as DIFFERING
from screening.casework.interview.interview import AFTER, BESIDE_RESULTS, PREFER, TOPIC, Interview
from screening.casework.interview.private_answering import told
from screening.domain.case import child_and_shelter
from screening.domain.events.catalogue import Event, TalkResumed
from screening.errors import NotAccepted
from screening.qt.assessment.controller import ReadingPages
from screening.qt.assessment.own_view_page import OwnViewPage
from screening.qt.assessment.pin_page import PinPage
from screening.qt.assessment.reading_page import ReadingPage
from screening.qt.assessment.result_lock import ResultSeal
from screening.qt.frame.frame import Shell
from screening.qt.frame.notes_page import NotesPage
from screening.qt.frame.page import Page
from screening.qt.interview import notes_controller
from screening.qt.interview.account_page import ListeningPage
from screening.qt.interview.closing_page import ClosingPage
from screening.qt.interview.conflicts_controller import SettlingActs
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.notes_controller import TalkPages
from screening.qt.interview.numbers_page import NumbersPage
from screening.qt.interview.opening_controller import OpeningPages
from screening.qt.interview.person_display import PersonViews
from screening.qt.interview.private_answering_controller import AnsweringAlone
from screening.qt.interview.topic_controller import ConversationPages
from screening.qt.interview.topic_page import TopicPage
from screening.qt.interview.unsaved_page import UnsavedPage
from screening.qt.interview.wordless_page import WordlessPage
from screening.qt.record.retention_controller import ErasingActs
from screening.qt.referral.controller import ReferralPages
from screening.qt.referral.identity_controller import IdentityActs
from screening.qt.referral.identity_page import IdentityPage
from screening.qt.referral.papers_page import PapersPage
from screening.qt.referral.urgent_controller import UrgentPages
from screening.qt.referral.urgent_page import UrgentPage
from screening.qt.session.vault_session import Desk
from screening.qt.text.label import Says
from screening.qt.window.case_frame import CaseFrame
from screening.qt.window.case_shortcuts import PageKeys
from screening.wording.catalogue.translations import Words

if TYPE_CHECKING:
    from screening.qt.session.context import WindowContext

UNSAVED = "unsaved"
"""On leaving a case whose answers by ear are not on the disk."""
URGENT = "urgent"
"""The referral from the danger card, which leads back to it."""
ASIDE = (
    "danger", URGENT, "numbers", "care", "stop", "said", "find", "identity", "erasing", "adding", "alone", "wordless",
    UNSAVED, DIFFERING, *recipient_consent.PLACES, *(place for place in notes_controller.PLACES if place != PREFER),
)  # fmt: skip
"""Pages beside the way: they lead back to where the talk was."""


ASKED = {recipient_consent.PLACE + decision: decision for decision in recipient_consent.PARTS}
"""On which page a recipient is chosen for each decision that is asked by name."""


class CasePages:
    """Holds no fact of the case: it asks the desk's interview and draws what that says."""

    def __init__(self, window: WindowContext, desk: Desk, shell: Shell, words: Words) -> None:
        self.window = window
        self.desk = desk
        self.shell = shell
        self.words: Says = words
        self.language = words.language
        self.place = ""
        self.behind = ""
        """The page that an aside page leads back to."""
        self.after_offer = ""
        """Where the talk goes when answering by ear, which was offered on the way, is refused."""
        self.began_anew = False
        """Whether the gate that came back last began another session."""
        self.came_from = ""
        """The page of the talk that the gate, asked again, leads back to."""
        self.seal = ResultSeal()
        self.page: Page | None = None
        self.frame = CaseFrame(self)
        self.identity = IdentityActs(self)
        self.erasing = ErasingActs(self)
        self.settling = SettlingActs(self)
        self.opening = OpeningPages(self)
        self.conversation = ConversationPages(self)
        self.results = ReadingPages(self)
        self.referral = ReferralPages(self)
        self.urgent = UrgentPages(self)
        self.talk = TalkPages(self)
        self.person = PersonViews(self)
        self.alone = AnsweringAlone(window, desk, words)
        self.keys = PageKeys(self)
        desk.taken_up.connect(self._taken_up)
        self.alone.done.connect(self._handed_back)
        self.alone.kept.connect(self._answers_kept)

    @property
    def interview(self) -> Interview:
        assert self.desk.interview is not None
        return self.desk.interview

    # --- going

    def go(self, place: str, item: str = "") -> None:
        """Show a page of the case, when the way to it is open; what is typed is kept first."""
        lacks = ""
        if self.interview.put_away(place):
            place, item = consent.TAKEN_BACK, ""
        elif place in (*self.interview.places(), *BESIDE_RESULTS):
            reason = self.interview.reachable(place)
            if reason == "locked.numbers":
                place, item = "numbers", ""
            elif reason == "locked.child-notes":
                place, item, lacks = child_and_shelter.CHILD, "", self.interview.child_lacks()
            elif reason:
                self.desk.complained.emit(NotAccepted(_refusal(reason)))
                return
        if not self._sealed(place) and self.results.recorded_first(place, item):
            return
        self.keys.ear.hush()
        self.keep_typed()
        if self.window.desk_pages is not None and self.window.desk_pages.place:
            self.window.desk_pages.leave()  # else its keys would stay while a page of the case is shown
            self.window.desk_pages.behind = ""
        self.shell.complaints.page_left()
        self._remember(place)
        if place in ASIDE:
            self.behind = self.behind if self.place in ASIDE else self.place
        else:
            self.desk.keep_place(place, item)
            self.behind = ""
        self.place = place
        self.after_offer = ""
        before, self.page = self.page, self._made(place, item)
        self.page.row_answered.connect(self.keys.figures.answered)
        self.dress()
        self.shell.set_page(self.page)
        self.focus()
        if isinstance(before, TopicPage):
            before.put_cards_back()
        if lacks:
            self.desk.complained.emit(NotAccepted(lacks))

    def _remember(self, place: str) -> None:
        """What a gate that is asked again leads back to; and back in the talk a reading is sealed again (JU15)."""
        talk = self.place if self.place in self.interview.places() else self.behind
        if place == "gate" and talk not in ("", "gate", "language", *AFTER):
            self.came_from = talk
        elif place not in ("gate", "danger", URGENT, "numbers"):
            self.came_from = ""
        if place in self.interview.places() and place not in AFTER:
            self.seal.shut()

    def after_gate(self) -> str:
        """Where the gate leads: back into the talk where it was; to language and agreement where none stands (CO9)."""
        interview = self.interview
        if not interview.case.agreed or interview.case.language is None:
            return "language"
        if self.came_from and not interview.reachable(self.came_from):
            return self.came_from
        return TOPIC + interview.protocol.topics[0].id

    def return_after(self, seconds: float, why: str) -> None:
        """The window was covered or at rest for so long: the gate comes back where the talk was going on (GA12)."""
        if self.desk.interview is None or self.place in ("", *AFTER):
            return
        turn, number = self.interview.case.gate_round, self.interview.case.sessions.number
        if self.alone.page is not None and isinstance(self.interview.return_after(seconds, why), TalkResumed):
            self.alone.break_off()

        def then() -> None:
            if self.interview.case.gate_round > turn:
                self.began_anew = self.interview.case.sessions.number > number
                self.gate_first()

        self.record(lambda: self.interview.return_after(seconds, why), then)

    def gate_first(self) -> bool:
        """Lead to a gate that came back, once the officer has the window again: not over the person's own page."""
        waits = bool(self.interview.gate().open_lines) and not self.interview.case.stopped
        if not waits or self.place in ("", "gate", *AFTER) or self.window.stack.currentWidget() is not self.shell:
            return False
        self.go("gate")
        self.shell.complaints.say(self.words.say("gate-again.session" if self.began_anew else "gate-again.long"))
        return True

    def _taken_up(self, anew: bool) -> None:
        """A talk with its view was taken up again: what would have gone on with it waits for the gate."""
        self.conversation.handed.clear()
        self.began_anew = anew
        if not self.gate_first() and self.place == "gate":
            self.shell.complaints.say(self.words.say("gate-again.session" if anew else "gate-again.long"))

    def say_anew(self) -> None:
        """A record that was opened began another session by itself: the page says why it asks everything again."""
        if self.desk.begun_anew:
            self.shell.complaints.say(self.words.say("gate-again.session"))

    def focus(self) -> None:
        if self.page is not None:
            self.page.start().setFocus()
            self.keep_in_view()

    def keep_in_view(self) -> None:
        """Scroll to what has the focus, once the page has taken its shape."""
        page = self.page

        def scroll() -> None:
            if page is not None and page is self.page:
                self.shell.main.show_item(page.start(), from_top=True)

        QTimer.singleShot(0, lambda: QTimer.singleShot(0, scroll))

    def redraw(self, *, going_on: bool = False) -> None:
        """Draw the page again from what is on disk; ``going_on`` as a topic's page takes it."""
        if self.page is None or self.desk.interview is None:
            return
        if isinstance(self.page, TopicPage):
            waited = self.page.waits
            view = interview_views.topic_view(self.interview, self.place.removeprefix(TOPIC))
            self.page.update_view(view, going_on=going_on)
            if waited and not self.page.waits:
                self.focus()
        elif isinstance(self.page, GatePage):
            self.page.show_view(interview_views.gate_view(self.interview))
            self.page.show_minding(readiness.minding_view(self.interview))
        elif isinstance(self.page, NumbersPage):
            self.page.show_view(readiness.numbers_view(self.interview, self.desk.directory))
        elif isinstance(self.page, ConsentPage):
            self.page.show_view(interview_views.consent_view(self.interview))
            lines = consent.said_back_lines(self.interview)
            self.page.show_said_back(*lines, note=consent.said_back_note(self.interview))
        elif isinstance(self.page, ClosingPage):
            self.page.show_view(interview_views.closing_view(self.interview, self.desk.directory))
        elif isinstance(self.page, WordlessPage):
            self.page.show_view(wordless.wordless_view(self.interview))
        elif isinstance(self.page, PapersPage):
            self.referral.show_papers(self.page)
        elif isinstance(self.page, UrgentPage):
            self.urgent.redraw()
        elif isinstance(self.page, ListeningPage):
            self.page.show_view(account.listening_view(self.interview, self.page.search.text()))
        else:
            self.talk.redraw(self.place)
        self.dress()

    def leave(self) -> None:
        """Away from the case, to the list."""
        self.person.close()
        self.keep_typed()
        self.shell.complaints.case_left()
        self.place = self.behind = self.came_from = ""
        self.seal.shut()
        self.opening.forget()
        self.alone.give_up()
        self.page = None

    def next(self) -> None:
        """Where Next leads from here."""
        interview = self.interview
        if isinstance(self.page, PinPage):
            self.page.give()
        elif self.place == "gate":
            if interview.gate().open_lines:
                return
            if interview.gate().dangers:
                self.go("danger")
            else:
                self.opening.past_gate()
        elif self.place == "numbers":
            if not interview.waits_for():
                self.opening.past_gate()
        elif self.place in ("consent", PREFER):
            self.opening.past_agreement()
        elif self.place == "closing" and not interview.child_lacks():
            self.keep_typed()
            self._finish()
        elif self.place == "closing" or (self.place == "child" and interview.case.stopped):
            self._once_kept(self._finish)
        elif self.place == "own-view" and isinstance(self.page, OwnViewPage):
            self.page.keep()
        elif self.place == "self":
            self.window.show_cases()
        elif self.place in ("danger", URGENT):
            return
        elif self.place == consent.TAKEN_BACK:
            self.window.show_cases()
        elif self.place == "language":
            self.go(interview.after_language())
        elif self.place == "arrival" and interview.case.agreed and interview.rests(PREFER):
            self.go("later")
        elif self.place in ("arrival", "child"):
            self.go("consent" if self.place == "arrival" else "closing")
        elif self.place == "alone":
            self.opening.talk_instead()
        elif self.place in ASIDE:
            self.go(self.behind)
        else:
            self.go(interview.next_place(self.place))

    def _once_kept(self, then: Callable[[], None]) -> None:
        """Go on from this page when what was typed on it is on disk, and counts."""
        page = self.page
        self.keep_typed()
        self.desk.ask(lambda _vault: None, lambda _done: then() if page is self.page else None)

    def _finish(self) -> None:
        """The talk is closed, once a child's record has what it waits for (CH7, CH8); then the officer's own view."""
        interview = self.interview
        if self.place == "child" or interview.child_lacks():
            self.go("own-view")
        else:
            self.record(lambda: interview.stop("finished"), lambda: self.go("own-view"))

    def to_urgent(self) -> None:
        """The urgent referral, from the danger card alone."""
        if self.place == "danger":
            self.go(URGENT)

    def back(self) -> None:
        if self.place == URGENT and self.interview.gate().dangers:
            self.go("danger")
        elif self.place in ASIDE:
            self.go(self.behind or "gate")
        elif self.place and self.place != "gate":
            self.go(self.interview.previous_place(self.place))

    def bar(self, name: str) -> None:
        """A button of the bar other than back and next."""
        if name == "end" and self.place == "danger":
            interview = self.interview
            self.desk.record_many(
                lambda: (interview.answer_danger(went_on=False), interview.stop("ended_at_gate")),
                self.window.show_cases,
            )
        elif name == "end":
            self.record(lambda: self.interview.stop("ended_at_gate"), self.window.show_cases)
        elif name == "go-on":
            self.record(lambda: self.interview.answer_danger(went_on=True), self.opening.past_danger)
        elif name == "later":
            self.go("later")
        elif name == "leave":
            self.window.show_cases()
        elif name == "differ" and isinstance(self.page, ReadingPage):
            self.page.ask_differ()

    def rail(self, name: str) -> None:
        self.go(name)

    def care(self) -> None:
        self.record(self.interview.care, lambda: self.go("care"))

    def stop(self) -> None:
        self.go("stop")

    def keep_typed(self) -> None:
        """Hand over everything that was typed on the page and is not yet on disk."""
        if self.window.desk_pages is not None:
            self.window.desk_pages.keep_typed()
        if isinstance(
            self.page,
            TopicPage | ClosingPage | OwnViewPage | NotesPage | ListeningPage | IdentityPage | PapersPage | UrgentPage,
        ):
            self.page.flush()

    def not_saved(self) -> None:
        """A write failed: what was typed stays where it is, and is handed over again when it is next left."""
        self.conversation.handed.clear()
        if isinstance(self.page, ClosingPage):
            self.page.show_view(interview_views.closing_view(self.interview, self.desk.directory))

    # --- making pages

    def _sealed(self, place: str) -> bool:
        return self.window.guard.asks and self.seal.asks(place, self.interview)

    def _made(self, place: str, item: str) -> Page:
        if self._sealed(place):
            return self.results.pin(place, item)
        self.seal.shown(place, self.interview)
        if place.startswith(TOPIC):
            return self.conversation.topic(place.removeprefix(TOPIC), item)
        if place in notes_controller.PLACES:
            return self.talk.page(place)
        makers: dict[str, Callable[[], Page]] = {
            "gate": self.opening.gate,
            "danger": self.opening.danger,
            URGENT: self.urgent.page,
            "numbers": self.opening.numbers,
            "language": self.opening.language,
            "consent": self.opening.consent,
            "wordless": self.opening.wordless,
            "closing": lambda: self.conversation.closing(item),
            "own-view": self.results.own_view,
            "reading": self.results.reading,
            "taking": self.referral.taking,
            "adding": self.referral.adding,
            "papers": self.referral.papers,
            "follow": self.referral.follow,
            "self": lambda: self.conversation.lines(side_cards.self_view(self.interview)),
            "care": self.results.care,
            "stop": self.results.stop,
            "said": lambda: self.conversation.lines(side_cards.said_view(self.interview)),
            "find": self.conversation.find,
            "identity": self.identity.page,
            "erasing": self.erasing.page,
            DIFFERING: self.settling.page,
            "alone": self._alone,
            UNSAVED: self._unsaved,
            "listening": self.conversation.listening,
            **{place: partial(self.conversation.ask_each, name) for place, name in ASKED.items()},
        }
        return makers[place]()

    def _alone(self) -> Page:
        page = self.alone.hearing_page()
        page.explained.connect(self.shell.complaints.say)
        return page

    def _handed_back(self) -> None:
        """The officer has it again: back to the talk, with what they may know in a sentence.

        Where the gate came back meanwhile it comes first, and leads on to the same page.
        """
        back = self.after_offer or self.behind or "consent"
        knows = "" if self.alone.waits else told(self.interview)
        if self.gate_first():
            self.came_from = back if back in self.interview.places() else self.came_from
            again = self.words.say("gate-again.session" if self.began_anew else "gate-again.long")
            self.shell.complaints.say(f"{again} {knows}".strip())
            return
        self.go(back)
        if not self.alone.waits:
            self.shell.complaints.say(knows)

    def _unsaved(self) -> Page:
        page = UnsavedPage(self.words)
        page.wait_pressed.connect(self.back)
        page.given_up.connect(self._give_up)
        return page

    def _give_up(self) -> None:
        self.alone.give_up()
        self.window.show_cases()

    def _answers_kept(self) -> None:
        """They are on disk now, in their case: the officer may know what the person gave, and may leave."""
        if self.alone.page is not None:
            return
        if self.place == UNSAVED:
            self.back()
        self.shell.complaints.say(told(self.interview))

    def go_to_line(self, place: str) -> None:
        """A line of a page was pressed: the page, and after a stroke the item, that it names."""
        page, _, item = place.partition("/")
        self.go(page, item)

    # --- parts

    def record(self, make: Callable[[], Event | None], then: Callable[[], object]) -> None:
        """One event, and what follows once it is on disk."""
        self.desk.record(make, lambda: (then(), None)[1])

    def framed(self) -> str:
        """The place that strip and rail show: for a page beside the way, the one that it leads back to."""
        return self.place if self.place not in ASIDE else (self.behind or "gate")

    def aside(self) -> str:
        """The page beside the way that is open now, if one is."""
        return self.place if self.place in ASIDE else ""

    def dress(self) -> None:
        """Draw the frame again: strip, rail and bar."""
        self.frame.draw()


def _refusal(reason: str) -> str:
    """The error code for a way that is not open."""
    return {
        "locked.gate": "gate-first",
        "locked.language": "language-first",
        "locked.view": "view-first",
        "locked.child": "child-path-first",
        "locked.site": "site-open",
        "locked.rest": "rest-first",
    }.get(reason, "gate-first")
