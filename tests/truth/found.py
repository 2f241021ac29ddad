"""What is found: lies, and how many sentences were compared; and the marks that every typed text carries."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = re.compile(r"qx\d+n\d+[a-yA-Y]*z")
"""Of each text of a random case one word, which stands nowhere else."""


@dataclass(frozen=True, slots=True)
class Lie:
    """One sentence that is not so, or one that is missing. ``kind`` names the sort for counting."""

    kind: str
    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.why}"


class Compared:
    """Lies found, and how many sentences were compared."""

    def __init__(self) -> None:
        self.lies: list[Lie] = []
        self.sentences = 0
        self.papers = 0
        self.pdfs = 0

    def holds(self, so: object, kind: str, where: str, why: str) -> None:
        """One sentence: a lie unless it is ``so``."""
        self.sentences += 1
        if not so:
            self.lies.append(Lie(kind, where, why))
