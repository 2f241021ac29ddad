"""The ground of the letters: what is filled in comes out again, and nothing else does."""

from __future__ import annotations

import hashlib

import pytest

from screening.documents.paper_check.letters import PLACE, SIGNS, LettersGround, emptied, filled, letters_of, seal_of

LETTERS = "K7RM-4QXD-W2AB"


@pytest.fixture
def empty() -> bytes:
    ground = LettersGround()
    glyphs = "".join(f"{0x20 + at:04X}" for at in range(len(SIGNS)))
    said = ground.said(f"/Span <</ActualText <FEFF{PLACE.encode('utf-16-be').hex().upper()}>>> BDC")
    body = [said, "BT", ground.letters(glyphs), "ET EMC", "q", ground.code(f"SCREENING1|A|{PLACE}", 60.0), "f Q"]
    return (ground.head() + "\n".join(body)).encode()


def test_letters_come_out_as_they_went_in(empty: bytes) -> None:
    ground = filled(empty, LETTERS)
    assert b"\x01" not in ground
    assert emptied(ground) == (LETTERS, empty)


def test_other_letters_in_one_of_the_places_leave_another_ground(empty: bytes) -> None:
    one, other = filled(empty, LETTERS), filled(empty, "2222-3333-4444")
    for mixed in (other.replace(b"2222-3333-4444", LETTERS.encode()), one.replace(b"0020", b"0021")):
        _, left = emptied(mixed) or ("", b"")
        assert left != empty


def test_a_mark_that_somebody_put_there_is_no_letter(empty: bytes) -> None:
    letters, _ = emptied(empty.replace(b"\x01L\x01", LETTERS.encode())) or ("?", b"")
    assert letters == ""


def test_anything_else_is_no_ground() -> None:
    assert emptied(b"1 0 0 1 0 0 cm\nBT ET") is None


def test_letters_of_the_first_edition_count_each_page_by_itself_and_no_white_space() -> None:
    assert seal_of((b"q  Q\n", b"S")) == letters_of(hashlib.sha256(b"q Q\0S\0").digest())
    assert seal_of((b"a", b"b")) != seal_of((b"ab",))
