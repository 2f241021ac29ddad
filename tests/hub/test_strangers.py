"""At headquarters, too, a laptop that never had a case adds nothing to it, erases nothing and claims no unit.

N2 and N10 of the second security trial: a believed laptop that knew a code, had another laptop's
entries erased, and its unit read their answers.
"""

from __future__ import annotations

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.domain.events.session import Withdrawn
from screening.errors import BadInput
from screening.hub.database import connected
from screening.hub.decisions import accept
from screening.store import Vault, add_contact, make_bundle, own_card, take_in
from tests.hub.some_hub import Headquarters, a_case

OPENED = CaseOpened("2026-1", "workplace", "field")
TOLD = AnswerGiven("locked", Answer.YES, How.TOLD)


def of(hq: Headquarters, name: str, organisation: str) -> Vault:
    vault = hq.laptop(name)
    del hq.believed[own_card(vault).number]
    vault.organisation = organisation
    hq.believed[own_card(vault).number] = own_card(vault)
    return vault


def accepted(hq: Headquarters, code: str, vault: Vault, *, instead: bool = False, second: str = "Goh") -> int:
    with connected(hq.url) as database:
        return accept(database, code, own_card(vault).number, by="Farah", second=second, instead=instead)


def units(hq: Headquarters) -> list[tuple[str, str]]:
    return [(code, unit) for code, unit in hq.ask("SELECT case_code, unit FROM screening.cases ORDER BY 1")]


@pytest.mark.requirement("CO8")
def test_who_never_had_a_case_erases_nothing_and_the_case_goes_on(hq: Headquarters) -> None:
    aina, budi = of(hq, "Aina", "Shelter"), of(hq, "Budi", "Labour")
    code = a_case(aina, TOLD)
    hq.take(hq.bundle(aina))
    asked = "SELECT digest FROM screening.event ORDER BY 1", "SELECT * FROM screening.answers"
    before = [hq.ask(each) for each in asked]
    budi.append_many(code, (OPENED, Withdrawn("erase")))
    done = hq.take(hq.bundle(budi))
    assert (done.added, done.erased, done.strangers) == (0, 0, (code,))
    assert hq.ask("SELECT taken_back FROM screening.cases") == [(False,)]
    assert [hq.ask(each) for each in asked] == before
    assert hq.ask("SELECT case_code, name, entries, takes_back FROM screening.strangers") == [(code, "Budi", 2, True)]
    aina.append(code, TOLD)
    done = hq.take(hq.bundle(aina))
    assert (done.added, done.held_back) == (1, 0)


def test_a_laptop_tells_only_of_its_own_erasings(hq: Headquarters) -> None:
    aina, budi = of(hq, "Aina", "Shelter"), of(hq, "Budi", "Labour")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    budi.append_many(code, (OPENED,))
    hq.take(hq.bundle(budi))
    other = a_case(budi)
    budi.erase([code], "asked")
    assert hq.take(make_bundle(budi, [other], [hq.card.number], hq.folder).path).erased == 0
    assert (code, "Shelter") in units(hq)


def test_whoever_brings_a_code_first_reads_nothing_of_the_case_that_is_truly_so_called(hq: Headquarters) -> None:
    aina, budi = of(hq, "Aina", "Shelter"), of(hq, "Budi", "Labour")
    code = a_case(aina, TOLD)
    budi.append_many(code, (OPENED,))
    hq.take(hq.bundle(budi))
    done = hq.take(hq.bundle(aina))
    assert (done.added, done.strangers) == (0, (code,))
    assert hq.ask("SELECT * FROM screening.answers") == []
    for second in ("", " farah"):
        with pytest.raises(BadInput, match="hub-second-missing"):
            accepted(hq, code, aina, instead=True, second=second)
    assert accepted(hq, code, aina, instead=True) == len(aina.events(code))
    assert units(hq) == [(code, "Shelter")]
    assert len(hq.ask("SELECT * FROM screening.answers")) == 1
    assert hq.ask("SELECT name, entries FROM screening.strangers") == [("Budi", 1)]
    assert hq.ask("SELECT by_whom, second, case_code, instead FROM screening.decided") == [("Farah", "Goh", code, True)]
    aina.append(code, AnswerGiven("papers-kept", Answer.YES, How.TOLD))
    assert hq.take(hq.bundle(aina)).added == 1
    assert hq.take(hq.bundle(budi)).added == 0
    with pytest.raises(BadInput, match="hub-no-stranger"):
        accepted(hq, code, aina)


@pytest.mark.requirement("CO8")
def test_a_withdrawal_at_another_office_counts_once_two_people_said_so(hq: Headquarters) -> None:
    aina, budi = of(hq, "Aina", "Shelter"), of(hq, "Budi", "Labour")
    code = a_case(aina, TOLD)
    hq.take(hq.bundle(aina))
    budi.append_many(code, (OPENED, Withdrawn("keep")))
    hq.take(hq.bundle(budi))
    assert accepted(hq, code, budi) == 2
    assert hq.ask("SELECT taken_back, laptops FROM screening.cases") == [(True, 2)]
    assert hq.ask("SELECT * FROM screening.strangers") == []
    assert units(hq) == [(code, "Shelter")]


def test_the_unit_is_that_of_the_laptop_that_opened_the_case_whoever_brings_it(hq: Headquarters) -> None:
    aina, budi = of(hq, "Aina", "Shelter"), of(hq, "Budi", "Labour")
    for one, other in ((aina, budi), (budi, aina)):
        add_contact(one, own_card(other), own_card(other).number)
    code = a_case(aina, TOLD)
    take_in(budi, make_bundle(aina, [code], [own_card(budi).number], hq.folder).path)
    budi.append(code, TOLD)
    assert hq.take(hq.bundle(budi)).strangers == ()
    assert units(hq) == [(code, "Shelter")]
    assert hq.take(hq.bundle(aina)).strangers == ()


def test_what_is_kept_apart_goes_when_its_case_is_erased(hq: Headquarters) -> None:
    aina, budi = of(hq, "Aina", "Shelter"), of(hq, "Budi", "Labour")
    code = a_case(aina)
    hq.take(hq.bundle(aina))
    budi.append_many(code, (OPENED,))
    hq.take(hq.bundle(budi))
    hq.erase(code)
    assert hq.ask("SELECT * FROM screening.stranger") == []
    budi.append(code, TOLD)
    assert hq.take(hq.bundle(budi)).held_back == 1
    assert hq.ask("SELECT * FROM screening.cases") == []
