"""Say whether somebody is held while trafficking is open, and when a second talk with them is to be."""

from __future__ import annotations

from collections.abc import Callable, Collection

from screening.domain.case.case import Case
from screening.domain.events.catalogue import AssessmentOpened
from screening.domain.known.known import setting
from screening.domain.protocol.model import Protocol

DETENTION = "detention"
"""The setting of every place in which people are locked up: a lock-up, a depot, a prison."""
OPEN_PATHS = frozenset({"formal_identification", "second_interview", "not_enough_asked", "child_protection"})
"""Paths on which trafficking is not settled: a decision, another talk or more questions are still to come. The second
interview is proposed wherever the range of a strength covers the threshold of the edition."""
STAY = "stay"
"""The step of an assessment that asks it."""
PAGE, DAY = "dates", "second-talk"
"""Where the day of a second talk is noted."""


HOLDING = ("after-raid", "airport", "clinic")
"""Settings in which somebody may be held and may not: it is asked there."""
HELD = ("gate", "held")
"""Where the officer says that the person is locked up or under guard."""


def held(case: Case) -> bool:
    """Return whether somebody is held: met in detention, or said to be held where this session is."""
    if setting(case) == DETENTION:
        return True
    note = case.sessions.notes.get(HELD)
    said = note is not None and note.session == case.sessions.number and note.text == "yes"
    return said and setting(case) in HOLDING


def is_open(is_held: bool, paths: Collection[str]) -> bool:
    """Return whether it is asked first that nobody removes or charges them: they are held, trafficking is unsettled."""
    return is_held and not OPEN_PATHS.isdisjoint(paths)


def waits(case: Case) -> bool:
    """Return whether a second talk is to come for somebody who is held.

    From the end of the talk on; once the assessment was opened, only where it left trafficking open.
    """
    viewed = case.view is not None and case.viewed_in.get(case.view.digest) == case.sessions.number
    over = bool(case.stopped) or viewed
    if not held(case) or case.taken_back or not over:
        return False
    opened = case.assessed.event if case.assessed is not None else None
    return not isinstance(opened, AssessmentOpened) or is_open(True, opened.paths)


def second_talk(case: Case, read: Callable[[str], str]) -> str:
    """Return the ISO day of the second talk; "" for none that was set in this session and can be read by ``read``."""
    note = case.sessions.notes.get((PAGE, DAY))
    return read(note.text) if note is not None and note.session == case.sessions.number else ""


def days_until(protocol: Protocol) -> int:
    """Return after how many days a second talk is proposed: dated data of the edition, 0 where it has none."""
    return int(protocol.settings.get(DETENTION, {}).get("second_talk_days", 0))
