"""Totals tell about nobody: no count under ten is shown, and none can be worked out from what is."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from screening.domain.suppression import LEAST, Cell, shown_cells, shown_counts

Margin = dict[str, int | None]
names = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5, unique=True)


@st.composite
def tables(draw: st.DrawFn) -> dict[Cell, int]:
    rows, columns = draw(names), draw(names)
    size = st.one_of(st.integers(0, 12), st.integers(0, 60))
    return {(row, column.upper()): draw(size) for row in rows for column in columns}


def margins(counts: dict[Cell, int]) -> tuple[Margin, Margin]:
    sums: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for cell, n in counts.items():
        for place in (0, 1):
            sums[place][cell[place]] = sums[place].get(cell[place], 0) + n
    return shown_counts(sums[0]), shown_counts(sums[1])


def determined(shown: dict[Cell, int | None], rows: Margin, columns: Margin) -> set[Cell]:
    """The hidden cells whose value follows from the total, the shown margins and the shown cells."""
    unknown = [cell for cell, n in shown.items() if n is None]
    lines = [[cell[0] == row for cell in unknown] for row, n in rows.items() if n is not None]
    lines += [[cell[1] == column for cell in unknown] for column, n in columns.items() if n is not None]
    matrix = [[Fraction(value) for value in line] for line in [*lines, [True] * len(unknown)]]
    pivots, at = [], 0
    for column in range(len(unknown)):
        pivot = next((row for row in range(at, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            continue
        matrix[at], matrix[pivot] = matrix[pivot], matrix[at]
        matrix[at] = [value / matrix[at][column] for value in matrix[at]]
        for row in range(len(matrix)):
            if row != at and matrix[row][column]:
                matrix[row] = [a - matrix[row][column] * b for a, b in zip(matrix[row], matrix[at], strict=True)]
        pivots.append(column)
        at += 1
    return {unknown[column] for row, column in enumerate(pivots) if sum(bool(value) for value in matrix[row]) == 1}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=8))
def test_no_small_count_of_one_dimension_is_shown_or_left_over(counts: dict[str, int]) -> None:
    shown = shown_counts(counts)
    hidden = [name for name, n in shown.items() if n is None]
    assert all(n is None or n == counts[name] >= LEAST for name, n in shown.items())
    everything = len(hidden) == len(counts)
    assert not hidden or everything or (len(hidden) > 1 and sum(counts[name] for name in hidden) >= LEAST)


@settings(max_examples=300)
@given(tables())
def test_no_small_count_of_two_dimensions_is_shown_or_can_be_worked_out(counts: dict[Cell, int]) -> None:
    rows, columns = margins(counts)
    shown = shown_cells(counts, rows, columns)
    assert set(shown) == set(counts)
    assert all(n is None or n == counts[cell] >= LEAST for cell, n in shown.items())
    nothing = all(
        n is None for n in (*rows.values(), *columns.values())
    )  # where no count is shown, neither is the total
    assert nothing or all(counts[cell] >= LEAST for cell in determined(shown, rows, columns))


@given(tables())
def test_what_lies_under_a_hidden_margin_is_hidden(counts: dict[Cell, int]) -> None:
    rows, columns = margins(counts)
    shown = shown_cells(counts, rows, columns)
    assert all(n is None for (row, column), n in shown.items() if rows[row] is None or columns[column] is None)


def test_one_small_count_takes_the_next_smallest_with_it() -> None:
    assert shown_counts({"a": 40, "b": 3, "c": 12}) == {"a": 40, "b": None, "c": None}


def test_counts_that_are_all_large_are_all_shown() -> None:
    counts = {("a", "X"): 20, ("a", "Y"): 30, ("b", "X"): 10, ("b", "Y"): 11}
    assert shown_cells(counts, *margins(counts)) == counts
