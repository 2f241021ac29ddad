"""A whole screening in a process of its own asks for no network, and a kill in its middle leaves nothing in clear."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.qt.in_clear.whole_story import Story, go_on
from tests.qt.page_objects import quick_vault

PATIENCE = 100


def without_network() -> list[str]:
    """The command that takes the network away, where this machine allows it."""
    command = ["unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True).returncode:
        return []
    return command


@pytest.mark.sweep
@pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("strace"), reason="needs strace, which counts the sockets"
)
def test_a_session_without_a_network_asks_for_none_and_a_kill_leaves_nothing_in_clear(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    traced = ["strace", "-f", "-o", str(log), "-e", "trace=socket,socketpair,io_uring_setup"]
    story = Story(tmp_path / "home")
    quick_vault(story.record)
    with story.day("short", "kill", (*without_network(), *traced)) as process:
        assert not story.in_files()
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
    assert (story.record / "recorder.bin").stat().st_size
    assert list(story.papers.glob("*.pdf"))
    assert not story.in_files()
