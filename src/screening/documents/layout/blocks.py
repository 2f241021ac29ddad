"""What a printed sheet is made of, as plain data: headings, fields, facts, boxes; no positions and no pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from screening.documents.layout.line_boxes import Strip
from screening.documents.typography.paragraphs import Piece
from screening.wording.script.scripts import direction
from screening.wording.script.typefaces import Weight

Words = str | tuple[Piece, ...]
"""A text in the sheet's own language, or pieces that say their language and weight."""


def two_languages(
    first: str, second: str, languages: tuple[str, str], *, weight: Weight = Weight.REGULAR
) -> tuple[Piece, ...]:
    """The first language upright, then the second in italics after a stroke; equal or missing texts stand once."""
    said = (Piece(first, languages[0], weight),)
    if not second.strip() or second == first:
        return said
    if direction(languages[0]) != direction(languages[1]):
        second = f"\u2068{second}\u2069"
    return (*said, Piece(" / ", languages[0], Weight.REGULAR), Piece(second, languages[1], Weight.ITALIC))


class Side(StrEnum):
    """Where text stands: ``start`` is left on a sheet that runs left to right. By itself each paragraph runs its
    own way, so an Urdu answer on a Malay form begins at the right."""

    OWN = "own"
    START = "start"
    END = "end"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title. ``bookmark`` names it in the reader's outline. ``size`` 0 is the size of headings."""

    words: Words
    bookmark: str = ""
    size: float = 0.0
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading below a heading."""

    words: Words


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``size`` 0 is the body size."""

    words: Words
    language: str | None = None
    size: float = 0.0
    weight: Weight = Weight.REGULAR
    side: Side = Side.OWN
    keep: bool = False
    """Never the last thing on a page."""


@dataclass(frozen=True, slots=True)
class Field:
    """A small label with a bold value below it, ruled off."""

    label: Words
    value: Words
    language: str | None = None
    """The language of the value."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Fields side by side. ``shares`` are their parts of the width; equal unless told."""

    fields: tuple[Field, ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A box, crossed or empty, with its words; None is no box: words before the boxes after it."""

    words: Words
    crossed: bool | None


@dataclass(frozen=True, slots=True)
class Checks:
    """Boxes in columns; with no columns one after the other, small, each as wide as its words."""

    checks: tuple[Check, ...]
    columns: int = 2
    indent: bool = False
    """Where the words of a numbered line begin."""
    keep: bool = False
    """Never the last thing on a page."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Paragraphs side by side, equal in width, their first lines on one baseline; ``number`` stands before them."""

    texts: tuple[Text, ...]
    number: Words = ""
    ruled: bool = False
    """A hairline above it."""
    keep: bool = False
    """Never the last thing on a page."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list; ``number`` stands before it, ``note`` small at the far side."""

    words: Words
    note: Words = ""
    number: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, one under the other."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Words in a frame."""

    words: Words
    language: str | None = None
    weight: Weight = Weight.REGULAR


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words with a rule along the side where they begin. Without a language their first letter says
    which way they run, whatever the sheet's language is."""

    words: str
    language: str | None = None
    about: Words = ""
    """What they are about, small at their starting side."""


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Empty lines to write on by hand, under a label."""

    label: Words
    count: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""

    strong: bool = False


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG picture, drawn at most 12 mm high where the sheet begins. It is no text and is not read aloud."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a plain chart; ``share`` of the width, 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns beside each other in the order of time: name, number and share of the highest, 0 to 1.

    One without a number is not shown: a dashed frame of the same height, whatever it stands for.
    """

    cells: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty space, in points; none at the top of a page."""

    height: float


@dataclass(frozen=True, slots=True)
class Split:
    """Two stacks side by side; ``share`` of the width is the first one's."""

    start: tuple[Block, ...]
    end: tuple[Block, ...]
    share: float = 0.7
    keep: bool = False
    """Never the last thing on a page."""


@dataclass(frozen=True, slots=True)
class WithQr:
    """Blocks with a QR code of ``content`` at their far side."""

    content: str
    beside: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """Strips that were laid out elsewhere, as those of a face."""

    strips: tuple[Strip, ...]


NEW_LINE, COLON, NEXT, OPENS, CLOSES = Piece("\n"), Piece(": "), Piece(" · "), Piece(" ("), Piece(")")
NEW_PAGE = Gap(1e6)
"""What follows begins a page; at the top of one it is nothing."""


Block = (
    Heading
    | Subheading
    | Text
    | FieldRow
    | Checks
    | Beside
    | Facts
    | Statement
    | Quote
    | WritingLines
    | Rule
    | Bar
    | Columns
    | Logo
    | Gap
    | Split
    | WithQr
    | Made
)
