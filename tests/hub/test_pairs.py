"""The same person on two laptops is a question to a person: a list, a decision that is kept, and nothing merged."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from screening.cli.hub import hub
from screening.domain.answers import Answer, How
from screening.domain.events.catalogue import AnswerGiven, LanguageChosen
from screening.domain.events.referral import SheetNoted
from screening.domain.events.session import NoteWritten, Withdrawn
from screening.domain.known import fees
from screening.errors import BadInput
from screening.hub.database import connected
from screening.hub.decisions import decide_pair
from tests.hub.some_hub import Headquarters, a_case
from tests.hub.test_roles import Roles, roles

__all__ = ["roles"]

PERSON = (
    LanguageChosen("ne"),
    SheetNoted("service", "sex", "woman"),
    SheetNoted("service", "sector", "domestic"),
    NoteWritten(fees.PAGE, fees.COUNTRY, "NP"),
)
TOLD = tuple(AnswerGiven(item, Answer.YES, How.TOLD) for item in ("locked", "papers-kept"))
ASKED = "SELECT case_code, other_case, answers_both, answers_same, decided_same FROM screening.possible_pairs"


def test_two_cases_of_two_laptops_that_few_are_like_are_asked_about(hq: Headquarters) -> None:
    aina, chen = hq.laptop("Aina"), hq.laptop("Chen")
    one, other = a_case(aina, *PERSON, *TOLD), a_case(chen, *PERSON, *TOLD[:1])
    a_case(aina, *PERSON[:3])
    a_case(chen, *PERSON, Withdrawn("keep"))
    for vault in (aina, chen):
        hq.take(hq.bundle(vault))
    assert hq.ask(ASKED) == [(*sorted((one, other)), 1, 1, None)]


def test_two_cases_of_one_laptop_are_two_people_to_its_officer(hq: Headquarters) -> None:
    aina = hq.laptop("Aina")
    for _ in range(2):
        a_case(aina, *PERSON)
    hq.take(hq.bundle(aina))
    assert hq.ask(ASKED) == []


def test_what_many_have_in_common_says_nothing_of_one_person(hq: Headquarters) -> None:
    aina, chen = hq.laptop("Aina"), hq.laptop("Chen")
    for _ in range(4):
        a_case(aina, *PERSON)
        a_case(chen, *PERSON)
    for vault in (aina, chen):
        hq.take(hq.bundle(vault))
    assert hq.ask(ASKED) == []


def test_a_decision_needs_two_people_and_the_last_one_counts(hq: Headquarters) -> None:
    aina, chen = hq.laptop("Aina"), hq.laptop("Chen")
    pair = sorted((a_case(aina, *PERSON), a_case(chen, *PERSON)))
    for vault in (aina, chen):
        hq.take(hq.bundle(vault))
    before = hq.contents()
    with connected(hq.url) as database:
        for codes, by, second, said in (
            (pair, "Farah", "farah ", "hub-second-missing"),
            ((pair[0], "ZZZZ-ZZZZ-Z"), "Farah", "Goh", "hub-no-such-case"),
            ((pair[0], pair[0]), "Farah", "Goh", "hub-no-such-case"),
        ):
            with pytest.raises(BadInput) as told:
                decide_pair(database, *codes, same=True, by=by, second=second)
            assert told.value.code == said
        decide_pair(database, *reversed(pair), same=True, by="Farah", second="Goh")
    assert hq.ask(ASKED) == [(*pair, 0, 0, True)]
    arguments = [
        "decide-pair",
        "--case",
        *pair,
        "--different",
        "--by",
        "Farah",
        "--second",
        "Goh",
        "--database",
        hq.url,
    ]
    assert CliRunner().invoke(hub, arguments).exit_code == 0
    assert hq.ask(ASKED) == [(*pair, 0, 0, False)]
    listed = CliRunner().invoke(hub, ["pairs", "--database", hq.url]).output
    assert all(each in listed for each in (*pair, "two people"))
    assert hq.contents() == before, "nothing is merged"
    assert hq.ask("SELECT by_whom, second, same FROM screening.decided ORDER BY number") == [
        ("Farah", "Goh", True),
        ("Farah", "Goh", False),
    ]


def test_only_whoever_has_all_units_sees_pairs_and_the_importer_can_keep_a_decision(roles: Roles) -> None:
    pair = sorted((a_case(roles.johor, *PERSON), a_case(roles.penang, *PERSON)))
    for vault in (roles.johor, roles.penang):
        roles.hq.take(roles.hq.bundle(vault))
    query = "SELECT case_code, other_case FROM screening_unit.possible_pairs"
    assert roles.asks("sari", query) == []
    with connected(roles.hq.url) as database:
        database._con.execute("INSERT INTO screening.member VALUES ('sari', 'head', true)")
    assert roles.asks("sari", query) == [tuple(pair)]
    with connected(roles.url("imp")) as database:
        decide_pair(database, *pair, same=False, by="Farah", second="Goh")
    assert roles.asks("ana", "SELECT same FROM screening.decided") == [(False,)]
