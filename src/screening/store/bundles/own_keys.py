"""What a vault signs with and receives with, and the file that carries both to a headquarters."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field

import nacl.exceptions
import nacl.signing

from screening.domain.events.contacts import ContactCard, parse_card
from screening.domain.events.hash_chain import canonical
from screening.errors import BadInput, StoreTrouble
from screening.store.crypto.age import age
from screening.store.crypto.passphrase import normal


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """What one vault signs with and receives with; never outside of it."""

    seed: bytes = field(repr=False)
    identity: str = field(repr=False)

    @property
    def signing(self) -> str:
        """The public half that others check with, 64 hex digits."""
        return bytes(nacl.signing.SigningKey(self.seed).verify_key).hex()

    @property
    def recipient(self) -> str:
        return str(age().x25519.Identity.from_str(self.identity).to_public())

    def sign(self, message: bytes) -> bytes:
        return nacl.signing.SigningKey(self.seed).sign(message).signature


def new_own_keys() -> OwnKeys:
    """Draw the keys with which a vault signs and receives."""
    return OwnKeys(secrets.token_bytes(32), str(age().x25519.Identity.generate()))


def seal_keys(keys: OwnKeys, card: ContactCard, passphrase: str) -> bytes:
    """Return keys and their card as a file under a passphrase (age, scrypt)."""
    fields = {"card": card.text(), "seed": keys.seed.hex(), "identity": keys.identity}
    return bytes(age().passphrase.encrypt(canonical(fields), normal(passphrase)))


def open_keys(data: bytes, passphrase: str) -> tuple[OwnKeys, ContactCard]:
    """Return what ``seal_keys`` sealed. Raises StoreTrouble("hub-wrong-passphrase"), BadInput("hub-no-identity")."""
    if not data.startswith(b"age-encryption.org/v1\n"):
        raise BadInput("hub-no-identity")
    try:
        fields = json.loads(bytes(age().passphrase.decrypt(data, normal(passphrase))))
        keys = OwnKeys(bytes.fromhex(fields["seed"]), str(fields["identity"]))
        card = parse_card(fields["card"])
        whole = (card.signing, card.recipient) == (keys.signing, keys.recipient)
    except age().DecryptError:
        raise StoreTrouble("hub-wrong-passphrase") from None
    except (ValueError, KeyError, TypeError, BadInput, age().IdentityError):
        raise BadInput("hub-no-identity") from None
    if not whole:
        raise BadInput("hub-no-identity")
    return keys, card


def signature_holds(signing: str, message: bytes, signature: str) -> bool:
    """Return whether the key ``signing`` signed this; key and signature in hex, False where they are none."""
    try:
        nacl.signing.VerifyKey(bytes.fromhex(signing)).verify(message, bytes.fromhex(signature))
    except (nacl.exceptions.BadSignatureError, ValueError, nacl.exceptions.CryptoError):
        return False
    return True
