"""Times that other clocks and other programs wrote, and what is made of one that is none."""

from __future__ import annotations

import datetime

import pytest

from screening.domain.events.timestamps import moment, seconds_since, utc_text

NOW = datetime.datetime(2026, 12, 1, 9, 0, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("at", "utc"),
    [
        ("2026-12-01T09:00:00Z", "2026-12-01T09:00:00Z"),
        ("2026-12-01T17:00:00+08:00", "2026-12-01T09:00:00Z"),
        ("2026-12-01T09:00:00", "2026-12-01T09:00:00Z"),
        ("2026-12-01", "2026-12-01T00:00:00Z"),
        ("2026-12-01T09:00:00.999Z", "2026-12-01T09:00:00Z"),
        ("yesterday", None),
        ("", None),
        ("2026-02-30T09:00:00Z", None),
    ],
)
def test_a_time_is_a_moment_in_utc_or_none(at: str, utc: str | None) -> None:
    found = moment(at)
    assert (None if found is None else utc_text(found)) == utc
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("at", "passed"),
    [
        ("2026-12-01T09:00:00Z", 0.0),
        ("2026-12-01T08:59:59.750Z", 0.25),
        ("2026-12-01T08:59:59Z", 1.0),
        ("2026-11-30T09:00:00Z", 86400.0),
        ("2026-12-01T17:00:00+08:00", 0.0),
        ("2026-12-01T09:00:00.001Z", None),
        ("2026-12-02T09:00:00Z", None),
        ("yesterday", None),
    ],
)
def test_what_is_still_to_come_by_this_clock_passed_no_known_time_ago(at: str, passed: float | None) -> None:
    assert seconds_since(at, NOW) == passed
