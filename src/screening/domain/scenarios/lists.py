"""The names of what every class shares: what reads texts needs them, and nothing else of an invented case."""

from __future__ import annotations

LISTS = (
    "player", "observer", "process", "debrief", "exercise", "slide", "follow", "leading", "why", "multiple", "closed",
    "unsafe", "later", "nothing", "elsewhere", "yes", "no",
)  # fmt: skip
"""What every class shares: rules for players, lines to tick, the debrief, questions that fit every topic, and what a
person says who says nothing of the matter."""

SAID = ("follow", "leading", "why", "multiple", "closed", "unsafe", "later", "nothing", "elsewhere", "yes", "no")
"""Those that are said aloud in a practice talk, so in its language; the others are read by officers."""
