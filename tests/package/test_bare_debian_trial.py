"""Everything that an officer does with the Debian package, in a bare Debian, by keys and as a screen reader hears it.

    .ci/package/linux && .ci/package/bare-debian FOLDER dist/workplace-notes_*.deb
    SCREENING_BARE_DEBIAN=FOLDER python -m pytest -n 0 -m long -s tests/package/test_bare_debian_trial.py

Beside what ``test_bare_debian`` needs it needs dbus-daemon, at-spi2-core and gir1.2-atspi-2.0 outside of that Debian.
With ``-s`` it prints the figures of docs/installing.md.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from screening.casework.computer.window_trial import LINUX_LIBRARIES
from tests.package import test_bare_debian as bare
from tests.package.test_bare_debian import PASSPHRASE, PROGRAM, ROOT, apt, focus, processes, run
from tests.qt.app.test_screen_reader import CONSENT_SAYS, GATE_SAYS, LAUNCHER, SYSTEM_PYTHON, Reader, lacking
from tests.qt.app.test_x11 import PATIENCE, picture, pressed

HOME = "/home/officer"
RECORD = f"{HOME}/.local/share/notes/record"
SECOND, THIRD, DEVI = (
    "saddle pepper window orchid marble", "ladder orchid pebble sailor timber", "harbour violin cactus thimble linen",
)  # fmt: skip
LOCKINGS = 10
MOST_MB = 200
"""Of the package, installed."""
OFFICER = (
    "unshare", "--mount", "sh", "-c",
    'mount --bind "$0/etc/passwd" /etc/passwd; exec setpriv --reuid=1000 --regid=1000 --clear-groups "$@"', str(ROOT),
)  # fmt: skip
"""The user of the bare Debian; whoever speaks with its window on a bus is the same one."""

pytestmark = [*bare.pytestmark, pytest.mark.skipif(bool(lacking()), reason=f"needs {', '.join(lacking())}")]


def there(path: str) -> Path:
    """A file of the bare Debian, from outside."""
    return ROOT / path.lstrip("/")


class Officer(Reader):
    """The keys, and what a screen reader is told of the one window."""

    def until(self, holds: Callable[[], object], told: str) -> None:
        try:
            super().until(holds, told)
        except AssertionError as missing:
            raise AssertionError([each["name"] for each in self.tree() if each["name"]]) from missing

    def ids(self, command: str = "tree") -> list[str]:
        """Names and ids of what is there to be seen, or of all that there is."""
        tree = self.tree(command)
        return [(each["id"] or "").split(".")[-1] for each in tree] + [each["name"] or "" for each in tree]

    def sees(self, what: str) -> None:
        self.until(lambda: what in self.ids(), what)

    def has(self, text: str) -> None:
        """Wait until a text stands on the page, or in what is said of it."""
        self.until(lambda: any(text in f"{each['name']} {each['description']}" for each in self.tree()), text)

    def type(self, text: str) -> None:
        pressed(self.surroundings, "type", "--delay", "30", text)

    def write(self, **fields: str) -> None:
        for name, text in fields.items():
            self.tab_to(name.replace("_", "-"))
            self.type(text)

    def choose(self, name: str) -> None:
        self.tab_to(name)
        self.forget()
        self.press("space")

    def agree(self, name: str, own: str) -> None:
        """An act on who has access: the passphrase, its button, and yes."""
        if own:
            self.tab_to(f"{name}-own")
            self.type(own)
        self.choose(name)
        self.sees(f"{name}-yes")
        self.choose(f"{name}-yes")

    def comes(self, what: str) -> None:
        """Wait for a page of a window that has just come, and give it the keyboard."""
        self.sees(what)
        focus(self.surroundings)
        self.until(lambda: any("active" in each["states"] for each in self.tree()), "the keyboard")
        self.until(lambda: self.focus_id() in ("officer", "passphrase"), "its first field")
        self.forget()

    def unlock(self, passphrase: str) -> None:
        self.comes("unlock")
        self.type(passphrase)
        self.press("Return")
        self.sees("new-screening")
        self.forget()

    def heading(self) -> str:
        return next((each["name"] for each in self.tree() if each["role"] == "heading"), "")

    def focus_id(self) -> str:
        return next(((each["id"] or "").split(".")[-1] for each in self.tree() if "focused" in each["states"]), "")

    def lock(self) -> None:
        self.press("ctrl+l")
        self.sees("unlock")

    def record_page(self, name: str, sign: str) -> None:
        """A page of the record's own group in the rail."""
        self.press("alt+Home")
        self.sees("new-screening")
        self.forget()
        self.choose("Record and backups")
        self.sees("copy-folder")
        if sign != "copy-folder":
            self.choose(f"page-{name}")
            self.sees(sign)
        self.forget()


@pytest.fixture
def clean() -> Iterator[None]:
    """The officer's home without a record, before and after, and the package that was to be tried."""

    def away() -> None:
        for name in (".local", "papers", "stick", "again", "sealed"):
            path = there(f"{HOME}/{name}")
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    away()
    for name in ("papers", "stick"):
        there(f"{HOME}/{name}").mkdir()
        shutil.chown(there(f"{HOME}/{name}"), 1000, 1000)
    installed("/tmp/package.deb")
    yield
    installed("/tmp/package.deb")


def installed(package: str) -> None:
    done = apt("--install", package)
    assert done.returncode == 0, done.stderr


@contextmanager
def screen(size: str) -> Iterator[Officer]:
    """A screen of that size with a bus and a screen reader, which a program in the bare Debian may use."""
    around = {name: text for name, text in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND"))}
    read, write = os.pipe()
    folder = Path(tempfile.mkdtemp(prefix="bare-", dir="/tmp"))
    shutil.chown(folder, 1000, 1000)
    xvfb = ["Xvfb", "-displayfd", str(write), "-ac", "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    started = [subprocess.Popen(xvfb, pass_fds=(write,), stderr=subprocess.DEVNULL)]
    os.close(write)
    try:
        with os.fdopen(read) as told:
            around |= {"DISPLAY": f":{told.readline().strip()}", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        around |= {"NO_AT_BRIDGE": "0", "QT_QPA_PLATFORM": "xcb"}
        quiet = {"env": around, "cwd": "/", "stderr": subprocess.DEVNULL, "text": True}
        address = f"unix:path={folder}/bus"
        bus = [*OFFICER, "dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={address}"]
        started.append(subprocess.Popen(bus, stdout=subprocess.PIPE, **quiet))  # type: ignore[call-overload]
        around["DBUS_SESSION_BUS_ADDRESS"] = started[-1].stdout.readline().strip()
        launcher = [*OFFICER, str(LAUNCHER), "--launch-immediately", "--a11y=1", "--screen-reader=1"]
        started.append(subprocess.Popen(launcher, **quiet))  # type: ignore[call-overload]
        script = (Path(__file__).parents[1] / "qt" / "app" / "at_spi_reader.py").read_text("utf-8")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        started.append(subprocess.Popen([*OFFICER, SYSTEM_PYTHON, "-c", script], **pipes, **quiet))  # type: ignore[call-overload]
        yield Officer(around, started[-1])
    finally:
        for each in reversed(started):
            each.terminate()
            each.wait(PATIENCE)
            for stream in (each.stdin, each.stdout):
                if stream is not None:
                    stream.close()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def program(officer: Officer, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """What the menu entry starts, until it is ended; then nothing of it is left."""
    entry = there("/usr/share/applications/workplace-notes.desktop").read_text("utf-8")
    (command,) = re.findall(r"^Exec=(.*)$", entry, re.MULTILINE)
    with subprocess.Popen(bare.there(*command.split(), *words), env=officer.surroundings) as started:
        try:
            yield started
        finally:
            started.terminate()
    assert processes() == []


def memory(process: int) -> int:
    """What a process has in memory, in MB."""
    (found,) = re.findall(r"^VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text("utf-8"), re.MULTILINE)
    return int(found) // 1024


def made(officer: Officer) -> None:
    """A new record on the page that is shown."""
    officer.comes("officer")
    officer.write(officer="Aina", organisation="Labour office", passphrase=PASSPHRASE, again=PASSPHRASE)
    officer.press("Return")
    officer.sees("new-screening")
    officer.forget()


def worked(officer: Officer) -> str:
    """A whole case, from the gate to a paper in the folder; its code."""
    officer.press("ctrl+n")
    officer.focused("panel", "Can anyone see or hear you two? (an interpreter does not count)")
    for said in GATE_SAYS:
        officer.forget()
        officer.press("1" if said == GATE_SAYS[-1] else "2")
        officer.hears(said)
    officer.forget()
    officer.press("ctrl+Return")
    officer.hears("Numbers you can call")
    officer.press("a")
    officer.hears("Let the person point, say or listen.")
    officer.choose("language-ms")
    officer.hears("What they agree to")
    for key, said in CONSENT_SAYS:
        officer.forget()
        officer.press(key)
        officer.hears(said)
    for heading in ("With whom they would talk", "Their account", "Needs now"):
        officer.forget()
        officer.press("ctrl+Return")
        officer.hears(heading)
    officer.press("1")
    officer.hears("I said it. Saved.")
    officer.focused("panel", "Are you hurt, ill or in pain now?, not asked")
    officer.press("2")
    officer.hears("No. Saved.")
    officer.press("F6", "F6")  # from the page by the actions to the rail
    officer.tab_to("Closing")
    officer.forget()
    officer.press("space")
    officer.hears("The same lines for everyone.")
    for step in ("Step 2 of 3", "Step 3 of 3"):
        officer.press("ctrl+Return")
        officer.hears(step)
    officer.press("ctrl+Return")
    officer.focused("check box", "Someone controls this person to profit from their work")
    officer.choose("view-unsure")
    officer.choose("pick-not_sure")
    officer.write(reason="abc")
    officer.forget()
    officer.press("ctrl+Return")
    officer.hears("Away from the person.")
    officer.write(pin=PASSPHRASE)  # no PIN was chosen: the passphrase stands for it
    officer.forget()
    officer.press("Return")
    officer.focused("heading", "Assessment")
    code = next(each for each in officer.ids() if re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", each))
    for _ in ("what they take with them", "the papers"):
        before = officer.heading()
        officer.press("ctrl+Return")
        officer.until(lambda before=before: officer.heading() not in ("", before), "the next page")
    officer.sees("paper-passphrase")
    officer.forget()
    officer.write(folder=f"{HOME}/papers", paper_passphrase=DEVI)
    officer.press("ctrl+s")
    officer.until(lambda: list(there(f"{HOME}/papers").glob("*.pdf")), "the paper")
    return code


def let_in_and_out(officer: Officer, public: str) -> None:
    """The key changed, a person let in and revoked, the recovery key let in and tried."""
    officer.record_page("keys", "new-passphrase")
    officer.write(new_passphrase=SECOND, new_again=SECOND)
    officer.agree("change-passphrase", PASSPHRASE)
    officer.has("Done.")
    officer.record_page("keys", "person-name")
    officer.write(person_name="Devi", person_passphrase=DEVI)
    officer.agree("let-person-in", SECOND)
    officer.has("Devi")
    officer.until(lambda: ways_out(officer), "Devi's way in")
    [out] = ways_out(officer)
    officer.agree(out, SECOND)
    officer.until(lambda: "new-passphrase" in officer.ids() and not ways_out(officer), "Devi is out")
    officer.record_page("keys", "recovery-recipient")
    officer.write(recovery_recipient=public)
    officer.agree("let-organisation-in", SECOND)
    officer.sees("recovery-file")
    officer.write(recovery_file=f"{HOME}/sealed")
    officer.agree("try-recovery", "")
    officer.has("was last tried on")


def ways_out(officer: Officer) -> list[str]:
    """The buttons that take somebody's access away, those out of view too."""
    return [each for each in officer.ids("all") if re.fullmatch("take-out-.*(?<!-own)(?<!-yes)(?<!-no)", each)]


def higher(folder: Path) -> str:
    """The same package with a higher version, as its name in the bare Debian."""
    tree, raised = folder / "tree", there("/tmp/higher.deb")
    subprocess.run(["dpkg-deb", "--raw-extract", there("/tmp/package.deb"), tree], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(re.sub(r"(?m)^(Version: .*)$", r"\1.1", control.read_text("utf-8")))
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, raised], check=True, capture_output=True
    )
    shutil.rmtree(tree)
    return "/tmp/higher.deb"


def said(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, (time.strftime("%H:%M:%S"), *words))) + "\n")
    sys.stdout.flush()


def test_a_whole_life_of_the_program_from_the_package_to_its_removal(clean: None, tmp_path: Path) -> None:
    size = sum(each.lstat().st_size for each in there("/opt/workplace-notes").rglob("*") if each.is_file()) // 1_000_000
    said("installed", size, "MB")
    assert size <= MOST_MB
    made_key = run(PROGRAM, "recovery-key", "--out", f"{HOME}/sealed")
    (public,) = re.findall(r"age1[0-9a-z]{40,}", made_key.stdout)
    with screen("1366x768") as officer:
        begun = time.monotonic()
        with program(officer) as started:
            officer.sees("officer")
            said("first start", round(time.monotonic() - begun, 1), "s", "load", os.getloadavg()[0])
            said("memory on the page for a new record", memory(started.pid), "MB")
            made(officer)
            said("record made")
            code = worked(officer)
            said("case worked, paper saved; memory", memory(started.pid), "MB")
            officer.record_page("copies", "copy-folder")
            officer.write(copy_folder=f"{HOME}/stick")
            officer.press("ctrl+s")
            officer.has("Made and checked")
            said("copied")
            let_in_and_out(officer, public)
            said("keys changed")
            for number in range(LOCKINGS):
                officer.lock()
                assert processes() == [str(started.pid)]
                locked = memory(started.pid)
                officer.unlock(SECOND)
                assert processes() == [str(started.pid)]
                said("locking", number + 1, "locked", locked, "MB, unlocked", memory(started.pid), "MB")
            upgraded_while_open(officer, started.pid, code, higher(tmp_path))
        said("closed, nothing is left")
        installed("/tmp/higher.deb")
        with program(officer):
            officer.unlock(SECOND)
            officer.sees(f"case-{code}")
        said("upgraded, the case is there")
    recovered_and_restored(code)
    removed()


def upgraded_while_open(officer: Officer, process: int, code: str, package: str) -> None:
    """On a case: dpkg says in a sentence why not, and the next answer is kept."""
    officer.choose(f"case-{code}")
    officer.until(lambda: "new-screening" not in officer.ids(), "the case")
    for words in (("--install", package), ("--remove", "workplace-notes")):
        refused = apt(*words, beside=process)
        assert refused.returncode != 0
        assert "Workplace notes is open on this computer, so nothing was changed." in refused.stderr
    officer.press("F5")
    officer.has("Hurt, ill or in pain now: No.")
    said("neither upgraded nor removed while it is open")


def recovered_and_restored(code: str) -> None:
    """The recovery key gives another passphrase; the copy on the stick opens by the one that it was made with."""
    done = run(PROGRAM, "recover", "--vault", RECORD, "--recovery-key", f"{HOME}/sealed", typed=f"{THIRD}\n{THIRD}\n")
    assert done.returncode == 0, done.stdout + done.stderr
    [copy] = there(f"{HOME}/stick").iterdir()
    for folder, passphrase in ((RECORD, THIRD), (f"{HOME}/again", PASSPHRASE)):
        if folder != RECORD:
            done = run(PROGRAM, "restore", f"{HOME}/stick/{copy.name}", "--to", folder, typed=f"{passphrase}\n")
            assert done.returncode == 0, done.stdout + done.stderr
        checked = run(PROGRAM, "verify", "--vault", folder, typed=f"{passphrase}\n")
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert re.search(r"In [1-9][0-9]* case", checked.stdout), checked.stdout
    for former in (PASSPHRASE, SECOND, DEVI):
        assert run(PROGRAM, "verify", "--vault", RECORD, typed=f"{former}\n").returncode != 0
    said("recovered and restored", code)


def removed() -> None:
    """The package goes, the record stays, and opens when it comes again."""
    before = sorted(each.name for each in there(RECORD).iterdir())
    assert apt("--remove", "workplace-notes").returncode == 0
    assert not there("/opt/workplace-notes").exists()
    assert not there("/usr/bin/screening").is_symlink()
    assert (sorted(each.name for each in there(RECORD).iterdir()), processes()) == (before, [])
    installed("/tmp/higher.deb")
    assert run(PROGRAM, "verify", "--vault", RECORD, typed=f"{THIRD}\n").returncode == 0
    said("removed, and the record is there")


def test_the_first_start_is_usable_on_a_small_screen(clean: None, tmp_path: Path) -> None:
    with screen("1024x600") as officer, program(officer):
        officer.comes("officer")
        picture(officer.surroundings, tmp_path / "new.png", "any")
        width, height = (
            int(each)
            for each in re.findall(
                r"(\d+)x(\d+)", pressed(officer.surroundings, "search", "--onlyvisible", "--name", "^Workplace notes$",
                                        "getwindowgeometry"),
            )[-1]
        )  # fmt: skip
        assert (width, height) <= (1024, 600) and height <= 600
        made(officer)
        picture(officer.surroundings, tmp_path / "cases.png", "any", tmp_path / "new.png")


@pytest.mark.parametrize(("library", "package"), LINUX_LIBRARIES.items())
def test_the_doctor_names_the_package_of_a_library_that_is_not_there(library: str, package: str) -> None:
    [path] = (ROOT / "usr" / "lib").rglob(library)
    away = path.with_name(f"away-{library}")
    path.rename(away)
    try:
        said = run(PROGRAM, "doctor").stdout
    finally:
        away.rename(path)
    (sentence,) = [line for line in said.splitlines() if "The window cannot open without these packages." in line]
    assert package in sentence.split()
