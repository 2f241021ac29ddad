"""A case as FHIR R4: a transaction, sound by the published schema, dated by the talk, and nothing decided.

The library has 4.3.0 (R4B), in which these resources are those of 4.0.1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from screening.casework.content.edition import open_content
from screening.casework.interview.interview import Interview
from screening.domain.answers import Answer, How, Where
from screening.domain.case.case import fold
from screening.domain.case.release import Release, ReleaseGround
from screening.domain.events.catalogue import AnswerGiven, CaseOpened, Event, GateAnswered, Recorded, WordsWritten
from screening.domain.events.referral import SheetNoted
from screening.handover import fhir
from screening.handover.release import as_bytes
from screening.wording.catalogue.languages import shown_languages
from screening.wording.catalogue.translations import Words

TALK, LATER = "2026-11-20T02:00:00Z", "2026-11-27T09:00:00Z"
SINCE = {"signs": TALK, "needs": TALK}
ALL = Release("police-trafficking", {"signs": ReleaseGround.YES, "needs": ReleaseGround.YES}, "", SINCE)
SIGNS = ALL.only({"signs"})
ORIGIN = fhir.Sender("Labour Department", "labour-officer", "AAAA BBBB", LATER)
PROTOCOL = open_content().protocol


def interview(*events: Event, language: str = "en") -> Interview:
    """A case whose talk was on 20 November; no store."""
    content = open_content()
    recorded = [
        Recorded(event, f"{n:064}", TALK, "Aina", "S" * 24, n, n)
        for n, event in enumerate((CaseOpened(content.protocol.id, "workplace", "field"), *events), start=1)
    ]
    return Interview(content, fold("CASE-1", recorded), Words(language), "labour-officer")


def made_of(*events: Event, allowed: Release = ALL, form: bool = False, language: str = "en") -> dict[str, Any]:
    made = fhir.bundle(interview(*events, language=language), ORIGIN, allowed, "Police", form=form)
    Bundle.model_validate(json.loads(json.dumps(made)))
    return made


def resources(made: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each["resource"] for each in made["entry"] if each["resource"]["resourceType"] == kind]


def one(made: dict[str, Any], kind: str) -> dict[str, Any]:
    (found,) = resources(made, kind)
    return found


def code_of(item: dict[str, Any]) -> str:
    code: str = item["answer"][0]["valueCoding"]["code"]
    return code


def answered(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["linkId"]: item for topic in one(made, "QuestionnaireResponse")["item"] for item in topic["item"]}


def everything() -> Iterator[Event]:
    """Every item answered, and as much of each answer as there can be."""
    yield GateAnswered("minor", "adult")
    yield SheetNoted("service", "sex", "woman")
    for item in PROTOCOL.items.values():
        yield AnswerGiven(item.id, Answer.YES, How.TOLD, (), Where.WORK if item.where else None)


def test_a_case_is_sound_and_says_only_what_was_answered() -> None:
    made = made_of(
        AnswerGiven("locked", Answer.YES, How.TOLD, (), Where.WORK),
        AnswerGiven("debt-owed", Answer.DECLINED, How.ASKED),
        WordsWritten("papers", "1", "they took my passport"),
    )
    said = answered(made)
    assert {name: code_of(each) for name, each in said.items()} == {"locked": "yes", "debt-owed": "declined"}
    assert said["locked"]["text"] == Words("en").say("item.locked.text")
    assert "passport" not in json.dumps(made)


def test_how_an_answer_came_and_where_it_happened_stand_below_it_as_items() -> None:
    """Second trial of hand-overs, fault 13: form fillers drop extensions that they do not know, and keep items."""
    said = answered(made_of(AnswerGiven("locked", Answer.YES, How.TOLD, (), Where.WORK)))["locked"]
    below = {item["linkId"]: code_of(item) for item in said["answer"][0]["item"]}
    assert below == {"locked.how": "told", "locked.where": "work"}
    assert "extension" not in json.dumps(said)


@pytest.mark.parametrize(("owed", "told"), [(Answer.YES, {"debt-owed", "debt-tied"}), (Answer.NO, {"debt-owed"})])
def test_an_answer_that_applies_no_more_is_left_out(owed: Answer, told: set[str]) -> None:
    talk = (AnswerGiven("debt-tied", Answer.YES, How.TOLD), AnswerGiven("debt-owed", owed, How.ASKED))
    assert answered(made_of(*talk)).keys() == told


def test_every_reference_points_into_the_transaction() -> None:
    made = made_of(*everything(), form=True)
    names = [each["fullUrl"] for each in made["entry"]]
    pointed = [each["reference"] for entry in made["entry"] for each in references(entry["resource"])]
    assert made["type"] == "transaction"
    assert len(set(names)) == len(names) == 7
    assert set(pointed) <= set(names)
    assert len(pointed) == 2 + 1 + 2 + 4, "a patient of each, what was read, and what the hand-over is noted of"


def references(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from references(each)


def test_the_same_case_again_makes_nothing_new_and_more_answers_make_new_resources() -> None:
    asks = [each["request"] for each in made_of(*everything())["entry"]]
    again = [each["request"] for each in made_of(*everything())["entry"]]
    assert asks == again
    unguarded = [each["url"] for each in asks if "ifNoneExist" not in each]
    assert unguarded == ["Provenance"], "R4 has no identifier for it"
    for each in (entry["request"] for entry in made_of(*list(everything())[:-1])["entry"][:-1]):
        same = each["url"] in ("Patient", "Consent")
        assert (each in asks) is same, each


def test_the_person_is_a_code_an_age_band_and_the_sex_as_they_said_it() -> None:
    patient = one(made_of(*everything()), "Patient")
    assert patient.keys() == {"resourceType", "identifier", "extension", "gender"}
    assert patient["identifier"] == [{"system": "urn:screening:case", "value": "CASE-1"}]
    assert (patient["extension"][0]["valueCode"], patient["gender"]) == ("adult", "female")


def test_of_the_person_nothing_is_told_that_nobody_said_or_that_is_of_their_needs() -> None:
    said = SheetNoted("service", "sex", "declined")
    assert one(made_of(said), "Patient").keys() == {"resourceType", "identifier"}
    told = one(
        made_of(GateAnswered("minor", "might_be"), SheetNoted("service", "sex", "man"), allowed=SIGNS), "Patient"
    )
    assert told["extension"][0]["valueCode"] == "child", "until it is decided"
    assert "gender" not in told, "it is noted for the choice of a shelter"


def test_a_consent_says_for_each_part_the_ground_the_recipient_and_the_day() -> None:
    grounds = {"signs": ReleaseGround.DUTY, "needs": ReleaseGround.YES}
    allowed = Release("police-trafficking", grounds, "Act 670, section 24", {"signs": LATER, "needs": TALK})
    told = {
        each["provision"]["code"][0]["coding"][0]["code"]: (
            each["policyRule"]["coding"][0]["code"], each["policyRule"]["text"], each["dateTime"],
            each["provision"]["actor"][0]["reference"]["display"],
        )
        for each in resources(made_of(allowed=allowed), "Consent")
    }  # fmt: skip
    assert told == {
        "needs": ("yes", "The person agreed (needs)", "2026-11-20", "Police"),
        "signs": ("duty", "Duty: Act 670, section 24, not an agreement of the person (signs)", "2026-11-27", "Police"),
    }


def test_answers_and_reading_are_of_the_day_of_the_talk_and_the_note_is_of_the_hand_over() -> None:
    made = made_of(AnswerGiven("locked", Answer.YES, How.TOLD))
    assert one(made, "QuestionnaireResponse")["authored"] == "2026-11-20"
    assert one(made, "RiskAssessment")["occurrenceDateTime"] == "2026-11-20"
    assert (one(made, "Provenance")["recorded"], made["timestamp"]) == (LATER, LATER)


def test_the_reading_is_in_words_and_decides_nothing() -> None:
    read = one(made_of(AnswerGiven("locked", Answer.YES, How.TOLD)), "RiskAssessment")
    assert read["status"] == "preliminary"
    assert read["mitigation"]
    assert "not a victim" not in json.dumps(read)


def test_the_reading_says_that_it_has_no_probability() -> None:
    """ras-2 ("probability is decimal implies (probability as decimal) <= 100") is empty without one: no yes."""
    for each in one(made_of(*everything()), "RiskAssessment")["prediction"]:
        assert each["probabilityRange"].keys() == {"extension"}
        assert "probabilityDecimal" not in each


@pytest.mark.parametrize("language", [each.tag for each in shown_languages()])
def test_a_whole_case_with_its_questionnaire_stays_under_300_kb_in_every_language(language: str) -> None:
    """4.26 MB before. A case in which every item was answered has nothing more to say."""
    made = fhir.bundle(interview(*everything(), language=language), ORIGIN, ALL, "Police", form=True)
    assert len(as_bytes(made)) < 300_000
    assert one(made, "Questionnaire")["language"] == one(made, "QuestionnaireResponse")["language"] == language


def test_without_the_questionnaire_its_address_and_version_say_which_it_is() -> None:
    made = made_of(*everything())
    assert resources(made, "Questionnaire") == []
    form = one(made_of(form=True), "Questionnaire")
    assert one(made, "QuestionnaireResponse")["questionnaire"] == f"{form['url']}|{form['version']}"
    assert len(as_bytes(made)) < 60_000
