"""Before the talk: what to mind in this place (GA9, GA11, GA13), and the short contact that asks nothing (GA10)."""

from __future__ import annotations

from dataclasses import dataclass

from screening.casework.interviewing import Interview
from screening.casework.notes import NotesView, Rows
from screening.domain import sessions
from screening.domain.events import Event

RAIDED = ("after-raid", "detention")
"""Places where it is asked whether this officer took part in the raid or the arrest (GA11)."""
NEEDED = ("emergency", "shelter", "child-protection", "interpreter")
"""Numbers that should have been rung before anyone is asked anything (GA9)."""
GATE, CONTACT = "gate", "contact"


@dataclass(frozen=True, slots=True)
class MindingView:
    """``raid`` is the question about the raid, "" where there was none; ``took_part`` its answer."""

    warning: str
    unrung: str
    raid: str
    took_part: str
    advice: str


def minding_view(interview: Interview) -> MindingView:
    """What belongs to the place of the talk, beside the gate's lines."""
    say, case = interview.words.say, interview.case
    places = {row["id"]: row for row in interview.protocol.tables["settings"].get("setting", ())}
    text_id = f"setting.{case.setting}.warning"
    warned = case.setting in places and "warning" in places[case.setting]
    waiting = [interview.number(name).title for name in NEEDED if not interview.number(name).number]
    took_part = case.sessions.note(GATE, "took-part")
    return MindingView(
        warning=say(text_id) if warned else "",
        unrung=say("page.gate.unrung", services=", ".join(waiting)) if waiting else "",
        raid=say("page.gate.raid") if case.setting in RAIDED else "",
        took_part=took_part,
        advice=say("page.gate.raid-advice") if took_part == "yes" and case.setting in RAIDED else "",
    )


def took_part(value: str) -> Event:
    """Whether this officer took part in today's raid or arrest."""
    return sessions.write(GATE, "took-part", value)


def contact_view(interview: Interview) -> NotesView:
    """Information and numbers, and no question at all: it takes two minutes (GA10)."""
    rows, closing = Rows(interview, CONTACT), interview.protocol.tables["closing"]
    rows.said(*(f"closing.information.{row['id']}" for row in closing["information"] if "{" not in row["text"]))
    for name in NEEDED:
        rows.info(interview.number(name).line)
    rows.said("goodbye.help-later")
    return rows.act("contact-done", "page.contact.done", main=True, help=rows.say("page.contact.done-help")).view(
        "page.contact.title", "page.contact.lead"
    )


def contact_given(interview: Interview) -> tuple[Event, ...]:
    """It was given; what follows is the officer's own work, away from the person."""
    return (sessions.write(CONTACT, "given", "yes"), interview.stop("finished"))
