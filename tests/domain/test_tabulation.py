"""Counts that point at nobody: what is left out cannot be worked out again from what is shown."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from screening.domain.tabulation import THRESHOLD, TOTAL, counts, safe_counts, safe_table

ROWS, COLUMNS = ("yes", "no"), ("a", "b", "c", "d")
sizes = st.integers(0, 40)
tables = st.lists(st.lists(sizes, min_size=4, max_size=4), min_size=2, max_size=2)


def pairs(table: list[list[int]]) -> list[tuple[str, str]]:
    return [
        (row, column)
        for row, values in zip(ROWS, table, strict=True)
        for column, n in zip(COLUMNS, values, strict=True)
        for _ in range(n)
    ]


def worked_out(cells: dict[tuple[str, str], int | None]) -> set[tuple[str, str]]:
    """The hidden cells that sums of rows and columns give exactly, by elimination: an independent second opinion."""
    hidden = sorted(cell for cell, value in cells.items() if value is None)
    place = {cell: at for at, cell in enumerate(hidden)}
    lines = [[(row, column) for column in (*COLUMNS, TOTAL)] for row in (*ROWS, TOTAL)]
    lines += [[(row, column) for row in (*ROWS, TOTAL)] for column in (*COLUMNS, TOTAL)]
    matrix = []
    for line in lines:
        equation = [Fraction(0)] * len(hidden)
        for cell in line:
            if cell in place:
                equation[place[cell]] += -1 if TOTAL in cell and cell == line[-1] else 1
        matrix.append(equation)
    pivots: list[int] = []
    done = 0
    for column in range(len(hidden)):
        pivot = next((at for at in range(done, len(matrix)) if matrix[at][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        head = matrix[done][column]
        matrix[done] = [value / head for value in matrix[done]]
        for at in range(len(matrix)):
            if at != done and matrix[at][column]:
                times = matrix[at][column]
                matrix[at] = [mine - times * other for mine, other in zip(matrix[at], matrix[done], strict=True)]
        pivots.append(column)
        done += 1
    return {
        hidden[column]
        for at, column in enumerate(pivots)
        if not any(value for place, value in enumerate(matrix[at]) if place != column)
    }


@given(st.dictionaries(st.sampled_from(COLUMNS), sizes, min_size=1))
def test_no_count_below_the_threshold_is_shown_or_can_be_subtracted(found: dict[str, int]) -> None:
    shown = safe_counts(found)
    assert all(value is None or value >= THRESHOLD for value in shown.values())
    hidden = [name for name, value in shown.items() if value is None and name != TOTAL]
    if shown[TOTAL] is not None:
        assert len(hidden) != 1 or len(found) == 1


@given(st.dictionaries(st.sampled_from(COLUMNS), sizes, min_size=1), st.integers(0, 60))
def test_where_parts_overlap_the_rest_of_each_is_a_cell_too(found: dict[str, int], more: int) -> None:
    total = max(found.values()) + more
    shown = safe_counts({**found, TOTAL: total}, exclusive=False)
    for name, value in found.items():
        if value < THRESHOLD or total - value < THRESHOLD:
            assert shown[name] is None
        else:
            assert shown[name] == value


@given(tables)
def test_no_cell_that_was_left_out_can_be_worked_out(table: list[list[int]]) -> None:
    made = safe_table(pairs(table), ROWS, COLUMNS, {})
    if made is None:
        return
    assert all(value is None or value >= THRESHOLD for value in made.cells.values())
    inner = {(row, column) for row in ROWS for column in COLUMNS}
    assert not worked_out(dict(made.cells)) & inner


@given(tables)
def test_totals_that_stand_elsewhere_give_nothing_away_here(table: list[list[int]]) -> None:
    columns = {column: table[0][at] + table[1][at] for at, column in enumerate(COLUMNS)}
    by_column = safe_counts(columns)
    fixed: dict[tuple[str, str], int | None] = {(TOTAL, column): by_column[column] for column in COLUMNS}
    fixed |= {("yes", TOTAL): sum(table[0]), ("no", TOTAL): sum(table[1]), (TOTAL, TOTAL): sum(columns.values())}
    made = safe_table(pairs(table), ROWS, COLUMNS, fixed)
    if made is None:
        return
    assert {cell: made.cells[cell] for cell in fixed} == fixed
    inner = {(row, column) for row in ROWS for column in COLUMNS}
    assert not worked_out(dict(made.cells)) & inner
    assert all(made.cells[cell] is None or made.cells[cell] >= THRESHOLD for cell in inner)


@given(tables)
def test_what_is_shown_is_true(table: list[list[int]]) -> None:
    made = safe_table(pairs(table), ROWS, COLUMNS, {})
    if made is None:
        return
    for row, values in zip(ROWS, table, strict=True):
        for column, n in zip(COLUMNS, values, strict=True):
            assert made.cells[row, column] in (None, n)


def test_large_tables_are_shown_whole() -> None:
    made = safe_table(pairs([[20, 30, 40, 15], [11, 12, 13, 14]]), ROWS, COLUMNS, {})
    assert made is not None
    assert None not in made.cells.values()


def test_a_name_without_any_is_counted_as_nought() -> None:
    assert counts(["a", "a"], ("a", "b")) == {"a": 2, "b": 0}
