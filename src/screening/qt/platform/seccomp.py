"""The kernel is told to refuse this process every socket but those of this computer (Linux, seccomp).

A filter of classic BPF, as seccomp(2) reads it: struct sock_filter is 16 bits of code, 8 + 8 of jumps, 32 of value.
It stays for the life of the process and goes on to everything the process starts; nothing can take it off.
"""

from __future__ import annotations

import ctypes
import errno
import socket
import struct
import sys
from dataclasses import dataclass

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2

LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
"""BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_JMP|JGE|K, BPF_RET|K."""

ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EACCES
NR, ARCH, FIRST_ARGUMENT = 0, 4, 16
"""Offsets in struct seccomp_data; the first argument's low half, on a little-endian machine."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The audit number of a processor and the calls that could reach a network, from the kernel's tables."""

    arch: int
    sockets: tuple[int, ...]
    """socket and socketpair: allowed for AF_UNIX alone."""
    never: tuple[int, ...]
    """io_uring_setup, which makes sockets behind a filter's back."""
    other_table: int = 0
    """Calls from here on belong to another table on the same processor (x32)."""


MACHINES = {
    "x86_64": Machine(0xC000003E, (41, 53), (425,), 0x40000000),
    "aarch64": Machine(0xC00000B7, (198, 199), (425,)),
}


def program(machine: Machine) -> bytes:
    """The filter for a machine. A call from another processor's table is refused, whatever it is."""
    steps: list[tuple[int, int, str, str]] = [(LOAD, ARCH, "", ""), (EQUAL, machine.arch, "", "refuse")]
    steps.append((LOAD, NR, "", ""))
    if machine.other_table:
        steps.append((AT_LEAST, machine.other_table, "refuse", ""))
    steps += [(EQUAL, number, "refuse", "") for number in machine.never]
    steps += [(EQUAL, number, "family", "") for number in machine.sockets]
    marks = {"allow": len(steps), "family": len(steps) + 1, "refuse": len(steps) + 3}
    steps += [
        (RETURN, ALLOW, "", ""),
        (LOAD, FIRST_ARGUMENT, "", ""),
        (EQUAL, socket.AF_UNIX, "allowed", "refuse"),
        (RETURN, REFUSE, "", ""),
        (RETURN, ALLOW, "", ""),
    ]
    marks["allowed"] = len(steps) - 1
    packed = b""
    for place, (code, value, hit, miss) in enumerate(steps):
        jumps = [marks[mark] - place - 1 if mark else 0 for mark in (hit, miss)]
        packed += struct.pack("=HBBI", code, *jumps, value)
    return packed


def refuse_networks(machine_name: str) -> bool:
    """Put the filter on; whether a network is refused by the kernel from now on. Call with one thread only."""
    machine = MACHINES.get(machine_name)
    if not sys.platform.startswith("linux") or machine is None or sys.byteorder != "little":
        return False
    packed = program(machine)
    steps = ctypes.create_string_buffer(packed, len(packed))
    header = struct.pack("@HP", len(packed) // 8, ctypes.addressof(steps))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_ulong]
    if prctl(PR_SET_NO_NEW_PRIVS, 1, None, 0, 0) or prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0):
        return False
    return is_refused()


def is_refused() -> bool:
    """Whether the kernel refuses an internet socket: it is asked, not believed."""
    if not sys.platform.startswith("linux"):
        return False
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK):
        try:
            socket.socket(family, socket.SOCK_DGRAM).close()
        except PermissionError:
            continue
        except OSError:
            if family == socket.AF_INET6:
                continue  # a kernel without IPv6 has none to refuse
        return False
    return True
