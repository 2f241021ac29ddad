"""A language that is only heard: nobody is shown its words, and it is offered when its core can be heard."""

from __future__ import annotations

import pytest

from screening.settings import content_root
from screening.wording.catalogue.completeness import core_ids, core_problems, heard_ids
from screening.wording.catalogue.languages import languages, offered_languages, readable_languages, shown_languages
from screening.wording.catalogue.packs import State, packs
from screening.wording.catalogue.recordings import VOICES
from screening.wording.catalogue.source_texts import Audience
from screening.wording.catalogue.translations import Words
from screening.wording.lint.catalogue_checks import problems
from tests.wording.some_content import Content, entry

CORE = 'core = ["topic.*", "item.papers-kept.text"]\n'
OPENING = entry("topic.papers.invitation", "Tell me about your papers.", "Añáre kagos or hota ho.")


@pytest.fixture
def rohingya(content: Content) -> Content:
    content.write("locales/core.toml", CORE)
    content.pack("rhg", "Ruáingga", audience='["person"]')
    with (content.root / "locales/rhg/pack.toml").open("a", encoding="utf-8") as page:
        page.write('english_name = "Rohingya"\nheard_only = true\n')
    content.translate("rhg", "person", OPENING)
    packs.cache_clear()
    return content


def record(content: Content, voice: str, *left_out: str, state: str = "reviewed") -> None:
    content.write("locales/rhg/audio/audio.toml", f'state = "{state}"\nreviewers = ["R-1"]\ndate = 2026-11-20\n')
    for text_id in heard_ids(content.root):
        if text_id not in left_out:
            content.write(f"locales/rhg/audio/{text_id}.{voice}.wav", "")


def tags(found: tuple[object, ...]) -> set[str]:
    return {pack.tag for pack in found}  # type: ignore[attr-defined]


def test_nobody_is_shown_its_words(rohingya: Content) -> None:
    words = Words("rhg", root=rohingya.root)
    assert words.say("topic.papers.invitation") == "Tell me about your papers."
    assert words.state("topic.papers.invitation") is State.SOURCE


def test_half_a_catalogue_is_no_problem(rohingya: Content) -> None:
    found = [each for each in problems(rohingya.root) if "rhg" in each.file]
    assert {each.what for each in found} <= {"The present English text is not in the catalogue."}


def test_it_is_not_offered_before_it_can_be_heard(rohingya: Content) -> None:
    assert "rhg" in tags(languages(rohingya.root))
    assert "rhg" not in tags(offered_languages(rohingya.root))
    assert "rhg" not in tags(shown_languages(rohingya.root))


@pytest.mark.parametrize("voice", VOICES)
def test_one_whole_voice_that_was_reviewed_is_enough(rohingya: Content, voice: str) -> None:
    record(rohingya, voice)
    assert "rhg" in tags(offered_languages(rohingya.root))
    assert "rhg" not in tags(readable_languages(rohingya.root))


def test_recordings_that_nobody_reviewed_are_not_enough(rohingya: Content) -> None:
    record(rohingya, "female", state="draft")
    assert "rhg" not in tags(offered_languages(rohingya.root))


def test_a_voice_with_a_hole_is_not_enough(rohingya: Content) -> None:
    record(rohingya, "male", "topic.papers.title")
    assert "rhg" not in tags(offered_languages(rohingya.root))


def test_a_language_that_is_only_heard_has_no_officers(rohingya: Content) -> None:
    page = rohingya.root / "locales/rhg/pack.toml"
    page.write_text(page.read_text("utf-8").replace('["person"]', '["person", "officer"]'), "utf-8")
    assert any(each.place == "audience" for each in problems(rohingya.root))


def test_a_row_of_the_core_that_fits_nothing_is_a_problem(rohingya: Content) -> None:
    rohingya.write("locales/core.toml", 'core = ["topic.*", "topics.*"]\n')
    assert [each.place for each in core_problems(rohingya.root)] == ["topics.*"]


def test_a_list_that_is_no_list_is_a_problem(rohingya: Content) -> None:
    rohingya.write("locales/core.toml", 'core = "everything"\n')
    assert [each.file for each in core_problems(rohingya.root)] == ["locales/core.toml"]


def test_the_core_of_this_program_holds_what_a_person_alone_must_hear() -> None:
    core = core_ids(content_root())
    assert {"consent.spoken.choice", "private.about", "private.item.violence", "item.papers-kept.text"} <= set(core)
    assert "item.violence.text" not in core
    assert len(core) < len(Words().ids(Audience.PERSON))
