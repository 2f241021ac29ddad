"""What protects the person in every edition that is used, and may be left out of none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from screening.domain.content.problems import Problem
from screening.domain.protocol.model import Protocol

SAFEGUARDS = ("talk", "notes", "identity", "service", "authority", "embassy", "count", "contact")
"""The decisions that a person has in every edition that is used: none may be left out by mistake or on purpose."""
USED = re.compile(r"[0-9]{4}-[0-9]+")
"""How an edition is called that is used; others are for tests."""


def broken_safeguards(protocol: Protocol) -> Iterator[Problem]:
    """Yield what protects the person and is missing from an edition that is used: a way to stop, and separate
    decisions.
    """
    if not USED.fullmatch(protocol.id):
        return
    place = f"indicators/{protocol.id}"
    if not any(choice.effect == "stop" for line in protocol.gate for choice in line.choices):
        what = "No choice of the gate lets the person stop."
        yield Problem(f"{place}/gate.toml", "the gate", what, 'Add the line "stop", with choices of the effect stop.')
    there = {decision.id for decision in protocol.decisions}
    for name in SAFEGUARDS:
        if name not in there:
            what = f'The decision "{name}" is missing: what it asks would be done without asking.'
            yield Problem(f"{place}/consent.toml", f"decision {name}", what, "Put it back.")
