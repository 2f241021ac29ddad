"""Cases are drawn by lot, of both kinds, never twice, and whoever has the record can draw once more and compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.case import second_look
from screening.domain.case.second_look import Draw, draw, drawn_as_said, number
from screening.domain.events.catalogue import Event, Recorded
from screening.errors import NotAccepted

BESIDE = 0.25


def cases(passed: int, flagged: int = 0, first: int = 0) -> dict[str, bool]:
    """So many cases without a flag and with one; whose codes begin at a number."""
    return {f"CASE-{first + at:04}": at >= passed for at in range(passed + flagged)}


def entry(event: Event, day: str = "2026-11-30") -> Recorded:
    return Recorded(event, "digest", f"{day}T09:00:00Z", "Supervisor", "s1", 1, 1)


def outcome(made: Draw, of: dict[str, bool]) -> dict[str, tuple[bool, bool]]:
    return {code: (flagged, code in made.cases) for code, flagged in of.items()}


@given(st.integers(1, 60), st.integers(0, 30), st.integers(1, 40))
def test_so_many_as_wanted_are_drawn_or_all_and_flagged_ones_beside_them(passed: int, flagged: int, most: int) -> None:
    of = cases(passed, flagged)
    made = draw((), of, most, BESIDE)
    without = [code for code in made.cases if not of[code]]
    assert len(without) == min(most, passed)
    assert len(made.cases) - len(without) == min(flagged, -(-len(without) // 4))
    assert made.record.drawn == len(made.cases)
    assert len(made.record.frame) == passed + flagged


def test_every_case_stands_for_as_many_as_were_there_of_its_kind() -> None:
    of = cases(40, 20)
    for code, event in draw((), of, 8, BESIDE).cases.items():
        assert (event.drawn, event.out_of) == ((2, 20) if of[code] else (8, 40))


def test_each_case_is_as_likely_as_any_other() -> None:
    of, times = cases(10), dict.fromkeys(cases(10), 0)
    for lot in range(2000):
        for code in draw((), of, 3, 0.0, str(lot)).cases:
            times[code] += 1
    assert all(abs(n - 600) < 90 for n in times.values())


def test_the_same_lot_is_not_drawn_twice() -> None:
    of = cases(30, 5)
    first = draw((), of, 10, BESIDE)
    with pytest.raises(NotAccepted, match="second-look-drawn") as refused:
        draw((entry(first.record),), of, 10, BESIDE)
    assert refused.value.details == {"day": "2026-11-30"}


def test_a_second_lot_draws_only_from_cases_that_were_in_none() -> None:
    old, new = cases(30), cases(12, first=100)
    first = draw((), old, 10, BESIDE)
    second = draw((entry(first.record),), old | new, 10, BESIDE)
    assert set(second.cases) <= set(new)
    assert next(iter(second.cases.values())).out_of == 12


def test_a_flagged_case_alone_is_no_lot() -> None:
    with pytest.raises(NotAccepted, match="second-look-nobody"):
        draw((), cases(0, 12), 10, BESIDE)


def test_an_honest_lot_agrees_with_its_own_numbers() -> None:
    of = cases(30, 10)
    made = draw((), of, 10, BESIDE)
    assert drawn_as_said(made.record, outcome(made, of))
    left = {code: each for code, each in outcome(made, of).items() if int(code[-1]) % 3}
    assert drawn_as_said(made.record, left), "cases that were erased since are no proof of anything"
    assert drawn_as_said(made.record, outcome(made, of) | {"LATER": (False, False)})


def test_a_case_that_was_put_in_by_hand_is_found() -> None:
    of = cases(30)
    made = draw((), of, 10, BESIDE)
    last = max(of, key=lambda code: number(made.record.lot, code))
    assert last not in made.cases
    assert not drawn_as_said(made.record, outcome(made, of) | {last: (False, True)})


def test_the_record_names_no_case_and_no_reading() -> None:
    of = cases(6, 2)
    made = draw((), of, 3, BESIDE)
    assert not any(code in repr(made.record) for code in of)
    assert list(made.record.frame) == sorted(made.record.frame)
    assert all(len(each) == second_look.SIGNS for each in made.record.frame)
