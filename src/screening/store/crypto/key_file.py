"""The key file: a random data key, sealed once per slot under a passphrase that Argon2id makes slow to guess.

Long because the format, its check and the slots are one thing: whoever changes one has to see the others.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nacl.exceptions
import nacl.pwhash.argon2id as argon2id

from screening.errors import BadInput, StoreTrouble
from screening.store.crypto import aead
from screening.store.crypto.atomic_files import read_bounded, take_name, write_atomic
from screening.store.crypto.passphrase import normal

FILE, COPY = "keys.json", "keys.bak"
OTHERS = "keys.other"
"""What another vault's key file is kept as that was found in the place of this one's."""
LARGEST = 1 << 19
"""Bytes of a key file that is read: more than the names that may be written and a change of the data key take."""
FORMAT = 3

MOST = 16
"""Ways in that a record is given."""
MOST_READ = 64
"""Ways in that are read: while the data key changes the file holds each of them under both keys."""
LONGEST_NAME = 1000
"""Bytes of a name in the key file; ``MOST`` of them leave it below 64 KiB, which is what earlier programs read."""

MEM_BOUNDS = (64 << 20, 2 << 30)
OPS_BOUNDS = (1, 10)
"""What is believed when read from a key file: below is a downgrade, above a memory bomb."""
MOST_WORK = 10 * (256 << 20)
"""Passes times bytes of one guess: the most that this program ever writes."""

FLOOR_MEM = 256 << 20
FLOOR_OPS = 3
AIM_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: Argon2id passes and bytes of memory."""

    ops: int
    mem: int

    def __post_init__(self) -> None:
        within = OPS_BOUNDS[0] <= self.ops <= OPS_BOUNDS[1] and MEM_BOUNDS[0] <= self.mem <= MEM_BOUNDS[1]
        if not within or self.ops * self.mem > MOST_WORK:
            raise StoreTrouble("keys-damaged")


NAMES = "names"
"""The purpose key that whose way in it is is sealed under."""
NOBODY = "?"
"""A name that this data key does not open; never "", which is the officer's own way in."""

PASSPHRASE, SECOND, RECOVERY = "passphrase", "second", "recovery"
"""What a slot is for: opening the vault; proving that a second person is there; opening it for the organisation."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One passphrase's way to the data key; for ``second`` to a token instead, which opens nothing."""

    id: str
    kind: str
    cost: Cost
    salt: bytes
    sealed: bytes
    """Nonce, then the data key or the token under XChaCha20-Poly1305."""
    name: str = ""
    """Whose it is, in clear: so wrote earlier programs, where it was somebody else than the officer."""
    sealed_name: bytes = b""
    """The same under the data key: who has the file alone does not read who works here (``name_of``)."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The organisation's way to the data key: sealed with age to a public key whose other half it keeps elsewhere."""

    id: str
    recipient: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What stands in the key file; nothing in it opens the vault without a passphrase."""

    vault: str
    salt: bytes
    """SQLCipher's salt; kept here so that damage to the vault's first bytes is not fatal."""
    slots: tuple[Slot, ...]
    recoveries: tuple[Recovery, ...] = ()
    generation: int = 0
    """One more with each change of the key file; 0 in those of an earlier program."""

    def of_kind(self, kind: str) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind == kind)


@dataclass(frozen=True, slots=True)
class Keys:
    """The opened keys of one vault."""

    vault: str
    salt: bytes
    data_key: bytes

    def __repr__(self) -> str:
        return f"Keys(vault={self.vault!r})"

    def sub(self, label: str) -> bytes:
        """Return the 32-byte key for one purpose: ``sqlcipher``, ``recorder`` or ``audit``."""
        return hmac.new(self.data_key, b"vst1/" + label.encode(), hashlib.sha256).digest()


def base32_name() -> str:
    """Return twelve random signs: the name of a vault or of a way into it."""
    return base64.b32encode(secrets.token_bytes(10)).decode()[:12]


def new_keys() -> Keys:
    """Draw the keys of a new vault."""
    return Keys(base32_name(), secrets.token_bytes(16), secrets.token_bytes(32))


def calibrated() -> Cost:
    """Return the cost that takes about a second on this machine, never below 256 MiB and three passes."""
    began = time.perf_counter()
    _derive("calibration", secrets.token_bytes(16), Cost(FLOOR_OPS, FLOOR_MEM))
    each = (time.perf_counter() - began) / FLOOR_OPS
    return Cost(min(OPS_BOUNDS[1], max(FLOOR_OPS, round(AIM_SECONDS / each))), FLOOR_MEM)


def seal(keys: Keys, passphrase: str, cost: Cost, name: str = "") -> Slot:
    """Return a new slot that opens to the data key."""
    return seal_secret(keys, keys.data_key, PASSPHRASE, passphrase, cost, name)


def seal_secret(keys: Keys, secret: bytes, kind: str, passphrase: str, cost: Cost, name: str = "") -> Slot:
    """Return a new slot of a kind that opens to 32 bytes."""
    slot = Slot(base32_name(), kind, cost, secrets.token_bytes(16), b"")
    if name:
        slot = replace(slot, sealed_name=aead.seal(keys.sub(NAMES), _name_aad(keys, slot), name.encode()))
    return replace(slot, sealed=aead.seal(_derive(passphrase, slot.salt, cost), _aad(keys, slot), secret))


def name_of(keys: Keys, slot: Slot) -> str:
    """Return whose slot it is; "" for the officer's own, NOBODY where another data key sealed the name."""
    if not slot.sealed_name:
        return slot.name
    try:
        return aead.unseal(keys.sub(NAMES), _name_aad(keys, slot), slot.sealed_name).decode()
    except ValueError:
        return NOBODY


def unseal(file: KeyFile, passphrase: str) -> Keys:
    """Open the key file with a passphrase and return the keys.

    Raises StoreTrouble("wrong-passphrase") when no slot opens, ("vault-closed-for-travel") when only a recovery can.
    """
    if file.recoveries and not file.of_kind(PASSPHRASE):
        raise StoreTrouble("vault-closed-for-travel")
    for _, data_key in opened_slots(file, PASSPHRASE, passphrase):
        return Keys(file.vault, file.salt, data_key)
    raise StoreTrouble("wrong-passphrase")


def opened_slots(file: KeyFile, kind: str, passphrase: str) -> Iterator[tuple[Slot, bytes]]:
    """Yield every slot of a kind that a passphrase opens, and what is in it."""
    for slot in file.of_kind(kind):
        under = _derive(passphrase, slot.salt, slot.cost)
        try:
            secret = aead.unseal(under, _aad(Keys(file.vault, file.salt, b""), slot), slot.sealed)
        except ValueError:
            continue
        yield slot, secret


def opens(file: KeyFile, kind: str, passphrase: str) -> bool:
    """Return whether a passphrase opens some slot of a kind."""
    return next(opened_slots(file, kind, passphrase), None) is not None


def refuse_second_passphrase(file: KeyFile, passphrase: str) -> None:
    """Refuse the second person's passphrase with BadInput("passphrase-of-second").

    Whoever opens the record must not be able to agree as the second person too.
    """
    if opens(file, SECOND, passphrase):
        raise BadInput("passphrase-of-second")


def refuse_too_many_slots(file: KeyFile, more: int = 1) -> None:
    """Raise BadInput("too-many-ways") where ``more`` ways in are too many; the second person's count as one."""
    seconds = len(file.of_kind(SECOND))
    if len(file.slots) + len(file.recoveries) - max(0, seconds - 1) + more > MOST:
        raise BadInput("too-many-ways", most=MOST)


def refuse_long_name(name: str) -> None:
    """Raise BadInput("way-name-too-long") where a key file has no room for a name."""
    if len(name.encode()) > LONGEST_NAME:
        raise BadInput("way-name-too-long")


def write(folder: Path, file: KeyFile) -> None:
    """Both copies, one after the other; a kill between them leaves two that open. Raises like ``checked_bytes``."""
    data = checked_bytes(file)
    write_atomic(folder / FILE, data)
    write_atomic(folder / COPY, data)


def checked_bytes(file: KeyFile) -> bytes:
    """Return what is written of a key file; a file that would not be read back as it is locks the record for everybody.

    Raises StoreTrouble("written-differently").
    """
    data = to_bytes(file)
    try:
        same = len(data) <= LARGEST and from_bytes(data) == file
    except StoreTrouble:
        same = False
    if not same:
        raise StoreTrouble("written-differently")
    return data


def read(folder: Path) -> tuple[KeyFile, bool]:
    """Return the key file, and whether both copies were there and the same.

    The copy serves when the first is missing, damaged or older. Raises StoreTrouble: ``keys-missing``,
    ``keys-damaged``, or ``vault-newer`` when either was written by a later program.
    """
    found, trouble = _both(folder)
    whole = [file for file in found if file is not None]
    best = max(whole, key=lambda file: file.generation) if whole else None
    if best is None:
        raise StoreTrouble(trouble)
    return best, found[0] == found[1]


def copies(folder: Path) -> list[KeyFile | None]:
    """Return both copies, None for each that is missing or damaged. Raises StoreTrouble("vault-newer")."""
    return _both(folder)[0]


def set_foreign_key_files_aside(folder: Path, vault: str) -> None:
    """Keep a key file of another vault than ``vault`` that stands here under a name of its own. Raises OSError."""
    for name, file in zip((FILE, COPY), copies(folder), strict=True):
        if file is not None and file.vault != vault:
            take_name(folder / name, folder / OTHERS)


def _both(folder: Path) -> tuple[list[KeyFile | None], str]:
    """Both copies, None for each that is missing or damaged, and the code for when neither is there."""
    found: list[KeyFile | None] = []
    trouble = "keys-missing"
    for name in (FILE, COPY):
        try:
            found.append(from_bytes(read_bounded(folder / name, LARGEST)))
        except FileNotFoundError:
            found.append(None)
        except (StoreTrouble, OSError) as fault:
            if isinstance(fault, StoreTrouble) and fault.code == "vault-newer":
                raise
            found.append(None)
            trouble = "keys-damaged"
    return found, trouble


def to_bytes(file: KeyFile) -> bytes:
    """Return the key file as it is written: JSON that carries its own digest."""
    slots = [
        {
            "id": slot.id, "kind": slot.kind, "ops": slot.cost.ops, "mem": slot.cost.mem,
            "salt": slot.salt.hex(), "sealed": slot.sealed.hex(),
        }
        for slot in file.slots
    ]  # fmt: skip
    whole: dict[str, Any] = {"format": 1, "vault": file.vault, "salt": file.salt.hex(), "slots": slots}
    if file.recoveries or any(slot.name or slot.kind != PASSPHRASE for slot in file.slots):
        # An earlier program would take these for damage: it is told that they are newer than it.
        whole["format"] = 2
        whole["names"] = {slot.id: slot.name for slot in file.slots}
        whole["recoveries"] = [
            {"id": each.id, "recipient": each.recipient, "sealed": each.sealed.hex()} for each in file.recoveries
        ]
    if sealed := {slot.id: slot.sealed_name.hex() for slot in file.slots if slot.sealed_name}:
        whole["format"] = FORMAT
        whole["sealed_names"] = sealed
    if file.generation:
        whole["generation"] = file.generation
    whole["sum"] = _sum(whole)
    return json.dumps(whole, indent=1, sort_keys=True).encode() + b"\n"


def from_bytes(data: bytes) -> KeyFile:
    """Read a key file. Raises StoreTrouble("keys-damaged"), or ("vault-newer") for a later program's."""
    try:
        whole: dict[str, Any] = json.loads(data)
        if whole.pop("sum") != _sum(whole):
            raise ValueError
        if not 1 <= _whole(whole["format"]) <= FORMAT:
            raise StoreTrouble("vault-newer" if whole["format"] > FORMAT else "keys-damaged")
        names, sealed = whole.get("names", {}), whole.get("sealed_names", {})
        slots = tuple(
            replace(_slot(each, str(names.get(each["id"], ""))), sealed_name=_sealed(sealed.get(each["id"], "")))
            for each in whole["slots"]
        )
        recoveries = tuple(
            Recovery(_name(each["id"]), str(each["recipient"]), bytes.fromhex(each["sealed"]))
            for each in whole.get("recoveries", ())
        )
        generation = _whole(whole.get("generation", 0))
        if not 0 <= generation < 1 << 32:
            raise ValueError
        file = KeyFile(_name(whole["vault"]), _bytes(whole["salt"], 16), slots, recoveries, generation)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise StoreTrouble("keys-damaged") from None
    if not 1 <= len(slots) + len(recoveries) <= MOST_READ:
        raise StoreTrouble("keys-damaged")
    return file


def _sum(whole: dict[str, Any]) -> str:
    """Tells a damaged file from a wrong passphrase, so that the copy is used. It guards against decay, not against
    people: those are met by what each slot is bound to."""
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _slot(each: dict[str, Any], name: str) -> Slot:
    cost = Cost(_whole(each["ops"]), _whole(each["mem"]))
    salt, sealed = _bytes(each["salt"], 16), _bytes(each["sealed"], 24 + 48)
    return Slot(_name(each["id"]), str(each["kind"]), cost, salt, sealed, name)


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 12 or not value.isalnum() or not value.isascii():
        raise ValueError
    return value


def _sealed(value: Any) -> bytes:
    """Return a sealed name, b"" for none: a nonce, a tag, and something between."""
    data = bytes.fromhex(value)
    if data and len(data) <= aead.NONCE + aead.TAG:
        raise ValueError
    return data


def _bytes(value: Any, length: int) -> bytes:
    data = bytes.fromhex(value)
    if len(data) != length:
        raise ValueError
    return data


def _aad(keys: Keys, slot: Slot) -> bytes:
    """Return what a slot is bound to: moving it, renaming it or cheapening it makes it open no more."""
    parts = ["vst1/slot", keys.vault, keys.salt.hex(), slot.id, slot.kind, slot.cost.ops, slot.cost.mem]
    if slot.name or slot.sealed_name:
        parts.append(slot.name or slot.sealed_name.hex())
    return json.dumps(parts).encode()


def _name_aad(keys: Keys, slot: Slot) -> bytes:
    return json.dumps(["vst1/name", keys.vault, slot.id]).encode()


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    try:
        secret = normal(passphrase).encode()
    except UnicodeEncodeError:
        raise BadInput("passphrase-not-text") from None
    try:
        return argon2id.kdf(32, secret, salt, opslimit=cost.ops, memlimit=cost.mem)
    except (nacl.exceptions.RuntimeError, MemoryError):
        raise StoreTrouble("not-enough-memory") from None
