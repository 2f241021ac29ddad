"""A key for each record: what was said in a case is sealed once more, inside the encrypted file, under the case's own.

Destroying that key is what erasing means. It is one small row, gone in the same transaction that says so; what old
blocks of the disk may still hold of the texts is sealed under it.
"""

from __future__ import annotations

import secrets
from typing import Any

from screening.store.crypto import aead

SALT = 16
SIZE = 32
MOST_KEPT = 4096


def seal(key: bytes, place: str, salt: bytes, text: str) -> bytes:
    """Return nonce, then salt and text under XChaCha20-Poly1305, bound to their place."""
    return aead.seal(key, place.encode(), salt + text.encode())


def unseal(key: bytes, place: str, sealed: bytes) -> tuple[bytes, str]:
    """Return salt and text. Raises ValueError when they were sealed elsewhere, under another key, or changed."""
    opened = aead.unseal(key, place.encode(), sealed)
    return opened[:SALT], opened[SALT:].decode()


def event_place(case: str, strand: str, seq: int) -> str:
    """Return what the body of an event is bound to."""
    return f"event/{case}/{strand}/{seq}"


def draft_place(case: str, field: str) -> str:
    """Return what a draft is bound to."""
    return f"draft/{case}/{field}"


def aside_place(case: str) -> str:
    """Return what an event that was set aside is bound to."""
    return f"aside/{case}"


def apart_place(case: str, strand: str) -> str:
    """Return what a strand that is kept apart is bound to."""
    return f"apart/{case}/{strand}"


class RecordKeys:
    """The keys of the records of one open vault, by case code."""

    def __init__(self, con: Any) -> None:
        self._con = con
        self._kept: dict[str, bytes] = {}

    def of(self, case: str) -> bytes | None:
        """Return the record's key; None when it never had one or it was destroyed."""
        if case not in self._kept:
            found = self._con.execute("SELECT key FROM record_key WHERE case_code = ?", (case,)).fetchone()
            if found is None:
                return None
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[case] = bytes(found[0])
        return self._kept[case]

    def every(self) -> dict[str, bytes]:
        """Return the key of every record."""
        return {str(case): bytes(key) for case, key in self._con.execute("SELECT case_code, key FROM record_key")}

    def learn(self, cases: str) -> None:
        """Read the keys of some records at once; ``cases`` are their codes as a JSON list."""
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        found = self._con.execute(
            "SELECT case_code, key FROM record_key WHERE case_code IN (SELECT value FROM json_each(?))", (cases,)
        )
        self._kept.update((str(case), bytes(key)) for case, key in found)

    def made(self, case: str) -> bytes:
        """Return the record's key, made in the caller's transaction when there is none."""
        key = self.of(case)
        if key is None:
            key = secrets.token_bytes(SIZE)
            self._con.execute("INSERT INTO record_key (case_code, key) VALUES (?, ?)", (case, key))
            self._kept[case] = key
        return key

    def destroy(self, case: str) -> None:
        self._con.execute("DELETE FROM record_key WHERE case_code = ?", (case,))
        self._kept.pop(case, None)

    def forget(self) -> None:
        """Keep nothing from memory: a transaction was taken back."""
        self._kept.clear()


def offer(con: Any) -> None:
    """Let the statements of an upgrade seal what is there."""
    con.create_function("new_key", 0, lambda: secrets.token_bytes(SIZE))
    con.create_function(
        "seal_event",
        6,
        lambda key, case, strand, seq, salt, body: seal(
            bytes(key), event_place(case, strand, seq), bytes(salt), str(body)
        ),
    )
    con.create_function(
        "seal_draft",
        4,
        lambda key, case, field, body: seal(bytes(key), draft_place(case, field), bytes(SALT), bytes(body).decode()),
    )
    con.create_function(
        "seal_aside", 3, lambda key, case, body: seal(bytes(key), aside_place(case), bytes(SALT), str(body))
    )
