"""Totals that tell about nobody: small counts are left out, and so are the counts that would give them away (DM8).

A table may have one or two dimensions. Its margins are taken as known to the reader: they are published beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

LEAST = 10
"""The smallest count that is shown."""

Cell = tuple[str, str]


def shown_counts(counts: Mapping[str, int], least: int = LEAST) -> dict[str, int | None]:
    """One dimension: each count, or None where it is left out. The total is taken as known to the reader."""
    hidden = {name for name, n in counts.items() if n < least}
    while hidden and (len(hidden) < 2 or sum(counts[name] for name in hidden) < least):
        shown = sorted((name for name in counts if name not in hidden), key=lambda name: (counts[name], name))
        if not shown:
            break
        hidden.add(shown[0])
    return {name: None if name in hidden else n for name, n in counts.items()}


def shown_cells(
    counts: Mapping[Cell, int], rows: Mapping[str, int | None], columns: Mapping[str, int | None], least: int = LEAST
) -> dict[Cell, int | None]:
    """Two dimensions: every pair of a row and a column, its count or None where it is left out.

    ``rows`` and ``columns`` are the margins as they are shown; where a margin is left out, so is everything under it.
    No hidden cell can be worked out from the shown ones and the margins, and none stands alone in its row or column.
    """
    full = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    hidden = {cell for cell, n in full.items() if n < least or rows[cell[0]] is None or columns[cell[1]] is None}
    while (more := _given_away(full, hidden, least)) is not None:
        hidden.add(more)
    return {cell: None if cell in hidden else n for cell, n in full.items()}


def _given_away(full: Mapping[Cell, int], hidden: set[Cell], least: int) -> Cell | None:
    """A shown cell that has to be hidden as well; None when nothing is given away."""
    for line in _lines(full):
        inside = [cell for cell in line if cell in hidden]
        if inside and (len(inside) < 2 or sum(full[cell] for cell in inside) < least):
            found = _smallest(full, (cell for cell in line if cell not in hidden))
            if found is not None:
                return found
    for cell in sorted(hidden):
        if not _on_a_cycle(cell, hidden):
            row, column = cell
            beside = (other for other in full if other not in hidden and (other[0] == row or other[1] == column))
            found = _smallest(full, beside)
            if found is not None:
                return found
    return None


def _lines(full: Mapping[Cell, int]) -> Iterator[list[Cell]]:
    for row in sorted({cell[0] for cell in full}):
        yield [cell for cell in full if cell[0] == row]
    for column in sorted({cell[1] for cell in full}):
        yield [cell for cell in full if cell[1] == column]


def _smallest(full: Mapping[Cell, int], cells: Iterator[Cell]) -> Cell | None:
    return min(cells, key=lambda cell: (full[cell], cell), default=None)


def _on_a_cycle(cell: Cell, hidden: set[Cell]) -> bool:
    """Whether a hidden cell could be a little more or less while every margin stays the same.

    Rows and columns are the nodes of a graph and hidden cells its edges; a cell's value is fixed by the margins exactly
    when its edge lies on no cycle.
    """
    start, end = ("row", cell[0]), ("column", cell[1])
    seen, todo = {start}, [start]
    while todo:
        kind, name = todo.pop()
        for row, column in hidden - {cell}:
            if (row if kind == "row" else column) != name:
                continue
            other = ("column", column) if kind == "row" else ("row", row)
            if other == end:
                return True
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return False
