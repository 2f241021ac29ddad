"""The store of a class: an encrypted file of its own, apart from every record, and erased when the class is over.

Its key is derived under a label of its own and its file has another application id, so that neither it nor a vault can
be opened as the other, not even under the same passphrase and with the files renamed (TR1).
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from screening.errors import BadInput, NotSaved, StoreTrouble
from screening.record_place import entries
from screening.store.crypto import atomic_files, key_file
from screening.store.crypto.key_file import Cost, KeyFile, Keys, calibrated
from screening.store.crypto.passphrase import refuse_weak
from screening.store.database.driver import SMALLEST_VAULT, as_store_trouble, connect, dbapi

FILE = "class.db"
APPLICATION_ID = 0x54524E31
LABEL = "training class"
TABLE_LABEL = "training table"
VERSION = 1
LARGEST_ENTRY = 400_000

_TABLES = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    "CREATE TABLE entry (n INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
    f"PRAGMA user_version = {VERSION}",
)


class ClassBook:
    """The entries of one class in the order in which they came. What is acknowledged is on disk."""

    def __init__(self, folder: Path | None, con: Any) -> None:
        self.folder = folder
        self._con = con

    def entries(self) -> tuple[str, ...]:
        """Return every entry. Raises StoreTrouble."""
        try:
            rows = self._con.execute("SELECT body FROM entry ORDER BY n").fetchall()
        except dbapi.Error as trouble:
            raise as_store_trouble(trouble) from None
        return tuple(str(row[0]) for row in rows)

    def append(self, body: str) -> None:
        """Keep one more entry. Raises NotSaved("class-not-saved"): nothing of it is there then."""
        if len(body) > LARGEST_ENTRY:
            raise BadInput("class-too-big", file="")
        try:
            self._con.execute("BEGIN IMMEDIATE")
            self._con.execute("INSERT INTO entry (body) VALUES (?)", (body,))
            if not self._con.in_transaction:
                raise NotSaved("class-not-saved")
            self._con.execute("COMMIT")
        except dbapi.Error:
            with suppress(dbapi.Error):
                self._con.execute("ROLLBACK")
            raise NotSaved("class-not-saved") from None

    def close(self) -> None:
        self._con.close()

    def erase(self) -> None:
        """End of the class: the keys first, so that the rest is noise from then on; then every file; then the folder.

        Raises StoreTrouble("class-not-erased") when something is left. A book in memory is gone when it is closed.
        """
        self._con.close()
        if self.folder is None:
            return
        for name in (key_file.FILE, key_file.COPY, FILE):
            _scrub(self.folder / name)
        with suppress(OSError):
            for path in self.folder.iterdir():
                if path.name.startswith(FILE):
                    _scrub(path)
            self.folder.rmdir()
        if any((self.folder / name).exists() for name in (key_file.FILE, key_file.COPY, FILE)):
            raise StoreTrouble("class-not-erased", folder=self.folder.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_classbook(folder: Path, passphrase: str, *, cost: Cost | None = None) -> ClassBook:
    """Return a new, empty book in ``folder``, which must be missing or empty.

    Raises BadInput for a weak passphrase, StoreTrouble("class-folder-taken") for a folder with anything in it and
    ("class-not-made") when the disk refuses.
    """
    refuse_weak(passphrase)
    atomic_files.keep_private()
    folder = atomic_files.local_path(folder)
    if folder.exists() and (not folder.is_dir() or entries(folder)):
        raise StoreTrouble("class-folder-taken", folder=folder.name)
    try:
        with suppress(FileExistsError):
            atomic_files.make_folder(folder)
        keys = key_file.new_keys()
        slot = key_file.seal(keys, passphrase, cost or calibrated())
        key_file.write(folder, KeyFile(keys.vault, keys.salt, (slot,)))
        os.close(atomic_files.create_private(folder / FILE))
        con = connect(folder / FILE, keys.sub(LABEL), keys.salt)
        for statement in _TABLES:
            con.execute(statement)
    except (OSError, dbapi.Error):
        raise StoreTrouble("class-not-made", folder=folder.name) from None
    return ClassBook(folder, con)


def is_classbook(folder: Path) -> bool:
    """Return whether the file of a class is in ``folder``; what it is shows when it is opened."""
    return (folder / FILE).is_file()


def open_classbook(folder: Path, passphrase: str) -> ClassBook:
    """Return the book in ``folder``.

    Raises StoreTrouble: ``class-not-found``, ``wrong-passphrase``, ``not-a-class`` for a record or anything else,
    ``vault-open-elsewhere``, ``vault-newer``.
    """
    atomic_files.keep_private()
    folder = atomic_files.local_path(folder)
    if not (folder / FILE).is_file() or (folder / FILE).stat().st_size < SMALLEST_VAULT:
        raise StoreTrouble("class-not-found", folder=folder.name)
    con = _opened(folder, key_file.unseal(key_file.read(folder)[0], passphrase))
    try:
        kind, version = (con.execute(f"PRAGMA {each}").fetchone()[0] for each in ("application_id", "user_version"))
        if kind != APPLICATION_ID:
            raise StoreTrouble("not-a-class", folder=folder.name)
        if version > VERSION:
            raise StoreTrouble("vault-newer")
    except (StoreTrouble, dbapi.Error) as trouble:
        con.close()
        raise trouble if isinstance(trouble, StoreTrouble) else as_store_trouble(trouble) from None
    return ClassBook(folder, con)


def open_table_book(folder: Path, key: bytes) -> ClassBook:
    """Return the book of a table under the key of its class, made where it is not there: only the plan opens it again.

    Raises StoreTrouble: ``not-a-class`` for one of another class, ``vault-open-elsewhere``, ``class-not-made``.
    """
    atomic_files.keep_private()
    folder = atomic_files.local_path(folder)
    keys = Keys("", hashlib.sha256(b"table salt" + key).digest()[:16], key)
    try:
        with suppress(FileExistsError):
            atomic_files.make_folder(folder)
        with suppress(FileExistsError):
            os.close(atomic_files.create_private(folder / FILE))
        con = _opened(folder, keys, TABLE_LABEL)
        if not con.execute("PRAGMA user_version").fetchone()[0]:
            con.execute("BEGIN IMMEDIATE")
            for statement in _TABLES:
                con.execute(statement)
            con.execute("COMMIT")
    except (OSError, dbapi.Error):
        raise StoreTrouble("class-not-made", folder=folder.name) from None
    return ClassBook(folder, con)


def classbook_in_memory() -> ClassBook:
    """Return a book that is gone when it is closed."""
    keys = key_file.new_keys()
    con = connect(None, keys.sub(LABEL), keys.salt)
    for statement in _TABLES:
        con.execute(statement)
    return ClassBook(None, con)


def _opened(folder: Path, keys: Keys, label: str = LABEL) -> Any:
    try:
        return connect(folder / FILE, keys.sub(label), keys.salt)
    except StoreTrouble as trouble:
        if trouble.code == "vault-damaged":
            raise StoreTrouble("not-a-class", folder=folder.name) from None
        raise


def _scrub(path: Path) -> None:
    """Overwrite and remove a file. On a disk that writes elsewhere the overwriting may miss; the keys are gone then."""
    with suppress(OSError):
        size = path.stat().st_size
        with path.open("r+b") as stream:
            stream.write(b"\0" * size)
            stream.flush()
            os.fsync(stream.fileno())
    with suppress(OSError):
        path.unlink()
