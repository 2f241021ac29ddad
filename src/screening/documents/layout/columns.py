"""Blocks laid out in a column: each block as strips with their marks in place."""

from __future__ import annotations

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
    moved,
    side_by_side,
    together,
)
from screening.documents.layout.logo import png_size
from screening.documents.layout.text_rows import Spot, TextRows, kept_ends, tall
from screening.documents.pdf.writer import MM
from screening.documents.typography.paragraphs import ParagraphLine, Piece
from screening.wording.script.typefaces import Weight

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
_FIELDS = 3
"""Fields side by side."""
_TALLEST = 260.0
"""A row or frame lower than this is never cut by a page break."""


class ColumnLayout(TextRows):
    """Lays blocks out in a column."""

    def narrow(self, width: float) -> ColumnLayout:
        """A column inside this one."""
        return ColumnLayout(width, self.language, self.sizes, self.typesetter)

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
            case bl.Fields():
                rows = [block.fields[start : start + _FIELDS] for start in range(0, len(block.fields), _FIELDS)]
                return [strip for row in rows for strip in self._field_row(row, block.shares or (1.0,) * len(row))]
            case bl.Checks():
                return self._checks(block) if block.columns else self._flowing(block)
            case bl.Beside():
                return self._texts_beside(block)
            case bl.Lines():
                return self._lines(block)
            case bl.Statement():
                return self._statement(block)
            case bl.Said():
                about = bl.Text(block.title, size=self.sizes.label, weight=Weight.BOLD, keep=True)
                above = self._each(bl.Gap(_SMALL_GAP), about) if block.title else []
                return [*above, *self._quote(block.text, block.language)]
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

    def _in_line(self, cells: Sequence[Spot]) -> list[Strip]:
        """A row of texts; one strip unless they are tall."""
        row = self.row(cells, gap=2.0)
        if row.height <= _TALLEST:
            return [row]
        tallest = max(map(self.lines, cells), key=tall)
        found: list[Strip] = []
        top = 0.0
        for line in tallest:
            bottom = top + line.height if line is not tallest[-1] else row.height
            inside = tuple(
                moved(mark, 0.0, -top)
                for mark in row.marks
                if isinstance(mark, LineMark) and top <= mark.y + 0.01 < bottom + 0.01
            )
            found.append(Strip(max(line.height, bottom - top), inside, gap=0.0 if found else 2.0))
            top = bottom
        return found

    def _logo(self, block: bl.Logo) -> list[Strip]:
        across, down = png_size(block.data)
        height = LOGO_MM * MM
        width = min(self.width / 2, height * across / down)
        height = width * down / across
        return [Strip(height + 4.0, (PictureMark(self.place(0.0, width), 0.0, width, height, block.data),))]

    def _bar(self, share: float) -> RuleMark:
        width = self.width * min(1.0, max(0.0, share))
        left = self.place(0.0, width)
        return RuleMark(left, 3.0, left + width, 3.0, 5.0)

    def _columns(self, block: bl.Columns) -> Strip:
        """Each column's number stands over it and its name under it; the highest is ``PLOT_TALL``."""
        step, size = self.width / max(1, len(block.cells)), self.sizes.label
        zero = self.lines(Spot(0, step, "0", size, Weight.BOLD))[0].height
        over = zero + 2
        marks: list[Mark] = []
        tallest = 0.0
        for at, (name, number, share) in enumerate(block.cells):
            left, wide = at * step + step * 0.15, step * 0.7
            high = max(1.0, PLOT_TALL * share) if number else DASHED_TALL
            top = over + PLOT_TALL - high
            frame = AreaMark(self.place(left, wide), top, wide, high, 0.0 if number else 0.6, dashed=not number)
            marks.append(frame)
            if number:
                told = Spot(at * step, step, number, size, Weight.BOLD, bl.Side.CENTRE)
                marks += self.marks(told, self.lines(told), top - zero - 1)
            below = Spot(at * step, step, name, size, side=bl.Side.CENTRE)
            names = self.lines(below)
            marks += self.marks(below, names, over + PLOT_TALL + 3)
            tallest = max(tallest, tall(names))
        base = over + PLOT_TALL
        marks.append(RuleMark(0, base, self.width, base, 0.6))
        return Strip(base + 3 + tallest + 4, tuple(marks))

    def _text(
        self,
        words: bl.Wording,
        size: float,
        weight: Weight,
        language: str | None = None,
        side: bl.Side = bl.Side.OWN,
    ) -> list[Strip]:
        """A strip per line; the first two and the last two stay together."""
        at = Spot(0, self.width, words, size, weight, side, language)
        return kept_ends(Strip(line.height, tuple(self.marks(at, [line]))) for line in self.lines(at))

    def _field_row(self, row: Sequence[bl.Field], shares: Sequence[float]) -> list[Strip]:
        """Label over value, side by side; a row of fewer fields shares the width."""
        room = self.width - _GUTTER * (len(row) - 1)
        widths = [room * share / sum(shares) for share in shares]
        cells: list[tuple[Spot, list[ParagraphLine]]] = []
        x = 0.0
        for field, width in zip(row, widths, strict=True):
            value = Spot(x, width, field.value, weight=Weight.BOLD, language=field.language)
            cells.append((value, [*self.lines(Spot(x, width, field.label, self.sizes.label)), *self.lines(value)]))
            x += width + _GUTTER
        lefts = [(self.place(at.x, at.width), at.width) for at, _ in cells]
        rules = tuple(RuleMark(left, 2.0, left + width, 2.0, self.sizes.rule) for left, width in lefts)
        end = Strip(3.0, rules)
        height = max(tall(lines) for _, lines in cells)
        if height <= _TALLEST:
            marks = tuple(mark for at, lines in cells for mark in self.marks(at, lines))
            return [Strip(height, marks, gap=4.0, keep=True), end]
        found: list[Strip] = []
        for nth in range(max(len(lines) for _, lines in cells)):
            beside = [(at, lines[nth]) for at, lines in cells if nth < len(lines)]
            marks = tuple(mark for at, line in beside for mark in self.marks(at, [line]))
            found.append(Strip(max(line.height for _, line in beside), marks, gap=0.0 if nth else 4.0, keep=nth < 2))
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
                words = Spot(x + side + 6.0, width - side - 6.0, check.words, side=bl.Side.START)
                lines = self.lines(words)
                # The box stands on the middle of the first line's small letters.
                top = max(0.0, side / 2 - (lines[0].above - 0.27 * self.sizes.body))
                y = top + lines[0].above - 0.27 * self.sizes.body - side / 2
                marks.append(BoxMark(self.place(x, side), y, bool(check.crossed), side))
                marks += self.marks(words, lines, top)
                height = max(height, top + tall(lines))
            room = _SMALL_GAP if self.sizes.tight else 0.0
            found.append(Strip(max(height, side) + room, tuple(marks), gap=_SMALL_GAP))
        return found

    def _flowing(self, block: bl.Checks) -> list[Strip]:
        """Boxes as wide as their words, over as many rows as they need; words without a box keep theirs together."""
        side, size = self.sizes.box_mm * MM, self.sizes.label
        start = _NUMBER_WIDTH if block.indent else 0.0
        parts: list[tuple[bl.Check, tuple[ParagraphLine, ...], float]] = []
        for check in block.checks:
            before = 0.0 if check.crossed is None else side + _BOX_GAP
            lines = self.lines(Spot(0, self.width - start - before, check.words, size))
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
                y = baseline - 0.27 * size - side / 2
                rows[-1].append(BoxMark(self.place(x, side), y, check.crossed, side))
                heights[-1] = max(heights[-1], y + side)
            top = baseline - lines[0].above
            words = Spot(x + before, width - before, check.words, size, side=bl.Side.START)
            rows[-1] += self.marks(words, lines, top)
            heights[-1] = max(heights[-1], top + tall(lines))
            x += width + _CHECK_GAP
        if self.sizes.tight:  # lines are lower than boxes there
            heights = [height + _SMALL_GAP for height in heights]
        strips = [Strip(height, tuple(row), gap=_SMALL_GAP) for row, height in zip(rows, heights, strict=True)]
        return together(strips, keep=block.keep)

    def _texts_beside(self, block: bl.Beside) -> list[Strip]:
        start = _NUMBER_WIDTH if block.number else 0.0
        width = (self.width - _GUTTER * (len(block.texts) - 1)) / len(block.texts)
        placed: list[Spot] = []
        for at, text in enumerate(block.texts):
            x, room = (at * (width + _GUTTER), width) if at else (start, width - start)
            placed.append(Spot(x, room, text.words, text.size, text.weight, text.side, text.language))
        if block.number:
            placed.append(Spot(0.0, start, block.number, self.sizes.label, side=bl.Side.START))
        strips = self._in_line(placed)
        if block.ruled:
            strips = [Strip(_SMALL_GAP, (RuleMark(0, 0, self.width, 0, self.sizes.rule / 2),), keep=True), *strips]
        return together(strips, keep=True) if block.keep else strips

    def _lines(self, block: bl.Lines) -> list[Strip]:
        """Facts under their title."""
        title = self._each(bl.Subheading(block.title)) if block.title else []
        numbered = any(line.number for line in block.lines)
        return title + [strip for line in block.lines for strip in self._fact(line, numbered)]

    def _fact(self, fact: bl.Line, numbered: bool) -> list[Strip]:
        start = _NUMBER_WIDTH if numbered else 0.0
        note_width = self.width * _NOTE_SHARE if fact.note else 0.0
        width = self.width - start - (note_width + _GUTTER if fact.note else 0.0)
        beside = [Spot(start, width, fact.text, language=fact.language)]
        if fact.note:
            beside.append(Spot(self.width - note_width, note_width, fact.note, self.sizes.label, side=bl.Side.END))
        if fact.number:
            beside.append(Spot(0.0, start, fact.number, self.sizes.label, side=bl.Side.START))
        return self._in_line(beside)

    def _statement(self, block: bl.Statement) -> list[Strip]:
        words = Spot(_INSET, self.width - 2 * _INSET, block.text, weight=block.weight)
        lines = self.lines(words)
        thick = self.sizes.rule_strong
        height = tall(lines) + 2 * _INSET
        found: list[Strip] = []
        for at, line in enumerate(lines):
            top = _INSET if at == 0 else 0.0
            bottom = _INSET if line is lines[-1] else 0.0
            high = top + line.height + bottom
            marks: list[Mark] = [*self.marks(words, [line], top)]
            marks += [RuleMark(x, 0, x, high, thick) for x in (0.0, self.width)]
            if top:
                marks.append(RuleMark(-thick / 2, 0, self.width + thick / 2, 0, thick))
            if bottom:
                marks.append(RuleMark(-thick / 2, high, self.width + thick / 2, high, thick))
            keep = not bottom and (height <= _TALLEST or at == 0)
            found.append(Strip(high, tuple(marks), gap=6.0 if at == 0 else 0.0, keep=keep))
        return [*found, Strip(2.0)]

    def _quote(self, words: str, language: str | None) -> list[Strip]:
        """Somebody's words, exactly, a strip per line; the first two and the last two stay together."""
        quoted = Spot(_INSET, self.width - 2 * _INSET, words)
        lines = self.typesetter.lines(
            (Piece(words, language),),
            language=language,
            size=self.sizes.body,
            width=quoted.width,
            tight=self.sizes.tight,
        )
        x = self.width if any(line.rtl for line in lines) else 0.0
        found = [
            Strip(line.height, (*self.marks(quoted, [line]), RuleMark(x, 0, x, line.height, self.sizes.rule)))
            for line in lines
        ]
        return kept_ends([found[0]._replace(gap=_SMALL_GAP), *found[1:]])

    def _writing_lines(self, block: bl.Write) -> list[Strip]:
        pitch = self.sizes.write_line_mm * MM
        found = together(self._text(block.label, self.sizes.label, Weight.REGULAR), keep=True)
        rule = RuleMark(0, pitch, self.width, pitch, self.sizes.rule)
        return [found[0]._replace(gap=4.0), *found[1:], *[Strip(pitch, (rule,)) for _ in range(block.count)]]

    def _split(self, block: bl.Split) -> list[Strip]:
        first = (self.width - _GUTTER) * block.share
        second = self.width - _GUTTER - first
        placed = [
            (self.place(0.0, first), self.narrow(first).strips(block.start)),
            (self.place(first + _GUTTER, second), self.narrow(second).strips(block.end)),
        ]
        return [side_by_side(placed)._replace(keep=block.keep)]

    def _with_qr(self, block: bl.WithQr) -> list[Strip]:
        side = self.sizes.qr_mm * MM
        room = self.width - side - _GUTTER
        code = Strip(side, (QrMark(0.0, 0.0, block.content, side),))
        placed = [
            (self.place(0.0, room), self.narrow(room).strips(block.beside)),
            (self.place(self.width - side, side), [code]),
        ]
        return [side_by_side(placed)._replace(gap=6.0)]


def _until(parts: Sequence[tuple[bl.Check, tuple[ParagraphLine, ...], float]], at: int) -> float:
    """How wide the words without a box are, with the boxes up to the next such words."""
    width = parts[at][2]
    for check, _, more in parts[at + 1 :]:
        if check.crossed is None:
            break
        width += _CHECK_GAP + more
    return width


Chrome = Callable[[int, int], Sequence[bl.Block]]
"""The head or foot of page ``n`` of ``m``."""
