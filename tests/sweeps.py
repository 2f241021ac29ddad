"""Long tables: some rows are tested each time, spread over the table, and the others by ``.ci/run`` (``-m sweep``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def some_of(values: Iterable[Any], every: int) -> list[Any]:
    """The values, of which the first and each ``every``-th after it are tested each time."""
    values = list(values)
    kept = values[::every]
    return where(values, lambda value: any(value is each for each in kept))


def where(values: Iterable[Any], each_time: Callable[[Any], object]) -> list[Any]:
    """The values, of which those that ``each_time`` holds for are tested each time."""
    return [value if each_time(value) else pytest.param(value, marks=pytest.mark.sweep) for value in values]
