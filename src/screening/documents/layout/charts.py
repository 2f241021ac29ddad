"""Plain bar charts on paper: a label, its number, and a bar under both; months as columns in their year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import sheet
from screening.wording.script.typefaces import Weight, paper_sizes


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title: what each stands for, its number in words, its share of the longest; a note under them."""

    title: str
    bars: tuple[tuple[str, str, float], ...]
    note: str = ""
    years: tuple[tuple[str, tuple[tuple[str, str, float], ...]], ...] = ()
    """Years and their months: name, number ("" for one that is not shown), share of the highest."""


def charts(title: str, lead: str, wanted: Sequence[Chart], language: str) -> bytes:
    """The charts as PDF bytes; the same charts give the same bytes."""
    sizes = paper_sizes()
    blocks: list[bl.Block] = [
        bl.Text(title, size=sizes.heading, weight=Weight.BOLD),
        bl.Text(lead, size=sizes.label),
        bl.Rule(strong=True),
    ]
    for chart in wanted:
        blocks.append(bl.Heading(chart.title, bookmark=chart.title, size=sizes.body + 1))
        for year, months in chart.years:
            blocks.append(bl.Text(year, size=sizes.label, weight=Weight.BOLD, keep=True))
            blocks.append(bl.Columns(months))
        for text, number, share in chart.bars:
            far = (bl.Text(number, weight=Weight.BOLD, side=bl.Side.END),)
            blocks.append(bl.Split((bl.Text(text),), far, keep=share > 0))
            if share > 0:
                blocks.append(bl.ChartBar(share))
        if chart.note:
            blocks.append(bl.Text(chart.note, size=sizes.label))
    return sheet(tuple(blocks), title=title, language=language)
