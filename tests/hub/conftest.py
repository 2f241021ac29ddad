"""A real PostgreSQL for the tests of the hub: its own cluster in a temporary folder, over a socket, gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.some_cluster import Cluster, a_cluster
from tests.hub.some_hub import Headquarters


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running server."""
    with a_cluster() as made:
        made.make()
        with made.running():
            yield made


@pytest.fixture(scope="session")
def server(cluster: Cluster) -> Path:
    """The folder of the socket of a running server."""
    return cluster.folder


@pytest.fixture
def url(server: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database."""
    import psycopg

    name = "t" + str(abs(hash(request.node.nodeid)))
    base = f"host={server} user=screening dbname="
    with psycopg.connect(base + "postgres", autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name}")
    yield base + name
    with psycopg.connect(base + "postgres", autocommit=True) as con:
        con.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def hq(url: str, tmp_path: Path) -> Headquarters:
    return Headquarters(url, tmp_path)
