"""A printed head against a record that somebody with the key rewrote, chain, recorder and all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from screening.domain.events.catalogue import BreakTaken
from screening.domain.events.hash_chain import START, body_digest, link
from screening.errors import BadInput
from screening.store import Vault, open_vault, verify_against
from screening.store.database.rows import Row
from screening.store.database.tables import Tables
from tests.store.some_vault import PASSPHRASE, begin_case

Rows = list[Row]


def forge(tables: Tables, case: str, change: Callable[[Rows], Rows]) -> None:
    """Rewrite a case with the key: every number, digest and link made to fit."""
    rows = change(list(tables.rows(case)))
    tables.con.execute("DELETE FROM event WHERE case_code = ?", (case,))
    tables.con.execute("DELETE FROM head WHERE case_code = ?", (case,))
    prev = START
    for seq, row in enumerate(rows, start=1):
        it = row.link
        covered = body_digest(row.salt, json.loads(row.body))
        new = link(
            strand=it.strand, case=case, seq=seq, lamport=seq, at=it.at, by=it.by, kind=it.kind, body=covered, prev=prev
        )
        tables.add([Row(new, row.salt, row.body)])
        prev = new.digest


def edited(rows: Rows) -> Rows:
    return [*rows[:4], Row(rows[4].link, rows[4].salt, rows[4].body.replace("yes", "no")), *rows[5:]]


def swapped(rows: Rows) -> Rows:
    return [*rows[:4], rows[5], rows[4], *rows[6:]]


def inserted(rows: Rows) -> Rows:
    return [*rows[:4], rows[2], *rows[4:]]


def cut(rows: Rows) -> Rows:
    return rows[:6]


def rewritten(folder: Path, case: str, change: Callable[[Rows], Rows]) -> None:
    """What somebody with the passphrase does who knows the program: vault and recorder agree afterwards."""
    with open_vault(folder, PASSPHRASE) as vault:
        forge(vault._open(), case, change)
        (folder / "recorder.bin").unlink()
        vault._let_go()
    with open_vault(folder, PASSPHRASE) as again:
        assert again.verify().holds  # a chain that checks itself proves nothing


@pytest.fixture
def printed(vault: Vault, folder: Path) -> tuple[str, str, int]:
    """Case, head and number of entries as they stand on a paper; a backup of that time is kept."""
    case = begin_case(vault, answers=8)
    begin_case(vault, answers=2)
    vault.backup()
    head, entries = vault.fingerprint(case), len(vault.events(case))
    vault.append(case, BreakTaken())
    vault.close()
    return case, head, entries


def told(folder: Path, head: str, **beside: Any) -> Any:
    return next(iter(verify_against(folder, PASSPHRASE, head, **beside)[1]), None)


def test_an_honest_record_stands_and_says_what_the_paper_saw(printed: tuple[str, str, int], folder: Path) -> None:
    case, head, entries = printed
    for typed in (head, head.lower(), head.replace(" ", ""), f" {head} "):
        found = told(folder, typed)
        assert (found.state, found.case, found.entries, found.now) == ("stands", case, entries, entries + 1)


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("change", "state", "seq", "fault"),
    [
        (edited, "changed", 5, "edited"),
        (swapped, "changed", 5, "swapped"),
        (inserted, "changed", 5, "inserted"),
        (cut, "cut", 7, "missing"),
    ],
)
def test_a_record_that_was_rewritten_whole_is_named_by_the_head_and_a_backup(
    printed: tuple[str, str, int], folder: Path, change: Callable[[Rows], Rows], state: str, seq: int, fault: str
) -> None:
    case, head, entries = printed
    rewritten(folder, case, change)
    found = told(folder, head)
    assert found.state == state
    assert found.first is not None
    assert (found.first.case, found.first.seq, found.first.fault) == (case, seq, fault)
    assert found.entries == entries


@pytest.mark.parametrize(("change", "state"), [(edited, "changed"), (cut, "cut")])
def test_without_any_older_copy_the_paper_still_tells(
    printed: tuple[str, str, int], folder: Path, change: Callable[[Rows], Rows], state: str
) -> None:
    case, head, entries = printed
    rewritten(folder, case, change)
    shutil.rmtree(folder / "backup")
    assert told(folder, head).state == "unknown"
    assert told(folder, head, case=case, entries=entries).state == state


def test_an_erased_record_is_told_apart_from_one_that_was_cut_away(printed: tuple[str, str, int], folder: Path) -> None:
    case, _, _ = printed
    with open_vault(folder, PASSPHRASE) as vault:
        last = vault.fingerprint(case)
        vault.erase([case], "withdrawn")
    assert told(folder, last).state == "erased"


def test_what_is_no_head_is_refused(vault: Vault, folder: Path) -> None:
    vault.close()
    for text in ("ABC", "I6AU CQEL XNVN OXKD QCHK GFM1", "I6AU" * 7):
        with pytest.raises(BadInput, match="not-a-head"):
            told(folder, text)


@pytest.mark.sweep
def test_the_command_names_the_event_and_fails(printed: tuple[str, str, int], folder: Path) -> None:
    case, head, entries = printed
    order = [sys.executable, "-m", "screening", "verify", "--vault", str(folder), "--head", head]
    ask = lambda: subprocess.run(order, input=f"{PASSPHRASE}\n", capture_output=True, text=True, check=False)  # noqa: E731
    done = ask()
    assert (done.returncode, done.stderr) == (0, "")
    assert f"the first {entries} of" in done.stdout
    rewritten(folder, case, edited)
    done = ask()
    assert done.returncode == 1
    assert f"Entry 5 of case {case}" in done.stdout
    assert "has faults" in done.stdout
