"""The first third of a face: how soon and why, what is needed, where, how to reach, who refers and how to confirm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.documents.forms.first_page_rows import PAD, THIN, At, FaceRows
from screening.documents.forms.parts import Cell, Frame, Pair
from screening.documents.layout.line_boxes import AreaMark, LineMark, Mark, QrMark, RuleMark, SealMark, Strip
from screening.documents.pdf.checksum_letters import qr_text
from screening.documents.pdf.writer import MM

URGENT, SOON, ASK = 17.0, 13.0, 12.0
WORD_WIDTH = 34 * MM
"""Room for the word that says how soon: one line, which nothing wraps."""
FRAME, BOX = 1.8, 1.2
WRITE = "write"
"""In place of a shape: an empty line for a pen."""
FRAME_LINES, REASON_LINES = 4, 2
"""Lines that a cell of the frame holds."""
CUT = "\u2009…"
"""At the end of what goes on below the frame."""


def frame(rows: FaceRows, part: Frame) -> Strip:
    """How soon and why; three cells; who refers and how to confirm. One piece, each cell four lines at most."""
    marks: list[Mark] = []
    third, word_width = rows.width / 3, WORD_WIDTH
    soon = At(0, word_width, part.word, URGENT if part.urgent else SOON, bold=True)
    ask = At(word_width + PAD, rows.width - word_width - 2 * PAD, part.ask, ASK, bold=True, cell="P")
    why = At(ask.x, ask.width, part.reason.text, shape=part.reason.shape)
    ask_lines, why_lines = rows.lines(ask), rows.lines(why)[:REASON_LINES]
    height = sum(line.height for line in (*ask_lines, *why_lines)) + 2 * PAD - 4
    (word,) = rows.lines(soon)[:1]
    left = rows.place(0, word_width)
    marks.append(
        AreaMark(left, 0, word_width, height, 0.0) if part.urgent else AreaMark(left, 0, word_width, height, BOX)
    )
    marks.append(
        LineMark(word, left + (word_width - word.width) / 2, (height - word.height) / 2, white=part.urgent, cell="P")
    )
    marks += rows.set(ask, ask_lines, PAD - 2)
    marks += rows.set(why, why_lines, PAD - 2 + sum(line.height for line in ask_lines))
    bands = [0.0, height]
    needed, where, way, who = part.cells
    top = height
    top += _cells(rows, [(needed, 0, third), (where, third, third), (way, 2 * third, third)], top, marks)
    for x in (third, 2 * third):
        marks.append(RuleMark(rows.place(x, 0), height, rows.place(x, 0), top, THIN))
    bands.append(top)
    low = top
    qr = rows.sizes.qr_mm * MM
    confirm = part.confirm
    room = rows.width - third - (qr + PAD if rows.content.fingerprint else 0)
    tall = _cells(rows, [(who, 0, third), (confirm, third, room)], top, marks, letters=bool(rows.content.seal[0]))
    if rows.content.fingerprint:
        tall = max(tall, qr + 4)
        marks.append(SealMark(0.0, top))
    low += tall
    marks.append(RuleMark(rows.place(third, 0), top, rows.place(third, 0), low, THIN))
    marks += [RuleMark(0, y, rows.width, y, THIN) for y in bands[1:]]
    marks.append(AreaMark(0, 0, rows.width, low, FRAME))
    return Strip(low, tuple(marks), gap=6, tag=(("Div", rows.key()),))


def overflow(rows: FaceRows, part: Frame) -> Iterator[Strip]:
    """What the frame has no room for, whole, right below it."""
    for cell in part.cells:
        shown = sum(1 for at in _values(rows, cell, 0, rows.width / 3 - 2 * PAD) if not at.text.endswith(CUT))
        for value in cell.values[shown:]:
            yield from rows.pair(Pair(cell.title, (value,)))
    why = At(0, rows.width - 34 * MM - 2 * PAD, part.reason.text, shape=part.reason.shape)
    if len(rows.lines(why)) > REASON_LINES:
        yield from rows.pair(Pair("", (part.reason,)))


def _cells(
    rows: FaceRows, cells: Sequence[tuple[Cell, float, float]], top: float, marks: list[Mark], *, letters: bool = False
) -> float:
    """Cells side by side below ``top``: a title and at most four lines each. How tall they are."""
    tallest = 0.0
    for cell, x, width in cells:
        at, room, y = x + PAD, width - 2 * PAD, top + PAD - 2
        title = At(at, room, cell.title, bold=True, cell="P")
        for wanted in [title, *_values(rows, cell, at, room)]:
            if wanted.shape == WRITE:
                y += rows.sizes.write_line_mm * MM
                marks.append(RuleMark(rows.place(at, room), y, rows.place(at, room) + room, y, THIN))
                continue
            lines = rows.lines(wanted)
            marks += rows.set(wanted, lines, y)
            y += sum(line.height for line in lines)
        if letters and cell is cells[-1][0]:
            y += 16
        tallest = max(tallest, y - top + PAD - 2)
    return tallest


def _values(rows: FaceRows, cell: Cell, x: float, width: float) -> Iterator[At]:
    """Four lines of a cell at most; the last of them says where the rest stands."""
    room = FRAME_LINES
    for value in cell.values:
        if value.shape == WRITE:
            yield At(x, width, "", shape=WRITE)
            continue
        inset = 12.0 if value.number else 0.0
        text = f"{value.number}  {value.text}" if inset else value.text
        wanted = At(x, width, text, bold=value.bold, shape=value.shape, language=value.language)
        lines = rows.lines(wanted)
        if len(lines) > room:
            kept = "".join(line.text for line in lines[: max(room, 1)]).rstrip()
            wanted = wanted._replace(text=f"{kept[:-1].rstrip()}{CUT}")
            room = 0
            yield wanted
            return
        room -= len(lines)
        yield wanted


def seal(rows: FaceRows, letters: str, together_: str) -> list[Strip]:
    """The letters to be read out and the square, at their places in the last row of the frame."""
    third, qr = rows.width / 3, rows.sizes.qr_mm * MM
    room = rows.width - third - qr - 3 * PAD
    frame = next(part for block in rows.content.blocks for part in block.parts if isinstance(part, Frame))
    y = PAD - 2
    for wanted in [
        At(third + PAD, room + PAD, frame.confirm.title, bold=True),
        *_values(rows, frame.confirm, third + PAD, rows.width - third - qr - PAD - 2 * PAD),
    ]:
        y += sum(line.height for line in rows.lines(wanted))
    said = At(third + PAD, room, rows.content.seal[0].replace("{seal}", letters), ASK, bold=True)
    code = qr_text(together_, rows.content.code, rows.content.fingerprint, letters)
    marks: list[Mark] = [QrMark(rows.place(rows.width - qr - 3, qr), 2.0, code, qr)]
    marks += rows.set(said, rows.lines(said), y)
    return [Strip(qr, tuple(marks))]
