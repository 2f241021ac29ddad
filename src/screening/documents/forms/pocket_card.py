"""The two sides of the card for the pocket: what to look for and what to say; then how to go on, keys and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from screening.documents.forms.questionnaire import trust
from screening.documents.layout import blocks as bl
from screening.documents.layout.pages import Leaf, sheets
from screening.wording.catalogue.translations import Words
from screening.wording.script.typefaces import Weight, paper_sizes

LINES_TO_WRITE = 2
LEVELS = ((0.0, False), (9.0, False), (0.0, True))
"""Ways to stand on a page, the largest first: the size of text in points, 0 for the usual one, and lines set closer."""


@dataclass(frozen=True, slots=True)
class PocketCard:
    """What stands on the card. Texts that are said are ids; they stand in both languages, word for word."""

    own: Words
    theirs: Words
    look: tuple[str, ...]
    consent: tuple[str, ...]
    first: tuple[str, ...]
    bad: tuple[str, ...]
    stop: tuple[str, ...]
    parting: tuple[str, ...]
    numbers_of: str
    numbers: tuple[str, ...]
    no_numbers: str
    """Why lines stand there to write on; "" where there are numbers."""
    made: str


def pocket_card(card: PocketCard) -> bytes:
    """Return the card as PDF bytes; no file is written. A side too tall for its page is set smaller, then closer."""
    leaves = [_leaf(card, side) for side in ("front", "back")]
    return sheets(leaves, title=card.own.say("pocket.title"))


def _leaf(card: PocketCard, side: str, at: int = 0) -> Leaf:
    size, tight = LEVELS[at]
    sides = _Sides(card, size)
    blocks = tuple(sides.front() if side == "front" else sides.back())
    foot = sides.foot if side == "front" else lambda _page, _pages: sides.under(card.made)  # numbers grow old
    more = (lambda: _leaf(card, side, at + 1)) if at + 1 < len(LEVELS) else None
    return Leaf(blocks, card.own.language, foot=foot, tight=tight, most=1, shorter=more)


class _Sides:
    def __init__(self, card: PocketCard, size: float) -> None:
        self.card, self.own, self.theirs = card, card.own, card.theirs
        self.one = card.own.language == card.theirs.language
        self.sizes, self.size = paper_sizes(), size

    def front(self) -> Iterator[bl.Block]:
        """What to look for, and the agreement word for word."""
        say, size = self.own.say, self.sizes.label
        yield bl.Text(say("pocket.title"), size=self.sizes.heading, weight=Weight.BOLD)
        yield bl.Text(say("pocket.lead"), size=size)
        yield from self.listed("pocket.look", self.card.look)
        yield from self.headed("pocket.say")
        yield bl.Text(say("pocket.say-note"), size=size, keep=True)
        yield from self.said(self.card.consent, numbered=True)

    def back(self) -> Iterator[bl.Block]:
        """How to begin, how to go on after a bad question, when to stop; keys and numbers."""
        say = self.own.say
        yield from self.headed("pocket.first")
        yield bl.Text(say("pocket.first-note"), size=self.size, keep=True)
        yield from self.said(self.card.first)
        yield from self.headed("pocket.bad")
        yield bl.Text(say("pocket.bad-note"), size=self.size, keep=True)
        yield from self.said(self.card.bad)
        yield from self.listed("pocket.stop", self.card.stop)
        yield from self.said(self.card.parting)
        yield from self.headed("pocket.keys")
        yield bl.Text(say("pocket.keys-all"), size=self.size)
        yield bl.Heading(self.card.numbers_of, bookmark=self.card.numbers_of, size=self.sizes.body + 1, ruled=True)
        for each in self.card.numbers:
            yield bl.Text(f"• {each}")
        if self.card.no_numbers:
            yield bl.Write(self.card.no_numbers, LINES_TO_WRITE)

    def foot(self, _page: int, _pages: int) -> Sequence[bl.Block]:
        """What the card is not, and how far each language can be trusted."""
        states = dict.fromkeys(trust(words, self.own) for words in (self.own, self.theirs))
        return self.under(self.own.say("pocket.never"), " · ".join(each for each in states if each))

    def under(self, *lines: str) -> Sequence[bl.Block]:
        return (bl.Rule(), *(bl.Text(line, size=self.sizes.label) for line in lines if line))

    def headed(self, text_id: str) -> Iterator[bl.Block]:
        heading = self.own.say(text_id)
        yield bl.Heading(heading, bookmark=heading, size=self.sizes.body + 1, ruled=True)

    def listed(self, text_id: str, lines: Iterable[str]) -> Iterator[bl.Block]:
        yield from self.headed(text_id)
        for line in lines:
            yield bl.Text(f"• {line}", side=bl.Side.START)

    def said(self, text_ids: Iterable[str], *, numbered: bool = False) -> Iterator[bl.Block]:
        """What is said, in both languages beside each other."""
        for at, text_id in enumerate(text_ids, 1):
            own = bl.Text(self.own.say(text_id), size=self.size, weight=Weight.BOLD)
            theirs = bl.Text(self.theirs.say(text_id), self.theirs.language, self.size, Weight.BOLD)
            yield bl.Beside((own,) if self.one else (own, theirs), number=str(at) if numbered else "", ruled=True)
