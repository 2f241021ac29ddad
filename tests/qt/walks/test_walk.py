"""Two people of the development set, key by key from a new screening to the text of the saved paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from screening.casework.assessment.answer_file import assess_sheet, parse_sheet, read_json
from screening.casework.assessment.assessment import assessment_of
from screening.casework.content.edition import Content, open_content
from screening.domain.case import topic_order
from screening.wording.catalogue.translations import Words
from tests.qt.page_objects import Screen, is_evidence, pdf_text, plain, unprinted

CASES = Path(__file__).resolve().parents[2] / "cases"
HOTEL, PASSPORT = "dev-01", "dev-35"
NEVER = ("victim", "mangsa", "%", "not trafficked", "cleared")
"""Neither page nor paper says who somebody is, or is not, or how likely."""

HOTEL_WORDS = {
    "work-began": "A cousin's friend said packing work.\nIt was picking through rubbish, no gloves.",
    "treatment": 'He showed "what was in his waistband". After that nobody argued again.',
}
PASSPORT_WORDS = {"papers": "Madam keeps it in the safe. When I needed it, I had it the same evening."}


def coded(case: str) -> dict[str, Any]:
    """The case coded by hand for the edition in use, from its narrative alone."""
    found: dict[str, Any] = json.loads((CASES / f"walk-{case}.json").read_text(encoding="utf-8"))
    return found


def coded_before(case: str) -> dict[str, Any]:
    """What the first coder, who only read, wrote down for it under 2026-1."""
    for line in (CASES / "coder-a.jsonl").read_text(encoding="utf-8").splitlines():
        found: dict[str, Any] = json.loads(line)
        if found["id"] == case:
            return {name: found[name] for name in ("setting", "person", "answers")}
    raise LookupError(case)


def walk(screen: Screen, case: str, setting: str, words: dict[str, str], language: str = "en") -> None:
    """From a new screening to the officer's own view."""
    content = screen.window.desk.content
    answers = coded(case)["answers"]
    screen.new_screening()
    screen.gate(setting)
    screen.language(language)
    screen.consent(talk="yes", notes="yes", identity="no", count="yes")
    for topic in topic_order.topics(content.protocol, screen.case):
        given = [item.id for item in topic.items if item.id in answers]
        if given or topic.id in words:
            screen.topic(topic.id)
        for item in given:
            screen.answer(item, answers[item]["answer"], answers[item]["how"])
        if topic.id in words:
            screen.words(words[topic.id])
    while screen.place != "closing":
        screen.next()
    given = {name: (each.answer.value, each.how.value) for name, each in screen.case.answers.items()}
    assert given == {name: (each["answer"], each["how"]) for name, each in answers.items()}


def fingerprint(screen: Screen) -> tuple[str, int]:
    """The record's fingerprint and its number of entries, asked of the vault that is open."""
    keepers: list[Any] = []
    screen.window.desk.keeper(keepers.append)
    screen.wait(lambda: keepers)
    return keepers[0].fingerprint, keepers[0].entries


def scored(case: str, content: Content) -> tuple[str, ...]:
    return assess_sheet(parse_sheet(read_json(CASES / f"walk-{case}.json"), content, case), content).paths


@pytest.mark.parametrize("case", [HOTEL, PASSPORT])
def test_a_case_leads_to_the_same_referral_under_the_edition_before(case: str, content: Content) -> None:
    before = open_content("2026-1")
    now = scored(case, content)
    then = assess_sheet(parse_sheet(coded_before(case), before, case), before).paths
    assert ("formal_identification" in then) is ("formal_identification" in now) is (case == HOTEL)


@pytest.mark.parametrize("case", [HOTEL, PASSPORT])
def test_a_coder_who_only_read_contradicts_no_answer_of_it(case: str) -> None:
    lines = (CASES / "2026-3" / "accounts-36.jsonl").read_text(encoding="utf-8").splitlines()
    theirs = next(row for row in map(json.loads, lines) if row["id"] == case)["answers"]
    ours = coded(case)["answers"]
    differing = {item for item in ours if item in theirs and ours[item]["answer"] != theirs[item]["answer"]}
    assert not differing


@pytest.mark.sweep
def test_two_men_from_the_old_hotel_are_referred_with_reasons(screen: Screen, content: Content, tmp_path: Path) -> None:
    walk(screen, HOTEL, "shelter", HOTEL_WORDS)
    screen.closing({"wishes": "Work, and the money for eleven weeks."}, {"service": "yes", "authority": "yes"})
    screen.own_view(("control", "dispute"), "fairly_sure", "Taken papers, no pay, a threat that both men describe.")

    page = screen.reading_text()
    words = Words("en")
    reading = screen.page.view
    assert words.say("path-do.formal_identification") in page
    paths = assessment_of(screen.pages.interview).paths
    assert paths == scored(HOTEL, content)
    assert "formal_identification" in paths
    for item in ("papers-kept", "threat-shown", "little-pay"):
        assert words.say(f"item.{item}.mark") in page
    assert all(step.text in page and step.reason in page for step in reading.steps)
    assert all(each.lower() not in page.lower() for each in NEVER)

    screen.next("taking")
    screen.next("papers")
    mark, entries = fingerprint(screen)
    (tmp_path / "out").mkdir()
    paper = pdf_text(screen.save_pdf(tmp_path / "out"))
    malay = Words("ms")
    assert screen.case.code in paper
    assert "Edisi 2026-3" in paper
    assert mark.replace(" ", "") in paper.replace(" ", "")
    assert words.say("path-do.formal_identification") in paper
    answers = coded(HOTEL)["answers"]
    told = [name for name, given in answers.items() if given["answer"] == "yes" and is_evidence(content.protocol, name)]
    assert len(told) > 5
    for language in (words, malay):
        assert unprinted(paper, language, content.protocol, told) == []
        assert unprinted(paper, language, content.protocol, ["filmed"]) == ["filmed"], "nobody told of it"
    assert str(len(content.protocol.items) - len(answers)) in paper
    assert "Taken papers, no pay, a threat that both men describe." in paper
    assert "Work, and the money for eleven weeks." in paper, "the own copy holds everything that was written"
    for said in HOTEL_WORDS.values():
        assert plain(said) in paper
    assert "Officer Aina" in paper
    assert all(each.lower() not in paper.lower() for each in NEVER)
    assert entries == len(screen_events(screen)) - 2  # the form, and the law that it was made with


def screen_events(screen: Screen) -> list[Any]:
    events: list[Any] = []
    code = screen.case.code
    screen.window.desk._thread.call(lambda vault: vault.events(code), events.extend, events.append)
    screen.wait(lambda: events)
    return events


@pytest.mark.sweep
def test_the_passport_kept_safe_is_not_sent_for_identification(
    screen: Screen, content: Content, tmp_path: Path
) -> None:
    walk(screen, PASSPORT, "clinic", PASSPORT_WORDS)
    screen.closing()
    screen.own_view(("unsure",), "fairly_sure", "She has her money, her Sundays and her passport when she asks.")

    page = screen.reading_text()
    words = Words("en")
    assert tuple(each.path for each in screen.page.view.steps) == scored(PASSPORT, content)
    assert "formal_identification" not in {each.path for each in screen.page.view.steps}
    assert words.say("path-do.formal_identification") not in page
    assert all(each.lower() not in page.lower() for each in NEVER)

    (tmp_path / "out").mkdir()
    paper = pdf_text(screen.save_pdf(tmp_path / "out"))
    assert words.say("path-do.formal_identification") not in paper
    assert Words("ms").say("path-do.formal_identification") not in paper
    assert plain(words.say("item.papers-returned.mark")) in paper
    assert plain(PASSPORT_WORDS["papers"]) in paper
    assert all(each.lower() not in paper.lower() for each in NEVER)
