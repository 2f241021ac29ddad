"""Disclosure control is attacked: by search through every small case, and by linear programs on larger ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from screening.domain.statistics.blanked_rows import _narrow_pair, _Side, blanked
from screening.domain.statistics.disclosure_control import (
    LEAST,
    REST,
    Attribute,
    Excludes,
    Margin,
    Publication,
    Record,
    flags,
    margin,
    publish,
)
from screening.domain.statistics.table_protection import Cell, table

SECTOR = Attribute("sector", frozenset("xyz"))
AGE = Attribute("age", frozenset({"adult", "child"}))
LANGUAGE = Attribute("language", open=True)
PATH = Attribute("path", many=True)
MONTH = Attribute("month", within=lambda month: month[:4])


def people(counts: Mapping[str, int], name: str = "language") -> list[Record]:
    return [{name: value} for value, n in counts.items() for _ in range(n)]


def sums(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in sums(total - first, parts - 1):
            yield (first, *rest)


# --- one dimension


def test_one_case_in_each_of_two_languages_stays_hidden_among_ten() -> None:
    """The leak that this module was made for: 52 cases, one in each of two languages."""
    told = publish(people({"bn": 30, "ne": 20, "ur": 1, "my": 1}), [LANGUAGE])
    assert told.total == 52
    assert told.margins["language"] == Margin({"bn": 30}, 22)
    assert publish(people({"bn": 50, "ur": 1, "my": 1}), [LANGUAGE]).margins["language"].shown == {}


@pytest.mark.parametrize(("values", "least", "most"), [(2, 3, 16), (3, 3, 14), (4, 3, 11), (3, 4, 16)])
def test_whoever_knows_the_rule_finds_no_hidden_count_of_one_dimension(values: int, least: int, most: int) -> None:
    """Every possible count is tried: those that publish the same leave each hidden count ``least`` possible values."""
    names = "abcd"[:values]
    same: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for total in range(least, most + 1):
        for counts in sums(total, values):
            each = [name for name, n in zip(names, counts, strict=True) for _ in range(n)]
            told = margin(each, Attribute("a", frozenset(names)), least)
            assert told.rest == 0 or told.rest >= least
            same[(total, tuple(told.shown.items()))].append(counts)
    for (_, shown), all_counts in same.items():
        for at, name in enumerate(names):
            if name not in dict(shown):
                possible = {counts[at] for counts in all_counts}
                assert max(possible) - min(possible) + 1 >= least, (shown, name, possible)


@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.integers(0, 40), min_size=1))
def test_where_values_are_open_all_others_are_ten_or_more(counts: dict[str, int]) -> None:
    each = [name for name, n in counts.items() for _ in range(n)]
    told = margin(each, LANGUAGE)
    assert all(n == counts[name] >= LEAST for name, n in told.shown.items())
    assert told.rest >= LEAST or not told.shown


def test_a_value_that_nobody_has_is_told_like_one_that_few_have() -> None:
    none = publish(people({"x": 40, "y": 30, "z": 0}, "sector"), [SECTOR])
    few = publish(people({"x": 40, "y": 29, "z": 1}, "sector"), [SECTOR])
    assert none.margins["sector"] == few.margins["sector"] == Margin({"x": 40}, 30)


def test_under_ten_cases_nothing_is_told() -> None:
    assert publish(people({"x": 9}, "sector"), [SECTOR]) == Publication(None, {"sector": Margin({})})
    assert publish([], [SECTOR]).total is None


def test_months_do_not_give_away_the_rest_of_their_year() -> None:
    """38 in 2026 are a count of the rows; 30 in January would leave eight for all other months."""
    told = publish(people({"2026-01": 30, "2026-02": 8, "2025-12": 12}, "month"), [MONTH])
    assert told.margins["month"] == Margin({"2025-12": 12}, 38)


def test_months_quarters_and_years_that_are_all_published_give_no_hidden_count_away() -> None:
    """Every possible count of two years of three quarters of two months each, to whoever knows the rule."""
    months = ("1aA", "1aB", "1bA", "1bB", "2aA", "2aB")
    quarter = Attribute("quarter", frozenset(each[:2] for each in months), within=lambda name: name[:1])
    month = Attribute("month", frozenset(months), within=lambda name: name[:2], of=quarter)
    same: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for counts in sums(12, len(months)):
        each = [name for name, n in zip(months, counts, strict=True) for _ in range(n)]
        told = [margin(each, month, 3), margin([name[:2] for name in each], quarter, 3)]
        told.append(margin([name[:1] for name in each], Attribute("year", frozenset("12")), 3))
        same[tuple(tuple(one.shown.items()) for one in told)].append(counts)
    for key, all_counts in same.items():
        by_month, by_quarter, _ = map(dict, key)  # type: ignore[call-overload]
        for name in {*months, *(each[:2] for each in months)} - {*by_month, *by_quarter}:
            inside = [at for at, each in enumerate(months) if each.startswith(name)]
            possible = {sum(counts[at] for at in inside) for counts in all_counts}
            assert max(possible) - min(possible) + 1 >= 3, (key, name, possible)


def test_several_values_have_no_sum_and_both_sides_of_each_are_ten() -> None:
    cases = [frozenset({"health", "urgent"})] * 25 + [frozenset({"health"})] * 12 + [frozenset({"few"})] * 3
    assert flags(cases) == Margin({"urgent": 25}, None)


# --- two dimensions

Grid = dict[Cell, int]


def margins_of(cells: Mapping[Cell, int]) -> tuple[tuple[tuple[str, int], ...], ...]:
    found: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for cell, n in cells.items():
        for side in (0, 1):
            found[side][cell[side]] += n
    return tuple(tuple(sorted(side.items())) for side in found)


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("rows", "columns", "least", "most"), [(2, 2, 3, 18), (2, 3, 2, 11), (3, 3, 2, 8), (2, 3, 3, 13)]
)
def test_no_cell_of_a_small_table_is_found_by_trying_every_table(
    rows: int, columns: int, least: int, most: int
) -> None:
    """All tables with the same margins are the reader's candidates; those that agree with the shown cells remain."""
    cells = list(product("ab" if rows == 2 else "abc", "AB" if columns == 2 else "ABC"))
    alike: dict[object, list[Grid]] = defaultdict(list)
    for total in range(2 * least, most + 1):
        for counts in sums(total, rows * columns):
            grid = dict(zip(cells, counts, strict=True))
            lines = margins_of(grid)
            if all(n >= least for side in lines for _, n in side):
                alike[lines].append(grid)
    for candidates in alike.values():
        for grid in candidates:
            shown = table(grid, least)
            left = [other for other in candidates if all(other[cell] == n for cell, n in shown.items())]
            hidden = [cell for cell in cells if cell not in shown]
            spans = {cell: (min(other[cell] for other in left), max(other[cell] for other in left)) for cell in hidden}
            assert all(grid[cell] >= least for cell in shown)
            assert all(high - low >= least for low, high in spans.values()), (grid, shown)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Tables whose rows and columns hold at least ten, as those of two margins do."""
    rows, columns = "abcdefg"[: draw(st.integers(2, 6))], "ABCDEFG"[: draw(st.integers(2, 6))]
    size = st.one_of(st.integers(0, 3), st.integers(0, 15), st.integers(0, 80))
    grid = {cell: draw(size) for cell in product(rows, columns)}
    for side, names in ((0, rows), (1, columns)):
        for name in names:
            line = [cell for cell in grid if cell[side] == name]
            grid[draw(st.sampled_from(line))] += max(0, LEAST - sum(grid[cell] for cell in line))
    return grid


def bounds(goal: Sequence[float], known: Sequence[Sequence[float]], values: Sequence[float]) -> tuple[float, float]:
    """The least and the most that a sum can be, given other sums: what a reader with a linear program finds."""
    ends = [linprog(sign * np.array(goal, float), A_eq=np.array(known, float), b_eq=values) for sign in (1, -1)]
    assert all(end.status == 0 for end in ends), [end.message for end in ends]
    return float(ends[0].fun), float(-ends[1].fun)


@pytest.mark.sweep
@settings(max_examples=30)
@given(grids())
def test_no_cell_of_a_larger_table_is_found_by_a_linear_program(grid: Grid) -> None:
    shown = table(grid, LEAST)
    cells = sorted(grid)
    rows, columns = margins_of(grid)
    known = [[cell[0] == name for cell in cells] for name, _ in rows]
    known += [[cell[1] == name for cell in cells] for name, _ in columns]
    known += [[cell == other for cell in cells] for other in shown]
    values = [n for _, n in (*rows, *columns)] + list(shown.values())
    for at, cell in enumerate(cells):
        if cell in shown:
            assert shown[cell] == grid[cell] >= LEAST
            continue
        low, high = bounds([place == at for place in range(len(cells))], known, values)
        assert high - low >= LEAST - 1e-6, (cell, low, high)


def test_a_table_without_small_cells_is_shown_whole() -> None:
    grid = {cell: 10 + at for at, cell in enumerate(product("ab", "ABC"))}
    assert table(grid, LEAST) == grid


def test_a_cell_of_nine_is_not_shown_and_takes_three_others_along_so_that_nobody_can_subtract_it() -> None:
    grid = dict.fromkeys(product("abc", "ABC"), 40) | {("a", "A"): 9}
    shown = table(grid, LEAST)
    assert ("a", "A") not in shown
    assert len(shown) == 9 - 4
    assert table(grid | {("a", "A"): 10}, LEAST) == grid | {("a", "A"): 10}


def test_two_rows_and_two_columns_are_a_table_and_one_is_none() -> None:
    grid = {cell: 10 + at for at, cell in enumerate(product("ab", "AB"))}
    assert table(grid, LEAST) == grid
    assert table(dict.fromkeys(product("a", "AB"), 20), LEAST) == {}
    assert table(dict.fromkeys(product("ab", "A"), 20), LEAST) == {}


def test_only_as_much_as_needed_is_hidden() -> None:
    grid = dict.fromkeys(product("abcd", "ABCD"), 40) | {("a", "A"): 2}
    assert len(table(grid, LEAST)) == 16 - 4


def test_where_nothing_blank_may_move_two_values_are_known_together() -> None:
    one = _Side(frozenset(range(20)), frozenset(range(30)))
    other = _Side(frozenset(range(12, 32)), frozenset(range(2, 40)))
    assert _narrow_pair(one, other, (False, False))
    assert not _narrow_pair(one, other, (True, True))
    fixed = _Side(frozenset(range(20)), frozenset())
    assert not _narrow_pair(fixed, other, (False, True)), "what is blank of the other may lie in it or not"
    assert _narrow_pair(fixed, other, (True, False))
    assert not _narrow_pair(_Side(frozenset(range(20)), frozenset()), fixed, (False, False)), "twenty are enough"


# --- several tables over the same cases


@st.composite
def cases(draw: st.DrawFn) -> list[Record]:
    """Cases of kinds: many of some, few of others."""
    kind = st.fixed_dictionaries(
        {
            "sector": st.sampled_from(["x", "y", "z"]),
            "age": st.sampled_from(["adult", "child", "unknown"]),
            "language": st.sampled_from(["bn", "ne", "ur"]),
            "path": st.frozensets(st.sampled_from(["health", "urgent"])),
        }
    )
    many = st.one_of(st.integers(1, 4), st.integers(1, 12), st.integers(1, 40))
    return [record for record, n in draw(st.lists(st.tuples(kind, many), min_size=2, max_size=14)) for _ in range(n)]


Kind = dict[str, "str | frozenset[str]"]
KINDS: list[Kind] = [
    {"sector": sector, "age": age, "path": path}
    for sector in "xyz"
    for age in ("adult", "child", "unknown")
    for path in (frozenset(), frozenset({"health"}), frozenset({"urgent"}), frozenset({"health", "urgent"}))
]


def is_in(kind: Mapping[str, object], name: str, value: str, told: Publication) -> bool:
    """Whether a kind of case is among those that a published value counts; ``REST`` are all that are not listed."""
    has = kind[name]
    if isinstance(has, frozenset):
        return value in has
    return told.margins[name].group(str(has)) == value


@pytest.mark.sweep
@pytest.mark.requirement("NV33")
@settings(max_examples=30)
@given(cases())
def test_no_hidden_count_is_found_by_a_linear_program_over_everything_published(found: list[Record]) -> None:
    told = publish(found, [SECTOR, AGE, PATH], [("path", "sector"), ("age", "sector")])
    if told.total is None:
        return
    known, values = [[1.0] * len(KINDS)], [float(told.total)]
    for name, each in told.margins.items():
        for value, n in each.groups().items():
            known.append([is_in(kind, name, value, told) for kind in KINDS])
            values.append(n)
            assert n >= LEAST
    for (first, second), cells in told.tables.items():
        for (one, other), n in cells.items():
            known.append([is_in(kind, first, one, told) and is_in(kind, second, other, told) for kind in KINDS])
            values.append(n)
            assert n >= LEAST
    goals = {
        (name, value): [kind[name] == value for kind in KINDS]
        for name, possible in (("sector", "xyz"), ("age", ("adult", "child")))
        for value in possible
        if value not in told.margins[name].shown
    }
    goals |= {
        ("path", value): [value in kind["path"] for kind in KINDS]
        for value in ("health", "urgent")
        if value not in told.margins["path"].shown
    }
    goals |= {
        (value, other): [value in kind["path"] and kind["sector"] == other for kind in KINDS]
        for value, other in product(("health", "urgent"), "xyz")
        if (value, told.margins["sector"].group(other)) not in told.tables["path", "sector"]
    }
    for what, goal in goals.items():
        low, high = bounds(goal, known, values)
        assert high - low >= LEAST - 1e-6, (what, low, high, told)


@pytest.mark.parametrize(
    "pairs",
    [
        [("path", "sector"), ("path", "age")],
        [("sector", "age"), ("age", "language"), ("language", "sector")],
        [("sector", "path")],
    ],
)
def test_tables_that_form_a_ring_are_refused(pairs: list[Cell]) -> None:
    with pytest.raises(ValueError, match="ring"):
        publish([], [SECTOR, AGE, LANGUAGE, PATH], pairs)


def test_tables_that_form_a_tree_are_taken() -> None:
    pairs = [("sector", "age"), ("sector", "language"), ("path", "sector")]
    assert publish([], [SECTOR, AGE, LANGUAGE, PATH], pairs).total is None


# --- what the content keeps apart: a need is seen to only where a referral was sent

NEED = Attribute("need", frozenset({"seen-to", "open", "not-named"}))
SENT = Attribute("sent", frozenset({"0", "3", "none"}))
APART = Excludes("need", "seen-to", "sent", "none")
PAIRED: list[Kind] = [
    {"need": need, "sent": sent}
    for need, sent in product(NEED.values, SENT.values)
    if (need, sent) != ("seen-to", "none")
]


@st.composite
def referred(draw: st.DrawFn) -> list[Record]:
    """Cases of which nobody is seen to without a referral; often nearly all of those who were referred are seen to."""
    many = st.one_of(st.integers(0, 4), st.integers(0, 12), st.integers(5, 40))
    return [kind for kind in PAIRED for _ in range(draw(many))]


def test_how_few_were_referred_and_are_not_seen_to_is_no_difference_of_two_counts() -> None:
    """50 of 100 were referred and 45 of them are seen to: five are not, whoever subtracts."""
    found: list[Record] = [{"need": "seen-to", "sent": "0"}] * 33 + [{"need": "seen-to", "sent": "3"}] * 12
    found += [{"need": "open", "sent": "3"}] * 5 + [{"need": "open", "sent": "none"}] * 20
    found += [{"need": "not-named", "sent": "none"}] * 30
    told = publish(found, [NEED, SENT])
    assert told.margins["need"].shown["seen-to"] == 45 and told.margins["sent"].shown["none"] == 50
    assert publish(found, [NEED, SENT], (), [APART]).margins["need"] == Margin({}, 100)


@settings(max_examples=60)
@given(referred())
def test_what_values_kept_apart_tell_of_each_other_is_ten_or_wide(found: list[Record]) -> None:
    """The linear program knows that nobody is seen to without a referral: no hidden count and no remainder is found."""
    told = publish(found, [NEED, SENT], (), [APART])
    if told.total is None:
        return
    known, values = [[1.0] * len(PAIRED)], [float(told.total)]
    for name, each in told.margins.items():
        for value, n in each.groups().items():
            known.append([is_in(kind, name, value, told) for kind in PAIRED])
            values.append(n)
    goals = {
        (attribute.name, value): [kind[attribute.name] == value for kind in PAIRED]
        for attribute in (NEED, SENT)
        for value in attribute.values
        if value not in told.margins[attribute.name].shown
    }
    goals["referred", "not seen to"] = [kind["sent"] != "none" and kind["need"] != "seen-to" for kind in PAIRED]
    for what, goal in goals.items():
        low, high = bounds(goal, known, values)
        assert high - low >= LEAST - 1 - 1e-6 or low >= LEAST - 1e-6, (what, low, high, told)


# --- rows

COLUMNS = (AGE, SECTOR, PATH, LANGUAGE)


def test_what_all_of_a_group_have_stands_in_none_of_its_rows() -> None:
    """Twenty adults all need a doctor: a row that said so would tell it of every adult. Of twenty children ten do."""
    doctor, nothing = frozenset({"health"}), frozenset[str]()
    found: list[Record] = [{"age": "adult", "path": doctor} for _ in range(20)]
    found += [{"age": "child", "path": path} for path in (doctor, nothing) for _ in range(10)]
    rows = blanked(found, (AGE, PATH), publish(found, [AGE, PATH]))
    assert {row["path"] for row in rows if row["age"] == "adult"} == {nothing}
    assert Counter(row["path"] for row in rows if row["age"] == "child") == {doctor: 10, nothing: 10}


@settings(max_examples=30)
@given(cases())
def test_every_table_made_of_rows_has_only_zeros_and_counts_from_ten_on(found: list[Record]) -> None:
    told = publish(found, COLUMNS, [("path", "sector")])
    if told.total is None:
        with pytest.raises(ValueError, match="few"):
            blanked(found, COLUMNS, told)
        return
    rows = blanked(found, COLUMNS, told)
    assert min(Counter(tuple(row.items()) for row in rows).values()) >= LEAST
    for row, record in zip(rows, found, strict=True):
        for column in COLUMNS:
            value, true = row[column.name], record[column.name]
            shown = told.margins[column.name].shown.keys()
            assert value <= true & shown if isinstance(value, frozenset) else value in (REST, true)
            assert isinstance(value, frozenset) or value == REST or value in shown


@settings(max_examples=30)
@given(cases())
def test_rows_and_counts_together_do_not_tell_how_few_share_two_values(found: list[Record]) -> None:
    """The linear program knows every row with its blanks and the published counts."""
    columns = (AGE, SECTOR, LANGUAGE)
    told = publish(found, columns)
    if told.total is None:
        return
    rows = Counter(tuple(str(row[column.name]) for column in columns) for row in blanked(found, columns, told))
    kinds = list(product(("adult", "child", "unknown", "?"), "xyz", ("bn", "ne", "ur", "?")))
    fits = [
        (row, kind) for row in rows for kind in kinds if all(a in (REST, b) for a, b in zip(row, kind, strict=True))
    ]
    known = [[row == of for of, _ in fits] for row in rows]
    values = [float(n) for n in rows.values()]
    for at, column in enumerate(columns):
        for value, n in told.margins[column.name].shown.items():
            known.append([kind[at] == value for _, kind in fits])
            values.append(n)
    true = Counter(tuple(str(record[column.name]) for column in columns) for record in found)
    for one, other in ((0, 1), (0, 2), (1, 2)):
        for a in told.margins[columns[one].name].shown:
            for b in told.margins[columns[other].name].shown:
                if sum(n for kind, n in true.items() if kind[one] == a and kind[other] == b) >= LEAST:
                    continue
                low, high = bounds([kind[one] == a and kind[other] == b for _, kind in fits], known, values)
                assert high - low >= LEAST - 1e-6, (a, b, low, high)


# --- the same attacks, many more times


@pytest.mark.sweep
@settings(max_examples=500)
@given(grids())
def test_no_cell_of_many_larger_tables_is_found(grid: Grid) -> None:
    test_no_cell_of_a_larger_table_is_found_by_a_linear_program.hypothesis.inner_test(grid)


@pytest.mark.sweep
@settings(max_examples=500)
@given(cases())
def test_nothing_hidden_is_found_in_many_publications(found: list[Record]) -> None:
    test_no_hidden_count_is_found_by_a_linear_program_over_everything_published.hypothesis.inner_test(found)
    test_every_table_made_of_rows_has_only_zeros_and_counts_from_ten_on.hypothesis.inner_test(found)
    test_rows_and_counts_together_do_not_tell_how_few_share_two_values.hypothesis.inner_test(found)
