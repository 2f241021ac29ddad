"""What a paper is made of, as plain data: headings, fields, lines, boxes, tables; no positions and no pages.

What a form says of a case is told in these blocks, and they are what is set on pages: no other model stands between.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from screening.documents.typography.paragraphs import Piece
from screening.wording.script.typefaces import Weight

if TYPE_CHECKING:
    from screening.documents.layout.line_boxes import Strip  # with what writes a PDF: loaded with the first paper


Wording = str | tuple[Piece, ...]
"""A text in the paper's own language, or pieces that say their language and weight."""


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

    words: Wording
    bookmark: str = ""
    size: float = 0.0
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading below a heading."""

    words: Wording


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``size`` 0 is the body size."""

    words: Wording
    language: str | None = None
    size: float = 0.0
    weight: Weight = Weight.REGULAR
    side: Side = Side.OWN
    keep: bool = False
    """Never the last thing on a page."""


@dataclass(frozen=True, slots=True)
class Field:
    """A small label with a bold value below it, ruled off."""

    label: Wording
    value: Wording
    language: str | None = None
    """The language of the value."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields side by side, in as many rows as they need. ``shares`` are their parts of the width; equal unless told."""

    fields: tuple[Field, ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A box, crossed or empty, with its words; None is no box: words before the boxes after it."""

    words: Wording
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
    number: Wording = ""
    ruled: bool = False
    """A hairline above it."""
    keep: bool = False
    """Never the last thing on a page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact; ``note`` stands small at the far side (how it came), ``number`` before it."""

    text: Wording
    note: Wording = ""
    number: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Facts one below the other, under a small title of their own."""

    title: Wording
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Words in a frame."""

    text: Wording
    weight: Weight = Weight.BOLD


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's own words, exactly, with a rule along the side where they begin, under what they are about. Without a
    language their first letter says which way they run, whatever the sheet's language is."""

    title: Wording
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """Empty lines to write on by hand, under a label."""

    label: Wording
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
class ChartBar:
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
class LaidOut:
    """Strips that were laid out elsewhere, as those of a face."""

    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line of a face: a text, or the word for what is missing with its shape."""

    text: str
    shape: str = ""
    """A shape of ``Paper.shape`` that stands before it."""
    number: str = ""
    bold: bool = False
    language: str | None = None
    """Of the text, where it is not the sheet's: somebody's own words."""


@dataclass(frozen=True, slots=True)
class LabelledValues:
    """A label with its values: side by side, or one below the other in a cell of the frame."""

    label: str
    values: tuple[Shaped, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The first third of a sheet: how soon and why, five cells, and how to confirm the paper."""

    word: str
    urgent: bool
    ask: str
    reason: Shaped
    cells: tuple[LabelledValues, ...]
    confirm: LabelledValues
    by_hand: bool = False
    """It is empty: ``ask`` stands before a line for a pen, and there is another one for the reason."""
    boxes: tuple[str, ...] = ()
    """What an empty frame has a box for beside ``word``; none on a sheet that does not say how soon help is needed."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs, one below the other in one or two columns; ``ruled`` with a hairline under each."""

    pairs: tuple[LabelledValues, ...]
    columns: int = 1
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A row of a table: the item's number and what stands in its columns."""

    number: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableGroup:
    """Rows of a table under a line of their own; without a title just rows."""

    title: Shaped
    rows: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: heads, and groups of rows. ``shares``: the parts of the width that the columns after the number take."""

    heads: tuple[str, ...]
    shares: tuple[float, ...]
    groups: tuple[TableGroup, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one explanation goes: lowest, best and highest of four columns, or None for not enough asked."""

    label: str
    columns: tuple[int, int, int] | None
    words: Shaped


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
class AnswerStrip:
    """The strip on which the reader answers: boxes, each with or without a line behind it, and two lines to fill in."""

    title: str
    boxes: tuple[tuple[str, bool], ...]
    lines: tuple[str, ...]


NEW_PAGE = Gap(1e6)
"""What follows begins a page; at the top of one it is nothing."""


FaceBlock = Frame | Pairs | Table | Plot | Steps | Sides | AnswerStrip
"""What stands on a sheet in one language alone, and is set by ``forms.first_page_sheet``."""
Block = (
    FaceBlock
    | Heading
    | Subheading
    | Text
    | Fields
    | Checks
    | Beside
    | Lines
    | Statement
    | Said
    | Write
    | Rule
    | ChartBar
    | Columns
    | Logo
    | Gap
    | Split
    | WithQr
    | LaidOut
)
