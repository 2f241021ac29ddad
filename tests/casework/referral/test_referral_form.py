"""From a case to its paper: whole or not at all, where the officer says, and nothing beside it."""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from screening import settings
from screening.casework.assessment.answer_file import parse_sheet
from screening.casework.content import directory
from screening.casework.content.country import law_digest
from screening.casework.content.edition import Content
from screening.casework.referral import papers, referral_form
from screening.casework.referral.paper_views import papers_view
from screening.casework.referral.papers import OWN
from screening.domain.events.catalogue import FormIssued
from screening.domain.events.referral import SheetNoted
from screening.errors import BadInput, NotAccepted
from screening.store import practice_vault
from screening.store.crypto import atomic_files
from screening.wording.catalogue.languages import format_date
from tests.casework.some_talk import Session

CODE = "K7RM-4QXD-W"
OTHER_LAW = "This program now has other law for that day"
PAPER = b"%PDF-1.7 a paper"
DAY = datetime.date(2026, 11, 30)


@pytest.fixture
def talk(content: Content) -> Iterator[Session]:
    with practice_vault() as vault:
        yield Session(vault, content).gate().agrees().says("papers-kept locked little-pay", "violence")


def own_copy(talk: Session) -> papers.File:
    return papers.make_file(talk.interview, talk.keeper(), directory.shipped(settings.OWN), OWN, DAY)


def left_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_no_paper_before_the_reading_was_opened(talk: Session) -> None:
    with pytest.raises(NotAccepted) as told:
        own_copy(talk)
    assert told.value.code == "view-first"


def test_a_paper_carries_the_case_and_its_own_digest(talk: Session) -> None:
    talk.ends()
    keeper = talk.keeper()
    paper = own_copy(talk)
    assert paper.digest == hashlib.sha256(paper.data).hexdigest()
    told = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages)
    for part in (talk.code, keeper.fingerprint, "The papers are in the office."):
        assert part in told


def test_making_a_paper_records_nothing_and_issuing_records_no_words(talk: Session) -> None:
    talk.ends()
    before = len(talk.vault.events(talk.code))
    paper = own_copy(talk)
    assert len(talk.vault.events(talk.code)) == before
    event = papers.issued(paper, "saved")
    assert event == FormIssued("referral-my own", "saved", paper.digest)
    talk.do(event)
    view = papers_view(talk.interview, directory.shipped(settings.OWN), OWN)
    assert any(paper.digest[:12] in line for line in view.issued)


def test_the_case_says_with_which_law_its_papers_were_made_and_whether_it_is_another_now(talk: Session) -> None:
    talk.ends()

    def said() -> str:
        return papers_view(talk.interview, directory.shipped(settings.OWN), OWN).law

    assert not said()
    first, issued = papers.leaves(talk.interview, own_copy(talk), "saved")
    assert isinstance(first, SheetNoted)
    for event in (first, issued):
        talk.do(event)
    digest = law_digest(settings.OWN, talk.interview.case.opened_at[:10])
    assert f"Law in earlier forms: Malaysia, {format_date(talk.interview.case.opened_at, 'en')}" in said()
    assert digest[:12] in said()
    assert OTHER_LAW not in said()
    assert papers.leaves(talk.interview, own_copy(talk), "printed") == (papers.issued(own_copy(talk), "printed"),)

    talk.do(SheetNoted("law", "my", f"2026-11-30 {'0' * 64}"))
    assert OTHER_LAW in said()
    assert papers.leaves(talk.interview, own_copy(talk), "saved")[0] == first
    talk.do(SheetNoted("law", "my", "2026-11-30 whatever another program wrote"))
    assert not said()


def test_the_digest_of_the_law_is_that_of_the_statements_in_force_on_the_day() -> None:
    assert law_digest(settings.OWN, "2026-11-30") == law_digest(settings.OWN, "2026-11-30")
    assert law_digest(settings.OWN, "2026-11-30") != law_digest(settings.OWN, "2000-01-01")


def test_the_facts_of_a_case_count_only_what_was_not_asked_as_missing(talk: Session) -> None:
    talk.ends()
    facts = referral_form.facts(talk.interview, talk.keeper(), directory.shipped(settings.OWN), OWN, DAY)
    assert len(facts.missing) == referral_form.MOST_MISSING
    assert not set(facts.missing) & set(facts.answers)
    assert dict(facts.consent)["talk"] == "yes"
    assert facts.practice


def test_danger_at_the_gate_comes_onto_the_paper(content: Content) -> None:
    with practice_vault() as vault:
        session = Session(vault, content).gate(afraid="not_sure")
        services = directory.shipped(settings.OWN)
        known = referral_form.facts(session.interview, session.keeper(), services, OWN, DAY)
        assert known.danger == ("afraid.not_sure",)


def test_a_paper_is_saved_under_the_code_alone_and_nothing_beside_it(tmp_path: Path) -> None:
    path = referral_form.save_paper(PAPER, tmp_path, CODE)
    assert path.read_bytes() == PAPER
    assert left_in(tmp_path) == [path.name] == [f"notes-{CODE}.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_only_the_owner_can_read_a_saved_paper(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = referral_form.save_paper(PAPER, tmp_path, CODE)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_paper_saved_again_stands_beside_the_first(tmp_path: Path) -> None:
    """Labour's form, then the police's: each has a passphrase of its own, and neither replaces the other."""
    first = referral_form.save_paper(PAPER, tmp_path, CODE)
    second = referral_form.save_paper(b"another", tmp_path, CODE)
    assert first.read_bytes() == PAPER
    assert second.read_bytes() == b"another"
    assert left_in(tmp_path) == sorted([first.name, second.name])


def test_a_folder_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as told:
        referral_form.save_paper(PAPER, tmp_path / "stick", CODE)
    assert told.value.code == "folder-missing"
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("place", ["\\\\server\\share", "//server/share", "\\\\?\\UNC\\server\\share", "NUL"])
def test_another_machine_is_no_place_for_a_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.chdir(tmp_path)
    for save in (
        lambda: referral_form.save_paper(PAPER, Path(place), CODE),
        lambda: referral_form.write_sheet(b"%PDF", Path(place)),
    ):
        with pytest.raises(BadInput) as told:
            save()
        assert told.value.code == "path-not-local"
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("step", ["write_all", "sync", "replace"])
def test_a_disk_that_gives_up_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    first = referral_form.save_paper(PAPER, tmp_path, CODE)

    def gives_up(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target, name = {
        "write_all": (atomic_files, "write_all"),
        "sync": (atomic_files.os, "fsync"),
        "replace": (Path, "replace"),
    }[step]
    monkeypatch.setattr(target, name, gives_up)
    if step == "replace":
        monkeypatch.setattr(atomic_files.os, "link", gives_up)  # a file is renamed where it cannot have a second name
    with pytest.raises(BadInput) as told:
        referral_form.save_paper(b"another", tmp_path, CODE)
    monkeypatch.undo()
    assert told.value.code == "not-written-full"
    assert first.read_bytes() == PAPER
    assert left_in(tmp_path) == [first.name]


def test_a_form_of_an_answer_file_makes_its_folder(content: Content, tmp_path: Path) -> None:
    sheet = parse_sheet({"answers": {"locked": "yes", "violence": "declined"}}, content, "a.json")
    folder = tmp_path / "new" / "forms"
    path = papers.from_answers(sheet, content, folder)
    assert left_in(folder) == [path.name] == ["notes-sheet.pdf"]
    assert path.read_bytes().startswith(b"%PDF")


def test_a_file_in_the_folder_s_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput) as told:
        referral_form.write_sheet(b"%PDF", tmp_path / "taken")
    assert told.value.code == "not-written"


def test_the_page_about_the_paper_says_what_it_waits_for(talk: Session) -> None:
    assert papers_view(talk.interview, directory.shipped(settings.OWN), OWN).waits
    talk.ends()
    assert papers_view(talk.interview, directory.shipped(settings.OWN), OWN).waits == ""
