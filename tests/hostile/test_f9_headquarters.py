"""F9: a name that splits the headquarters' file of senders, and an environment that leads its database elsewhere.

A laptop named "Eve screening card 1" made the whole file unreadable, and with it every sender. A service file, or
``PGHOSTADDR``, sent passphrase and cases to another machine that the address did not name, unencrypted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.domain.events.contacts import TITLE
from screening.errors import BadInput
from screening.hub import database
from screening.hub.identity import believe, believed, disbelieve
from screening.store import own_card
from tests.store.some_bundles import laptop

FAR = "10.0.0.7"


@pytest.mark.parametrize("name", [f"Eve {TITLE}", TITLE, f"{TITLE} Eve"])
def test_a_name_splits_no_file_of_senders(tmp_path: Path, name: str) -> None:
    senders, cards = tmp_path / "senders.txt", [own_card(laptop(each)) for each in ("Aina", name, "Budi")]
    for card in cards:
        believe(senders, card, card.number)
    assert believed(senders) == {card.number: card for card in cards}
    disbelieve(senders, cards[1].number)
    assert list(believed(senders)) == [cards[0].number, cards[2].number]


@pytest.fixture
def nothing_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    psycopg = pytest.importorskip("psycopg")
    monkeypatch.setattr(psycopg, "connect", lambda *_, **__: pytest.fail("it connected"))


@pytest.mark.parametrize(
    "address", ["dbname=hub", "postgresql:///hub", "host=localhost dbname=hub", "service=elsewhere"]
)
@pytest.mark.parametrize(
    "environment",
    [
        {"PGHOSTADDR": FAR},
        {"PGHOSTADDR": f"127.0.0.1,{FAR}"},
        {"PGHOST": FAR, "PGHOSTADDR": FAR},
        {"PGSERVICE": "elsewhere"},
        {"PGSERVICE": "checked"},
        {"PGHOSTADDR": FAR, "PGSSLMODE": "require"},
    ],
)
def test_no_environment_leads_elsewhere_unchecked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nothing_connects: None, environment: dict[str, str], address: str
) -> None:
    services = tmp_path / "services"
    services.write_text(
        f"[elsewhere]\nhost={FAR}\nhostaddr={FAR}\nuser=eve\n[checked]\nhostaddr={FAR}\nsslmode=disable\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadInput, match="hub-not-encrypted"), database.connected(address):
        pass
