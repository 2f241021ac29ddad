"""Printed text as pypdf reads it, beside the text that was to be printed."""

from __future__ import annotations

import re

_PARTED = re.compile("[\u0e32\u0e33\u0e48-\u0e4b\u0e4d]")


def joined(said: str) -> str:
    """A text without spaces, Thai tone marks, and the vowels that share signs with am.

    pypdf leaves ActualText out and reads sign by sign, so that these stand in another order or twice.
    """
    return _PARTED.sub("", "".join(said.split()))
