"""What the list of cases is found, put in order and filtered by: a line for each case, made from its events.

It can be made anew from the events at any time and holds no word of a person. It stands in the encrypted file, goes
with its case when that is erased, and is in memory alone where the record takes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

SHAPE = 1
"""Of the tables and of what stands in them; another makes them anew."""
LINES, DUE, OF = "case_index", "case_due", "case_index_of"
OF_A_CASE = (LINES, DUE)
"""The tables of which a case's part goes when it is erased."""
LAST = "\U0010ffff"
"""What a case without a private label is put in order by: after all that have one."""
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
class Asked:
    """Which part of the list: its order, what must match, and where it goes on.

    ``order`` is CHANGED, CODE, LABEL, KEPT, or one of BY_NAME with its ``names`` in the order wanted.
    """

    order: str = CHANGED
    down: bool = True
    names: tuple[str, ...] = ()
    match: Match | None = None
    mark: CaseLine | None = None
    """The line after which it goes on, or before which with ``backward``; None for the beginning, or the end."""
    backward: bool = False
    limit: int = 50


_COLUMNS = tuple(each.name for each in fields(CaseLine))
_STORED = ("case_code", *_COLUMNS[1:])
_MADE = (
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {LINES} (
        case_code TEXT PRIMARY KEY, n INTEGER NOT NULL, changed_at TEXT NOT NULL, edition TEXT NOT NULL,
        setting TEXT NOT NULL, label TEXT NOT NULL, state TEXT NOT NULL, state_n INTEGER NOT NULL, todo TEXT NOT NULL,
        todo_n INTEGER NOT NULL, keep_kind TEXT NOT NULL, last_day TEXT NOT NULL, keep_until TEXT NOT NULL,
        renew_on TEXT NOT NULL, empty INTEGER NOT NULL, finished INTEGER NOT NULL, code_key TEXT NOT NULL,
        label_key TEXT NOT NULL
    ) STRICT""",
    *(
        f"CREATE INDEX IF NOT EXISTS {{schema}}{LINES}_{column} ON {LINES} ({column}, n)"
        for column in (CODE, LABEL, KEPT, *BY_NAME, "renew_on")
    ),
    f"CREATE UNIQUE INDEX IF NOT EXISTS {{schema}}{LINES}_n ON {LINES} (n)",
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {DUE} (
        case_code TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, about TEXT NOT NULL
    ) STRICT""",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{DUE}_day ON {DUE} (kind, day)",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{DUE}_case ON {DUE} (case_code)",
    f"CREATE {{temp}} TABLE IF NOT EXISTS {OF} (what TEXT PRIMARY KEY, is_now TEXT NOT NULL) STRICT",
)


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
        """Make the tables where they are not; empty them where they are of another ``version``. In a transaction."""
        temp, schema = ("TEMP", "temp.") if self.in_memory else ("", "")
        for statement in _MADE:
            self.con.execute(statement.format(temp=temp, schema=schema))
        if self._is_now("version") != f"{SHAPE} {version}":
            for table in (LINES, DUE, OF):
                self.con.execute(f"DELETE FROM {table}")
            self._set_now("version", f"{SHAPE} {version}")
        for table in OF_A_CASE:
            self.con.execute(f"DELETE FROM {table} WHERE case_code NOT IN (SELECT case_code FROM head)")

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
        asked = "SELECT count(*) FROM head WHERE last_n > ? AND case_code <> ''"
        return int(self.con.execute(asked, (newest,)).fetchone()[0])

    def keep(self, lines: Iterable[tuple[CaseLine, Iterable[DueLine]]]) -> None:
        """Put the lines of some cases in the place of those before. In a transaction."""
        places = ", ".join("?" * (len(_STORED) + 2))
        for line, due in lines:
            values = tuple(getattr(line, name) for name in _COLUMNS)
            keys = (folded_code(line.case), folded(line.label) or LAST)
            self.con.execute(
                f"INSERT OR REPLACE INTO {LINES} ({', '.join(_STORED)}, {CODE}, {LABEL}) VALUES ({places})",
                (*values, *keys),
            )
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

    def line(self, case: str) -> CaseLine | None:
        found = self.con.execute(f"SELECT {', '.join(_STORED)} FROM {LINES} WHERE case_code = ?", (case,)).fetchone()
        return None if found is None else CaseLine(*found)

    def count(self, match: Match) -> int:
        """Return how many cases match."""
        where, values = _where(match)
        return int(self.con.execute(f"SELECT count(*) FROM {LINES} WHERE {where}", values).fetchone()[0])

    def part(self, asked: Asked) -> list[CaseLine]:
        """Return some lines of the list, in its order."""
        ahead = asked.down is asked.backward  # whether the walk goes from small to large
        if asked.order in BY_NAME:
            names = asked.names[::-1] if asked.backward else asked.names
            begun = asked.mark is None
            found: list[CaseLine] = []
            for name in names:
                here = asked.mark is not None and getattr(asked.mark, asked.order) == name
                begun = begun or here
                if begun and len(found) < asked.limit:
                    found += self._of_name(asked, name, asked.mark if here else None, asked.limit - len(found))
        else:
            found = self._walk(asked, "1", (), asked.order, asked.mark, ahead, asked.limit)
        return found[::-1] if asked.backward else found

    def _of_name(self, asked: Asked, name: str, mark: CaseLine | None, limit: int) -> list[CaseLine]:
        """Among those with one name the newest come first, whichever way the names go."""
        return self._walk(asked, f"{asked.order} = ?", (name,), CHANGED, mark, asked.backward, limit)

    def _walk(
        self, asked: Asked, where: str, values: Sequence[object], order: str, mark: CaseLine | None, ahead: bool,
        limit: int,
    ) -> list[CaseLine]:  # fmt: skip
        than, way = (">", "ASC") if ahead else ("<", "DESC")
        values = list(values)
        if mark is not None:
            if order == CHANGED:
                where, values = f"{where} AND n {than} ?", [*values, mark.n]
            else:
                where, values = f"{where} AND ({order}, n) {than} (?, ?)", [*values, _key(mark, order), mark.n]
        if asked.match is not None:
            matches, more = _where(asked.match)
            where, values = f"{where} AND ({matches})", [*values, *more]
        by = f"n {way}" if order == CHANGED else f"{order} {way}, n {way}"
        found = self.con.execute(
            f"SELECT {', '.join(_STORED)} FROM {LINES} WHERE {where} ORDER BY {by} LIMIT ?", (*values, limit)
        )
        return [CaseLine(*row) for row in found]

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


def _where(match: Match) -> tuple[str, list[object]]:
    """The condition of a match and its values; one that matches nothing where there is nothing to compare."""
    parts, values = ["0"], list[object]()
    if match.code:
        parts.append(f"instr({CODE}, ?) > 0")
        values.append(match.code)
    if match.text:
        parts.append("(label <> '' AND instr(label_key, ?) > 0)")
        values.append(match.text)
    for column, names in (match.names or {}).items():
        if column in BY_NAME and names:
            parts.append(f"{column} IN ({', '.join('?' * len(names))})")
            values += names
    return " OR ".join(parts), values
