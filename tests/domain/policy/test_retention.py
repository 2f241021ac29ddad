"""Clocks are the organisation's; looking prolongs nothing; what is unclear is kept."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest

from screening import settings
from screening.domain.case.case import fold
from screening.domain.events.catalogue import (
    BreakTaken,
    CaseOpened,
    CaseViewed,
    ConsentDecided,
    Event,
    FormIssued,
    GateAnswered,
    GateReturned,
    IdentityHandled,
    Recorded,
    TalkResumed,
    TalkStopped,
)
from screening.domain.events.exchange import BundleOpened
from screening.domain.events.record import (
    KeysChanged,
    LogCleared,
    RetentionSet,
    SecondNamed,
    VaultLocked,
    VaultUnlocked,
)
from screening.domain.events.session import Withdrawn
from screening.domain.policy import retention
from screening.errors import BadInput

CLOCKS = {"unfinished": 7, "handed-over": 30, "withdrawn": 0, "names": 3, "log": 365}
DAY = datetime.date(2026, 11, 24)


def due(
    *events: tuple[int, Event],
    named: bool = False,
    clocks: dict[str, int] = CLOCKS,
    log: Sequence[tuple[int, Event]] = (),
) -> str:
    """What is due of a case whose events, and those of the vault's own ``log``, happened so many days ago."""
    recorded = [
        Recorded(event, f"{n}", f"{DAY - datetime.timedelta(days=ago)}T09:00:00Z", "A", "S", n, n)
        for n, (ago, event) in enumerate(events, start=1)
    ]
    found = retention.due(fold("C", recorded), recorded, clocks, DAY, named=named, own=own(*log))
    return f"{found.object}: {found.kind}" if found else ""


OPENED = CaseOpened("2026-1", "office", "field")


@pytest.mark.parametrize(("ago", "expected"), [(6, ""), (7, "record: unfinished"), (400, "record: unfinished")])
def test_a_case_without_papers_is_due_after_its_days(ago: int, expected: str) -> None:
    assert due((ago, OPENED)) == expected


@pytest.mark.parametrize(("ago", "expected"), [(29, ""), (30, "record: handed-over")])
def test_papers_give_it_longer(ago: int, expected: str) -> None:
    assert due((90, OPENED), (ago, FormIssued("f", "saved", ""))) == expected


TAKEN_BACK = [(TalkStopped("withdrawn"),), (Withdrawn("keep"), TalkStopped("withdrawn")), (Withdrawn("keep"),)]


@pytest.mark.requirement("NV31")
@pytest.mark.parametrize("events", TAKEN_BACK)
@pytest.mark.parametrize("later", [(), (TalkStopped("finished"),), (TalkResumed(),), (FormIssued("f", "saved", ""),)])
def test_a_withdrawal_is_due_at_once_whatever_was_written_after_it(events: tuple, later: tuple) -> None:
    assert due((0, OPENED), *((0, each) for each in (*events, *later))) == "record: withdrawn"


def test_a_person_who_came_back_and_agreed_anew_is_not_withdrawn() -> None:
    yes = (ConsentDecided("talk", "yes", "v", "en", "read"), ConsentDecided("notes", "yes", "v", "en", "read"))
    back = (TalkStopped("withdrawn"), TalkResumed(), *yes)
    assert due((0, OPENED), *((0, each) for each in back)) == ""
    assert due((0, OPENED), *((0, each) for each in back[:-1])) == "record: withdrawn", "to talk, and to notes"
    assert due((0, OPENED), *((0, each) for each in (*back, TalkResumed()))) == "", "and asked again, not before"


def test_writing_prolongs_and_looking_does_not() -> None:
    assert due((20, OPENED), (2, BreakTaken())) == ""
    assert due((20, OPENED), (2, CaseViewed()), (1, IdentityHandled("shown"))) == "record: unfinished"


def test_a_name_may_go_before_its_record() -> None:
    assert due((4, OPENED), named=True) == "names: names"
    assert due((4, OPENED)) == ""
    assert due((9, OPENED), named=True) == "record: unfinished"


def test_what_is_unclear_is_kept() -> None:
    assert due() == ""
    recorded = [Recorded(OPENED, "1", "yesterday", "A", "S", 1, 1)]
    assert retention.due(fold("C", recorded), recorded, CLOCKS, DAY) is None
    assert due((400, OPENED), clocks={**CLOCKS, "unfinished": 10**12}) == ""


AHEAD = -20_000
"""Days ago, by a clock that shows a year to come."""


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ([(30, BundleOpened("b", "1", ("C",), 1, "d"))], "record: unfinished"),
        ([(3, BundleOpened("b", "1", ("C",), 1, "d"))], ""),
        (
            [(30, BundleOpened("b", "1", ("C",), 1, "d")), (3, BundleOpened("b", "1", ("D",), 1, "d"))],
            "record: unfinished",
        ),
        (
            [(AHEAD, VaultUnlocked()), (AHEAD, VaultLocked()), (8, VaultUnlocked()), (1, VaultLocked())],
            "record: unfinished",
        ),
        ([(AHEAD, VaultUnlocked()), (6, VaultUnlocked())], ""),
        ([(AHEAD, VaultUnlocked())], ""),
        ([(9, LogCleared(("S 1-2",), ""))], "record: unfinished"),
        ([(9, VaultUnlocked())], ""),
    ],
    ids=[
        "taken-in",
        "just-taken-in",
        "another",
        "own-clock",
        "own-clock-right-since",
        "ahead-still",
        "note-cleared",
        "no-word",
    ],
)
def test_an_entry_from_a_clock_that_is_ahead_counts_from_when_it_came(
    log: list[tuple[int, Event]], expected: str
) -> None:
    for events in ([(AHEAD, OPENED)], [(90, OPENED), (AHEAD, BreakTaken())]):
        assert due(*events, log=log) == expected


def test_a_day_ahead_is_no_wrong_clock() -> None:
    assert due((90, OPENED), (-1, BreakTaken())) == ""


def test_the_last_setting_holds_and_what_it_does_not_name_is_as_shipped() -> None:
    shipped = retention.open_clocks(settings.indicators_root())
    assert set(shipped) == set(retention.KINDS)
    later = RetentionSet(("unfinished=5", "other=1", "names=x"))
    said = [retention.set_clocks({**CLOCKS, "names": 9}), later, OPENED]
    made = [Recorded(event, "", "", "A", "S", n, n) for n, event in enumerate(said, 1)]
    assert retention.clocks_now(shipped, made) == {**CLOCKS, "unfinished": 5, "names": 9}
    assert retention.clocks_now(shipped, []) == shipped


@pytest.mark.parametrize("days", [{**CLOCKS, "names": -1}, {**CLOCKS, "names": 3651}, {"names": 1}])
def test_impossible_times_are_refused(days: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="retention-days"):
        retention.set_clocks(days)


def test_every_problem_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    clock = '[[clock]]\nkind = "{}"\ndays = {}\nsource = "s"\nchecked_on = 2026-11-24\nverified = false\n'
    text = clock.format("unfinished", -3) + clock.format("names", 2.5) + clock.format("names", 4)
    (tmp_path / "retention.toml").write_text(text, encoding="utf-8")
    problems: list[retention.Problem] = []
    retention.read_clocks(tmp_path, problems)
    told = " ".join(problem.what for problem in problems)
    for part in ("-3 days", '"handed-over" is missing', '"withdrawn" is missing', "two clocks"):
        assert part in told
    with pytest.raises(BadInput, match="retention-unsound"):
        retention.open_clocks(tmp_path)


def own(*events: tuple[int, Event]) -> list[Recorded]:
    return [
        Recorded(event, f"{n}", f"{DAY - datetime.timedelta(days=ago)}T09:00:00Z", "A", "S", n, n)
        for n, (ago, event) in enumerate(events, start=1)
    ]


def test_the_log_is_due_after_its_year_but_never_the_newest_of_a_sort() -> None:
    log = own(
        (900, VaultUnlocked()), (900, VaultLocked()), (900, SecondNamed("B", "t")), (500, VaultUnlocked()),
        (500, KeysChanged("drill")), (500, KeysChanged("added", "C")), (364, VaultUnlocked()), (1, VaultLocked()),
    )  # fmt: skip
    found = retention.log_due(log, {"log": 365}, DAY)
    assert found is not None
    assert (found.object, found.last, found.since) == ("log", "2025-07-12", "2025-06-07")
    cleared = retention.clear_log(log, found.last, "D")
    assert cleared == LogCleared(("S 1-2", "S 4-4"), "D")
    assert retention.log_due(log, {"log": 1000}, DAY) is None
    assert retention.clear_log(log, "2020-01-01") is None


def test_an_entry_whose_day_cannot_be_read_is_kept() -> None:
    log = [Recorded(VaultLocked(), "1", "", "A", "S", 1, 1), *own((1, VaultLocked()))]
    assert retention.log_due(log, {"log": 0}, DAY) is None


def test_a_gate_or_a_session_that_opening_alone_recorded_prolongs_nothing() -> None:
    assert due((8, OPENED), (1, CaseViewed()), (1, GateReturned("lock"))) == "record: unfinished"
    opened = ((8, OPENED), (1, CaseViewed()), (1, TalkResumed()))
    assert due(*opened) == "record: unfinished"
    assert due(*opened, (1, GateAnswered("hearing", "nobody", 2))) == ""
    assert due((8, OPENED), (8, CaseViewed()), (8, FormIssued("f", "saved", "")), (1, TalkResumed())) == ""


@pytest.mark.parametrize(("ago", "expected"), [(2, ""), (3, "names: names"), (6, "names: names")])
def test_a_name_is_due_from_its_own_last_day_on(ago: int, expected: str) -> None:
    assert due((ago, OPENED), named=True) == expected
    assert due((ago, OPENED)) == ""


def test_an_entry_of_the_log_without_a_day_says_nothing_of_when_a_clock_was_right_again() -> None:
    kept = [Recorded(OPENED, "1", f"{DAY + datetime.timedelta(days=9000)}T09:00:00Z", "A", "S", 1, 1)]
    log = own((AHEAD, VaultUnlocked()), (0, VaultLocked()), (8, VaultUnlocked()))
    log[1] = Recorded(VaultLocked(), "2", "", "A", "S", 2, 2)
    found = retention.due(fold("C", kept), kept, CLOCKS, DAY, own=log)
    assert found is not None and found.last == str(DAY - datetime.timedelta(days=8))


def test_runs_of_the_log_are_named_strand_by_strand() -> None:
    old = f"{DAY - datetime.timedelta(days=900)}T09:00:00Z"
    places = [("A", 1), ("A", 2), ("A", 4), ("B", 3), ("B", 4), ("C", 5), ("Z", 9)]
    log = [Recorded(VaultUnlocked(), f"{n}", old, "A", strand, seq, n) for n, (strand, seq) in enumerate(places, 1)]
    assert retention.clear_log(log, str(DAY)) == LogCleared(("A 1-2", "A 4-4", "B 3-4", "C 5-5"), ""), (
        "never the newest"
    )
    assert retention.clear_log(log, old[:10], "D") == LogCleared(("A 1-2", "A 4-4", "B 3-4", "C 5-5"), "D")
    assert retention.clear_log(log, str(DAY - datetime.timedelta(days=901))) is None
