"""A write that did not reach the disk is said, takes nothing with it, and is not papered over by the next one."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven
from screening.domain.events.record import VaultUnlocked
from screening.errors import NotSaved, StoreTrouble
from screening.store import Vault, create_vault, open_vault, rebuild_vault, verify_vault
from screening.store.crypto import atomic_files, key_file
from screening.store.database import journal, schema, tables
from screening.store.database.journal import JournalFrame
from screening.store.folder import automatic_copies, throttle
from screening.store.integrity import record_opening
from screening.store.vault import lifecycle as vaults
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case


def answer(number: int) -> AnswerGiven:
    return AnswerGiven(f"item-{number}", Answer.YES, How.TOLD)


def failing_after(calls: int, real: Callable[..., Any], number: int, *, for_ever: bool) -> Callable[..., Any]:
    """``real``, but call number ``calls`` raises OSError(``number``), and so do all later ones with ``for_ever``."""
    made = 0

    def call(*arguments: Any) -> Any:
        nonlocal made
        made += 1
        if made == calls or (for_ever and made > calls):
            raise OSError(number, os.strerror(number))
        return real(*arguments)

    return call


@pytest.mark.one_in(8)
@pytest.mark.parametrize("for_ever", [False, True])
@pytest.mark.parametrize("at", [1, 2, 5])
@pytest.mark.parametrize(
    ("name", "number", "code"),
    [
        ("write_all", errno.ENOSPC, "not-saved-disk-full"),
        ("write_all", errno.EIO, "not-saved"),
        ("write_all", errno.EROFS, "not-saved-read-only"),
        ("sync", errno.EIO, "not-saved"),
        ("sync", errno.EDQUOT, "not-saved-disk-full"),
    ],
)
def test_a_recorder_that_cannot_be_written_stops_everything(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, name: str, number: int, code: str, at: int, for_ever: bool
) -> None:
    case = begin_case(vault)
    kept = list(vault.events(case))
    if name == "sync" and for_ever:
        code = "not-saved-unsure"  # what was written cannot be taken back for certain either
    with monkeypatch.context() as broken:
        broken.setattr(journal, name, failing_after(at, getattr(journal, name), number, for_ever=for_ever))
        kept += [vault.append(case, answer(number_of_answer)) for number_of_answer in range(at - 1)]
        with pytest.raises(NotSaved, match=code):
            vault.append(case, answer(99))
        # A failed sync must not be tried again: the second try would succeed and mean nothing.
        with pytest.raises(NotSaved, match=code):
            vault.append(case, answer(99))
        with pytest.raises(NotSaved, match=code):
            vault.set_draft(case, "words", "x")
        assert vault.events(case) == tuple(kept)
    assert vault.reopen().holds
    assert vault.events(case) == tuple(kept)
    kept.append(vault.append(case, answer(100)))
    assert vault.events(case) == tuple(kept)
    assert vault.verify().holds


def test_a_frame_that_was_not_committed_is_dropped_when_that_was_said(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault)
    kept = vault.events(case)
    opened = vault._open()
    with monkeypatch.context() as broken:
        broken.setattr(opened, "set_mark", failing_after(1, opened.set_mark, errno.EIO, for_ever=True))
        with pytest.raises(NotSaved):
            vault.append(case, answer(1))
    assert vault.reopen().holds
    assert vault.events(case) == kept


def test_an_older_vault_put_in_place_while_open_drops_only_what_was_not_acknowledged(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault)
    older = (folder / "vault.db").read_bytes()
    kept = [*vault.events(case), vault.append(case, answer(1)), vault.append(case, answer(2))]
    (folder / "vault.db").unlink()
    with pytest.raises(NotSaved, match="file-gone"):
        vault.append(case, answer(3))
    (folder / "vault.db").write_bytes(older)
    assert vault.reopen().holds
    assert vault.events(case) == tuple(kept)
    assert [notice.code for notice in vault.notices] == ["recorder-ahead"]


def test_what_a_full_disk_kept_from_being_replayed_is_replayed_when_there_is_room(
    vault: Vault, folder: Path, reopened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault)
    vault._let_go()
    older = (folder / "vault.db").read_bytes()
    vault = reopened()
    kept = [*vault.events(case), vault.append(case, answer(1)), vault.append(case, answer(2))]
    vault.close()
    (folder / "vault.db").write_bytes(older)
    with monkeypatch.context() as full:
        full.setattr(tables.Tables, "set_mark", failing_after(1, tables.Tables.set_mark, errno.ENOSPC, for_ever=True))
        again = reopened()
    assert again.trouble == "not-saved-disk-full"
    assert len(again.events(case)) == 1
    assert again.reopen().holds
    assert again.events(case) == tuple(kept)


@pytest.mark.parametrize(
    ("trouble", "notice"),
    [("not-saved-disk-full", "disk-full"), ("not-saved-read-only", "read-only"), ("not-saved", "read-only")],
)
def test_a_record_that_can_only_be_read_says_so_before_anything_is_typed(
    vault: Vault, trouble: str, notice: str
) -> None:
    found = vaults._to_be_read(vault, trouble)
    assert (found.trouble, [each.code for each in found.notices]) == (trouble, [notice])


class Stopped(BaseException):
    """The program ends here."""


def test_a_frame_that_was_not_committed_is_brought_back_after_a_crash(
    vault: Vault, reopened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault)
    stop_at_the_mark(vault, monkeypatch)
    with pytest.raises(Stopped):
        vault.append(case, answer(1))
    vault._let_go()
    monkeypatch.undo()
    again = reopened()
    assert [notice.code for notice in again.notices] == ["recorder-ahead"]
    assert again.events(case)[-1].event == answer(1)
    assert again.verify().holds


def stop_at_the_mark(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next write ends the program between recorder and vault: nobody is told anything, nothing is taken back."""

    def stop(*_: object) -> None:
        raise Stopped

    monkeypatch.setattr(vault._open(), "set_mark", stop)
    monkeypatch.setattr(record_opening, "take_back", stop)


@pytest.mark.parametrize("ended", ["closed", "killed"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_what_was_told_not_saved_does_not_come_back_at_the_next_start(
    vault: Vault, reopened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch, number: int, ended: str
) -> None:
    case = begin_case(vault)
    kept = vault.events(case)
    opened = vault._open()
    monkeypatch.setattr(opened, "set_mark", failing_after(1, opened.set_mark, number, for_ever=True))
    with pytest.raises(NotSaved) as told:
        vault.append(case, answer(1))
    assert told.value.code != "not-saved-unsure"
    assert vault.events(case) == kept
    vault.close() if ended == "closed" else vault._let_go()
    again = reopened()
    assert again.events(case) == kept
    assert not again.notices
    assert again.verify().holds


def test_a_commit_that_took_effect_and_then_failed_is_told_as_not_certain(
    vault: Vault, reopened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault)
    real = vault._same_files
    calls = iter([real, failing_after(1, real, errno.EIO, for_ever=True)])
    monkeypatch.setattr(vault, "_same_files", lambda: next(calls)())
    with pytest.raises(NotSaved, match="not-saved-unsure"):
        vault.append(case, answer(1))
    vault._let_go()
    again = reopened()
    assert again.events(case)[-1].event == answer(1)
    assert not again.notices
    assert again.verify().holds


def test_a_recorder_that_cannot_be_cut_back_is_told_as_not_certain(
    vault: Vault, reopened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault)
    opened = vault._open()
    with monkeypatch.context() as broken:
        broken.setattr(opened, "set_mark", failing_after(1, opened.set_mark, errno.EIO, for_ever=True))
        broken.setattr(journal.os, "ftruncate", failing_after(1, os.ftruncate, errno.EIO, for_ever=True))
        with pytest.raises(NotSaved, match="not-saved-unsure"):
            vault.append(case, answer(1))
    vault._let_go()
    again = reopened()
    assert [notice.code for notice in again.notices] == ["recorder-ahead"]
    assert again.events(case)[-1].event == answer(1)


def test_a_file_that_cannot_be_asked_is_told_as_not_certain_and_opens_again_later(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault)
    kept = vault.events(case)
    opened = vault._open()

    def refuse(*_: object) -> None:
        raise StoreTrouble("vault-not-readable")

    with monkeypatch.context() as broken:
        broken.setattr(opened, "set_mark", failing_after(1, opened.set_mark, errno.EIO, for_ever=True))
        broken.setattr(record_opening.Tables, "of", refuse)
        for act in (lambda: vault.append(case, answer(1)), lambda: vault.events(case)):
            with pytest.raises(NotSaved, match="not-saved-unsure"):
                act()
    assert vault.reopen().holds
    assert vault.events(case) == kept


@pytest.mark.parametrize("torn", [1, 40, 100])
def test_a_torn_frame_at_the_recorders_end_is_cut(
    vault: Vault, folder: Path, reopened: Callable[[], Vault], torn: int
) -> None:
    case = begin_case(vault)
    kept = vault.events(case)
    size = (folder / "recorder.bin").stat().st_size
    vault.append(case, answer(1))
    frame = (folder / "recorder.bin").read_bytes()[size:]
    vault._let_go()
    assert len(frame) > torn
    with open_vault(folder, PASSPHRASE) as vault:
        end = (folder / "recorder.bin").stat().st_size
    with (folder / "recorder.bin").open("ab") as file:
        file.write(frame[:torn])
    again = reopened()
    assert again.notices == []
    assert again.events(case)[:-1] == kept
    assert (folder / "recorder.bin").stat().st_size > end
    assert again.verify().holds


@pytest.mark.parametrize("table", ["event", "head", "mark"])
def test_a_statement_that_fails_takes_the_whole_transaction_with_it(vault: Vault, table: str) -> None:
    case = begin_case(vault)
    kept = vault.events(case)
    con = vault._open().con
    con.execute(f"CREATE TEMP TRIGGER no BEFORE INSERT ON main.{table} BEGIN SELECT RAISE(ROLLBACK, 'gone'); END")
    with pytest.raises(NotSaved, match="not-saved"):
        vault.append(case, answer(1))
    assert not vault._open().con.in_transaction
    assert vault.events(case) == kept
    assert vault.reopen().holds
    assert vault.events(case) == kept


def test_a_transaction_that_ended_behind_our_back_is_not_taken_for_saved(vault: Vault) -> None:
    case = begin_case(vault)
    with pytest.raises(NotSaved, match="not-saved"), vault.transaction() as tables:
        tables.con.execute("ROLLBACK")
    with pytest.raises(NotSaved, match="not-saved"):
        vault.append(case, answer(1))


FULL = """
    import resource, sys
    from pathlib import Path
    from screening.domain.answers import Answer, How
    from screening.domain.events.catalogue import CaseOpened, WordsWritten
    from screening.errors import NotSaved, StoreTrouble
    from screening.store import open_vault

    folder, passphrase, room = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    vault = open_vault(folder, passphrase)
    case = vault.new_case()
    vault.append(case, CaseOpened("2026-1", "office", "adult"))
    largest = max((folder / name).stat().st_size for name in ("vault.db", "recorder.bin"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, resource.RLIM_INFINITY))
    told = ""
    kept = 1
    try:
        for number in range(200):
            vault.append(case, WordsWritten("work", str(number), "x" * 700))
            kept += 1
    except NotSaved as trouble:
        told = trouble.code
    try:
        vault.append(case, WordsWritten("work", "again", "x"))
        told = "went on"
    except NotSaved:
        pass
    assert len(vault.events(case)) == kept
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert vault.reopen().holds
    assert len(vault.events(case)) == kept
    vault.append(case, WordsWritten("work", "after", "x"))
    print(told, case, kept + 1)
    sys.stdout.flush()
    import os; os._exit(0)
"""


@pytest.mark.one_in(7)
@pytest.mark.parametrize("room", [0, 500, 1500, 5000, 20000, 20480, 30001])
def test_a_full_disk_is_said_and_loses_nothing(vault: Vault, folder: Path, room: int) -> None:
    begin_case(vault, answers=40)
    vault.close()
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL), str(folder), PASSPHRASE, str(room)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    told, case, kept = done.stdout.split()
    assert told.startswith("not-saved")
    with open_vault(folder, PASSPHRASE) as again:
        assert len(again.events(case)) == int(kept)
        assert again.verify().holds


def test_a_vault_that_finds_no_room_at_unlocking_opens_to_be_read(
    vault: Vault, folder: Path, reopened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault, answers=3)
    kept = vault.events(case)
    vault.close()
    with monkeypatch.context() as full:
        full.setattr(journal, "write_all", failing_after(1, journal.write_all, errno.ENOSPC, for_ever=True))
        again = reopened()
        assert again.trouble == "not-saved-disk-full"
        assert again.events(case) == kept
        with pytest.raises(NotSaved, match="disk-full"):
            again.append(case, answer(1))
    assert again.reopen().holds
    again.append(case, answer(1))
    assert again.trouble == ""


READ_ONLY = """
    import os, sys
    from pathlib import Path
    from screening.domain.events.catalogue import BreakTaken
    from screening.errors import NotSaved, StoreTrouble
    from screening.store import open_vault
    if os.getuid() == 0:
        os.setgroups([]); os.setgid(65534); os.setuid(65534)
    vault = open_vault(Path(sys.argv[1]), sys.argv[2])
    print(vault.trouble, len(vault.events(sys.argv[3])), vault.verify().first)
    for write in (lambda: vault.append(sys.argv[3], BreakTaken()), lambda: vault.set_draft(sys.argv[3], "a", "b"),
                  vault.reopen):
        try:
            write()
        except NotSaved as trouble:
            print(trouble.code)
    vault.close()
"""


def test_a_vault_that_may_not_be_written_opens_to_be_read(vault: Vault, folder: Path) -> None:
    case = begin_case(vault, answers=3)
    vault.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    everything = [folder, *folder.rglob("*")]
    opened_up = [each for each in folder.parents if each.stat().st_mode & 0o005 != 0o005]
    modes = {path: path.stat().st_mode for path in [*everything, *opened_up]}
    try:
        for path in everything:
            path.chmod(0o555 if path.is_dir() else 0o444)
        if os.getuid() == 0:
            for path in opened_up:
                path.chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-B", "-c", textwrap.dedent(READ_ONLY), str(folder), PASSPHRASE, case],
            capture_output=True,
            text=True,
            timeout=60,
        )
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert done.stdout.split("\n")[:4] == ["not-saved-read-only 4 None", *["not-saved-read-only"] * 3], done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.mark.sweep
def test_a_renewed_recorder_fits_whenever_the_program_is_killed(
    vault: Vault, folder: Path, reopened: Callable[[], Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault, answers=5)
    kept = vault.events(case)
    for name in ("create_private", "sync", "sync_folder"):
        for module in (journal, record_opening):
            if not hasattr(module, name):
                continue
            for at in (1, 2):
                (folder / "recorder.bin").unlink(missing_ok=True)
                vault._let_go()
                with monkeypatch.context() as killed:
                    killed.setattr(module, name, failing_after(at, getattr(module, name), errno.EIO, for_ever=True))
                    open_vault(folder, PASSPHRASE)._let_go()
                vault = reopened()
                assert vault.trouble == ""
                assert vault.events(case) == kept
                assert vault.verify().holds


def test_a_new_recorder_that_was_never_finished_is_thrown_away(
    vault: Vault, folder: Path, reopened: Callable[[], Vault]
) -> None:
    case = begin_case(vault, answers=3)
    kept = vault.events(case)
    vault._let_go()
    (folder / "recorder.new").write_bytes((folder / "recorder.bin").read_bytes()[:-10])
    again = reopened()
    assert again.notices == []
    assert again.events(case) == kept
    assert not (folder / "recorder.new").exists()


def test_a_new_recorder_that_only_lacks_its_name_is_given_it(
    vault: Vault, folder: Path, reopened: Callable[[], Vault]
) -> None:
    case = begin_case(vault, answers=3)
    kept = vault.events(case)
    vault._let_go()
    (folder / "recorder.bin").rename(folder / "recorder.new")
    (folder / "recorder.bin").write_bytes(b"the old one")
    again = reopened()
    assert again.notices == []
    assert again.events(case) == kept


STEP = (
    "CREATE TABLE later (a TEXT) STRICT",
    "ALTER TABLE head ADD COLUMN b TEXT",
    "UPDATE head SET b = 'c'",
    "DROP TABLE aside",
)


@pytest.mark.one_in(5)
@pytest.mark.parametrize("at", range(len(STEP) + 1))
def test_an_upgrade_stopped_at_any_statement_leaves_the_old_shape(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    case = begin_case(vault, answers=3)
    kept = vault.events(case)
    vault.close()
    with monkeypatch.context() as later:
        later.setattr(schema, "STEPS", (*schema.STEPS, (*STEP[:at], "SELECT no_such_thing()", *STEP[at:])))
        with pytest.raises(Exception, match="vault-not-readable"):
            open_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert schema.version(again._open().con) == len(schema.STEPS)
        assert again.events(case) == kept
        assert again.verify().holds


def test_an_upgrade_is_made_after_a_backup_and_refused_by_the_older_program(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault, answers=3)
    kept = vault.events(case)
    vault.close()
    backups = automatic_copies.count_backups(folder)
    with monkeypatch.context() as later:
        later.setattr(schema, "STEPS", (*schema.STEPS, STEP[:3]))
        with open_vault(folder, PASSPHRASE) as again:
            assert schema.version(again._open().con) == len(schema.STEPS)
            assert again.events(case) == kept
            assert automatic_copies.count_backups(folder) == backups + 1
    stored = (folder / "vault.db").read_bytes()
    with pytest.raises(Exception, match="vault-newer"):
        open_vault(folder, PASSPHRASE)
    assert (folder / "vault.db").read_bytes() == stored


def test_another_programs_encrypted_file_is_not_a_vault(vault: Vault, folder: Path) -> None:
    vault._open().con.execute("PRAGMA application_id = 7")
    vault._let_go()
    with pytest.raises(Exception, match="not-a-vault"):
        open_vault(folder, PASSPHRASE)


@pytest.mark.usefixtures("settings_of_the_program")
def test_every_pragma_is_in_force(vault: Vault) -> None:
    con = vault._open().con
    wanted = {
        "locking_mode": "exclusive", "journal_mode": "truncate", "synchronous": 2, "fullfsync": 1, "foreign_keys": 1,
        "secure_delete": 1, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "temp_store": 2,
        "application_id": 0x56535431, "cipher_memory_security": "1", "cipher_page_size": "4096",
        "cipher_hmac_algorithm": "HMAC_SHA512",
    }  # fmt: skip
    for name, value in wanted.items():
        assert con.execute(f"PRAGMA {name}").fetchone()[0] == value, name


def test_verifying_counts_nobody_as_having_unlocked(vault: Vault, folder: Path) -> None:
    vault.close()
    verify_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert sum(each.event == VaultUnlocked() for each in again.events("")) == 2


def test_an_interruption_in_the_middle_of_a_write_is_not_taken_for_saved(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault)
    kept = vault.events(case)

    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(vault._open(), "set_mark", interrupt)
        with pytest.raises(KeyboardInterrupt):
            vault.append(case, answer(1))
    with pytest.raises(NotSaved):
        vault.append(case, answer(1))
    assert vault.reopen().holds
    assert vault.events(case) == kept


def test_reopening_that_is_not_possible_yet_may_be_tried_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    case = begin_case(vault)
    kept = vault.events(case)
    with monkeypatch.context() as broken:
        broken.setattr(journal, "write_all", failing_after(1, journal.write_all, errno.EIO, for_ever=True))
        with pytest.raises(NotSaved):
            vault.append(case, answer(1))
        broken.setattr(
            record_opening.Journal, "cut", failing_after(1, record_opening.Journal.cut, errno.EIO, for_ever=True)
        )
        for _ in range(2):
            with pytest.raises(NotSaved, match="not-saved"):
                vault.reopen()
            assert vault.events(case) == kept
    assert vault.reopen().holds
    vault.append(case, answer(1))


def test_an_unlocking_that_was_interrupted_leaves_no_lock(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.close()

    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(record_opening, "reconcile", interrupt)
        with pytest.raises(KeyboardInterrupt):
            open_vault(folder, PASSPHRASE)
    with open_vault(folder, PASSPHRASE) as again:
        assert again.trouble == ""


@pytest.mark.one_in(6)
@pytest.mark.parametrize("at", range(1, 7))
def test_a_vault_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    with monkeypatch.context() as full:
        for module in (atomic_files, journal):
            full.setattr(module, "write_all", failing_after(at, atomic_files.write_all, errno.ENOSPC, for_ever=True))
        # The first two writes are the key files', the next the recorder's.
        if at > 2:
            full.setattr(atomic_files, "write_all", os.write)
            full.setattr(journal, "write_all", failing_after(at - 2, os.write, errno.ENOSPC, for_ever=True))
        if at > 4:
            full.setattr(journal, "write_all", os.write)
            full.setattr(
                vaults.atomic_files,
                "sync_folder",
                failing_after(1, atomic_files.sync_folder, errno.ENOSPC, for_ever=True),
            )
        with pytest.raises(NotSaved, match="disk-full"):
            create_vault(tmp_path / "new", PASSPHRASE, "A", "officer", "", cost=QUICK)
    assert not any(path.name.startswith(".part") for path in tmp_path.iterdir())


@pytest.mark.sweep
def test_a_rebuilding_without_room_changes_nothing_and_can_be_done_later(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin_case(vault, answers=5)
    kept = vault.events(case)
    vault.close()
    (folder / "vault.db").write_bytes(b"damaged")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    for at in (1, 2, 5):
        with monkeypatch.context() as full:
            full.setattr(journal, "write_all", failing_after(at, journal.write_all, errno.ENOSPC, for_ever=True))
            with pytest.raises(NotSaved, match="disk-full"):
                rebuild_vault(folder, PASSPHRASE)
        assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert rebuild_vault(folder, PASSPHRASE).first is None
    with open_vault(folder, PASSPHRASE) as again:
        assert again.events(case) == kept


def test_a_vault_that_is_open_is_not_rebuilt(vault: Vault, folder: Path) -> None:
    case = begin_case(vault, answers=1)
    with pytest.raises(StoreTrouble, match="vault-open-elsewhere"):
        rebuild_vault(folder, PASSPHRASE)
    vault.append(case, answer(1))


def test_the_wrong_passphrase_rebuilds_nothing(vault: Vault, folder: Path) -> None:
    begin_case(vault)
    vault.close()
    for name in ("keys.json", "keys.bak"):
        (folder / name).unlink()
    with pytest.raises(StoreTrouble, match="keys-missing"):
        rebuild_vault(folder, "quite another sentence, this")
    assert not (folder / "keys.json").exists()


def test_too_little_memory_is_told_as_such(vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.close()

    def none_left(*_: Any, **__: Any) -> bytes:
        raise MemoryError

    monkeypatch.setattr(key_file.argon2id, "kdf", none_left)
    with pytest.raises(StoreTrouble, match="not-enough-memory"):
        open_vault(folder, PASSPHRASE)
    assert throttle.count(folder) == 0


def test_a_wrong_passphrase_is_told_although_it_cannot_be_counted(
    vault: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.close()
    monkeypatch.setattr(throttle, "write_atomic", failing_after(1, throttle.write_atomic, errno.ENOSPC, for_ever=True))
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, "quite another sentence, this")


def test_a_table_without_its_owner_is_damage(vault: Vault, folder: Path) -> None:
    vault._open().con.execute("DELETE FROM device")
    vault._let_go()
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        open_vault(folder, PASSPHRASE)


@pytest.mark.one_in(6)
@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"rows": [1]}', b'{"rows": [[1,2,3]]}', b"\xff"])
def test_a_frame_that_holds_no_rows_is_passed_over(
    vault: Vault, folder: Path, reopened: Callable[[], Vault], content: bytes
) -> None:
    case = begin_case(vault)
    kept = vault.events(case)
    assert vault._journal is not None
    vault._journal.append(JournalFrame(content, ()))
    vault._let_go()
    again = reopened()
    assert again.events(case) == kept
    assert again.verify().holds
