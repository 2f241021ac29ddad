"""Importing a library without another that it takes along where it finds it and that nothing here needs from it."""

from __future__ import annotations

import importlib
import sys


def import_without(name: str, left_out: str) -> None:
    """Import ``name`` as on a machine that has no ``left_out``. Whoever needs that one still imports it afterwards."""
    if left_out in sys.modules:
        importlib.import_module(name)
        return
    sys.modules[left_out] = None  # type: ignore[assignment]
    try:
        importlib.import_module(name)
    finally:
        del sys.modules[left_out]
