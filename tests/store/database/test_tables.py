"""What stands in the tables of a record, and what each question to them answers: in memory, with no vault around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, BreakTaken, CaseOpened, Event, IdentityHandled
from screening.domain.events.hash_chain import fingerprint
from screening.domain.events.operation import OperationOpened
from screening.domain.events.record import VaultCreated, VaultLocked, VaultUnlocked
from screening.errors import StoreTrouble
from screening.store.crypto import key_file
from screening.store.database.journal import Position
from screening.store.database.rows import Row
from screening.store.database.tables import Device, ListedCase, Tables
from screening.store.integrity.record_opening import new_tables
from tests.store.some_bundles import strand_of

DEVICE = Device("AINA", "Aina", "ngo", "Shelter House")
FIRST, SECOND, THIRD, RAID = "2222-2222-2", "2222-2223-J", "2222-2224-S", "OP-2222-2222-2"
OPENED, ANSWERED = CaseOpened("2026-1", "office", "adult"), AnswerGiven("locked", Answer.YES, How.TOLD)


@pytest.fixture
def tables() -> Iterator[Tables]:
    made = new_tables(None, key_file.new_keys(), DEVICE)
    yield made
    made.close()


def rows(case: str, *events: Event, strand: str = "AINA") -> list[Row]:
    return list(strand_of(list(events), case, strand, by="Aina"))


def put(tables: Tables, *groups: list[Row]) -> None:
    with tables.transaction():
        for group in groups:
            tables.add(group)


def test_a_row_comes_back_by_its_place_its_number_its_case_and_its_kind(tables: Tables) -> None:
    first, second = rows(FIRST, OPENED, ANSWERED), rows(SECOND, OPENED)
    put(tables, first[:1], second, first[1:])
    assert list(tables.rows(FIRST)) == first and list(tables.rows(THIRD)) == []
    assert tables.rows_of([SECOND, FIRST, THIRD]) == {SECOND: second, FIRST: first, THIRD: []}
    assert list(tables.all_rows()) == [first[0], *second, first[1]]
    assert [row[0] for row in tables.stored_rows()] == [FIRST, SECOND, FIRST]
    assert list(tables.all_digests()) == [bytes.fromhex(row.link.digest) for row in (first[0], *second, first[1])]
    assert tables.strand(FIRST, "AINA") == first and tables.strand(FIRST, "BUDI") == []
    assert tables.row_at(first[1].place) == first[1] and tables.row_at((FIRST, "AINA", 3)) is None
    assert tables.digest_at(first[1].place) == first[1].link.digest and tables.digest_at((FIRST, "B", 1)) is None
    assert tables.row_after(0) == (1, first[0]) and tables.row_after(1) == (2, second[0])
    assert tables.row_after(3) is None
    assert list(tables.newest(["case-opened"], 5)) == [*second, first[0]]
    assert list(tables.newest(["case-opened", "answer-given"], 1)) == [first[1]]


def test_how_far_a_record_goes(tables: Tables) -> None:
    assert (tables.last_number(), tables.last_at(), tables.last_link(), tables.lamport(FIRST)) == (0, "", None, 0)
    assert (tables.head_of(FIRST, "AINA"), tables.strand_heads(FIRST), tables.reach(FIRST)) == (None, [], (0, 0))
    first, other = rows(FIRST, OPENED, ANSWERED), rows(FIRST, BreakTaken(), strand="BUDI")
    put(tables, first, other)
    assert (tables.last_number(), tables.last_at()) == (3, other[0].link.at)
    assert tables.last_link() == (other[0].place, other[0].link.digest)
    assert tables.lamport(FIRST) == max(row.link.lamport for row in (*first, *other)) and tables.lamport(SECOND) == 0
    assert tables.head_of(FIRST, "AINA") == (2, first[1].link.digest)
    assert set(tables.strand_heads(FIRST)) == {first[1].link.digest, other[0].link.digest}
    assert tables.reach(FIRST) == (3, 3)
    assert sorted(tables.first_digests_of(FIRST)) == sorted([first[0].link.digest, other[0].link.digest])


def test_cases_and_operations_are_listed_apart_and_counted_again_after_each_change(tables: Tables) -> None:
    assert (tables.count_cases(), tables.listed_cases(0, 9), tables.operations(), tables.all_heads()) == (0, (), (), [])
    put(
        tables,
        rows("", VaultCreated("Aina", "ngo", "")),
        rows(FIRST, OPENED),
        rows(RAID, OperationOpened("raid", "1", False)),
    )
    put(tables, rows(SECOND, OPENED, ANSWERED))
    assert tables.count_cases() == 2 and tables.operations() == (RAID,)
    assert [(each.case, each.events) for each in tables.listed_cases(0, 9)] == [(SECOND, 2), (FIRST, 1)]
    assert (
        [each.case for each in tables.listed_cases(1, -1)]
        == [FIRST]
        == [each.case for each in tables.listed_cases(1, 1)]
    )
    assert all(isinstance(each, ListedCase) and each.first_at <= each.last_at for each in tables.listed_cases(0, 9))
    assert {case: events for case, events, _ in tables.all_heads()} == {"": 1, FIRST: 1, RAID: 1, SECOND: 2}
    assert [tables.knows(case) for case in (FIRST, RAID, THIRD)] == [True, True, False]
    assert [tables.may_hold(case) for case in ("", FIRST, THIRD)] == [True, True, False]
    assert {case for case, _ in tables.first_digests()} == {FIRST, SECOND, RAID}
    with tables.transaction():
        tables.erase(FIRST)
    assert (tables.count_cases(), tables.knows(FIRST), list(tables.rows(FIRST))) == (1, False, [])


def test_the_lists_agree_with_the_rows_or_are_told_not_to(tables: Tables) -> None:
    assert tables.counted()
    put(tables, rows(FIRST, OPENED, ANSWERED), rows(SECOND, OPENED))
    assert tables.counted()
    for change in (
        "UPDATE head SET events = 1",
        "UPDATE head SET last_n = 9",
        f"DELETE FROM record_key WHERE case_code = '{FIRST}'",
    ):  # fmt: skip
        with pytest.raises(ZeroDivisionError), tables.transaction():
            tables.con.execute(change)
            assert not tables.counted()
            raise ZeroDivisionError
    assert tables.counted()


def test_a_transaction_is_done_whole_or_not_at_all(tables: Tables) -> None:
    with pytest.raises(ZeroDivisionError), tables.transaction():
        tables.add(rows(FIRST, OPENED))
        assert tables.count_cases() == 1
        raise ZeroDivisionError
    assert (tables.count_cases(), tables.knows(FIRST), tables.con.in_transaction) == (0, False, False)
    with pytest.raises(StoreTrouble, match="not-saved"), tables.transaction():
        tables.con.execute("ROLLBACK")
    put(tables, rows(FIRST, OPENED))
    assert next(iter(tables.rows(FIRST))).body


def test_the_log_counts_what_is_of_no_case_and_keeps_its_digests_when_it_is_cleared(tables: Tables) -> None:
    assert (tables.log_head().entries, tables.log_head().fingerprint) == (0, fingerprint([]))
    log = rows("", VaultCreated("Aina", "ngo", ""), VaultUnlocked(), VaultLocked(), IdentityHandled("shown"))
    put(tables, log, rows(FIRST, OPENED))
    assert tables.log_head().entries == 4 and tables.log_head().fingerprint == fingerprint([log[-1].link.digest])
    assert list(tables.own_rows("vault-unlocked")) == [log[1]] and list(tables.of_names()) == [log[3]]
    with tables.transaction():
        tables.clear_entry("AINA", 1, 2)
        tables.empty("AINA", 3)
    told = tables.strand("", "AINA")
    assert [(row.link.at, row.link.kind, row.link.body) for row in told[:2]] == [("", "", "")] * 2
    assert [row.link.digest for row in told] == [row.link.digest for row in log]
    assert (told[2].body, told[2].link) == ("", log[2].link) and told[3] == log[3]
    first_at = tables.con.execute("SELECT first_at FROM head WHERE case_code = ''").fetchone()[0]
    assert first_at == log[2].link.at


def test_half_typed_text_and_a_place_stand_for_their_case_and_go_when_they_are_emptied(tables: Tables) -> None:
    assert (tables.drafts(FIRST), tables.place(FIRST), tables.texts()) == ({}, "", [])
    with tables.transaction():
        tables.set_draft(FIRST, "words", "half a sent")
        tables.set_draft(FIRST, "label", "red door")
        tables.set_draft(SECOND, "label", "")
        tables.set_draft(THIRD, "words", "x")
        tables.set_place(FIRST, "topic:papers")
        tables.set_place(FIRST, "topic:money")
    assert tables.drafts(FIRST) == {"label": "red door", "words": "half a sent"}
    assert tables.drafts_of([FIRST, SECOND, THIRD], "label") == {FIRST: "red door", THIRD: ""}
    assert tables.place(FIRST) == "topic:money"
    assert sorted(tables.texts()) == [
        (FIRST, "", "topic:money"), (FIRST, "label", "red door"), (FIRST, "words", "half a sent"),
        (THIRD, "words", "x"),
    ]  # fmt: skip
    with tables.transaction():
        tables.set_draft(FIRST, "words", "")
    assert tables.drafts(FIRST) == {"label": "red door"}
    with tables.transaction():
        tables.erase(FIRST)
    assert (tables.drafts(FIRST), tables.place(FIRST)) == ({}, "")


def test_text_that_its_key_does_not_open_is_nothing(tables: Tables) -> None:
    with tables.transaction():
        tables.set_draft(FIRST, "words", "half a sent")
        tables.con.execute("UPDATE draft SET field = 'label'")
    assert tables.drafts(FIRST) == {"label": ""}


def test_a_row_whose_key_is_gone_or_whose_body_was_changed_is_blank(tables: Tables) -> None:
    put(tables, rows(FIRST, OPENED), rows(SECOND, OPENED))
    with tables.transaction():
        tables.con.execute("UPDATE event SET sealed = zeroblob(60) WHERE case_code = ?", (FIRST,))
        tables.keys.destroy(SECOND)
    for case in (FIRST, SECOND):
        (told,) = tables.rows(case)
        assert (told.salt, told.body) == (b"", "")


def test_whose_record_it_is_and_how_far_the_recorder_was_read(tables: Tables) -> None:
    assert tables.device() == DEVICE and tables.mark() is None
    with tables.transaction():
        tables.rename_strand("AINA2")
        tables.set_mark(Position(20, 1, "a" * 64))
        tables.set_mark(Position(90, 3, "b" * 64))
    assert tables.device() == replace(DEVICE, strand="AINA2")
    assert tables.mark() == Position(90, 3, "b" * 64)
    with tables.transaction():
        tables.con.execute("DELETE FROM device")
    with pytest.raises(StoreTrouble, match="vault-damaged"):
        tables.device()


def test_what_is_waited_for_counted_and_remembered(tables: Tables) -> None:
    before = tables.pending()
    assert (tables.tally(), tables.any_erased(), tables.aside()) == ({}, False, 0)
    with tables.transaction():
        tables.set_pending("one", "two", "one")
        tables.count_up(["x", "y"])
        tables.count_up(["x"])
        tables.set_tally({"y": 7, "z": 1})
        tables.remember_erased("mark")
        tables.remember_erased("mark")
        tables.set_aside(FIRST, "{}")
    assert tables.pending() == before | {"one", "two"}
    assert tables.tally() == {"x": 2, "y": 7, "z": 1}
    assert tables.any_erased() and tables.was_erased("mark") and not tables.was_erased("other")
    assert tables.aside() == 1
    with tables.transaction():
        tables.clear_pending("one", "three")
        tables.erase(FIRST)
    assert (tables.pending(), tables.aside()) == (before | {"two"}, 0)


def test_a_table_that_is_made_when_it_is_needed_is_not_there_before(tables: Tables) -> None:
    assert tables.has("event") and not tables.has("apart_strand") and tables.first_digests_apart(FIRST) == []
    tables.con.execute("DROP INDEX IF EXISTS event_of_names")
    assert not tables.has("event_of_names")
    tables.begin_index()
    tables.begin_index()
    assert tables.has("event_of_names")
