"""The list of the cases of an open record: kept true, and read part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from screening.domain.events.catalogue import Recorded
from screening.errors import StoreTrouble
from screening.store.database.case_index import CaseIndex, CaseLine, DueLine, Stale
from screening.store.database.driver import dbapi
from screening.store.vault.vault import Vault

LABEL: Final = "private-label"
"""The draft of a case in which the officer's reminder stands: sealed under its key, in no bundle and on no paper."""

Line = tuple[CaseLine, tuple[DueLine, ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """What the record holds of a case, as far as its line tells of it. Never shown: ``repr`` leaves it out."""

    events: tuple[Recorded, ...] = field(repr=False)
    label: str = field(repr=False)
    drafts: bool = False
    """Whether any text of it is half-typed, or it has a label; what it says is not read."""


class CaseList:
    """The index of one open vault. Raises StoreTrouble where the record cannot be read."""

    def __init__(self, vault: Vault, version: str) -> None:
        """``version`` is that of the rules which make the lines; another makes them all anew."""
        self.vault = vault
        with vault.reading() as tables:
            self._index = CaseIndex(tables.con, in_memory=bool(vault.trouble))
            try:
                self._write(lambda index: index.begin(version))
            except dbapi.Error:
                self._index = CaseIndex(tables.con, in_memory=True)  # a full disk costs no list
                self._write(lambda index: index.begin(version))

    @property
    def in_memory(self) -> bool:
        """Whether it lasts no longer than the record is open: nothing can be written there."""
        return self._index.in_memory

    @contextmanager
    def reading(self) -> Iterator[CaseIndex]:
        """Read the index; the driver's errors become StoreTrouble."""
        with self.vault.reading():
            yield self._index

    def held(self, cases: Sequence[str]) -> dict[str, Held | None]:
        """Return what the record holds of some cases; None of one that cannot be read, and then of no other."""
        try:
            with self.vault.reading() as tables:
                rows = tables.rows_of(cases)
                drafts = tables.drafts_of(cases, LABEL)
        except StoreTrouble:  # a damaged page: the others are read one by one
            if len(cases) == 1:
                return {cases[0]: None}
            return {case: self.held([case])[case] for case in cases}
        return {
            case: Held(tuple(row.recorded() for row in rows[case]), drafts.get(case, ""), case in drafts)
            for case in cases
        }

    def refresh(
        self, clocks: Mapping[str, int], today: str, make: Callable[[Sequence[Stale]], list[Line]], most: int
    ) -> int:
        """Make up to ``most`` lines that are not true, and those of the clocks. How many still wait."""
        with self.vault.reading():
            stale = self._index.stale(today, most + 1)
            if stale or not self._index.clocks_known(clocks):
                lines = make(stale[:most])

                def write(index: CaseIndex) -> None:
                    index.clocks_are(clocks)
                    index.keep(lines)

                self._write(write)
            return self._index.waiting() if len(stale) > most else 0

    def due(self, until: Mapping[str, str], today: str, limit: int) -> list[DueLine]:
        """Return what has its day, kind by kind: up to the day for the kind, then cases past their keeping time."""
        with self.reading() as index:
            found = [each for kind, day in until.items() for each in index.due(kind, day, limit)]
            return found + index.past_keeping(today, limit)

    def set_label(self, case: str, label: str) -> None:
        """Keep the officer's reminder of a case; "" takes it away. Raises NotSaved."""
        self.vault.set_draft(case, LABEL, label)
        with self.vault.reading():
            self._write(lambda index: index.set_label(case, label))

    def _write(self, act: Callable[[CaseIndex], object]) -> None:
        """Change the index in one transaction. It can be made anew, so that it is no save that could fail."""
        with self.vault.reading() as tables:
            if self._index.in_memory:
                act(self._index)
                return
            with tables.transaction():
                act(self._index)
