"""What an officer does with words in a practice talk: each sentence is an act of one kind.

The kinds are those of the NICHD protocol (Orbach and Lamb 2000; revised 2014), of the PEACE model (College of Policing)
and of the Méndez Principles (2021); docs/practice-acts.md says what each of them is and how it is told from the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from screening.domain.answers import ItemId


class ActKind(StrEnum):
    """What is done by one sentence."""

    GREETING = "greeting"
    SMALL_TALK = "small_talk"
    EXPLANATION = "explanation"
    """Who I am, why we talk, what happens, what the interpreter does, that one may say no."""
    CONSENT = "consent"
    """The person is asked to agree to something: the talk, notes, sharing."""
    OFFER = "offer"
    """Water, food, a doctor, an interpreter, another place, somebody of the same sex: ``Act.offers`` says which."""
    BREAK = "break"
    KINDNESS = "kindness"
    REFLECTION = "reflection"
    """The person's own words, said back."""
    FACILITATOR = "facilitator"
    """"Go on", "mhm", or silence: says only that one listens."""
    INVITATION = "invitation"
    DIRECTIVE = "directive"
    """Asks for a detail: who, where, when, how much, which."""
    OPTION_POSING = "option_posing"
    """To be answered by yes or no, on something that the person has not said."""
    FORCED_CHOICE = "forced_choice"
    PRESUMPTIVE = "presumptive"
    """Takes for granted what the person has not said: "Who beat you?"."""
    LEADING = "leading"
    MULTIPLE = "multiple"
    WHY = "why"
    ACCUSATION = "accusation"
    PROMISE = "promise"
    """Of what nobody can promise; one that hangs on what is told as well."""
    THREAT = "threat"
    CLOSING = "closing"
    """Thanks at the end, goodbye, what happens next."""


QUESTIONS = frozenset({
    ActKind.INVITATION, ActKind.DIRECTIVE, ActKind.OPTION_POSING, ActKind.FORCED_CHOICE, ActKind.PRESUMPTIVE,
    ActKind.LEADING, ActKind.MULTIPLE, ActKind.WHY,
})  # fmt: skip
"""The kinds that ask for something."""
PRESSING = frozenset(
    {ActKind.LEADING, ActKind.PRESUMPTIVE, ActKind.WHY, ActKind.ACCUSATION, ActKind.PROMISE, ActKind.THREAT}
)
"""The kinds that put words into a mouth, blame, lure or frighten."""


@dataclass(frozen=True, slots=True)
class Act:
    """One sentence of an officer.

    ``topic`` and ``item`` are what it asks about, None for neither or where it fits every topic ("And then?").
    ``offers`` says what an offer is of (one of OFFERS). ``repeated``: the same was asked before. ``facts`` are those of
    the role card that it means, the best first. ``strange``: it asks about something that neither the questionnaire nor
    the role card speaks of.
    """

    kind: ActKind
    text: str
    topic: str | None = None
    item: ItemId | None = None
    offers: str | None = None
    repeated: bool = False
    facts: tuple[str, ...] = ()
    strange: bool = False


OFFERS = ("water", "food", "doctor", "interpreter", "place", "same-sex", "call", "rest", "company")
"""What ``Act.offers`` can be; "company" is somebody whom the person trusts."""


@dataclass(frozen=True, slots=True)
class TalkSoFar:
    """What a talk has brought so far: items answered with yes, sentences of the person, the officer's acts in order."""

    items: frozenset[ItemId] = frozenset()
    said: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
