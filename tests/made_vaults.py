"""Vaults for tests, made once in a process and copied: making one costs ten times what copying and opening one does.

What is copied is what ``create_vault`` puts in place before it opens it. Tests of making a vault make their own.
"""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from screening.store import Vault, create_vault
from screening.store.crypto import atomic_files
from screening.store.crypto.key_file import Cost, Keys
from screening.store.vault import lifecycle, preferences
from screening.store.vault.preferences import keep_preference, seal_pin

PASSPHRASE = "lantern copper meadow thimble walnut"
COVER_PIN = "2580"
QUICK = Cost(1, 64 << 20)
"""The cheapest passphrase cost that the key file allows."""

_taken: Counter[tuple[str, ...]] = Counter()
"""How many of a kind the running test has: two of them are two vaults, with keys of their own."""


def made_record(
    folder: Path,
    officer: str,
    role: str,
    organisation: str = "",
    passphrase: str = PASSPHRASE,
    *,
    pin: bool = False,
    country: str | None = None,
) -> Path:
    """``folder`` with a closed vault in it, opened at most to set COVER_PIN with ``pin``."""
    _copy(folder, officer, role, organisation, passphrase, pin, country)
    return folder


def made_vault(folder: Path, officer: str, role: str, organisation: str = "", passphrase: str = PASSPHRASE) -> Vault:
    """The open vault in ``folder``, as ``create_vault`` gives it with the cheapest cost."""
    return lifecycle.open_with_keys(folder, _copy(folder, officer, role, organisation, passphrase, pin=False))


def _copy(
    folder: Path, officer: str, role: str, organisation: str, passphrase: str, pin: bool, country: str | None = None
) -> Keys:
    kind = (officer, role, organisation, passphrase, str(pin), country or "")
    _taken[kind] += 1
    atomic_files.keep_private()
    original, keys = _original(_taken[kind], officer, role, organisation, passphrase, pin, country)
    shutil.copytree(original, folder, dirs_exist_ok=True)
    return keys


def begin_test() -> None:
    """The next vault of each kind may be the same as in the test before."""
    _taken.clear()


def forget() -> None:
    """Remove the originals from the disk."""
    _original.cache_clear()
    if _home.cache_info().currsize:
        _home().cleanup()
        _home.cache_clear()


@cache
def _home() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="made-vaults-")


@cache
def _original(
    number: int, officer: str, role: str, organisation: str, passphrase: str, pin: bool, country: str | None
) -> tuple[Path, Keys]:
    """A vault that was not opened yet, or was closed after its PIN was set; and its keys."""
    folder = Path(_home().name) / str(_original.cache_info().currsize)
    with patch.object(lifecycle, "open_with_keys", lambda _folder, opened: opened):
        made = create_vault(folder, passphrase, officer, role, organisation, country=country, cost=QUICK)
    keys: Keys = made  # type: ignore[assignment]
    if pin:
        with lifecycle.open_with_keys(folder, keys) as vault:
            keep_preference(vault, preferences.PIN, seal_pin(COVER_PIN))
    return folder, keys
