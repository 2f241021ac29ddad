"""A vault keeps what it said it kept, in order, and gives it back after it was locked."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.case_codes import is_code, is_operation_code
from screening.domain.events.catalogue import AnswerGiven, BreakTaken, CaseOpened, Unknown, WordsWritten
from screening.domain.events.hash_chain import fingerprint
from screening.domain.events.operation import OperationOpened, OperationReopened
from screening.domain.events.record import UnlockFailed, VaultCreated, VaultLocked, VaultUnlocked
from screening.errors import BadInput, NotAccepted, NotSaved, StoreTrouble
from screening.store import Vault, change_passphrase, create_vault, open_vault, practice_vault
from screening.store.database.tables import Tables
from screening.store.folder import throttle
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case


def test_a_recorder_closed_again_closes_nobody_elses_file(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    journal, closed, close = vault._journal, [], os.close
    assert journal is not None
    vault.close()
    monkeypatch.setattr(os, "close", lambda descriptor: closed.append(descriptor) or close(descriptor))
    journal.close()
    assert closed == []


def test_the_entries_of_a_case_are_numbered_from_one(vault: Vault) -> None:
    told = [(each.seq, each.lamport) for each in vault.events(begin_case(vault, answers=2))]
    assert told == [(1, 1), (2, 2), (3, 3)]


def test_an_event_comes_back_as_it_was_given(vault: Vault) -> None:
    case = begin_case(vault)
    event = AnswerGiven("papers", Answer.DECLINED, How.SEEN, replaces=("ab", "cd"))
    kept = vault.append(case, event)
    assert kept.event == event
    assert (kept.by, kept.strand, kept.seq, kept.lamport) == ("Officer Aina", vault.strand, 2, 2)
    assert vault.events(case)[1:] == (kept,)


def test_everything_is_there_after_locking_and_unlocking(vault: Vault, reopened: Callable[[], Vault]) -> None:
    case = begin_case(vault, answers=5)
    before = vault.events(case)
    vault.set_place(case, "topic:papers")
    vault.set_draft(case, "words", "half a sent")
    printed = vault.fingerprint(case)
    vault.close()
    again = reopened()
    assert again.events(case) == before
    assert again.place(case) == "topic:papers"
    assert again.drafts(case) == {"words": "half a sent"}
    assert again.fingerprint(case) == printed
    assert (again.officer, again.role, again.organisation) == ("Officer Aina", "officer", "Shelter House")
    assert again.notices == []
    assert again.verify().holds


def test_the_vault_tells_its_own_story(vault: Vault, folder: Path, reopened: Callable[[], Vault]) -> None:
    vault.close()
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        open_vault(folder, "another sentence altogether")
    throttle._waits.clear()
    again = reopened()
    assert [each.event for each in again.events("")] == [
        VaultCreated("Officer Aina", "officer", "Shelter House"),
        VaultUnlocked(),
        VaultLocked(),
        UnlockFailed(1),
        VaultUnlocked(),
    ]


@pytest.mark.parametrize("which", ["officer", "organisation"])
def test_a_name_that_no_card_could_carry_is_said_before_anything_is_made(which: str, tmp_path: Path) -> None:
    named = {"officer": "Aina", "organisation": "House", which: "n" * 121}
    with pytest.raises(BadInput) as told:
        create_vault(tmp_path / "long", PASSPHRASE, role="ngo", cost=QUICK, **named)
    assert (told.value.code, told.value.details) == ("name-too-long", {"most": 120})
    assert not list(tmp_path.iterdir())
    create_vault(tmp_path / "v", PASSPHRASE, role="ngo", cost=QUICK, **{**named, which: "n" * 120}).close()


def test_several_events_are_kept_together_and_numbered_in_turn(vault: Vault) -> None:
    case = vault.new_case()
    kept = vault.append_many(case, [CaseOpened("2026-1", "office", "adult"), BreakTaken(), BreakTaken()])
    assert [each.seq for each in kept] == [1, 2, 3]
    assert vault.append_many(case, []) == ()
    assert vault.events(case) == kept


def test_one_refused_event_refuses_all_that_came_with_it(vault: Vault) -> None:
    case = vault.new_case()
    with pytest.raises(NotAccepted):
        vault.append_many(case, [CaseOpened("2026-1", "office", "adult"), WordsWritten("work", "1", "\ud800")])
    assert vault.events(case) == ()
    assert vault.append(case, CaseOpened("2026-1", "office", "adult")).seq == 1


def test_a_place_is_kept_with_the_events_or_not_at_all(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    case = begin_case(vault)
    vault.append_many(case, [BreakTaken()], place="topic:papers")
    assert vault.place(case) == "topic:papers"
    vault.append_many(case, [BreakTaken()])
    assert vault.place(case) == "topic:papers"
    with pytest.raises(NotAccepted):
        vault.append_many(case, [BreakTaken()], place="\ud800")
    assert len(vault.events(case)) == 3

    def fails(*_told: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(Tables, "set_place", fails)
    with pytest.raises(NotSaved):
        vault.append_many(case, [BreakTaken()], place="topic:work")
    monkeypatch.undo()
    vault.reopen()
    assert (len(vault.events(case)), vault.place(case)) == (3, "topic:papers")


def test_a_late_write_brings_no_case_back_that_the_record_does_not_have(vault: Vault) -> None:
    """Erased in the meantime, or never opened: no event, draft or place makes a case of it."""
    gone, never = begin_case(vault, answers=2), vault.new_case()
    vault.set_draft(gone, "words", "half a sent")
    vault.erase([gone], "retention")
    for case in (gone, never):
        for write in (
            lambda case=case: vault.append(case, BreakTaken()),
            lambda case=case: vault.append_many(case, [BreakTaken(), BreakTaken()]),
            lambda case=case: vault.set_draft(case, "words", "more"),
            lambda case=case: vault.set_draft(case, "words", ""),
            lambda case=case: vault.set_place(case, "topic.papers"),
        ):
            with pytest.raises(NotAccepted, match="case-unknown"):
                write()
        assert not vault.knows(case)
        assert vault.drafts(case) == {}
        assert vault.place(case) == ""
    assert vault.cases() == ()
    assert vault.verify().holds
    assert vault.append(never, CaseOpened("2026-1", "office", "adult")).seq == 1
    vault.set_draft("", "preference", "the record's own")


def test_an_event_of_a_later_program_is_kept_word_for_word(vault: Vault) -> None:
    case = begin_case(vault)
    strange = Unknown("photo-described", {"where": "door", "n": 3, "deep": {"a": [1, None, True]}})
    assert vault.append(case, strange).event == strange
    assert vault.events(case)[-1].event == strange


def test_cases_with_the_newest_event_come_first(vault: Vault) -> None:
    first, second, third = begin_case(vault), begin_case(vault), begin_case(vault)
    assert vault.cases() == (third, second, first)
    vault.append(first, BreakTaken())
    assert vault.cases() == (first, third, second)
    assert [head.case for head in vault.listed_cases(1, 1)] == [third]
    assert vault.listed_cases(0, 1)[0].events == 2


def test_the_list_is_given_in_parts(vault: Vault) -> None:
    cases = [begin_case(vault) for _ in range(7)][::-1]
    parts = [[each.case for each in vault.listed_cases(offset, 3)] for offset in (0, 3, 6, 9)]
    assert parts == [cases[:3], cases[3:6], cases[6:], []]
    assert vault.count_cases() == 7
    assert vault.knows(cases[6])
    assert not vault.knows("2222-2222-2")
    assert not vault.knows("")


@pytest.mark.requirement("NV28")
def test_a_new_case_has_a_code_that_says_nothing(vault: Vault) -> None:
    codes = {vault.new_case() for _ in range(50)}
    assert len(codes) == 50
    assert all(map(is_code, codes))


@pytest.mark.parametrize("case", ["case-1", "../etc", "ABCD-EFGH-J", " "])
def test_only_generated_codes_name_a_case(vault: Vault, case: str) -> None:
    with pytest.raises(BadInput, match="not-a-case-code"):
        vault.append(case, BreakTaken())


def test_the_fingerprint_follows_the_case_and_nothing_else(vault: Vault) -> None:
    case = begin_case(vault)
    printed = vault.fingerprint(case)
    assert printed == fingerprint([vault.events(case)[-1].digest])
    begin_case(vault)
    assert vault.fingerprint(case) == printed
    vault.append(case, BreakTaken())
    assert vault.fingerprint(case) != printed


def test_an_emptied_draft_is_gone(vault: Vault) -> None:
    case = begin_case(vault)
    vault.set_draft(case, "a", "x")
    vault.set_draft(case, "b", "y")
    vault.set_draft(case, "a", "")
    assert vault.drafts(case) == {"b": "y"}
    assert vault.draft(case, "a") == ""
    assert vault.place(case) == ""


def test_another_thread_may_not_touch_the_vault(vault: Vault) -> None:
    seen: list[BaseException] = []

    def touch() -> None:
        try:
            vault.events("")
        except RuntimeError as trouble:
            seen.append(trouble)

    other = threading.Thread(target=touch)
    other.start()
    other.join()
    assert len(seen) == 1


def test_a_locked_vault_answers_nothing(vault: Vault) -> None:
    vault.close()
    vault.close()
    with pytest.raises(StoreTrouble, match="vault-closed"):
        vault.events("")
    with pytest.raises(StoreTrouble, match="vault-closed"):
        vault.append("", BreakTaken())
    with pytest.raises(StoreTrouble, match="vault-closed"):
        vault.reopen()
    with pytest.raises(StoreTrouble, match="vault-closed"):
        change_passphrase(vault, PASSPHRASE, "a wholly new sentence for it", cost=QUICK)
    assert vault._keys.data_key == b""


def test_a_clock_that_went_back_is_told(vault: Vault, reopened: Callable[[], Vault]) -> None:
    vault.clock = lambda: datetime.now(UTC) + timedelta(days=400)
    begin_case(vault)
    vault.close()
    assert [notice.code for notice in reopened().notices] == ["clock-behind"]


def test_a_second_window_is_refused_and_changes_nothing(vault: Vault, folder: Path) -> None:
    case = begin_case(vault, answers=2)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "vault.db"}
    with pytest.raises(StoreTrouble, match="vault-open-elsewhere"):
        open_vault(folder, PASSPHRASE)
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "vault.db"}
    assert after == before
    vault.append(case, BreakTaken())


def test_a_new_vault_never_takes_the_place_of_something(vault: Vault, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="folder-not-empty"):
        create_vault(folder, PASSPHRASE, "B", "officer", "", cost=QUICK)
    assert vault.officer == "Officer Aina"
    empty = tmp_path / "empty"
    empty.mkdir()
    create_vault(empty, PASSPHRASE, "B", "officer", "", cost=QUICK).close()
    with pytest.raises(StoreTrouble, match="vault-not-found"):
        open_vault(tmp_path / "nothing", PASSPHRASE)


def test_practice_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with practice_vault() as practice:
        case = begin_case(practice, answers=3)
        practice.set_draft(case, "a", "x")
        assert practice.officer == "practice"
        assert practice.verify().holds
        assert practice.verify().journal == "none"
        practice.backup()
        assert practice.reopen().events == 4
    assert list(tmp_path.iterdir()) == []


def test_how_far_a_case_and_an_operation_go_changes_with_every_entry(vault: Vault) -> None:
    case, operation = begin_case(vault), vault.new_operation()
    assert vault.reach(operation) == vault.reach("2222-2222-2") == (0, 0)
    vault.append(operation, OperationOpened("raid", "2026-3", False))
    (events, newest), (one, last) = vault.reach(case), vault.reach(operation)
    assert (events, one) == (1, 1) and 0 < newest < last
    vault.append(case, BreakTaken())
    assert vault.reach(case)[0] == 2 and vault.reach(case)[1] > last
    assert vault.reach(operation) == (one, last)


def test_operations_stand_apart_from_cases_the_newest_first(vault: Vault) -> None:
    first, case, second = vault.new_operation(), begin_case(vault), vault.new_operation()
    assert vault.operations() == ()
    for code in (first, second):
        vault.append(code, OperationOpened("raid", "2026-3", False))
    assert (vault.operations(), vault.cases(), vault.count_cases()) == ((second, first), (case,), 1)
    vault.append(first, OperationReopened())
    assert vault.operations() == (first, second)
    assert is_operation_code(first) and first != second and not is_operation_code(case)


def test_the_newest_events_of_some_kinds_are_of_any_case_and_of_the_record_itself(vault: Vault) -> None:
    first, second = begin_case(vault, answers=1), begin_case(vault)
    vault.append(first, BreakTaken())
    told = [(case, each.event.kind) for case, each in vault.newest(["break-taken", "case-opened", "vault-created"], 10)]
    assert told == [(first, "break-taken"), (second, "case-opened"), (first, "case-opened"), ("", "vault-created")]
    assert [case for case, _ in vault.newest(["case-opened"], 1)] == [second]
    assert vault.newest([], 10) == vault.newest(["case-opened"], 0) == ()


def test_what_is_counted_without_a_record_is_a_number_by_its_name(vault: Vault) -> None:
    assert vault.tally() == {}
    with vault.transaction() as tables:
        tables.count_up(["one", "other"])
    with vault.transaction() as tables:
        tables.count_up(["one"])
    assert vault.tally() == {"one": 2, "other": 1}
    assert vault.erase([begin_case(vault), begin_case(vault), "2222-2222-2"], "asked", counted=["one"]) == 2
    assert vault.tally()["one"] == 3
    assert vault.erase(["2222-2222-2"], "asked", counted=["one"]) == 0 and vault.tally()["one"] == 3


def test_the_log_s_head_counts_what_was_done_with_the_record_and_no_case(vault: Vault) -> None:
    before = vault.log_head()
    begin_case(vault, answers=2)
    assert vault.log_head() == before
    vault.append("", UnlockFailed(1))
    after = vault.log_head()
    assert after.entries == before.entries + 1 and after.fingerprint != before.fingerprint
    assert vault.check_head(after.fingerprint, entries=after.entries, log=True).state == "stands"


def test_a_record_in_memory_goes_on_after_what_was_not_saved(vault: Vault) -> None:
    with practice_vault() as practice:
        case = begin_case(practice)
        practice.trouble = "not-saved"
        with pytest.raises(NotSaved):
            practice.append(case, BreakTaken())
        assert practice.reopen().holds
        practice.append(case, BreakTaken())
        assert len(practice.events(case)) == 2


def test_locking_leaves_a_backup_where_there_is_none_and_makes_no_second_one_of_the_same(
    vault: Vault, folder: Path, reopened: Callable[[], Vault]
) -> None:
    backups = lambda: sorted(each.name for each in (folder / "backup").iterdir())  # noqa: E731
    vault.close()
    assert backups() == ["000001"]
    reopened().close()
    assert backups() == ["000001"]
    shutil.rmtree(folder / "backup")
    reopened().close()
    assert backups() == ["000001"], "nothing was changed, and nothing was backed up"
