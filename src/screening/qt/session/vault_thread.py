"""The thread that owns the vault: the window hands it work and goes on; results come back as signals."""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from screening.errors import ScreeningError
from screening.store import Vault

Work = Callable[[Vault], Any]
Then = Callable[[Any], object]
Failed = Callable[[ScreeningError], object]
GIVES_WAY = 0.0005
"""Seconds after which work beside the vault lets a save go on: one waits for it some twenty times."""


class VaultThread(QObject):
    """One vault, one connection, one thread, for as long as the vault is open.

    ``call`` never blocks. ``then`` and ``failed`` run in the window's thread, in the order of the calls. An
    error that was not foreseen is raised again there, so that it reaches the crash page.
    """

    _came = Signal(object)

    def __init__(self, opener: Callable[[], Vault], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._jobs: queue.SimpleQueue[tuple[Work | None, Then, Failed]] = queue.SimpleQueue()
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="vault", daemon=True)

    def open(self, then: Then, failed: Failed) -> None:
        """Open the vault in its thread; ``then`` gets what ``describe`` tells about it."""
        self._first = (then, failed)
        self._thread.start()

    def call(self, work: Work, then: Then, failed: Failed) -> None:
        """Do the work after what was handed in before it; what it gives is for ``then``."""
        self._jobs.put((work, then, failed))

    def run_in_own_thread(self, work: Callable[[], Any], then: Then, failed: Failed) -> None:
        """Do work without the vault: what is saved meanwhile does not wait for it."""

        def run() -> None:
            before = sys.getswitchinterval()
            sys.setswitchinterval(min(before, GIVES_WAY))
            try:
                self._carry((then, failed, work()))
            except Exception as trouble:
                self._carry((None, failed, trouble))
            finally:
                sys.setswitchinterval(before)

        threading.Thread(target=run, name="outside vault", daemon=True).start()

    def close(self) -> None:
        """Finish what was handed in, lock the vault and wait for it."""
        if self._thread.is_alive():
            self._jobs.put((None, _nothing, _nothing))
            self._thread.join()

    def _run(self) -> None:
        then, failed = self._first
        try:
            vault = self._opener()
        except Exception as trouble:
            self._carry((None, failed, trouble))
            return
        self._carry((then, failed, vault))
        while True:
            work, then, failed = self._jobs.get()
            try:
                if work is None:
                    vault.close()
                    return
                self._carry((then, failed, work(vault)))
            except Exception as trouble:
                if work is None:
                    return
                self._carry((None, failed, trouble))

    def _carry(self, result: tuple[Then | None, Failed, Any]) -> None:
        """Hand a result to the window's thread. Where the window is gone, nobody waits for it."""
        with contextlib.suppress(RuntimeError):  # what Shiboken raises of a signal whose object was deleted
            self._came.emit(result)

    def _deliver(self, result: tuple[Then | None, Failed, Any]) -> None:
        then, failed, value = result
        if then is not None:
            then(value)
        elif isinstance(value, ScreeningError):
            failed(value)
        else:
            raise value


def _nothing(_value: Any) -> None:
    """For work whose result nobody waits for."""
