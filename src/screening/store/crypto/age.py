"""The door to age (``pyrage``), loaded with the first bundle, key or locked file: 1.4 MB that a talk does not need."""

from __future__ import annotations

import functools
from typing import Any


@functools.cache
def age() -> Any:
    """Return the library."""
    import pyrage

    return pyrage
