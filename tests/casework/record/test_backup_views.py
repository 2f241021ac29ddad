"""A copy on a stick says what became of the one before, where there was one."""

from __future__ import annotations

from pathlib import Path

from screening.casework.record.backup_views import copy_to_stick
from screening.store import open_vault
from tests.made_vaults import PASSPHRASE, made_record


def test_only_a_copy_that_takes_the_place_of_another_says_so(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    folder = made_record(tmp_path / "record", "Officer Aina", "labour-officer", "Shelter House")
    with open_vault(folder, PASSPHRASE) as vault:
        first = copy_to_stick(vault, str(stick))
        vault.new_case()
        second = copy_to_stick(vault, str(stick))
    assert (first.replaced, second.replaced) == (False, True)
    assert [each.name for each in stick.iterdir() if not each.name.startswith(".")] == [second.path.name]
