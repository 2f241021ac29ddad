"""The recording script on paper: advice to the speaker, then each text under its number with what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import sheet
from screening.documents.typography.paragraphs import Piece
from screening.wording.script.typefaces import Weight, paper_sizes


@dataclass(frozen=True, slots=True)
class ScriptEntry:
    """One text: its number, the words to say ("" for none yet), the same in the officer's language, how to say it."""

    number: str
    words: str
    meaning: str
    note: str


@dataclass(frozen=True, slots=True)
class ScriptPart:
    """Texts that belong together."""

    title: str
    entries: tuple[ScriptEntry, ...]


@dataclass(frozen=True, slots=True)
class SpokenScript:
    """The whole paper, worded. ``page`` has ``{page}`` and ``{pages}`` in it; ``missing`` stands for absent words."""

    title: str
    lead: str
    advice: tuple[str, ...]
    missing: str
    warning: str
    """In a frame; "" for none."""
    parts: tuple[ScriptPart, ...]
    state: str
    page: str
    officer: str
    person: str


def paper(script: SpokenScript) -> bytes:
    """The paper as PDF bytes. The same script gives the same bytes; no file is written."""
    size = paper_sizes().label

    def foot(page: int, pages: int) -> Sequence[bl.Block]:
        told = script.page.format(page=page, pages=pages)
        far = bl.Text(script.state, size=size, side=bl.Side.END)
        return (bl.Rule(), bl.Split((bl.Text(told, size=size, side=bl.Side.START),), (far,), share=0.3))

    return sheet(tuple(_blocks(script)), title=script.title, language=script.officer, foot=foot)


def _blocks(script: SpokenScript) -> Iterator[bl.Block]:
    sizes, one = paper_sizes(), script.officer == script.person
    yield bl.Text(script.title, size=sizes.heading, weight=Weight.BOLD)
    yield bl.Text(script.lead)
    if script.warning:
        yield bl.Gap(4)
        yield bl.Statement(script.warning)
    yield bl.Rule(strong=True)
    for at, line in enumerate(script.advice, 1):
        yield bl.Beside((bl.Text(line),), number=str(at))
    for part in script.parts:
        yield bl.Heading(part.title, bookmark=part.title, ruled=True)
        for at, entry in enumerate(part.entries):
            yield bl.Gap(5)
            number = (Piece(entry.number, script.officer, Weight.BOLD),)
            words = bl.Text(entry.words, script.person, sizes.body + 1)
            if not entry.words:
                words = bl.Text(script.missing, script.officer, sizes.label)
            told = (words,) if one else (words, bl.Text(entry.meaning, script.officer, sizes.label))
            yield bl.Beside(told, number=number, ruled=at > 0, keep=True)
            yield bl.Beside((bl.Text(entry.note, script.officer, sizes.label),), number="\u00a0")
