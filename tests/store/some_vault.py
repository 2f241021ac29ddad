"""What the tests of the store share: a cheap passphrase cost, a passphrase, and a case with answers."""

from __future__ import annotations

from pathlib import Path

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.store import Vault
from screening.store.crypto.key_file import Keys
from screening.store.database import journal
from screening.store.database.driver import connect
from screening.store.database.tables import Tables
from screening.store.folder import automatic_copies
from screening.store.folder import identity_db as names
from screening.store.integrity import record_opening
from tests.made_vaults import PASSPHRASE
from tests.made_vaults import QUICK as QUICK


def begin_case(vault: Vault, answers: int = 0) -> str:
    """A new case with its opening and ``answers`` answers; its code."""
    case = vault.new_case()
    vault.append(case, CaseOpened("2026-1", "office", "adult"))
    for number in range(answers):
        vault.append(case, AnswerGiven(f"item-{number}", Answer.YES, How.TOLD))
    return case


def everything_readable(folder: Path, *, identity: bool = True, passphrase: str = PASSPHRASE) -> bytes:
    """Every value of every table in a locked vault and its backups, every frame of its recorder, and the files as
    they lie on the disk: what somebody with the passphrase can find. ``identity`` adds the store of names."""
    keys = record_opening.unlock(folder, passphrase)[0]
    found = [path.name.encode() for path in folder.rglob("*")]
    for place in (folder, *automatic_copies.any_backup(folder)):
        found += [path.read_bytes() for path in place.iterdir() if path.is_file()]
        found += _tables(place / "vault.db", keys.sub("sqlcipher"), keys.salt)
        found += _unsealed(place / "vault.db", keys)
        found += _frames(place, keys)
        if identity:
            for name in (names.FILE, names.COPY):
                for own in names.Identity(place, keys)._read_keys():
                    found += _tables(place / name, own.key, own.salt)
    return b"\n".join(found)


def _tables(path: Path, key: bytes, salt: bytes) -> list[bytes]:
    con = connect(path, key, salt)
    found = []
    for (name,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in con.execute(f"SELECT * FROM {name}"):
            found += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    con.close()
    return found


def _unsealed(path: Path, keys: Keys) -> list[bytes]:
    con = connect(path, keys.sub("sqlcipher"), keys.salt)
    tables = Tables(con)
    found = [row.body.encode() for row in tables.all_rows()]
    found += [text.encode() for _, _, text in tables.texts()]
    con.close()
    return found


def _frames(folder: Path, keys: Keys) -> list[bytes]:
    if not (folder / journal.FILE).exists():
        return []
    return [content for content in journal.salvage(folder / journal.FILE, keys) if content is not None]
