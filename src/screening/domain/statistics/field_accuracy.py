"""How right the reading was where it is used: of those flagged how many were identified, and how many were missed.

A case that was flagged is verified where a body decided. Of those not flagged only a sample drawn by lot is seen again,
and each counts for as many as it stands for; who was verified depends on the flag, so the shares are put together by
flag and band and not added up (Begg and Greenes, Biometrics 39, 1983). That no body decided is never a no.

A row holds no officer, no day and no code, so no figure can be made for one of them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from screening.domain.statistics.disclosure_control import Attribute, publish
from screening.domain.statistics.intervals import Interval, mixed, part_of, wilson

BANDS = ("strong", "moderate", "some", "little", "not_enough_asked")
"""Bands of the reading, the strongest first."""
GROUPS = ("edition", "language", "setting")
"""What the figures are told by, where disclosure control allows."""
IDENTIFIED, NOT_IDENTIFIED, UNDECIDED, NOT_FLAGGED = "identified", "not-identified", "undecided", "not-flagged"


@dataclass(frozen=True, slots=True)
class TellingLimits:
    """Numbers of people below which nothing is said: of decisions, and of second looks at those not flagged."""

    decisions: int
    looks: int


@dataclass(frozen=True, slots=True)
class Screened:
    """One person who was screened.

    ``identified``: what a body decided, None where none did. ``weight``: for how many not flagged a case stands that
    was drawn by lot, 0 where it was not drawn. ``second``: what the second reader thought, None where nobody has looked
    again. ``view`` is the officer's own, None where none was written. ``strength`` is the reading's working figure.
    """

    band: str
    flagged: bool
    identified: bool | None = None
    second: bool | None = None
    weight: float = 0.0
    view: bool | None = None
    strength: float | None = None
    edition: str = ""
    language: str = ""
    setting: str = ""

    @property
    def found(self) -> bool | None:
        """What is known of a case that was drawn: a body's decision goes before the second reader's view."""
        return self.identified if self.identified is not None else self.second


@dataclass(frozen=True, slots=True)
class ToldShare:
    """So many of so many, with the interval. ``within`` is None where they are too few to say."""

    found: int
    of: int
    within: Interval | None


@dataclass(frozen=True, slots=True)
class BandFigures:
    """One band of those flagged, or of those not flagged. ``share`` is of those who were verified.

    ``expected`` is the mean working figure of those verified, None where it is not known; the share is set beside it.
    """

    band: str
    flagged: bool
    cases: int
    share: ToldShare
    expected: float | None = None

    @property
    def calibrated(self) -> bool | None:
        """Whether what was expected lies in the interval of what came; None where that cannot be said."""
        within = self.share.within
        return None if within is None or self.expected is None else within.low <= self.expected <= within.high


@dataclass(frozen=True, slots=True)
class OwnView:
    """The officer's own view beside the reading: of whom both stand, and who was right where a body decided."""

    agree: ToldShare
    officer_only: int
    program_only: int
    officer_right: ToldShare
    """Of those on whom they differ and a body decided."""


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One value of edition, language or setting: of those flagged whom a body decided on, how many it identified."""

    name: str
    value: str
    share: ToldShare


@dataclass(frozen=True, slots=True)
class FieldAccuracy:
    """The figures. ``sensitivity`` and ``specificity`` are None where they are too few to say."""

    limits: TellingLimits
    cases: int
    flagged: int
    identified: ToldShare
    """Of those flagged on whom a body decided."""
    bands: tuple[BandFigures, ...]
    drawn: int
    looked: ToldShare
    """Of those drawn and seen again, whom the second look found."""
    sensitivity: Interval | None
    specificity: Interval | None
    beside_lot: int
    """Not flagged and not drawn, whom a body identified all the same; in no share."""
    view: OwnView
    second_right: ToldShare
    """Of those whom a body decided on and a second reader saw, on how many the two agree."""
    groups: tuple[GroupFigures, ...] = field(default_factory=tuple)

    @property
    def not_flagged(self) -> int:
        return self.cases - self.flagged

    @property
    def undecided(self) -> int:
        """Flagged, and no body decided yet: they count as nothing."""
        return self.flagged - self.identified.of


def measure(rows: Iterable[Screened], limits: TellingLimits) -> FieldAccuracy:
    """Return the figures of the people who were screened; those who said no to being counted are not among them."""
    every = tuple(rows)
    flagged = [row for row in every if row.flagged]
    passed = [row for row in every if not row.flagged]
    decided = [row for row in flagged if row.identified is not None]
    drawn = [row for row in passed if row.weight > 0]
    looked = [row for row in drawn if row.found is not None]
    both = [row for row in every if row.identified is not None and row.second is not None]
    sensitivity, specificity = _corrected(flagged, passed, looked, limits)
    return FieldAccuracy(
        limits, len(every), len(flagged),
        _share(sum(row.identified is True for row in decided), len(decided), limits.decisions),
        tuple(_bands(flagged, limits.decisions, flagged=True)) + tuple(_bands(passed, limits.looks, flagged=False)),
        len(drawn),
        _weighted(looked, limits.looks),
        sensitivity, specificity,
        sum(row.identified is True for row in passed if row.weight <= 0),
        _own_view(every, limits.decisions),
        _share(sum(row.identified is row.second for row in both), len(both), limits.decisions),
        tuple(_groups(every, limits.decisions)),
    )  # fmt: skip


def _share(found: int, of: int, least: int) -> ToldShare:
    return ToldShare(found, of, wilson(found, of) if of and of >= least else None)


def _weighted(looked: Sequence[Screened], least: int) -> ToldShare:
    """Return the share found, each case by its weight; the interval is as wide as the weights make it (Kish 1965)."""
    found, of = sum(row.found is True for row in looked), len(looked)
    return ToldShare(found, of, _by_weight(looked) if of and of >= least else None)


def _by_weight(looked: Sequence[Screened]) -> Interval:
    total = math.fsum(row.weight for row in looked)
    squares = math.fsum(row.weight**2 for row in looked)
    as_many = total * total / squares
    return wilson(as_many * math.fsum(row.weight for row in looked if row.found) / total, as_many)


def _bands(rows: Sequence[Screened], least: int, *, flagged: bool) -> Iterable[BandFigures]:
    for band in BANDS:
        inside = [row for row in rows if row.band == band]
        if not inside:
            continue
        if flagged:
            known = [row for row in inside if row.identified is not None]
            share = _share(sum(row.identified is True for row in known), len(known), least)
        else:
            known = [row for row in inside if row.weight > 0 and row.found is not None]
            share = _weighted(known, least)
        strengths = [row.strength for row in known if row.strength is not None]
        mean = math.fsum(strengths) / len(strengths) if strengths and len(strengths) == len(known) else None
        yield BandFigures(band, flagged, len(inside), share, mean)


def _corrected(
    flagged: Sequence[Screened], passed: Sequence[Screened], looked: Sequence[Screened], limits: TellingLimits
) -> tuple[Interval | None, Interval | None]:
    """Return sensitivity and specificity, corrected for who was verified; None and None where they are too few."""
    decided = Counter(row.band for row in flagged if row.identified is not None)
    if not passed or sum(decided.values()) < limits.decisions or len(looked) < limits.looks:
        return None, None
    return corrected(_identified(flagged, decided, limits.decisions), _by_weight(looked), len(flagged), len(passed))


def _identified(flagged: Sequence[Screened], decided: Counter[str], least: int) -> Interval:
    """Return the share of victims among all flagged: by band where a body decided on enough of each, else together."""
    bands = Counter(row.band for row in flagged)
    found = Counter(row.band for row in flagged if row.identified)
    if all(decided[band] >= least for band in bands):
        return mixed([(n / len(flagged), wilson(found[band], decided[band])) for band, n in bands.items()])
    return wilson(sum(found.values()), sum(decided.values()))


def corrected(identified: Interval, missed: Interval, flagged: int, passed: int) -> tuple[Interval, Interval]:
    """Return sensitivity and specificity of so many flagged and so many not flagged.

    ``identified`` is the share of victims among those flagged, ``missed`` among those not flagged.
    """
    share = wilson(flagged, flagged + passed)
    return part_of(identified, missed, share), part_of(missed.other(), identified.other(), share.other())


def _own_view(rows: Sequence[Screened], least: int) -> OwnView:
    viewed = [row for row in rows if row.view is not None]
    differ = [row for row in viewed if row.view is not row.flagged]
    decided = [row for row in differ if row.identified is not None]
    return OwnView(
        _share(len(viewed) - len(differ), len(viewed), least),
        sum(row.view is True for row in differ),
        sum(row.flagged for row in differ),
        _share(sum(row.view is row.identified for row in decided), len(decided), least),
    )


def _groups(rows: Sequence[Screened], least: int) -> Iterable[GroupFigures]:
    """Return the shares by group whose two counts may both be told (``disclosure_control``), the rest left out."""
    records = [{**{name: getattr(row, name) for name in GROUPS}, "result": _result(row)} for row in rows]
    results = frozenset({IDENTIFIED, NOT_IDENTIFIED, UNDECIDED, NOT_FLAGGED})
    attributes = (*(Attribute(name, open=True) for name in GROUPS), Attribute("result", results))
    told = publish(records, attributes, [(name, "result") for name in GROUPS])
    for (name, _), cells in told.tables.items():
        for value in told.margins[name].shown:
            yes, no = cells.get((value, IDENTIFIED)), cells.get((value, NOT_IDENTIFIED))
            if yes is not None and no is not None:
                yield GroupFigures(name, value, _share(yes, yes + no, least))


def _result(row: Screened) -> str:
    if not row.flagged:
        return NOT_FLAGGED
    return UNDECIDED if row.identified is None else IDENTIFIED if row.identified else NOT_IDENTIFIED


# --- how many it takes


def decisions_needed(share: float, half: float) -> int:
    """Return how many decisions it takes until a share's interval is no wider than ``half`` to either side."""
    return _fewest(lambda n: _half(wilson(share * n, n)) <= half, 1_000_000)


def looks_needed(flagged: int, passed: int, decided: int, identified: float, missed: float, half: float) -> int:
    """Return how many second looks it takes until the sensitivity's interval is no wider than ``half`` to either side.

    ``identified`` and ``missed`` are the shares of victims among those flagged and not flagged that are expected.
    Returns 0 where a second look at everybody would not do.
    """

    def holds(n: int) -> bool:
        found = corrected(wilson(identified * decided, decided), wilson(missed * n, n), flagged, passed)[0]
        return _half(found) <= half

    return _fewest(holds, passed)


def _half(found: Interval) -> float:
    return max(found.value - found.low, found.high - found.value)


def _fewest(holds: Callable[[int], bool], most: int) -> int:
    """Return the smallest number for which it holds, as it does for all beyond; 0 where it does for none."""
    low, high = 1, most
    if not holds(high):
        return 0
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
