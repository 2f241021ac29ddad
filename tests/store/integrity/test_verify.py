"""Someone with the key who edits, deletes, swaps or inserts an event is named by place and manner."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from screening.domain.events.catalogue import BreakTaken, Unknown
from screening.domain.events.hash_chain import Break, Link, body_digest, link
from screening.store import Vault
from screening.store.crypto.record_keys import event_place, seal, unseal
from tests.store.some_vault import begin_case

Change = Callable[[Any, str], None]


def body_of(con: Any, case: str, seq: int = 4) -> tuple[bytes, str]:
    """Salt and body of one event, as somebody with the key reads them."""
    key = con.execute("SELECT key FROM record_key WHERE case_code = ?", (case,)).fetchone()[0]
    strand, sealed = con.execute(
        "SELECT strand, sealed FROM event WHERE case_code = ? AND seq = ?", (case, seq)
    ).fetchone()
    return unseal(key, event_place(case, strand, seq), sealed)


def put_body(con: Any, case: str, salt: bytes, body: str, seq: int = 4) -> None:
    key = con.execute("SELECT key FROM record_key WHERE case_code = ?", (case,)).fetchone()[0]
    (strand,) = con.execute("SELECT strand FROM event WHERE case_code = ? AND seq = ?", (case, seq)).fetchone()
    sealed = seal(key, event_place(case, strand, seq), salt, body)
    con.execute("UPDATE event SET sealed = ? WHERE case_code = ? AND seq = ?", (sealed, case, seq))


def edit_body(con: Any, case: str) -> None:
    salt, body = body_of(con, case)
    put_body(con, case, salt, body.replace("yes", "no"))


def edit_sealed(con: Any, case: str) -> None:
    con.execute("UPDATE event SET sealed = randomblob(length(sealed)) WHERE case_code = ? AND seq = 4", (case,))


def move_sealed(con: Any, case: str) -> None:
    con.execute(
        """UPDATE event SET sealed = (SELECT sealed FROM event WHERE case_code = ?1 AND seq = 5)
        WHERE case_code = ?1 AND seq = 4""",
        (case,),
    )


def empty_body(con: Any, case: str) -> None:
    con.execute("UPDATE event SET sealed = NULL WHERE case_code = ? AND seq = 4", (case,))


def break_body(con: Any, case: str) -> None:
    put_body(con, case, body_of(con, case)[0], "{")


def edit_body_and_its_digest(con: Any, case: str) -> None:
    salt, body = body_of(con, case)
    changed = body.replace("yes", "no")
    covered = body_digest(salt, json.loads(changed))
    put_body(con, case, salt, changed)
    con.execute("UPDATE event SET body_digest = ? WHERE case_code = ? AND seq = 4", (covered, case))


def edit_time(con: Any, case: str) -> None:
    con.execute("UPDATE event SET at = '2001-01-01T00:00:00Z' WHERE case_code = ? AND seq = 4", (case,))


def delete(con: Any, case: str) -> None:
    con.execute("DELETE FROM event WHERE case_code = ? AND seq = 4", (case,))


def delete_and_close_the_gap(con: Any, case: str) -> None:
    delete(con, case)
    con.execute("UPDATE event SET seq = seq - 1 WHERE case_code = ? AND seq > 4", (case,))


def swap(con: Any, case: str) -> None:
    for before, after in ((4, 99), (5, 4), (99, 5)):
        con.execute("UPDATE event SET seq = ? WHERE case_code = ? AND seq = ?", (after, case, before))


def insert(con: Any, case: str) -> None:
    con.execute("DROP INDEX event_place")
    con.execute(
        """INSERT INTO event SELECT NULL, case_code, strand, seq, lamport, at, by_whom, kind, body_digest, prev, digest,
        sealed FROM event WHERE case_code = ? AND seq = 4""",
        (case,),
    )


@pytest.mark.one_in(8)
@pytest.mark.parametrize(
    ("change", "seq", "fault"),
    [
        (edit_body, 4, "edited"),
        (edit_sealed, 4, "edited"),
        (move_sealed, 4, "edited"),
        (empty_body, 4, "edited"),
        (break_body, 4, "edited"),
        (edit_body_and_its_digest, 4, "relinked"),
        (edit_time, 4, "relinked"),
        (delete, 4, "missing"),
        (delete_and_close_the_gap, 4, "relinked"),
        (swap, 4, "relinked"),
        (insert, 4, "inserted"),
    ],
)
def test_a_change_in_the_middle_is_named(vault: Vault, change: Change, seq: int, fault: str) -> None:
    case = begin_case(vault, answers=8)
    begin_case(vault, answers=2)
    assert vault.verify().holds
    change(vault._open().con, case)
    found = vault.verify()
    assert found.first == Break(vault.strand, case, seq, fault)
    assert not found.holds


def cut_tail(con: Any, case: str) -> None:
    con.execute("DELETE FROM event WHERE case_code = ? AND seq > 6", (case,))


def rewrite_tail(con: Any, case: str) -> None:
    """The last event changed, with every digest made to fit."""
    (seq,) = con.execute("SELECT max(seq) FROM event WHERE case_code = ?", (case,)).fetchone()
    names = "strand, case_code, seq, lamport, at, by_whom, kind, body_digest, prev, digest"
    found = con.execute(f"SELECT {names} FROM event WHERE case_code = ? AND seq = ?", (case, seq)).fetchone()
    it = Link(*found)
    salt, text = body_of(con, case, seq)
    body = {**json.loads(text), "answer": "no"}
    covered = body_digest(salt, body)
    new = link(
        strand=it.strand, case=case, seq=it.seq, lamport=it.lamport, at=it.at, by=it.by, kind=it.kind, body=covered,
        prev=it.prev,
    )  # fmt: skip
    put_body(con, case, salt, json.dumps(body), seq)
    con.execute(
        "UPDATE event SET body_digest = ?, digest = ? WHERE case_code = ? AND seq = ?",
        (covered, new.digest, case, it.seq),
    )


@pytest.mark.parametrize(("change", "seq", "fault"), [(cut_tail, 7, "missing"), (rewrite_tail, 9, "relinked")])
def test_a_forged_tail_that_fits_itself_is_found_by_the_recorder(
    vault: Vault, change: Change, seq: int, fault: str
) -> None:
    case = begin_case(vault, answers=8)
    change(vault._open().con, case)
    assert vault.verify().first == Break(vault.strand, case, seq, fault)


def test_an_event_that_the_recorder_never_saw_was_inserted(vault: Vault) -> None:
    case = begin_case(vault, answers=3)
    tables = vault._open()
    tables.add(vault._linked(tables, case, [BreakTaken()]))
    assert vault.verify().first == Break(vault.strand, case, 5, "inserted")


def test_a_forged_tail_changes_the_printed_fingerprint(vault: Vault) -> None:
    case = begin_case(vault, answers=8)
    printed = vault.fingerprint(case)
    rewrite_tail(vault._open().con, case)
    assert vault.fingerprint(case) != printed


def test_an_index_that_tells_otherwise_is_a_fault(vault: Vault) -> None:
    begin_case(vault, answers=3)
    con = vault._open().con
    con.execute("PRAGMA writable_schema = ON")
    con.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'lamport, strand', 'strand, lamport') WHERE name = 'event_order'"
    )
    con.execute("PRAGMA writable_schema = RESET")
    assert vault.verify().page_faults > 0
    vault._let_go()


@pytest.mark.parametrize("change", [empty_body, break_body])
def test_a_body_that_cannot_be_read_does_not_hide_the_rest(vault: Vault, change: Change) -> None:
    case = begin_case(vault, answers=4)
    whole = vault.events(case)
    change(vault._open().con, case)
    assert vault.events(case)[3].event == Unknown("answer-given", {})
    assert vault.events(case)[:3] + vault.events(case)[4:] == whole[:3] + whole[4:]


def test_the_numbers_are_told(vault: Vault, folder: Path) -> None:
    begin_case(vault, answers=4)
    begin_case(vault)
    found = vault.verify()
    assert (found.events, found.cases, found.strands, found.recorder) == (8, 2, 3, "whole")
    (folder / "recorder.bin").write_bytes(b"x")
    assert vault.verify().recorder == "damaged"
    assert not vault.verify().holds
