"""Plain data for the pages beside the cases: the list of cases, what is due."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list. ``changed`` is when it changed last."""

    code: str
    state: str
    where: str
    next: str
    changed: str
    label: str = ""
    """The officer's private reminder."""
    kept: str = ""
    icon: str = ""
    empty: bool = False
    """Whether nothing was recorded in it, so that it can be deleted here."""
    finished: bool = False
    """Whether it opens on its summary."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that is due. ``kind``: promise, reply, order or keep; ``when`` in words, "" where the text says it."""

    case: str
    kind: str
    icon: str
    label: str
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class CaseloadView:
    lead: str
    rows: tuple[CaseRow, ...]
    columns: tuple[str, ...]
    total: int
    """Cases in the whole record."""
    newer: bool
    """Whether there are cases before those that are shown, and after them."""
    older: bool
    services: str = ""
    """What an office must still fill in under Services; "" for nothing."""
    due: tuple[DueRow, ...] = ()
    due_day: str = ""
    due_more: str = ""
    count_and_order: str = ""
    """Which part is shown, and in which order."""
    nothing: str = ""
    """That nothing has in it what was typed, where that is so."""
    column: str = ""
    turned: bool = False
    waiting: str = ""
    """That the list is still being made, where it is: nothing is put in order and filtered until then."""
