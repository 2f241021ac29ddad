"""A program update: signed where it is made, and checked before anybody runs it."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from screening import __version__
from screening.domain.content.foreign_files import open_foreign, read_foreign
from screening.domain.events.contacts import ContactCard
from screening.errors import BadInput
from screening.store import Vault, contacts
from screening.store.crypto import atomic_files
from screening.store.exchange.update_signature import LARGEST, UpdateSignature, read_signature, sign_update
from screening.store.folder import safe_paths

SUFFIX = ".signature"
"""What the name of a signature's file has after that of the update."""
LABEL = re.compile(rb"screening update (?P<version>[0-9]{1,5}(?:\.[0-9]{1,5}){1,3}) (?P<platform>[a-z0-9_-]+) *\n")
LABEL_BYTES = 64
"""The last bytes of a package, where ``.ci/package/label.py`` wrote which version it is: inside what is signed."""
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Measured:
    """A file: SHA-256, bytes, and the version and the computers that it names inside, "" where it names none."""

    sha256: str
    size: int
    version: str
    platform: str


def sign(vault: Vault, file: Path) -> Path:
    """Write the signature of an update beside it. Version and platform are those that the file names inside.

    Raises BadInput: ``update-missing``, ``update-no-version``, ``update-platform-unknown``, ``bundle-file-exists``,
    ``inside-record``, ``not-written``.
    """
    it = measured(file)
    if not it.version:
        raise BadInput("update-no-version")
    data = sign_update(vault, sha256=it.sha256, size=it.size, version=it.version, platform=it.platform)
    return safe_paths.save_new(file.with_name(file.name + SUFFIX), data)


def verify(file: Path, signature: Path | None = None, *, version: str = __version__) -> UpdateSignature:
    """Return who signed this very file, which is not older than the program.

    Whether they are believed is asked with ``believe``, whether it can run here with ``fits``: a first installation is
    checked on another computer. Nothing is written.
    Raises BadInput: ``update-missing``, ``update-unsigned``, ``update-signature-damaged``, ``update-changed``,
    ``update-no-version``, ``update-older``.
    """
    place = signature or file.with_name(file.name + SUFFIX)
    it = measured(file)
    try:
        told = read_foreign(place, LARGEST)
    except OSError:
        raise BadInput("update-unsigned", file=place.name) from None
    signed = read_signature(told)
    if (it.sha256, it.size) != (signed.sha256, signed.size):
        raise BadInput("update-changed")
    if (it.version, it.platform) != (signed.version, signed.platform):
        raise BadInput("update-no-version")
    if _numbers(signed.version) < _numbers(version):
        raise BadInput("update-older", version=signed.version, own=version)
    return signed


def fits(signed: UpdateSignature) -> None:
    """Raise BadInput("update-platform") where the update is for another kind of computer than this one."""
    if signed.platform != this_platform():
        raise BadInput("update-platform", platform=signed.platform)


def trusted(vault: Vault) -> list[ContactCard]:
    """Return the headquarters and publishers whose updates a record calls good."""
    return [each.card for each in contacts(vault).values() if each.updates]


def believe(signed: UpdateSignature, known: Iterable[ContactCard]) -> None:
    """Raise BadInput("update-unknown-signer") where the signer is none of those ``known``."""
    if signed.signer.signing not in {card.signing for card in known}:
        raise BadInput("update-unknown-signer", name=signed.signer.name, number=signed.signer.number)


def measured(file: Path) -> Measured:
    """Return what a file is, read piece by piece. Raises BadInput("update-missing")."""
    digest, size, end = hashlib.sha256(), 0, b""
    try:
        with os.fdopen(open_foreign(atomic_files.local_path(file)), "rb") as opened:
            while piece := opened.read(PIECE):
                digest.update(piece)
                size += len(piece)
                end = (end + piece)[-LABEL_BYTES:]
    except OSError:
        raise BadInput("update-missing", file=file.name) from None
    named = LABEL.fullmatch(end) if len(end) == LABEL_BYTES else None
    found = named.groupdict() if named else {"version": b"", "platform": b""}
    return Measured(digest.hexdigest(), size, found["version"].decode("ascii"), found["platform"].decode("ascii"))


def this_platform() -> str:
    """This computer as the signatures name it."""
    system = {"linux": "linux", "win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    machine = {"AMD64": "x86_64", "x86_64": "x86_64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return f"{system}-{machine}"


def _numbers(version: str) -> tuple[int, ...]:
    """``0.2`` and ``0.2.0`` are the same."""
    return tuple(map(int, re.sub(r"(\.0)+$", "", version).split(".")))
