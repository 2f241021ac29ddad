"""The pages before the talk: safety gate, danger card, language and agreement."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from screening.casework.interview import (
    interview_views,
    note_pages,
    private_answering,
    readiness,
    recipient_consent,
    shared_lines,
)
from screening.casework.interview.interview import Interview
from screening.casework.interview.view_models import GateView
from screening.domain.case import rules
from screening.domain.case.case import CONSENT
from screening.domain.case.places import Place
from screening.domain.events.catalogue import Event, GateReturned
from screening.qt.frame.page import Page
from screening.qt.interview.consent_page import ConsentPage
from screening.qt.interview.gate_page import GatePage
from screening.qt.interview.language_page import LanguagePage
from screening.qt.interview.numbers_page import NumbersPage
from screening.qt.interview.side_pages import DangerPage
from screening.qt.interview.wordless_page import WordlessPage
from screening.qt.session.case_context import CaseContext
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.routes import Act, Route, Routes, stay
from screening.sound.computer_voice import can_speak
from screening.wording.catalogue.languages import forms_of_address, name_in


class OpeningPages:
    """Holds no fact of the case: it asks the interview in hand and draws what that says."""

    def __init__(self, case: CaseContext, can_answer_alone: Callable[[], bool], withdrawn: Callable[[], None]) -> None:
        self.case = case
        self.can_answer_alone = can_answer_alone
        self.withdrawn = withdrawn
        """Takes name and contact out of the record."""
        self.words = case.words
        self.wants_ear = False
        """Whether private audio was chosen at the gate and waits for what comes before it (GA4)."""
        self.doubts_met: tuple[str, ...] = ()
        """Doubts for which answering by ear was asked for, or said to be impossible, since the gate was passed."""

    @property
    def interview(self) -> Interview:
        return self.case.interview

    def routes(self) -> Routes:
        went_on: dict[str, Act] = {"go-on": self.go_on}
        return {
            Place.GATE: Route(
                self.gate,
                self._on_from_gate,
                bar={"end": lambda: self.case.act(self.interview.stop, "ended_at_gate", then=self.case.show_cases)},
            ),
            Place.DANGER: Route(self.danger, stay, aside=True, bar={"end": self._end_in_danger, **went_on}),
            Place.NUMBERS: Route(self.numbers, self._on_from_numbers, aside=True),
            Place.LANGUAGE: Route(self.language, self._on_from_language),
            Place.WORDLESS: Route(self.wordless, aside=True),
            Place.CONSENT: Route(self.consent, self.past_agreement, bar={"later": partial(self.case.go, Place.LATER)}),
        }

    # --- the gate

    def gate(self) -> Page:
        interview = self.interview
        regions = note_pages.regions(interview, self.case.directory, interview.region)
        page = GatePage(self.words, self._gate_view(), readiness.settings(interview), regions)
        page.drawn_by(partial(self._draw_gate, page))
        page.region_chosen.connect(lambda name: self.case.act(readiness.choose_region, self.interview, name))
        page.took_part.connect(lambda value: self.case.act(readiness.took_part, value))
        page.held.connect(lambda value: self.case.act(readiness.held, value))
        page.contact_pressed.connect(partial(self.case.go, Place.CONTACT))
        page.answered.connect(self._answer_gate)
        page.setting_chosen.connect(self._set_place)
        page.offered.connect(self._offered)
        page.explained.connect(self.case.notify)
        return page

    def _draw_gate(self, page: GatePage) -> None:
        page.show_view(self._gate_view())
        page.show_minding(readiness.minding_view(self.interview))

    def _gate_view(self) -> GateView:
        """The gate; private audio is offered where no language is chosen yet, or one that has a voice."""
        interview = self.interview
        computer = can_speak(interview.person_language)
        by_ear = interview.case.language is None or bool(private_answering.speaks(interview, computer=computer))
        return interview_views.gate_view(interview, by_ear=by_ear)

    def _set_place(self, name: str) -> None:
        """Another place after the gate was passed: the gate is asked again, and the page says so (GA12)."""
        interview, turn = self.interview, self.interview.case.gate_round

        def moved() -> None:
            self.case.redraw()
            if interview.case.gate_round > turn:
                self.case.notify(self.words.say("gate-again.place"))

        self.case.record(partial(interview.choose_setting, name), success=moved)

    def _offered(self, name: str) -> None:
        """Somebody may hear: another place, another time, or private audio as soon as it may begin (GA4)."""
        if name == "move":
            self.case.record(partial(GateReturned, "place"), success=self._moved)
        elif name == "later":
            self.case.go(Place.LATER)
        else:
            self.by_ear()

    def _moved(self) -> None:
        self.case.go(Place.GATE)
        self.case.notify(self.words.say("gate-again.place"))

    def _answer_gate(self, line: str, choice: str) -> None:
        answered = partial(self._gate_answered, line, choice)
        self.case.record(partial(self.interview.answer_gate, line, choice), success=answered)

    def _gate_answered(self, line: str, choice: str) -> None:
        """A danger opens its card at once, a wish to stop the page for that; the lines without an answer wait (GA3)."""
        self.case.redraw()
        effects = [each.effect(choice) for each in self.interview.protocol.gate if each.id == line]
        opens = Place.DANGER if self.interview.gate().dangers else Place.STOP if "stop" in effects else ""
        if opens:
            self.case.announce(self.words.say("shell.spoken.saved", answer=self.words.say(f"gate.{line}.{choice}")))
            self.case.go(opens)

    def _on_from_gate(self) -> None:
        gate = self.interview.gate()
        if gate.open_lines:
            return
        if gate.dangers:
            self.case.go(Place.DANGER)
        else:
            self.past_gate()

    # --- danger and numbers

    def danger(self) -> Page:
        page = DangerPage(self.words, interview_views.danger_view(self.interview))
        page.urgent_pressed.connect(partial(self.case.go, Place.URGENT))
        return page

    def _end_in_danger(self) -> None:
        interview = self.interview

        def ended() -> tuple[Event, ...]:
            return interview.answer_danger(went_on=False), interview.stop("ended_at_gate")

        self.case.record(ended, success=self.case.show_cases)

    def go_on(self) -> None:
        """The officer goes on although there is a danger."""
        self.case.record(partial(self.interview.answer_danger, went_on=True), success=self.past_danger)

    def past_danger(self) -> None:
        if self.interview.gate().passed:
            self.past_gate()
        else:
            self.case.go(Place.GATE)

    def numbers(self) -> Page:
        page = NumbersPage(self.words)
        page.drawn_by(lambda: page.show_view(readiness.numbers_view(self.interview, self.case.directory)))
        page.region_chosen.connect(lambda name: self.case.act(readiness.choose_region, self.interview, name))
        page.contact_pressed.connect(partial(self.case.go, Place.CONTACT))
        page.services_pressed.connect(partial(self.case.open_record_page, RecordPlace.SERVICES))
        page.begun.connect(self._begin_without)
        return page

    def _begin_without(self, reason: str, line: str) -> None:
        def kept() -> None:
            self.case.drop_draft("numbers.line", line)
            self.past_gate()

        self.case.record(partial(self.interview.begin_without, reason, line), success=kept)

    def _on_from_numbers(self) -> None:
        if self.interview.waits_for():
            self.case.notify(self.words.say("locked.numbers"))
        else:
            self.past_gate()

    def past_gate(self) -> None:
        """On from the gate; where numbers were not rung, why the talk begins all the same comes first (GA9)."""
        if self.interview.waits_for():
            self.case.go(Place.NUMBERS)
            return
        self.doubts_met = ()
        if self.wants_ear:
            self.by_ear()
        else:
            self.offer_first(self.case.after_gate())

    # --- answering by ear, where it is wanted or in doubt

    def offer_first(self, place: str) -> None:
        """Go on into the talk; where something is in doubt answering by ear is offered before, if it can be (PR1)."""
        waits = tuple(name for name in private_answering.offer_waits(self.interview) if name not in self.doubts_met)
        if waits and self.can_answer_alone():
            self._offer(place)
            return
        self.case.go(place)

    def by_ear(self) -> None:
        """Private audio, now where it may begin, else as soon as gate, numbers, language and agreement are done (GA4).

        What was asked for is not offered again by itself.
        """
        interview, place = self.interview, self.case.place
        self.wants_ear = not interview.under_way()
        if not self.wants_ear:
            self.doubts_met = private_answering.doubts(interview)
            agreeing = place in (Place.CONSENT, Place.PREFER)
            self._offer(interview.next_place(place) if agreeing else self.case.after_gate())
            return
        if interview.gate().passed:
            self.case.go(Place.LANGUAGE if interview.case.language is None else Place.CONSENT)
        self.case.notify(self.words.say("page.gate.ear-waits"))

    def _offer(self, place: str) -> None:
        """Answering by ear; ``place`` is where the talk goes instead."""
        self.case.go(Place.ALONE)
        self.case.after_offer = place

    def talk_instead(self) -> None:
        """One key, and nothing is lost by it: the talk goes on where it was going.

        A refusal is kept only of what could be had: nobody refused what was never offered.
        """
        place, self.case.after_offer = self.case.after_offer or self.case.behind or Place.CONSENT, ""
        if self.can_answer_alone() and private_answering.offer_waits(self.interview):
            self.case.record(partial(private_answering.refuse, self.interview), success=partial(self.case.go, place))
        else:
            self.case.go(place)

    def forget(self) -> None:
        """The case is left."""
        self.wants_ear, self.doubts_met = False, ()

    # --- language

    def language(self) -> Page:
        proposed = interview_views.language_of_first_look(self.interview)
        offered, chosen = interview_views.languages_to_choose(self.interview)
        page = LanguagePage(self.words, offered, chosen, proposed, self.case.can_hear)
        page.none_shared.connect(partial(self.case.go, Place.WORDLESS))
        page.hear_pressed.connect(lambda tag: self.case.hear(("picker.speak",), tag))
        page.chosen.connect(lambda tag: self.case.act(self.interview.choose_language, tag, then=self._language_chosen))
        return page

    def _language_chosen(self) -> None:
        """On, and once what a speaker of it says for "you", where age decides that and the texts cannot know it."""
        self._on_from_language()
        tag = self.interview.person_language
        if said := forms_of_address(tag):
            self.case.notify(self.words.say("register.line", language=name_in(tag, self.words.language), **said))

    def _on_from_language(self) -> None:
        self.case.go(self.interview.after_language())

    def wordless(self) -> Page:
        page = WordlessPage(self.words)
        page.drawn_by(lambda: page.show_signs(readiness.signs(self.interview)))
        page.pointed.connect(lambda sign: self.case.act(readiness.point, self.interview, sign))
        own_view = partial(self.case.go, Place.OWN_VIEW)
        page.done.connect(lambda: self.case.act(readiness.end_wordless, self.interview, then=own_view))
        return page

    # --- agreement

    def consent(self) -> Page:
        page = ConsentPage(self.words, sounds=self.case.can_hear())
        page.drawn_by(lambda: page.show_view(shared_lines.consent_view(self.interview)))
        page.linked.connect(self.case.go)
        page.shared.spoke.connect(partial(self.say_line, page))
        page.shared.decided.connect(self.decide_line)
        page.shared.played.connect(self.case.hear)
        page.shared.hinted.connect(self.case.announce)
        return page

    def say_line(self, page: ConsentPage, name: str) -> None:
        """Record that a line was said, or that it was not; what it decided goes with it, and is asked about as a no."""
        line = partial(shared_lines.say_line, self.interview, name)
        self._guarded(name.removeprefix(CONSENT), "", line, then=partial(self._line_told, page, name))

    def _line_told(self, page: ConsentPage, name: str) -> None:
        """Say aloud what can be answered now; a line without an answer is told with the one after it."""
        if page is self.case.page and (line := page.lines.get(name)) is not None:
            if not line.view.said:
                self.case.announce(self.words.say("line.taken-back"))
            elif line.view.options:
                question = (line.view.question or line.view.text).own
                self.case.announce(self.words.say("line.spoken", question=question, choices=line.figures()))

    def decide_line(self, name: str, value: str) -> None:
        """Record what the person says in a line that was said."""
        self._guarded(name.removeprefix(CONSENT), value, partial(shared_lines.decide, self.interview, name, value))

    def decide(self, decision: str, value: str) -> None:
        """Record one decision of the person; a yes to the embassy is asked about on a page of its own.

        A no that erases what is kept says what will go, and is asked about once.
        """
        kind, _, name = decision.partition(":")
        recipient = recipient_consent.key(kind, name) if name else ""
        if decision == "embassy" and value == "yes":
            self.case.go(Place.EMBASSY)
        else:
            self._guarded(decision, value, partial(self.interview.decided, kind, value, recipient))

    def _guarded(
        self, decision: str, value: str, make: Callable[[], tuple[Event, ...]], then: Callable[[], object] | None = None
    ) -> None:
        """Record a decision, "" for none, ``then`` go on; what that erases is asked about first."""
        said = self.interview.case.consented(decision)
        record = partial(self._decide, decision, value, make, then)
        if decision == "identity" and value != "yes" and said == "yes":
            code = self.interview.case.code
            self.case.ask(
                lambda vault: vault.people.read(code) is not None,
                success=lambda named: self._ask_once("consenting.sure-name", record) if named else record(),
            )
        elif decision == "notes" and value in ("no", "later") and self.case.half_typed(_own_words):
            self._ask_once("consenting.sure-words", record)
        else:
            record()

    def _ask_once(self, text_id: str, then: Callable[[], object]) -> None:
        say = self.words.say
        if self.case.page is not None:
            yes, no = say("page.identity.erase-yes"), say("page.identity.erase-no")
            self.case.page.ask_once(self.words, say(text_id), yes=yes, no=no, then=then)

    def _decide(
        self, decision: str, value: str, make: Callable[[], tuple[Event, ...]], then: Callable[[], object] | None
    ) -> None:
        kept = self.interview.case.consented("identity")

        def decided() -> None:
            self.case.redraw()
            if then is not None:
                then()
            if decision == "notes" and rules.no_notes(self.interview.case):
                self.case.drop_drafts(_own_words)
            if decision == "identity" and value != "yes" and (value or kept):
                self.withdrawn()

        self.case.record(make, success=decided)

    def past_agreement(self) -> None:
        """On from agreement, or from whom they would talk with: private audio that was asked for comes first (GA4)."""
        left = shared_lines.lines_left(self.interview) if self.case.place == Place.CONSENT else 0
        if left:
            self.case.notify(self.words.say_count("bar.lines-left", left))
        elif not self.interview.case.agreed:
            self.case.go(Place.CLOSING)
        elif self.wants_ear:
            self.by_ear()
        elif self.interview.rests(self.case.place):
            self.case.go(Place.ARRIVAL)
        else:
            self.offer_first(self.interview.next_place(self.case.place))


def _own_words(draft: str) -> bool:
    """Whether a draft holds what the person said, which needs their yes to notes (CO1)."""
    first, _, field = draft.partition(".")
    page, _, name = field.partition(".")
    beside = first == "note" and rules.own_words(page, name)
    return first == "words" or beside or (first == "closing" and rules.own_words(first, field))
