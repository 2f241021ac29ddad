"""How sure a room was and how right: counts of what people said the person is, by explanation and by how sure.

The score is that of G. W. Brier, "Verification of forecasts expressed in terms of probability" (1950), of the chosen
explanation alone: 0 is best, 1 worst; 0.25 is what 50 % gives, whatever is so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.domain.scenarios.model import LABELS
from screening.training.lessons import SURE, Guess
from screening.training.trainer_class import ClassDesk

Guessed = Sequence[tuple[Guess, str]]
"""What was said, and the label of the card."""


@dataclass(frozen=True, slots=True)
class CalibrationGroup:
    """People who said the same: how many, how many of them right, how sure on average in percent, their mean score."""

    name: str
    count: int
    right: int
    sure: float
    brier: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """``whole`` is None where nobody said anything; a row stands only where somebody did."""

    whole: CalibrationGroup | None
    labels: tuple[CalibrationGroup, ...]
    sure: tuple[CalibrationGroup, ...]


def guessed_in(desk: ClassDesk) -> Guessed:
    """Return what was said in every round held; by whom is nowhere."""
    return [
        (guess, desk.pack.scenarios[result.scenario].label)
        for number in desk.classroom.rounds_held()
        for result in desk.classroom.round(number)
        for guess in result.guesses
    ]


def calibration(guessed: Guessed) -> Calibration:
    """Return the figures of a whole class."""
    labels = [(label, [each for each in guessed if each[0].label == label]) for label in LABELS]
    sure = [(str(level), [each for each in guessed if each[0].sure == level]) for level in SURE]
    return Calibration(next(_said([("", guessed)]), None), tuple(_said(labels)), tuple(_said(sure)))


def _said(groups: Sequence[tuple[str, Guessed]]) -> Iterator[CalibrationGroup]:
    for name, group in groups:
        if group:
            count = len(group)
            right = sum(guess.label == label for guess, label in group)
            sure = sum(guess.sure for guess, _ in group) / count
            yield CalibrationGroup(
                name, count, right, round(sure, 1), round(sum(g.brier(label) for g, label in group) / count, 3)
            )
