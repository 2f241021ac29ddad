"""One officer's vault: events in, events out, on disk before anyone is told so. Owned by the thread that opened it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from screening.domain.case.case import fold
from screening.domain.events.case_codes import is_code, new_code
from screening.domain.events.catalogue import CaseOpened, Event, Recorded
from screening.domain.events.hash_chain import START, LogHead, fingerprint
from screening.domain.events.record import ClockMoved, VaultLocked
from screening.domain.policy import roles
from screening.errors import BadInput, NotAccepted, NotSaved, ScreeningError, StoreTrouble
from screening.store import progress
from screening.store.crypto.key_file import Keys
from screening.store.database.driver import dbapi, why
from screening.store.database.journal import Journal, Position
from screening.store.database.rows import Row, in_parts, new_row, storable, storable_together, to_frame
from screening.store.database.tables import ListedCase, Tables
from screening.store.folder import elapsed, keyring, process_lock
from screening.store.folder.automatic_copies import count_backups, make_backup
from screening.store.folder.identity_db import Identity
from screening.store.folder.notices import Notice
from screening.store.folder.process_lock import Hold
from screening.store.integrity import check_behind, erasure, erasure_markers, printed_fingerprints, record_opening
from screening.store.integrity.check_behind import Behind
from screening.store.integrity.printed_fingerprints import Head
from screening.store.integrity.verify import Verification, verify_with_journal
from screening.store.vault.identity import People

VAULT = ""
"""The code under which the vault's own events stand."""
SECOND_WRITER = "not-saved-second-writer"
"""Another program has written to the record since this one opened it."""


class Vault:
    """An open vault. Every method raises StoreTrouble("vault-closed") after ``close``."""

    def __init__(
        self, folder: Path | None, opened: Keys, tables: Tables, journal: Journal | None,
        hold: Hold | None = None,
    ) -> None:  # fmt: skip
        self.folder = folder
        self.notices: list[Notice] = []
        """What the officer should be told: ``recorder-missing``, ``recorder-damaged``, ``keys-copy-used`` ..."""
        self.trouble = ""
        """Why nothing can be written now: the code of the last NotSaved, until ``reopen`` succeeds."""
        self.left: Behind | None = None
        """What of a large record is still to be checked, where it was opened so."""
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._keys = opened
        self._tables: Tables | None = tables
        self._journal = journal
        self._hold = hold
        self._thread = threading.get_ident()
        self._locked = False
        self._changed = False
        self._anchor: elapsed.Anchor | None = None
        self.people = People(self, Identity(folder, opened))
        """Names and contacts, kept apart."""
        self._frames: int | None = None
        """How many frames the journal had before the write that went wrong."""
        self._identity = record_opening.file_identity(folder)
        device = tables.device()
        self.officer, self.role, self.organisation = device.officer, device.role, device.organisation
        self.strand = device.strand

    @property
    def tables(self) -> Tables:
        """The tables, also of a record that takes no more. Raises StoreTrouble("vault-closed") and NotSaved."""
        return self._open()

    @property
    def keys(self) -> Keys:
        """The opened keys. Raises StoreTrouble("vault-closed")."""
        self._open()
        return self._keys

    def take_keys(self, opened: Keys) -> None:
        """Go on under other keys."""
        self._open()
        self._keys = opened
        self.people = People(self, Identity(self.folder, opened))

    def replace_journal(self, journal: Journal | None) -> None:
        """Go on with a journal that was made anew."""
        if journal is not None:
            if self._journal is not None:
                self._journal.close()
            self._journal = journal

    # -- writing

    def append(self, case: str, event: Event) -> Recorded:
        """Add one event to a case (``""`` is the vault itself); it is on disk when this returns.

        Raises NotSaved otherwise: everything before it is in the record, and no more is taken until ``reopen``; read
        ``events`` again after that. Only with "not-saved-unsure" this entry may be among them. Raises
        NotAccepted("text-not-storable") or ("text-too-long"), which change nothing.
        """
        return self.append_many(case, (event,))[0]

    def append_many(self, case: str, events: Iterable[Event], *, place: str = "") -> tuple[Recorded, ...]:
        """Add several events to one case: all of them, or none.

        ``place`` is where the officer is once they are on disk, as ``set_place`` keeps it; "" leaves it as it is.
        Raises NotAccepted("case-unknown") where the record has no such case and none of them opens it.
        """
        tables = self.writable()
        events = tuple(events)
        self.note_clock()
        if case != VAULT:
            self._may_write(case, events)
            if not any(isinstance(each, CaseOpened) for each in events):
                self._there(tables, case)
        rows = storable_together(self._linked(tables, case, events))
        if not rows:
            return ()
        storable(place)

        def beside(tables: Tables) -> None:
            erasure_markers.apply(tables, rows)
            if place:
                tables.set_place(case, place)

        changed = self._changed or case != VAULT
        self.take_rows(rows, beside)
        self._changed = changed
        return tuple(row.recorded() for row in rows)

    def _may_write(self, case: str, events: Iterable[Event]) -> None:
        """Raise NotAccepted("role-may-not"): a trainer writes to invented cases only, a supervisor to none."""
        if roles.may(self.role, roles.SCREEN):
            return
        opened = next((each for each in events if isinstance(each, CaseOpened)), None)
        practice = opened.practice if opened is not None else fold(case, self.events(case)).practice
        if not roles.may_write(self.role, practice=practice):
            raise NotAccepted("role-may-not")

    def note_clock(self) -> int:
        """Put it into the log when the computer's clock was set since the last time; by how many seconds.

        Raises what ``append`` raises.
        """
        if self.folder is None or (self._anchor is not None and not self._anchor.moved()):
            return 0
        before = self._anchor or elapsed.kept(self.draft(VAULT, elapsed.KEPT))
        moved = before.moved() if before is not None else 0
        first, self._anchor = self._anchor is None, elapsed.now()
        if moved:
            self.append(VAULT, ClockMoved(moved))
        if moved or (first and before is None):
            self.set_draft(VAULT, elapsed.KEPT, self._anchor.text())
        return moved

    def set_place(self, case: str, text: str) -> None:
        """Keep where the officer is in a case, for exact resume. Raises NotAccepted("case-unknown")."""
        tables = self.writable()
        self._there(tables, case)
        storable(text)
        with self.transaction():
            tables.set_place(case, text)

    def set_draft(self, case: str, field: str, text: str) -> None:
        """Keep half-typed text; empty text removes it. Raises NotAccepted("case-unknown")."""
        tables = self.writable()
        self._there(tables, case)
        storable(field)
        storable(text)
        with self.transaction():
            tables.set_draft(case, field, text)

    def erase(self, cases: Iterable[str], reason: str, second: str = "", counted: Iterable[str] = ()) -> int:
        """Erase whole records: names, keys, events, drafts, and what journal and backups still hold. How many.

        ``reason``: withdrawn, retention, asked or empty; ``counted`` are names to count one more of in the same
        transaction.
        Raises NotSaved, and with "erased-unfinished" once the keys are destroyed: the records are gone then, and the
        next unlocking cleans the other files.
        """
        tables = self.writable()
        known = [case for case in dict.fromkeys(cases) if is_code(case) and tables.knows(case)]
        if not known:
            return 0
        progress.step("erase", 0, 2)
        with progress.to_the_end():
            return self._erased(tables, known, reason, second, counted)

    def _erased(self, tables: Tables, known: list[str], reason: str, second: str, counted: Iterable[str]) -> int:
        """Erase cases that are there. It is not left off: a key that is destroyed does not come back."""
        self.people.forget(known)
        with self.reading():
            events = [erasure_markers.erased_event(tables, case, reason, second) for case in known]
        before = erasure_markers.PENDING in tables.pending()
        rows, names = self._linked(tables, VAULT, events), tuple(counted)

        def beside(tables: Tables) -> None:
            erasure_markers.apply(tables, rows, known)
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
        if erasure_markers.PENDING not in tables.pending():
            return
        if self.folder is None or self._journal is None:
            with tables.transaction():
                tables.clear_pending(erasure_markers.PENDING)
            return
        try:
            self._journal.close()
            self._journal = erasure.clean(self.folder, self._keys, tables, gone)
        except (OSError, StoreTrouble, dbapi.Error) as trouble:
            self.trouble = why(trouble, self.folder)
            raise NotSaved("erased-unfinished") from None
        self._changed = False

    def tally(self) -> dict[str, int]:
        """Return numbers that are not linked to any record: how many were erased, and what was counted with a yes."""
        with self.reading() as tables:
            return tables.tally()

    def count_up(self, names: Iterable[str]) -> None:
        """Count one more of each name, at once and without a time."""
        with self.transaction() as tables:
            tables.count_up(tuple(names))

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

    def _there(self, tables: Tables, case: str) -> None:
        """What was erased or sealed away does not come back by a late write."""
        _known(case)
        with self.reading():
            if case != VAULT and not tables.knows(case):
                raise NotAccepted("case-unknown")

    def _linked(self, tables: Tables, case: str, events: Iterable[Event]) -> tuple[Row, ...]:
        _known(case)
        with self.reading():
            seq, prev = tables.head_of(case, self.strand) or (0, START)
            lamport = tables.lamport(case)
        at = self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        rows: list[Row] = []
        for event in events:
            seq, lamport = seq + 1, lamport + 1
            row = new_row(
                event, case=case, strand=self.strand, seq=seq, lamport=lamport, at=at, by=self.officer, prev=prev
            )
            rows.append(row)
            prev = row.link.digest
        return tuple(rows)

    @contextmanager
    def transaction(self) -> Iterator[Tables]:
        """Change the tables in one transaction: on disk at the end, or NotSaved is raised and nothing more is taken."""
        tables = self.writable()
        with self._saving(), tables.transaction():
            yield tables
        self._changed = True

    def take_rows(self, rows: Iterable[Row], beside: Callable[[Tables], object] = lambda _: None) -> None:
        """Add rows that are linked already in one transaction, and do what is ``beside`` it. Raises NotSaved.

        Each goes into the journal first; with the change goes the mark that says how far that is. Many are several
        frames, which count together or not at all.
        """
        with self.transaction() as tables:
            for some, more in in_parts(rows):
                if self._journal is not None:
                    position = self._journal.append(to_frame(some, more=more), synced=not more)
                    tables.set_mark(position)
                tables.add(some)
            beside(tables)

    def next_rows(self, case: str, events: Iterable[Event]) -> tuple[Row, ...]:
        """Return events as the rows that would follow in a case; nothing is written."""
        return self._linked(self._open(), case, events)

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """What is written inside is on disk at the end, or NotSaved is raised and nothing more is taken."""
        before = self._journal.position if self._journal else None
        try:
            self._same_files()
            yield
            self._same_files()
        except (OSError, StoreTrouble, dbapi.Error) as trouble:
            self._failed(why(trouble, self.folder), before)
            raise NotSaved(self.trouble) from None
        except BaseException:
            self._failed("not-saved", before)
            raise

    def _failed(self, code: str, before: Position | None) -> None:
        """Take no more. "Not saved" is only said when nothing of it can come back; else that it is not certain."""
        self.trouble, self._frames = code, before.frames if before else None
        if self.folder is None or before is None or self._journal is None or code == "not-saved-file-gone":
            return
        if code == SECOND_WRITER:
            self._frames = None  # what stands behind is the other one's, and stays
            return
        self._tables, sure = record_opening.take_back(self.folder, self._keys, self._open(), self._journal, before)
        if not sure:
            self.trouble = "not-saved-unsure"

    def _same_files(self) -> None:
        """A file deleted or replaced while open goes on taking writes that nobody will ever find; and of two that
        write to one record, each would write over what the other one saved."""
        if self.folder is None:
            return
        if record_opening.file_identity(self.folder) != self._identity or not (
            self._journal and self._journal.still_there()
        ):
            raise NotSaved("not-saved-file-gone")
        if (self._hold and not self._hold.still_alone()) or self._journal.grown():
            raise NotSaved(SECOND_WRITER)

    # -- reading

    def events(self, case: str) -> tuple[Recorded, ...]:
        """Return a case's events, ordered by Lamport counter, then strand, then number."""
        with self.reading() as tables:
            return tuple(row.recorded() for row in tables.rows(case))

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

    def knows(self, case: str) -> bool:
        """Whether there is such a case. Never raises for what is no code."""
        with self.reading() as tables:
            return is_code(case) and tables.knows(case)

    def new_case(self) -> str:
        """Return a case code that this vault has not used."""
        with self.reading() as tables:
            while tables.knows(code := new_code()):
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

    def draft(self, case: str, field: str) -> str:
        """Return the half-typed text of one field; empty when there is none."""
        return self.drafts(case).get(field, "")

    def drafts(self, case: str) -> dict[str, str]:
        """Return half-typed text by field."""
        with self.reading() as tables:
            return tables.drafts(case)

    def verify(self) -> Verification:
        """Check every page, body and link, and compare with the journal."""
        with self.reading() as tables:
            return verify_with_journal(self.folder, self._keys, tables)

    def newest(self, kinds: Iterable[str], limit: int) -> tuple[tuple[str, Recorded], ...]:
        """Return the newest events of some kinds with the code of their case, "" for the vault's own; newest first."""
        with self.reading() as tables:
            return tuple((row.link.case, row.recorded()) for row in tables.newest(tuple(kinds), limit))

    def check_head(self, printed: str, *, case: str = "", entries: int = 0, log: bool = False) -> Head:
        """Return what ``printed_fingerprints.check`` says of a printed head."""
        with self.reading() as tables:
            place = self.folder or Path("nowhere")
            return printed_fingerprints.check(place, self._keys, tables, printed, case, entries, log=log)

    # -- opening again, locking

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

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
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

    def _own(self) -> None:
        if threading.get_ident() != self._thread:
            raise RuntimeError("a vault is used by the thread that opened it")

    def _open(self) -> Tables:
        self._own()
        if self._tables is None:
            raise NotSaved(self.trouble) if self.trouble and not self._locked else StoreTrouble("vault-closed")
        return self._tables

    @contextmanager
    def reading(self) -> Iterator[Tables]:
        """Yield the tables; what the driver raises about them comes out as StoreTrouble."""
        tables = self._open()
        try:
            yield tables
        except dbapi.Error as trouble:
            raise record_opening.worded(self.folder, self._keys, trouble) from None

    def writable(self) -> Tables:
        """Return the tables of a record that takes more. Raises NotSaved."""
        tables = self._open()
        if not self.trouble and self._hold is not None and not self._hold.still_alone():
            self.trouble = SECOND_WRITER
        if self.trouble:
            raise NotSaved(self.trouble)
        return tables


def _known(case: str) -> None:
    if case != VAULT and not is_code(case):
        raise BadInput("not-a-case-code")


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
