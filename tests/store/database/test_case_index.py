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
    DueLine,
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


def test_other_clocks_move_the_day_until_which_a_case_is_kept_once(index: CaseIndex) -> None:
    a, b, c = (new_code() for _ in range(3))
    put(index, [
        CaseLine(a, 1, keep_kind="unfinished", last_day="2026-11-24"),
        CaseLine(b, 2, keep_kind="names", last_day="2026-11-24"),
        CaseLine(c, 3, keep_kind="unfinished"),
    ])  # fmt: skip
    clocks = {"unfinished": 7, "names": 3}
    assert not index.clocks_known(clocks)
    index.clocks_are(clocks)
    assert index.clocks_known(dict(reversed(clocks.items()))) and not index.clocks_known({**clocks, "names": 4})
    kept = {line.case: line.keep_until for line in index.part(Order("n", down=False), None, 0, 9)}
    assert kept == {a: "2026-12-01", b: "2026-11-27", c: ""}
    assert [each.case for each in index.past_keeping("2026-12-01", 9)] == [b, a]
    assert (
        [each.case for each in index.past_keeping("2026-11-30", 9)]
        == [b]
        == [each.case for each in index.past_keeping("2026-12-01", 1)]
    )
    assert index.past_keeping("2026-11-26", 9) == []
    index.con.execute("UPDATE case_index SET keep_until = ''")
    index.clocks_are(clocks)
    assert index.past_keeping("2027-12-01", 9) == [], "the same clocks work nothing out anew"


def test_a_line_waits_where_its_case_is_newer_and_is_made_again_on_its_day(index: CaseIndex) -> None:
    lines = [
        CaseLine(new_code(), n, changed_at=f"at {n}", renew_on=day)
        for n, day in ((1, "2026-12-01"), (2, ""), (3, "2026-11-30"))
    ]
    put(index, lines)
    assert (index.stale("2026-11-29", 9), index.waiting()) == ([], 0)
    assert [each.n for each in index.stale("2026-11-30", 9)] == [3]
    assert [each.n for each in index.stale("2026-12-01", 9)] == [3, 1]
    for code, n in (("", 9), (f"OP-{new_code()}", 8), (new_code(), 7), (new_code(), 6)):
        index.con.execute("INSERT INTO head VALUES (?, ?, 'then')", (code, n))
    assert [(each.n, each.changed_at) for each in index.stale("2026-11-29", 9)] == [(6, "then"), (7, "then")]
    assert [each.n for each in index.stale("2026-12-01", 1)] == [6]
    assert [each.n for each in index.stale("2026-12-01", 3)] == [6, 7, 3]
    assert index.waiting() == 2


def test_what_has_a_day_is_given_up_to_that_day_with_its_label_and_goes_with_its_line(index: CaseIndex) -> None:
    line, other = CaseLine(new_code(), 1, label="bus"), CaseLine(new_code(), 2)
    due = [DueLine(line.case, "answer", day, "shelter") for day in ("2026-12-03", "2026-12-01")]
    index.keep([(line, [*due, DueLine(line.case, "promise", "2026-12-01", "1")]), (other, [])])
    assert [(each.day, each.about, each.label) for each in index.due("answer", "2026-12-03", 9)] == [
        ("2026-12-01", "shelter", "bus"), ("2026-12-03", "shelter", "bus"),
    ]  # fmt: skip
    assert [each.day for each in index.due("answer", "2026-12-02", 9)] == ["2026-12-01"]
    assert [each.day for each in index.due("answer", "2026-12-03", 1)] == ["2026-12-01"]
    assert len(index.due("promise", "2026-12-01", 9)) == 1 and index.due("promise", "2026-11-30", 9) == []
    index.keep([(line, due[:1])])
    assert [each.day for each in index.due("answer", "2027-01-01", 9)] == ["2026-12-03"]
    assert index.due("promise", "2027-01-01", 9) == []


def test_what_a_program_that_knew_no_index_erased_goes_at_the_next_beginning(index: CaseIndex) -> None:
    kept, gone = CaseLine(new_code(), 1), CaseLine(new_code(), 2)
    put(index, [kept, gone])
    index.con.execute("DELETE FROM head WHERE case_code = ?", (gone.case,))
    index.begin("1")
    assert index.count() == 2, "nothing says that any was erased"
    index.con.execute("INSERT INTO erased VALUES ('mark')")
    index.begin("1")
    assert [each.case for each in index.part(Order(), None, 0, 9)] == [kept.case]
