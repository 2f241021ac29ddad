"""A whole paper before it is set: its sections, what stands around them, and what each field says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from screening.documents.layout.blocks import Block, Shaped


class FieldState(StrEnum):
    """What stands in a field (docs/sources.md, "Design"). There is no fourth word for what is missing."""

    RECORDED = "recorded"
    """Something is in the record, and it stands on the sheet."""
    KEPT_BACK = "kept-back"
    """Something is in the record, and this reader did not get it."""
    LEFT_BLANK = "left-blank"
    """The field was shown to the officer, and nothing was written."""
    NOT_ASKED = "not-asked"
    """No answer of any kind is in the record."""


MISSING = (FieldState.NOT_ASKED, FieldState.KEPT_BACK, FieldState.LEFT_BLANK)
"""The three words, in the order in which the foot of a sheet explains them."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A field that a sheet prints. ``label`` is the id of the text before it."""

    field: str
    label: str
    state: FieldState


def once(stated: Iterable[Stated]) -> tuple[Stated, ...]:
    """Each field once, as the first sheet that prints something of it states it."""
    found: dict[str, Stated] = {}
    for each in stated:
        known = found.get(each.field)
        if known is None or (known.state is not FieldState.RECORDED and each.state is FieldState.RECORDED):
            found[each.field] = each
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class SectionContent:
    """One section of the form: its heading and its parts."""

    heading: str
    parts: tuple[Block, ...]
    note: tuple[Shaped, ...] = ()
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
    missing: tuple[Shaped, ...]
    """The three words and what they mean."""
    close: bool = False
    """Lines stand closer than they should, for what would not stand on its pages."""
    body: float = 0.0
    """The size of its text in points; 0 is the usual one."""
    pages: int = 0
    """On how many pages it should stand."""
    shorter: Callable[[], FormContent] | None = None
    """The same with less on it, for one that does not stand on them; None when nothing more can be left out."""


@dataclass(frozen=True, slots=True)
class FormContent:
    """Everything one form says."""

    sheet: str
    language: str
    title: str
    code: str
    blocks: tuple[SectionContent, ...]
    foot: tuple[str, ...]
    fingerprint: str
    practice: str
    seal: tuple[str, str] = ("", "")
    """The line with the letters, ``{seal}`` in it, and how to check them; "" for a paper without."""
    size: str = "A4"
    logo: bytes = b""
    """An agency's PNG, "" for none."""
    card: tuple[str, ...] = ()
    """The lines of a card that is no sheet."""
    face: Face | None = None
    """What stands around the blocks of a sheet; None for a card."""
    stated: tuple[Stated, ...] = ()
    """Every field that is printed, and what stands in it."""
