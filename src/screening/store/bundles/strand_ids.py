"""The names of strands: made from the key that signs them, so that nobody else's name can be taken or given away.

A name of today is six random signs and a digest of them with the signing key (90 bits). Names of earlier programs are
twelve random signs that say nothing; those go on, and whose key such a one was first seen under is kept.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from screening.store.bundles.manifest import Head

DRAWN = 6
LENGTH = 24
_COVERS = b"screening strand 1\x00"


def strand_name(signing: str) -> str:
    """Return a new name for what the laptop with this signing key writes; never the same again, as after each
    restoring.
    """
    drawn = base64.b32encode(secrets.token_bytes(5)).decode()[:DRAWN]
    return drawn + _bound(drawn, signing)


def names_writer(strand: str) -> bool:
    """Return whether a name is made from its writer's key."""
    return len(strand) == LENGTH


def written_by(strand: str, signing: str) -> bool:
    """Return whether the name is made from this key."""
    return names_writer(strand) and strand[DRAWN:] == _bound(strand[:DRAWN], signing)


def _bound(drawn: str, signing: str) -> str:
    covered = hashlib.sha256(_COVERS + drawn.encode() + signing.encode()).digest()
    return base64.b32encode(covered).decode()[: LENGTH - DRAWN]


@dataclass(frozen=True, slots=True)
class Writers:
    """Whom a receiver knows. ``sender`` made the bundle; all are signing keys."""

    sender: str
    believed: frozenset[str]
    """Of those whose cards are checked."""
    known: frozenset[str]
    """Of every card that was ever here."""
    dropped: Callable[[str], bool]
    """Whether a key counts no more, so that its writer may go on with another."""

    def may_write(self, head: Head, *, pinned: str, here: bool) -> bool:
        """Return whether a strand may be what a head says: only by its own writer's hand, as far as the writer is
        known.

        ``pinned`` is the key that it was first seen under, ``here`` whether the case holds some of it already.
        """
        if names_writer(head.strand):
            if head.signing:
                return written_by(head.strand, head.signing)
            # Its writer's signature was lost with a disk: the sender answers for a stranger's, and for one who has
            # other keys by now, but not for somebody who signs for themselves.
            owner = self._owner(head.strand, (pinned, *self.known))
            return not owner or self.dropped(owner)
        if not pinned or head.signing == pinned:
            return True
        # A name that says nothing may have been given away by whoever used it first: somebody whose card is checked
        # and who signs for themselves is believed before a key that nobody knows.
        unknown = pinned not in self.believed and not here
        return head.signing == self.sender and (unknown or self.dropped(pinned))

    def wrote_taken_out(self, head: Head, pinned: str) -> bool:
        """Return whether the writer of a strand is known, and their card was taken out."""
        return self.dropped(head.signing or self._owner(head.strand, self.known) or pinned)

    def _owner(self, strand: str, keys: Iterable[str]) -> str:
        return next((key for key in keys if key and written_by(strand, key)), "")
