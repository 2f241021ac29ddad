"""A form's content as blocks of a sheet: head, sections, and a foot that carries the record's fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from screening.documents.forms.first_page_sheet import FaceSheet
from screening.documents.forms.parts import (
    Block,
    Boxes,
    Choice,
    Fields,
    FormContent,
    Line,
    Lines,
    Paragraph,
    Part,
    Said,
    Statement,
    Two,
    Write,
)
from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import Leaf, sheets, small_card
from screening.documents.pdf.checksum_letters import qr_text
from screening.documents.typography.paragraphs import Piece, Typesetter
from screening.wording.script.scripts import text_direction
from screening.wording.script.typefaces import Weight, paper_sizes, tight_sizes

FIELDS = 3
"""Fields side by side."""
TIGHT_FIELDS = 4
LABEL = 40
"""Letters of a title that may stand beside what it is about; a longer one stands above."""
CARD = (85.0, 54.0)
"""Millimetres of a business card."""
TITLE_SHARE = 0.72
"""Of the width, beside a case's code or an element's state."""
TIGHT_SHARE = 0.78


def render(content: FormContent) -> bytes:
    """The form as PDF bytes. The same content gives the same bytes; no file is written."""
    return render_all((content,))


def render_all(contents: Sequence[FormContent]) -> bytes:
    """Several sheets in one document, in their order; under one seal where the record has a fingerprint.

    A card is a document of its own size: nothing else can stand with it.
    """
    if contents[0].size == "card":
        return _card(contents[0])
    code = next((each.code for each in contents if each.code), "")
    title = " ".join(part for part in (*dict.fromkeys(each.sheet for each in contents), code) if part)
    typesetter = Typesetter()
    leaves = [leaf_of(each, contents, typesetter) for each in contents]
    return sheets(leaves, title=title, typesetter=typesetter)


def leaf_of(content: FormContent, contents: Sequence[FormContent], typesetter: Typesetter) -> Leaf:
    """One sheet of a document of ``contents``, set by the document's ``typesetter``."""
    if content.face is not None:
        return _face(content, contents, typesetter)
    form = _Form(content)
    together = " ".join(dict.fromkeys(each.sheet for each in contents))
    return Leaf(
        tuple(form.blocks()),
        content.languages[0],
        form.above,
        form.below,
        (lambda letters: form.seal(letters, together)) if content.seal[0] else None,
        tight=content.tight,
        closer=(lambda: leaf_of(_closer(content), contents, typesetter)) if content.fingerprint else None,
    )


def _closer(content: FormContent) -> FormContent:
    """A paper of a case in small print; one that is, with a single line in each place to write."""
    if not content.tight:
        return replace(content, tight=True)
    blocks = tuple(
        replace(block, parts=tuple(replace(part, count=1) if isinstance(part, Write) else part for part in block.parts))
        for block in content.blocks
    )
    return replace(content, blocks=blocks)


def _face(content: FormContent, contents: Sequence[FormContent], typesetter: Typesetter) -> Leaf:
    sheet = FaceSheet(content, typesetter)
    face = sheet.face
    shorter = face.shorter
    together = " ".join(dict.fromkeys(each.sheet for each in contents))
    return Leaf(
        (*((bl.Logo(content.logo),) if content.logo else ()), bl.Made(tuple(sheet.strips()))),
        content.languages[0],
        lambda page, pages: (bl.Made(tuple(sheet.above(page, pages))),),
        lambda page, pages: (bl.Made(tuple(sheet.below(page, pages))),),
        (lambda letters: (bl.Made(tuple(sheet.seal(letters, together))),)) if content.seal[0] else None,
        face=True,
        look=f"face-{content.sheet}-{content.languages[0]}",
        most=face.pages,
        shorter=(lambda: _face(shorter(), contents, typesetter)) if shorter is not None else None,
    )


def _card(content: FormContent) -> bytes:
    """The person's card: a title, a number, nothing that tells (RE9)."""
    sizes = paper_sizes()
    title, *lines = content.card
    blocks = [bl.Text(title, size=sizes.body, weight=Weight.BOLD)]
    blocks += [bl.Text(line, size=sizes.body) for line in lines]
    return small_card(blocks, title=title, language=content.languages[0], width_mm=CARD[0], height_mm=CARD[1])


class _Form:
    def __init__(self, content: FormContent) -> None:
        self.content = content
        self.sizes = tight_sizes() if content.tight else paper_sizes()
        self.share = TIGHT_SHARE if content.tight else TITLE_SHARE

    def above(self, page: int, pages: int) -> Sequence[bl.Block]:
        """What stands above every page: nothing, or that it is practice."""
        return (*self.practice(), bl.Gap(8)) if self.content.practice else ()

    def below(self, page: int, pages: int) -> Sequence[bl.Block]:
        edition, *fingerprint = self.content.foot or ("",)
        size = self.sizes.label
        sheet = self.content.sheet if self.content.foot else ""
        told = " · ".join(text for text in (f"{sheet} {page}/{pages}".strip(), edition, self.content.code) if text)
        far = tuple(bl.Text(text, size=size, side=bl.Side.END) for text in fingerprint)
        line = bl.Split((bl.Text(told, size=size, side=bl.Side.START),), far, share=0.5)
        return (bl.Rule(), line, *self.practice())

    def practice(self) -> tuple[bl.Block, ...]:
        if not self.content.practice:
            return ()
        return (bl.Text(self.content.practice, size=self.sizes.label, weight=Weight.BOLD, side=bl.Side.CENTRE),)

    def blocks(self) -> Iterator[bl.Block]:
        content, sizes = self.content, self.sizes
        if content.logo:
            yield bl.Logo(content.logo)
        title = bl.Text(self.both(content.title, Weight.BOLD), size=sizes.heading)
        code = bl.Text(content.code, size=sizes.code, weight=Weight.BOLD, side=bl.Side.END)
        yield (bl.Split((title,), (code,), share=self.share) if content.code else title)
        if content.for_whom.first:
            yield bl.Text(self.both(content.for_whom), size=sizes.label)
        yield bl.Gap(3)
        yield bl.Rule(strong=True)
        for block in content.blocks:
            yield from self.section(block)
        if content.until.first:
            yield bl.Gap(6)
            yield bl.Text(self.both(content.until, Weight.BOLD))

    def seal(self, letters: str, together: str) -> Sequence[bl.Block]:
        """The letters that stand for all pages, how to check them, and the same as a QR code."""
        label, how = self.content.seal
        size = self.sizes.label
        beside = (
            bl.Gap(2),
            bl.Text(label.replace("{seal}", letters), size=self.sizes.body, weight=Weight.BOLD, side=bl.Side.START),
            bl.Text(how, size=size, side=bl.Side.START),
        )
        code = qr_text(together, self.content.code, self.content.fingerprint, letters)
        return (bl.WithQr(code, beside),)

    def section(self, block: Block) -> Iterator[bl.Block]:
        if block.heading.first:
            yield bl.Heading(
                self.both(block.heading, Weight.BOLD),
                bookmark=block.heading.first,
                size=self.sizes.body + 1,
                ruled=True,
            )
        told = [part.text for part in block.parts if isinstance(part, Paragraph)]
        if self.content.tight and len(told) > 2 and len(told) == len(block.parts):
            yield bl.Text(self.both(Two(" ".join(text.first for text in told), " ".join(text.second for text in told))))
            return
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
            case Boxes():
                yield bl.Gap(3)
                yield bl.Checks(tuple(bl.Check(self.both(text), crossed) for text, crossed in part.boxes))
            case Choice():
                asked = (bl.Check(self.both(part.text), None),) if part.text.first else ()
                yield bl.Checks((*asked, *(bl.Check(self.both(each), False) for each in part.answers)), columns=0)
            case Write(label=label, count=count):
                yield bl.WritingLines(self.both(label), count)

    def fields(self, part: Fields) -> Iterator[bl.Block]:
        """Label over value, side by side; a shorter last row shares the width."""
        columns = TIGHT_FIELDS if self.content.tight else FIELDS
        for start in range(0, len(part.fields), columns):
            yield bl.FieldRow(
                tuple(
                    bl.Field(self.both(each.label), self.both(each.value, Weight.BOLD))
                    for each in part.fields[start : start + columns]
                )
            )

    def facts(self, part: Lines) -> Iterator[bl.Block]:
        title = self.both(part.title, Weight.BOLD)
        numbered = any(line.number for line in part.lines)
        common = self.common(part.lines) if self.content.tight and title and numbered else Two("")
        if common.first:
            title = (*title, bl.COLON, *self.both(common))
        if part.state.first:
            state = bl.Text(self.both(part.state, Weight.BOLD), side=bl.Side.END)
            yield bl.Gap(6)
            share = self.share if len(part.state.first) <= LABEL else 0.5
            yield bl.Split((bl.Text(title),), (state,), share=share, keep=True)
        elif part.title.first:
            yield bl.Subheading(title)
        if not self.content.tight:
            yield bl.Facts(
                tuple(bl.Fact(self.both(each.text), self.both(each.note), each.number) for each in part.lines)
            )
            return
        if len(part.lines) > 2 and not any(line.note.first for line in part.lines):
            yield bl.Text(self.in_a_row(part.lines))
            return
        if not any(line.number for line in part.lines):
            yield from self.by_note(part.lines)
            return
        common = self.common(part.lines)
        if not title and common.first:
            yield bl.Text(self.both(common), size=self.sizes.label, keep=True)
        yield bl.Facts(tuple(self.noted(each, common) for each in part.lines))

    def fact(self, line: Line) -> bl.Fact:
        return bl.Fact(self.both(line.text), self.both(line.note), line.number)

    def by_note(self, lines: Sequence[Line]) -> Iterator[bl.Block]:
        """Facts with the same answer in one paragraph behind it, where there are fewer answers than facts."""
        notes = list(dict.fromkeys(line.note for line in lines))
        if len(notes) * 2 > len(lines):
            yield bl.Facts(tuple(self.fact(each) for each in lines))
            return
        for note in notes:
            said = (*self.both(note, Weight.BOLD), bl.COLON) if note.first else ()
            yield bl.Text((*said, *self.in_a_row([line for line in lines if line.note == note])))

    def in_a_row(self, lines: Sequence[Line]) -> tuple[Piece, ...]:
        """Facts that say nothing more, one behind the other."""
        found: list[Piece] = []
        for line in lines:
            found += (bl.NEXT,) if found else ()
            found += (Piece(f"{line.number}\u00a0", None, Weight.BOLD),) if line.number else ()
            found += self.both(line.text)
        return tuple(found)

    def noted(self, line: Line, common: Two) -> bl.Fact:
        """How it came stands in brackets behind the fact, unless it is said above all of them."""
        words = self.both(line.text)
        if line.note.first and line.note != common and words:
            words = (*words, bl.OPENS, *self.both(line.note), bl.CLOSES)
        return bl.Fact(words, "", line.number)

    def common(self, lines: Sequence[Line]) -> Two:
        """How most of the numbered lines came, where that is two of them or more."""
        (note, count), *_ = Counter(line.note for line in lines if line.note.first).most_common(1) or [(Two(""), 0)]
        return note if count > 1 else Two("")

    def said(self, part: Said) -> Iterator[bl.Block]:
        """Somebody's words, exactly, under what they are about and how they came."""
        small = self.sizes.label
        if self.content.tight and part.text.strip() and len(part.title.first) <= LABEL and _runs_on(part):
            about = self.both(part.title, Weight.BOLD)
            note = (bl.NEW_LINE, *self.both(part.note)) if part.note.first else ()
            yield bl.Quote(part.text, part.language, about=(*about, *note))
            return
        yield bl.Gap(3)
        yield bl.Text(self.both(part.title, Weight.BOLD), size=small, keep=True)
        if part.note.first:
            yield bl.Text(self.both(part.note), size=small, keep=True)
        if part.text.strip():
            yield bl.Quote(part.text, part.language)

    def both(self, text: Two, weight: Weight = Weight.REGULAR) -> tuple[Piece, ...]:
        """The first language upright, the second in italics behind it; nothing for an empty text."""
        languages = (self.content.languages[0], self.content.languages[-1])
        return bl.two_languages(text.first, text.second, languages, weight=weight) if text.first else ()


def _runs_on(part: Said) -> bool:
    """Whether the words run from left to right: only such words have what they are about beside them."""
    return text_direction(part.text, part.language) == "ltr"
