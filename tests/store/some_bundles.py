"""Laptops for the tests of bundles: vaults in memory that know each other, and what their records come to."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

from screening.domain.case import Case, fold
from screening.store import Vault, add_contact, make_bundle, own_card, practice_vault


def laptop(name: str) -> Vault:
    """A vault in memory whose clock goes on by a minute at every look, from a time of its own."""
    vault = practice_vault()
    vault.officer = name
    began, minutes = datetime(2026, 11, 10 + len(name), 9, tzinfo=UTC), itertools.count()
    vault.clock = lambda: began + timedelta(minutes=next(minutes))
    return vault


def introduce(*vaults: Vault) -> None:
    """Everybody gets everybody's card and hears its number."""
    for one in vaults:
        for other in vaults:
            if other is not one:
                card = own_card(other)
                add_contact(one, card, card.number)


def number(vault: Vault) -> str:
    return own_card(vault).number


def bundle(sender: Vault, receiver: Vault, folder: Path, *cases: str) -> Path:
    """A bundle of these cases, or of all."""
    return make_bundle(sender, cases or sender.cases(), [number(receiver)], folder).path


def state(vault: Vault) -> dict[str, object]:
    """All that a vault says of its cases, whatever the order in which it came."""
    return {
        head.case: (vault.events(head.case), vault.fingerprint(head.case), head) for head in vault.case_heads(0, -1)
    }


def case_of(vault: Vault, code: str) -> Case:
    return fold(code, vault.events(code))
