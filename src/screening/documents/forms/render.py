"""A form's content as blocks of a sheet: head, sections, and a foot that carries the record's fingerprint."""

from __future__ import annotations

from collections.abc import Sequence

from screening.documents.forms.first_page_sheet import FaceSheet
from screening.documents.forms.paper import FormContent
from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import Leaf, sheets, small_card
from screening.documents.typography.paragraphs import Typesetter
from screening.wording.script.typefaces import Weight, paper_sizes

CARD = (85.0, 54.0)
"""Millimetres of a business card."""


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
    sheet = FaceSheet(content, typesetter)
    shorter = sheet.face.shorter
    together = " ".join(dict.fromkeys(each.sheet for each in contents))
    return Leaf(
        (*((bl.Logo(content.logo),) if content.logo else ()), bl.LaidOut(tuple(sheet.body()))),
        content.language,
        lambda page, pages: (bl.LaidOut(tuple(sheet.above(page, pages))),),
        lambda page, pages: (bl.LaidOut(tuple(sheet.below(page, pages))),),
        (lambda letters: (bl.LaidOut(tuple(sheet.seal(letters, together))),)) if content.seal[0] else None,
        face=True,
        look=f"face-{content.sheet}-{content.language}",
        most=sheet.face.pages,
        shorter=(lambda: leaf_of(shorter(), contents, typesetter)) if shorter is not None else None,
    )


def _card(content: FormContent) -> bytes:
    """The person's card: a title, a number, nothing that tells (RE9)."""
    sizes = paper_sizes()
    title, *lines = content.card
    blocks = [bl.Text(title, size=sizes.body, weight=Weight.BOLD)]
    blocks += [bl.Text(line, size=sizes.body) for line in lines]
    return small_card(blocks, title=title, language=content.language, width_mm=CARD[0], height_mm=CARD[1])
