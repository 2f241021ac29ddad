"""Every reason says the fact, whether it was affirmed, how it came and where the sign is from."""

import re

import pytest

from screening.casework.assessment.answer_file import assess_sheet, parse_sheet
from screening.casework.assessment.assessment import (
    assessment_of,
    figures,
    next_steps,
    readings,
    sentences,
    short_account,
)
from screening.casework.interview.record_sheet import short_name
from screening.domain.scoring import explanation
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session

ANSWERS = {
    "papers-kept": {"answer": "yes", "how": "told"}, "earnings-taken": "yes", "violence": "no", "can-leave": "yes",
}  # fmt: skip


@pytest.fixture
def assessment(content):
    return assess_sheet(parse_sheet({"person": {"age_band": "adult"}, "answers": ANSWERS}, content, "x"), content)


def test_one_answer_is_one_reason_although_it_speaks_through_several_signs(content, assessment):
    single = explanation.reasons(content.protocol, assessment, "trafficking")
    merged = explanation.by_item(single)
    assert [each.item for each in single].count("earnings-taken") > 2
    assert sorted(each.item for each in merged) == sorted(ANSWERS)
    assert sum(each.weight for each in merged) == pytest.approx(sum(each.weight for each in single))


def test_a_sentence_says_fact_way_and_source_and_a_denial_says_that_it_is_one(content, assessment):
    told = sentences(Words("en"), content.protocol, assessment, "trafficking")
    papers = next(line for line in told if "Papers kept by someone else" in line)
    assert papers == (
        "Supports it: Papers kept by someone else (told freely). From: ILO indicators of forced labour, 2012."
    )
    denied = Words("en").say("item.violence.mark")
    assert any(line.startswith(f"Against it: Said no: {denied}") for line in told)
    assert any("not seen in the original" in line for line in told)


def test_the_reasons_are_told_in_any_language_of_the_officer(content, assessment):
    told = sentences(Words("ms"), content.protocol, assessment, "trafficking")
    assert len(told) == len(ANSWERS)
    assert all(line.startswith(("Menyokongnya: ", "Menyangkalnya: ")) for line in told)


@pytest.mark.requirement("JU5", "NV1")
def test_the_rule_is_told_in_words_and_holds_no_figure(content, assessment):
    told = readings(Words("en"), assessment)
    assert any(each.startswith("The law:") for each in told)
    assert not [each for each in told if re.search(r"\d[.,]\d|%", each.replace(content.protocol.id, ""))]


@pytest.mark.requirement("JU5")
def test_a_reviewer_gets_the_working_figures_and_no_percentage(assessment):
    line = figures(Words("en"), assessment)
    found = assessment.weighed["trafficking"].range
    assert f"Trafficking {found.best:.2f} ({found.low:.2f} – {found.high:.2f})" in line
    assert "%" not in line
    assert "Smuggling not enough asked" in line


@pytest.mark.parametrize("language", ["en", "ms"])
def test_a_short_account_says_what_is_missing_and_which_three_questions_would_change_most(content, language):
    words = Words(language)
    found = assess_sheet(parse_sheet({"answers": {"papers-kept": "yes"}}, content, "x"), content)
    told = short_account(words, found, ["locked", "violence", "pay-held", "threats"])
    for name in ("locked", "violence", "pay-held"):
        assert words.say(f"item.{name}.mark") in told
    assert words.say("item.threats.mark") not in told
    assert words.say("element.act.term") in told
    assert words.say("element.means.term") not in told


def test_an_account_that_was_asked_through_is_not_called_short(content):
    answers = {item.id: "no" for item in content.protocol.core}
    found = assess_sheet(parse_sheet({"person": {"age_band": "adult"}, "answers": answers}, content, "x"), content)
    assert short_account(Words("en"), found, ["locked"]) == ""


@pytest.mark.requirement("JU5")
def test_the_step_that_three_elements_carry_names_a_fact_of_each_and_never_late_pay_alone(content):
    vault = practice_vault()
    session = Session(vault, content).gate().agrees("bn").invites(*(topic.id for topic in content.protocol.topics))
    session.says("little-pay papers-kept locked threats", how="told")
    steps = {each.path: each.reason for each in next_steps(session.interview, assessment_of(session.interview))}
    names = [short_name(session.interview.words, item) for item in ("locked", "papers-kept", "little-pay")]
    assert steps["formal_identification"] == "; ".join(names)
    assert steps["labour_remedy"] == names[-1]
    vault.close()
