"""Care beside the score: harm names needs by itself, whatever explains it, in every edition, setting and age."""

from itertools import product

import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.scoring.assessment import BODY, CARE, assess
from screening.domain.services.directory import Eligibility, need_states, needs_of, offers_of, proposals
from screening.domain.services.directory_loader import open_directory
from tests.sweeps import where

EDITIONS = {edition: open_content(edition) for edition in ("2026-1", "2026-2", "2026-3")}
DIRECTORY = open_directory(settings.forms_root() / "directory")
NO_HARM = {"crossed-outside", "chooses-clients"}
"""Items that are asked with care and name no harm."""
HARM = [
    (edition, item.id)
    for edition, content in EDITIONS.items()
    for item in content.protocol.items.values()
    if item.harm and item.id not in NO_HARM
]
AGES = ("adult", "child", "unknown")
ASKED = 14
"""Items of the core that are asked in a first pass."""


@pytest.mark.parametrize("row", where(HARM, lambda row: row[0] == settings.EDITION), ids="-".join)
def test_harm_alone_names_needs_and_never_leads_to_information_alone(row):
    edition, name = row
    content = EDITIONS[edition]
    item = content.protocol.items[name]
    # The rest of a first pass was asked, and everything else denied.
    denied = {each.id: Given(Answer.NO) for each in content.protocol.core[:ASKED] if each.id != name}
    for age, how, place in product(AGES, How, [None, *Where] if item.where else [None]):
        answers = {name: Given(Answer.YES, how, place)} | denied
        found = assess(content.protocol, content.weights, answers, age_band=age)
        named = needs_of(DIRECTORY, content.protocol.items, answers, {}, ())
        assert {*named} >= {*item.needs}, (age, how, place)
        assert not (BODY | CARE).isdisjoint(named), (age, how, place)
        assert {"health", "care"} & {*found.paths}, (age, how, place)
        who = Eligibility(found.paths, named, age, offers=offers_of(DIRECTORY, found.paths, named))
        assert any(
            {"clinic", "aid-group", "legal", "counselling"} & {each.entry.service} for each in proposals(DIRECTORY, who)
        ), (age, how, place)


def test_every_need_that_an_item_names_is_one_of_the_directory():
    known = {need.id for need in DIRECTORY.needs}
    for content in EDITIONS.values():
        for item in content.protocol.items.values():
            assert {*item.needs} <= known, item.id


@pytest.mark.parametrize("edition", EDITIONS)
def test_sexual_violence_asks_for_a_doctor_within_72_hours(edition):
    answers = {"sexual-violence": Given(Answer.YES)}
    named = needs_of(DIRECTORY, EDITIONS[edition].protocol.items, answers, {}, ())
    assert {"medical-soon", "counselling", "legal", "police"} <= {*named}


def test_somebody_who_may_have_to_be_identified_is_offered_what_nobody_named():
    named = ("medical",)
    offered = offers_of(DIRECTORY, ("formal_identification",), named)
    assert {*offered} == {"doctor", "counselling", "legal", "shelter", "interpreter"}
    states = dict(need_states(DIRECTORY, {"wants-leave": Given(Answer.NO)}, named, offered))
    assert states["counselling"] == "offer"
    assert states["shelter"] == "no", "what the person said they do not need is not offered again"
    assert states["medical"] == "now"


def test_papers_kept_at_work_lead_to_the_labour_remedy_and_papers_kept_on_the_way_do_not():
    content = EDITIONS["2026-3"]

    def paths(where):
        answers = {"papers-kept": Given(Answer.YES, How.TOLD, where)}
        return assess(content.protocol, content.weights, answers, age_band="adult").paths

    assert "labour_remedy" in paths(Where.WORK)
    assert "labour_remedy" in paths(None)
    assert "labour_remedy" not in paths(Where.WAY)


@pytest.mark.parametrize("place", Where)
def test_a_need_whose_item_takes_no_place_holds_wherever_another_laptop_says_it_was(place):
    content = EDITIONS["2026-3"]
    assert not content.protocol.items["needs-afraid"].where
    answers = {"needs-afraid": Given(Answer.YES, How.TOLD, place)}
    assert "urgent" in assess(content.protocol, content.weights, answers, age_band="adult").paths


def test_needs_never_move_a_strength():
    content = EDITIONS["2026-3"]
    nothing = assess(content.protocol, content.weights, {}, age_band="adult")
    asked = assess(content.protocol, content.weights, {"fears-charge": Given(Answer.YES)}, age_band="adult")
    assert asked.weighed == nothing.weighed
    assert "care" in asked.paths
