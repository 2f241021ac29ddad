"""The vault's tables, and how a file of an earlier shape becomes one of today's: whole steps, or none."""

from __future__ import annotations

from typing import Any

from screening.errors import StoreTrouble
from screening.store.crypto.record_keys import offer
from screening.store.database.driver import APPLICATION_ID

_KEY = "(SELECT key FROM record_key WHERE record_key.case_code = {}.case_code)"

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE event (
            n INTEGER PRIMARY KEY,
            case_code TEXT NOT NULL,
            strand TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq >= 1),
            lamport INTEGER NOT NULL CHECK (lamport >= 1),
            at TEXT NOT NULL,
            by_whom TEXT NOT NULL,
            kind TEXT NOT NULL,
            salt BLOB,
            body TEXT,
            body_digest TEXT NOT NULL,
            prev TEXT NOT NULL,
            digest TEXT NOT NULL
        ) STRICT""",
        "CREATE UNIQUE INDEX event_place ON event (case_code, strand, seq)",
        "CREATE INDEX event_order ON event (case_code, lamport, strand, seq)",
        # One row per case, kept along with the events, so that the list of cases need not read them all.
        """CREATE TABLE head (
            case_code TEXT PRIMARY KEY,
            events INTEGER NOT NULL,
            first_at TEXT NOT NULL,
            last_at TEXT NOT NULL,
            last_n INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX head_newest ON head (last_n)",
        """CREATE TABLE device (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            strand TEXT NOT NULL,
            officer TEXT NOT NULL,
            role TEXT NOT NULL,
            organisation TEXT NOT NULL
        ) STRICT""",
        # How far the journal had been written when the vault last committed.
        """CREATE TABLE mark (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            position INTEGER NOT NULL,
            frames INTEGER NOT NULL,
            digest TEXT NOT NULL
        ) STRICT""",
        "CREATE TABLE place (case_code TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT",
        """CREATE TABLE draft (
            case_code TEXT NOT NULL,
            field TEXT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (case_code, field)
        ) STRICT""",
        # Events from the journal that contradict the vault's own: kept, never mixed in.
        "CREATE TABLE aside (n INTEGER PRIMARY KEY, case_code TEXT NOT NULL, body TEXT NOT NULL) STRICT",
    ),
    # A key for each record, and everything that was said sealed under it.
    (
        """CREATE TABLE record_key (
            case_code TEXT PRIMARY KEY,
            key BLOB NOT NULL CHECK (length(key) = 32)
        ) STRICT""",
        """INSERT INTO record_key (case_code, key) SELECT case_code, new_key() FROM
            (SELECT case_code FROM event UNION SELECT case_code FROM draft UNION SELECT case_code FROM aside)""",
        "ALTER TABLE event ADD COLUMN sealed BLOB",
        f"UPDATE event SET sealed = seal_event({_KEY.format('event')}, case_code, strand, seq, salt, body)",
        "ALTER TABLE event DROP COLUMN salt",
        "ALTER TABLE event DROP COLUMN body",
        f"UPDATE draft SET body = seal_draft({_KEY.format('draft')}, case_code, field, body)",
        "CREATE TABLE set_aside (n INTEGER PRIMARY KEY, case_code TEXT NOT NULL, body BLOB NOT NULL) STRICT",
        f"""INSERT INTO set_aside (n, case_code, body)
            SELECT n, case_code, seal_aside({_KEY.format("aside")}, case_code, body) FROM aside""",
        "DROP TABLE aside",
        # What lets a record that was erased be known again when an old copy brings it back, and nothing else.
        "CREATE TABLE erased (mark TEXT PRIMARY KEY) STRICT",
        "CREATE TABLE tally (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT",
        # What an erasing still has to do in other files.
        "CREATE TABLE pending (what TEXT PRIMARY KEY) STRICT",
    ),
    # The same tables. The journal's frames have a sum, which a program of before would take for damage; and whose keys
    # may open the vault is what its events say.
    ("INSERT OR IGNORE INTO pending (what) VALUES ('learn ways')",),
)


def version(con: Any) -> int:
    """Return the version of the tables that the file holds."""
    return int(con.execute("PRAGMA user_version").fetchone()[0])


def check(con: Any) -> bool:
    """Return whether the file needs ``upgrade``.

    Raises StoreTrouble ``vault-newer`` or ``not-a-vault``; changes nothing.
    """
    if con.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreTrouble("not-a-vault")
    found = version(con)
    if found > len(STEPS):
        raise StoreTrouble("vault-newer")
    if found < 1:
        raise StoreTrouble("not-a-vault")
    return found < len(STEPS)


def create(con: Any) -> None:
    """Make today's tables in an empty file."""
    con.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    upgrade(con)


def upgrade(con: Any) -> None:
    """Take every step that the file has not taken, all in one transaction: a kill leaves the old shape or the new."""
    offer(con)
    con.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[version(con) :]:
            for statement in step:
                con.execute(statement)
        con.execute(f"PRAGMA user_version = {len(STEPS)}")
        con.execute("COMMIT")
    except BaseException:
        if con.in_transaction:
            con.execute("ROLLBACK")
        raise
