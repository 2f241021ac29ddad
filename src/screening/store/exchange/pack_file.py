"""A pack in one signed file: who made it, which files it holds, and the files, packed.

Packs of a language and packs of content are two sorts of the same file: ``SCRNPAK1`` or ``SCRNCON1``, the length of the
manifest, the manifest (JSON), an Ed25519 signature over it, and zlib over the files one after the other. The manifest
names signer, language, time and each file with its size and digest, so what is cut, edited or swapped does not fit. A
name is one of a few forms and is never a way out of a folder.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from screening.domain.events.contacts import ContactCard, sound_card
from screening.domain.events.hash_chain import canonical
from screening.domain.events.timestamps import utc_text
from screening.errors import BadInput, printable
from screening.store.bundles.own_keys import signature_holds
from screening.store.exchange.exchange import own_keys, publisher_card
from screening.store.vault.vault import Vault

MAGIC = b"SCRNPAK1"
LENGTH = struct.Struct("<I")
SIGNATURE = 64
LARGEST = 256 << 20
LARGEST_MANIFEST = 1 << 20
LARGEST_TEXT = 4 << 20
LARGEST_SOUND = 8 << 20
MOST_FILES = 4000
NAME = re.compile(
    r"pack\.toml|person\.po|reviews\.toml|audio/audio\.toml"
    r"|audio/(female|male)/[a-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\.(wav|flac|ogg|mp3)"
)
_PART = r"(?!(?:con|aux|nul|prn|com[0-9]|lpt[0-9])[./])[a-z0-9]+(?:-[a-z0-9]+)*"
"""One part of a name: never one that leads out of a folder, nor one that Windows keeps for a device."""
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class Sort:
    """What tells one sort of pack from another, and the names that its files may have."""

    magic: bytes
    signs: bytes
    tag: re.Pattern[str]
    name: re.Pattern[str]
    largest: int
    most: int


LANGUAGE = Sort(MAGIC, b"screening pack 1\x00", _TAG, NAME, LARGEST, MOST_FILES)
CONTENT = Sort(
    b"SCRNCON1",
    b"screening content 1\x00",
    re.compile("content"),
    re.compile(
        r"content\.toml|indicators/(age|computer_voice)\.toml"
        rf"|indicators/(?!training/){_PART}/({_PART}/)?{_PART}\.toml"
        rf"|forms/(shared|(?!fonts/){_PART}/{_PART})\.toml"
        rf"|countries/(convention|employers|{_PART}/(country|districts|law|wages))\.toml"
        rf"|locales/{_TAG.pattern}/(person|officer)\.(po|mo)"
    ),
    32 << 20,
    1000,
)


@dataclass(frozen=True, slots=True)
class PackFile:
    """What a file holds whose signature fits the card in it. Whether that card is believed is asked elsewhere."""

    tag: str
    made_at: str
    signer: ContactCard
    files: Mapping[str, bytes]
    digest: str
    signed: bytes = b""
    """The file up to its signature: what says later whether the files are still those that were signed."""


def make_pack(vault: Vault, tag: str, files: Mapping[str, bytes], sort: Sort = LANGUAGE) -> bytes:
    """Return the files as one pack, signed with the vault's own keys."""
    keys, names = own_keys(vault), sorted(files)
    manifest = {
        "format": 1,
        "tag": tag,
        "made_at": utc_text(vault.clock()),
        "signer": asdict(publisher_card(vault)),
        "files": [[name, len(files[name]), hashlib.sha256(files[name]).hexdigest()] for name in names],
    }
    manifest_bytes = canonical(manifest)
    packed = zlib.compress(b"".join(files[name] for name in names), 9)
    return b"".join(
        (sort.magic, LENGTH.pack(len(manifest_bytes)), manifest_bytes, keys.sign(sort.signs + manifest_bytes), packed)
    )


def read_pack_file(data: bytes, sort: Sort = LANGUAGE, believed: Collection[str] | None = None) -> PackFile:
    """Return the pack, checked. Of one that none of the signing keys ``believed`` signed, nothing is unfolded.

    Raises BadInput: ``pack-not-one``, ``pack-too-large``, ``pack-forged``, ``pack-damaged``, ``pack-file-name``
    (``name``), and ``pack-unknown-signer`` (``name``, ``number``).
    """
    if len(data) > sort.largest:
        raise BadInput("pack-too-large")
    end, (tag, made_at, signer, rows) = _signed(data, sort)
    must_be_believed(signer, believed)
    files = _files(data[end:], rows)
    return PackFile(tag, made_at, signer, files, hashlib.sha256(data).hexdigest(), data[:end])


def still_signed(signed: bytes, tag: str, files: Mapping[str, bytes], sort: Sort = LANGUAGE) -> ContactCard | None:
    """Return who signed a pack for that language with these very files; None where nobody did."""
    try:
        end, (told_tag, _, signer, rows) = _signed(signed, sort)
    except BadInput:
        return None
    found = [(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in sorted(files.items())]
    return signer if (end, told_tag, rows) == (len(signed), tag, found) else None


def must_be_believed(signer: ContactCard, believed: Collection[str] | None) -> None:
    """Raise BadInput("pack-unknown-signer") for a key that is none of those ``believed``; None believes everybody."""
    if believed is not None and signer.signing not in believed:
        raise BadInput("pack-unknown-signer", name=signer.name, number=signer.number)


def signer_of(data: bytes, sort: Sort = LANGUAGE) -> ContactCard:
    """Return who signed a pack, from its beginning. Raises what ``read_pack_file`` raises of the signed part."""
    return _signed(data, sort)[1][2]


def must_begin(data: bytes, sort: Sort = LANGUAGE) -> None:
    """Check the first bytes: raise BadInput("pack-not-one")."""
    if not data.startswith(sort.magic) or len(data) < len(sort.magic) + LENGTH.size:
        raise BadInput("pack-not-one")


def _signed(data: bytes, sort: Sort) -> tuple[int, tuple[str, str, ContactCard, list[tuple[str, int, str]]]]:
    """Return where the signature ends, and what it signs. Raises what ``read_pack_file`` raises."""
    start = len(sort.magic) + LENGTH.size
    must_begin(data, sort)
    (length,) = LENGTH.unpack(data[len(sort.magic) : start])
    if length > LARGEST_MANIFEST or len(data) < start + length + SIGNATURE:
        raise BadInput("pack-damaged")
    manifest_bytes, signature = data[start : start + length], data[start + length : start + length + SIGNATURE]
    manifest = _manifest(manifest_bytes, sort)
    if not signature_holds(manifest[2].signing, sort.signs + manifest_bytes, signature.hex()):
        raise BadInput("pack-forged")
    return start + length + SIGNATURE, manifest


def _manifest(manifest_bytes: bytes, sort: Sort) -> tuple[str, str, ContactCard, list[tuple[str, int, str]]]:
    try:
        table = json.loads(manifest_bytes)
        if canonical(table) != manifest_bytes or set(table) != {"format", "tag", "made_at", "signer", "files"}:
            raise BadInput("pack-damaged")
        tag, made_at, listed = table["tag"], table["made_at"], table["files"]
        if table["format"] != 1:
            raise BadInput("pack-not-one")
        if not sort.tag.fullmatch(tag) or not _TIME.fullmatch(made_at) or not 0 < len(listed) <= sort.most:
            raise BadInput("pack-damaged")
        signer = sound_card(ContactCard(**table["signer"]))
        rows = [_row(each, sort) for each in listed]
    except BadInput as trouble:
        raise BadInput("pack-damaged") if trouble.code == "not-a-card" else trouble from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadInput("pack-damaged") from None
    if [name for name, _, _ in rows] != sorted({name for name, _, _ in rows}):
        raise BadInput("pack-damaged")
    if sum(size for _, size, _ in rows) > sort.largest:
        raise BadInput("pack-too-large")
    return tag, made_at, signer, rows


def _row(each: Any, sort: Sort) -> tuple[str, int, str]:
    name, size, digest = each
    if not isinstance(name, str) or not isinstance(size, int) or isinstance(size, bool) or not isinstance(digest, str):
        raise BadInput("pack-damaged")
    if len(name) > 200 or not sort.name.fullmatch(name):
        raise BadInput("pack-file-name", name=printable(name, 60))
    if not 0 <= size <= (LARGEST_TEXT if name.endswith((".toml", ".po")) else LARGEST_SOUND):
        raise BadInput("pack-too-large")
    return name, size, digest


def _files(packed: bytes, rows: list[tuple[str, int, str]]) -> dict[str, bytes]:
    """Never more is unpacked than the signed manifest says, and that is bounded."""
    total = sum(size for _, size, _ in rows)
    opener = zlib.decompressobj()
    try:
        plain = opener.decompress(packed, total + 1)
    except zlib.error:
        raise BadInput("pack-damaged") from None
    if len(plain) != total or not opener.eof or opener.unused_data:
        raise BadInput("pack-damaged")
    files, at = {}, 0
    for name, size, digest in rows:
        files[name] = plain[at : at + size]
        at += size
        if hashlib.sha256(files[name]).hexdigest() != digest:
            raise BadInput("pack-damaged")
    return files
