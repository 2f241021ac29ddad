"""Whoever brings a code first, and takes it back, takes nothing of the case that is truly so called along."""

from __future__ import annotations

import pytest

from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, CaseOpened
from screening.domain.events.session import Withdrawn
from screening.store import make_bundle
from tests.hub.some_hub import Headquarters, a_case
from tests.hub.test_strangers import accepted, of, units

OPENED = CaseOpened("2026-1", "workplace", "field")
TOLD = AnswerGiven("locked", Answer.YES, How.TOLD)


@pytest.mark.parametrize("way", ["said", "told"])
def test_who_brought_a_code_first_and_takes_it_back_erases_no_case_of_another(hq: Headquarters, way: str) -> None:
    aina, budi = of(hq, "Aina", "Shelter"), of(hq, "Budi", "Labour")
    code = a_case(aina, TOLD)
    budi.append_many(code, (OPENED,))
    hq.take(hq.bundle(budi))
    assert hq.take(hq.bundle(aina)).strangers == (code,)
    other = a_case(budi)
    if way == "said":
        budi.append(code, Withdrawn("erase"))
        hq.take(hq.bundle(budi))
    else:
        budi.erase([code], "asked")
        hq.take(make_bundle(budi, [other], [hq.card.number], hq.folder).path)
    assert code not in dict(units(hq))
    aina.append(code, TOLD)
    done = hq.take(hq.bundle(aina))
    assert (done.held_back, done.strangers) == (0, (code,)), "it waits for two people, as before"
    assert accepted(hq, code, aina) == len(aina.events(code))
    assert (code, "Shelter") in units(hq)
    assert hq.take(hq.bundle(aina)).held_back == 0


def test_what_a_stranger_wrote_does_not_come_in_once_the_case_was_erased(hq: Headquarters) -> None:
    aina, budi = of(hq, "Aina", "Shelter"), of(hq, "Budi", "Labour")
    code = a_case(aina, TOLD)
    hq.take(hq.bundle(aina))
    budi.append_many(code, (OPENED, TOLD))
    hq.take(hq.bundle(budi))
    aina.append(code, Withdrawn("erase"))
    assert hq.take(hq.bundle(aina)).erased == 1
    budi.append(code, TOLD)
    assert hq.take(hq.bundle(budi)).strangers == (code,)
    assert units(hq) == []
    hq.erase(code)
    assert hq.ask("SELECT * FROM screening.stranger") == []
    assert (hq.take(hq.bundle(budi)).held_back, hq.take(hq.bundle(aina)).held_back) == (1, 1)
