"""Decide what of a strand joins a record, on a laptop and at headquarters: which rows are new, who may write them, and
whose word counts.

Whoever got a case by a bundle holds entries of it, and sends them back with their own: whole cases travel. The digest
of an entry covers random bytes that stand nowhere else, so nobody has one that did not get it in one. A strand whose
sender shows none of the entries that are here is from somebody who never had this case, however its code came to them,
and is kept apart: it adds no consent, no withdrawal and no answer until a person decides.

The name of a strand is six random signs and a digest of them with the key that signs it (90 bits), so that nobody
else's name can be taken or given away. Names of earlier programs are twelve random signs that say nothing; those go
on, and whose key such a one was first seen under is kept.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from screening.errors import BadInput
from screening.store.bundles.manifest import Head
from screening.store.database.rows import Row

DRAWN = 6
LENGTH = 24
_COVERS = b"screening strand 1\x00"


def strand_name(signing: str) -> str:
    """Return a new name for what the laptop with this signing key writes, another one each time."""
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


def new_rows(rows: tuple[Row, ...], reach: tuple[int, int], digest_at: Callable[[int], str | None]) -> tuple[Row, ...]:
    """Return the rows of one strand that are not here.

    ``reach`` is how many rows of the strand are here and the number of the last; ``digest_at`` the digest of one by its
    number. Raises BadInput("bundle-contradicts") when one that is here is another.
    """
    case, _, first = rows[0].place
    count, last = reach
    here = min(last, rows[-1].link.seq) - first + 1
    if count == last:
        # Links cover all links before them: where the last ones are the same, so are all the others.
        if here > 0 and digest_at(first + here - 1) != rows[here - 1].link.digest:
            raise BadInput("bundle-contradicts", case=case)
        return rows[max(0, here) :]
    new = []
    for row in rows:
        known = digest_at(row.link.seq)
        if known is None:
            new.append(row)
        elif known != row.link.digest:
            raise BadInput("bundle-contradicts", case=case)
    return tuple(new)


def joins(head: Head, *, strand_here: bool, case_here: bool, shown: bool) -> bool:
    """Return whether a strand joins its case; else it is kept apart.

    ``strand_here``: entries of it count here already; ``case_here``: the case has any; ``shown``: its bundle holds some
    of them. The first that comes of a case is the case, whoever brings it. Raises BadInput("bundle-not-theirs") for one
    to be kept apart whose name was made from another key than the one that signed it.
    """
    if strand_here or not case_here or shown:
        return True
    if head.signing and names_writer(head.strand) and not written_by(head.strand, head.signing):
        raise BadInput("bundle-not-theirs", case=head.case)
    return False
