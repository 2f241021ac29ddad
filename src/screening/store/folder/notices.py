"""What an officer is told about a vault that opened all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Notice:
    """``code`` names the sentence (``notice.<code>`` in ``locales/en/errors.toml``), ``details`` fill its fields."""

    code: str
    details: Mapping[str, str | int] = field(default_factory=dict)
