"""A file that somebody named is opened only where it is plain, outside every open record, and no longer than asked."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from screening.domain.content import foreign_files
from screening.domain.content.foreign_files import (
    DATABASES,
    HEAD,
    is_held,
    keep_apart,
    let_go,
    open_foreign,
    open_plain,
    read_foreign,
    read_plain,
)
from screening.errors import BadInput

READERS: tuple[Callable[[Path], bytes], ...] = (lambda path: read_plain(path, 9), lambda path: read_foreign(path, 9))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Path]:
    """The folder of a record that this process holds, and a folder beside it."""
    folder = tmp_path / "record"
    (folder / "backup").mkdir(parents=True)
    for name in (*DATABASES, "keys.json", "backup/vault.db"):
        (folder / name).write_bytes(b"whole")
    keep_apart(folder)
    yield folder
    while is_held(folder):
        let_go(folder)


def refused() -> pytest.RaisesExc[BadInput]:
    return pytest.raises(BadInput, check=lambda error: error.code == "file-of-record")


@pytest.mark.parametrize("name", DATABASES)
def test_no_database_of_a_record_that_is_held_is_opened_by_whatever_name(record: Path, name: str) -> None:
    other = record.parent / "elsewhere"
    other.symlink_to(record / name)
    for path in (record / name, other, record / "backup" / ".." / name):
        with refused():
            open_plain(path)
        with refused():
            open_foreign(path)
    let_go(record)
    for path in (record / name, other):
        assert read_plain(path, 9) == read_foreign(path, 9) == b"whole"


def test_what_comes_from_outside_is_no_file_of_a_record_at_all(record: Path) -> None:
    for name in ("keys.json", "backup/vault.db"):
        with refused():
            read_foreign(record / name, 9)
        assert read_plain(record / name, 9) == b"whole", "the program's own key file and backups are read"
    (record.parent / "letter").write_bytes(b"letter")
    assert read_foreign(record.parent / "letter", 9) == b"letter"


def test_a_record_is_held_until_everybody_let_go(record: Path) -> None:
    keep_apart(record)
    let_go(record)
    assert is_held(record)
    let_go(record)
    assert not is_held(record)
    let_go(record)
    let_go(record.parent)
    assert not is_held(record.parent)


@pytest.mark.parametrize("read", READERS)
def test_a_file_is_read_up_to_its_bound_and_no_pipe_folder_or_missing_file_is(
    tmp_path: Path, read: Callable[[Path], bytes]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"123456789")
    assert read(path) == b"123456789"
    path.write_bytes(b"1234567890")
    with pytest.raises(OSError, check=lambda error: error.errno == errno.EFBIG):
        read(path)
    os.mkfifo(tmp_path / "pipe")
    for odd, number in (("pipe", errno.EINVAL), (".", errno.EINVAL), ("none", errno.ENOENT)):
        with pytest.raises(OSError, check=lambda error, number=number: error.errno == number):
            read(tmp_path / odd)


def test_the_beginning_is_looked_at_before_any_more_is_read(tmp_path: Path) -> None:
    path, seen, before = tmp_path / "file", list[bytes](), list(foreign_files._held)
    path.write_bytes(b"x" * HEAD + b"rest")
    assert read_foreign(path, HEAD + 4, seen.append) == b"x" * HEAD + b"rest"
    assert seen == [b"x" * HEAD]

    def refuses(head: bytes) -> None:
        raise BadInput("no")

    with pytest.raises(BadInput):
        read_foreign(path, 1, refuses)
    assert foreign_files._held == before
