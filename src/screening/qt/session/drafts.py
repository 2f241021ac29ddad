"""The names of half-typed texts."""

from __future__ import annotations


def draft_of(field: str, session: int) -> str:
    """The name of half-typed text of a session: a later one never goes on with what was typed in one before."""
    return field if session == 1 else f"{field}:{session}"
