"""A sheet in one language as strips: frame, numbered blocks, tables, plot, answer strip; black on white alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from screening.documents.forms.parts import (
    Answer,
    Block,
    Boxes,
    Cell,
    Choice,
    Face,
    Fields,
    FormContent,
    Frame,
    Pair,
    Pairs,
    Paragraph,
    Part,
    Plot,
    Said,
    Sides,
    Steps,
    Table,
    Value,
    Write,
)
from screening.documents.layout import blocks as bl
from screening.documents.layout.columns import Column
from screening.documents.layout.line_boxes import (
    AreaMark,
    BoxMark,
    LineMark,
    Mark,
    QrMark,
    RuleMark,
    SealMark,
    ShapeMark,
    Strip,
    together,
)
from screening.documents.pdf.checksum_letters import qr_text
from screening.documents.pdf.structure_tags import Path
from screening.documents.pdf.writer import MM
from screening.documents.typography.paragraphs import Line, Piece, at_pitch, set_paragraph
from screening.wording.script.scripts import direction
from screening.wording.script.typefaces import Weight, face_sizes

TITLE, URGENT, ASK, HEADING = 15.0, 17.0, 12.0, 11.5
FRAME, BLOCK, THIN = 1.8, 1.2, 0.5
PAD = 6.0
SHAPE = 8.5
WRITE = "write"
"""In place of a shape: an empty line for a pen."""
NUMBER = 30.0
COLUMN_GAP = 6 * MM
LABEL = 45 * MM
FRAME_LINES, REASON_LINES = 4, 2
CUT = "\u2009…"
"""At the end of what goes on below the frame."""
"""Lines that a cell of the frame holds."""
CLOSE = 1.2
"""The pitch of lines, in font sizes, of a sheet that would not stand on its pages."""
TALLEST = 120.0
"""A text taller than this goes on over a page break."""
WHOLE = 250.0
"""A block no taller than this is never cut by a page break."""
PLOT_LABEL, PLOT_WIDTH, PLOT_ROW = 46 * MM, 70 * MM, 8.4 * MM


Lines = dict[tuple[str, str, bool, float, float], tuple[Line, ...]]
"""Lines by text, language, whether bold, size and width."""


@dataclass(frozen=True, slots=True)
class At:
    """A text at its place in a row: left edge and width from the starting side, with what is special about it."""

    x: float
    width: float
    text: str
    size: float = 10.0
    bold: bool = False
    shape: str = ""
    end: bool = False
    cell: str = ""
    language: str | None = None


class FaceSheet:
    """Turns the content of one face into strips of its column."""

    def __init__(self, content: FormContent, known: Lines | None = None) -> None:
        """``known`` are lines that a longer version of the sheet has set."""
        self.content = content
        self.sizes = face_sizes()
        self.pitch = CLOSE if content.face is not None and content.face.close else self.sizes.tight
        self.width = (self.sizes.width_mm - self.sizes.margin_start_mm - self.sizes.margin_end_mm) * MM
        self.language = content.languages[0]
        self.mirrored = direction(self.language) == "rtl"
        self._keys = itertools.count()
        self.known: Lines = known if known is not None else {}
        """Lines that were set before, at any pitch: the frame is set once to measure it and once to fill it."""
        self._at_pitch: Lines = {}

    @property
    def face(self) -> Face:
        assert self.content.face is not None
        return self.content.face

    # --- rows

    def lines(self, at: At) -> tuple[Line, ...]:
        language, size = at.language or self.language, max(at.size, self.sizes.body_min)
        room = at.width - (SHAPE + 4 if at.shape else 0)
        key = (at.text, language, at.bold, size, room)
        found = self._at_pitch.get(key)
        if found is None:
            known = self.known.get(key)
            if known is None:
                pieces = [Piece(at.text, language, Weight.BOLD if at.bold else Weight.REGULAR)]
                found = set_paragraph(pieces, language=language, size=size, width=room, tight=self.pitch)
                self.known[key] = found
            else:
                found = at_pitch(known, size, self.pitch)
            self._at_pitch[key] = found
        return found

    def place(self, x: float, width: float) -> float:
        return self.width - x - width if self.mirrored else x

    def row(
        self,
        cells: Sequence[At],
        *,
        gap: float = 1.5,
        tag: Path = (),
        keep: bool = False,
        rule: float = 0.0,
        below: float = 0.0,
        most: int = 0,
    ) -> Strip:
        """Texts side by side, first lines on one baseline; ``rule`` above them. ``most`` lines at most, if not 0."""
        set_ = [(at, self.lines(at)) for at in cells if at.text or at.shape]
        top = 3.0 if rule else 0.0
        marks: list[Mark] = [RuleMark(0, 0, self.width, 0, rule)] if rule else []
        if not set_:
            return Strip(top, tuple(marks), gap=gap, keep=keep)
        above = max(lines[0].above for _, lines in set_)
        height = 0.0
        for at, lines in set_:
            shown = lines[:most] if most else lines
            y = top + above - lines[0].above
            marks += self.set(at, shown, y)
            height = max(height, y + sum(line.height for line in shown))
        if below:
            marks.append(RuleMark(0, height + 1.5, self.width, height + 1.5, below))
            height += 2.0
        return Strip(height, tuple(marks), gap=gap, keep=keep, tag=tag)

    def set(self, at: At, lines: Iterable[Line], y: float) -> Iterator[Mark]:
        """The marks of lines from ``y`` down, with the shape before the first."""
        left, inset = self.place(at.x, at.width), SHAPE + 4 if at.shape else 0.0
        first = True
        for line in lines:
            if first and at.shape:
                side = left + at.width - SHAPE if self.mirrored else left
                if at.end:
                    side = left + at.width - line.width - inset
                yield ShapeMark(at.shape, side, y + line.above - 0.36 * at.size - SHAPE / 2, SHAPE)
            spare = at.width - inset - line.width
            right = line.rtl or at.end != self.mirrored
            x = left + (inset if not self.mirrored else 0.0) + (spare if right else 0.0)
            yield LineMark(line, x, y, cell=at.cell if first else "")
            first = False
            y += line.height

    def key(self) -> str:
        return str(next(self._keys))

    # --- head and foot

    def head(self) -> Iterator[Strip]:
        content = self.content
        code = At(self.width * 0.6, self.width * 0.4, content.code, self.sizes.code, bold=True, end=True)
        title = At(0, self.width * 0.7, content.title.first, TITLE, bold=True)
        strip = self.row([title, code] if content.code else [title], gap=0, tag=(("H1", ""),))
        yield strip
        about = At(0, self.width * 0.76, self.face.about)
        day = At(self.width * 0.76, self.width * 0.24, self.face.day, self.sizes.label, end=True)
        yield self.row([about, day], gap=1, tag=(("P", ""),))

    def above(self, page: int, pages: int) -> list[Strip]:
        """What stands above every page: that it is practice, and on later pages which sheet goes on."""
        found: list[Strip] = []
        if self.content.practice:
            found.append(self.row([At(0, self.width, self.content.practice, self.sizes.label, bold=True)]))
        if page == 1:
            return [*found, Strip(4.0)] if found else []
        title = At(0, self.width * 0.6, self.face.continued, TITLE, bold=True)
        code = At(self.width * 0.6, self.width * 0.4, self.content.code, self.sizes.code, bold=True, end=True)
        return [*found, self.row([title, code]), Strip(4.0)]

    def below(self, page: int, pages: int) -> list[Strip]:
        """The three words and what they mean, then sheet, page, code, destroy-by day, and how the record stands."""
        size, face = self.sizes.label, self.face
        words: list[At] = []
        x = 0.0
        wide = [self.note_width(each, size) for each in face.missing]
        spare = max(0.0, self.width - sum(wide)) / 2
        for each, width in zip(face.missing, wide, strict=True):
            room = min(width, self.width - x) if sum(wide) <= self.width else self.width / 3
            words.append(At(x, room, each.text, size, shape=each.shape))
            x += room + (spare if sum(wide) <= self.width else 0.0)
        number = face.page.replace("{page}", str(page)).replace("{pages}", str(pages))
        left = "   ".join(text for text in (number, self.content.code, face.other) if text)
        rows = [
            self.row(words, rule=THIN),
            self.row(
                [
                    At(0, self.width * 0.58, left, size),
                    At(self.width * 0.58, self.width * 0.42, face.destroy, size, bold=True, end=True),
                ],
                gap=1,
            ),
        ]
        if self.content.foot:
            rows.append(self.row([At(0, self.width, "  ".join(self.content.foot), size)], gap=0))
        if self.content.practice:
            rows.append(self.row([At(0, self.width, self.content.practice, size, bold=True)], gap=0))
        return rows

    # --- the body

    def strips(self) -> list[Strip]:
        found = list(self.head())
        for block in self.content.blocks:
            found += self.block(block)
        return found

    def block(self, block: Block) -> list[Strip]:
        found: list[Strip] = []
        for part in block.parts:
            found += self.part(part)
        if not block.heading.first:
            return found
        found = [*self.heading(block), *found]
        if self.face.close and self.face.shorter is None:  # the last way to stand on its pages
            return found
        whole = sum(strip.gap + strip.height for strip in found) <= WHOLE
        return together(found, keep=False) if whole else found

    def heading(self, block: Block) -> Iterator[Strip]:
        """A rule, the heading with its number, and beside it what its shapes mean."""
        wanted = At(0, self.width, block.heading.first, HEADING, bold=True)
        own = max(line.width for line in self.lines(wanted)) + 8
        notes = [(each, self.note_width(each)) for each in block.note]
        beside = own + sum(width for _, width in notes) <= self.width
        cells = [replace(wanted, cell="H2")]
        x = self.width
        for each, width in reversed(notes) if beside else ():
            x -= width
            cells.append(At(x, width, each.text, 10, shape=each.shape, cell="P"))
        key = self.key()
        strip = self.row(cells, gap=5.5, rule=BLOCK, keep=True, tag=(("Sect", key),))
        yield replace(strip, bookmark=block.heading.first)
        if notes and not beside:
            at, row = 0.0, []
            for each, width in notes:
                row.append(At(at, width, each.text, 10, shape=each.shape))
                at += width
            yield replace(self.row(row, gap=0), keep=True)

    def note_width(self, value: Value, size: float = 10.0) -> float:
        wide = At(0, 1000, value.text, size, shape=value.shape)
        return max(line.width for line in self.lines(wide)) + (SHAPE + 4 if value.shape else 0) + 9

    def part(self, part: Part) -> list[Strip]:
        match part:
            case Frame():
                return [self.frame(part), *self.overflow(part)]
            case Pairs():
                return list(self.pairs(part))
            case Table():
                return list(self.table(part))
            case Plot():
                return list(self.plot(part))
            case Steps():
                return list(self.steps(part))
            case Sides():
                return [self.sides(part)]
            case Answer():
                return [self.answer(part)]
            case Said():
                return list(self.said(part))
        return Column(self.width, self.language, self.sizes).strips(self.by_hand(part))

    # --- frame

    def frame(self, part: Frame) -> Strip:
        """How soon and why; three cells; who refers and how to confirm. One piece, each cell four lines at most."""
        marks: list[Mark] = []
        third, word_width = self.width / 3, 34 * MM
        soon = At(0, word_width, part.word, URGENT if part.urgent else 13, bold=True)
        ask = At(word_width + PAD, self.width - word_width - 2 * PAD, part.ask, ASK, bold=True, cell="P")
        why = At(ask.x, ask.width, part.reason.text, shape=part.reason.shape)
        ask_lines, why_lines = self.lines(ask), self.lines(why)[:REASON_LINES]
        height = sum(line.height for line in (*ask_lines, *why_lines)) + 2 * PAD - 4
        (word,) = self.lines(soon)[:1]
        left = self.place(0, word_width)
        marks.append(
            AreaMark(left, 0, word_width, height, 0.0) if part.urgent else AreaMark(left, 0, word_width, height, BLOCK)
        )
        marks.append(
            LineMark(
                word, left + (word_width - word.width) / 2, (height - word.height) / 2, white=part.urgent, cell="P"
            )
        )
        marks += self.set(ask, ask_lines, PAD - 2)
        marks += self.set(why, why_lines, PAD - 2 + sum(line.height for line in ask_lines))
        bands = [0.0, height]
        needed, where, way, who = part.cells
        top = height
        top += self.cells([(needed, 0, third), (where, third, third), (way, 2 * third, third)], top, marks)
        for x in (third, 2 * third):
            marks.append(RuleMark(self.place(x, 0), height, self.place(x, 0), top, THIN))
        bands.append(top)
        low = top
        qr = self.sizes.qr_mm * MM
        confirm = part.confirm
        room = self.width - third - (qr + PAD if self.content.fingerprint else 0)
        tall = self.cells([(who, 0, third), (confirm, third, room)], top, marks, letters=bool(self.content.seal[0]))
        if self.content.fingerprint:
            tall = max(tall, qr + 4)
            marks.append(SealMark(0.0, top))
        low += tall
        marks.append(RuleMark(self.place(third, 0), top, self.place(third, 0), low, THIN))
        marks += [RuleMark(0, y, self.width, y, THIN) for y in bands[1:]]
        marks.append(AreaMark(0, 0, self.width, low, FRAME))
        return Strip(low, tuple(marks), gap=6, tag=(("Div", self.key()),))

    def overflow(self, part: Frame) -> Iterator[Strip]:
        """What the frame has no room for, whole, right below it."""
        for cell in part.cells:
            shown = sum(1 for at in self.values(cell, 0, self.width / 3 - 2 * PAD) if not at.text.endswith(CUT))
            for value in cell.values[shown:]:
                yield from self.pair(Pair(cell.title, (value,)))
        why = At(0, self.width - 34 * MM - 2 * PAD, part.reason.text, shape=part.reason.shape)
        if len(self.lines(why)) > REASON_LINES:
            yield from self.pair(Pair("", (part.reason,)))

    def cells(
        self, cells: Sequence[tuple[Cell, float, float]], top: float, marks: list[Mark], *, letters: bool = False
    ) -> float:
        """Cells side by side below ``top``: a title and at most four lines each. How tall they are."""
        tallest = 0.0
        for cell, x, width in cells:
            at, room, y = x + PAD, width - 2 * PAD, top + PAD - 2
            title = At(at, room, cell.title, bold=True, cell="P")
            for wanted in [title, *self.values(cell, at, room)]:
                if wanted.shape == WRITE:
                    y += self.sizes.write_line_mm * MM
                    marks.append(RuleMark(self.place(at, room), y, self.place(at, room) + room, y, THIN))
                    continue
                lines = self.lines(wanted)
                marks += self.set(wanted, lines, y)
                y += sum(line.height for line in lines)
            if letters and cell is cells[-1][0]:
                y += 16
            tallest = max(tallest, y - top + PAD - 2)
        return tallest

    def values(self, cell: Cell, x: float, width: float) -> Iterator[At]:
        """Four lines of a cell at most; the last of them says where the rest stands."""
        room = FRAME_LINES
        for value in cell.values:
            if value.shape == WRITE:
                yield At(x, width, "", shape=WRITE)
                continue
            inset = 12.0 if value.number else 0.0
            text = f"{value.number}  {value.text}" if inset else value.text
            wanted = At(x, width, text, bold=value.bold, shape=value.shape, language=value.language)
            lines = self.lines(wanted)
            if len(lines) > room:
                kept = "".join(line.text for line in lines[: max(room, 1)]).rstrip()
                wanted = replace(wanted, text=f"{kept[:-1].rstrip()}{CUT}")
                room = 0
                yield wanted
                return
            room -= len(lines)
            yield wanted

    def seal(self, letters: str, together_: str) -> list[Strip]:
        """The letters to be read out and the square, at their places in the last row of the frame."""
        third, qr = self.width / 3, self.sizes.qr_mm * MM
        room = self.width - third - qr - 3 * PAD
        frame = next(part for block in self.content.blocks for part in block.parts if isinstance(part, Frame))
        y = PAD - 2
        for wanted in [
            At(third + PAD, room + PAD, frame.confirm.title, bold=True),
            *self.values(frame.confirm, third + PAD, self.width - third - qr - PAD - 2 * PAD),
        ]:
            y += sum(line.height for line in self.lines(wanted))
        said = At(third + PAD, room, self.content.seal[0].replace("{seal}", letters), ASK, bold=True)
        code = qr_text(together_, self.content.code, self.content.fingerprint, letters)
        marks: list[Mark] = [QrMark(self.place(self.width - qr - 3, qr), 2.0, code, qr)]
        marks += self.set(said, self.lines(said), y)
        return [Strip(qr, tuple(marks))]

    # --- blocks

    def pairs(self, part: Pairs) -> Iterator[Strip]:
        if part.columns == 1:
            for pair in part.pairs:
                yield from self.pair(pair)
            return
        half = (self.width - COLUMN_GAP) / 2
        rows = -(-len(part.pairs) // 2)
        table = self.key()
        for at in range(rows):
            cells: list[At] = []
            marks: list[Mark] = []
            order = (at, at + rows) if part.ruled else (2 * at, 2 * at + 1)
            alone = order[1] >= len(part.pairs)
            for column, number in enumerate(order):
                if number < len(part.pairs):
                    cells += self.grid_cells(
                        part.pairs[number], column * (half + COLUMN_GAP), half, part.ruled, alone=alone
                    )
            strip = self.row(cells, gap=1.5, tag=(("Table", table), ("TR", self.key())))
            if part.ruled and at + 1 < rows:
                for column in (0, 1):
                    x = self.place(column * (half + COLUMN_GAP), half)
                    marks.append(RuleMark(x, strip.height + 1, x + half, strip.height + 1, THIN))
                strip = replace(strip, marks=(*strip.marks, *marks), height=strip.height + 1.5)
            yield strip

    def grid_cells(self, pair: Pair, x: float, half: float, ruled: bool, *, alone: bool) -> Iterator[At]:
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

    def pair(self, pair: Pair) -> Iterator[Strip]:
        """A label with its values beside it; without a label they take the whole width."""
        for at, value in enumerate(pair.values):
            x = LABEL + 4 if pair.label else 0.0
            told = At(x, self.width - x, value.text, bold=value.bold, shape=value.shape, language=value.language)
            lines = self.lines(told)
            cells = [At(0, LABEL, pair.label, bold=True)] if pair.label and not at else []
            if sum(line.height for line in lines) <= TALLEST:
                yield self.row([*cells, told], tag=(("P", ""),))
                continue
            key = self.key()
            if cells:
                yield self.row(cells, tag=(("P", key),), keep=True)
            for line in lines:
                yield Strip(line.height, tuple(self.set(told, [line], 0.0)), tag=(("P", key),))

    def table(self, part: Table) -> Iterator[Strip]:
        key = self.key()
        xs = [NUMBER]
        room = self.width - NUMBER
        for share in part.shares[:-1]:
            xs.append(xs[-1] + room * share)
        widths = [room * share - 6 for share in part.shares]
        widths[-1] = self.width - xs[-1]
        table = ("Table", key)
        size = self.sizes.label
        if part.heads:
            first, *others = part.heads
            cells = [At(0, NUMBER, first, size, cell="TH")]
            cells += [At(x, w, text, size, cell="TH") for x, w, text in zip(xs, widths, others, strict=True)]
            yield self.row(cells, gap=1, tag=(table, ("TR", self.key())), keep=True)
        for group in part.groups:
            if group.title.text:
                title = At(NUMBER - 12.5 if group.title.shape else NUMBER, room, group.title.text, bold=True,
                           shape=group.title.shape, cell=f"TH-row-span{len(part.shares) + 1}")  # fmt: skip
                yield self.row([title], gap=1, tag=(table, ("TR", self.key())), rule=THIN, keep=bool(group.rows))
            for at, row in enumerate(group.rows):
                cells = [At(0, NUMBER, row.number, cell="TH-row")]
                cells += [At(x, w, text, cell="TD") for x, w, text in zip(xs, widths, row.cells, strict=True)]
                keep = at + 1 < len(group.rows) and bool(group.title.text)
                yield self.row(cells, gap=0.5, tag=(table, ("TR", self.key())), keep=keep)

    def steps(self, part: Steps) -> Iterator[Strip]:
        key = self.key()
        for number, text in enumerate(part.steps, 1):
            cells = [
                At(0, 14, str(number), bold=True, cell="Lbl"),
                At(14, self.width - 14, text, cell="LBody"),
            ]
            yield self.row(cells, gap=0.5, tag=(("L", key), ("LI", str(number))))

    def plot(self, part: Plot) -> Iterator[Strip]:
        """Five rows of four equal columns: a box over whole columns, a diamond in the best one, and words."""
        key, column = self.key(), PLOT_WIDTH / 4
        words = PLOT_LABEL + PLOT_WIDTH + 8
        size = self.sizes.label
        heads = [At(PLOT_LABEL + at * column + 2, column - 2, text, size) for at, text in enumerate(part.heads)]
        heads.append(At(words, self.width - words, part.in_words, size))
        yield self.row(heads, tag=(("P", ""),), keep=True)
        for row in part.rows:
            label = At(0, PLOT_LABEL, row.label, bold=True, cell="TH-row")
            told = At(words, self.width - words, row.words.text, shape=row.words.shape, cell="TD")
            marks: list[Mark] = [RuleMark(0, 0, self.width, 0, THIN)]
            for at in (label, told):
                lines = self.lines(at)
                marks += self.set(at, lines, (PLOT_ROW - sum(line.height for line in lines)) / 2)
            for at_ in range(5):
                x = self.place(PLOT_LABEL + at_ * column, 0)
                marks.append(RuleMark(x, 0, x, PLOT_ROW, 0.4))
            low, best, high = row.columns or (0, -1, 3)
            wide = (high - low + 1) * column - 4
            x = self.place(PLOT_LABEL + low * column + 2, wide)
            marks.append(AreaMark(x, 5, wide, PLOT_ROW - 10, 1.0, dashed=row.columns is None))
            if best >= 0:
                side = 13.0
                middle = self.place(PLOT_LABEL + (best + 0.5) * column - side / 2, side)
                marks.append(ShapeMark("diamond", middle, (PLOT_ROW - side) / 2, side))
            yield Strip(PLOT_ROW, tuple(marks), tag=(("Table", key), ("TR", self.key())), keep=row is not part.rows[-1])
        yield Strip(1.0, (RuleMark(0, 0, self.width, 0, THIN),))

    def sides(self, part: Sides) -> Strip:
        """The same sentences in two languages, side by side."""
        count = len(part.sides)
        width = (self.width - COLUMN_GAP * (count - 1)) / count
        marks: list[Mark] = []
        tallest = 0.0
        for at, (language, sentences) in enumerate(part.sides):
            y = 0.0
            for sentence in sentences:
                wanted = At(at * (width + COLUMN_GAP), width, sentence, self.sizes.label, cell="P", language=language)
                lines = self.lines(wanted)
                marks += self.set(wanted, lines, y)
                y += sum(line.height for line in lines) + 2
            tallest = max(tallest, y)
        return Strip(tallest, tuple(marks), gap=2, tag=(("Div", self.key()),))

    def answer(self, part: Answer) -> Strip:
        """Boxes and lines in a dashed frame."""
        side, pitch = self.sizes.box_mm * MM, self.sizes.write_line_mm * MM
        title = At(PAD, self.width - 2 * PAD, part.title, bold=True, cell="P")
        lines = self.lines(title)
        marks: list[Mark] = list(self.set(title, lines, PAD - 1))
        y = PAD + sum(line.height for line in lines) + 3
        words = [max(line.width for line in self.lines(At(0, 1000, text))) for text, _ in part.boxes]
        spare = self.width - 2 * PAD - sum(words) - len(words) * (side + 5) - 12 * (len(words) - 1)
        ruled = max(1, sum(line for _, line in part.boxes))
        x = PAD
        for (text, line), width in zip(part.boxes, words, strict=True):
            marks.append(BoxMark(self.place(x, side), y, False, side))
            at = At(x + side + 5, width + 2, text, cell="P")
            (shown,) = self.lines(at)[:1]
            marks += self.set(at, [shown], y + side / 2 - shown.height / 2)
            x += side + 5 + width
            if line:
                marks.append(self.writing(x + 4, spare / ruled - 4, y + side))
                x += spare / ruled
            x += 12
        y += side + 5
        half = self.width * 0.62
        for text, x, room in zip(part.lines, (PAD, half), (half - 2 * PAD, self.width - half - PAD), strict=True):
            at = At(x, room, text, cell="P")
            (shown,) = self.lines(at)[:1]
            marks += self.set(at, [shown], y + pitch - shown.height)
            marks.append(self.writing(x + shown.width + 5, room - shown.width - 5, y + pitch))
        y += pitch + PAD
        marks.append(AreaMark(0, 0, self.width, y, 0.9, dashed=True))
        return Strip(y, tuple(marks), gap=9, tag=(("Div", self.key()),))

    def writing(self, x: float, width: float, y: float) -> RuleMark:
        left = self.place(x, width)
        return RuleMark(left, y, left + max(width, 1.0), y, THIN)

    def said(self, part: Said) -> Iterator[Strip]:
        """What it is about, then somebody's own words in their script, running their own way."""
        title = part.title.first
        if title:
            yield self.row([At(0, self.width, title, bold=True)], tag=(("P", ""),), keep=True)
        if part.text.strip():
            column = Column(self.width, self.language, self.sizes)
            lines = set_paragraph(part.text, language=part.language, size=self.sizes.body, width=self.width)
            key = self.key()
            strips = [Strip(line.height, column.marks([line], 0, self.width), tag=(("P", key),)) for line in lines]
            last = len(strips) - 1
            yield from (replace(strip, keep=at != last and at in (0, last - 1)) for at, strip in enumerate(strips))

    def by_hand(self, part: Part) -> Iterator[bl.Block]:
        """Boxes and lines for a pen, as on any other empty paper."""
        match part:
            case Boxes():
                yield bl.Checks(tuple(bl.Check(text.first, crossed) for text, crossed in part.boxes))
            case Choice():
                asked = (bl.Check(part.text.first, None),) if part.text.first else ()
                yield bl.Checks((*asked, *(bl.Check(each.first, False) for each in part.answers)), columns=0)
            case Write():
                yield bl.WritingLines(part.label.first, part.count)
            case Fields():
                yield bl.FieldRow(tuple(bl.Field(each.label.first, each.value.first) for each in part.fields))
            case Paragraph():
                yield bl.Text(part.text.first)
