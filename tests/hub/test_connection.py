"""Where the address of the database really leads, and what is said when the database cannot be used."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from screening.errors import BadInput, ScreeningError
from screening.hub import connection, importing
from screening.hub.database import Database, connected
from screening.hub.importing import import_file, import_files
from screening.hub.migrations import prepare
from tests.hub.some_cluster import Cluster
from tests.hub.some_hub import Headquarters, a_case

FAR = "10.255.255.1"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("not an address", "hub-address"),
        ("postgresql://hq.example.org/screening", "hub-not-encrypted"),
        ("host=10.0.0.7 sslmode=require", "hub-not-encrypted"),
        ("host=/tmp,hq.example.org", "hub-not-encrypted"),
        ("hostaddr=10.0.0.7", "hub-not-encrypted"),
        ("host=/nowhere/at/all dbname=x", "hub-no-database"),
    ],
)
def test_an_address_that_is_wrong_or_would_send_in_clear_is_refused(url: str, code: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(ScreeningError) as told, connected(url):
        pass
    assert told.value.code == code


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(connection.importlib, "import_module", missing)
    with pytest.raises(BadInput) as told, connected("postgresql:///x"):
        pass
    assert told.value.code == "hub-needs-extra"


def refused(url: str) -> str:
    with pytest.raises(ScreeningError) as told, connected(url):
        pass
    return told.value.code


def test_what_the_environment_adds_to_an_address_is_checked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("PGHOSTADDR", FAR), ("PGHOST", "hq.example.org")):
        with monkeypatch.context() as there:
            there.setenv(name, value)
            assert refused("dbname=screening") == "hub-not-encrypted"
    monkeypatch.setenv("PGHOSTADDR", FAR)
    assert refused("host=localhost dbname=screening") == "hub-not-encrypted"


def test_what_a_service_adds_to_an_address_is_checked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = tmp_path / "services.conf"
    services.write_text(f"[away]\nhost=hq.example.org\n[behind]\nhost=localhost\nhostaddr={FAR}\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    assert refused("service=away") == refused("postgresql:///?service=behind") == "hub-not-encrypted"
    assert refused("service=nowhere") == "hub-no-database"
    monkeypatch.setenv("PGSERVICE", "behind")
    assert refused("dbname=screening") == "hub-not-encrypted"


def test_a_service_on_this_machine_is_used(hq: Headquarters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = tmp_path / "services.conf"
    services.write_text("[here]\n" + hq.url.replace(" ", "\n") + "\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    with connected("service=here") as database:
        assert prepare(database)


def test_a_database_that_cannot_hold_every_language_is_refused(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as con:
        con.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    try:
        assert refused(f"{url} dbname=latin") == "hub-not-utf8"
    finally:
        with psycopg.connect(url, autocommit=True) as con:
            con.execute("DROP DATABASE latin")


def test_the_defaults_of_a_database_change_nothing(hq: Headquarters) -> None:
    name = psycopg.conninfo.conninfo_to_dict(hq.url)["dbname"]
    with psycopg.connect(hq.url, autocommit=True) as con:
        for setting in (
            "default_transaction_isolation TO 'serializable'",
            "search_path TO evil",
            "timezone TO 'Asia/Kabul'",
        ):
            con.execute(f"ALTER DATABASE {name} SET {setting}")
    with connected(hq.url) as database, database.transaction():
        told = [database._con.execute(f"SHOW {each}").fetchone()[0] for each in ("transaction_isolation", "timezone")]
    assert told == ["read committed", "UTC"]
    aina = hq.laptop("Aina")
    a_case(aina)
    assert hq.take(hq.bundle(aina)).added == 5


def test_a_user_without_the_right_and_a_database_that_is_read_only_are_told_apart(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    a_case(aina)
    sent = hq.bundle(aina)
    with psycopg.connect(hq.url, autocommit=True) as con:
        con.execute("CREATE ROLE outsider LOGIN")
    outside = hq.url.replace("user=screening", "user=outsider")
    with pytest.raises(ScreeningError) as told, connected(outside) as database:
        import_file(database, sent, hq.keys, hq.believed)
    assert told.value.code == "hub-no-rights"
    with (
        pytest.raises(ScreeningError) as told,
        connected(f"{hq.url} options='-c default_transaction_read_only=on'") as database,
    ):
        import_file(database, sent, hq.keys, hq.believed)
    assert told.value.code == "hub-read-only"
    with psycopg.connect(hq.url, autocommit=True) as con:
        con.execute("DROP ROLE outsider")


def test_a_lost_connection_is_made_anew_once_and_the_file_tried_again(
    hq: Headquarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = []
    for name in ("Aina", "Budi"):
        vault = hq.laptop(name)
        a_case(vault)
        sent.append(hq.bundle(vault))
    hq.prepare()
    cut = iter((True, False, False))

    whole = importing.must_be_current

    def ends(database: object) -> None:
        if next(cut):
            database._con.execute("SELECT pg_terminate_backend(pg_backend_pid())")  # type: ignore[attr-defined]
        whole(database)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "must_be_current", ends)
    done = [each for _, each in import_files(hq.url, sent, hq.keys, hq.believed)]
    assert [getattr(each, "added", each) for each in done] == [5, 5]


def test_a_connection_that_is_lost_twice_is_said_and_the_next_file_goes_on(
    hq: Headquarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = []
    for name in ("Aina", "Budi"):
        vault = hq.laptop(name)
        a_case(vault)
        sent.append(hq.bundle(vault))
    hq.prepare()
    cut = iter((True, True, False))

    whole = importing.must_be_current

    def ends(database: object) -> None:
        if next(cut):
            database._con.execute("SELECT pg_terminate_backend(pg_backend_pid())")  # type: ignore[attr-defined]
        whole(database)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "must_be_current", ends)
    first, second = (each for _, each in import_files(hq.url, sent, hq.keys, hq.believed))
    assert isinstance(first, ScreeningError) and first.code == "hub-lost"
    assert not isinstance(second, ScreeningError) and second.added == 5


def stopped_in(hq: Headquarters, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Three bundles, and a server that is stopped in the middle of the first: its events are in, and not committed."""
    sent = []
    for name in ("Aina", "Budi", "Chen"):
        vault = hq.laptop(name)
        a_case(vault)
        sent.append(hq.bundle(vault))
    hq.prepare()
    whole, first = Database.add, iter((True,))

    def stops(database: Database, rows: object, bundle: str) -> None:
        whole(database, rows, bundle)  # type: ignore[arg-type]
        if next(first, False):
            cluster.stop()

    monkeypatch.setattr(Database, "add", stops)
    return sent


def test_a_restart_of_the_server_in_the_middle_is_waited_for_and_nothing_is_lost(
    hq: Headquarters, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = stopped_in(hq, cluster, monkeypatch)
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            cluster.start()

    done = list(import_files(hq.url, sent, hq.keys, hq.believed, pause=pause))
    assert [(path, getattr(each, "added", each)) for path, each in done] == [(path, 5) for path in sent]
    assert waited == list(importing.WAITS[:3])
    assert hq.ask("SELECT count(*), count(DISTINCT case_code) FROM screening.event") == [(15, 3)]


def test_a_server_that_stays_away_is_said_of_each_file_by_name(
    hq: Headquarters, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = stopped_in(hq, cluster, monkeypatch)
    waited: list[float] = []
    done = list(import_files(hq.url, sent, hq.keys, hq.believed, pause=waited.append))
    cluster.start()
    assert [(path, getattr(each, "code", each)) for path, each in done] == [(path, "hub-no-database") for path in sent]
    assert waited == list(importing.WAITS)
    assert hq.ask("SELECT count(*) FROM screening.event") == [(0,)]
    assert [each.added for each in map(hq.take, sent)] == [5, 5, 5]
