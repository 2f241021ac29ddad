"""Both ways of opening a sealed text check the same tag and give the same text."""

from __future__ import annotations

import hashlib

import nacl.bindings as sodium
import pytest

from screening.store.crypto import quick_open


@pytest.mark.parametrize("size", [0, 1, 200, 70_000])
def test_both_ways_of_opening_a_sealed_text_agree(size: int) -> None:
    key, nonce, place, text = bytes(range(32)), bytes(24), b"event/x/y/1", bytes(size)
    sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, place, nonce, key)
    for opened in (quick_open.opener(), quick_open.plain_open):
        assert bytes(opened(sealed, place, nonce, key)) == text
        assert opened(sealed[:-1] + bytes([sealed[-1] ^ 1]), place, nonce, key) is None
        assert opened(sealed, b"event/x/y/2", nonce, key) is None
        assert opened(sealed[:15], place, nonce, key) is None
        assert opened(sealed, place, nonce[:-1], key) is None
        assert bytes(opened(sealed, place, nonce + sealed, key)) == text
        assert opened(sealed, place, nonce, key[:-1]) is None
        assert opened(sealed, place, nonce, b"") is None


@pytest.mark.parametrize("size", [0, 1, 200, 70_000])
def test_both_ways_of_digesting_a_sealed_text_agree(size: int) -> None:
    key, nonce, place, text = bytes(range(32)), bytes(range(24)), b"event/x/y/1", bytes(size)
    sealed = nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, place, nonce, key)
    for digested in (quick_open.digester(), quick_open.plain_digest):
        assert digested(sealed, place, key) == hashlib.sha256(text).digest()
        assert digested(sealed[:-1] + bytes([sealed[-1] ^ 1]), place, key) is None
        assert digested(bytes([sealed[0] ^ 1]) + sealed[1:], place, key) is None
        assert digested(sealed, b"event/x/y/2", key) is None
        assert digested(sealed[:39], place, key) is None
        assert digested(b"", place, key) is None
        assert digested(sealed, place, key[:-1]) is None
        assert digested(sealed, place, b"") is None
