"""Fold the events of an operation into who was given a number, what was seen and said, and what became of each."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from screening.domain.case import concurrent_entries
from screening.domain.case.concurrent_entries import Heads
from screening.domain.events import operation as ev
from screening.domain.events.catalogue import FormIssued, Recorded, Unknown

OPEN, CLOSED, ASKED = "open", "closed", "asked"
"""States. Asked: it was closed, and then came entries that who closed it had not seen: a person decides."""
NOT_LATE = (ev.OperationClosed, FormIssued)
"""What may follow a closing without a question."""


@dataclass(frozen=True)
class NumberedPerson:
    """Somebody with a number, as things stand. No slots, so that what is read often is put together once."""

    id: str
    number: str
    given_at: str
    by: str
    """Who gave the number first."""
    former: tuple[str, ...] = ()
    """Numbers that stood before, oldest first."""
    look: Mapping[str, Heads] = field(default_factory=dict)
    looked: tuple[str, ...] = ()
    """When each look was finished."""
    cases: tuple[str, ...] = ()
    """The private talks that began with this number, by the codes of their cases."""
    outcomes: Heads = ()
    """The outcomes that no later one knew."""

    def answers(self, line: str) -> frozenset[str]:
        """Return what stands for a line of the look; empty for not asked, several where two laptops differ."""
        return frozenset(value for each in self.look.get(line, ()) if (value := _noted(each)))

    def answer(self, line: str) -> str:
        """Return the one answer to a line; "" for not asked, and not_known where two laptops wrote different ones."""
        said = self.answers(line)
        return next(iter(said)) if len(said) == 1 else "not_known" if said else ""

    @functools.cached_property
    def given(self) -> tuple[Recorded, ...]:
        """The outcomes that stand; several where two laptops gave different ones."""
        return tuple(each for each in self.outcomes if _outcome(each).outcome)

    @functools.cached_property
    def outcomes_differ(self) -> bool:
        """Whether two laptops gave different outcomes: a person settles it."""
        return len({(it.outcome, it.where) for it in map(_outcome, self.given)}) > 1

    @functools.cached_property
    def outcome(self) -> ev.OutcomeGiven | None:
        """What became of them; None for nothing yet, and while two laptops differ."""
        return None if self.outcomes_differ or not self.given else _outcome(self.given[0])


@dataclass(frozen=True)
class Operation:
    """One operation as it stands, whatever the order in which its entries came."""

    code: str
    sort: str = ""
    edition: str = ""
    practice: bool = False
    opened_at: str = ""
    laptops: Mapping[str, str] = field(default_factory=dict)
    """The prefix of each laptop, by the number of its card."""
    people: Mapping[str, NumberedPerson] = field(default_factory=dict)
    closed: bool = False
    late: int = 0
    """Entries that who closed it last had not seen."""
    reach: Mapping[str, int] = field(default_factory=dict)
    """How far each laptop's entries go."""
    last_at: str = ""
    unknown: tuple[str, ...] = ()
    """Kinds of events that this program does not know: it opens for reading only."""

    @property
    def state(self) -> str:
        return OPEN if not self.closed else ASKED if self.late else CLOSED

    @functools.cached_property
    def doubles(self) -> tuple[str, ...]:
        """Numbers that several people have: a person gives one of them another."""
        counts = Counter(person.number for person in self.people.values())
        return tuple(sorted(number for number, count in counts.items() if count > 1))

    @functools.cached_property
    def contested(self) -> tuple[NumberedPerson, ...]:
        """Who has two outcomes of two laptops."""
        return tuple(person for person in self.in_order if person.outcomes_differ)

    @functools.cached_property
    def left_over(self) -> tuple[NumberedPerson, ...]:
        """Who has no outcome that stands; the operation cannot be closed before."""
        return tuple(person for person in self.in_order if person.outcome is None)

    @functools.cached_property
    def in_order(self) -> tuple[NumberedPerson, ...]:
        """Everybody by number."""
        return tuple(sorted(self.people.values(), key=lambda each: (each.number, each.given_at, each.id)))


def fold(code: str, recorded: Iterable[Recorded]) -> Operation:
    """Return the operation after these events, given in the order of the record."""
    events = tuple(recorded)
    operation = follow(Operation(code), events)
    return replace(operation, late=_late(events)) if operation.closed else operation


def follow(operation: Operation, recorded: Iterable[Recorded]) -> Operation:
    """Return an open operation after what this laptop did next in it; what came from others needs ``fold``."""
    for each in recorded:
        operation = _apply(operation, each)
    return operation


def _apply(operation: Operation, recorded: Recorded) -> Operation:
    """Return the operation after one more event. A number or an outcome for nobody says nothing."""
    reach = {**operation.reach, recorded.strand: max(recorded.seq, operation.reach.get(recorded.strand, 0))}
    operation = replace(operation, reach=reach, last_at=max(operation.last_at, recorded.at))
    match recorded.event:
        case ev.OperationOpened(sort=sort, edition=edition, practice=practice) if not operation.sort:
            return replace(operation, sort=sort, edition=edition, practice=practice, opened_at=recorded.at)
        case ev.LaptopNamed(card=card, prefix=prefix):
            return replace(operation, laptops={**operation.laptops, card: prefix})
        case ev.NumberGiven(person=person, number=number):
            known = operation.people.get(person)
            if known is None:
                return _with(operation, NumberedPerson(person, number, recorded.at, recorded.by))
            former = tuple(each for each in (*known.former, known.number) if each != number)
            return _with(operation, replace(known, number=number, former=former))
        case (
            ev.LookNoted(person=person) | ev.LookTaken(person=person) | ev.TalkBegun(person=person)
            | ev.OutcomeGiven(person=person)
        ) if person in operation.people:  # fmt: skip
            return _with(operation, _of_person(operation.people[person], recorded))
        case ev.OperationClosed():
            return replace(operation, closed=True)
        case ev.OperationReopened():
            return replace(operation, closed=False)
        case Unknown(kind=kind):
            return replace(operation, unknown=(*operation.unknown, kind))
    return operation


def _of_person(person: NumberedPerson, recorded: Recorded) -> NumberedPerson:
    match recorded.event:
        case ev.LookNoted(line=line, replaces=replaces):
            heads = concurrent_entries.after(person.look.get(line, ()), recorded, replaces)
            return replace(person, look={**person.look, line: heads})
        case ev.LookTaken():
            return replace(person, looked=(*person.looked, recorded.at))
        case ev.TalkBegun(case=case):
            return replace(person, cases=(*person.cases, case))
        case ev.OutcomeGiven(replaces=replaces):
            return replace(person, outcomes=concurrent_entries.after(person.outcomes, recorded, replaces))
    return person


def _with(operation: Operation, person: NumberedPerson) -> Operation:
    return replace(operation, people={**operation.people, person.id: person})


def _late(events: Iterable[Recorded]) -> int:
    """Return how many entries the last closing had not seen."""
    told = tuple(events)
    closing = next(each for each in reversed(told) if isinstance(each.event, ev.OperationClosed))
    assert isinstance(closing.event, ev.OperationClosed)
    seen = dict(_place(place) for place in closing.event.seen)
    return sum(not isinstance(each.event, NOT_LATE) and each.seq > seen.get(each.strand, 0) for each in told)


def _place(text: str) -> tuple[str, int]:
    """A strand and a number; what is no number covers nothing."""
    strand, _, number = text.rpartition(" ")
    return strand, int(number) if number.isdecimal() else 0


def _noted(recorded: Recorded) -> str:
    return recorded.event.value if isinstance(recorded.event, ev.LookNoted) else ""


def _outcome(recorded: Recorded) -> ev.OutcomeGiven:
    assert isinstance(recorded.event, ev.OutcomeGiven)
    return recorded.event
