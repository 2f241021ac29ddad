"""What is wrong in a content file, told so that its author can mend it: file, place, problem, remedy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem in one file. Checkers return all problems at once and raise nothing.

    ``file`` is the path from the content root, ``place`` what to look for in it ("indicator documents-kept",
    "line 12"), ``what`` and ``remedy`` whole English sentences for the author of the content.
    """

    file: str
    place: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.what} {self.remedy}".rstrip()
