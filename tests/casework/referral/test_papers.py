"""The files of a case, one a recipient; and nothing beside them on the disk."""

from __future__ import annotations

import datetime
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdf
import pytest

from screening.casework.assessment.answer_file import parse_sheet
from screening.casework.content import directory as services
from screening.casework.content.edition import Content
from screening.casework.interview import note_pages, shelter
from screening.casework.referral import paper_check, papers, recipients, social_report
from screening.domain.case import referrals
from screening.domain.events.later import FormalDecisionLearned, NeedMet
from screening.domain.events.referral import ReferralSent
from screening.errors import BadInput, NotAccepted
from screening.settings import OWN
from screening.store import practice_vault
from screening.wording.catalogue.translations import Words
from tests.casework.some_talk import Session

TODAY = datetime.date(2026, 11, 24)
PASSPHRASE = "lantern copper meadow thimble walnut"
SECRET = {"words": "qxwordsxq", "persons": "qxpersonsxq", "employer": "qxemployerxq", "reach": "qxreachxq"}


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        session = Session(vault, content).gate().agrees().says("papers-kept locked little-pay wants-pay")
        session.do(session.interview.write("papers", SECRET["words"]))
        session.do(session.interview.note("reach", SECRET["reach"]))
        session.ends()
        for field in ("persons", "employer"):
            session.do(note_pages.note(session.interview, "paper", field, SECRET[field]))
        yield session


def made(talk: Session, recipient: str) -> papers.File:
    return papers.make_file(talk.interview, talk.keeper(), services.shipped(OWN), recipient, TODAY)


def text(file: papers.File) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.data)).pages)


def agree(talk: Session, recipient: str, parts: str) -> None:
    for part in parts.split():
        talk.do(recipients.decide(talk.interview, recipient, part, "yes"))


def secrets_in(file: papers.File) -> set[str]:
    found = text(file)
    return {name for name, mark in SECRET.items() if mark in found}


@pytest.mark.requirement("SH3")
def test_words_of_two_sessions_both_stand_on_the_papers_with_their_days(talk: Session) -> None:
    assert social_report.words_for_paper(talk.interview.case.words) == (("papers", SECRET["words"], "told", ""),)
    talk.do(talk.interview.resume())
    talk.gate().agrees()
    talk.do(talk.interview.write("papers", "qxlaterxq"))
    words = social_report.words_for_paper(talk.interview.case.words)
    assert [(each.text, each.at) for each in words] == [(each.text, each.at) for each in talk.interview.case.words]
    talk.ends()
    own = text(made(talk, papers.OWN))
    assert SECRET["words"] in own
    assert "qxlaterxq" in own


def test_without_a_yes_there_is_no_file(talk: Session) -> None:
    with pytest.raises(NotAccepted) as told:
        made(talk, "tenaganita")
    assert told.value.code == "nothing-granted"


@pytest.mark.one_in(6)
@pytest.mark.requirement("RE4", "RE17")
@pytest.mark.parametrize(
    ("recipient", "parts", "holds", "sheets"),
    [
        ("tenaganita", "needs", set(), {"sheet-a"}),
        ("tenaganita", "needs contact", {"reach"}, {"sheet-a"}),
        ("labour-department", "labour", {"employer"}, {"labour"}),
        ("police-trafficking", "signs", set(), {"referral-my"}),
        ("police-trafficking", "signs words", {"words"}, {"referral-my"}),
        ("police-trafficking", "alleged", {"persons"}, {"sheet-c"}),
    ],
)
def test_a_file_holds_its_own_sheets_and_what_was_agreed_to(
    talk: Session, recipient: str, parts: str, holds: set[str], sheets: set[str]
) -> None:
    agree(talk, recipient, parts)
    file = made(talk, recipient)
    assert set(file.forms) == sheets
    assert secrets_in(file) == holds
    assert set(file.parts) == set(parts.split())


def test_taking_a_yes_back_takes_the_part_out_of_the_next_file(talk: Session) -> None:
    agree(talk, "tenaganita", "needs contact")
    talk.do(recipients.decide(talk.interview, "tenaganita", "contact", "no"))
    assert secrets_in(made(talk, "tenaganita")) == set()


def test_sending_is_an_event_with_the_day_of_the_answer_and_no_words(talk: Session) -> None:
    agree(talk, "tenaganita", "needs")
    file = made(talk, "tenaganita")
    event = papers.sent(file, "saved", TODAY)
    assert event == ReferralSent("tenaganita", ("needs",), "saved", file.digest, "2026-12-01")
    talk.do(event)
    assert talk.interview.case.referrals.sent["tenaganita"].state(datetime.date(2026, 12, 2)) == "overdue"


@pytest.mark.requirement("RE12")
def test_saving_leaves_one_locked_file_and_nothing_else_anywhere(
    talk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare, home, folder = tmp_path / "temp", tmp_path / "home", tmp_path / "stick"
    for each in (spare, home, folder):
        each.mkdir()
    monkeypatch.setenv("TMPDIR", str(spare))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(home)
    agree(talk, "tenaganita", "needs contact")
    path = papers.locked(made(talk, "tenaganita"), folder, talk.code, PASSPHRASE)()
    assert sorted(each.name for each in tmp_path.rglob("*") if each.is_file()) == [path.name]
    assert SECRET["reach"].encode() not in path.read_bytes()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    assert paper_check.check_file(path, PASSPHRASE).unchanged


def test_a_weak_passphrase_is_refused_and_nothing_is_written(talk: Session, tmp_path: Path) -> None:
    agree(talk, "tenaganita", "needs")
    for weak in ("", "secret", "aaaaaaaaaaaaaaaaaaaa"):
        with pytest.raises(BadInput):
            papers.locked(made(talk, "tenaganita"), tmp_path, talk.code, weak)
    assert list(tmp_path.iterdir()) == []


def test_the_file_s_name_says_the_code_and_the_sheet_alone(talk: Session, tmp_path: Path) -> None:
    agree(talk, "tenaganita", "needs")
    path = papers.locked(made(talk, "tenaganita"), tmp_path, talk.code, PASSPHRASE)()
    assert path.name == f"notes-{talk.code}.pdf"


@pytest.mark.requirement("RE9", "NV22")
def test_a_card_is_made_only_when_it_is_safe_and_holds_only_a_number_that_was_rung(talk: Session) -> None:
    directory = services.shipped(OWN)
    with pytest.raises(NotAccepted) as told:
        papers.make_card(talk.interview, talk.keeper(), directory, TODAY)
    assert told.value.code == "card-not-safe"
    talk.do(referrals.choose_card("small-card"))
    with pytest.raises(NotAccepted) as told:
        papers.make_card(talk.interview, talk.keeper(), directory, TODAY)
    assert told.value.code == "no-number-checked"
    talk.vault.append("", services.verify(directory, "mapo-line"))
    today = datetime.datetime.now(datetime.UTC).date()
    card = papers.make_card(talk.interview, talk.keeper(), services.in_use(talk.vault.events(""), OWN), today)
    told_on_it = text(card)
    assert "03-8000 8000" in told_on_it
    for telling in (talk.code, "MAPO", "traffick", "police", "victim", "Record"):
        assert telling not in told_on_it
    page = pypdf.PdfReader(io.BytesIO(card.data)).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [85, 54]


@pytest.mark.requirement("RE2")
def test_no_paper_holds_a_number_that_nobody_rang(talk: Session) -> None:
    for recipient, parts in (("tenaganita", "needs"), (papers.PERSON, "")):
        agree(talk, recipient, parts)
        found = text(made(talk, recipient))
        for number in ("03-8000 8000", "15999"):
            assert number not in found


def test_answers_alone_make_any_sheet_and_a_recipient_gets_only_theirs(content: Content, tmp_path: Path) -> None:
    sheet = parse_sheet({"answers": {"locked": "yes"}}, content, "a.json")
    path = papers.from_answers(sheet, content, tmp_path, wanted=("A", "labour"), recipient="tenaganita")
    assert pypdf.PdfReader(path).metadata.title == "A labour"
    for wanted, recipient, layouts, code in (
        (("B",), "tenaganita", "referral-my", "sheet-not-for-recipient"),
        (("Z",), "", "referral-my", "no-such-sheet"),
        (("A",), "nobody", "referral-my", "no-such-recipient"),
        ((), "", "nowhere", "no-such-layouts"),
        ((), "", "../x", "no-such-layouts"),
    ):
        with pytest.raises(BadInput) as told:
            papers.from_answers(sheet, content, tmp_path, wanted=wanted, recipient=recipient, layouts=layouts)
        assert told.value.code == code


def test_a_paper_is_checked_in_words(talk: Session, tmp_path: Path) -> None:
    agree(talk, "tenaganita", "needs")
    path = tmp_path / "a.pdf"
    file = made(talk, "tenaganita")
    path.write_bytes(file.data)
    lines, sound = paper_check.lines(paper_check.check_file(path), Words("en"))
    assert sound
    assert file.seal in lines[0]
    (tmp_path / "b.pdf").write_bytes(
        papers.make_file(talk.interview, talk.keeper(), services.shipped(OWN), papers.PERSON, TODAY).data
    )
    lines, sound = paper_check.lines(paper_check.check_file(tmp_path / "b.pdf"), Words("en"))
    assert not sound
    with pytest.raises(BadInput):
        paper_check.check_file(tmp_path / "none.pdf")


def test_the_record_s_own_copy_goes_to_nobody_whom_somebody_could_ask_about(talk: Session) -> None:
    talk.ends()
    assert "recipient" not in {each.field for each in made(talk, papers.OWN).stated}


def test_what_became_of_it_stands_on_the_record_s_own_copy_and_the_next_worker_s_sheet_and_goes_to_nobody_else(
    talk: Session,
) -> None:
    talk.ends()
    decision, line = FormalDecisionLearned, "A Magistrate · Identified as trafficked · letter: qxorderxq"
    talk.do(decision("identification", "identified", "magistrate", TODAY.isoformat(), "qxorderxq"))
    talk.do(NeedMet("medical", "met", TODAY.isoformat()))
    own = " ".join(text(made(talk, papers.OWN)).split())
    assert line in own
    assert "Medical care" in own
    for event in shelter.note(talk.interview, "handover", "to", "Puan Siti"):
        talk.do(event)
    for event in shelter.note(talk.interview, "handover", "agreed", "yes"):
        talk.do(event)
    sheet = papers.make_handover(talk.interview, talk.keeper(), services.shipped(OWN), TODAY)
    assert line in " ".join(text(sheet).split())
    agree(talk, "police-trafficking", "signs needs words")
    assert "qxorderxq" not in text(made(talk, "police-trafficking"))


def test_without_a_decision_a_paper_has_no_part_for_one(talk: Session) -> None:
    talk.ends()
    assert "What became of it" not in text(made(talk, papers.OWN))
