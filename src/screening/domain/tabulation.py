"""Counts that point at nobody: cells under a threshold are left out, and what would give them away (DM8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

THRESHOLD = 10
"""Cells below it are not shown, nought among them (D; CTDC asks for eleven of rows, ten of counts)."""
TOTAL = ""
"""The name of the row or column of totals."""

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by row and column, totals included under ``TOTAL``. None stands for "under the threshold"."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, int | None]


def counts(values: Iterable[str], names: Sequence[str]) -> dict[str, int]:
    """How many of ``values`` each name has, names without any among them."""
    found = dict.fromkeys(names, 0)
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


def safe_counts(found: Mapping[str, int], *, exclusive: bool = True) -> dict[str, int | None]:
    """One dimension and its total under ``TOTAL``. Where the parts are ``exclusive`` they add up to the total, so one
    part left out by itself could be worked out: the smallest other goes with it.

    Where they are not (a case may have several paths), the rest of each part counts as a cell too: whoever knows the
    total and the part knows the rest.
    """
    total = sum(found.values()) if exclusive else found[TOTAL]
    shown: dict[str, int | None] = {name: value for name, value in found.items() if name != TOTAL}
    hidden = {name for name, value in found.items() if name != TOTAL and value < THRESHOLD}
    if not exclusive:
        hidden |= {name for name, value in shown.items() if value is not None and total - value < THRESHOLD}
    elif len(hidden) == 1 and total >= THRESHOLD:
        others = [name for name in shown if name not in hidden]
        if others:
            hidden.add(min(others, key=lambda name: (found[name], name)))
    result: dict[str, int | None] = {name: None if name in hidden else value for name, value in shown.items()}
    result[TOTAL] = total if total >= THRESHOLD else None
    return result


def safe_table(
    pairs: Iterable[Cell], rows: Sequence[str], columns: Sequence[str], fixed: Mapping[Cell, int | None]
) -> Table | None:
    """Two dimensions with their totals. ``fixed`` are totals that were published already, by cell, None where they
    were left out: they stay as they are, so that no other table gives away what this one leaves out.

    None where nothing of the table could be shown.
    """
    counted: dict[Cell, int] = {(row, column): 0 for row in rows for column in columns}
    for pair in pairs:
        counted[pair] += 1
    for row in rows:
        counted[row, TOTAL] = sum(counted[row, column] for column in columns)
    for column in (*columns, TOTAL):
        counted[TOTAL, column] = sum(counted[row, column] for row in rows)
    inner = [(row, column) for row in rows for column in columns]
    hidden = {cell for cell in counted if counted[cell] < THRESHOLD}
    hidden |= {cell for cell, value in fixed.items() if value is None}
    hidden -= {cell for cell, value in fixed.items() if value is not None}
    while (cell := _given_away(hidden, inner)) is not None:
        more = [other for other in inner if other not in hidden and (other[0] == cell[0] or other[1] == cell[1])]
        more = more or [other for other in inner if other not in hidden]
        if not more:
            return None
        hidden.add(min(more, key=lambda other: (counted[other], other)))
    if all(cell in hidden for cell in inner):
        return None
    cells: dict[Cell, int | None] = {cell: None if cell in hidden else value for cell, value in counted.items()}
    return Table(tuple(rows), tuple(columns), cells)


def _given_away(hidden: set[Cell], inner: Iterable[Cell]) -> Cell | None:
    """A hidden inner cell that the totals give away: one that lies on no ring of hidden cells.

    Rows and columns are points, hidden cells are lines between them. Taking the sums of rows and columns as equations,
    a cell can be worked out exactly when taking its line away parts its two points.
    """
    for cell in sorted(hidden & set(inner)):
        if not _joined(hidden - {cell}, ("row", cell[0]), ("column", cell[1])):
            return cell
    return None


def _joined(cells: set[Cell], start: tuple[str, str], end: tuple[str, str]) -> bool:
    reached, waiting = {start}, [start]
    while waiting:
        side, name = waiting.pop()
        for row, column in cells:
            if side == "row" and row == name:
                point = ("column", column)
            elif side == "column" and column == name:
                point = ("row", row)
            else:
                continue
            if point not in reached:
                reached.add(point)
                waiting.append(point)
    return end in reached
