"""Who can open a vault: let in, taken out with a new data key, brought back by the organisation, closed for travel."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from screening.domain.events.catalogue import ConsentDecided
from screening.domain.events.record import KeysChanged
from screening.errors import BadInput, NotAccepted, NotSaved, StoreTrouble
from screening.store import (
    KeptIdentity,
    Vault,
    add_person,
    add_recovery,
    change_passphrase,
    close_for_travel,
    confirm_second,
    drill,
    list_key_slots,
    name_second,
    new_recovery_key,
    open_vault,
    rebuild_vault,
    recover,
    restore_vault,
    revoke,
    rotate,
    second_named,
)
from screening.store.crypto import aead, key_file
from screening.store.database.journal import Journal
from screening.store.folder import automatic_copies, throttle
from screening.store.folder.recovery_key import read_secret
from screening.store.integrity import erasure
from screening.store.progress import Step, watched
from screening.store.vault import key_slots
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case
from tests.sweeps import some_of

OTHER = "saddle pepper window orchid marble"
THIRD = "gravel ribbon candle harbour tulip"
NUR = KeptIdentity("Nur", "", "")


@pytest.fixture
def full(vault: Vault) -> tuple[Vault, str]:
    """A vault with everything that a change of keys must bring along."""
    case = begin_case(vault, answers=5)
    vault.append(case, ConsentDecided("identity", "yes", "v", "en"))
    vault.people.keep(case, NUR)
    vault.set_draft(case, "words", "half")
    vault.backup()
    return vault, case


def whole(vault: Vault, case: str, events: object) -> None:
    assert vault.events(case) == events
    assert vault.people.read(case) == NUR
    assert vault.draft(case, "words") == "half"
    assert vault.verify().holds


def test_somebody_let_in_reads_everything_and_taken_out_reads_nothing_new(
    full: tuple[Vault, str], folder: Path, tmp_path: Path
) -> None:
    vault, case = full
    add_person(vault, "Officer Devi", OTHER, cost=QUICK)
    vault.close()
    with open_vault(folder, OTHER) as theirs:
        events = theirs.events(case)
        whole(theirs, case, events)
    shutil.copytree(folder, tmp_path / "their-copy")
    with open_vault(folder, PASSPHRASE) as ours:
        (devi,) = [each for each in list_key_slots(ours) if each.name == "Officer Devi"]
        revoke(ours, devi.id, PASSPHRASE, cost=QUICK)
        whole(ours, case, events)
        said = ours.append(case, ConsentDecided("count", "no", "v", "en"))
    throttle._waits.clear()
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, OTHER)
    throttle._waits.clear()
    # Their old key files, put back beside today's vault, open it no more.
    for name in (key_file.FILE, key_file.COPY):
        shutil.copy(tmp_path / "their-copy" / name, tmp_path / name)
    today = shutil.copytree(folder, tmp_path / "today")
    for name in (key_file.FILE, key_file.COPY):
        shutil.copy(tmp_path / name, Path(today) / name)
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        open_vault(Path(today), OTHER)
    for each in automatic_copies.any_backup(folder):
        with pytest.raises(StoreTrouble, match="wrong-passphrase"):
            key_file.unseal(key_file.read(each)[0], OTHER)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(case) == (*events, said)


def test_whose_ways_in_they_are_is_told_by_the_open_record_only(vault: Vault, folder: Path) -> None:
    """Who has the laptop, or a copy on a stick, does not read from the key file who works here (SX6)."""
    add_person(vault, "Officer Devi", OTHER, cost=QUICK)
    name_second(vault, "Chong", THIRD, cost=QUICK)
    vault.backup()
    assert [way.name for way in list_key_slots(vault)] == ["", "Officer Devi", "Chong"]
    for path in (each for each in folder.rglob("*") if each.is_file() and each.name != "vault.db"):
        for name in ("Officer Devi", "Chong"):
            assert name.encode() not in path.read_bytes()
            assert name.encode().hex().encode() not in path.read_bytes()
    vault.close()
    with open_vault(folder, OTHER) as theirs:
        change_passphrase(theirs, OTHER, "a wholly new sentence for it", cost=QUICK)
        assert "Officer Devi" in [way.name for way in list_key_slots(theirs)]
    with open_vault(folder, PASSPHRASE) as ours:
        rotate(ours, PASSPHRASE, cost=QUICK)
        assert [way.name for way in list_key_slots(ours)] == ["Chong", ""], "hers went with the old data key"


def test_a_name_that_is_put_in_or_taken_out_opens_nothing(vault: Vault, folder: Path) -> None:
    add_person(vault, "Officer Devi", OTHER, cost=QUICK)
    vault.close()
    file, _ = key_file.read(folder)
    own, devi = file.slots
    for slots in ((own, replace(devi, sealed_name=b"")), (own, replace(devi, sealed_name=b"", name="Officer Devi"))):
        key_file.write(folder, replace(file, slots=slots))
        throttle._waits.clear()
        with pytest.raises(StoreTrouble, match="wrong-passphrase"):
            open_vault(folder, OTHER)
    key_file.write(folder, replace(file, slots=(replace(own, sealed_name=devi.sealed_name), devi)))
    throttle._waits.clear()
    with open_vault(folder, OTHER) as theirs:
        # The record knows another key file, which lies beside its backup and is put back.
        assert [way.name for way in list_key_slots(theirs)] == ["", "Officer Devi"]
    changed = replace(file, slots=(replace(own, sealed_name=devi.sealed_name), devi))
    for place in (folder, *automatic_copies.any_backup(folder)):
        key_file.write(place, changed)
    with open_vault(folder, OTHER) as theirs:
        assert [way.name for way in list_key_slots(theirs)] == [key_file.NOBODY, "Officer Devi"]


def test_a_name_in_clear_of_an_earlier_program_is_read_and_goes_with_the_data_key(vault: Vault, folder: Path) -> None:
    slot = key_file.Slot(key_file.base32_name(), key_file.PASSPHRASE, QUICK, bytes(16), b"", "Officer Devi")
    under = key_file._derive(OTHER, slot.salt, QUICK)
    sealed = aead.seal(under, key_file._aad(vault.keys, slot), vault.keys.data_key)
    file, _ = key_file.read(folder)
    key_file.write(folder, replace(file, slots=(*file.slots, replace(slot, sealed=sealed))))
    vault.close()
    with open_vault(folder, OTHER) as theirs:
        assert [way.name for way in list_key_slots(theirs)] == ["", "Officer Devi"]
        change_passphrase(theirs, OTHER, THIRD, cost=QUICK)
    for name in (key_file.FILE, key_file.COPY):
        assert b"Officer Devi" not in (folder / name).read_bytes(), "a new passphrase seals the name as well"
    with open_vault(folder, THIRD) as theirs:
        assert [way.name for way in list_key_slots(theirs)] == ["", "Officer Devi"]


def test_nobody_has_both_the_second_persons_passphrase_and_one_that_opens_the_record(
    vault: Vault, folder: Path, tmp_path: Path
) -> None:
    add_person(vault, "Devi", OTHER, cost=QUICK)
    for passphrase in (PASSPHRASE, OTHER, f"  {OTHER} "):
        with pytest.raises(BadInput, match="passphrase-of-officer"):
            name_second(vault, "Chong", passphrase, cost=QUICK)
    assert second_named(vault) is None
    name_second(vault, "Chong", THIRD, cost=QUICK)
    with pytest.raises(BadInput, match="passphrase-of-second"):
        change_passphrase(vault, PASSPHRASE, THIRD, cost=QUICK)
    with pytest.raises(BadInput, match="passphrase-of-second"):
        add_person(vault, "Nur", THIRD, cost=QUICK)
    add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    vault.close()
    before = (folder / key_file.FILE).read_bytes()
    with pytest.raises(BadInput, match="passphrase-of-second"):
        recover(folder, tmp_path / "secret", THIRD, cost=QUICK)
    assert (folder / key_file.FILE).read_bytes() == before
    open_vault(folder, PASSPHRASE).close()


def disk_full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "full")


@pytest.mark.one_in(2)
@pytest.mark.parametrize("stopped", [False, True])
def test_a_damaged_file_of_before_goes_with_the_data_key_that_opens_it(
    full: tuple[Vault, str], folder: Path, monkeypatch: pytest.MonkeyPatch, stopped: bool
) -> None:
    vault, case = full
    events = vault.events(case)
    add_person(vault, "Devi", OTHER, cost=QUICK)
    vault.close()
    path = folder / "vault.db"
    path.write_bytes(path.read_bytes()[:-100] + bytes(100))
    rebuild_vault(folder, PASSPHRASE)
    (folder / f"{erasure.DAMAGED}-2").write_bytes(b"of an earlier time")
    vault = open_vault(folder, PASSPHRASE)
    (devi,) = [way for way in list_key_slots(vault) if way.name == "Devi"]
    if stopped:
        monkeypatch.setattr(key_slots, "finish", disk_full)
        with pytest.raises(NotSaved):
            revoke(vault, devi.id, PASSPHRASE, cost=QUICK)
        monkeypatch.undo()
        vault._let_go()
        throttle._waits.clear()
        vault = open_vault(folder, PASSPHRASE)
    else:
        revoke(vault, devi.id, PASSPHRASE, cost=QUICK)
    assert not list(folder.glob(f"{erasure.DAMAGED}*"))
    whole(vault, case, events)
    vault.close()


def test_one_cannot_take_oneself_out(vault: Vault) -> None:
    (own,) = list_key_slots(vault)
    with pytest.raises(BadInput, match="no-such-way-in"):
        revoke(vault, own.id, PASSPHRASE, cost=QUICK)
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        revoke(vault, own.id, OTHER, cost=QUICK)


def test_a_new_data_key_leaves_no_page_frame_or_name_under_the_old_one(
    full: tuple[Vault, str], folder: Path, reopened: Callable[[], Vault]
) -> None:
    from screening.store.database import journal
    from screening.store.database.driver import connect
    from screening.store.folder import identity_db
    from screening.store.integrity import record_opening

    vault, case = full
    events, old = vault.events(case), vault.keys
    name_second(vault, "Chong", OTHER, cost=QUICK)
    rotate(vault, PASSPHRASE, cost=QUICK)
    assert vault.keys.data_key != old.data_key
    assert confirm_second(vault, OTHER) == "Chong"
    whole(vault, case, events)
    vault.close()
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        connect(folder / record_opening.FILE, old.sub("sqlcipher"), old.salt)
    assert not any(journal.salvage(folder / journal.FILE, old))
    with pytest.raises(StoreTrouble, match="identity-damaged"):
        identity_db.Identity(folder, old).all()
    assert len(automatic_copies.any_backup(folder)) == 1
    whole(reopened(), case, events)


class Killed(Exception):
    pass


PLACES = [
    (key_slots.identity_db.Identity, "sealed_under"), (key_slots.key_file, "write"), (key_slots, "rekey"), (key_slots,
    "finish"),
    (key_slots.identity_db.Identity, "settle"), (key_slots.journal_rebuild, "carry_over"),
    (key_slots.erasure.automatic_copies, "make_backup"),
    (key_slots.erasure.atomic_files, "remove"), (key_slots.Tables, "clear_pending"),
]  # fmt: skip


@pytest.mark.one_in(8)
@pytest.mark.parametrize(
    "stopped_at", some_of(product(PLACES, (False, True), (OSError(errno.ENOSPC, "full"), Killed())), 3)
)
def test_a_change_of_the_data_key_stopped_anywhere_opens_with_everything(
    full: tuple[Vault, str], folder: Path, monkeypatch: pytest.MonkeyPatch, stopped_at: Any
) -> None:
    (room, name), after, trouble = stopped_at
    vault, case = full
    events = vault.events(case)
    real = getattr(room, name)
    made: list[Any] = []

    def stop(*given: Any, **named: Any) -> Any:
        if after:
            made.append(real(*given, **named))
        raise trouble

    with monkeypatch.context() as stopped:
        stopped.setattr(room, name, stop)
        with pytest.raises((NotSaved, Killed)):
            rotate(vault, PASSPHRASE, cost=QUICK)
    vault._let_go()
    for each in made:
        if isinstance(each, Journal):  # a process that is gone holds nothing
            each.close()
    with open_vault(folder, PASSPHRASE) as again:
        whole(again, case, events)
        assert len(key_file.read(folder)[0].slots) == 1
        assert not again._open().pending()
        rotate(again, PASSPHRASE, cost=QUICK)
        whole(again, case, events)


def test_the_organisations_key_opens_a_copy_on_a_fresh_machine_and_every_old_passphrase_is_gone(
    full: tuple[Vault, str], folder: Path, tmp_path: Path
) -> None:
    vault, case = full
    events = vault.events(case)
    public = new_recovery_key(tmp_path / "sealed.txt")
    add_recovery(vault, public)
    drill(vault, tmp_path / "sealed.txt")
    vault.backup()
    vault.close()
    fresh = tmp_path / "fresh"
    shutil.copytree(automatic_copies.any_backup(folder)[0], fresh)
    recover(fresh, tmp_path / "sealed.txt", THIRD, cost=QUICK)
    throttle._waits.clear()
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(fresh, PASSPHRASE)
    throttle._waits.clear()
    with open_vault(fresh, THIRD) as again:
        whole(again, case, events)
        assert [each.event.what for each in again.events("") if isinstance(each.event, KeysChanged)] == [
            "recovery", "drill", "rotated", "recovered",
        ]  # fmt: skip
        drill(again, tmp_path / "sealed.txt")


def test_a_recovery_key_is_found_below_remarks_and_empty_lines(vault: Vault, tmp_path: Path) -> None:
    add_recovery(vault, new_recovery_key(tmp_path / "key"))
    bare = read_secret(tmp_path / "key")
    (tmp_path / "typed.txt").write_text(f"\n# created by hand\n\n  {bare}  \nAND MORE\n", encoding="utf-8")
    assert read_secret(tmp_path / "typed.txt") == bare
    drill(vault, tmp_path / "typed.txt")
    (tmp_path / "empty.txt").write_text("# nothing\n\n", encoding="utf-8")
    assert read_secret(tmp_path / "empty.txt") == ""


def test_another_key_recovers_nothing_and_is_not_written_over(vault: Vault, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="no-recovery"):
        drill(vault, tmp_path / "nothing")  # no slot yet, whatever the file
    add_recovery(vault, new_recovery_key(tmp_path / "right"))
    new_recovery_key(tmp_path / "wrong")
    with pytest.raises(BadInput, match="recovery-file-exists"):
        new_recovery_key(tmp_path / "wrong")
    with pytest.raises(StoreTrouble, match="wrong-recovery"):
        drill(vault, tmp_path / "wrong")
    with pytest.raises(BadInput, match="recovery-not-a-key"):
        add_recovery(vault, "age1nothing")
    with pytest.raises(BadInput, match="recovery-unreadable"):
        drill(vault, tmp_path / "gone")
    vault.close()
    with pytest.raises(StoreTrouble, match="wrong-recovery"):
        recover(folder, tmp_path / "wrong", THIRD, cost=QUICK)


def test_a_recovery_slot_of_another_vault_is_not_believed(vault: Vault, folder: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    from screening.store import create_vault

    public = new_recovery_key(tmp_path / "secret")
    other = create_vault(tmp_path / "other", PASSPHRASE, "B", "officer", "", cost=QUICK)
    add_recovery(other, public)
    add_recovery(vault, public)
    file = key_file.read(folder)[0]
    key_file.write(folder, replace(file, recoveries=key_file.read(tmp_path / "other")[0].recoveries))
    with pytest.raises(StoreTrouble, match="wrong-recovery"):
        drill(vault, tmp_path / "secret")
    other.close()


def test_closed_for_travel_no_passphrase_opens_it_or_a_backup_and_the_organisation_does(
    full: tuple[Vault, str], folder: Path, tmp_path: Path
) -> None:
    vault, case = full
    events = vault.events(case)
    with pytest.raises(NotAccepted, match="recovery-first"):
        close_for_travel(vault)
    add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    close_for_travel(vault)
    vault.close()
    for place in (folder, *automatic_copies.any_backup(folder)):
        throttle._waits.clear()
        with pytest.raises(StoreTrouble, match="vault-closed-for-travel"):
            open_vault(place, PASSPHRASE)
    recover(folder, tmp_path / "secret", OTHER, cost=QUICK)
    with open_vault(folder, OTHER) as again:
        whole(again, case, events)


def test_a_restored_copy_keeps_the_ways_in(full: tuple[Vault, str], folder: Path, tmp_path: Path) -> None:
    vault, case = full
    events = vault.events(case)
    add_person(vault, "Devi", OTHER, cost=QUICK)
    vault.close()
    restore_vault(automatic_copies.any_backup(folder)[0], tmp_path / "fresh", PASSPHRASE)
    for passphrase in (PASSPHRASE, OTHER):
        with open_vault(tmp_path / "fresh", passphrase) as again:
            whole(again, case, events)


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("room", "name"), [(key_slots, "rekey"), (key_slots, "finish"), (key_slots.journal_rebuild, "carry_over")]
)
def test_a_recovery_that_is_stopped_opens_with_the_new_passphrase(
    full: tuple[Vault, str], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: Any, name: str
) -> None:
    vault, case = full
    events = vault.events(case)
    add_recovery(vault, new_recovery_key(tmp_path / "secret"))
    close_for_travel(vault)
    vault.close()

    def stop(*_: Any, **__: Any) -> Any:
        raise Killed

    with monkeypatch.context() as stopped:
        stopped.setattr(room, name, stop)
        with pytest.raises(Killed):
            recover(folder, tmp_path / "secret", OTHER, cost=QUICK)
    with open_vault(folder, OTHER) as again:
        whole(again, case, events)
    recover(folder, tmp_path / "secret", THIRD, cost=QUICK)
    with open_vault(folder, THIRD) as again:
        whole(again, case, events)


CHILD = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from screening.store import open_vault, rotate
    from screening.store.crypto.key_file import Cost
    vault = open_vault(Path(sys.argv[1]), sys.argv[2])
    print("go", flush=True)
    while True:
        rotate(vault, sys.argv[2], cost=Cost(1, 64 << 20))
        print("done", flush=True)
    """
)


@pytest.mark.sweep
def test_kills_while_the_data_key_changes_lose_nothing(full: tuple[Vault, str], folder: Path) -> None:
    vault, case = full
    events = vault.events(case)
    vault.close()
    for turn in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder), PASSPHRASE], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        for _ in range(1 + turn % 3):
            assert child.stdout.readline()
        for _ in range(turn * 40_000):  # a different moment each turn, without a clock
            pass
        child.kill()
        child.wait()
        child.stdout.close()
        with open_vault(folder, PASSPHRASE) as again:
            whole(again, case, events)
            assert len(key_file.read(folder)[0].slots) == 1


def test_a_new_data_key_says_how_far_it_is_in_quarters_and_is_never_left_half_way(vault: Vault) -> None:
    told: list[Step] = []
    with watched(told.append, lambda: any(each.what == "rekey" for each in told)):
        rotate(vault, PASSPHRASE, cost=QUICK)
    steps = [each for each in told if each.what == "rekey"]
    assert [(each.percent, each.may_stop) for each in steps] == [(0, True), (25, False), (50, False)]
