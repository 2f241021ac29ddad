"""What an age file asks for is known from its header, before any of it is decrypted."""

from __future__ import annotations

import pyrage
import pytest

from screening.errors import BadInput
from screening.store.crypto.age import BEGINS, bounded, must_be_bounded


def sealed(recipients: int) -> bytes:
    return pyrage.encrypt(b"a bundle", [pyrage.x25519.Identity.generate().to_public() for _ in range(recipients)])


@pytest.mark.parametrize("recipients", [1, 2, 31, 32])
def test_a_file_for_up_to_thirty_two_recipients_is_opened(recipients: int) -> None:
    must_be_bounded(sealed(recipients), "bundle-damaged")


def test_one_recipient_more_is_refused_under_the_given_code() -> None:
    with pytest.raises(BadInput, match="bundle-damaged"):
        must_be_bounded(sealed(33), "bundle-damaged")


def test_fewer_may_be_asked_for() -> None:
    assert bounded(sealed(2), 2)
    assert not bounded(sealed(3), 2)


@pytest.mark.sweep
def test_a_passphrase_is_never_tried() -> None:
    assert not bounded(pyrage.passphrase.encrypt(b"a bundle", "lantern"))


def test_what_has_no_recipient_no_end_or_another_beginning_is_refused() -> None:
    whole = sealed(1)
    assert not bounded(BEGINS + b"--- x\n")
    assert not bounded(whole.partition(b"\n---")[0])
    assert not bounded(b"x" + whole[1:])
    assert not bounded(b"")


def test_what_age_adds_as_noise_counts_for_no_recipient() -> None:
    assert b"-grease" in sealed(32).partition(b"\n---")[0]
    assert not bounded(BEGINS + b"-> noise-grease 1\n--- x\n")


def test_a_header_is_not_looked_through_beyond_what_its_recipients_can_take() -> None:
    stanza = b"-> X25519 " + b"A" * 300 + b"\n"
    assert not bounded(BEGINS + stanza + b"--- end\n", 1)
