"""A large bundle is there whole or not at all, wherever its coming in is stopped."""

from __future__ import annotations

import errno
import itertools
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven
from screening.domain.events.exchange import BundleOpened
from screening.errors import NotSaved
from screening.store import Vault, progress, take_in
from screening.store.bundles import pieces
from screening.store.database.journal import Frame, Journal, Position
from screening.store.database.tables import Tables
from screening.store.exchange import receiving
from screening.store.vault import incoming
from tests.store.some_bundles import bundle, introduce, laptop, state
from tests.store.some_vault import begin_case

CASES, ANSWERS = 5, 3


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every bundle is large, a strand has several pieces, and a step takes one of them."""
    monkeypatch.setattr(receiving, "AT_ONCE", 1)
    monkeypatch.setattr(pieces, "LARGEST", 700)
    monkeypatch.setattr(incoming, "MOST", 1)
    monkeypatch.setattr(incoming, "BYTES", 1)


@pytest.fixture
def sender(vault: Vault) -> Vault:
    other = laptop("Budi")
    introduce(vault, other)
    for _ in range(CASES):
        begin_case(other, ANSWERS)
    return other


def of_cases(vault: Vault, but: object = ()) -> dict[str, object]:
    return {code: vault.events(code) for code in vault.cases() if code not in (but or ())}


class Killed(BaseException):
    """The power went."""


def stop_at(monkeypatch: pytest.MonkeyPatch, at: int) -> list[int]:
    """The power goes before the transaction number ``at``; the list holds how many there were."""
    real, counted = Tables.transaction, [0]

    def transaction(tables: Tables) -> object:
        counted[0] += 1
        if counted[0] == at:
            raise Killed
        return real(tables)

    monkeypatch.setattr(Tables, "transaction", transaction)
    monkeypatch.setattr(Vault, "_failed", lambda *_: None)  # who is killed takes nothing back
    return counted


def test_what_waits_beside_the_record_first_is_what_comes_at_once(
    vault: Vault, sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, other = bundle(sender, vault, tmp_path), laptop("Chandra")
    introduce(vault, sender, other)
    taken = take_in(vault, sent)
    assert (taken.added, len(taken.changed)) == (CASES * (ANSWERS + 1), CASES)
    assert of_cases(vault) == of_cases(sender)
    noted = vault.events("")[-1].event
    assert isinstance(noted, BundleOpened) and noted.added == taken.added
    assert vault.verify().holds
    assert take_in(vault, sent).added == 0
    monkeypatch.setattr(receiving, "AT_ONCE", 1000)
    take_in(other, bundle(vault, other, tmp_path))
    assert of_cases(other) == of_cases(sender)


@pytest.mark.parametrize("at", range(1, 60, 4))
def test_wherever_the_power_goes_all_of_it_is_there_or_nothing(
    vault: Vault, reopened: Callable[[], Vault], sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    sent, before = bundle(sender, vault, tmp_path), state(vault)
    with monkeypatch.context() as patch, suppress(Killed):
        stop_at(patch, at)
        take_in(vault, sent)
    vault._let_go()
    again = reopened()
    whole = of_cases(again) == of_cases(sender)
    assert whole or state(again) == before
    assert again.verify().holds
    assert not again.tables.con.execute("SELECT count(*) FROM incoming").fetchone()[0] if whole else True
    assert take_in(again, sent).added == (0 if whole else CASES * (ANSWERS + 1))
    assert [type(each.event) for each in again.events("")].count(BundleOpened) == 1


def test_both_ends_are_reached_by_the_power_cuts_above(
    vault: Vault, sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = stop_at(monkeypatch, 0)
    take_in(vault, bundle(sender, vault, tmp_path))
    assert 24 < counted[0] < 60


def full_in_the_middle(vault: Vault, sent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes two frames of the bundle and no third."""
    real, frames = Journal.append, itertools.count(1)

    def append(self: Journal, frame: Frame, *, synced: bool = True) -> Position:
        if next(frames) == 3:
            raise OSError(errno.ENOSPC, "full")
        return real(self, frame, synced=synced)

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", append)
        with pytest.raises(NotSaved, match="bundle-unfinished"):
            take_in(vault, sent)


def test_a_disk_that_is_full_in_the_middle_is_told_and_loses_nothing(
    vault: Vault, reopened: Callable[[], Vault], sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_in_the_middle(vault, bundle(sender, vault, tmp_path), monkeypatch)
    assert vault.trouble == "not-saved-disk-full"
    vault.abandon()
    assert of_cases(reopened()) == of_cases(sender)


def test_who_leaves_off_before_all_of_it_is_there_has_nothing_of_it(
    vault: Vault, sender: Vault, tmp_path: Path
) -> None:
    sent, before = bundle(sender, vault, tmp_path), state(vault)

    def stop() -> bool:
        return bool(vault.tables.con.execute("SELECT 1 FROM sqlite_master WHERE name = 'incoming'").fetchone())

    with progress.watched(lambda _: None, stop), pytest.raises(progress.Cancelled):
        take_in(vault, sent)
    assert state(vault) == before
    assert not vault.tables.con.execute("SELECT count(*) FROM incoming").fetchone()[0]


def test_a_case_that_is_erased_while_it_comes_in_does_not_come_back(
    vault: Vault, sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_in_the_middle(vault, bundle(sender, vault, tmp_path), monkeypatch)
    vault.reopen()
    gone = vault.cases()[0]
    vault.erase([gone], "withdrawn")
    assert (gone,) not in vault.tables.con.execute("SELECT case_code FROM incoming").fetchall()
    incoming.settle(vault)
    assert sorted(vault.cases()) == sorted(set(sender.cases()) - {gone})
    assert vault.verify().holds


def test_an_entry_that_took_the_place_of_one_meanwhile_stays_and_the_other_one_is_kept_beside_it(
    vault: Vault, sender: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same strand goes on here and in the bundle: a folder was copied. Nothing of either is lost."""
    full_in_the_middle(vault, bundle(sender, vault, tmp_path), monkeypatch)
    vault.reopen()
    code, vault.strand = vault.cases()[0], sender.events(sender.cases()[0])[0].strand
    recorded = vault.append(code, AnswerGiven("beaten", Answer.NO, How.TOLD))
    incoming.settle(vault)
    assert vault.events(code)[-1] == recorded
    assert vault.tables.aside() == ANSWERS + 1 - (recorded.seq - 1)
    assert len(vault.events(code)) + vault.tables.aside() == ANSWERS + 2
