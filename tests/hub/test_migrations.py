"""The versions of the tables: changed apart from imports, without keeping readers out, and read anew after it."""

from __future__ import annotations

import psycopg
import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import EVENTS, AnswerGiven, CareCardUsed
from screening.errors import StoreTrouble
from screening.hub import case_status, migrations
from screening.hub.case_status import rebuild
from screening.hub.database import connected
from screening.hub.migrations import prepare, version
from screening.store import own_card
from tests.hub.some_hub import Headquarters, a_case


def first_version(hq: Headquarters, monkeypatch: pytest.MonkeyPatch, versions: int = 1) -> None:
    """A database as the first headquarters had it, or one of a later version."""
    oldest = migrations.migrations()[:versions]
    with monkeypatch.context() as then, connected(hq.url) as database:
        then.setattr(migrations, "migrations", lambda: oldest)
        assert prepare(database)


def test_an_import_changes_no_table_so_an_idle_reader_keeps_nobody_out(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    aina.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    with psycopg.connect(hq.url) as reader:
        for name in ("screening.cases", "screening.referrals", "screening_totals.statistics", "screening.event"):
            reader.execute(f"SELECT count(*) FROM {name}")
        # The reader's transaction stays open, with its locks, while the import goes on.
        with psycopg.connect(hq.url, autocommit=True) as owner:
            name = psycopg.conninfo.conninfo_to_dict(hq.url)["dbname"]
            owner.execute(f"ALTER DATABASE {name} SET lock_timeout TO '2s'")
        assert hq.take(hq.bundle(aina)).added == 1


def test_a_new_version_gives_way_to_a_reader_and_comes_later(hq: Headquarters, monkeypatch: pytest.MonkeyPatch) -> None:
    first_version(hq, monkeypatch)
    reader = psycopg.connect(hq.url)
    reader.execute("SELECT count(*) FROM screening.cases")
    waited: list[float] = []

    def leaves(seconds: float) -> None:
        waited.append(seconds)
        reader.close()

    with connected(hq.url) as database:
        assert prepare(database, leaves)
        assert database.version() == version()
    assert waited == [migrations.PAUSE]


def test_a_reader_who_never_leaves_is_said(hq: Headquarters, monkeypatch: pytest.MonkeyPatch) -> None:
    first_version(hq, monkeypatch)
    monkeypatch.setattr(migrations, "TRIES", 2)
    with psycopg.connect(hq.url) as reader, connected(hq.url) as database:
        reader.execute("SELECT count(*) FROM screening.cases")
        with pytest.raises(StoreTrouble) as told:
            prepare(database, lambda _: None)
    assert told.value.code == "hub-in-use"


@pytest.mark.parametrize("versions", [1, 2])
def test_a_database_of_the_first_versions_is_brought_forward_and_its_caseworkers_see_their_cases(
    hq: Headquarters, monkeypatch: pytest.MonkeyPatch, versions: int
) -> None:
    """Fault 5 of the second trial: cases of the first two versions belonged to no unit, and nobody saw them."""
    aina = hq.laptop("Aina")
    del hq.believed[own_card(aina).number]
    aina.organisation = "Johor"
    hq.believed[own_card(aina).number] = own_card(aina)
    codes = sorted(a_case(aina) for _ in range(3))
    hq.take(hq.bundle(aina))
    after = hq.ask("SELECT * FROM screening.cases ORDER BY 1")
    kept = {name: hq.ask(f"SELECT * FROM screening.{name}") for name in ("bundle", "event")}
    with psycopg.connect(hq.url) as con:
        con.execute("DROP SCHEMA screening, screening_totals, screening_unit CASCADE")
    first_version(hq, monkeypatch, versions)
    with psycopg.connect(hq.url) as con, con.cursor() as cursor:
        for name, rows in kept.items():
            columns = len(cursor.execute(f"SELECT * FROM screening.{name}").description or ())
            rows = [
                tuple(psycopg.types.json.Jsonb(v) if isinstance(v, dict) else v for v in row[:columns]) for row in rows
            ]
            cursor.executemany(f"INSERT INTO screening.{name} VALUES ({', '.join(['%s'] * columns)})", rows)
        for code in codes:
            con.execute(
                """INSERT INTO screening.standing VALUES (%s, '', '', '', false, null, now(), 0, 0, '{}', '', '', '',
                '', '', '', 0, '{}', '{}', '', '{}', 0, 0)""",
                (code,),
            )
    assert hq.take(hq.bundle(aina)).added == 0
    assert hq.ask("SELECT * FROM screening.cases ORDER BY 1") == after
    with psycopg.connect(hq.url) as con:
        con.execute(hq.roles())
        con.execute("CREATE ROLE sari LOGIN IN ROLE screening_caseworker")
        con.execute("INSERT INTO screening.member (role_name, unit) VALUES ('sari', 'Johor')")
    try:
        with psycopg.connect(hq.url.replace("user=screening", "user=sari")) as con:
            assert con.execute("SELECT * FROM screening_unit.cases ORDER BY 1").fetchall() == after
    finally:
        with psycopg.connect(hq.url) as con:
            everybody = "sari, screening_importer, screening_caseworker, screening_analyst, screening_auditor"
            con.execute(f"DROP OWNED BY {everybody}")
            con.execute(f"DROP ROLE {everybody}")


def test_what_an_older_program_did_not_know_is_read_when_a_newer_one_comes(
    hq: Headquarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    aina = hq.laptop("Aina")
    code = a_case(aina, CareCardUsed())
    with monkeypatch.context() as older:
        older.delitem(EVENTS, "care-card-used")  # type: ignore[arg-type]
        case_status.derivation.cache_clear()
        hq.take(hq.bundle(aina))
    assert hq.ask("SELECT newer_events FROM screening.cases") == [(1,)]
    case_status.derivation.cache_clear()
    a_case(aina)
    hq.take(hq.bundle(aina))
    assert hq.ask(f"SELECT newer_events FROM screening.cases WHERE case_code = '{code}'") == [(0,)]


def test_everything_can_be_read_anew_in_batches(hq: Headquarters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_status, "BATCH", 2)
    aina = hq.laptop("Aina")
    for _ in range(5):
        a_case(aina)
    hq.take(hq.bundle(aina))
    before = hq.contents()
    with psycopg.connect(hq.url) as con:
        con.execute("UPDATE screening.standing SET setting = 'wrong'")
    with connected(hq.url) as database:
        assert rebuild(database) == 0
        assert rebuild(database, everything=True) == 5
    assert hq.contents() == before
