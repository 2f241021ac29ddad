"""The questionnaire as FHIR R4: sound by the published schema, the same items visible, how and where kept."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire

from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.protocol.conditions import All, Is, Not, Some
from screening.domain.protocol.editions import read_editions
from screening.domain.protocol.model import Protocol
from screening.handover import fhir_form
from screening.settings import indicators_root
from screening.wording.catalogue.languages import shown_languages
from screening.wording.catalogue.translations import Words


def made_of(protocol: Protocol, *others: str) -> dict[str, Any]:
    words = [Words(tag, edition=protocol.id) for tag in ("en", *others)]
    return fhir_form.questionnaire(protocol, words[0], words[1:])


def questions(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The questions of a Questionnaire by their item; invitations, which come first, are none."""
    return {item["linkId"]: item for topic in made["item"] for item in topic["item"] if item["type"] == "choice"}


@pytest.mark.parametrize("edition", sorted(read_editions(indicators_root(), [])))
def test_the_questionnaire_of_every_edition_is_sound(edition: str) -> None:
    made = made_of(open_content(edition).protocol, "ms")
    Questionnaire.model_validate(json.loads(json.dumps(made)))
    assert set(questions(made)) == set(open_content(edition).protocol.items)
    invited = {topic["item"][0]["linkId"] for topic in made["item"]}
    assert invited == {f"invitation.{topic.id}" for topic in open_content(edition).protocol.topics if topic.items}


def test_every_question_carries_its_translations() -> None:
    made = made_of(open_content().protocol, *(each.tag for each in shown_languages() if each.tag != "en"))
    first = next(iter(questions(made).values()))
    told = {
        each["extension"][0]["valueCode"]: each["extension"][1]["valueString"] for each in first["_text"]["extension"]
    }
    assert {"ms", "bn", "my", "ur", "zh-Hans"} <= set(told)
    assert told["ms"] == Words("ms").say(f"item.{first['linkId']}.text")


def test_what_is_seen_says_that_nobody_is_asked_and_cannot_be_declined() -> None:
    made, protocol = questions(made_of(open_content().protocol, "ms")), open_content().protocol
    for name, item in made.items():
        options = [each["valueCoding"]["display"] for each in item["answerOption"]]
        if protocol.items[name].kind == "ask":
            assert options == ["Yes", "No", "Does not know", "Prefers not to say"]
        else:
            assert options == ["Seen", "Not seen", "Not sure"]
            assert item["item"][0]["text"]
    assert made["locked"]["answerOption"][0]["valueCoding"]["_display"]


def test_how_and_where_are_items_below_a_question_that_a_form_filler_keeps() -> None:
    made = made_of(open_content().protocol, "ms")
    lists = {each["id"]: [one["code"] for one in each["expansion"]["contains"]] for each in made["contained"]}
    assert lists == {"how": list(How), "where": list(Where)}
    assert made["contained"][0]["compose"]["include"][0]["concept"][0]["designation"][0]["language"] == "ms"
    for name, item in questions(made).items():
        below = {each["linkId"]: each for each in item["item"] if each["type"] == "choice"}
        asked = {f"{name}.how"} | ({f"{name}.where"} if open_content().protocol.items[name].where else set())
        assert below.keys() == asked
        assert {each["answerValueSet"].removeprefix("#") for each in below.values()} <= lists.keys()
        assert below[f"{name}.how"]["enableWhen"] == [{"question": name, "operator": "exists", "answerBoolean": True}]


def shown(item: dict[str, Any], answers: dict[str, str]) -> bool:
    """Whether an item is shown, as R4 says: "exists" and "=" and any."""
    if "enableWhen" not in item:
        return True
    assert item["enableBehavior"] == "any"
    return any(
        (each["question"] in answers) is each["answerBoolean"]
        if each["operator"] == "exists"
        else answers.get(each["question"]) == each["answerCoding"]["code"]
        for each in item["enableWhen"]
    )


def test_the_same_items_are_visible_in_two_hundred_interviews() -> None:
    protocol, chance = open_content().protocol, random.Random(12)
    made = questions(made_of(protocol))
    hidden = 0
    for _ in range(200):
        answers = {name: chance.choice(list(Answer)) for name in protocol.items if chance.random() < 0.6}
        given = {name: Given(each) for name, each in answers.items()}
        for name, item in protocol.items.items():
            expected = item.condition is None or item.condition.holds(given) is not False
            assert shown(made[name], {each: said.value for each, said in answers.items()}) is expected
            hidden += not expected
    assert hidden > 20


def test_a_condition_that_cannot_be_said_without_nesting_is_refused() -> None:
    yes = Is("locked", Answer.YES)
    assert list(fhir_form.enable_when(Some((yes, Not(yes)))))
    with pytest.raises(ValueError, match="nesting"):
        list(fhir_form.enable_when(All((yes, yes))))
