"""Sending and letting in: nothing that the second person must agree to is done in steps without them (SX8)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening import settings
from screening.casework import accessing, exchanging
from screening.domain.events import KeysChanged
from screening.domain.exchange_events import BundleMade
from screening.domain.sending import open_limit
from screening.errors import NotAccepted, StoreTrouble
from screening.store import Vault, create_vault, name_second, tries, ways_in
from screening.store.recovery import new_recovery_key
from screening.wording.catalogs import Words

sys.path.append(str(Path(__file__).parents[1] / "store"))
from some_bundles import introduce, laptop
from some_vault import PASSPHRASE, QUICK, begin_case

OTHER = "ladder orchid pebble sailor timber"
THEIRS = "copper thimble walnut harbor basket"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = create_vault(tmp_path / "v", PASSPHRASE, "Aina", "labour-officer", "House", cost=QUICK)
    yield vault
    vault.close()
    tries._waits.clear()


def test_cases_sent_one_by_one_come_to_the_second_person_as_well(vault: Vault, tmp_path: Path) -> None:
    budi = laptop("Budi")
    introduce(vault, budi)
    (number,) = [each.number for each in exchanging.people(vault, Words("en"))]
    most = open_limit(settings.indicators_root()).cases
    cases = [begin_case(vault) for _ in range(most + 1)]
    for case in cases[:-1]:
        exchanging.send(vault, [case], [number], tmp_path)
    assert exchanging.exchange_view(vault, Words("en")).waiting == {cases[-1]}
    with pytest.raises(NotAccepted, match="second-first"):
        exchanging.send(vault, cases[-1:], [number], tmp_path)
    name_second(vault, "Chong", OTHER, cost=QUICK)
    with pytest.raises(StoreTrouble, match="wrong-second"):
        exchanging.send(vault, cases[-1:], [number], tmp_path, second=PASSPHRASE)
    tries._waits.clear()
    exchanging.send(vault, cases[-1:], [number], tmp_path, second=OTHER)
    exchanging.send(vault, cases[:1], [number], tmp_path)
    made = [each.event for each in vault.events("") if isinstance(each.event, BundleMade)]
    assert [each.second for each in made] == [""] * most + ["Chong", ""]


def test_once_a_second_person_is_named_nobody_is_let_in_without_them(vault: Vault, tmp_path: Path) -> None:
    """A key of one's own would do to seal the record, to remove it here and to be rid of every case alone."""
    name_second(vault, "Chong", OTHER, cost=QUICK)
    own = new_recovery_key(tmp_path / "own")
    for act in (
        lambda second: accessing.let_organisation_in(vault, PASSPHRASE, second, own),
        lambda second: accessing.let_in(vault, PASSPHRASE, second, "Devi", THEIRS),
    ):
        for second in ("", PASSPHRASE):
            with pytest.raises(StoreTrouble, match="wrong-second"):
                act(second)
            tries._waits.clear()
    assert {way.kind for way in ways_in(vault)} == {"passphrase", "second"}
    accessing.let_organisation_in(vault, PASSPHRASE, OTHER, own)
    assert [way.kind for way in ways_in(vault)].count("recovery") == 1
    assert any(isinstance(each.event, KeysChanged) for each in vault.events(""))


def test_without_a_second_person_an_organisation_is_let_in_by_the_officer(vault: Vault, tmp_path: Path) -> None:
    accessing.let_organisation_in(vault, PASSPHRASE, "", new_recovery_key(tmp_path / "own"))
    assert [way.kind for way in ways_in(vault)].count("recovery") == 1
