"""Names live in a file of their own, under a key of their own, only with a yes, and go when they are told to."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from screening.domain.events.catalogue import ConsentDecided, IdentityHandled
from screening.errors import NotAccepted, NotSaved, StoreTrouble
from screening.store import KeptIdentity, Vault, open_vault, rotate, verify_vault
from screening.store.database import journal
from screening.store.database.driver import connect
from screening.store.folder import identity_db
from screening.store.integrity import record_opening
from screening.store.vault import key_slots
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case, everything_readable

NUR = KeptIdentity("Nur Aisyah Marker", "+60 12 555 0199 marker", "The curtain is ready marker")
SU = KeptIdentity("Su Su Marker", "her cousin, after eight", "")


def agrees(vault: Vault, case: str, value: str = "yes") -> None:
    vault.append(case, ConsentDecided("identity", value, "v", "en"))


@pytest.fixture
def named(vault: Vault) -> tuple[Vault, str]:
    case = begin_case(vault, answers=2)
    agrees(vault, case)
    vault.people.keep(case, NUR)
    return vault, case


def test_without_a_yes_nothing_is_written(vault: Vault) -> None:
    case = begin_case(vault)
    for value in (None, "no", "later"):
        if value:
            agrees(vault, case, value)
        with pytest.raises(NotAccepted, match="identity-needs-consent"):
            vault.people.keep(case, NUR)
    assert vault.people.read(case) is None
    assert vault.people.identity.all() == {}


def test_a_name_comes_back_after_locking(named: tuple[Vault, str], reopened: Callable[[], Vault]) -> None:
    vault, case = named
    vault.close()
    assert reopened().people.read(case) == NUR


def test_nothing_of_a_person_is_in_the_record_and_no_link_leads_out_of_it(
    named: tuple[Vault, str], folder: Path
) -> None:
    vault, case = named
    (link, person, _at) = vault.people.identity.all()[case]
    assert len(link) == 16
    assert person == NUR
    vault.backup()
    vault.close()
    record = everything_readable(folder, identity=False)
    assert case.encode() in record  # the reader reads: what is looked for next would be found
    for marker in (*NUR_WORDS, link, link.hex().encode()):
        assert marker not in record
    names = everything_readable(folder, identity=True)
    assert all(marker in names for marker in NUR_WORDS)


NUR_WORDS = (b"Nur Aisyah", b"555 0199", b"curtain is ready")


@pytest.mark.sweep
def test_links_are_random_and_stay_with_their_person(vault: Vault) -> None:
    links = []
    for _ in range(20):
        case = begin_case(vault)
        agrees(vault, case)
        vault.people.keep(case, NUR)
        first = vault.people.identity.all()[case][0]
        vault.people.keep(case, SU)
        assert vault.people.identity.all()[case][:2] == (first, SU)
        links.append(first)
    assert len(set(links)) == 20


def test_names_that_a_newer_program_wrote_are_left_to_it(named: tuple[Vault, str], folder: Path) -> None:
    vault, case = named
    (own,) = vault.people.identity._read_keys()
    for name in (identity_db.FILE, identity_db.COPY):
        con = connect(folder / name, own.key, own.salt)
        con.execute("PRAGMA user_version = 2")
        con.close()
    with pytest.raises(StoreTrouble, match="vault-newer"):
        vault.people.read(case)


def test_the_key_of_the_names_is_not_the_key_of_the_record(named: tuple[Vault, str], folder: Path) -> None:
    vault, _ = named
    vault.close()
    keys = record_opening.unlock(folder, PASSPHRASE)[0]
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        connect(folder / identity_db.FILE, keys.sub("sqlcipher"), keys.salt)
    (own,) = identity_db.Identity(folder, keys)._read_keys()
    assert own.key not in (keys.data_key, keys.sub("sqlcipher"), keys.sub("identity"))
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        connect(folder / "vault.db", own.key, own.salt)


def test_erasing_destroys_the_key_that_the_name_was_kept_under(named: tuple[Vault, str], folder: Path) -> None:
    vault, case = named
    other = begin_case(vault)
    agrees(vault, other)
    vault.people.keep(other, SU)
    (old,) = vault.people.identity._read_keys()
    before = (folder / identity_db.FILE).read_bytes()
    assert vault.people.erase(case)
    assert vault.people.read(case) is None
    assert vault.people.read(other) == SU
    for name in (identity_db.FILE, identity_db.COPY):
        with pytest.raises(StoreTrouble, match="vault-damaged"):
            connect(folder / name, old.key, old.salt)
    # An old copy of the file, put back, is not read with what the key files hold now.
    (folder / identity_db.FILE).write_bytes(before)
    assert vault.people.read(case) is None
    assert vault.people.read(other) == SU


def test_the_acts_are_events_without_a_word_of_the_person(named: tuple[Vault, str]) -> None:
    vault, case = named
    vault.people.erase(case)
    assert not vault.people.erase(case)
    acts = [each.event for each in vault.events(case) if isinstance(each.event, IdentityHandled)]
    assert [each.act for each in acts] == ["kept", "erased"]
    assert all(len(each.store) == 32 for each in acts)
    assert acts[0].store != acts[1].store


def test_a_yes_taken_back_hides_the_name_and_the_next_unlocking_erases_it(
    named: tuple[Vault, str], reopened: Callable[[], Vault]
) -> None:
    vault, case = named
    agrees(vault, case, "no")
    assert vault.people.read(case) is None
    vault.close()
    again = reopened()
    assert again.people.identity.all() == {}
    last = again.events(case)[-1].event
    assert isinstance(last, IdentityHandled)
    assert last.act == "erased"


def test_blanks_erase(named: tuple[Vault, str]) -> None:
    vault, case = named
    vault.people.keep(case, KeptIdentity(" ", "", " "))
    assert vault.people.identity.all() == {}


def test_practice_keeps_names_in_memory() -> None:
    from screening.store import practice_vault

    vault = practice_vault()
    case = begin_case(vault)
    agrees(vault, case)
    vault.people.keep(case, NUR)
    assert vault.people.read(case) == NUR
    assert vault.people.erase(case)
    assert vault.people.read(case) is None


@pytest.mark.one_in(8)
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "flipped", "random"])
@pytest.mark.parametrize("name", [identity_db.FILE, identity_db.COPY, identity_db.KEY, identity_db.KEY_COPY])
def test_one_file_that_is_damaged_costs_nothing(
    named: tuple[Vault, str], folder: Path, reopened: Callable[[], Vault], name: str, damage: str
) -> None:
    vault, case = named
    vault.close()
    damage_file(folder / name, damage)
    again = reopened()
    assert again.people.read(case) == NUR
    again.people.keep(case, SU)
    assert again.people.read(case) == SU


def damage_file(path: Path, damage: str) -> None:
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
        return
    half = len(data) // 2
    path.write_bytes(
        {
            "empty": b"",
            "cut": data[:half],
            "flipped": data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :],
            "random": os.urandom(len(data)),
        }[damage]
    )


@pytest.mark.parametrize("left", ["nothing", "files"])
def test_all_of_it_gone_comes_back_from_the_newest_backup_and_is_told(
    named: tuple[Vault, str], folder: Path, reopened: Callable[[], Vault], left: str
) -> None:
    vault, case = named
    vault.close()
    for name in identity_db.NAMES:
        (folder / name).write_bytes(b"damaged") if left == "files" else (folder / name).unlink()
    again = reopened()
    assert "identity-from-backup" in [notice.code for notice in again.notices]
    assert again.people.read(case) == NUR


def store_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in identity_db.NAMES}


def put_store(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)


def codes(vault: Vault) -> list[str]:
    return [notice.code for notice in vault.notices]


@pytest.mark.one_in(2)
@pytest.mark.parametrize("whole_record", [False, True])
def test_a_name_that_was_erased_is_erased_again_when_an_older_store_is_put_back(
    named: tuple[Vault, str], folder: Path, reopened: Callable[[], Vault], whole_record: bool
) -> None:
    vault, case = named
    other = begin_case(vault)
    agrees(vault, other)
    vault.people.keep(other, SU)
    older = store_of(folder)
    vault.erase([case], "withdrawn") if whole_record else vault.people.erase(case)
    vault.close()
    put_store(folder, older)
    found = verify_vault(folder, PASSPHRASE)
    assert whole_record or (found.names, found.holds) == ("older", False)
    again = reopened()
    assert codes(again) == ([] if whole_record else ["identity-older"])
    assert set(again.people.identity.all()) == {other}
    assert again.knows(case) is not whole_record
    assert again.people.read(other) == SU
    assert again.verify().holds
    again.close()
    assert codes(reopened()) == []


def test_a_store_that_lacks_a_name_is_told_until_it_is_written_again_or_erased(
    named: tuple[Vault, str], folder: Path, reopened: Callable[[], Vault]
) -> None:
    vault, case = named
    older = store_of(folder)
    other = begin_case(vault)
    agrees(vault, other)
    vault.people.keep(other, SU)
    vault.close()
    put_store(folder, older)
    again = reopened()
    assert [(each.code, each.details) for each in again.notices] == [("identity-lacking", {"n": 1})]
    assert again.verify().names == "lacking"
    assert again.people.read(case) == NUR
    again.people.keep(other, SU)
    again.close()
    assert codes(reopened()) == []


@pytest.mark.one_in(2)
@pytest.mark.parametrize("left", ["nothing", "garbage"])
def test_no_new_store_takes_the_place_of_a_lost_one_in_silence(
    named: tuple[Vault, str], folder: Path, reopened: Callable[[], Vault], left: str
) -> None:
    vault, case = named
    vault.close()
    shutil.rmtree(folder / "backup")
    for name in identity_db.NAMES:
        (folder / name).unlink() if left == "nothing" else (folder / name).write_bytes(b"x" * 4000)
    found = verify_vault(folder, PASSPHRASE)
    assert (found.names, found.holds) == ("lacking" if left == "nothing" else "damaged", False)
    for _ in range(2):
        again = reopened()
        assert codes(again) == ["identity-lacking" if left == "nothing" else "identity-not-ready"]
        assert not again.verify().holds
        again.close()
        shutil.rmtree(folder / "backup", ignore_errors=True)
    if left == "nothing":
        again = reopened()
        assert not again.people.erase(case)
        assert again.verify().holds


def test_a_store_whose_beginning_stopped_after_its_key_is_begun_again(vault: Vault, folder: Path) -> None:
    case = begin_case(vault)
    agrees(vault, case)
    vault.close()
    for path in [folder / identity_db.FILE, folder / identity_db.COPY, *(folder / "backup").rglob("identity.*")]:
        path.unlink(missing_ok=True)
    assert any((folder / name).exists() for name in identity_db.NAMES)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.verify().holds
        again.people.keep(case, NUR)
        assert again.people.read(case) == NUR


def test_a_damaged_store_refuses_another_data_key_before_anything_is_noted(
    named: tuple[Vault, str], folder: Path
) -> None:
    vault, case = named
    vault.close()
    shutil.rmtree(folder / "backup")
    for name in identity_db.NAMES:
        (folder / name).write_bytes(b"x" * 4000)
    with open_vault(folder, PASSPHRASE) as again:
        with pytest.raises(StoreTrouble, match="identity-damaged"):
            rotate(again, PASSPHRASE, cost=QUICK)
        assert not again._open().pending()
        # As a program of before left it: noted, and nothing done under the new key.
        with again._open().transaction():
            again._open().set_pending(f"{key_slots.ROTATE}{'0' * 64} none")
    with open_vault(folder, PASSPHRASE) as again:
        assert not again.trouble
        again.append(case, ConsentDecided("count", "yes", "v", "en"))
        assert not again._open().pending()


def test_events_of_before_that_know_no_store_stay_valid(
    named: tuple[Vault, str], folder: Path, reopened: Callable[[], Vault]
) -> None:
    vault, case = named
    vault.append(case, IdentityHandled("kept"))
    vault.close()
    again = reopened()
    assert codes(again) == []
    assert again.people.read(case) == NUR


def test_a_key_of_another_vault_opens_nothing(named: tuple[Vault, str], folder: Path, tmp_path: Path) -> None:
    from screening.store import create_vault
    from tests.store.some_vault import QUICK

    vault, _ = named
    other = create_vault(tmp_path / "other", PASSPHRASE, "B", "officer", "", cost=QUICK)
    for name in (identity_db.KEY, identity_db.KEY_COPY):
        (folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
    with pytest.raises(StoreTrouble, match="identity-damaged"):
        vault.people.identity.all()
    other.close()


@pytest.mark.one_in(8)
@pytest.mark.parametrize("at", range(1, 40, 2))
def test_a_write_that_fails_anywhere_leaves_the_old_name_or_the_new(
    named: tuple[Vault, str], folder: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Every call of a file operation fails in turn, once while keeping and once while erasing."""
    vault, case = named
    for act in ("keep", "erase"):
        before = vault.people.read(case)
        with monkeypatch.context() as broken:
            count = iter(range(1, 1000))
            for name in ("write_atomic", "create_private", "connect", "remove", "take_name"):
                real = getattr(identity_db, name)

                def failing(*given: Any, real: Any = real, count: Any = count) -> Any:
                    if next(count) == at:
                        raise OSError(errno.ENOSPC, "full")
                    return real(*given)

                broken.setattr(identity_db, name, failing)
            try:
                vault.people.keep(case, SU) if act == "keep" else vault.people.erase(case)
            except NotSaved as trouble:
                assert trouble.code == "not-saved-disk-full"
            except OSError:
                pass
        found = vault.people.read(case)
        assert found in ((before, SU) if act == "keep" else (before, None))
        if found is None:
            agrees(vault, case)
            vault.people.keep(case, NUR)
    assert not any(path.stat().st_size for path in folder.glob("*-journal"))
    assert not (folder / identity_db.NEW).exists()


def stopped(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "full")


def acts(vault: Vault, case: str) -> list[str]:
    return [each.event.act for each in vault.events(case) if isinstance(each.event, IdentityHandled)]


@pytest.mark.one_in(2)
@pytest.mark.parametrize("whole_record", [False, True])
def test_a_name_that_went_without_its_entry_is_told_of_at_the_next_unlocking_and_is_not_missed(
    named: tuple[Vault, str], reopened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch, whole_record: bool
) -> None:
    vault, case = named
    with monkeypatch.context() as broken:
        broken.setattr(journal, "write_all", stopped)
        with pytest.raises(NotSaved):
            vault.erase([case], "withdrawn") if whole_record else vault.people.erase(case)
    assert vault.people.identity.all() == {}
    vault.abandon()
    for _ in range(2):
        again = reopened()
        assert codes(again) == []
        assert acts(again, case) == ["kept", "erased"]
        assert again.verify().holds
        assert not again._open().pending()
        again.close()


@pytest.mark.parametrize("whole_record", [False, True])
def test_a_name_that_was_to_go_and_stayed_is_kept_and_missed_when_it_is_lost_later(
    named: tuple[Vault, str],
    folder: Path,
    reopened: Callable[[], Vault],
    monkeypatch: pytest.MonkeyPatch,
    whole_record: bool,
) -> None:
    vault, case = named
    with monkeypatch.context() as broken:
        broken.setattr(identity_db.Identity, "erase", stopped)
        with pytest.raises(NotSaved):
            vault.erase([case], "withdrawn") if whole_record else vault.people.erase(case)
    vault.abandon()
    again = reopened()
    assert again.people.read(case) == NUR
    assert not again._open().pending()
    again.close()
    shutil.rmtree(folder / "backup")
    for name in identity_db.NAMES:
        (folder / name).unlink()
    assert codes(reopened()) == ["identity-lacking"]


def test_a_name_that_is_kept_again_after_an_erasing_that_was_not_noted_has_nothing_left_to_do(
    named: tuple[Vault, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, case = named
    with monkeypatch.context() as broken:
        broken.setattr(journal, "write_all", stopped)
        with pytest.raises(NotSaved):
            vault.people.erase(case)
    vault.reopen()
    vault.people.keep(case, SU)
    assert not vault._open().pending()
    assert vault.people.compared().state == ""


def test_an_erased_record_leaves_nothing_of_its_name_to_do(named: tuple[Vault, str]) -> None:
    vault, case = named
    vault.erase([case], "withdrawn")
    assert not vault._open().pending()


CHILD = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from screening.store import KeptIdentity, open_vault
    vault = open_vault(Path(sys.argv[1]), sys.argv[2])
    case = sys.argv[3]
    print("go", flush=True)
    while True:
        vault.people.keep(case, KeptIdentity("one", "", ""))
        vault.people.erase(case)
    """
)


@pytest.mark.sweep
def test_a_kill_while_writing_and_erasing_leaves_a_store_that_opens(named: tuple[Vault, str], folder: Path) -> None:
    vault, case = named
    other = begin_case(vault)
    agrees(vault, other)
    vault.people.keep(other, SU)
    vault.close()
    for turn in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder), PASSPHRASE, case], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "go\n"
        for _ in range(turn * 40_000):  # a different moment each turn, without a clock
            pass
        child.kill()
        child.wait()
        child.stdout.close()
        with open_vault(folder, PASSPHRASE) as again:
            assert again.people.read(other) == SU
            assert again.people.read(case) in (None, NUR, KeptIdentity("one", "", ""))
            assert again.verify().holds
            assert len(json.loads((folder / identity_db.KEY).read_text())["keys"]) in (1, 2)


def test_keeping_a_name_leaves_no_working_file_beside_the_two_copies(named: tuple[Vault, str], folder: Path) -> None:
    assert (folder / identity_db.COPY).exists()
    assert not [each.name for each in folder.iterdir() if each.name.startswith(identity_db.NEW)]
