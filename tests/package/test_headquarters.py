"""From a bare Debian to the first report, with the commands of docs/hub.md and nothing else, under its own systemd.

    .ci/package/linux hub && .ci/package/bare-headquarters FOLDER
    SCREENING_BARE_HEADQUARTERS=FOLDER python -m pytest -n 0 -m long tests/package/test_headquarters.py

It needs root, systemd-nspawn, and Debian's own server for PostgreSQL. The folder itself is not changed.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.domain.events.contacts import parse_card
from screening.store import add_contact, make_bundle, own_card
from tests.hub.some_hub import a_case
from tests.hub.test_command import PASSPHRASE
from tests.store.some_bundles import laptop

HERE = Path(__file__).parents[2]
BARE = Path(os.environ.get("SCREENING_BARE_HEADQUARTERS", "/nowhere"))
PACKAGES = sorted((HERE / "dist").glob("screening-hub_*_amd64.deb"))
STICK = "/root/stick"
PATIENCE = 120
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MOST = 10
"""Commands of the page."""


def commands() -> list[str]:
    """The lines of the page that are typed."""
    page = (HERE / "docs" / "hub.md").read_text("utf-8")
    part = page.split("## From a bare Debian to the first report", 1)[1].split("\n## ", 1)[0]
    return [line.strip() for line in part.splitlines() if line.startswith("    ")]


def test_the_page_needs_no_more_commands_than_it_promises() -> None:
    lines = commands()
    assert 5 < len(lines) <= MOST
    assert lines[0].startswith("apt-get install") and lines[-1].startswith("screening hub report")


class Machine:
    """A copy of the bare Debian, started under its own systemd; ``stick`` is a folder of ours in it."""

    def __init__(self, folder: Path) -> None:
        self.stick = folder / "stick"
        self.stick.mkdir()
        where = ["-D", str(BARE), "--ephemeral", f"--bind={self.stick}:{STICK}"]
        how = ["--boot", "--quiet", "--register=no", "--keep-unit", "--console=pipe", "--machine=hq"]
        with (folder / "console").open("wb") as console:
            self.process = subprocess.Popen(
                ["systemd-nspawn", *where, *how], stdin=subprocess.DEVNULL, stdout=console, stderr=console,
                env=os.environ | {"SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"},
            )  # fmt: skip
        self.leader = ""
        for _ in range(PATIENCE):
            self.leader = self._leader()
            if self.leader and self.run("systemctl is-system-running").stdout.strip() in ("running", "degraded"):
                return
            time.sleep(1)
        raise AssertionError((folder / "console").read_text("utf-8"))

    def _leader(self) -> str:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return (children.read_text("utf-8").split() or [""])[0] if children.exists() else ""

    def run(self, command: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a line as root, in the folder of the stick."""
        env = ["env", "-i", f"PATH={PATH}", "HOME=/root", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"]
        there = ["nsenter", "--target", self.leader, "--all", *env, "sh", "-c", f"cd {STICK} && {command}"]
        return subprocess.run(there, input=typed, capture_output=True, text=True, check=False)

    def stop(self) -> None:
        self.run("systemctl poweroff")
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    started = Machine(tmp_path)
    yield started
    started.stop()


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root on Linux")
@pytest.mark.skipif(not (BARE / "usr").is_dir(), reason="SCREENING_BARE_HEADQUARTERS names no bare Debian")
@pytest.mark.skipif(not PACKAGES, reason="make the package first: .ci/package/linux hub")
@pytest.mark.skipif(shutil.which("systemd-nspawn") is None, reason="needs systemd-nspawn")
def test_from_a_bare_debian_to_the_first_report(machine: Machine, tmp_path: Path) -> None:
    stick = machine.stick
    shutil.copy(PACKAGES[-1], stick)
    aina = laptop("Aina")
    long_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=45)
    aina.clock = lambda: long_ago
    number = own_card(aina).number
    (stick / "aina.txt").write_text(own_card(aina).text())
    said: dict[str, str] = {}
    for line in commands():
        typed = f"{PASSPHRASE}\n{PASSPHRASE}\n" if " setup " in line else ""
        done = machine.run(line.replace("NUMBER", number), typed)
        assert done.returncode == 0, (line, done.stdout[-2000:], done.stderr[-2000:])
        said[line] = done.stdout
        if line.startswith("cat "):  # the card goes to the laptop, whose bundles come back
            card = parse_card(done.stdout)
            add_contact(aina, card, card.number)
            for _ in range(12):
                a_case(aina)
            make_bundle(aina, aina.cases(), [card.number], stick, purpose="monthly")
    (setup,) = (text for line, text in said.items() if " setup " in line)
    assert setup.count("Made: ") == 8 and setup.count("Left to do: ") == 4, setup
    (status,) = (text for line, text in said.items() if line.endswith(" status"))
    assert ", from Aina, cases: 12, new entries: 60." in status
    assert "The timer screening-hub-import.timer runs." in status
    assert "disk of the database" in status
    assert machine.run("ls /var/lib/screening-hub/incoming").stdout.split() == ["aina.txt"]
    pages = "/var/lib/screening-hub/report.html /var/lib/screening-hub/report.pdf"
    assert machine.run(f"wc -c {pages}").returncode == 0
    assert ">12<" in re.sub(r"\s+", "", machine.run("cat /var/lib/screening-hub/report.html").stdout)
    _again_changes_nothing(machine)
    _nothing_lies_open(machine)


def _again_changes_nothing(machine: Machine) -> None:
    (line,) = (each for each in commands() if " setup " in each)
    again = machine.run(line, f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert (again.returncode, again.stdout.count("Made: "), again.stdout.count("Was there: ")) == (0, 0, 8), again


def _nothing_lies_open(machine: Machine) -> None:
    found = machine.run(f"grep -rls '{PASSPHRASE}' /etc /var /root /tmp /run/systemd | grep -v '^{STICK}'")
    assert found.stdout == ""
    assert "Entries" not in machine.run("runuser -u nobody -- cat /var/lib/screening-hub/keys.age").stdout
    assert machine.run("runuser -u nobody -- cat /var/lib/screening-hub/keys.age").returncode != 0
    connects = machine.run("useradd guest && runuser -u guest -- psql screening -c 'SELECT 1'")
    assert connects.returncode != 0
