"""A sheet in one language as strips: head, numbered blocks and foot; black on white alone.

Its parts stand in modules of their own: ``first_page_frame``, ``first_page_tables`` and so on.
"""

from __future__ import annotations

from collections.abc import Iterator

from screening.documents.forms import first_page_answer, first_page_frame, first_page_plot, first_page_tables
from screening.documents.forms.first_page_rows import COLUMN_GAP, THIN, At, FaceRows
from screening.documents.forms.parts import (
    Answer,
    Block,
    Boxes,
    Choice,
    Fields,
    Frame,
    Pairs,
    Paragraph,
    Part,
    Plot,
    Said,
    Sides,
    Steps,
    Table,
    Write,
)
from screening.documents.layout import blocks as bl
from screening.documents.layout.columns import Column
from screening.documents.layout.line_boxes import Mark, Strip, together
from screening.documents.typography.paragraphs import Piece

TITLE, HEADING = 15.0, 11.5
BLOCK = 1.2
"""The rule above a block."""
WHOLE = 250.0
"""A block no taller than this is never cut by a page break."""


class FaceSheet(FaceRows):
    """Turns the content of one face into strips of its column."""

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

    def seal(self, letters: str, together_: str) -> list[Strip]:
        return first_page_frame.seal(self, letters, together_)

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
        found[0] = found[0]._replace(apart=block.apart)
        if self.face.close and self.face.shorter is None:  # the last way to stand on its pages
            if len(found) > 1:  # but no line goes over alone
                found[-2] = found[-2]._replace(keep=True)
            return found
        whole = sum(strip.gap + strip.height for strip in found) <= WHOLE
        return together(found, keep=False) if whole else found

    def heading(self, block: Block) -> Iterator[Strip]:
        """A rule, the heading with its number, and beside it what its shapes mean."""
        wanted = At(0, self.width, block.heading.first, HEADING, bold=True)
        own = max(line.width for line in self.lines(wanted)) + 8
        notes = [(each, self.note_width(each)) for each in block.note]
        beside = own + sum(width for _, width in notes) <= self.width
        cells = [wanted._replace(cell="H2")]
        x = self.width
        for each, width in reversed(notes) if beside else ():
            x -= width
            cells.append(At(x, width, each.text, 10, shape=each.shape, cell="P"))
        key = self.key()
        strip = self.row(cells, gap=5.5, rule=BLOCK, keep=True, tag=(("Sect", key),))
        yield strip._replace(bookmark=block.heading.first)
        if notes and not beside:
            at, row = 0.0, []
            for each, width in notes:
                row.append(At(at, width, each.text, 10, shape=each.shape))
                at += width
            yield self.row(row, gap=0)._replace(keep=True)

    def part(self, part: Part) -> list[Strip]:
        match part:
            case Frame():
                return [first_page_frame.frame(self, part), *first_page_frame.overflow(self, part)]
            case Pairs():
                return list(first_page_tables.pairs(self, part))
            case Table():
                return list(first_page_tables.table(self, part))
            case Plot():
                return list(first_page_plot.plot(self, part))
            case Steps():
                return list(first_page_tables.steps(self, part))
            case Sides():
                return [self.sides(part)]
            case Answer():
                return [first_page_answer.answer(self, part)]
            case Said():
                return list(self.said(part))
        return Column(self.width, self.language, self.sizes, self.typesetter).strips(self.by_hand(part))

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

    def said(self, part: Said) -> Iterator[Strip]:
        """What it is about, then somebody's own words in their script, running their own way."""
        title = part.title.first
        if title:
            yield self.row([At(0, self.width, title, bold=True)], tag=(("P", ""),), keep=True)
        if part.text.strip():
            column = Column(self.width, self.language, self.sizes, self.typesetter)
            lines = self.typesetter.lines(
                (Piece(part.text, part.language),),
                language=part.language,
                size=self.sizes.body,
                width=self.width,
                tight=0.0,
            )
            key = self.key()
            strips = [Strip(line.height, column.marks([line], 0, self.width), tag=(("P", key),)) for line in lines]
            last = len(strips) - 1
            yield from (strip._replace(keep=at != last and at in (0, last - 1)) for at, strip in enumerate(strips))

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
