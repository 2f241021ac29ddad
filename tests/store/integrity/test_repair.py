"""What a rebuilding takes from each source: every entry once, and what contradicts it aside."""

from __future__ import annotations

from dataclasses import replace

from screening.domain.events.catalogue import CaseOpened
from screening.domain.events.hash_chain import START
from screening.store.database.rows import Row, new_row
from screening.store.integrity.repair import _take


def entry(edition: str) -> Row:
    """The first entry of a case, as somebody's record has it."""
    return new_row(
        CaseOpened(edition, "office", "adult"), case="AAAA-AAAA-A", strand="ABCDEFGHIJKL", seq=1, lamport=1,
        at="2026-11-30T09:00:00Z", by="Aina", prev=START,
    )  # fmt: skip


def taken(*sources: Row) -> tuple[list[Row], list[Row]]:
    rows: dict[tuple[str, str, int], Row] = {}
    aside: list[Row] = []
    for each in sources:
        _take(rows, aside, [each])
    return list(rows.values()), aside


def test_an_entry_that_two_sources_have_is_taken_once() -> None:
    row = entry("2026-1")
    assert taken(row, row) == ([row], [])


def test_another_entry_in_the_same_place_is_kept_aside() -> None:
    first, other = entry("2026-1"), entry("2026-2")
    assert taken(first, other, first) == ([first], [other])


def test_an_entry_whose_text_is_gone_in_one_source_is_taken_from_the_other() -> None:
    row = entry("2026-1")
    emptied = replace(row, salt=b"", body="")
    assert taken(emptied, row) == ([row], []) and taken(row, emptied) == ([row], [])
