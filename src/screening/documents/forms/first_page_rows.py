"""The rows of a sheet in one language: pairs, tables, steps, the plot and the answer strip."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from screening.documents.forms.paper import Face, FormContent
from screening.documents.layout.blocks import (
    AnswerStrip,
    LabelledValues,
    Pairs,
    Plot,
    Shaped,
    Side,
    Sides,
    Steps,
    Table,
)
from screening.documents.layout.columns import ColumnLayout
from screening.documents.layout.line_boxes import AreaMark, BoxMark, Mark, RuleMark, ShapeMark, Strip, moved
from screening.documents.layout.text_rows import SHAPE, Spot, tall
from screening.documents.pdf.structure_tags import Path
from screening.documents.pdf.writer import MM
from screening.documents.typography.paragraphs import ParagraphLine, Typesetter
from screening.wording.script.typefaces import Weight, face_sizes

LABEL = 45 * MM
PAD = 6.0
"""Inside a frame."""
THIN = 0.5
"""A rule inside a block."""
COLUMN_GAP = 6 * MM
CLOSE = 1.2
"""The pitch of lines, in font sizes, of a sheet that would not stand on its pages."""
TALLEST = 120.0
"""A text taller than this goes on over a page break."""
WRITE = "write"
"""In place of a shape: an empty line for a pen."""
WRITE_PITCH = 7.0 * MM
"""From one line for a pen to the next, on a sheet that is filled in by hand."""


class FaceRows(ColumnLayout):
    """Sets texts in rows of one face."""

    def __init__(self, content: FormContent, typesetter: Typesetter | None = None) -> None:
        """``typesetter`` is the document's: it knows the lines that other faces, and a longer version, have set."""
        sizes = face_sizes()
        if content.face is not None and content.face.body:
            sizes = replace(sizes, body=content.face.body)
        width = (sizes.width_mm - sizes.margin_start_mm - sizes.margin_end_mm) * MM
        super().__init__(width, content.language, sizes, typesetter)
        self.content = content
        if content.face is not None and content.face.close:
            self.pitch = CLOSE
        self._keys = itertools.count()

    @property
    def face(self) -> Face:
        assert self.content.face is not None
        return self.content.face

    def _is_far(self, line: ParagraphLine, side: Side) -> bool:
        return line.rtl or (side is Side.END) is not self.mirrored

    def row(
        self, cells: Iterable[Spot], *, gap: float = 1.5, tag: Path = (), keep: bool = False, rule: float = 0.0
    ) -> Strip:
        """As everywhere; what says nothing takes no place, and a line for a pen stands where its label ends."""
        cells = list(cells)
        told = [at for at in cells if at.shape != WRITE and (at.words or at.shape)]
        strip = super().row(told, gap=gap, tag=tag, keep=keep, rule=rule)
        if len(told) == len(cells) or not (empty := [at for at in cells if at.shape == WRITE]):
            return strip
        y = max(strip.height, WRITE_PITCH)
        rules = [self.writing(at.x, at.width, y) for at in empty]
        return strip._replace(height=y, marks=(*(moved(mark, 0, y - strip.height) for mark in strip.marks), *rules))

    def writing(self, x: float, width: float, y: float) -> RuleMark:
        """A line for a pen."""
        left = self.place(x, width)
        return RuleMark(left, y, left + max(width, 1.0), y, THIN)

    def spot(self, x: float, width: float, value: Shaped) -> Spot:
        """A text with its shape in ``width`` from ``x`` on."""
        weight = Weight.BOLD if value.bold else Weight.REGULAR
        return Spot(x, width, value.text, weight=weight, shape=value.shape, language=value.language)

    def key(self) -> str:
        """Return a key for an element of the tree, which no other leaf of the document has."""
        return f"{self.content.sheet}-{self.language}-{next(self._keys)}"

    def note_width(self, value: Shaped, size: float = 10.0) -> float:
        wide = Spot(0, 1000, value.text, size, shape=value.shape)
        return max(line.width for line in self.lines(wide)) + (SHAPE + 4 if value.shape else 0) + 9

    def to_write(self, pair: LabelledValues) -> Strip:
        """A label with several lines for a pen beside it."""
        count, x = len(pair.values), LABEL + 4
        strip = self.row([Spot(0, LABEL, pair.label, weight=Weight.BOLD)], tag=(("P", ""),))
        height = max(strip.height, count * WRITE_PITCH)
        rules = (self.writing(x, self.width - x, height - at * WRITE_PITCH) for at in range(count))
        return strip._replace(height=height, marks=(*strip.marks, *rules))

    def pair(self, pair: LabelledValues) -> Iterator[Strip]:
        """A label with its values beside it; without a label they take the whole width."""
        if len(pair.values) > 1 and pair.values[0].shape == WRITE:
            yield self.to_write(pair)
            return
        for at, value in enumerate(pair.values):
            x = LABEL + 4 if pair.label else 0.0
            told = self.spot(x, self.width - x, value)
            lines = self.lines(told)
            cells = [Spot(0, LABEL, pair.label, weight=Weight.BOLD)] if pair.label and not at else []
            if tall(lines) <= TALLEST:
                yield self.row([*cells, told], tag=(("P", ""),))
                continue
            key = self.key()
            if cells:
                yield self.row(cells, tag=(("P", key),), keep=True)
            for line in lines:
                yield Strip(line.height, tuple(self.marks(told, [line], 0.0)), tag=(("P", key),))


NUMBER = 30.0
"""The column of numbers."""


def pairs(rows: FaceRows, part: Pairs) -> Iterator[Strip]:
    """Yield pairs of label and value, in one column or in two."""
    if part.columns == 1:
        for pair in part.pairs:
            yield from rows.pair(pair)
        return
    half = (rows.width - COLUMN_GAP) / 2
    long = [pair for pair in part.pairs if _is_long(rows, pair, half, part.ruled)]
    for pair in long:  # a cell stays in one piece, and a page would cut it off
        yield from rows.pair(pair)
    part = replace(part, pairs=tuple(pair for pair in part.pairs if pair not in long))
    count = -(-len(part.pairs) // 2)
    table = rows.key()
    for at in range(count):
        cells: list[Spot] = []
        marks: list[Mark] = []
        order = (at, at + count) if part.ruled else (2 * at, 2 * at + 1)
        alone = order[1] >= len(part.pairs)
        for column, number in enumerate(order):
            if number < len(part.pairs):
                cells += _grid_cells(
                    rows, part.pairs[number], column * (half + COLUMN_GAP), half, part.ruled, alone=alone
                )
        strip = rows.row(cells, gap=1.5, tag=(("Table", table), ("TR", rows.key())))
        if part.ruled and at + 1 < count:
            for column in (0, 1):
                x = rows.place(column * (half + COLUMN_GAP), half)
                marks.append(RuleMark(x, strip.height + 1, x + half, strip.height + 1, THIN))
            strip = strip._replace(marks=(*strip.marks, *marks), height=strip.height + 1.5)
        yield strip


def _is_long(rows: FaceRows, pair: LabelledValues, half: float, ruled: bool) -> bool:
    cells = _grid_cells(rows, pair, 0.0, half, ruled, alone=False)
    return any(tall(rows.lines(at)) > TALLEST for at in cells)


def _grid_cells(
    rows: FaceRows, pair: LabelledValues, x: float, half: float, ruled: bool, *, alone: bool
) -> Iterator[Spot]:
    (value,) = pair.values[:1]
    label = half * (0.68 if ruled else 0.42)
    yield Spot(x, label, pair.label, weight=Weight.BOLD, shape=value.shape if ruled else "", cell="TH-row")
    yield Spot(
        x + label + 4,
        half - label - 4,
        value.text,
        shape="" if ruled else value.shape,
        cell="TD-span3" if alone else "TD",
        language=value.language,
    )


def table(rows: FaceRows, part: Table) -> Iterator[Strip]:
    """Yield a table with a head, row by row."""
    key = rows.key()
    xs = [NUMBER]
    room = rows.width - NUMBER
    for share in part.shares[:-1]:
        xs.append(xs[-1] + room * share)
    widths = [room * share - 6 for share in part.shares]
    widths[-1] = rows.width - xs[-1]
    table = ("Table", key)
    size = rows.sizes.label
    if part.heads:
        first, *others = part.heads
        cells = [Spot(0, NUMBER, first, size, cell="TH")]
        cells += [Spot(x, w, text, size, cell="TH") for x, w, text in zip(xs, widths, others, strict=True)]
        yield rows.row(cells, gap=1, tag=(table, ("TR", rows.key())), keep=True)
    for group in part.groups:
        if group.title.text:
            title = Spot(NUMBER - 12.5 if group.title.shape else NUMBER, room, group.title.text, weight=Weight.BOLD,
                       shape=group.title.shape, cell=f"TH-row-span{len(part.shares) + 1}")  # fmt: skip
            yield rows.row([title], gap=1, tag=(table, ("TR", rows.key())), rule=THIN, keep=bool(group.rows))
        for at, row in enumerate(group.rows):
            cells = [Spot(0, NUMBER, row.number, cell="TH-row")]
            cells += [Spot(x, w, text, cell="TD") for x, w, text in zip(xs, widths, row.cells, strict=True)]
            keep = at + 1 < len(group.rows) and bool(group.title.text)
            yield rows.row(cells, gap=0.5, tag=(table, ("TR", rows.key())), keep=keep)


def steps(rows: FaceRows, part: Steps) -> Iterator[Strip]:
    """Yield numbered steps."""
    key = rows.key()
    for number, text in enumerate(part.steps, 1):
        cells = [
            Spot(0, 14, str(number), weight=Weight.BOLD, cell="Lbl"),
            Spot(14, rows.width - 14, text, cell="LBody"),
        ]
        yield rows.row(cells, gap=0.5, tag=(("L", key), ("LI", str(number))))


PLOT_LABEL, PLOT_WIDTH, PLOT_ROW = 46 * MM, 70 * MM, 8.4 * MM


def plot(rows: FaceRows, part: Plot) -> Iterator[Strip]:
    """Five rows of four equal columns: a box over whole columns, a diamond in the best one, and words."""
    key, column = rows.key(), PLOT_WIDTH / 4
    words = PLOT_LABEL + PLOT_WIDTH + 8
    size = rows.sizes.label
    heads = [Spot(PLOT_LABEL + at * column + 2, column - 2, text, size) for at, text in enumerate(part.heads)]
    heads.append(Spot(words, rows.width - words, part.in_words, size))
    yield rows.row(heads, tag=(("P", ""),), keep=True)
    for row in part.rows:
        label = Spot(0, PLOT_LABEL, row.label, weight=Weight.BOLD, cell="TH-row")
        told = Spot(words, rows.width - words, row.words.text, shape=row.words.shape, cell="TD")
        marks: list[Mark] = [RuleMark(0, 0, rows.width, 0, THIN)]
        deep = max(PLOT_ROW, *(tall(rows.lines(at)) + 3 for at in (label, told)))
        for at in (label, told):
            lines = rows.lines(at)
            marks += rows.marks(at, lines, (deep - tall(lines)) / 2)
        for at_ in range(5):
            x = rows.place(PLOT_LABEL + at_ * column, 0)
            marks.append(RuleMark(x, 0, x, deep, 0.4))
        low, best, high = row.columns or (0, -1, 3)
        wide = (high - low + 1) * column - 4
        x = rows.place(PLOT_LABEL + low * column + 2, wide)
        marks.append(AreaMark(x, 5, wide, deep - 10, 1.0, dashed=row.columns is None))
        if best >= 0:
            side = 13.0
            middle = rows.place(PLOT_LABEL + (best + 0.5) * column - side / 2, side)
            marks.append(ShapeMark("diamond", middle, (deep - side) / 2, side))
        yield Strip(deep, tuple(marks), tag=(("Table", key), ("TR", rows.key())), keep=row is not part.rows[-1])
    yield Strip(1.0, (RuleMark(0, 0, rows.width, 0, THIN),))


def sides(rows: FaceRows, part: Sides) -> Iterator[Strip]:
    """The same sentences in two languages, side by side."""
    count = len(part.sides)
    width = (rows.width - COLUMN_GAP * (count - 1)) / count
    marks: list[Mark] = []
    tallest = 0.0
    for at, (language, sentences) in enumerate(part.sides):
        y = 0.0
        for sentence in sentences:
            wanted = Spot(at * (width + COLUMN_GAP), width, sentence, rows.sizes.label, cell="P", language=language)
            lines = rows.lines(wanted)
            marks += rows.marks(wanted, lines, y)
            y += tall(lines) + 2
        tallest = max(tallest, y)
    yield Strip(tallest, tuple(marks), gap=2, tag=(("Div", rows.key()),))


def answer(rows: FaceRows, part: AnswerStrip) -> Iterator[Strip]:
    """Boxes and lines in a dashed frame."""
    side, pitch = rows.sizes.box_mm * MM, rows.sizes.write_line_mm * MM
    title = Spot(PAD, rows.width - 2 * PAD, part.title, weight=Weight.BOLD, cell="P")
    lines = rows.lines(title)
    marks: list[Mark] = list(rows.marks(title, lines, PAD - 1))
    y = PAD + tall(lines) + 3
    words = [max(line.width for line in rows.lines(Spot(0, 1000, text))) for text, _ in part.boxes]
    spare = rows.width - 2 * PAD - sum(words) - len(words) * (side + 5) - 12 * (len(words) - 1)
    ruled = max(1, sum(line for _, line in part.boxes))
    x = PAD
    for (text, line), width in zip(part.boxes, words, strict=True):
        marks.append(BoxMark(rows.place(x, side), y, False, side))
        at = Spot(x + side + 5, width + 2, text, cell="P")
        (shown,) = rows.lines(at)[:1]
        marks += rows.marks(at, [shown], y + side / 2 - shown.height / 2)
        x += side + 5 + width
        if line:
            marks.append(rows.writing(x + 4, spare / ruled - 4, y + side))
            x += spare / ruled
        x += 12
    y += side + 5
    half = rows.width * 0.62
    for text, x, room in zip(part.lines, (PAD, half), (half - 2 * PAD, rows.width - half - PAD), strict=True):
        at = Spot(x, room, text, cell="P")
        (shown,) = rows.lines(at)[:1]
        marks += rows.marks(at, [shown], y + pitch - shown.height)
        marks.append(rows.writing(x + shown.width + 5, room - shown.width - 5, y + pitch))
    y += pitch + PAD
    marks.append(AreaMark(0, 0, rows.width, y, 0.9, dashed=True))
    yield Strip(y, tuple(marks), gap=9, tag=(("Div", rows.key()),))
