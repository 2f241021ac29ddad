"""A case as FHIR R4 (4.0.1): Questionnaire (SDC), QuestionnaireResponse, RiskAssessment and Provenance in one Bundle.

https://hl7.org/fhir/R4/questionnaire.html, .../questionnaireresponse.html, .../riskassessment.html,
.../provenance.html; read 2026-11-27. The edition has no points, so there is no ``ordinalValue`` and no ``itemWeight``.
No name, no contact and no words of the person are in it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from screening.casework.assessment.assessment import assessment_of
from screening.casework.interview.interview import Interview
from screening.domain.answers import Answer, Given
from screening.domain.case.release import Ground, Release, answers_released, readings_released
from screening.domain.protocol.conditions import Condition, Is, Not, Some
from screening.domain.protocol.model import Item, Protocol, Topic
from screening.domain.scoring.signs import applies
from screening.domain.scoring.weights import EXPLANATIONS
from screening.settings import OWN, Installation
from screening.wording.catalogue.languages import shown_languages
from screening.wording.catalogue.translations import Words

Json = dict[str, Any]
SYSTEM = "urn:screening"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
INSTRUCTIONS: Json = {
    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-displayCategory",
    "valueCodeableConcept": {
        "coding": [{"system": "http://hl7.org/fhir/questionnaire-display-category", "code": "instructions"}]
    },
}
_SPACE = uuid.UUID("6b1d1c3e-5f2b-5e0a-9f43-0d6a2f6f7a10")


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a case comes from: the office, its role, the record's fingerprint, and the moment of the hand-over."""

    organisation: str
    role: str
    fingerprint: str
    at: str

    @property
    def who(self) -> str:
        return ", ".join(each for each in (self.organisation, self.role) if each) or "-"


def questionnaire(protocol: Protocol, here: Installation = OWN) -> Json:
    """The Questionnaire of an edition, every text with its translations. An item without an answer was not asked."""
    words = Words("en", here, edition=protocol.id)
    others = [
        Words(pack.tag, here, edition=protocol.id)
        for pack in shown_languages()
        if pack.tag not in ("en", words.language)
    ]
    return {
        "resourceType": "Questionnaire",
        "id": f"screening-{protocol.id}",
        "meta": {"profile": ["http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"]},
        "language": "en",
        "url": _canonical(protocol).partition("|")[0],
        "version": protocol.id,
        "name": f"Screening{protocol.id.replace('-', '_')}",
        "title": protocol.title,
        "status": "active" if protocol.published else "draft",
        "subjectType": ["Patient"],
        "description": "Translations that no native speaker reviewed are drafts. What was not answered was not asked.",
        "item": [_topic(topic, words, others) for topic in protocol.topics if topic.items],
    }


def _topic(topic: Topic, words: Words, others: list[Words]) -> Json:
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


def _item(item: Item, words: Words, others: list[Words]) -> Json:
    asked = item.kind == "ask"
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
                    **_text(f"{'answer' if asked else 'seen'}.{each}", words, others, "display"),
                }
            }
            for each in item.allowed
        ],
    }
    if item.harm or not asked:
        # What is seen or read is never to be asked, and what may harm is asked with care.
        hint = _text(f"xlsform.{'harm' if item.harm else item.kind}", words, others)
        made |= {"item": [{"linkId": f"{item.id}.how", "type": "display", "extension": [INSTRUCTIONS], **hint}]}
    if item.condition is not None:
        made |= {"enableWhen": list(enable_when(item.condition)), "enableBehavior": "any"}
    return made


def _control(code: str) -> Json:
    """How it is best drawn: every answer in sight, none chosen."""
    return {
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        "valueCodeableConcept": {
            "coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": code}]
        },
    }


def _text(text_id: str, words: Words, others: list[Words], field: str = "text") -> Json:
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


def response(interview: Interview, at: str, parts: frozenset[str]) -> Json:
    """What was answered and belongs to the released ``parts``. Items without an answer are left out: they were not
    asked, or are not for this recipient, who is not told which of the two.

    So are answers that another answer made to apply no more: R4 takes no answer to an item that is not enabled.
    """
    protocol, case = interview.protocol, interview.case
    may = answers_released(protocol, parts)
    count = [name for name, item in protocol.items.items() if name in case.answers.keys() & may]
    count = [name for name in count if applies(protocol.items[name], case.answers)]
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": _canonical(protocol),
        "status": "completed" if case.stopped == "finished" else "in-progress",
        "subject": _subject(case.code),
        "authored": at,
        "item": [
            {"linkId": f"topic.{topic.id}", "item": items}
            for topic in protocol.topics
            if (items := [_answered(item.id, case.answers[item.id]) for item in topic.items if item.id in count])
        ],
    }


def _answered(item: str, given: Given) -> Json:
    said = {"extension": [{"url": f"{SYSTEM}:how", "valueCode": given.how.value}]}
    if given.where is not None:
        said["extension"].append({"url": f"{SYSTEM}:where", "valueCode": given.where.value})
    coding = {"system": f"{SYSTEM}:answer", "code": given.answer.value}
    return {"linkId": item, "answer": [{**said, "valueCoding": coding}]}


def risk(interview: Interview, basis: str, at: str, parts: frozenset[str]) -> Json:
    """The program's reading in words, as far as the released ``parts`` go: bands, no probabilities, and what to do.

    It decides nothing.
    """
    assessment, say = assessment_of(interview), interview.words.say
    predictions = []
    for name in readings_released(EXPLANATIONS, parts):
        low, best, high = assessment.bands[name]
        told = say(f"band.{best}")
        if low != high:
            told = f"{told} ({say('band.between', low=say(f'band.{low}'), high=say(f'band.{high}'))})"
        coding = {"system": f"{SYSTEM}:band", "code": best}
        predictions.append(
            {
                "outcome": {"coding": [{"system": f"{SYSTEM}:explanation", "code": name}]},
                "qualitativeRisk": {"coding": [coding], "text": told},
            }
        )
    return {
        "resourceType": "RiskAssessment",
        "status": "preliminary",
        "method": {"text": f"Screening, edition {assessment.edition}"},
        "subject": _subject(interview.case.code),
        "occurrenceDateTime": at,
        "basis": [{"reference": basis}],
        "prediction": predictions,
        "mitigation": " ".join(say(f"path-do.{path}") for path in readings_released(assessment.paths, parts)),
        "note": [{"text": say("limits.text")}],
    }


def bundle(interview: Interview, origin: Sender, allowed: Release) -> Json:
    """What is released of one case in one collection, with the ground on which each part of it goes."""
    case = interview.case
    answers = response(interview, origin.at, allowed.parts)
    names = {name: _uuid(case.code, origin, name) for name in ("form", "answers", "risk", "origin")}
    resources = {
        "form": questionnaire(interview.protocol, interview.content.installation),
        "answers": answers,
        "risk": risk(interview, names["answers"], origin.at, allowed.parts),
        "origin": {
            "resourceType": "Provenance",
            "target": [{"reference": names["answers"]}, {"reference": names["risk"]}],
            "recorded": origin.at,
            "reason": list(_grounds(allowed)),
            "agent": [{"who": {"display": origin.who}}],
            "entity": [
                {
                    "role": "source",
                    "what": {
                        "identifier": {"system": f"{SYSTEM}:fingerprint", "value": origin.fingerprint},
                        "display": f"{sum(len(topic['item']) for topic in answers['item'])} answers",
                    },
                }
            ],
        },
    }
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": origin.at,
        "entry": [{"fullUrl": names[name], "resource": each} for name, each in resources.items()],
    }


def _grounds(allowed: Release) -> Iterator[Json]:
    """Why it goes: the person's yes, or the duty as the officer named it, each with its parts."""
    for ground in Ground:
        parts = ", ".join(sorted(part for part, why in allowed.grounds.items() if why is ground))
        if parts:
            told = f"Duty: {allowed.duty}" if ground is Ground.DUTY else "The person agreed"
            yield {"coding": [{"system": f"{SYSTEM}:ground", "code": ground.value}], "text": f"{told} ({parts})"}


def _canonical(protocol: Protocol) -> str:
    return f"{SYSTEM}:questionnaire|{protocol.id}"


def _subject(code: str) -> Json:
    return {"type": "Patient", "identifier": {"system": f"{SYSTEM}:case", "value": code}}


def _uuid(code: str, origin: Sender, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, f'{code} {origin.fingerprint} {origin.at} {name}')}"
