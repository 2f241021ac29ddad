"""The program by Windows' own Python, under Wine, with a real window and keys from outside.

    .ci/windows    makes what is needed, and runs this: python -m pytest -n 0 -m windows tests/package/test_wine.py

It locks as often as SCREENING_LOCKINGS says: twice for `.ci/run`, ten times before a release. What Wine cannot tell,
because only a real Windows has it, stands in SECURITY.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from screening.store import open_vault
from tests.made_vaults import PASSPHRASE, made_record

MADE = Path(os.environ.get("SCREENING_WINDOWS") or "nowhere")
INTERPRETER = MADE / "python" / "python.exe"
ROOT = Path(__file__).parents[2]
PATIENCE = 500
"""Seconds: the bound of `.ci/run` is met before, and a time that is over fails nothing there."""
LOCKINGS = int(os.environ.get("SCREENING_LOCKINGS", "10"))
ANSWERS = 3
"""Questions before the talk that are answered with "no": each is one figure, and one more entry."""

pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(
        not INTERPRETER.is_file() or not all(map(shutil.which, ("wine", "Xvfb", "xdotool"))),
        reason="SCREENING_WINDOWS names no folder that .ci/windows made",
    ),
]


@pytest.fixture
def around() -> Iterator[dict[str, str]]:
    """The surroundings of a program of Windows on an X server of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "PYTHON"))}
        try:
            # A wineserver that began without a display has no window for anybody: it ends with its last program.
            server_ends = {"WINEPREFIX": str(MADE / "prefix")}
            subprocess.run(["wineserver", "--wait"], env=kept | server_ends, timeout=PATIENCE, check=False)
            yield kept | {
                "DISPLAY": display, "WINEPREFIX": str(MADE / "prefix"), "WINEDEBUG": "-all",
                "WINEDLLOVERRIDES": "winedbg.exe=d;mscoree=d;mshtml=d", "XDG_RUNTIME_DIR": str(MADE / "run"),
            }  # fmt: skip
        finally:
            server.terminate()


def until(there: Callable[[], bool], again: Callable[[], object] = lambda: None) -> None:
    """Wait until something is there, doing ``again`` every few seconds: a key before its page is ready is lost."""
    for step in range(PATIENCE * 4):
        if there():
            return
        if step % 20 == 0:
            again()
        time.sleep(0.25)
    raise AssertionError("it never came")


def at_work(folder: Path) -> list[int]:
    """The processes of the program that were started for a record."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            line = each.read_bytes().split(b"\0")
            if b"screening" in line and any(part.endswith(folder.name.encode()) for part in line):
                found.append(int(each.parent.name))
    return found


def openings(folder: Path) -> int:
    """How often the record was opened to be written: the number in the file that holds it."""
    lock = folder / "lock"
    return int((lock.read_text("ascii").split() or ["0"])[0]) if lock.exists() else 0


def grown(folder: Path) -> int:
    return (folder / "recorder.bin").stat().st_size


TOLD = """
import ctypes
from PySide6.QtWidgets import QApplication, QWidget
from screening.qt.platform.windows_window import POWER, SESSION, WindowsSignals, keep_from_pictures
application = QApplication(["notes"])
window = QWidget()
window.show()
print("kept from pictures:", keep_from_pictures(window))
signals = WindowsSignals(window)
signals.leaving.connect(print)
handle = ctypes.c_void_p(int(window.winId()))
for message, how in ((POWER, 4), (POWER, 0x12), (SESSION, 7), (SESSION, 8)):
    ctypes.windll.user32.SendMessageW(handle, message, ctypes.c_void_p(how), None)
    application.processEvents()
"""


def test_a_suspend_and_a_locked_session_reach_a_real_window(around: dict[str, str]) -> None:
    command = ["wine", str(INTERPRETER), "-c", TOLD]
    done = subprocess.run(command, env=around, timeout=PATIENCE, check=True, capture_output=True, text=True)
    assert done.stdout.split("\n")[1:3] == ["sleep", "lock"]


WHOLE_CASE = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "windows"  # Wine hands on no variable of Qt's
import pytest
sys.exit(pytest.main(["-n", "0", "-q", "-p", "no:cacheprovider", "tests/qt/walks/test_windows_keys.py"]))
"""


def test_a_whole_case_in_a_real_window_by_the_system_s_own_keys(around: dict[str, str]) -> None:
    command = ["wine", str(INTERPRETER), "-X", "faulthandler", "-c", WHOLE_CASE]
    done = subprocess.run(command, env=around, timeout=PATIENCE, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "1 passed" in done.stdout, done.stdout


PLACES = """
import sys
from pathlib import Path
from screening.errors import ScreeningError
from screening.store import create_vault
from screening.store.folder import safe_paths
from tests.made_vaults import PASSPHRASE, QUICK
for letter in "MN":
    try:
        create_vault(Path(letter + ":/record"), PASSPHRASE, "Aina", "officer", "Shelter House", cost=QUICK).close()
        print(letter, "made")
    except ScreeningError as trouble:
        print(letter, trouble.code)
try:
    safe_paths.save_in(Path("M:/record. "), "paper.pdf", b"x")
except ScreeningError as trouble:
    print("its own name with signs that Windows leaves out:", trouble.code)
"""


def test_a_letter_of_a_stick_takes_a_record_and_one_of_a_network_share_does_not(
    around: dict[str, str], tmp_path: Path
) -> None:
    letters = {"m:": tmp_path / "stick", "n:": tmp_path / "share"}
    kinds = ["reg", "add", r"HKLM\Software\Wine\Drives", "/v", "n:", "/d", "network", "/f"]
    with letters_of(letters):
        subprocess.run(["wine", *kinds], env=around, timeout=PATIENCE, check=True, capture_output=True)
        command = ["wine", str(INTERPRETER), "-c", PLACES]
        done = subprocess.run(command, env=around, timeout=PATIENCE, check=True, capture_output=True, text=True)
    said = done.stdout.splitlines()
    assert said[:2] == ["M made", "N path-not-local"]
    assert said[2].endswith("inside-record")
    assert (letters["m:"] / "record" / "vault.db").is_file()
    assert list(letters["n:"].iterdir()) == []


TAKEN_OUT = """
import sys
from pathlib import Path
from screening.errors import ScreeningError
from screening.store import make_copy, open_vault
from screening.store.folder import automatic_copies
from tests.store.some_vault import PASSPHRASE, begin_case
real = automatic_copies.copy_database
def halfway(*given):
    print("writing", flush=True)
    sys.stdin.readline()
    real(*given)
with open_vault(Path(sys.argv[1]), PASSPHRASE) as vault:
    case = begin_case(vault)
    automatic_copies.copy_database = halfway
    try:
        make_copy(vault, Path("M:/"))
    except ScreeningError as trouble:
        print(trouble.code)
    automatic_copies.copy_database = real
    print(vault.verify().holds, vault.cases() == (case,))
"""


def test_a_stick_taken_out_while_a_copy_is_written_is_said_and_the_record_holds(
    around: dict[str, str], tmp_path: Path
) -> None:
    folder = made_record(tmp_path / "record", "Officer Aina", "officer", "Shelter House")
    command = ["wine", str(INTERPRETER), "-c", TAKEN_OUT, f"Z:{folder}"]
    pipe = subprocess.PIPE
    with (
        letters_of({"m:": tmp_path / "stick"}) as places,
        subprocess.Popen(command, env=around, stdin=pipe, stdout=pipe, text=True) as copying,
    ):
        assert copying.stdout is not None
        assert copying.stdout.readline() == "writing\n"
        places["m:"].unlink()
        told, _ = copying.communicate("\n", timeout=PATIENCE)
    assert told.split() == ["copy-not-made", "True", "True"]


@contextmanager
def letters_of(folders: dict[str, Path]) -> Iterator[dict[str, Path]]:
    """Letters of drives for new folders; gives the links that make them, which may be taken away."""
    places = {letter: MADE / "prefix" / "dosdevices" / letter for letter in folders}
    for letter, folder in folders.items():
        folder.mkdir()
        places[letter].unlink(missing_ok=True)
        places[letter].symlink_to(folder)
    try:
        yield places
    finally:
        for each in places.values():
            each.unlink(missing_ok=True)


def at_rest(folder: Path) -> int:
    """The same, once nothing was written for two seconds."""
    sizes = [0]

    def still() -> bool:
        sizes.append(grown(folder))
        return len(sizes) > 8 and len(set(sizes[-8:])) == 1

    until(still)
    return sizes[-1]


def test_each_locking_leaves_one_process_and_a_second_start_none(around: dict[str, str], tmp_path: Path) -> None:
    folder = made_record(tmp_path / "record-of-windows", "Officer Aina", "officer", "Shelter House")
    place = f"Z:{folder}".replace("/", "\\")

    def press(*what: str) -> None:
        subprocess.run(["xdotool", *what], env=around, timeout=PATIENCE, check=False, stderr=subprocess.DEVNULL)

    def to_window() -> None:
        # Between two processes there is no window, or one that goes while it is looked at: then it is asked again.
        search = ["xdotool", "search", "--onlyvisible", "--name", "Workplace notes"]
        found = subprocess.run(search, env=around, timeout=PATIENCE, check=False, capture_output=True, text=True)
        press("windowfocus", (found.stdout.split() or ["0"])[-1])

    def unlock() -> None:
        before = openings(folder)

        def typed() -> None:
            to_window()
            press("key", "ctrl+a")
            press("type", "--delay", "20", PASSPHRASE)
            press("key", "Return")

        until(lambda: openings(folder) > before, typed)

    command = ["wine", str(INTERPRETER), "-m", "screening", "--vault", place]
    with subprocess.Popen(command, env=around, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        try:
            unlock()
            before = at_rest(folder)
            until(lambda: grown(folder) > before, lambda: press("key", "ctrl+n"))
            for _ in range(ANSWERS):
                said = at_rest(folder)
                until(lambda said=said: grown(folder) > said, lambda: press("key", "2"))  # type: ignore[misc]
            for _ in range(LOCKINGS):
                was = at_work(folder)
                until(lambda was=was: not set(was) & set(at_work(folder)), lambda: press("key", "ctrl+l"))  # type: ignore[misc]
                until(lambda: len(at_work(folder)) == 1)
                unlock()
                assert len(at_work(folder)) == 1
            # A second start of the same record: the window that is there comes forward, and the second start ends.
            at_rest(folder)
            before, there = openings(folder), at_work(folder)
            second = subprocess.run(command, env=around, timeout=PATIENCE, check=False, stderr=subprocess.DEVNULL)
            assert (second.returncode, at_work(folder), openings(folder)) == (0, there, before)
            press("key", "ctrl+l")
        finally:
            for each in at_work(folder):
                os.kill(each, 9)
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.verify().holds
        assert max(len(vault.events(case)) for case in vault.cases()) > ANSWERS
