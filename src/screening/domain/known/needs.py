"""Say what a person needs and how soon: from answers, the gate, the first night, and what the officer added by hand.

This is the one place that names a need; every paper, page and file asks it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.case import release
from screening.domain.case.case import Case
from screening.domain.case.child_and_shelter import ARRIVAL
from screening.domain.known.known import AskedNo, Known, NotAsked, NotPassedOn, Reader, Value
from screening.domain.protocol.model import Item, Protocol
from screening.domain.services.directory import DANGER, Directory, need_states, needs_of, offers_of

FIRST_NIGHT = {"doctor": "medical", "medicine": "medical", "hungry": "basic", "call": "phone"}
"""Questions of a shelter's first night, and the need that a yes to each names."""
GATE = ("hurt", "afraid", "officer")
"""Lines of the safety gate that can find danger."""
CANNOT_WAIT = ("danger", "medical-soon", "medical")
"""Needs for which a reader is asked to ring on the same day."""
NOT_ASKED = NotAsked()
TOLD = "told"
"""The reason for haste that an answer gives which names no need."""
HARM = "harm"
"""That harm was told or seen, of which nobody said how soon help is needed: it goes with the signs alone."""
OF_NEEDS = ("danger.hurt", TOLD, *(f"need.{name}" for name in CANNOT_WAIT))
"""Reasons for haste that say what the person needs: they go with that part alone."""


@dataclass(frozen=True, slots=True)
class Haste:
    """How soon help is needed, and why."""

    urgent: bool = False
    known: Known = NOT_ASKED
    """A value where something was typed or found: ``text`` as it was typed, ``named`` the reasons by name. A plain no
    where the gate was answered without danger and nothing since is urgent."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why, by name."""
        return self.known.named if isinstance(self.known, Value) else ()


NO_HASTE = Haste()


def named(case: Case, items: Mapping[str, Item], directory: Directory) -> tuple[str, ...]:
    """Return the needs that the record names, most pressing first (RE3); ``items`` are those of the case's edition."""
    added = {need.id for need in directory.needs if case.referrals.note("need", need.id) == "yes"}
    added |= {need for name, need in FIRST_NIGHT.items() if case.sessions.note(ARRIVAL, name) == "yes"}
    return needs_of(directory, items, case.answers, case.gate_said, added)


def states(
    case: Case, items: Mapping[str, Item], directory: Directory, paths: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """Return every need and how it stands: ``now``, ``later``, ``no``, ``offer``, ``silent`` or ``not-asked``.

    ``paths`` are those of the assessment: some needs are offered with a referral although nobody named them.
    """
    told = named(case, items, directory)
    found = dict(need_states(directory, case.answers, told, offers_of(directory, paths, told)))
    for name, need in FIRST_NIGHT.items():
        said = case.sessions.note(ARRIVAL, name)
        if said and found.get(need) in ("not-asked", "offer"):
            found[need] = "no" if said == "no" else "silent"
    return tuple(found.items())


def dangers(case: Case) -> tuple[str, ...]:
    """Return the lines of the gate that found danger, each with the choice, as "afraid.not_sure"."""
    return tuple(f"{line}.{said}" for line, said in case.gate_said.items() if line in GATE and said in DANGER)


def haste(case: Case, protocol: Protocol, needs: tuple[str, ...]) -> Haste:
    """Return how soon help is needed, from all that the record has: what was typed, the gate, needs and answers."""
    typed = case.referrals.note("paper", "urgency").strip()
    return haste_of_answers(protocol, case.answers, needs, case.gate_said, typed)


def haste_of_answers(
    protocol: Protocol, answers: Answers, needs: tuple[str, ...], gate: Mapping[str, str] = {}, typed: str = ""
) -> Haste:
    """Return the same of answers, beside what the gate found and what was typed."""
    reasons = [f"danger.{line}" for line in GATE if gate.get(line) in DANGER]
    reasons += [f"need.{name}" for name in CANNOT_WAIT if name in needs and not _said_at(name, reasons)]
    if not reasons and any(
        item.need == "urgent" and given.answer.holds
        for name, given in answers.items()
        if (item := protocol.items.get(name)) is not None
    ):
        reasons.append(TOLD)
    if typed or reasons:
        return Haste(bool(reasons), Value(typed, tuple(reasons)))
    if any(
        protocol.items[name].harm and given.answer.holds for name, given in answers.items() if name in protocol.items
    ):
        return Haste(False, Value(named=(HARM,)))
    lines = {line.id for line in protocol.gate} & {*GATE}
    looked = bool(lines) and all(gate.get(line) for line in lines)
    return Haste(False, AskedNo() if looked else NotAsked())


def _said_at(need: str, reasons: list[str]) -> bool:
    """Return whether the gate gave the same reason already."""
    own = {"medical": ("danger.hurt",), "danger": ("danger.afraid", "danger.officer")}.get(need, ())
    return any(each in reasons for each in own)


def told(found: Haste, reader: Reader) -> Haste:
    """Return what a reader may have of it: why, only as far as they may know the needs; that it is urgent, always."""
    if reader.own or not isinstance(found.known, Value):
        return found
    needs, signs = (release.may_say(name, reader.sheet, reader.parts) for name in ("needs", "answers"))
    hidden = {*(() if needs else OF_NEEDS), *(() if signs else (HARM,))}
    kept = tuple(each for each in found.reasons if each not in hidden)
    if kept or found.known.text:
        return Haste(found.urgent, Value(found.known.text, kept))
    return Haste(found.urgent, NotPassedOn())
