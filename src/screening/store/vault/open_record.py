"""An open record: what is written is on disk before anyone is told so. Owned by the thread that opened it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from screening.domain.case.case import fold
from screening.domain.events.case_codes import is_stream_code
from screening.domain.events.catalogue import CaseOpened, Event, Recorded
from screening.domain.events.hash_chain import START
from screening.domain.events.operation import OperationOpened
from screening.domain.events.record import ClockMoved
from screening.domain.events.session import DrawnForSecondLook
from screening.domain.events.timestamps import utc_text
from screening.domain.policy import roles
from screening.errors import BadInput, NotAccepted, Notice, NotSaved, StoreTrouble
from screening.store.crypto.key_file import Keys
from screening.store.database.driver import dbapi, why
from screening.store.database.journal import Journal, Position
from screening.store.database.rows import Row, in_parts, new_row, storable, storable_together, to_frame
from screening.store.database.tables import Tables
from screening.store.folder import elapsed
from screening.store.folder.process_lock import Hold
from screening.store.integrity import erasure, record_opening
from screening.store.integrity.check_behind import Behind

VAULT = ""
"""The code under which the vault's own events stand."""
OPENINGS = (CaseOpened, OperationOpened)
"""With what a stream of events begins."""
SECOND_WRITER = "not-saved-second-writer"
"""Another program has written to the record since this one opened it."""


class OpenRecord:
    """The files of an open vault. Every method raises StoreTrouble("vault-closed") after it is closed."""

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
        rows = self._following(tables, case, events)
        if not rows:
            return ()
        storable(place)

        def beside(tables: Tables) -> None:
            erasure.apply(tables, rows)
            if place:
                tables.set_place(case, place)

        changed = self._changed or case != VAULT
        self.take_rows(rows, beside)
        self._changed = changed
        return tuple(row.recorded() for row in rows)

    def append_to_several(self, streams: Mapping[str, Sequence[Event]]) -> Mapping[str, tuple[Recorded, ...]]:
        """Add events to several cases or operations, all of them or none. Raises what ``append_many`` raises."""
        tables = self.writable()
        self.note_clock()
        made = {case: self._following(tables, case, events) for case, events in streams.items()}
        self.take_rows(row for rows in made.values() for row in rows)
        return {case: tuple(row.recorded() for row in rows) for case, rows in made.items()}

    def _following(self, tables: Tables, case: str, events: Sequence[Event]) -> tuple[Row, ...]:
        """Return the rows that events may be added as."""
        self._may_write(case, events)
        if not any(isinstance(each, OPENINGS) for each in events):
            self._there(tables, case)
        return storable_together(self._linked(tables, case, events))

    def _may_write(self, case: str, events: Iterable[Event]) -> None:
        """Raise NotAccepted("role-may-not"): a trainer writes to invented cases only, a supervisor to none.

        That a lot drew a case is not written into what anybody said: who has the counts draws.
        """
        if case == VAULT or roles.may(self.role, roles.SCREEN):
            return
        if roles.may(self.role, roles.COUNTS) and all(isinstance(each, DrawnForSecondLook) for each in events):
            return
        opened = next((each for each in events if isinstance(each, OPENINGS)), None)
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
        at = utc_text(self.clock())
        rows: list[Row] = []
        for event in events:
            seq, lamport = seq + 1, lamport + 1
            row = new_row(
                event, case=case, strand=self.strand, seq=seq, lamport=lamport, at=at, by=self.officer, prev=prev
            )
            rows.append(row)
            prev = row.link.digest
        return tuple(rows)

    def next_rows(self, case: str, events: Iterable[Event]) -> tuple[Row, ...]:
        """Return events as the rows that would follow in a case; nothing is written."""
        return self._linked(self._open(), case, events)

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

    def events(self, case: str) -> tuple[Recorded, ...]:
        """Return a case's events, ordered by Lamport counter, then strand, then number."""
        with self.reading() as tables:
            return tuple(row.recorded() for row in tables.rows(case))

    def knows(self, case: str) -> bool:
        """Whether there is such a case. Never raises for what is no code."""
        with self.reading() as tables:
            return is_stream_code(case) and tables.knows(case)

    def draft(self, case: str, field: str) -> str:
        """Return the half-typed text of one field; empty when there is none."""
        return self.drafts(case).get(field, "")

    def drafts(self, case: str) -> dict[str, str]:
        """Return half-typed text by field."""
        with self.reading() as tables:
            return tables.drafts(case)

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

    def _own(self) -> None:
        if threading.get_ident() != self._thread:
            raise RuntimeError("a vault is used by the thread that opened it")

    def _open(self) -> Tables:
        self._own()
        if self._tables is None:
            raise NotSaved(self.trouble) if self.trouble and not self._locked else StoreTrouble("vault-closed")
        return self._tables


def _known(case: str) -> None:
    if case != VAULT and not is_stream_code(case):
        raise BadInput("not-a-case-code")
