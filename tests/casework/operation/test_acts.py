"""An operation is kept, carried, merged and erased as a case is, and is in no list of cases."""

from __future__ import annotations

import itertools
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from screening.casework.content.edition import Content
from screening.casework.operation import acts
from screening.casework.record import exchange, retention
from screening.casework.record.audit_log import log
from screening.domain.case.case import fold
from screening.domain.events.operation import CaseInOperation
from screening.domain.operation import rules
from screening.domain.operation.operation import ASKED
from screening.domain.operation.queue import queue
from screening.errors import NotAccepted
from screening.store import Vault, open_vault, rebuild_vault, take_in
from screening.wording.catalogue.translations import Words
from tests.casework.operation.some_laptops import bring, card, gives, looks_at, operation_on, stick
from tests.made_vaults import PASSPHRASE, made_record
from tests.store.some_bundles import introduce, laptop
from tests.store.some_vault import begin_case


def test_an_operation_stands_in_no_list_of_cases(content: Content, tmp_path: Path) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    case = begin_case(first)
    assert (first.cases(), first.count_cases(), first.operations()) == ((case,), 1, (code,))


def test_an_operation_outlasts_locking_and_verifies(content: Content, tmp_path: Path) -> None:
    made_record(tmp_path / "v", "Aina", "labour-officer")
    with open_vault(tmp_path / "v", PASSPHRASE) as vault:
        code = acts.begin(vault, content, "depot")
        person = gives(vault, code)
        looks_at(vault, code, person, safe="no", item_locked="yes")
        before = acts.read(vault, code)
    with open_vault(tmp_path / "v", PASSPHRASE) as vault:
        assert acts.read(vault, code) == before
        assert vault.verify().holds
        found = queue(before, acts.look_rules())
        assert [(each.person.number, each.row) for each in found] == [("A-001", "danger")]


@pytest.mark.one_in(3)
@pytest.mark.parametrize("order", list(itertools.permutations(range(1, 4))))
def test_sticks_in_any_order_give_one_state(content: Content, tmp_path: Path, order: tuple[int, ...]) -> None:
    code, vaults = operation_on(content, tmp_path, "Aina", "Budi", "Chandra", "Devi")
    for vault in vaults:
        looks_at(vault, code, gives(vault, code), safe="yes", child="no", hurt="no")
    for at in order:
        bring(vaults[at], vaults[0], code, tmp_path)
    assert [each.number for each in acts.read(vaults[0], code).in_order] == ["A-001", "B-001", "C-001", "D-001"]
    for at in order:
        bring(vaults[0], vaults[at], code, tmp_path)
        assert vaults[at].events(code) == vaults[0].events(code)
        assert vaults[at].fingerprint(code) == vaults[0].fingerprint(code)


def test_a_record_that_is_made_again_from_its_journal_has_its_operations(content: Content, tmp_path: Path) -> None:
    made_record(tmp_path / "v", "Aina", "labour-officer")
    with open_vault(tmp_path / "v", PASSPHRASE) as vault:
        code = acts.begin(vault, content, "depot")
        gives(vault, code)
        before = vault.events(code)
    (tmp_path / "v" / "vault.db").write_bytes(b"")
    rebuild_vault(tmp_path / "v", PASSPHRASE)
    with open_vault(tmp_path / "v", PASSPHRASE) as vault:
        assert vault.operations() == (code,)
        assert vault.events(code) == before


def test_a_lost_stick_loses_nothing_of_the_laptop_that_made_it(content: Content, tmp_path: Path) -> None:
    code, (first, second) = operation_on(content, tmp_path, "Aina", "Budi")
    gives(second, code)
    stick(second, first, code, tmp_path).unlink()
    gives(second, code)
    assert bring(second, first, code, tmp_path) == 2
    assert [each.number for each in acts.read(first, code).in_order] == ["B-001", "B-002"]


def test_a_stick_of_an_hour_ago_changes_nothing(content: Content, tmp_path: Path) -> None:
    code, (first, second) = operation_on(content, tmp_path, "Aina", "Budi")
    person = gives(second, code)
    older = stick(second, first, code, tmp_path)
    looks_at(second, code, person, safe="no")
    bring(second, first, code, tmp_path)
    before = first.events(code)
    assert take_in(first, older).added == 0
    assert first.events(code) == before


def test_what_was_closed_elsewhere_becomes_a_question(content: Content, tmp_path: Path) -> None:
    code, (first, second) = operation_on(content, tmp_path, "Aina", "Budi")
    person = gives(first, code)
    acts.act(first, code, partial(rules.outcome, person=person, given="left"))
    acts.act(first, code, rules.close)
    gives(second, code)
    bring(first, second, code, tmp_path)
    bring(second, first, code, tmp_path)
    assert acts.read(first, code).state == ASKED == acts.read(second, code).state
    assert acts.act(first, code, rules.reopen).state == "open"


def test_an_operation_goes_only_to_a_laptop_that_was_named_for_it(content: Content, tmp_path: Path) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    other = laptop("Budi")
    introduce(first, other)
    with pytest.raises(NotAccepted, match="operation-not-named"):
        exchange.send(first, [code], [card(other)], tmp_path)
    acts.act(first, code, partial(rules.name_laptop, card=card(other)))
    assert bring(first, other, code, tmp_path) == 3


def test_a_private_interview_is_a_case_with_its_number_and_both_are_saved_or_neither(
    content: Content, tmp_path: Path
) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    person = gives(first, code)
    case = acts.begin_talk(first, content, code, person)
    assert first.cases() == (case,)
    assert fold(case, first.events(case)).setting == "after-raid"
    assert CaseInOperation(code, "A-001") in [each.event for each in first.events(case)]
    assert acts.read(first, code).people[person].cases == (case,)
    assert retention.is_empty(first, case)
    acts.act(first, code, partial(rules.outcome, person=person, given="left"))
    acts.act(first, code, rules.close)
    with pytest.raises(NotAccepted, match="operation-is-closed"):
        acts.begin_talk(first, content, code, person)
    assert first.cases() == (case,)


def test_the_log_names_operation_and_number_and_nothing_that_was_said(content: Content, tmp_path: Path) -> None:
    code, (first,) = operation_on(content, tmp_path, "Aina")
    person = gives(first, code)
    looks_at(first, code, person, safe="no", item_locked="yes", language="my")
    acts.act(first, code, partial(rules.outcome, person=person, given="transferred", where="Shelter North"))
    lines = [line for line in log(first, Words("en")) if line.case == code]
    assert [line.text for line in lines] == [
        "noted an outcome for number A-001", "finished a look at number A-001", "gave number A-001",
        "named a laptop with letter A", "began an operation",
    ]  # fmt: skip


def test_an_operation_is_erased_whole_and_its_time_is_that_of_a_case(content: Content, tmp_path: Path) -> None:
    made_record(tmp_path / "v", "Aina", "labour-officer")
    with open_vault(tmp_path / "v", PASSPHRASE) as vault:
        code = acts.begin(vault, content, "rescue")
        clocks, later = retention.clocks_of(vault), date(2030, 1, 1)
        (due,) = [each for each in retention.due_now(vault, clocks, later) if each.object == "record"]
        assert (due.case, due.kind) == (code, "unfinished")
        acts.act(vault, code, rules.close)
        (due,) = [each for each in retention.due_now(vault, clocks, later) if each.object == "record"]
        assert (due.case, due.kind) == (code, "handed-over")
        assert vault.erase([code], "retention") == 1
        assert vault.operations() == ()
        with pytest.raises(NotAccepted, match="case-unknown"):
            acts.read(vault, code)


def test_a_supervisor_writes_to_no_operation(content: Content, tmp_path: Path) -> None:
    made_record(tmp_path / "v", "Aina", "supervisor")
    with open_vault(tmp_path / "v", PASSPHRASE) as vault, pytest.raises(NotAccepted, match="role-may-not"):
        acts.begin(vault, content, "raid")


def test_the_list_of_cases_is_read_without_any_operation(content: Content, tmp_path: Path) -> None:
    """An answer to the next page costs the same beside an operation of any size: no list of cases reads its rows."""
    code, (first,) = operation_on(content, tmp_path, "Aina")
    begin_case(first)
    asked: list[str] = []
    _watch(first, asked)
    first.listed_cases()
    first.count_cases()
    first.events(first.cases()[0])
    assert not [each for each in asked if code in each]


def _watch(vault: Vault, asked: list[str]) -> None:
    rows = vault.tables.rows
    vault.tables.rows = lambda case: (asked.append(case), rows(case))[1]  # type: ignore[method-assign]


def test_a_stick_says_that_it_holds_an_operation_and_no_case(content: Content, tmp_path: Path) -> None:
    code, (first, second) = operation_on(content, tmp_path, "Aina", "Budi")
    gives(second, code)
    told = exchange.taken_lines(take_in(first, stick(second, first, code, tmp_path)), Words("en"))
    assert f"The bundle holds operation {code}." in told
    assert not [line for line in told if "case" in line]
