"""Small papers apart from every form: the slip that a name stands on, numbers to cut, the list of an operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import sheet
from screening.documents.typography.paragraphs import Piece
from screening.wording.catalogue.translations import Words
from screening.wording.script.scripts import direction
from screening.wording.script.typefaces import Weight, paper_sizes

HEADS = ("operation-list.number", "operation-list.state", "operation-list.next")
SHARE = 0.14
"""Of the width, for the number."""
ACROSS = 3
"""Slips beside each other on a sheet."""
Row = tuple[str, str, str]
"""Number, state, next step, worded."""


def name_slip(
    code: str, name: str, contact: str, phrase: str, languages: tuple[str, str], *, practice: bool = False
) -> bytes:
    """Return the slip that a name stands on as PDF bytes; no file is written. ``languages``: the first upright, the
    second in italics.

    What the file says of itself is its kind and the case's code, never the name.
    """
    first, second = (Words(language) for language in languages)
    sizes = paper_sizes()

    def both(text: str, weight: Weight = Weight.REGULAR) -> bl.Wording:
        return in_both(first.say(text), second.say(text), languages, weight)

    beside = bl.Text(code, size=sizes.code, weight=Weight.BOLD, side=bl.Side.END)
    title, mark = both("slip.title", Weight.BOLD), both("shell.practice", Weight.BOLD) if practice else ""
    rows = list(_head(title, beside, both("slip.lead"), mark))
    for label, text in (("slip.name", name), ("slip.contact", contact), ("slip.phrase", phrase)):
        if text.strip():
            rows += [
                bl.Gap(4),
                bl.Text(both(label, Weight.BOLD), size=sizes.label, keep=True),
                bl.Said("", text),
            ]
    rows += [bl.Gap(8), bl.Text(both("slip.foot"), size=sizes.label), bl.Gap(4), bl.Rule()]
    rows.append(bl.Text(both("slip.tear"), size=sizes.label, side=bl.Side.CENTRE))
    return sheet(tuple(rows), title=f"{first.say('slip.title')} {code}", language=languages[0])


def in_both(first: str, second: str, languages: tuple[str, str], weight: Weight) -> tuple[Piece, ...]:
    """Return a text in two languages: the first upright, then the second in italics after a stroke; equal ones once."""
    told = (Piece(first, languages[0], weight),)
    if second == first:
        return told
    if direction(languages[0]) != direction(languages[1]):
        second = f"\u2068{second}\u2069"
    return (*told, Piece(" / ", languages[0]), Piece(second, languages[1], Weight.ITALIC))


def number_slips(numbers: Iterable[str], words: Words) -> bytes:
    """Return slips to cut as PDF bytes: one number on each, and not a word of what it is for."""
    told, size = tuple(numbers), paper_sizes().heading * 2
    blocks: list[bl.Block] = [bl.Rule()]
    for at in range(0, len(told), ACROSS):
        row = (*told[at : at + ACROSS], *("",) * ACROSS)[:ACROSS]
        slips = tuple(bl.Text(each, size=size, weight=Weight.BOLD, side=bl.Side.CENTRE) for each in row)
        blocks += [bl.Gap(10), bl.Beside(slips), bl.Gap(10), bl.Rule()]
    return sheet(tuple(blocks), title="-", language=words.language)


def number_list(code: str, at: str, rows: Iterable[Row], words: Words, *, practice: bool = False) -> bytes:
    """Return the list of an operation for who leads it as PDF bytes: numbers, state and next step, and nothing of
    anybody; no file is written. ``at`` is when it was made, in words."""
    say = words.say
    title = say("operation-list.title", code=code)
    beside = bl.Text(at, size=paper_sizes().label, side=bl.Side.END)
    blocks = list(_head(title, beside, say("operation-list.note"), say("shell.practice") if practice else ""))
    for row in ((*map(say, HEADS),), *rows):
        number, *told = (bl.Text(each, weight=Weight.BOLD if row[0] == each else Weight.REGULAR) for each in row)
        blocks.append(bl.Split((number,), (bl.Beside(tuple(told)),), share=SHARE))
        blocks.append(bl.Rule())
    return sheet(tuple(blocks), title=title, language=words.language)


def _head(title: bl.Wording, beside: bl.Text, lead: bl.Wording, practice: bl.Wording) -> Iterator[bl.Block]:
    """Yield the title with what stands at its far side, what the paper is, and that it is practice where it is."""
    sizes = paper_sizes()
    yield bl.Split((bl.Text(title, size=sizes.heading, weight=Weight.BOLD),), (beside,), share=0.72)
    yield bl.Text(lead, size=sizes.label)
    yield bl.Gap(3)
    yield bl.Rule(strong=True)
    if practice:
        yield bl.Text(practice, size=sizes.label, weight=Weight.BOLD, side=bl.Side.CENTRE)
