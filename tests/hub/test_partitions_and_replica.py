"""A headquarters that grows as docs/hub.md says: a partition a month, and analysts on a streaming replica."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.case_codes import new_code
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.domain.events.session import Withdrawn
from screening.errors import StoreTrouble
from screening.hub.case_status import rebuild
from screening.hub.database import connected
from screening.hub.importing import import_file
from screening.hub.publishing import publish_snapshot
from screening.store import own_card
from tests.hub.some_cluster import a_cluster
from tests.hub.some_hub import Headquarters, a_case
from tests.store.some_bundles import forged, strand_of

PARTITIONS = Path(__file__).parents[2] / "docs" / "hub-partitions.sql"
VIEWS = "SELECT schemaname || '.' || viewname FROM pg_views WHERE schemaname LIKE 'screening%' ORDER BY 1"


def partitioned(hq: Headquarters) -> None:
    """Do what the owner does with psql."""
    hq.prepare()
    with psycopg.connect(hq.url, autocommit=True) as con:
        con.execute(PARTITIONS.read_text("utf-8"))
        # Whatever today is: the invented cases are of November 2026.
        con.execute("SELECT screening.add_partitions('2026-12-01', '2026-11-01')")


def partitions(hq: Headquarters) -> dict[str, int]:
    """Each partition that has events, with how many."""
    return {
        str(name): int(count)
        for name, count in hq.ask("SELECT tableoid::regclass::text, count(*) FROM screening.event GROUP BY 1")
    }


def every_view(url: str) -> dict[str, list[str]]:
    """Every view with its rows, in an order of their own."""
    with psycopg.connect(url) as con:
        names = [name for (name,) in con.execute(VIEWS).fetchall()]
        return {name: sorted(map(str, con.execute(f"SELECT * FROM {name}").fetchall())) for name in names}


def work(hq: Headquarters) -> list[str]:
    """A month of a headquarters: imports, the same again, a case that grows, one taken back, one erased, totals."""
    aina = hq.laptop("Aina")
    codes = [a_case(aina, AnswerGiven("locked", Answer.YES, How.TOLD), setting="workplace") for _ in range(24)]
    sent = hq.bundle(aina)
    assert hq.take(sent).added == 24 * 7
    assert hq.take(sent).added == 0
    aina.append(codes[0], AnswerGiven("threats", Answer.NO, How.ASKED))
    aina.append(codes[1], Withdrawn("erase"))
    done = hq.take(hq.bundle(aina))
    assert (done.added, done.erased) == (2, 1)
    assert hq.erase(codes[2]) == 7
    with connected(hq.url) as database:
        assert publish_snapshot(database, datetime.date(2027, 1, 1)).cases == 22
        assert rebuild(database, everything=True) == 22
    return codes


def test_events_in_partitions_come_to_the_same_views(hq: Headquarters) -> None:
    partitioned(hq)
    codes = work(hq)
    assert set(partitions(hq)) == {"event_2026_11"}
    views = every_view(hq.url)
    assert len(views["screening.cases"]) == len(views["screening.answers"]) - 1 == 22
    assert views["screening_totals.statistics"]
    assert codes[2] not in str(views)


def test_events_that_are_there_are_moved_into_their_months(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    for _ in range(3):
        a_case(aina)
    hq.take(hq.bundle(aina))
    before = hq.contents(), every_view(hq.url)
    partitioned(hq)
    assert (hq.contents(), every_view(hq.url)) == before
    assert partitions(hq) == {"event_2026_11": 15}


def test_a_month_without_a_partition_waits_and_is_moved_when_it_is_made(hq: Headquarters) -> None:
    partitioned(hq)
    aina = hq.laptop("Aina")
    rows = strand_of([CaseOpened("2026-1", "office", "field")], new_code(), aina.strand, at="2099-05-31T23:59:59Z")
    hq.take(forged(aina, hq.keys, [rows], hq.folder))
    assert partitions(hq) == {"event_other": 1}
    assert hq.ask("SELECT screening.add_partitions('2099-06-01', '2099-05-01')") == [(1,)]
    with psycopg.connect(hq.url, autocommit=True) as con:
        con.execute("SELECT screening.add_partitions('2099-06-01', '2099-05-01')")
    assert partitions(hq) == {"event_2099_05": 1}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Headquarters, str]]:
    """A headquarters whose every commit is on the replica once it is done, and the replica's address."""
    with a_cluster() as first, a_cluster() as second:
        first.make()
        with first.running() as folder:
            second.copy(first, "analysts")
            with second.running() as replica:
                address = f"host={folder} user=screening dbname=postgres"
                with psycopg.connect(address, autocommit=True) as con:
                    con.execute("ALTER SYSTEM SET synchronous_standby_names TO 'analysts'")
                    con.execute("ALTER SYSTEM SET synchronous_commit TO remote_apply")
                    con.execute("SELECT pg_reload_conf()")
                yield Headquarters(address, tmp_path), f"host={replica} user=screening dbname=postgres"


def test_an_analyst_reads_the_replica_of_partitioned_tables_and_changes_nothing(pair: tuple[Headquarters, str]) -> None:
    hq, replica = pair
    partitioned(hq)
    with psycopg.connect(hq.url) as con:
        con.execute(hq.roles())
        con.execute("CREATE ROLE mei LOGIN IN ROLE screening_analyst")
        con.execute("CREATE ROLE sari LOGIN IN ROLE screening_caseworker")
        con.execute("INSERT INTO screening.member VALUES ('sari', '')")
    codes = work(hq)
    assert every_view(replica) == every_view(hq.url)

    def asks(login: str, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(replica.replace("user=screening", f"user={login}")) as con:
            return con.execute(query).fetchall()

    assert asks("mei", "SELECT cases FROM screening_totals.statistics WHERE dimension = 'all'") == [(22,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        asks("mei", "SELECT * FROM screening.cases")
    # Reading answers is noted, so it works on the first server only.
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        asks("sari", f"SELECT screening_unit.ask_answers('{codes[0]}', 'call of 3 May')")
    budi = hq.laptop("Budi")
    a_case(budi)
    sent = hq.bundle(budi)
    with connected(replica) as database, pytest.raises(StoreTrouble) as told:
        import_file(database, sent, hq.keys, {own_card(budi).number: own_card(budi)})
    assert told.value.code == "hub-read-only"
