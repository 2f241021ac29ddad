"""Say what the person answered about one recipient, all its parts taken together."""

from __future__ import annotations

from collections.abc import Collection

from screening.domain.case import release
from screening.domain.case.case import Case


def asked_for(case: Case) -> tuple[str, ...]:
    """Return the recipients for whom anything was decided, by their ids, in the order of the decisions."""
    names = (key.partition(":")[0] for _decision, key in case.consent if ":" in key)
    return tuple(dict.fromkeys(name for name in names if name))


def answer(case: Case, recipient: str, parts: Collection[str]) -> str:
    """Return yes where anything was agreed to, else no where anything was refused, else later, or "" for not asked.

    A refusal never reads as something that still waits to be asked.
    """
    said = {release.said(case, recipient, part) for part in parts}
    return next((value for value in ("yes", "no", "later") if value in said), "")
