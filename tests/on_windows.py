"""What Windows' own Python is not asked, with the reason that ``tests/windows.toml`` gives."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS: dict[str, str] = tomllib.loads(Path(__file__).with_name("windows.toml").read_text("utf-8"))["cannot_run"]


def reason(test: str) -> str:
    """Why a test is not asked there, by its whole name, its name without its row, or its file; "" where it is."""
    return ROWS.get(test) or ROWS.get(test.partition("[")[0]) or ROWS.get(test.partition("::")[0], "")


def left_out(path: Path) -> bool:
    """Whether a whole file is not read on Windows."""
    return sys.platform == "win32" and path.relative_to(ROOT).as_posix() in ROWS


def mark(items: Iterable[pytest.Item]) -> None:
    """Skip on Windows what cannot be asked there."""
    if sys.platform == "win32":
        for item in items:
            if why := reason(item.nodeid):
                item.add_marker(pytest.mark.skip(reason=why))
