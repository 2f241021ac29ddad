"""A frame of the recorder holds rows whole, and says whether the next one belongs to the same transaction."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.case_codes import new_code
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, Unknown
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


def test_a_text_of_the_longest_length_is_kept_and_one_sign_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST", 6)
    assert rows.storable("x" * 6) == "x" * 6
    assert rows.storable("éée") == "éée"
    for text in ("x" * 7, "éééé"):
        with pytest.raises(NotAccepted, match="text-too-long"):
            rows.storable(text)
    with pytest.raises(NotAccepted, match="text-not-storable"):
        rows.storable("a\ud800")
    with pytest.raises(NotAccepted, match="text-not-storable"):
        rows.canonical_text({"text": "a\udfff"})


def test_rows_that_are_written_down_together_have_a_bound(
    two: tuple[Row, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(len(row.body) for row in two)
    monkeypatch.setattr(rows, "LONGEST_FRAME", size)
    assert rows.storable_together(two) is two
    monkeypatch.setattr(rows, "LONGEST_FRAME", size - 1)
    with pytest.raises(NotAccepted, match="text-too-long"):
        rows.storable_together(two)


def test_a_body_that_its_link_does_not_cover_is_unsound_in_whatever_spelling(two: tuple[Row, ...]) -> None:
    row = two[0]
    assert row.sound()
    spelled = replace(row, body=json.dumps(json.loads(row.body), indent=1))
    assert spelled.body != row.body and spelled.sound(), "another spelling of the same"
    for body in (row.body.replace("office", "street"), "", "{", "[" * 5000):
        assert not replace(row, body=body).sound()
    assert not replace(row, salt=bytes(16)).sound()


def test_what_cannot_be_read_or_is_of_the_record_s_own_kind_is_unknown_in_a_case(two: tuple[Row, ...]) -> None:
    row = two[0]
    assert row.recorded().event == CaseOpened("2026-1", "office", "adult")
    assert replace(row, body="{").recorded().event == Unknown("case-opened", {})
    own = replace(row, link=replace(row.link, kind="vault-unlocked"), body="{}")
    assert own.recorded().event == Unknown("vault-unlocked", {})
    assert not isinstance(replace(own, link=replace(own.link, case="")).recorded().event, Unknown)
    told = row.recorded()
    it = row.link
    assert (told.digest, told.at, told.by, told.strand, told.seq, told.lamport) == (
        it.digest,
        it.at,
        it.by,
        it.strand,
        it.seq,
        it.lamport,
    )


def test_a_row_says_nothing_of_its_body_where_it_is_printed(two: tuple[Row, ...]) -> None:
    row = two[0]
    assert "office" not in repr(row) and row.link.case in repr(row)
    assert row.place == (row.link.case, row.link.strand, row.link.seq)
    assert rows.from_columns(row.columns()) == row
    assert rows.folded_by(row) == (row.link.lamport, row.link.strand, row.link.seq)
