"""What an officer set for this laptop: the PIN of the cover page, when to lock. Kept inside the encrypted record."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from screening.errors import StoreTrouble
from screening.store.crypto import key_file
from screening.store.folder import throttle
from screening.store.vault.vault import VAULT, Vault

IDLE_MINUTES = (1, 2, 3, 5, 10, 15)
USUAL_MINUTES = 5
SHORTEST_PIN, LONGEST_PIN = 4, 12

PIN, IDLE, OPEN_CASE = "preference.pin", "preference.idle", "preference.open-case"
REGION, FOLDER = "preference.region", "preference.folder"
LANGUAGE, THEME, SCALE = "preference.language", "preference.theme", "preference.scale"


@dataclass(frozen=True, slots=True)
class Preferences:
    """As they were last kept."""

    pin: str = ""
    """The PIN, sealed; "" where none was chosen."""
    idle_minutes: int = USUAL_MINUTES
    open_case: str = ""
    """The case that was open when the record was locked, for the return to its page."""
    region: str = ""
    """The state that was chosen last, with which the next talk begins."""
    folder: str = ""
    """The folder that was chosen, or saved to, last."""
    language: str = ""
    """The language of the program; "" where none was chosen."""
    theme: str = ""
    """The name of a theme; "" where none was chosen."""
    scale: int = 0
    """The text size in percent; 0 where none was chosen."""


def read_preferences(vault: Vault) -> Preferences:
    """Return the preferences as they were last kept; what cannot be used counts as not set."""
    kept = vault.drafts(VAULT)
    minutes, scale = (
        int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
        for text in (kept.get(IDLE, ""), kept.get(SCALE, ""))
    )
    return Preferences(
        pin=kept.get(PIN, ""),
        idle_minutes=minutes if minutes in IDLE_MINUTES else USUAL_MINUTES,
        open_case=kept.get(OPEN_CASE, ""),
        region=kept.get(REGION, ""),
        folder=kept.get(FOLDER, ""),
        language=kept.get(LANGUAGE, ""),
        theme=kept.get(THEME, ""),
        scale=scale,
    )


def keep_preference(vault: Vault, name: str, text: str) -> None:
    """Keep one of PIN, IDLE, OPEN_CASE, REGION, FOLDER, LANGUAGE, THEME, SCALE; "" removes it. Raises NotSaved."""
    vault.set_draft(VAULT, name, text)


def pin_trouble(pin: str) -> str:
    """Return why a PIN will not do: ``pin-short``, ``pin-long``, ``pin-not-figures``, ``pin-too-plain``; "" when it
    will.
    """
    if not (pin.isascii() and pin.isdecimal()):
        return "pin-not-figures"
    if len(pin) < SHORTEST_PIN:
        return "pin-short"
    if len(pin) > LONGEST_PIN:
        return "pin-long"
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    return "pin-too-plain" if len(steps) == 1 and steps <= {0, 1, 9} else ""


def seal_pin(pin: str) -> str:
    """Return the PIN as it is kept: scrypt under a random salt, so that it does not stand in the record itself."""
    salt = secrets.token_bytes(16)
    return json.dumps({"salt": salt.hex(), "hash": _hash(pin, salt).hex()})


def pin_fits(pin: str, sealed: str) -> bool:
    """Return whether this is the PIN. A damaged seal fits nothing."""
    try:
        kept = json.loads(sealed)
        salt, expected = bytes.fromhex(kept["salt"]), bytes.fromhex(kept["hash"])
        return hmac.compare_digest(_hash(pin, salt), expected)
    except (ValueError, KeyError, TypeError):
        return False


def is_passphrase(folder: Path, text: str) -> bool:
    """Return whether this text opens the record in ``folder``; one that does not is counted. Takes about a second."""
    try:
        key_file.unseal(key_file.read(folder)[0], text)
    except StoreTrouble as trouble:
        if trouble.code == "wrong-passphrase":
            throttle.count_wrong(folder)
        return False
    except OSError:
        return False
    return True


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**13, r=8, p=1)
