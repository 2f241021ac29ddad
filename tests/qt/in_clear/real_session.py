"""The program in a process of its own, through its own door, driven from within, for a test to look at from outside.

Run: python real_session.py PLAN.json   with
    {"source": ..., "folder": ..., "papers": ..., "run": one of RUNS, "first": number of the first text,
     "end": "lock" | "idle" | "kill" | "close", ...what the run needs}
Prints what it did as one JSON line, waits for a line, and ends. After a lock the process goes on as the locked program.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
import time
from pathlib import Path

PLAN = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
PATIENCE = 600
BUSY = 2
"""So many times longer than a test in this process: several others may run on the machine."""


class Bot:
    """What ``page_objects.Screen`` asks of pytest-qt, without pytest."""

    def waitUntil(self, holds, timeout):
        from PySide6.QtCore import QEventLoop
        from PySide6.QtWidgets import QApplication

        end = time.monotonic() + BUSY * timeout / 1000
        while not holds():
            assert time.monotonic() < end, "waited in vain"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def __getattr__(self, name):
        from PySide6.QtTest import QTest

        return getattr(QTest, name)


def screen_of(window):
    from tests.qt.page_objects import Screen

    screen = Screen.__new__(Screen)
    screen.qtbot, screen.folder, screen.window = Bot(), Path(PLAN["folder"]), window
    window.resize(
        1366, 768
    )  # the screen of Qt's offscreen platform is 800 wide, and the window no larger than its screen
    window.activateWindow()
    screen.wait(window.isActiveWindow)
    return screen


def drive(window):
    """Run the session, say what was done, and end as the plan wants."""
    from PySide6.QtCore import QTimer

    def run():
        from tests.qt.in_clear import planted_runs

        done = planted_runs.RUNS[PLAN["run"]](screen_of(window), PLAN)
        sys.stdout.write(json.dumps(done) + "\n")
        sys.stdout.flush()
        sys.stdin.readline()  # the test looks at this process while it works
        if PLAN["end"] == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif PLAN["end"] == "lock":
            window.lock()
        elif PLAN["end"] == "idle":
            attention = window.guard.attention
            late = attention.clock() + 60 * attention.minutes + 1
            attention.clock = lambda: late
            attention.look()
        else:
            window.close()

    def guarded():
        try:
            run()
        except BaseException:
            import traceback

            sys.stdout.write("\n")
            traceback.print_exc()
            shell = window.shell
            if shell is not None:
                sys.stderr.write(f"at {window.pages.place!r}, told {shell.complaints.text.text()!r}\n")
            os._exit(3)

    QTimer.singleShot(0, guarded)


def main():
    faulthandler.enable()
    import gc

    gc.set_threshold(100, 3, 3)
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    sys.path[:0] = [PLAN["source"], str(Path(__file__).resolve().parents[3])]
    from screening.qt.app import main as app
    from screening.qt.platform import hardening

    real = hardening.harden

    def harden():
        barriers = real()
        from screening.qt.window.main_window import Window
        from tests.qt.in_clear import planted_runs

        planted_runs.prepare(PLAN)
        begin = Window.begin

        def begun(window):
            begin(window)
            drive(window)

        Window.begin = begun
        return barriers

    app.harden = harden
    return app.main(["--vault", PLAN["folder"]])


if __name__ == "__main__":
    sys.exit(main())
