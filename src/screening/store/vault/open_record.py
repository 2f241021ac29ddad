"""What the names beside a record and its second person need of an open record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from screening.domain.events.catalogue import Event, Recorded
from screening.store.crypto.key_file import Keys
from screening.store.database.journal import Frame
from screening.store.database.tables import Tables


class OpenRecord(Protocol):
    """An open vault, without its ways in and out."""

    clock: Callable[[], datetime]
    role: str

    @property
    def folder(self) -> Path | None: ...
    @property
    def keys(self) -> Keys: ...
    def append(self, case: str, event: Event) -> Recorded: ...
    def events(self, case: str) -> tuple[Recorded, ...]: ...
    def knows(self, case: str) -> bool: ...
    def writable(self) -> Tables: ...
    def reading(self) -> AbstractContextManager[Tables]: ...
    def transaction(self, frame: Frame | None = None) -> AbstractContextManager[Tables]: ...
