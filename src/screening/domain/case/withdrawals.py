"""Fold what the person took back, and whether they came back since, for each laptop by itself (CO8).

An agreement opens again only what its laptop knew of when that session began: what it wrote itself, or named before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screening.domain.events.catalogue import Recorded

KNEW = ("taken-back", "knew")
"""The note in which a laptop names, by their digests, the withdrawals of others that it knows of."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One time the person took it back. ``choice``: erase, or keep."""

    digest: str
    strand: str
    choice: str


@dataclass(frozen=True, slots=True)
class Coming:
    """One session of one laptop: the withdrawals that it knew of when it began, and what the person said in it."""

    knew: frozenset[str]
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def agreed(self) -> bool:
        """Whether the person's own yes stands: to talk and to notes, or a child's. A told duty is none."""
        return self.said.get("assent") == "yes" or self.said.get("talk") == self.said.get("notes") == "yes"


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """All of them, and each laptop's last session."""

    made: tuple[Withdrawal, ...] = ()
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By laptop, the withdrawals of others that it named."""
    coming: Mapping[str, Coming] = field(default_factory=dict)
    """By laptop, the session that it began last, none where that was the first or ended in a withdrawal."""
    opened: frozenset[str] = frozenset()
    """What an agreement opened that stood when its session ended."""

    @property
    def closed(self) -> tuple[Withdrawal, ...]:
        """The withdrawals after which nobody agreed anew."""
        agreed = (each.knew for each in self.coming.values() if each.agreed)
        opened = self.opened.union(*agreed)
        return tuple(each for each in self.made if each.digest not in opened)

    def asked_anew(self, strand: str = "") -> bool:
        """Return whether an agreement in this laptop's last session, or in any where "", opens all that is closed."""
        sessions = self.coming.values() if not strand else [each for each in (self.coming.get(strand),) if each]
        closed = {each.digest for each in self.closed}
        return any(closed <= each.knew for each in sessions)

    @property
    def went_on_elsewhere(self) -> bool:
        """Whether a laptop that did not know of it recorded an agreement in its last session: that opens nothing."""
        return any(each.agreed and not {it.digest for it in self.closed} <= each.knew for each in self.coming.values())

    def unnamed(self, strand: str) -> tuple[str, ...]:
        """Return what a laptop has to name before it begins a session that may open it: the digests."""
        known = self._known(strand)
        return tuple(each.digest for each in self.closed if each.digest not in known)

    def taken(self, recorded: Recorded, choice: str) -> Withdrawals:
        """Return the withdrawals with one more; the session in which the person takes it back opens nothing."""
        coming = {strand: each for strand, each in self.coming.items() if strand != recorded.strand}
        made = (*self.made, Withdrawal(recorded.digest, recorded.strand, choice))
        return replace(self, made=made, coming=coming)

    def resumed(self, strand: str) -> Withdrawals:
        """Return the withdrawals after a laptop began another session: what its last one opened stays open."""
        last = self.coming.get(strand)
        opened = self.opened | last.knew if last is not None and last.agreed else self.opened
        return replace(self, opened=opened, coming={**self.coming, strand: Coming(self._known(strand))})

    def said(self, strand: str, what: str, value: str) -> Withdrawals:
        """Return the withdrawals after a decision on ``what``: talk, notes, or assent, a child's own yes."""
        now = self.coming.get(strand)
        if now is None:
            return self
        return replace(self, coming={**self.coming, strand: replace(now, said={**now.said, what: value})})

    def noted(self, strand: str, digests: str) -> Withdrawals:
        """Return the withdrawals after a laptop named those that it knows of."""
        known = self.named.get(strand, frozenset()) | frozenset(digests.split())
        return replace(self, named={**self.named, strand: known})

    def _known(self, strand: str) -> frozenset[str]:
        own = frozenset(each.digest for each in self.made if each.strand == strand)
        return own | self.named.get(strand, frozenset())
