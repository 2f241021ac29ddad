"""Whether an invented case reads as its label says, by the scoring that real cases are read with."""

from __future__ import annotations

from collections.abc import Iterator

from screening.domain.content.problems import Problem
from screening.domain.protocol.model import Protocol
from screening.domain.scenarios.model import Scenario, TrainingPack
from screening.domain.scoring.assessment import Assessment, assess
from screening.domain.scoring.weights import Weights


def reading_of(scenario: Scenario, protocol: Protocol, weights: Weights) -> Assessment:
    """Return the reading of everything that a first talk can bring to light."""
    return assess(protocol, weights, scenario.answers(), age_band=scenario.age_band)


def key_problems(pack: TrainingPack, protocol: Protocol, weights: Weights) -> Iterator[Problem]:
    """Yield a problem for each key that does not agree with the scoring: mend the card, never the scoring."""
    for scenario in pack.scenarios.values():
        file = f"indicators/training/scenarios/{scenario.id}.toml"
        found = reading_of(scenario, protocol, weights)
        if found.first != scenario.label:
            what = f'The card is "{scenario.label}" and reads as "{found.first}".'
            yield Problem(file, "scenario", what, "Mend the facts of layers 1 and 2, or the label.")
        for path in scenario.paths:
            if path not in found.paths:
                what = f'The key has the path "{path}", and the facts do not lead to it.'
                yield Problem(file, "key", what, "Mend the facts or take the path out.")
        if scenario.trafficking is not found.flagged:
            what = "The facts " + ("lead" if found.flagged else "do not lead") + " to formal identification."
            yield Problem(file, "scenario", what, "Mend the facts of layers 1 and 2, or the label.")
        for name in scenario.indicators:
            if name not in found.signs or not found.signs[name].present:
                what = f'"{name}" is in the key and counts for nothing at this age.'
                yield Problem(file, "key", what, "Take it out, or mend the age band.")
