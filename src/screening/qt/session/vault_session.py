"""The desk: the open record with the case in hand. Pages ask it; every act is on disk before they move on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from screening.casework.content import directory as services
from screening.casework.content.edition import content_of
from screening.casework.interview.interview import REGION, Interview, open_case
from screening.casework.record.caseload import parse_place, place_text
from screening.casework.referral.referral_form import Keeper
from screening.domain.case import inspections
from screening.domain.case.case import fold
from screening.domain.case.rules import refuse_if_withdrawn, taken_up
from screening.domain.events.catalogue import Event, GateAnswered, Recorded, TalkResumed
from screening.domain.events.inspection import CaseAtSite
from screening.domain.events.referral import SheetNoted
from screening.domain.policy.roles import SCREEN, may
from screening.errors import NotSaved, ScreeningError
from screening.qt.session import vault_work
from screening.qt.session.record_session import Done, RecordSession, Refused
from screening.qt.session.vault_work import Loaded, seconds_from
from screening.store import Vault
from screening.wording.catalogue.translations import Words

Facts = Event | Iterable[Event] | None
"""What an act records: one event, several that belong together, or nothing."""


class Desk(RecordSession):
    """The open record with the case in hand."""

    settled = Signal()
    """Nothing is on its way to the disk any more."""
    taken_up = Signal(bool)
    """The talk was taken up again after a view: the gate comes first, and with True another session."""
    mended = Signal()
    """After a failed save the record was opened again and holds."""

    def __init__(
        self, opener: Callable[[], Vault], words: Words, *, practice: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(opener, words, practice=practice, parent=parent)
        self.interview: Interview | None = None
        self.begun_anew = False
        """Whether opening the case in hand began another session of its talk."""
        self.drafts: dict[str, str] = {}
        self._place = ("", "")
        """The case and the place in it that were handed over last: to write the same again would hold up an answer."""
        self._coming = False
        """Whether a case is on its way to be the one in hand: two at once would be taken for one another."""
        self.pending = 0
        """How many events are on their way to the disk."""

    @property
    def case_code(self) -> str:
        """The code of the case in hand, "" for none."""
        return self.interview.case.code if self.interview is not None else ""

    # --- cases

    def new_case(self, setting: str, success: Done) -> None:
        """Begin a screening in a setting; not while another case is on its way."""
        practice = self.practice or not may(self.owner.role, SCREEN)
        event = open_case("", self.content, setting=setting, profile="field", practice=practice)
        here = inspections.open_site(self.sites)
        facts: tuple[Event, ...] = (event,) if here is None else (event, CaseAtSite(here.id))

        def begun(found: Loaded) -> None:
            self.take(found)
            self._saved(found.recorded[-1])
            success()

        self._bring(begun, vault_work.begin_case, facts, here)

    def open_case(self, code: str, success: Callable[[str, str], object], not_shown: Done) -> None:
        """Open a case where it was left: ``success`` gets the page and the open item.

        ``not_shown`` follows where this program cannot put the case together, whoever wrote it. Nothing is opened while
        another case is on its way.
        """

        def loaded(found: Loaded | None) -> None:
            if found is None:
                not_shown()
                return
            try:
                self.take(found)
                assert self.interview is not None
                page, item = parse_place(found.place, self.interview)
            except Exception as trouble:
                self.leave_case()
                not_shown()
                if isinstance(trouble, ScreeningError):
                    self.complained.emit(trouble)  # on the page that is shown instead
                return
            success(page, item)

        self._bring(loaded, vault_work.load_case, code, inspections.open_site(self.sites))

    def _bring(self, success: Callable[[Any], object], load: Callable[..., Any], *given: Any) -> None:
        """Get a case from the record, one at a time; what is asked for meanwhile is not done."""
        if self._coming:
            return
        self._coming = True

        def came(found: Any) -> None:
            self._coming = False
            if not isinstance(found, Exception):
                success(found)
            elif isinstance(found, ScreeningError):
                self.complained.emit(found)
            else:
                raise found

        self.ask(_tried, load, *given, success=came)

    def read_again(self) -> None:
        """The case in hand may have got something from outside, or gone out in a bundle."""
        interview = self.interview
        if interview is None:
            return
        code = interview.case.code

        def show(found: tuple[tuple[Recorded, ...], vault_work.Bundles]) -> None:
            recorded, interview.bundles = found
            interview.case = fold(code, recorded)

        self.ask(vault_work.read_again, code, success=show)

    def leave_case(self) -> None:
        """No case is in hand: the law and the money are those of the record again."""
        self.interview = None
        self.words.turn_to(installation=self.installation)
        self.drafts = {}
        self._place = ("", "")

    # --- acts

    def record(
        self,
        make: Callable[[], Facts],
        success: Callable[[], object],
        failure: Refused | None = None,
        *,
        of: Interview | None = None,
        even_left: bool = False,
        then: tuple[str, str] | None = None,
    ) -> None:
        """Record what ``make`` returns and go on when it is on disk; nothing on the page has moved before that.

        ``make`` runs now and may refuse; None means there is nothing to record. Several events reach the disk
        together, or none. They belong to the case in hand, or to ``of``. ``success`` is left out when that case is in
        hand no more, unless it must come ``even_left``; ``failure`` follows on a refusal, and where it was not written.
        ``then`` is the page and the item at which the officer will be: it reaches the disk with the act.
        """
        interview = of or self.interview
        assert interview is not None
        try:
            made = make()
            facts = tuple(made) if isinstance(made, Iterable) else (made,) if made is not None else ()
            refuse_if_withdrawn(interview.case, facts)
        except ScreeningError as refusal:
            self._refuse(refusal, failure)
            return
        if not facts:
            success()
            return
        code = interview.case.code
        first = self._first(interview, facts)
        answers = tuple(each for each in facts if isinstance(each, GateAnswered))
        if first is not None:
            turn = interview.case.gate_round + 1
            facts = (first, *(replace(each, round=turn) for each in answers))

        def written(recorded: tuple[Recorded, ...]) -> None:
            for each in recorded:
                interview.accept(each)
                self._region_chosen(each)
            self._saved(recorded[-1])
            if (first is None or answers) and (even_left or self.interview is interview):
                success()
            if first is not None and self.interview is interview:
                self.taken_up.emit(isinstance(first, TalkResumed))
            self._settle()

        def failed(trouble: ScreeningError) -> None:
            self._place = ("", "")
            self._refuse(trouble, failure)
            self._settle()

        self.pending += 1
        place = ""
        if then is not None and first is None and self.interview is interview:
            self._place = (code, place_text(*then))
            place = self._place[1]
        self._thread.call(lambda vault: vault.append_many(code, facts, place=place), written, failed)

    def _refuse(self, trouble: ScreeningError, failure: Refused | None) -> None:
        if failure is not None:
            failure(trouble)
        self.complained.emit(trouble)

    def _first(self, interview: Interview, facts: tuple[Event, ...]) -> Event | None:
        """What comes in place of these facts, or before the gate's, where they would go on with a talk left before."""
        now = interview.now()
        talked = interview.case.talked
        return taken_up(interview.case, facts, seconds_from(talked.at if talked else "", now), now)

    def keep_place(self, page: str, item: str = "") -> None:
        """Where the officer is, for an exact return."""
        code, place = self.case_code, place_text(page, item)
        if code and (code, place) != self._place:
            self._place = (code, place)
            self._quietly(Vault.set_place, code, place)

    def keep_draft(self, field: str, text: str) -> None:
        """Half-typed text."""
        code = self.case_code
        if code and self.drafts.get(field, "") != text:
            self.drafts[field] = text
            self._quietly(Vault.set_draft, code, field, text)

    def drop_drafts(self, which: Callable[[str], bool]) -> None:
        """Half-typed text that must not stay."""
        for field in [each for each in self.drafts if which(each)]:
            self.keep_draft(field, "")

    def keeper(self, success: Callable[[Keeper], object]) -> None:
        """The officer and how the record stands, for a paper."""
        self.ask(vault_work.keeper, self.case_code, self.directory, success=success)

    def mend(self) -> None:
        """After "Not saved": open the record again with every check; ``mended`` or ``complained`` follows."""
        interview, code = self.interview, self.case_code

        def done(recorded: tuple[Recorded, ...]) -> None:
            if interview is not None and self.interview is interview:
                interview.case = fold(code, recorded)
            self.mended.emit()

        self.ask(vault_work.reopen, code, dict(self.drafts), success=done)

    # --- parts

    def take(self, found: Loaded) -> None:
        """This case is the one in hand now."""
        case = found.case
        content = content_of(case, self.content)
        self.words.turn_to(installation=content.installation)
        self.interview = Interview(content, case, self.words, self.owner.role)
        self.interview.strand = self.owner.strand
        here = inspections.open_site(self.sites)
        self.interview.at_open_site = here is not None and case.site == here.id
        self.interview.site_minutes = found.minutes if self.interview.at_open_site else ()
        self.begun_anew = found.anew
        self.interview.bundles, self.interview.people = found.bundles, found.people
        self.interview.usual_region = found.region if found.region in self.directory.regions else ""
        self.services_changed()
        self.drafts = dict(found.drafts or {})

    def speak(self) -> None:
        """The officer's words speak another language now: so does the case in hand."""
        if self.interview is not None:
            self.interview.speak(self.words)
        self.services_changed()

    def services_changed(self) -> None:
        """Which numbers were rung for the state of the case in hand."""
        if self.interview is not None:
            today, region = datetime.date.today(), self.interview.region
            self.interview.numbers = services.numbers(self.directory, region, today, self.words)
            self.interview.names = services.names(self.directory, self.words)

    def _region_chosen(self, recorded: Recorded) -> None:
        """Another state: its numbers count from now on, and the next talk begins with it."""
        match recorded.event:
            case SheetNoted(sheet=sheet, field=name, text=text) if (sheet, name) == REGION:
                self.services_changed()
                self._quietly(vault_work.keep_region, text)

    def _settle(self) -> None:
        self.pending -= 1
        if not self.pending:
            self.settled.emit()

    def _quietly(self, work: Callable[..., Any], *given: Any) -> None:
        """Drafts and places: when one cannot be kept, the next save of an answer will say so."""

        def failed(trouble: ScreeningError) -> None:
            self._place = ("", "")
            if isinstance(trouble, NotSaved):
                self.complained.emit(trouble)

        self.ask(work, *given, success=_nothing, failure=failed)


def _tried(vault: Vault, work: Callable[..., Any], *given: Any) -> Any:
    """What work on the vault returned, or what it raised: both come back to the window in the same way."""
    try:
        return work(vault, *given)
    except Exception as trouble:
        return trouble


def _nothing(_value: object) -> None:
    """A draft or a place was kept."""
