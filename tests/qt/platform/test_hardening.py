"""What is put right before Qt is imported, each in a process of its own."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import screening
from screening.__main__ import opens_window
from screening.qt.platform.hardening import LOADED_ALREADY, clean, command_again, display_is_remote
from screening.qt.platform.seccomp import LOAD, MACHINES, REFUSE, RETURN, program

SOURCE = Path(screening.__file__).parent
LINUX = sys.platform.startswith("linux")

AFTER = """
import ctypes, dataclasses, json, os, resource, socket, sys
from screening.qt.platform.hardening import harden
barriers = harden()
def tried(make):
    try:
        make()
    except OSError as trouble:
        return trouble.errno
    return 0
libc = ctypes.CDLL(None, use_errno=True)
child = os.fork()
if not child:
    os._exit(tried(lambda: socket.socket(socket.AF_INET)))
print(json.dumps({
    **dataclasses.asdict(barriers),
    "inet": tried(lambda: socket.socket(socket.AF_INET)),
    "inet6": tried(lambda: socket.socket(socket.AF_INET6)),
    "pair": tried(lambda: socket.socketpair()),
    "unix": tried(lambda: socket.socket(socket.AF_UNIX)),
    "ring": libc.syscall(425, 1, 0),
    "cores": resource.getrlimit(resource.RLIMIT_CORE),
    "dumpable": libc.prctl(3, 0, 0, 0, 0),
    "mask": os.umask(0),
    "child": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]),
    "qt": [name for name in sys.modules if name.startswith("PySide6")],
}))
"""

REFUSED = """
import ctypes, json, socket
from screening.qt.platform import seccomp as network_filter
network_filter.refuse_networks = lambda machine: False
from screening.qt.platform import hardening
hardening.refuse_networks = network_filter.refuse_networks
barriers = hardening.harden()
try:
    socket.socket(socket.AF_INET)
except PermissionError:
    print(barriers.network, "refused")
socket.socketpair()
"""


def told(code: str) -> str:
    clean_already = {name: text for name, text in os.environ.items() if not LOADED_ALREADY.fullmatch(name)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=clean_already
    )  # fmt: skip
    return done.stdout


@pytest.mark.requirement("NV26")
@pytest.mark.skipif(not LINUX or platform.machine() not in MACHINES, reason="the filter is for Linux")
def test_the_kernel_refuses_every_network_and_no_dump_is_written() -> None:
    found: dict[str, Any] = json.loads(told(AFTER))
    assert found["network"] == "kernel"
    assert found["inet"] == found["inet6"] == found["child"] == 13
    assert found["pair"] == found["unix"] == 0
    assert found["ring"] == -1
    assert found["cores"] == [0, 0]
    assert found["dumpable"] == 0
    assert found["dumps"] is True
    assert found["mask"] == 0o077
    assert found["qt"] == []


@pytest.mark.skipif(not LINUX, reason="socketpair is of this computer on Linux only")
def test_where_the_kernel_takes_no_filter_the_program_starts_and_python_refuses() -> None:
    assert told(REFUSED).split() == ["program", "refused"]


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_the_filter_ends_every_path_in_an_answer(name: str) -> None:
    packed = program(MACHINES[name])
    steps = [(packed[at : at + 2], packed[at + 2], packed[at + 3]) for at in range(0, len(packed), 8)]
    for place, (code, hit, miss) in enumerate(steps):
        if code == RETURN.to_bytes(2, sys.byteorder):
            continue
        assert place + 1 + max(hit, miss) < len(steps)
        if code == LOAD.to_bytes(2, sys.byteorder):
            assert (hit, miss) == (0, 0)
    answer = int.from_bytes(packed[-12:-8], sys.byteorder)
    assert answer == REFUSE


@pytest.mark.parametrize(
    "name",
    [
        "QT_PLUGIN_PATH",
        "QT_QPA_PLATFORM_PLUGIN_PATH",
        "QT_QPA_GENERIC_PLUGINS",
        "QT_QPA_PLATFORMTHEME",
        "QML_IMPORT_PATH",
        "QT_STYLE_OVERRIDE",
        "QT_LOGGING_RULES",
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "DYLD_INSERT_LIBRARIES",
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "GTK_MODULES",
        "GIO_EXTRA_MODULES",
        "OPENSSL_CONF",
        "SSLKEYLOGFILE",
        "GCONV_PATH",
    ],
)
def test_names_that_load_code_are_dropped(name: str) -> None:
    environment = {name: "/tmp/x", "HOME": "/home/a", "LANG": "ms_MY.UTF-8", "DISPLAY": ":0", "PATH": "/usr/bin"}
    clean(environment)
    assert set(environment) == {"HOME", "LANG", "DISPLAY", "PATH"}


@pytest.mark.parametrize(
    "platform_", ["vnc", "vnc:port=5900", "xcb;vnc", "xcb:;vnc", "offscreen;vnc:port=1", "linuxfb"]
)
def test_no_platform_that_listens_or_is_unknown_is_taken(platform_: str) -> None:
    environment = {"QT_QPA_PLATFORM": platform_, "QT_SCALE_FACTOR": "1.5"}
    clean(environment)
    assert environment == {"QT_SCALE_FACTOR": "1.5"}


def test_what_was_loaded_before_the_first_line_makes_the_program_start_anew() -> None:
    assert clean({"LD_PRELOAD": "/tmp/x.so"})
    assert not clean({"QT_PLUGIN_PATH": "/tmp", "LD_PRELOAD": ""})
    assert command_again(["--vault", "x"])[1:] == ["-I", "-m", "screening", "--vault", "x"]


def test_a_packaged_program_s_own_libraries_are_no_reason_to_start_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/notes/lib", raising=False)
    environment = {
        "LD_LIBRARY_PATH": "/opt/notes/lib",
        "_PYI_APPLICATION_HOME_DIR": "/opt/notes/lib",
        "HOME": "/home/a",
    }
    assert not clean(environment)
    assert environment == {"HOME": "/home/a"}


def test_libraries_of_others_beside_a_packaged_program_s_own_make_it_start_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/notes/lib", raising=False)
    environment = {"LD_LIBRARY_PATH": "/opt/notes/lib:/tmp/x", "LD_LIBRARY_PATH_ORIG": "/tmp/x", "HOME": "/home/a"}
    assert clean(environment)
    assert environment == {"HOME": "/home/a"}


def test_no_argument_reaches_qt() -> None:
    made = [line for path in SOURCE.rglob("*.py") for line in path.read_text(encoding="utf-8").splitlines()
            if "QApplication(" in line]  # fmt: skip
    assert made
    assert all("QApplication([NAME])" in line for line in made)
    for foreign in (["-platform", "vnc"], ["--vault", "x", "-plugin", "y"], ["-qmljsdebugger=port:1"]):
        assert not opens_window(foreign)


@pytest.mark.parametrize(
    ("display", "remote"),
    [
        (":0", False),
        ("unix:0", False),
        ("/tmp/launch/org.xquartz:0", False),
        ("localhost:10.0", True),
        ("10.0.0.2:0", True),
    ],
)
def test_a_screen_across_a_network_is_told_apart(display: str, remote: bool) -> None:
    assert display_is_remote({"DISPLAY": display}) is remote
    assert not display_is_remote({"DISPLAY": display, "QT_QPA_PLATFORM": "offscreen"})


@pytest.mark.skipif(not LINUX, reason="X is a thing of Linux here")
def test_a_screen_across_a_network_is_refused_in_a_sentence() -> None:
    environment = {**os.environ, "DISPLAY": "elsewhere:0", "QT_QPA_PLATFORM": "xcb"}
    environment.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run([sys.executable, "-m", "screening"], capture_output=True, text=True, env=environment)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "over a network" in done.stderr


PLAIN = """
import ctypes, os, resource, sys
from screening.qt.platform.hardening import no_dumps
libc = ctypes.CDLL(None, use_errno=True)
if "plain" in sys.argv and os.getuid() == 0:  # whom nothing is refused
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    libc.prctl(4, 1, 0, 0, 0)
"""
KEEPS = (
    PLAIN
    + """
if "open" not in sys.argv:
    no_dumps()
kept = ("Kept" + "Words").encode()
print(os.getpid(), flush=True)
sys.stdin.readline()
os.abort()
"""
)
READS = (
    PLAIN
    + """
process = int(sys.argv[1])
def tried(name):
    try:
        open(f"/proc/{process}/{name}", "rb").read(0)
    except OSError as trouble:
        return trouble.errno
    return 0
attached = ctypes.get_errno() if libc.ptrace(16, process, 0, 0) else 0
print(*[tried(name) for name in ("mem", "environ", "maps")], attached)
"""
)
REFUSED_ALL = ["13", "13", "13", "1"]
"""Permission denied for the files, not permitted for a debugger."""


def seen_by_another(*arguments: str) -> list[str]:
    """What another program of the same user is told that tries to read one."""
    with subprocess.Popen(
        [sys.executable, "-c", KEEPS, "plain", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        pid = process.stdout.readline().strip()
        reader = subprocess.run([sys.executable, "-c", READS, pid, "plain"], capture_output=True, text=True, check=True)
        process.kill()
    return reader.stdout.split()


@pytest.mark.skipif(not LINUX, reason="asks for a process through /proc")
def test_another_program_of_the_same_user_reads_nothing_of_the_memory() -> None:
    """H36: neither through /proc nor as a debugger does. Without the barrier it reads, where the system lets it."""
    assert seen_by_another() == REFUSED_ALL
    scope = Path("/proc/sys/kernel/yama/ptrace_scope")
    if not scope.exists() or scope.read_text(encoding="utf-8").strip() == "0":
        assert seen_by_another("open") == ["0", "0", "0", "0"]


@pytest.mark.skipif(not LINUX, reason="limits of Linux")
def test_a_program_that_dies_of_a_fault_leaves_no_dump(tmp_path: Path) -> None:
    """H35: the control dies the same way without the barrier, and may leave one."""
    pattern = Path("/proc/sys/kernel/core_pattern").read_text(encoding="utf-8").strip()
    if pattern.startswith(("|", "/")):
        pytest.skip("dumps of this machine go to a service or to a folder of their own")
    import resource

    for name, arguments in (("shut", []), ("open", ["open"])):
        place = tmp_path / name
        place.mkdir()
        limit = lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)  # noqa: E731
        if resource.getrlimit(resource.RLIMIT_CORE)[1] != resource.RLIM_INFINITY:
            pytest.skip("dumps are forbidden here already")
        with subprocess.Popen(
            [sys.executable, "-c", KEEPS, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=place,
            preexec_fn=limit,
        ) as process:  # fmt: skip
            process.communicate(b"\n")
        assert process.returncode == -6
    assert list((tmp_path / "shut").iterdir()) == []
    (dump,) = (tmp_path / "open").iterdir()
    assert b"KeptWords" in dump.read_bytes()
    dump.unlink()


@pytest.mark.one_in(3)
@pytest.mark.skipif(not LINUX or platform.machine() not in MACHINES, reason="the filter is for Linux")
@pytest.mark.parametrize(("command", "refused"), [(["check"], True), (["verify", "nowhere"], True), (["hub"], False)])
def test_a_command_of_the_terminal_is_refused_a_network_but_the_hub_s(command: list[str], refused: bool) -> None:
    code = f"""
import sys
from screening import __main__
from screening.cli import main as cli
from screening.qt.platform.seccomp import is_refused
cli.main = lambda arguments: print(is_refused())
sys.argv[1:] = {command!r}
__main__.main()
"""
    assert told(code).strip() == str(refused)
