"""A whole screening in a process of its own: no network, nothing in clear on disk, nothing in memory after the lock."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from page_objects import PASSPHRASE, quick_vault

LINUX = sys.platform.startswith("linux")
SESSION = Path(__file__).resolve().parent / "real_session.py"
MARKERS = [f"Qzvx{number:03}Marker" for number in range(200)]
LEAST = 20
EVERYWHERE = 35
"""So many fields at least are found on the pages of a case and of the desk."""
PATIENCE = 100


def without_network() -> list[str]:
    """The command that takes the network away, where this machine allows it."""
    command = ["unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True).returncode:
        return []
    return command


@contextmanager
def session(home: Path, plan: Path, end: str, wrapped: list[str]) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The program after a whole screening, before it ends; and the texts that were typed into it."""
    for name in ("temp", "papers", "work"):
        (home / name).mkdir(parents=True)
    folder = quick_vault(home / "record")
    plan.write_text(
        json.dumps({"folder": str(folder), "papers": str(home / "papers"), "texts": MARKERS, "end": end}),
        encoding="utf-8",
    )
    places = {"HOME": home, "TMPDIR": home / "temp", "XDG_RUNTIME_DIR": home / "temp"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    process = subprocess.Popen(
        [*wrapped, sys.executable, str(SESSION), str(plan)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=home / "work", env={**kept, **{name: str(place) for name, place in places.items()}},
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, process.stderr.read() if process.stderr else ""
        yield process, json.loads(line)
    finally:
        process.kill()
        process.communicate()


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def in_clear(home: Path, texts: list[str]) -> dict[str, list[str]]:
    """File to the texts that stand in it or in its name, in any of the ways a program writes text. Papers apart."""
    found: dict[str, list[str]] = {}
    for path in home.rglob("*"):
        if home / "papers" in path.parents:
            continue
        held = str(path.relative_to(home)).encode() + (path.read_bytes() if path.is_file() else b"")
        hits = [
            text for text in texts if any(text.encode(code) in held for code in ("utf-8", "utf-16-le", "utf-32-le"))
        ]
        if hits:
            found[str(path)] = hits
    return found


def memory(pid: int) -> bytes | None:
    """All that a process can write to; None where the system refuses to show it."""
    held = []
    try:
        with Path(f"/proc/{pid}/maps").open(encoding="utf-8") as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as mem:
            for line in maps:
                span, rights, *_ = line.split()
                start, end = (int(part, 16) for part in span.split("-"))
                if rights.startswith("rw"):
                    try:
                        mem.seek(start)
                        held.append(mem.read(end - start))
                    except (OSError, ValueError, OverflowError):
                        continue
    except PermissionError:
        return None
    return b"".join(held)


def hits(held: bytes | None, texts: list[str]) -> list[str]:
    return [each for each in texts if any(each.encode(code) in (held or b"") for code in ("utf-8", "utf-16-le"))]


@pytest.mark.skipif(not LINUX or not shutil.which("strace"), reason="needs strace, which counts the sockets")
def test_a_session_without_a_network_asks_for_none_and_a_kill_leaves_nothing_in_clear(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    traced = ["strace", "-f", "-o", str(log), "-e", "trace=socket,socketpair,io_uring_setup"]
    home = tmp_path / "home"
    with session(home, tmp_path / "plan.json", "kill", [*without_network(), *traced]) as (process, texts):
        assert len(texts) >= EVERYWHERE
        assert not in_clear(home, [*texts, PASSPHRASE])
        go_on(process)
        process.wait(PATIENCE)
    calls = log.read_text(encoding="utf-8")
    assert "SIGKILL" in calls
    made = re.findall(r"(socket(?:pair)?)\((AF_\w+).*?= (-?\d+)", calls)
    refused = [(family, result) for _, family, result in made if family != "AF_UNIX"]
    assert all(result == "-1" for _, result in refused), "a socket that is not of this computer was made"
    assert {family for family, _ in refused} == {"AF_INET", "AF_INET6", "AF_NETLINK"}, "the filter was not tried"
    assert len(refused) == 3, "something in the program asked for a network"
    assert "io_uring_setup" not in calls
    assert (home / "record" / "recorder.bin").stat().st_size
    assert list((home / "papers").glob("*.pdf"))
    assert not in_clear(home, [*texts, PASSPHRASE])


@pytest.mark.skipif(not LINUX, reason="reads a process through /proc")
def test_after_the_lock_neither_disk_nor_memory_holds_a_word(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with session(home, tmp_path / "plan.json", "lock", []) as (process, texts):
        before = memory(process.pid)
        if before is not None:
            assert len(hits(before, texts)) >= LEAST, "the search would find what is there"
        go_on(process)
        end = time.monotonic() + PATIENCE
        while not _locked(process.pid):
            assert process.poll() is None
            assert time.monotonic() < end
        after = memory(process.pid)
        assert (after is None) == (before is None)
        assert not hits(after, [*texts, PASSPHRASE, "Officer Aina"])
        assert not in_clear(home, [*texts, PASSPHRASE, "Officer Aina"])
        os.kill(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def _locked(pid: int) -> bool:
    """The same process, but another program in it, which has come as far as its window."""
    command = Path(f"/proc/{pid}/cmdline").read_bytes()
    if b"real_session" in command:
        return False
    try:
        return (
            b"SQLCipher" in Path(f"/proc/{pid}/maps").read_bytes()
            or b"libqoffscreen" in Path(f"/proc/{pid}/maps").read_bytes()
        )
    except PermissionError:
        return True
