"""Draw cases by lot to be seen again by a second reader, so that what the reading missed can be reckoned.

The lot is a number made by chance. Every case has a number by it (a digest of both), and of those not flagged the cases
with the smallest are drawn; so are some that were flagged, by the same rule: whoever sees a case again cannot tell from
the lot what the first reading was. A case that could be drawn once is never drawn from again: nobody draws until the
lot suits them. Whoever has the record can work out every number anew.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.domain.events.catalogue import Recorded
from screening.domain.events.record import SecondLookDrawn
from screening.domain.events.session import DrawnForSecondLook
from screening.errors import NotAccepted

SIGNS = 16
"""Hexadecimal digits of a number: two cases of one record with the same are not to be expected."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What a draw adds: one event for the record, and one for each case drawn, by its code."""

    record: SecondLookDrawn
    cases: Mapping[str, DrawnForSecondLook]


def number(lot: str, code: str) -> str:
    """Return the number that a case has by a lot."""
    return hashlib.sha256(f"{lot} {code}".encode()).hexdigest()[:SIGNS]


def draw(own: Iterable[Recorded], cases: Mapping[str, bool], wanted: int, beside: float, lot: str = "") -> Draw:
    """Draw from cases that were read, each with whether it was flagged; of a lot before, none is drawn from again.

    ``own`` are the record's own events. So many as ``wanted`` are drawn that were not flagged, or all where there are
    fewer, and that share of their number (``beside``) that were flagged. ``lot`` is made by chance without one.

    Raises NotAccepted: ("second-look-nobody") where no case without a flag was ever read, ("second-look-drawn") where
    all of them were in a lot before, with the day of the last.
    """
    lots = [(each.at[:10], each.event) for each in own if isinstance(each.event, SecondLookDrawn)]
    fresh = {
        code: flagged
        for code, flagged in cases.items()
        if not any(number(event.lot, code) in event.frame for _, event in lots)
    }
    if not any(not flagged for flagged in fresh.values()):
        if lots:
            raise NotAccepted("second-look-drawn", day=lots[-1][0])
        raise NotAccepted("second-look-nobody")
    lot = lot or secrets.token_hex(16)
    passed = _first(lot, [code for code, flagged in fresh.items() if not flagged], wanted)
    flagged = [code for code, flagged in fresh.items() if flagged]
    more = _first(lot, flagged, math.ceil(beside * len(passed)))
    events = {code: DrawnForSecondLook(lot, len(passed), len(fresh) - len(flagged)) for code in passed}
    events |= {code: DrawnForSecondLook(lot, len(more), len(flagged)) for code in more}
    frame = tuple(sorted(number(lot, code) for code in fresh))
    return Draw(SecondLookDrawn(lot, frame, len(events)), dict(sorted(events.items())))


def drawn_as_said(event: SecondLookDrawn, cases: Mapping[str, tuple[bool, bool]]) -> bool:
    """Return whether a lot was drawn by its own numbers, as far as its cases are still here.

    ``cases`` says of each by its code whether it was flagged and whether it was drawn. No case of the lot may have been
    passed over for one with a larger number; a case whose reading changed since is no proof of that.
    """
    inside = {number(event.lot, code): each for code, each in cases.items() if number(event.lot, code) in event.frame}
    for kind in (True, False):
        taken = [name for name, (flagged, drawn) in inside.items() if drawn and flagged is kind]
        left = [name for name, (flagged, drawn) in inside.items() if not drawn and flagged is kind]
        if taken and left and max(taken) > min(left):
            return False
    return True


def _first(lot: str, codes: Iterable[str], most: int) -> list[str]:
    return sorted(codes, key=lambda code: number(lot, code))[:most]
