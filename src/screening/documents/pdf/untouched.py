"""Whether a file is, byte for byte, as this program wrote it: its second identifier is the digest of all other bytes.

This is no proof of who wrote it. It tells a paper that another program saved again, where the seal still holds, from
one that nothing touched.
"""

from __future__ import annotations

import hashlib
import re

_IDENTIFIERS = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]{32})>\s*<([0-9A-Fa-f]{32})>\s*\]")


def stamped(pdf: bytes) -> bytes:
    """The file with the digest in its second identifier; as it came where it has none."""
    found = _last(pdf)
    if found is None:
        return pdf
    return pdf[: found.start(2)] + _digest(pdf, found) + pdf[found.end(2) :]


def is_untouched(pdf: bytes) -> bool:
    """Return whether the digest in a PDF's identifier is that of the file."""
    found = _last(pdf)
    return found is not None and found[2].lower() == _digest(pdf, found)


def _last(pdf: bytes) -> re.Match[bytes] | None:
    found = list(_IDENTIFIERS.finditer(pdf))
    return found[-1] if found else None


def _digest(pdf: bytes, found: re.Match[bytes]) -> bytes:
    digest = hashlib.sha256(pdf[: found.start(2)])
    digest.update(pdf[found.end(2) :])
    return digest.hexdigest()[:32].encode()
