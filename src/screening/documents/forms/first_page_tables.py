"""Grids of labels, tables of evidence and numbered steps of a face."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from screening.documents.forms.first_page_rows import COLUMN_GAP, TALLEST, THIN, At, FaceRows
from screening.documents.forms.parts import Pair, Pairs, Steps, Table
from screening.documents.layout.line_boxes import Mark, RuleMark, Strip

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
        cells: list[At] = []
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


def _is_long(rows: FaceRows, pair: Pair, half: float, ruled: bool) -> bool:
    cells = _grid_cells(rows, pair, 0.0, half, ruled, alone=False)
    return any(sum(line.height for line in rows.lines(at)) > TALLEST for at in cells)


def _grid_cells(rows: FaceRows, pair: Pair, x: float, half: float, ruled: bool, *, alone: bool) -> Iterator[At]:
    (value,) = pair.values[:1]
    label = half * (0.68 if ruled else 0.42)
    yield At(x, label, pair.label, bold=True, shape=value.shape if ruled else "", cell="TH-row")
    yield At(
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
        cells = [At(0, NUMBER, first, size, cell="TH")]
        cells += [At(x, w, text, size, cell="TH") for x, w, text in zip(xs, widths, others, strict=True)]
        yield rows.row(cells, gap=1, tag=(table, ("TR", rows.key())), keep=True)
    for group in part.groups:
        if group.title.text:
            title = At(NUMBER - 12.5 if group.title.shape else NUMBER, room, group.title.text, bold=True,
                       shape=group.title.shape, cell=f"TH-row-span{len(part.shares) + 1}")  # fmt: skip
            yield rows.row([title], gap=1, tag=(table, ("TR", rows.key())), rule=THIN, keep=bool(group.rows))
        for at, row in enumerate(group.rows):
            cells = [At(0, NUMBER, row.number, cell="TH-row")]
            cells += [At(x, w, text, cell="TD") for x, w, text in zip(xs, widths, row.cells, strict=True)]
            keep = at + 1 < len(group.rows) and bool(group.title.text)
            yield rows.row(cells, gap=0.5, tag=(table, ("TR", rows.key())), keep=keep)


def steps(rows: FaceRows, part: Steps) -> Iterator[Strip]:
    """Yield numbered steps."""
    key = rows.key()
    for number, text in enumerate(part.steps, 1):
        cells = [
            At(0, 14, str(number), bold=True, cell="Lbl"),
            At(14, rows.width - 14, text, cell="LBody"),
        ]
        yield rows.row(cells, gap=0.5, tag=(("L", key), ("LI", str(number))))
