"""A case as FHIR R4 (4.0.1): one transaction that a strict server takes whole, and takes again without doubling it.

Patient, Consent, QuestionnaireResponse, RiskAssessment and Provenance; the Questionnaire by reference, or beside them.
https://hl7.org/fhir/R4/http.html#transaction and the pages of these resources; read 2026-12-01, with the rules of their
StructureDefinitions. No name, no contact and no words of the person are in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from screening.casework.assessment.assessment import assessment_of
from screening.casework.interview.interview import Interview
from screening.domain.case import rules
from screening.domain.case.case import Case
from screening.domain.case.release import Release, ReleaseGround, answers_released, readings_released
from screening.domain.events.timestamps import moment
from screening.domain.known import known
from screening.domain.protocol.model import Item
from screening.domain.scoring.signs import applies
from screening.domain.scoring.weights import EXPLANATIONS
from screening.handover.fhir_form import HOW, SYSTEM, WHERE, Json, answer_text, canonical, questionnaire
from screening.handover.stable_id import stable_id

TERMS = "http://terminology.hl7.org/CodeSystem"
NO_PROBABILITY: Json = {
    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "not-permitted"}]
}
"""In place of a probability, which the program never gives. Left out, it fails the rule ras-2 in strict servers: of
nothing they cannot say that it is at most 100."""
SEX = {"woman": "female", "man": "male"}
"""What the person said of their sex, as R4 codes it. Preferring not to say, and not being asked, have no code."""


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


def bundle(interview: Interview, origin: Sender, allowed: Release, to: str, *, form: bool = False) -> Json:
    """Return what is released of one case as a transaction, with the ground on which each part of it goes.

    ``to`` is the recipient's name. With ``form`` the questionnaire goes with it, in the language of the interview's
    words. Every reference points at an entry of the bundle. Each resource is made where the server has none with its
    identifier, so that the same file does no harm a second time; a Provenance has none, and notes each time.
    """
    patient = _patient(interview.case, allowed)
    subject = _reference(patient)
    consents = [_consent(interview.case, part, ground, allowed, subject, to) for part, ground in _grounds(allowed)]
    answers = _response(interview, subject, allowed)
    reading = _risk(interview, subject, answers, allowed)
    made = [patient, *consents, answers, reading]
    if form:
        made.insert(0, questionnaire(interview.protocol, interview.words))
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "timestamp": origin.at,
        "entry": [*map(_entry, made), _provenance(origin, allowed, consents, answers, reading)],
    }


def _patient(case: Case, allowed: Release) -> Json:
    """Return who it is about: the code of the case, an age band, and the sex as the person said it, with their needs.

    No name and no date of birth: the record has neither.
    """
    made: Json = {"resourceType": "Patient", "identifier": [{"system": f"{SYSTEM}:case", "value": case.code}]}
    band = rules.age_band(case)
    if band != "unknown":
        made["extension"] = [{"url": f"{SYSTEM}:age-band", "valueCode": band}]
    if "needs" in allowed.parts and (sex := SEX.get(known.sex(case))):
        made["gender"] = sex
    return made


def _grounds(allowed: Release) -> Iterator[tuple[str, ReleaseGround]]:
    for part in sorted(allowed.parts):
        yield part, allowed.grounds[part]


def _consent(case: Case, part: str, ground: ReleaseGround, allowed: Release, subject: Json, to: str) -> Json:
    """Return why one part goes to this recipient, and since which day: the person's yes, or the duty in law."""
    made: Json = {
        "resourceType": "Consent",
        "status": "active",
        "scope": _coded(f"{TERMS}/consentscope", "patient-privacy"),
        "category": [_coded(f"{TERMS}/v3-ActCode", "IDSCL")],
        "patient": subject,
        "policyRule": _ground(part, ground, allowed),
        "provision": {
            "type": "permit",
            "actor": [{"role": _coded(f"{TERMS}/v3-ParticipationType", "IRCP"), "reference": {"display": to}}],
            "code": [_coded(f"{SYSTEM}:part", part)],
        },
    }
    if day := _day(allowed.since.get(part, "")):
        made["dateTime"] = day
    return _identified(made, case.code, "consent", many=True)


def _ground(part: str, ground: ReleaseGround, allowed: Release) -> Json:
    duty = f"Duty: {allowed.duty}, not an agreement of the person" if ground is ReleaseGround.DUTY else ""
    return {**_coded(f"{SYSTEM}:ground", ground.value), "text": f"{duty or 'The person agreed'} ({part})"}


def _response(interview: Interview, subject: Json, allowed: Release) -> Json:
    """Return what was answered and belongs to the released parts. Items without an answer are left out: they were not
    asked, or are not for this recipient, who is not told which of the two.

    So are answers that another answer made to apply no more: R4 takes no answer to an item that is not enabled. It is
    dated by the last of these answers.
    """
    protocol, case = interview.protocol, interview.case
    may = answers_released(protocol, allowed.parts)
    count = {name for name in case.answers.keys() & may if name in protocol.items}
    count = {name for name in count if applies(protocol.items[name], case.answers)}
    made: Json = {
        "resourceType": "QuestionnaireResponse",
        "language": interview.words.language,
        "questionnaire": canonical(protocol),
        "status": "completed" if case.stopped == "finished" else "in-progress",
        "subject": subject,
        "item": [
            {"linkId": f"topic.{topic.id}", "item": items}
            for topic in protocol.topics
            if (items := [_answered(interview, item) for item in topic.items if item.id in count])
        ],
    }
    if day := _day(max((head.at for name in count for head in case.heads[name]), default=case.opened_at)):
        made["authored"] = day
    return _identified(made, case.code, "answers")


def _answered(interview: Interview, item: Item) -> Json:
    say, given = interview.words.say, interview.case.answers[item.id]
    below = [_choice(f"{item.id}.{HOW}", HOW, given.how.value, say(f"how.{given.way}"))]
    if item.where and given.where is not None and given.answer.holds:
        below.append(_choice(f"{item.id}.{WHERE}", WHERE, given.where.value, say(f"where.{given.where.value}")))
    made = _choice(item.id, "answer", given.answer.value, say(answer_text(item, given.answer)))
    made["answer"][0]["item"] = below
    return {"linkId": item.id, "text": say(f"item.{item.id}.text"), **made}


def _choice(link: str, kind: str, code: str, text: str) -> Json:
    return {"linkId": link, "answer": [{"valueCoding": {"system": f"{SYSTEM}:{kind}", "code": code, "display": text}}]}


def _risk(interview: Interview, subject: Json, answers: Json, allowed: Release) -> Json:
    """Return the program's reading in words, as far as the released parts go: bands, no probabilities, what to do.

    It decides nothing. It is of the day of the answers that it is a reading of.
    """
    assessment, say = assessment_of(interview), interview.words.say
    predictions = []
    for name in readings_released(EXPLANATIONS, allowed.parts):
        low, best, high = assessment.bands[name]
        told = say(f"band.{best}")
        if low != high:
            told = f"{told} ({say('band.between', low=say(f'band.{low}'), high=say(f'band.{high}'))})"
        predictions.append(
            {
                "outcome": _coded(f"{SYSTEM}:explanation", name),
                "probabilityRange": NO_PROBABILITY,
                "qualitativeRisk": {**_coded(f"{SYSTEM}:band", best), "text": told},
            }
        )
    made: Json = {
        "resourceType": "RiskAssessment",
        "language": interview.words.language,
        "status": "preliminary",
        "method": {"text": f"Screening, edition {assessment.edition}"},
        "subject": subject,
        "basis": [_reference(answers)],
        "prediction": predictions,
        "note": [{"text": say("limits.text")}],
    }
    if "authored" in answers:
        made["occurrenceDateTime"] = answers["authored"]
    if does := [say(f"path-do.{path}") for path in readings_released(assessment.paths, allowed.parts)]:
        made["mitigation"] = " ".join(does)
    return _identified(made, interview.case.code, "reading", many=True)


def _provenance(origin: Sender, allowed: Release, consents: list[Json], answers: Json, reading: Json) -> Json:
    """Return the entry that notes the hand-over: from whom, when, why, and the record's fingerprint at that moment."""
    count = sum(len(topic["item"]) for topic in answers["item"])
    made: Json = {
        "resourceType": "Provenance",
        "target": [_reference(each) for each in (*consents, answers, reading)],
        "recorded": origin.at,
        "reason": [_ground(part, ground, allowed) for part, ground in _grounds(allowed)],
        "agent": [{"who": {"display": origin.who}}],
        "entity": [
            {
                "role": "source",
                "what": {
                    "identifier": {"system": f"{SYSTEM}:fingerprint", "value": origin.fingerprint},
                    "display": f"{count} answers",
                },
            }
        ],
    }
    return {
        "fullUrl": f"urn:uuid:{stable_id(json.dumps(made))}",
        "resource": made,
        "request": {"method": "POST", "url": made["resourceType"]},
    }


def _entry(made: Json) -> Json:
    """Return the entry that makes a resource where the server has none with its identifier."""
    if made["resourceType"] == "Questionnaire":
        search = f"url={made['url']}&version={made['version']}"
    else:
        identifier = _identifier(made)
        search = f"identifier={identifier['system']}|{identifier['value']}"
    return {
        "fullUrl": _reference(made)["reference"],
        "resource": made,
        "request": {"method": "POST", "url": made["resourceType"], "ifNoneExist": search},
    }


def _reference(made: Json) -> Json:
    """Return a reference to a resource of the bundle: its name is worked out of what identifies it."""
    named = made["url"] if made["resourceType"] == "Questionnaire" else json.dumps(_identifier(made), sort_keys=True)
    return {"reference": f"urn:uuid:{stable_id(named)}"}


def _identifier(made: Json) -> Json:
    found: Json = made["identifier"][0] if isinstance(made["identifier"], list) else made["identifier"]
    return found


def _identified(made: Json, code: str, kind: str, *, many: bool = False) -> Json:
    """Return a resource with an identifier of what it says: the same again is the same, anything else is another.

    ``many`` where R4 takes a list of identifiers.
    """
    identifier = {"system": f"{SYSTEM}:{kind}", "value": stable_id(f"{code} {json.dumps(made, sort_keys=True)}")}
    return {**made, "identifier": [identifier] if many else identifier}


def _coded(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def _day(at: str) -> str:
    """Return the day of an event's time as R4 writes it; "" where it names none."""
    found = moment(at)
    return found.date().isoformat() if found is not None else ""
