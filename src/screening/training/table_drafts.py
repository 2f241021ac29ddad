"""What a table has written down so far, kept in its book at once: a laptop that is switched off loses nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from screening.domain.scenarios.model import Kind, QuizAnswer
from screening.errors import BadInput
from screening.store.classbook import ClassBook
from screening.training.classroom import TableResult

Sheet = tuple[QuizAnswer | None, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A round that is being written down."""

    kinds: Mapping[Kind, int] = field(default_factory=dict)
    steps: frozenset[str] = frozenset()
    noted: Mapping[str, str] = field(default_factory=dict)
    known: TableResult | None = None
    """The result that is there already. What was ticked for it is not: without new ticks its process stands."""
    changed: bool = False

    @property
    def begun(self) -> bool:
        return bool(any(self.kinds.values()) or self.steps or self.noted)

    def done(self, part: str) -> bool:
        """Whether anything stands in a part."""
        return bool({"tally": any(self.kinds.values()), "way": self.steps, "noted": self.noted}[part])


@dataclass(frozen=True, slots=True)
class Sheets:
    """Whole sheets of a quiz, and the answers of the one that is being filled in."""

    sheets: tuple[Sheet, ...] = ()
    answers: Sheet = ()


def keep_draft(book: ClassBook, number: int, draft: Draft) -> None:
    """Keep a round as it is now. Raises NotSaved."""
    kinds = {kind.value: count for kind, count in draft.kinds.items()}
    value = {"round": number, "kinds": kinds, "steps": sorted(draft.steps), "noted": dict(draft.noted)}
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
                kinds = {Kind(name): int(count) for name, count in value["kinds"].items()}
                drafts[value["round"]] = Draft(kinds, frozenset(value["steps"]), value["noted"], changed=True)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadInput("class-damaged", file="class.db") from None
    return drafts, sheets


def _sheet(values: list[Any]) -> Sheet:
    return tuple(None if each is None else QuizAnswer(each) for each in values)
