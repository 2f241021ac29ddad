"""The record as one running sheet: its rows, in which order they stand, and that every paper of it has the same."""

from __future__ import annotations

import datetime

import pytest

from screening.casework.content import directory as services
from screening.casework.content.edition import open_content
from screening.casework.interview import interview_views, record_sheet
from screening.casework.record.caseload import summary
from screening.casework.referral import papers
from screening.casework.view_models import SheetRow
from screening.settings import OWN
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session

TODAY = datetime.date(2026, 12, 1)
THEIRS = "ပတ်စပို့ကို အလုပ်ရှင်က သိမ်းထားတယ်။"


@pytest.fixture
def talk(content):
    vault = practice_vault()
    yield Session(vault, content).gate().agrees("my").invites("papers")
    vault.close()


def rows(talk: Session) -> list[SheetRow]:
    return list(record_sheet.rows(talk.interview))


def row(talk: Session, text: str) -> SheetRow:
    return next(each for each in rows(talk) if each.text == text)


def test_the_person_s_words_stand_first_in_their_script_and_the_translation_beneath(talk):
    talk.says("papers-kept", how="told")
    talk.do(talk.interview.write("papers", f"{THEIRS}\n“The boss keeps it.”"))
    heading, said, sign = [each for each in rows(talk) if each.place.startswith("topic.papers")]
    assert (heading.kind, heading.text) == ("topic", "Papers")
    assert (said.kind, said.text, said.language, said.beneath) == ("words", THEIRS, "my", "“The boss keeps it.”")
    assert "Your translation: “The boss keeps it.”" in said.told
    assert (sign.text, sign.shape, sign.how) == ("Papers kept by others", "yes", "told")
    assert sign.note.startswith("told freely, ")


def test_words_in_the_officer_s_letters_alone_are_no_translation_of_anything(talk):
    talk.do(talk.interview.write("papers", "The boss keeps it."))
    said = row(talk, "The boss keeps it.")
    assert (said.beneath, said.language) == ("", "")


def test_the_answer_stands_after_the_name_of_a_sign_where_it_is_not_a_yes(talk):
    talk.says("", "papers-kept")
    sign = row(talk, "Papers kept by others: No")
    assert sign.shape == "no"
    assert sign.told.startswith("Papers kept by someone else: No. after a question")


def test_a_blank_topic_has_one_row_that_says_why(talk):
    blank = {each.text: each for each in rows(talk) if each.kind == "blank"}
    assert (blank["The journey"].note, blank["The journey"].shape) == ("not asked", "not_asked")
    talk.do(talk.interview.invite("journey", "unwilling"))
    left = row(talk, "The journey")
    assert (left.note, left.shape) == ("left out by the person", "declined")
    assert row(talk, "Papers").note == "asked"


def test_topics_stand_in_the_order_of_the_talk_and_none_is_missing(talk):
    titles = [each.place for each in rows(talk) if each.kind in ("topic", "blank")]
    assert titles == ["listening", *(place for place in talk.interview.places() if place.startswith("topic."))]


@pytest.mark.parametrize("tag", ["en", "ms", "id", "th"])
def test_every_sign_of_the_edition_in_use_has_a_short_name_of_at_most_24_letters(tag):
    protocol = open_content().protocol
    words = Words(tag, edition=protocol.id)
    for item in protocol.items:
        assert words.has(f"short.{item}"), item
        assert len(record_sheet.short_name(words, item)) <= 24, item
    assert len({record_sheet.short_name(words, item) for item in protocol.items}) == len(protocol.items)


def test_a_sign_without_a_short_name_is_called_by_the_beginning_of_its_mark():
    words = Words("en", edition="2026-1")
    assert record_sheet.short_name(words, "told-lies-law") == "Lies about law or autho…"


def test_seen_read_back_and_printed_are_the_same_rows_in_the_same_order(talk):
    talk.says("papers-kept little-pay", "locked")
    talk.do(talk.interview.write("papers", f"{THEIRS}\n“The boss keeps it.”"))
    talk.ends()
    seen = rows(talk)
    view = interview_views.closing_view(talk.interview).record
    assert view is not None and list(view.rows) == seen
    assert list(summary(talk.interview, TODAY, pin=True).rows)[-len(seen) :] == seen
    printed = papers.own_record(talk.interview)
    assert [(each.text, each.note, each.beneath) for each in printed] == [
        (each.text, each.note, each.beneath) for each in seen
    ]
    paper = papers.make_file(talk.interview, talk.keeper(), services.shipped(OWN), papers.OWN, TODAY)
    assert "record" in {each.field for each in paper.stated}
