"""The invented cases: whole as they are shipped, and every break told with file, place and remedy."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from screening import settings
from screening.authoring.content_check import check_content
from screening.casework.content.edition import open_content
from screening.domain.answers import Answer, How, Where
from screening.domain.scenarios.loader import key_problems, open_training, read_training, reading_of
from screening.domain.scenarios.model import LABELS, Fact, Layer, QuestionKind, answers_of
from screening.errors import BadInput

CONTENT = open_content()
ROOT = settings.indicators_root()
PACK = open_training(ROOT, CONTENT.protocol)
EVERY = list(PACK.scenarios.values())


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "training", tmp_path / "training")
    return tmp_path


@pytest.mark.parametrize("scenario", EVERY, ids=lambda each: each.id)
def test_every_card_reads_as_its_label_says(scenario):
    found = reading_of(scenario, CONTENT.protocol, CONTENT.weights)
    assert found.first == scenario.label
    assert set(scenario.paths) <= set(found.paths)
    assert {name for name in scenario.indicators if found.signs[name].present} == set(scenario.indicators)
    assert found.flagged is scenario.trafficking


def test_there_are_24_ten_of_them_not_trafficking_with_a_malaysian_children_and_interpreters():
    assert len(EVERY) >= 24
    assert sum(not each.trafficking for each in EVERY) >= 10
    assert any(each.malaysian and each.trafficking for each in EVERY)
    assert sum(each.child_interviewers for each in EVERY) >= 4
    assert {each.nature.through for each in EVERY} == {"", "softens", "adds", "answers"}
    assert sum(bool(each.nature.through) for each in EVERY) >= 4
    assert any(each.nature.companion for each in EVERY) and any(each.nature.may_go for each in EVERY)
    assert {each.label for each in EVERY} == set(LABELS), "every one of the six, and three difficulties"
    assert {each.difficulty for each in EVERY} == {1, 2, 3}


@pytest.mark.parametrize("scenario", EVERY, ids=lambda each: each.id)
def test_what_is_told_at_once_is_less_than_a_first_talk_can_bring(scenario):
    at_once, whole = scenario.answers(Layer.AT_ONCE), scenario.answers()
    assert set(at_once) < set(whole)
    assert not set(scenario.absent) & {name for name in whole if whole[name].answer is Answer.YES}


def test_every_kind_of_question_is_drilled():
    assert {each.kind for each in PACK.drill} == set(QuestionKind)
    assert all(
        each.better
        for each in PACK.drill
        if each.kind in (QuestionKind.LEADING, QuestionKind.WHY, QuestionKind.MULTIPLE)
    )


def test_a_yes_on_the_card_stands_before_a_no():
    facts = [Fact("a", Layer.AT_ONCE, "work", no=("locked",)), Fact("b", Layer.WHEN_SAFE, "place", ("locked",))]
    assert answers_of(facts)["locked"].answer is Answer.YES
    assert answers_of(facts[:1])["locked"].how is How.TOLD


def test_the_place_of_harm_goes_with_the_answers_that_take_one():
    answers = PACK.scenarios["net-boat"].answers()
    assert answers["locked"].where is Where.WORK
    assert answers["afraid-to-leave"].where is None, "told in the same breath, and it takes no place"
    assert PACK.scenarios["two-counters"].answers()["papers-kept"].where is None, "the card leaves it open"


BREAKS = (
    ("scenarios/net-boat.toml", 'layer = 3', 'layer = 4', "There is no layer 4."),
    ("scenarios/net-boat.toml", 'topic = "journey"', 'topic = "sea"', 'There is no topic "sea".'),
    ("scenarios/net-boat.toml", '"papers-kept"', '"papers-lost"', 'has no item "papers-lost"'),
    ("scenarios/net-boat.toml", 'id = "net-boat"', 'id = "boat"', 'The scenario is "boat" and its file "net-boat".'),
    ("scenarios/net-boat.toml", 'id = "now-2"', 'id = "now-1"', 'The id "now-1" is used twice.'),
    ("scenarios/net-boat.toml", 'age_band = "adult"', 'age_band = "old"', 'has no choice "old"'),
    ("scenarios/net-boat.toml", 'label = "trafficking"', "", '"label" is missing.'),
    ("scenarios/net-boat.toml", 'age_band = "adult"', "", '"age_band" is missing.'),
    ("scenarios/net-boat.toml", 'label = "trafficking"', 'label = "smuggling"', 'reads as "trafficking"'),
    ("scenarios/net-boat.toml", 'id = "crossed-outside"', 'id = "remote"', "a fact of a first talk says yes to it"),
    ("scenarios/net-boat.toml", "indicators = [", 'indicators = ["XYZ-01", ', 'has no indicator "XYZ-01"'),
    ("scenarios/net-boat.toml", "indicators = [", 'indicators = ["VUL-05", ', "no fact of a first talk brings it"),
    ("scenarios/net-boat.toml", "trainer = ", "teacher = ", '"teacher" is not a key of it.'),
    ("scenarios/net-boat.toml", 'where = "work"', 'where = "boat"', 'has no choice "boat"'),
    ("scenarios/net-boat.toml", '"long-hours", "remote"]', '"long-hours"]\nwhere = "work"', "It has a place"),
    ("scenarios/bell-shop.toml", "child_interviewers = true", "child_interviewers = false", "for child interviewers"),
    ("scenarios/first-love.toml", "malaysian = true", "malaysian = false", "No scenario is about a Malaysian."),
    ("scenarios/net-boat.toml", 'topic = "work"', 'topic = "work"\nwhy = "x"', '"why" is not a key of it.'),
    ("scenarios/net-boat.toml", "trust = 25", "trust = 250", "is not one of the numbers"),
    ("scenarios/net-boat.toml", 'unknown = ["', 'unknown = ["sea", "', 'has no item "sea"'),
    ("person.toml", 'act = "threat"', 'act = "shout"', 'has no choice "shout"'),
    ("person.toml", 'act = "closing"', 'act = "promise"', 'No rule says what "closing" does.'),
    ("person.toml", "refresh = [1, 7, 30]", "refresh = [7, 1]", "The days do not go up."),
    ("person.toml", "refresh = [1, 7, 30]", 'refresh = [1, "week"]', '"refresh" is not a list of numbers.'),
    ("person.toml", "tired = 90", "tired = 0", "No decent talk brings this out."),
    ("quiz.toml", 'choice = "door"', 'choice = "window"', 'has no choice "window"'),
    ("drill.toml", "instead = ", "better = ", '"better" is not a key of it.'),
    ("sample.toml", 'person = "sorting-yard"', 'person = "bell-shop"', 'about an adult is called "bell-shop"'),
    ("sample.toml", 'person = "sorting-yard"', 'person = "nobody"', 'No scenario about an adult is called "nobody"'),
    ("sample.toml", 'setting = "workplace"', 'setting = "moon"', 'There is no setting "moon".'),
    ("sample.toml", "again = 5 ", "again = 19 ", "The second session is not after the first."),
    ("class.toml", "[[later]]", "[[latter]]", '"later" is missing.'),
)  # fmt: skip


@pytest.mark.parametrize(("file", "find", "write", "says"), BREAKS, ids=lambda each: each[:24])
def test_a_break_is_told_with_file_place_and_remedy(copy, file, find, write, says):
    path = copy / "training" / file
    text = path.read_text("utf-8")
    assert find in text
    path.write_text(text.replace(find, write, 1), "utf-8")
    problems, _ = check_content([copy / "training"])
    told = [each for each in problems if says in f"{each.what} {each.remedy}"]
    assert told, [str(each) for each in problems]
    assert told[0].file.startswith("indicators/training/") and told[0].place and told[0].remedy


def test_all_problems_are_told_at_once_and_an_unsound_pack_is_not_opened(copy):
    (copy / "training" / "scenarios" / "net-boat.toml").unlink()
    (copy / "training" / "notes.toml").write_text("x = 1\n", "utf-8")
    (copy / "training" / "quiz.toml").write_text("quiz = 1", "utf-8")
    problems = read_training(copy, CONTENT.protocol)[1]
    assert {each.file for each in problems} == {
        "indicators/training/scenarios", "indicators/training/notes.toml", "indicators/training/quiz.toml",
    }  # fmt: skip
    with pytest.raises(BadInput) as told:
        open_training(copy, CONTENT.protocol)
    assert told.value.code == "training-unsound"


def test_one_file_can_be_checked_alone():
    problems, count = check_content([ROOT / "training" / "scenarios" / "net-boat.toml"])
    assert (problems, count) == ([], 1)
    assert list(key_problems(PACK, CONTENT.protocol, CONTENT.weights)) == []


def test_each_form_of_the_quiz_has_its_own_cases_and_none_is_in_both():
    forms = [[each.id for each in PACK.form(name)] for name in ("a", "b")]
    assert sorted(forms[0] + forms[1]) == sorted(each.id for each in PACK.vignettes)
    assert forms[0] and len(forms[0]) == len(forms[1])
    assert all(each.form == "a" for each in PACK.form("a"))
    assert PACK.form("c") == ()


def test_a_sign_that_the_card_denies_or_does_not_speak_of_is_none_of_its_key():
    readings = ((card, reading_of(card, CONTENT.protocol, CONTENT.weights).signs) for card in PACK.scenarios.values())
    card, signs = next((card, signs) for card, signs in readings if not all(sign.present for sign in signs.values()))
    denied = next(name for name, sign in signs.items() if not sign.present)
    silent = next(name for name in CONTENT.protocol.indicators if name not in signs)
    for name in (denied, silent):
        pack = replace(PACK, scenarios={card.id: replace(card, indicators=(name,))})
        told = [each.what for each in key_problems(pack, CONTENT.protocol, CONTENT.weights)]
        assert told == [f'"{name}" is in the key and counts for nothing at this age.']
