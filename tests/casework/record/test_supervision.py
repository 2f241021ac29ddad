"""A supervisor sees counts, hand-overs and reminders; the record itself holds each role to what it may do."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from screening.casework.record import exchange, retention
from screening.casework.record.supervision import overview, standing_lines
from screening.domain.events.catalogue import BreakTaken, CaseOpened, ConsentDecided
from screening.errors import NotAccepted
from screening.store import KeptIdentity, Vault, add_contact, create_vault, make_bundle, own_card, take_in
from screening.store.folder import throttle
from screening.wording.catalogue.translations import Words
from tests.store.some_vault import PASSPHRASE, QUICK, begin_case

TODAY = datetime.date.today()


def made(tmp_path: Path, role: str, name: str = "") -> Vault:
    return create_vault(tmp_path / (name or role), PASSPHRASE, name or role, role, "House", cost=QUICK)


def said(vault: Vault, days: int = 0) -> str:
    view = overview(vault, Words("en"), TODAY + datetime.timedelta(days=days))
    return "\n".join(f"{line.text} | {line.note}" for line in view.lines)


def test_counts_hand_overs_and_reminders_are_told_and_no_code_or_name_of_a_person(tmp_path: Path) -> None:
    officer, supervisor = made(tmp_path, "ngo", "Aina"), made(tmp_path, "supervisor", "Devi")
    for one, other in ((officer, supervisor), (supervisor, officer)):
        card = own_card(other)
        add_contact(one, card, card.number)
    cases = [begin_case(officer, answers=1) for _ in range(11)]
    take_in(supervisor, make_bundle(officer, cases, [own_card(supervisor).number], tmp_path).path)
    told = said(supervisor)
    assert "Records here: 11" in told
    assert "Interview not finished: not shown" in told, "where all eleven stand would be told of each"
    assert "11 cases came from Aina" in told
    assert "No copy was made on a USB stick" not in told, "the record is a day old"
    assert "recovery key was not tried" not in told
    assert "No copy was made on a USB stick" in said(supervisor, days=8)
    assert "recovery key was not tried" in said(supervisor, days=93)
    assert "No second person is named." in told
    assert not any(case in told for case in cases)
    assert "11 cases went to Devi" in said(officer)
    officer.close()
    supervisor.close()


@pytest.mark.requirement("SE2")
def test_small_counts_are_not_shown(tmp_path: Path) -> None:
    vault = made(tmp_path, "ngo")
    for _ in range(3):
        begin_case(vault)
    assert "Records here: fewer than 10" in said(vault)
    assert "Consent withdrawn: not shown" in said(vault)
    vault.close()


def test_where_records_stand_is_told_only_where_no_other_count_follows_from_it() -> None:
    def told(talking: int, view: int, papers: int) -> list[str]:
        stands = ["talking"] * talking + ["view"] * view + ["papers"] * papers
        return [line.text for line in standing_lines(stands, Words("en"))]

    assert told(30, 12, 11)[1:] == [
        "Interview not finished: 30",
        "Own view written, no form yet: 12",
        "Forms made: not shown",
        "Consent withdrawn: not shown",
    ]


@pytest.mark.parametrize("role", ["supervisor", "trainer", "reviewer"])
def test_only_officers_write_to_a_persons_case(tmp_path: Path, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_waits", {})
    vault = made(tmp_path, role)
    case = vault.new_case()
    with pytest.raises(NotAccepted, match="role-may-not"):
        vault.append(case, CaseOpened("2026-1", "office", "field"))
    with pytest.raises(NotAccepted, match="role-may-not"):
        vault.append(case, BreakTaken())
    assert vault.cases() == ()
    invented = CaseOpened("2026-1", "office", "field", practice=True)
    if role == "trainer":
        vault.append(case, invented)
        vault.append(case, ConsentDecided("identity", "yes", "v", "en"))
    else:
        with pytest.raises(NotAccepted, match="role-may-not"):
            vault.append(case, invented)
    with pytest.raises(NotAccepted, match="role-may-not"):
        vault.people.keep(case, KeptIdentity("A name", "", ""))
    with pytest.raises(NotAccepted, match="role-may-not"):
        vault.people.read(case)
    if role != "supervisor":
        for act in (
            lambda: take_in(vault, tmp_path / "any"),
            lambda: exchange.send(vault, [case], ["x"], tmp_path),
            lambda: retention.withdraw(vault, case, PASSPHRASE, ""),
        ):
            with pytest.raises(NotAccepted, match="role-may-not"):
                act()
    vault.close()


@pytest.mark.requirement("SE2")
def test_no_page_of_counts_says_anything_of_one_officer(tmp_path: Path) -> None:
    """Two officers' cases are one number; no name, no streak and no rank stands beside it (SE2)."""
    vault = made(tmp_path, "ngo", "Officer Aina")
    for officer, cases in (("Officer Aina", 11), ("Officer Budi", 4)):
        vault.officer = officer
        for _ in range(cases):
            begin_case(vault)
    told = said(vault)
    assert "Records here: 15" in told
    assert "Aina" not in told
    assert "Budi" not in told
    assert " 11" not in told and " 4" not in told
    vault.close()


@pytest.mark.requirement("SE2")
def test_no_text_of_the_program_praises_ranks_or_counts_what_an_officer_found() -> None:
    words = Words("en")
    praise = re.compile(
        r"streak|ranking|leaderboard|well done|best officer|victims? found|persons? found|your record of", re.I
    )
    assert [each for each in words.ids() if praise.search(words.source(each))] == []
