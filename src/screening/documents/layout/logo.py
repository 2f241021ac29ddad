"""An agency's logo: a small PNG file beside its layouts, read strictly."""

from __future__ import annotations

import errno
import struct
from pathlib import Path

from screening.domain.content.foreign_files import read_foreign

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST = 300_000
"""Bytes of a logo's file."""
MOST_PIXELS = 2_000


def png_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises ValueError for what is no PNG of a logo's size."""
    if not 24 <= len(data) <= LARGEST or not data.startswith(SIGNATURE) or data[12:16] != b"IHDR":
        raise ValueError("not a small PNG")
    width, height = struct.unpack(">II", data[16:24])
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise ValueError("not a logo's size")
    return width, height


def read_logo(path: Path) -> bytes:
    """The file's bytes. Raises ValueError for what is no PNG of a logo's size, and OSError."""
    try:
        data = read_foreign(path, LARGEST)
    except OSError as trouble:
        if trouble.errno == errno.EFBIG:
            raise ValueError("not a small PNG") from None
        raise
    png_size(data)
    return data
