"""How many cases leave by one person's hand: every way out counts, and past a limit the second person agrees."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress

from screening import settings
from screening.domain.events.exchange import CaseLeft, NotWritten
from screening.domain.policy import bulk_limit
from screening.domain.policy.bulk_limit import ALONE, PAPER
from screening.errors import NotAccepted, NotSaved
from screening.store import Vault, confirm_second, second_named
from screening.store.vault.vault import noted


def waiting(vault: Vault, cases: Iterable[str]) -> frozenset[str]:
    """Return which of these cases even alone need the second person now. Practice never does."""
    if vault.folder is None:
        return frozenset()
    limit, sent = _sent_alone(vault, ALONE)
    return frozenset(each for each in cases if bulk_limit.bulk((each,), sent, limit))


def needs_second(vault: Vault, cases: Iterable[str], sort: str = ALONE) -> bool:
    """Whether these leave only with the second person now. Practice never does."""
    if vault.folder is None:
        return False
    limit, sent = _sent_alone(vault, sort)
    return bulk_limit.bulk(cases, sent, limit)


def agreed(vault: Vault, cases: Iterable[str], second: str, sort: str = ALONE) -> str:
    """Return the name of the second person where these leave only with them, and "" where they need nobody.

    Raises NotAccepted("second-first") when nobody was named, StoreTrouble("wrong-second").
    """
    if not needs_second(vault, cases, sort):
        return ""
    if second_named(vault) is None:
        raise NotAccepted("second-first")
    return confirm_second(vault, second)


def paper_leaves(vault: Vault, case: str, digest: str, second: str = "", *, urgent: bool = False) -> None:
    """Note that a paper of a case is about to leave; an ``urgent`` one waits for nobody, and counts.

    Raises what ``agreed`` raises, and NotSaved: then it must not leave.
    """
    by = "" if urgent else agreed(vault, (case,), second, PAPER)
    vault.append("", CaseLeft(case, PAPER, digest, by))


def paper_stayed(vault: Vault, digest: str) -> None:
    """Note that it did not leave after all. Raises NotSaved."""
    vault.append("", NotWritten(digest))


def left(vault: Vault, case: str, way: str, digest: str, second: str = "") -> AbstractContextManager[None]:
    """Note in the record's own log that a case leaves, before what is inside is done. Raises as ``noted``."""
    return noted(vault, "", CaseLeft(case, way, digest, second), NotWritten(digest))


def _sent_alone(vault: Vault, sort: str) -> tuple[bulk_limit.Limit, frozenset[str]]:
    """The limit, and which cases count towards it now."""
    with suppress(NotSaved):
        vault.note_clock()
    limit = bulk_limit.open_limits(settings.indicators_root())[sort]
    return limit, bulk_limit.sent_alone(vault.events(""), limit, datetime.datetime.now(datetime.UTC), sort)
