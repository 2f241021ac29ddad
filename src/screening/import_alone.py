"""Importing a library without what it takes along and nothing here needs from it."""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


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


def import_alone(package: str, name: str) -> ModuleType:
    """Return a module of a package, read without the package itself: for one that needs nothing of what stands around
    it. Raises ImportError for no such package, OSError for no such module.
    """
    around = find_spec(package)
    if around is None or around.origin is None:
        raise ImportError(f"no package {package}")
    spec = spec_from_file_location(name, Path(around.origin).with_name(f"{name}.py"))
    if spec is None or spec.loader is None:
        raise ImportError(f"no module {name}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
