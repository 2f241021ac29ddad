"""Sending cases one by one is no way round the second person (SX8)."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from screening import settings
from screening.domain.events.catalogue import Event, Recorded
from screening.domain.events.exchange import BundleMade, CaseLeft, NotWritten
from screening.domain.events.record import ClockMoved
from screening.domain.policy.bulk_limit import ALONE, PAPER, Limit, bulk, open_limits, read_limits, sent_alone
from screening.errors import BadInput

NOW = datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC)
WEEK = Limit(cases=3, days=7)
PAPERS = '[paper]\ncases = 9\ndays = 7\nsource = "s"\nchecked_on = 2026-11-27\nverified = false\n'


def made(*cases: str, at: str = "2026-11-26T09:00:00Z", second: str = "", digest: str = "d") -> Recorded:
    return recorded(BundleMade("b", ("r",), cases, 1, "", digest, second), at)


def recorded(event: Event, at: str) -> Recorded:
    return Recorded(event, "digest", at, "Aina", "strand", 1, 1)


def test_what_ships_is_sound() -> None:
    limits = open_limits(settings.indicators_root())
    assert set(limits) == {ALONE, PAPER}
    assert all(limit.cases >= 1 and limit.days >= 1 for limit in limits.values())
    assert limits[PAPER].cases > limits[ALONE].cases, "who refers people every day notices nothing"


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
    wrong = "\n".join(sound.values())
    (tmp_path / "sending.toml").write_text(f"[alone]\n{wrong}\n{PAPERS}", "utf-8")
    problems: list = []
    assert ALONE not in read_limits(tmp_path, problems)
    assert problems
    with pytest.raises(BadInput, match="sending-unsound"):
        open_limits(tmp_path)


def test_a_limit_of_up_to_a_year_is_taken(tmp_path: Path) -> None:
    (tmp_path / "sending.toml").write_text(
        f'[alone]\ncases = 365\ndays = 365\nsource = "s"\nchecked_on = 2026-11-27\nverified = false\n{PAPERS}', "utf-8"
    )
    assert open_limits(tmp_path) == {ALONE: Limit(365, 365), PAPER: Limit(9, 7)}


def test_without_a_limit_for_papers_nothing_is_sent(tmp_path: Path) -> None:
    (tmp_path / "sending.toml").write_text(PAPERS.replace("paper", "alone"), "utf-8")
    with pytest.raises(BadInput, match="sending-unsound"):
        open_limits(tmp_path)


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


def left(case: str, way: str, *, second: str = "", digest: str = "d", at: str = "2026-11-26T09:00:00Z") -> Recorded:
    return recorded(CaseLeft(case, way, digest, second), at)


def test_every_way_out_counts_with_its_sort() -> None:
    """N9 of the second security trial: twelve of twelve hand-overs in another format left alone."""
    own = [
        made("A"),
        left("B", "fhir"),
        left("C", "primero"),
        left("D", "fhir", second="Chandra"),
        left("E", "fhir", digest="lost"),
        recorded(NotWritten("lost"), "2026-11-26T09:00:01Z"),
        left("F", "fhir", at="2026-11-20T11:59:59Z"),
        left("P", "paper"),
    ]
    assert sent_alone(own, WEEK, NOW) == {"A", "B", "C"}
    assert sent_alone(own, WEEK, NOW, PAPER) == {"P"}, "a paper of a case lets no whole record go"


@pytest.mark.parametrize(
    ("wanted", "sent", "asks"),
    [("C", "ABC", False), ("A", "A", False), ("D", "ABC", True), ("C", "AB", False), ("", "ABCD", False)],
)
def test_what_they_have_already_is_not_sent_anew_even_where_it_is_all_that_left(wanted, sent, asks):
    assert bulk(list(wanted), frozenset(sent), WEEK) is asks


@pytest.mark.parametrize(("at", "counts"), [("2026-11-20T12:00:00Z", True), ("2026-11-20T11:59:59Z", False)])
def test_what_left_exactly_so_many_days_ago_still_counts(at: str, counts: bool) -> None:
    assert sent_alone([made("A", at=at)], WEEK, NOW) == ({"A"} if counts else set())
    assert sent_alone([left("A", "paper", at=at)], WEEK, NOW, PAPER) == ({"A"} if counts else set())
