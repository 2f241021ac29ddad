"""`.ci/windows` breaks no machine that cannot have Wine: it says so in one sentence and ends well."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="a script of the shell")


def told(tmp_path: Path, *refusing: str, having: str = "") -> str:
    """What is said where these commands end with a failure; it ends well."""
    for name in refusing:
        (tmp_path / name).write_text("#!/bin/sh\nexit 100\n")
    for name in having.split():
        (tmp_path / name).write_text("#!/bin/sh\nexit 0\n")
    for each in tmp_path.iterdir():
        each.chmod(0o700)
    around = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SCREENING_WINDOWS": str(tmp_path / "made")}
    around |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)}
    done = subprocess.run([".ci/windows"], cwd=ROOT, env=around, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    return line


def test_where_wine_cannot_be_installed(tmp_path: Path) -> None:
    said = told(tmp_path, "dpkg", "apt-get")
    assert said.startswith("Windows was not tested: ")
    assert "wine" in said


@pytest.mark.skipif(not (ROOT / ".venv").is_dir(), reason="needs the .venv of README.md, whose pip asks for the files")
def test_where_no_file_can_be_fetched(tmp_path: Path) -> None:
    assert told(tmp_path, having="dpkg") == "Windows was not tested: Python for Windows cannot be fetched."


def test_all_tests_end_with_it_and_a_time_that_is_over_fails_nothing() -> None:
    last = (ROOT / ".ci" / "run").read_text("utf-8").rstrip().partition("# Windows' own Python")[2]
    for code, ends in ((0, 0), (1, 1), (124, 0), (137, 0), (2, 2)):
        script = f"set -euo pipefail\ntimeout() {{ return {code}; }}\n{last.partition(chr(10))[2]}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == ends
        assert ("its time was over" in done.stderr) == (code in (124, 137))
