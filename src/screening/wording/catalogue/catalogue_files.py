"""Read a catalogue through Babel, strictly: one bad line and the file is refused."""

from __future__ import annotations

import io
import re
import struct
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import PoFileError, read_po

from screening.domain.content.foreign_files import read_foreign

LARGEST = 16 << 20
"""Bytes of a catalogue."""
MOST_FORMS = 6
"""Plural forms of the language with most (CLDR: Arabic, Welsh)."""
NPLURALS = re.compile(rb"nplurals[^0-9]{0,20}([0-9]+)", re.IGNORECASE)
JOINED = re.compile(rb'"[ \t\r]*\n[ \t]*"')
CHARSET = re.compile(rb"charset=([^\s\\\"]*)", re.IGNORECASE)


def parse_po(content: bytes, *, obsolete: bool = False) -> Catalog:
    """Return the catalogue, with what is no longer in use when ``obsolete``. Raises ValueError that names the line."""
    joined = JOINED.sub(b"", content)  # a value may go on in the next line, with needless backslashes
    for number in NPLURALS.findall(joined.replace(b"\\", b"")):
        if len(number) > 1 or int(number) > MOST_FORMS:
            raise ValueError("more plural forms than any language has")
    for charset in CHARSET.findall(joined):
        if charset.lower().replace(b"_", b"-") not in (b"utf-8", b"utf8", b"charset"):
            raise ValueError("not UTF-8")
    try:
        return read_po(io.BytesIO(content), ignore_obsolete=not obsolete, abort_invalid=True)
    except PoFileError as trouble:
        raise ValueError(f"{trouble} (line {trouble.lineno + 1})") from trouble
    except LookupError:
        raise ValueError("not UTF-8") from None


def open_po(path: Path, *, obsolete: bool = False) -> Catalog:
    """Return the catalogue at ``path``. Raises OSError, or ValueError that names the line."""
    return parse_po(read_foreign(path, LARGEST), obsolete=obsolete)


def parse_mo(content: bytes) -> Catalog:
    """Return the compiled catalogue, without what was not translated. Raises ValueError when it is damaged."""
    try:
        catalog = read_mo(io.BytesIO(content))
    except (OSError, ValueError, struct.error) as trouble:
        raise ValueError("The compiled file is damaged or cut off") from trouble
    for message in catalog:
        if isinstance(message.context, bytes):  # as Babel leaves it
            message.context = message.context.decode("utf-8")
    return catalog


def open_mo(path: Path) -> Catalog:
    """Return the compiled catalogue at ``path``. Raises OSError, or ValueError when it is damaged."""
    return parse_mo(read_foreign(path, LARGEST))
