"""The signature of a program update, in a small file beside it: who signed which file, for which computer.

One line of canonical JSON and one with an Ed25519 signature over it, by the keys of the record that made it. The JSON
names the file by size and SHA-256, so that what was cut or changed does not fit, and says version and platform, so that
an older one, or one for another computer, is told from the right one before anybody runs it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from screening.domain.events.contacts import ContactCard, sound_card
from screening.domain.events.hash_chain import canonical
from screening.domain.events.timestamps import utc_text
from screening.errors import BadInput
from screening.store.bundles.own_keys import signature_holds
from screening.store.exchange.exchange import own_keys, publisher_card
from screening.store.vault.vault import Vault

LARGEST = 16 << 10
"""Bytes of a signature's file."""
VERSION = re.compile(r"[0-9]{1,5}(\.[0-9]{1,5}){1,3}")
PLATFORMS = ("linux-x86_64", "windows-x86_64", "macos-arm64")
_SIGNS = b"screening update 1\x00"
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "sha256": re.compile(r"[0-9a-f]{64}"),
    "version": VERSION,
    "platform": re.compile("|".join(PLATFORMS)),
    "made_at": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
}


@dataclass(frozen=True, slots=True)
class UpdateSignature:
    """What was signed. Whether the signer is believed, and whether the file is still that one, is asked elsewhere."""

    sha256: str
    size: int
    version: str
    platform: str
    made_at: str
    signer: ContactCard


def sign_update(vault: Vault, *, sha256: str, size: int, version: str, platform: str) -> bytes:
    """Return the signature by the vault's own keys.

    Raises BadInput: ``update-version``, ``update-platform-unknown``.
    """
    if not VERSION.fullmatch(version):
        raise BadInput("update-version")
    if platform not in PLATFORMS:
        raise BadInput("update-platform-unknown", known=", ".join(PLATFORMS))
    made_at = utc_text(vault.clock())
    signed = canonical(
        {"format": 1, **asdict(UpdateSignature(sha256, size, version, platform, made_at, publisher_card(vault)))}
    )
    return signed + b"\n" + own_keys(vault).sign(_SIGNS + signed).hex().encode() + b"\n"


def read_signature(data: bytes) -> UpdateSignature:
    """Return what was signed, where the signature fits the card in it. Raises BadInput("update-signature-damaged")."""
    signed, _, signature = data.partition(b"\n")
    try:
        table = json.loads(signed)
        if len(data) > LARGEST or canonical(table) != signed or table.pop("format") != 1:
            raise ValueError("not such a file")
        signer = sound_card(ContactCard(**table.pop("signer")))
        if not signature_holds(signer.signing, _SIGNS + signed, signature.decode("ascii").strip()):
            raise ValueError("not signed by this key")
        if set(table) != {*_SHAPES, "size"} or not isinstance(table["size"], int) or isinstance(table["size"], bool):
            raise ValueError("not its fields")
        if not all(isinstance(table[name], str) and shape.fullmatch(table[name]) for name, shape in _SHAPES.items()):
            raise ValueError("not its values")
        return UpdateSignature(signer=signer, **table)
    except (BadInput, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise BadInput("update-signature-damaged") from None
