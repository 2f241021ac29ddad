"""The recording script: every text that can be heard, numbered, with what it means; on paper and as a list of names."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pypdf
import pytest

from screening import settings
from screening.casework.content.edition import open_content
from screening.casework.interview.private_answering import spoken_id
from screening.casework.languages import recording_script
from screening.casework.languages.recording_script import as_list, as_pdf, rows, write
from screening.domain.case import private_answering
from screening.errors import BadInput
from screening.settings import OWN
from screening.wording.catalogue.completeness import heard_ids
from screening.wording.catalogue.languages import languages
from screening.wording.catalogue.translations import Catalogue, Words


def test_every_text_that_can_be_heard_stands_in_it_once_under_a_number_of_its_own() -> None:
    found = rows("bn", Words("en"))
    assert sorted(row.text_id for row in found) == sorted(heard_ids(settings.content_root()))
    assert [row.number for row in found] == list(range(1, len(found) + 1))


@pytest.mark.requirement("LA11")
def test_what_a_person_hears_alone_comes_first_and_is_whole() -> None:
    sitting = {spoken_id(Words(), each) for each in private_answering.heard(open_content().protocol)}
    first = itertools.takewhile(lambda row: row.part == recording_script.ALONE, rows("bn", Words("en")))
    assert {row.text_id for row in first} == sitting


def test_the_words_are_the_packs_and_the_meaning_is_the_officers() -> None:
    row = next(row for row in rows("bn", Words("ms")) if row.text_id == "private.begin")
    assert (row.words, row.meaning) == (Words("bn").say("private.begin"), Words("ms").say("private.begin"))


@pytest.mark.requirement("NV21")
def test_no_other_language_stands_in_for_a_text_that_is_not_translated(monkeypatch) -> None:
    monkeypatch.setattr(recording_script, "catalogue", lambda *_: Catalogue({}, int))
    officer = Words("en")
    found = rows("bn", officer)
    assert {row.words for row in found} == {""}
    told = pypdf.PdfReader(io.BytesIO(as_pdf("bn", found, officer))).pages[0].extract_text()
    assert officer.say("script.missing") in told


def test_a_draft_says_that_a_speaker_reads_it_before_the_first_recording() -> None:
    officer = Words("en")
    told = pypdf.PdfReader(io.BytesIO(as_pdf("rhg", rows("rhg", officer), officer))).pages[0].extract_text()
    assert " ".join(officer.say("script.draft").split()) in " ".join(told.split())


def test_the_list_names_a_file_for_each_text_in_the_order_of_the_paper() -> None:
    found = rows("ur", Words("en"))
    lines = as_list("ur", found).decode("utf-8").splitlines()
    assert lines[0] == "#EXTM3U"
    assert [line for line in lines if not line.startswith("#")] == [f"{row.stem}.wav" for row in found]


@pytest.mark.one_in(6)
@pytest.mark.parametrize("pack", [pack.tag for pack in languages()])
def test_every_pack_has_its_paper_in_its_own_script(pack: str) -> None:
    officer = Words("ms")
    found = rows(pack, officer)
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(pack, found, officer))).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert officer.say("script.advice.1")[:30] in told
    if pack in ("ms", "id", "fil", "vi"):
        assert all(" ".join(row.words.split())[:20] in told for row in found)


def test_both_files_are_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    paper, names = write("bn", "en", tmp_path / "new", OWN)
    assert paper.read_bytes().startswith(b"%PDF")
    assert names.read_text("utf-8").startswith("#EXTM3U")


@pytest.mark.parametrize(("tag", "notes", "code"), [("xx", "en", "no-such-language"), ("bn", "ur", "blank-language")])
def test_a_language_that_is_not_there_is_told_and_nothing_is_written(tmp_path, tag: str, notes: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        write(tag, notes, tmp_path / "new", OWN)
    assert not (tmp_path / "new").exists()
