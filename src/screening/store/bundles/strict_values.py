"""The values of a bundle's JSON, each of the one kind that it may be; anything else is a ValueError."""

from __future__ import annotations

import re
from typing import Any

from screening.domain.events.timestamps import moment

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def text_of(value: Any, form: re.Pattern[str] | None = None) -> str:
    """Return a text, written in the whole as ``form`` says. Raises ValueError."""
    if not isinstance(value, str) or (form is not None and not form.fullmatch(value)):
        raise ValueError
    return value


def time_of(value: Any) -> str:
    """Return a moment that there is, in UTC with seconds. Raises ValueError."""
    if moment(text_of(value, _TIME)) is None:
        raise ValueError
    return str(value)


def list_of(value: Any) -> list[Any]:
    """Return a list. Raises ValueError."""
    if not isinstance(value, list):
        raise ValueError
    return value


def count_of(value: Any) -> int:
    """Return a whole number that is not below zero. Raises ValueError."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value
