"""Work on a file from outside, in a process of its own with a bound on time and memory.

What is asked of it is a function of this package that takes bytes and gives bytes. A process that takes too long, wants
too much or ends by itself gives BadInput("file-too-costly"); the caller and what it holds are as they were.
"""

from __future__ import annotations

import importlib
import struct
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from screening.errors import BadInput

if TYPE_CHECKING:
    from subprocess import Popen

SECONDS = 20
ANSWER = b"\x00answer\x00"
MEMORY = 1 << 30
"""Bytes of addresses."""
ARGUMENT = "--limited-work"
"""What a packaged program is started with to do one piece of work and nothing else."""
_LENGTH = struct.Struct("<I")


def framed(parts: Iterable[bytes]) -> bytes:
    """Return several parts as one answer, each behind its length."""
    return b"".join(piece for part in parts for piece in (_LENGTH.pack(len(part)), part))


def parts_of(made: bytes) -> list[bytes]:
    """Return the parts that ``framed`` put together."""
    view, found, at = memoryview(made), list[bytes](), 0
    while at < len(view):
        start = at + _LENGTH.size
        at = start + _LENGTH.unpack_from(view, at)[0]
        found.append(bytes(view[start:at]))
    return found


def run(
    work: str, data: bytes, *given: str, seconds: int = SECONDS, memory: int = MEMORY,
    begun: Callable[[Popen[bytes]], object] = lambda _: None,
) -> bytes:  # fmt: skip
    """What ``work`` (``module:function`` of this package) makes of the bytes; ``given`` are further arguments.

    They go through a pipe and never stand in a command line. ``begun`` is given the process, which may be killed.
    Raises BadInput: what the work raises, and ``file-too-costly``.
    """
    import json  # every start of the program reads this module for ``ARGUMENT``, and few ever start another process
    import subprocess

    started = subprocess.Popen(_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        begun(started)
        # No part of the data is put together with anything: copying it would hold up every other thread.
        assert started.stdin
        started.stdin.write(json.dumps([work, given, seconds, memory]).encode() + b"\n")
        made, told = started.communicate(data, timeout=3 * seconds)
    except (subprocess.TimeoutExpired, OSError):
        raise BadInput("file-too-costly") from None
    finally:
        started.kill()
        started.wait()
    try:
        code, details = json.loads(told[told.rindex(ANSWER) + len(ANSWER) :])
    except ValueError:
        raise BadInput("file-too-costly") from None
    if code:
        raise BadInput(code, **details)
    return made


def _command() -> list[str]:
    """A packaged program has no interpreter to start: it starts itself, and ``__main__`` knows the word."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    return [sys.executable, "-I", "-c", f"from {__name__} import main; main()"]


def main() -> None:
    """Do one piece of work, and end."""
    serve(sys.stdin.buffer, sys.stdout.buffer, sys.stderr.buffer)


def serve(asked: BinaryIO, made: BinaryIO, answer: BinaryIO) -> None:
    """What was made goes to ``made``; how it went stands at the end of ``answer``, behind whatever libraries say."""
    import json

    work, given, seconds, memory = json.loads(asked.readline())
    data = asked.read()
    function = _function(work)
    _limit(seconds, memory)
    told: list[Any]
    try:
        told, result = ["", {}], function(data, *given)
    except BadInput as trouble:
        told, result = [trouble.code, dict(trouble.details)], b""
    except (MemoryError, RecursionError):
        told, result = ["file-too-costly", {}], b""
    made.write(result)
    made.flush()
    answer.write(ANSWER + json.dumps(told).encode())
    answer.flush()


def _function(work: str) -> Callable[..., bytes]:
    module, _, name = work.partition(":")
    if not module.startswith("screening."):
        raise ValueError("only work of this program")
    found: Callable[..., bytes] = getattr(importlib.import_module(module), name)
    return found


def _limit(seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
