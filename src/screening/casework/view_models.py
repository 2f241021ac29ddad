"""Plain data that pages of several capabilities share: already worded, in the officer's and the person's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """One text in both languages. ``theirs`` is empty where the text is the officer's alone."""

    own: str
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class NumberCard:
    """A number to ring. ``number`` is empty where nobody here rang it; ``note`` says so.

    ``unchecked`` is then the number with its mark, for the cards of an emergency and for no paper (decision 0031).
    """

    title: str
    number: str
    note: str
    unchecked: str = ""
    dial: str = ""
    """The number alone, whether or not it was rung; "" for none."""

    @property
    def line(self) -> str:
        """The card in one line."""
        told = self.number or self.unchecked
        return f"{self.title}: {told} · {self.note}" if told else f"{self.title}: {self.note}"


@dataclass(frozen=True, slots=True)
class SecondTalk:
    """The day of a second talk as it was typed, how it was read or that none is set, and which day is suggested."""

    typed: str
    told: str
    help: str


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A line of a plain page; with a ``place`` it leads there."""

    text: str
    note: str = ""
    place: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class LinesView:
    title: str
    lead: str
    lines: tuple[PlainLine, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be picked."""

    id: str
    text: str
    chosen: bool = False


TOPIC_ROW, WORDS, SIGN, BLANK, LINE = "topic", "words", "sign", "blank", "line"
"""The kinds of rows of a record's sheet."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the record; ``kind`` is one of the names above."""

    kind: str
    text: str
    """A heading, somebody's words, or the short name of a sign with what was answered."""
    place: str = ""
    """Where pressing it leads; "" for nowhere."""
    note: str = ""
    """How it is known and when, or why there is nothing."""
    told: str = ""
    """The row as it is read aloud: in full, with who wrote it and on which day."""
    language: str = ""
    """Of the words; "" for the officer's."""
    beneath: str = ""
    """The translation of the words."""
    shape: str = ""
    """The answer whose shape stands before it; "" for none."""
    how: str = ""
    """How it is known, for its sign; "" for none."""


@dataclass(frozen=True, slots=True)
class SheetView:
    title: str
    lead: str
    rows: tuple[SheetRow, ...]
