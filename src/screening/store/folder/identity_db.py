"""The identity store: names and ways to reach people, in a file and under a key of their own.

Nothing in the record leads here. The link, a random 128-bit value with the case's code, stands in this file alone
(DM1). Erasing one person writes the file anew under a new key and destroys the old one, so that what a disk may still
hold of the old file cannot be read.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from screening.errors import StoreTrouble
from screening.store.crypto import aead
from screening.store.crypto.atomic_files import (
    create_private,
    read_bounded,
    remove,
    take_name,
    write_atomic,
)
from screening.store.crypto.key_file import Keys
from screening.store.database.driver import as_store_trouble, connect, dbapi, integrity_faults

FILE, COPY, NEW = "identity.db", "identity.copy", "identity.new"
KEY, KEY_COPY = "identity.key", "identity.key.bak"
NAMES = (FILE, COPY, KEY, KEY_COPY)
APPLICATION_ID = 0x53494431
LARGEST = 4096
TABLE = """CREATE TABLE person (
    link BLOB PRIMARY KEY CHECK (length(link) = 16),
    case_code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    phrase TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT"""
PUT = "INSERT OR REPLACE INTO person (link, case_code, name, contact, phrase, at) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class KeptIdentity:
    """What a person agreed to have kept: a name, how to reach them, and the phrase that is safe to say first."""

    name: str = field(repr=False)
    contact: str = field(repr=False)
    phrase: str = field(repr=False)

    @property
    def empty(self) -> bool:
        return not (self.name.strip() or self.contact.strip() or self.phrase.strip())


Rows = dict[str, tuple[bytes, KeptIdentity, str]]
"""By case code: link, person, and the time of writing."""


@dataclass(frozen=True, slots=True)
class _Key:
    """The store's own key and salt; independent of the record's."""

    key: bytes
    salt: bytes


class Identity:
    """The identity store in ``folder``; in memory for None. Opened for each act and closed again."""

    def __init__(self, folder: Path | None, keys: Keys) -> None:
        self.folder = folder
        self._keys = keys
        self._rows: Rows = {}

    def there(self) -> bool:
        """Return whether the store was ever begun: a record of an earlier program has none."""
        return self.folder is None or any((self.folder / name).exists() for name in NAMES)

    def begin(self) -> None:
        """Begin an empty store under a fresh key; a beginning that got no further than its key is none.

        Raises OSError, StoreTrouble or the driver's errors.
        """
        if self.folder is not None and not any((self.folder / name).exists() for name in (FILE, COPY)):
            self._replace({}, None)

    def all(self) -> Rows:
        """Return everyone, by case code: link, person, and the time of writing.

        Raises StoreTrouble("identity-damaged") when neither the file nor its copy can be read.
        """
        if self.folder is None:
            return dict(self._rows)
        return self._open()[1] if self.there() else {}

    def look(self) -> tuple[str, frozenset[str]]:
        """Return the mark of the store and whose names are in it, by case code; written is nothing.

        Raises like ``all``.
        """
        if self.folder is None or not self.there():
            return "", frozenset(self._rows)
        _, key, rows = self._found(self._read_keys())
        return _mark(key), frozenset(rows)

    def keep(self, case: str, person: KeptIdentity, at: str) -> None:
        """Write or change one person; on disk, and in the copy, when this returns."""
        rows = self.all()
        link = rows[case][0] if case in rows else secrets.token_bytes(16)
        if self.folder is None:
            self._rows[case] = (link, person, at)
            return
        self.begin()
        key = self._open()[0]
        with closing(connect(self.folder / FILE, key.key, key.salt)) as con:
            con.execute(PUT, (link, case, person.name, person.contact, person.phrase, at))
            self._made(COPY, key, con.backup)

    def erase(self, cases: Iterable[str]) -> int:
        """Take people out and destroy the key that they were kept under; how many there were."""
        rows = self.all()
        gone = [case for case in cases if case in rows]
        if gone and self.folder is None:
            for case in gone:
                del self._rows[case]
        elif gone:
            self._replace({case: row for case, row in rows.items() if case not in gone}, self._open()[0])
        return len(gone)

    def sealed_under(self, keys: Keys) -> None:
        """Also seal the store's key under another data key; what the old one opened stays readable to both."""
        if self.folder is not None and self.there():
            key = self._open()[0]
            self._write_keys(_seal(self._keys, key), _seal(keys, key))

    def settle(self) -> None:
        """Leave only what opens under this data key, once nothing else is current."""
        if self.folder is not None and self.there():
            self._write_keys(_seal(self._keys, self._open()[0]))

    # --- parts

    def _open(self) -> tuple[_Key, Rows]:
        """Return the key in use and every row, after finishing what a kill interrupted."""
        known = self._read_keys()
        name, key, rows = self._found(known)
        if name == COPY:
            self._made(FILE, key, partial(_fill, rows))
        if name == COPY or len(known) > 1:
            self._settled(key)
        return key, rows

    def _found(self, known: Iterable[_Key]) -> tuple[str, _Key, Rows]:
        """Return the file, or else the copy, that opens under a key, that key, and every row."""
        for name in (FILE, COPY):
            for key in known:
                if (rows := self._read(name, key)) is not None:
                    return name, key, rows
        raise StoreTrouble("identity-damaged")

    def _settled(self, key: _Key) -> None:
        assert self.folder is not None
        with closing(connect(self.folder / FILE, key.key, key.salt)) as con:
            self._made(COPY, key, con.backup)
        self._write_keys(_seal(self._keys, key))

    def _replace(self, rows: Rows, old: _Key | None) -> None:
        """The store anew under a new key: both keys known, then the file, then its copy, then the new key alone."""
        new = _Key(secrets.token_bytes(32), secrets.token_bytes(16))
        self._write_keys(*(_seal(self._keys, key) for key in (old, new) if key is not None))
        self._made(FILE, new, partial(_fill, rows))
        self._settled(new)

    def _made(self, name: str, key: _Key, fill: Callable[[Any], object]) -> None:
        """The file or its copy anew, whole or as it was."""
        assert self.folder is not None
        part = self.folder / NEW
        for each in (part, self.folder / f"{NEW}-journal"):
            remove(each)
        os.close(create_private(part))
        with closing(connect(part, key.key, key.salt)) as con:
            fill(con)
        for journal in (f"{name}-journal", f"{NEW}-journal"):
            remove(self.folder / journal)
        take_name(part, self.folder / name)

    def _read(self, name: str, key: _Key) -> Rows | None:
        assert self.folder is not None
        if not (self.folder / name).exists():
            return None
        try:
            with closing(connect(self.folder / name, key.key, key.salt)) as con:
                if con.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID or integrity_faults(con):
                    return None
                if con.execute("PRAGMA user_version").fetchone()[0] > 1:
                    raise StoreTrouble("vault-newer")
                found = con.execute("SELECT case_code, link, name, contact, phrase, at FROM person").fetchall()
        except (StoreTrouble, dbapi.Error) as trouble:
            ours = trouble if isinstance(trouble, StoreTrouble) else as_store_trouble(trouble)
            if ours.code == "vault-damaged":
                return None
            raise ours from None
        return {case: (bytes(link), KeptIdentity(*texts), at) for case, link, *texts, at in found}

    def _read_keys(self) -> tuple[_Key, ...]:
        """Return the keys that this data key opens, from the first file that holds any."""
        assert self.folder is not None
        for name in (KEY, KEY_COPY):
            with suppress(OSError, StoreTrouble, ValueError, TypeError, KeyError):
                sealed = json.loads(read_bounded(self.folder / name, LARGEST))["keys"]
                opened = tuple(key for each in sealed if (key := _unseal(self._keys, bytes.fromhex(each))) is not None)
                if opened:
                    return opened
        raise StoreTrouble("identity-damaged")

    def _write_keys(self, *sealed: bytes) -> None:
        assert self.folder is not None
        data = json.dumps({"format": 1, "keys": [each.hex() for each in sealed]}).encode()
        write_atomic(self.folder / KEY, data)
        write_atomic(self.folder / KEY_COPY, data)


def _fill(rows: Rows, con: Any) -> None:
    con.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    con.execute("BEGIN IMMEDIATE")
    con.execute(TABLE)
    con.execute("PRAGMA user_version = 1")
    for case, (link, person, at) in rows.items():
        con.execute(PUT, (link, case, person.name, person.contact, person.phrase, at))
    con.execute("COMMIT")


def recover(folder: Path, keys: Keys, backups: Iterable[Path]) -> bool:
    """Put back the newest backup's store when this one is gone or unreadable; whether that was done. Raises OSError.

    Nothing is done while the store can be read, or was never begun anywhere.
    """
    try:
        if Identity(folder, keys).there():
            Identity(folder, keys).all()
            return False
    except StoreTrouble as trouble:
        if trouble.code != "identity-damaged":
            raise
    for each in backups:
        try:
            if Identity(each, keys).there() and Identity(each, keys).all() is not None:
                for name in NAMES:
                    if not (each / name).exists():
                        remove(folder / name)
                copy(each, folder)
                return True
        except StoreTrouble:
            continue
    return False


def copy(folder: Path, to: Path) -> None:
    """Copy the files of the store as they are into another folder of the same vault. Raises OSError."""
    for name in NAMES:
        if (folder / name).exists():
            write_atomic(to / name, (folder / name).read_bytes())


def _mark(key: _Key) -> str:
    """Return what a store is known by; another one after each erasing. Says nothing of the key or the file."""
    return sha256(b"vst1/identity-mark/" + key.key + key.salt).hexdigest()[:32]


def _seal(keys: Keys, key: _Key) -> bytes:
    return aead.seal(keys.sub("identity"), b"vst1/identity/" + keys.vault.encode(), key.key + key.salt)


def _unseal(keys: Keys, sealed: bytes) -> _Key | None:
    try:
        opened = aead.unseal(keys.sub("identity"), b"vst1/identity/" + keys.vault.encode(), sealed)
    except ValueError:
        return None
    return _Key(opened[:32], opened[32:])
