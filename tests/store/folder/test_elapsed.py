"""Time that no setting of the clock changes: what was kept counts as long as the system was not started anew."""

from __future__ import annotations

import time

import pytest

from screening.store.folder import elapsed
from screening.store.folder.elapsed import Anchor

START = "3f0c2a4e-77aa"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    """Set what the clock and the count say."""

    def setting(wall: float, count: float, start: str = START) -> None:
        monkeypatch.setattr(elapsed, "wall", lambda: wall)
        monkeypatch.setattr(elapsed, "count", lambda: count)
        monkeypatch.setattr(elapsed, "start_of_system", lambda: start)

    return setting


@pytest.mark.parametrize(
    ("clock", "count", "moved"),
    [(0, 0, 0), (300, 0, 0), (300.6, 0, 301), (301, 0, 301), (-300, 0, 0), (-301, 0, -301), (7200, 7200, 0),
     (7200, 0, 7200), (0, 7200, -7200), (3600, 3200, 400), (3600, 3300, 0)],
)  # fmt: skip
def test_the_clock_was_set_where_it_differs_from_the_count_by_more_than_five_minutes(at, clock, count, moved) -> None:
    at(1_800_000_000, 5000)
    anchor = elapsed.now()
    at(1_800_000_000 + clock, 5000 + count)
    assert anchor.moved() == moved


def test_an_anchor_is_kept_in_whole_seconds_and_read_again_while_the_system_runs(at) -> None:
    at(1_800_000_000.4, 5000.4)
    assert elapsed.now() == Anchor(START, 5000.4, 1_800_000_000.4)
    assert elapsed.now().text() == f"{START} 5000 1800000000"
    assert elapsed.kept(elapsed.now().text()) == Anchor(START, 5000.0, 1_800_000_000.0)


@pytest.mark.parametrize(
    "text", ["", START, f"{START} 5000", f"{START} x 1800000000", f"{START} 5000 x", "other 5000 1800000000",
             " 5000 1800000000", f"{START} -5 1800000000"],
)  # fmt: skip
def test_what_is_no_anchor_or_of_an_earlier_start_tells_nothing(at, text: str) -> None:
    at(1_800_000_000, 5000)
    assert elapsed.kept(text) is None


def test_where_the_system_gives_no_start_nothing_that_was_kept_counts(at) -> None:
    at(1_800_000_000, 5000, "")
    assert elapsed.kept(" 5000 1800000000") is None


def test_the_count_goes_on_while_the_system_sleeps_where_it_tells_that(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(time, "clock_gettime", lambda clock: asked.append(clock) or 77.0, raising=False)
    monkeypatch.setattr(time, "CLOCK_BOOTTIME", 7, raising=False)
    monkeypatch.setattr(time, "CLOCK_MONOTONIC", 1, raising=False)
    monkeypatch.setattr(time, "monotonic", lambda: 55.0)
    monkeypatch.setattr(elapsed, "ASLEEP", True)
    assert elapsed.count() == 77.0
    monkeypatch.delattr(time, "CLOCK_BOOTTIME")
    assert elapsed.count() == 77.0
    assert asked == [7, 1], "the count with sleep first, the other where there is none"
    monkeypatch.setattr(elapsed, "ASLEEP", False)
    assert elapsed.count() == 55.0


def test_the_system_is_asked_whether_it_has_such_a_count() -> None:
    assert hasattr(time, "clock_gettime") is elapsed.ASLEEP
    assert elapsed.start_of_system() == elapsed.start_of_system()
