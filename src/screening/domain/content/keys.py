"""The keys that a table of content may have; among them how far the law behind a statement was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table. ``kind``: text, number, flag, date, texts, numbers, table, tables, or never.

    ``shape`` is that of the table or of each table in the list; ``whole`` the least and the largest whole number that
    it may be. A key of kind ``never`` may not stand there, and ``why`` says so.
    """

    kind: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    shape: Shape | None = None
    whole: tuple[int, int] | None = None
    why: str = ""


Shape = Mapping[str, Key]

TEXT, NEEDED = Key("text"), Key("text", needed=True)
TEXTS, LISTED = Key("texts"), Key("texts", needed=True)
FLAG, SAID = Key("flag"), Key("flag", needed=True)
DATE, DAY = Key("date"), Key("date", needed=True)
NUMBER = Key("number", needed=True)


def one(**keys: Key) -> Key:
    """Return a table with these keys, which must be there."""
    return Key("table", needed=True, shape=keys)


def several(**keys: Key) -> Key:
    """Return a list of at least one table with these keys and an id."""
    return Key("tables", needed=True, shape={"id": NEEDED, **keys})


def any_number(**keys: Key) -> Key:
    """Return a list of tables with these keys and an id, which may be left out."""
    return Key("tables", shape={"id": NEEDED, **keys})


SEEN = ("text", "bill", "heading", "authority", "second-hand", "memory")
"""The law or a copy of it; the Bill as passed; a heading; the authority's own page; an account of it; none."""
READ = SEEN[:2]
"""What counts as seen."""

CHECKED = {"source": NEEDED, "checked_on": DAY, "verified": SAID}
"""Where a number comes from, when somebody looked, and whether its present text was seen."""
SOURCE = {"seen": Key("text", needed=True, choices=SEEN), "source": NEEDED, "checked_on": DAY}
