"""Who may do what (SX8): one table, asked by the record and by the window."""

from __future__ import annotations

from collections.abc import Mapping

from screening.errors import NotAccepted

OFFICERS = ("labour-officer", "public-officer", "ngo")
ROLES = (*OFFICERS, "supervisor", "trainer", "reviewer")

SCREEN, PRACTISE, NAMES, COUNTS, EXCHANGE, ERASE = "screen", "practise", "names", "counts", "exchange", "erase"
SERVICES, BLANK, CARE_OF_FILES, REVIEW = "services", "blank", "files", "review"
"""Acts: screening a person; practising on an invented one; name and contact; counts and hand-overs; bundles; erasing
and its times; the directory; the questionnaire on paper; copies, log and keys of one's own record; reading the texts
of language packs."""

_OWN = frozenset({BLANK, CARE_OF_FILES})
_OFFICER = _OWN | {SCREEN, PRACTISE, NAMES, COUNTS, EXCHANGE, ERASE, SERVICES}
MAY: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(OFFICERS, _OFFICER),
    "supervisor": _OWN | {COUNTS, EXCHANGE, ERASE, SERVICES},
    "trainer": _OWN | {PRACTISE, SERVICES},
    "reviewer": _OWN | {REVIEW},
}


def may(role: str, act: str) -> bool:
    """Return whether a role does an act. A role that is not in the table is an officer's."""
    return act in MAY.get(role, _OFFICER)


def must(role: str, act: str) -> None:
    """Raise NotAccepted("role-may-not") when the role does not do the act."""
    if not may(role, act):
        raise NotAccepted("role-may-not")


def may_write(role: str, *, practice: bool) -> bool:
    """Return whether a role writes to a case, of a person or of an invented one."""
    return may(role, PRACTISE if practice else SCREEN)
