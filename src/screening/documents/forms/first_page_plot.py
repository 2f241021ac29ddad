"""The five explanations of a face beside each other: boxes over whole columns, a diamond for the best, and words."""

from __future__ import annotations

from collections.abc import Iterator

from screening.documents.forms.first_page_rows import THIN, At, FaceRows
from screening.documents.forms.parts import Plot
from screening.documents.layout.line_boxes import AreaMark, Mark, RuleMark, ShapeMark, Strip
from screening.documents.pdf.writer import MM

PLOT_LABEL, PLOT_WIDTH, PLOT_ROW = 46 * MM, 70 * MM, 8.4 * MM


def plot(rows: FaceRows, part: Plot) -> Iterator[Strip]:
    """Five rows of four equal columns: a box over whole columns, a diamond in the best one, and words."""
    key, column = rows.key(), PLOT_WIDTH / 4
    words = PLOT_LABEL + PLOT_WIDTH + 8
    size = rows.sizes.label
    heads = [At(PLOT_LABEL + at * column + 2, column - 2, text, size) for at, text in enumerate(part.heads)]
    heads.append(At(words, rows.width - words, part.in_words, size))
    yield rows.row(heads, tag=(("P", ""),), keep=True)
    for row in part.rows:
        label = At(0, PLOT_LABEL, row.label, bold=True, cell="TH-row")
        told = At(words, rows.width - words, row.words.text, shape=row.words.shape, cell="TD")
        marks: list[Mark] = [RuleMark(0, 0, rows.width, 0, THIN)]
        tall = max(PLOT_ROW, *(sum(line.height for line in rows.lines(at)) + 3 for at in (label, told)))
        for at in (label, told):
            lines = rows.lines(at)
            marks += rows.set(at, lines, (tall - sum(line.height for line in lines)) / 2)
        for at_ in range(5):
            x = rows.place(PLOT_LABEL + at_ * column, 0)
            marks.append(RuleMark(x, 0, x, tall, 0.4))
        low, best, high = row.columns or (0, -1, 3)
        wide = (high - low + 1) * column - 4
        x = rows.place(PLOT_LABEL + low * column + 2, wide)
        marks.append(AreaMark(x, 5, wide, tall - 10, 1.0, dashed=row.columns is None))
        if best >= 0:
            side = 13.0
            middle = rows.place(PLOT_LABEL + (best + 0.5) * column - side / 2, side)
            marks.append(ShapeMark("diamond", middle, (tall - side) / 2, side))
        yield Strip(tall, tuple(marks), tag=(("Table", key), ("TR", rows.key())), keep=row is not part.rows[-1])
    yield Strip(1.0, (RuleMark(0, 0, rows.width, 0, THIN),))
