"""A folder of recordings taken in at once: matched by number or name, all problems told, all put in or nothing."""

from __future__ import annotations

import datetime
from array import array
from functools import cache
from pathlib import Path

import pytest

from screening.casework.languages import packs
from screening.casework.languages.recording_script import ScriptLine, rows
from screening.casework.languages.recordings_in import Intake, matched, take_in
from screening.errors import BadInput
from screening.settings import OWN
from screening.sound import recording_levels
from screening.sound.player import RATE, tone
from screening.sound.recording_levels import Levelled
from screening.wording.catalogue.recordings import recordings_in
from screening.wording.catalogue.translations import Words
from tests.casework.some_pack import TAG, checked, reviewer, wav

DAY = datetime.date(2026, 11, 28)
SCRIPT = rows(TAG, Words("en"))
PAUSE = array("h", bytes(2 * RATE))


@cache
def spoken(seconds: float = 1.0, hertz: int = 440) -> bytes:
    return wav(PAUSE + tone(hertz, seconds) + PAUSE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three recordings: named by number, by number and id, and by id."""
    made = tmp_path / "telephone"
    made.mkdir()
    for n, name in enumerate(("1.wav", f"{SCRIPT[1].stem}.wav", f"{SCRIPT[2].text_id}.wav")):
        (made / name).write_bytes(spoken(hertz=300 + 50 * n))
    return made


@pytest.fixture
def levels():
    pytest.importorskip("av")


def taken(folder: Path, **more: bool) -> Intake:
    return take_in(TAG, "female", folder, folder.parent / "ready", DAY, OWN, **({"partly": True} | more))


def told(intake: Intake) -> set[tuple[str, str]]:
    return {(each.file, each.what) for each in intake.problems}


def test_a_file_is_matched_by_number_by_name_or_by_both(folder: Path) -> None:
    found, problems = matched(folder, SCRIPT)
    assert (list(found), problems) == ([row.text_id for row in sorted(SCRIPT[:3], key=lambda row: found_at(row))], [])


def found_at(row: ScriptLine) -> str:
    return ("1.wav", f"{SCRIPT[1].stem}.wav", f"{SCRIPT[2].text_id}.wav")[row.number - 1]


def test_what_lies_beside_the_recordings_is_passed_over(folder: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "recordings-bn.m3u8", "recording-script-bn.pdf"):
        (folder / name).write_bytes(b"x")
    assert matched(folder, SCRIPT)[1] == []


def test_names_that_fit_no_text_or_two_are_told_with_what_to_do(folder: Path) -> None:
    (folder / "999.wav").write_bytes(b"")
    (folder / "New Recording 12.wav").write_bytes(b"")
    (folder / f"5_{SCRIPT[0].text_id}.wav").write_bytes(b"")
    (folder / "001.m4a").write_bytes(b"")
    problems = matched(folder, SCRIPT)[1]
    assert [each.file for each in problems if "No text" in each.what] == ["999.wav", "New Recording 12.wav"]
    assert [each.file for each in problems if "two texts" in each.what] == [f"5_{SCRIPT[0].text_id}.wav"]
    assert [each.what for each in problems if "2 files" in each.what] == ["This text has 2 files: 001.m4a, 1.wav."]
    assert all(each.remedy for each in problems)


@pytest.mark.usefixtures("levels")
@pytest.mark.requirement("LA11")
def test_what_is_taken_in_is_named_after_its_text_and_is_a_draft(folder: Path) -> None:
    intake = taken(folder)
    assert (intake.taken, intake.problems, len(intake.missing)) == (3, (), len(SCRIPT) - 3)
    found = recordings_in(folder.parent / "ready", TAG, folder.parent)
    assert set(found.files["female"]) == {row.text_id for row in SCRIPT[:3]}
    assert (found.state.value, found.date, found.synthetic, found.trusted) == ("draft", DAY, False, False)


@pytest.mark.usefixtures("levels")
def test_all_problems_are_told_at_once_and_nothing_is_written(folder: Path) -> None:
    (folder / "4.wav").write_bytes(b"no sound at all")
    (folder / "5.wav").write_bytes(wav(PAUSE))
    (folder / "6.wav").write_bytes((folder / "1.wav").read_bytes())
    (folder / "7.wav").write_bytes(spoken()[:60_000])
    (folder / "8.wav").write_bytes(spoken(17.0))
    intake = taken(folder)
    assert told(intake) >= {
        ("4.wav", "It cannot be read as sound."),
        ("5.wav", "Nothing is heard in it."),
        ("6.wav", "It is the same recording as 1.wav."),
        ("7.wav", "The file is not whole."),
        ("8.wav", "It is longer than 15 seconds."),
    }
    assert {each.file for each in intake.problems} == {"4.wav", "5.wav", "6.wav", "7.wav", "8.wav"}
    assert all(each.remedy for each in intake.problems)
    assert (intake.path, (folder.parent / "ready").exists()) == (None, False)


@pytest.mark.usefixtures("levels")
def test_texts_without_a_recording_are_problems_unless_a_part_is_taken_in(folder: Path) -> None:
    intake = taken(folder, partly=False)
    assert intake.path is None
    assert {each.place for each in intake.problems} == {row.text_id for row in SCRIPT[3:]}


@pytest.mark.usefixtures("levels")
def test_a_voice_that_is_there_is_not_written_over(folder: Path) -> None:
    taken(folder)
    with pytest.raises(BadInput, match="recordings-there"):
        taken(folder)


@pytest.mark.usefixtures("levels")
def test_a_computers_voice_does_not_stand_beside_a_persons(folder: Path) -> None:
    taken(folder)
    with pytest.raises(BadInput, match="recordings-other-kind"):
        take_in(TAG, "male", folder, folder.parent / "ready", DAY, OWN, synthetic=True, partly=True)


def test_what_only_the_library_reads_is_told_with_what_to_do(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(recording_levels, "take", lambda _data: Levelled(b"", ("needs-av",), 0.0))
    (problem, *_) = taken(folder).problems
    assert "WAV or FLAC" in problem.what + problem.remedy


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="folder-missing"):
        taken(tmp_path / "nothing")


@pytest.mark.usefixtures("levels")
@pytest.mark.requirement("LA3")
def test_a_computers_voice_goes_into_a_pack_marked_and_no_review_makes_it_one_for_a_person(folder: Path) -> None:
    taken(folder, synthetic=True)
    made = packs.export(reviewer(), TAG, {}, (), OWN, folder.parent / "ready")
    files = dict(packs.read_pack_file(made).files)
    page = files["audio/audio.toml"].decode()
    assert "synthetic = true" in page
    assert checked(reviewer(), files).problems == ()
    files["audio/audio.toml"] = page.replace('"draft"', '"field-tested"').replace("[]", '["R-1"]').encode()
    assert [each.place for each in checked(reviewer(), files).problems] == ["synthetic"]


def test_a_folder_without_recordings_makes_no_pack(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="recordings-none"):
        packs.export(reviewer(), TAG, {}, (), OWN, tmp_path)
