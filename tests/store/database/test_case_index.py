"""The index of the list of cases says what a plain filter and sort in Python say, page by page and both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from screening.domain.events.case_codes import new_code
from screening.store.database import case_search
from screening.store.database.case_index import (
    BY_NAME,
    CHANGED,
    CODE,
    KEPT,
    LABEL,
    LAST,
    CaseIndex,
    CaseLine,
    folded,
    folded_code,
)
from screening.store.database.case_search import Asked, CaseSearch, Match, Matching
from screening.store.database.driver import dbapi

NAMES = {"setting": ("", "hostel", "shelter"), "state": ("talking", "stopped"), "todo": ("", "ring", "papers")}
SETTINGS, STATES, TODOS = NAMES["setting"], NAMES["state"], NAMES["todo"]
LABELS = ("", "", "bus", "Bus 2", "blue bus", "ÄÄÄ gate", "aaaa", "  ", "tea%", "A-7", "ေးဆိုင်")
PAGE = 4


@pytest.fixture
def index() -> Iterator[CaseIndex]:
    con = dbapi.connect(":memory:", isolation_level=None)
    con.execute("CREATE TABLE head (case_code TEXT PRIMARY KEY, last_n INTEGER, last_at TEXT)")
    con.execute("CREATE TABLE erased (mark TEXT PRIMARY KEY)")
    made = CaseIndex(con)
    made.begin("1")
    yield made
    con.close()


def some_lines(chance: Random, number: int) -> list[CaseLine]:
    return [
        CaseLine(
            new_code(),
            n,
            setting=chance.choice(SETTINGS),
            label=chance.choice(LABELS),
            state=chance.choice(STATES),
            todo=chance.choice(TODOS),
            keep_until=chance.choice(("", "2026-01-01", "2027-01-01")),
        )
        for n in chance.sample(range(1, 10 * number), number)
    ]


def put(index: CaseIndex, lines: Sequence[CaseLine]) -> None:
    for line in lines:
        index.con.execute("INSERT OR IGNORE INTO head VALUES (?, ?, '')", (line.case, line.n))
    index.keep((line, ()) for line in lines)


def matches(line: CaseLine, match: Match | None) -> bool:
    """The meaning of the filter, said plainly."""
    if match is None:
        return True
    in_code = bool(match.code) and match.code in folded_code(line.case)
    in_label = bool(match.text) and match.text in folded(line.label)
    return (
        in_code or in_label or any(getattr(line, column) in (match.names or {}).get(column, ()) for column in BY_NAME)
    )


def in_order(lines: Sequence[CaseLine], asked: Asked) -> list[CaseLine]:
    """The meaning of the order, said plainly."""
    newest = sorted(lines, key=lambda line: -line.n)
    if asked.order in BY_NAME:
        return [line for name in asked.names for line in newest if getattr(line, asked.order) == name]
    keys: dict[str, Any] = {
        CHANGED: lambda line: line.n,
        CODE: lambda line: (folded_code(line.case), line.n),
        LABEL: lambda line: (folded(line.label) or LAST, line.n),
        KEPT: lambda line: (line.keep_until, line.n),
    }
    return sorted(lines, key=keys[asked.order], reverse=asked.down)


def some_match(chance: Random, lines: Sequence[CaseLine]) -> Match | None:
    if chance.random() < 0.1:
        return None
    whole = chance.choice(lines)
    typed = chance.choice((whole.case, whole.label or "zebra", "b", "a", "aa", "bus", "%", "-", "zebra"))
    start = chance.randrange(len(typed))
    text = folded(typed[start : start + chance.choice((1, 2, 3, 20))]) or "a"
    names = {
        column: tuple(name for name in NAMES[column] if chance.random() < 0.2)
        for column in BY_NAME
        if chance.random() < 0.5
    }
    return Match(folded_code(text), text, names)


def all_pages(index: CaseIndex, asked: Asked) -> list[CaseLine]:
    """Every line, page after page; ``backward`` from the last page to the first."""
    found: list[CaseLine] = []
    mark = None
    while part := CaseSearch(index.con).part(replace(asked, mark=mark)):
        found = [*part, *found] if asked.backward else [*found, *part]
        mark = part[0] if asked.backward else part[-1]
    return found


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("many", "one_by_one"), [(0, 256), (3, 256), (1000, 256), (1000, 2)])
def test_pages_in_any_order_and_filter_are_those_of_a_plain_filter_and_sort(
    index: CaseIndex, monkeypatch: pytest.MonkeyPatch, many: int, one_by_one: int, seed: int
) -> None:
    """With another MANY and ONE_BY_ONE the same record has many cases that match by code or label, some or few."""
    monkeypatch.setattr(case_search, "MANY", many)
    monkeypatch.setattr(case_search, "ONE_BY_ONE", one_by_one)
    monkeypatch.setattr(case_search, "_AT_ONCE", (2, 200)[seed % 2])
    chance = Random(seed)
    lines = some_lines(chance, 40)
    put(index, lines)
    changed = [replace(line, n=1000 + at, state=chance.choice(STATES)) for at, line in enumerate(lines[:10])]
    put(index, changed)
    index.set_label(lines[20].case, "blue bus")
    lines = [*changed, *lines[10:20], replace(lines[20], label="blue bus"), *lines[21:]]
    for _ in range(12):
        match = some_match(chance, lines)
        wanted = [line for line in lines if matches(line, match)]
        found = None if match is None else CaseSearch(index.con).matching(match)
        if found is not None and found.counted:
            assert found.number == len(wanted)
        elif found is not None:
            assert many < len(wanted) and found.number < len(wanted)
        for order in (CHANGED, CODE, LABEL, KEPT, *BY_NAME):
            names = tuple(chance.sample(NAMES[order], len(NAMES[order]))) if order in BY_NAME else ()
            asked = Asked(order, chance.random() < 0.5, names, found, None, chance.random() < 0.5, PAGE)
            told = [line.case for line in all_pages(index, asked)]
            assert told == [line.case for line in in_order(wanted, asked)], (order, match)


def test_some_hundred_cases_are_counted_but_not_looked_up_one_by_one(
    index: CaseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "ONE_BY_ONE", 5)
    lines = [CaseLine(new_code(), n, label="bus", state=STATES[n % 2]) for n in range(1, 21)]
    put(index, lines)
    asked: list[str] = []
    index.con.set_trace_callback(asked.append)
    found = CaseSearch(index.con).matching(Match("", "us", {"state": STATES[:1]}))
    assert (found.number, found.counted, found.others) == (20, True, None)
    told = CaseSearch(index.con).part(Asked(matching=found, limit=3))
    assert told == lines[:-4:-1]
    assert max(each.count(",") for each in asked if "WHERE id IN" in each and "standing NOT" not in each) < 30


def test_the_cases_of_a_standing_are_counted_through_every_change(index: CaseIndex) -> None:
    lines = some_lines(Random(1), 30)
    put(index, lines)
    put(index, [replace(line, todo="ring") for line in lines[:9]])
    index.con.execute("DELETE FROM case_index WHERE case_code = ?", (lines[3].case,))
    assert index.total() == 29
    counted = index.con.execute(
        """SELECT setting, state, todo, cases FROM case_standing WHERE cases > 0 ORDER BY 1, 2, 3"""
    ).fetchall()
    there = index.con.execute(
        "SELECT setting, state, todo, count(*) FROM case_index GROUP BY setting, state, todo ORDER BY 1, 2, 3"
    ).fetchall()
    assert counted == there


def test_a_label_that_is_changed_or_erased_leaves_no_part_of_itself(index: CaseIndex) -> None:
    line = CaseLine(new_code(), 1, label="green bus")
    put(index, [line])
    index.set_label(line.case, "tea")
    assert index.con.execute("SELECT rest FROM case_label ORDER BY rest").fetchall() == [("a",), ("ea",), ("tea",)]
    index.con.execute("DELETE FROM case_index WHERE case_code = ?", (line.case,))
    assert not index.con.execute("SELECT * FROM case_label").fetchall()


def test_a_label_for_a_case_that_has_no_line_is_not_kept_in_the_index(index: CaseIndex) -> None:
    index.set_label(new_code(), "tea")
    assert not index.con.execute("SELECT * FROM case_label").fetchall()


def test_tables_of_another_version_are_made_anew(index: CaseIndex) -> None:
    put(index, some_lines(Random(2), 5))
    index.begin("1")
    assert index.total() == 5
    index.begin("2")
    assert index.total() == 0
    assert not index.con.execute("SELECT * FROM case_index").fetchall()


def test_the_tables_of_an_earlier_shape_give_way() -> None:
    con = dbapi.connect(":memory:", isolation_level=None)
    con.execute("CREATE TABLE head (case_code TEXT PRIMARY KEY, last_n INTEGER, last_at TEXT)")
    con.execute("CREATE TABLE erased (mark TEXT PRIMARY KEY)")
    con.execute("CREATE TABLE case_index (case_code TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT")
    con.execute("CREATE TABLE case_index_of (what TEXT PRIMARY KEY, is_now TEXT NOT NULL) STRICT")
    con.execute("INSERT INTO case_index_of VALUES ('version', '1 1')")
    made = CaseIndex(con)
    made.begin("1")
    put(made, some_lines(Random(3), 3))
    assert made.total() == 3
    con.close()


def test_no_page_of_a_filter_that_is_counted_looks_at_every_case(index: CaseIndex) -> None:
    """Read from the plans of SQLite: whatever is asked, a table or an index is searched and never scanned."""
    put(index, some_lines(Random(4), 30))
    asked: list[str] = []
    index.con.set_trace_callback(asked.append)
    for text, names in (("bus", {}), ("b", {"state": ("stopped",)}), ("zebra", {"setting": ("hostel",)})):
        found: Matching = CaseSearch(index.con).matching(Match(text, text, names))
        for order in (CHANGED, CODE, LABEL, KEPT, *BY_NAME):
            CaseSearch(index.con).part(Asked(order, names=NAMES.get(order, ()), matching=found))
    index.con.set_trace_callback(None)
    assert len(asked) > 20
    for each in asked:
        for row in index.con.execute(f"EXPLAIN QUERY PLAN {each}"):
            assert not row[3].startswith(("SCAN case_index", "SCAN case_label")), (each, row[3])
