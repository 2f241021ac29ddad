"""Ids that are worked out of what they stand for: the same again is the same, on any laptop and at any time."""

from __future__ import annotations

import uuid

_SPACE = uuid.UUID("6b1d1c3e-5f2b-5e0a-9f43-0d6a2f6f7a10")


def stable_id(named: str) -> str:
    """Return the UUID, version 5, of a name."""
    return str(uuid.uuid5(_SPACE, named))
