"""Protect a table of counts whose margins are published: hide cells until each hidden one has an interval wide enough.

The rule and its sources stand in ``disclosure_control``. The audit is exact: a table with fixed margins is a transport
network, so the largest and smallest possible value of a cell are flows, and they are whole numbers.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator, Mapping

Cell = tuple[str, str]
"""A row's and a column's name."""
_Node = tuple[bool, str]
"""A row (False) or a column (True) of a table."""


def table(counts: Mapping[Cell, int], least: int) -> dict[Cell, int]:
    """Return the cells that may be shown of a table whose margins are all published.

    Every row and column must hold ``least`` cases or none; a table of one row or one column tells nothing beside its
    margins and is not shown.
    """
    rows = sorted({row for row, _ in counts})
    columns = sorted({column for _, column in counts})
    if len(rows) < 2 or len(columns) < 2:
        return {}
    cells = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    hidden = _protected(cells, {cell for cell, n in cells.items() if n < least}, least)
    return {cell: n for cell, n in cells.items() if cell not in hidden}


def _protected(cells: Mapping[Cell, int], hidden: set[Cell], least: int) -> frozenset[Cell]:
    """Return the cells to hide: the ``hidden`` ones, and others until each has an interval that is wide enough.

    Others are taken along the cheapest ring on which ``least`` cases can be moved past the cell, and all of them where
    there is none; then those that turn out not to be needed are shown again, the largest first.
    """
    while (weak := next(_narrow(cells, frozenset(hidden), least), None)) is not None:
        more = _ring(cells, hidden, weak, least) or set(cells) - hidden
        if not more:
            break
        hidden |= more
    for cell in sorted(hidden, key=lambda cell: (-cells[cell], cell)):
        if cells[cell] >= least and next(_narrow(cells, frozenset(hidden - {cell}), least), None) is None:
            hidden.remove(cell)
    return frozenset(hidden)


def _narrow(cells: Mapping[Cell, int], hidden: frozenset[Cell], least: int) -> Iterator[Cell]:
    for cell in sorted(hidden):
        if sum(_play(cells, hidden, cell, least)) < least:
            yield cell


def _play(cells: Mapping[Cell, int], hidden: frozenset[Cell], cell: Cell, most: int) -> tuple[int, int]:
    """Return how much less and how much more a hidden cell can be, as far as ``most``, while all margins stay the
    same.
    """
    row, column = (False, cell[0]), (True, cell[1])
    down = _flow(cells, hidden, cell, column, row, min(most, cells[cell]))
    return down, _flow(cells, hidden, cell, row, column, most)


def _flow(
    cells: Mapping[Cell, int], hidden: frozenset[Cell], without: Cell, start: _Node, end: _Node, most: int
) -> int:
    """Return the largest flow between two lines of the table, through hidden cells other than ``without``.

    A step from a row to a column takes cases out of their cell, a step back puts cases in, so the table after each push
    is a table that publishes the same.
    """
    now, moved = dict(cells), 0
    while moved < most:
        steps = _steps(now, hidden, without, start, end)
        if not steps:
            break
        amount = min([most - moved, *(now[cell] for cell, out in steps if out)])
        for cell, out in steps:
            now[cell] += -amount if out else amount
        moved += amount
    return moved


def _steps(
    now: Mapping[Cell, int], hidden: frozenset[Cell], without: Cell, start: _Node, end: _Node
) -> list[tuple[Cell, bool]]:
    came: dict[_Node, tuple[_Node, Cell, bool]] = {}
    todo = deque([start])
    while todo:
        node = todo.popleft()
        for cell in hidden:
            out = not node[0]
            if cell == without or cell[int(node[0])] != node[1] or (out and not now[cell]):
                continue
            other = (out, cell[int(out)])
            if other in came or other == start:
                continue
            came[other] = (node, cell, out)
            if other == end:
                todo.clear()
                break
            todo.append(other)
    steps: list[tuple[Cell, bool]] = []
    node = end
    while node in came:
        node, cell, out = came[node]
        steps.append((cell, out))
    return steps


def _ring(cells: Mapping[Cell, int], hidden: set[Cell], weak: Cell, least: int) -> set[Cell]:
    """Return the shown cells of the cheapest ring through ``weak`` on which ``least`` cases can move; empty for
    none.
    """
    start, end = (False, weak[0]), (True, weak[1])
    best: dict[_Node, int] = {start: 0}
    came: dict[_Node, tuple[_Node, Cell]] = {}
    todo = [(0, start)]
    while todo:
        cost, node = heapq.heappop(todo)
        if cost > best[node]:
            continue
        for cell, n in cells.items():
            out = not node[0]
            if cell == weak or cell[int(node[0])] != node[1] or (out and n < least):
                continue
            other, price = (out, cell[int(out)]), cost + (0 if cell in hidden else n)
            if price < best.get(other, price + 1):
                best[other], came[other] = price, (node, cell)
                heapq.heappush(todo, (price, other))
    found: set[Cell] = set()
    node = end
    while node in came:
        node, cell = came[node]
        found.add(cell)
    return found - hidden
