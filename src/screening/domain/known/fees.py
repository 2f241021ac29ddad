"""Say where the work was arranged, who was paid for it, for which step, and with whose money: link by link.

A link is what five short questions and one look at a register tell; any of them may stay open. The same chain is a
table for whoever hears a claim and a list of people for whoever investigates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from screening.domain.case.case import Case
from screening.domain.services.wages import amount, shown

PAGE = "fees"
QUESTIONS = ("who", "step", "paid", "proof", "lent")
"""Who was paid, for what, how much, what there is to show, and where the money came from, with its interest."""
LICENCE = "licence"
"""Whether who was paid had a licence, as the officer found or was told."""
PARTS = (*QUESTIONS, LICENCE)
"""All that a link is made of."""
COUNTRY, PLACE = "country", "place"
"""Where the work was arranged: the country as a code of ISO 3166 or ``ELSEWHERE``, a place in it in words."""
ELSEWHERE = "other"
"""A country that is not listed."""
MOST = 8
"""Links on the page: a person who paid more often tells the rest in words."""


@dataclass(frozen=True, slots=True)
class FeeLink:
    """One payment on the way to the work, each part in the words in which it was written; "" for what is open."""

    number: int
    who: str = ""
    step: str = ""
    paid: str = ""
    proof: str = ""
    lent: str = ""
    licence: str = ""

    @property
    def words(self) -> str:
        """Return the link in a line, without what is open."""
        told = (self.who, self.step, self.paid, self.proof, self.lent, self.licence)
        return f"{self.number}. " + " · ".join(each for each in told if each)


def field(number: int, part: str) -> str:
    """Return the name of the note that holds a part of a link."""
    return f"{number}-{part}"


def country(case: Case) -> str:
    """Return in which country the work was arranged, as it was told; "" while nobody asked."""
    return case.sessions.note(PAGE, COUNTRY).strip()


def links(case: Case) -> tuple[FeeLink, ...]:
    """Return the links of which something is recorded, in the order in which they were written."""
    found = []
    for number in range(1, MOST + 1):
        told = {part: case.sessions.note(PAGE, field(number, part)).strip() for part in PARTS}
        if any(told.values()):
            found.append(FeeLink(number, **told))
    return tuple(found)


def total(chain: Sequence[FeeLink]) -> Decimal | None:
    """Return what was paid together; None without a link, and where one has no sum in the money of the country.

    A sum of a part would be taken for the whole.
    """
    sums = [amount(link.paid) for link in chain]
    known = [each for each in sums if each is not None]
    return sum(known, Decimal(0)) if sums and len(known) == len(sums) else None


def words(chain: Sequence[FeeLink]) -> str:
    """Return the whole chain, a link after the other."""
    return "; ".join(link.words for link in chain)


def sum_in_words(chain: Sequence[FeeLink]) -> str:
    """Return the sum as papers print sums; "" where there is none."""
    found = total(chain)
    return "" if found is None else shown(found)
