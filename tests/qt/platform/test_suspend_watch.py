"""What the desktop says before it sleeps, over a bus of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("dbus-daemon"),
    reason="needs dbus-daemon",
)

PATIENCE = 40
CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path={path}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""

LISTENER = """
import sys
import threading
from PySide6.QtCore import QCoreApplication
from screening.qt.platform.hardening import harden
harden()
from screening.qt.platform.suspend_watch import SleepSignals
application = QCoreApplication([])
signals = SleepSignals()
signals.leaving.connect(lambda why: print(why, flush=True))
print(*signals.listening, signals._delay is not None, flush=True)
application.exec()
"""


def started(command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    watch = threading.Timer(PATIENCE, process.kill)
    watch.daemon = True
    watch.start()
    return process


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_sleep_lid_and_screen_lock_are_heard_and_waking_and_batteries_are_not(tmp_path: Path) -> None:
    (tmp_path / "conf").write_text(CONFIGURATION.format(path=tmp_path / "bus"), encoding="utf-8")
    command = ["dbus-daemon", f"--config-file={tmp_path / 'conf'}", "--print-address=1", "--nofork", "--nosyslog"]
    processes = [started(command, dict(os.environ))]
    try:
        address = line(processes[0])
        buses = {"DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
        desktop = started([sys.executable, str(Path(__file__).with_name("desktop_bus.py"))], {**os.environ, **buses})
        processes.append(desktop)
        assert line(desktop) == "ready"
        listener = started([sys.executable, "-c", LISTENER], {**os.environ, **buses})
        processes.append(listener)
        assert line(desktop) == "inhibit sleep delay", "logind is asked to wait until the record is locked"
        assert line(listener) == "sleep lid lock True"
        assert desktop.stdin is not None
        heard = []
        for name in ("wake", "sleep", "battery", "lock", "screen", "lid"):
            desktop.stdin.write(name + "\n")
            desktop.stdin.flush()
            if name not in ("wake", "battery"):
                heard.append(line(listener))
        assert heard == ["sleep", "lock", "lock", "lid"]
    finally:
        for process in reversed(processes):
            process.kill()
            process.communicate()


def test_without_a_bus_nothing_is_heard_and_nothing_fails() -> None:
    nowhere = {
        "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent/a",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/a",
    }
    listener = started([sys.executable, "-c", LISTENER], {**os.environ, **nowhere})
    try:
        assert line(listener) == "False"
    finally:
        listener.kill()
        listener.communicate()
