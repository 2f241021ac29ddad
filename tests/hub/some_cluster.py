"""A real PostgreSQL for tests: a cluster in a temporary folder, over a socket, and a streaming replica of it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

MISSING = "PostgreSQL is not installed here (apt install postgresql): the hub is not tested"
OWNERS = ("postgres", "nobody")
"""Who runs the server where the tests run as root: PostgreSQL refuses to."""


class Cluster:
    """A folder with ``data`` and the socket in it."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.programs = folder, programs
        self._owner = _as_owner(folder)

    def run(self, program: str, *arguments: str, quiet: bool = True) -> None:
        """Run a program of PostgreSQL as the owner of the cluster."""
        settings: dict[str, Any] = {"cwd": self.folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}}
        subprocess.run(
            [*self._owner, str(self.programs / program), *arguments], check=True, capture_output=quiet, **settings
        )

    def make(self) -> None:
        self.run("initdb", "-D", self._data, "-U", "screening", "--auth=trust", "--no-sync", "--encoding=UTF8")

    def copy(self, primary: Cluster, slot: str) -> None:
        """Make it a streaming replica, as docs/hub.md says."""
        self.run(
            "pg_basebackup", "-D", self._data, "-R", "-X", "stream", "-c", "fast", "-C", "-S", slot, "--no-sync",
            "-d", f"host={primary.folder} user=screening application_name={slot}",
        )  # fmt: skip

    @contextmanager
    def running(self) -> Iterator[Path]:
        """Run the server; the folder of its socket."""
        self.start()
        try:
            yield self.folder
        finally:
            self.run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def stop(self) -> None:
        """Stop the server, as an upgrade or an administrator does; whoever is connected is cut off."""
        self.run("pg_ctl", "-D", self._data, "-w", "-m", "fast", "stop")

    def start(self) -> None:
        self.run(
            "pg_ctl", "-D", self._data, "-w", "-l", str(self.folder / "log"), "-o", self._settings, "start", quiet=False
        )

    @property
    def _settings(self) -> str:
        return f"-k {self.folder} -c listen_addresses='' -c fsync=off"

    @property
    def _data(self) -> str:
        return str(self.folder / "data")


@contextmanager
def a_cluster() -> Iterator[Cluster]:
    """A cluster that is not made yet; its folder is gone afterwards. Skips where there is no PostgreSQL."""
    if sys.platform == "win32":
        pytest.skip("the hub is tested where PostgreSQL listens on a socket of the file system")
    programs = _programs()
    if programs is None:
        pytest.skip(MISSING)
    # A socket's path may have some hundred letters only: not pytest's own folder.
    folder = Path(tempfile.mkdtemp(prefix="hub-", dir="/tmp"))
    try:
        yield Cluster(folder, programs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
