"""A headquarters that was set up: its database and logins, the watched folder, and how it says that it stands.

What needs root, a system user and systemd is tested in a bare Debian: tests/package/test_headquarters.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from screening.casework.record.exchange import save_card
from screening.errors import BadInput
from screening.hub import place as places
from screening.hub import setting_up
from screening.hub.database import connected
from screening.hub.migrations import version
from screening.hub.setting_up import USER, set_up_database
from screening.hub.status import status
from screening.store import Vault, own_card
from screening.store.bundles.own_keys import seal_keys
from screening.wording.catalogue.error_messages import sentence_of
from screening.wording.catalogue.translations import Words
from tests.hub.some_hub import Headquarters, a_case
from tests.hub.test_command import PASSPHRASE, run

ROLES = ("screening_importer", "screening_caseworker", "screening_analyst", "screening_auditor")


@pytest.fixture
def database(server: Path) -> Iterator[str]:
    """The name of a database that was set up; it, its owner and its logins are gone afterwards."""
    admin = f"host={server} user=screening"
    assert set_up_database(admin, "hq")
    yield "hq"
    with psycopg.connect(f"{admin} dbname=postgres", autocommit=True) as con:
        con.execute("DROP DATABASE hq WITH (FORCE)")
        for role in (USER, setting_up.OWNER, *ROLES):
            con.execute(f'DROP OWNED BY "{role}"')
            con.execute(f'DROP ROLE "{role}"')


@pytest.fixture
def place(server: Path, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> places.HubPlace:
    """Where it was set up, for every command."""
    monkeypatch.setattr(places, "FILE", tmp_path / "hub.toml")
    monkeypatch.setattr(places, "leave_root", lambda: None)
    found = places.of(tmp_path, str(server), database)
    places.FILE.write_text(found.text())
    for folder in (found.incoming, found.taken):
        Path(folder).mkdir()
    for file in (found.senders, found.ledger):
        Path(file).touch()
    return found


@pytest.mark.parametrize(("there", "said"), [((), "hub-no-postgres"), (("postgres",), "hub-no-user")])
def test_without_a_user_nothing_is_made(
    there: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting_up.os, "geteuid", lambda: 0)
    monkeypatch.setattr(setting_up, "HOME", tmp_path / "home")
    monkeypatch.setattr(setting_up, "_is_user", lambda name: name in there)
    monkeypatch.setattr(setting_up, "_run", lambda *_command, typed="": False)
    with pytest.raises(BadInput) as told:
        list(setting_up.set_up(str, "Registry", "", database="hq", socket=str(tmp_path), by_hand=False))
    assert told.value.code == said
    assert list(tmp_path.iterdir()) == []


class Office:
    """A headquarters whose keys lie where it was set up, and laptops that send to it."""

    def __init__(self, place: places.HubPlace, url: str, folder: Path) -> None:
        self.place, self.hq = place, Headquarters(url, folder)
        Path(place.identity).write_bytes(seal_keys(self.hq.keys, self.hq.card, PASSPHRASE))

    def laptop(self, name: str, *, believed: bool = True) -> Vault:
        vault = self.hq.laptop(name)
        card = save_card(own_card(vault), Path(self.place.identity).with_name(f"{name}.txt"))
        if believed:
            assert run("believe", card, "--number", own_card(vault).number)[0] == 0
        return vault

    def sends(self, vault: Vault) -> Path:
        a_case(vault)
        return self.hq.bundle(vault).rename(Path(self.place.incoming) / f"{own_card(vault).name}.age")

    def says(self) -> list[str]:
        with connected(self.place.database) as database:
            return [sentence_of(Words("en"), line) for line in status(database, self.place, Words("en"))]


@pytest.fixture
def office(place: places.HubPlace, tmp_path: Path) -> Office:
    return Office(place, place.database, tmp_path)


def test_setting_up_again_changes_nothing_and_the_login_of_the_import_owns_nothing(server: Path, database: str) -> None:
    assert not set_up_database(f"host={server} user=screening", database)
    with psycopg.connect(f"host={server} user={USER} dbname={database}") as con:
        assert con.execute("SELECT version FROM screening.shape").fetchone() == (version(),)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            con.execute("DROP TABLE screening.event")
    with psycopg.connect(f"host={server} user=screening dbname={database}") as con:
        con.execute("CREATE ROLE nobody_of_ours LOGIN")
    try:
        with pytest.raises(psycopg.OperationalError, match="CONNECT"):
            psycopg.connect(f"host={server} user=nobody_of_ours dbname={database}")
    finally:
        with psycopg.connect(f"host={server} user=screening dbname={database}") as con:
            con.execute("DROP ROLE nobody_of_ours")


def test_what_lies_in_the_watched_folder_is_taken_in_and_what_is_refused_stays_there(
    office: Office, tmp_path: Path
) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n")
    aina = office.laptop("Aina")
    sent, refused = office.sends(aina), office.sends(office.laptop("Eve", believed=False))
    code, said, told = run("import", "--passphrase-file", passphrase)
    assert (code, sent.exists(), refused.exists()) == (2, False, True)
    assert [path.name for path in Path(office.place.taken).iterdir()] == [sent.name]
    assert said.startswith(f"{sent.name}: from Aina, cases: 1, new entries: 5.")
    assert told.startswith(f"{refused.name}: The bundle comes from a laptop whose card you have not checked.")
    refused.unlink()
    assert run("import", "--passphrase-file", passphrase)[:2] == (0, "No bundle is waiting.\n")
    again = office.sends(aina)
    assert run("import", "--passphrase-file", passphrase)[0] == 0
    assert sorted(path.name for path in Path(office.place.taken).iterdir()) == [again.name, "Aina_2.age"]


def test_the_status_says_what_somebody_who_looks_after_it_has_to_know(office: Office) -> None:
    assert office.says()[:3] == [
        f"The tables have version {version()}.", "Nothing was imported yet.", "No file was refused.",
    ]  # fmt: skip
    aina, _ = office.laptop("Aina"), office.laptop("Budi")
    office.sends(aina)
    eve = office.sends(office.laptop("Eve", believed=False))
    run("import")
    office.sends(office.laptop("Chen"))
    said = office.says()
    assert said[1].startswith("Last import: ") and said[1].endswith(", from Aina, cases: 1, new entries: 5.")
    (refused,) = (line for line in said if line.startswith("Refused: "))
    assert refused.startswith(f"Refused: {eve.name}, last on ") and "whose card you have not checked" in refused
    assert "1 file waits in incoming." in said
    (overdue,) = (line for line in said if line.startswith("Overdue: "))
    assert overdue.startswith("Overdue: Budi, ") and overdue.endswith("It never sent a bundle.")
    assert [line for line in said if "timer" in line and "screening-hub-import.timer" in line]
    assert "disk of the database" in said[-1]


def test_a_place_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "FILE", tmp_path / "hub.toml")
    places.FILE.write_text("user = 'x'\n")
    code, out, told = run("believed")
    assert (code, out) == (2, "")
    assert told.startswith(f"The file {places.FILE} that says where this headquarters is cannot be read.")


def test_only_root_sets_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_up.os, "geteuid", lambda: 1000)
    code, out, told = run("setup", "--name", "Registry")
    assert (code, out) == (2, "")
    assert told.startswith("Only the administrator of this computer can set up a headquarters.")
