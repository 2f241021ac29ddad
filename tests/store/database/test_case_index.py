"""The index of the list of cases says what a plain filter and sort in Python say, page by page and both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from screening.domain.events.case_codes import new_code
from screening.store.database import case_index, case_search
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
@pytest.mark.parametrize(
    ("many", "one_by_one", "steps"), [(0, 512, 9), (3, 512, 9), (1000, 512, 9), (1000, 2, 20_000), (1000, 2, 9)]
)
def test_pages_in_any_order_and_filter_are_those_of_a_plain_filter_and_sort(
    index: CaseIndex, monkeypatch: pytest.MonkeyPatch, many: int, one_by_one: int, steps: int, seed: int
) -> None:
    """With another MANY and ONE_BY_ONE the same record has many cases that match by code or label, some or few; with
    few STEPS those stand far away."""
    monkeypatch.setattr(case_search, "MANY", many)
    monkeypatch.setattr(case_search, "ONE_BY_ONE", one_by_one)
    monkeypatch.setattr(case_search, "STEPS", steps)
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


def some_hundred(index: CaseIndex, labels: Sequence[str]) -> tuple[list[CaseLine], Matching]:
    """Cases with labels, from old to new, and those of them that match "us", or by their state."""
    lines = [CaseLine(new_code(), n, label=label, state=STATES[n % 2]) for n, label in enumerate(labels)]
    put(index, lines)
    return lines, CaseSearch(index.con).matching(Match("", "us", {"state": STATES[:1]}))


def looked_up(index: CaseIndex, asked: Asked) -> tuple[list[CaseLine], int]:
    """A part of the list, and how many questions for it named cases one by one; the lines themselves are read so."""
    told: list[str] = []
    index.con.set_trace_callback(told.append)
    part = CaseSearch(index.con).part(asked)
    index.con.set_trace_callback(None)
    return part, sum("VALUES" in each for each in told) - 1


def test_some_hundred_cases_are_counted_but_not_looked_up_one_by_one(
    index: CaseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "ONE_BY_ONE", 5)
    lines, found = some_hundred(index, ["bus"] * 20)
    assert (found.number, found.counted) == (20, True)
    assert looked_up(index, Asked(matching=found, limit=3)) == (lines[:-4:-1], 0)


def test_some_hundred_cases_far_from_the_beginning_of_the_order_are_looked_up_after_all(
    index: CaseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "ONE_BY_ONE", 5)
    monkeypatch.setattr(case_search, "STEPS", 20)
    lines, _found = some_hundred(index, ["bus"] * 20 + ["tea"] * 200)
    found = CaseSearch(index.con).matching(Match("", "us", {}))
    assert looked_up(index, Asked(matching=found, limit=3)) == (lines[19:16:-1], 4)
    assert looked_up(index, Asked(matching=found, limit=3, down=False)) == (lines[:3], 0)


def test_those_without_a_label_are_not_gone_through_for_a_label_in_the_order_of_labels(
    index: CaseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "MANY", 5)
    lines, _found = some_hundred(index, ["bus"] * 20 + [""] * 200)
    found = CaseSearch(index.con).matching(Match("o", "us", {}))
    steps: list[int] = []
    index.con.set_progress_handler(lambda: steps.append(1), 20)
    told = CaseSearch(index.con).part(Asked(LABEL, matching=found, limit=3))
    index.con.set_progress_handler(None, 0)
    assert (told, found.counted) == (lines[19:16:-1], False)
    assert len(steps) < 20


def test_an_error_of_the_disk_is_not_taken_for_a_list_that_is_too_long(
    index: CaseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_search, "ONE_BY_ONE", 5)
    _lines, found = some_hundred(index, ["bus"] * 20)
    index.con.execute("DROP INDEX case_index_all_n")
    with pytest.raises(dbapi.OperationalError):
        CaseSearch(index.con).part(Asked(matching=found))


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


def test_a_case_that_is_erased_leaves_no_part_of_its_code(index: CaseIndex) -> None:
    lines = some_lines(Random(5), 3)
    put(index, lines)
    assert index.con.execute("SELECT sum(length(lines)) FROM case_pair").fetchone()[0] > 2 * 27
    for line in lines:
        index.con.execute("DELETE FROM case_index WHERE case_code = ?", (line.case,))
    assert not index.con.execute("SELECT * FROM case_pair").fetchall()


def test_parts_of_the_codes_of_cases_that_come_while_the_indexes_are_made_are_found(
    index: CaseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = some_lines(Random(6), 40)
    monkeypatch.setattr(case_index, "FEW", -1)
    monkeypatch.setattr(case_index, "BLOCK", 2)
    index.begin("2")
    index.keep((waiting.pop(), ()) for _ in range(10))
    assert not index.con.execute("SELECT * FROM case_pair").fetchall()
    while index.arrange():
        index.keep([(waiting.pop(), ())])
        index.con.execute("DELETE FROM case_index WHERE id % 7 = 0")
    assert index.arranged
    wanted = {(code[at : at + 2], line) for line, code in codes(index) for at in range(len(code))}
    lines = index.con.execute("SELECT pair, lines FROM case_pair").fetchall()
    assert sorted((pair, int(line)) for pair, some in lines for line in some.split()) == sorted(wanted)


def codes(index: CaseIndex) -> list[tuple[int, str]]:
    return index.con.execute("SELECT id, code_key FROM case_index").fetchall()


def test_a_case_that_changed_on_the_day_its_line_stops_being_true_is_made_once(index: CaseIndex) -> None:
    line = CaseLine(new_code(), 1, label="bus", renew_on="2026-11-28")
    put(index, [line])
    index.con.execute("UPDATE head SET last_n = 2")
    assert [(each[0], each[1]) for each in index.stale("2026-11-28", 9)] == [(line.case, 2)]


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
