"""What a bundle says of itself, signed: sender, recipients, and how far each strand of each case goes."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from screening.domain.events.case_codes import is_stream_code
from screening.domain.events.contacts import ContactCard, sound_card
from screening.domain.events.hash_chain import LogHead, canonical
from screening.domain.events.timestamps import moment
from screening.errors import BadInput
from screening.store.bundles.own_keys import OwnKeys, signature_holds

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def text_of(value: Any, form: re.Pattern[str] | None = None) -> str:
    """Return a text, written in the whole as ``form`` says. Raises ValueError."""
    if not isinstance(value, str) or (form is not None and not form.fullmatch(value)):
        raise ValueError
    return value


def time_of(value: Any) -> str:
    """Return a moment that there is, in UTC with seconds. Raises ValueError."""
    if moment(text_of(value, _TIME)) is None:
        raise ValueError
    return str(value)


def list_of(value: Any) -> list[Any]:
    """Return a list. Raises ValueError."""
    if not isinstance(value, list):
        raise ValueError
    return value


def count_of(value: Any) -> int:
    """Return a whole number that is not below zero. Raises ValueError."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value


LARGEST_UNPACKED = 2 << 30
"""Bytes of all strands of a bundle."""
NOTICE = 6
"""The format of a bundle without any case: it tells a headquarters what was erased."""
OLD_NAME = 12
"""Signs in the name of a strand of an earlier program; those of today are longer (``joining``)."""
_SIGNS_HEAD = b"screening head 1\x00"
_STRAND = re.compile(r"[A-Z2-7]{12}|[A-Z2-7]{24}")
_PRINTED = re.compile(r"[A-Z2-7]{4}( [A-Z2-7]{4}){5}")
_GROUND = re.compile(r"[a-z]{1,20}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Head:
    """How far a strand of a case goes, and the signature of the laptop that writes it; both "" when it is not known."""

    case: str
    strand: str
    seq: int
    digest: str
    signing: str = ""
    signature: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Case and strand: a record has no two strands there."""
        return self.case, self.strand

    def signed(self, keys: OwnKeys) -> Head:
        return Head(self.case, self.strand, self.seq, self.digest, keys.signing, keys.sign(self._covered()).hex())

    def holds(self) -> bool:
        """Whether the signature is that of the key that is named."""
        return signature_holds(self.signing, self._covered(), self.signature)

    def _covered(self) -> bytes:
        return _SIGNS_HEAD + canonical([self.case, self.strand, self.seq, self.digest])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself, signed."""

    bundle: str
    made_at: str
    purpose: str
    sender: ContactCard
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
    grounds: tuple[tuple[str, str], ...] = ()
    """Each case and why it may leave (``domain.case.release.ReleaseGround``); none from an earlier program."""
    duty: str = ""
    """The duty in law that the sender named for those that go by one."""

    @property
    def cases(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(head.case for head in self.heads))


def manifest_json(manifest: Manifest) -> dict[str, Any]:
    """Return a manifest's fields as plain JSON values, in the oldest format that can hold them."""
    heads = [[it.case, it.strand, it.seq, it.digest, it.signing, it.signature] for it in manifest.heads]
    newer = any(len(head.strand) > OLD_NAME for head in manifest.heads)
    fields: dict[str, Any] = {
        "format": 2 if newer else 1, "bundle": manifest.bundle, "made_at": manifest.made_at,
        "purpose": manifest.purpose, "sender": asdict(manifest.sender), "recipients": list(manifest.recipients),
        "events": manifest.events, "packed": manifest.packed, "unpacked": manifest.unpacked, "heads": heads,
    }  # fmt: skip
    if manifest.log is not None:
        fields |= {"format": 3, "log": [manifest.log.entries, manifest.log.fingerprint]}
    if manifest.erased:
        fields |= {"format": 4, "erased": list(manifest.erased), "log": fields.get("log")}
    if manifest.grounds:
        fields |= {
            "format": 5, "log": fields.get("log"), "erased": list(manifest.erased),
            "grounds": [list(each) for each in manifest.grounds], "duty": manifest.duty,
        }  # fmt: skip
    return fields if manifest.unpacked else fields | {"format": NOTICE}


def read_manifest(data: bytes) -> Manifest:
    """Read strictly: one spelling, every field of its kind, no case and no strand twice.

    Raises BadInput("bundle-newer") for a format of a newer program, else BadInput("bundle-damaged").
    """
    try:
        whole: dict[str, Any] = json.loads(data)
        if canonical(whole) != data:
            raise ValueError
        form = whole.pop("format")
        if form not in (1, 2, 3, 4, 5, NOTICE):
            raise BadInput("bundle-newer")
        logged = whole.pop("log") if form >= 3 else None
        log = _log(logged) if form == 3 or logged is not None else None
        erased = tuple(text_of(each, _DIGEST) for each in list_of(whole.pop("erased"))) if form >= 4 else ()
        if list(erased) != sorted(set(erased)) or (form in (4, NOTICE) and not erased):
            raise ValueError
        told = list_of(whole.pop("grounds")) if form == 5 else []
        grounds = tuple((text_of(case), text_of(ground, _GROUND)) for case, ground in told)
        duty = text_of(whole.pop("duty")) if form == 5 else ""
        heads = tuple(_head(each) for each in list_of(whole.pop("heads")))
        sender = sound_card(ContactCard(**{name: text_of(value) for name, value in whole.pop("sender").items()}))
        recipients = tuple(text_of(each) for each in list_of(whole.pop("recipients")))
        manifest = Manifest(
            sender=sender, recipients=recipients, heads=heads, log=log, erased=erased, grounds=grounds, duty=duty,
            **whole,
        )  # fmt: skip
        text_of(manifest.bundle, re.compile(r"[0-9a-f]{32}"))
        time_of(manifest.made_at)
        text_of(manifest.purpose)
        text_of(manifest.packed, _DIGEST)
        count_of(manifest.events)
        if count_of(manifest.unpacked) > LARGEST_UNPACKED or (form == NOTICE) is not (manifest.unpacked == 0):
            raise ValueError
        places = [head.place for head in heads]
        if len(set(places)) != len(places) or places != sorted(places):
            raise ValueError
        if (form == 5 and not grounds) or (heads and grounds and [case for case, _ in grounds] != list(manifest.cases)):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput("bundle-damaged") from None
    except BadInput as trouble:
        raise BadInput("bundle-newer" if trouble.code == "bundle-newer" else "bundle-damaged") from None
    return manifest


def _log(each: Any) -> LogHead:
    entries, printed = each
    if count_of(entries) < 1:
        raise ValueError
    return LogHead(entries, text_of(printed, _PRINTED))


def _head(each: Any) -> Head:
    case, strand, seq, digest, signing, signature = each
    head = Head(
        text_of(case), text_of(strand, _STRAND), count_of(seq), text_of(digest, _DIGEST), text_of(signing),
        text_of(signature),
    )  # fmt: skip
    if not is_stream_code(head.case) or head.seq < 1 or bool(head.signing) != bool(head.signature):
        raise ValueError
    if head.signing and not head.holds():
        raise ValueError
    return head
