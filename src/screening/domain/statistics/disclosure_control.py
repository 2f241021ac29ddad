"""Disclosure control: decide which counts of people may be published, so that no other count follows from them.

The rule, with ``least`` = ``LEAST``:

* A count is shown from ``least`` on. Zero is a small count: a value that nobody has is not told apart from one that few
  have.
* Whoever adds up and subtracts everything that was published finds, for each count that is not shown, an interval of
  possible values that is at least ``least`` wide.
* Values that are not shown are not listed. Together they are one group, "all others", of ``least`` cases or more; where
  it would be smaller, the smallest shown count joins it.
* Where a case may have several values (paths, signs) the counts have no sum. Such a count is shown if at least
  ``least`` cases have the value and at least ``least`` do not: that everybody has it tells as much as a name.
* Tables have two dimensions and all their margins are published. Cells are hidden until an audit finds every hidden
  cell's interval wide enough. The audit is exact: a table with fixed margins is a transport network, so the largest and
  smallest possible value of a cell are flows, and they are whole numbers.
* Several tables over the same cases are allowed where their attributes form a forest (no ring of tables). Then every
  possible content of one table can stand beside the true content of the others, so each can be audited alone.
* Rows for single persons are blanked until each equals ``least - 1`` others in every column.

Sources: A. Hundepool and others, Handbook on Statistical Disclosure Control, second edition, 2024 (frequency rule,
complementary suppression, audit); L. H. Cox, Network models for complementary cell suppression, JASA 90, 1995; A. Dobra
and S. E. Fienberg, Bounds for cell entries in contingency tables given marginal totals and decomposable graphs, PNAS
97, 2000; CTDC, k-anonymised global dataset (k = 11). See docs/decisions/0048-disclosure-control.md.

Not covered: two publications between which cases came or went (their difference shows who did); what the reader knows
of persons beside the publication; relations between attributes that the content itself sets.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

LEAST = 10
"""The smallest count that is shown, and the least width of what can be worked out of one that is not."""
REST = ""
"""The group of all values that are not shown; no value of an attribute has this name."""

Cell = tuple[str, str]
Record = Mapping[str, "str | frozenset[str]"]
"""One case: its value by attribute, "" where it has none; a set of values where the attribute is ``many``."""
_Node = tuple[bool, str]
"""A row (False) or a column (True) of a table."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that cases are counted by.

    ``values`` are those that can occur, whether they do or not. Where ``open``, others can occur as well. ``many``: a
    case may have several. ``within``: the coarser group of a value (the year of a month), which must be safe as well.
    """

    name: str
    values: frozenset[str] = frozenset()
    open: bool = False
    many: bool = False
    within: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Margin:
    """The counts of one attribute that are shown, and how many cases have none of the shown values.

    ``rest`` is 0 or at least ``least``; None where a case may have several values, so that there is no sum.
    """

    shown: Mapping[str, int]
    rest: int | None = None

    def groups(self) -> dict[str, int]:
        """Return the shown values and, if there is one, ``REST``."""
        return {**self.shown, **({REST: self.rest} if self.rest else {})}

    def group(self, value: str) -> str:
        """Return the group that a value belongs to."""
        return value if value in self.shown else REST


@dataclass(frozen=True, slots=True)
class Publication:
    """What may be told of some cases. What is not in it is not told.

    ``tables``: by pair of attributes, shown counts by pair of values; ``REST`` stands for all values not shown.
    """

    total: int | None
    margins: Mapping[str, Margin] = field(default_factory=dict)
    tables: Mapping[Cell, Mapping[Cell, int]] = field(default_factory=dict)


def shown(count: int, least: int = LEAST) -> int | None:
    """Return a number of cases that stands alone; None where it is not shown."""
    return count if count >= least else None


def publish(
    records: Sequence[Record], attributes: Iterable[Attribute], tables: Iterable[Cell] = (), least: int = LEAST
) -> Publication:
    """Decide what may be told of ``records``: their number, counts by attribute, tables of two attributes.

    Of a table the first attribute may be ``many``, the second not. Raises ValueError where the tables form a ring: then
    no table can be audited by itself.
    """
    known = {attribute.name: attribute for attribute in attributes}
    pairs = tuple(tables)
    _no_ring(known, pairs)
    if len(records) < least:
        return Publication(None, {name: Margin({}) for name in known})
    margins = {name: _margin_of(records, attribute, least) for name, attribute in known.items()}
    made = {pair: _pair(records, known[pair[0]], margins, pair, least) for pair in pairs}
    return Publication(len(records), margins, made)


def _no_ring(known: Mapping[str, Attribute], pairs: Sequence[Cell]) -> None:
    """Every value of a ``many`` attribute is an attribute of its own: two tables of it are a ring."""
    joined = {name: name for name in known}

    def root(name: str) -> str:
        while joined[name] != name:
            name = joined[name]
        return name

    several = Counter(first for first, _ in pairs if known[first].many)
    for first, second in pairs:
        if known[second].many or several[first] > 1 or root(first) == root(second):
            raise ValueError(f"the tables form a ring at {first}, {second}")
        joined[root(first)] = root(second)


def _margin_of(records: Sequence[Record], attribute: Attribute, least: int) -> Margin:
    values = [record[attribute.name] for record in records]
    if attribute.many:
        return flags((value for value in values if isinstance(value, frozenset)), least)
    return margin([str(value) for value in values], attribute, least)


def _pair(
    records: Sequence[Record], first: Attribute, margins: Mapping[str, Margin], pair: Cell, least: int
) -> dict[Cell, int]:
    across = margins[pair[1]]
    columns = [across.group(str(record[pair[1]])) for record in records]
    if not first.many:
        rows = [margins[pair[0]].group(str(record[pair[0]])) for record in records]
        return table(Counter(zip(rows, columns, strict=True)), least)
    made: dict[Cell, int] = {}
    for value in margins[pair[0]].shown:
        has = ["yes" if value in record[pair[0]] else "no" for record in records]
        cells = table(Counter(zip(has, columns, strict=True)), least)
        made |= {(value, column): n for (row, column), n in cells.items() if row == "yes"}
    return made


# --- one dimension


def margin(values: Sequence[str], attribute: Attribute, least: int = LEAST) -> Margin:
    """Return the counts of one attribute of which each case has one value ("" for none).

    With a coarser group (``within``) the rule holds for the groups, and for the values inside each shown group.
    """
    if attribute.within is None:
        return _margin(Counter(values), attribute.values, attribute.open, least)
    group = attribute.within
    coarse = _margin(Counter(group(value) for value in values), frozenset(), attribute.open, least)
    found: dict[str, int] = {}
    for name in coarse.shown:
        inside = Counter(value for value in values if group(value) == name)
        found |= _margin(inside, frozenset(), attribute.open, least).shown
    return Margin(dict(sorted(found.items())), len(values) - sum(found.values()))


def _margin(counts: Mapping[str, int], possible: frozenset[str], is_open: bool, least: int) -> Margin:
    found = dict.fromkeys(possible, 0) | dict(counts)
    is_any = is_open or REST in found  # a case without a value may have one that nobody wrote down
    kept = sorted((name for name in found if name and found[name] >= least), key=lambda name: (found[name], name))
    while kept:
        hidden = len(found) - len(kept)
        rest = sum(counts.values()) - sum(found[name] for name in kept)
        if (not hidden and not is_open) or _rest_is_safe(rest, hidden, is_any, found[kept[0]], least):
            break
        kept = kept[1:]
    return Margin(
        {name: found[name] for name in sorted(kept)}, sum(counts.values()) - sum(found[name] for name in kept)
    )


def _rest_is_safe(rest: int, hidden: int, is_open: bool, smallest: int, least: int) -> bool:
    """Return whether any value of the rest may have any of at least ``least`` counts, even to who knows this rule.

    All of the rest may be one value's where it is smaller than the smallest shown count, since that is the count that
    would have been hidden. Or each may have any count under ``least`` where there are enough values to make the sum.
    """
    if rest < least or (hidden < 2 and not is_open):
        return False
    return is_open or rest < smallest or (hidden - 1) * (least - 1) >= rest


def flags(cases: Iterable[frozenset[str]], least: int = LEAST) -> Margin:
    """Return the counts of an attribute of which a case may have several values: those that are common, and not to
    all.
    """
    found: Counter[str] = Counter()
    total = 0
    for values in cases:
        found.update(values)
        total += 1
    return Margin({name: n for name, n in sorted(found.items()) if least <= n <= total - least})


# --- two dimensions


def table(counts: Mapping[Cell, int], least: int = LEAST) -> dict[Cell, int]:
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


def intervals(cells: Mapping[Cell, int], hidden: Iterable[Cell]) -> dict[Cell, tuple[int, int]]:
    """Audit a table: the smallest and the largest value that each hidden cell can have, given all else and the margins.

    Exact, in whole numbers.
    """
    unknown = frozenset(hidden)
    most = sum(cells.values())
    return {
        cell: (cells[cell] - down, cells[cell] + up)
        for cell in unknown
        for down, up in (_play(cells, unknown, cell, most),)
    }


def _protected(cells: Mapping[Cell, int], hidden: set[Cell], least: int) -> frozenset[Cell]:
    """Return the cells to hide: the ``hidden`` ones, and others until each has an interval that is wide enough.

    Others are taken along the cheapest ring on which ``least`` cases can be moved past the cell; then those that turn
    out not to be needed are shown again, the largest first.
    """
    while (weak := next(_narrow(cells, frozenset(hidden), least), None)) is not None:
        more = _ring(cells, hidden, weak, least) or _beside(cells, hidden, weak) or set(cells) - hidden
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


def _beside(cells: Mapping[Cell, int], hidden: set[Cell], weak: Cell) -> set[Cell]:
    return {cell for cell in cells if cell not in hidden and (cell[0] == weak[0] or cell[1] == weak[1])}


# --- rows


def blanked(
    records: Sequence[Record], columns: Sequence[Attribute], beside: Publication, least: int = LEAST
) -> list[Record]:
    """Rows for single persons, blanked until each equals ``least - 1`` others in every column; "" is a blank.

    ``beside`` is what was published of the same records; what it does not show, no row shows. The columns are gone
    through in their order: within each group of rows that are equal so far, a value stays where the rule of counts
    lets it be shown, so what is blank of a column is blank in ``least`` rows of the group at the least. Any table that
    can be made of the rows has only zeros and counts from ``least`` on. A column goes altogether where, with the counts
    of ``beside``, it would narrow down how many people share two values. Raises ValueError for fewer than ``least``
    records.
    """
    if len(records) < least:
        raise ValueError("too few records")
    cleared = _cleared(records, beside)
    kept = list(columns)
    while True:
        made = _equal_rows(cleared, kept, least)
        gone = _tells_of_pairs(records, made, kept, beside, least)
        if gone is None:
            blank = {column.name: frozenset[str]() if column.many else REST for column in columns}
            return [blank | row for row in made]
        kept.remove(gone)


def _cleared(records: Sequence[Record], beside: Publication) -> list[Record]:
    """Records without what is not shown beside them.

    Of a table beside, a value of the second attribute goes where its cell is not shown: for all records, whichever
    value of the first they have, so that the ones left do not tell who went.
    """
    made = []
    for record in records:
        left = dict(record)
        for name, found in beside.margins.items():
            value = record[name]
            left[name] = found.group(value) if isinstance(value, str) else value & found.shown.keys()
        made.append(left)
    for (first, second), cells in beside.tables.items():
        values = {value for left in made for value in _values(left[first])}
        for left in made:
            if any((value, left[second]) not in cells for value in values):
                left[second] = REST
    return list(made)


def _values(value: str | frozenset[str]) -> frozenset[str]:
    return frozenset({value}) if isinstance(value, str) else value


def _equal_rows(
    records: Sequence[Record], columns: Sequence[Attribute], least: int
) -> list[dict[str, str | frozenset[str]]]:
    made: list[dict[str, str | frozenset[str]]] = [{} for _ in records]
    groups = [list(range(len(records)))]
    for column in columns:
        if not column.many:
            groups = [part for group in groups for part in _split(records, made, group, column, least)]
            continue
        for row in made:
            row[column.name] = frozenset()
        common = Counter(value for record in records for value in record[column.name])
        parts = [(group, False) for group in groups]
        for value in sorted(common, key=lambda value: (-common[value], value)):
            flag = (column.name, value)
            parts = [part for group in parts for part in _split_by_flag(records, made, group, flag, least)]
        groups = [group for group, _ in parts]
    return made


def _split(
    records: Sequence[Record],
    made: Sequence[dict[str, str | frozenset[str]]],
    group: list[int],
    column: Attribute,
    least: int,
) -> Iterator[list[int]]:
    found = margin([str(records[index][column.name]) for index in group], column, least)
    parts: dict[str, list[int]] = {}
    for index in group:
        value = found.group(str(records[index][column.name]))
        made[index][column.name] = value
        parts.setdefault(value, []).append(index)
    yield from parts.values()


_Part = tuple[list[int], bool]
"""Rows that are equal so far, and whether a value of this column is shown in them."""


def _split_by_flag(
    records: Sequence[Record],
    made: Sequence[dict[str, str | frozenset[str]]],
    part: _Part,
    flag: tuple[str, str],
    least: int,
) -> Iterator[_Part]:
    """Show a value in the rows that have it, if ``least`` of the group do and ``least`` do not.

    Where another value of the column is shown already all may have it: at least ``least`` rows that were equal to these
    do not show the other value and may have it too, so nothing follows for all who have it.
    """
    (group, marked), (name, value) = part, flag
    has = [index for index in group if value in records[index][name]]
    rest = [index for index in group if value not in records[index][name]]
    if len(has) < least or (len(rest) < least and (rest or not marked)):
        yield part
        return
    for index in has:
        made[index][name] = frozenset({*made[index][name], value})
    yield has, True
    if rest:
        yield rest, marked


def _tells_of_pairs(
    records: Sequence[Record],
    rows: Sequence[Record],
    columns: Sequence[Attribute],
    beside: Publication,
    least: int,
) -> Attribute | None:
    """Return a column to leave out: with the counts that stand beside, it pins how many people have two values; None
    for none.

    The interval of a pair is found from below: by the tables that come about when the blanks of one column are filled
    in another order. Such a table publishes the same where the column is in no table beside.
    """
    counted = [column for column in columns if column.name in beside.margins]
    fixed = {name for pair in beside.tables for name in pair}
    sides = {column.name: _side(records, rows, column, beside) for column in counted}
    for at, later in enumerate(counted):
        for earlier in counted[:at]:
            if (earlier.name, later.name) in beside.tables or (later.name, earlier.name) in beside.tables:
                continue
            one, other = sides[earlier.name], sides[later.name]
            free = (earlier.name not in fixed, later.name not in fixed)
            for a in one:
                for b in other:
                    if _narrow_pair(one[a], other[b], free, least):
                        return later
    return None


@dataclass(frozen=True, slots=True)
class _Side:
    """Of one value of a column: which records have it, and in which rows the column is blank."""

    has: frozenset[int]
    blank: frozenset[int]


def _side(
    records: Sequence[Record], rows: Sequence[Record], column: Attribute, beside: Publication
) -> dict[str, _Side]:
    shown = beside.margins[column.name]
    made: dict[str, _Side] = {}
    everyone = frozenset(range(len(records)))
    for value in (*shown.shown, *([REST] if shown.rest else ())):
        if column.many and not any(value in record[column.name] for record in records):
            continue
        if column.many:
            has = frozenset(at for at in everyone if value in records[at][column.name])
            blank = frozenset(at for at in everyone if value not in rows[at][column.name])
            made[value], made[f"not {value}"] = _Side(has, blank), _Side(everyone - has, blank)
            continue
        has = frozenset(at for at in everyone if shown.group(str(records[at][column.name])) == value)
        made[value] = _Side(has, frozenset(at for at in everyone if rows[at][column.name] == REST))
    return made


def _narrow_pair(one: _Side, other: _Side, free: tuple[bool, bool], least: int) -> bool:
    if len(one.has & other.has) >= least:
        return False
    known = len(one.has & other.has)
    low = high = known
    for fixed, moved, may in ((one, other, free[1]), (other, one, free[0])):
        if not may:
            continue
        places = len(fixed.has & moved.blank)
        amount = len(moved.has & moved.blank)
        stays = len(fixed.has & (moved.has - moved.blank))
        low = min(low, stays + max(0, amount - (len(moved.blank) - places)))
        high = max(high, stays + min(amount, places))
    return high - low < least
