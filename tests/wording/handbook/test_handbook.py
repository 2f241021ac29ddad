"""Every chapter is there in every language, quotes only what the program says, and leads only to what is there."""

from __future__ import annotations

import re

import pytest

from screening.qt.style.tokens import tokens
from screening.settings import EDITION, content_root, handbook_root
from screening.wording.catalogue.languages import officer_languages
from screening.wording.catalogue.packs import State
from screening.wording.catalogue.source_texts import Audience, group_of, source_texts
from screening.wording.catalogue.translations import Words
from screening.wording.handbook.chapters import CONTENTS, folder_of, html_of, languages, source_of, table, title_of
from tests.wording.handbook.quoted import quoted_in, targets_in

CHAPTERS = (CONTENTS, *table().chapters)
KEYS = tokens().key
LANGUAGES = ("en", "id", "ms", "th")
EVERY = [(language, chapter) for language in LANGUAGES for chapter in CHAPTERS]
LARGEST_PICTURE = 80_000
LARGEST_OF_ALL = 3_200_000


def audience(text_id: str) -> Audience:
    return source_texts(content_root(), group_of(text_id), EDITION)[text_id].audience


def test_the_handbook_is_written_in_every_language_of_officers():
    assert languages() == tuple(sorted(pack.tag for pack in officer_languages())) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_of_the_table_is_a_file_and_every_file_a_chapter(language):
    assert {each.stem for each in folder_of(language).glob("*.md")} == set(CHAPTERS)


def test_no_chapter_stands_twice_in_the_table():
    assert len(set(table().chapters)) == len(table().chapters)


def test_every_part_has_a_title_in_every_language():
    assert all(set(part.titles) == set(LANGUAGES) for part in table().parts)


@pytest.mark.parametrize(("language", "chapter"), EVERY)
def test_what_a_chapter_quotes_is_what_an_officer_reads_in_that_language(language, chapter):
    words = Words(language)
    ids = [name for kind, name in quoted_in(chapter, language) if kind == "text"]
    assert [each for each in ids if not words.has(each)] == []
    assert [each for each in ids if audience(each) is not Audience.OFFICER] == []
    assert [each for each in ids if language != "en" and words.state(each) is State.SOURCE] == []


@pytest.mark.parametrize(("language", "chapter"), EVERY)
def test_every_key_that_a_chapter_names_is_a_key_of_the_window(language, chapter):
    assert {name for kind, name in quoted_in(chapter, language) if kind == "key"} <= set(KEYS)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_paragraph_is_about_a_page_that_opens_this_chapter(chapter):
    at = [name for kind, name in quoted_in(chapter, "en") if kind == "at"]
    assert [name for name in at if table().pages.get(name) != chapter] == []
    assert len(set(at)) == len(at)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_all_languages_of_a_chapter_quote_the_same_and_lead_to_the_same(chapter):
    first, *others = (sorted(quoted_in(chapter, language)) for language in LANGUAGES)
    assert others == [first] * len(others)
    targets = [sorted(re.findall(r"\]\(([^)]*)\)", source_of(chapter, language))) for language in LANGUAGES]
    assert targets[1:] == targets[:1] * len(others)


@pytest.mark.parametrize(("language", "chapter"), EVERY)
def test_every_link_and_picture_of_a_chapter_is_there(language, chapter):
    lacking = [
        target
        for target in targets_in(chapter, Words(language), KEYS)
        if not (
            target.removesuffix(".html") in CHAPTERS
            if target.endswith(".html")
            else (folder_of(language) / target).is_file() and "/" not in target
        )
    ]
    assert lacking == []


@pytest.mark.parametrize(("language", "chapter"), EVERY)
def test_a_chapter_has_one_title_and_leads_nowhere_outside(language, chapter):
    made = html_of(chapter, Words(language), KEYS)
    assert made.count("<h1>") == 1
    assert title_of(chapter, language)
    assert "://" not in made
    assert "{{" not in made
    assert "&lt;" not in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_task_says_what_the_program_does_not_do(language):
    says = {"en": "**What the program does not do.**", "ms": "**Apa yang program tidak lakukan.**",
            "id": "**Apa yang tidak dilakukan program.**", "th": "**สิ่งที่โปรแกรมไม่ทำ**"}[language]  # fmt: skip
    elsewhere = (CONTENTS, "what-it-is")
    assert [
        chapter for chapter in table().chapters if chapter not in elsewhere and says not in source_of(chapter, language)
    ] == []


def test_no_picture_is_large_or_shown_nowhere():
    pictures = list(handbook_root().rglob("*.png"))
    assert all(each.stat().st_size <= LARGEST_PICTURE for each in pictures)
    assert sum(each.stat().st_size for each in pictures) <= LARGEST_OF_ALL
    for language in LANGUAGES:
        shown = {target for chapter in CHAPTERS for target in targets_in(chapter, Words(language), KEYS)}
        assert {each.name for each in folder_of(language).glob("*.png")} <= shown


def test_a_button_is_quoted_by_its_words_of_today():
    assert "<b>Make the copy</b>".replace("Make the copy", Words("en").say("page.copies.make")) in html_of(
        "backups", Words("en"), KEYS
    )
    assert f"<b>{Words('ms').say('page.copies.make')}</b>" in html_of("backups", Words("ms"), KEYS)


def test_an_officer_whose_language_has_no_handbook_reads_the_english_one():
    assert "<h1>Make a copy" in html_of("backups", Words("ur"), KEYS)


def test_a_chapter_that_is_not_there_is_our_own_mistake():
    with pytest.raises(LookupError):
        html_of("../en/day", Words("en"), KEYS)
