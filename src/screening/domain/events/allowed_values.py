"""What some fields of events may say: everything else was written by a newer program, and is kept but not read."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from screening.domain.events.operation import OUTCOMES as LEFT_AS
from screening.domain.events.operation import SORTS

Holds = Callable[[Any], bool]

STOPS = ("finished", "ring_back", "later", "withdrawn", "ended_at_gate")
DECIDED = ("yes", "no", "later")
VIEWS = ("control", "dispute", "crossed", "lapsed", "protection", "unsure")
"""What an officer may think is going on, in their own words first."""
SURENESS = ("not_sure", "fairly_sure", "sure")
ANSWERS = ("acknowledged", "redirected", "declined")
OUTCOMES = ("kept", "not_kept")
OPEN = "open"
"""A reply or the outcome of a promise that was recorded by mistake is taken back: it is waited for again."""
CARDS = ("none", "aloud", "memorise", "small-card")
BASES = ("wish", "duty")
ENDS = ("finished", "stopped", "to_talk")
SHARES = ("all", "count", "none")
POINTS = ("first", "second")
TAKEN_BACK = ("erase", "keep")
IDENTIFICATION, TURNED_OUT, STATUS, LABOUR, RETURN = "identification", "turned-out", "status", "labour", "return"
MATTERS: Mapping[str, tuple[str, ...]] = {
    IDENTIFICATION: ("asked", "grounds", "identified", "not_identified", "no_decision", "closed"),
    TURNED_OUT: ("smuggling", "dispute", "protection", "irregular", "offence", "nothing"),
    STATUS: ("order", "refugee", "stay", "work", "refused"),
    LABOUR: ("awarded", "agreed", "refused"),
    RETURN: ("returned", "stayed", "onward"),
}
"""What is decided about a person, or comes of it, and what it can be."""
DECIDED_SO = tuple(dict.fromkeys(result for results in MATTERS.values() for result in results))
MET = ("met", "partly", "not_met")


def one_of(names: tuple[str, ...]) -> Holds:
    """Return a check that a value is one of ``names``."""
    return lambda value: value in names


def some_of(names: tuple[str, ...]) -> Holds:
    """Return a check that every value of a list is one of ``names``."""
    return lambda values: all(value in names for value in values)


def is_day(value: str) -> bool:
    """Return an ISO day, or "" for none."""
    if not value:
        return True
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


ALLOWED: Mapping[str, Mapping[str, Holds]] = {
    "talk-stopped": {"way": one_of(STOPS)},
    "consent-decided": {"value": one_of(DECIDED)},
    "view-written": {"explanations": some_of(VIEWS), "sureness": one_of(SURENESS)},
    "second-view-written": {"explanations": some_of(VIEWS), "sureness": one_of(SURENESS)},
    "answered-alone": {"way": one_of(ENDS), "share": one_of(SHARES)},
    "said-back": {"point": one_of(POINTS)},
    "withdrawn": {"choice": one_of(TAKEN_BACK)},
    "recipient-added": {"basis": one_of(BASES)},
    "referral-sent": {"answer_by": is_day},
    "referral-answered": {"state": one_of((*ANSWERS, OPEN))},
    "card-chosen": {"way": one_of(CARDS)},
    "promise-made": {"by_day": is_day},
    "operation-opened": {"sort": one_of(SORTS)},
    "formal-decision-learned": {
        "matter": one_of(tuple(MATTERS)),
        "result": one_of((*DECIDED_SO, "")),
        "day": is_day,
    },
    "need-met": {"result": one_of((*MET, "")), "day": is_day},
    "outcome-given": {"outcome": one_of((*LEFT_AS, ""))},
    "promise-settled": {"outcome": one_of((*OUTCOMES, OPEN))},
}
"""Kind and field to what the field may be. Names that an edition lists are not here: each case has its own edition."""


def understood(kind: str, fields: Mapping[str, Any]) -> bool:
    """Return whether this program knows what every field says."""
    allowed = ALLOWED.get(kind, {})
    return all(holds(fields[name]) for name, holds in allowed.items() if name in fields)
