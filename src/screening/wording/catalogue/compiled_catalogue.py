"""Read a compiled catalogue with the standard library: in a third of the time that Babel takes, and without loading it.

An installed program speaks from these files. Its first page, and the first papers of a case, wait for one.
"""

from __future__ import annotations

import gettext
import io
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from screening.domain.content.foreign_files import read_foreign

LARGEST = 16 << 20
"""Bytes of a catalogue."""
_BETWEEN = "\x04"
"""What stands between the context of a message and its English text (GNU gettext, "The Format of GNU MO Files")."""


class Compiled(gettext.GNUTranslations):
    """The messages of one compiled file."""

    _catalog: dict[str | tuple[str, int], str]
    """Forms by context and text, those of a plural by number too: the library has no other way to them all."""
    plural: Callable[[int], int]
    """The index of the form for a number; may raise."""

    def messages(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Context, English text and forms of every message that has a context and is translated."""
        found: dict[str, list[str]] = {}
        for key, form in self._catalog.items():
            found.setdefault(key if isinstance(key, str) else key[0], []).append(form)
        for name, forms in found.items():
            context, between, source = name.partition(_BETWEEN)
            if context and between and source and all(forms):
                yield sys.intern(context), sys.intern(source), tuple(forms)  # the same in every language


def parse_compiled(content: bytes) -> Compiled:
    """Return the compiled catalogue. Raises ValueError when it is damaged."""
    try:
        return Compiled(io.BytesIO(content))
    except (OSError, ValueError, LookupError, struct.error) as trouble:
        raise ValueError("The compiled file is damaged or cut off") from trouble


def open_compiled(path: Path) -> Compiled:
    """Return the compiled catalogue at ``path``. Raises OSError, or ValueError when it is damaged."""
    return parse_compiled(read_foreign(path, LARGEST))
