"""Nothing is written into the folder of a record, nor over a file that is there, by any command or page."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.errors import BadInput
from screening.store import create_vault, make_copy
from screening.store.folder import safe_paths
from screening.store.folder.sealed_marker import MARKER
from tests.store.some_vault import PASSPHRASE, QUICK


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("officer") / "record"
    create_vault(folder, PASSPHRASE, "Officer", "ngo", "House", cost=QUICK).close()
    return folder


@pytest.mark.parametrize("name", ["vault.db", "recorder.bin", "new.csv", "backup/new.csv", "", "../record/new.csv"])
def test_a_place_in_a_record_is_refused(record: Path, name: str) -> None:
    for find in (safe_paths.outside, safe_paths.new_file):
        with pytest.raises(BadInput) as told:
            find(record / name)
        assert told.value.code == "inside-record"


def test_links_backups_copies_and_a_record_without_its_file_are_known(record: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(record)
    with create_vault(tmp_path / "v", PASSPHRASE, "Officer", "ngo", "House", cost=QUICK) as vault:
        stick = tmp_path / "stick"
        stick.mkdir()
        copy = make_copy(vault, stick)
    for each in (tmp_path / "link", copy, next((tmp_path / "v" / "backup").iterdir())):
        assert safe_paths.in_record(each / "new.csv")
    assert not safe_paths.in_record(stick / "new.csv")
    for name in ("vault.db", "vault.db-wal"):
        (tmp_path / "v" / name).unlink(missing_ok=True)
    assert safe_paths.in_record(tmp_path / "v" / "new.csv")


def test_a_folder_with_one_such_name_is_no_record_and_a_sealed_one_is(tmp_path: Path) -> None:
    for name in ("keys.json", "keys.bak", "table.csv"):
        (tmp_path / name).touch()
    assert safe_paths.outside(tmp_path / "table.csv") == tmp_path / "table.csv"
    with pytest.raises(BadInput, match="bundle-file-exists"):
        safe_paths.new_file(tmp_path / "table.csv")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BadInput, match="bundle-file-exists"):
        safe_paths.new_file(tmp_path / "dangling")
    (tmp_path / MARKER).touch()
    assert safe_paths.in_record(tmp_path / "table.csv")
