"""The list of an open record's cases is made part by part, and says how many still wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven
from screening.store import Vault, practice_vault
from screening.store.database.case_index import CaseLine, DueLine, Order, Stale
from screening.store.vault.case_list import LABEL, CaseList, Line
from tests.store.some_vault import begin_case

CLOCKS = {"unfinished": 7}


@pytest.fixture
def vault() -> Iterator[Vault]:
    with practice_vault() as made:
        yield made


def made(stale: Sequence[Stale]) -> list[Line]:
    kept = {"keep_kind": "unfinished", "last_day": "2026-11-24", "keep_until": "2026-12-01"}
    return [(CaseLine(each.case, each.n, **kept), ()) for each in stale]


def listed(cases: CaseList) -> list[str]:
    with cases.reading() as index:
        return [each.case for each in index.part(Order(), None, 0, 9)]


def test_lines_are_made_so_many_at_a_time_and_it_is_said_how_many_still_wait(vault: Vault) -> None:
    cases, codes = CaseList(vault, "1"), [begin_case(vault) for _ in range(5)]
    assert not cases.in_memory
    asked: list[int] = []

    def make(stale: Sequence[Stale]) -> list[Line]:
        asked.append(len(stale))
        return made(stale)

    assert [cases.refresh(CLOCKS, "2026-12-01", make, 2) for _ in range(3)] == [3, 1, 0]
    assert asked == [2, 2, 1]
    assert listed(cases) == codes[::-1]
    assert cases.refresh(CLOCKS, "2026-12-01", make, 2) == 0 and asked == [2, 2, 1], "nothing is made twice"
    vault.append(codes[0], AnswerGiven("locked", Answer.YES, How.TOLD))
    assert cases.refresh(CLOCKS, "2026-12-01", make, 2) == 0 and asked == [2, 2, 1, 1]
    assert listed(cases)[0] == codes[0]


def test_other_clocks_count_at_once_for_every_line(vault: Vault) -> None:
    cases, code = CaseList(vault, "1"), begin_case(vault)
    cases.refresh(CLOCKS, "2026-12-01", made, 9)
    assert [each.case for each in cases.due({}, "2026-12-01", 9)] == [code]
    cases.refresh({"unfinished": 30}, "2026-12-01", made, 9)
    assert cases.due({}, "2026-12-01", 9) == []


def test_what_has_its_day_comes_kind_by_kind_then_what_is_past_its_time(vault: Vault) -> None:
    cases, code = CaseList(vault, "1"), begin_case(vault)
    days = [DueLine(code, kind, "2026-12-01", "about") for kind in ("promise", "answer")]
    cases.refresh(CLOCKS, "2026-12-01", lambda stale: [(line, days) for line, _ in made(stale)], 9)
    told = cases.due({"answer": "2026-12-01", "promise": "2026-12-02"}, "2026-12-01", 9)
    assert [each.kind for each in told] == ["answer", "promise", "keep"]
    assert [each.kind for each in cases.due({"answer": "2026-11-30"}, "2026-11-30", 9)] == []


def test_the_officer_s_reminder_stands_in_the_case_and_in_its_line(vault: Vault) -> None:
    cases, code, other = CaseList(vault, "1"), begin_case(vault), begin_case(vault)
    cases.refresh(CLOCKS, "2026-12-01", made, 9)
    cases.set_label(code, "red door")
    assert vault.draft(code, LABEL) == "red door"
    held = cases.held([code, other])
    assert held[code] is not None and (held[code].label, held[code].drafts) == ("red door", True)
    assert held[other] is not None and (held[other].label, held[other].drafts) == ("", False)
    assert held[code].events == vault.events(code) and "red door" not in repr(held[code])
    cases.set_label(code, "")
    assert vault.draft(code, LABEL) == "" and cases.held([code])[code].drafts is False
