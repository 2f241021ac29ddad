"""Plain data for the page of an assessment: the program's reading with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from screening.casework.view_models import SecondTalk


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A fact in plain words and how it came."""

    item: str
    text: str
    how: str
    how_word: str
    short: str = ""
    """The fact in at most 24 letters, for one line; "" where it stands whole."""


@dataclass(frozen=True, slots=True)
class ElementView:
    id: str
    title: str
    term: str
    state: str
    state_word: str
    lines: tuple[ReasonLine, ...]
    against: str
    change: str = ""
    """What else to ask about it, because an answer could change the assessment."""


@dataclass(frozen=True, slots=True)
class BandView:
    """One explanation along little, some, moderate, strong. ``low``, ``best``, ``high`` run 0..4; None: not enough."""

    id: str
    title: str
    low: float | None
    best: float | None
    high: float | None
    words: str
    """The best reading, in a word."""
    spoken: str
    range: str = ""
    """From the lowest to the highest reading in words, where that is more than one column."""

    @property
    def columns(self) -> tuple[int, int, int] | None:
        """The columns, 0 to 3, of the lowest, best and highest reading; None where not enough was asked."""
        if self.low is None or self.best is None or self.high is None:
            return None
        low, best, high = (min(3, int(each)) for each in (self.low, self.best, self.high))
        return low, best, high


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do next: a verb, and the reason for it."""

    path: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ElevenView:
    """One of the ILO's eleven: its name, its state as word, and the facts with how each came."""

    name: str
    state: str
    state_word: str
    facts: str


@dataclass(frozen=True, slots=True)
class AssessmentView:
    view_note: str
    short: str
    """Of an account in which too little was asked or told, as ``view_note`` says first: what is missing, and which
    questions would change most; "" for any other.
    """
    steps: tuple[NextStep, ...]
    """What to do, in the order of the paths: safety first."""
    elements: tuple[ElementView, ...]
    bands: tuple[BandView, ...]
    bands_spoken: str
    """The plot in words."""
    change: str
    """What else to ask that bears on none of the three elements; "" for nothing."""
    limits: str
    decides: str
    """Who decides (JU12)."""
    eleven: tuple[ElevenView, ...]
    rules: tuple[str, ...]
    """The rule in words, with edition and sources, and the strongest reasons, for Shift+F1."""
    second_talk: SecondTalk | None = None
    """None where no second talk is asked for."""
