"""The door to miniaudio, which is loaded once something is to be heard or measured.

It brings along an HTTP client with TLS, which nothing here uses: until then there is no such code in the process.
"""

from __future__ import annotations

import functools
from typing import Any


@functools.cache
def miniaudio() -> Any:
    """Return the library."""
    import miniaudio as library

    return library
