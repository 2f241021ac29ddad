"""A headquarters for tests: its keys, the laptops that it believes, and its database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest

from screening.domain.events.catalogue import (
    AssessmentOpened,
    CaseOpened,
    ConsentDecided,
    Event,
    FormIssued,
    GateAnswered,
    SettingChanged,
)
from screening.domain.events.contacts import ContactCard
from screening.errors import BadInput, StoreTrouble
from screening.hub import migrations
from screening.hub.database import Imported, connected
from screening.hub.erasing import erase_case
from screening.hub.importing import import_file
from screening.hub.migrations import prepare
from screening.store import Vault, add_contact, make_bundle, own_card
from screening.store.bundles.own_keys import OwnKeys, new_own_keys
from tests.store.some_bundles import laptop


class Headquarters:
    """Keys, the laptops that are believed, and a database."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.keys: OwnKeys = new_own_keys()
        self.card = ContactCard("Registry", "Headquarters", "headquarters", self.keys.signing, self.keys.recipient)
        self.believed: dict[str, ContactCard] = {}

    def laptop(self, name: str) -> Vault:
        """A laptop whose card is believed here, and that knows this headquarters."""
        vault = laptop(name)
        add_contact(vault, self.card, self.card.number)
        self.believed[own_card(vault).number] = own_card(vault)
        return vault

    def bundle(self, vault: Vault) -> Path:
        return make_bundle(vault, vault.cases(), [self.card.number], self.folder, purpose="monthly").path

    def take(self, path: Path) -> Imported:
        with connected(self.url) as database:
            return import_file(database, path, self.keys, self.believed)

    def prepare(self) -> bool:
        with connected(self.url) as database:
            return prepare(database)

    def erase(self, code: str, *, reason: str = "withdrawn", by: str = "Farah", second: str = "Goh") -> int:
        with connected(self.url) as database:
            return erase_case(database, code, reason=reason, by=by, second=second, ledger=self.folder / "ledger")

    def roles(self) -> str:
        return migrations.roles()

    def refuse(self, path: Path) -> str:
        before = self.contents()
        with pytest.raises((BadInput, StoreTrouble)) as told:
            self.take(path)
        assert self.contents() == before
        return told.value.code

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as con:
            return con.execute(query).fetchall()

    def contents(self) -> list[list[tuple[Any, ...]]]:
        """Everything that is stored, in an order of its own."""
        if self.ask("SELECT to_regclass('screening.event')") == [(None,)]:
            self.prepare()
        tables = ("screening.event", "screening.standing", "screening.bundle", "screening.answer", "screening.paper")
        return [self.ask(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in tables]


def a_case(
    vault: Vault,
    *more: Event,
    setting: str = "",
    minor: str = "adult",
    count: str = "yes",
    paths: tuple[str, ...] = ("formal_identification",),
) -> str:
    """A case with all that the totals look at; its place is known only where an officer chose one."""
    code = vault.new_case()
    events: tuple[Event, ...] = (
        CaseOpened("2026-1", "workplace", "field"),
        *((SettingChanged(setting),) if setting else ()),
        GateAnswered("minor", minor),
        ConsentDecided("count", count, "v1", "en"),
        *more,
        AssessmentOpened("2026-1", paths, "0" * 64),
        FormIssued("referral", "saved", "1" * 64),
    )
    vault.append_many(code, events)
    return code
