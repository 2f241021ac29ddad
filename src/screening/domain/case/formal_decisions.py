"""What may be recorded of what a body decided, and of a need that was met, and which of two contradicting entries
stands.

The program decides nothing: it records the decision of a body that the country's data names, with its day and paper.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import replace
from itertools import combinations

from screening.domain.case.case import Case
from screening.domain.case.rules import writable
from screening.domain.events.allowed_values import IDENTIFICATION, LABOUR, MATTERS, MET, RETURN, STATUS, TURNED_OUT
from screening.domain.events.catalogue import Event, Recorded
from screening.domain.events.later import FormalDecisionLearned, NeedMet
from screening.domain.events.timestamps import moment
from screening.errors import NotAccepted

FINAL = ("identified", "not_identified", "no_decision", "closed")
"""Results with which formal identification ends. One laptop's cannot stand beside another one of another laptop."""
NOTHING, REFUSED, NOT_MET = "nothing", "refused", "not_met"
NOBODY = frozenset({RETURN})
"""Matters that need no body: people also go home by themselves."""
LONGEST = 200
"""Signs in a reference."""

Entry = FormalDecisionLearned | NeedMet


def about(event: Event) -> str:
    """Return the matter that an entry is about, or the need as "need:NAME"; "" for other events."""
    match event:
        case FormalDecisionLearned(matter=matter):
            return matter
        case NeedMet(need=need):
            return f"need:{need}"
    return ""


def standing(case: Case, matter: str) -> tuple[Recorded, ...]:
    """Return the entries on a matter that no other one took away, in the order of the record."""
    found = tuple(each for each in case.later if about(each.event) == matter)
    gone = {digest for each in found for digest in _entry(each).corrects}
    return tuple(each for each in found if each.digest not in gone and _reads(matter, _entry(each).result))


def contested(case: Case, matter: str) -> tuple[Recorded, ...]:
    """Return the entries of different laptops that had not seen each other and contradict; a person settles them."""
    entries = standing(case, matter)
    if matter == IDENTIFICATION:
        entries = tuple(each for each in entries if _entry(each).result in FINAL)
    heads = tuple(each for at, each in enumerate(entries) if not any(_saw(later, each) for later in entries[at + 1 :]))
    against = {
        each.digest for one, two in combinations(heads, 2) if _contradict(matter, one, two) for each in (one, two)
    }
    return tuple(each for each in heads if each.digest in against)


def _reads(matter: str, result: str) -> bool:
    """Return whether this program knows such a result of the matter."""
    return result in (MET if matter.startswith("need:") else MATTERS.get(matter, ()))


def _entry(recorded: Recorded) -> Entry:
    assert isinstance(recorded.event, Entry)
    return recorded.event


def _saw(later: Recorded, earlier: Recorded) -> bool:
    """Return whether whoever wrote the later entry knew the earlier one."""
    return later.strand == earlier.strand or earlier.digest in _entry(later).knew


def _contradict(matter: str, one: Recorded, two: Recorded) -> bool:
    first, second = _entry(one), _entry(two)
    results = (first.result, second.result)
    if first.result == second.result:
        return False
    if isinstance(first, NeedMet) or isinstance(second, NeedMet):
        return NOT_MET in results
    if matter in (STATUS, LABOUR):
        return REFUSED in results and first.body == second.body
    return matter != TURNED_OUT or NOTHING in results


# --- what may be recorded now


def learn(
    case: Case,
    matter: str,
    result: str,
    *,
    bodies: Collection[str],
    body: str,
    day: str,
    today: datetime.date,
    reference: str = "",
    amount: str = "",
) -> FormalDecisionLearned:
    """Record what a body decided: return the event. ``bodies`` are those that may decide the matter on that day, by
    the country's data, ``day`` is an ISO day.

    Raises NotAccepted: ("no-such-choice"), ("decision-body-unknown"), ("decision-day-unreadable"),
    ("decision-in-future"), ("decision-before-talk"), ("decision-amount-unreadable"), ("text-too-long"), ("taken-back")
    and ("written-by-newer-program").
    """
    writable(case)
    if not _reads(matter, result):
        raise NotAccepted("no-such-choice", place=matter)
    _check_day(case, day, today)
    if body not in bodies and not (body == "" and matter in NOBODY):
        raise NotAccepted("decision-body-unknown")
    if amount and not (amount.isascii() and amount.isdigit() and len(amount) <= 12):
        raise NotAccepted("decision-amount-unreadable")
    if len(reference) > LONGEST:
        raise NotAccepted("text-too-long", most=LONGEST)
    return FormalDecisionLearned(matter, result, body, day, reference.strip(), amount, _known(case, matter))


def meet(
    case: Case, need: str, result: str, *, needs: Collection[str], day: str, today: datetime.date, by: str = ""
) -> NeedMet:
    """Record when a need was met: return the event. ``needs`` are the ids of the directory. Raises as ``learn``."""
    writable(case)
    if need not in needs or result not in MET:
        raise NotAccepted("no-such-choice", place="need")
    _check_day(case, day, today)
    return NeedMet(need, result, day, by, _known(case, f"need:{need}"))


def take_away(case: Case, digest: str) -> Entry:
    """Take away an entry that was recorded by mistake: return the event. Raises NotAccepted("no-such-choice")."""
    writable(case)
    entry = _entry(_found(case, digest))
    knew = _known(case, about(entry))
    if isinstance(entry, NeedMet):
        return NeedMet(entry.need, "", knew=knew, corrects=(digest,))
    return FormalDecisionLearned(entry.matter, "", knew=knew, corrects=(digest,))


def settle(case: Case, digest: str) -> Entry:
    """Let one of the entries that contradict stand, as a person chose it: return the event; it takes away the others.

    Raises NotAccepted("no-such-choice") where it contradicts nothing.
    """
    writable(case)
    chosen = _found(case, digest)
    entry, matter = _entry(chosen), about(chosen.event)
    against = contested(case, matter)
    if chosen not in against:
        raise NotAccepted("no-such-choice", place=matter)
    gone = tuple(each.digest for each in against)
    return replace(entry, knew=_known(case, matter), corrects=gone)


def first_day(case: Case) -> datetime.date | None:
    """Return the day of the talk by this clock, before which nothing can have come of it; None where none is known."""
    began = moment(case.imported.started if case.imported and case.imported.started else case.opened_at)
    return began.astimezone().date() if began is not None else None


def _check_day(case: Case, day: str, today: datetime.date) -> None:
    try:
        found = datetime.date.fromisoformat(day)
    except ValueError:
        raise NotAccepted("decision-day-unreadable") from None
    if found > today:
        raise NotAccepted("decision-in-future")
    first = first_day(case)
    if first is not None and found < first:
        raise NotAccepted("decision-before-talk")


def _known(case: Case, matter: str) -> tuple[str, ...]:
    return tuple(each.digest for each in standing(case, matter))


def _found(case: Case, digest: str) -> Recorded:
    for each in case.later:
        if each.digest == digest and each in standing(case, about(each.event)):
            return each
    raise NotAccepted("no-such-choice", place="decision")
