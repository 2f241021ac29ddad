"""Someone with the key who edits, deletes, swaps or inserts an event is named by place and manner.

What holds row by row is not looked at again; every other strand is, by the rule of the chain.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from screening.domain.events.catalogue import BreakTaken, Unknown
from screening.domain.events.exchange import BundleMade
from screening.domain.events.hash_chain import Break, ChainLink, body_digest, link
from screening.errors import StoreTrouble
from screening.store import Vault, progress
from screening.store.crypto.record_keys import event_place, seal, unseal
from screening.store.database import driver, journal, journal_rebuild
from screening.store.database.driver import connect, dbapi, page_faults
from screening.store.database.tables import Tables
from screening.store.integrity import verify
from screening.store.integrity.verify import Names, Walked, walk
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
    it = ChainLink(*found)
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
    assert (found.events, found.cases, found.strands, found.journal) == (8, 2, 3, "whole")
    (folder / "recorder.bin").write_bytes(b"x")
    assert vault.verify().journal == "damaged"
    assert not vault.verify().holds


def capitals_in_body_digest(con: Any, case: str) -> None:
    con.execute("UPDATE event SET body_digest = upper(body_digest) WHERE case_code = ? AND seq = 4", (case,))


def capitals_in_digest(con: Any, case: str) -> None:
    con.execute("UPDATE event SET digest = upper(digest) WHERE case_code = ? AND seq = 4", (case,))


def no_digest(con: Any, case: str) -> None:
    con.execute("UPDATE event SET digest = 'none' WHERE case_code = ? AND seq = 4", (case,))


def move_the_border_of_two_fields(con: Any, case: str) -> None:
    con.execute("UPDATE event SET at = at || '\",\"A', by_whom = '' WHERE case_code = ? AND seq = 4", (case,))


def destroy_key(con: Any, case: str) -> None:
    con.execute("DELETE FROM record_key WHERE case_code = ?", (case,))


def spell_body_otherwise(con: Any, case: str) -> None:
    salt, body = body_of(con, case)
    put_body(con, case, salt, json.dumps(json.loads(body), indent=1))


CHANGES = [
    edit_body, edit_sealed, move_sealed, empty_body, break_body, edit_body_and_its_digest, edit_time, delete, swap,
    insert, delete_and_close_the_gap, cut_tail, rewrite_tail, capitals_in_body_digest, capitals_in_digest, no_digest,
    move_the_border_of_two_fields, destroy_key, spell_body_otherwise,
]  # fmt: skip


@pytest.mark.one_in(8)
@pytest.mark.parametrize("change", CHANGES)
def test_looking_at_every_strand_by_the_rule_finds_the_same(
    vault: Vault, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_case(vault, answers=1)
    case = begin_case(vault, answers=8)
    change(vault._open().con, case)
    found = vault.verify()
    monkeypatch.setattr(verify, "walk", every_strand_doubted)
    assert vault.verify() == found
    assert found.holds is (change is spell_body_otherwise)


def every_strand_doubted(tables: Tables) -> Walked:
    walked = walk(tables)
    return Walked({}, {*walked.lengths, *walked.doubtful}, walked.sum)


def test_what_this_program_writes_is_read_once(vault: Vault) -> None:
    vault.officer = 'A "B", \\ é\n'
    begin_case(vault, answers=5)
    vault.erase([begin_case(vault, answers=2)], "asked")
    tables = vault._open()
    walked = walk(tables)
    assert not walked.doubtful
    assert sum(walked.lengths.values()) == len(list(tables.all_rows()))
    assert walked.sum == journal_rebuild.running_sum(tables)


def test_verifying_may_be_left_off_and_begun_again(vault: Vault) -> None:
    begin_case(vault, answers=2)
    with pytest.raises(progress.Cancelled), progress.watched(lambda _: None, lambda: True):
        vault.verify()
    assert vault.verify().holds


def test_verifying_keeps_more_pages_in_memory_only_while_it_compares_them(vault: Vault) -> None:
    begin_case(vault, answers=2)
    con = vault._open().con
    asked: list[str] = []
    con.set_trace_callback(asked.append)
    assert vault.verify().holds
    con.set_trace_callback(None)
    sizes = [each for each in asked if "cache_size =" in each]
    assert sizes == [f"PRAGMA cache_size = -{driver.CACHE_KIB}", "PRAGMA cache_size = -8000"]


def test_a_strand_that_an_erasing_emptied_is_looked_at_by_the_rule_and_counted(vault: Vault, tmp_path: Path) -> None:
    kept, case = begin_case(vault, answers=2), begin_case(vault, answers=2)
    vault.append("", BundleMade("B", (), (case,), 3, "", "", ""))
    vault.erase([case], "asked")
    tables = vault._open()
    found = vault.verify()
    assert {at for at, _ in walk(tables).doubtful} == {""}
    assert found.holds
    assert (found.events, found.cases) == (len(list(tables.all_rows())), 1)
    assert kept


def test_a_text_that_is_none_is_found(vault: Vault) -> None:
    case = begin_case(vault, answers=3)
    begin_case(vault, answers=1)
    vault._open().con.execute("UPDATE event SET strand = CAST(x'ff' AS TEXT) WHERE case_code = ?", (case,))
    with suppress(dbapi.Error, StoreTrouble):
        assert not vault.verify().holds


def test_another_order_than_the_recorder_s_holds(vault: Vault) -> None:
    first, second = begin_case(vault, answers=1), begin_case(vault, answers=1)
    con = vault._open().con
    moved = con.execute("SELECT max(n) FROM event WHERE case_code = ?", (first,)).fetchone()[0]
    con.execute("UPDATE event SET n = 9999 WHERE n = ?", (moved,))
    assert vault.verify().holds
    con.execute("DELETE FROM event WHERE case_code = ? AND seq = 2", (second,))
    assert vault.verify().first == Break(vault.strand, second, 2, "missing")


def test_a_recorder_that_tells_another_sum_is_compared_event_by_event(vault: Vault) -> None:
    case = begin_case(vault, answers=6)
    assert vault._journal is not None
    vault._journal.sum = bytes(32)
    vault.append(case, BreakTaken())
    assert vault.verify().holds
    cut_tail(vault._open().con, case)
    assert vault.verify().first == Break(vault.strand, case, 7, "missing")


def test_one_other_bit_anywhere_in_the_recorder_is_found(vault: Vault, folder: Path) -> None:
    begin_case(vault, answers=6)
    path = folder / journal.FILE
    whole = path.read_bytes()
    for place in range(3, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert vault.verify().journal == "damaged"
    path.write_bytes(whole)
    assert vault.verify().holds


@pytest.mark.one_in(2)
@pytest.mark.parametrize("read_before", [False, True])
@pytest.mark.parametrize("free", [False, True])
def test_one_other_bit_in_any_page_of_the_vault_is_found(
    vault: Vault, folder: Path, free: bool, read_before: bool
) -> None:
    begin_case(vault, answers=6)
    case = begin_case(vault, answers=20)
    for number in range(8):
        vault.set_draft(case, f"words.{number}", "x" * 3000)
    for number in range(8):
        vault.set_draft(case, f"words.{number}", "" if free else "y")
    if not free:
        vault._open().con.execute("VACUUM")
    assert bool(vault._open().con.execute("PRAGMA freelist_count").fetchone()[0]) is free
    keys = vault.keys
    vault._let_go()
    path = folder / "vault.db"
    whole = path.read_bytes()

    def faults(data: bytes) -> int:
        """The file is written anew after the connection has every page in memory, or before it is opened."""
        con = None
        try:
            path.write_bytes(whole if read_before else data)
            con = connect(path, keys.sub("sqlcipher"), keys.salt, beside=True)
            if read_before:
                assert page_faults(con) == 0
                path.write_bytes(data)
            return page_faults(con)
        except (StoreTrouble, dbapi.Error):
            return -1
        finally:
            if con is not None:
                con.close()

    assert faults(whole) == 0
    for place in range(100, len(whole), 4096):
        assert faults(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    assert faults(whole + bytes(4096))
    path.write_bytes(whole)


def test_a_whole_file_without_free_pages_is_not_read_once_more(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    begin_case(vault, answers=2)
    con = vault._open().con
    con.execute("VACUUM")
    monkeypatch.setattr(driver, "integrity_faults", lambda _: 1)
    assert page_faults(con) == 0
    con.execute("CREATE TABLE gone (words TEXT)")
    con.execute("DROP TABLE gone")
    assert page_faults(con) == 1


def test_what_is_amiss_with_the_names_is_said_with_the_worst_first() -> None:
    some = frozenset({"AAAA-AAAA-A"})
    assert Names(damaged=True, older=True, lacking=some).state == "damaged"
    assert Names(older=True, lacking=some).state == "older"
    assert Names(back=some, lacking=some).state == "older"
    assert Names(lacking=some).state == "lacking"
    assert Names().state == ""
