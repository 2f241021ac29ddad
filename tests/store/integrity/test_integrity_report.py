"""A locked record that is checked from outside: what is refused before anything of it is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from screening.errors import BadInput, StoreTrouble
from screening.store import open_vault, rotate, verify_vault
from screening.store.crypto import key_file
from screening.store.folder import automatic_copies
from screening.store.integrity.integrity_report import PAGE, verify_against, verify_files
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


def cut(path: Path, by: int) -> None:
    path.write_bytes(path.read_bytes()[:-by])


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda folder: None, ()),
        (lambda folder: (folder / "vault.db").unlink(), ("vault-missing",)),
        (lambda folder: (folder / "vault.db").write_bytes(b""), ("vault-damaged",)),
        (lambda folder: (folder / "vault.db").write_bytes(bytes(PAGE)), ("vault-damaged",)),
        (lambda folder: cut(folder / "vault.db", 1), ("vault-damaged",)),
        (lambda folder: (folder / "recorder.bin").unlink(), ("recorder-missing",)),
        (lambda folder: (folder / "recorder.bin").write_bytes(b"x" * 99), ("recorder-damaged",)),
        (lambda folder: cut(folder / "recorder.bin", 1), ("recorder-torn",)),
        (lambda folder: (folder / key_file.FILE).write_bytes(b"{}"), ("keys-differ",)),
        (lambda folder: [(folder / name).unlink() for name in (key_file.FILE, key_file.COPY)], ("keys-missing",)),
    ],
)
def test_without_a_key_the_outer_form_of_each_file_is_said(
    tmp_path: Path, change: Callable[[Path], object], faults: tuple[str, ...]
) -> None:
    folder = tmp_path / "record"
    with made_vault(folder, "Officer Aina", "officer", "") as vault:
        begin_case(vault)
    change(folder)
    report = verify_files(folder)
    assert report.faults == faults
    assert report.backups == 1
    assert (report.journal_frames > 0) is not any(each in faults for each in ("recorder-missing", "recorder-damaged"))
    assert (report.journal_rest > 0) is ("recorder-torn" in faults)


def test_where_there_is_no_folder_there_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="vault-not-found"):
        verify_files(tmp_path / "none")


def test_a_printed_head_that_is_none_is_said_before_anything_is_opened(tmp_path: Path) -> None:
    for printed, log in (("not a head", ""), ("", "not a head")):
        with pytest.raises(BadInput, match="not-a-head"):
            verify_against(tmp_path / "none", PASSPHRASE, printed, log=log)
