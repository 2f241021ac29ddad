"""The folder with a Debian package and what a bare desktop lacks for it: installed only where it is whole."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_docs import ROOT, read

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a script for Debian")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder like the one that ``.ci/package/debs`` makes, with one package in it."""
    made = tmp_path / "stick of the office"
    (made / "debs").mkdir(parents=True)
    (made / "debs" / "libone.deb").write_bytes(b"one")
    digest = hashlib.sha256(b"one").hexdigest()
    (made / "SHA256SUMS").write_text(f"{digest}  debs/libone.deb\n")
    shutil.copy(ROOT / ".ci/package/install", made / "install")
    return made


def installed(folder: Path) -> subprocess.CompletedProcess[str]:
    """What the script says to somebody who is no administrator."""
    stand_in = folder.parent / "bin"
    stand_in.mkdir(exist_ok=True)
    (stand_in / "id").write_text("#!/bin/sh\necho 1000\n")
    (stand_in / "id").chmod(0o755)
    path = {"PATH": f"{stand_in}:/usr/bin:/bin", "LC_ALL": "C"}
    return subprocess.run(["sh", folder / "install"], env=path, capture_output=True, text=True, check=False)


def test_a_folder_that_is_not_whole_installs_nothing(folder: Path) -> None:
    (folder / "debs" / "libone.deb").write_bytes(b"two")
    said = installed(folder)
    assert said.returncode == 1
    assert said.stderr.splitlines()[-1] == "This folder is not whole, so nothing was installed. Copy it again."


def test_whoever_is_no_administrator_is_told_how(folder: Path) -> None:
    said = installed(folder)
    assert (said.returncode, said.stderr) == (1, "Only an administrator can install this: sudo sh install\n")


def test_apt_is_given_no_source_but_the_folder_and_removes_nothing() -> None:
    script = read(".ci/package/install")
    assert "Dir::Etc::sourceparts=/dev/null" in script
    assert "--no-remove" in script
    assert "http" not in script
