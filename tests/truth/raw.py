"""The one door to the program for the oracle: the rows of a record as they were written, and names kept beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from screening.store import Vault


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One row: nothing of it is understood here."""

    kind: str
    body: dict[str, Any]
    at: str
    by: str
    strand: str
    seq: int
    digest: str


@dataclass(frozen=True, slots=True)
class RawCase:
    """The rows of one case in the order of the record, those of the record itself, and who is kept beside it."""

    code: str
    events: tuple[RawEvent, ...]
    own: tuple[RawEvent, ...]
    person: tuple[str, str, str] = ("", "", "")
    """Name, contact and phrase; empty where nothing is kept."""
    today: str = ""
    """The ISO day on which it is asked."""
    officer: str = ""
    beside: frozenset[str] = field(default_factory=frozenset)


def rows_of(vault: Vault, case: str) -> tuple[RawEvent, ...]:
    """The rows of a case, or with "" those of the record's own strand."""
    return tuple(
        RawEvent(
            row.link.kind, json.loads(row.body or "{}"), row.link.at, row.link.by, row.link.strand, row.link.seq,
            row.link.digest,
        )
        for row in vault.tables.rows(case)
    )  # fmt: skip


def raw_case(vault: Vault, code: str) -> RawCase:
    """Everything that a laptop holds of a case."""
    kept = vault.people.identity.all().get(code)
    person = (kept[1].name, kept[1].contact, kept[1].phrase) if kept is not None else ("", "", "")
    today = vault.clock().date().isoformat()
    return RawCase(code, rows_of(vault, code), rows_of(vault, ""), person, today, vault.officer)
