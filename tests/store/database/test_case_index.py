"""The index of the list of cases says what a plain filter and sort in Python say, page by page and both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from screening.domain.events.case_codes import new_code
from screening.store.database.case_index import (
    BY_NAME,
    CHANGED,
    CODE,
    KEPT,
    LABEL,
    LAST,
    CaseIndex,
    CaseLine,
    Match,
    Order,
    folded,
    folded_code,
)
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
    return in_code or in_label or any(getattr(line, column) in (match.names).get(column, ()) for column in BY_NAME)


def in_order(lines: Sequence[CaseLine], order: Order) -> list[CaseLine]:
    """The meaning of the order, said plainly."""
    newest = sorted(lines, key=lambda line: -line.n)
    if order.column in BY_NAME:
        return [line for name in order.names for line in newest if getattr(line, order.column) == name]
    keys: dict[str, Any] = {
        CHANGED: lambda line: line.n,
        CODE: lambda line: (folded_code(line.case), line.n),
        LABEL: lambda line: (folded(line.label) or LAST, line.n),
        KEPT: lambda line: (line.keep_until, line.n),
    }
    return sorted(lines, key=keys[order.column], reverse=order.down)


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


@pytest.mark.one_in(4)
@pytest.mark.parametrize("seed", range(8))
def test_pages_in_any_order_and_filter_are_those_of_a_plain_filter_and_sort(index: CaseIndex, seed: int) -> None:
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
        assert index.count(match) == len(wanted)
        for column in (CHANGED, CODE, LABEL, KEPT, *BY_NAME):
            names = tuple(chance.sample(NAMES[column], len(NAMES[column]))) if column in BY_NAME else ()
            order = Order(column, chance.random() < 0.5, names)
            pages = [index.part(order, match, first, PAGE) for first in range(0, len(wanted), PAGE)]
            told = [line.case for page in pages for line in page]
            assert told == [line.case for line in in_order(wanted, order)], (order, match)


def test_a_case_whose_name_nobody_words_stands_last(index: CaseIndex) -> None:
    known, unknown = CaseLine(new_code(), 1, state="talking"), CaseLine(new_code(), 2, state="of tomorrow")
    put(index, [known, unknown])
    assert index.part(Order("state", names=STATES), None, 0, PAGE) == [known, unknown]


def test_a_case_that_changed_on_the_day_its_line_stops_being_true_is_made_once(index: CaseIndex) -> None:
    line = CaseLine(new_code(), 1, label="bus", renew_on="2026-11-28")
    put(index, [line])
    index.con.execute("UPDATE head SET last_n = 2")
    assert [(each.case, each.n) for each in index.stale("2026-11-28", 9)] == [(line.case, 2)]


def test_a_label_for_a_case_that_has_no_line_is_not_kept_in_the_index(index: CaseIndex) -> None:
    index.set_label(new_code(), "tea")
    assert not index.count()


def test_tables_of_another_version_are_made_anew(index: CaseIndex) -> None:
    put(index, some_lines(Random(2), 5))
    index.begin("1")
    assert index.count() == 5
    index.begin("2")
    assert index.count() == 0
    assert not index.con.execute("SELECT * FROM case_index").fetchall()


def test_the_tables_of_an_earlier_shape_give_way() -> None:
    con = dbapi.connect(":memory:", isolation_level=None)
    con.execute("CREATE TABLE head (case_code TEXT PRIMARY KEY, last_n INTEGER, last_at TEXT)")
    con.execute("CREATE TABLE erased (mark TEXT PRIMARY KEY)")
    con.execute("CREATE TABLE case_index (case_code TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT")
    con.execute("CREATE TABLE case_label (rest TEXT NOT NULL) STRICT")
    con.execute("INSERT INTO case_label VALUES ('green bus')")
    con.execute("CREATE TRIGGER case_index_went AFTER DELETE ON case_index BEGIN DELETE FROM case_label; END")
    con.execute("CREATE TABLE case_index_of (what TEXT PRIMARY KEY, is_now TEXT NOT NULL) STRICT")
    con.execute("INSERT INTO case_index_of VALUES ('version', '1 1')")
    made = CaseIndex(con)
    made.begin("1")
    put(made, some_lines(Random(3), 3))
    assert made.count() == 3
    names = {row[0] for row in con.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')")}
    assert names == {"head", "erased", "case_index", "case_due", "case_index_of"}
    con.close()
