"""What the list of cases is found, put in order and filtered by: a line for each case, made from its events.

It can be made anew from the events at any time and holds no word of a person. It stands in the encrypted file, goes
with its case when that is erased, and is in memory alone where the record takes nothing.

No page of it (``case_search``) is read by looking at every case (docs/decisions/0064). The cases of one place, state
and next step are a standing: the index counts its cases and keeps them in every order. Any part of a code or of a
private label is the beginning of what is left of it from some sign on, and every such rest is kept.
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


_COLUMNS = tuple(each.name for each in fields(CaseLine))
STORED = ("case_code", *_COLUMNS[1:])
_KEYS = (CODE, LABEL)
_PUT = (*STORED, *_KEYS, "standing")
_TESTED = "standing, code_key, label_key"
"""What a text is compared with; in every index that is gone through with one."""
_ORDERS = {
    CHANGED: ("n", _TESTED),
    CODE: (f"{CODE}, n", "standing, label_key"),
    LABEL: (f"{LABEL}, n", "standing, code_key"),
    KEPT: (f"{KEPT}, n", _TESTED),
}
"""By what each order goes, and what else its index holds."""
CODE_SIGNS = LENGTH + 1
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
        for at in range(2, CODE_SIGNS + 1)
    ),
)
"""The indexes of the lines. Made after the lines where these are many: putting each into all of them takes longer."""
_MADE_FIRST = f"CREATE {{temp}} TABLE IF NOT EXISTS {OF} (what TEXT PRIMARY KEY, is_now TEXT NOT NULL) STRICT"
FEW = 2000
"""Cases of which the lines are put into every index one by one."""


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
        found = self.con.execute(f"SELECT {', '.join(STORED)} FROM {LINES} WHERE case_code = ?", (case,)).fetchone()
        return None if found is None else CaseLine(*found)

    def total(self) -> int:
        """Return how many cases have a line."""
        return int(self.con.execute(f"SELECT coalesce(sum(cases), 0) FROM {STANDINGS}").fetchone()[0])

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
