"""The law's reading: act, means, purpose, each with the signs behind it. Agreement never cancels means.

Palermo Protocol art. 3; ATIPSOM (Act 670) ss. 2, 14(2), 16, 17A as amended by Act A1644 (2022).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from screening.domain.answers import ItemId
from screening.domain.protocol.model import Element, Indicator, IndicatorId, Protocol, Strength
from screening.domain.scoring.signs import Sign, Signs


class ElementState(StrEnum):
    """How far an element is made out."""

    SHOWN = "shown"
    INDICATED = "indicated"
    NOT_SHOWN = "not_shown"
    NOT_ASKED = "not_asked"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ElementFinding:
    """One element: its state, the items that speak for it, strongest first, and those that speak against it."""

    state: ElementState
    items: tuple[ItemId, ...]
    against: tuple[ItemId, ...]


KEEPING = frozenset({"CTL-03", "CTL-14", "EXP-14", "EXP-08", "DST-01", "ACT-04"})
"""Signs that someone keeps or houses the person: "maintain, harbour" are acts of their own in s.2."""


def read_elements(
    protocol: Protocol,
    signs: Signs,
    *,
    child: bool,
    means_free: bool,
    bearing: Mapping[str, frozenset[IndicatorId]] = MappingProxyType({}),
) -> Mapping[str, ElementFinding]:
    """Return act, means and purpose. ``means_free``: under 18, or unable to protect themselves (s.14(2)).

    ``bearing``: per element, affirmed signs of another element that indicate this one where none of its own does: pay
    kept back so that a person stays is a means, and an exploitation too.
    """
    profile = "child_labour" if child else "adult_labour"
    ranks = {name: _rank(protocol.indicators[name], profile) for name in signs}
    act = _of(protocol, signs, Element.ACT)
    means = _of(protocol, signs, Element.MEANS)
    purpose = _of(protocol, signs, Element.PURPOSE)
    weak_place = _of(protocol, signs, Element.VULNERABILITY)
    readings = {
        "act": _reading(act, _act_state(act, signs), ranks),
        "means": _reading(means, _means_state(means, weak_place, ranks), ranks),
        "purpose": _reading(purpose, _purpose_state(protocol, purpose, ranks), ranks),
    }
    for name, others in bearing.items():
        if others and readings[name].state in (ElementState.NOT_ASKED, ElementState.NOT_SHOWN):
            indicated = _reading([signs[each] for each in others], ElementState.INDICATED, ranks)
            readings[name] = replace(indicated, against=readings[name].against)
    if readings["act"].state in (ElementState.NOT_ASKED, ElementState.NOT_SHOWN):
        keeping = [sign for sign in signs.values() if sign.present and sign.indicator in KEEPING]
        if keeping:
            readings["act"] = _reading(keeping, ElementState.INDICATED, ranks)
    if means_free:
        held = readings["means"]
        readings["means"] = ElementFinding(ElementState.NOT_NEEDED, held.items, held.against)
    return readings


def made_out(readings: Mapping[str, ElementFinding]) -> bool:
    """Return whether all three elements are at least indicated, means where they are needed."""
    good = (ElementState.SHOWN, ElementState.INDICATED, ElementState.NOT_NEEDED)
    return all(reading.state in good for reading in readings.values())


def _of(protocol: Protocol, signs: Signs, element: Element) -> list[Sign]:
    return [sign for name, sign in signs.items() if protocol.indicators[name].element is element]


def _rank(indicator: Indicator, profile: str) -> int:
    strength = indicator.strength.get(profile, Strength.NONE)
    return {Strength.STRONG: 3, Strength.MEDIUM: 2, Strength.WEAK: 1}.get(strength, 0)


def _plain(evidence: Iterable[Sign]) -> ElementState:
    return ElementState.NOT_SHOWN if any(True for _ in evidence) else ElementState.NOT_ASKED


def _act_state(act: list[Sign], signs: Signs) -> ElementState:
    present = [sign for sign in act if sign.present]
    if len(present) >= 2 or any(sign.indicator in ("ACT-03", "ACT-04", "ACT-05") for sign in present):
        return ElementState.SHOWN
    return ElementState.INDICATED if present else _plain(act)


def _means_state(means: list[Sign], weak_place: list[Sign], ranks: Mapping[str, int]) -> ElementState:
    present = [ranks[sign.indicator] for sign in means if sign.present]
    if any(rank == 3 for rank in present) or sum(rank >= 2 for rank in present) >= 2 or len(present) >= 3:
        return ElementState.SHOWN
    if present or sum(sign.present for sign in weak_place) >= 2:
        return ElementState.INDICATED
    return _plain(means)


def _purpose_state(protocol: Protocol, purpose: list[Sign], ranks: Mapping[str, int]) -> ElementState:
    present = [sign for sign in purpose if sign.present]
    if any(protocol.indicators[sign.indicator].subkind != "labour" for sign in present):
        return ElementState.SHOWN
    labour = [ranks[sign.indicator] for sign in present]
    if any(rank == 3 for rank in labour) or len(labour) >= 2:
        return ElementState.SHOWN
    return ElementState.INDICATED if labour else _plain(purpose)


def _reading(evidence: Iterable[Sign], state: ElementState, ranks: Mapping[str, int]) -> ElementFinding:
    ordered = sorted(evidence, key=lambda sign: (-ranks.get(sign.indicator, 0), sign.indicator))
    return ElementFinding(
        state,
        tuple(dict.fromkeys(item for sign in ordered if sign.present for item in sign.items)),
        tuple(dict.fromkeys(item for sign in ordered if not sign.present for item in sign.items)),
    )
