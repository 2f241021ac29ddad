"""One process at a time holds a record, and each opening is counted."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from screening.domain.content import foreign_files
from screening.errors import BadInput, StoreTrouble
from screening.store.folder import process_lock
from screening.store.folder.process_lock import FILE, LARGEST, held, hold


@pytest.fixture
def record(tmp_path: Path) -> Path:
    (tmp_path / "vault.db").write_bytes(b"")
    return tmp_path


def test_each_opening_has_the_next_number_and_a_name_that_never_comes_again(record: Path) -> None:
    marks = []
    for _ in range(3):
        with held(record) as here:
            assert not here.still_alone(), "not begun"
            here.begin()
            assert here.still_alone()
            marks.append((record / FILE).read_bytes())
        assert not here.still_alone()
    assert [mark.split()[0] for mark in marks] == [b"1", b"2", b"3"]
    assert {len(mark) for mark in marks} == {LARGEST}
    assert len({mark.split()[1] for mark in marks}) == 3
    assert all(mark.endswith(b"\n") for mark in marks)


def test_a_second_holder_is_refused_until_the_first_lets_go(record: Path) -> None:
    with held(record), pytest.raises(StoreTrouble, match="vault-open-elsewhere"):
        hold(record)
    hold(record).close()


def test_whoever_was_overtaken_or_whose_file_was_replaced_is_not_alone(record: Path) -> None:
    with held(record) as here:
        here.begin()
        whole = (record / FILE).read_bytes()
        (record / FILE).write_bytes(b"9" + whole[1:])
        assert not here.still_alone()
        (record / FILE).write_bytes(whole)
        assert here.still_alone()
        (record / FILE).rename(record / "aside")
        assert not here.still_alone()
        (record / FILE).write_bytes(whole)
        assert not here.still_alone(), "the same words in another file"


def test_nothing_is_made_where_there_is_no_record(tmp_path: Path) -> None:
    here = hold(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OSError, match=str(errno.EROFS)):
        here.begin()
    assert not here.still_alone()
    here.close()
    here.close()


here_only = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


@pytest.mark.parametrize("what", ["folder", *(pytest.param(each, marks=here_only) for each in ("pipe", "link"))])
def test_something_else_in_the_file_s_place_is_refused(record: Path, what: str) -> None:
    place = record / FILE
    if what == "folder":
        place.mkdir()
    elif what == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(record / "vault.db")
    with pytest.raises(StoreTrouble, match="vault-not-readable"):
        hold(record)


def test_on_a_disk_that_takes_no_new_file_beginning_is_refused_with_its_reason(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, flags: int, mode: int = 0) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(process_lock.os, "open", full)
        here = hold(record)
    with pytest.raises(OSError, check=lambda error: error.errno == errno.ENOSPC):
        here.begin()


def test_files_of_a_held_record_are_no_files_from_outside_until_it_is_let_go(record: Path) -> None:
    assert not foreign_files.is_held(record)
    with held(record):
        assert foreign_files.is_held(record)
        with pytest.raises(BadInput, match="file-of-record"):
            foreign_files.open_foreign(record / "vault.db")
    assert not foreign_files.is_held(record)
