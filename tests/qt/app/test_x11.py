"""A real window on an X server, without a screen: it opens, takes keys from outside, and draws."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PATIENCE = 120
NEEDED = ("Xvfb", "xdotool")
MISSING = [name for name in NEEDED if not shutil.which(name)]

on_x = pytest.mark.skipif(
    not sys.platform.startswith("linux") or bool(MISSING),
    reason=f"needs an X server without a screen and keys pressed from outside: {', '.join(NEEDED)}",
)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The surroundings of a program on an X server of its own, at 1366 x 768."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND"))}
        try:
            yield kept | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path)}
        finally:
            server.terminate()


def pressed(display: dict[str, str], *what: str) -> str:
    for _ in range(3):  # a search ends with 1 where a window goes away while it is looked at
        run = subprocess.run(["xdotool", *what], env=display, timeout=PATIENCE, capture_output=True, text=True)
        if run.returncode == 0 or what[0] != "search":
            break
    run.check_returncode()
    return run.stdout.strip()


def picture(display: dict[str, str], out: Path, state: str, *before: Path) -> Path:
    """The screen, once it is open or covered, is not blank and differs from every picture before."""
    script = Path(__file__).with_name("x_picture.py")
    subprocess.run([sys.executable, script, out, state, *before], env=display, timeout=PATIENCE, check=True)
    return out


@pytest.mark.sweep
@on_x
def test_the_window_opens_on_an_x_server_takes_keys_and_is_not_blank(display: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "screening", "try"]
    with subprocess.Popen(command, env=display, stderr=subprocess.PIPE, text=True) as program:
        try:
            window = pressed(display, "search", "--sync", "--onlyvisible", "--pid", str(program.pid)).split()[-1]
            cases = picture(display, tmp_path / "cases.png", "open")
            pressed(display, "windowfocus", window)
            pressed(display, "key", "ctrl+n")
            talk = picture(display, tmp_path / "talk.png", "open", cases)
            pressed(display, "key", "Escape")
            picture(display, tmp_path / "cover.png", "covered", cases, talk)
            assert program.poll() is None
        finally:
            program.terminate()
            said = program.communicate(timeout=PATIENCE)[1]
    assert "plugin" not in said, said


@pytest.mark.sweep
@on_x
def test_a_second_start_has_the_first_window_come_to_the_front(display: dict[str, str], tmp_path: Path) -> None:
    around = display | {"XDG_RUNTIME_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "screening", "--vault", str(tmp_path / "record")]
    with subprocess.Popen(command, env=around) as first, subprocess.Popen([*command[:3], "try"], env=around) as other:
        try:
            there, beside = (
                pressed(display, "search", "--sync", "--onlyvisible", "--pid", str(each.pid)).split()[-1]
                for each in (first, other)
            )
            picture(display, tmp_path / "both.png", "any")
            pressed(display, "windowfocus", "--sync", beside)
            assert subprocess.run(command, env=around, timeout=PATIENCE, check=False).returncode == 0
            for _ in range(PATIENCE):
                if pressed(display, "getwindowfocus") == there:
                    return
                picture(display, tmp_path / "meanwhile.png", "any")
            raise AssertionError("the first window did not get the keyboard")
        finally:
            first.terminate()
            other.terminate()


def test_ci_and_readme_name_the_same_packages_for_the_window() -> None:
    readme, ci = (ROOT / "README.md").read_text("utf-8"), (ROOT / ".ci" / "run").read_text("utf-8")
    named = re.findall(r"apt install (.*)", readme)
    assert len(named) == 2, "one list to run it, one for the window"
    assert {"libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libglib2.0-0t64"} <= set(" ".join(named).split())
    assert [each for each in " ".join(named).split() if not re.search(rf"\s{re.escape(each)}\s", ci)] == []
