"""What the list of cases is found, put in order and filtered by: a line for each case, made from its events.

It can be made anew from the events at any time and holds no word of a person. It stands in the encrypted file, goes
with its case when that is erased, and is in memory alone where the record takes nothing.

No page of it is read by looking at every case (docs/decisions/0064). The cases of one place, state and next step make a
standing, whose cases are counted and stand in every order; any part of a code or of a private label is found by its
beginning, for which each rest of it is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from screening.domain.events.case_codes import LENGTH

SHAPE = 2
"""Of the tables and of what stands in them; another makes them anew."""
LINES, DUE, OF = "case_index", "case_due", "case_index_of"
STANDINGS, LABELS = "case_standing", "case_label"
OF_A_CASE = (LINES, DUE, LABELS)
"""The tables of which a case's part goes when it is erased."""
MANY = 1000
"""Cases that a part of a code or label finds beyond that are not counted; until then they are put in order one by one,
from then on the list is gone through in its order, where one in so many has it."""
LAST = "\U0010ffff"
"""What a case without a private label is put in order by: after all that have one. No text has this sign in it."""
CHANGED, CODE, LABEL, KEPT = "n", "code_key", "label_key", "keep_until"
BY_NAME = ("setting", "state", "todo")
"""Columns of names that a page words: put in order by the words, which the caller gives."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the index. Times are UTC, days ISO dates; names are those of the texts that word them."""

    case: str
    n: int
    """Its place in this vault's list: larger is newer."""
    changed_at: str = ""
    edition: str = ""
    setting: str = ""
    label: str = ""
    state: str = ""
    state_n: int = 0
    todo: str = ""
    todo_n: int = 0
    keep_kind: str = ""
    """The clock that runs for it, and the day from which it runs."""
    last_day: str = ""
    keep_until: str = ""
    renew_on: str = ""
    """The day from which this line is not true any more, "" for none."""
    empty: int = 0
    """Whether nothing was recorded in it."""
    finished: int = 0


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing of a case that has a day. ``about`` is whom it concerns, by the name that the record has for it."""

    case: str
    kind: str
    day: str
    about: str = ""
    label: str = ""


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
    counted: bool = True
    standings: frozenset[int] = frozenset()
    """The standings of which every case matches."""
    everything: bool = False
    others: tuple[int, ...] = ()
    """Where they are counted, those of other standings that match."""


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


_COLUMNS = tuple(each.name for each in fields(CaseLine))
_STORED = ("case_code", *_COLUMNS[1:])
_KEYS = (CODE, LABEL)
_PUT = (*_STORED, *_KEYS, "standing")
_TESTED = "standing, code_key, label_key"
"""What a text is compared with; in every index that is gone through with one."""
_ORDERS = {
    CHANGED: ("n", _TESTED),
    CODE: (f"{CODE}, n", "standing, label_key"),
    LABEL: (f"{LABEL}, n", "standing, code_key"),
    KEPT: (f"{KEPT}, n", _TESTED),
}
"""By what each order goes, and what else its index holds."""
_CODE_SIGNS = LENGTH + 1
_MADE = (
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {LINES} (
        id INTEGER PRIMARY KEY, case_code TEXT NOT NULL UNIQUE, n INTEGER NOT NULL, changed_at TEXT NOT NULL,
        edition TEXT NOT NULL, setting TEXT NOT NULL, label TEXT NOT NULL, state TEXT NOT NULL,
        state_n INTEGER NOT NULL, todo TEXT NOT NULL, todo_n INTEGER NOT NULL, keep_kind TEXT NOT NULL,
        last_day TEXT NOT NULL, keep_until TEXT NOT NULL, renew_on TEXT NOT NULL, empty INTEGER NOT NULL,
        finished INTEGER NOT NULL, code_key TEXT NOT NULL, label_key TEXT NOT NULL,
        standing INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{LINES}_all_n ON {LINES} (n, {_TESTED})",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{LINES}_renew ON {LINES} (renew_on) WHERE renew_on > ''",
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {LABELS} (
        rest TEXT NOT NULL, case_code TEXT NOT NULL, PRIMARY KEY (rest, case_code)
    ) STRICT, WITHOUT ROWID""",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{LABELS}_case ON {LABELS} (case_code)",
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {STANDINGS} (
        id INTEGER PRIMARY KEY, setting TEXT NOT NULL, state TEXT NOT NULL, todo TEXT NOT NULL,
        cases INTEGER NOT NULL, UNIQUE (setting, state, todo)
    ) STRICT""",
    f"""CREATE {{temp}} TRIGGER IF NOT EXISTS {LINES}_went AFTER DELETE ON {LINES} BEGIN
        UPDATE {STANDINGS} SET cases = cases - 1 WHERE id = OLD.standing;
        DELETE FROM {LABELS} WHERE case_code = OLD.case_code; END""",
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {DUE} (
        case_code TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, about TEXT NOT NULL
    ) STRICT""",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{DUE}_day ON {DUE} (kind, day)",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{DUE}_case ON {DUE} (case_code)",
)
_FOUND_BY = (
    *(
        f"CREATE INDEX IF NOT EXISTS {{schema}}{LINES}_all_{order} ON {LINES} ({by}, {also})"
        for order, (by, also) in _ORDERS.items()
        if order != CHANGED
    ),
    *(
        f"CREATE INDEX IF NOT EXISTS {{schema}}{LINES}_of_{order} ON {LINES} (standing, {by})"
        for order, (by, _also) in _ORDERS.items()
        if order != CHANGED
    ),
    f"CREATE INDEX IF NOT EXISTS {{schema}}{LINES}_of_n ON {LINES} (standing, n, code_key, label_key)",
    # A part of a code is the beginning of what is left of it from some sign on.
    *(
        f"CREATE INDEX IF NOT EXISTS {{schema}}{LINES}_from_{at} ON {LINES} (substr(code_key, {at}))"
        for at in range(2, _CODE_SIGNS + 1)
    ),
)
"""The indexes of the lines. Made after the lines where these are many: putting each into all of them takes longer."""
_MADE_FIRST = f"CREATE {{temp}} TABLE IF NOT EXISTS {OF} (what TEXT PRIMARY KEY, is_now TEXT NOT NULL) STRICT"
FEW = 2000
"""Cases of which the lines are put into every index one by one."""
_AT_ONCE = 200
"""Standings that one question is asked of; SQLite joins at most 500."""


def folded(text: str) -> str:
    """Return a text as it is compared: capitals do not matter."""
    return " ".join(text.casefold().split())


def folded_code(text: str) -> str:
    """Return a code, or a part of one, as it is compared: capitals, hyphens and spaces do not matter."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


class CaseIndex:
    """The index of one open vault, over its connection. Every method may raise the driver's errors."""

    def __init__(self, con: Any, *, in_memory: bool = False) -> None:
        """``in_memory``: the record takes nothing, so that the index lasts as long as the connection."""
        self.con, self.in_memory = con, in_memory

    def begin(self, version: str) -> None:
        """Make the tables where they are not; anew where they are of another ``version``. In a transaction."""
        temp, schema = ("TEMP", "temp.") if self.in_memory else ("", "main.")
        self.con.execute(_MADE_FIRST.format(temp=temp))
        if anew := self._is_now("version") != f"{SHAPE} {version}":
            for table in (LINES, DUE, LABELS, STANDINGS):
                self.con.execute(f"DROP TABLE IF EXISTS {schema}{table}")
            self.con.execute(f"DELETE FROM {OF}")
        for statement in _MADE:
            self.con.execute(statement.format(temp=temp, schema=schema))
        if anew:
            self._set_now("version", f"{SHAPE} {version}")
            heads = self.con.execute(f"SELECT count(*) FROM (SELECT 1 FROM head LIMIT {FEW + 1})").fetchone()[0]
            while heads <= FEW and self.arrange():
                pass
        if not self.in_memory:
            self._follow_erasing()

    def arrange(self) -> bool:
        """Make one more of the indexes that every order and filter is read from. Whether there was one to make.

        In a transaction."""
        made = int(self._is_now("arranged") or 0)
        if made == len(_FOUND_BY):
            return False
        self.con.execute(_FOUND_BY[made].format(schema="temp." if self.in_memory else "main."))
        self._set_now("arranged", str(made + 1))
        return True

    @property
    def arranged(self) -> bool:
        """Whether ``part`` can be asked in every order and filter."""
        return self._is_now("arranged") == str(len(_FOUND_BY))

    def _follow_erasing(self) -> None:
        """Take out what a program that did not know these tables left behind when it erased a case."""
        erased = str(self.con.execute("SELECT count(*) FROM erased").fetchone()[0])
        if self._is_now("erased") != erased:
            for table in OF_A_CASE:
                self.con.execute(f"DELETE FROM {table} WHERE case_code NOT IN (SELECT case_code FROM head)")
            self._set_now("erased", erased)

    def clocks_are(self, days: Mapping[str, int]) -> None:
        """Work out anew until when each case is kept, where the organisation has set other clocks. In a transaction."""
        text = " ".join(f"{kind}={days[kind]}" for kind in sorted(days))
        if self._is_now("clocks") == text:
            return
        for kind, number in days.items():
            self.con.execute(
                f"UPDATE {LINES} SET keep_until = coalesce(date(last_day, ?), '') WHERE keep_kind = ?",
                (f"+{int(number)} days", kind),
            )
        self._set_now("clocks", text)

    def clocks_known(self, days: Mapping[str, int]) -> bool:
        return self._is_now("clocks") == " ".join(f"{kind}={days[kind]}" for kind in sorted(days))

    def stale(self, today: str, limit: int) -> list[tuple[str, int, str]]:
        """Cases whose line is not there or not true, those that changed longest ago first: code, place, last change."""
        newest = self.con.execute(f"SELECT max(n) FROM {LINES}").fetchone()[0] or 0
        changed = self.con.execute(
            "SELECT case_code, last_n, last_at FROM head WHERE last_n > ? AND case_code <> '' ORDER BY last_n LIMIT ?",
            (newest, limit),
        ).fetchall()
        if len(changed) < limit:
            changed += self.con.execute(
                f"""SELECT case_code, n, changed_at FROM {LINES}
                WHERE renew_on > '' AND renew_on <= ? ORDER BY renew_on LIMIT ?""",
                (today, limit - len(changed)),
            ).fetchall()
        return [(str(code), int(n), str(at)) for code, n, at in dict.fromkeys(changed)]

    def waiting(self) -> int:
        """Return how many cases are still without a line that is true."""
        newest = self.con.execute(f"SELECT max(n) FROM {LINES}").fetchone()[0] or 0
        # Every head after the newest line, from the index alone, less that of the record's own events.
        asked = """SELECT (SELECT count(*) FROM head WHERE last_n > ?)
            - (SELECT count(*) FROM head WHERE case_code = '' AND last_n > ?)"""
        return int(self.con.execute(asked, (newest, newest)).fetchone()[0])

    def keep(self, lines: Iterable[tuple[CaseLine, Iterable[DueLine]]]) -> None:
        """Put the lines of some cases in the place of those before. In a transaction."""
        made = list(lines)
        cases = [(line.case,) for line, _due in made]
        standings: dict[tuple[str, ...], int] = {}
        rows, moved = [], Counter[int]()
        before = f"SELECT standing FROM {LINES} WHERE case_code IN (SELECT value FROM json_each(?))"
        moved.subtract(int(each[0]) for each in self.con.execute(before, (json.dumps([case for (case,) in cases]),)))
        for line, _due in made:
            values = tuple(getattr(line, name) for name in _COLUMNS)
            names = tuple(getattr(line, name) for name in BY_NAME)
            if names not in standings:
                standings[names] = self._standing(names)
            rows.append((*values, folded_code(line.case), folded(line.label) or LAST, standings[names]))
            moved[standings[names]] += 1
        changed = ", ".join(f"{name} = excluded.{name}" for name in _PUT[1:])
        # Ended whole with its transaction where it fails, it needs no copy of each page to go back to by itself.
        self.con.executemany(
            f"""INSERT OR ROLLBACK INTO {LINES} ({", ".join(_PUT)}) VALUES ({", ".join("?" * len(_PUT))})
            ON CONFLICT (case_code) DO UPDATE SET {changed}""",
            rows,
        )
        self.con.executemany(
            f"UPDATE {STANDINGS} SET cases = cases + ? WHERE id = ?", [(by, each) for each, by in moved.items() if by]
        )
        self.con.executemany(f"DELETE FROM {DUE} WHERE case_code = ?", cases)
        self.con.executemany(
            f"INSERT INTO {DUE} (case_code, kind, day, about) VALUES (?, ?, ?, ?)",
            [(each.case, each.kind, each.day, each.about) for _line, due in made for each in due],
        )
        self._keep_labels([(line.case, line.label) for line, _due in made])

    def _standing(self, names: tuple[str, ...]) -> int:
        """Return the number of the standing of a place, a state and a next step."""
        asked = f"SELECT id FROM {STANDINGS} WHERE (setting, state, todo) = (?, ?, ?)"
        found = self.con.execute(asked, names).fetchone()
        if found is not None:
            return int(found[0])
        made = f"INSERT INTO {STANDINGS} (setting, state, todo, cases) VALUES (?, ?, ?, 0)"
        return int(self.con.execute(made, names).lastrowid)

    def _keep_labels(self, labels: Sequence[tuple[str, str]]) -> None:
        """Keep every rest of the labels of some cases, so that any part of one is found."""
        keys = [(case, folded(label)) for case, label in labels]
        self.con.executemany(f"DELETE FROM {LABELS} WHERE case_code = ?", [(case,) for case, _key in keys])
        self.con.executemany(
            f"INSERT INTO {LABELS} (rest, case_code) VALUES (?, ?)",
            [(key[at:], case) for case, key in keys for at in range(len(key))],
        )

    def set_label(self, case: str, label: str) -> None:
        """Set another private label; nothing where the case has no line yet. In a transaction."""
        self.con.execute(
            f"UPDATE {LINES} SET label = ?, {LABEL} = ?, empty = 0 WHERE case_code = ?",
            (label, folded(label) or LAST, case),
        )
        if self.line(case) is not None:
            self._keep_labels([(case, label)])

    def line(self, case: str) -> CaseLine | None:
        found = self.con.execute(f"SELECT {', '.join(_STORED)} FROM {LINES} WHERE case_code = ?", (case,)).fetchone()
        return None if found is None else CaseLine(*found)

    def total(self) -> int:
        """Return how many cases have a line."""
        return int(self.con.execute(f"SELECT coalesce(sum(cases), 0) FROM {STANDINGS}").fetchone()[0])

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
        found = self._having(match, MANY + 1)
        if len(found) > MANY:
            more = max(MANY, (number - 1) // 100 * 100)
            return Matching(match, more, counted=False, standings=frozenset(named))
        others = self.con.execute(
            f"SELECT id FROM {LINES} WHERE id IN (SELECT value FROM json_each(?)) AND standing NOT IN ({_list(named)})",
            (json.dumps(found),),
        )
        ids = tuple(int(each[0]) for each in others)
        return Matching(match, number + len(ids), standings=frozenset(named), others=ids)

    def _having(self, match: Match, limit: int) -> list[int]:
        """Return up to ``limit`` cases that have the text in their code or label, in no order."""
        parts, values = [], list[object]()
        if match.code:
            for at in range(1, _CODE_SIGNS - len(match.code) + 2):
                rest = f"substr(code_key, {at})" if at > 1 else "code_key"
                parts.append(f"SELECT id FROM {LINES} WHERE {rest} >= ? AND {rest} < ?")
                values += (match.code, match.code + LAST)
        if match.text:
            parts.append(
                f"""SELECT {LINES}.id FROM {LABELS} CROSS JOIN {LINES} USING (case_code) WHERE rest >= ? AND rest < ?"""
            )
            values += (match.text, match.text + LAST)
        if not parts:
            return []
        asked = f"SELECT DISTINCT id FROM ({' UNION ALL '.join(parts)}) LIMIT ?"
        return [int(each[0]) for each in self.con.execute(asked, (*values, limit))]

    def part(self, asked: Asked) -> list[CaseLine]:
        """Return some lines of the list, in its order."""
        ahead = asked.down is asked.backward  # whether the walk goes from small to large
        found: list[int]
        if asked.order in BY_NAME:
            found = self._by_names(asked)
        elif asked.matching is None or asked.matching.everything:
            found = self._read([_Stream(asked.order)], asked.order, asked.mark, ahead, asked.limit)
        elif asked.matching.counted:
            found = self._read(
                _streams(asked.order, asked.matching, asked.matching.standings),
                asked.order, asked.mark, ahead, asked.limit,
            )  # fmt: skip
        else:
            where, values = _where(asked.matching)
            found = self._read([_Stream(asked.order, where, values)], asked.order, asked.mark, ahead, asked.limit)
        return self._lines(found[::-1] if asked.backward else found)

    def _by_names(self, asked: Asked) -> list[int]:
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
                streams = _streams(CHANGED, asked.matching, of_name[name], (asked.order, name))
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
        for start in range(0, len(streams), _AT_ONCE):
            some = streams[start : start + _AT_ONCE]
            parts = " UNION ALL ".join(
                f"SELECT {order}, n, id FROM {LINES} {each.index} WHERE ({each.where}){after}" for each in some
            )
            values = [value for each in some for value in (*each.values, *at)]
            found += self.con.execute(f"{parts} ORDER BY {by} LIMIT ?", (*values, limit)).fetchall()
        if len(streams) > _AT_ONCE:
            found = sorted(found, reverse=not ahead)[:limit]
        return [int(each[2]) for each in found]

    def _lines(self, ids: Sequence[int]) -> list[CaseLine]:
        """Return the lines of some cases, in the order given."""
        asked = f"SELECT id, {', '.join(_STORED)} FROM {LINES} WHERE id IN (SELECT value FROM json_each(?))"
        found = {int(row[0]): CaseLine(*row[1:]) for row in self.con.execute(asked, (json.dumps(ids),))}
        return [found[each] for each in ids if each in found]

    def due(self, kind: str, until: str, limit: int) -> list[DueLine]:
        """Return what of one kind has its day by ``until``, the earliest first; cases past ``keep`` for that kind."""
        found = self.con.execute(
            f"""SELECT {DUE}.case_code, kind, day, about, label FROM {DUE} JOIN {LINES} USING (case_code)
            WHERE kind = ? AND day <= ? ORDER BY day LIMIT ?""",
            (kind, until, limit),
        )
        return [DueLine(*row) for row in found]

    def past_keeping(self, today: str, limit: int) -> list[DueLine]:
        """Return cases whose keeping time is over, the longest over first."""
        found = self.con.execute(
            f"""SELECT case_code, 'keep', {KEPT}, keep_kind, label FROM {LINES}
            WHERE {KEPT} > '' AND {KEPT} <= ? ORDER BY {KEPT} LIMIT ?""",
            (today, limit),
        )
        return [DueLine(*row) for row in found]

    def _is_now(self, what: str) -> str:
        found = self.con.execute(f"SELECT is_now FROM {OF} WHERE what = ?", (what,)).fetchone()
        return "" if found is None else str(found[0])

    def _set_now(self, what: str, text: str) -> None:
        self.con.execute(f"INSERT OR REPLACE INTO {OF} (what, is_now) VALUES (?, ?)", (what, text))


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
    order: str, matching: Matching | None, standings: Iterable[int], named: tuple[str, str] | None = None
) -> list[_Stream]:
    """What matches of some standings, and of the cases that match one by one, of those with a name in a column."""
    if matching is None or matching.everything:
        return [_Stream(order, f"standing = {each}", of_standing=True) for each in sorted(standings)]
    whole = [each for each in sorted(standings) if each in matching.standings]
    found = [_Stream(order, f"standing = {each}", of_standing=True) for each in whole]
    if not matching.counted:
        having, values = _having(matching.match)
        found += [
            _Stream(order, f"standing = {each} AND ({having})", values, of_standing=True)
            for each in sorted(set(standings) - matching.standings)
        ]
    elif matching.others:
        where, more = "id IN (SELECT value FROM json_each(?))", [json.dumps(matching.others)]
        if named is not None:
            where, more = f"{where} AND {named[0]} = ?", [*more, named[1]]
        found.append(_Stream(order, where, tuple(more), one_by_one=True))
    return found


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(each)) for each in sorted(numbers))


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
    return f"standing IN ({_list(matching.standings)}) OR {having}", values
