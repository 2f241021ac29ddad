"""Who interprets, and whether sensitive questions may be asked through them (GA5, LA12, LA13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screening.domain.case.case import Case
    from screening.domain.protocol.model import Protocol

PAGE = "prefer"
"""The page under which the interpreter's card is kept."""
TIES = {
    "none": ("interpreter",),
    "workplace": ("employer", "supervisor", "co-worker"),
    "agent": ("agent",),
    "family": ("relative",),
    "community": ("unknown",),
    "unknown": ("unknown",),
}
"""What ties an interpreter may have, and which companions of the edition's gate that makes of them (GA5)."""
OF_ONE = ("ties", "briefed", "promised", "all-right")
"""What is noted of one interpreter and of no other."""
FREE = "none"
WAITS, ENDS = "waits", "ends"


def here(case: Case) -> bool:
    """Return whether somebody interprets, in the room or by telephone."""
    return case.gate.get("hearing") == "interpreter" or bool(case.sessions.note(PAGE, "where"))


def steps_back(protocol: Protocol, case: Case) -> bool:
    """Return whether the interpretation ends now: ties, anything but a yes of the person, or no promise of silence."""
    said = {name: case.sessions.note(PAGE, name) for name in ("ties", "all-right", "briefed", "promised")}
    tied = bool(said["ties"]) and not _free(protocol, said["ties"])
    return tied or said["all-right"] not in ("", "yes") or "no" in (said["briefed"], said["promised"])


def standing(protocol: Protocol, case: Case) -> str:
    """Return how the one who interprets stands: ``ends``, ``waits`` until the card says enough, or "" for fine or
    nobody.

    An empty card is a "not sure", which never counts as fine: until the ties are none and the person, asked alone, said
    that this interpreter is all right, the sensitive questions wait. Everything else of the talk goes on.
    """
    if not here(case):
        return ""
    if steps_back(protocol, case):
        return ENDS
    known = case.sessions.note(PAGE, "ties") and case.sessions.note(PAGE, "all-right")
    return "" if known else WAITS


def _free(protocol: Protocol, ties: str) -> bool:
    """Return whether the edition counts somebody of these ties as private; one that lists nobody knows only the
    free.
    """
    listed = {row["id"]: row["effect"] for row in protocol.tables["gate"].get("companion", ())}
    if not listed:
        return ties == FREE
    return all(listed.get(each) == "fine" for each in TIES.get(ties, ("unknown",)))
