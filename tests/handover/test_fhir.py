"""A case as FHIR R4: sound by the published schema, the same items visible, and nothing decided.

The library has 4.3.0 (R4B), in which these four resources are those of 4.0.1.
"""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire

from screening.casework.content.edition import open_content
from screening.casework.interview.interview import Interview
from screening.domain.answers import Answer, Given, How, Where
from screening.domain.case.case import fold
from screening.domain.case.release import Ground, Release
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, WordsWritten
from screening.domain.protocol.conditions import All, Is, Not, Some
from screening.domain.protocol.editions import read_editions
from screening.handover import fhir
from screening.settings import indicators_root
from screening.wording.catalogue.translations import Words
from tests.store.some_bundles import laptop

ALL = Release("police-trafficking", {"signs": Ground.YES, "needs": Ground.YES})
ORIGIN = fhir.Sender("Labour Department", "labour-officer", "AAAA BBBB", "2026-11-27T09:00:00Z")


def interview(*events: Any) -> Interview:
    vault, content = laptop("Aina"), open_content()
    code = vault.new_case()
    vault.append_many(code, (CaseOpened(content.protocol.id, "workplace", "field"), *events))
    return Interview(content, fold(code, vault.events(code)), Words("en"), "labour-officer")


def questions(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The questions of a Questionnaire by their item; invitations, which come first, are none."""
    return {item["linkId"]: item for topic in made["item"] for item in topic["item"] if item["type"] == "choice"}


@pytest.mark.parametrize("edition", sorted(read_editions(indicators_root(), [])))
def test_the_questionnaire_of_every_edition_is_sound(edition: str) -> None:
    made = fhir.questionnaire(open_content(edition).protocol)
    Questionnaire.model_validate(json.loads(json.dumps(made)))
    assert set(questions(made)) == set(open_content(edition).protocol.items)
    invited = {topic["item"][0]["linkId"] for topic in made["item"]}
    assert invited == {f"invitation.{topic.id}" for topic in open_content(edition).protocol.topics if topic.items}


def test_every_question_carries_its_translations() -> None:
    made = fhir.questionnaire(open_content().protocol)
    first = next(iter(questions(made).values()))
    told = {
        each["extension"][0]["valueCode"]: each["extension"][1]["valueString"] for each in first["_text"]["extension"]
    }
    assert {"ms", "bn", "my", "ur", "zh-Hans"} <= set(told)
    assert told["ms"] == Words("ms").say(f"item.{first['linkId']}.text")


def test_a_case_is_sound_and_says_only_what_was_answered() -> None:
    made = fhir.bundle(
        interview(
            AnswerGiven("locked", Answer.YES, How.TOLD, (), Where.WORK),
            AnswerGiven("debt-owed", Answer.DECLINED, How.ASKED),
            WordsWritten("papers", "1", "they took my passport"),
        ),
        ORIGIN,
        ALL,
    )
    Bundle.model_validate(json.loads(json.dumps(made)))
    answers = made["entry"][1]["resource"]
    said = {item["linkId"]: item["answer"][0] for topic in answers["item"] for item in topic["item"]}
    assert {name: each["valueCoding"]["code"] for name, each in said.items()} == {
        "locked": "yes",
        "debt-owed": "declined",
    }
    assert [each["valueCode"] for each in said["locked"]["extension"]] == ["told", "work"]
    assert "passport" not in json.dumps([each["resource"] for each in made["entry"][1:]])


def test_what_is_seen_says_that_nobody_is_asked_and_cannot_be_declined() -> None:
    made, protocol = questions(fhir.questionnaire(open_content().protocol)), open_content().protocol
    for name, item in made.items():
        options = [each["valueCoding"]["display"] for each in item["answerOption"]]
        if protocol.items[name].kind == "ask":
            assert options == ["Yes", "No", "Does not know", "Prefers not to say"]
        else:
            assert options == ["Seen", "Not seen", "Not sure"]
            assert item["item"][0]["text"]
    assert made["locked"]["answerOption"][0]["valueCoding"]["_display"]


@pytest.mark.parametrize(("owed", "told"), [(Answer.YES, {"debt-owed", "debt-tied"}), (Answer.NO, {"debt-owed"})])
def test_an_answer_that_applies_no_more_is_left_out(owed: Answer, told: set[str]) -> None:
    talk = interview(AnswerGiven("debt-tied", Answer.YES, How.TOLD), AnswerGiven("debt-owed", owed, How.ASKED))
    assert answered(fhir.response(talk, ORIGIN.at, ALL.parts)) == told


def answered(response: dict[str, Any]) -> set[str]:
    return {item["linkId"] for topic in response["item"] for item in topic["item"]}


def test_the_reading_is_in_words_and_decides_nothing() -> None:
    _, answers, reading, _ = fhir.bundle(interview(AnswerGiven("locked", Answer.YES, How.TOLD)), ORIGIN, ALL)["entry"]
    read = reading["resource"]
    assert read["basis"] == [{"reference": answers["fullUrl"]}]
    assert read["status"] == "preliminary"
    assert not {"probabilityDecimal", "probabilityRange"} & {key for each in read["prediction"] for key in each}
    assert read["mitigation"]
    assert "not a victim" not in json.dumps(read)


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
    made = questions(fhir.questionnaire(protocol))
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
    assert list(fhir.enable_when(Some((yes, Not(yes)))))
    with pytest.raises(ValueError, match="nesting"):
        list(fhir.enable_when(All((yes, yes))))
