"""Vaults for the tests of the store: real ones, with the cheapest passphrase cost that the key file allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from screening.store import Vault, open_vault
from screening.store.folder import throttle
from tests.made_vaults import PASSPHRASE, made_vault


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_waits", {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vaults" / "ABCDEFGHIJKL"


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    made = made_vault(folder, "Officer Aina", "officer", "Shelter House")
    yield made
    made.close()


@pytest.fixture
def reopened(folder: Path) -> Iterator[Callable[[], Vault]]:
    """Opens the vault of this test again; what is still open at the end is closed."""
    opened: list[Vault] = []

    def again() -> Vault:
        opened.append(open_vault(folder, PASSPHRASE))
        return opened[-1]

    yield again
    for each in opened:
        each.close()
