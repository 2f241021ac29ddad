"""Somebody who can write the folder adds an organisation's key to the key file, and is given nothing for it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from screening.domain.events.catalogue import Recorded
from screening.domain.events.record import KeysChanged
from screening.domain.policy.retention import clear_log
from screening.errors import BadInput, NotAccepted, StoreTrouble
from screening.store import (
    Vault,
    add_recovery,
    close_for_travel,
    drill,
    list_key_slots,
    new_recovery_key,
    open_vault,
    rebuild_vault,
    recover,
    remove_recovery,
    rotate,
    seal_and_purge,
)
from screening.store.crypto import key_file
from screening.store.folder import automatic_copies, recovery_key
from screening.store.vault import trusted_recipients
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

KEPT = Path(__file__).parents[2] / "files"
OTHER = "saddle pepper window orchid marble"


@pytest.fixture
def ours(vault: Vault, tmp_path: Path) -> str:
    public = new_recovery_key(tmp_path / "ours")
    add_recovery(vault, public)
    return public


def put_in(folder: Path, recipient: str) -> None:
    """What somebody without any key can write into the key file: a public key, with something sealed to it."""
    file = key_file.read(folder)[0]
    forged = recovery_key.sealed_to(key_file.Keys(file.vault, file.salt, bytes(32)), recipient)
    write_everywhere(folder, replace(file, recoveries=(*file.recoveries, forged)))


def write_everywhere(folder: Path, file: key_file.KeyFile) -> None:
    """Beside the backups as well: where the one that the record knows is left, it is put back."""
    for place in (folder, *automatic_copies.any_backup(folder)):
        key_file.write(place, file)


def recipients(folder: Path) -> list[str]:
    return [each.recipient for each in key_file.read(folder)[0].recoveries]


def codes(vault: Vault) -> list[str]:
    return [notice.code for notice in vault.notices]


def test_a_key_that_somebody_put_in_gets_no_new_data_key(vault: Vault, ours: str, folder: Path, tmp_path: Path) -> None:
    theirs = new_recovery_key(tmp_path / "theirs")
    put_in(folder, theirs)
    recoveries = {slot.name: slot.known for slot in list_key_slots(vault) if slot.kind == "recovery"}
    assert recoveries == {ours: True, theirs: False}
    rotate(vault, PASSPHRASE, cost=QUICK)
    assert recipients(folder) == [ours]
    vault.close()
    with pytest.raises(StoreTrouble, match="wrong-recovery"):
        recover(folder, tmp_path / "theirs", OTHER, cost=QUICK)
    recover(folder, tmp_path / "ours", OTHER, cost=QUICK)


def test_it_gets_no_sealed_copy_and_closing_for_travel_takes_it_out(
    vault: Vault, ours: str, folder: Path, tmp_path: Path
) -> None:
    put_in(folder, new_recovery_key(tmp_path / "theirs"))
    close_for_travel(vault)
    assert recipients(folder) == [ours]
    put_in(folder, recovery_key.public_half(tmp_path / "theirs"))
    stick = tmp_path / "stick"
    stick.mkdir()
    told = seal_and_purge(vault, stick)
    assert recipients(stick / told.copy) == [ours]


def test_a_stranger_alone_is_no_way_to_close_or_to_seal(vault: Vault, folder: Path, tmp_path: Path) -> None:
    put_in(folder, new_recovery_key(tmp_path / "theirs"))
    with pytest.raises(NotAccepted, match="recovery-first"):
        close_for_travel(vault)
    with pytest.raises(NotAccepted, match="recovery-first"):
        seal_and_purge(vault, tmp_path)
    assert len(key_file.read(folder)[0].slots) == 1


def test_what_was_sealed_in_a_known_slot_is_made_anew_before_the_passphrases_go(
    vault: Vault, ours: str, folder: Path, tmp_path: Path
) -> None:
    case = begin_case(vault, answers=1)
    file = key_file.read(folder)[0]
    spoilt = tuple(replace(each, sealed=b"spoilt") for each in file.recoveries)
    key_file.write(folder, replace(file, recoveries=spoilt))
    close_for_travel(vault)
    vault.close()
    recover(folder, tmp_path / "ours", OTHER, cost=QUICK)
    with open_vault(folder, OTHER) as again:
        assert len(again.events(case)) == 2


def test_unlocking_says_so_and_puts_back_what_was_taken_out(
    vault: Vault, ours: str, folder: Path, tmp_path: Path
) -> None:
    vault.close()
    file = key_file.read(folder)[0]
    write_everywhere(folder, replace(file, recoveries=()))
    put_in(folder, new_recovery_key(tmp_path / "theirs"))
    with open_vault(folder, PASSPHRASE) as again:
        assert [(each.code, each.details) for each in again.notices] == [
            ("ways-mended", {"n": 1}),
            ("ways-unknown", {"n": 1}),
            ("keys-not-known", {}),
        ]
        drill(again, tmp_path / "ours")
        stranger = next(way for way in list_key_slots(again) if not way.known)
        remove_recovery(again, stranger.id, PASSPHRASE, cost=QUICK)
    assert recipients(folder) == [ours]
    with open_vault(folder, PASSPHRASE) as again:
        assert codes(again) == []


def test_a_key_that_opens_the_record_is_known_once_it_was_tried(vault: Vault, folder: Path, tmp_path: Path) -> None:
    """As it may be after the record was brought back from pieces: nobody else could have sealed its data key."""
    public = new_recovery_key(tmp_path / "ours")
    file = key_file.read(folder)[0]
    key_file.write(folder, replace(file, recoveries=(recovery_key.sealed_to(vault.keys, public),)))
    assert not trusted_recipients.known(vault.events(""))
    drill(vault, tmp_path / "ours")
    assert trusted_recipients.known(vault.events("")) == (public,)


def test_a_key_that_was_taken_out_is_not_let_in_by_an_old_key_file(
    vault: Vault, ours: str, folder: Path, tmp_path: Path
) -> None:
    old = (folder / key_file.FILE).read_bytes()
    remove_recovery(vault, key_file.read(folder)[0].recoveries[0].id, PASSPHRASE, cost=QUICK)
    file = key_file.from_bytes(old)
    key_file.write(folder, replace(key_file.read(folder)[0], recoveries=file.recoveries))
    rotate(vault, PASSPHRASE, cost=QUICK)
    assert recipients(folder) == []
    with pytest.raises(BadInput, match="no-such-way-in"):
        remove_recovery(vault, "AAAAAAAAAAAA", PASSPHRASE, cost=QUICK)
    assert ours


def test_a_rebuilt_record_still_knows_whose_keys_it_was_given(vault: Vault, ours: str, folder: Path) -> None:
    begin_case(vault)
    vault.close()
    (folder / "vault.db").unlink()
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert trusted_recipients.known(again.events("")) == (ours,)
        assert codes(again) == []


def test_a_record_of_before_takes_down_the_keys_that_it_was_given_and_never_more(tmp_path: Path) -> None:
    folder, fuller = tmp_path / "old", tmp_path / "fuller"
    for each in (folder, fuller):
        shutil.copytree(KEPT / "vault-2", each)
    put_in(fuller, new_recovery_key(tmp_path / "theirs"))
    with open_vault(folder, PASSPHRASE) as vault:
        assert list(trusted_recipients.known(vault.events(""))) == recipients(folder)
        assert codes(vault) == []
        put_in(folder, new_recovery_key(tmp_path / "later"))
    with open_vault(folder, PASSPHRASE) as vault:
        assert codes(vault) == ["ways-unknown", "keys-not-known"]
        assert len(trusted_recipients.known(vault.events(""))) == 1
    # One more than were let in: none of them can be told from the others.
    with open_vault(fuller, PASSPHRASE) as vault:
        assert trusted_recipients.known(vault.events("")) == ()
        assert [each.details for each in vault.notices] == [{"n": 2}]


def test_clearing_the_log_keeps_whose_keys_were_let_in() -> None:
    def entry(seq: int, what: str, name: str) -> Recorded:
        return Recorded(KeysChanged(what, name), f"{seq}", "2020-01-01T00:00:00Z", "A", "S", seq, seq)

    own = [entry(1, "recovery", "one"), entry(2, "recovery", "two"), entry(3, "recovery-removed", "one")]
    own += [entry(4, "recovery", "one"), entry(5, "drill", ""), entry(6, "drill", "")]
    cleared = clear_log(own, "2021-01-01")
    assert cleared is not None
    assert cleared.entries == ("S 1-1", "S 5-5")
    assert trusted_recipients.known(each for each in own if each.seq not in (1, 5)) == ("two", "one")
