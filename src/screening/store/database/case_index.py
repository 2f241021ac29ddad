"""What the list of cases is found, put in order and filtered by: a line for each case, made from its events.

It can be made anew from the events at any time and holds no word of a person. It stands in the encrypted file, goes
with its case when that is erased, and is in memory alone where the record takes nothing.

No page of it (``case_search``) is read by looking at every case (docs/decisions/0064). The cases of one place, state
and next step are a standing: the index counts its cases and keeps them in every order. Any part of a private label is
the beginning of what is left of it from some sign on, and every such rest is kept. Of the codes it keeps which have any
two signs side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from screening.domain.events.case_codes import LENGTH

SHAPE = 4
"""Of the tables and of what stands in them; another makes them anew."""
LINES, DUE, OF = "case_index", "case_due", "case_index_of"
STANDINGS, LABELS, PAIRS = "case_standing", "case_label", "case_pair"
OF_A_CASE = (LINES, DUE)
"""The tables of which a case's part goes when it is erased; with its line goes what LABELS and PAIRS have of it."""
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
_OLD_PAIRS = ", ".join(f"substr(OLD.code_key, {at}, 2)" for at in range(1, CODE_SIGNS + 1))
BLOCK = 14
"""Lines whose numbers differ in so many last bits stand together in PAIRS: some 150 with the same two signs."""
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
        rest TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (rest, line)
    ) STRICT, WITHOUT ROWID""",
    f"CREATE INDEX IF NOT EXISTS {{schema}}{LABELS}_line ON {LABELS} (line)",
    # The numbers of the lines with a space before and after each, so that SQL alone can take one out.
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {PAIRS} (
        pair TEXT NOT NULL, block INTEGER NOT NULL, lines TEXT NOT NULL, PRIMARY KEY (pair, block)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE {{temp}} TABLE IF NOT EXISTS {STANDINGS} (
        id INTEGER PRIMARY KEY, setting TEXT NOT NULL, state TEXT NOT NULL, todo TEXT NOT NULL,
        cases INTEGER NOT NULL, UNIQUE (setting, state, todo)
    ) STRICT""",
    f"""CREATE {{temp}} TRIGGER IF NOT EXISTS {LINES}_went AFTER DELETE ON {LINES} BEGIN
        UPDATE {STANDINGS} SET cases = cases - 1 WHERE id = OLD.standing;
        DELETE FROM {LABELS} WHERE line = OLD.id;
        UPDATE {PAIRS} SET lines = replace(lines, ' ' || OLD.id || ' ', ' ')
        WHERE pair IN ({_OLD_PAIRS}) AND block = OLD.id >> {{block}};
        DELETE FROM {PAIRS} WHERE pair IN ({_OLD_PAIRS}) AND block = OLD.id >> {{block}} AND lines = ' '; END""",
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
    """The index of one open vault, over its connection. Every method may raise the driver's errors.

    A limit stands in the text of a question: SQLite plans a question anew for every value that is bound to one.
    """

    def __init__(self, con: Any, *, in_memory: bool = False) -> None:
        """``in_memory``: the record takes nothing, so that the index lasts as long as the connection."""
        self.con, self.in_memory = con, in_memory

    def begin(self, version: str) -> None:
        """Make the tables where they are not; anew where they are of another ``version``. In a transaction."""
        temp, schema = ("TEMP", "temp.") if self.in_memory else ("", "main.")
        self.con.execute(_MADE_FIRST.format(temp=temp))
        if anew := self._is_now("version") != f"{SHAPE} {version}":
            for table in (LINES, DUE, LABELS, PAIRS, STANDINGS):
                self.con.execute(f"DROP TABLE IF EXISTS {schema}{table}")
            self.con.execute(f"DELETE FROM {OF}")
        for statement in _MADE:
            self.con.execute(statement.format(temp=temp, schema=schema, block=BLOCK))
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
        if self.arranged:
            return False
        made = int(self._is_now("arranged") or 0)
        if made < len(_FOUND_BY):
            self.con.execute(_FOUND_BY[made].format(schema="temp." if self.in_memory else "main."))
        elif not self._pair_block(made - len(_FOUND_BY)):
            self._set_now("arranged", "all")
            return False
        self._set_now("arranged", str(made + 1))
        return True

    def _pair_block(self, block: int) -> bool:
        """Put the codes of some lines into PAIRS. False where there are none so far."""
        asked = f"SELECT id, {CODE} FROM {LINES} WHERE id BETWEEN ? AND ?"
        first = block << BLOCK
        found = self.con.execute(asked, (first, first + (1 << BLOCK) - 1)).fetchall()
        self.con.execute(f"DELETE FROM {PAIRS} WHERE block = ?", (block,))
        self._pair(found)
        return bool(found) or int(self.con.execute(f"SELECT coalesce(max(id), 0) FROM {LINES}").fetchone()[0]) > first

    def _pair(self, codes: Iterable[tuple[int, str]]) -> None:
        """Put the codes of some lines, by number, into PAIRS."""
        lines: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for line, code in codes:
            number, block = str(line), line >> BLOCK
            for pair in {code[at : at + 2] for at in range(len(code))}:
                lines[pair, block].append(number)
        self.con.executemany(
            f"""INSERT OR ROLLBACK INTO {PAIRS} (pair, block, lines) VALUES (?, ?, ?)
            ON CONFLICT (pair, block) DO UPDATE SET lines = lines || substr(excluded.lines, 2)""",
            [(*key, f" {' '.join(lines[key])} ") for key in sorted(lines)],
        )

    @property
    def arranged(self) -> bool:
        """Whether ``part`` can be asked in every order and filter."""
        return self._is_now("arranged") == "all"

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
            f"""SELECT case_code, last_n, last_at FROM head
            WHERE last_n > ? AND case_code <> '' ORDER BY last_n LIMIT {limit:d}""",
            (newest,),
        ).fetchall()
        if len(changed) < limit:
            changed += self.con.execute(
                f"""SELECT case_code, n, changed_at FROM {LINES}
                WHERE renew_on > '' AND renew_on <= ? ORDER BY renew_on LIMIT {limit - len(changed):d}""",
                (today,),
            ).fetchall()
        found: dict[str, tuple[str, int, str]] = {}
        for code, n, at in changed:
            found.setdefault(str(code), (str(code), int(n), str(at)))
        return list(found.values())

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
        asked = f"SELECT case_code, id, standing FROM {LINES} WHERE case_code IN ({', '.join('?' * len(made))})"
        before = {
            str(case): (int(line), int(standing))
            for case, line, standing in self.con.execute(asked, [line.case for line, _due in made])
        }
        free = int(self.con.execute(f"SELECT coalesce(max(id), 0) FROM {LINES}").fetchone()[0])
        standings: dict[tuple[str, ...], int] = {}
        moved = Counter[int]()
        moved.subtract(standing for _line, standing in before.values())
        new, changed = [], []
        labels, codes = list[tuple[str, int]](), list[tuple[int, str]]()
        for line, _due in made:
            names = tuple(getattr(line, name) for name in BY_NAME)
            if names not in standings:
                standings[names] = self._standing(names)
            moved[standings[names]] += 1
            code, label = folded_code(line.case), folded(line.label)
            values = (*(getattr(line, name) for name in _COLUMNS), code, label or LAST, standings[names])
            if line.case in before:
                number = before[line.case][0]
                changed.append((*values, number))
            else:
                number = free = free + 1
                new.append((*values, number))
                codes.append((number, code))
            labels += ((label[at:], number) for at in range(len(label)))
        # Ended whole with its transaction where it fails, it needs no copy of each page to go back to by itself.
        self.con.executemany(
            f"INSERT OR ROLLBACK INTO {LINES} ({', '.join(_PUT)}, id) VALUES ({', '.join('?' * (len(_PUT) + 1))})", new
        )
        self.con.executemany(
            f"UPDATE OR ROLLBACK {LINES} SET {', '.join(f'{name} = ?' for name in _PUT)} WHERE id = ?", changed
        )
        self.con.executemany(
            f"UPDATE {STANDINGS} SET cases = cases + ? WHERE id = ?", [(by, each) for each, by in moved.items() if by]
        )
        self.con.executemany(f"DELETE FROM {DUE} WHERE case_code = ?", [(case,) for case in before])
        self.con.executemany(
            f"INSERT INTO {DUE} (case_code, kind, day, about) VALUES (?, ?, ?, ?)",
            [(each.case, each.kind, each.day, each.about) for _line, due in made for each in due],
        )
        self.con.executemany(f"DELETE FROM {LABELS} WHERE line = ?", [(line,) for line, _standing in before.values()])
        self.con.executemany(f"INSERT INTO {LABELS} (rest, line) VALUES (?, ?)", labels)
        if self._is_now("arranged"):  # until then they are put there block by block
            self._pair(codes)

    def _standing(self, names: tuple[str, ...]) -> int:
        """Return the number of the standing of a place, a state and a next step."""
        asked = f"SELECT id FROM {STANDINGS} WHERE (setting, state, todo) = (?, ?, ?)"
        found = self.con.execute(asked, names).fetchone()
        if found is not None:
            return int(found[0])
        made = f"INSERT INTO {STANDINGS} (setting, state, todo, cases) VALUES (?, ?, ?, 0)"
        return int(self.con.execute(made, names).lastrowid)

    def set_label(self, case: str, label: str) -> None:
        """Set another private label; nothing where the case has no line yet. In a transaction."""
        found = self.con.execute(f"SELECT id FROM {LINES} WHERE case_code = ?", (case,)).fetchone()
        if found is None:
            return
        key = folded(label)
        self.con.execute(
            f"UPDATE {LINES} SET label = ?, {LABEL} = ?, empty = 0 WHERE id = ?", (label, key or LAST, found[0])
        )
        self.con.execute(f"DELETE FROM {LABELS} WHERE line = ?", found)
        self.con.executemany(
            f"INSERT INTO {LABELS} (rest, line) VALUES (?, ?)", [(key[at:], found[0]) for at in range(len(key))]
        )

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
            WHERE kind = ? AND day <= ? ORDER BY day LIMIT {limit:d}""",
            (kind, until),
        )
        return [DueLine(*row) for row in found]

    def past_keeping(self, today: str, limit: int) -> list[DueLine]:
        """Return cases whose keeping time is over, the longest over first."""
        found = self.con.execute(
            f"""SELECT case_code, 'keep', {KEPT}, keep_kind, label FROM {LINES}
            WHERE {KEPT} > '' AND {KEPT} <= ? ORDER BY {KEPT} LIMIT {limit:d}""",
            (today,),
        )
        return [DueLine(*row) for row in found]

    def _is_now(self, what: str) -> str:
        found = self.con.execute(f"SELECT is_now FROM {OF} WHERE what = ?", (what,)).fetchone()
        return "" if found is None else str(found[0])

    def _set_now(self, what: str, text: str) -> None:
        self.con.execute(f"INSERT OR REPLACE INTO {OF} (what, is_now) VALUES (?, ?)", (what, text))
