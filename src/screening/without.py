"""Importing a library without another that it takes along and that nothing here needs from it."""

from __future__ import annotations

import importlib
import sys


def import_without(name: str, left_out: str) -> None:
    """Import ``name`` as on a machine that has no ``left_out``. Whoever needs that one still imports it afterwards."""
    stands = left_out in sys.modules
    if not stands:
        sys.modules[left_out] = None  # type: ignore[assignment]
    try:
        importlib.import_module(name)
    finally:
        if not stands:
            del sys.modules[left_out]
