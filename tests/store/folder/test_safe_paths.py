"""Nothing is written into the folder of a record, nor over a file that is there, by any command or page."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from screening.errors import BadInput
from screening.store import create_vault, make_copy
from screening.store.crypto import atomic_files
from screening.store.folder import safe_paths
from screening.store.folder.sealed_marker import MARKER
from screening.wording.catalogue.error_messages import sentence
from screening.wording.catalogue.translations import Words
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


def test_a_file_in_a_folder_takes_a_name_of_its_own_and_leaves_what_is_there(tmp_path: Path) -> None:
    first = safe_paths.save_in(tmp_path, "notes-K7F3P.pdf", b"for labour")
    second = safe_paths.save_in(tmp_path, "notes-K7F3P.pdf", b"for the police")
    (tmp_path / "notes-K7F3P_3.pdf").symlink_to(tmp_path / "elsewhere")
    third = safe_paths.save_in(tmp_path, "notes-K7F3P.pdf", b"for the shelter")
    assert [each.name for each in (first, second, third)] == [
        "notes-K7F3P.pdf",
        "notes-K7F3P_2.pdf",
        "notes-K7F3P_4.pdf",
    ]
    assert [each.read_bytes() for each in (first, second, third)] == [
        b"for labour",
        b"for the police",
        b"for the shelter",
    ]
    assert not (tmp_path / "elsewhere").exists()
    assert safe_paths.save_in(tmp_path, "notes-K7F3P.pdf", b"for the police") == second


def test_a_file_that_is_named_and_there_is_refused_and_left(tmp_path: Path) -> None:
    named = tmp_path / "table.csv"
    assert safe_paths.save_new(named, b"first") == named
    with pytest.raises(BadInput, match="bundle-file-exists"):
        safe_paths.save_new(named, b"second")
    assert named.read_bytes() == b"first"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "not-written-full"),
        (errno.EROFS, "not-written-read-only"),
        (errno.EACCES, "not-written-read-only"),
        (errno.ENOENT, "not-written-gone"),
        (errno.EIO, "not-written"),
    ],
)
def test_a_disk_that_refuses_is_told_in_a_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuses(*_: object) -> None:
        raise OSError(number, "the system's own word")

    monkeypatch.setattr(atomic_files, "write_all", refuses)
    for write in (
        lambda: safe_paths.save_new(tmp_path / "a.pdf", b"x"),
        lambda: safe_paths.save_in(tmp_path, "a.pdf", b"x"),
    ):
        with pytest.raises(BadInput) as told:
            write()
        assert told.value.code == code
        assert list(tmp_path.iterdir()) == []
        assert "a.pdf" in sentence(Words("en"), told.value)


def test_a_folder_that_went_with_its_stick_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not-written-gone"):
        safe_paths.save_new(tmp_path / "stick" / "a.pdf", b"x")
    with pytest.raises(BadInput, match="folder-missing"):
        safe_paths.save_in(tmp_path / "stick", "a.pdf", b"x")


def test_a_file_that_does_not_fit_on_the_disk_leaves_nothing(tmp_path: Path) -> None:
    limits = pytest.importorskip("resource", reason="Windows sets no limit to the size of a file")
    before = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(BadInput, match="not-written"):
            safe_paths.save_new(tmp_path / "t.csv", b"c,d\n" * 1000)
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []
