"""Which content packs a record uses, after its own log: each was signed by somebody whom the record believed then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from screening.domain.events.catalogue import Recorded
from screening.domain.events.exchange import ContentPutIn, ContentRolledBack

DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PacksOfRecord:
    """What the log says. ``put_in`` is every pack that ever was, oldest first: their editions stay readable."""

    put_in: tuple[ContentPutIn, ...] = ()
    standing: tuple[str, ...] = ()
    """The packs that were not rolled back, oldest first: the last is in use."""
    editions: Mapping[str, str] = field(default_factory=dict)
    """The edition's id to the digest it had when it came. The first that came stays."""

    @property
    def in_use(self) -> str:
        """The pack in use; "" where it is the program's own content."""
        return self.standing[-1] if self.standing else ""

    def of(self, pack: str) -> ContentPutIn | None:
        """Return the newest entry that put this pack in."""
        return next((each for each in reversed(self.put_in) if each.pack == pack), None)


def packs_of(vault_events: Iterable[Recorded]) -> PacksOfRecord:
    """Return the packs of a record from its own entries, in their order."""
    put_in: list[ContentPutIn] = []
    standing: list[str] = []
    editions: dict[str, str] = {}
    for each in vault_events:
        match each.event:
            case ContentPutIn(pack=pack) as event if DIGEST.fullmatch(pack):
                put_in = [*(old for old in put_in if old.pack != pack), event]
                standing = [*(old for old in standing if old != pack), pack]
                for entry in event.editions:
                    edition, _, digest = entry.partition("=")
                    editions.setdefault(edition, digest)
            case ContentRolledBack(pack=pack):
                standing = [old for old in standing if old != pack]
            case _:
                pass
    return PacksOfRecord(tuple(put_in), tuple(standing), editions)
