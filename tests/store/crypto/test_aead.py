"""What is sealed opens under its key and where it was bound to, and its form is the one of every file there is."""

from __future__ import annotations

import nacl.bindings as sodium
import pytest

from screening.store.crypto import aead

KEY, PLACE, TEXT = bytes(range(32)), b"event/A/one/1", b"what was said"


def test_it_is_a_nonce_and_then_what_libsodium_makes_of_the_text() -> None:
    sealed = aead.seal(KEY, PLACE, TEXT)
    nonce, rest = sealed[:24], sealed[24:]
    assert rest == sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(TEXT, PLACE, nonce, KEY)
    assert len(sealed) == aead.NONCE + len(TEXT) + aead.TAG
    assert aead.unseal(KEY, PLACE, sealed) == TEXT


def test_the_same_text_never_looks_the_same_twice() -> None:
    assert len({aead.seal(KEY, PLACE, TEXT) for _ in range(50)}) == 50


@pytest.mark.parametrize("sealed", [None, b"", bytes(23), bytes(24), bytes(39), bytes(40), bytes(60)])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(ValueError, match="not sealed under this key"):
        aead.unseal(KEY, PLACE, sealed)


def test_another_key_another_place_and_any_other_bit_open_nothing() -> None:
    sealed = aead.seal(KEY, PLACE, TEXT)
    others = [bytes([*sealed[:at], sealed[at] ^ 1, *sealed[at + 1 :]]) for at in range(len(sealed))]
    for key, place, data in (
        (bytes(32), PLACE, sealed), (KEY, b"event/A/one/2", sealed), (KEY, PLACE, sealed[:-1]),
        *((KEY, PLACE, each) for each in others),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="not sealed under this key"):
            aead.unseal(key, place, data)
