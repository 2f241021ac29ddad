"""A record to attack, at the cheapest passphrase cost that a key file allows, and processes that end with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from screening.store import Vault
from screening.store.folder import throttle
from tests.hostile.processes import Process
from tests.made_vaults import made_vault


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_waits", {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "record"


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    made = made_vault(folder, "Officer Aina", "officer", "Shelter House")
    yield made
    made.close()


@pytest.fixture
def process() -> Iterator[Callable[[], Process]]:
    """Starts a process; all of them end with the test."""
    started: list[Process] = []

    def start() -> Process:
        started.append(Process())
        return started[-1]

    yield start
    for each in started:
        each.end()
