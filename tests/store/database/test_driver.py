"""sqlite-utils speaks through SQLCipher, or not at all."""

from __future__ import annotations

import ast
import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3
import sqlite_utils.utils

import screening.store
from screening.errors import NotSaved, StoreTrouble
from screening.store.database import driver

SOURCES = sorted(Path(screening.store.__file__).parent.rglob("*.py"))


def test_sqlite_utils_holds_sqlcipher() -> None:
    assert sqlite_utils.utils.sqlite3 is sqlcipher3


def test_the_wrong_order_of_imports_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sqlite_utils, screening.store"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert "before sqlite_utils" in done.stderr


def test_an_insert_that_returns_its_row_leaves_no_transaction_open() -> None:
    con = driver.connect(None, bytes(32), bytes(16))
    db = driver.database(con)
    db.execute("CREATE TABLE t (a)")
    assert list(db.query("INSERT INTO t VALUES (1) RETURNING a")) == [{"a": 1}]
    assert not con.in_transaction
    con.close()


def test_no_file_is_made_where_none_is(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="vault-not-readable"):
        driver.connect(tmp_path / "none.db", bytes(32), bytes(16))
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_url_signs_is_one_path(tmp_path: Path) -> None:
    odd = tmp_path / "a?mode=memory&b#c%41.db"
    odd.write_bytes(b"")
    driver.connect(odd, bytes(32), bytes(16)).close()
    assert [path.name for path in tmp_path.iterdir()] == [odd.name]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_stores_code_keeps_away_from_what_loses_rows_or_leaks(source: Path) -> None:
    """No plain file through sqlite-utils, no plugins, no tracer, no log, no print, no upsert of the library's own."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("print", "sqlite_utils.Database", "logging.getLogger"), ast.unparse(node)
            assert not called.endswith((".upsert", ".upsert_all", ".attach", ".set_trace_callback", ".tracer"))
            if called == "Database":
                assert ast.unparse(node) == "Database(con, execute_plugins=False)"
        if isinstance(node, ast.Import):
            assert not {name.name for name in node.names} & {"logging", "pickle", "sqlite3", "subprocess", "socket"}


def test_the_module_that_sets_the_driver_is_imported_first() -> None:
    first = next(
        node for node in ast.parse(SOURCES[0].read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)
    )
    assert SOURCES[0].name == "__init__.py"
    assert [name.name for name in first.names] == ["driver"]


SETTINGS = {
    "locking_mode": "exclusive", "journal_mode": "truncate", "synchronous": 2, "fullfsync": 1, "foreign_keys": 1,
    "secure_delete": 1, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "temp_store": 2,
}  # fmt: skip
"""What SQLite says of a vault's connection: written through to the medium, overwritten when erased, nothing beside."""


@pytest.mark.usefixtures("settings_of_the_program")
def test_a_vault_is_opened_with_every_setting_that_keeps_it_whole_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes(b"")
    con = driver.connect(path, bytes(32), bytes(16))
    con.execute("CREATE TABLE t (a)")
    assert {name: con.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS} == SETTINGS
    con.close()


def test_what_reads_beside_changes_nothing_and_waits_for_nobody(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes(b"")
    con = driver.connect(path, bytes(32), bytes(16))
    con.execute("CREATE TABLE t (a)")
    con.execute("INSERT INTO t VALUES (7)")
    reader = driver.connect(path, bytes(32), bytes(16), beside=True)
    assert reader.execute("SELECT a FROM t").fetchall() == [(7,)]
    assert reader.execute("PRAGMA locking_mode").fetchone()[0] == "normal"
    with pytest.raises(driver.dbapi.Error, match="readonly"):
        reader.execute("INSERT INTO t VALUES (8)")
    reader.close()
    con.close()


def test_a_damaged_page_is_a_fault_and_a_whole_file_has_none(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes(b"")
    con = driver.connect(path, bytes(32), bytes(16))
    con.execute("CREATE TABLE t (a)")
    con.executemany("INSERT INTO t VALUES (?)", [("x" * 2000,) for _ in range(20)])
    assert driver.integrity_faults(con) == 0
    con.close()
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    con = driver.connect(path, bytes(32), bytes(16), beside=True)
    assert driver.integrity_faults(con) == 1
    con.close()


def failed(name: str = "", number: int | None = None) -> Exception:
    """A write that failed: an error of SQLite by its name, or of the system by its number."""
    if number is not None:
        return OSError(number, "what the system says")
    trouble = driver.dbapi.OperationalError("what SQLite says")
    trouble.sqlite_errorname = name
    return trouble


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (failed("SQLITE_FULL"), "not-saved-disk-full"),
        (failed(number=errno.ENOSPC), "not-saved-disk-full"),
        (failed(number=errno.EDQUOT), "not-saved-disk-full"),
        (failed(number=errno.EFBIG), "not-saved-disk-full"),
        (failed("SQLITE_READONLY"), "not-saved-read-only"),
        (failed("SQLITE_READONLY_DIRECTORY"), "not-saved-read-only"),
        (failed(number=errno.EROFS), "not-saved-read-only"),
        (failed(number=errno.EACCES), "not-saved-read-only"),
        (failed(number=errno.EPERM), "not-saved-read-only"),
        (failed("SQLITE_IOERR"), "not-saved"),
        (failed(number=errno.EIO), "not-saved"),
        (ValueError("neither"), "not-saved"),
        (NotSaved("not-saved-disk-full"), "not-saved-disk-full"),
        (NotSaved("not-saved"), "not-saved"),
        (StoreTrouble("backup-differs"), "not-saved"),
    ],
)
def test_a_write_that_failed_says_why(trouble: Exception, code: str) -> None:
    assert driver.why(trouble, None) == code


@pytest.mark.parametrize(("free", "code"), [(driver.NEARLY_FULL - 1, "-disk-full"), (driver.NEARLY_FULL, "")])
def test_an_error_without_a_reason_is_put_down_to_a_disk_that_is_nearly_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    monkeypatch.setattr(driver.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9 << 20, 0, free))
    assert driver.why(failed("SQLITE_IOERR"), tmp_path) == f"not-saved{code}"
    assert driver.why(failed("SQLITE_READONLY"), tmp_path) == "not-saved-read-only", "a reason that is known stands"
    assert driver.why(failed("SQLITE_IOERR"), None) == "not-saved"


def test_a_disk_that_does_not_say_how_full_it_is_counts_as_having_room(tmp_path: Path) -> None:
    assert driver.why(failed("SQLITE_IOERR"), tmp_path / "pulled out") == "not-saved"
