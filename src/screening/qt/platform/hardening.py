"""What is put right before Qt is imported: environment, files, memory, network."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.qt.platform.seccomp import refuse_networks
from screening.start_options import AFTER

NAME = "notes"
"""The neutral name of folder and process: it says nothing to someone who looks over a shoulder (SX13)."""
DESKTOP = "workplace-notes"
"""The name of the menu entry and its icon: "notes" alone is a name that another program may have."""

LOCKED, LOCKED_UNDER_COVER = 77, 78
"""The event loop ended because the record was locked: the program starts itself anew, so that memory is gone."""

PR_SET_DUMPABLE = 4
PR_SET_NAME = 15
MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT = 1, 2, 4

KEPT = ("QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "QT_IM_MODULE")
"""The only names of Qt's that stay: which window system, how large, and which way to type."""

PLATFORMS = ("offscreen", "xcb", "wayland", "windows", "cocoa", "minimal")
"""Never vnc, which listens on a port; never one with parameters or a second choice behind ";"."""

DROPPED = re.compile(
    r"(QT|QML|QSG|LD|DYLD|PYTHON|GTK|GIO|GCONV|OPENSSL|SSL|LIBGL|VK)_?.*|.*_DRIVERS_PATH|LOCPATH|NLSPATH"
    r"|(GLIBC|MALLOC|ALSA|PULSE|PIPEWIRE|SPA|FONTCONFIG|__EGL|__GLX)_.*|_PYI_.*|_MEIPASS2"
)
"""Names that make a program load other code, or write what it does to a file."""

LOADED_ALREADY = re.compile(r"(LD|DYLD|GCONV|GLIBC|MALLOC)_.*|PYTHON.*|LOCPATH|NLSPATH")
"""Names that have done their work before a line of ours ran: the program starts anew without them."""

BUSES = ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "DBUS_STARTER_ADDRESS")
_behind: list[Any] = []
"""What was started to take this process's place: its end of the pipe stays open until this process is gone."""
LOCAL_BUS = re.compile(r"unix:(path|abstract)=[A-Za-z0-9_./@%-]+(,guid=[0-9a-f]+)?")
"""A bus of this computer. Another address may start a program (``unixexec:``) or lead to another computer."""


@dataclass(frozen=True, slots=True)
class Barriers:
    """What holds in this process. Told to the officer where it is less than it could be."""

    network: str
    """``kernel``: refused by the system; ``program``: refused inside Python only."""
    dumps: bool
    """No core dump is written, and no other program of this user reads the memory."""
    swap: bool
    """The memory is not written to the swap area."""


def clean(environment: MutableMapping[str, str]) -> bool:
    """Drop what loads code, opens a port or traces. Whether something had been loaded already.

    A packaged program on Linux was given its own libraries by the file that starts it, in a variable that has done its
    work: dropping it is no reason to start anew.
    """
    if environment.get("LD_LIBRARY_PATH", "") == getattr(sys, "_MEIPASS", None):
        del environment["LD_LIBRARY_PATH"]
    loaded = any(text and LOADED_ALREADY.fullmatch(name) for name, text in environment.items())
    for name in BUSES:
        if not LOCAL_BUS.fullmatch(environment.get(name, "unix:path=/")):
            del environment[name]
    if not re.fullmatch(r"[A-Za-z0-9_-]*", environment.get("QT_IM_MODULE", "")):
        del environment["QT_IM_MODULE"]
    for name in list(environment):
        if DROPPED.fullmatch(name) and name not in KEPT:
            del environment[name]
    if environment.get("QT_QPA_PLATFORM", "") not in ("", *PLATFORMS):
        del environment["QT_QPA_PLATFORM"]
    return loaded


def harden() -> Barriers:
    """Do all that this system allows; nothing here ever keeps the program from starting. One thread only."""
    os.umask(0o077)
    return Barriers(no_network(), no_dumps(), _no_swap())


def no_network() -> str:
    """Who refuses this process a network from now on: ``kernel``, or ``program`` for Python's own sockets alone."""
    if refuse_networks(os.uname().machine if hasattr(os, "uname") else ""):
        return "kernel"
    sys.addaudithook(_no_socket)
    return "program"


def display_is_remote(environment: MutableMapping[str, str]) -> bool:
    """Whether the X display is reached over a network (``host:0``), which this program has none of."""
    if environment.get("WAYLAND_DISPLAY") or environment.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return False
    host = environment.get("DISPLAY", "").rpartition(":")[0]
    return host not in ("", "unix") and not host.startswith("/")


def command_again(arguments: list[str]) -> list[str]:
    """The command that starts this program anew: the interpreter cut off from environment and working folder."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, *(("-E", "-P") if _of_the_user() else ("-I",)), "-m", "screening", *arguments]


def _of_the_user() -> bool:
    """Whether the program itself is installed where a cut-off interpreter does not look."""
    import site

    return Path(__file__).is_relative_to(site.getusersitepackages())


def start_again(arguments: list[str]) -> int:
    """This program anew in place of this process, before it knows anything; its exit code where there is no exec."""
    command = command_again(arguments)
    if sys.platform != "win32":
        os.execv(command[0], command)
    import subprocess

    return subprocess.call(command)


def forget_all(arguments: list[str]) -> None:
    """This program anew after a locking: this process and all its memory are gone. Does not return.

    Where a process cannot take another's place, the new one does nothing until this one is gone.
    """
    if sys.platform != "win32":
        command = command_again(arguments)
        os.execv(command[0], command)
    with suppress(OSError):  # one that cannot be started is no reason to stay
        start_behind(command_again([AFTER, *arguments]))
    kernel = ctypes.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.TerminateProcess(ctypes.c_void_p(kernel.GetCurrentProcess()), 0)


def start_behind(command: list[str]) -> None:
    """Start a process of its own that ``wait_for_former`` in it holds back while this process is there.

    The other end of its standard input is this process's alone, and the system closes it with this process.
    """
    import subprocess

    flags = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    nowhere = subprocess.DEVNULL
    _behind.append(
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere, creationflags=flags)
    )


def wait_for_former() -> None:
    """Wait until the process that started this one by ``start_behind`` is gone."""
    if sys.stdin is not None:
        with suppress(OSError, ValueError):
            while sys.stdin.buffer.read(1):
                pass


def _no_socket(event: str, arguments: tuple[Any, ...]) -> None:
    """Where the kernel does not refuse a network, Python's own sockets are refused."""
    if event == "socket.__new__" and arguments[1] != getattr(socket, "AF_UNIX", None):
        raise PermissionError("this program opens no connection")


def no_dumps() -> bool:
    """No core dump of this process, and no other program of this user that reads its memory. Whether that holds."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002)
        return False
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return False
    if not sys.platform.startswith("linux"):
        return True
    prctl = ctypes.CDLL(None).prctl
    prctl(PR_SET_NAME, NAME.encode(), 0, 0, 0)
    return bool(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def _no_swap() -> bool:
    """Lock the memory where the system sets no limit: with one, the lock would make later allocations fail."""
    if not sys.platform.startswith("linux"):
        return False
    import resource

    try:
        if resource.getrlimit(resource.RLIMIT_MEMLOCK)[1] != resource.RLIM_INFINITY:
            return False
        resource.setrlimit(resource.RLIMIT_MEMLOCK, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        flags = MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT
        return bool(ctypes.CDLL(None).mlockall(flags) == 0)
    except (OSError, ValueError):
        return False
