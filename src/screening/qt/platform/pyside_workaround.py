"""Keeps PySide from reading the source of every module that is imported after it.

It searches each for its own name, to know whether the switches of ``__feature__`` (other spellings of Qt's names) could
concern it. This program uses none of them, and the texts of five hundred files would stay in memory.
"""

from __future__ import annotations

import linecache
import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401  # the search begins with it


def _uses_no_switches(_module: ModuleType) -> bool:
    return False


def read_no_sources() -> None:
    """Do so from here on. A PySide that does it some other way is left as it is."""
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_no_switches  # type: ignore[union-attr]
        linecache.clearcache()


read_no_sources()
