"""The signature of an update is read whole, or refused."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from screening.domain.events.hash_chain import canonical
from screening.errors import BadInput
from screening.store import Vault, practice_vault
from screening.store.exchange import update_signature
from screening.store.exchange.exchange import own_keys, publisher_card
from screening.store.exchange.update_signature import PLATFORMS, read_signature, sign_update

SAID: dict[str, Any] = {
    "format": 1, "sha256": "a" * 64, "size": 12, "version": "1.2", "platform": PLATFORMS[0],
    "made_at": "2026-12-01T09:00:00Z",
}  # fmt: skip


def signed(vault: Vault, said: dict[str, Any]) -> bytes:
    """A file that says this, signed as it should be."""
    line = canonical({**said, "signer": asdict(publisher_card(vault))})
    return line + b"\n" + own_keys(vault).sign(update_signature._SIGNS + line).hex().encode() + b"\n"


def test_what_was_signed_is_read() -> None:
    vault = practice_vault()
    found = read_signature(sign_update(vault, sha256="a" * 64, size=12, version="1.2", platform=PLATFORMS[0]))
    assert (found.sha256, found.size, found.version, found.platform) == ("a" * 64, 12, "1.2", PLATFORMS[0])
    assert read_signature(signed(vault, SAID)).signer == found.signer


@pytest.mark.parametrize(
    "changed", [{"size": "12"}, {"size": True}, {"more": 1}, {"format": 2}, {"version": "one"}, {"sha256": 7}], ids=str
)
def test_a_signed_file_with_other_fields_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="update-signature-damaged"):
        read_signature(signed(practice_vault(), SAID | changed))


@pytest.mark.parametrize("gone", SAID)
def test_a_signed_file_that_lacks_a_field_is_refused(gone: str) -> None:
    with pytest.raises(BadInput, match="update-signature-damaged"):
        read_signature(signed(practice_vault(), {name: value for name, value in SAID.items() if name != gone}))
