"""The fast way of verifying says only that everything holds; everything else is left to the slow way, which names."""

from __future__ import annotations

from pathlib import Path

import nacl.bindings as sodium
import pytest

from screening.domain.events.catalogue import BreakTaken
from screening.domain.events.hash_chain import START
from screening.errors import StoreTrouble
from screening.store import Vault
from screening.store.crypto import quick_open
from screening.store.database import journal, journal_rebuild
from screening.store.database.driver import connect_beside, dbapi
from screening.store.integrity import bulk_verify, verify
from screening.store.integrity.verify import verify_tables
from tests.store.integrity import test_verify as hostile
from tests.store.some_vault import begin_case

CHANGES = [
    hostile.edit_body,
    hostile.edit_sealed,
    hostile.move_sealed,
    hostile.empty_body,
    hostile.break_body,
    hostile.edit_body_and_its_digest,
    hostile.edit_time,
    hostile.delete,
    hostile.delete_and_close_the_gap,
    hostile.swap,
    hostile.insert,
    hostile.cut_tail,
    hostile.rewrite_tail,
]


def fast(vault: Vault) -> verify.Verification | None:
    assert vault.folder is not None
    return verify._all_holds(vault.folder, vault.keys, vault._open())


@pytest.mark.one_in(8)
@pytest.mark.parametrize("change", CHANGES)
def test_the_fast_way_passes_over_no_change(vault: Vault, change: hostile.Change) -> None:
    case = begin_case(vault, answers=8)
    assert fast(vault) is not None
    change(vault._open().con, case)
    assert fast(vault) is None


def test_what_the_recorder_never_saw_is_not_passed_over(vault: Vault) -> None:
    case = begin_case(vault, answers=3)
    tables = vault._open()
    tables.add(vault._linked(tables, case, [BreakTaken()]))
    assert fast(vault) is None


def test_both_ways_count_the_same(vault: Vault) -> None:
    begin_case(vault, answers=5)
    begin_case(vault)
    vault.erase([begin_case(vault, answers=2)], "asked")
    tables = vault._open()
    slow = verify_tables(tables, None, "whole")
    assert fast(vault) == slow
    assert slow.holds


def test_an_officer_name_with_quotes_is_spelled_as_the_chain_spells_it(vault: Vault) -> None:
    vault.officer = 'A "B", \\ é\n'
    begin_case(vault, answers=2)
    assert fast(vault) is not None


def test_fields_that_change_their_borders_are_not_passed_over(vault: Vault) -> None:
    case = begin_case(vault, answers=2)
    con = vault._open().con
    con.execute("UPDATE event SET at = at || '\",\"A', by_whom = '' WHERE case_code = ? AND seq = 2", (case,))
    assert fast(vault) is None


@pytest.mark.one_in(8)
@pytest.mark.parametrize("size", range(1, 12))
def test_the_parts_join_wherever_they_are_cut(vault: Vault, size: int) -> None:
    begin_case(vault, answers=7)
    begin_case(vault, answers=1)
    tables = vault._open()
    strands, digests = bulk_verify.Strands(frozenset(), frozenset()), b""
    for part in bulk_verify.parts(tables.con, tables.last_number(), size):
        strands.join(part)
        digests += part.digests
    assert sum(strands.lengths().values()) == tables.count()
    assert digests == b"".join(tables.all_digests())


def test_a_strand_that_goes_on_elsewhere_does_not_join() -> None:
    def part(first: int, prev: str, last: int, digest: str) -> bulk_verify.RowsPart:
        return bulk_verify.RowsPart((bulk_verify.Strand("C", "S", first, prev, last, digest),), (), (), b"")

    def joined(*parts: bulk_verify.RowsPart) -> dict[tuple[str, str], int]:
        strands = bulk_verify.Strands(frozenset(), frozenset())
        for each in parts:
            strands.join(each)
        return strands.lengths()

    begun = part(1, START, 4, "a")
    assert joined(begun, part(5, "a", 6, "b")) == {("C", "S"): 6}
    for wrong in ([part(5, "a", 6, "b")], [begun, part(6, "a", 6, "b")], [begun, part(5, "c", 6, "b")], [begun] * 2):
        with pytest.raises(bulk_verify.NotAsWritten):
            joined(*wrong)


def test_an_emptied_event_joins_only_where_an_erasing_names_it() -> None:
    part = bulk_verify.RowsPart((bulk_verify.Strand("", "S", 1, START, 1, "a"),), (("S", 1),), (), b"")
    bulk_verify.Strands(frozenset({("S", 1)}), frozenset()).join(part)
    with pytest.raises(bulk_verify.NotAsWritten):
        bulk_verify.Strands(frozenset({("S", 2)}), frozenset({("S", 1)})).join(part)


def test_another_order_than_the_recorder_s_is_looked_at_slowly_and_holds(vault: Vault) -> None:
    first, second = begin_case(vault, answers=1), begin_case(vault, answers=1)
    con = vault._open().con
    moved = con.execute("SELECT max(n) FROM event WHERE case_code = ?", (first,)).fetchone()[0]
    con.execute("UPDATE event SET n = 9999 WHERE n = ?", (moved,))
    assert fast(vault) is None
    assert vault.verify().holds
    assert second


def test_a_recorder_that_tells_another_sum_is_looked_at_slowly(vault: Vault) -> None:
    case = begin_case(vault, answers=6)
    tables = vault._open()
    assert vault._recorder is not None
    vault._recorder.sum = bytes(32)
    vault.append(case, BreakTaken())
    assert fast(vault) is None
    assert vault.verify().holds
    assert vault.folder is not None
    vault._recorder.sum = journal_rebuild.running_sum(tables)
    vault.append(case, BreakTaken())
    assert fast(vault) is not None


def test_one_other_bit_anywhere_in_the_recorder_is_not_passed_over(vault: Vault, folder: Path) -> None:
    begin_case(vault, answers=6)
    path = folder / journal.FILE
    whole = path.read_bytes()
    for place in range(3, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert fast(vault) is None
    path.write_bytes(whole)
    assert fast(vault) is not None


@pytest.mark.one_in(2)
@pytest.mark.parametrize("free", [False, True])
def test_one_other_bit_in_any_page_of_the_vault_is_not_passed_over(vault: Vault, folder: Path, free: bool) -> None:
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

    def holds() -> bool:
        try:
            con = connect_beside(path, keys.sub("sqlcipher"), keys.salt)
        except StoreTrouble:
            return False
        try:
            return bulk_verify.pages_hold(con)
        except dbapi.Error:
            return False
        finally:
            con.close()

    assert holds()
    for place in range(100, len(whole), 4096):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not holds()


@pytest.mark.parametrize("size", [0, 1, 200, 70_000])
def test_both_ways_of_opening_a_sealed_text_agree(size: int) -> None:
    key, nonce, place, text = bytes(range(32)), bytes(24), b"event/x/y/1", bytes(size)
    sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, place, nonce, key)
    for opened in (quick_open.opener(), quick_open.plain_open):
        assert bytes(opened(sealed, place, nonce, key)) == text
        assert opened(sealed[:-1] + bytes([sealed[-1] ^ 1]), place, nonce, key) is None
        assert opened(sealed, b"event/x/y/2", nonce, key) is None
        assert opened(sealed[:15], place, nonce, key) is None
        assert opened(sealed, place, nonce[:-1], key) is None
        assert opened(sealed, place, nonce, key[:-1]) is None
        assert opened(sealed, place, nonce, b"") is None
