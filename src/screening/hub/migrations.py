"""The versions of a headquarters' tables: numbered SQL files, each run once and whole, and never in an import."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from importlib import resources

from screening.errors import StoreTrouble
from screening.hub.database import Database

TRIES, PAUSE = 20, 0.5
"""How often a lock on tables in use is asked for, and the seconds between: readers wait for half a second at most."""


@functools.cache
def migrations() -> tuple[str, ...]:
    """Return the SQL of each version, the first at 0."""
    folder = resources.files("screening.hub") / "sql"
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".sql"))
    return tuple((folder / name).read_text("utf-8") for name in names)


def roles() -> str:
    """SQL that makes the roles of a headquarters and grants them what each needs; may be run again."""
    return (resources.files("screening.hub") / "sql" / "grants" / "roles.sql").read_text("utf-8")


def version() -> int:
    """Return the version of the tables that this program works with."""
    return len(migrations())


def prepare(database: Database, pause: Callable[[float], None] = time.sleep) -> bool:
    """Bring the tables to this program's version; whether anything had to be done.

    A version is one transaction. It does not wait behind a reader, which would make all others wait: it gives up its
    place and asks again. Raises StoreTrouble: ``hub-newer`` on a later program's database, ``hub-in-use``,
    ``hub-no-rights``, ``hub-not-saved``.
    """
    if _missing(database) == ():
        return False
    while True:
        for left in reversed(range(TRIES)):
            try:
                if not _one_more(database):
                    return True
                break
            except StoreTrouble as trouble:
                if trouble.code != "hub-in-use" or not left:
                    raise
                pause(PAUSE)


def must_be_current(database: Database) -> None:
    """Raise StoreTrouble ``hub-newer`` or ``hub-older`` unless the tables are of this program's version."""
    if _missing(database):
        raise StoreTrouble("hub-older")


def _missing(database: Database) -> tuple[str, ...]:
    found = database.version()
    if found > version():
        raise StoreTrouble("hub-newer")
    return migrations()[found:]


def _one_more(database: Database) -> bool:
    with database.transaction():
        todo = _missing(database)
        if todo:
            database.migrate(todo[0], version() - len(todo) + 1)
        return bool(todo)
