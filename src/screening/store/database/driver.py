"""The one door to SQLCipher: the driver, in place before sqlite-utils is imported, and how a vault file is opened."""

from __future__ import annotations

import errno
import importlib
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3
import sqlcipher3.dbapi2

from screening.errors import ScreeningError

NEARLY_FULL = 1 << 16
"""Bytes free, below which a write error without a clear reason is put down to the full disk."""


def why(trouble: Exception, folder: Path | None) -> str:
    """Return the NotSaved code for a failed write."""
    if isinstance(trouble, ScreeningError):
        return trouble.code if trouble.code.startswith("not-saved") else "not-saved"
    name = str(getattr(trouble, "sqlite_errorname", ""))
    number = trouble.errno if isinstance(trouble, OSError) else 0
    if name == "SQLITE_FULL" or number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "not-saved-disk-full"
    if name.startswith("SQLITE_READONLY") or number in (errno.EROFS, errno.EACCES, errno.EPERM):
        return "not-saved-read-only"
    if folder is not None and _free(folder) < NEARLY_FULL:
        return "not-saved-disk-full"
    return "not-saved"


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return NEARLY_FULL


# sqlite-utils catches the exceptions of whatever "pysqlite3" is. Without this alias its error-driven features
# leave transactions open, and rows that were acknowledged are gone after a restart (docs/decisions/0001).
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

import sqlite_utils  # noqa: E402

from screening.errors import NotSaved, StoreTrouble  # noqa: E402

dbapi = sqlcipher3.dbapi2

APPLICATION_ID = 0x56535431
SMALLEST_VAULT = 8192
"""Bytes. A new vault has more than one page; anything smaller was cut."""

BUSY_SECONDS = 0.5
CACHE_KIB = 32 << 10
"""Memory for pages while every index is held against its table, which with many cases asks for them in no order."""
STATEMENTS = 512
"""Questions that the driver keeps prepared. Where there are more, it drops those that were asked least, which are the
newest: two of them then push each other out and are prepared at every press."""

BeforeFirstRead = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA cipher_memory_security = ON",
)
AfterFirstRead = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)
Beside = tuple(each for each in AfterFirstRead if not re.search("locking|journal|synchronous|fsync|secure", each))


def check_alias() -> None:
    """Refuse to run when sqlite-utils was imported before this module and so holds another driver."""
    if importlib.import_module("sqlite_utils.utils").sqlite3 is not sqlcipher3:
        raise RuntimeError("screening.store must be imported before sqlite_utils")


check_alias()


def connect(path: Path | None, key: bytes, salt: bytes, *, beside: bool = False) -> Any:
    """Return a keyed connection to the existing file at ``path``, or to memory; the first read has been made.

    ``key`` is 32 bytes and ``salt`` 16. Never creates a file. One ``beside`` is for reading only, from another process
    than the one that holds the file and is not writing: it asks for no lock, and in the same process would drop those
    of the first. Raises StoreTrouble: ``vault-open-elsewhere`` when another program holds it, ``vault-damaged`` when it
    is not a vault under this key, ``vault-not-readable`` when the disk refuses.
    """
    name = ":memory:" if path is None else f"file:{quote(path.as_posix())}?mode={'ro&immutable=1' if beside else 'rw'}"
    try:
        con = dbapi.connect(
            name, uri=path is not None, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=STATEMENTS
        )
    except dbapi.Error:
        raise StoreTrouble("vault-not-readable") from None
    try:
        for pragma in BeforeFirstRead:
            con.execute(pragma).fetchall()
        con.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"").fetchall()
        con.execute("SELECT count(*) FROM sqlite_master").fetchall()
        for pragma in Beside if beside else AfterFirstRead:
            con.execute(pragma).fetchall()
        con.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except dbapi.Error as trouble:
        con.close()
        raise as_store_trouble(trouble) from None
    except BaseException:
        con.close()
        raise
    return con


def as_store_trouble(trouble: Exception) -> StoreTrouble:
    """Return a driver's error while reading, as ours. Never carries the driver's words along."""
    name = str(getattr(trouble, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreTrouble("vault-open-elsewhere")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_CONSTRAINT")):
        return StoreTrouble("vault-damaged")
    return StoreTrouble("vault-not-readable")


@contextmanager
def not_saved(folder: Path | None) -> Iterator[None]:
    """Turn what the disk or the driver says of a write into NotSaved, with the reason that ``why`` finds."""
    try:
        yield
    except (OSError, dbapi.Error) as trouble:
        raise NotSaved(why(trouble, folder)) from None


def integrity_faults(con: Any) -> int:
    """Count the faults that SQLCipher finds in the pages; 0 for a whole file. A vault in memory has none."""
    return len(faulty_pages(con))


def faulty_pages(con: Any) -> list[str]:
    """Return what SQLCipher says of each page that is not whole."""
    rows = con.execute("PRAGMA cipher_integrity_check").fetchall()
    return [str(row[0]) for row in rows if row[0] != "database file is undefined"]


def page_faults(con: Any) -> int:
    """Count what SQLite and SQLCipher find amiss in pages, tables and indexes; 0 where everything is whole.

    SQLite's own check reads every page that is in use, and SQLCipher checks each page that is read. Only pages that are
    free, or stand behind the last one, are left to SQLCipher's check of the whole file.
    """
    with room(con):
        faults = faults_in_use(con)
        return faults if faults or _all_in_use(con) else integrity_faults(con)


def faults_in_use(con: Any) -> int:
    """Count the same of the pages that are in use, leaving in memory what is there: for inside ``room``."""
    faults = sum(row[0] != "ok" for row in con.execute("PRAGMA integrity_check").fetchall())
    return faults + integrity_faults(con) if faults else 0


@contextmanager
def room(con: Any) -> Iterator[None]:
    """Keep more pages in memory inside. None of before is there, so that it is read again; none stays behind."""
    usual = int(con.execute("PRAGMA cache_size").fetchone()[0])
    con.execute("PRAGMA shrink_memory")
    con.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    try:
        yield
    finally:
        con.execute(f"PRAGMA cache_size = {usual}")
        con.execute("PRAGMA shrink_memory")


def _all_in_use(con: Any) -> bool:
    file = con.execute("PRAGMA database_list").fetchone()[2]
    if not file or con.execute("PRAGMA freelist_count").fetchone()[0]:
        return False
    pages, size = (int(con.execute(f"PRAGMA {each}").fetchone()[0]) for each in ("page_count", "page_size"))
    return Path(file).stat().st_size == pages * size


class VaultDatabase(sqlite_utils.Database):
    """sqlite-utils that does not try things out on a vault."""

    @property
    def supports_on_conflict(self) -> bool:
        """Known of SQLCipher. The base class finds out by making a table in the middle of somebody's transaction,
        swallows a disk error there, and leaves the statements that follow committing one by one."""
        return True


def database(con: Any) -> VaultDatabase:
    """sqlite-utils over a keyed connection, with no plugins: they would run on the opened vault."""
    return VaultDatabase(con, execute_plugins=False)
