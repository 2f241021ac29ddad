"""Setting a form's content on A4: head, blocks that flow over pages, and a foot that carries the record's head."""

from __future__ import annotations

from collections.abc import Sequence

from screening.referral.content import (
    Block,
    Fields,
    FormContent,
    Line,
    Lines,
    Paragraph,
    Part,
    Said,
    Statement,
    Two,
)
from screening.referral.pdf import MM, Paper
from screening.referral.typeset import Line as SetLine
from screening.referral.typeset import Piece, set_paragraph
from screening.wording.typefaces import Weight, paper_sizes

GAP = 6.0
COLUMN_GAP = 14.0
NOTE = 0.30
"""Share of the width that the small column at the right takes (how a fact came)."""
NUMBER = 26.0
"""Width of the printed item number, in points."""
FOOT = 34.0
MOST_SAID = 20_000
"""Signs of one text of a person's; the record refuses longer ones before they get here."""


def render(content: FormContent) -> bytes:
    """The form as PDF bytes. The same content gives the same bytes; no file is written."""
    first = _Sheet(content, pages=1)
    first.draw()
    second = _Sheet(content, pages=first.paper.pages)
    second.draw()
    return second.paper.finished()


class _Sheet:
    """One pass over the form. The first pass only counts the pages that the foot of the second names."""

    def __init__(self, content: FormContent, *, pages: int) -> None:
        sizes = paper_sizes()
        self.content = content
        self.pages = pages
        self.size = sizes
        self.left = sizes.margin_start_mm * MM
        self.top = sizes.margin_top_mm * MM
        self.paper = Paper(f"Sheet {content.sheet} {content.code}".strip(), "ms")
        self.width = self.paper.width - self.left - sizes.margin_end_mm * MM
        self.bottom = self.paper.height - sizes.margin_bottom_mm * MM - FOOT
        self.y = 0.0

    def draw(self) -> None:
        self.page()
        self.head()
        for block in self.content.blocks:
            self.block(block)

    # --- pages

    def page(self) -> None:
        self.paper.begin_page()
        self.y = self.top
        self.foot()
        if self.content.practice:
            self.practice()

    def room(self, height: float) -> None:
        """Begin a new page when ``height`` does not fit any more."""
        if self.y + height > self.bottom:
            self.page()

    def lines(self, lines: Sequence[SetLine], x: float, width: float) -> None:
        """Lines that may run over to the next page, none of them lost."""
        for line in lines:
            self.room(line.height)
            at = x + width - line.width if line.rtl else x
            self.paper.draw_line(line, at, self.y)
            self.y += line.height

    def foot(self) -> None:
        content, size = self.content, self.size.label
        y = self.paper.height - self.size.margin_bottom_mm * MM - 22
        self.paper.rule(self.left, y, self.left + self.width, y)
        told = " · ".join((f"{content.sheet} {self.paper.pages}/{self.pages}", *content.foot[:1], content.code))
        self.small(told.strip(" ·"), self.left, y + 4, size)
        if len(content.foot) > 1:
            line = self.one(content.foot[1], size)
            self.paper.draw_line(line, self.left + self.width - line.width, y + 4)

    def practice(self) -> None:
        """The mark of practice in the margin above and below every page."""
        line = self.one(self.content.practice, self.size.label, Weight.BOLD)
        middle = self.left + (self.width - line.width) / 2
        self.paper.draw_line(line, middle, self.top - line.height - 4)
        self.paper.draw_line(line, middle, self.paper.height - self.size.margin_bottom_mm * MM + 2)

    # --- parts

    def head(self) -> None:
        content, size = self.content, self.size
        code = self.one(content.code, size.code, Weight.BOLD) if content.code else None
        taken = code.width + COLUMN_GAP if code is not None else 0.0
        y = self.y
        if code is not None:
            self.paper.draw_line(code, self.left + self.width - code.width, y)
        self.paper.bookmark(content.title.first)
        self.lines(self.both(content.title, size.heading, self.width - taken, bold=True), self.left, self.width - taken)
        self.lines(self.both(content.for_whom, size.label, self.width - taken), self.left, self.width - taken)
        self.y = max(self.y, y + (code.height if code is not None else 0)) + GAP
        self.paper.rule(self.left, self.y, self.left + self.width, self.y, thickness=size.rule_strong)
        self.y += GAP

    def block(self, block: Block) -> None:
        heading = self.both(block.heading, self.size.body + 1, self.width, bold=True)
        self.room(sum(line.height for line in heading) + 3 * self.size.body)
        self.y += GAP
        self.paper.bookmark(block.heading.first, level=1)
        self.lines(heading, self.left, self.width)
        self.paper.rule(self.left, self.y + 1, self.left + self.width, self.y + 1)
        self.y += GAP / 2 + 1
        for part in block.parts:
            self.part(part)

    def part(self, part: Part) -> None:
        match part:
            case Fields():
                self.fields(part)
            case Lines():
                self.facts(part)
            case Said():
                self.said(part)
            case Statement(text=text):
                self.statement(text)
            case Paragraph(text=text):
                self.lines(self.both(text, self.size.body, self.width), self.left, self.width)
                self.y += GAP / 2

    def fields(self, part: Fields) -> None:
        """Label over value, three side by side."""
        columns = 3
        width = (self.width - (columns - 1) * COLUMN_GAP) / columns
        for start in range(0, len(part.fields), columns):
            row = [
                (
                    self.both(field.label, self.size.label, width),
                    self.both(field.value, self.size.body, width, bold=True),
                )
                for field in part.fields[start : start + columns]
            ]
            height = max(sum(line.height for line in (*label, *value)) for label, value in row)
            self.room(height + GAP)
            top = self.y
            for index, (label, value) in enumerate(row):
                self.y = top
                x = self.left + index * (width + COLUMN_GAP)
                self.lines((*label, *value), x, width)
                self.paper.rule(x, top + height + 1, x + width, top + height + 1)
            self.y = top + height + GAP

    def facts(self, part: Lines) -> None:
        size = self.size.body
        if part.title.first or part.state.first:
            title = self.both(part.title, size, self.width * 0.62, bold=True)
            state = self.both(part.state, size, self.width * 0.36, bold=True) if part.state.first else ()
            height = max(sum(line.height for line in title), sum(line.height for line in state))
            self.room(height + 2 * size)
            top = self.y
            self.lines(title, self.left, self.width * 0.62)
            self.y = top
            self.lines(state, self.left + self.width * 0.64, self.width * 0.36)
            self.y = top + height + 1
        for line in part.lines:
            self.fact(line)
        self.y += GAP / 2

    def fact(self, line: Line) -> None:
        """One fact: its number, its words, and small at the right how it came."""
        size = self.size.body
        number = NUMBER if line.number else 0.0
        note_width = self.width * NOTE if line.note.first else 0.0
        width = self.width - number - note_width - (COLUMN_GAP if note_width else 0)
        text = self.both(line.text, size, width)
        note = self.both(line.note, self.size.label, note_width) if note_width else ()
        height = max(sum(each.height for each in text), sum(each.height for each in note))
        self.room(min(height, 4 * size))
        top = self.y
        if line.number:
            self.small(line.number, self.left, top, size)
        if height <= self.bottom - top:
            self.lines(note, self.left + self.width - note_width, note_width)
            self.y = top
        self.lines(text, self.left + number, width)
        self.y = max(self.y, top + height) if height <= self.bottom - top else self.y
        self.y += 1.5

    def said(self, part: Said) -> None:
        """Somebody's words, exactly, with a rule at their start edge."""
        self.lines(self.both(part.title, self.size.label, self.width, bold=True), self.left, self.width)
        if part.note.first:
            self.lines(self.both(part.note, self.size.label, self.width), self.left, self.width)
        words = set_paragraph(part.text[:MOST_SAID], size=self.size.body, width=self.width - 12)
        self.lines(words, self.left + 12, self.width - 12)
        self.y += GAP

    def statement(self, text: Two) -> None:
        inner = self.width - 20
        lines = self.both(text, self.size.body, inner, bold=True)
        height = sum(line.height for line in lines) + 12
        self.room(height)
        self.paper.frame(self.left, self.y, self.width, height, thickness=self.size.rule_strong)
        self.y += 6
        self.lines(lines, self.left + 10, inner)
        self.y += 6 + GAP / 2

    # --- text

    def both(self, text: Two, size: float, width: float, *, bold: bool = False) -> tuple[SetLine, ...]:
        """The first language upright, the second in italics behind it, as one paragraph."""
        weight = Weight.BOLD if bold else Weight.REGULAR
        if not text.second:
            return set_paragraph(text.first, size=size, weight=weight, width=width)
        pieces = (Piece(f"{text.first} / ", None, weight), Piece(text.second, None, Weight.ITALIC))
        return set_paragraph(pieces, size=size, width=width)

    def one(self, text: str, size: float, weight: Weight = Weight.REGULAR) -> SetLine:
        return set_paragraph(text, size=size, weight=weight, width=1e6)[0]

    def small(self, text: str, x: float, y: float, size: float) -> None:
        if text:
            self.paper.draw_line(self.one(text, size), x, y)
