"""The key file: who gets in, at what cost, and what happens to those who do not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.domain.events.catalogue import BreakTaken
from screening.domain.events.record import UnlockFailed
from screening.errors import BadInput, StoreTrouble
from screening.store import (
    Vault,
    change_passphrase,
    confirm_officer,
    confirm_second,
    create_vault,
    name_second,
    open_vault,
    remove_recovery,
    revoke,
    seconds_to_wait,
)
from screening.store.crypto import key_file
from screening.store.crypto.key_file import Cost, KeyFile
from screening.store.folder import throttle
from screening.store.vault import preferences
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case


@pytest.mark.sweep
def test_the_real_cost_is_at_least_256_mebibytes_and_three_passes(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    create_vault(folder, PASSPHRASE, "A", "officer", "").close()
    file, both = key_file.read(folder)
    assert both
    assert file.slots[0].cost.mem >= 256 << 20
    assert 3 <= file.slots[0].cost.ops <= 10
    began = time.perf_counter()
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, "copper lantern meadow thimble walnut")
    refusing = time.perf_counter() - began
    throttle._waits.clear()
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.officer == "A"
    # A guess costs the derivation of a key; a cheap refusal would be seen here by orders of magnitude.
    assert refusing > 0.1


def test_calibration_never_goes_below_the_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = iter([0.0, 100.0])
    monkeypatch.setattr(key_file, "_derive", lambda *_: b"")
    monkeypatch.setattr(time, "perf_counter", lambda: next(slow))
    assert key_file.calibrated() == Cost(3, 256 << 20)
    quick = iter([0.0, 0.003])
    monkeypatch.setattr(time, "perf_counter", lambda: next(quick))
    assert key_file.calibrated() == Cost(10, 256 << 20)


@pytest.mark.parametrize(("ops", "mem"), [(0, 64 << 20), (11, 64 << 20), (1, (64 << 20) - 1), (1, (2 << 30) + 1)])
def test_costs_outside_the_bounds_are_not_believed(ops: int, mem: int) -> None:
    with pytest.raises(StoreTrouble, match="keys-damaged"):
        Cost(ops, mem)


@pytest.mark.parametrize(("ops", "mem"), [(1, 64 << 20), (10, 64 << 20), (1, 2 << 30), (10, 256 << 20), (3, 256 << 20)])
def test_costs_up_to_the_bounds_are_believed(ops: int, mem: int) -> None:
    assert Cost(ops, mem) == Cost(ops, mem)


def test_a_cost_within_both_bounds_is_no_memory_bomb_either() -> None:
    with pytest.raises(StoreTrouble, match="keys-damaged"):
        Cost(2, 2 << 30)


def test_a_sealed_name_holds_a_letter_beside_its_nonce_and_its_tag() -> None:
    assert key_file._sealed("00" * 41) == bytes(41)
    assert key_file._sealed("") == b"", "a slot without a name"
    with pytest.raises(ValueError):
        key_file._sealed("00" * 40)


def changed(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change both key files as someone with a text editor and the sum's recipe would."""
    for name in (key_file.FILE, key_file.COPY):
        whole = json.loads((folder / name).read_text())
        change(whole)
        whole.pop("sum")
        whole["sum"] = key_file._sum(whole)
        (folder / name).write_text(json.dumps(whole))


@pytest.mark.one_in(6)
@pytest.mark.parametrize("field", ["ops", "mem", "id", "kind", "salt", "sealed"])
def test_a_slot_that_was_changed_does_not_open(vault: Vault, folder: Path, field: str) -> None:
    vault.close()
    other = {"ops": 2, "mem": 65 << 20, "id": "A" * 12, "kind": "recovery", "salt": "00" * 16, "sealed": "00" * 72}

    def change(whole: dict[str, object]) -> None:
        whole["slots"][0][field] = other[field]  # type: ignore[index]

    changed(folder, change)
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, PASSPHRASE)


def test_a_slot_moved_to_another_vault_does_not_open(vault: Vault, folder: Path, tmp_path: Path) -> None:
    vault.close()
    create_vault(tmp_path / "other", PASSPHRASE, "B", "officer", "", cost=QUICK).close()
    slots = json.loads((tmp_path / "other" / key_file.FILE).read_text())["slots"]
    changed(folder, lambda whole: whole.update(slots=slots))
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, PASSPHRASE)


@pytest.mark.one_in(8)
@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.update(slots=[]),
        lambda whole: whole.update(slots=whole["slots"] * 65),
        lambda whole: whole["slots"][0].update(mem=1 << 40),
        lambda whole: whole["slots"][0].update(ops=True),
        lambda whole: whole.update(vault="../../../etc"),
        lambda whole: whole.update(salt="zz"),
        lambda whole: whole.pop("format"),
        lambda whole: whole.update(format="one"),
        lambda whole: whole.update(generation=1 << 32),
        lambda whole: whole.update(generation=-1),
    ],
)
def test_a_key_file_that_makes_no_sense_is_damaged(
    vault: Vault, folder: Path, change: Callable[[dict[str, object]], None]
) -> None:
    vault.close()
    changed(folder, change)
    with pytest.raises(StoreTrouble, match="keys-damaged"):
        open_vault(folder, PASSPHRASE)


def test_a_later_programs_key_file_is_left_alone(vault: Vault, folder: Path) -> None:
    vault.close()
    changed(folder, lambda whole: whole.update(format=4))
    with pytest.raises(StoreTrouble, match="vault-newer"):
        open_vault(folder, PASSPHRASE)


def test_a_huge_key_file_is_not_read(vault: Vault, folder: Path) -> None:
    vault.close()
    for name in (key_file.FILE, key_file.COPY):
        (folder / name).write_bytes(b" " * (1 << 20))
    with pytest.raises(StoreTrouble, match="keys-damaged"):
        open_vault(folder, PASSPHRASE)


def test_a_new_passphrase_encrypts_nothing_again(vault: Vault, folder: Path, reopened: Callable[[], Vault]) -> None:
    case = begin_case(vault, answers=2)
    vault.backup()
    before = vault.events(case)
    stored = (folder / "recorder.bin").read_bytes()
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        change_passphrase(vault, "not the one that it was", "a wholly new sentence for it", cost=QUICK)
    throttle._waits.clear()
    change_passphrase(vault, PASSPHRASE, "a wholly new sentence for it", cost=QUICK)
    assert (folder / "recorder.bin").read_bytes().startswith(stored)
    vault.close()
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, PASSPHRASE)
    throttle._waits.clear()
    with open_vault(folder, "a wholly new sentence for it") as again:
        assert again.events(case) == before
    for backup in (folder / "backup").iterdir():
        assert (backup / key_file.FILE).read_bytes() == (folder / key_file.FILE).read_bytes()


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("ពាក្យសម្ងាត់វែងណាស់", "ពាក្យសម្ងាត់វែងណាស់"),
        ("caf\u00e9 au lait en ville", "cafe\u0301 au lait en ville"),
        ("ｆｕｌｌ ｗｉｄｔｈ ｗｏｒｄｓ", "full width words"),
        ("five words of my own", "  five words  of my own "),
    ],
)
def test_the_same_words_open_however_they_are_typed(tmp_path: Path, written: str, typed: str) -> None:
    create_vault(tmp_path / "v", written, "A", "officer", "", cost=QUICK).close()
    with open_vault(tmp_path / "v", typed) as again:
        assert again.officer == "A"


def test_a_passphrase_with_a_broken_character_is_refused_without_quoting_it(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as told:
        create_vault(tmp_path / "v", "long enough passphrase \ud800", "A", "officer", "", cost=QUICK)
    assert told.value.code == "passphrase-not-text"
    assert "passphrase" not in str(told.value.details)
    assert not (tmp_path / "v").exists()


def test_a_weak_passphrase_makes_no_vault_and_changes_none(vault: Vault, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="passphrase-too-short"):
        create_vault(tmp_path / "w", "short", "A", "officer", "", cost=QUICK)
    assert not (tmp_path / "w").exists()
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(BadInput, match="passphrase-too-common"):
        change_passphrase(vault, PASSPHRASE, "passwordpassword", cost=QUICK)
    assert (folder / "keys.json").read_bytes() == before


def test_wrong_passphrases_make_the_next_try_wait_longer_and_remove_nothing(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault, answers=2)
    vault.close()
    now = 0.0
    monkeypatch.setattr(throttle, "clock", lambda: now)
    waits = []
    for _ in range(10):
        with pytest.raises(StoreTrouble, match="wrong-passphrase"):
            open_vault(folder, "not this one, for certain")
        with pytest.raises(StoreTrouble) as told:
            open_vault(folder, PASSPHRASE)
        assert (told.value.code, told.value.details["seconds"]) == ("wait-before-trying", seconds_to_wait(folder))
        waits.append(seconds_to_wait(folder))
        now += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events("")[-2].event == UnlockFailed(10)
        assert len(again.events(case)) == 3
        assert seconds_to_wait(folder) == 0
    with open_vault(folder, PASSPHRASE) as again:
        assert sum(isinstance(each.event, UnlockFailed) for each in again.events("")) == 1


def test_guessing_in_an_open_record_waits_and_is_counted_as_at_the_unlocking(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second, wrong = "gravel ribbon candle harbour tulip", "not this one, for certain"
    name_second(vault, "Chong", second, cost=QUICK)
    now = 0.0
    monkeypatch.setattr(throttle, "clock", lambda: now)
    guesses: list[tuple[Path, Callable[[str], object], str]] = [
        (folder, lambda typed: change_passphrase(vault, typed, wrong, cost=QUICK), "wrong-passphrase"),
        (folder, lambda typed: confirm_officer(vault, typed), "wrong-passphrase"),
        (folder, lambda typed: revoke(vault, "AAAAAAAAAAAA", typed, cost=QUICK), "wrong-passphrase"),
        (folder, lambda typed: remove_recovery(vault, "AAAAAAAAAAAA", typed, cost=QUICK), "wrong-passphrase"),
        (folder / key_file.SECOND, lambda typed: confirm_second(vault, typed), "wrong-second"),
    ]
    waits = []
    for place, guess, code in guesses:
        with pytest.raises(StoreTrouble, match=code):
            guess(wrong)
        with pytest.raises(StoreTrouble, match="wait-before-trying"):
            guess(PASSPHRASE)
        waits.append(seconds_to_wait(place))
        now += waits[-1]
    assert waits == [1, 2, 4, 8, 1]
    assert not preferences.is_passphrase(folder, wrong)
    confirm_officer(vault, PASSPHRASE)
    assert seconds_to_wait(folder) == 0
    vault.close()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events("")[-2].event == UnlockFailed(6)


def test_a_slot_to_another_key_that_somebody_put_in_changes_no_passphrase(vault: Vault, folder: Path) -> None:
    own = "a sentence of my very own making"
    file, _ = key_file.read(folder)
    forged = key_file.seal_secret(vault.keys, bytes(32), key_file.PASSPHRASE, own, QUICK)
    key_file.write(folder, replace(file, slots=(forged, *file.slots)))
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        change_passphrase(vault, own, "a wholly new sentence for it", cost=QUICK)


def test_a_count_of_tries_that_makes_no_sense_opens_all_the_same(vault: Vault, folder: Path) -> None:
    vault.close()
    (folder / "tries").write_bytes(b"\xff" * 100)
    with open_vault(folder, PASSPHRASE) as again:
        again.append("", BreakTaken())


@pytest.mark.sweep
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
@settings(max_examples=15, deadline=None)
def test_a_slot_opens_to_the_key_that_was_sealed(passphrase: str) -> None:
    fresh = key_file.new_keys()
    slot = key_file.seal(fresh, passphrase, QUICK)
    file = key_file.from_bytes(key_file.to_bytes(KeyFile(fresh.vault, fresh.salt, (slot,))))
    assert key_file.unseal(file, passphrase) == fresh
    with pytest.raises(StoreTrouble):
        key_file.unseal(file, passphrase + "x")


def test_keys_for_different_uses_are_different_and_never_shown() -> None:
    fresh = key_file.new_keys()
    assert len({fresh.sub("sqlcipher"), fresh.sub("recorder"), fresh.sub("audit"), fresh.data_key}) == 4
    assert fresh.data_key.hex() not in repr(fresh)
    assert repr(fresh.data_key) not in repr(fresh)


def test_another_vaults_key_file_in_the_place_of_the_first_copy_takes_nothing_away(
    vault: Vault, folder: Path, tmp_path: Path, reopened: Callable[[], Vault]
) -> None:
    case = begin_case(vault)
    kept = vault.append(case, BreakTaken())
    vault.close()
    create_vault(tmp_path / "other", PASSPHRASE, "B", "officer", "", cost=QUICK).close()
    theirs = (tmp_path / "other" / key_file.FILE).read_bytes()
    own = (folder / key_file.FILE).read_bytes()
    (folder / key_file.FILE).write_bytes(theirs)
    again = reopened()
    assert again.events(case)[1:] == (kept,)
    assert [notice.code for notice in again.notices] == ["keys-copy-used"]
    assert (folder / key_file.FILE).read_bytes() == (folder / key_file.COPY).read_bytes() == own
    assert (folder / key_file.OTHERS).read_bytes() == theirs, "it may be the other vault's last one"


@pytest.mark.parametrize("newer", [key_file.FILE, key_file.COPY])
def test_of_two_copies_the_newer_one_is_read(vault: Vault, folder: Path, newer: str) -> None:
    old = key_file.read(folder)[0]
    fresh = replace(old, generation=old.generation + 1)
    key_file.write(folder, old)
    (folder / newer).write_bytes(key_file.checked_bytes(fresh))
    assert key_file.read(folder) == (fresh, False)
