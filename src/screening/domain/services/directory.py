"""The directory of services: who takes whom, how fresh each number is, whom a case may be passed to, and why."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from screening.domain.answers import Answers, How
from screening.domain.events.catalogue import Recorded
from screening.domain.events.referral import EntryRemoved, EntryVerified, EntryWritten, OfficeWritten
from screening.domain.protocol.model import Item

EVERYWHERE = "all"
DANGER = frozenset({"yes", "not_sure", "not_safe"})
BY_THE_PERSON = frozenset({How.TOLD, How.ASKED, How.PRIVATE})
"""How an answer came that the person gave; of the others nobody was asked."""
ROUND_THE_CLOCK = frozenset({"day and night", "24 hours", "24/7", "siang dan malam", "24 jam"})
"""Hours as officers write them for a service that never closes."""
HOURS = re.compile(r"(?:every day,? |setiap hari,? )?([01]?\d|2[0-4])[:.]([0-5]\d) ?(?:-|–|to|hingga|sampai) ?"
                   r"([01]?\d|2[0-4])[:.]([0-5]\d)")  # fmt: skip
OF_OWN_STATE = ("embassy", "origin")
"""Services of the state that the person comes from: by the person's wish alone (CO10)."""
PARTS = ("needs", "contact", "signs", "words", "alleged", "labour", "child", "social", "identity")
"""What can be passed on, each asked of the person by itself (CO1, CO7, RE4)."""


class Freshness(StrEnum):
    """How far the number of an entry can be relied on."""

    FRESH = "fresh"
    STALE = "stale"
    UNVERIFIED = "unverified"
    NO_NUMBER = "no-number"


@dataclass(frozen=True, slots=True)
class Need:
    """A need, with the questions and gate lines that ask for it; what a harm names, an edition says item by item."""

    id: str
    items: tuple[str, ...] = ()
    gate: tuple[str, ...] = ()
    now: bool = False
    """Whether it cannot wait where it is named."""
    urgent: bool = False
    """Whether it is offered on the urgent way from the danger card."""
    paths: tuple[str, ...] = ()
    """The paths with which it is offered, whatever was said; an offer can be declined."""


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of service. ``gives`` are the parts that it may ever get; ``proposed`` False is added by hand only."""

    id: str
    gives: tuple[str, ...]
    paths: tuple[str, ...]
    needs: tuple[str, ...]
    proposed: bool = True
    number: str = ""
    """The name under which the danger and care cards ask for its number."""

    @property
    def for_person(self) -> bool:
        """Whether it can do anything for the person; a line for the officer cannot."""
        return bool(self.gives or self.paths or self.needs)


@dataclass(frozen=True, slots=True)
class Entry:
    """One service that can be rung. ``name`` and ``hours`` are "" where the catalogue holds them under the id."""

    id: str
    service: str
    state: str = EVERYWHERE
    district: str = ""
    name: str = ""
    phones: tuple[str, ...] = ()
    hours: str = ""
    opens: str = ""
    """Its hours as "08:00-24:00", where they are known; what an officer wrote stands in ``hours`` alone."""
    languages: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    by_place: tuple[str, ...] = ()
    by_order: bool = False
    on_cards: bool = True
    """Whether its number may stand on the danger and care cards."""
    whatsapp: str = ""
    own: bool = False
    """Written on this laptop, not shipped."""
    verified_on: datetime.date | None = None
    verified_by: str = ""

    @property
    def content(self) -> str:
        """A digest of what was verified: a number that changes is not verified any more."""
        return hashlib.sha256("\0".join((self.service, *self.phones)).encode()).hexdigest()[:16]

    def freshness(self, today: datetime.date, stale_after: int) -> Freshness:
        if not self.phones:
            return Freshness.NO_NUMBER
        if self.verified_on is None:
            return Freshness.UNVERIFIED
        age = (today - self.verified_on).days
        return Freshness.FRESH if 0 <= age <= stale_after else Freshness.STALE


@dataclass(frozen=True, slots=True)
class Directory:
    """Needs and services in their order, and every entry by id."""

    needs: tuple[Need, ...]
    services: Mapping[str, Service]
    regions: tuple[str, ...]
    entries: Mapping[str, Entry]
    stale_after: int
    office: OfficeWritten | None = None
    """The office that refers, as it was written last; None before."""
    former: Mapping[str, Entry] = field(default_factory=dict)
    """Entries that were taken out here: what was passed on to them keeps their name."""
    checked_on: datetime.date | None = None
    """The day on which the entry that waits longest was last looked at by whoever made the directory."""

    def fresh(self, entry: Entry, today: datetime.date) -> bool:
        """Return whether its number may stand on paper and on cards as a fact (RE2)."""
        return entry.freshness(today, self.stale_after) is Freshness.FRESH

    def number(self, name: str, region: str, today: datetime.date) -> Entry | None:
        """Return the nearest fresh entry that answers for a card's number; None when none was checked."""
        near = [each for each in self._near(name, region) if self.fresh(each, today)]
        return min(near, key=lambda each: (each.state != region, each.id), default=None)

    def unchecked(self, name: str, region: str) -> Entry | None:
        """Return the nearest entry with a number that nobody rang lately, what was rung once first; never a fact
        (RE2).
        """
        near = [each for each in self._near(name, region) if each.phones]
        return min(near, key=lambda each: (each.verified_on is None, each.state != region, each.id), default=None)

    def _near(self, name: str, region: str) -> list[Entry]:
        kinds = {service.id for service in self.services.values() if service.number == name}
        return [each for each in self.entries.values() if each.service in kinds and each.state in (region, EVERYWHERE)]

    def without_number(self, today: datetime.date) -> tuple[str, ...]:
        """Return the kinds of service that have no number which can be relied on, in their order."""
        rung = {each.service for each in self.entries.values() if self.fresh(each, today)}
        return tuple(name for name in self.services if name not in rung)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What decides who can take a case: nothing of nationality, job or permit."""

    paths: tuple[str, ...]
    needs: tuple[str, ...]
    age_band: str
    sex: str = ""
    region: str = ""
    setting: str = ""
    offers: tuple[str, ...] = ()
    """Needs that nobody named and that go with a path."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that may take the case, and why."""

    entry: Entry
    paths: tuple[str, ...]
    needs: tuple[str, ...]


def overridden(directory: Directory, recorded: Iterable[Recorded]) -> Directory:
    """Return the directory after what was written, verified and removed on this laptop, in the order of the record."""
    entries, office, former = dict(directory.entries), directory.office, dict(directory.former)
    before: dict[str, tuple[datetime.date | None, str]] = {}
    for each in recorded:
        match each.event:
            case EntryWritten() as written:
                fields = {name: value for name, value in asdict(written).items() if name != "entry"}
                entries[written.entry] = Entry(written.entry, **fields, own=True)
                before.pop(written.entry, None)
            case EntryRemoved(entry=name):
                if name in entries:
                    former[name] = entries.pop(name)
            case EntryVerified(entry=name, content=""):
                if name in entries and name in before:
                    day_before, by_before = before.pop(name)
                    entries[name] = replace(entries[name], verified_on=day_before, verified_by=by_before)
            case EntryVerified(entry=name, content=content):
                entry = entries.get(name)
                if entry is not None and entry.content == content:
                    day = datetime.date.fromisoformat(each.at[:10])
                    before[name] = (entry.verified_on, entry.verified_by)
                    entries[name] = replace(entry, verified_on=day, verified_by=each.by)
            case OfficeWritten() as office:
                pass
    return replace(directory, entries=entries, office=office, former=former)


def needs_of(
    directory: Directory, items: Mapping[str, Item], answers: Answers, gate: Mapping[str, str], added: Iterable[str]
) -> tuple[str, ...]:
    """Return the needs that answers, harm, gate lines or the officer name, most pressing first (RE3).

    What a harm names (``Item.needs``) holds whatever explains it; no assessment is asked.
    """
    named = set(added).union(
        *(item.needs for name, item in items.items() if name in answers and answers[name].answer.holds)
    )
    for need in directory.needs:
        answered = any(answers[item].answer.holds for item in need.items if item in answers)
        if answered or any(gate.get(line) in DANGER for line in need.gate):
            named.add(need.id)
    return tuple(need.id for need in directory.needs if need.id in named)


def offers_of(directory: Directory, paths: Collection[str], named: Collection[str]) -> tuple[str, ...]:
    """Return the needs that go with these paths and that nobody named: each is offered and can be declined."""
    return tuple(need.id for need in directory.needs if need.id not in named and not {*need.paths}.isdisjoint(paths))


def need_states(
    directory: Directory, answers: Answers, named: Iterable[str], offers: Collection[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Return every need and how it stands: ``now`` or ``later`` where it is named; else ``no`` where the person said
    so, ``offer`` where it goes with a path, ``silent`` where they were asked and did not answer, or ``not-asked``.

    A "no" at the gate, and of what was seen or read, is none of the person's: the officer looked and asked nothing.
    """
    known, found = frozenset(named), []
    for need in directory.needs:
        given = (answers[item] for item in need.items if item in answers)
        said = [each.answer.holds for each in given if each.how in BY_THE_PERSON]
        if need.id in known:
            state = "now" if need.now else "later"
        elif False in said:
            state = "no"
        elif need.id in offers:
            state = "offer"
        else:
            state = "silent" if said else "not-asked"
        found.append((need.id, state))
    return tuple(found)


def proposals(directory: Directory, about: Eligibility) -> tuple[Proposal, ...]:
    """Return whom the case may be passed to, nearest first within each service, in the order of the services.

    Immigration, embassies and bodies of the person's own country are not among them (RE14, CO10). Nothing here depends
    on what the person agrees to: a no changes what is passed on, never which help is listed (CO2).
    """
    found: list[Proposal] = []
    for service in directory.services.values():
        paths = tuple(path for path in about.paths if path in service.paths)
        needs = tuple(need for need in (*about.needs, *about.offers) if need in service.needs)
        if not service.proposed or not (paths or needs):
            continue
        near = [each for each in directory.entries.values() if each.service == service.id and takes(each, about)]
        near.sort(key=lambda each: (each.state != about.region, not each.own, each.id))
        found += [Proposal(each, paths, needs) for each in near]
    return tuple(found)


def without_entry(about: Eligibility, proposed: Iterable[Proposal]) -> tuple[str, ...]:
    """Return the needs, named or offered, that nobody of ``proposed`` sees to."""
    seen_to = {need for each in proposed for need in each.needs}
    return tuple(need for need in (*about.needs, *about.offers) if need not in seen_to)


def open_at(entry: Entry, clock: datetime.time) -> bool | None:
    """Return whether it is open at this hour; None where its hours are not known, or stand there in other words."""
    text = " ".join((entry.opens or entry.hours).casefold().split())
    if text in ROUND_THE_CLOCK:
        return True
    found = HOURS.fullmatch(text)
    if found is None:
        return None
    begins, ends = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
    now = clock.hour * 60 + clock.minute
    return begins <= now < ends if begins < ends else now >= begins or now < ends


def urgent_receivers(directory: Directory, about: Eligibility, need: str, clock: datetime.time) -> tuple[Entry, ...]:
    """Return who may get sheet A at this hour: not what is closed, nor what takes by an order of a court only.

    Those that see to ``need`` come first, then those known to be open, then the nearest.
    """
    found = [
        each.entry
        for each in proposals(directory, about)
        if "needs" in directory.services[each.entry.service].gives and not each.entry.by_order
    ]
    found = [each for each in found if open_at(each, clock) is not False]

    def rank(entry: Entry) -> tuple[bool, bool, bool, bool]:
        sees_to = need in directory.services[entry.service].needs
        return (not sees_to, open_at(entry, clock) is None, entry.state != about.region, not entry.own)

    return tuple(sorted(found, key=rank))


def takes(entry: Entry, about: Eligibility) -> bool:
    """Return whether the entry takes somebody of this age and sex at this place. An age in doubt is a child's (CH1);
    where an entry takes one sex only, a sex that was not noted is no match (SH11)."""
    age = "adult" if about.age_band == "adult" else "child"
    if entry.ages and age not in entry.ages:
        return False
    if entry.sexes and about.sex not in entry.sexes:
        return False
    if entry.by_place and about.setting not in entry.by_place:
        return False
    return entry.state in (EVERYWHERE, about.region) or not about.region


def waits_for_sex(directory: Directory, about: Eligibility) -> int:
    """Return how many more entries would be proposed if it were known whether the person is a woman or a man."""
    if about.sex:
        return 0
    now = {each.entry.id for each in proposals(directory, about)}
    more = {each.entry.id for sex in ("woman", "man") for each in proposals(directory, replace(about, sex=sex))}
    return len(more - now)
