"""What the list of cases is found, put in order and filtered by: a line for each case, made from its events.

It can be made anew from the events at any time and holds no word of a person. It stands in the encrypted file, goes
with its case when that is erased, and is in memory alone where the record takes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from screening.domain.events.case_codes import OPERATION

SHAPE = 5
"""Of the tables and of what stands in them; another makes them anew."""
LINES, DUE, OF = "case_index", "case_due", "case_index_of"
IS_OPERATION = f"case_code GLOB '{OPERATION}*'"
"""Of rows of operations, which stand beside the cases and in no list of them."""
FORMER = ("case_label", "case_pair", "case_standing")
"""Tables of an earlier shape. They, and the triggers on LINES, go when the index is made anew."""
OF_A_CASE = (LINES, DUE)
"""The tables of which a case's part goes when it is erased."""
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
class Stale:
    """A case whose line in the list is to be made: its place in the list, and when it changed last."""

    case: str
    n: int
    changed_at: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a case must have in it: any of these. Texts are folded as ``folded`` and ``folded_code`` do it."""

    code: str = ""
    text: str = ""
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Column of BY_NAME to the names whose words have the text in them."""

    def condition(self) -> tuple[str, list[object]]:
        """Return it as a condition of SQL, with its values."""
        parts, values = ["0"], list[object]()
        for column, text in ((CODE, self.code), (LABEL, self.text)):
            if text:
                parts.append(f"instr({column}, ?) > 0")
                values.append(text)
        for column, names in self.names.items():
            parts.append(f"{column} IN ({', '.join('?' * len(names))})")
            values.extend(names)
        return " OR ".join(parts), values


@dataclass(frozen=True, slots=True)
class Order:
    """By what the list goes, and which way."""

    column: str = CHANGED
    """CHANGED, CODE, LABEL, KEPT, or one of BY_NAME."""
    down: bool = True
    names: tuple[str, ...] = ()
    """Of a column of BY_NAME, in the order wanted; the newest come first in each."""


_COLUMNS = tuple(each.name for each in fields(CaseLine))
STORED = ("case_code", *_COLUMNS[1:])
_PUT = (*STORED, CODE, LABEL)
_MADE = (
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {LINES} (
        case_code TEXT PRIMARY KEY, n INTEGER NOT NULL, changed_at TEXT NOT NULL, edition TEXT NOT NULL,
        setting TEXT NOT NULL, label TEXT NOT NULL, state TEXT NOT NULL, state_n INTEGER NOT NULL, todo TEXT NOT NULL,
        todo_n INTEGER NOT NULL, keep_kind TEXT NOT NULL, last_day TEXT NOT NULL, keep_until TEXT NOT NULL,
        renew_on TEXT NOT NULL, empty INTEGER NOT NULL, finished INTEGER NOT NULL, code_key TEXT NOT NULL,
        label_key TEXT NOT NULL
    ) STRICT""",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{LINES}_n ON {LINES} (n)",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{LINES}_renew ON {LINES} (renew_on) WHERE renew_on > ''",
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {DUE} (
        case_code TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, about TEXT NOT NULL
    ) STRICT""",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{DUE}_day ON {DUE} (kind, day)",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{DUE}_case ON {DUE} (case_code)",
)
_MADE_FIRST = f"CREATE {{temp}} TABLE IF NOT EXISTS {OF} (what TEXT PRIMARY KEY, is_now TEXT NOT NULL) STRICT"


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
            for table in (LINES, DUE, *FORMER):
                self.con.execute(f"DROP TABLE IF EXISTS {schema}{table}")
            self.con.execute(f"DELETE FROM {OF}")
        for statement in _MADE:
            self.con.execute(statement.format(temp=temp, schema=schema))
        if anew:
            self._set_now("version", f"{SHAPE} {version}")
        if not self.in_memory:
            self._follow_erasing()

    def _follow_erasing(self) -> None:
        """Take out what a program that did not know these tables left behind when it erased a case."""
        erased = str(self.con.execute("SELECT count(*) FROM erased").fetchone()[0])
        if self._is_now("erased") != erased:
            for table in OF_A_CASE:
                self.con.execute(f"DELETE FROM {table} WHERE case_code NOT IN (SELECT case_code FROM head)")
            self._set_now("erased", erased)

    def clocks_are(self, days: Mapping[str, int]) -> None:
        """Work out anew until when each case is kept, where the organisation has set other clocks. In a transaction."""
        if self.clocks_known(days):
            return
        for kind, number in days.items():
            self.con.execute(
                f"UPDATE {LINES} SET keep_until = coalesce(date(last_day, ?), '') WHERE keep_kind = ?",
                (f"+{int(number)} days", kind),
            )
        self._set_now("clocks", _clocks(days))

    def clocks_known(self, days: Mapping[str, int]) -> bool:
        """Return whether the days until which cases are kept are those of these clocks."""
        return self._is_now("clocks") == _clocks(days)

    def stale(self, today: str, limit: int) -> list[Stale]:
        """Return cases whose line is not there or not true, those that changed longest ago first."""
        changed = self.con.execute(
            f"""SELECT case_code, last_n, last_at FROM head
            WHERE last_n > coalesce((SELECT max(n) FROM {LINES}), 0) AND case_code <> '' AND NOT {IS_OPERATION}
            ORDER BY last_n LIMIT ?""",
            (limit,),
        ).fetchall()
        changed += self.con.execute(
            f"""SELECT case_code, n, changed_at FROM {LINES}
            WHERE renew_on > '' AND renew_on <= ? ORDER BY renew_on LIMIT ?""",
            (today, limit - len(changed)),
        ).fetchall()
        found: dict[str, Stale] = {}
        for each in changed:
            found.setdefault(each[0], Stale(*each))
        return list(found.values())

    def waiting(self) -> int:
        """Return how many cases are still without a line that is true."""
        asked = f"""SELECT count(*) FROM head
            WHERE last_n > coalesce((SELECT max(n) FROM {LINES}), 0) AND case_code <> '' AND NOT {IS_OPERATION}"""
        return int(self.con.execute(asked).fetchone()[0])

    def keep(self, lines: Iterable[tuple[CaseLine, Iterable[DueLine]]]) -> None:
        """Put the lines of some cases in the place of those before. In a transaction."""
        put = f"INSERT OR REPLACE INTO {LINES} ({', '.join(_PUT)}) VALUES ({', '.join('?' * len(_PUT))})"
        for line, due in lines:
            keys = folded_code(line.case), folded(line.label) or LAST
            self.con.execute(put, (*(getattr(line, name) for name in _COLUMNS), *keys))
            self.con.execute(f"DELETE FROM {DUE} WHERE case_code = ?", (line.case,))
            self.con.executemany(
                f"INSERT INTO {DUE} (case_code, kind, day, about) VALUES (?, ?, ?, ?)",
                [(each.case, each.kind, each.day, each.about) for each in due],
            )

    def set_label(self, case: str, label: str) -> None:
        """Set another private label; nothing where the case has no line yet. In a transaction."""
        self.con.execute(
            f"UPDATE {LINES} SET label = ?, {LABEL} = ?, empty = 0 WHERE case_code = ?",
            (label, folded(label) or LAST, case),
        )

    def count(self, match: Match | None = None) -> int:
        """Return how many cases have a line, or those of them that match."""
        where, values = _where(match)
        return int(self.con.execute(f"SELECT count(*) FROM {LINES} WHERE {where}", values).fetchone()[0])

    def part(self, order: Order, match: Match | None, first: int, limit: int) -> list[CaseLine]:
        """Return some lines of the list in its order, after the ``first`` so many."""
        where, values = _where(match)
        way, names = "DESC" if order.down else "ASC", tuple[str, ...]()
        by = f"{order.column} {way}, n {way}"
        if order.column in BY_NAME:
            names = order.names
            whens = "".join(f" WHEN ? THEN {at}" for at in range(len(names)))
            by = f"CASE {order.column}{whens or ' WHEN NULL THEN 0'} ELSE {len(names)} END, n DESC"
        # Sorted are the numbers of the rows, and of whole rows only those that are shown.
        asked = f"""SELECT {", ".join(STORED)} FROM {LINES}
            WHERE rowid IN (SELECT rowid FROM {LINES} WHERE {where} ORDER BY {by} LIMIT ? OFFSET ?) ORDER BY {by}"""
        found = self.con.execute(asked, (*values, *names, limit, first, *names))
        return [CaseLine(*row) for row in found]

    def due(self, kind: str, until: str, limit: int) -> list[DueLine]:
        """Return what of one kind has its day by ``until``, the earliest first."""
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


def _clocks(days: Mapping[str, int]) -> str:
    return " ".join(f"{kind}={days[kind]}" for kind in sorted(days))


def _where(match: Match | None) -> tuple[str, list[object]]:
    return ("1", []) if match is None else match.condition()
