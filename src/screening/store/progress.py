"""How far long work on a record is, and where it may be left off. It says nothing where nobody watches.

The thread that does the work reports; whoever watches gives what takes the reports, and whether the officer has asked
to stop. Where leaving off would leave something half done, the work goes on to its end.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from screening.errors import NotAccepted

Thing = TypeVar("Thing")


class Cancelled(NotAccepted):
    """The officer asked to leave off, and nothing was changed."""

    def __init__(self) -> None:
        super().__init__("cancelled")


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done (the name of a text), how far it is in per cent, and whether it may be left off here."""

    what: str
    percent: int
    may_stop: bool


@dataclass(slots=True)
class _Watch:
    report: Callable[[Step], object]
    stop: Callable[[], bool]
    kept: int = 0
    """How many acts are going on that must come to their end."""
    last: Step | None = None


class _Here(threading.local):
    watch: _Watch | None = None


_here = _Here()


@contextmanager
def watched(report: Callable[[Step], object], stop: Callable[[], bool]) -> Iterator[None]:
    """Report what this thread does inside: each per cent once. ``stop`` is asked whether to leave off."""
    before, _here.watch = _here.watch, _Watch(report, stop)
    try:
        yield
    finally:
        _here.watch = before


@contextmanager
def to_the_end() -> Iterator[None]:
    """Do not leave off what is done inside: half of it would be neither the old nor the new."""
    watch = _here.watch
    if watch is not None:
        watch.kept += 1
    try:
        yield
    finally:
        if watch is not None:
            watch.kept -= 1


def step(what: str, done: int, total: int) -> None:
    """Say how far ``what`` is. Raises Cancelled where the officer asked to leave off and it may be left off."""
    watch = _here.watch
    if watch is None:
        return
    if not watch.kept and watch.stop():
        raise Cancelled
    now = Step(what, min(100, 100 * done // total) if total > 0 else 0, not watch.kept)
    if now != watch.last:
        watch.last = now
        watch.report(now)


def over(what: str, each: Iterable[Thing], total: int) -> Iterator[Thing]:
    """Yield each of ``total`` things, saying how far it is. Raises Cancelled as ``step``."""
    for number, one in enumerate(each):
        step(what, number, total)
        yield one
