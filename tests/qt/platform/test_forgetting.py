"""After a locking one process is there and its memory is new: where none can take another's place, it waits for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from screening.qt.platform.hardening import command_again
from screening.start_options import AFTER

LOCKED = """
import os, sys
from screening.qt.platform.hardening import start_behind
start_behind([sys.executable, "-c", sys.argv[2], sys.argv[1], str(os.getpid())])
print("started", flush=True)
sys.stdin.readline()
open(sys.argv[1] + ".last", "w").close()
os._exit(0)
"""
NEW = """
import sys
from pathlib import Path
from screening.qt.platform.hardening import wait_for_former
wait_for_former()
Path(sys.argv[1]).write_text("after" if Path(sys.argv[1] + ".last").exists() else "beside")
Path(sys.argv[1] + ".done").touch()
"""


def test_the_new_process_does_nothing_until_the_one_that_was_locked_is_gone(tmp_path: Path) -> None:
    told = tmp_path / "told"
    command = [sys.executable, "-c", LOCKED, str(told), NEW]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as locked:
        assert locked.stdout is not None
        assert locked.stdin is not None
        assert locked.stdout.readline() == "started\n"
        assert not told.exists()
        locked.stdin.write("\n")
        locked.stdin.close()
        assert locked.wait() == 0
    until_there(tmp_path / "told.done")
    assert told.read_text() == "after"


def test_a_program_told_to_wait_with_nobody_before_it_begins_at_once(tmp_path: Path) -> None:
    command = [*command_again([AFTER, "--version"])]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.startswith("screening")


TEN = """
import sys
from pathlib import Path
from screening.qt.platform.hardening import forget_all
from screening.start_options import AFTER
from screening.qt.platform import hardening

left, told = int(sys.argv[-2]), Path(sys.argv[-1])
if AFTER in sys.argv:
    hardening.wait_for_former()
hold = open(told, "a+b")
if sys.platform == "win32":
    import msvcrt
    hold.seek(1000)
    msvcrt.locking(hold.fileno(), msvcrt.LK_NBLCK, 1)  # refused where the one before still holds it
else:
    import fcntl
    fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
secret = bytearray(b"what it knew" * 1000)
if left:
    hardening.command_again = lambda given: [
        sys.executable, "-c", sys.orig_argv[-3 - (AFTER in sys.argv)], *given
    ]
    forget_all([str(left - 1), str(told)])
Path(str(told) + ".done").touch()
sys.exit(0)
"""


def test_ten_lockings_leave_one_process_and_no_two_ever_hold_the_record(tmp_path: Path) -> None:
    told = tmp_path / "held"
    with subprocess.Popen([sys.executable, "-c", TEN, "10", str(told)], stdin=subprocess.DEVNULL) as first:
        if sys.platform == "win32":
            assert first.wait() == 0, "the first one is gone while the last is still to come"
        until_there(tmp_path / "held.done")


def until_there(path: Path) -> None:
    """Wait until another process has made a file; a minute at most."""
    watch = "import sys, time, pathlib\nfor _ in range(6000):\n    if pathlib.Path(sys.argv[1]).exists(): sys.exit(0)\n"
    subprocess.run([sys.executable, "-c", watch + "    time.sleep(0.01)\nsys.exit(1)", str(path)], check=True)
