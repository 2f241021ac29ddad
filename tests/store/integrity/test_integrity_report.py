"""A locked record that is checked from outside: what is refused before anything of it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import StoreTrouble
from screening.store import open_vault, rotate, verify_vault
from screening.store.crypto import key_file
from screening.store.folder import automatic_copies
from tests.made_vaults import made_vault
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case


def test_a_file_from_before_a_new_data_key_is_not_said_to_hold(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    with made_vault(folder, "Officer Aina", "officer", "") as vault:
        begin_case(vault, 3)
    before = {name: (folder / name).read_bytes() for name in (automatic_copies.FILE, key_file.FILE, key_file.COPY)}
    with open_vault(folder, PASSPHRASE) as vault:
        rotate(vault, PASSPHRASE, cost=QUICK)
    assert verify_vault(folder, PASSPHRASE).holds
    for name, data in before.items():
        (folder / name).write_bytes(data)
    with pytest.raises(StoreTrouble, match="vault-older"):
        verify_vault(folder, PASSPHRASE)
