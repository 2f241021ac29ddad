"""The questionnaire of an edition as a FHIR R4 (4.0.1) Questionnaire, in one language or in several.

https://hl7.org/fhir/R4/questionnaire.html; read 2026-11-27. The edition has no points, so there is no ``ordinalValue``
and no ``itemWeight``. How an answer came and where it happened are items below the question: form fillers keep items,
and drop extensions that they do not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from screening.domain.answers import Answer, How, Where
from screening.domain.protocol.conditions import Condition, Is, Not, Some
from screening.domain.protocol.model import Item, Protocol, Topic
from screening.wording.catalogue.translations import Words

Json = dict[str, Any]
SYSTEM = "urn:screening"
HOW, WHERE = "how", "where"
"""What stands below an answer, under the item's id and this."""
EXPANDED = "2026-12-01"
"""The day on which the shared answers were listed, which R4 wants; they change with the editions only."""
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
INSTRUCTIONS: Json = {
    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-displayCategory",
    "valueCodeableConcept": {
        "coding": [{"system": "http://hl7.org/fhir/questionnaire-display-category", "code": "instructions"}]
    },
}


def questionnaire(protocol: Protocol, words: Words, others: Sequence[Words] = ()) -> Json:
    """Return the Questionnaire of an edition in the language of ``words``, with translations into those of ``others``.

    An item without an answer was not asked.
    """
    return {
        "resourceType": "Questionnaire",
        "id": f"screening-{protocol.id}",
        "language": words.language,
        "url": canonical(protocol).partition("|")[0],
        "version": protocol.id,
        "name": f"Screening{protocol.id.replace('-', '_')}",
        "title": words.say("edition.title"),
        "status": "active" if protocol.published else "draft",
        "subjectType": ["Patient"],
        "description": "Translations that no native speaker reviewed are drafts. What was not answered was not asked.",
        "contained": [_choices(HOW, How, words, others), _choices(WHERE, Where, words, others)],
        "item": [_topic(topic, words, others) for topic in protocol.topics if topic.items],
    }


def _choices(name: str, values: Iterable[How | Where], words: Words, others: Sequence[Words]) -> Json:
    """Return the answers that many items share, once. Form fillers want them expanded."""
    concepts, system = [], f"{SYSTEM}:{name}"
    for each in values:
        text = words.say(f"{name}.{each.value}")
        told = [(other.language, other.say(f"{name}.{each.value}")) for other in others]
        said = [{"language": language, "value": value} for language, value in told if value != text]
        concepts.append({"code": each.value, "display": text, **({"designation": said} if said else {})})
    return {
        "resourceType": "ValueSet",
        "id": name,
        "status": "active",
        "compose": {"include": [{"system": system, "concept": concepts}]},
        "expansion": {
            "timestamp": EXPANDED,
            "contains": [{"system": system, "code": each["code"], "display": each["display"]} for each in concepts],
        },
    }


def _topic(topic: Topic, words: Words, others: Sequence[Words]) -> Json:
    return {
        "linkId": f"topic.{topic.id}",
        "type": "group",
        **_text(f"topic.{topic.id}.title", words, others),
        "item": [
            {
                "linkId": f"invitation.{topic.id}",
                "type": "display",
                **_text(f"topic.{topic.id}.invitation", words, others),
            },
            *(_item(item, words, others) for item in topic.items),
        ],
    }


def _item(item: Item, words: Words, others: Sequence[Words]) -> Json:
    made = {
        "extension": [_control("radio-button")],
        "linkId": item.id,
        "prefix": item.number,
        "type": "choice",
        "required": False,
        "repeats": False,
        **_text(f"item.{item.id}.text", words, others),
        "answerOption": [
            {
                "valueCoding": {
                    "system": f"{SYSTEM}:answer",
                    "code": each.value,
                    **_text(answer_text(item, each), words, others, "display"),
                }
            }
            for each in item.allowed
        ],
    }
    below: list[Json] = []
    if item.harm or item.kind != "ask":
        # What is seen or read is never to be asked, and what may harm is asked with care.
        hint = _text(f"xlsform.{'harm' if item.harm else item.kind}", words, others)
        below.append({"linkId": f"{item.id}.note", "type": "display", "extension": [INSTRUCTIONS], **hint})
    below.append(_below(item, HOW, {"operator": "exists", "answerBoolean": True}, words, others))
    if item.where:
        yes = {"operator": "=", "answerCoding": {"system": f"{SYSTEM}:answer", "code": Answer.YES.value}}
        below.append(_below(item, WHERE, yes, words, others))
    made |= {"item": below}
    if item.condition is not None:
        made |= {"enableWhen": list(enable_when(item.condition)), "enableBehavior": "any"}
    return made


def _below(item: Item, name: str, when: Json, words: Words, others: Sequence[Words]) -> Json:
    """Return the item for how an answer came, or where it happened: shown once there is an answer to speak of."""
    return {
        "extension": [_control("drop-down")],
        "linkId": f"{item.id}.{name}",
        "type": "choice",
        "enableWhen": [{"question": item.id, **when}],
        "answerValueSet": f"#{name}",
        **_text(f"xlsform.{name}", words, others),
    }


def _control(code: str) -> Json:
    """How it is best drawn: ``radio-button`` has every answer in sight, none chosen."""
    return {
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        "valueCodeableConcept": {
            "coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": code}]
        },
    }


def _text(text_id: str, words: Words, others: Sequence[Words], field: str = "text") -> Json:
    text = words.say(text_id)
    said = [(each.language, each.say(text_id)) for each in others]
    found = [(language, each) for language, each in said if each != text]
    if not found:
        return {field: text}
    return {field: text, f"_{field}": {"extension": [_translation(language, each) for language, each in found]}}


def _translation(language: str, text: str) -> Json:
    return {
        "url": TRANSLATION,
        "extension": [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}],
    }


def enable_when(condition: Condition) -> Iterator[Json]:
    """When an item is shown: unless its condition is known to be false, so silence hides nothing; any of these.

    Raises ValueError for a condition that FHIR cannot say without nesting.
    """
    match condition:
        case Is(item, answer):
            yield from _unless(item, Answer.NO if answer is Answer.YES else Answer.YES)
        case Not(Is(item, answer)):
            yield from _unless(item, answer)
        case Some(parts):
            for part in parts:
                yield from enable_when(part)
        case _:
            raise ValueError("this condition needs nesting, which enableWhen does not have")


def _unless(item: str, hides: Answer) -> Iterator[Json]:
    yield {"question": item, "operator": "exists", "answerBoolean": False}
    for each in Answer:
        if each is not hides:
            coding = {"system": f"{SYSTEM}:answer", "code": each.value}
            yield {"question": item, "operator": "=", "answerCoding": coding}


def canonical(protocol: Protocol) -> str:
    """Return the address of the form of an edition, with its version: one cannot be taken for another."""
    return f"{SYSTEM}:questionnaire|{protocol.id}"


def answer_text(item: Item, answer: Answer) -> str:
    """Return the id of the text of an answer to an item; what is seen has its own."""
    return f"{'answer' if item.kind == 'ask' else 'seen'}.{answer}"
