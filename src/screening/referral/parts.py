"""What a paper says, as plain parts in up to two languages; setting them on paper is another room's work."""

from __future__ import annotations

from dataclasses import dataclass

from screening.referral.stated import Stated


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


Part = Fields | Lines | Said | Statement | Paragraph | Boxes | Choice | Write


@dataclass(frozen=True, slots=True)
class Block:
    """One section of the form: its heading and its parts."""

    heading: Two
    parts: tuple[Part, ...]


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
    stated: tuple[Stated, ...] = ()
    """Every field that is printed, and what stands in it."""
