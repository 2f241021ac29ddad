"""Accuracy in the field over all laptops of a headquarters, by the figures that each laptop makes for itself."""

from __future__ import annotations

from collections.abc import Iterator

from screening.casework.content.edition import Content
from screening.casework.statistics import field_rows
from screening.domain.case.case import Case, fold
from screening.domain.statistics.field_accuracy import FieldAccuracy
from screening.hub.database import Database
from screening.hub.migrations import must_be_current

BATCH = 500
"""Cases that are read at once."""


def field_accuracy(database: Database, content: Content) -> tuple[FieldAccuracy, int]:
    """Return the figures, and how many cases could not be read because their edition is not here.

    Raises StoreTrouble; BadInput where the tables are of another version.
    """
    must_be_current(database)
    return field_rows.figures(_cases(database), content)


def _cases(database: Database) -> Iterator[Case]:
    codes = database.counted_and_read()
    for at in range(0, len(codes), BATCH):
        for code, events in database.events(codes[at : at + BATCH]).items():
            yield fold(code, events)
