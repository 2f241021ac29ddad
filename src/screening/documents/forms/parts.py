"""What a paper says, as plain parts in up to two languages; setting them on paper is another room's work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from screening.documents.forms.field_states import Stated


@dataclass(frozen=True, slots=True)
class Two:
    """One text in the form's languages: the first upright, the second in italics; equal texts stand once."""

    first: str
    second: str = ""


def joined(*parts: Two) -> Two:
    """Short notes on one line, one after the other; empty ones take no place."""
    first = " · ".join(each.first for each in parts if each.first)
    if not any(each.second for each in parts):
        return Two(first)
    return Two(first, " · ".join(each.second or each.first for each in parts if each.first))


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value below."""

    label: Two
    value: Two


@dataclass(frozen=True, slots=True)
class Fields:
    """Label and value fields, set side by side."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One fact; ``note`` stands small at the right (how it came), ``number`` is the item's printed number."""

    text: Two
    note: Two = Two("")
    number: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Facts one below the other, under a small title of their own."""

    title: Two
    lines: tuple[Line, ...]
    state: Two = Two("")


@dataclass(frozen=True, slots=True)
class Said:
    """Words somebody said or wrote, exactly, in any script. Without a language the text itself says which way it
    runs."""

    title: Two
    text: str
    note: Two = Two("")
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A boxed statement."""

    text: Two


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of its own."""

    text: Two


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes to cross, crossed or empty."""

    boxes: tuple[tuple[Two, bool], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing with the answers that it may have, each with an empty box."""

    text: Two
    answers: tuple[Two, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """Empty lines to write on, under a label."""

    label: Two
    count: int


@dataclass(frozen=True, slots=True)
class Value:
    """A line of a face: a text, or the word for what is missing with its shape."""

    text: str
    shape: str = ""
    """A shape of ``Paper.shape`` that stands before it."""
    number: str = ""
    bold: bool = False
    language: str | None = None
    """Of the text, where it is not the sheet's: somebody's own words."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the frame."""

    title: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The first third of a sheet: how soon and why, five cells, and how to confirm the paper."""

    word: str
    urgent: bool
    ask: str
    reason: Value
    cells: tuple[Cell, ...]
    confirm: Cell


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its values, side by side."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs, one below the other in one or two columns; ``ruled`` with a hairline under each."""

    pairs: tuple[Pair, ...]
    columns: int = 1
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the item's number and what stands in its columns."""

    number: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a table under a line of their own; without a title just rows."""

    title: Value
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: heads, and groups of rows. ``shares``: the parts of the width that the columns after the number take."""

    heads: tuple[str, ...]
    shares: tuple[float, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one explanation goes: lowest, best and highest of four columns, or None for not enough asked."""

    label: str
    columns: tuple[int, int, int] | None
    words: Value


@dataclass(frozen=True, slots=True)
class Plot:
    """The explanations beside each other, always all, in the same order."""

    heads: tuple[str, ...]
    in_words: str
    rows: tuple[Reach, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """What is asked of the reader, numbered."""

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The same sentences in two languages, side by side."""

    sides: tuple[tuple[str, tuple[str, ...]], ...]
    """Language and its sentences."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The strip on which the reader answers: boxes, each with or without a line behind it, and two lines to fill in."""

    title: str
    boxes: tuple[tuple[str, bool], ...]
    lines: tuple[str, ...]


FacePart = Frame | Pairs | Table | Plot | Steps | Sides | Answer
Part = FacePart | Fields | Lines | Said | Statement | Paragraph | Boxes | Choice | Write


@dataclass(frozen=True, slots=True)
class Block:
    """One section of the form: its heading and its parts."""

    heading: Two
    parts: tuple[Part, ...]
    note: tuple[Value, ...] = ()
    """Beside the heading, at the far side: what the shapes of the block mean, or how it came."""
    apart: bool = False
    """It stands on pages of its own, behind the sheet."""


@dataclass(frozen=True, slots=True)
class Face:
    """Head and foot of a sheet in one language."""

    about: str
    day: str
    continued: str
    page: str
    """With ``{page}`` and ``{pages}`` in it."""
    other: str
    """Where the same stands in the other language; "" for a sheet in one language alone."""
    destroy: str
    missing: tuple[Value, ...]
    """The three words and what they mean."""
    close: bool = False
    """Lines stand closer than they should, for what would not stand on its pages."""
    pages: int = 0
    """On how many pages it should stand."""
    shorter: Callable[[], FormContent] | None = None
    """The same with less on it, for one that does not stand on them; None when nothing more can be left out."""


@dataclass(frozen=True, slots=True)
class FormContent:
    """Everything one form says."""

    form: str
    sheet: str
    languages: tuple[str, ...]
    title: Two
    for_whom: Two
    code: str
    blocks: tuple[Block, ...]
    foot: tuple[str, ...]
    fingerprint: str
    practice: str
    seal: tuple[str, str] = ("", "")
    """The line with the letters, ``{seal}`` in it, and how to check them; "" for a paper without."""
    until: Two = Two("")
    """By when the recipient is asked to destroy it; empty for a paper that asks nothing."""
    size: str = "A4"
    logo: bytes = b""
    """An agency's PNG, "" for none."""
    tight: bool = False
    """Small print in columns, for a sheet that must stand on two pages."""
    card: tuple[str, ...] = ()
    """The lines of a card that is no sheet."""
    face: Face | None = None
    """What stands around the blocks of a sheet in one language; None for other layouts."""
    stated: tuple[Stated, ...] = ()
    """Every field that is printed, and what stands in it."""
