"""Many small sealed texts opened one after another, into one buffer: where verifying a large record spends its time."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import nacl.bindings as sodium
import nacl.exceptions

Open = Callable[[bytes, bytes, bytes, bytes], Any]
"""Sealed text, what it is bound to, nonce and key; the text, to be used before the next call, or None.

Of a nonce with more behind it the first 24 bytes count.
"""

TAG = 16
NONCE = 24
FIRST = 1 << 16


def opener() -> Open:
    """Return the fast opener where PyNaCl's own C library can be asked directly, else the public one.

    Both check the same tag.
    """
    try:
        library = importlib.import_module("nacl._sodium")
        ffi, decrypt = library.ffi, library.lib.crypto_aead_xchacha20poly1305_ietf_decrypt
    except (ImportError, AttributeError):
        return plain_open
    return _into_buffer(ffi, decrypt)


def plain_open(sealed: bytes, place: bytes, nonce: bytes, key: bytes) -> bytes | None:
    """Open one sealed text by PyNaCl's public function; None where it does not open."""
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, place, nonce[:NONCE], key)
    except (nacl.exceptions.CryptoError, ValueError, TypeError):
        return None


def _into_buffer(ffi: Any, decrypt: Any) -> Open:
    size = FIRST
    out = ffi.new("unsigned char[]", size)
    buffer = ffi.buffer(out)

    def fast_open(sealed: bytes, place: bytes, nonce: bytes, key: bytes) -> Any:
        nonlocal size, out, buffer
        length = len(sealed)
        # C reads as many bytes as it is told: a short nonce or key must never reach it.
        if length < TAG or len(nonce) < NONCE or len(key) != 32:
            return None
        if length > size:
            size = length
            out = ffi.new("unsigned char[]", size)
            buffer = ffi.buffer(out)
        if decrypt(out, ffi.NULL, ffi.NULL, sealed, length, place, len(place), nonce, key) != 0:
            return None
        return buffer[0 : length - TAG]

    return fast_open
