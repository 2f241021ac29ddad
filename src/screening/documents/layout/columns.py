"""Blocks laid out in a column: each block as strips with their marks in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from screening.documents.layout import blocks as bl
from screening.documents.layout.line_boxes import (
    AreaMark,
    BoxMark,
    LineMark,
    Mark,
    PictureMark,
    QrMark,
    RuleMark,
    Strip,
    side_by_side,
    together,
)
from screening.documents.layout.logo import png_size
from screening.documents.pdf.writer import MM
from screening.documents.typography.paragraphs import Line, Piece, Typesetter, set_paragraph
from screening.wording.script.scripts import direction, text_direction
from screening.wording.script.typefaces import PaperSizes, Weight, paper_sizes

_NEW_LINE, _COLON, _NEXT, _OPENS, _CLOSES = Piece("\n"), Piece(": "), Piece(" · "), Piece(" ("), Piece(")")
_GUTTER = 12.0
LOGO_MM = 12.0
"""The tallest a logo stands on a paper: a choice of the design, prescribed by nobody (docs/sources.md)."""
_INSET = 7.0
"""Between a frame and its words."""
_SMALL_GAP = 3.0
_NUMBER_WIDTH = 30.0
PLOT_TALL = 46.0
"""The highest column of a plot."""
DASHED_TALL = 10.0
"""The frame of a column whose number is not shown: the same whatever it is."""
_BOX_GAP = 4.0
_CHECK_GAP = 8.0
_NOTE_SHARE = 0.3
_TIGHT_NOTE = 0.45
_ABOUT_SHARE = 0.3
"""Of the width, for what somebody's words are about when it stands beside them."""
_FIELDS, _TIGHT_FIELDS = 3, 4
"""Fields side by side."""
_SHORT = 40
"""Letters of a title that may stand beside what it is about; a longer one stands above."""
_TITLE, _TIGHT_TITLE = 0.72, 0.78
"""Of the width, beside the state of an element."""
_TALLEST = 260.0
"""A row or frame lower than this is never cut by a page break."""


class Column:
    """Lays blocks out in a column of ``width`` points for a sheet in ``language``."""

    def __init__(
        self,
        width: float,
        language: str,
        sizes: PaperSizes | None = None,
        typesetter: Typesetter | None = None,
        second: str = "",
    ) -> None:
        """``typesetter`` is the document's; ``second`` the language that stands in italics behind the first."""
        self.typesetter = typesetter or Typesetter()
        self.width = width
        self.language, self.second = language, second or language
        self.mirrored = direction(language) == "rtl"
        self.sizes = sizes or paper_sizes()

    def narrow(self, width: float) -> Column:
        """A column inside this one."""
        return Column(width, self.language, self.sizes, self.typesetter, self.second)

    def strips(self, wanted: Iterable[bl.Block]) -> list[Strip]:
        found: list[Strip] = []
        for block in wanted:
            found += self._strips(block)
        gaps = self.sizes.gaps
        return found if gaps == 1 else [strip._replace(gap=strip.gap * gaps) for strip in found]

    def _strips(self, block: bl.Block) -> list[Strip]:
        match block:
            case bl.Heading():
                made = self._text(block.words, block.size or self.sizes.heading, Weight.BOLD)
                if block.ruled:
                    made.append(Strip(3.0, (RuleMark(0, 1.0, self.width, 1.0, self.sizes.rule),)))
                return together([made[0]._replace(gap=12.0, bookmark=block.bookmark), *made[1:]], keep=True)
            case bl.Subheading():
                made = self._text(block.words, self.sizes.body, Weight.BOLD)
                return together([made[0]._replace(gap=6.0), *made[1:]], keep=True)
            case bl.Text():
                size = block.size or self.sizes.body
                made = self._text(block.words, size, block.weight, block.language, block.side)
                return together([made[0]._replace(gap=_SMALL_GAP), *made[1:]], keep=True) if block.keep else made
            case bl.Paragraph():
                return self._each(bl.Gap(_SMALL_GAP), bl.Text(block.text))
            case bl.Fields():
                columns = block.columns or (_TIGHT_FIELDS if self.sizes.tight else _FIELDS)
                rows = [block.fields[start : start + columns] for start in range(0, len(block.fields), columns)]
                return [strip for row in rows for strip in self._field_row(row, block.shares or (1.0,) * len(row))]
            case bl.Checks():
                above = self._each(bl.Gap(_SMALL_GAP)) if block.apart else []
                return [*above, *(self._checks(block) if block.columns else self._flowing(block))]
            case bl.Beside():
                return self._texts_beside(block)
            case bl.Lines():
                return self._lines(block)
            case bl.Statement():
                return self._statement(block)
            case bl.Said():
                return self._said(block)
            case bl.Write():
                return self._writing_lines(block)
            case bl.Rule():
                thick = self.sizes.rule_strong if block.strong else self.sizes.rule
                return [Strip(4.0, (RuleMark(0, 2.0, self.width, 2.0, thick),), keep=False)]
            case bl.Logo():
                return self._logo(block)
            case bl.ChartBar():
                return [Strip(8.0, (self._bar(block.share),))]
            case bl.Columns():
                return [self._columns(block)]
            case bl.Gap():
                return [Strip(0.0, gap=block.height, keep=True)]
            case bl.Split():
                return self._split(block)
            case bl.WithQr():
                return self._with_qr(block)
            case bl.LaidOut():
                return list(block.strips)
        raise ValueError("a block of a sheet in one language alone")

    def _each(self, *wanted: bl.Block) -> list[Strip]:
        """The strips of what a block is made of."""
        return [strip for block in wanted for strip in self._strips(block)]

    def _pieces(self, words: bl.Wording, weight: Weight = Weight.REGULAR) -> tuple[Piece, ...]:
        return bl.pieces_of(words, (self.language, self.second), weight=weight)

    def lines(
        self, words: bl.Wording, size: float, weight: Weight, width: float, language: str | None = None
    ) -> tuple[Line, ...]:
        """The words set; the sheet's language stands in where none is said. Never under the smallest size."""
        pieces = bl.pieces_of(words, (self.language, self.second), language=language, weight=weight)
        size = max(size, min(self.sizes.label, self.sizes.body_min))
        return self.typesetter.lines(
            pieces,
            language=language or _first_language(pieces, self.language),
            size=size,
            width=width,
            tight=self.sizes.tight,
        )

    def _logo(self, block: bl.Logo) -> list[Strip]:
        across, down = png_size(block.data)
        height = LOGO_MM * MM
        width = min(self.width / 2, height * across / down)
        height = width * down / across
        return [Strip(height + 4.0, (PictureMark(self._place(0.0, width), 0.0, width, height, block.data),))]

    def _bar(self, share: float) -> RuleMark:
        width = self.width * min(1.0, max(0.0, share))
        left = self._place(0.0, width)
        return RuleMark(left, 3.0, left + width, 3.0, 5.0)

    def _columns(self, block: bl.Columns) -> Strip:
        """Each column's number stands over it and its name under it; the highest is ``PLOT_TALL``."""
        step, size = self.width / max(1, len(block.cells)), self.sizes.label
        heights = [self.lines("0", size, Weight.BOLD, step)[0].height]
        over = heights[0] + 2
        marks: list[Mark] = []
        tallest = 0.0
        for at, (name, number, share) in enumerate(block.cells):
            left, wide = at * step + step * 0.15, step * 0.7
            tall = max(1.0, PLOT_TALL * share) if number else DASHED_TALL
            top = over + PLOT_TALL - tall
            frame = AreaMark(self._place(left, wide), top, wide, tall, 0.0 if number else 0.6, dashed=not number)
            marks.append(frame)
            if number:
                lines = self.lines(number, size, Weight.BOLD, step)
                marks += self.marks(lines, at * step, step, top - heights[0] - 1, bl.Side.CENTRE)
            names = self.lines(name, size, Weight.REGULAR, step)
            marks += self.marks(names, at * step, step, over + PLOT_TALL + 3, bl.Side.CENTRE)
            tallest = max(tallest, sum(line.height for line in names))
        base = over + PLOT_TALL
        marks.append(RuleMark(0, base, self.width, base, 0.6))
        return Strip(base + 3 + tallest + 4, tuple(marks))

    def _place(self, x: float, width: float) -> float:
        """The left edge of something that begins ``x`` from the sheet's starting side."""
        return self.width - x - width if self.mirrored else x

    def marks(
        self, lines: Sequence[Line], x: float, width: float, y: float = 0.0, side: bl.Side = bl.Side.OWN
    ) -> tuple[LineMark, ...]:
        """The lines one below the other between ``x`` and ``x + width`` from the starting side."""
        left = self._place(x, width)
        found: list[LineMark] = []
        for line in lines:
            spare = width - line.width
            if side is bl.Side.CENTRE:
                spare /= 2
            elif not (line.rtl if side is bl.Side.OWN else (side is bl.Side.END) != self.mirrored):
                spare = 0.0
            found.append(LineMark(line, left + spare, y))
            y += line.height
        return tuple(found)

    def _text(
        self,
        words: bl.Wording,
        size: float,
        weight: Weight,
        language: str | None = None,
        side: bl.Side = bl.Side.OWN,
    ) -> list[Strip]:
        """A strip per line; the first two and the last two stay together."""
        lines = self.lines(words, size, weight, self.width, language)
        last = len(lines) - 1
        return [
            Strip(line.height, self.marks([line], 0, self.width, side=side), keep=at != last and at in (0, last - 1))
            for at, line in enumerate(lines)
        ]

    def _field_row(self, row: Sequence[bl.Field], shares: Sequence[float]) -> list[Strip]:
        """Label over value, side by side; a row of fewer fields shares the width."""
        room = self.width - _GUTTER * (len(row) - 1)
        widths = [room * share / sum(shares) for share in shares]
        cells: list[tuple[float, float, list[Line]]] = []
        x = 0.0
        for field, width in zip(row, widths, strict=True):
            label = self.lines(field.label, self.sizes.label, Weight.REGULAR, width)
            value = self.lines(field.value, self.sizes.body, Weight.BOLD, width, field.language)
            cells.append((x, width, [*label, *value]))
            x += width + _GUTTER
        rules = tuple(
            RuleMark(self._place(x, width), 2.0, self._place(x, width) + width, 2.0, self.sizes.rule)
            for x, width, _ in cells
        )
        end = Strip(3.0, rules)
        height = max(sum(line.height for line in lines) for _, _, lines in cells)
        if height <= _TALLEST:
            marks = tuple(mark for x, width, lines in cells for mark in self.marks(lines, x, width))
            return [Strip(height, marks, gap=4.0, keep=True), end]
        found: list[Strip] = []
        for at in range(max(len(lines) for _, _, lines in cells)):
            beside = [(x, width, lines[at]) for x, width, lines in cells if at < len(lines)]
            marks = tuple(mark for x, width, line in beside for mark in self.marks([line], x, width))
            found.append(Strip(max(line.height for _, _, line in beside), marks, gap=0.0 if at else 4.0, keep=at < 2))
        return [*found[:-1], found[-1]._replace(keep=True), end]

    def _checks(self, block: bl.Checks) -> list[Strip]:
        side = self.sizes.box_mm * MM
        width = (self.width - _GUTTER * (block.columns - 1)) / block.columns
        found: list[Strip] = []
        for first in range(0, len(block.checks), block.columns):
            marks: list[Mark] = []
            height = 0.0
            for at, check in enumerate(block.checks[first : first + block.columns]):
                x = at * (width + _GUTTER)
                lines = self.lines(check.words, self.sizes.body, Weight.REGULAR, width - side - 6.0)
                # The box stands on the middle of the first line's small letters.
                top = max(0.0, side / 2 - (lines[0].above - 0.27 * self.sizes.body))
                y = top + lines[0].above - 0.27 * self.sizes.body - side / 2
                marks.append(BoxMark(self._place(x, side), y, bool(check.crossed), side))
                marks += self.marks(lines, x + side + 6.0, width - side - 6.0, top, bl.Side.START)
                height = max(height, top + sum(line.height for line in lines))
            room = _SMALL_GAP if self.sizes.tight else 0.0
            found.append(Strip(max(height, side) + room, tuple(marks), gap=_SMALL_GAP))
        return found

    def _flowing(self, block: bl.Checks) -> list[Strip]:
        """Boxes as wide as their words, over as many rows as they need; words without a box keep theirs together."""
        side, size = self.sizes.box_mm * MM, self.sizes.label
        start = _NUMBER_WIDTH if block.indent else 0.0
        parts: list[tuple[bl.Check, tuple[Line, ...], float]] = []
        for check in block.checks:
            before = 0.0 if check.crossed is None else side + _BOX_GAP
            lines = self.lines(check.words, size, Weight.REGULAR, self.width - start - before)
            parts.append((check, lines, before + max(line.width for line in lines)))
        rows: list[list[Mark]] = [[]]
        heights, x = [side], start
        for at, (check, lines, width) in enumerate(parts):
            group = _until(parts, at) if check.crossed is None else width
            if x > start and x + group > self.width:
                rows.append([])
                heights.append(side)
                x = start
            baseline = max(lines[0].above, side / 2 + 0.27 * size)
            before = 0.0
            if check.crossed is not None:
                before = side + _BOX_GAP
                rows[-1].append(BoxMark(self._place(x, side), baseline - 0.27 * size - side / 2, check.crossed, side))
            top = baseline - lines[0].above
            rows[-1] += self.marks(lines, x + before, width - before, top, bl.Side.START)
            heights[-1] = max(heights[-1], top + sum(line.height for line in lines))
            x += width + _CHECK_GAP
        if self.sizes.tight:  # lines are lower than boxes there
            heights = [height + _SMALL_GAP for height in heights]
        strips = [Strip(height, tuple(row), gap=_SMALL_GAP) for row, height in zip(rows, heights, strict=True)]
        return together(strips, keep=block.keep)

    def _texts_beside(self, block: bl.Beside) -> list[Strip]:
        start = _NUMBER_WIDTH if block.number else 0.0
        width = (self.width - _GUTTER * (len(block.texts) - 1)) / len(block.texts)
        placed: list[tuple[tuple[Line, ...], float, float, bl.Side]] = []
        for at, text in enumerate(block.texts):
            x, room = (at * (width + _GUTTER), width) if at else (start, width - start)
            lines = self.lines(text.words, text.size or self.sizes.body, text.weight, room, text.language)
            placed.append((lines, x, room, text.side))
        if block.number:
            number = self.lines(block.number, self.sizes.label, Weight.REGULAR, start)
            placed.append((number, 0.0, start, bl.Side.START))
        strips = self._in_line(placed)
        if block.ruled:
            strips = [Strip(_SMALL_GAP, (RuleMark(0, 0, self.width, 0, self.sizes.rule / 2),), keep=True), *strips]
        return together(strips, keep=True) if block.keep else strips

    def _lines(self, block: bl.Lines) -> list[Strip]:
        """Facts under their title. On a tight page those that say the same are told together."""
        tight, lines = self.sizes.tight, block.lines
        numbered = any(line.number for line in lines)
        common = _common(lines) if tight and numbered else ""
        title = self._pieces(block.title, Weight.BOLD)
        if title and common:
            title = (*title, _COLON, *self._pieces(common))
        found: list[Strip] = []
        if block.state:
            share = (_TIGHT_TITLE if tight else _TITLE) if len(block.state.first) <= _SHORT else 0.5
            state = bl.Text(block.state, weight=Weight.BOLD, side=bl.Side.END)
            found += self._each(bl.Gap(6), bl.Split((bl.Text(title),), (state,), share=share, keep=True))
        elif title:
            found += self._each(bl.Subheading(title))
        if not tight:
            return found + self._facts(lines)
        if len(lines) > 2 and not any(line.note for line in lines):
            return found + self._each(bl.Text(self._in_a_row(lines)))
        if not numbered:
            return found + self._by_note(lines)
        if not title and common:
            found += self._each(bl.Text(common, size=self.sizes.label, keep=True))
        return found + self._facts([self._noted(line, common) for line in lines])

    def _facts(self, lines: Sequence[bl.Line]) -> list[Strip]:
        numbered = any(line.number for line in lines)
        return [strip for line in lines for strip in self._fact(line, numbered)]

    def _by_note(self, lines: Sequence[bl.Line]) -> list[Strip]:
        """Facts with the same answer in one paragraph behind it, where there are fewer answers than facts."""
        notes = list(dict.fromkeys(line.note for line in lines))
        if len(notes) * 2 > len(lines):
            return self._facts(lines)
        found: list[Strip] = []
        for note in notes:
            said = (*self._pieces(note, Weight.BOLD), _COLON) if note else ()
            found += self._each(bl.Text((*said, *self._in_a_row([line for line in lines if line.note == note]))))
        return found

    def _in_a_row(self, lines: Sequence[bl.Line]) -> tuple[Piece, ...]:
        """Facts that say nothing more, one behind the other."""
        found: list[Piece] = []
        for line in lines:
            found += (_NEXT,) if found else ()
            found += (Piece(f"{line.number}\u00a0", None, Weight.BOLD),) if line.number else ()
            found += self._pieces(line.text)
        return tuple(found)

    def _noted(self, line: bl.Line, common: bl.Wording) -> bl.Line:
        """How it came stands in brackets behind the fact, unless it is said above all of them."""
        words = self._pieces(line.text)
        if line.note and line.note != common and words:
            words = (*words, _OPENS, *self._pieces(line.note), _CLOSES)
        return bl.Line(words, "", line.number)

    def _fact(self, fact: bl.Line, numbered: bool) -> list[Strip]:
        start = _NUMBER_WIDTH if numbered else 0.0
        note_width = self.width * (_TIGHT_NOTE if self.sizes.tight else _NOTE_SHARE) if fact.note else 0.0
        width = self.width - start - (note_width + _GUTTER if fact.note else 0.0)
        words = self.lines(fact.text, self.sizes.body, Weight.REGULAR, width, fact.language)
        beside: list[tuple[tuple[Line, ...], float, float, bl.Side]] = [(words, start, width, bl.Side.OWN)]
        if fact.note:
            note = self.lines(fact.note, self.sizes.label, Weight.REGULAR, note_width)
            beside.append((note, self.width - note_width, note_width, bl.Side.END))
        if fact.number:
            number = self.lines(fact.number, self.sizes.label, Weight.REGULAR, start)
            beside.append((number, 0.0, start, bl.Side.START))
        return self._in_line(beside)

    def _in_line(self, beside: Sequence[tuple[Sequence[Line], float, float, bl.Side]]) -> list[Strip]:
        """Paragraphs side by side, their first lines on one baseline; one strip unless they are tall."""
        baseline = max(lines[0].above for lines, *_ in beside)
        marks: list[LineMark] = []
        for lines, x, width, side in beside:
            marks += self.marks(lines, x, width, baseline - lines[0].above, side)
        height = max(mark.y + mark.line.height for mark in marks)
        if height <= _TALLEST:
            return [Strip(height, tuple(marks), gap=2.0)]
        tallest = max(beside, key=lambda each: sum(line.height for line in each[0]))[0]
        found: list[Strip] = []
        top = 0.0
        for line in tallest:
            bottom = top + line.height if line is not tallest[-1] else height
            inside = tuple(mark._replace(y=mark.y - top) for mark in marks if top <= mark.y + 0.01 < bottom + 0.01)
            found.append(Strip(max(line.height, bottom - top), inside, gap=0.0 if found else 2.0))
            top = bottom
        return found

    def _statement(self, block: bl.Statement) -> list[Strip]:
        lines = self.lines(block.text, self.sizes.body, block.weight, self.width - 2 * _INSET)
        thick = self.sizes.rule_strong
        height = sum(line.height for line in lines) + 2 * _INSET
        found: list[Strip] = []
        for at, line in enumerate(lines):
            top = _INSET if at == 0 else 0.0
            bottom = _INSET if line is lines[-1] else 0.0
            tall = top + line.height + bottom
            marks: list[Mark] = list(self.marks([line], _INSET, self.width - 2 * _INSET, top))
            marks += [RuleMark(x, 0, x, tall, thick) for x in (0.0, self.width)]
            if top:
                marks.append(RuleMark(-thick / 2, 0, self.width + thick / 2, 0, thick))
            if bottom:
                marks.append(RuleMark(-thick / 2, tall, self.width + thick / 2, tall, thick))
            keep = not bottom and (height <= _TALLEST or at == 0)
            found.append(Strip(tall, tuple(marks), gap=6.0 if at == 0 else 0.0, keep=keep))
        return [*found, Strip(2.0)]

    def _said(self, block: bl.Said) -> list[Strip]:
        """Somebody's words, exactly, under what they are about and how they came, or beside it on a tight page.

        Only words that run from left to right have it beside them.
        """
        small, text = self.sizes.label, block.text
        title, note = self._pieces(block.title, Weight.BOLD), self._pieces(block.note)
        if not title:
            return self._quote(text, block.language)
        runs_on = text_direction(text, block.language) == "ltr"
        if self.sizes.tight and text.strip() and len(block.title.first) <= _SHORT and runs_on:
            return self._quote(text, block.language, (*title, _NEW_LINE, *note) if note else title)
        found = self._each(bl.Gap(_SMALL_GAP), bl.Text(title, size=small, keep=True))
        found += self._each(bl.Text(note, size=small, keep=True)) if note else []
        return found + (self._quote(text, block.language) if text.strip() else [])

    def _quote(self, words: str, language: str | None, about: bl.Wording = "") -> list[Strip]:
        """A strip per line, with what they are about beside the first ones; the first two and the last two stay
        together."""
        start = self.width * _ABOUT_SHARE + _GUTTER if about else 0.0
        room = self.width - start
        inside = room - 2 * _INSET
        lines = set_paragraph(
            words,
            language=language,
            size=self.sizes.body,
            width=inside,
            tight=self.sizes.tight,
            shaper=self.typesetter.shaper,
        )
        beside_it = self.lines(about, self.sizes.label, Weight.REGULAR, start - _GUTTER) if about else ()
        left = self._place(start, room)
        if beside_it and sum(line.height for line in lines) <= _TALLEST:
            quoted = self.narrow(room)._quote(words, language)
            label = Strip(sum(line.height for line in beside_it), self.marks(beside_it, 0.0, start - _GUTTER))
            return [side_by_side([(0.0, [label]), (left, quoted)])._replace(gap=_SMALL_GAP)]
        x = left + room if any(line.rtl for line in lines) else left
        found: list[Strip] = []
        for at in range(max(len(lines), len(beside_it))):
            beside = [each[at] for each in (lines, beside_it) if at < len(each)]
            above = max(line.above for line in beside)
            marks: list[Mark] = []
            if at < len(beside_it):
                marks += self.marks([beside_it[at]], 0.0, start - _GUTTER, above - beside_it[at].above, bl.Side.START)
            height = above + max(line.below for line in beside)
            if at < len(lines):
                marks += self.marks([lines[at]], start + _INSET, inside, above - lines[at].above)
                marks.append(RuleMark(x, 0, x, height, self.sizes.rule))
            found.append(Strip(height, tuple(marks), gap=0.0 if at else _SMALL_GAP))
        last = len(found) - 1
        return [strip._replace(keep=at != last and at in (0, last - 1)) for at, strip in enumerate(found)]

    def _writing_lines(self, block: bl.Write) -> list[Strip]:
        pitch = self.sizes.write_line_mm * MM
        found = together(self._text(block.label, self.sizes.label, Weight.REGULAR), keep=True)
        rule = RuleMark(0, pitch, self.width, pitch, self.sizes.rule)
        return [found[0]._replace(gap=4.0), *found[1:], *[Strip(pitch, (rule,)) for _ in range(block.count)]]

    def _split(self, block: bl.Split) -> list[Strip]:
        first = (self.width - _GUTTER) * block.share
        second = self.width - _GUTTER - first
        placed = [
            (self._place(0.0, first), self.narrow(first).strips(block.start)),
            (self._place(first + _GUTTER, second), self.narrow(second).strips(block.end)),
        ]
        return [side_by_side(placed)._replace(keep=block.keep)]

    def _with_qr(self, block: bl.WithQr) -> list[Strip]:
        side = self.sizes.qr_mm * MM
        room = self.width - side - _GUTTER
        code = Strip(side, (QrMark(0.0, 0.0, block.content, side),))
        placed = [
            (self._place(0.0, room), self.narrow(room).strips(block.beside)),
            (self._place(self.width - side, side), [code]),
        ]
        return [side_by_side(placed)._replace(gap=6.0)]


def _until(parts: Sequence[tuple[bl.Check, tuple[Line, ...], float]], at: int) -> float:
    """How wide the words without a box are, with the boxes up to the next such words."""
    width = parts[at][2]
    for check, _, more in parts[at + 1 :]:
        if check.crossed is None:
            break
        width += _CHECK_GAP + more
    return width


def _common(lines: Sequence[bl.Line]) -> bl.Wording:
    """How most of the lines came, where that is two of them or more."""
    (note, count), *_ = Counter(line.note for line in lines if line.note).most_common(1) or [("", 0)]
    return note if count > 1 else ""


def _first_language(pieces: Sequence[Piece], otherwise: str) -> str:
    return next((piece.language for piece in pieces if piece.language and piece.text), otherwise)


Chrome = Callable[[int, int], Sequence[bl.Block]]
"""The head or foot of page ``n`` of ``m``."""
