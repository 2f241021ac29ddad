"""The hash chain: one strand per laptop and case, so that nothing is changed, dropped or swapped unnoticed.

A link covers the digest of the event's body, not the body itself, so a lawfully emptied event still verifies.
The body is digested with a random salt that is erased with it; without the salt, "yes" and "no" would be guessable.
A chain alone cannot stop someone who holds the key: its head must leave the machine (printed on the form).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64
"""What the first link of a strand names as its previous digest."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One event's place in its strand. All digests are lower-case SHA-256 hex."""

    strand: str
    case: str
    seq: int
    lamport: int
    at: str
    by: str
    kind: str
    body: str
    prev: str
    digest: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a strand does not hold: which link and in what way."""

    strand: str
    case: str
    seq: int
    fault: str
    """``edited`` (the body differs), ``relinked`` (the link differs), ``missing``, ``swapped`` or ``inserted``."""


def body_digest(salt: bytes, body: Mapping[str, Any]) -> str:
    """Return the digest of an event's JSON body under its salt."""
    return hashlib.sha256(salt + canonical(body)).hexdigest()


# One encoder for all: each call of json.dumps would make its own.
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> bytes:
    """Return one spelling for one JSON value: sorted keys, no spaces, UTF-8."""
    return _ENCODER.encode(value).encode()


def link(
    *, strand: str, case: str, seq: int, lamport: int, at: str, by: str, kind: str, body: str, prev: str
) -> ChainLink:
    """Return the link for an event whose body digest is ``body``, after the link whose digest is ``prev``."""
    digest = link_digest(strand, case, seq, lamport, at, by, kind, body, prev)
    return ChainLink(strand, case, seq, lamport, at, by, kind, body, prev, digest)


def link_digest(
    strand: str, case: str, seq: int, lamport: int, at: str, by: str, kind: str, body: str, prev: str
) -> str:
    """Return the digest of a link from its other fields, in their canonical spelling as a list."""
    spelled = f'["{strand}","{case}",{seq},{lamport},"{at}","{by}","{kind}","{body}","{prev}"]'
    if not spelled.isprintable() or "\\" in spelled or spelled.count('"') != 14:  # something in it is to be escaped
        return hashlib.sha256(canonical([strand, case, seq, lamport, at, by, kind, body, prev])).hexdigest()
    return hashlib.sha256(spelled.encode()).hexdigest()


CLEARED = ("", "", "", "")
"""What time, author, kind and body digest of a lawfully cleared entry are: its digest cannot be made again."""


def first_break(links: Iterable[ChainLink], cleared: Container[tuple[str, int]] = ()) -> Break | None:
    """Return the first fault in one strand of one case, its links in stored order; None when it holds.

    ``cleared`` are the entries, strand and number, of which lawfully only the digests stay. The link that follows one
    covers its digest, so it still can be neither changed nor taken away.
    """
    prev, expected = START, 1
    for each in links:
        if each.seq != expected:
            fault = "missing" if each.seq > expected else "inserted"
            return Break(each.strand, each.case, expected if fault == "missing" else each.seq, fault)
        lawful = (each.at, each.by, each.kind, each.body) == CLEARED and (each.strand, each.seq) in cleared
        again = each.digest if lawful else link_digest(
            each.strand, each.case, each.seq, each.lamport, each.at, each.by, each.kind, each.body, each.prev
        )  # fmt: skip
        if again != each.digest:
            return Break(each.strand, each.case, each.seq, "relinked")
        if each.prev != prev:
            return Break(each.strand, each.case, each.seq, "swapped")
        prev, expected = each.digest, expected + 1
    return None


@dataclass(frozen=True, slots=True)
class LogHead:
    """How far a record's own log goes, as it leaves the laptop on papers and in bundles: a count and a digest."""

    entries: int
    fingerprint: str


def fingerprint(digests: Iterable[str]) -> str:
    """Return the printed head: 120 bits of all strand heads together, in six groups of four base32 signs."""
    joined = hashlib.sha256("".join(sorted(digests)).encode()).digest()
    signs = base64.b32encode(joined[:15]).decode()
    return " ".join(signs[i : i + 4] for i in range(0, len(signs), 4))
