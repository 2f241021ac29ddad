"""One officer's vault: its list of cases, erasing from it, checking, backing up, locking and opening it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from screening.domain.events.case_codes import is_stream_code, new_code, new_operation_code
from screening.domain.events.catalogue import Event, Recorded
from screening.domain.events.hash_chain import LogHead, fingerprint
from screening.domain.events.record import VaultLocked
from screening.errors import Notice, NotSaved, ScreeningError, StoreTrouble
from screening.store import progress
from screening.store.crypto.key_file import Keys
from screening.store.database.driver import dbapi, why
from screening.store.database.journal import Journal
from screening.store.database.tables import ListedCase, Tables
from screening.store.folder import keyring, process_lock
from screening.store.folder.automatic_copies import count_backups, make_backup
from screening.store.folder.identity_db import Identity
from screening.store.folder.process_lock import Hold
from screening.store.integrity import check_behind, erasure, printed_fingerprints, record_opening
from screening.store.integrity.printed_fingerprints import PrintedHead
from screening.store.integrity.verify import Verification, verify_with_journal
from screening.store.vault.identity import People
from screening.store.vault.open_record import VAULT as VAULT
from screening.store.vault.open_record import OpenRecord


class Vault(OpenRecord):
    """An open vault."""

    def __init__(
        self, folder: Path | None, opened: Keys, tables: Tables, journal: Journal | None, hold: Hold | None = None
    ) -> None:
        super().__init__(folder, opened, tables, journal, hold)
        self.people = People(self, Identity(folder, opened))
        """Names and contacts, kept apart."""

    def take_keys(self, opened: Keys) -> None:
        """Go on under other keys."""
        self._open()
        self._keys = opened
        self.people = People(self, Identity(self.folder, opened))

    def renew_journal(self, renewed: Callable[[], Journal | None]) -> None:
        """Close the journal, have its file made anew, and go on with what ``renewed`` returns.

        Its file is replaced in here alone. Raises what ``renewed`` raises; then the journal is closed, and nothing is
        written until ``reopen``.
        """
        if self._journal is not None:
            self._journal.close()
        self._journal = renewed()

    def erase(self, cases: Iterable[str], reason: str, second: str = "", counted: Iterable[str] = ()) -> int:
        """Erase whole records: names, keys, events, drafts, and what journal and backups still hold. How many.

        ``reason``: withdrawn, retention, asked or empty; ``counted`` are names to count one more of in the same
        transaction.
        Raises NotSaved, and with "erased-unfinished" once the keys are destroyed: the records are gone then, and the
        next unlocking cleans the other files.
        """
        tables = self.writable()
        known = [case for case in dict.fromkeys(cases) if is_stream_code(case) and tables.knows(case)]
        if not known:
            return 0
        progress.step("erase", 0, 2)
        with progress.to_the_end():
            return self._erased(tables, known, reason, second, counted)

    def _erased(self, tables: Tables, known: list[str], reason: str, second: str, counted: Iterable[str]) -> int:
        """Erase cases that are there. It is not left off: a key that is destroyed does not come back."""
        self.people.forget(known)
        with self.reading():
            events = [erasure.erased_event(tables, case, reason, second) for case in known]
        before = erasure.PENDING in tables.pending()
        rows, names = self._linked(tables, VAULT, events), tuple(counted)

        def beside(tables: Tables) -> None:
            erasure.apply(tables, rows, known)
            tables.count_up(names)

        self.take_rows(rows, beside)
        progress.step("erase", 1, 2)
        self._clean(() if before else known)
        return len(known)

    def clean(self) -> None:
        """Do in journal and backups what an erasing left to do; nothing when there is nothing.

        Raises NotSaved("erased-unfinished"): what was erased is gone from the record all the same.
        """
        self._clean(())

    def _clean(self, gone: Sequence[str]) -> None:
        tables = self.writable()
        if erasure.PENDING not in tables.pending():
            return
        if self.folder is None or self._journal is None:
            with tables.transaction():
                tables.clear_pending(erasure.PENDING)
            return
        try:
            folder, keys = self.folder, self._keys
            self.renew_journal(lambda: erasure.clean(folder, keys, tables, gone))
        except (OSError, StoreTrouble, dbapi.Error) as trouble:
            self.trouble = why(trouble, self.folder)
            raise NotSaved("erased-unfinished") from None
        self._changed = False

    def tally(self) -> dict[str, int]:
        """Return numbers that are not linked to any record: how many were erased, and what was counted with a yes."""
        with self.reading() as tables:
            return tables.tally()

    def doubted(self) -> str:
        """Return what ``left`` found not to hold: ``check-pages``, or "" where all holds.

        The next unlocking then checks everything first, and offers what there is to do. Raises StoreTrouble.
        """
        if self.left is None:
            return ""
        with self.reading() as tables:
            code = check_behind.confirmed(tables)
            if not code and self.folder is not None and record_opening.lacks(self.folder, self._keys, tables):
                code = "check-pages"
        if code:
            with suppress(StoreTrouble), self.transaction() as tables:
                tables.set_pending(check_behind.WHOLE_NEXT)
        return code

    def all_checked(self) -> None:
        """Note that this opening checked everything: the next one need not. Raises NotSaved."""
        if self.left is None and check_behind.WHOLE_NEXT in self.writable().pending():
            with self.transaction() as tables:
                tables.clear_pending(check_behind.WHOLE_NEXT)

    def cases(self) -> tuple[str, ...]:
        """Return every case's code, the one with the newest event first."""
        return tuple(listed.case for listed in self.listed_cases(0, -1))

    def listed_cases(self, offset: int = 0, limit: int = 50) -> tuple[ListedCase, ...]:
        """Return a part of the list of cases, newest activity first."""
        with self.reading() as tables:
            return tables.listed_cases(offset, limit)

    def count_cases(self) -> int:
        with self.reading() as tables:
            return tables.count_cases()

    def new_case(self) -> str:
        """Return a case code that this vault has not used."""
        with self.reading() as tables:
            while tables.knows(code := new_code()):
                pass
            return code

    def operations(self) -> tuple[str, ...]:
        """Return the codes of the operations, the one with the newest event first."""
        with self.reading() as tables:
            return tables.operations()

    def reach(self, code: str) -> tuple[int, int]:
        """Return what changes with each entry of a case or an operation; (0, 0) where there is none."""
        with self.reading() as tables:
            return tables.reach(code)

    def new_operation(self) -> str:
        """Return a code of an operation that this vault has not used."""
        with self.reading() as tables:
            while tables.knows(code := new_operation_code()):
                pass
            return code

    def fingerprint(self, case: str) -> str:
        """Return the head of a case over all its strands, as it is printed on a paper."""
        with self.reading() as tables:
            return fingerprint(tables.strand_heads(case))

    def log_head(self) -> LogHead:
        """Return how the log of what was done with the record stands, as it is printed on a paper."""
        with self.reading() as tables:
            return tables.log_head()

    def place(self, case: str) -> str:
        """Return what ``set_place`` kept; empty when nothing."""
        with self.reading() as tables:
            return tables.place(case)

    def verify(self) -> Verification:
        """Check every page, body and link, and compare with the journal."""
        with self.reading() as tables:
            return verify_with_journal(self.folder, self._keys, tables)

    def newest(self, kinds: Iterable[str], limit: int) -> tuple[tuple[str, Recorded], ...]:
        """Return the newest events of some kinds with the code of their case, "" for the vault's own; newest first."""
        with self.reading() as tables:
            return tuple((row.link.case, row.recorded()) for row in tables.newest(tuple(kinds), limit))

    def check_head(self, printed: str, *, case: str = "", entries: int = 0, log: bool = False) -> PrintedHead:
        """Return what ``printed_fingerprints.check`` says of a printed head."""
        with self.reading() as tables:
            place = self.folder or Path("nowhere")
            return printed_fingerprints.check(place, self._keys, tables, printed, case, entries, log=log)

    def reopen(self) -> Verification:
        """Open the files again after NotSaved, drop what was not saved, and verify. Writing works again then.

        Raises StoreTrouble or NotSaved when it is not possible yet; it may be tried again.
        """
        self._own()
        if self._locked:
            raise StoreTrouble("vault-closed")
        if self.folder is None:
            self.trouble = ""
            return self.verify()
        self._let_go()
        self._hold = process_lock.hold(self.folder)
        tables, unwritable = record_opening.open_tables(self.folder, self._keys)
        try:
            self._hold.begin()
        except OSError as trouble:
            unwritable = unwritable or why(trouble, self.folder)
        self._tables = tables
        self._identity = record_opening.file_identity(self.folder)
        self.strand = tables.device().strand
        if unwritable:
            self.trouble = unwritable
            raise NotSaved(self.trouble)
        try:
            self._journal, notices = record_opening.reconcile(self.folder, self._keys, tables, self._frames)
        except (OSError, StoreTrouble, dbapi.Error) as trouble:
            self.trouble = why(trouble, self.folder)
            raise NotSaved(self.trouble) from None
        self._frames = None
        self.notices += notices
        self.trouble = ""
        return self.verify()

    def backup(self) -> None:
        """Make a verified copy now; the three newest are kept. Raises NotSaved when it could not be made."""
        tables = self._open()
        if self.folder is None:
            return
        try:
            make_backup(self.folder, self._keys, tables)
        except (OSError, StoreTrouble, dbapi.Error) as trouble:
            raise NotSaved(why(trouble, self.folder)) from None
        self._changed = False

    def close(self) -> None:
        """Lock: note it, make a backup if anything changed, let go of the files and the keys. Again is fine."""
        self._own()
        try:
            if self._tables is not None and not self.trouble:
                self.append(VAULT, VaultLocked())
                self.clean()
                if self.folder is not None and (self._changed or not self._backed_up(self.folder)):
                    self.backup()
        except StoreTrouble:
            self.notices.append(Notice("backup-not-made" if not self.trouble else self.trouble))
        finally:
            self.abandon()

    def _backed_up(self, folder: Path) -> bool:
        """Whether there is a backup, and the newest knows which key file is in force."""
        return count_backups(folder) > 0 and keyring.newest_backup_knows(folder, self._keys, self._open())

    def abandon(self) -> None:
        """Let go of files and keys and write nothing more: what was here is being cleared away."""
        self._own()
        self._let_go()
        self._locked = True
        self._keys = Keys("", b"", b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def let_go_of_files(self) -> None:
        """Close them for whoever opens them again under the same hold."""
        self._hold = None
        self._let_go()

    def _let_go(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if self._tables is not None:
            self._tables.con.close()
            self._tables = None
        if self._hold is not None:
            self._hold.close()


@contextmanager
def noted(vault: Vault, case: str, leaves: Event, stayed: Event) -> Iterator[None]:
    """Record what leaves the record before it is done inside; where that is refused, record ``stayed`` behind it.

    Raises NotSaved before anything left, and what is raised inside.
    """
    vault.append(case, leaves)
    try:
        yield
    except ScreeningError:
        with suppress(NotSaved):
            vault.append(case, stayed)
        raise
