"""A frame of the recorder holds rows whole, and says whether the next one belongs to the same transaction."""

from __future__ import annotations

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.case_codes import new_code
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.errors import NotAccepted
from screening.store.database import rows
from screening.store.database.rows import Row, from_frame, has_more, to_frame
from tests.store.some_bundles import strand_of


@pytest.fixture
def two() -> tuple[Row, ...]:
    events = [CaseOpened("2026-1", "office", "adult"), AnswerGiven("locked", Answer.YES, How.TOLD)]
    return tuple(strand_of(events, new_code(), "STRANDOFAINA", by="Aina"))


def test_rows_come_back_as_they_were_put_in(two: tuple[Row, ...]) -> None:
    assert from_frame(to_frame(two).content) == two
    assert from_frame(to_frame(two, more=True).content) == two


def test_a_frame_stands_alone_unless_it_says_that_more_follows(two: tuple[Row, ...]) -> None:
    assert not has_more(to_frame(two).content)
    assert not has_more(to_frame(two, more=False).content)
    assert has_more(to_frame(two, more=True).content)


def test_a_frame_names_the_digest_of_each_row(two: tuple[Row, ...]) -> None:
    assert to_frame(two).digests == tuple(bytes.fromhex(row.link.digest) for row in two)


def test_a_frame_that_would_be_too_long_is_refused(two: tuple[Row, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(to_frame(two).content)
    monkeypatch.setattr(rows, "LONGEST_FRAME", size)
    to_frame(two)
    monkeypatch.setattr(rows, "LONGEST_FRAME", size - 1)
    with pytest.raises(NotAccepted, match="text-too-long"):
        to_frame(two)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"rows":1}', b'{"rows":[[]]}', b"\xff"])
def test_what_is_no_frame_of_rows_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(ValueError):
        from_frame(data)
