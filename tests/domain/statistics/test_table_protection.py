"""Which cells go along with a small one: those of the cheapest ring, so that as many people as may be are told of."""

from __future__ import annotations

import pytest

from screening.domain.statistics.disclosure_control import LEAST
from screening.domain.statistics.table_protection import table


def grid(*rows: str) -> dict[tuple[str, str], int]:
    lines = {row: line.split() for row, line in zip("abcd", rows, strict=False)}
    return {(row, "ABC"[at]): int(n) for row, line in lines.items() for at, n in enumerate(line)}


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        (grid("50 30 15", "20 30 20", "30 3 30"), {"aB", "aC", "cB", "cC"}),
        (grid("50 20 30", "50 3 15", "50 30 12"), {"bB", "bC", "cB", "cC"}),
        (grid("2 30 50", "20 30 2", "2 12 30"), {"aA", "aC", "bA", "bC", "cA", "cC"}),
        (grid("40 12 40", "40 40 40", "2 40 40"), {"aA", "aB", "cA", "cB"}),
    ],
)
def test_a_small_cell_takes_the_cheapest_ring_along(counts: dict[tuple[str, str], int], hidden: set[str]) -> None:
    told = table(counts, LEAST)
    assert {row + column for row, column in counts.keys() - told.keys()} == hidden
    assert all(told[cell] == counts[cell] for cell in told)


def test_where_no_ring_moves_enough_cases_what_is_not_needed_is_shown_again() -> None:
    assert table(grid("2 0 4", "5 5 0", "7 4 20", "0 4 5"), 5) == {("b", "A"): 5, ("c", "C"): 20}
    assert table(grid("2 9 0", "9 30 0", "0 0 40"), LEAST) == {}


@pytest.mark.parametrize("least", [1, 5, LEAST])
def test_a_table_of_one_line_is_never_shown(least: int) -> None:
    assert table({("a", "A"): 50, ("a", "B"): 40}, least) == table({("a", "A"): 50, ("b", "A"): 40}, least) == {}
