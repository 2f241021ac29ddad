"""What every kind of event is, and which of them only a vault's own strand holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeVar, dataclass_transform


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A frozen fact in the past tense, of a kind that this program knows."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class VaultEvent(KnownEvent):
    """One that only a vault's own strand holds. In a case, which others write to as well, it says nothing."""


Made = TypeVar("Made", bound=KnownEvent)


@dataclass_transform(frozen_default=True)
def event_of_kind(kind: str) -> Callable[[type[Made]], type[Made]]:
    """Make a class a frozen dataclass, whose events are stored under this kind."""

    def made(cls: type[Made]) -> type[Made]:
        cls.kind = kind
        return dataclass(frozen=True, slots=True)(cls)

    return made
