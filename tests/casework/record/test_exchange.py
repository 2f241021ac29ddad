"""Sending and letting in: nothing that the second person must agree to is done in steps without them (SX8)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from screening import settings
from screening.casework.record import access, exchange
from screening.domain.events.exchange import BundleMade
from screening.domain.events.record import KeysChanged
from screening.domain.policy.bulk_limit import open_limit
from screening.errors import NotAccepted, StoreTrouble
from screening.store import Vault, create_vault, list_key_slots, name_second
from screening.store.folder import throttle
from screening.store.folder.recovery_key import new_recovery_key
from screening.wording.catalogue.translations import Words
from tests.store.some_bundles import introduce, laptop
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

OTHER = "ladder orchid pebble sailor timber"
THEIRS = "copper thimble walnut harbor basket"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = create_vault(tmp_path / "v", PASSPHRASE, "Aina", "labour-officer", "House", cost=QUICK)
    yield vault
    vault.close()
    throttle._waits.clear()


def test_cases_sent_one_by_one_come_to_the_second_person_as_well(vault: Vault, tmp_path: Path) -> None:
    budi = laptop("Budi")
    introduce(vault, budi)
    (number,) = [each.number for each in exchange.people(vault, Words("en"))]
    most = open_limit(settings.indicators_root()).cases
    cases = [begin_case(vault) for _ in range(most + 1)]
    for case in cases[:-1]:
        exchange.send(vault, [case], [number], tmp_path)
    assert exchange.exchange_view(vault, Words("en")).waiting == {cases[-1]}
    with pytest.raises(NotAccepted, match="second-first"):
        exchange.send(vault, cases[-1:], [number], tmp_path)
    name_second(vault, "Chong", OTHER, cost=QUICK)
    with pytest.raises(StoreTrouble, match="wrong-second"):
        exchange.send(vault, cases[-1:], [number], tmp_path, second=PASSPHRASE)
    throttle._waits.clear()
    exchange.send(vault, cases[-1:], [number], tmp_path, second=OTHER)
    exchange.send(vault, cases[:1], [number], tmp_path)
    made = [each.event for each in vault.events("") if isinstance(each.event, BundleMade)]
    assert [each.second for each in made] == [""] * most + ["Chong", ""]


def test_once_a_second_person_is_named_nobody_is_let_in_without_them(vault: Vault, tmp_path: Path) -> None:
    """A key of one's own would do to seal the record, to remove it here and to be rid of every case alone."""
    name_second(vault, "Chong", OTHER, cost=QUICK)
    own = new_recovery_key(tmp_path / "own")
    for act in (
        lambda second: access.let_organisation_in(vault, PASSPHRASE, second, own),
        lambda second: access.let_in(vault, PASSPHRASE, second, "Devi", THEIRS),
    ):
        for second in ("", PASSPHRASE):
            with pytest.raises(StoreTrouble, match="wrong-second"):
                act(second)
            throttle._waits.clear()
    assert {way.kind for way in list_key_slots(vault)} == {"passphrase", "second"}
    access.let_organisation_in(vault, PASSPHRASE, OTHER, own)
    assert [way.kind for way in list_key_slots(vault)].count("recovery") == 1
    assert any(isinstance(each.event, KeysChanged) for each in vault.events(""))


def test_without_a_second_person_an_organisation_is_let_in_by_the_officer(vault: Vault, tmp_path: Path) -> None:
    access.let_organisation_in(vault, PASSPHRASE, "", new_recovery_key(tmp_path / "own"))
    assert [way.kind for way in list_key_slots(vault)].count("recovery") == 1
