"""Old log entries lose time, author and act; their digests stay in the chain, which still tells every other change."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from screening.domain.events.catalogue import Unknown
from screening.domain.events.exchange import BundleMade
from screening.domain.events.record import CopyMade, KeysChanged, LogCleared
from screening.domain.policy import retention
from screening.store import Vault, open_vault, rebuild_vault
from tests.store.some_vault import PASSPHRASE, begin_case, everything_readable

MARKER = "marker-second-officer"
UNTIL = "2020-12-31"


def old(vault: Vault, *events: object, day: str = "2020-03-02") -> None:
    now = vault.clock
    vault.clock = lambda: datetime.datetime.fromisoformat(f"{day}T05:06:07+00:00")
    vault.append_many("", events)  # type: ignore[arg-type]
    vault.clock = now


def clear(vault: Vault) -> LogCleared:
    event = retention.clear_log(vault.events(""), UNTIL, "Chong")
    assert event is not None
    vault.append("", event)
    vault.clean()
    return event


@pytest.fixture
def cleared(vault: Vault) -> Vault:
    begin_case(vault, answers=2)
    old(vault, KeysChanged("added", MARKER), CopyMade("stick"), BundleMade("B", (), ("ABCDE",), 3, MARKER, "", ""))
    old(
        vault,
        CopyMade("stick"),
        KeysChanged("added", "newer"),
        BundleMade("C", (), (), 1, "", "", ""),
        day="2020-05-01",
    )
    clear(vault)
    return vault


def places(vault: Vault) -> list[int]:
    """The numbers of the cleared entries."""
    return [row.link.seq for row in vault._open().rows("") if not row.link.kind]


def test_the_chain_still_verifies(cleared: Vault) -> None:
    assert len(places(cleared)) == 3
    assert cleared.verify().holds


def test_nothing_of_a_cleared_entry_is_left_in_any_file(cleared: Vault, folder: Path) -> None:
    cleared._let_go()
    found = everything_readable(folder)
    assert MARKER.encode() not in found
    assert b"2020-03-02" not in found
    assert b"2020-05-01" in found


def test_a_cleared_entry_is_read_as_unknown_and_without_a_time(cleared: Vault) -> None:
    gone = [each for each in cleared.events("") if each.seq in places(cleared)]
    assert [(each.event, each.at, each.by) for each in gone] == [(Unknown("", {}), "", "")] * 3


def test_what_is_cleared_is_not_due_again(cleared: Vault) -> None:
    assert retention.clear_log(cleared.events(""), UNTIL) is None


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM event WHERE case_code = '' AND seq = {seq}",
        "UPDATE event SET digest = lower(hex(randomblob(32))) WHERE case_code = '' AND seq = {seq}",
        "UPDATE event SET prev = lower(hex(randomblob(32))) WHERE case_code = '' AND seq = {seq}",
        "UPDATE event SET at = '2020-03-03T00:00:00Z' WHERE case_code = '' AND seq = {seq}",
        "UPDATE event SET kind = 'copy-made' WHERE case_code = '' AND seq = {seq}",
    ],
)
def test_a_cleared_entry_can_be_neither_changed_nor_taken_away(cleared: Vault, change: str) -> None:
    cleared._open().con.execute(change.format(seq=places(cleared)[1]))
    assert cleared.verify().first is not None


def test_an_entry_that_no_clearing_names_must_not_be_empty(vault: Vault) -> None:
    begin_case(vault)
    old(vault, CopyMade("stick"), CopyMade("stick"))
    (row, *_) = [each for each in vault._open().rows("") if each.link.kind == "copy-made"]
    vault._open().clear_entry(row.link.strand, row.link.seq, row.link.seq)
    found = vault.verify().first
    assert found is not None
    assert found.seq == row.link.seq


def test_an_answer_of_a_case_is_never_a_cleared_entry(cleared: Vault) -> None:
    (case,) = cleared.cases()
    seq = places(cleared)[0]
    cleared._open().con.execute(
        """UPDATE event SET sealed = NULL, at = '', by_whom = '', kind = '', body_digest = ''
        WHERE case_code = ? AND seq = 2""",
        (case,),
    )
    assert seq
    assert cleared.verify().first is not None


def test_it_stays_cleared_when_the_vault_is_opened_again_and_when_it_is_rebuilt(cleared: Vault, folder: Path) -> None:
    cleared.close()
    vault = open_vault(folder, PASSPHRASE)
    assert vault.verify().holds
    vault.close()
    (folder / "vault.db").unlink()
    rebuild_vault(folder, PASSPHRASE)
    vault = open_vault(folder, PASSPHRASE)
    assert vault.verify().holds
    assert len(places(vault)) == 3
    vault.close()


def test_an_old_copy_that_comes_back_brings_no_entry_back(vault: Vault, folder: Path) -> None:
    begin_case(vault)
    old(vault, CopyMade("stick"), KeysChanged("added", MARKER))
    old(vault, CopyMade("stick"), KeysChanged("added", "newer"))
    before = (folder / "recorder.bin").read_bytes()
    clear(vault)
    vault._let_go()
    (folder / "recorder.bin").write_bytes(before)
    vault = open_vault(folder, PASSPHRASE)
    assert len(places(vault)) == 2
    assert vault.verify().holds
    vault._let_go()
    assert MARKER.encode() not in everything_readable(folder)
