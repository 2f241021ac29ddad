"""A sheet in one language as strips: head, frame, numbered blocks and foot; black on white alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from screening.documents.forms.first_page_rows import (
    PAD,
    THIN,
    WRITE,
    WRITE_PITCH,
    FaceRows,
    answer,
    pairs,
    plot,
    sides,
    steps,
    table,
)
from screening.documents.forms.paper import SectionContent
from screening.documents.layout.blocks import (
    AnswerStrip,
    Block,
    Frame,
    LabelledValues,
    Pairs,
    Plot,
    Said,
    Side,
    Sides,
    Steps,
    Table,
)
from screening.documents.layout.columns import ColumnLayout
from screening.documents.layout.line_boxes import (
    AreaMark,
    BoxMark,
    LineMark,
    Mark,
    QrMark,
    RuleMark,
    SealMark,
    Strip,
    together,
)
from screening.documents.layout.text_rows import Spot, kept_ends, tall
from screening.documents.paper_check.letters import qr_text
from screening.documents.pdf.writer import MM
from screening.documents.typography.paragraphs import Piece
from screening.wording.script.typefaces import Weight

URGENT, SOON, ASK = 17.0, 13.0, 12.0
WORD_WIDTH = 34 * MM
"""Room for the word that says how soon: one line, which nothing wraps."""
FRAME, BOX = 1.8, 1.2
FRAME_LINES, REASON_LINES = 4, 2
"""Lines that a cell of the frame holds."""
CUT = "\u2009…"
"""At the end of what goes on below the frame."""


def frame(rows: FaceRows, part: Frame) -> Iterator[Strip]:
    """How soon and why; three cells; who refers and how to confirm. One piece, each cell four lines at most."""
    marks: list[Mark] = []
    third = rows.width / 3
    height = _how_soon(rows, part, marks) if part.word else 0.0
    bands = [0.0, height] if part.word else [0.0]
    *upper, who = part.cells
    top, each = height, rows.width / max(1, len(upper))
    if upper:
        top += _cells(rows, [(cell, at * each, each) for at, cell in enumerate(upper)], top, marks)
    between = [rows.place(at * each, 0) for at in range(1, len(upper))]
    marks += [RuleMark(x, height, x, top, THIN) for x in between]
    bands.append(top)
    low = top
    qr = rows.sizes.qr_mm * MM
    confirm = part.confirm
    room = rows.width - third - (qr + PAD if rows.content.fingerprint else 0)
    deep = _cells(rows, [(who, 0, third), (confirm, third, room)], top, marks, letters=bool(rows.content.seal[0]))
    if rows.content.fingerprint:
        deep = max(deep, qr + 4)
        marks.append(SealMark(0.0, top))
    low += deep
    marks.append(RuleMark(rows.place(third, 0), top, rows.place(third, 0), low, THIN))
    marks += [RuleMark(0, y, rows.width, y, THIN) for y in bands[1:]]
    marks.append(AreaMark(0, 0, rows.width, low, FRAME))
    yield Strip(low, tuple(marks), gap=6, tag=(("Div", rows.key()),))
    yield from overflow(rows, part)


def _how_soon(rows: FaceRows, part: Frame, marks: list[Mark]) -> float:
    """The word that says how soon, and beside it what is asked and why, or the places for both. How tall it is."""
    x, width = WORD_WIDTH + PAD, rows.width - WORD_WIDTH - 2 * PAD
    ask = Spot(x, width, part.ask, ASK, weight=Weight.BOLD, cell="P")
    if part.by_hand:
        height = _to_fill_in(rows, part, ask, marks)
    else:
        why = Spot(x, width, part.reason.text, shape=part.reason.shape)
        ask_lines, why_lines = rows.lines(ask), rows.lines(why)[:REASON_LINES]
        height = tall((*ask_lines, *why_lines)) + 2 * PAD - 4
        marks += rows.marks(ask, ask_lines, PAD - 2)
        marks += rows.marks(why, why_lines, PAD - 2 + tall(ask_lines))
    (word,) = rows.lines(Spot(0, WORD_WIDTH, part.word, URGENT if part.urgent else SOON, weight=Weight.BOLD))[:1]
    left = rows.place(0, WORD_WIDTH)
    marks.append(AreaMark(left, 0, WORD_WIDTH, height, 0.0 if part.urgent else BOX))
    middle = left + (WORD_WIDTH - word.width) / 2
    marks.append(LineMark(word, middle, (height - word.height) / 2, white=part.urgent, cell="P"))
    return height


def _to_fill_in(rows: FaceRows, part: Frame, ask: Spot, marks: list[Mark]) -> float:
    """A box for each answer there is, the day by which one is asked for, and a line for the reason. How tall it is."""
    side, x, y = rows.sizes.box_mm * MM, ask.x, PAD + WRITE_PITCH - 4
    for text in part.boxes:
        at = Spot(x + side + 5, ask.width, text, weight=Weight.BOLD, cell="P")
        (line,) = rows.lines(at)[:1]
        at = at._replace(width=line.width + 2)
        marks.append(BoxMark(rows.place(x, side), y - side, False, side))
        marks += rows.marks(at, [line], y - side / 2 - line.height / 2)
        x = at.x + at.width + 12
    _labelled(rows, part.ask, x, ask.x + ask.width - x, y, marks)
    if part.boxes:
        y += WRITE_PITCH
        marks.append(rows.writing(ask.x, ask.width, y))
    return y + PAD


def _labelled(rows: FaceRows, label: str, x: float, width: float, y: float, marks: list[Mark]) -> None:
    """A line for a pen at ``y``, behind its label where it has one."""
    if label:
        at = Spot(x, width, label, cell="P")
        (line,) = rows.lines(at)[:1]
        marks += rows.marks(at, [line], y - line.height)
        x, width = x + line.width + 5, width - line.width - 5
    marks.append(rows.writing(x, width, y))


def overflow(rows: FaceRows, part: Frame) -> Iterator[Strip]:
    """What the frame has no room for, whole, right below it."""
    each = rows.width / max(1, len(part.cells) - 1)
    for cell in part.cells:
        room = (rows.width / 3 if cell is part.cells[-1] else each) - 2 * PAD
        told = zip(_values(rows, cell, 0, room), cell.values, strict=False)
        shown = sum(value.text in str(at.words) for at, value in told)
        for value in cell.values[shown:]:
            yield from rows.pair(LabelledValues(cell.label, (value,)))
    why = Spot(0, rows.width - 34 * MM - 2 * PAD, part.reason.text, shape=part.reason.shape)
    if len(rows.lines(why)) > REASON_LINES:
        yield from rows.pair(LabelledValues("", (part.reason,)))


def _cells(
    rows: FaceRows,
    cells: Sequence[tuple[LabelledValues, float, float]],
    top: float,
    marks: list[Mark],
    *,
    letters: bool = False,
) -> float:
    """Cells side by side below ``top``: a title and at most four lines each. How tall they are."""
    tallest = 0.0
    for cell, x, width in cells:
        at, room, y = x + PAD, width - 2 * PAD, top + PAD - 2
        title = Spot(at, room, cell.label, weight=Weight.BOLD, cell="P")
        for wanted in [title, *_values(rows, cell, at, room)]:
            if wanted.shape == WRITE:
                y += WRITE_PITCH
                _labelled(rows, str(wanted.words), at, room, y, marks)
                continue
            lines = rows.lines(wanted)
            marks += rows.marks(wanted, lines, y)
            y += tall(lines)
        if letters and cell is cells[-1][0]:
            y += 16
        tallest = max(tallest, y - top + PAD - 2)
    return tallest


def _values(rows: FaceRows, cell: LabelledValues, x: float, width: float) -> Iterator[Spot]:
    """Four lines of a cell at most; the last of them says where the rest stands."""
    room = FRAME_LINES
    for at, value in enumerate(cell.values, 1):
        if value.shape == WRITE:
            yield Spot(x, width, value.text, shape=WRITE)
            continue
        text = f"{value.number}  {value.text}" if value.number else value.text
        wanted = rows.spot(x, width, replace(value, text=text))
        lines = rows.lines(wanted)
        if len(lines) == room and at < len(cell.values):
            lines = rows.lines(marked := wanted._replace(words=f"{text}{CUT}"))
            if len(lines) == room:
                yield marked
                return
        if len(lines) > room:
            kept = "".join(line.text for line in lines[:room]).rstrip()
            yield wanted._replace(words=f"{kept[:-1].rstrip()}{CUT}")
            return
        room -= len(lines)
        yield wanted


TITLE, HEADING = 15.0, 11.5
BLOCK = 1.2
"""The rule above a block."""
WHOLE = 250.0
"""A block no taller than this is never cut by a page break."""


class FaceSheet(FaceRows):
    """Turns the content of one face into strips of its column."""

    def head(self) -> Iterator[Strip]:
        content = self.content
        code = Spot(
            self.width * 0.6, self.width * 0.4, content.code, self.sizes.code, weight=Weight.BOLD, side=Side.END
        )
        title = Spot(0, self.width * 0.7, content.title, TITLE, weight=Weight.BOLD)
        strip = self.row([title, code] if content.code else [title], gap=0, tag=(("H1", ""),))
        yield strip
        about = Spot(0, self.width * 0.76, self.face.about)
        day = Spot(self.width * 0.76, self.width * 0.24, self.face.day, self.sizes.label, side=Side.END)
        yield self.row([about, day], gap=1, tag=(("P", ""),))

    def above(self, page: int, pages: int) -> list[Strip]:
        """What stands above every page: that it is practice, and on later pages which sheet goes on."""
        found: list[Strip] = []
        if self.content.practice:
            found.append(self.row([Spot(0, self.width, self.content.practice, self.sizes.label, weight=Weight.BOLD)]))
        if page == 1:
            return [*found, Strip(4.0)] if found else []
        title = Spot(0, self.width * 0.6, self.face.continued, TITLE, weight=Weight.BOLD)
        code = Spot(
            self.width * 0.6, self.width * 0.4, self.content.code, self.sizes.code, weight=Weight.BOLD, side=Side.END
        )
        return [*found, self.row([title, code]), Strip(4.0)]

    def below(self, page: int, pages: int) -> list[Strip]:
        """The three words and what they mean, then sheet, page, code, destroy-by day, and how the record stands."""
        size, face = self.sizes.label, self.face
        words: list[Spot] = []
        x = 0.0
        wide = [self.note_width(each, size) for each in face.missing]
        spare = max(0.0, self.width - sum(wide)) / max(1, len(wide) - 1)
        for each, width in zip(face.missing, wide, strict=True):
            room = min(width, self.width - x) if sum(wide) <= self.width else self.width / 3
            words.append(Spot(x, room, each.text, size, shape=each.shape))
            x += room + (spare if sum(wide) <= self.width else 0.0)
        lone = pages == 1 and not face.missing and not self.content.foot  # nothing that somebody may have to count
        number = "" if lone else face.page.replace("{page}", str(page)).replace("{pages}", str(pages))
        left = "   ".join(text for text in (number, self.content.code, face.other) if text)
        destroy = Spot(0, self.width, face.destroy, size, weight=Weight.BOLD, side=Side.END)
        far = max(line.width for line in self.lines(destroy)) + 8 if face.destroy else 0.0
        line = [Spot(0, self.width - far, left, size), destroy._replace(x=self.width - far, width=far)]
        rows = [self.row(words, rule=THIN), self.row(line, gap=1)] if words else [self.row(line, rule=THIN)]
        if self.content.foot:
            rows.append(self.row([Spot(0, self.width, "  ".join(self.content.foot), size)], gap=0))
        if self.content.practice:
            rows.append(self.row([Spot(0, self.width, self.content.practice, size, weight=Weight.BOLD)], gap=0))
        return rows

    def seal(self, letters: str, seals: str) -> list[Strip]:
        """The letters to be read out and the square, at their places in the last row of the frame."""
        third, qr = self.width / 3, self.sizes.qr_mm * MM
        room = self.width - third - qr - 3 * PAD
        frame = next(part for block in self.content.blocks for part in block.parts if isinstance(part, Frame))
        y = PAD - 2
        for wanted in [
            Spot(third + PAD, room + PAD, frame.confirm.label, weight=Weight.BOLD),
            *_values(self, frame.confirm, third + PAD, self.width - third - qr - PAD - 2 * PAD),
        ]:
            y += tall(self.lines(wanted))
        said = Spot(third + PAD, room, self.content.seal[0].replace("{seal}", letters), ASK, weight=Weight.BOLD)
        code = qr_text(seals, self.content.code, self.content.fingerprint, letters)
        marks: list[Mark] = [QrMark(self.place(self.width - qr - 3, qr), 2.0, code, qr)]
        marks += self.marks(said, self.lines(said), y)
        return [Strip(qr, tuple(marks))]

    # --- the body

    def body(self) -> list[Strip]:
        found = list(self.head())
        for block in self.content.blocks:
            found += self.block(block)
        return found

    def block(self, block: SectionContent) -> list[Strip]:
        found: list[Strip] = []
        for part in block.parts:
            found += self.part(part)
        if not block.heading:
            return [found[0]._replace(gap=max(found[0].gap, 9.0)), *found[1:]] if found else []
        found = [*self.heading(block), *found]
        found[0] = found[0]._replace(apart=block.apart)
        if self.face.close and self.face.shorter is None:  # the last way to stand on its pages
            if len(found) > 1:  # but no line goes over alone
                found[-2] = found[-2]._replace(keep=True)
            return found
        whole = sum(strip.gap + strip.height for strip in found) <= WHOLE
        return together(found, keep=False) if whole else found

    def heading(self, block: SectionContent) -> Iterator[Strip]:
        """A rule, the heading with its number, and beside it what its shapes mean."""
        size = max(HEADING, self.sizes.body + 1.5)
        wanted = Spot(0, self.width, block.heading, size, weight=Weight.BOLD)
        own = max(line.width for line in self.lines(wanted)) + 8
        notes = [(each, self.note_width(each)) for each in block.note]
        beside = own + sum(width for _, width in notes) <= self.width
        cells = [wanted._replace(cell="H2")]
        x = self.width
        for each, width in reversed(notes) if beside else ():
            x -= width
            cells.append(Spot(x, width, each.text, 10, shape=each.shape, cell="P"))
        key = self.key()
        strip = self.row(cells, gap=5.5, rule=BLOCK, keep=True, tag=(("Sect", key),))
        yield strip._replace(bookmark=block.heading)
        if notes and not beside:
            at, row = 0.0, []
            for each, width in notes:
                row.append(Spot(at, width, each.text, 10, shape=each.shape))
                at += width
            yield self.row(row, gap=0)._replace(keep=True)

    def part(self, part: Block) -> list[Strip]:
        match part:
            case Frame() | Pairs() | Table() | Plot() | Steps() | Sides() | AnswerStrip():
                return list(_ROWS[type(part)](self, part))
            case Said():
                return list(self.said(part))
        return self.strips([part])

    def said(self, part: Said) -> Iterator[Strip]:
        """What it is about, then somebody's own words in their script, running their own way."""
        if part.title:
            yield self.row([Spot(0, self.width, part.title, weight=Weight.BOLD)], tag=(("P", ""),), keep=True)
        if part.text.strip():
            column, at = ColumnLayout(self.width, self.language, self.sizes), Spot(0, self.width, part.text)
            lines = self.typesetter.lines(
                (Piece(part.text, part.language),),
                language=part.language,
                size=self.sizes.body,
                width=self.width,
                tight=0.0,
            )
            tag = (("P", self.key()),)
            yield from kept_ends(Strip(line.height, tuple(column.marks(at, [line])), tag=tag) for line in lines)


_ROWS: dict[type, Callable[[FaceRows, Any], Iterable[Strip]]] = {
    Frame: frame, Pairs: pairs, Table: table, Plot: plot, Steps: steps, Sides: sides, AnswerStrip: answer,
}  # fmt: skip
"""What sets each block of a face."""
