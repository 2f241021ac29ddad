"""What a sheet says of each of its fields: what was recorded, or which of three words stands in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What stands in a field (docs/sources.md, "Design"). There is no fourth word for what is missing."""

    RECORDED = "recorded"
    """Something is in the record, and it stands on the sheet."""
    KEPT_BACK = "kept-back"
    """Something is in the record, and this reader did not get it."""
    LEFT_BLANK = "left-blank"
    """The field was shown to the officer, and nothing was written."""
    NOT_ASKED = "not-asked"
    """No answer of any kind is in the record."""


MISSING = (State.NOT_ASKED, State.KEPT_BACK, State.LEFT_BLANK)
"""The three words, in the order in which the foot of a sheet explains them."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A field that a sheet prints. ``label`` is the id of the text before it."""

    field: str
    label: str
    state: State


def once(stated: Iterable[Stated]) -> tuple[Stated, ...]:
    """Each field once, as the first sheet that prints something of it states it."""
    found: dict[str, Stated] = {}
    for each in stated:
        known = found.get(each.field)
        if known is None or (known.state is not State.RECORDED and each.state is State.RECORDED):
            found[each.field] = each
    return tuple(found.values())
