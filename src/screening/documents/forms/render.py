"""A form's content as blocks of a sheet: head, sections, and a foot that carries the record's fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from screening.documents.forms.first_page_sheet import FaceSheet
from screening.documents.forms.paper import FormContent, SectionContent
from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import Leaf, sheets, small_card
from screening.documents.paper_check.letters import qr_text
from screening.documents.typography.paragraphs import Typesetter
from screening.wording.script.typefaces import Weight, paper_sizes, tight_sizes

CARD = (85.0, 54.0)
"""Millimetres of a business card."""
TITLE_SHARE = 0.72
"""Of the width, beside a case's code or an element's state."""
TIGHT_SHARE = 0.78


def render_all(contents: Sequence[FormContent]) -> bytes:
    """Sheets in one PDF, in their order; under one seal where the record has a fingerprint. The same contents give the
    same bytes; no file is written.

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
        second=content.languages[-1],
        closer=(lambda: leaf_of(_closer(content), contents, typesetter)) if content.fingerprint else None,
    )


def _closer(content: FormContent) -> FormContent:
    """A paper of a case in small print; one that is, with a single line in each place to write."""
    if not content.tight:
        return replace(content, tight=True)
    blocks = tuple(
        replace(
            block, parts=tuple(replace(part, count=1) if isinstance(part, bl.Write) else part for part in block.parts)
        )
        for block in content.blocks
    )
    return replace(content, blocks=blocks)


def _face(content: FormContent, contents: Sequence[FormContent], typesetter: Typesetter) -> Leaf:
    sheet = FaceSheet(content, typesetter)
    face = sheet.face
    shorter = face.shorter
    together = " ".join(dict.fromkeys(each.sheet for each in contents))
    return Leaf(
        (*((bl.Logo(content.logo),) if content.logo else ()), bl.LaidOut(tuple(sheet.body()))),
        content.languages[0],
        lambda page, pages: (bl.LaidOut(tuple(sheet.above(page, pages))),),
        lambda page, pages: (bl.LaidOut(tuple(sheet.below(page, pages))),),
        (lambda letters: (bl.LaidOut(tuple(sheet.seal(letters, together))),)) if content.seal[0] else None,
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
        title = bl.Text(content.title, size=sizes.heading, weight=Weight.BOLD)
        code = bl.Text(content.code, size=sizes.code, weight=Weight.BOLD, side=bl.Side.END)
        yield (bl.Split((title,), (code,), share=self.share) if content.code else title)
        if content.for_whom.first:
            yield bl.Text(content.for_whom, size=sizes.label)
        yield bl.Gap(3)
        yield bl.Rule(strong=True)
        for block in content.blocks:
            yield from self.section(block)
        if content.until.first:
            yield bl.Gap(6)
            yield bl.Text(content.until, weight=Weight.BOLD)

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

    def section(self, section: SectionContent) -> Iterator[bl.Block]:
        if section.heading:
            yield bl.Heading(section.heading, section.heading.first, size=self.sizes.body + 1, ruled=True)
        told = [part.text for part in section.parts if isinstance(part, bl.Paragraph) and isinstance(part.text, bl.Two)]
        if self.content.tight and len(told) > 2 and len(told) == len(section.parts):
            yield bl.Text(bl.Two(" ".join(text.first for text in told), " ".join(text.second for text in told)))
            return
        yield from section.parts
