"""The Debian package in a bare Debian without Python and without a network: a case made, killed, found again, a paper.

    .ci/package/linux && .ci/package/bare-debian FOLDER dist/workplace-notes_*.deb
    SCREENING_BARE_DEBIAN=FOLDER python -m pytest -n 0 -m long tests/package

It needs root (a namespace without a network, and chroot), Xvfb and xdotool.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.qt.app.test_x11 import PATIENCE, picture, pressed

ROOT = Path(os.environ.get("SCREENING_BARE_DEBIAN", "/nowhere"))
PASSPHRASE = "velvet kettle orbit lantern mosaic"
PROGRAM = "/opt/workplace-notes/notes"
ALONE = """
mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"
mkdir -p "$0/tmp/.X11-unix"; mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix"
bus=${XDG_RUNTIME_DIR:-/tmp/.X11-unix}
mkdir -p "$0$bus"; mount --bind "$bus" "$0$bus"
exec chroot "$0" setpriv --reuid=officer --regid=officer --clear-groups \
  env -i HOME=/home/officer PATH=/usr/bin:/bin LANG=C.UTF-8 DISPLAY="$DISPLAY" \
  XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-}" DBUS_SESSION_BUS_ADDRESS="${DBUS_SESSION_BUS_ADDRESS:-}" "$@"
"""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="needs root on Linux"),
    pytest.mark.skipif(not (ROOT / PROGRAM.lstrip("/")).is_file(), reason="SCREENING_BARE_DEBIAN names no such root"),
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]


def there(*command: str) -> list[str]:
    """A command as an officer's in the bare root, with no network but a loopback that is down."""
    return ["unshare", "--net", "--mount", "sh", "-c", ALONE, str(ROOT), *command]


def run(*command: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(there(*command), input=typed, capture_output=True, text=True, timeout=PATIENCE, check=False)


@pytest.fixture
def record() -> Iterator[str]:
    """Where the officer's record is made; there is none before and none after."""
    home = ROOT / "home" / "officer" / "record"
    shutil.rmtree(home, ignore_errors=True)
    yield "/home/officer/record"
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An X server that another user may draw on."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-ac", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        try:
            yield os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path)}
        finally:
            server.terminate()


def opened(display: dict[str, str], record: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(there(PROGRAM, "--vault", record), env=display)


def focus(display: dict[str, str]) -> None:
    window = pressed(display, "search", "--sync", "--onlyvisible", "--name", "^Workplace notes$").split()[-1]
    pressed(display, "windowfocus", "--sync", window)


def until(done: Callable[[], bool], display: dict[str, str], folder: Path, key: str = "") -> None:
    """Press the key, where there is one, and look at the window until it stands still, as often as it takes."""
    for _ in range(PATIENCE):
        if key:
            pressed(display, "key", key)
        picture(display, folder / "meanwhile.png", "any")
        if done():
            return
    raise AssertionError(f"nothing came of {key or 'waiting'}")


def test_there_is_no_python_and_no_network() -> None:
    assert not list((ROOT / "usr" / "bin").glob("python*"))
    devices = [line.split(":")[0].strip() for line in run("cat", "/proc/net/dev").stdout.splitlines() if ":" in line]
    routes = run("cat", "/proc/net/route").stdout.splitlines()[1:]
    assert (devices, routes) == (["lo"], [])


def test_its_content_checks_clean_and_the_computer_lacks_no_library() -> None:
    assert run(PROGRAM, "check").returncode == 0
    told = run(PROGRAM, "doctor").stdout
    assert "good: The window has everything that it needs from the system." in told
    assert "good: All parts of the program are installed." in told


def test_the_menu_entry_starts_what_was_installed() -> None:
    entry = (ROOT / "usr/share/applications/workplace-notes.desktop").read_text("utf-8")
    command = next(line.removeprefix("Exec=") for line in entry.splitlines() if line.startswith("Exec="))
    assert (ROOT / command.lstrip("/")).is_file()
    assert run("screening", "--version").stdout.startswith("screening, version ")


def test_a_paper_is_saved() -> None:
    out = "/home/officer/blank.pdf"
    (ROOT / out.lstrip("/")).unlink(missing_ok=True)
    made = run(PROGRAM, "protocol", "questionnaire", "--person", "my", "--out", out)
    assert (made.returncode, made.stderr) == (0, "")
    paper = ROOT / out.lstrip("/")
    assert paper.read_bytes().startswith(b"%PDF-") and paper.stat().st_size > 20_000
    sheet = ROOT / "home/officer/answers.json"
    sheet.write_text('{"setting": "workplace", "answers": {"papers-kept": "yes"}}')
    folder = ROOT / "home/officer/papers"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.chown(folder, 1000, 1000)
    made = run(PROGRAM, "form", "/home/officer/answers.json", "--out", "/home/officer/papers")
    assert (made.returncode, made.stderr) == (0, "")
    [form] = folder.glob("*.pdf")
    assert form.read_bytes().startswith(b"%PDF-")


def made(display: dict[str, str], record: str, folder: Path) -> Path:
    """Fill in the page for a new record; its second file, once it is there."""
    for said, tabs in (("Aina", 3), ("Labour office", 2), (PASSPHRASE, 1), (PASSPHRASE, 0)):
        pressed(display, "type", said)
        for _ in range(tabs):
            pressed(display, "key", "Tab")
    pressed(display, "key", "Return")
    journal = ROOT / record.lstrip("/") / "recorder.bin"
    until(journal.is_file, display, folder)
    return journal


def processes() -> list[str]:
    """The programs of the package in this root that run now, of whoever."""
    found = []
    for each in Path("/proc").glob("[0-9]*/exe"):
        with suppress(OSError):
            if each.samefile(ROOT / PROGRAM.lstrip("/")):
                found.append(each.parent.name)
    return found


def test_a_case_that_was_begun_is_there_after_the_program_was_killed(
    display: dict[str, str], record: str, tmp_path: Path
) -> None:
    with opened(display, record) as program:
        new = picture(display, tmp_path / "new.png", "any")
        focus(display)
        journal = made(display, record, tmp_path)
        for key in ("ctrl+n", "1"):  # a case, and one answer in it
            before = journal.stat().st_size
            until(lambda before=before: journal.stat().st_size > before, display, tmp_path, key)
        gate = picture(display, tmp_path / "gate.png", "any", new)
        program.kill()
    checked = run(PROGRAM, "verify", "--vault", record, typed=PASSPHRASE + "\n")
    assert checked.returncode == 0, checked.stdout
    assert re.search(r"In [1-9][0-9]* case", checked.stdout), checked.stdout
    with opened(display, record) as program:
        locked = picture(display, tmp_path / "locked.png", "any", gate)
        focus(display)
        pressed(display, "type", PASSPHRASE)
        pressed(display, "key", "Return")
        picture(display, tmp_path / "again.png", "any", gate, locked, new)
        program.terminate()


def apt(*words: str, beside: int = 0) -> subprocess.CompletedProcess[str]:
    """What dpkg says to an administrator in the bare root, where the program ``beside`` it was started."""
    where = ["nsenter", "--mount", "--target", str(beside)] if beside else ["unshare", "--mount"]
    mounted = "" if beside else 'mount -t proc proc "$0/proc"; '
    script = mounted + 'exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin dpkg "$@"'
    command = [*where, "sh", "-c", script, str(ROOT), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_locked_ten_times_it_is_one_process(display: dict[str, str], record: str, tmp_path: Path) -> None:
    with opened(display, record) as program:
        try:
            without = [picture(display, tmp_path / "new.png", "any")]
            focus(display)
            journal = made(display, record, tmp_path)
            for _ in range(10):
                unlocked = picture(display, tmp_path / "unlocked.png", "any", *without)
                pressed(display, "key", "ctrl+l")
                without[1:] = [picture(display, tmp_path / "locked.png", "any", unlocked)]
                focus(display)
                before = journal.stat().st_size
                pressed(display, "type", PASSPHRASE)
                pressed(display, "key", "Return")
                until(lambda before=before: journal.stat().st_size > before, display, tmp_path)
            assert len(processes()) == 1
        finally:
            program.terminate()
    assert processes() == []


def test_while_it_is_open_dpkg_neither_upgrades_nor_removes_it(
    display: dict[str, str], record: str, tmp_path: Path
) -> None:
    with opened(display, record) as program:
        try:
            picture(display, tmp_path / "new.png", "any")
            for words in (("--install", "/tmp/package.deb"), ("--remove", "workplace-notes")):
                refused = apt(*words, beside=program.pid)
                assert refused.returncode != 0
                assert "Workplace notes is open on this computer, so nothing was changed." in refused.stderr
            assert (ROOT / PROGRAM.lstrip("/")).is_file()
        finally:
            program.terminate()


def test_removing_it_leaves_the_record_and_the_folder_opt_and_it_comes_again(record: str) -> None:
    kept = ROOT / record.lstrip("/")
    kept.mkdir()
    (kept / "vault.db").write_bytes(b"a record")
    try:
        assert apt("--remove", "workplace-notes").returncode == 0
        assert list((ROOT / "opt").iterdir()) == []
        assert (kept / "vault.db").read_bytes() == b"a record"
    finally:
        again = apt("--install", "/tmp/package.deb")
    assert again.returncode == 0, again.stderr
