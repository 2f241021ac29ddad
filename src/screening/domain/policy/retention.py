"""Retention: how long each kind of object is kept, and what is due for erasing now (SX4). The clocks are data."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from screening.domain.case.case import Case
from screening.domain.content.keys import CHECKED, NUMBER, Key
from screening.domain.content.problems import Problem
from screening.domain.content.strict_toml import read_file, sound
from screening.domain.events.catalogue import CaseViewed, Event, GateReturned, IdentityHandled, Recorded, TalkResumed
from screening.domain.events.exchange import BundleBegun, BundleMade, BundleOpened, CaseLeft, NotWritten
from screening.domain.events.record import (
    CopyMade,
    CountsTaken,
    KeysChanged,
    LogCleared,
    RetentionSet,
    UnlockFailed,
    VaultLocked,
    VaultRestored,
    VaultUnlocked,
)
from screening.domain.events.session import DrawnForSecondLook
from screening.domain.operation.operation import CLOSED, Operation
from screening.errors import BadInput

NAME = "indicators/retention.toml"
KINDS = ("unfinished", "handed-over", "withdrawn", "names", "log")
LONGEST = 3650
"""Days. A longer clock is a slip of the finger."""

_CLOCK = {"kind": Key("text", needed=True, choices=KINDS), "days": NUMBER, **CHECKED}
SHAPE = {"clock": Key("tables", needed=True, shape=_CLOCK)}
LOG = (
    VaultUnlocked, VaultLocked, UnlockFailed, VaultRestored, CopyMade, KeysChanged, BundleBegun, BundleMade,
    BundleOpened, CaseLeft, NotWritten, CountsTaken,
)  # fmt: skip
"""Entries of the vault's own log whose time can be over. What still has an effect, such as these clocks or whose keys
are known, is none of them. Entries of a case go with their case."""

ASIDE = (CaseViewed, IdentityHandled, GateReturned, DrawnForSecondLook)
"""Looking at a record does not prolong its time, nor does a gate that came back by itself, nor a lot."""


@dataclass(frozen=True, slots=True)
class KeepingDue:
    """One object whose time is over. ``object`` is record, names or log; days are ISO dates. The log has no case."""

    case: str
    kind: str
    object: str
    last: str
    since: str


def read_clocks(root: Path, problems: list[Problem]) -> Mapping[str, int]:
    """Return the clocks that ship, days by kind; what is wrong with them goes into ``problems``."""
    if (file := read_file(root / "retention.toml", NAME, problems)) is None:
        return {}
    rows = file.parts(SHAPE)["clock"]
    found = {row["kind"]: row["days"] for row in rows}
    for kind in KINDS:
        if kind not in found:
            file.tell("clock", f'The clock "{kind}" is missing.', "Add it.")
    for kind, days in found.items():
        if not (isinstance(days, int) and 0 <= days <= LONGEST):
            file.tell(f'clock "{kind}"', f"{days} days is no time.", f"Write 0 to {LONGEST}.")
    if len(rows) != len(found):
        file.tell("clock", "A kind has two clocks.", "Keep one of them.")
    return found


def open_clocks(root: Path) -> Mapping[str, int]:
    """Return days by kind, as shipped. Raises BadInput("retention-unsound")."""
    problems: list[Problem] = []
    return sound(read_clocks(root, problems), problems, "retention-unsound")


def clocks_now(shipped: Mapping[str, int], vault_events: Iterable[Recorded]) -> Mapping[str, int]:
    """Return days by kind: what the organisation set last, and what shipped for the rest."""
    clocks = dict(shipped)
    for recorded in vault_events:
        if isinstance(recorded.event, RetentionSet):
            for each in recorded.event.clocks:
                kind, _, days = each.partition("=")
                if kind in clocks and days.isdigit():
                    clocks[kind] = int(days)
    return clocks


def set_clocks(days: Mapping[str, int]) -> RetentionSet:
    """Return the event that sets the organisation's clocks.

    Raises BadInput("retention-days") outside 0 to ten years.
    """
    if set(days) != set(KINDS) or not all(0 <= each <= LONGEST for each in days.values()):
        raise BadInput("retention-days", most=LONGEST)
    return RetentionSet(tuple(f"{kind}={days[kind]}" for kind in KINDS))


def due(
    case: Case,
    events: Iterable[Recorded],
    clocks: Mapping[str, int],
    today: datetime.date,
    *,
    named: bool = False,
    own: Iterable[Recorded] = (),
) -> KeepingDue | None:
    """Return what of a case is due, if anything: the whole record before the name alone. ``named``: a name is kept.

    ``own`` are the vault's own events, which say when entries came in that another clock dated ahead. A date that
    cannot be read is never due: what is unclear is kept.
    """
    kind, last = runs(case, events, today, own=own)
    try:
        day = datetime.date.fromisoformat(last)
        since = day + datetime.timedelta(days=clocks[kind])
        if since <= today:
            return KeepingDue(case.code, kind, "record", last, since.isoformat())
        since = day + datetime.timedelta(days=clocks["names"])
    except (ValueError, OverflowError):
        return None
    return KeepingDue(case.code, "names", "names", last, since.isoformat()) if named and since <= today else None


def operation_due(
    operation: Operation,
    events: Iterable[Recorded],
    clocks: Mapping[str, int],
    today: datetime.date,
    own: Iterable[Recorded] = (),
) -> KeepingDue | None:
    """Return an operation whose time is over: closed, by the clock of what was handed over, else of the unfinished.

    The clocks are those of cases, from the last entry of any laptop. Its cases have times of their own.
    """
    kind = "handed-over" if operation.state == CLOSED else "unfinished"
    last = _last_day(operation.code, events, own, today)
    try:
        since = datetime.date.fromisoformat(last) + datetime.timedelta(days=clocks[kind])
    except (ValueError, OverflowError):
        return None
    return KeepingDue(operation.code, kind, "record", last, since.isoformat()) if since <= today else None


def runs(
    case: Case, events: Iterable[Recorded], today: datetime.date, *, own: Iterable[Recorded] = ()
) -> tuple[str, str]:
    """Return which clock runs for the record of a case, and the ISO day from which it runs; "" where none is known.

    ``own`` as for ``due``.
    """
    kind = "handed-over" if case.forms else "unfinished"
    return "withdrawn" if case.taken_back else kind, _last_day(case.code, _acts(events), own, today)


def _acts(events: Iterable[Recorded]) -> list[Recorded]:
    """Return what somebody did. Another session that opening the record began by itself is none."""
    before: dict[str, Event] = {}
    found = []
    for each in events:
        opened = isinstance(each.event, TalkResumed) and isinstance(before.get(each.strand), CaseViewed)
        if not opened and not isinstance(each.event, ASIDE):
            found.append(each)
        before[each.strand] = each.event
    return found


def _last_day(code: str, kept: Iterable[Recorded], own: Iterable[Recorded], today: datetime.date) -> str:
    """Return the day of the last activity, never one to come; "" where it is not known.

    An entry from a clock that is ahead counts with the day on which this vault took it in, or, from its own clock,
    with the day on which that was right again.
    """
    now, tomorrow = today.isoformat(), (today + datetime.timedelta(days=1)).isoformat()
    days = [each.at[:10] for each in kept]
    # A day ahead is only the difference between UTC and the place.
    there = [min(day, now) for day in days if day <= tomorrow]
    if len(there) == len(days):
        return max(there, default="")
    log = [each for each in own if each.at]
    ahead = max((n for n, each in enumerate(log) if each.at[:10] > tomorrow), default=None)
    known = [] if ahead is None else [each.at[:10] for each in log[ahead + 1 : ahead + 2]]
    known += [each.at[:10] for each in log if isinstance(each.event, BundleOpened) and code in each.event.cases]
    # The note of the taking in may have been cleared since; then it is older than that.
    known = known or [each.at[:10] for each in log if isinstance(each.event, LogCleared)]
    came = [min(day, now) for day in known if day <= tomorrow]
    return max(there + came) if came else ""


def log_due(own: Iterable[Recorded], clocks: Mapping[str, int], today: datetime.date) -> KeepingDue | None:
    """Return the vault's own log entries whose time is over, as one object: up to which day."""
    try:
        until = (today - datetime.timedelta(days=clocks["log"])).isoformat()
    except OverflowError:
        return None
    days = [each.at[:10] for each in _old(own, until)]
    if not days:
        return None
    since = datetime.date.fromisoformat(min(days)) + datetime.timedelta(days=clocks["log"])
    return KeepingDue("", "log", "log", max(days), since.isoformat())


def clear_log(own: Iterable[Recorded], until: str, second: str = "") -> LogCleared | None:
    """Return the event that clears the old entries up to a day; None when there are none."""
    runs: list[list[int]] = []
    strands: list[str] = []
    for strand, seq in sorted((each.strand, each.seq) for each in _old(own, until)):
        if strands and strands[-1] == strand and runs[-1][1] + 1 == seq:
            runs[-1][1] = seq
        else:
            strands.append(strand)
            runs.append([seq, seq])
    entries = tuple(f"{strand} {first}-{last}" for strand, (first, last) in zip(strands, runs, strict=True))
    return LogCleared(entries, second) if entries else None


def _old(own: Iterable[Recorded], until: str) -> list[Recorded]:
    """Entries of the log up to a day, without the newest of each sort: it says how things stand."""
    newest: dict[tuple[str, ...], Recorded] = {}
    entries = [each for each in own if isinstance(each.event, LOG)]
    for each in entries:
        sort: tuple[str, ...] = (each.event.kind,)
        if isinstance(each.event, KeysChanged):
            # Whose keys were let in and taken out has an effect for ever, so the newest word about each key stays.
            key = each.event.name if each.event.what.startswith("recovery") else ""
            sort = (each.event.kind, each.event.what, key)
        newest[sort] = max(newest.get(sort, each), each, key=lambda it: (it.lamport, it.strand, it.seq))
    kept = {(each.strand, each.seq) for each in newest.values()}
    return [each for each in entries if _day(each.at) <= until and (each.strand, each.seq) not in kept]


def _day(at: str) -> str:
    """Return the day of an entry; one that cannot be read is never old."""
    try:
        return datetime.date.fromisoformat(at[:10]).isoformat()
    except ValueError:
        return "9999-12-31"
