"""Figures of practice: in the encrypted record, in their order, and no more of them than are of use."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.store import create_vault, open_vault, practice_vault
from screening.store.vault import practice_results as results
from screening.store.vault.practice_results import keep_practice_result, practice_results
from tests.store.some_vault import PASSPHRASE, QUICK


def test_what_was_kept_is_there_after_unlocking_and_nowhere_in_clear(tmp_path: Path) -> None:
    vault = create_vault(tmp_path / "record", PASSPHRASE, "LAB-07", "labour-officer", "Office", cost=QUICK)
    assert practice_results(vault) == ()
    for text in ("figures-one", "figures-two"):
        keep_practice_result(vault, text)
    vault.close()
    again = open_vault(tmp_path / "record", PASSPHRASE)
    assert practice_results(again) == ("figures-one", "figures-two")
    again.close()
    assert not [each for each in tmp_path.rglob("*") if each.is_file() and b"figures-" in each.read_bytes()]


def test_the_oldest_goes_for_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MOST", 3)
    vault = practice_vault()
    for number in range(5):
        keep_practice_result(vault, str(number))
    assert practice_results(vault) == ("2", "3", "4")
