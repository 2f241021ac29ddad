"""What was left of the list of hostile cases, and the list itself: each case names a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.casework.content.edition import Content
from screening.casework.interview import item_search
from screening.casework.record.desk_list import Wish
from screening.store import practice_vault
from tests.casework.record.test_desk_list import codes, listed
from tests.casework.some_talk import Session

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "screening").rglob("*.py"))
OPENS = re.compile(
    r"webbrowser|openUrl|QDesktopServices|QProcess|startDetached|startfile|os\.system|os\.popen|xdg-open"
    r"|setOpenExternalLinks\(True|posix_spawn"
)
STARTS = {
    "bounded_process.py": "itself, for files from outside and for checking a large record behind",
    "sound/computer_voice.py": "itself, for a computer's voice",
    "sound/microphone.py": "itself, to hear a speaker of the workbench, in a record that has no cases",
    "casework/computer/window_trial.py": "itself, to try whether a window can be had",
    "qt/platform/hardening.py": "itself anew, in a clean environment",
    "hub/setting_up.py": "at a headquarters alone, as root: psql, useradd, systemctl, systemd-creds",
    "hub/status.py": "at a headquarters alone: asks systemctl whether the timer runs",
}
"""The only modules that start a process; on an officer's laptop each starts this program."""
TYPED = ["'; DROP TABLE event; --", '" OR NEAR(', "*", "'", '"', "%", "_%", "\\", "o\0i", "[i-o]", "(", "x" * 10_000]
"""Nothing that a code of a case can have in it: ``o`` and ``i`` are no signs of one."""
KEPT_BY_OTHERS = {5, 9, 27, 34, 40, 41, 42, 49, 58, 64, 72, 73, 76, 77, 83}


def test_nothing_of_the_program_opens_an_address_or_another_program() -> None:
    found = {str(path.relative_to(ROOT / "src" / "screening")): path.read_text("utf-8") for path in SOURCES}
    assert len(found) > 500
    assert {name: OPENS.findall(text) for name, text in found.items() if OPENS.search(text)} == {}
    assert {name for name, text in found.items() if re.search(r"\bimport subprocess|os\.exec", text)} == set(STARTS)


@pytest.mark.parametrize("text", TYPED)
def test_whatever_is_searched_for_is_only_text(content: Content, text: str) -> None:
    vault = practice_vault()
    session = Session(vault, content)
    assert set(item_search.ranked(session.interview, text)) <= set(session.interview.protocol.items.values())
    everything = codes(listed(vault))
    assert codes(listed(vault, Wish(typed=text))) == []
    assert codes(listed(vault)) == everything == list(vault.cases())
    vault.close()


def numbered() -> dict[str, list[str]]:
    """The numbers of each row of the list, and what holds it."""
    lines = (ROOT / "docs" / "hostile-cases.md").read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if re.match(r"\| \d", line)]
    return {number: re.findall(r"`([^`]+)`", how) for number, _, how in rows}


def test_every_case_of_the_list_is_answered_by_what_is_there() -> None:
    numbers: set[int] = set()
    for number, names in numbered().items():
        for part in number.split(", "):
            first, _, last = part.partition(" to ")
            numbers |= set(range(int(first), int(last or first) + 1))
        assert names, number
        before = ""
        for name in names:
            path, _, test = name.partition("::")
            before = path or before
            places = [ROOT / before, ROOT / "tests" / before, ROOT / "benchmarks" / "faults" / before]
            (place,) = [each for each in places if each.is_file()]
            assert not test or f"def {test}(" in place.read_text("utf-8"), name
    assert numbers == set(range(1, 87)) - KEPT_BY_OTHERS
