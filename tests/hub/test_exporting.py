"""Cases go back from a headquarters to a laptop, and an officer goes on there."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, ConsentDecided
from screening.domain.events.session import Withdrawn
from screening.errors import BadInput, NotAccepted
from screening.hub.database import connected
from screening.hub.exporting import export_cases
from screening.store import Vault, add_contact, own_card, take_in
from tests.hub.some_hub import Headquarters, a_case


def back(
    hq: Headquarters, to: Vault, *codes: str, duty: str = "Standing order 4", purpose: str = "lost laptop"
) -> Path:
    with connected(hq.url) as database:
        out = hq.folder / f"back-{len(list(hq.folder.iterdir()))}.age"
        return export_cases(database, codes, hq.keys, hq.card, own_card(to), out, purpose=purpose, duty=duty).path


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
    assert hq.ask("SELECT recipient, purpose, duty, cases, login FROM screening.exported") == [
        (own_card(budi).number, "lost laptop", "Standing order 4", [code], "screening")
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


@pytest.mark.requirement("CO7")
def test_a_case_goes_back_by_the_person_s_yes_or_by_a_duty_that_is_named(hq: Headquarters) -> None:
    aina, budi = hq.laptop("Aina"), hq.laptop("Budi")
    yes = ConsentDecided("authority", "yes", "v", "en", recipient=f"{own_card(budi).number}:account")
    agreed, silent = a_case(aina, yes), a_case(aina)
    hq.take(hq.bundle(aina))
    with pytest.raises(NotAccepted, match="bundle-not-agreed"):
        back(hq, budi, agreed, silent, duty="")
    taken = take_in(budi, back(hq, budi, agreed, duty=""))
    assert (taken.grounds, taken.duty) == (((agreed, "yes"),), "")
    taken = take_in(budi, back(hq, budi, silent))
    assert (taken.grounds, taken.duty) == (((silent, "duty"),), "Standing order 4")
    for purpose in ("", "\t", " - "):
        with pytest.raises(BadInput, match="hub-no-purpose"):
            back(hq, budi, agreed, purpose=purpose)
