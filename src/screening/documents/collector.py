"""Garbage collection waits while a document is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def waiting_collector() -> Iterator[None]:
    """Python's search for cycles of objects waits inside, and goes on after it as it was.

    A set of papers is some hundred thousand objects, nearly all of which live until it is written: looking through
    them again and again takes a twentieth of its time.
    """
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
