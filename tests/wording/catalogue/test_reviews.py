"""A text is a draft until somebody read these very words; the pack is as good as its least text."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import BadInput
from screening.settings import EDITION
from screening.wording.catalogue.languages import pack_state
from screening.wording.catalogue.packs import State, packs
from screening.wording.catalogue.reviews import Review, digest_of, parse_reviews, reviews, written
from screening.wording.catalogue.source_texts import Audience, Folder, source_texts
from screening.wording.catalogue.translations import Words, catalogue
from screening.wording.lint.catalogue_checks import pack_problems
from tests.wording.some_content import Content, entry

ID, ENGLISH, MALAY = "topic.papers.title", "Papers", "Kertas"
DAY = datetime.date(2026, 11, 24)


def fresh(content: Content) -> Words:
    for cache in (packs, reviews, source_texts, catalogue):
        cache.cache_clear()
    return Words("ms", root=content.root)


def row(content: Content, forms: tuple[str, ...] = (MALAY,), state: State = State.REVIEWED) -> Review:
    text = source_texts(content.root, Folder.PROTOCOL, EDITION)[ID]
    return Review(ID, digest_of(text, forms), state, "R-7", DAY)


@pytest.fixture
def read(content: Content) -> Content:
    content.translate("ms", "person", entry(ID, ENGLISH, MALAY))
    content.translate("ms", "officer", "")
    content.write("locales/ms/reviews.toml", written([row(content)]))
    return content


def test_a_text_that_was_read_is_reviewed(read: Content) -> None:
    assert fresh(read).state(ID) is State.REVIEWED


def test_a_changed_translation_is_a_draft_again(read: Content) -> None:
    read.translate("ms", "person", entry(ID, ENGLISH, "Dokumen"))
    assert fresh(read).state(ID) is State.DRAFT


def test_a_changed_english_text_takes_the_review_with_it(read: Content) -> None:
    topic = read.root / f"indicators/{EDITION}/topics/01-papers.toml"
    topic.write_text(topic.read_text("utf-8").replace('title = "Papers"', 'title = "Your papers"'), "utf-8")
    read.translate("ms", "person", entry(ID, "Your papers", MALAY))
    assert fresh(read).state(ID) is State.DRAFT


def test_what_the_pack_says_of_itself_is_not_enough(read: Content) -> None:
    read.pack("ms", "Bahasa Melayu", state="field-tested", reviewers='["R-7"]')
    (read.root / "locales/ms/reviews.toml").unlink()
    assert fresh(read).state(ID) is State.DRAFT
    assert pack_state("ms", root=read.root) is State.DRAFT
    assert any("not every text was read" in each.what for each in pack_problems(read.root))


def test_a_pack_is_as_good_as_its_least_text(read: Content) -> None:
    words = fresh(read)
    texts = [source_texts(read.root, Folder.PROTOCOL, EDITION)[each] for each in words.ids(Audience.PERSON)]
    read.translate("ms", "person", "".join(entry(each.id, each.source, "Ya") for each in texts))
    every = [Review(each.id, digest_of(each, ("Ya",)), State.FIELD_TESTED, "R-7", DAY) for each in texts]
    read.write("locales/ms/reviews.toml", written(every))
    fresh(read)
    assert pack_state("ms", root=read.root) is State.FIELD_TESTED
    read.write("locales/ms/reviews.toml", written([replace(every[0], state=State.REVIEWED), *every[1:]]))
    fresh(read)
    assert pack_state("ms", root=read.root) is State.REVIEWED
    read.write("locales/ms/reviews.toml", written(every[1:]))
    fresh(read)
    assert pack_state("ms", root=read.root) is State.DRAFT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('state = "reviewed"', 'state = "draft"'),
        ('by = "R-7"', 'by = "Aminah"'),
        ("date = 2026-11-24", 'date = "today"'),
        ('id = "topic.papers.title"', 'id = "../../etc"'),
        ("digest = ", "sum = "),
    ],
)
def test_a_row_that_is_not_as_it_must_be_makes_the_whole_file_untrusted(read: Content, old: str, new: str) -> None:
    page = read.root / "locales/ms/reviews.toml"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    assert fresh(read).state(ID) is State.DRAFT
    assert any(each.file == "locales/ms/reviews.toml" for each in pack_problems(read.root))


def test_a_reviewer_whom_the_pack_does_not_name_is_told(read: Content) -> None:
    assert any("R-7" in each.what for each in pack_problems(read.root))


@pytest.mark.sweep
@given(
    st.lists(
        st.builds(
            Review,
            st.from_regex(r"[a-z]{1,8}\.[a-z-]{1,8}", fullmatch=True),
            st.from_regex(r"[0-9a-f]{32}", fullmatch=True),
            st.sampled_from([State.REVIEWED, State.FIELD_TESTED]),
            st.from_regex(r"[A-Z]{1,3}-[0-9]{1,4}", fullmatch=True),
            st.dates(datetime.date(2000, 1, 1)),
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read_again(found: list[Review]) -> None:
    again = parse_reviews(tomllib.loads(written(found)), "reviews.toml")
    assert sorted(again, key=repr) == sorted(found, key=repr)


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(BadInput):
        parse_reviews({"reviews": []}, "reviews.toml")
