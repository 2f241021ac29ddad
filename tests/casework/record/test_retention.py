"""Erasing needs the officer's passphrase and a second person; a withdrawal at an aid group needs the officer alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.casework.record import retention
from screening.domain.events.catalogue import AssessmentOpened, ConsentDecided, TalkStopped
from screening.domain.events.record import CopyMade, LogCleared, RecordErased, RetentionSet
from screening.domain.events.session import NoteWritten, Withdrawn
from screening.errors import NotAccepted, StoreTrouble
from screening.store import Vault, create_vault, name_second, practice_vault
from screening.store.folder import throttle
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

OTHER = "saddle pepper window orchid marble"
LATER = datetime.date.today() + datetime.timedelta(days=40)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_waits", {})


@pytest.fixture(params=["labour-officer", "public-officer"])
def public(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    vault = create_vault(tmp_path / "v", PASSPHRASE, "Aina", request.param, "Office", cost=QUICK)
    yield vault
    vault.close()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = create_vault(tmp_path / "v", PASSPHRASE, "Aina", "ngo", "House", cost=QUICK)
    yield vault
    vault.close()


def taken_back(vault: Vault) -> str:
    """A new case whose person withdrew; its code."""
    case = begin_case(vault)
    vault.append(case, TalkStopped("withdrawn"))
    return case


def due(vault: Vault) -> tuple[retention.KeepingDue, ...]:
    return retention.keeping(vault, LATER).due


@pytest.mark.requirement("NV34")
def test_without_a_second_person_a_public_officer_erases_nothing(public: Vault) -> None:
    case = begin_case(public)
    for act in (
        lambda: retention.withdraw(public, case, PASSPHRASE, ""),
        lambda: retention.erase_due(public, due(public), PASSPHRASE, ""),
    ):
        with pytest.raises(NotAccepted, match="second-first"):
            act()
    assert public.cases() == (case,)


def test_with_both_it_is_erased_and_their_name_stands_in_the_event(public: Vault) -> None:
    case = begin_case(public)
    name_second(public, "Officer Chong", OTHER, cost=QUICK)
    for own, second, code in ((PASSPHRASE, PASSPHRASE, "wrong-second"), (OTHER, OTHER, "wrong-passphrase")):
        with pytest.raises(StoreTrouble, match=code):
            retention.withdraw(public, case, own, second)
        throttle._waits.clear()
    public.append(case, TalkStopped("withdrawn"))
    assert retention.withdraw(public, case, PASSPHRASE, OTHER) == 1
    erased = [each.event for each in public.events("") if isinstance(each.event, RecordErased)]
    assert [(each.reason, each.second) for each in erased] == [("withdrawn", "Officer Chong")]


def test_an_aid_group_withdraws_alone_and_erases_what_is_due_with_two(vault: Vault) -> None:
    first, second = taken_back(vault), begin_case(vault)
    assert retention.withdraw(vault, first, PASSPHRASE, "") == 1
    with pytest.raises(NotAccepted, match="second-first"):
        retention.withdraw(vault, second, PASSPHRASE, "")
    with pytest.raises(NotAccepted, match="second-first"):
        retention.erase_due(vault, due(vault), PASSPHRASE, "")
    name_second(vault, "Chong", OTHER, cost=QUICK)
    assert retention.erase_due(vault, due(vault), PASSPHRASE, OTHER) == 1
    assert vault.cases() == ()
    assert second not in vault.cases()


def test_wrong_passphrases_wait_longer_each_time_and_erase_nothing(vault: Vault) -> None:
    case = taken_back(vault)
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        retention.withdraw(vault, case, "not the one", "")
    with pytest.raises(StoreTrouble, match="wait-before-trying"):
        retention.withdraw(vault, case, PASSPHRASE, "")
    assert vault.cases() == (case,)


@pytest.mark.requirement("NV8")
def test_only_what_was_shown_is_erased(vault: Vault) -> None:
    begin_case(vault)
    shown = due(vault)
    later = begin_case(vault)
    name_second(vault, "Chong", OTHER, cost=QUICK)
    assert retention.erase_due(vault, shown, PASSPHRASE, OTHER) == 1
    assert vault.cases() == (later,)


def test_clocks_are_set_with_a_passphrase_and_by_both_once_a_second_is_named(vault: Vault) -> None:
    days = {"unfinished": 5, "handed-over": 10, "withdrawn": 1, "names": 2, "log": 300}
    with pytest.raises(StoreTrouble, match="wrong-passphrase"):
        retention.set_clocks(vault, days, "no", "")
    throttle._waits.clear()
    retention.set_clocks(vault, days, PASSPHRASE, "")
    assert retention.clocks_of(vault) == days
    name_second(vault, "Chong", OTHER, cost=QUICK)
    with pytest.raises(StoreTrouble, match="wrong-second"):
        retention.set_clocks(vault, {**days, "names": 0}, PASSPHRASE, "")
    assert retention.clocks_of(vault) == days
    assert sum(isinstance(each.event, RetentionSet) for each in vault.events("")) == 1


@pytest.mark.requirement("CO8", "NV31")
def test_a_withdrawn_case_is_due_today(vault: Vault) -> None:
    case = begin_case(vault)
    assert retention.keeping(vault, datetime.date.today()).due == ()
    vault.append(case, TalkStopped("withdrawn"))
    (each,) = retention.keeping(vault, datetime.date.today()).due
    assert (each.case, each.kind) == (case, "withdrawn")


@pytest.mark.parametrize(("count", "counted"), [("yes", True), ("no", False)])
def test_what_is_counted_after_erasing_needs_a_yes_to_that(vault: Vault, count: str, counted: bool) -> None:
    case = begin_case(vault)
    vault.append(case, ConsentDecided("count", count, "v", "en"))
    vault.append(case, AssessmentOpened("2026-1", ("formal_identification",), "d"))
    vault.append(case, NoteWritten("withdraw", "choice", "erase"))
    retention.withdraw(vault, case, PASSPHRASE, "")
    tally = vault.tally()
    assert tally.pop("erased.withdrawn") == 1
    assert tally == ({"counted": 1, "setting.other": 1, "path.formal_identification": 1} if counted else {})


def test_a_yes_to_be_counted_is_taken_back_with_the_rest(vault: Vault) -> None:
    case = begin_case(vault)
    vault.append(case, ConsentDecided("count", "yes", "v", "en"))
    vault.append(case, TalkStopped("withdrawn"))
    retention.withdraw(vault, case, PASSPHRASE, "")
    assert vault.tally() == {"erased.withdrawn": 1}


@pytest.mark.requirement("CO8")
@pytest.mark.parametrize(("choice", "tally"), [("erase", {"counted": 1, "setting.other": 1}), ("keep", {})])
def test_erasing_that_was_chosen_waits_and_still_counts_as_taken_back(
    vault: Vault, choice: str, tally: dict[str, int]
) -> None:
    """A yes to be counted that stood when erasing was chosen holds; what is put away takes it back (CO1)."""
    case = begin_case(vault)
    vault.append_many(case, (ConsentDecided("count", "yes", "v", "en"), Withdrawn(choice), TalkStopped("withdrawn")))
    (each,) = retention.keeping(vault, datetime.date.today()).due
    assert each.kind == "withdrawn"
    retention.withdraw(vault, case, PASSPHRASE, "")
    assert vault.tally() == {"erased.withdrawn": 1, **tally}


def test_practice_needs_nobody() -> None:
    vault = practice_vault()
    case = begin_case(vault)
    assert retention.withdraw(vault, case, "", "") == 1


def test_a_second_slot_that_was_smuggled_in_is_not_believed(vault: Vault, tmp_path: Path) -> None:
    """Somebody with the folder puts a slot of their own making into the key file."""
    from dataclasses import replace

    from screening.store import confirm_second
    from screening.store.crypto import key_file

    name_second(vault, "Chong", OTHER, cost=QUICK)
    own = "a sentence of my very own making"
    forged = key_file.seal_secret(vault.keys, bytes(32), key_file.SECOND, own, QUICK, "Chong")
    assert vault.folder is not None
    file, _ = key_file.read(vault.folder)
    key_file.write(vault.folder, replace(file, slots=(*file.of_kind(key_file.PASSPHRASE), forged)))
    with pytest.raises(StoreTrouble, match="wrong-second"):
        confirm_second(vault, own)


def test_another_second_needs_the_former_one(vault: Vault) -> None:
    name_second(vault, "Chong", OTHER, cost=QUICK)
    third = "gravel ribbon candle harbour tulip"
    with pytest.raises(StoreTrouble, match="wrong-second"):
        name_second(vault, "Devi", third, former=PASSPHRASE, cost=QUICK)
    throttle._waits.clear()
    name_second(vault, "Devi", third, former=OTHER, cost=QUICK)
    assert retention.keeping(vault, LATER).second == "Devi"


def test_the_old_log_is_due_as_one_object_and_is_cleared_with_two(vault: Vault) -> None:
    name_second(vault, "Chong", OTHER, cost=QUICK)
    year = datetime.date.today() + datetime.timedelta(days=400)
    vault.append_many("", (CopyMade("stick"), CopyMade("stick")))
    (log,) = retention.keeping(vault, year).due
    assert (log.object, log.case, log.last) == ("log", "", datetime.date.today().isoformat())
    assert retention.erase_due(vault, (log,), PASSPHRASE, OTHER) == 1
    assert retention.keeping(vault, year).due == ()
    assert [each.event.second for each in vault.events("") if isinstance(each.event, LogCleared)] == ["Chong"]
    assert vault.verify().holds
    assert retention.erase_due(vault, (log,), PASSPHRASE, OTHER) == 0
