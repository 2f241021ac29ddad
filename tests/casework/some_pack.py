"""A reviewer's record and the sound of a recording, for the tests of packs."""

from __future__ import annotations

import io
import wave
from array import array
from collections.abc import Mapping
from datetime import UTC, datetime

from screening.casework.languages import packs
from screening.settings import OWN
from screening.sound.player import RATE, tone
from screening.store import Vault, practice_vault
from screening.store.exchange.pack_file import make_pack, read_pack_file

TAG = "bn"
TEXT = "consent.spoken.choice"


def reviewer(name: str = "Reviewer", day: int = 24) -> Vault:
    vault = practice_vault()
    vault.officer, vault.role = name, "reviewer"
    vault.clock = lambda: datetime(2026, 11, day, 9, tzinfo=UTC)
    return vault


def wav(sound: array[int] | None = None) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((tone(seconds=1.5) if sound is None else sound).tobytes())
    return made.getvalue()


def files_of(vault: Vault) -> dict[str, bytes]:
    """What a sound pack holds, to be spoiled."""
    return dict(read_pack_file(packs.export(vault, TAG, {}, (), OWN)).files)


def checked(vault: Vault, files: Mapping[str, bytes]) -> packs.Examined:
    return packs.check(read_pack_file(make_pack(vault, TAG, files)))
