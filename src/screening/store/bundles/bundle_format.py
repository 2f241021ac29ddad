"""A bundle: cases in one file, signed by the laptop that made it, then encrypted to those whom it is for.

Inside the age encryption stand ``SCRNBND1``, the length of the manifest, the manifest (JSON), an Ed25519 signature over
it, and the packed strands: zlib over one line of JSON a strand. The manifest names sender, recipients, the digest of
the packed strands and the head of every strand, so whatever is cut, edited, swapped or addressed anew does not fit.
Nothing of a bundle is ever a file name, and nothing is unpacked to disk.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from screening import bounded_process
from screening.domain.events.catalogue import VAULT_KINDS
from screening.domain.events.contacts import ContactCard
from screening.domain.events.hash_chain import LogHead, canonical
from screening.domain.events.timestamps import moment
from screening.errors import BadInput
from screening.store.bundles.manifest import (
    LARGEST_UNPACKED,
    Head,
    Manifest,
    count_of,
    manifest_json,
    read_manifest,
    text_of,
    time_of,
)
from screening.store.bundles.own_keys import OwnKeys, signature_holds
from screening.store.crypto.age import BEGINS, MOST_RECIPIENTS, age, must_be_bounded
from screening.store.database.rows import LONGEST, Row, chained, in_strand

MAGIC = b"SCRNBND1"
LENGTH = struct.Struct("<I")
SIGNATURE = 64
LARGEST = 256 << 20
"""Bytes of a bundle's file."""
LARGEST_MANIFEST = 8 << 20
LARGEST_LINE = 64 << 20
LONGEST_BY = 1000
"""Signs of an officer's name."""
LAMPORT_MARGIN = 1 << 20
"""How far a Lamport counter may be ahead of the number of a case's events: as many may have been lost with a disk."""
CHUNK = 1 << 20
SECONDS_PER_MEGABYTE = 8
"""Of computing time for a bundle by somebody who is believed: some thirty times what the strands of a team take."""
Strand = tuple[Head, tuple[Row, ...]]
"""How far a strand goes, and all of its rows."""
_SIGNS_MANIFEST = b"screening bundle 1\x00"
_KIND = re.compile(r"[a-z][a-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened bundle whose signature and digests hold. ``digest`` is that of the file."""

    manifest: Manifest
    digest: str
    packed: bytes

    def __repr__(self) -> str:
        return f"Bundle({self.manifest.bundle!r})"

    def strands(self) -> Iterator[Strand]:
        """Return each head with the rows of its whole strand, which end there. Raises BadInput("bundle-damaged")."""
        heads, counters = iter(self.manifest.heads), highest_counters(self.manifest.heads)
        events = 0
        for line in _lines(self.packed, self.manifest.unpacked):
            head = next(heads, None)
            if head is None:
                raise BadInput("bundle-damaged")
            rows = _rows(line, head, counters[head.case])
            events += len(rows)
            yield head, rows
        if next(heads, None) is not None or events != self.manifest.events:
            raise BadInput("bundle-damaged")


def highest_counters(heads: Iterable[Head]) -> Mapping[str, int]:
    """Return the highest Lamport counter that an event of each case may have, when its strands are these.

    A counter goes up by one with each event, so it is never ahead of their number but for events that were lost. A
    far higher one would leave no numbers for what follows.
    """
    events: dict[str, int] = {}
    for head in heads:
        events[head.case] = events.get(head.case, 0) + head.seq
    return {case: count + LAMPORT_MARGIN for case, count in events.items()}


def make(
    keys: OwnKeys,
    sender: ContactCard,
    recipients: Iterable[str],
    strands: Iterable[tuple[Head, Iterable[Row]]],
    *,
    made_at: str,
    purpose: str = "",
    log: Callable[[str], LogHead] | None = None,
    erased: Iterable[str] = (),
    grounds: Mapping[str, str] | None = None,
    duty: str = "",
) -> tuple[Manifest, bytes]:
    """Return the manifest and the bytes of the file. ``recipients`` are age recipients; each strand is whole.

    ``grounds`` says of each case why it may leave, and ``duty`` is the duty in law that some go by.
    ``log`` is asked with the bundle's number for the head of the sender's log once all strands will do.

    Raises BadInput for what ``read`` would refuse: ``bundle-too-large``, ``bundle-unsound`` for a case with an event
    whose body cannot be read or was changed, and ``bundle-not-sendable`` for one that no bundle may hold.
    """
    to = tuple(recipients)
    if len(to) > MOST_RECIPIENTS:
        raise BadInput("bundle-too-many", most=MOST_RECIPIENTS)
    packer, summed, packed = zlib.compressobj(9), hashlib.sha256(), bytearray()
    heads: list[Head] = []
    reached: dict[str, int] = {}
    events = unpacked = 0
    for head, rows in strands:
        listed = in_strand(_may_leave(row) for row in rows)
        if len(listed) != head.seq:
            raise BadInput("bundle-unsound", case=head.case)
        reached[head.case] = max(reached.get(head.case, 0), *(each[0] for each in listed))
        line = canonical([head.case, head.strand, listed]) + b"\n"
        heads.append(head)
        events, unpacked = events + len(listed), unpacked + len(line)
        if len(line) > LARGEST_LINE or unpacked > LARGEST_UNPACKED:
            raise BadInput("bundle-too-large")
        packed += packer.compress(line)
    highest = highest_counters(heads)
    if beyond := [case for case, lamport in reached.items() if lamport > highest[case]]:
        raise BadInput("bundle-not-sendable", case=beyond[0])
    packed += packer.flush()
    summed.update(packed)
    number = secrets.token_hex(16)
    bundle = Manifest(
        number, made_at, purpose, sender, to, events, summed.hexdigest(), unpacked, tuple(heads),
        log(number) if log is not None else None, tuple(sorted(set(erased))),
        tuple(sorted((grounds or {}).items())), duty,
    )  # fmt: skip
    told_of_itself = canonical(manifest_json(bundle))
    signature = keys.sign(_SIGNS_MANIFEST + told_of_itself)
    plain = b"".join((MAGIC, LENGTH.pack(len(told_of_itself)), told_of_itself, signature, packed))
    data = bytes(age().encrypt(plain, [age().x25519.Recipient.from_str(each) for each in to]))
    if len(data) > LARGEST or len(told_of_itself) > LARGEST_MANIFEST:
        raise BadInput("bundle-too-large")
    return bundle, data


def _may_leave(row: Row) -> Row:
    it = row.link
    if not row.sound():
        raise BadInput("bundle-unsound", case=it.case)
    if not _may_travel(it.by, it.kind) or moment(it.at) is None:
        raise BadInput("bundle-not-sendable", case=it.case)
    return row


def _may_travel(by: str, kind: str) -> bool:
    """Whether an entry by this officer and of this kind may stand in a case that travels."""
    return len(by) <= LONGEST_BY and bool(_KIND.fullmatch(kind)) and kind not in VAULT_KINDS


def looked_through(data: bytes, identity: str, believed: str) -> bytes:
    """Return what stands in a sound bundle by one of the numbers ``believed``, looked through to its last row.

    For a process that works within bounds. Raises what ``read`` and ``Bundle.strands`` raise, and
    BadInput("bundle-unknown-sender").
    """
    bundle = read(data, identity)
    if bundle.manifest.sender.number not in json.loads(believed):
        raise BadInput("bundle-unknown-sender")
    for _ in bundle.strands():
        pass
    return bounded_process.framed([canonical(manifest_json(bundle.manifest)), bundle.digest.encode(), bundle.packed])


def must_begin(data: bytes) -> None:
    """Check the first bytes: raise BadInput ``bundle-not-one``, or ``bundle-damaged`` where they ask for too much."""
    if not data.startswith(BEGINS):
        raise BadInput("bundle-not-one")
    must_be_bounded(data, "bundle-damaged")


def read_apart(data: bytes, identity: str, believed: Iterable[str]) -> Bundle:
    """Return what ``read`` returns, but all that the file asks for is done in a process with bounds.

    Raises what ``read`` and ``Bundle.strands`` raise, and BadInput ``bundle-unknown-sender`` and ``file-too-costly``.
    """
    if len(data) > LARGEST:
        raise BadInput("bundle-too-large")
    must_begin(data)
    made = bounded_process.run(
        f"{__name__}:looked_through", data, identity, json.dumps(sorted(believed)),
        memory=bounded_process.MEMORY + 8 * len(data),
        seconds=bounded_process.SECONDS + SECONDS_PER_MEGABYTE * (len(data) >> 20),
    )  # fmt: skip
    manifest, digest, packed = bounded_process.parts_of(made)
    return Bundle(read_manifest(manifest), digest.decode(), packed)


def read(data: bytes, identity: str) -> Bundle:
    """Return the bundle in a file's bytes. Writes nothing anywhere.

    Whether the sender is known is for the caller. Raises BadInput: ``bundle-too-large``, ``bundle-not-one``,
    ``bundle-not-for-you``, ``bundle-damaged`` or ``bundle-newer``.
    """
    if len(data) > LARGEST:
        raise BadInput("bundle-too-large")
    own = age().x25519.Identity.from_str(identity)
    must_begin(data)
    try:
        plain = bytes(age().decrypt(data, [own]))
    except age().DecryptError as trouble:
        # The library's only mark of a file for somebody else is its sentence; any other is damage.
        code = "bundle-not-for-you" if "No matching keys" in str(trouble) else "bundle-damaged"
        raise BadInput(code) from None
    return _inside(plain, data, identity)


def _inside(plain: bytes, data: bytes, identity: str) -> Bundle:
    own = age().x25519.Identity.from_str(identity)
    if plain[:7] != MAGIC[:7]:
        raise BadInput("bundle-not-one")
    if plain[:8] != MAGIC:
        raise BadInput("bundle-newer")
    try:
        (length,) = LENGTH.unpack_from(plain, 8)
    except struct.error:
        raise BadInput("bundle-damaged") from None
    start = 8 + LENGTH.size
    if length > LARGEST_MANIFEST:
        raise BadInput("bundle-damaged")
    signed, signature = plain[start : start + length], plain[start + length : start + length + SIGNATURE]
    manifest = read_manifest(signed)
    if not signature_holds(manifest.sender.signing, _SIGNS_MANIFEST + signed, signature.hex()):
        raise BadInput("bundle-damaged")
    if str(own.to_public()) not in manifest.recipients:
        raise BadInput("bundle-readdressed")
    packed = plain[start + length + SIGNATURE :]
    if hashlib.sha256(packed).hexdigest() != manifest.packed:
        raise BadInput("bundle-damaged")
    return Bundle(manifest, hashlib.sha256(data).hexdigest(), packed)


def _lines(packed: bytes, unpacked: int) -> Iterator[bytes]:
    """The lines of the packed strands, never more bytes than the manifest says, a piece at a time."""
    unpacker, given = zlib.decompressobj(), memoryview(packed)
    rest, at, held, total = b"", 0, bytearray(), 0
    while True:
        if not rest:
            rest, at = bytes(given[at : at + CHUNK]), at + CHUNK
        try:
            piece = unpacker.decompress(rest, CHUNK)
        except zlib.error:
            raise BadInput("bundle-damaged") from None
        rest = unpacker.unconsumed_tail
        total += len(piece)
        held += piece
        if total > unpacked or len(held) > LARGEST_LINE + CHUNK:
            raise BadInput("bundle-damaged")
        if b"\n" in piece:
            *lines, left = bytes(held).split(b"\n")
            yield from lines
            held = bytearray(left)
        if unpacker.eof or (not piece and not rest and at >= len(given)):
            break
    if held or not unpacker.eof or unpacker.unused_data or rest or at < len(given) or total != unpacked:
        raise BadInput("bundle-damaged")


def _rows(line: bytes, head: Head, highest: int) -> tuple[Row, ...]:
    """The strand's rows, chained anew, when they end in ``head``. Raises BadInput("bundle-damaged")."""
    try:
        case, strand, listed = json.loads(line)
        if (case, strand) != (head.case, head.strand) or len(listed) != head.seq:
            raise ValueError
        for each in listed:
            _must_be_row(each)
        rows = chained(case, strand, listed)
        counters = [0, *(row.link.lamport for row in rows)]
        rising = all(before < after for before, after in pairwise(counters))
        if not rising or counters[-1] > highest or rows[-1].link.digest != head.digest:
            raise ValueError
    except (ValueError, TypeError, RecursionError):
        raise BadInput("bundle-damaged") from None
    return rows


def _must_be_row(each: Any) -> None:
    """Raise ValueError or TypeError for a row that no bundle may hold."""
    lamport, at, by, kind, salt, body = each
    text = text_of(body).encode()
    if len(bytes.fromhex(text_of(salt))) != 16 or len(text) > LONGEST or canonical(json.loads(body)) != text:
        raise ValueError
    if text[:1] != b"{" or count_of(lamport) < 1 or not _may_travel(text_of(by), text_of(kind)):
        raise ValueError
    time_of(at)
