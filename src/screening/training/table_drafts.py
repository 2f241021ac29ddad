"""What a table has written down so far, kept in its book at once: a laptop that is switched off loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from screening.domain.scenarios.model import QuestionKind, QuizAnswer
from screening.errors import BadInput
from screening.store.classbook import ClassBook
from screening.training.classroom import TableResult
from screening.training.lessons import Guess

Sheet = tuple[QuizAnswer | None, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A round that is being written down."""

    kinds: Mapping[QuestionKind, int] = field(default_factory=dict)
    steps: frozenset[str] = frozenset()
    noted: Mapping[str, str] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()
    known: TableResult | None = None
    """The result that is there already. What was ticked for it is not: without new ticks its process stands."""
    changed: bool = False

    @property
    def begun(self) -> bool:
        return bool(any(self.kinds.values()) or self.steps or self.noted or self.guesses)

    def done(self, part: str) -> bool:
        """Whether anything stands in a part."""
        held = {"tally": any(self.kinds.values()), "way": self.steps, "noted": self.noted, "guess": self.guesses}
        return bool(held[part])


@dataclass(frozen=True, slots=True)
class Sheets:
    """Whole sheets of a quiz, and the answers of the one that is being filled in."""

    sheets: tuple[Sheet, ...] = ()
    answers: Sheet = ()


def keep_draft(book: ClassBook, number: int, draft: Draft) -> None:
    """Keep a round as it is now. Raises NotSaved."""
    kinds = {kind.value: count for kind, count in draft.kinds.items()}
    value: dict[str, Any] = {"round": number, "kinds": kinds, "steps": sorted(draft.steps), "noted": dict(draft.noted)}
    value["guesses"] = [[each.label, each.sure] for each in draft.guesses]
    book.append(json.dumps(value, sort_keys=True))


def keep_sheets(book: ClassBook, when: str, kept: Sheets) -> None:
    """Keep the sheets of a quiz as they are now. Raises NotSaved."""
    sheets = [[each and each.value for each in sheet] for sheet in (*kept.sheets, kept.answers)]
    book.append(json.dumps({"quiz": when, "sheets": sheets}, sort_keys=True))


def read_kept(book: ClassBook) -> tuple[dict[int, Draft], dict[str, Sheets]]:
    """Return the rounds and the quizzes that a table's book holds, each as it was last.

    Raises StoreTrouble, BadInput("class-damaged").
    """
    drafts: dict[int, Draft] = {}
    sheets: dict[str, Sheets] = {}
    try:
        for body in book.entries():
            value = json.loads(body)
            if "quiz" in value:
                *whole, last = (_sheet(each) for each in value["sheets"])
                sheets[value["quiz"]] = Sheets(tuple(whole), last)
            else:
                kinds = {QuestionKind(name): int(count) for name, count in value["kinds"].items()}
                guesses = tuple(Guess(*each) for each in value["guesses"])
                drafts[value["round"]] = Draft(kinds, frozenset(value["steps"]), value["noted"], guesses, changed=True)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadInput("class-damaged", file="class.db") from None
    return drafts, sheets


def _sheet(values: list[Any]) -> Sheet:
    return tuple(None if each is None else QuizAnswer(each) for each in values)
