"""An erased record leaves nothing in any file, nothing that leads back to it, and a chain that still holds."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from screening.domain.answers import How
from screening.domain.events.catalogue import BreakTaken, ConsentDecided, FormIssued, WordsWritten
from screening.domain.events.record import RecordErased
from screening.errors import NotSaved
from screening.store import (
    KeptIdentity,
    Vault,
    add_contact,
    create_vault,
    make_bundle,
    open_vault,
    own_card,
    rebuild_vault,
    take_in,
)
from screening.store.folder import automatic_copies
from screening.store.integrity import erasure
from screening.store.integrity.erasure import mark_of_head
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case, everything_readable

WORDS = ("marker-words-apple", "marker-draft-pear", "marker-place-plum", "Marker Name", "marker-item")


@pytest.fixture
def kept(vault: Vault) -> tuple[Vault, str, str]:
    """A vault with a record to erase, full of markers, and one to keep, in three backups of different ages."""
    other = begin_case(vault, answers=3)
    case = begin_case(vault)
    for number in range(3):
        vault.append(case, WordsWritten("needs", str(number), WORDS[0], How.TOLD))
        vault.set_draft(case, "marker-field", WORDS[1])
        vault.set_place(case, WORDS[2])
        vault.append(case, ConsentDecided("identity", "yes", "v", "en"))
        vault.people.keep(case, KeptIdentity(WORDS[3], "", ""))
        vault.append(case, FormIssued("referral-my", "saved", "marker-item"))
        vault.backup()
    return vault, case, other


def leftovers(folder: Path, case: str) -> list[str]:
    data = everything_readable(folder)
    return [each for each in (*WORDS, case) if each.encode() in data]


def test_nothing_of_an_erased_record_is_found_in_any_file(kept: tuple[Vault, str, str], folder: Path) -> None:
    vault, case, other = kept
    before = vault.events(other)
    key = vault._open().keys.of(case)
    assert key is not None
    assert vault.erase([case], "withdrawn") == 1
    assert vault.verify().holds
    assert vault.events(case) == ()
    assert case not in vault.cases()
    assert vault.drafts(case) == {}
    vault.close()
    assert leftovers(folder, case) == []
    assert key not in everything_readable(folder)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(other) == before
        assert again.verify().holds


def test_the_markers_are_found_before(kept: tuple[Vault, str, str], folder: Path) -> None:
    vault, case, _ = kept
    vault.close()
    assert leftovers(folder, case) == [*WORDS, case]


def test_the_event_of_it_leads_nowhere(kept: tuple[Vault, str, str]) -> None:
    vault, case, _ = kept
    digests = {each.digest for each in vault.events(case)}
    printed = vault.fingerprint(case)
    vault.erase([case], "retention", second="Officer Chong")
    (event,) = [each.event for each in vault.events("") if isinstance(each.event, RecordErased)]
    assert (event.reason, event.second) == ("retention", "Officer Chong")
    assert case not in repr(event)
    assert not digests & {*event.marks, *event.heads}
    # Whoever holds the paper finds that its record was erased.
    assert mark_of_head(printed) in event.heads


def test_printed_heads_of_every_age_are_known_again(kept: tuple[Vault, str, str]) -> None:
    vault, case, _ = kept
    heads = [vault.fingerprint(case)]
    for _ in range(2):
        vault.append(case, FormIssued("referral-my", "saved", ""))
        heads.append(vault.fingerprint(case))
    vault.erase([case], "asked")
    (event,) = [each.event for each in vault.events("") if isinstance(each.event, RecordErased)]
    assert {mark_of_head(head) for head in heads} <= set(event.heads)


def test_only_one_backup_is_left_and_it_holds_the_others(
    kept: tuple[Vault, str, str], folder: Path, tmp_path: Path
) -> None:
    vault, case, other = kept
    assert automatic_copies.count_backups(folder) == 3
    vault.erase([case], "withdrawn")
    (only,) = automatic_copies.any_backup(folder)
    shutil.copytree(only, tmp_path / "elsewhere")
    with open_vault(tmp_path / "elsewhere", PASSPHRASE) as copy:
        assert copy.cases() == (other,)
        assert copy.verify().holds


def test_several_go_in_one_act_and_unknown_codes_are_nothing(vault: Vault) -> None:
    cases = [begin_case(vault, answers=1) for _ in range(4)]
    assert vault.erase([*cases[:3], cases[0], "2222-2222-2", "not a code", ""], "retention") == 3
    assert vault.cases() == (cases[3],)
    assert vault.erase(["2222-2222-2"], "retention") == 0
    assert vault.verify().holds


def test_rebuilding_brings_no_erased_record_back(kept: tuple[Vault, str, str], folder: Path, tmp_path: Path) -> None:
    vault, case, other = kept
    old = tmp_path / "old"
    shutil.copytree(folder / "backup", old)
    journal = (folder / "recorder.bin").read_bytes()
    vault.erase([case], "withdrawn")
    vault.close()
    # Somebody puts an old backup back, and the vault itself is lost.
    shutil.copytree(old / "000001", folder / "backup" / "000009")
    (folder / "vault.db").write_bytes(b"damaged")
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (other,)
    # The recorder of before, put back over the new one: its pieces are taken in, the erased strand is not.
    (folder / "recorder.bin").write_bytes(journal)
    with open_vault(folder, PASSPHRASE) as again:
        assert "recorder-damaged" in [notice.code for notice in again.notices]
        assert again.cases() == (other,)


def test_rebuilding_from_an_old_backup_brings_back_no_draft_and_no_place_of_an_erased_record(
    kept: tuple[Vault, str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, case, other = kept
    vault.set_draft(other, "field", "half a word")
    vault.set_place(other, "topic")
    vault.backup()

    def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        disk.setattr(erasure.automatic_copies, "make_backup", full)
        with pytest.raises(NotSaved):
            vault.erase([case], "withdrawn")
    vault._let_go()
    (folder / "vault.db").unlink()
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert not again.knows(case)
        assert (again.drafts(case), again.place(case)) == ({}, "")
        assert (again.drafts(other), again.place(other)) == ({"field": "half a word"}, "topic")
    assert leftovers(folder, case) == []


@pytest.mark.one_in(4)
@pytest.mark.parametrize("lost", ["the vault", "the vault and its backups", "one bit", "the recorder and one bit"])
def test_a_rebuilt_record_still_says_how_many_were_erased(vault: Vault, folder: Path, lost: str) -> None:
    for reason in ("asked", "asked", "withdrawn"):
        vault.erase([begin_case(vault, 1)], reason)
        with vault.transaction() as tables:
            tables.count_up([f"erased.{reason}", "counted"])
    told = vault.tally()
    vault.close()
    data = bytearray((folder / "vault.db").read_bytes())
    if "bit" in lost:
        data[-50] ^= 1
        (folder / "vault.db").write_bytes(data)
    else:
        (folder / "vault.db").unlink()
    if "backups" in lost:
        shutil.rmtree(folder / "backup")
        del told["counted"]  # Not linked to anything, so it stands in no event.
    if "recorder" in lost:
        (folder / "recorder.bin").unlink()
    rebuild_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.tally() == told


class Killed(Exception):
    pass


STOPS = ("carry_over", "make_backup", "any_backup", "remove", "clear_pending")


@pytest.mark.one_in(8)
@pytest.mark.parametrize("name", STOPS)
@pytest.mark.parametrize("trouble", [OSError(errno.ENOSPC, "full"), Killed()])
def test_stopped_anywhere_after_the_key_is_gone_the_rest_is_done_at_the_next_unlocking(
    kept: tuple[Vault, str, str], folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, trouble: Exception
) -> None:
    vault, case, other = kept

    def stop(*_: Any, **__: Any) -> Any:
        raise trouble

    rooms: dict[str, Any] = {"carry_over": erasure.journal_rebuild, "make_backup": erasure.automatic_copies}
    rooms["any_backup"] = erasure.automatic_copies
    rooms["clear_pending"] = erasure.Tables
    with monkeypatch.context() as stopped:
        stopped.setattr(rooms.get(name, erasure.atomic_files), name, stop)
        with pytest.raises(NotSaved if isinstance(trouble, OSError) else Killed):
            vault.erase([case], "withdrawn")
    assert vault.events(case) == ()
    vault._let_go()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (other,)
        assert again.verify().holds
        assert not again._open().pending()
    assert leftovers(folder, case) == []


def test_killed_between_recorder_and_vault_the_erasing_is_carried_out_at_the_next_unlocking(
    kept: tuple[Vault, str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, case, other = kept
    with monkeypatch.context() as stopped:
        stopped.setattr(vault._open(), "add", lambda _: (_ for _ in ()).throw(Killed()))
        stopped.setattr(Vault, "_failed", lambda *_: None)  # who is killed takes nothing back
        with pytest.raises(Killed):
            vault.erase([case], "withdrawn")
    vault._let_go()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.cases() == (other,)
        assert again.verify().holds
    assert leftovers(folder, case) == []


def test_practice_erases_in_memory() -> None:
    from screening.store import practice_vault

    vault = practice_vault()
    case = begin_case(vault, answers=2)
    assert vault.erase([case], "withdrawn") == 1
    assert vault.cases() == ()
    assert vault.verify().holds


def test_numbers_are_counted_without_a_link(vault: Vault) -> None:
    with vault.transaction() as tables:
        tables.count_up(["counted", "path.unclear"])
    with vault.transaction() as tables:
        tables.count_up(["counted"])
    assert vault.tally() == {"counted": 2, "path.unclear": 1}


CHILD = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from screening.domain.events.catalogue import CaseOpened
    from screening.store import open_vault
    vault = open_vault(Path(sys.argv[1]), sys.argv[2])
    print("go", flush=True)
    while True:
        case = vault.new_case()
        vault.append(case, CaseOpened("2026-1", "office", "adult"))
        vault.erase([case], "withdrawn")
        print(case, flush=True)
    """
)


@pytest.mark.sweep
def test_kills_while_erasing_bring_nothing_back_and_lose_nothing_else(
    kept: tuple[Vault, str, str], folder: Path, reopened: Callable[[], Vault]
) -> None:
    vault, _, other = kept
    before = vault.events(other)
    vault.close()
    gone: set[str] = set()
    for turn in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder), PASSPHRASE], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "go\n"
        for _ in range(turn % 3):
            gone.add(child.stdout.readline().strip())
        for _ in range(turn * 30_000):  # a different moment each turn, without a clock
            pass
        child.kill()
        child.wait()
        gone.update(child.stdout.read().split())
        child.stdout.close()
        with open_vault(folder, PASSPHRASE) as again:
            assert not gone & set(again.cases())
            assert again.events(other) == before
            assert again.verify().holds
            assert not again._open().pending()


@pytest.mark.sweep
def test_a_record_that_went_out_and_comes_back_stays_erased(tmp_path: Path) -> None:
    ours = create_vault(tmp_path / "ours", PASSPHRASE, "Aina", "officer", "House", cost=QUICK)
    theirs = create_vault(tmp_path / "theirs", PASSPHRASE, "Chong", "officer", "Office", cost=QUICK)
    for one, other in ((ours, theirs), (theirs, ours)):
        card = own_card(other)
        add_contact(one, card, card.number)
    case, kept = begin_case(ours, answers=2), begin_case(ours, answers=1)
    there = make_bundle(ours, [case, kept], [own_card(theirs).number], tmp_path)
    take_in(theirs, there.path)
    ours.erase([case], "withdrawn")
    assert ours.verify().holds
    theirs.append(case, BreakTaken())
    theirs.append(kept, BreakTaken())
    back = make_bundle(theirs, [case, kept], [own_card(ours).number], tmp_path)
    taken = take_in(ours, back.path)
    assert taken.changed == (kept,)
    assert ours.cases() == (kept,)
    theirs.erase([case], "asked")
    for vault, folder in ((ours, tmp_path / "ours"), (theirs, tmp_path / "theirs")):
        assert vault.verify().holds
        vault.close()
        # Neither the record nor what said that it went out.
        readable = everything_readable(folder)
        assert readable.count(case.encode()) == 0
        with open_vault(folder, PASSPHRASE) as again:
            assert again.verify().holds


def test_an_emptied_event_that_no_erasing_names_is_a_fault(vault: Vault) -> None:
    case = begin_case(vault)
    vault.erase([case], "asked")
    vault._open().empty(vault.strand, 1)
    found = vault.verify().first
    assert found is not None
    assert (found.seq, found.fault) == (1, "edited")
