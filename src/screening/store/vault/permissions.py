"""What the record itself holds a role to, whatever the window shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from screening.domain.case.case import fold
from screening.domain.events.catalogue import CaseOpened, Event, Recorded
from screening.domain.policy import roles
from screening.errors import NotAccepted


def role_may_write(role: str, case: str, events: Iterable[Event], stored: Callable[[str], Iterable[Recorded]]) -> None:
    """Raise NotAccepted("role-may-not"): a trainer writes to invented cases only, a supervisor to none.

    ``stored`` gives a case's events; it is asked only for roles that do not screen.
    """
    if roles.may(role, roles.SCREEN):
        return
    opened = next((each for each in events if isinstance(each, CaseOpened)), None)
    practice = opened.practice if opened is not None else fold(case, stored(case)).practice
    if not roles.may_write(role, practice=practice):
        raise NotAccepted("role-may-not")
