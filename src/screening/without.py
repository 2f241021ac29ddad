"""Importing a library without others that it takes along and that nothing here needs from it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from types import ModuleType


class _Nothing(ModuleType):
    """Stands where a module is imported whatever happens: it has every name, and nothing behind it."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


def import_without(name: str, left_out: str, never_used: Iterable[str] = ()) -> None:
    """Import ``name`` as on a machine that has no ``left_out``. Whoever needs that one still imports it afterwards.

    ``never_used`` are modules that it cannot be imported without, for parts that this program does not call: empty ones
    stand in for those that are not loaded yet. Whoever needs one of them imports it afterwards, too.
    """
    standing: dict[str, ModuleType | None] = {each: _Nothing(each) for each in never_used}
    standing = {each: module for each, module in (standing | {left_out: None}).items() if each not in sys.modules}
    sys.modules.update(standing)  # type: ignore[arg-type]
    try:
        importlib.import_module(name)
    finally:
        for each in standing:
            del sys.modules[each]
