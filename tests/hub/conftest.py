"""A real PostgreSQL for the tests of the hub: its own cluster in a temporary folder, over a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.some_hub import Headquarters

MISSING = "PostgreSQL is not installed here (apt install postgresql): the hub is not tested"
OWNERS = ("postgres", "nobody")
"""Who runs the server where the tests run as root: PostgreSQL refuses to."""


def _programs() -> Path | None:
    """The folder with initdb and pg_ctl: on the path, or where Debian keeps it."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


def _as_owner(folder: Path) -> list[str]:
    """What stands before a server's command; ``folder`` becomes its owner's."""
    if os.getuid() != 0:
        return []
    for name in OWNERS:
        try:
            owner = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        if shutil.which("runuser"):
            return ["runuser", "-u", name, "--"]
        if shutil.which("setpriv"):
            return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    pytest.skip("PostgreSQL does not run as root, and there is no other user here to run it: the hub is not tested")


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The folder of the socket of a running server."""
    if sys.platform == "win32":
        pytest.skip("the hub is tested where PostgreSQL listens on a socket of the file system")
    programs = _programs()
    if programs is None:
        pytest.skip(MISSING)
    # A socket's path may have some hundred letters only: not pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="hub-", dir="/tmp"))
    try:
        owner = _as_owner(folder)
        run = {"check": True, "capture_output": True, "cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "screening", "--auth=trust", "--no-sync", "--encoding=UTF8"]
        subprocess.run([*owner, *map(str, initdb)], **run)
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
        pg_ctl = [*owner, str(programs / "pg_ctl"), "-D", str(data), "-w"]
        log = str(folder / "log")
        subprocess.run([*pg_ctl, "-l", log, "-o", settings, "start"], **{**run, "capture_output": False})
        try:
            yield folder
        finally:
            subprocess.run([*pg_ctl, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
