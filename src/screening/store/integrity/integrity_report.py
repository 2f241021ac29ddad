"""What can be said about a vault's folder from outside: with its passphrase, and without."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from screening.errors import BadInput, StoreTrouble
from screening.store.crypto import atomic_files, key_file
from screening.store.database import journal
from screening.store.database.driver import SMALLEST_VAULT, dbapi
from screening.store.folder import automatic_copies, process_lock
from screening.store.integrity import printed_fingerprints, record_opening
from screening.store.integrity.printed_fingerprints import PrintedHead
from screening.store.integrity.verify import Verification, verify_with_journal

PAGE = 4096


@dataclass(frozen=True, slots=True)
class FilesReport:
    """The files of a vault as they look without a key. ``faults`` are error codes."""

    journal_frames: int
    journal_rest: int
    """Bytes behind the last whole frame: a torn write, or damage."""
    backups: int
    faults: tuple[str, ...]


def verify_vault(folder: Path, passphrase: str) -> Verification:
    """Check every page, body and link of a locked vault, adding nothing to it. Raises what ``open_vault`` raises."""
    return verify_against(folder, passphrase, "")[0]


def verify_against(
    folder: Path, passphrase: str, printed: str, *, case: str = "", entries: int = 0, log: str = "", acts: int = 0
) -> tuple[Verification, tuple[PrintedHead, ...]]:
    """Return the same, and what a printed head says of the record, and one of its log with the number of its ``acts``.

    Raises BadInput("not-a-head") for what is none.
    """
    if any(each and not printed_fingerprints.plain(each) for each in (printed, log)):
        raise BadInput("not-a-head")  # before it takes a minute to check the record
    folder = atomic_files.local_path(folder)
    with process_lock.held(folder):
        unlocked = record_opening.unlock(folder, passphrase)
        record_opening.not_older(folder, unlocked)
        opened = unlocked.keys
        tables, _ = record_opening.open_tables(folder, opened, compared=False)
        try:
            checked = verify_with_journal(folder, opened, tables)
            check = partial(printed_fingerprints.check, folder, opened, tables)
            heads = [check(printed, case, entries)] if printed else []
            return checked, (*heads, *([check(log, "", acts, log=True)] if log else []))
        except dbapi.Error as trouble:  # pages of an earlier time, which do not belong together
            raise record_opening.worded(folder, opened, trouble) from None
        finally:
            tables.con.close()


def verify_files(folder: Path) -> FilesReport:
    """Return what can be checked without a passphrase: that the files are there, their sizes and their outer form."""
    folder = atomic_files.local_path(folder)
    if not folder.is_dir():
        raise StoreTrouble("vault-not-found")
    faults = []
    try:
        if not key_file.read(folder)[1]:
            faults.append("keys-differ")
    except StoreTrouble as trouble:
        faults.append(trouble.code)
    # Only asked for its size: opening and closing it here would drop the locks of a vault open in this process.
    path = folder / record_opening.FILE
    size = path.stat().st_size if path.exists() else 0
    if not path.exists():
        faults.append("vault-missing")
    elif size < SMALLEST_VAULT or size % PAGE:
        faults.append("vault-damaged")
    frames = rest = 0
    try:
        frames, rest = journal.frames_by_length(folder / journal.FILE)
    except FileNotFoundError:
        faults.append("recorder-missing")
    except (OSError, ValueError):
        faults.append("recorder-damaged")
    if rest:
        faults.append("recorder-torn")
    return FilesReport(frames, rest, automatic_copies.count_backups(folder), tuple(faults))
