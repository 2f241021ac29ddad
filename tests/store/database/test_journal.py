"""The journal's file: a frame is one by its length and its number, and only in its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from screening.store.crypto.key_file import Keys
from screening.store.database import journal
from screening.store.database.journal import HEAD, MARK, NO_SUM, START, TAG, WITHOUT_SUM, Frame, Journal, end_of_frame

KEYS = Keys("ABCDEFGHIJKL", bytes(16), bytes(range(32)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / journal.FILE


def written(path: Path, *contents: bytes) -> Journal:
    made = Journal.create(path, KEYS)
    for content in contents:
        made.append(Frame(content, (bytes(32),)))
    return made


@pytest.mark.parametrize(("mark", "least"), [(MARK, TAG + len(NO_SUM)), (WITHOUT_SUM, TAG)])
def test_a_frame_has_room_for_its_tag_and_its_sum(mark: bytes, least: int) -> None:
    def end(length: int) -> int:
        return end_of_frame(HEAD.pack(mark, length, 0, bytes(24)) + bytes(100), 0)

    assert end(least) == HEAD.size + least
    assert end(least - 1) == -1


def test_a_frame_that_is_played_again_is_not_taken_for_the_next_one(path: Path) -> None:
    made = written(path, b"first")
    at, frame = made.position, path.read_bytes()[START:]
    made.close()
    path.write_bytes(path.read_bytes() + frame)
    opened = Journal.open(path, KEYS, at)
    assert opened is not None
    assert not list(opened.replay())
    opened.close()


def test_the_frame_before_a_position_is_the_one_with_the_last_number(path: Path) -> None:
    made = written(path, b"first", b"second")
    made.close()
    assert journal.last_before(path, KEYS, made.position) == b"second"
    assert journal.last_before(path, KEYS, replace(made.position, frames=3)) is None
