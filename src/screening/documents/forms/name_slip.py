"""The slip that a name stands on: one small paper, apart from every form."""

from __future__ import annotations

from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import sheet
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight, paper_sizes


def name_slip(
    code: str, name: str, contact: str, phrase: str, languages: tuple[str, str], *, practice: bool = False
) -> bytes:
    """The slip as PDF bytes; no file is written. ``languages``: the first upright, the second in italics.

    What the file says of itself is its kind and the case's code, never the name.
    """
    first, second = (Words(language) for language in languages)
    sizes = paper_sizes()

    def both(text: str) -> bl.Two:
        return bl.Two(first.say(text), second.say(text))

    rows: list[bl.Block] = [
        bl.Split(
            (bl.Text(both("slip.title"), size=sizes.heading, weight=Weight.BOLD),),
            (bl.Text(code, size=sizes.code, weight=Weight.BOLD, side=bl.Side.END),),
            share=0.72,
        ),
        bl.Text(both("slip.lead"), size=sizes.label),
        bl.Gap(3),
        bl.Rule(strong=True),
    ]
    if practice:
        rows.append(bl.Text(both("shell.practice"), size=sizes.label, weight=Weight.BOLD, side=bl.Side.CENTRE))
    for label, text in (("slip.name", name), ("slip.contact", contact), ("slip.phrase", phrase)):
        if text.strip():
            rows += [
                bl.Gap(4),
                bl.Text(both(label), size=sizes.label, weight=Weight.BOLD, keep=True),
                bl.Said(bl.NO_TEXT, text),
            ]
    rows += [bl.Gap(8), bl.Text(both("slip.foot"), size=sizes.label), bl.Gap(4), bl.Rule()]
    rows.append(bl.Text(both("slip.tear"), size=sizes.label, side=bl.Side.CENTRE))
    return sheet(tuple(rows), title=f"{first.say('slip.title')} {code}", language=languages[0], second=languages[1])
