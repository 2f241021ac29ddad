"""The Protection Officer's report holds the sentences that were chosen, without what was struck out."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator

import pypdf
import pytest

from screening.casework.content import directory
from screening.casework.content.edition import Content
from screening.casework.interview import note_pages
from screening.casework.referral import papers, recipients, social_report
from screening.errors import NotAccepted
from screening.settings import OWN
from screening.store import practice_vault
from tests.casework.some_talk import Session

TODAY = datetime.date(2026, 11, 24)
FIRST, SECOND = "They kept qxpapersxq.", "My brother qxbrotherxq knows."


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        session = Session(vault, content).gate().agrees().says("papers-kept locked")
        session.do(session.interview.write("papers", f"{FIRST} {SECOND}"))
        session.ends()
        session.do(note_pages.note(session.interview, "paper", "background", "qxbackgroundxq"))
        for part in ("social", "words"):
            session.do(recipients.decide(session.interview, "jkm-district", part, "yes"))
        yield session


def text(talk: Session, recipient: str = "jkm-district") -> str:
    file = papers.make_file(talk.interview, talk.keeper(), directory.shipped(OWN), recipient, TODAY)
    told = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.data)).pages)
    return " ".join(told.split())


def pick(talk: Session, part: str, on: bool = True) -> None:
    name = next(each.id for each in social_report.choices(talk.interview) if part in each.text)
    talk.do(social_report.choose(talk.interview, name, on))


@pytest.mark.sweep
def test_no_word_of_the_person_goes_in_by_itself(talk: Session) -> None:
    assert "qxpapersxq" not in text(talk)
    assert "qxbrotherxq" not in text(talk)


@pytest.mark.requirement("SH5")
def test_a_chosen_sentence_goes_in_alone_and_the_gap_is_shown(talk: Session) -> None:
    pick(talk, "qxpapersxq")
    assert "qxpapersxq. […]" in text(talk)
    assert "qxbrotherxq" not in text(talk)
    pick(talk, "qxpapersxq", on=False)
    assert "qxpapersxq" not in text(talk)


def test_a_sentence_that_is_written_anew_must_be_chosen_again(talk: Session) -> None:
    pick(talk, "qxpapersxq")
    talk.do(talk.interview.write("papers", "They kept qxpapersxq and qxnewxq."))
    assert social_report.chosen_words(talk.interview.case) == ()


@pytest.mark.sweep
@pytest.mark.requirement("SH5")
def test_a_field_can_be_struck_out_and_put_back(talk: Session) -> None:
    assert "qxbackgroundxq" in text(talk)
    name = "field:background"
    talk.do(social_report.choose(talk.interview, name, False))
    assert "qxbackgroundxq" not in text(talk)
    assert {each.id: each.chosen for each in social_report.choices(talk.interview)}[name] is False
    talk.do(social_report.choose(talk.interview, name, True))
    assert "qxbackgroundxq" in text(talk)


@pytest.mark.requirement("SH5")
def test_chosen_words_still_need_the_person_s_yes_for_this_recipient(talk: Session) -> None:
    pick(talk, "qxpapersxq")
    talk.do(recipients.decide(talk.interview, "jkm-district", "words", "no"))
    assert "qxpapersxq" not in text(talk)


def test_the_person_s_own_copy_needs_no_recipient_s_consent_but_their_wish(talk: Session) -> None:
    pick(talk, "qxpapersxq")
    assert "qxpapersxq" not in text(talk, papers.PERSON)
    talk.do(social_report.choose(talk.interview, social_report.OWN_COPY, True))
    talk.do(recipients.decide(talk.interview, "jkm-district", "social", "no"))
    told = text(talk, papers.PERSON)
    assert "qxpapersxq" in told
    assert "their own copy" in told
    assert "destroy" not in told


def test_only_what_stands_there_can_be_chosen(talk: Session) -> None:
    with pytest.raises(NotAccepted):
        social_report.choose(talk.interview, "words:0000000000000000", True)


@pytest.mark.parametrize(
    ("said", "count"),
    [("One. Two? Three!", 3), ("တစ်။ နှစ်။", 2), ("ایک۔ دو؟", 2), ("មួយ។ ពីរ។", 2), ("no end", 1), ("a\nb", 2), ("", 0)],
)
def test_sentences_end_as_each_script_ends_them(said: str, count: int) -> None:
    assert len(social_report.sentences(said)) == count


@pytest.mark.sweep
@pytest.mark.requirement("SH5")
def test_each_part_says_whether_the_person_has_read_or_heard_it(talk: Session) -> None:
    pick(talk, "qxpapersxq")
    say = talk.interview.words.say
    yes, no = say("social.read-back-yes"), say("social.read-back-no")
    told = text(talk)
    assert told.count(no) == 2, "the field and the sentence"
    assert yes not in told
    talk.do(social_report.choose(talk.interview, "read:field:background", True))
    assert (text(talk).count(yes), text(talk).count(no)) == (1, 1)
    (sentence,) = [each.id for each in social_report.choices(talk.interview) if each.id.startswith("read:words:")]
    talk.do(social_report.choose(talk.interview, sentence, True))
    assert (text(talk).count(yes), text(talk).count(no)) == (2, 0)
    talk.do(social_report.choose(talk.interview, sentence, False))
    assert no in text(talk)


@pytest.mark.requirement("SH5")
def test_one_more_sentence_is_not_read_back_by_itself_and_what_is_struck_out_is_not_asked(talk: Session) -> None:
    pick(talk, "qxpapersxq")
    (first,) = [each.id for each in social_report.choices(talk.interview) if each.id.startswith("read:words:")]
    talk.do(social_report.choose(talk.interview, first, True))
    assert social_report.read_back(talk.interview.case) == {"papers"}
    pick(talk, "qxbrotherxq")
    assert social_report.read_back(talk.interview.case) == frozenset()
    talk.do(social_report.choose(talk.interview, "field:background", False))
    assert "read:field:background" not in {each.id for each in social_report.choices(talk.interview)}
    with pytest.raises(NotAccepted):
        social_report.choose(talk.interview, "read:field:background", True)
