"""The page on fees: who was paid on the way to the work, five short questions a link, in any order."""

from __future__ import annotations

from screening.casework.interview.interview import Interview
from screening.casework.interview.note_pages import NotesView, Rows
from screening.domain.known import fees

FROM = frozenset({"work-began", "money"})
"""Topics beside which the page is offered."""


def fee_view(interview: Interview) -> NotesView:
    """Return the links that are written and one more, each open to any question; what they come to stands last."""
    rows, chain = Rows(interview, fees.PAGE), fees.links(interview.case)
    rows.info(rows.say("page.fees.note"))
    written = {link.number for link in chain}
    last = min(max(written, default=0) + 1, fees.MOST)
    for number in range(1, last + 1):
        rows.heading_of(rows.say("page.fees.link", n=number))
        for part in fees.QUESTIONS:
            rows.line(fees.field(number, part), rows.pair(f"fees.{part}"))
        rows.line(fees.field(number, fees.LICENCE), "page.fees.licence")
    if chain:
        told = fees.sum_in_words(chain)
        rows.info(rows.say("page.fees.total", sum=told) if told else rows.say("page.fees.no-total"))
    return rows.view("page.fees.title", "page.fees.lead")
