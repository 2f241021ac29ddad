"""Before the talk: what to mind in this place (GA11, GA13), whom to ring (GA9), a contact without questions (GA10).

Where no language is shared, needs can be pointed at, and a referral asks for an interpreter (LA17).
"""

from __future__ import annotations

from dataclasses import dataclass

from screening.casework.interview import note_pages
from screening.casework.interview.interview import NUMBERS_FIRST, REGION, Interview
from screening.casework.interview.note_pages import NotesView, Rows
from screening.casework.view_models import Choice
from screening.domain.case import sessions
from screening.domain.events.catalogue import Event
from screening.domain.events.referral import SheetNoted
from screening.domain.known import detention
from screening.domain.known.known import setting
from screening.domain.services.directory import Directory
from screening.wording.catalogue.translations import Words

RAIDED = ("after-raid", "detention")
"""Places where it is asked whether this officer took part in the raid or the arrest (GA11)."""
GATE, CONTACT, WORDLESS = "gate", "contact", "wordless"
NEEDS = {
    "water": "basic", "food": "basic", "toilet": "basic", "sleep": "basic", "doctor": "medical", "medicine": "medical",
    "phone": "phone", "clothes": "basic", "cold": "basic", "alone": "counselling",
}  # fmt: skip
"""Each sign, and the need of the directory that it is passed on as."""


def settings(interview: Interview) -> tuple[Choice, ...]:
    """Return the places that a talk may be in, under their titles; that of this case is chosen, or that none is."""
    rows = interview.protocol.tables["settings"]["setting"]
    say, current = interview.words.say, setting(interview.case)
    none = () if current else (Choice("", say("taking.region-unsaid"), True),)
    return (*none, *(Choice(row["id"], say(f"setting.{row['id']}.title"), row["id"] == current) for row in rows))


@dataclass(frozen=True, slots=True)
class MindingView:
    """``raid`` is the question about the raid, "" where there was none; ``took_part`` its answer. ``held`` is the
    question whether the person is held, "" where that is no question; ``is_held`` its answer in this session."""

    warning: str
    unrung: str
    raid: str
    took_part: str
    advice: str
    held: str = ""
    is_held: str = ""


def minding_view(interview: Interview) -> MindingView:
    """Return what belongs to the place of the talk, beside the gate's lines."""
    say, case = interview.words.say, interview.case
    places = {row["id"]: row for row in interview.protocol.tables["settings"].get("setting", ())}
    text_id = f"setting.{case.setting}.warning"
    warned = case.setting in places and "warning" in places[case.setting]
    waiting = [interview.number(name).title for name in interview.unrung()]
    unrung = "page.gate.unrung" if interview.region else "page.gate.unrung-anywhere"
    took_part, noted = case.sessions.note(GATE, "took-part"), case.sessions.notes.get(detention.HELD)
    return MindingView(
        warning=say(text_id) if warned else "",
        unrung=say(unrung, services=", ".join(waiting)) if waiting else "",
        raid=say("page.gate.raid") if case.setting in RAIDED else "",
        took_part=took_part,
        advice=say("page.gate.raid-advice") if took_part == "yes" and case.setting in RAIDED else "",
        held=say("page.gate.held") if case.setting in detention.HOLDING else "",
        is_held=noted.text if noted is not None and noted.session == case.sessions.number else "",
    )


@dataclass(frozen=True, slots=True)
class NumbersView:
    """What stands between the gate and the talk while numbers were not rung (GA9)."""

    lead: str
    regions: tuple[Choice, ...]
    lines: tuple[Choice, ...]
    """Whom to ring; chosen is who was rung here for this state."""
    waits: bool


def numbers_view(interview: Interview, directory: Directory) -> NumbersView:
    """Return the five kinds for the chosen state, and whether the talk waits for a reason to begin without them.

    It holds nobody up: a frightened person is not sent away because a number is old. One reason is enough.
    """
    say, missing, waits = interview.words.say, interview.unrung(), bool(interview.waits_for())
    lines = []
    for name in NUMBERS_FIRST:
        card = interview.number(name)
        unrung = f"{card.title}: {say('page.numbers.unrung')}"
        lines.append(Choice(name, unrung if name in missing else card.line, name not in missing))
    lead = "page.numbers.lead" if interview.region else "page.numbers.no-state"
    regions = note_pages.regions(interview, directory, interview.region)
    return NumbersView(say(lead if waits else "page.numbers.ready"), regions, tuple(lines), waits)


def choose_region(interview: Interview, name: str) -> Event | None:
    """Set the state of the talk, the same as papers and services use; None when it stands there already."""
    return note_pages.note(interview, *REGION, name)


def took_part(value: str) -> Event:
    """Return whether this officer took part in today's raid or arrest."""
    return sessions.write(GATE, "took-part", value)


def held(value: str) -> Event:
    """Return whether the person is locked up or under guard."""
    return sessions.write(*detention.HELD, value)


def contact_view(interview: Interview) -> NotesView:
    """Information and numbers, and no question at all: it takes two minutes (GA10)."""
    rows = Rows(interview, CONTACT)
    rows.said(*interview.leaving()).numbers_of(NUMBERS_FIRST)
    return rows.act("contact-done", "page.contact.done", main=True, help=rows.say("page.contact.done-help")).view(
        "page.contact.title", "page.contact.lead"
    )


def contact_given(interview: Interview) -> tuple[Event, ...]:
    """It was given; what follows is the officer's own work, away from the person."""
    return (sessions.write(CONTACT, "given", "yes"), interview.stop("finished"))


def signs(interview: Interview) -> tuple[Choice, ...]:
    """Return the drawn signs; the names beside them are for the officer, nobody has to read them."""
    return sign_choices(interview.words, frozenset(name for name in NEEDS if pointed(interview, name)))


def sign_choices(words: Words, chosen: frozenset[str]) -> tuple[Choice, ...]:
    """Return the signs with their names, those that were pointed at chosen."""
    return tuple(Choice(name, words.say(f"need.{name}"), name in chosen) for name in NEEDS)


def pointed(interview: Interview, sign: str) -> bool:
    """Return whether the person pointed at this sign."""
    return interview.case.sessions.note(WORDLESS, sign) == "yes"


def point(interview: Interview, sign: str) -> tuple[Event, ...]:
    """Record that the person pointed at a sign, or away from it again; what is passed on follows."""
    now = not pointed(interview, sign)
    need = NEEDS[sign]
    others = any(pointed(interview, each) for each, to in NEEDS.items() if to == need and each != sign)
    noted = sessions.write(WORDLESS, sign, "yes" if now else "")
    if now == (interview.case.referrals.note("need", need) == "yes") or (not now and others):
        return (noted,)
    return (noted, SheetNoted("need", need, "yes" if now else ""))


def end_wordless(interview: Interview) -> tuple[Event, ...]:
    """Help is looked for without a talk, an interpreter first; another session can follow."""
    return (SheetNoted("need", "interpreter", "yes"), interview.stop("finished"))
