"""The assessment of a case: strengths, bands, elements, paths, and which explanation leads. It never decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from screening.domain.answers import Answers, Where
from screening.domain.protocol.model import Element, Protocol
from screening.domain.scoring.ilo_rule import IloFinding, read_ilo
from screening.domain.scoring.inference import Weighed, bearing, weigh
from screening.domain.scoring.legal_elements import ElementFinding, made_out, read_elements
from screening.domain.scoring.signs import Signs, signs
from screening.domain.scoring.standing import stand, unable
from screening.domain.scoring.weights import EXPLANATIONS, Thresholds, Weights

PATHS = (
    "urgent", "formal_identification", "child_protection", "protection", "labour_remedy", "health", "care",
    "second_interview", "not_enough_asked", "information",
)  # fmt: skip
"""In the order in which they are shown. Several may hold."""
COUNTED_PATHS = tuple(path for path in PATHS if path != "child_protection")
"""Those that statistics count. Every child is on the path of child protection, so that is counted as an age: counted
twice it would give away, as a path, what is not shown as an age."""

BODY = frozenset({"doctor", "medical-soon"})
"""Needs that open the path of health."""
CARE = frozenset({"counselling", "legal", "police", "family", "shelter"})
"""Needs that open the path of care, whatever explains the harm that named them."""
NO_CONCERN = "no_concern"
NOT_ENOUGH = "not_enough_asked"
STAY = "irregular_migration"
BESIDE_STAY = ("smuggling", "labour_violation")
"""What gives way to irregular stay where that is much clearer: a guide paid once, or pay that was late."""
LEAD = ("trafficking", "protection", "smuggling", "labour_violation", "irregular_migration")
"""Order of protection need: of the explanations that hold, the first of these leads."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that is read from one set of answers under one edition."""

    edition: str
    child: bool
    signs: Signs
    weighed: Mapping[str, Weighed]
    bands: Mapping[str, tuple[str, str, str]]
    """Per explanation the band at its low, best and high; ``not_enough_asked`` three times where that holds."""
    elements: Mapping[str, ElementFinding]
    ilo: Mapping[str, IloFinding]
    paths: tuple[str, ...]
    first: str
    asked: int
    core: int

    @property
    def flagged(self) -> bool:
        return "formal_identification" in self.paths


def assess(
    protocol: Protocol,
    weights: Weights,
    answers: Answers,
    *,
    age_band: str = "unknown",
    urgent: bool = False,
    unwell: bool = False,
) -> Assessment:
    """Return the assessment. Nationality, sex, adult age, job, place and permit are not inputs (JU8).

    ``age_band``: child, adult or unknown; where it is unknown, whichever of the two readings is the stronger for
    trafficking is taken. ``urgent`` and ``unwell`` carry what the safety gate found.
    """
    if age_band == "unknown":
        adult = _assess(protocol, weights, answers, child=False, urgent=urgent, unwell=unwell)
        child = _assess(protocol, weights, answers, child=True, urgent=urgent, unwell=unwell)
        stronger = max(adult, child, key=_trafficking)
        paths = {*stronger.paths, "child_protection"}
        return replace(stronger, paths=tuple(path for path in PATHS if path in paths))
    return _assess(protocol, weights, answers, child=age_band == "child", urgent=urgent, unwell=unwell)


@dataclass(frozen=True, slots=True)
class Lead:
    """Which explanation leads, and how strong trafficking is: what an assessment comes to, without its reasons."""

    flagged: bool
    first: str
    strength: float


def lead(protocol: Protocol, weights: Weights, answers: Answers, *, age_band: str = "unknown") -> Lead:
    """Return the same as ``assess`` gives, without ranges, reasons and paths."""
    strengths = stand(protocol, weights, answers, age_band=age_band).strengths
    flagged = strengths["trafficking"] >= weights.thresholds.refer_from
    return Lead(flagged, _leading(weights.thresholds, strengths), strengths["trafficking"])


def band(value: float, thresholds: Thresholds) -> str:
    """Return the word for a strength."""
    if value >= thresholds.strong_from:
        return "strong"
    if value >= thresholds.moderate_from:
        return "moderate"
    return "some" if value >= thresholds.some_from else "little"


def asked_core(protocol: Protocol, answers: Answers) -> tuple[int, int]:
    """Return how many core items have an answer of any kind, and how many there are (JU6)."""
    core = [item.id for item in protocol.core if item.kind == "ask"]
    return len([name for name in core if name in answers]), len(core)


def _trafficking(assessment: Assessment) -> float:
    return assessment.weighed["trafficking"].range.best


def _assess(
    protocol: Protocol, weights: Weights, answers: Answers, *, child: bool, urgent: bool, unwell: bool
) -> Assessment:
    found = signs(protocol, answers, child=child)
    free = child or unable(weights, found)
    weighed = weigh(weights, found, child=child)
    if free and not child:
        freed = weigh(weights, found, child=True, means_free=True)
        if freed["trafficking"].range.best > weighed["trafficking"].range.best:
            weighed = {**weighed, "trafficking": freed["trafficking"]}
    elements = read_elements(protocol, found, child=child, means_free=free, bearing=bearing(weights, found))
    profile = "child" if child else "adult"
    ilo = {f"{profile}_{kind}": read_ilo(protocol, found, f"{profile}_{kind}") for kind in ("labour", "sexual")}
    asked, core = asked_core(protocol, answers)
    enough = asked >= weights.thresholds.asked_share * core
    paths = _paths(
        protocol, weights.thresholds, answers, found, weighed, elements, ilo, child=child, enough=enough,
        urgent=urgent, unwell=unwell,
    )  # fmt: skip
    return Assessment(
        edition=protocol.id,
        child=child,
        signs=found,
        weighed=weighed,
        bands={name: _bands(weights, found, weighed[name], name, enough) for name in EXPLANATIONS},
        elements=elements,
        ilo=ilo,
        paths=paths,
        first=_leading(weights.thresholds, {name: each.range.best for name, each in weighed.items()}),
        asked=asked,
        core=core,
    )


def _bands(weights: Weights, found: Signs, weighed: Weighed, name: str, enough: bool) -> tuple[str, str, str]:
    """Return the words for a strength. More than "little" rests on something that was affirmed and speaks for it."""
    strength = weighed.range
    low, best, high = (band(value, weights.thresholds) for value in (strength.low, strength.best, strength.high))
    if not any(each.weight > 0 and found[each.indicator].present for each in weighed.contributions):
        low = best = high = "little"
    told = any(weights.speaks(sign, name) for sign in found.values())
    if not told or (best == "little" and not enough):
        return NOT_ENOUGH, NOT_ENOUGH, NOT_ENOUGH
    return low, best, high


def _leading(thresholds: Thresholds, strengths: Mapping[str, float]) -> str:
    for name in LEAD:
        start = thresholds.refer_from if name == "trafficking" else thresholds.hold_from
        if strengths[name] >= start:
            clearer = strengths[STAY] - strengths[name] >= thresholds.clearer_by
            return STAY if name in BESIDE_STAY and clearer else name
    return NO_CONCERN


def _paths(
    protocol: Protocol,
    thresholds: Thresholds,
    answers: Answers,
    found: Signs,
    weighed: Mapping[str, Weighed],
    elements: Mapping[str, ElementFinding],
    ilo: Mapping[str, IloFinding],
    *,
    child: bool,
    enough: bool,
    urgent: bool,
    unwell: bool,
) -> tuple[str, ...]:
    held = [
        (protocol.items[name], given)
        for name, given in answers.items()
        if given.answer.holds and name in protocol.items
    ]
    needs = {item.need for item, given in held if not item.where or given.where in (None, Where.WORK)}
    needs |= {"health" for item, _ in held if item.need == "health"}
    named = frozenset(need for item, _ in held for need in item.needs)
    trafficking = weighed["trafficking"].range
    refer = trafficking.best >= thresholds.refer_from
    readings = {refer, made_out(elements), any(reading.any_means for reading in ilo.values())}
    holds = {
        "urgent": urgent or "urgent" in needs,
        "formal_identification": refer,
        "child_protection": child,
        "protection": weighed["protection"].range.best >= thresholds.hold_from,
        "labour_remedy": weighed["labour_violation"].range.best >= thresholds.hold_from or "labour" in needs,
        "health": unwell or "health" in needs or not BODY.isdisjoint(named),
        "care": not CARE.isdisjoint(named),
    }
    referred = any(holds.values())
    straddles = trafficking.low < thresholds.refer_from <= trafficking.high
    seen = sum(
        sign.present and protocol.indicators[name].element is Element.OBSERVATION for name, sign in found.items()
    )
    watched = 0 < thresholds.seen_from <= seen
    unshown = not refer and trafficking.best / weighed["trafficking"].through >= thresholds.refer_from
    holds["second_interview"] = len(readings) > 1 or straddles or unshown or (watched and not refer)
    holds["not_enough_asked"] = not enough and not refer
    holds["information"] = "information" in needs or not referred
    return tuple(path for path in PATHS if holds[path])
