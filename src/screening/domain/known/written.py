"""List every text that was written in a case, page by page: what the record's own copy leaves nothing of out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from screening.domain.case.case import Case
from screening.domain.known.places import CLOSING, PAPER

OF_THE_PROGRAM = frozenset({"taken-back", "ask", "session", "withdraw", "second", "else", "alone"})
"""Pages of notes that hold no words of or about the person: what the program asked, chose or half-typed."""
SHEETS = (PAPER, "plan")
"""Sheets under which words were typed; under the others it is noted what was chosen."""


class Written(NamedTuple):
    """A field of a page and what stands in it, as it was written or as the name of what was chosen."""

    page: str
    name: str
    text: str


def of(case: Case) -> Iterator[Written]:
    """Yield what stands in each field, in the order in which it was written first on each page."""
    for line, text in case.closing.items():
        if text.strip():
            yield Written(CLOSING, line, text)
    for (sheet, name), text in case.referrals.notes.items():
        if sheet in SHEETS and text.strip():
            yield Written(sheet, name, text)
    if case.referrals.no_referral.strip():
        yield Written("taking", "no-referral", case.referrals.no_referral)
    for (page, name), note in case.sessions.notes.items():
        if page not in OF_THE_PROGRAM and note.text.strip():
            yield Written(page, name, note.text)
