"""The strip at the end of a face, on which its reader answers."""

from __future__ import annotations

from screening.documents.forms.first_page_rows import PAD, THIN, At, FaceRows
from screening.documents.forms.parts import Answer
from screening.documents.layout.line_boxes import AreaMark, BoxMark, Mark, RuleMark, Strip
from screening.documents.pdf.writer import MM


def answer(rows: FaceRows, part: Answer) -> Strip:
    """Boxes and lines in a dashed frame."""
    side, pitch = rows.sizes.box_mm * MM, rows.sizes.write_line_mm * MM
    title = At(PAD, rows.width - 2 * PAD, part.title, bold=True, cell="P")
    lines = rows.lines(title)
    marks: list[Mark] = list(rows.set(title, lines, PAD - 1))
    y = PAD + sum(line.height for line in lines) + 3
    words = [max(line.width for line in rows.lines(At(0, 1000, text))) for text, _ in part.boxes]
    spare = rows.width - 2 * PAD - sum(words) - len(words) * (side + 5) - 12 * (len(words) - 1)
    ruled = max(1, sum(line for _, line in part.boxes))
    x = PAD
    for (text, line), width in zip(part.boxes, words, strict=True):
        marks.append(BoxMark(rows.place(x, side), y, False, side))
        at = At(x + side + 5, width + 2, text, cell="P")
        (shown,) = rows.lines(at)[:1]
        marks += rows.set(at, [shown], y + side / 2 - shown.height / 2)
        x += side + 5 + width
        if line:
            marks.append(_writing(rows, x + 4, spare / ruled - 4, y + side))
            x += spare / ruled
        x += 12
    y += side + 5
    half = rows.width * 0.62
    for text, x, room in zip(part.lines, (PAD, half), (half - 2 * PAD, rows.width - half - PAD), strict=True):
        at = At(x, room, text, cell="P")
        (shown,) = rows.lines(at)[:1]
        marks += rows.set(at, [shown], y + pitch - shown.height)
        marks.append(_writing(rows, x + shown.width + 5, room - shown.width - 5, y + pitch))
    y += pitch + PAD
    marks.append(AreaMark(0, 0, rows.width, y, 0.9, dashed=True))
    return Strip(y, tuple(marks), gap=9, tag=(("Div", rows.key()),))


def _writing(rows: FaceRows, x: float, width: float, y: float) -> RuleMark:
    left = rows.place(x, width)
    return RuleMark(left, y, left + max(width, 1.0), y, THIN)
