"""Blank the rows of single persons until each equals enough others: the rule stands in ``disclosure_control``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.domain.statistics.disclosure_control import LEAST, REST, Attribute, Publication, Record, margin


def blanked(records: Sequence[Record], columns: Sequence[Attribute], beside: Publication) -> list[Record]:
    """Return rows for single persons, blanked until each equals ``LEAST - 1`` others in every column; "" is a blank.

    ``beside`` is what was published of the same records; what it does not show, no row shows. The columns are gone
    through in their order: within each group of rows that are equal so far, a value stays where the rule of counts
    lets it be shown, so what is blank of a column is blank in ``LEAST`` rows of the group at the least. Any table that
    can be made of the rows has only zeros and counts from ``LEAST`` on. A column goes altogether where, with the counts
    of ``beside``, it would narrow down how many people share two values. Raises ValueError for fewer than ``LEAST``
    records.
    """
    if len(records) < LEAST:
        raise ValueError("too few records")
    cleared = _cleared(records, beside)
    kept = list(columns)
    while True:
        made = _equal_rows(cleared, kept)
        gone = _tells_of_pairs(records, made, kept, beside)
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


def _equal_rows(records: Sequence[Record], columns: Sequence[Attribute]) -> list[dict[str, str | frozenset[str]]]:
    made: list[dict[str, str | frozenset[str]]] = [{} for _ in records]
    groups = [list(range(len(records)))]
    for column in columns:
        if not column.many:
            groups = [part for group in groups for part in _split(records, made, group, column)]
            continue
        for row in made:
            row[column.name] = frozenset()
        common = Counter(value for record in records for value in record[column.name])
        parts = [(group, False) for group in groups]
        for value in sorted(common, key=lambda value: (-common[value], value)):
            flag = (column.name, value)
            parts = [part for group in parts for part in _split_by_flag(records, made, group, flag)]
        groups = [group for group, _ in parts]
    return made


def _split(
    records: Sequence[Record],
    made: Sequence[dict[str, str | frozenset[str]]],
    group: list[int],
    column: Attribute,
) -> Iterator[list[int]]:
    found = margin([str(records[index][column.name]) for index in group], column)
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
) -> Iterator[_Part]:
    """Show a value in the rows that have it, if ``LEAST`` of the group do and ``LEAST`` do not.

    Where another value of the column is shown already all may have it: at least ``LEAST`` rows that were equal to these
    do not show the other value and may have it too, so nothing follows for all who have it.
    """
    (group, marked), (name, value) = part, flag
    has = [index for index in group if value in records[index][name]]
    rest = [index for index in group if value not in records[index][name]]
    if len(has) < LEAST or (len(rest) < LEAST and (rest or not marked)):
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
                    if _narrow_pair(one[a], other[b], free):
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


def _narrow_pair(one: _Side, other: _Side, free: tuple[bool, bool]) -> bool:
    if len(one.has & other.has) >= LEAST:
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
    return high - low < LEAST
