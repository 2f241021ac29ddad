"""Parts of the list of cases, in an order and filtered, read from its index (docs/decisions/0064)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from screening.store.database.case_index import (
    BY_NAME,
    CHANGED,
    CODE,
    CODE_SIGNS,
    LABEL,
    LABELS,
    LAST,
    LINES,
    PAIRS,
    STANDINGS,
    STORED,
    CaseLine,
    folded,
    folded_code,
)
from screening.store.database.driver import dbapi

MANY = 1000
"""Cases that a part of a code or label finds beyond that are not counted."""
ONE_BY_ONE = 512
"""Until there are so many of them they are looked up and put in order; from then on the list is gone through in its
order until a page is full, because one in so many has it."""
STEPS, TURNS = 20_000, 8
"""Steps of SQLite in a turn, and turns after which the list is gone through no further, some 16,000 cases: those that
are wanted stand far from where it began. Then they are looked up after all."""
_SIZES = (4, 16, 51, 256, ONE_BY_ONE)
"""Of lists of cases in a question, and of parts that are asked for: few, because each is a question of its own."""
_AT_ONCE = 200
"""Standings that one question is asked of; SQLite joins at most 500."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a case must have in it: any of these. Texts are folded as ``folded`` does it."""

    code: str = ""
    text: str = ""
    names: Mapping[str, Sequence[str]] | None = None
    """Column of BY_NAME to the names whose words have the text in them."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What matches in the index as it is now."""

    match: Match
    number: int
    """How many cases; where they are not ``counted``, there are more than that."""
    standings: frozenset[int] = frozenset()
    """The standings of which every case matches."""
    everything: bool = False
    others: tuple[int, ...] | None = ()
    """Those of other standings that match; None where they are more than MANY."""
    by_code: tuple[int, ...] | None = ()
    """Those that match by their code; None where they are more than ONE_BY_ONE."""

    @property
    def counted(self) -> bool:
        return self.others is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the list: its order, what must match, and where it goes on.

    ``order`` is CHANGED, CODE, LABEL, KEPT, or one of BY_NAME with its ``names`` in the order wanted.
    """

    order: str = CHANGED
    down: bool = True
    names: tuple[str, ...] = ()
    matching: Matching | None = None
    """None for every case."""
    mark: CaseLine | None = None
    """The line after which it goes on, or before which with ``backward``; None for the beginning, or the end."""
    backward: bool = False
    limit: int = 50


class CaseSearch:
    """What is asked of the index of one open vault, over its connection. Raises the driver's errors."""

    def __init__(self, con: Any) -> None:
        self.con = con

    def matching(self, match: Match) -> Matching:
        """Find out what matches, at most MANY cases of those that have a text in their code or label one by one."""
        names = match.names or {}
        there = self.con.execute(f"SELECT id, cases, setting, state, todo FROM {STANDINGS} WHERE cases > 0").fetchall()
        named = {
            int(each[0]): int(each[1])
            for each in there
            if any(name in names.get(column, ()) for column, name in zip(BY_NAME, each[2:], strict=True))
        }
        number = sum(named.values())
        if len(named) == len(there):
            return Matching(match, number, standings=frozenset(named), everything=True)
        by_code = self._by_code(match.code, MANY + 1)
        found = self._by_label(match.text, by_code, MANY + 1)
        few = tuple(sorted(by_code)) if len(by_code) <= min(ONE_BY_ONE, MANY) else None
        if len(found) > MANY:
            more = max(MANY, (number - 1) // 100 * 100)
            return Matching(match, more, frozenset(named), others=None, by_code=few)
        others = sorted(found)
        if named:
            others = [int(each) for (each,) in self._of_these("id", others, f"standing NOT IN ({_list(named)})")]
        return Matching(match, number + len(others), frozenset(named), others=tuple(others), by_code=few)

    def _by_label(self, text: str, also: Iterable[int], limit: int) -> set[int]:
        """Return some cases and those that have a text in their label: all, or ``limit`` of them."""
        found, most = set(also), limit
        while text and len(found) < limit:
            asked = f"SELECT line FROM {LABELS} WHERE rest >= ? AND rest < ? LIMIT {most:d}"
            lines = self.con.execute(asked, (text, text + LAST)).fetchall()
            found.update(int(line) for (line,) in lines)
            if len(lines) < most:
                break
            most *= 8  # a label that has it twice is there twice
        return set(itertools.islice(found, limit))

    def _by_code(self, text: str, limit: int) -> set[int]:
        """Return cases that have a text in their code: all, or ``limit`` of them."""
        if not 0 < len(text) <= CODE_SIGNS:
            return set()
        if len(text) == CODE_SIGNS:
            return {int(each) for (each,) in self.con.execute(f"SELECT id FROM {LINES} WHERE {CODE} = ?", (text,))}
        if len(text) == 1:
            return self._by_sign(text, limit)
        found = set(self._with_pair(text[:2]))
        if len(text) == 2:
            return set(map(int, itertools.islice(found, limit)))
        for at in range(1, len(text) - 1):  # not all that have every pair have the text
            if len(found) <= _SIZES[1]:
                break
            found = found.intersection(self._with_pair(text[at : at + 2]))
        ids = sorted(map(int, found))
        return {line for line, code in self._of_these(f"id, {CODE}", ids) if text in code}

    def _by_sign(self, sign: str, limit: int) -> set[int]:
        asked = f"SELECT lines FROM {PAIRS} WHERE pair >= ? AND pair < ?"
        found = set[int]()
        for (lines,) in self.con.execute(asked, (sign, sign + LAST)):
            found.update(map(int, lines.split()))
            if len(found) >= limit:
                break
        return set(itertools.islice(found, limit))

    def _of_these(self, what: str, ids: Sequence[int], where: str = "1") -> Iterator[tuple[Any, ...]]:
        """Return some columns of some lines."""
        for start in range(0, len(ids), ONE_BY_ONE):
            these, values = _these(ids[start : start + ONE_BY_ONE])
            yield from self.con.execute(f"SELECT {what} FROM {these} WHERE {where}", values)

    def _with_pair(self, pair: str) -> list[str]:
        """Return the cases whose code has two signs side by side."""
        asked = f"SELECT lines FROM {PAIRS} WHERE pair = ?"
        return "".join(lines for (lines,) in self.con.execute(asked, (pair,))).split()

    def part(self, asked: Asked) -> list[CaseLine]:
        """Return some lines of the list, in its order."""
        others = () if asked.matching is None else asked.matching.others
        found: list[int] | None
        if others is None:
            found = self._found(asked, walked=True)
        elif len(others) <= ONE_BY_ONE or (found := self._soon(lambda: self._found(asked, walked=True))) is None:
            found = self._found(asked, walked=False)
        return self._lines(found[::-1] if asked.backward else found)

    def _soon(self, read: Callable[[], list[int]]) -> list[int] | None:
        """Return what is read, None where SQLite takes too many steps for it."""
        turns = itertools.count(1)
        stopped: list[bool] = []

        def stop() -> bool:
            if next(turns) >= TURNS:
                stopped.append(True)
            return bool(stopped)

        self.con.set_progress_handler(stop, STEPS)
        try:
            return read()
        except dbapi.OperationalError:
            if stopped:
                return None
            raise
        finally:
            self.con.set_progress_handler(None, 0)

    def _found(self, asked: Asked, *, walked: bool) -> list[int]:
        """``walked``: gone through in its order, not looked up one by one."""
        if asked.order in BY_NAME:
            return self._by_names(asked, walked=walked)
        if asked.matching is None or asked.matching.everything:
            streams = [_all_in(asked.order)]
        elif walked:
            streams = _walked(asked.order, asked.matching)
        else:
            streams = _streams(asked.order, asked.matching, asked.matching.standings, walked=False)
        ahead = asked.down is asked.backward  # whether it goes from small to large
        return self._read(streams, asked.order, asked.mark, ahead, asked.limit)

    def _by_names(self, asked: Asked, *, walked: bool) -> list[int]:
        """Among those with one name the newest come first, whichever way the names go."""
        of_name: dict[str, list[int]] = {}
        for name, standing in self.con.execute(f"SELECT {asked.order}, id FROM {STANDINGS} WHERE cases > 0"):
            of_name.setdefault(str(name), []).append(int(standing))
        names = asked.names[::-1] if asked.backward else asked.names
        begun = asked.mark is None
        found: list[int] = []
        for name in names:
            here = asked.mark is not None and getattr(asked.mark, asked.order) == name
            begun = begun or here
            if begun and len(found) < asked.limit and name in of_name:
                streams = _streams(CHANGED, asked.matching, of_name[name], (asked.order, name), walked=walked)
                mark = asked.mark if here else None
                found += self._read(streams, CHANGED, mark, asked.backward, asked.limit - len(found))
        return found

    def _read(
        self, streams: Sequence[_Stream], order: str, mark: CaseLine | None, ahead: bool, limit: int
    ) -> list[int]:
        """Return the first of several streams, which are in the same order, put together."""
        than, way = (">", "ASC") if ahead else ("<", "DESC")
        after, at = "", tuple[object, ...]()
        if mark is not None:
            after, at = f" AND n {than} ?", (mark.n,)
            if order != CHANGED:
                after, at = f" AND ({order}, n) {than} (?, ?)", (_key(mark, order), mark.n)
        by = f"n {way}" if order == CHANGED else f"{order} {way}, n {way}"
        found: list[tuple[Any, ...]] = []
        most = next((size for size in _SIZES if size >= limit), limit)
        walked = [each for each in streams if not each.one_by_one]
        for start in range(0, len(walked), _AT_ONCE):
            some = walked[start : start + _AT_ONCE]
            parts = " UNION ALL ".join(
                f"SELECT {order}, n, id FROM {each.source} WHERE ({each.where}){after}" for each in some
            )
            values = [value for each in some for value in (*each.values, *at)]
            found += self.con.execute(f"{parts} ORDER BY {by} LIMIT {most:d}", values)
        for each in (each for each in streams if each.one_by_one):  # in no order
            asked = f"SELECT {order}, n, id FROM {each.source} WHERE ({each.where}){after}"
            found += self.con.execute(asked, (*each.values, *at))
        if len(walked) != len(streams) or len(walked) > _AT_ONCE:
            found.sort(reverse=not ahead)
        return [int(each[2]) for each in found[:limit]]

    def _lines(self, ids: Sequence[int]) -> list[CaseLine]:
        """Return the lines of some cases, in the order given."""
        if not ids:
            return []
        these, values = _these(ids)
        asked = f"SELECT id, {', '.join(STORED)} FROM {these}"
        found = {int(row[0]): CaseLine(*row[1:]) for row in self.con.execute(asked, values)}
        return [found[each] for each in ids if each in found]


def _key(line: CaseLine, order: str) -> str:
    if order == CODE:
        return folded_code(line.case)
    return folded(line.label) or LAST if order == LABEL else line.keep_until


@dataclass(frozen=True, slots=True)
class _Stream:
    """Some cases in an order that an index has, or looked up in no order."""

    source: str
    """What it is read from; the index is named, so that it is read from no other."""
    where: str = "1"
    values: tuple[object, ...] = ()
    one_by_one: bool = False


def _all_in(order: str, where: str = "1", values: tuple[object, ...] = ()) -> _Stream:
    return _Stream(f"{LINES} INDEXED BY {LINES}_all_{order}", where, values)


def _of_standing(order: str, standing: int, where: str = "1", values: tuple[object, ...] = ()) -> _Stream:
    return _Stream(f"{LINES} INDEXED BY {LINES}_of_{order}", f"standing = {standing} AND ({where})", values)


def _streams(
    order: str,
    matching: Matching | None,
    standings: Iterable[int],
    named: tuple[str, str] | None = None,
    *,
    walked: bool,
) -> list[_Stream]:
    """What matches of some standings, and of the cases that match by themselves those with a name in a column."""
    if matching is None or matching.everything:
        return [_of_standing(order, each) for each in sorted(standings)]
    whole = [each for each in sorted(standings) if each in matching.standings]
    found = [_of_standing(order, each) for each in whole]
    if walked:
        having = _having(matching.match)
        return found + [_of_standing(order, each, *having) for each in sorted(set(standings) - matching.standings)]
    also = ("1", ()) if named is None else (f"{named[0]} = ?", (named[1],))
    return found + _one_by_one(matching.others or (), *also)


def _walked(order: str, matching: Matching) -> list[_Stream]:
    """What matches of all cases, found by going through them."""
    having, values = _having(matching.match)
    if order != LABEL or matching.standings or matching.by_code is None:
        return [_all_in(order, f"standing IN ({_list(matching.standings)}) OR {having}", values)]
    # The many without a label stand together. Those of them that match by their code are looked up.
    labelled = _all_in(order, f"({having}) AND {LABEL} < '{LAST}'", values)
    return [labelled, *_one_by_one(matching.by_code, f"{LABEL} = '{LAST}'")]


def _one_by_one(ids: Sequence[int], where: str = "1", also: tuple[object, ...] = ()) -> list[_Stream]:
    found = []
    for start in range(0, len(ids), ONE_BY_ONE):
        these, values = _these(ids[start : start + ONE_BY_ONE])
        found.append(_Stream(these, where, (*values, *also), one_by_one=True))
    return found


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(each)) for each in sorted(numbers))


def _these(ids: Sequence[int]) -> tuple[str, tuple[object, ...]]:
    """The lines with some numbers, at most ONE_BY_ONE, as a source, and its values.

    Bound, in lists of few lengths: a number in the text of a question, or read from a JSON text, takes a piece of
    memory of its own, which SQLCipher locks and wipes, five to ten times the work of finding the case.
    """
    size = next(each for each in _SIZES if each >= len(ids))
    listed = ", ".join(["(?)"] * size)
    return f"(VALUES {listed}) CROSS JOIN {LINES} ON id = column1", (*ids, *[None] * (size - len(ids)))


def _having(match: Match) -> tuple[str, tuple[object, ...]]:
    """The condition that a text stands in the code or the label, and its values."""
    parts, values = ["0"], list[object]()
    if match.code:
        parts.append("instr(code_key, ?) > 0")
        values.append(match.code)
    if match.text:
        parts.append("instr(label_key, ?) > 0")
        values.append(match.text)
    return " OR ".join(parts), tuple(values)
