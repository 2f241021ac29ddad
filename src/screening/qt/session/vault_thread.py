"""The thread that owns the vault: the window hands it work and goes on; results come back as signals."""

from __future__ import annotations

import contextlib
import itertools
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from screening.errors import ScreeningError
from screening.store import Vault

Work = Callable[[Vault], Any]
Then = Callable[[Any], object]
Failed = Callable[[ScreeningError], object]
GIVES_WAY = 0.0005
"""Seconds after which work beside the vault lets a save go on: one waits for it some twenty times."""


@dataclass(slots=True)
class Job:
    """Work that was handed in, what follows it, and what came of it."""

    work: Callable[..., Any]
    then: Then
    failed: Failed
    value: Any = None
    trouble: Exception | None = None


class VaultThread(QObject):
    """One vault, one connection, one thread, for as long as the vault is open.

    ``call`` never blocks. ``then`` and ``failed`` run in the window's thread, in the order of the calls. An
    error that was not foreseen is raised again there, so that it reaches the crash page.

    The window's thread keeps each job until its result is there, and other threads know its number only: what follows
    holds parts of a page, and Qt does not bear that another thread is the last to let go of one.
    """

    _done = Signal(int)

    def __init__(self, opener: Callable[[], Vault], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._kept: dict[int, Job] = {}
        self._numbers = itertools.count()
        self._waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="vault", daemon=True)

    def open(self, then: Then, failed: Failed) -> None:
        """Open the vault in its thread; ``then`` gets it."""
        self._first = self._keep(self._opener, then, failed)
        self._thread.start()

    def call(self, work: Work, then: Then, failed: Failed) -> None:
        """Do the work after what was handed in before it; what it gives is for ``then``."""
        self._waiting.put(self._keep(work, then, failed))

    def run_in_own_thread(self, work: Callable[[], Any], then: Then, failed: Failed) -> None:
        """Do work without the vault: what is saved meanwhile does not wait for it."""
        number = self._keep(work, then, failed)
        threading.Thread(target=self._run_beside, args=(number,), name="outside vault", daemon=True).start()

    def close(self) -> None:
        """Finish what was handed in, lock the vault and wait for it."""
        if self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join()

    def _keep(self, work: Callable[..., Any], then: Then, failed: Failed) -> int:
        number = next(self._numbers)
        self._kept[number] = Job(work, then, failed)
        return number

    def _run(self) -> None:
        vault = self._do(self._first)
        if vault is None:
            return
        while (number := self._waiting.get()) is not None:
            self._do(number, vault)
        with contextlib.suppress(Exception):
            vault.close()

    def _run_beside(self, number: int) -> None:
        before = sys.getswitchinterval()
        sys.setswitchinterval(min(before, GIVES_WAY))
        try:
            self._do(number)
        finally:
            sys.setswitchinterval(before)

    def _do(self, number: int, *given: Vault) -> Any:
        """Do a job, tell the window's thread, where there still is one, and return its value; None where it failed."""
        value = None
        try:
            value = self._kept[number].value = self._kept[number].work(*given)
        except Exception as trouble:
            self._kept[number].trouble = trouble
        with contextlib.suppress(RuntimeError):  # what Shiboken raises of a signal whose object was deleted
            self._done.emit(number)
        return value

    def _deliver(self, number: int) -> None:
        job = self._kept.pop(number)
        if job.trouble is None:
            job.then(job.value)
        elif isinstance(job.trouble, ScreeningError):
            job.failed(job.trouble)
        else:
            raise job.trouble
