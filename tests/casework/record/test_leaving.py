"""What leaves by one person's hand is counted, whichever way; past a limit the second person agrees (SX8)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from screening import settings
from screening.casework.record import leaving
from screening.domain.events.exchange import CaseLeft
from screening.domain.policy.bulk_limit import PAPER, open_limits
from screening.errors import NotAccepted, StoreTrouble
from screening.store import Vault, create_vault, name_second, practice_vault
from screening.store.folder import throttle
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

SECOND = "ladder orchid pebble sailor timber"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = create_vault(tmp_path / "v", PASSPHRASE, "Aina", "labour-officer", "House", cost=QUICK)
    yield vault
    vault.close()
    throttle._waits.clear()


def many(vault: Vault) -> list[str]:
    """As many cases as papers may leave of, by one hand; a paper of each left."""
    codes = [begin_case(vault) for _ in range(open_limits(settings.indicators_root())[PAPER].cases)]
    for code in codes:
        leaving.paper_leaves(vault, code, f"digest of {code}")
    return codes


def test_papers_of_many_people_in_a_few_days_come_to_the_second_person(vault: Vault) -> None:
    """N9 of the second security trial: papers counted in no limit."""
    codes, one_more = many(vault), begin_case(vault)
    assert not leaving.needs_second(vault, codes[:1], PAPER), "who has a paper already gets another"
    with pytest.raises(NotAccepted, match="second-first"):
        leaving.paper_leaves(vault, one_more, "d")
    name_second(vault, "Chong", SECOND, cost=QUICK)
    with pytest.raises(StoreTrouble, match="wrong-second"):
        leaving.paper_leaves(vault, one_more, "d", PASSPHRASE)
    throttle._waits.clear()
    leaving.paper_leaves(vault, one_more, "d", SECOND)
    noted = [each.event for each in vault.events("") if isinstance(each.event, CaseLeft)]
    assert [each.second for each in noted[-2:]] == ["", "Chong"]
    assert not leaving.needs_second(vault, [one_more]), "papers use up nothing of what whole records may"


def test_an_urgent_paper_waits_for_nobody_and_counts(vault: Vault) -> None:
    codes, one_more = many(vault), begin_case(vault)
    leaving.paper_leaves(vault, one_more, "d", urgent=True)
    noted = [each.event.case for each in vault.events("") if isinstance(each.event, CaseLeft)]
    assert noted == [*codes, one_more]


def test_a_paper_that_stayed_counts_for_nothing_and_one_that_left_before_goes_on_counting(vault: Vault) -> None:
    codes, one_more = many(vault), begin_case(vault)
    leaving.paper_leaves(vault, codes[0], f"digest of {codes[0]}")
    leaving.paper_stayed(vault, f"digest of {codes[0]}")
    assert leaving.needs_second(vault, [one_more], PAPER), "the same paper had left before"
    leaving.paper_stayed(vault, f"digest of {codes[1]}")
    assert not leaving.needs_second(vault, [one_more], PAPER)


def test_practice_needs_nobody() -> None:
    vault = practice_vault()
    codes = many(vault)
    assert not leaving.needs_second(vault, [begin_case(vault)], PAPER)
    assert leaving.waiting(vault, codes) == frozenset()
