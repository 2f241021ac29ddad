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
  cell's interval wide enough (``table_protection``).
* Several tables over the same cases are allowed where their attributes form a forest (no ring of tables). Then every
  possible content of one table can stand beside the true content of the others, so each can be audited alone.
* Rows for single persons are blanked until each equals ``least - 1`` others in every column (``blanked_rows``).

Sources: A. Hundepool and others, Handbook on Statistical Disclosure Control, second edition, 2024 (frequency rule,
complementary suppression, audit); L. H. Cox, Network models for complementary cell suppression, JASA 90, 1995; A. Dobra
and S. E. Fienberg, Bounds for cell entries in contingency tables given marginal totals and decomposable graphs, PNAS
97, 2000; CTDC, k-anonymised global dataset (k = 11). See docs/decisions/0048-disclosure-control.md.

Not covered: two publications between which cases came or went (their difference shows who did); what the reader knows
of persons beside the publication; relations between attributes that the content itself sets, but for ``Excludes``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from screening.domain.statistics.table_protection import Cell, table

LEAST = 10
"""The smallest count that is shown, and the least width of what can be worked out of one that is not."""
REST = ""
"""The group of all values that are not shown; no value of an attribute has this name."""

Record = Mapping[str, "str | frozenset[str]"]
"""One case: its value by attribute, "" where it has none; a set of values where the attribute is ``many``."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that cases are counted by.

    ``values`` are those that can occur, whether they do or not. Where ``open``, others can occur as well. ``many``: a
    case may have several. ``within``: the coarser group of a value (the quarter of a month), which must be safe too;
    ``of``: those groups as an attribute of their own, where they lie within groups themselves and are published.
    """

    name: str
    values: frozenset[str] = frozenset()
    open: bool = False
    many: bool = False
    within: Callable[[str], str] | None = None
    of: Attribute | None = None


@dataclass(frozen=True, slots=True)
class Excludes:
    """That nobody with ``value`` of ``name`` has ``other_value`` of ``other``: a need seen to, and no referral.

    Where both are told, how many have neither is a difference of the two.
    """

    name: str
    value: str
    other: str
    other_value: str


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


def shown(count: int) -> int | None:
    """Return a number of cases that stands alone; None where it is not shown."""
    return count if count >= LEAST else None


def publish(
    records: Sequence[Record],
    attributes: Iterable[Attribute],
    tables: Iterable[Cell] = (),
    excludes: Iterable[Excludes] = (),
) -> Publication:
    """Decide what may be told of ``records``: their number, counts by attribute, tables of two attributes.

    ``excludes`` are values that the content keeps apart; where fewer than ``LEAST`` have neither of two that would both
    be told, nothing is told of the attribute ``name``, which may be in no table.

    Of a table the first attribute may be ``many``, the second not. Raises ValueError where the tables form a ring: then
    no table can be audited by itself.
    """
    known = {attribute.name: attribute for attribute in attributes}
    pairs = tuple(tables)
    _no_ring(known, pairs)
    if len(records) < LEAST:
        return Publication(None, {name: Margin({}) for name in known})
    margins = {name: _margin_of(records, attribute) for name, attribute in known.items()}
    for each in excludes:
        one, other = margins[each.name].shown.get(each.value), margins[each.other].shown.get(each.other_value)
        if one is not None and other is not None and len(records) - one - other < LEAST:
            margins[each.name] = Margin({}, len(records))
    made = {pair: _pair(records, known[pair[0]], margins, pair) for pair in pairs}
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


def _margin_of(records: Sequence[Record], attribute: Attribute) -> Margin:
    values = [record[attribute.name] for record in records]
    if attribute.many:
        return flags(value for value in values if isinstance(value, frozenset))
    return margin([str(value) for value in values], attribute)


def _pair(records: Sequence[Record], first: Attribute, margins: Mapping[str, Margin], pair: Cell) -> dict[Cell, int]:
    across = margins[pair[1]]
    columns = [across.group(str(record[pair[1]])) for record in records]
    if not first.many:
        rows = [margins[pair[0]].group(str(record[pair[0]])) for record in records]
        return table(Counter(zip(rows, columns, strict=True)), LEAST)
    made: dict[Cell, int] = {}
    for value in margins[pair[0]].shown:
        has = ["yes" if value in record[pair[0]] else "no" for record in records]
        cells = table(Counter(zip(has, columns, strict=True)), LEAST)
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
    coarse = margin(
        [group(value) for value in values],
        attribute.of or Attribute("", frozenset(map(group, attribute.values)), attribute.open),
        least,
    )
    found: dict[str, int] = {}
    for name in coarse.shown:
        inside = Counter(value for value in values if group(value) == name)
        possible = frozenset(value for value in attribute.values if group(value) == name)
        found |= _margin(inside, possible, attribute.open, least).shown
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


def flags(cases: Iterable[frozenset[str]]) -> Margin:
    """Return the counts of an attribute of which a case may have several values: of those common, and not to all."""
    every = list(cases)
    found = Counter(value for values in every for value in values)
    return Margin({name: n for name, n in sorted(found.items()) if LEAST <= n <= len(every) - LEAST})
