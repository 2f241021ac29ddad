"""Cases are drawn in a record, wait for a second reader without a word of the first reading, and are counted then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.casework.assessment.second_reader import needs_second, second_view
from screening.casework.content.edition import Content
from screening.casework.interview.interview import Interview
from screening.casework.record import second_look, statistics_release
from screening.casework.record.audit_log import log
from screening.domain.case.case import fold
from screening.domain.events.catalogue import WordsWritten
from screening.domain.events.record import SecondLookDrawn
from screening.domain.events.session import DrawnForSecondLook, SecondViewWritten
from screening.errors import NotAccepted
from screening.store import Vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_screened import put_in
from tests.made_vaults import made_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with made_vault(tmp_path / "record", "Supervisor", "ngo") as made:
        yield made


def drawn(vault: Vault) -> list[str]:
    return [code for code in vault.cases() if fold(code, vault.events(code)).sessions.lot is not None]


def test_a_lot_draws_both_kinds_and_is_kept_in_the_record(vault: Vault, content: Content) -> None:
    passed, flagged = put_in(vault, 12, flagged=False), put_in(vault, 6)
    assert second_look.draw(vault, content, 8) == 10
    found = drawn(vault)
    assert len([code for code in found if code in passed]) == 8
    assert len([code for code in found if code in flagged]) == 2
    (event,) = [each.event for each in vault.events("") if isinstance(each.event, SecondLookDrawn)]
    assert (event.drawn, len(event.frame)) == (10, 18)
    assert "drew 10 records by lot" in log(vault, Words("en"))[0].text


def test_the_same_lot_is_not_drawn_twice(vault: Vault, content: Content) -> None:
    put_in(vault, 5, flagged=False)
    second_look.draw(vault, content, 2)
    with pytest.raises(NotAccepted, match="second-look-drawn"):
        second_look.draw(vault, content, 2)
    assert len(drawn(vault)) == 2
    put_in(vault, 3, flagged=False)
    assert second_look.draw(vault, content) == 3


@pytest.mark.parametrize("what", [{"counted": "no"}, {"read": False}, {"flagged": True}])
def test_who_is_not_measured_is_not_drawn(vault: Vault, content: Content, what: dict[str, object]) -> None:
    put_in(vault, 3, **{"flagged": False, **what})
    with pytest.raises(NotAccepted, match="second-look-nobody"):
        second_look.draw(vault, content)
    assert drawn(vault) == []


def test_a_supervisor_draws_and_writes_nothing_else_into_a_case(tmp_path: Path, content: Content) -> None:
    with made_vault(tmp_path / "record", "Supervisor", "ngo") as vault:
        (code,) = put_in(vault, 1, flagged=False)
        vault.role = "supervisor"
        assert second_look.draw(vault, content) == 1
        with pytest.raises(NotAccepted, match="role-may-not"):
            vault.append_many(code, (DrawnForSecondLook("x", 1, 1), WordsWritten("work", "1", "A word")))


@pytest.mark.parametrize("role", ["trainer", "reviewer"])
def test_who_has_no_counts_draws_nothing_and_sees_nothing(vault: Vault, content: Content, role: str) -> None:
    put_in(vault, 3, flagged=False)
    vault.role = role
    for act in (second_look.draw, second_look.lots, statistics_release.accuracy):
        with pytest.raises(NotAccepted, match="role-may-not"):
            act(vault, content)


def test_the_page_does_not_tell_a_flagged_case_from_another(vault: Vault, content: Content) -> None:
    passed, flagged = put_in(vault, 4, flagged=False), put_in(vault, 4)
    second_look.draw(vault, content)
    lines = [each.label.own for each in second_look.page(vault, content, Words("en")).rows if each.kind == "link"]
    kinds = {line.replace(code, "CODE") for line in lines for code in (*passed, *flagged) if code in line}
    assert kinds == {"CODE: waits for a second reader"}
    assert len(lines) == 5


def test_a_supervisor_sees_the_codes_and_no_way_into_a_case(vault: Vault, content: Content) -> None:
    put_in(vault, 4, flagged=False)
    second_look.draw(vault, content)
    vault.role = "supervisor"
    rows = second_look.page(vault, content, Words("en")).rows
    assert not [row for row in rows if row.kind == "link"]
    assert sum("waits for a second reader" in row.label.own for row in rows) == 4


def test_a_drawn_case_waits_for_its_second_reader_and_says_nothing_of_the_first(vault: Vault, content: Content) -> None:
    put_in(vault, 1, flagged=False, view="dispute")
    second_look.draw(vault, content)
    (code,) = drawn(vault)
    case = fold(code, vault.events(code))
    assert needs_second(case)
    view = second_view(Interview(content, case, Words("en"), "ngo"))
    told = " ".join(row.label.own for row in view.rows)
    assert "drawn by lot" in told
    assert "lowered" not in told
    assert "What was seen." not in told


def test_what_the_second_reader_judged_is_the_result(vault: Vault, content: Content) -> None:
    put_in(vault, 6, flagged=False)
    second_look.draw(vault, content, 6)
    for at, code in enumerate(drawn(vault)):
        thought = "control" if at < 2 else "dispute"
        vault.append(code, SecondViewWritten("Officer Budi", (thought,), "sure", "Read again."))
    made, unread = statistics_release.accuracy(vault, content)
    assert (made.drawn, made.looked.found, made.looked.of, unread) == (6, 2, 6, 0)
    assert second_look.lots(vault, content).waiting == 0


def test_an_erased_case_leaves_the_lot_as_it_was_drawn(vault: Vault, content: Content) -> None:
    put_in(vault, 8, flagged=False)
    second_look.draw(vault, content, 3)
    gone = drawn(vault)[0]
    vault.erase((gone,), "asked")
    found = second_look.lots(vault, content)
    assert [each.as_said for each in found.lots] == [True]
    assert (found.lots[0].drawn, len(found.cases)) == (3, 2)
    assert gone not in json.dumps([str(each.event) for each in vault.events("")])


def test_a_case_that_somebody_added_by_hand_is_found(vault: Vault, content: Content) -> None:
    codes = put_in(vault, 12, flagged=False)
    second_look.draw(vault, content, 1)
    (event,) = [each.event for each in vault.events("") if isinstance(each.event, SecondLookDrawn)]
    from screening.domain.case.second_look import number

    last = max(codes, key=lambda code: number(event.lot, code))
    vault.append(last, DrawnForSecondLook(event.lot, 1, 12))
    found = second_look.lots(vault, content)
    assert [each.as_said for each in found.lots] == [False]
    told = [row.label.own for row in second_look.page(vault, content, Words("en")).rows]
    assert any("do not agree" in line for line in told)
