"""The log of a sender, as the receiver saw it in earlier bundles: an old folder laid over a newer one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.casework.record.exchange import taken_lines
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, BreakTaken
from screening.store import Taken, Vault, look_into, take_in
from screening.store.exchange.receiving import LOG_OF
from screening.wording.catalogue.translations import Words
from tests.store.some_bundles import bundle, introduce, laptop, number
from tests.store.some_vault import begin_case


@pytest.fixture
def both() -> tuple[Vault, Vault, str]:
    sender, receiver = laptop("Aina"), laptop("Budi")
    introduce(sender, receiver)
    return sender, receiver, begin_case(sender, 2)


def told(taken: Taken) -> bool:
    return Words("en").say("exchange.log-older") in taken_lines(taken, Words("en"))


def next_bundle(sender: Vault, receiver: Vault, case: str, folder: Path) -> Taken:
    sender.append(case, AnswerGiven("later", Answer.YES, How.TOLD))
    path = bundle(sender, receiver, folder, case)
    seen, taken = look_into(receiver, path), take_in(receiver, path)
    assert seen.log_older == taken.log_older
    return taken


def test_a_log_that_grows_is_nothing_to_tell(both: tuple[Vault, Vault, str], tmp_path: Path) -> None:
    sender, receiver, case = both
    for _ in range(3):
        assert not told(next_bundle(sender, receiver, case, tmp_path))
        sender.append("", BreakTaken())


@pytest.mark.parametrize("change", ["longer before", "another of the same length"])
def test_a_log_that_is_shorter_or_another_is_told(both: tuple[Vault, Vault, str], tmp_path: Path, change: str) -> None:
    sender, receiver, case = both
    before, taken = (next_bundle(sender, receiver, case, tmp_path) for _ in range(2))
    assert before.log
    assert taken.log
    grows = taken.log.entries - before.log.entries
    entries = taken.log.entries + (5 if change == "longer before" else grows)
    receiver.set_draft("", LOG_OF + number(sender), f"{taken.made_at} {entries} 0000 0000 0000")
    assert told(next_bundle(sender, receiver, case, tmp_path))


def test_an_older_bundle_that_comes_late_is_nothing_to_tell(both: tuple[Vault, Vault, str], tmp_path: Path) -> None:
    sender, receiver, case = both
    first = bundle(sender, receiver, tmp_path, case)
    for _ in range(4):
        sender.append("", BreakTaken())
    next_bundle(sender, receiver, case, tmp_path)
    kept = receiver.draft("", LOG_OF + number(sender))
    assert not told(take_in(receiver, first))
    assert receiver.draft("", LOG_OF + number(sender)) == kept


def test_a_damaged_note_of_it_keeps_nothing_out(both: tuple[Vault, Vault, str], tmp_path: Path) -> None:
    sender, receiver, case = both
    for left in ("", "x", "2026 x y", "9999-12-31T00:00:00Z 99 a"):
        receiver.set_draft("", LOG_OF + number(sender), left)
        assert not told(next_bundle(sender, receiver, case, tmp_path))
