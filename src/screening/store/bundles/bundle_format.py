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
from dataclasses import dataclass, replace
from typing import Any

from screening import bounded_process
from screening.domain.events.catalogue import VAULT_KINDS
from screening.domain.events.contacts import Card
from screening.domain.events.hash_chain import START, LogHead, canonical, link
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
from screening.store.bundles.pieces import Piece, in_pieces, read_piece
from screening.store.crypto.age import BEGINS, MOST_RECIPIENTS, age, must_be_bounded
from screening.store.database.rows import LONGEST, Row

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
LISTED = 2000
"""How many strands stand in one list of what is told of a bundle."""
SECONDS_PER_MEGABYTE = 8
"""Of computing time for a bundle by somebody who is believed: some thirty times what the strands of a team take."""
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

    def strands(self) -> Iterator[tuple[Head, tuple[Row, ...]]]:
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

    def pieces(self) -> Iterator[Piece]:
        """Return the strands in pieces. Raises what ``strands`` raises."""
        return in_pieces(self.strands())

    def firsts(self) -> Iterator[tuple[str, str]]:
        """Return the case and the digest of the first row of every strand. Raises what ``strands`` raises."""
        return ((head.case, rows[0].link.digest) for head, rows in self.strands())


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that another process opened and looked through: all of it held, and its sender is believed.

    ``manifest`` is without heads: they stand in the pieces.
    """

    manifest: Manifest
    digest: str
    listed: tuple[bytes, ...]
    packed: tuple[bytes, ...]

    def __repr__(self) -> str:
        return f"Opened({self.manifest.bundle!r})"

    def pieces(self) -> Iterator[Piece]:
        """Return the strands in pieces, each chained anew; that they follow each other is for whoever reads them."""
        return map(read_piece, self.packed)

    def firsts(self) -> Iterator[tuple[str, str]]:
        """Return the case and the digest of the first row of every strand."""
        return ((case, digest) for each in self.listed for case, digest in json.loads(each))


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
    sender: Card,
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
        listed = [_row_json(row) for row in rows]
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


def _row_json(row: Row) -> list[Any]:
    it = row.link
    if not row.sound():
        raise BadInput("bundle-unsound", case=it.case)
    if not _may_travel(it.by, it.kind) or moment(it.at) is None:
        raise BadInput("bundle-not-sendable", case=it.case)
    return [it.lamport, it.at, it.by, it.kind, row.salt.hex(), row.body]


def _may_travel(by: str, kind: str) -> bool:
    """Whether an entry by this officer and of this kind may stand in a case that travels."""
    return len(by) <= LONGEST_BY and bool(_KIND.fullmatch(kind)) and kind not in VAULT_KINDS


def looked_through(data: bytes, identity: str, believed: str) -> bytes:
    """Return what stands in a sound bundle by one of the numbers ``believed``, looked through to its last row.

    For a process that works within bounds: what comes back is a manifest without heads, and lists and pieces of a
    bounded length. Raises what ``read`` and ``Bundle.strands`` raise, and BadInput("bundle-unknown-sender").
    """
    bundle = read(data, identity)
    if bundle.manifest.sender.number not in json.loads(believed):
        raise BadInput("bundle-unknown-sender")
    pieces: list[bytes] = []
    lists: list[list[tuple[str, str]]] = [[]]
    for piece in bundle.pieces():
        pieces.append(piece.written())
        if piece.first == 1:
            lists[-1].append((piece.head.case, piece.rows[0].link.digest))
        if len(lists[-1]) == LISTED:
            lists.append([])
    head = {**manifest_json(replace(bundle.manifest, heads=())), "digest": bundle.digest, "lists": len(lists)}
    return bounded_process.framed([json.dumps(head).encode(), *(json.dumps(each).encode() for each in lists), *pieces])


def must_begin(data: bytes) -> None:
    """Check the first bytes: raise BadInput ``bundle-not-one``, or ``bundle-damaged`` where they ask for too much."""
    if not data.startswith(BEGINS):
        raise BadInput("bundle-not-one")
    must_be_bounded(data, "bundle-damaged")


def read_apart(data: bytes, identity: str, believed: Iterable[str]) -> Opened:
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
    parts = bounded_process.parts_of(made)
    head: dict[str, Any] = json.loads(parts[0])
    digest, lists = head.pop("digest"), head.pop("lists")
    return Opened(read_manifest(canonical(head)), digest, tuple(parts[1 : 1 + lists]), tuple(parts[1 + lists :]))


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
        rows: list[Row] = []
        prev, lamport = START, 0
        for seq, each in enumerate(listed, start=1):
            row = _row(each, head, seq, prev)
            if not lamport < row.link.lamport <= highest:
                raise ValueError
            prev, lamport = row.link.digest, row.link.lamport
            rows.append(row)
        if prev != head.digest:
            raise ValueError
    except (ValueError, TypeError, RecursionError):
        raise BadInput("bundle-damaged") from None
    return tuple(rows)


def _row(each: Any, head: Head, seq: int, prev: str) -> Row:
    lamport, at, by, kind, salt_hex, body = each
    salt = bytes.fromhex(text_of(salt_hex))
    text = text_of(body).encode()
    if len(salt) != 16 or len(text) > LONGEST or canonical(json.loads(body)) != text or text[:1] != b"{":
        raise ValueError
    covered = hashlib.sha256(salt + text).hexdigest()
    if count_of(lamport) < 1 or not _may_travel(text_of(by), text_of(kind)):
        raise ValueError
    linked = link(
        strand=head.strand, case=head.case, seq=seq, lamport=lamport, at=time_of(at), by=by,
        kind=kind, body=covered, prev=prev,
    )  # fmt: skip
    return Row(linked, salt, body)
