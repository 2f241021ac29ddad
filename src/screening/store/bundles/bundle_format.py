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
from dataclasses import asdict, dataclass
from typing import Any

import nacl.exceptions
import nacl.signing
import pyrage

from screening import limited
from screening.domain.events.case_codes import is_code
from screening.domain.events.catalogue import VAULT_KINDS
from screening.domain.events.contacts import Card, parse_card, sound_card
from screening.domain.events.hash_chain import START, LogHead, canonical, link
from screening.domain.events.timestamps import moment
from screening.errors import BadInput, StoreTrouble
from screening.store.crypto.age_header import BEGINS, MOST_RECIPIENTS, must_be_bounded
from screening.store.crypto.passphrase import normal
from screening.store.database.rows import LONGEST, Row

MAGIC = b"SCRNBND1"
LENGTH = struct.Struct("<I")
SIGNATURE = 64
LARGEST = 256 << 20
"""Bytes of a bundle's file."""
LARGEST_MANIFEST = 8 << 20
LARGEST_UNPACKED = 2 << 30
LARGEST_LINE = 64 << 20
LONGEST_BY = 1000
"""Signs of an officer's name."""
LAMPORT_MARGIN = 1 << 20
"""How far a Lamport counter may be ahead of the number of a case's events: as many may have been lost with a disk."""
CHUNK = 1 << 20
OLD_NAME = 12
"""Signs in the name of a strand of an earlier program; those of today are longer (``strands``)."""
_SIGNS_MANIFEST = b"screening bundle 1\x00"
_SIGNS_HEAD = b"screening head 1\x00"
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
"""And a day and a time that there are."""
_STRAND = re.compile(r"[A-Z2-7]{12}|[A-Z2-7]{24}")
_KIND = re.compile(r"[a-z][a-z0-9-]{0,60}")
_PRINTED = re.compile(r"[A-Z2-7]{4}( [A-Z2-7]{4}){5}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """What one vault signs with and receives with; never outside of it."""

    seed: bytes
    identity: str

    def __repr__(self) -> str:
        return "OwnKeys()"

    @property
    def signing(self) -> str:
        """The public half that others check with, 64 hex digits."""
        return bytes(nacl.signing.SigningKey(self.seed).verify_key).hex()

    @property
    def recipient(self) -> str:
        return str(pyrage.x25519.Identity.from_str(self.identity).to_public())

    def sign(self, message: bytes) -> bytes:
        return nacl.signing.SigningKey(self.seed).sign(message).signature


def new_own_keys() -> OwnKeys:
    """Draw the keys with which a vault signs and receives."""
    return OwnKeys(secrets.token_bytes(32), str(pyrage.x25519.Identity.generate()))


def seal_keys(keys: OwnKeys, card: Card, passphrase: str) -> bytes:
    """Keys and their card for a file, under a passphrase (age, scrypt)."""
    told = {"card": card.text(), "seed": keys.seed.hex(), "identity": keys.identity}
    return bytes(pyrage.passphrase.encrypt(canonical(told), normal(passphrase)))


def open_keys(data: bytes, passphrase: str) -> tuple[OwnKeys, Card]:
    """What ``seal_keys`` sealed. Raises StoreTrouble("hub-wrong-passphrase"), BadInput("hub-no-identity")."""
    if not data.startswith(b"age-encryption.org/v1\n"):
        raise BadInput("hub-no-identity")
    try:
        told = json.loads(bytes(pyrage.passphrase.decrypt(data, normal(passphrase))))
        keys = OwnKeys(bytes.fromhex(told["seed"]), str(told["identity"]))
        card = parse_card(told["card"])
        whole = (card.signing, card.recipient) == (keys.signing, keys.recipient)
    except pyrage.DecryptError:
        raise StoreTrouble("hub-wrong-passphrase") from None
    except (ValueError, KeyError, TypeError, BadInput, pyrage.IdentityError):
        raise BadInput("hub-no-identity") from None
    if not whole:
        raise BadInput("hub-no-identity")
    return keys, card


@dataclass(frozen=True, slots=True)
class Head:
    """How far a strand of a case goes, and the signature of the laptop that writes it; both "" when it is not known."""

    case: str
    strand: str
    seq: int
    digest: str
    signing: str = ""
    signature: str = ""

    def signed(self, keys: OwnKeys) -> Head:
        return Head(self.case, self.strand, self.seq, self.digest, keys.signing, keys.sign(self._covered()).hex())

    def holds(self) -> bool:
        """Whether the signature is that of the key that is named."""
        return _verified(self.signing, self._covered(), self.signature)

    def _covered(self) -> bytes:
        return _SIGNS_HEAD + canonical([self.case, self.strand, self.seq, self.digest])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself, signed."""

    bundle: str
    made_at: str
    purpose: str
    sender: Card
    recipients: tuple[str, ...]
    events: int
    packed: str
    """SHA-256 of the packed strands."""
    unpacked: int
    """Bytes of the strands when unpacked."""
    heads: tuple[Head, ...]
    log: LogHead | None = None
    """How the sender's own log stood, with the entry that this bundle is being made; None from an earlier program."""
    erased: tuple[str, ...] = ()
    """For a headquarters: marks of the cases that the sender erased because their persons took it back."""

    @property
    def cases(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(head.case for head in self.heads))


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened bundle whose signature and digests hold. ``digest`` is that of the file."""

    manifest: Manifest
    digest: str
    packed: bytes

    def __repr__(self) -> str:
        return f"Bundle({self.manifest.bundle!r})"

    def strands(self) -> Iterator[tuple[Head, tuple[Row, ...]]]:
        """Each head with the rows of its whole strand, which end there. Raises BadInput("bundle-damaged")."""
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
    """The highest Lamport counter that an event of each case may have, when its strands are these.

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
) -> tuple[Manifest, bytes]:
    """The manifest and the bytes of the file. ``recipients`` are age recipients; each strand is whole.

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
        told = [_told(row) for row in rows]
        if len(told) != head.seq:
            raise BadInput("bundle-unsound", case=head.case)
        reached[head.case] = max(reached.get(head.case, 0), *(each[0] for each in told))
        line = canonical([head.case, head.strand, told]) + b"\n"
        heads.append(head)
        events, unpacked = events + len(told), unpacked + len(line)
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
    )  # fmt: skip
    told_of_itself = canonical(_manifest_json(bundle))
    signature = keys.sign(_SIGNS_MANIFEST + told_of_itself)
    plain = b"".join((MAGIC, LENGTH.pack(len(told_of_itself)), told_of_itself, signature, packed))
    data = bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(each) for each in to]))
    if len(data) > LARGEST or len(told_of_itself) > LARGEST_MANIFEST:
        raise BadInput("bundle-too-large")
    return bundle, data


def _told(row: Row) -> list[Any]:
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
    """What stands inside of a sound bundle by one of the numbers ``believed``, a list in JSON.

    For a process that works within bounds. Raises what ``read`` raises, and BadInput("bundle-unknown-sender").
    """
    bundle, plain = _read(data, identity)
    if bundle.manifest.sender.number not in json.loads(believed):
        raise BadInput("bundle-unknown-sender")
    return plain


def must_begin(data: bytes) -> None:
    """Of its first bytes: raises BadInput ``bundle-not-one``, and ``bundle-damaged`` where they ask for too much."""
    if not data.startswith(BEGINS):
        raise BadInput("bundle-not-one")
    must_be_bounded(data, "bundle-damaged")


def read_apart(data: bytes, identity: str, believed: Iterable[str]) -> Bundle:
    """The same as ``read``, but what is not known to be sound, and by somebody whose number is among those
    ``believed``, is only touched in a process with bounds.

    Raises what ``read`` raises, and BadInput ``bundle-unknown-sender`` and ``file-too-costly``.
    """
    if len(data) > LARGEST:
        raise BadInput("bundle-too-large")
    must_begin(data)
    memory = limited.MEMORY + 6 * len(data)
    plain = limited.run(f"{__name__}:looked_through", data, identity, json.dumps(sorted(believed)), memory=memory)
    return _inside(plain, data, identity)


def read(data: bytes, identity: str) -> Bundle:
    """The bundle in a file's bytes. Writes nothing anywhere.

    Whether the sender is known is for the caller. Raises BadInput: ``bundle-too-large``, ``bundle-not-one``,
    ``bundle-not-for-you``, ``bundle-damaged`` or ``bundle-newer``.
    """
    return _read(data, identity)[0]


def _read(data: bytes, identity: str) -> tuple[Bundle, bytes]:
    if len(data) > LARGEST:
        raise BadInput("bundle-too-large")
    own = pyrage.x25519.Identity.from_str(identity)
    must_begin(data)
    try:
        plain = bytes(pyrage.decrypt(data, [own]))
    except pyrage.DecryptError as trouble:
        # The library's only mark of a file for somebody else is its sentence; any other is damage.
        code = "bundle-not-for-you" if "No matching keys" in str(trouble) else "bundle-damaged"
        raise BadInput(code) from None
    return _inside(plain, data, identity), plain


def _inside(plain: bytes, data: bytes, identity: str) -> Bundle:
    own = pyrage.x25519.Identity.from_str(identity)
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
    told, signature = plain[start : start + length], plain[start + length : start + length + SIGNATURE]
    manifest = _manifest(told)
    if not _verified(manifest.sender.signing, _SIGNS_MANIFEST + told, signature.hex()):
        raise BadInput("bundle-damaged")
    if str(own.to_public()) not in manifest.recipients:
        raise BadInput("bundle-readdressed")
    packed = plain[start + length + SIGNATURE :]
    if hashlib.sha256(packed).hexdigest() != manifest.packed:
        raise BadInput("bundle-damaged")
    return Bundle(manifest, hashlib.sha256(data).hexdigest(), packed)


def _verified(signing: str, message: bytes, signature: str) -> bool:
    try:
        nacl.signing.VerifyKey(bytes.fromhex(signing)).verify(message, bytes.fromhex(signature))
    except (nacl.exceptions.BadSignatureError, ValueError, nacl.exceptions.CryptoError):
        return False
    return True


def _manifest_json(manifest: Manifest) -> dict[str, Any]:
    heads = [[it.case, it.strand, it.seq, it.digest, it.signing, it.signature] for it in manifest.heads]
    newer = any(len(head.strand) > OLD_NAME for head in manifest.heads)
    told: dict[str, Any] = {
        "format": 2 if newer else 1, "bundle": manifest.bundle, "made_at": manifest.made_at,
        "purpose": manifest.purpose, "sender": asdict(manifest.sender), "recipients": list(manifest.recipients),
        "events": manifest.events, "packed": manifest.packed, "unpacked": manifest.unpacked, "heads": heads,
    }  # fmt: skip
    if manifest.log is not None:
        told |= {"format": 3, "log": [manifest.log.entries, manifest.log.fingerprint]}
    if manifest.erased:
        told |= {"format": 4, "erased": list(manifest.erased), "log": told.get("log")}
    return told


def _manifest(told: bytes) -> Manifest:
    """Read strictly: one spelling, every field of its kind, no case and no strand twice."""
    try:
        whole: dict[str, Any] = json.loads(told)
        if canonical(whole) != told:
            raise ValueError
        form = whole.pop("format")
        if form not in (1, 2, 3, 4):
            raise BadInput("bundle-newer")
        logged = whole.pop("log") if form >= 3 else None
        log = _log(logged) if form == 3 or logged is not None else None
        erased = tuple(_text(each, _DIGEST) for each in _list(whole.pop("erased"))) if form == 4 else ()
        if list(erased) != sorted(set(erased)) or (form == 4 and not erased):
            raise ValueError
        heads = tuple(_head(each) for each in _list(whole.pop("heads")))
        sender = sound_card(Card(**{name: _text(value) for name, value in whole.pop("sender").items()}))
        recipients = tuple(_text(each) for each in _list(whole.pop("recipients")))
        manifest = Manifest(sender=sender, recipients=recipients, heads=heads, log=log, erased=erased, **whole)
        _text(manifest.bundle, re.compile(r"[0-9a-f]{32}"))
        _time(manifest.made_at)
        _text(manifest.purpose)
        _text(manifest.packed, _DIGEST)
        _count(manifest.events)
        if not 0 < _count(manifest.unpacked) <= LARGEST_UNPACKED:
            raise ValueError
        places = [(head.case, head.strand) for head in heads]
        if len(set(places)) != len(places) or places != sorted(places):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput("bundle-damaged") from None
    except BadInput as trouble:
        raise BadInput("bundle-newer" if trouble.code == "bundle-newer" else "bundle-damaged") from None
    return manifest


def _log(each: Any) -> LogHead:
    entries, printed = each
    if _count(entries) < 1:
        raise ValueError
    return LogHead(entries, _text(printed, _PRINTED))


def _head(each: Any) -> Head:
    case, strand, seq, digest, signing, signature = each
    head = Head(
        _text(case), _text(strand, _STRAND), _count(seq), _text(digest, _DIGEST), _text(signing), _text(signature)
    )
    if not is_code(head.case) or head.seq < 1 or bool(head.signing) != bool(head.signature):
        raise ValueError
    if head.signing and not head.holds():
        raise ValueError
    return head


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
        case, strand, told = json.loads(line)
        if (case, strand) != (head.case, head.strand) or len(told) != head.seq:
            raise ValueError
        rows: list[Row] = []
        prev, lamport = START, 0
        for seq, each in enumerate(told, start=1):
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
    salt = bytes.fromhex(_text(salt_hex))
    text = _text(body).encode()
    if len(salt) != 16 or len(text) > LONGEST or canonical(json.loads(body)) != text or text[:1] != b"{":
        raise ValueError
    covered = hashlib.sha256(salt + text).hexdigest()
    if _count(lamport) < 1 or not _may_travel(_text(by), _text(kind)):
        raise ValueError
    linked = link(
        strand=head.strand, case=head.case, seq=seq, lamport=lamport, at=_time(at), by=by,
        kind=kind, body=covered, prev=prev,
    )  # fmt: skip
    return Row(linked, salt, body)


def _text(value: Any, form: re.Pattern[str] | None = None) -> str:
    if not isinstance(value, str) or (form is not None and not form.fullmatch(value)):
        raise ValueError
    return value


def _time(value: Any) -> str:
    """A moment that there is. Raises ValueError."""
    if moment(_text(value, _TIME)) is None:
        raise ValueError
    return str(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value
