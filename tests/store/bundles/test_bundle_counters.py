"""The counter that orders a case's entries cannot be driven to where nothing more can follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.case_codes import new_code
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.errors import BadInput
from screening.store import Vault, take_in
from screening.store.bundles.bundle_format import LAMPORT_MARGIN, highest_counters
from screening.store.bundles.manifest import Head
from screening.store.database.rows import Row
from tests.store.some_bundles import bundle, forged, introduce, laptop, state, strand_of
from tests.store.some_vault import begin_case

OPENED = CaseOpened("2026-1", "office", "adult")
YES = AnswerGiven("locked", Answer.YES, How.TOLD)


def far(vault: Vault, first: int) -> list[Row]:
    return strand_of([OPENED, YES], new_code(), vault.strand, first=first)


def test_a_case_may_count_as_far_as_all_of_its_strands_and_what_a_disk_may_have_lost() -> None:
    heads = [Head("A", "one", 3, ""), Head("B", "one", 1, ""), Head("A", "two", 4, "")]
    assert highest_counters(heads) == {"A": 7 + LAMPORT_MARGIN, "B": 1 + LAMPORT_MARGIN}


@pytest.mark.parametrize("ahead", [0, 1])
def test_the_last_counter_that_is_taken_is_the_highest(ahead: int, tmp_path: Path) -> None:
    mallory, budi = laptop("Mallory"), laptop("Budi")
    introduce(mallory, budi)
    sent = forged(mallory, budi, [far(mallory, LAMPORT_MARGIN + 1 + ahead)], tmp_path)
    taken = True
    try:
        take_in(budi, sent)
    except BadInput:
        taken = False
    assert taken is (not ahead)


@pytest.mark.one_in(5)
@pytest.mark.parametrize("first", [(1 << 53) - 2, 1 << 52, LAMPORT_MARGIN + 2, (1 << 63) - 1, 1 << 80])
def test_a_counter_far_ahead_of_the_case_is_refused(first: int, tmp_path: Path) -> None:
    mallory, budi = laptop("Mallory"), laptop("Budi")
    introduce(mallory, budi)
    with pytest.raises(BadInput) as told:
        take_in(budi, forged(mallory, budi, [far(mallory, first)], tmp_path))
    assert told.value.code == "bundle-damaged"
    assert budi.cases() == ()


def test_the_highest_counter_that_is_taken_leaves_room_for_all_that_follows(tmp_path: Path) -> None:
    mallory, budi, chandra = laptop("Mallory"), laptop("Budi"), laptop("Chandra")
    introduce(mallory, budi, chandra)
    rows = far(mallory, LAMPORT_MARGIN + 1)
    take_in(budi, forged(mallory, budi, [rows], tmp_path))
    for number in range(20):
        budi.append(rows[0].link.case, AnswerGiven(f"item-{number}", Answer.NO, How.ASKED))
    take_in(chandra, bundle(budi, chandra, tmp_path))
    chandra.append(rows[0].link.case, YES)
    take_in(budi, bundle(chandra, budi, tmp_path))
    assert state(budi) == state(chandra)


def test_a_case_that_lost_entries_still_travels(tmp_path: Path) -> None:
    """Rebuilt after the loss of a disk, a laptop may hold late entries and none of those that they followed."""
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    late = far(aina, 5000)
    aina.take_rows(late)
    assert take_in(budi, bundle(aina, budi, tmp_path)).added == 2


def test_a_case_that_was_driven_too_far_before_is_named_and_the_others_travel(tmp_path: Path) -> None:
    aina, budi = laptop("Aina"), laptop("Budi")
    introduce(aina, budi)
    whole = begin_case(aina, 2)
    rows = far(aina, (1 << 53) - 2)
    aina.take_rows(rows)
    aina.append(rows[0].link.case, YES)
    with pytest.raises(BadInput) as told:
        bundle(aina, budi, tmp_path)
    assert (told.value.code, told.value.details) == ("bundle-not-sendable", {"case": rows[0].link.case})
    assert list(tmp_path.iterdir()) == []
    assert take_in(budi, bundle(aina, budi, tmp_path, whole)).changed == (whole,)
