"""Say which line explains a decision, and whether it was said before the person decided."""

from __future__ import annotations

from screening.domain.case.case import CONSENT, Case
from screening.domain.case.sessions import SaidLine


def line_of(decision: str) -> str:
    """Return the name of the line that explains a decision."""
    return CONSENT + decision


def explained(case: Case, decision: str) -> SaidLine | None:
    """Return when and in which languages a decision was explained, in the session in which it was made.

    None where that was not recorded, as in records from before lines were recorded.
    """
    said = case.sessions.said.get(line_of(decision))
    return said if said is not None and said.session == case.consent_in.get((decision, "")) else None
