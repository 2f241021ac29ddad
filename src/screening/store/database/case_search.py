"""Parts of the list of cases, in an order and filtered, read from its index (docs/decisions/0064)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
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
ONE_BY_ONE = 256
"""Until there are so many of them they are looked up and put in order; from then on the list is gone through in its
order until a page is full, because one in so many has it."""
STEPS, TURNS = 20_000, 6
"""Steps of SQLite in a turn, and turns after which the list is gone through no further, some 12,000 cases: those that
are wanted stand far from where it began. Then they are looked up after all."""
_SIZES = (4, 16, 64, ONE_BY_ONE)
"""Of lists of cases in a question."""
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

    labelled: bool = False
    """Whether none matches that has no label: the many without one need not be gone through."""

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
        found, in_label = self._having(match, MANY + 1)
        labelled = in_label and not named
        if len(found) > MANY:
            more = max(MANY, (number - 1) // 100 * 100)
            return Matching(match, more, standings=frozenset(named), others=None, labelled=labelled)
        others = self._of_others(sorted(found), named) if named else sorted(found)
        return Matching(
            match, number + len(others), standings=frozenset(named), others=tuple(others), labelled=labelled
        )

    def _of_others(self, ids: Sequence[int], standings: Iterable[int]) -> list[int]:
        """Return those of some cases that are of no such standing."""
        found: list[int] = []
        for start in range(0, len(ids), ONE_BY_ONE):
            these, values = _these(ids[start : start + ONE_BY_ONE])
            asked = f"SELECT id FROM {LINES} WHERE {these} AND standing NOT IN ({_list(standings)})"
            found += [int(each[0]) for each in self.con.execute(asked, values)]
        return found

    def _having(self, match: Match, limit: int) -> tuple[set[int], bool]:
        """Return cases that have the text in their code or label, all or ``limit`` of them, and whether no code has."""
        found = self._having_in_code(match.code, limit) if match.code else set()
        in_label = not found
        if match.text:
            asked = f"SELECT line FROM {LABELS} WHERE rest >= ? AND rest < ?"
            for (line,) in self.con.execute(asked, (match.text, match.text + LAST)):
                if len(found) >= limit:
                    break
                found.add(int(line))
        return found, in_label

    def _having_in_code(self, text: str, limit: int) -> set[int]:
        if len(text) > CODE_SIGNS:
            return set()
        if len(text) == 1:
            found = set[int]()
            asked = f"SELECT lines FROM {PAIRS} WHERE pair >= ? AND pair < ?"
            for (lines,) in self.con.execute(asked, (text, text + LAST)):
                if len(found) >= limit:
                    break
                found.update(map(int, lines.split()))
            return set(itertools.islice(found, limit))
        found = self._with_pair(text[:2])
        for at in range(1, len(text) - 1):  # not all that have every pair have the text
            if len(found) <= _SIZES[-2]:
                break
            found &= self._with_pair(text[at : at + 2])
        if len(text) > 2:
            ids = sorted(found)
            found = set()
            for start in range(0, len(ids), ONE_BY_ONE):
                these, values = _these(ids[start : start + ONE_BY_ONE])
                asked = f"SELECT id FROM {LINES} WHERE {these} AND instr(code_key, ?) > 0"
                found.update(int(each[0]) for each in self.con.execute(asked, (*values, text)))
        return set(itertools.islice(found, limit))

    def _with_pair(self, pair: str) -> set[int]:
        """Return the cases whose code has two signs side by side."""
        asked = f"SELECT lines FROM {PAIRS} WHERE pair = ?"
        return {int(each) for (lines,) in self.con.execute(asked, (pair,)) for each in lines.split()}

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
            streams = [_Stream(asked.order)]
        elif walked:
            streams = [_Stream(asked.order, *_where(asked.matching))]
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
        # Put together by SQLite, cases that are looked up would be put in order whole, not the first of them alone.
        walked = [each for each in streams if not each.one_by_one]
        questions = [walked[start : start + _AT_ONCE] for start in range(0, len(walked), _AT_ONCE)]
        questions += [[each] for each in streams if each.one_by_one]
        for some in questions:
            parts = " UNION ALL ".join(
                f"SELECT {order}, n, id FROM {LINES} {each.index} WHERE ({each.where}){after}" for each in some
            )
            values = [value for each in some for value in (*each.values, *at)]
            found += self.con.execute(f"{parts} ORDER BY {by} LIMIT {limit:d}", values).fetchall()
        if len(questions) > 1:
            found = sorted(found, reverse=not ahead)[:limit]
        return [int(each[2]) for each in found]

    def _lines(self, ids: Sequence[int]) -> list[CaseLine]:
        """Return the lines of some cases, in the order given."""
        if not ids:
            return []
        these, values = _these(ids)
        asked = f"SELECT id, {', '.join(STORED)} FROM {LINES} WHERE {these}"
        found = {int(row[0]): CaseLine(*row[1:]) for row in self.con.execute(asked, values)}
        return [found[each] for each in ids if each in found]


def _key(line: CaseLine, order: str) -> str:
    if order == CODE:
        return folded_code(line.case)
    return folded(line.label) or LAST if order == LABEL else line.keep_until


@dataclass(frozen=True, slots=True)
class _Stream:
    """Some cases in an order that an index has."""

    order: str
    where: str = "1"
    values: tuple[object, ...] = ()
    of_standing: bool = False
    one_by_one: bool = False

    @property
    def index(self) -> str:
        """Which index it is read from, said so that no other is."""
        return "" if self.one_by_one else f"INDEXED BY {LINES}_{'of' if self.of_standing else 'all'}_{self.order}"


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
        return [_Stream(order, f"standing = {each}", of_standing=True) for each in sorted(standings)]
    whole = [each for each in sorted(standings) if each in matching.standings]
    found = [_Stream(order, f"standing = {each}", of_standing=True) for each in whole]
    if walked:
        having, values = _having(matching.match)
        return found + [
            _Stream(order, f"standing = {each} AND ({having})", values, of_standing=True)
            for each in sorted(set(standings) - matching.standings)
        ]
    others = matching.others or ()
    for start in range(0, len(others), ONE_BY_ONE):
        where, values = _these(others[start : start + ONE_BY_ONE])
        if named is not None:
            where, values = f"{where} AND {named[0]} = ?", (*values, named[1])
        found.append(_Stream(order, where, values, one_by_one=True))
    return found


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(each)) for each in sorted(numbers))


def _these(ids: Sequence[int]) -> tuple[str, tuple[object, ...]]:
    """The condition that a case is one of at most ONE_BY_ONE, and its values.

    As values, of one of few lengths: a number in the text of a question, or read from a JSON text, takes a piece of
    memory of its own, which SQLCipher locks and wipes, five to ten times the work of finding the case.
    """
    size = next(each for each in _SIZES if each >= len(ids))
    return f"id IN ({', '.join('?' * size)})", (*ids, *[None] * (size - len(ids)))


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


def _where(matching: Matching) -> tuple[str, tuple[object, ...]]:
    """The condition of what matches, and its values."""
    having, values = _having(matching.match)
    where = f"(standing IN ({_list(matching.standings)}) OR {having})"
    return f"{where} AND {LABEL} < '{LAST}'" if matching.labelled else where, values
