"""Sending cases one by one is no way round the second person (SX8)."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from screening import settings
from screening.domain.events.catalogue import Event, Recorded
from screening.domain.events.exchange import BundleMade, NotWritten
from screening.domain.events.record import ClockMoved
from screening.domain.policy.bulk_limit import Limit, bulk, open_limit, read_limit, sent_alone
from screening.errors import BadInput

NOW = datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC)
WEEK = Limit(cases=3, days=7)


def made(*cases: str, at: str = "2026-11-26T09:00:00Z", second: str = "", digest: str = "d") -> Recorded:
    return recorded(BundleMade("b", ("r",), cases, 1, "", digest, second), at)


def recorded(event: Event, at: str) -> Recorded:
    return Recorded(event, "digest", at, "Aina", "strand", 1, 1)


def test_what_ships_is_sound() -> None:
    limit = open_limit(settings.indicators_root())
    assert limit.cases >= 1 and limit.days >= 1


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("cases = 0", "cases"),
        ("cases = 366", "cases"),
        ("days = 366", "days"),
        ('days = "a week"', "days"),
        ("", "cases"),
    ],
)
def test_a_file_that_says_nothing_sensible_is_told_and_nothing_is_sent(tmp_path: Path, line: str, place: str) -> None:
    sound = {
        "cases": "cases = 5", "days": "days = 7", "source": 'source = "s"',
        "on": "checked_on = 2026-11-27", "verified": "verified = false",
    }  # fmt: skip
    sound[place] = line
    (tmp_path / "sending.toml").write_text("[alone]\n" + "\n".join(sound.values()) + "\n", "utf-8")
    problems: list = []
    assert read_limit(tmp_path, problems) is None
    assert problems
    with pytest.raises(BadInput, match="sending-unsound"):
        open_limit(tmp_path)


def test_a_limit_of_up_to_a_year_is_taken(tmp_path: Path) -> None:
    (tmp_path / "sending.toml").write_text(
        '[alone]\ncases = 365\ndays = 365\nsource = "s"\nchecked_on = 2026-11-27\nverified = false\n', "utf-8"
    )
    assert open_limit(tmp_path) == Limit(365, 365)


def test_only_what_left_lately_and_without_the_second_person_counts() -> None:
    own = [
        made("LONG-AGO", at="2026-11-20T11:59:59Z"),
        made("A"),
        made("B", "C", second="Chandra"),
        made("D", digest="lost"),
        recorded(NotWritten("lost"), "2026-11-26T09:00:01Z"),
        made("E", at="2027-01-01T00:00:00Z"),
    ]
    assert sent_alone(own, WEEK, NOW) == {"A", "E"}


def test_several_at_once_and_one_too_many_need_the_second_person() -> None:
    sent = frozenset({"A", "B"})
    assert bulk(["A", "B"], frozenset(), WEEK)
    assert not bulk(["A", "A"], frozenset(), WEEK)
    assert not bulk(["C"], sent, WEEK)
    assert bulk(["D"], sent | {"C"}, WEEK)
    assert not bulk(["A"], sent | {"C", "D"}, WEEK), "what they have already is not sent anew"


def test_a_clock_that_was_moved_by_more_than_there_are_years_counts_all_that_left() -> None:
    own = [made("A", at="2026-11-26T09:00:00Z"), recorded(ClockMoved(10**12), "2026-11-27T09:00:00Z")]
    assert sent_alone(own, WEEK, NOW) == {"A"}
