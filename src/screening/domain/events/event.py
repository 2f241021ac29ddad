"""What every kind of event is, and which of them only a vault's own strand holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A frozen fact in the past tense, of a kind that this program knows."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class VaultEvent(KnownEvent):
    """One that only a vault's own strand holds. In a case, which others write to as well, it says nothing."""
