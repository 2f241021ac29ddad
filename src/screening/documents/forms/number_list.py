"""The list of an operation for who leads it: numbers, state and next step, and nothing of anybody."""

from __future__ import annotations

from collections.abc import Iterable

from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import sheet
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight, paper_sizes

HEADS = ("operation-list.number", "operation-list.state", "operation-list.next")
SHARE = 0.14
"""Of the width, for the number."""
Row = tuple[str, str, str]
"""Number, state, next step, worded."""


ACROSS = 3
"""Slips beside each other on a sheet."""


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
    """Return the list as PDF bytes; no file is written. ``at`` is when it was made, in words."""
    say, sizes = words.say, paper_sizes()
    title = say("operation-list.title", code=code)
    blocks: list[bl.Block] = [
        bl.Split(
            (bl.Text(title, size=sizes.heading, weight=Weight.BOLD),),
            (bl.Text(at, size=sizes.label, side=bl.Side.END),),
            share=0.72,
        ),
        bl.Text(say("operation-list.note"), size=sizes.label),
        bl.Gap(3),
        bl.Rule(strong=True),
    ]
    if practice:
        blocks.append(bl.Text(say("shell.practice"), size=sizes.label, weight=Weight.BOLD, side=bl.Side.CENTRE))
    for row in ((*map(say, HEADS),), *rows):
        number, *told = (bl.Text(each, weight=Weight.BOLD if row[0] == each else Weight.REGULAR) for each in row)
        blocks.append(bl.Split((number,), (bl.Beside(tuple(told)),), share=SHARE))
        blocks.append(bl.Rule())
    return sheet(tuple(blocks), title=title, language=words.language)
