"""The real cases keep to their form, and no account gives its finding away."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from screening.casework.assessment.answer_file import assess_sheet
from screening.domain.scoring.assessment import BODY, CARE
from screening.evaluation import evaluation

FOLDER = Path(__file__).parents[2] / "benchmarks" / "scoring" / "real-cases"
SETTINGS = {
    "raid", "labour inspection", "shelter intake", "immigration depot", "clinic", "airport", "embassy/NGO walk-in",
}  # fmt: skip
FLAGS = {"child", "asylum", "smuggled", "labour_violation", "urgent_medical", "immediate_danger"}
FORMS = {
    "forced_labour", "domestic_servitude", "sexual", "online_fraud", "fishing", "forced_begging", "forced_marriage",
    "forced_criminality",
}  # fmt: skip
LEAST = {
    "trafficking": 32,
    "smuggling": 8,
    "labour_violation": 8,
    "asylum": 6,
    "irregular_migration": 8,
    "no_concern": 2,
}
SEEN = ("text read in part", "summary read", "news or authority's notice read", "remembered")
OUTCOME = re.compile(
    r"traffick|smuggl|exploit|slave|servitude|forced lab|victim|asylum|refugee|persecut|coerc|bondage|convict|acquit"
    r"|guilty|irregular|illegal|overstay|undocument|prosecut|sentenced|indicator|tribunal|judge|deceiv|abus|vulnerab",
    re.IGNORECASE,
)
PLACES = {
    "Cambodia", "Cameroon", "Indian", "July", "Korea", "Langkawi", "Melbourne", "North",
    "Rohingya", "Thailand", "Vietnamese",
}  # fmt: skip
ELSEWHERE = (
    "Siliadin", "Chowdury", "Rantsev", r"C\.N\.", r"J\. and Others", r"V\.C\.L\.", r"S\.M\.",
    r"M\. and Others", r"Tang\b", "Kannan", r"ZN\b", r"MS \(Pakistan\)", r"EK \(Tanzania\)", r"Dann\b",
    "Zaimatulhakma", "Malkar", "Kantang", "Muchira", "Mallela", "Blue Moon", "Sangha", r"Patel\b", "Licona",
    "Ahmadi", r"L\.E\.", "Zoletic", "Krachunova", r"B\.B\.", "Calimlim", "Bradley", "Hounga", "Reyes",
    "Connors", r"F\.M\.", r"I\.C\. v", "Huang", "Benjina", "Jufri", "Abang", "Al Mustafa", "Mente[sş]",
    "Thammakaset", "Lee Chiang Theng", "Golden Vision", "Gay Teow Hong", "Sun Hongyu", "Dumayag",
    "Van der Mussele",
)  # fmt: skip


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def accounts():
    return lines("accounts.jsonl")


@pytest.fixture(scope="module")
def findings():
    return {each["id"]: each for each in lines("findings.jsonl")}


def test_an_account_holds_what_a_coder_may_see_and_nothing_else(accounts):
    assert [each["id"] for each in accounts] == [f"real-{number:02d}" for number in range(1, len(accounts) + 1)]
    assert {tuple(each) for each in accounts} == {("id", "setting", "narrative", "person")}
    assert {tuple(each["person"]) for each in accounts} == {("age", "sex", "nationality", "sector")}
    assert {each["setting"] for each in accounts} <= SETTINGS


def test_an_account_has_between_120_and_250_words(accounts):
    assert [each["id"] for each in accounts if not 120 <= len(each["narrative"].split()) <= 250] == []


def test_every_account_has_a_finding_with_its_source_and_how_it_was_seen(accounts, findings):
    assert [each["id"] for each in accounts] == list(findings)
    for each in findings.values():
        assert list(each) == ["id", "label", "also", "exploitation", "finding", "source", "citation", "year", "seen"]
        assert set(each["also"]) <= FLAGS - {each["label"]}
        assert (each["exploitation"] in FORMS) == (each["label"] == "trafficking")
        assert each["finding"].endswith(".") and each["source"] and each["citation"], each["id"]
        assert 1990 <= each["year"] <= 2026 and each["seen"].startswith(SEEN), each["id"]


def test_there_are_enough_of_every_kind_and_half_are_not_trafficking(findings):
    count = Counter(each["label"] for each in findings.values())
    assert set(count) == set(LEAST) and all(count[label] >= least for label, least in LEAST.items())
    assert abs(2 * count["trafficking"] - count.total()) <= count.total() / 10


def test_no_two_cases_come_from_one_citation(findings):
    assert max(Counter(each["citation"] for each in findings.values()).values()) == 1


def test_no_account_says_what_was_found(accounts):
    assert [(each["id"], hit.group()) for each in accounts if (hit := OUTCOME.search(each["narrative"]))] == []


def test_no_account_names_somebody_whom_its_citation_names(accounts, findings):
    for each in accounts:
        names = set(re.findall(r"\b[A-Z][a-z]{3,}\b", findings[each["id"]]["citation"])) - PLACES
        assert names & set(re.findall(r"\w+", each["narrative"])) == set(), each["id"]


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_case_that_others_measure_with_is_not_among_them(name):
    pages = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert "findings.jsonl" in pages and [each for each, text in pages.items() if re.search(name, text)] == []


@pytest.fixture(scope="module", params=["coder-1", "coder-2"])
def coded(request, content):
    return evaluation.read_coded(FOLDER / f"{request.param}.jsonl", content)


def test_a_blind_coding_holds_every_account_with_the_label_of_its_finding(coded, findings):
    labels = {name: each["label"] for name, each in findings.items()}
    assert {case.id: case.label for case in coded} == labels


@pytest.mark.one_in(2)
def test_real_people_are_found_and_never_worse_than_by_a_sum(coded, content):
    """Floors below what was measured when they were first coded. No number is set for one of these cases."""
    (figures,) = evaluation.evaluate_sets({"real": coded}, content).values()
    assert figures["accuracy"]["sensitivity"][0] >= 0.96
    assert figures["accuracy"]["specificity"][0] >= 0.9
    assert figures["accuracy"]["auc"][0] >= max(0.975, figures["baselines"]["additive_points"]["auc"][0])
    assert figures["first"]["share"] >= 0.85
    assert figures["built"] == 0


def test_nobody_who_was_hurt_is_left_without_care(coded, content):
    for case in coded:
        hurt = [
            name
            for name, given in case.sheet.answers.items()
            if given.answer.holds and not (BODY | CARE).isdisjoint(content.protocol.items[name].needs)
        ]
        if hurt:
            paths = assess_sheet(case.sheet, content).paths
            assert {"health", "care"} & {*paths}, case.id
