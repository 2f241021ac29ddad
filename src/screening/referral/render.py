"""A form's content as blocks of a sheet: head, sections, and a foot that carries the record's fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.referral import blocks as bl
from screening.referral.content import Block, Fields, FormContent, Lines, Paragraph, Part, Said, Statement, Two
from screening.referral.sheet import sheet
from screening.wording.typefaces import Weight, paper_sizes

COLUMNS = 3
"""Fields side by side."""
TITLE_SHARE = 0.72
"""Of the width, beside a case's code or an element's state."""


def render(content: FormContent) -> bytes:
    """The form as PDF bytes. The same content gives the same bytes; no file is written."""
    form = _Form(content)
    return sheet(
        tuple(form.blocks()),
        title=f"{content.sheet} {content.code}".strip(),
        language=content.languages[0],
        head=form.above,
        foot=form.below,
    )


class _Form:
    def __init__(self, content: FormContent) -> None:
        self.content = content
        self.sizes = paper_sizes()

    def above(self, page: int, pages: int) -> Sequence[bl.Block]:
        """What stands above every page: nothing, or that it is practice."""
        return (*self.practice(), bl.Gap(8)) if self.content.practice else ()

    def below(self, page: int, pages: int) -> Sequence[bl.Block]:
        edition, *fingerprint = self.content.foot
        size = self.sizes.label
        told = " · ".join(text for text in (f"{self.content.sheet} {page}/{pages}", edition, self.content.code) if text)
        far = tuple(bl.Text(text, size=size, side=bl.Side.END) for text in fingerprint)
        line = bl.Split((bl.Text(told, size=size, side=bl.Side.START),), far, share=0.5)
        return (bl.Rule(), line, *self.practice())

    def practice(self) -> tuple[bl.Block, ...]:
        if not self.content.practice:
            return ()
        return (bl.Text(self.content.practice, size=self.sizes.label, weight=Weight.BOLD, side=bl.Side.CENTRE),)

    def blocks(self) -> Iterator[bl.Block]:
        content, sizes = self.content, self.sizes
        title = bl.Text(self.both(content.title, Weight.BOLD), size=sizes.heading)
        code = bl.Text(content.code, size=sizes.code, weight=Weight.BOLD, side=bl.Side.END)
        yield bl.Split((title,), (code,), share=TITLE_SHARE) if content.code else title
        yield bl.Text(self.both(content.for_whom), size=sizes.label)
        yield bl.Gap(3)
        yield bl.Rule(strong=True)
        for block in content.blocks:
            yield from self.section(block)

    def section(self, block: Block) -> Iterator[bl.Block]:
        yield bl.Heading(
            self.both(block.heading, Weight.BOLD), bookmark=block.heading.first, size=self.sizes.body + 1, ruled=True
        )
        for part in block.parts:
            yield from self.part(part)

    def part(self, part: Part) -> Iterator[bl.Block]:
        match part:
            case Fields():
                yield from self.fields(part)
            case Lines():
                yield from self.facts(part)
            case Said():
                yield from self.said(part)
            case Statement(text=text):
                yield bl.Statement(self.both(text, Weight.BOLD))
            case Paragraph(text=text):
                yield bl.Gap(3)
                yield bl.Text(self.both(text))

    def fields(self, part: Fields) -> Iterator[bl.Block]:
        """Label over value, three side by side; a shorter last row shares the width."""
        for start in range(0, len(part.fields), COLUMNS):
            yield bl.FieldRow(
                tuple(
                    bl.Field(self.both(each.label), self.both(each.value, Weight.BOLD))
                    for each in part.fields[start : start + COLUMNS]
                )
            )

    def facts(self, part: Lines) -> Iterator[bl.Block]:
        title = self.both(part.title, Weight.BOLD)
        if part.state.first:
            state = bl.Text(self.both(part.state, Weight.BOLD), side=bl.Side.END)
            yield bl.Gap(6)
            yield bl.Split((bl.Text(title),), (state,), share=TITLE_SHARE, keep=True)
        elif part.title.first:
            yield bl.Subheading(title)
        yield bl.Facts(tuple(bl.Fact(self.both(each.text), self.both(each.note), each.number) for each in part.lines))

    def said(self, part: Said) -> Iterator[bl.Block]:
        """Somebody's words, exactly, under what they are about and how they came."""
        small = self.sizes.label
        yield bl.Gap(3)
        yield bl.Text(self.both(part.title, Weight.BOLD), size=small, keep=True)
        if part.note.first:
            yield bl.Text(self.both(part.note), size=small, keep=True)
        if part.text.strip():
            yield bl.Quote(part.text, part.language)

    def both(self, text: Two, weight: Weight = Weight.REGULAR) -> bl.Words:
        """The first language upright, the second in italics behind it; nothing for an empty text."""
        languages = (self.content.languages[0], self.content.languages[-1])
        return bl.two_languages(text.first, text.second, languages, weight=weight) if text.first else ""
