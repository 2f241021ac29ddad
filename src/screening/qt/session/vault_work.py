"""Work on the open vault that is done in its thread: each returns its result and touches nothing of the window."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from screening.casework.content.edition import Content
from screening.casework.interview.holders import bundles, people
from screening.casework.record import desk_list, reminders
from screening.casework.record.caseload import minutes_at, whole
from screening.casework.record.desk_list import ListPage, Wish
from screening.casework.record.reminders import Reminders
from screening.casework.referral.referral_form import Keeper
from screening.domain.case import inspections
from screening.domain.case.case import Case, fold
from screening.domain.case.rules import another_session, at_the_desk, gate_returns
from screening.domain.events.catalogue import CaseViewed, Event, GateReturned, Recorded, TalkResumed
from screening.domain.events.timestamps import seconds_since
from screening.domain.known.held import Holding
from screening.domain.policy.roles import may_write
from screening.domain.services.directory import Directory
from screening.errors import NotAccepted, StoreTrouble
from screening.store import Vault
from screening.store.vault import incoming, preferences
from screening.store.vault.case_list import CaseList
from screening.wording.catalogue.translations import Words

Bundles = tuple[tuple[Holding, str], ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """One case as it was got from the record."""

    case: Case
    place: str = ""
    """Where the officer was, as it is kept."""
    drafts: Mapping[str, str] | None = None
    minutes: tuple[int, ...] = ()
    """How long the talks of the open inspection took."""
    anew: bool = False
    """Whether opening it began another session of its talk."""
    recorded: tuple[Recorded, ...] = ()
    """What was written to it now."""
    region: str = ""
    """The state that was chosen last on this laptop."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Whose card each number is."""
    bundles: Bundles = ()
    """The bundles in which it left and came, each with whose card it was."""


def seconds_from(at: str, now: datetime.datetime) -> float:
    """Seconds since then; without end where that is not known."""
    since = seconds_since(at, now)
    return float("inf") if since is None else since


@dataclass(slots=True)
class Lists:
    """The list of the cases of one open record, opened in its thread at the first use."""

    content: Content
    words: Words
    made: CaseList | None = None

    def of(self, vault: Vault) -> CaseList:
        """The list; anew where the record takes nothing any more, or again."""
        if self.made is None or self.made.vault is not vault or self.made.in_memory != bool(vault.trouble):
            self.made = desk_list.open_list(vault)
        return self.made


def list_page(vault: Vault, lists: Lists, wish: Wish, was: ListPage | None, by: int) -> ListPage:
    """A page of the list of cases as the officer wishes it: the first, or the one ``by`` further than ``was``.

    While the index is being made, the newest cases read one by one.
    """
    today = datetime.date.today()
    try:
        waiting = desk_list.refresh(lists.of(vault), lists.content, lists.words, today)
        if not waiting:
            return desk_list.find(lists.of(vault), wish, lists.words, today, was, by)
    except StoreTrouble:  # the record is damaged where the list stands: its cases are shown all the same
        waiting = 0
    return desk_list.newest(vault, lists.content, lists.words, today, waiting)


def prepare_list(vault: Vault, lists: Lists) -> int:
    """Make some more lines of the index; how many cases still wait."""
    return desk_list.refresh(lists.of(vault), lists.content, lists.words, datetime.date.today())


def read_reminders(vault: Vault, lists: Lists) -> Reminders:
    """Everything that has a day; while the index is being made, how many cases still wait."""
    return reminders.find(lists.of(vault), lists.content, lists.words, datetime.date.today())


def keep_label(vault: Vault, lists: Lists, code: str, label: str) -> None:
    """Keep the officer's private label of a case."""
    lists.of(vault).set_label(code, label)


def begin_case(vault: Vault, events: Sequence[Event], here: inspections.Site | None) -> Loaded:
    """Begin a case. Nothing of another case goes into it."""
    code = vault.new_case()
    recorded = vault.append_many(code, events)
    region = usual_region(vault)
    return Loaded(fold(code, recorded), minutes=minutes_at(vault, here), recorded=recorded, region=region)


def usual_region(vault: Vault) -> str:
    """The state that was chosen last on this laptop, whose numbers are shown; it is no fact of any case."""
    return preferences.read_preferences(vault).region or ""


def load_case(vault: Vault, code: str, here: inspections.Site | None) -> Loaded | None:
    """A case to go on with, and that it was opened; None where this program cannot put it together."""
    case = whole(vault, code)
    if case is None:
        return None
    if not may_write(vault.role, practice=case.practice):
        raise NotAccepted("role-may-not")
    returning = _returning(case, vault.strand)
    if not vault.trouble:
        vault.append_many(code, returning)
    found = fold(code, vault.events(code))
    anew = TalkResumed() in returning
    region, minutes = usual_region(vault), minutes_at(vault, here)
    place, drafts = vault.place(code), vault.drafts(code)
    return Loaded(
        found, place, drafts, minutes, anew, region=region, people=people(vault), bundles=bundles(vault, code)
    )


def _returning(case: Case, strand: str) -> tuple[Event, ...]:
    """That it was opened; and where nobody had the talk in hand for long, that the gate comes back (GA12), or that
    another session begins (CO9)."""
    now = datetime.datetime.now(datetime.UTC)
    away = seconds_from(case.last_at, now)
    if at_the_desk(case, away, now, strand):
        return (CaseViewed(),)
    if another_session(case, away, now):
        return CaseViewed(), TalkResumed()
    return (CaseViewed(), GateReturned("lock")) if gate_returns(case, away) else (CaseViewed(),)


def keeper(vault: Vault, code: str, directory: Directory) -> Keeper:
    """The officer and how the record stands, for a paper."""
    entries = len(vault.events(code))
    office = directory.office
    organisation = office.organisation if office is not None else vault.organisation
    telephone = office.telephone if office is not None else ""
    head = vault.fingerprint(code)
    return Keeper(vault.officer, organisation, head, entries, vault.log_head(), telephone)


def reopen(vault: Vault, code: str, drafts: Mapping[str, str]) -> tuple[Recorded, ...]:
    """Open the record again after a write that failed, with every check; what its case then holds."""
    vault.reopen()
    incoming.settle(vault)
    for name, text in drafts.items():
        vault.set_draft(code, name, text)
    return vault.events(code) if code else ()


def read_again(vault: Vault, code: str) -> tuple[tuple[Recorded, ...], Bundles]:
    """What a case holds now, and the bundles in which it left and came."""
    return vault.events(code), bundles(vault, code)


def keep_region(vault: Vault, region: str) -> None:
    """Keep the state in which the next talk begins."""
    preferences.keep_preference(vault, preferences.REGION, region)
