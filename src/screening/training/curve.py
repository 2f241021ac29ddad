"""The learning curve of one officer: figures of each practice talk, kept in their own record and nowhere else.

No word of a talk is among them, and nothing leaves by the program: what a trainer may see is the officer's to say.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from screening.domain.scenarios.model import LABELS, Layer
from screening.domain.scenarios.talk import Talk
from screening.training.lessons import SURE, Feedback, Guess

LAST = 10
"""Talks of which the latest figures are made."""
MOST = 1_000
"""The largest count that is believed of a kept figure."""


@dataclass(frozen=True, slots=True)
class Result:
    """One talk in figures. ``guess`` is "" and ``sure`` 0 where nothing was guessed; ``day`` is YYYY-MM-DD."""

    day: str
    person: str
    label: str
    open: int
    pressing: int
    asked: int
    found: int
    due: int
    invented: int
    guess: str
    sure: int

    @property
    def brier(self) -> float | None:
        return Guess(self.guess, self.sure).brier(self.label) if self.guess else None


def result_of(talk: Talk, told: Feedback, day: datetime.date) -> Result:
    """Return the figures of a talk that has its feedback."""
    due = {fact.id for fact in talk.scenario.facts if fact.layer is not Layer.LATER}
    guess = told.guess
    return Result(
        day.isoformat(), talk.scenario.id, talk.scenario.label, told.questions.open, told.questions.pressing,
        told.questions.total, len(due & talk.given), len(due), len(told.invented), guess.label if guess else "",
        guess.sure if guess else 0,
    )  # fmt: skip


def written(result: Result) -> str:
    """Return a result as it is kept."""
    return json.dumps(asdict(result), sort_keys=True)


def read_results(kept: Sequence[str]) -> tuple[Result, ...]:
    """Return what was kept, the first first; what cannot be read is left out and changes no figure."""
    return tuple(found for text in kept if (found := _read(text)) is not None)


def _read(text: str) -> Result | None:
    try:
        table = json.loads(text)
        found = Result(**{each.name: table[each.name] for each in fields(Result)})
        datetime.date.fromisoformat(found.day)
        counts = (found.open, found.pressing, found.asked, found.found, found.due, found.invented)
        sound = all(type(each) is int and 0 <= each <= MOST for each in counts) and found.label in LABELS
        guessed = found.guess in LABELS and found.sure in SURE
        return found if sound and (guessed or (found.guess, found.sure) == ("", 0)) else None
    except (ValueError, TypeError, KeyError):
        return None


@dataclass(frozen=True, slots=True)
class Curve:
    """Figures over several talks; shares from 0 to 1, None where there is nothing to divide by.

    ``over`` were called trafficking and are not, ``under`` are and were called something else, of ``guessed``.
    """

    talks: int
    open: float | None
    pressing: float | None
    found: float | None
    guessed: int
    over: int
    under: int
    brier: float | None


def curve(results: Sequence[Result]) -> Curve:
    """Return the figures of these talks together."""
    asked = sum(each.asked for each in results)
    due = sum(each.due for each in results)
    guessed = [each for each in results if each.guess]
    scores = [each.brier for each in guessed if each.brier is not None]
    return Curve(
        len(results),
        _share(sum(each.open for each in results), asked),
        _share(sum(each.pressing for each in results), asked),
        _share(sum(each.found for each in results), due),
        len(guessed),
        sum(each.guess == "trafficking" != each.label for each in guessed),
        sum(each.label == "trafficking" != each.guess for each in guessed),
        round(sum(scores) / len(scores), 3) if scores else None,
    )


def figures_file(results: Sequence[Result]) -> bytes:
    """Return the figures of the page as JSON, for a trainer: pooled, without a day, a person, a guess or a word."""
    parts = {"all": asdict(curve(results)), "last": asdict(curve(results[-LAST:]))}
    return json.dumps({"kind": "screening practice figures", "fictitious": True, **parts}, indent=1).encode() + b"\n"


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Refresher:
    """A person to talk with again, and the day from which on."""

    person: str
    day: datetime.date


def refreshers(results: Sequence[Result], days: Sequence[int]) -> tuple[Refresher, ...]:
    """Return when each person is due again: ``days`` after the first talk, after the second, and so on, the last of
    them from then on (spaced practice, Cepeda and others 2006)."""
    times: dict[str, list[datetime.date]] = {}
    for each in results:
        times.setdefault(each.person, []).append(datetime.date.fromisoformat(each.day))
    due = [
        Refresher(person, max(talks) + datetime.timedelta(days=days[min(len(set(talks)), len(days)) - 1]))
        for person, talks in times.items()
    ]
    return tuple(sorted(due, key=lambda each: (each.day, each.person)))
