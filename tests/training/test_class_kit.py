"""The printed kit: every page marked, nothing of the key on what the tables get, certificates left blank."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from screening.cli.main import commands
from screening.domain.answers import How
from screening.domain.scenarios.talk import STEPS
from screening.errors import BadInput
from screening.training.class_kit import KitPaper, make_kit, write_kit
from screening.training.views import steps
from screening.wording.catalogue.translations import Words
from tests.printed_text import joined
from tests.training.some_class import PACK

PEOPLE = ("sorting-yard", "bell-shop")


@pytest.fixture(scope="module", params=["en", "id", "ms"])
def kit(request: pytest.FixtureRequest) -> tuple[Words, dict[str, list[str]]]:
    """The pages of each paper as text."""
    words = Words(request.param)
    papers = make_kit(words, PACK, PEOPLE if request.param == "en" else PEOPLE[:1])
    return words, {
        paper.name: [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages]
        for paper in papers
    }


@pytest.mark.one_in(2)
def test_every_page_of_every_paper_is_marked_twice(kit) -> None:
    words, papers = kit
    mark = " ".join(words.say("shell.practice").split())
    for name, pages in papers.items():
        for page in pages:
            assert page.count(mark) == 2, name


def test_a_role_card_has_three_layers_and_no_key(kit) -> None:
    words, papers = kit
    card = " ".join(papers["role-card-sorting-yard"])
    for layer in (1, 2, 3):
        assert words.say(f"kit.layer.{layer}") in card
    for fact in PACK.scenarios["sorting-yard"].facts:
        assert words.say(f"scenario.sorting-yard.fact.{fact.id}") in card
    assert "ACT-01" not in card and words.say("explanation.trafficking") not in card
    if "role-card-bell-shop" in papers:
        assert words.say("play.child-only") in " ".join(papers["role-card-bell-shop"])


def test_what_the_tables_get_holds_no_key(kit) -> None:
    words, papers = kit
    why = words.say("training.quiz.port-tin.why")
    assert why in " ".join(papers["quiz-a-key"]) and why not in " ".join(papers["quiz-a"])
    assert words.say("scenario.sorting-yard.key.trap") not in " ".join(papers["observer-sheet-sorting-yard"])


def test_the_trainer_finds_indicators_and_what_is_not_present(kit) -> None:
    words, papers = kit
    notes = " ".join(papers["trainer-notes-sorting-yard"])
    assert "CTL-01" in notes and words.say("scenario.sorting-yard.absent.locked") in notes


def test_a_person_who_is_not_there_and_a_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as told:
        make_kit(Words("en"), PACK, ["nobody"])
    assert told.value.code == "no-such-person"
    with pytest.raises(BadInput) as told:
        write_kit(tmp_path / "gone", [KitPaper("quiz", b"%PDF")])
    assert told.value.code == "class-no-folder"


def test_the_command_writes_the_kit(tmp_path: Path) -> None:
    out = tmp_path / "kit"
    told = CliRunner().invoke(commands, ["class-kit", "iron-box", "--out", str(out), "--language", "ms"])
    assert told.exit_code == 0, told.output
    assert {path.stem for path in out.glob("*.pdf")} == {
        "role-card-iron-box", "observer-sheet-iron-box", "quiz-a", "quiz-b", "trauma", "certificate",
    }  # fmt: skip
    own = {path.stem for path in (out / "trainer").iterdir()}
    assert own == {
        "script",
        "interpreter-card",
        "trainer-notes-iron-box",
        "quiz-a-key",
        "quiz-b-key",
        "drill",
        "debrief",
    }


def test_a_kit_in_a_language_without_officer_texts_is_refused_in_words(tmp_path: Path) -> None:
    out = tmp_path / "kit"
    told = CliRunner().invoke(commands, ["class-kit", "iron-box", "--out", str(out), "--language", "ur"])
    assert isinstance(told.exception, BadInput)
    assert told.exception.code == "class-language"
    assert not out.exists()


def test_the_kit_in_thai_holds_what_is_told_and_marks_every_page() -> None:
    words = Words("th")
    papers = {
        paper.name: [joined(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages]
        for paper in make_kit(words, PACK, PEOPLE[:1])
    }
    assert all(page.count(joined(words.say("shell.practice"))) == 2 for pages in papers.values() for page in pages)
    card, observer = ("".join(papers[name]) for name in ("role-card-sorting-yard", "observer-sheet-sorting-yard"))
    for fact in PACK.scenarios["sorting-yard"].facts:
        assert joined(words.say(f"scenario.sorting-yard.fact.{fact.id}")) in card
    assert joined(words.say("explanation.trafficking")) not in card
    assert joined(words.say("training.quiz.port-tin.why")) not in "".join(papers["quiz-a"])
    assert all(joined(step.text) in observer for step in steps(words, (), STEPS))
    for name in ("trauma", "safety"):
        assert all(joined(words.say(f"training.{name}.{each}")) in papers["trauma"][0] for each in PACK.lists[name])


def test_the_observer_has_the_lines_of_the_screen_on_paper_in_its_order(kit) -> None:
    words, papers = kit
    printed = " ".join(papers["observer-sheet-sorting-yard"])
    places = [printed.find(" ".join(step.text.split())) for step in steps(words, (), STEPS)]
    assert len(places) == 18 and -1 not in places and places == sorted(places)
    for key, answer in zip("12340", ("yes", "no", "not_known", "declined", "not_asked"), strict=True):
        assert f"{key} {words.say(f'answer.{answer}')}" in printed


def test_a_role_card_gives_what_is_told_in_the_language_of_the_talk_and_in_the_papers() -> None:
    english, malay = Words("en"), Words("ms")
    card = next(each for each in make_kit(english, PACK, PEOPLE[:1], spoken="ms") if each.name.startswith("role-card"))
    printed = " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(card.data)).pages)
    for fact in PACK.scenarios[PEOPLE[0]].facts:
        text_id = f"scenario.{PEOPLE[0]}.fact.{fact.id}"
        assert english.say(text_id) in printed
        if fact.how is How.TOLD:
            assert malay.say(text_id) in printed
        else:
            assert malay.say(text_id) not in printed


def test_the_command_line_names_a_spoken_language_that_it_does_not_know(tmp_path: Path) -> None:
    told = CliRunner().invoke(commands, ["class-kit", PEOPLE[0], "--out", str(tmp_path), "--spoken", "xx"])
    assert told.exit_code != 0 and not list(tmp_path.iterdir())


def test_the_leaf_on_trauma_holds_every_line_and_room_for_a_plan_and_no_key(kit) -> None:
    words, papers = kit
    leaf = " ".join(papers["trauma"])
    for name in ("trauma", "safety"):
        for each in PACK.lists[name]:
            assert " ".join(words.say(f"training.{name}.{each}").split()) in leaf
    assert len(papers["trauma"]) == 1
    assert words.say("training.quiz.port-tin.why") not in leaf
