"""A program update: signed where it is made, and checked before anybody runs it."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from screening import __version__
from screening.domain.content.safe_open import open_foreign, read_foreign
from screening.domain.events.contacts import Card
from screening.errors import BadInput
from screening.store import Vault
from screening.store.crypto import atomic_files
from screening.store.exchange.update_signature import LARGEST, UpdateSignature, read_signature, sign_update
from screening.store.folder import safe_paths

SUFFIX = ".signature"
"""What the name of a signature's file has after that of the update."""
NAMED = re.compile(r"[_-](?P<version>[0-9]+(?:\.[0-9]+)+)[_-](?P<platform>[a-z]+-[a-z0-9_]+|amd64\.deb)")
"""How the packages of ``.ci/package`` are named."""
PIECE = 1 << 20


def sign(vault: Vault, file: Path, version: str = "", platform: str = "") -> Path:
    """Write the signature of an update beside it. Version and platform are those in the file's name, unless told.

    Raises BadInput: ``update-missing``, ``update-version``, ``update-platform-unknown``, ``bundle-file-exists``,
    ``inside-record``, ``not-written``.
    """
    named = NAMED.search(file.name)
    found = named["platform"].removesuffix(".tar") if named else ""
    digest, size = measured(file)
    data = sign_update(
        vault,
        sha256=digest,
        size=size,
        version=version or (named["version"] if named else ""),
        platform=platform or ("linux-x86_64" if found == "amd64.deb" else found),
    )
    return safe_paths.save_new(file.with_name(file.name + SUFFIX), data)


def verify(file: Path, signature: Path | None = None, *, version: str = __version__, here: str = "") -> UpdateSignature:
    """Return who signed this very file, which is for this computer and not older than the program.

    Whether they are believed is asked with ``believe``. Nothing is written.
    Raises BadInput: ``update-missing``, ``update-unsigned``, ``update-signature-damaged``, ``update-changed``,
    ``update-platform``, ``update-older``.
    """
    place = signature or file.with_name(file.name + SUFFIX)
    digest, size = measured(file)
    try:
        told = read_foreign(place, LARGEST)
    except OSError:
        raise BadInput("update-unsigned", file=place.name) from None
    signed = read_signature(told)
    if (digest, size) != (signed.sha256, signed.size):
        raise BadInput("update-changed")
    if signed.platform != (here or this_platform()):
        raise BadInput("update-platform", platform=signed.platform)
    if _numbers(signed.version) < _numbers(version):
        raise BadInput("update-older", version=signed.version, own=version)
    return signed


def believe(signed: UpdateSignature, known: Iterable[Card]) -> None:
    """Raise BadInput("update-unknown-signer") where the signer is none of those whose number was checked."""
    if signed.signer.signing not in {card.signing for card in known}:
        raise BadInput("update-unknown-signer", name=signed.signer.name, number=signed.signer.number)


def measured(file: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, read piece by piece. Raises BadInput("update-missing")."""
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(open_foreign(atomic_files.local_path(file)), "rb") as opened:
            while piece := opened.read(PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError:
        raise BadInput("update-missing", file=file.name) from None
    return digest.hexdigest(), size


def this_platform() -> str:
    """This computer as the signatures name it."""
    system = {"linux": "linux", "win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    machine = {"AMD64": "x86_64", "x86_64": "x86_64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return f"{system}-{machine}"


def _numbers(version: str) -> tuple[int, ...]:
    """``0.2`` and ``0.2.0`` are the same."""
    return tuple(map(int, re.sub(r"(\.0)+$", "", version).split(".")))
