"""The pages before the talk: safety gate, danger card, language and agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screening.casework.interview import consent as consenting
from screening.casework.interview import (
    interview_views,
    private_answering,
    readiness,
    recipient_consent,
    sheet_notes,
    wordless,
)
from screening.casework.interview.interview import PREFER, Interview
from screening.domain.case import child_and_shelter, rules, sessions
from screening.qt.frame.page import Page
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.danger_page import DangerPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.language_page import LanguagePage
from screening.qt.interview.numbers_page import NumbersPage
from screening.qt.interview.wordless_page import WordlessPage

if TYPE_CHECKING:
    from screening.qt.session.context import CaseContext


class OpeningPages:
    """Holds no fact of the case: it asks the desk's interview and draws what that says."""

    def __init__(self, pages: CaseContext) -> None:
        self.pages = pages
        self.desk = pages.desk
        self.words = pages.words
        self.wants_ear = False
        """Whether private audio was chosen at the gate and waits for what comes before it (GA4)."""
        self.told: tuple[str, ...] = ()
        """Doubts for which answering by ear was asked for, or said to be impossible, since the gate was passed."""

    @property
    def interview(self) -> Interview:
        return self.pages.interview

    def gate(self) -> Page:
        page = GatePage(self.words)
        settings = [
            (row["id"], self.words.say(f"setting.{row['id']}.title"))
            for row in self.interview.protocol.tables["settings"]["setting"]
        ]
        page.show_settings(settings, self.interview.case.setting)
        page.show_regions(sheet_notes.regions(self.interview, self.desk.directory))
        page.region_chosen.connect(self._set_region)
        page.show_view(interview_views.gate_view(self.interview))
        page.show_minding(readiness.minding_view(self.interview))
        page.took_part.connect(lambda value: self.pages.record(lambda: readiness.took_part(value), self.pages.redraw))
        page.contact_pressed.connect(lambda: self.pages.go("contact"))
        page.answered.connect(
            lambda line, choice: self.pages.record(
                lambda: self.interview.answer_gate(line, choice), self._gate_answered
            )
        )
        page.setting_chosen.connect(self._set_place)
        page.offered.connect(self._offered)
        page.explained.connect(self.pages.shell.complaints.say)
        return page

    def _set_region(self, name: str) -> None:
        """The state of the talk decides which numbers count (GA9)."""
        self.pages.record(lambda: readiness.choose_region(self.interview, name), self.pages.redraw)

    def numbers(self) -> Page:
        page = NumbersPage(self.words)
        page.show_view(readiness.numbers_view(self.interview, self.desk.directory))
        page.region_chosen.connect(self._set_region)
        page.contact_pressed.connect(lambda: self.pages.go("contact"))
        page.services_pressed.connect(lambda: self.pages.window.open_desk_page("services"))
        page.begun.connect(
            lambda reason, line: self.pages.record(lambda: self.interview.begin_without(reason, line), self.past_gate)
        )
        return page

    def _set_place(self, name: str) -> None:
        """Another place after the gate was passed: the gate is asked again, and the page says so (GA12)."""

        interview, turn = self.interview, self.interview.case.gate_round

        def then() -> None:
            self.pages.redraw()
            if interview.case.gate_round > turn:
                self.pages.shell.complaints.say(self.words.say("gate-again.place"))

        self.desk.record_many(lambda: self.interview.choose_setting(name), then)

    def _offered(self, name: str) -> None:
        """Somebody may hear: another place, another time, or private audio as soon as it may begin (GA4)."""
        if name == "move":
            self.pages.record(self.interview.move, self._moved)
        elif name == "later":
            self.pages.go("later")
        else:
            self.by_ear()

    def _moved(self) -> None:
        self.pages.go("gate")
        self.pages.shell.complaints.say(self.words.say("gate-again.place"))

    def _gate_answered(self) -> None:
        """A danger opens its card at once; the lines that have no answer yet wait (GA3)."""
        self.pages.redraw()
        if self.interview.gate().dangers:
            self.pages.go("danger")

    def past_gate(self) -> None:
        """On from the gate; where numbers were not rung, why the talk begins all the same comes first (GA9)."""
        if self.interview.waits_for():
            self.pages.go("numbers")
            return
        self.told = ()
        if self.wants_ear:
            self.by_ear()
        else:
            self.offer_first(self.pages.after_gate())

    def past_agreement(self) -> None:
        """On from agreement, or from whom they would talk with: private audio that was asked for comes first (GA4)."""
        if not self.interview.case.agreed:
            self.pages.go("closing")
        elif self.wants_ear:
            self.by_ear()
        elif self.interview.rests(self.pages.place):
            self.pages.go(child_and_shelter.ARRIVAL)
        else:
            self.offer_first(self.interview.next_place(self.pages.place))

    def offer_first(self, place: str) -> None:
        """Go on into the talk; where something is in doubt answering by ear is offered before, if it can be (PR1)."""
        waits = tuple(name for name in private_answering.offer_waits(self.interview) if name not in self.told)
        if waits and self.pages.alone.possible():
            self._offer(place)
            return
        self.pages.go(place)

    def by_ear(self) -> None:
        """Private audio, now where it may begin, else as soon as gate, numbers, language and agreement are done (GA4).

        What was asked for is not offered again by itself.
        """
        interview, place = self.interview, self.pages.place
        self.wants_ear = not interview.under_way()
        if not self.wants_ear:
            self.told = private_answering.doubts(interview)
            self._offer(interview.next_place(place) if place in ("consent", PREFER) else self.pages.after_gate())
            return
        if interview.gate().passed:
            self.pages.go("language" if interview.case.language is None else "consent")
        self.pages.shell.complaints.say(self.words.say("page.gate.ear-waits"))

    def _offer(self, place: str) -> None:
        """Answering by ear; ``place`` is where the talk goes instead."""
        self.pages.go("alone")
        self.pages.after_offer = place

    def forget(self) -> None:
        """The case is left."""
        self.wants_ear, self.told = False, ()

    def talk_instead(self) -> None:
        """One key, and nothing is lost by it: the talk goes on where it was going."""
        place, self.pages.after_offer = self.pages.after_offer or self.pages.behind or "consent", ""
        if private_answering.offer_waits(self.interview):
            self.pages.record(lambda: private_answering.refuse(self.interview), lambda: self.pages.go(place))
        else:
            self.pages.go(place)

    def past_danger(self) -> None:
        if self.interview.gate().passed:
            self.past_gate()
        else:
            self.pages.go("gate")

    def danger(self) -> Page:
        page = DangerPage(self.words)
        page.urgent_pressed.connect(lambda: self.pages.go("urgent"))
        page.show_view(interview_views.danger_view(self.interview))
        return page

    def language(self) -> Page:
        page = LanguagePage(self.words)
        page.none_shared.connect(lambda: self.pages.go("wordless"))
        page.heard.connect(lambda tag: self.pages.keys.hear(("picker.speak",), tag))
        page.show_view(interview_views.language_view(self.interview))
        page.chosen.connect(
            lambda tag: self.pages.record(
                lambda: self.interview.choose_language(tag), lambda: self.pages.go(self.interview.after_language())
            )
        )
        return page

    def wordless(self) -> Page:
        page = WordlessPage(self.words)
        page.show_view(wordless.wordless_view(self.interview))
        page.pointed.connect(
            lambda sign: self.desk.record_many(lambda: wordless.point(self.interview, sign), self.pages.redraw)
        )
        page.done.connect(
            lambda: self.desk.record_many(lambda: wordless.end(self.interview), lambda: self.pages.go("own-view"))
        )
        return page

    def consent(self) -> Page:
        page = ConsentPage(self.words)
        page.show_view(interview_views.consent_view(self.interview))
        page.show_said_back(*consenting.said_back_lines(self.interview), note=consenting.said_back_note(self.interview))
        page.said_back.connect(self._said_back)
        page.linked.connect(self.pages.go)
        page.decided.connect(self.decide)
        page.play_pressed.connect(self.pages.keys.play)
        page.needs_pressed.connect(lambda: self.pages.keys.hear(("topic.needs.invitation",)))
        return page

    def decide(self, decision: str, value: str) -> None:
        def then() -> None:
            self.pages.redraw()
            if decision == "notes" and rules.no_notes(self.interview.case):
                self.desk.drop_drafts(_own_words)
            if decision == "identity" and value != "yes":
                self.pages.identity.withdrawn()

        if decision == "embassy" and value == "yes":
            self.pages.go("embassy")
        else:
            kind, _, name = decision.partition(":")
            recipient = recipient_consent.key(kind, name) if name else ""
            self.desk.record_many(lambda: self.interview.decided(kind, value, recipient), then)

    def _said_back(self, point: str, clear: bool) -> None:
        self.pages.record(lambda: sessions.say_back(point, clear), self.pages.redraw)


def _own_words(draft: str) -> bool:
    """Whether a draft holds what the person said, which needs their yes to notes (CO1)."""
    first, _, field = draft.partition(".")
    page, _, name = field.partition(".")
    beside = first == "note" and rules.own_words(page, name)
    return first == "words" or beside or (first == "closing" and rules.own_words(first, field))
