"""The journal's file: a frame is one by its length and its number, and only in its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from screening.store.crypto.key_file import Keys
from screening.store.database import journal
from screening.store.database.journal import (
    HEAD,
    MARK,
    NO_SUM,
    START,
    TAG,
    WITHOUT_SUM,
    Journal,
    JournalFrame,
    end_of_frame,
)

KEYS = Keys("ABCDEFGHIJKL", bytes(16), bytes(range(32)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / journal.FILE


def written(path: Path, *contents: bytes) -> Journal:
    made = Journal.create(path, KEYS)
    for content in contents:
        made.append(JournalFrame(content, (bytes(32),)))
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


def framed(mark: bytes, length: int, behind: int, number: int = 0) -> bytes:
    return HEAD.pack(mark, length, number, bytes(24)) + bytes(behind)


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (framed(MARK, 60, 60), HEAD.size + 60),
        (framed(MARK, 60, 61), HEAD.size + 60),
        (framed(MARK, 60, 59), -1),
        (framed(MARK, journal.LARGEST + 1, 100), -1),
        (framed(b"\xf6FRX", 60, 60), -1),
        (framed(MARK, 60, 60)[: HEAD.size - 1], -1),
        (framed(WITHOUT_SUM, TAG, TAG), HEAD.size + TAG),
        (b"", -1),
    ],
)
def test_a_frame_ends_within_its_file_and_is_no_larger_than_one_may_be(data: bytes, end: int) -> None:
    assert end_of_frame(data, 0) == end
    assert end_of_frame(b"xyz" + data, 3) == (end + 3 if end > 0 else -1)


def test_the_largest_frame_that_may_be_is_one() -> None:
    class Long(bytes):
        def __len__(self) -> int:
            return journal.LARGEST * 2

    assert end_of_frame(Long(framed(MARK, journal.LARGEST, 0)), 0) == HEAD.size + journal.LARGEST
    assert end_of_frame(Long(framed(MARK, journal.LARGEST + 1, 0)), 0) == -1


def test_what_can_be_told_without_a_key_is_how_many_frames_are_whole_and_what_stands_behind(path: Path) -> None:
    made = written(path, b"first", b"second")
    made.close()
    assert journal.frames_by_length(path) == (2, 0)
    whole = path.read_bytes()
    path.write_bytes(whole + b"torn")
    assert journal.frames_by_length(path) == (2, 4)
    path.write_bytes(whole + framed(MARK, 60, 60, number=3))
    assert journal.frames_by_length(path) == (2, HEAD.size + 60), "out of its place"
    path.write_bytes(whole[:START])
    assert journal.frames_by_length(path) == (0, 0)
    for head in (whole[: START - 1], b"SOMETHING ELSE THAN A JOURNAL"):
        path.write_bytes(head)
        with pytest.raises(ValueError, match="not a recorder"):
            journal.frames_by_length(path)


def test_the_end_of_a_journal_is_where_it_was_written_to_and_what_lies_behind_is_cut(path: Path) -> None:
    made = written(path, b"first")
    first = made.position
    assert (first.frames, first.offset, made.grown()) == (1, path.stat().st_size, False)
    made.append(JournalFrame(b"second", (bytes(32),)))
    made.close()
    opened = Journal.open(path, KEYS, first)
    assert opened is not None
    assert opened.grown()
    assert [content for content, _ in opened.replay()] == [b"second"]
    assert (opened.position.frames, opened.grown()) == (2, False)
    opened.cut(first)
    assert path.stat().st_size == first.offset
    opened.cut(first)
    assert path.stat().st_size == first.offset
    opened.close()
    opened.close()


def test_no_further_is_played_than_was_asked(path: Path) -> None:
    made = written(path)
    start = made.position
    for content in (b"first", b"second", b"third"):
        made.append(JournalFrame(content, (bytes(32),)))
    made.close()
    for frames, played in (
        (0, []),
        (1, [b"first"]),
        (2, [b"first", b"second"]),
        (None, [b"first", b"second", b"third"]),
    ):
        opened = Journal.open(path, KEYS, start)
        assert [content for content, _ in opened.replay(frames)] == played
        opened.close()


def test_what_is_damaged_is_told_once_and_everything_readable_behind_it_is_read(path: Path) -> None:
    made = written(path, b"first", b"second", b"third")
    made.close()
    whole = bytearray(path.read_bytes())
    assert list(journal.salvage(path, KEYS)) == [b"first", b"second", b"third"]
    length = (len(whole) - START) // 3
    whole[START + length + HEAD.size + 3] ^= 1
    path.write_bytes(bytes(whole))
    assert list(journal.salvage(path, KEYS)) == [b"first", None, b"third"]
    path.write_bytes(bytes(whole[:-1]))
    assert list(journal.salvage(path, KEYS)) == [b"first"], "a torn last frame is no damage"
    other = replace(KEYS, vault="MNOPQRSTUVWX")
    assert list(journal.salvage(path, other)) == [None]
    assert journal.opens(path, KEYS) and not journal.opens(path, other)


def test_a_journal_that_opens_under_no_key_is_set_aside_under_the_next_free_number(path: Path) -> None:
    other = replace(KEYS, vault="MNOPQRSTUVWX")
    assert journal.set_aside(path.parent, KEYS) is False, "there is none"
    made = written(path)
    made.close()
    assert journal.set_aside(path.parent, other) is False, "nothing is in it"
    path.unlink()
    for number in (1, 2):
        written(path, b"first").close()
        assert journal.set_aside(path.parent, KEYS) is False
        assert journal.set_aside(path.parent, other) is True
        assert not path.exists()
        assert [each.name for each in journal.others(path.parent)] == [
            f"recorder.other{n}" for n in range(1, number + 1)
        ]
    journal.remove_others(path.parent, other)
    assert len(journal.others(path.parent)) == 2
    journal.remove_others(path.parent, KEYS)
    assert journal.others(path.parent) == []


def test_a_journal_tells_whose_it_is_and_whether_it_is_still_the_file_of_its_name(path: Path) -> None:
    made = written(path, b"first")
    assert journal.vault_of(path) == KEYS.vault
    assert made.still_there()
    path.rename(path.with_name("elsewhere"))
    assert not made.still_there()
    written(path, b"first").close()
    assert not made.still_there(), "another file of that name"
    made.close()
    path.write_bytes(b"something else")
    assert journal.vault_of(path) == ""


def test_bytes_that_were_changed_are_not_those_that_were_written(path: Path) -> None:
    made = written(path, b"first", b"second")
    at = made.position
    made.close()
    assert journal.agrees(path, at)
    assert journal.agrees(path, replace(at, offset=at.offset)) and not journal.agrees(
        path, replace(at, offset=at.offset - 1)
    )
    assert not journal.agrees(path, replace(at, offset=at.offset + 1))
    assert journal.sum_of(path, KEYS, at) == journal.summed_up(NO_SUM, (bytes(32), bytes(32)))
    assert journal.sum_of(path, KEYS, journal.Position(START, 0, "")) == NO_SUM
    changed = bytearray(path.read_bytes())
    changed[-1] ^= 1
    path.write_bytes(bytes(changed))
    assert not journal.agrees(path, at)
    assert Journal.open(path, KEYS, at) is None
    assert journal.sum_of(path, KEYS, at) is None
