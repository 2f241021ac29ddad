"""Rules of the child path and of a shelter's first day: who may give permission, and when the questions open."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from screening.domain.case import rules
from screening.domain.events.catalogue import FormIssued
from screening.domain.events.timestamps import seconds_since

if TYPE_CHECKING:
    from screening.domain.case.case import Case
    from screening.domain.protocol.model import Protocol

SHELTER, CHILD, ARRIVAL = "shelter", "child", "arrival"
HANDOVER = "handover"
"""The page of handing over, and the sheet that goes with it."""
PROTECTOR = "child-protection"


def is_child(protocol: Protocol, case: Case) -> bool:
    """Return whether this is, or may be, a child: doubt counts as child (CH1)."""
    return rules.gate(protocol, case).child


def trained(case: Case) -> bool:
    """Return whether a trained child interviewer says they lead this talk (CH2, PR15)."""
    return case.sessions.note(CHILD, "trained") == "yes"


def permission(protocol: Protocol, adult: str, controller: str) -> str:
    """Return who may give permission for a child: may_give, or child-protection (CH4).

    ``controller`` is yes, no or not_known: whether this adult may be the one who controls the child. Only a plain no
    lets an adult give it; nobody is taken for a guardian because they came along.
    """
    row = next((each for each in protocol.tables["child"]["adult"] if each["id"] == adult), None)
    if row is None:
        return PROTECTOR
    return str(row["permission"] if controller == "no" else row["controller"])


def child_lacks(protocol: Protocol, case: Case) -> str:
    """Return the code of what a child's record still waits for before it closes (CH7, CH8); "" for nothing.

    The child's own wishes, or why they were not asked, come first; then the note of what is best for the child. Where
    both are missing, that is one code: two refusals one after the other would be one too many.
    """
    if not is_child(protocol, case):
        return ""
    wished = (case.sessions.note(CHILD, "wishes"), case.sessions.note(CHILD, "wishes-not-asked"))
    wished_for = any(wished) or bool(case.closing.get("wishes", "").strip())
    best = bool(case.sessions.note(CHILD, "best-interest"))
    if not wished_for:
        return "child-wishes-first" if best else "child-notes-first"
    return "" if best else "best-interest-first"


def rest_hours(protocol: Protocol) -> int:
    """Return hours of rest before the questions open in a shelter: dated data of the edition, 0 where it has none."""
    return int(protocol.settings.get(SHELTER, {}).get("rest_hours", 0))


def arrived_at(case: Case) -> str:
    """Return when the first session held in a shelter began, UTC; a case of the field may come there later.

    "" for none.
    """
    return next((each.at for each in case.sessions.began if each.setting == SHELTER), "")


def arrival_due(case: Case) -> bool:
    """Return whether a shelter's first night is still to come: nothing of it was noted (SH1)."""
    return case.setting == SHELTER and not any(page == ARRIVAL for page, _name in case.sessions.notes)


def resting(protocol: Protocol, case: Case, now: datetime.datetime) -> bool:
    """Return whether a shelter's questions wait: until the rest is over, or the person says they want to talk (SH1)."""
    arrived = arrived_at(case)
    if case.setting != SHELTER or case.sessions.note(ARRIVAL, "wishes-to-talk") == "yes" or not arrived:
        return False
    passed = seconds_since(arrived, now)
    return passed is None or passed < rest_hours(protocol) * 3600


def papers_out(case: Case) -> bool:
    """Return whether a paper of the referral left the program; the sheet for the next worker is none."""
    return any(isinstance(each.event, FormIssued) and each.event.form != HANDOVER for each in case.forms)
