"""Sealing under a key: XChaCha20-Poly1305, each time under a nonce of its own that stands before what is sealed."""

from __future__ import annotations

import secrets

import nacl.bindings as sodium
import nacl.exceptions

NONCE = 24
TAG = 16


def seal(key: bytes, bound_to: bytes, plain: bytes) -> bytes:
    """Return nonce and sealed text, which open under the 32 bytes of ``key`` and with the same ``bound_to`` alone."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, bound_to, nonce, key)


def unseal(key: bytes, bound_to: bytes, sealed: bytes) -> bytes:
    """Return what was sealed. Raises ValueError where it was under another key, bound to something else, or changed."""
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed[NONCE:], bound_to, sealed[:NONCE], key)
    except (nacl.exceptions.CryptoError, TypeError, ValueError):
        raise ValueError("not sealed under this key") from None
