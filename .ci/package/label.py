"""Write into a package which version it is and for which computers, where ``screening verify-update`` reads it.

    python .ci/package/label.py FILE VERSION PLATFORM

The label is the last 64 bytes of the file, so it is inside what is signed. An archive under zstd gets it as a frame
that is skipped, a Debian package as a member that dpkg leaves out, a Windows installer behind its end.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

LABEL_BYTES = 64


def label(version: str, platform: str) -> bytes:
    """Return the line of a package, as long as every other."""
    said = f"screening update {version} {platform}".encode("ascii")
    if len(said) >= LABEL_BYTES:
        raise ValueError("a label is too long")
    return said.ljust(LABEL_BYTES - 1) + b"\n"


def labelled(name: str, data: bytes, version: str, platform: str) -> bytes:
    """Return a package with its label behind it, in the way of its format."""
    said = label(version, platform)
    if name.endswith(".zst"):
        return data + struct.pack("<II", 0x184D2A50, len(said)) + said
    if name.endswith(".deb"):
        head = f"{'_screening':<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(said):<10}`\n".encode("ascii")
        return data + b"\n" * (len(data) % 2) + head + said
    return data + said


if __name__ == "__main__":
    package = Path(sys.argv[1])
    package.write_bytes(labelled(package.name, package.read_bytes(), *sys.argv[2:4]))
