"""Answers and silences: what was said to an item, how it came, and how long a text may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_TEXT = 20_000
"""Signs in one field; a longer text is refused where it can be seen, never cut (H31)."""


class Answer(StrEnum):
    """What can be recorded for an item. An item that is not in the record was not asked (IN7)."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"
    DECLINED = "declined"

    @property
    def holds(self) -> bool | None:
        """True, False, or None where nothing is known. Silence is never "no"."""
        return {Answer.YES: True, Answer.NO: False}.get(self)


class How(StrEnum):
    """How an answer came (IN8)."""

    TOLD = "told"
    ASKED = "asked"
    PRIVATE = "private"
    SEEN = "seen"
    DOCUMENT = "document"
    THIRD_PARTY = "third_party"


class Where(StrEnum):
    """Where harm happened that an answer speaks of. Nobody is asked for it as a question of its own."""

    BEFORE = "before"
    """Before leaving."""
    WAY = "way"
    """On the way."""
    WORK = "work"
    """At the place of work or stay."""
    HOME = "home"
    """At home, among family or a partner."""
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, how it came and, of harm, where it happened (None: not known)."""

    answer: Answer
    how: How = How.ASKED
    where: Where | None = None
    computer: bool = False
    """Whether a computer's voice had asked, by ear."""

    @property
    def way(self) -> str:
        """How it came, as every page and paper words it: its ``how``, or ``computer`` beside the six."""
        return "computer" if self.computer else self.how.value


ItemId = str
Answers = Mapping[ItemId, Given]
"""Items that have an answer. A missing key is "not asked"."""
