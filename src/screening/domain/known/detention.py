"""Say whether somebody was met where people are held while trafficking is open."""

from __future__ import annotations

from collections.abc import Collection

DETENTION = "detention"
"""The setting of every place in which people are locked up: a lock-up, a depot, a prison."""
OPEN_PATHS = frozenset({"formal_identification", "second_interview", "not_enough_asked", "child_protection"})
"""Paths on which trafficking is not settled: a decision, another talk or more questions are still to come. The second
interview is proposed wherever the range of a strength covers the threshold of the edition."""


def is_open(place: str, paths: Collection[str]) -> bool:
    """Return whether it is asked first that nobody removes or charges them: met where people are held, unsettled."""
    return place == DETENTION and not OPEN_PATHS.isdisjoint(paths)
