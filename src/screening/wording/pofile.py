"""Reading a translators' catalogue through Babel, strictly: one bad line and the file is refused."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from screening.domain.plain_file import read_foreign

LARGEST = 16 << 20
"""Bytes of a catalogue."""


def parse_po(content: bytes, *, obsolete: bool = False) -> Catalog:
    """The catalogue, with what is no longer in use when ``obsolete``. Raises ValueError that names the line."""
    try:
        return read_po(io.BytesIO(content), ignore_obsolete=not obsolete, abort_invalid=True)
    except PoFileError as trouble:
        raise ValueError(f"{trouble} (line {trouble.lineno + 1})") from trouble


def open_po(path: Path, *, obsolete: bool = False) -> Catalog:
    """The catalogue at ``path``. Raises OSError, or ValueError that names the line."""
    return parse_po(read_foreign(path, LARGEST), obsolete=obsolete)
