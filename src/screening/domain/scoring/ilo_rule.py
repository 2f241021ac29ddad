"""Apply the ILO/EC rule of 2009 to the same evidence, as a restatement gives it (docs/sources.md, 1.2 and 1.3).

The rule and the adult and child labour strengths were seen in a restatement, the sexual lists only remembered;
the original brochure was not read, so the result is carried as unverified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers, ItemId
from screening.domain.protocol.model import PROFILES, IndicatorSort, Protocol, Strength
from screening.domain.scoring.signs import Signs

VERIFIED = False
DIMENSIONS = {"DEC": 1, "COE": 2, "VUL": 3, "EXP": 4, "CTL": 5, "DST": 6}
"""Delphi dimension of each group of harmonised indicators."""


@dataclass(frozen=True, slots=True)
class IloFinding:
    """Positive dimensions 1-6 and the readings that follow, for one of the four lists."""

    profile: str
    positive: Mapping[int, bool]
    act: bool
    strict: bool
    """Act, exploitation, recruitment by deception, coercion or abuse, and coercion at destination (adult)."""
    any_means: bool
    """Act, exploitation and any one means dimension, as the Palermo definition and the Act of 2022 ask."""
    verified: bool = VERIFIED


def positive(strong: int, medium: int, weak: int) -> bool:
    """Return whether step 1 holds: two strong; one strong and one other; three medium; or two medium and one weak."""
    return strong >= 2 or (strong >= 1 and strong + medium + weak >= 2) or medium >= 3 or (medium >= 2 and weak >= 1)


def read_ilo(protocol: Protocol, signs: Signs, profile: str) -> IloFinding:
    """Return the rule's reading under one list. ``profile`` is one of ``PROFILES``; ValueError otherwise."""
    if profile not in PROFILES:
        raise ValueError(profile)
    counts = {number: dict.fromkeys(Strength, 0) for number in DIMENSIONS.values()}
    act = False
    for name, sign in signs.items():
        if not sign.present:
            continue
        act = act or name.startswith("ACT")
        number = DIMENSIONS.get(name[:3])
        if number is not None:
            counts[number][protocol.indicators[name].strength.get(profile, Strength.NONE)] += 1
    found = {
        number: positive(count[Strength.STRONG], count[Strength.MEDIUM], count[Strength.WEAK])
        for number, count in counts.items()
    }
    act = act or any(signs[name].present for name in ("CTL-03", "CTL-14", "EXP-14") if name in signs)
    if profile.startswith("child"):
        return IloFinding(profile, found, act, act and found[4], act and found[4])
    recruited = found[1] or found[2] or found[3]
    return IloFinding(
        profile,
        found,
        act,
        act and found[4] and found[5] and recruited,
        act and found[4] and (recruited or found[5] or found[6]),
    )


ELEVEN = tuple(f"ILO-{number:02d}" for number in range(1, 12))
COLUMN = "ilo11"
STATES = ("shown", "not_shown", "not_asked")


@dataclass(frozen=True, slots=True)
class OfEleven:
    """One of the eleven. ``state``: shown, not_shown (asked, and no sign of it was recorded) or not_asked."""

    id: str
    state: str
    items: tuple[ItemId, ...] = ()
    """The items whose yes speaks for it, in the order of the talk."""

    @property
    def number(self) -> int:
        return ELEVEN.index(self.id) + 1


def eleven(protocol: Protocol, answers: Answers) -> tuple[OfEleven, ...]:
    """Return all eleven, in the order of the list. An item that nobody asked never counts as a no."""
    found = []
    for name in ELEVEN:
        items = [item.id for item in protocol.items.values() if name in _bears(protocol, item.yes)]
        shown = tuple(item for item in items if item in answers and answers[item].answer.holds)
        state = "shown" if shown else "not_shown" if any(item in answers for item in items) else "not_asked"
        found.append(OfEleven(name, state, shown))
    return tuple(found)


def _bears(protocol: Protocol, signs: tuple[str, ...]) -> set[str]:
    known = [protocol.indicators[name] for name in signs]
    return {each for sign in known if sign.sort is IndicatorSort.INDICATOR for each in sign.crosswalk.get(COLUMN, ())}
