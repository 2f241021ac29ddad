"""A small Bayesian network, solved exactly: causes, hidden dimensions under them, evidence under each dimension.

Causes that share no dimension are independent given the evidence, so each group of linked causes is
enumerated on its own; inside a group every joint state is visited. No sampling and no approximation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Cause:
    """What may explain the evidence; ``prior`` sums to 1 and has one entry per state."""

    id: str
    states: tuple[str, ...]
    prior: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A hidden yes/no fact. ``present``: its chance for each joint state of ``parents``, first parent slowest."""

    id: str
    parents: tuple[str, ...]
    present: tuple[float, ...]


Evidence = Mapping[str, float]
"""Per dimension, the log of how much likelier its evidence is when the dimension is present. Missing is 0."""


def factor(present: float, log_ratio: float) -> float:
    """Return the evidence's weight under a cause, relative to the dimension being absent: 1 - p + p e^s."""
    return 1.0 + present * math.expm1(log_ratio)


@dataclass(frozen=True, slots=True)
class Group:
    """Causes that are linked through dimensions, with those dimensions."""

    causes: tuple[Cause, ...]
    dimensions: tuple[Dimension, ...]
    rows: tuple[tuple[float, ...], ...]
    """Per joint state: the log prior, then each dimension's probability."""

    def weights(self, evidence: Evidence) -> list[float]:
        """Return the unnormalised weight of each joint state, scaled so that the largest is 1."""
        ratios = [evidence.get(dimension.id, 0.0) for dimension in self.dimensions]
        shifts = [(place, math.expm1(ratio)) for place, ratio in enumerate(ratios, start=1) if ratio != 0.0]
        logs = []
        for row in self.rows:
            total = row[0]
            for place, less_one in shifts:
                total += math.log1p(row[place] * less_one)
            logs.append(total)
        top = max(logs)
        return [math.exp(each - top) for each in logs]

    def marginals(self, evidence: Evidence) -> dict[str, dict[str, float]]:
        """Return the posterior of each cause's states."""
        weights = self.weights(evidence)
        total = math.fsum(weights)
        sums = {cause.id: dict.fromkeys(cause.states, 0.0) for cause in self.causes}
        for states, weight in zip(product(*(cause.states for cause in self.causes)), weights, strict=True):
            for cause, state in zip(self.causes, states, strict=True):
                sums[cause.id][state] += weight / total
        return sums


@dataclass(frozen=True, slots=True)
class Network:
    """Causes and dimensions, split once into independent groups."""

    groups: tuple[Group, ...]

    def posterior(self, evidence: Evidence) -> dict[str, dict[str, float]]:
        """Return the posterior of every cause, exactly."""
        found: dict[str, dict[str, float]] = {}
        for group in self.groups:
            found.update(group.marginals(evidence))
        return found


def build(causes: Sequence[Cause], dimensions: Sequence[Dimension]) -> Network:
    """Return the network. Raises ValueError when a dimension names no known cause or its table has the wrong length."""
    by_id = {cause.id: cause for cause in causes}
    for dimension in dimensions:
        size = math.prod(len(by_id[parent].states) for parent in dimension.parents if parent in by_id)
        if any(parent not in by_id for parent in dimension.parents) or len(dimension.present) != size:
            raise ValueError(dimension.id)
    leader = {cause.id: cause.id for cause in causes}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for dimension in dimensions:
        for parent in dimension.parents[1:]:
            leader[find(parent)] = find(dimension.parents[0])
    groups = []
    for head in dict.fromkeys(find(cause.id) for cause in causes):
        members = tuple(cause for cause in causes if find(cause.id) == head)
        own = tuple(each for each in dimensions if each.parents and find(each.parents[0]) == head)
        groups.append(Group(members, own, _rows(members, own)))
    return Network(tuple(groups))


def _rows(causes: Sequence[Cause], dimensions: Sequence[Dimension]) -> tuple[tuple[float, ...], ...]:
    place = {cause.id: position for position, cause in enumerate(causes)}
    rows = []
    for joint in product(*(range(len(cause.states)) for cause in causes)):
        prior = math.fsum(math.log(cause.prior[joint[place[cause.id]]]) for cause in causes)
        row = [prior]
        for dimension in dimensions:
            index = 0
            for parent in dimension.parents:
                index = index * len(causes[place[parent]].states) + joint[place[parent]]
            row.append(dimension.present[index])
        rows.append(tuple(row))
    return tuple(rows)
