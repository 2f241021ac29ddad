"""The list of an operation for who leads it: numbers, state and next step, and nothing of anybody."""

from __future__ import annotations

from collections.abc import Iterable

from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import sheet
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight, paper_sizes

Row = tuple[str, str, str]
"""Number, state, next step, worded."""


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
    head = tuple(
        bl.Text(say(f"operation-list.{name}"), size=sizes.label, weight=Weight.BOLD)
        for name in ("number", "state", "next")
    )
    blocks.append(bl.Beside(head))
    for number, state, step in rows:
        blocks.append(bl.Beside((bl.Text(number, weight=Weight.BOLD), bl.Text(state), bl.Text(step)), ruled=True))
    return sheet(tuple(blocks), title=title, language=words.language)
