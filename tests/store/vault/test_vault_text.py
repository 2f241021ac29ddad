"""What a person said is kept to the letter, shown to nobody without the key, and quoted in no error."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from screening.domain.answers import Answer, How
from screening.domain.events.allowed_values import SURENESS, VIEWS
from screening.domain.events.catalogue import AnswerGiven, ClosingNoted, Event, Unknown, ViewWritten, WordsWritten
from screening.errors import NotAccepted, NotSaved, StoreTrouble
from screening.store import Vault, open_vault, practice_vault
from screening.store.database import rows
from screening.store.database.rows import from_frame, new_row, to_frame
from tests.store.some_vault import PASSPHRASE, begin_case

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(WordsWritten, TEXTS, TEXTS, TEXTS, st.sampled_from(How)),
    st.builds(AnswerGiven, TEXTS, st.sampled_from(Answer), st.sampled_from(How), st.lists(TEXTS).map(tuple)),
    st.builds(ClosingNoted, TEXTS, TEXTS),
    st.builds(ViewWritten, st.lists(st.sampled_from(VIEWS)).map(tuple), st.sampled_from(SURENESS), TEXTS),
    st.builds(Unknown, st.just("from-the-future"), st.dictionaries(TEXTS, JSON)),
)


@pytest.fixture(scope="module")
def practice() -> Iterator[Vault]:
    with practice_vault() as vault:
        yield vault


@pytest.mark.sweep
@given(events=st.lists(EVENTS, max_size=5))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(events=[WordsWritten("work", "1", "a\x00b\x1b[31m\u202e\ufeff\uffff\U0010ffff")])
@example(events=[WordsWritten("work", "1", "'; DROP TABLE event; --")])
def test_every_text_comes_back_to_the_letter(practice: Vault, events: list[Event]) -> None:
    case = begin_case(practice)
    kept = practice.append_many(case, events)
    assert [each.event for each in kept] == events
    assert practice.events(case)[1:] == kept


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
@example("f", "a\x00b")
def test_every_draft_and_place_comes_back_to_the_letter(practice: Vault, field: str, text: str) -> None:
    case = begin_case(practice)
    practice.set_draft(case, field, text)
    practice.set_place(case, text)
    assert practice.draft(case, field) == text
    assert practice.drafts(case) == ({field: text} if text else {})
    assert practice.place(case) == text


@given(EVENTS)
def test_a_row_survives_the_recorders_frame(event: Event) -> None:
    row = new_row(event, case="", strand="S", seq=1, lamport=1, at="", by="", prev="")
    assert from_frame(to_frame((row, row)).content) == (row, row)
    assert row.sound()


@given(TEXTS, st.characters(categories=["Cs"]), TEXTS)
@settings(deadline=None)
def test_a_lone_surrogate_is_refused_and_nothing_of_it_is_quoted(
    practice: Vault, before: str, lone: str, after: str
) -> None:
    case = begin_case(practice)
    text = before + lone + after
    for refused in (
        lambda: practice.append(case, WordsWritten("work", "1", text)),
        lambda: practice.set_draft(case, "words", text),
        lambda: practice.set_draft(case, text, "x"),
        lambda: practice.set_place(case, text),
    ):
        with pytest.raises(NotAccepted) as told:
            refused()
        assert told.value.code == "text-not-storable"
        assert told.value.details == {}
        assert told.value.__suppress_context__ or told.value.__context__ is None
    assert len(practice.events(case)) == 1
    assert practice.drafts(case) == {}


def test_forty_thousand_letters_are_kept_whole(vault: Vault, reopened: Callable[[], Vault]) -> None:
    case = begin_case(vault)
    long = "ကခဂဃင" * 8000
    vault.append(case, WordsWritten("work", "1", long))
    vault.set_draft(case, "words", long)
    vault.close()
    again = reopened()
    assert again.events(case)[-1].event == WordsWritten("work", "1", long)
    assert again.draft(case, "words") == long


def test_a_text_beyond_all_bounds_is_refused_whole(practice: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST", 1000)
    case = begin_case(practice)
    practice.append(case, WordsWritten("work", "1", "x" * 900))
    for text in ("x" * 1001, "ក" * 400):
        with pytest.raises(NotAccepted, match="text-too-long"):
            practice.append(case, WordsWritten("work", "2", text))
        with pytest.raises(NotAccepted, match="text-too-long"):
            practice.set_draft(case, "words", text)
    monkeypatch.setattr(rows, "LONGEST_FRAME", 3000)
    with pytest.raises(NotAccepted, match="text-too-long"):
        practice.append_many(case, [WordsWritten("work", str(n), "x" * 900) for n in range(4)])
    assert len(practice.events(case)) == 2


MARKERS = ["Nur Marker Satu", "MARKERDUA", "0123456789 marker", "பெயர்"]


@pytest.mark.sweep
@pytest.mark.requirement("NV27")
def test_nothing_said_stands_in_clear_in_any_file(vault: Vault, folder: Path, tmp_path: Path) -> None:
    case = begin_case(vault)
    for number in range(30):
        for marker in MARKERS:
            vault.append(case, WordsWritten("work", str(number), marker * 5))
            vault.set_draft(case, "words", marker)
            vault.set_place(case, marker)
    seen = b"".join(path.read_bytes() for path in folder.iterdir() if path.name != "vault.db")
    vault.close()
    for name in ("keys", "recorder", "vault", "backup"):
        assert any(path.name.startswith(name) for path in folder.iterdir())
    everything = [path for path in tmp_path.rglob("*") if path.is_file()]
    seen += b"".join(path.read_bytes() for path in everything)
    for word in [*MARKERS, case, case.replace("-", ""), "Aina", "Shelter", "words-written", "marker", PASSPHRASE]:
        for spelled in (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode()):
            assert spelled not in seen, word
        assert not any(word.lower() in str(path.relative_to(tmp_path)).lower() for path in everything)


def test_a_text_caught_half_written_is_not_in_clear_either(vault: Vault, folder: Path) -> None:
    case = begin_case(vault, answers=30)
    tables = vault._open()
    tables.con.execute("PRAGMA cache_size = 5")
    tables.con.execute("BEGIN IMMEDIATE")
    for number in range(300):
        tables.set_draft(case, str(number), "MARKERHALF " * 20)
    # Not through open(): closing that would drop the locks of the vault in this process.
    journal = (folder / "vault.db-journal").read_bytes()
    size = (folder / "vault.db").stat().st_size
    tables.con.execute("ROLLBACK")
    assert size > 100_000
    assert b"MARKERHALF" not in journal


@pytest.mark.requirement("NV27")
def test_no_error_quotes_what_was_said(vault: Vault, folder: Path) -> None:
    # Put together here, because a traceback shows the lines of this test too.
    said, secret = "MARKER" + "SAID", "MARKER" + "SECRET"
    case = begin_case(vault)
    (folder / "recorder.bin").unlink()
    with pytest.raises(NotSaved) as told:
        vault.append(case, WordsWritten("work", "1", said))
    assert said not in "".join(traceback.format_exception(told.value))
    vault.close()
    with pytest.raises(StoreTrouble) as wrong:
        open_vault(folder, f"{secret} {secret}")
    assert secret not in "".join(traceback.format_exception(wrong.value))
    assert not any(secret.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
