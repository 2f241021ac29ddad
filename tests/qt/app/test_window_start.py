"""A start that fails: one plain sentence on the terminal with what lacks, found by taking it away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from screening.casework.computer.window_trial import LINUX_LIBRARIES
from screening.qt.platform.hardening import command_again
from screening.wording.catalogue.translations import Words

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt brings them along")
SAY = Words("en").say


def started(*before: str, display: str = "") -> subprocess.CompletedProcess[str]:
    """The program started for practice, as from the menu of a desktop with this display."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", **({"DISPLAY": display} if display else {})}
    if not display:
        environment.pop("DISPLAY", None)
    environment.pop("WAYLAND_DISPLAY", None)
    command = [*before, *command_again(["try"])]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_start_without_a_display_is_one_sentence_and_no_trace() -> None:
    done = started(display=":7777")
    assert done.returncode == 2
    assert done.stderr == f"{SAY('start.not-opened')} {SAY('doctor.display.lacking')} {SAY('start.doctor')}\n"


def _installed() -> dict[str, Path]:
    """The libraries of the table that are installed here, where they lie."""
    listed = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=False).stdout
    found: dict[str, Path] = {}
    for line in listed.splitlines():
        name, _, path = line.strip().partition(" => ")
        name = name.split(" ")[0]
        if name in LINUX_LIBRARIES and path:
            found.setdefault(name, Path(path).resolve())
    return found


@pytest.mark.sweep
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("unshare"), reason="needs root")
def test_every_library_taken_away_is_named_by_its_package_and_the_doctor_by_its_name() -> None:
    """In a namespace of its own each is covered with an empty file, one by one."""
    there = _installed()
    assert len(there) > 20
    for name, path in there.items():
        covered = ["unshare", "--mount", "sh", "-c", 'mount --bind /dev/null "$0" && exec "$@"', str(path)]
        done = started(*covered, display=":7777")
        package = LINUX_LIBRARIES[name]
        assert (done.returncode, package in done.stderr) == (2, True), (name, done.stderr)
        assert SAY("start.doctor") in done.stderr
        assert "Traceback" not in done.stderr
