"""The pages that belong to no case, by name."""

from __future__ import annotations

from enum import StrEnum


class RecordPlace(StrEnum):
    """Every page beside the cases; the value is the name of its row in the rail, where it has one."""

    CASES = "cases"
    REMINDERS = "reminders"
    PREPARE = "prepare"
    BLANK = "blank"
    EMPLOYERS = "employers"
    SERVICES = "services"
    ENTRY = "entry"
    SITE = "site"
    OPERATIONS = "operations"
    OPERATION = "operation"
    """One operation with its queue."""
    NUMBER = "number"
    """One number of it."""
    STATISTICS = "statistics"
    KEEPING = "keeping"
    COPIES = "copies"
    LOG = "log"
    KEYS = "keys"
    SEAL = "seal"
    SETTINGS = "settings"
    SAFETY = "safety"
    ABOUT = "about"
    LAW = "law"
    COMPUTER = "computer"
    COUNTS = "counts"
    BENCH = "bench"
    BUNDLES = "bundles"
    PEOPLE = "people"
    CONTENT = "content"
    INVENTED_PEOPLE = "invented-people"
    PLAIN = "plain"
    """The entries of a case that no page can show."""
    PLAIN_ERASING = "plain-erasing"
