"""The desk: the open vault, the officer, the case in hand. Pages ask it; every act is on disk before they move on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from screening.casework import directory as services
from screening.casework.edition import Content, content_of, open_content
from screening.casework.interview.interview import REGION, Interview, open_case
from screening.casework.record import statistics_release
from screening.casework.record.caseload import caseload, gathered, minutes_at, parse_place, place_text, whole
from screening.casework.referral.referral_form import Keeper
from screening.casework.statistics.counts import StatsView
from screening.casework.view_models import CaseloadView, ListPart
from screening.domain.case import inspections
from screening.domain.case.case import Case, fold
from screening.domain.case.rules import another_session, at_the_desk, gate_returns, taken_up
from screening.domain.events.case_codes import as_code
from screening.domain.events.catalogue import CaseViewed, Event, GateAnswered, GateReturned, Recorded, TalkResumed
from screening.domain.events.inspection import CaseAtSite
from screening.domain.events.referral import SheetNoted
from screening.domain.events.timestamps import seconds_since
from screening.domain.policy.roles import SCREEN, may, may_write
from screening.domain.services.directory import Directory
from screening.errors import BadInput, NotAccepted, NotSaved, ScreeningError
from screening.qt.session.vault_thread import VaultThread
from screening.store import Behind, Notice, Vault
from screening.store.vault import preferences
from screening.wording.catalogue.installed_packs import has_packs
from screening.wording.catalogue.languages import name_in
from screening.wording.catalogue.translations import Words

Done = Callable[[], None]
AT_ONCE = 50
"""Cases on one page of the list."""


def draft_of(field: str, session: int) -> str:
    """The name of half-typed text of a session: a later one never goes on with what was typed in one before."""
    return field if session == 1 else f"{field}:{session}"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose vault is open."""

    officer: str
    role: str
    organisation: str
    strand: str = ""
    """The laptop's own strand."""


class Desk(QObject):
    """One unlocked vault in the window."""

    opened = Signal()
    refused = Signal(object)
    """The vault did not open: a ScreeningError."""
    complained = Signal(object)
    """Something was not done: a ScreeningError."""
    saved = Signal(str)
    """An event is on disk; its time, UTC."""
    settled = Signal()
    """Nothing is on its way to the disk any more."""
    taken_up = Signal(bool)
    """The talk was taken up again after a view: the gate comes first, and with True another session."""
    mended = Signal()
    """After a failed save the record was opened again and holds."""

    def __init__(
        self, opener: Callable[[], Vault], words: Words, *, practice: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.words = words
        self.practice = practice
        self.owner = Owner("", "", "")
        self.notices: tuple[Notice, ...] = ()
        self.saved_at = ""
        self.interview: Interview | None = None
        self.begun_anew = False
        """Whether opening the case in hand began another session of its talk."""
        self.open_item = ""
        self.drafts: dict[str, str] = {}
        self._place = ("", "")
        """The case and the place in it that were handed over last: to write the same again would hold up an answer."""
        self._coming = False
        """Whether a case is on its way to be the one in hand: two at once would be taken for one another."""
        self.pending = 0
        """How many events are on their way to the disk."""
        self._content: Content | None = None
        self._directory: Directory | None = None
        self.sites: tuple[inspections.Site, ...] = ()
        """The inspections of this record, oldest first."""
        self.left: Behind | None = None
        """What of a large record is still being checked."""
        self._thread = VaultThread(opener, self)

    @property
    def content(self) -> Content:
        if self._content is None:
            self._content = open_content()
        return self._content

    @property
    def case_code(self) -> str:
        return self.interview.case.code if self.interview is not None else ""

    @property
    def directory(self) -> Directory:
        """The services as they are known on this laptop."""
        return self._directory if self._directory is not None else services.shipped()

    def load_services(self, then: Done) -> None:
        """Read what was written and verified about services, from the vault's own events."""

        def loaded(recorded: tuple[Recorded, ...]) -> None:
            self._directory = services.in_use(recorded)
            self.sites = inspections.fold(recorded)
            self._count_numbers()
            then()

        self._thread.call(lambda vault: vault.events(""), loaded, self.complained.emit)

    def record_services(self, make: Callable[[], Event], then: Done) -> None:
        """Record something about a service, and go on when it is on disk and the directory knows it."""
        try:
            event = make()
        except ScreeningError as refusal:
            self.complained.emit(refusal)
            return

        def written(recorded: Recorded) -> None:
            self._saved(recorded)
            self.load_services(then)

        self._thread.call(lambda vault: vault.append("", event), written, self.complained.emit)

    def open(self) -> None:
        """Open the vault; answers with ``opened`` or ``refused``."""
        self._thread.open(self._opened, self.refused.emit)

    def close(self) -> None:
        """Lock the vault. Everything handed in before is written first."""
        if self.left is not None:
            self.left.stop()
        self._thread.close()

    # --- cases

    def list_cases(self, then: Callable[[CaseloadView], None], beside: CaseloadView | None = None, by: int = 0) -> None:
        """The caseload, newest activity first: the newest part, or the one ``by`` +1 or -1 further than another."""

        def load(vault: Vault) -> tuple[list[Case | str], ListPart]:
            was = beside.part if beside is not None else ListPart(0)
            first = max(0, was.first + by * AT_ONCE)
            if by and first:
                heads = vault.case_page(
                    AT_ONCE, older=was.oldest if by > 0 else None, newer=was.newest if by < 0 else None
                )
            else:
                first, heads = 0, vault.case_page(AT_ONCE)
            ends = (heads[0].n, heads[-1].n) if heads else (0, 0)
            return gathered(vault, heads), ListPart(vault.count_cases(), first, *ends)

        def show(found: tuple[list[Case | str], ListPart]) -> None:
            then(caseload(self.content, found[0], self.words, self.owner.role, found[1]))

        self._thread.call(load, show, self.complained.emit)

    def find_case(self, typed: str, then: Callable[[str], None]) -> None:
        """The code of a case as it was typed; a complaint where it is none, or none of this record."""
        code = as_code(typed)

        def found(known: bool) -> None:
            if known:
                then(code)
            else:
                self.complained.emit(BadInput("no-such-case" if code else "not-a-case-code"))

        self._thread.call(lambda vault: vault.knows(code), found, self.complained.emit)

    def count(self, then: Callable[[StatsView], None]) -> None:
        """Counts over all cases of the record, with small cells left out; looking at them is noted."""
        self._thread.call(
            lambda vault: statistics_release.shown(vault, self.content, self.words), then, self.complained.emit
        )

    def leave(self, leaves: Event, go: Callable[[], Any], stayed: Event, then: Callable[[Any], object]) -> None:
        """What belongs to no case leaves the record: that is on disk first; ``stayed`` follows where it does not."""

        def noted(_recorded: Recorded) -> None:
            try:
                left = go()
            except ScreeningError as trouble:
                self.complained.emit(trouble)
                self._quietly(lambda vault: vault.append("", stayed))
                return
            then(left)

        self._thread.call(lambda vault: vault.append("", leaves), noted, self.complained.emit)

    def new_case(self, setting: str, then: Done) -> None:
        """Begin a screening in a setting; not while another case is on its way."""
        practice = self.practice or not may(self.owner.role, SCREEN)
        event = open_case("", self.content, setting=setting, profile="field", practice=practice)

        here = inspections.open_site(self.sites)
        events: tuple[Event, ...] = (event,) if here is None else (event, CaseAtSite(here.id))
        known = self.directory.regions

        def begin(vault: Vault) -> tuple[str, tuple[Recorded, ...], tuple[int, ...]]:
            region = preferences.read_preferences(vault).region
            state = (SheetNoted(*REGION, region),) if region in known else ()
            code = vault.new_case()
            return code, vault.append_many(code, (*events, *state)), minutes_at(vault, here)

        def begun(result: tuple[str, tuple[Recorded, ...], tuple[int, ...]]) -> None:
            code, recorded, minutes = result
            self._take(code, fold(code, recorded), {}, minutes)
            self._saved(recorded[-1])
            then()

        self._bring(begin, begun)

    def open_case(self, code: str, then: Callable[[str, str], None], not_shown: Done) -> None:
        """Open a case where it was left: ``then`` gets the page and the open item.

        ``not_shown`` follows where this program cannot put the case together, whoever wrote it. Nothing is opened while
        another case is on its way.
        """
        here = inspections.open_site(self.sites)

        def load(vault: Vault) -> tuple[Case, str, dict[str, str], tuple[int, ...]] | None:
            case = whole(vault, code)
            if case is None:
                return None
            if not may_write(vault.role, practice=case.practice):
                raise NotAccepted("role-may-not")
            returning = self._returning(case, vault.strand)
            self.begun_anew = TalkResumed() in returning
            if not vault.trouble:
                vault.append_many(code, returning)
            return fold(code, vault.events(code)), vault.place(code), vault.drafts(code), minutes_at(vault, here)

        def loaded(result: tuple[Case, str, dict[str, str], tuple[int, ...]] | None) -> None:
            if result is None:
                not_shown()
                return
            case, place, drafts, minutes = result
            try:
                self._take(code, case, drafts, minutes)
                assert self.interview is not None
                page, item = parse_place(place, self.interview)
            except Exception as trouble:
                self.leave_case()
                if isinstance(trouble, ScreeningError):
                    self.complained.emit(trouble)
                not_shown()
                return
            then(page, item)

        self._bring(load, loaded)

    def _bring(self, load: Callable[[Vault], Any], then: Callable[[Any], None]) -> None:
        """Get a case from the record, one at a time; what is asked for meanwhile is not done."""
        if self._coming:
            return
        self._coming = True

        def work(vault: Vault) -> Any:
            try:
                return load(vault)
            except BaseException:
                self._coming = False
                raise

        def came(found: Any) -> None:
            self._coming = False
            then(found)

        self._thread.call(work, came, self.complained.emit)

    def _returning(self, case: Case, strand: str) -> tuple[Event, ...]:
        """That it was opened; and where nobody had the talk in hand for long, that the gate comes back (GA12), or that
        another session begins (CO9)."""
        now = datetime.datetime.now(datetime.UTC)
        away = _seconds(case.last_at, now)
        if at_the_desk(case, away, now, strand):
            return (CaseViewed(),)
        if another_session(case, away, now):
            return CaseViewed(), TalkResumed()
        return (CaseViewed(), GateReturned("lock")) if gate_returns(case, away) else (CaseViewed(),)

    def leave_case(self) -> None:
        self.interview = None
        self.drafts = {}
        self._place = ("", "")

    # --- acts

    def record(
        self,
        make: Callable[[], Event | None],
        then: Done,
        *,
        of: Interview | None = None,
        even_left: bool = False,
    ) -> None:
        """Record what ``make`` returns and go on when it is on disk; nothing on the page has moved before that.

        ``make`` runs now and may refuse; None means there is nothing to record. It belongs to the case in hand, or
        to ``of``. ``then`` is left out when that case is in hand no more, unless it must come ``even_left``.
        """
        try:
            event = make()
        except ScreeningError as refusal:
            self.complained.emit(refusal)
            return
        if event is None:
            then()
            return
        fact = event
        self.record_many(lambda: (fact,), then, of=of, even_left=even_left)

    def record_many(
        self,
        make: Callable[[], Iterable[Event]],
        then: Done,
        *,
        of: Interview | None = None,
        even_left: bool = False,
        not_written: Done | None = None,
    ) -> None:
        """``record`` for events that belong together: all of them reach the disk, or none: then ``not_written``."""
        interview = of or self.interview
        assert interview is not None
        try:
            facts = tuple(make())
            interview.may(facts)
        except ScreeningError as refusal:
            self.complained.emit(refusal)
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
                then()
            if first is not None and self.interview is interview:
                self.taken_up.emit(isinstance(first, TalkResumed))
            self._settle()

        def failed(trouble: ScreeningError) -> None:
            if not_written is not None:
                not_written()
            self.complained.emit(trouble)
            self._settle()

        self.pending += 1
        self._thread.call(lambda vault: vault.append_many(code, facts), written, failed)

    def _first(self, interview: Interview, facts: tuple[Event, ...]) -> Event | None:
        """What comes in place of these facts, or before the gate's, where they would go on with a talk left before."""
        now = interview.now()
        talked = interview.case.talked
        return taken_up(interview.case, facts, _seconds(talked.at if talked else "", now), now)

    def keep_place(self, page: str, item: str = "") -> None:
        """Where the officer is, for an exact return."""
        code, place = self.case_code, place_text(page, item)
        if code and (code, place) != self._place:
            self._place = (code, place)
            self._quietly(lambda vault: vault.set_place(code, place))

    def keep_draft(self, field: str, text: str) -> None:
        """Half-typed text."""
        code = self.case_code
        if code and self.drafts.get(field, "") != text:
            self.drafts[field] = text
            self._quietly(lambda vault: vault.set_draft(code, field, text))

    def drop_drafts(self, which: Callable[[str], bool]) -> None:
        """Half-typed text that must not stay."""
        for field in [each for each in self.drafts if which(each)]:
            self.keep_draft(field, "")

    def keeper(self, then: Callable[[Keeper], None]) -> None:
        """The officer and how the record stands, for a paper."""
        code, directory = self.case_code, self.directory

        def load(vault: Vault) -> Keeper:
            entries = len(vault.events(code))
            office = directory.office
            organisation = office.organisation if office is not None else vault.organisation
            telephone = office.telephone if office is not None else ""
            head = vault.fingerprint(code)
            return Keeper(vault.officer, organisation, head, entries, vault.log_head(), telephone)

        self._thread.call(load, then, self.complained.emit)

    def ask(
        self,
        work: Callable[[Vault], Any],
        then: Callable[[Any], object],
        failed: Callable[[ScreeningError], object] | None = None,
    ) -> None:
        """Any other work on the open vault, in its thread; ``then`` gets what it returned."""
        refused = failed or self.complained.emit
        self._thread.call(work, lambda value: (then(value), None)[1], lambda trouble: (refused(trouble), None)[1])

    def aside(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], object],
        failed: Callable[[ScreeningError], object] | None = None,
    ) -> None:
        """Work on a file from outside, which the vault's thread does not wait for; ``then`` gets what it returned."""
        refused = failed or self.complained.emit
        self._thread.aside(work, lambda value: (then(value), None)[1], lambda trouble: (refused(trouble), None)[1])

    def mend(self) -> None:
        """After "Not saved": open the record again with every check; ``mended`` or ``complained`` follows."""
        interview = self.interview
        code, drafts = self.case_code, dict(self.drafts)

        def again(vault: Vault) -> tuple[Recorded, ...]:
            vault.reopen()
            for field, text in drafts.items():
                vault.set_draft(code, field, text)
            return vault.events(code) if code else ()

        def done(events: tuple[Recorded, ...]) -> None:
            if interview is not None and self.interview is interview:
                interview.case = fold(code, events)
            self.mended.emit()

        self._thread.call(again, done, self.complained.emit)

    # --- parts

    def _opened(self, vault: Vault) -> None:
        self.owner = Owner(vault.officer, vault.role, vault.organisation, vault.strand)
        self.notices, self.left = tuple(vault.notices), vault.left
        if has_packs():
            from screening.casework.languages import packs

            self.ask(packs.use_believed, self._packs_believed)
        else:
            self.load_services(self.opened.emit)

    def check_what_is_left(self, then: Callable[[str], None]) -> None:
        """Check what the unlocking of a large record left; ``then`` gets the code of a notice, or "" when all holds.

        It is done beside the window and the record; the record itself is only asked where something is doubted.
        """
        if (left := self.left) is None:
            return

        def looked(holds: bool) -> None:
            self.left = None
            if holds:
                then("")
            else:
                self._thread.call(lambda vault: vault.doubted(), then, self.complained.emit)

        self._thread.aside(left.run, looked, self.complained.emit)

    def _packs_believed(self, other: tuple[str, ...]) -> None:
        """Packs of which nobody whom this record believes is the signer are not used, and the officer is told."""
        if other:
            self.notices += (
                Notice(
                    "packs-not-used", {"languages": ", ".join(name_in(each, self.words.language) for each in other)}
                ),
            )
        self.load_services(self.opened.emit)

    def _take(self, code: str, case: Case, drafts: dict[str, str], minutes: tuple[int, ...]) -> None:
        self.interview = Interview(content_of(case, self.content), case, self.words, self.owner.role)
        self.interview.strand = self.owner.strand
        here = inspections.open_site(self.sites)
        self.interview.at_open_site = here is not None and case.site == here.id
        self.interview.site_minutes = minutes if self.interview.at_open_site else ()
        self._count_numbers()
        self.drafts = drafts

    def _count_numbers(self) -> None:
        """Which numbers were rung for the state of the case in hand."""
        if self.interview is not None:
            today, region = datetime.date.today(), self.interview.region
            self.interview.numbers = services.numbers(self.directory, region, today, self.words)

    def _region_chosen(self, recorded: Recorded) -> None:
        """Another state: its numbers count from now on, and the next talk begins with it."""
        match recorded.event:
            case SheetNoted(sheet=sheet, field=name, text=text) if (sheet, name) == REGION:
                self._count_numbers()
                self._quietly(lambda vault: preferences.keep_preference(vault, preferences.REGION, text))

    def _saved(self, recorded: Recorded) -> None:
        self.saved_at = recorded.at
        self.saved.emit(recorded.at)

    def _settle(self) -> None:
        self.pending -= 1
        if not self.pending:
            self.settled.emit()

    def _quietly(self, work: Callable[[Vault], Any]) -> None:
        """Drafts and places: when one cannot be kept, the next save of an answer will say so."""

        def failed(trouble: ScreeningError) -> None:
            self._place = ("", "")
            if isinstance(trouble, NotSaved):
                self.complained.emit(trouble)

        self._thread.call(work, lambda _value: None, failed)


def _seconds(at: str, now: datetime.datetime) -> float:
    """Seconds since then; without end where that is not known."""
    since = seconds_since(at, now)
    return float("inf") if since is None else since
