"""No shared language (LA17): needs that can be pointed at, and a referral that asks for an interpreter."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.casework.view_models import Choice
from screening.domain.case import sessions
from screening.domain.events.catalogue import Event
from screening.domain.events.referral import SheetNoted

PAGE = "wordless"
NEEDS = {
    "water": "basic", "food": "basic", "toilet": "basic", "sleep": "basic", "doctor": "medical", "medicine": "medical",
    "phone": "phone", "clothes": "basic", "cold": "basic", "alone": "counselling",
}  # fmt: skip
"""Each sign, and the need of the directory that it is passed on as."""


def signs(interview: Interview) -> tuple[Choice, ...]:
    """Return the drawn signs; the names beside them are for the officer, nobody has to read them."""
    return tuple(Choice(name, interview.words.say(f"need.{name}"), pointed(interview, name)) for name in NEEDS)


def pointed(interview: Interview, sign: str) -> bool:
    """Return whether the person pointed at this sign."""
    return interview.case.sessions.note(PAGE, sign) == "yes"


def point(interview: Interview, sign: str) -> tuple[Event, ...]:
    """Record that the person pointed at a sign, or away from it again; what is passed on follows."""
    now = not pointed(interview, sign)
    need = NEEDS[sign]
    others = any(pointed(interview, each) for each, to in NEEDS.items() if to == need and each != sign)
    noted = sessions.write(PAGE, sign, "yes" if now else "")
    if now == (interview.case.referrals.note("need", need) == "yes") or (not now and others):
        return (noted,)
    return (noted, SheetNoted("need", need, "yes" if now else ""))


def end(interview: Interview) -> tuple[Event, ...]:
    """Help is looked for without a talk, an interpreter first; another session can follow."""
    return (SheetNoted("need", "interpreter", "yes"), interview.stop("finished"))
