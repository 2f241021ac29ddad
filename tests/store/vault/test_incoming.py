"""A large bundle is there whole or not at all, wherever its coming in is stopped; so is one that an earlier program
had begun."""

from __future__ import annotations

import errno
import itertools
import json
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, to_json
from screening.domain.events.exchange import BundleOpened
from screening.errors import NotSaved
from screening.store import Vault, progress, take_in
from screening.store.bundles import bundle_format
from screening.store.database import rows
from screening.store.database.journal import Journal, JournalFrame, Position
from screening.store.database.rows import in_strand
from screening.store.exchange.exchange import own_keys
from screening.store.vault import incoming
from tests.store.some_bundles import bundle, introduce, laptop, state
from tests.store.some_vault import begin_case

CASES, ANSWERS = 5, 3
FRAMES = CASES * (ANSWERS + 1) + 1
"""Of the bundle: one for each entry, and one for the vault's own note."""


@pytest.fixture(autouse=True)
def small_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "USUAL_FRAME", 0)


@pytest.fixture
def sender(vault: Vault) -> Vault:
    other = laptop("Budi")
    introduce(vault, other)
    for _ in range(CASES):
        begin_case(other, ANSWERS)
    return other


def of_cases(vault: Vault) -> dict[str, object]:
    return {code: vault.events(code) for code in vault.cases()}


class Killed(BaseException):
    """The power went."""


def stop_at(monkeypatch: pytest.MonkeyPatch, at: int, trouble: BaseException) -> None:
    """The frame number ``at`` of the journal is not written; of frame -1, all are, and nothing comes after them."""
    real, frames = Journal.append, itertools.count(1)

    def append(self: Journal, frame: JournalFrame, *, synced: bool = True) -> Position:
        if next(frames) == at:
            raise trouble
        position = real(self, frame, synced=synced)
        if synced and at < 0:
            raise trouble
        return position

    monkeypatch.setattr(Journal, "append", append)


@pytest.mark.parametrize("at", [1, 2, FRAMES // 2, FRAMES - 1, FRAMES, -1])
def test_wherever_the_power_goes_all_of_it_is_there_or_nothing(
    vault: Vault, reopened: Callable[[], Vault], sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    sent, before = bundle(sender, vault, tmp_path), state(vault)
    with monkeypatch.context() as patch, suppress(Killed):
        patch.setattr(Vault, "_failed", lambda *_: None)  # who is killed takes nothing back
        stop_at(patch, at, Killed())
        take_in(vault, sent)
    vault._let_go()
    again = reopened()
    whole = at < 0  # the last frame was on disk, and so the bundle counts
    assert (of_cases(again) == of_cases(sender)) is whole
    assert whole or state(again) == before
    assert again.verify().holds
    assert take_in(again, sent).added == (0 if whole else CASES * (ANSWERS + 1))
    assert [type(each.event) for each in again.events("")].count(BundleOpened) == 1


def test_a_disk_that_is_full_in_the_middle_is_told_and_has_nothing_of_it(
    vault: Vault, sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, before = bundle(sender, vault, tmp_path), state(vault)
    with monkeypatch.context() as patch:
        stop_at(patch, 3, OSError(errno.ENOSPC, "full"))
        with pytest.raises(NotSaved, match="not-saved-disk-full"):
            take_in(vault, sent)
    vault.reopen()
    assert state(vault) == before
    assert take_in(vault, sent).added == CASES * (ANSWERS + 1)
    assert vault.verify().holds


def test_who_leaves_off_while_it_is_looked_through_has_nothing_of_it(
    vault: Vault, sender: Vault, tmp_path: Path
) -> None:
    sent, before, steps = bundle(sender, vault, tmp_path), state(vault), list[progress.Step]()
    with progress.watched(steps.append, lambda: len(steps) > 2), pytest.raises(progress.Cancelled):
        take_in(vault, sent)
    assert state(vault) == before and not vault.trouble
    assert take_in(vault, sent).added == CASES * (ANSWERS + 1)


def begun_before(vault: Vault, sender: Vault, tmp_path: Path, *, whole: bool, gone: str = "") -> Path:
    """A bundle of which an earlier program had put all pieces beside the record, two entries a piece."""
    sent = bundle(sender, vault, tmp_path)
    found, place = bundle_format.read(sent.read_bytes(), own_keys(vault).identity), 0
    with vault.transaction() as tables:
        tables.con.execute("CREATE TABLE incoming (part INTEGER PRIMARY KEY, case_code TEXT, signs INTEGER, body BLOB)")
        for head, strand in found.strands():
            for at in range(0, len(strand) if head.case != gone else 2, 2):
                place += 1
                piece = [astuple(head), at + 1, strand[at].link.prev, in_strand(strand[at : at + 2])]
                body = zlib.compress(json.dumps(piece).encode(), 1)
                tables.con.execute("INSERT INTO incoming VALUES (?, ?, 1, ?)", (place, head.case, body))
        if whole:
            note = BundleOpened(found.manifest.bundle, found.manifest.sender.number, found.manifest.cases, 20, "d" * 64)
            body = json.dumps([note.kind, to_json(note)]).encode()
            tables.con.execute("INSERT INTO incoming VALUES (0, '', 0, ?)", (body,))
            tables.set_pending(incoming.WHOLE)
    return sent


@pytest.mark.parametrize("whole", [True, False])
def test_one_that_an_earlier_program_had_begun_is_finished_or_taken_away_at_the_unlocking(
    vault: Vault, reopened: Callable[[], Vault], sender: Vault, tmp_path: Path, whole: bool
) -> None:
    sent = begun_before(vault, sender, tmp_path, whole=whole)
    vault._let_go()
    again = reopened()
    assert of_cases(again) == (of_cases(sender) if whole else {})
    assert not again.tables.has("incoming") and incoming.WHOLE not in again.tables.pending()
    assert again.verify().holds
    assert take_in(again, sent).added == (0 if whole else CASES * (ANSWERS + 1))
    assert [type(each.event) for each in again.events("")].count(BundleOpened) == 1


def test_a_case_that_was_erased_meanwhile_does_not_come_back(vault: Vault, sender: Vault, tmp_path: Path) -> None:
    take_in(vault, bundle(sender, vault, tmp_path, gone := sender.cases()[0]))
    begun_before(vault, sender, tmp_path, whole=True)
    vault.erase([gone], "withdrawn")
    assert (gone,) not in vault.tables.con.execute("SELECT case_code FROM incoming").fetchall()
    incoming.settle(vault)
    assert sorted(vault.cases()) == sorted(set(sender.cases()) - {gone})
    assert vault.verify().holds


def test_an_entry_that_took_the_place_of_one_meanwhile_stays_and_the_other_one_is_kept_beside_it(
    vault: Vault, sender: Vault, tmp_path: Path
) -> None:
    """The same strand goes on here and in what waits: a folder was copied. Nothing of either is lost."""
    code = begin_case(sender, 0)
    take_in(vault, bundle(sender, vault, tmp_path, code))
    for number in range(ANSWERS):
        sender.append(code, AnswerGiven(f"item-{number}", Answer.YES, How.TOLD))
    begun_before(vault, sender, tmp_path, whole=True)
    vault.strand = sender.events(code)[0].strand
    recorded = vault.append(code, AnswerGiven("beaten", Answer.NO, How.TOLD))
    incoming.settle(vault)
    assert vault.events(code)[-1] == recorded
    assert vault.tables.aside() == ANSWERS
    assert vault.verify().holds
