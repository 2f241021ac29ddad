"""Cases go back from a headquarters to a laptop, and an officer goes on there."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven
from screening.domain.events.session import Withdrawn
from screening.errors import BadInput
from screening.hub.database import connected
from screening.hub.exporting import export_cases
from screening.store import Vault, add_contact, own_card, take_in
from tests.hub.some_hub import Headquarters, a_case


def back(hq: Headquarters, to: Vault, *codes: str) -> Path:
    with connected(hq.url) as database:
        out = hq.folder / f"back-{len(list(hq.folder.iterdir()))}.age"
        return export_cases(database, codes, hq.keys, hq.card, own_card(to), out, purpose="lost laptop").path


def test_another_officer_goes_on_with_a_case(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    code, other = a_case(aina), a_case(aina)
    hq.take(hq.bundle(aina))
    taken = take_in(budi, back(hq, budi, code))
    assert (taken.cases, taken.added) == ((code,), 5)
    assert [each.digest for each in budi.events(code)] == [each.digest for each in aina.events(code)]
    budi.append(code, AnswerGiven("locked", Answer.YES, How.TOLD))
    assert hq.take(hq.bundle(budi)).added == 1
    assert hq.ask("SELECT laptops FROM screening.cases WHERE laptops = 2") == [(2,)]
    assert other not in budi.cases()


def test_a_laptop_that_knows_the_writer_takes_the_case_too(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    add_contact(budi, own_card(aina), own_card(aina).number)
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    assert take_in(budi, back(hq, budi, code)).strangers == 0


def test_what_left_is_kept_with_why_and_for_whom(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    back(hq, budi, code)
    assert hq.ask("SELECT recipient, purpose, cases, login FROM screening.exported") == [
        (own_card(budi).number, "lost laptop", [code], "screening")
    ]


def test_a_case_that_is_not_here_or_was_taken_back_goes_nowhere(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    code = a_case(aina, Withdrawn("keep"))
    hq.take(hq.bundle(aina))
    for each in (code, "ZZZZ-ZZZZ-Z"):
        with pytest.raises(BadInput) as told:
            back(hq, budi, each)
        assert told.value.code == "hub-no-such-case"
    assert hq.ask("SELECT count(*) FROM screening.exported") == [(0,)]
