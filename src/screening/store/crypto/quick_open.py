"""Many small sealed texts opened one after another, into one buffer: where verifying a large record spends its time."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable
from typing import Any

import nacl.bindings as sodium
import nacl.exceptions

Open = Callable[[bytes, bytes, bytes, bytes], Any]
"""Sealed text, what it is bound to, nonce and key; the text, to be used before the next call, or None.

Of a nonce with more behind it the first 24 bytes count.
"""

Digest = Callable[[bytes, bytes, bytes], bytes | None]
"""Nonce with the sealed text behind it, what it is bound to, and key; the SHA-256 of the text, or None."""

TAG = 16
NONCE = 24
FIRST = 1 << 16


def opener() -> Open:
    """Return the fast opener where PyNaCl's own C library can be asked directly, else the public one.

    Both check the same tag.
    """
    library = _library()
    return plain_open if library is None else _into_buffer(*library)


def _library() -> tuple[Any, Any] | None:
    """PyNaCl's handle on its C library, and the function there that opens; None where they cannot be had."""
    try:
        library = importlib.import_module("nacl._sodium")
        return library.ffi, library.lib.crypto_aead_xchacha20poly1305_ietf_decrypt
    except (ImportError, AttributeError):
        return None


def digester() -> Digest:
    """Return what opens a sealed text and tells its digest, in one call; by the same two ways as ``opener``."""
    library = _library()
    return plain_digest if library is None else _digest_of_buffer(*library)


def plain_digest(sealed: bytes, place: bytes, key: bytes) -> bytes | None:
    """Tell the digest of one sealed text by PyNaCl's public function; None where it does not open."""
    opened = plain_open(sealed[NONCE:], place, sealed[:NONCE], key)
    return None if opened is None else hashlib.sha256(opened).digest()


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


def _digest_of_buffer(ffi: Any, decrypt: Any) -> Digest:
    size, nothing = FIRST, ffi.NULL
    out = ffi.new("unsigned char[]", size)
    buffer = ffi.buffer(out)
    begun = hashlib.sha256().copy  # a copy of one that was begun spares looking for the digest by its name

    def fast_digest(sealed: bytes, place: bytes, key: bytes) -> bytes | None:
        nonlocal size, out, buffer
        length = len(sealed)
        # C reads as many bytes as it is told: a short nonce or key must never reach it.
        if length < NONCE + TAG or len(key) != 32:
            return None
        if length > size:
            size = length
            out = ffi.new("unsigned char[]", size)
            buffer = ffi.buffer(out)
        if decrypt(out, nothing, nothing, sealed[NONCE:], length - NONCE, place, len(place), sealed, key) != 0:
            return None
        digest = begun()
        digest.update(buffer[0 : length - NONCE - TAG])
        return digest.digest()

    return fast_digest
