"""The lines of a language read aloud by keyboard: the microphone is on only while this page records one."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.casework.languages import take_folder, takes
from screening.casework.languages.takes import TakeState
from screening.qt.languages import workbench
from screening.qt.languages.recording_controller import RecordingActs
from screening.qt.languages.recording_page import RecordingPage
from screening.qt.session.record_places import RecordPlace
from screening.sound.player import Player
from screening.sound.recording_levels import wav
from tests.made_vaults import made_record
from tests.qt.languages.reading_aloud import SECOND, recordings_at, recordings_page, speaking, voice
from tests.qt.page_objects import Screen
from tests.sound import SILENT

ALT = Qt.KeyboardModifier.AltModifier
BLANK, SPOKEN, DAY = bytes(2 * SECOND), wav(array("h", voice())), datetime.date(2026, 12, 1)


class Aloud:
    """A reviewer's window on the page of recordings, with a process at the pipe in place of a microphone."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self.screen, self.folder = screen, folder
        self.page: RecordingPage
        self.acts: RecordingActs
        self.page, self.acts = recordings_page(screen)
        self.page.language_chosen.emit("bn")
        screen.wait(lambda: self.page.view.language == "bn")
        self.hears(voice())

    def hears(self, frames: bytes) -> None:
        self.acts.listening = partial(speaking, self.folder, frames)

    def signs(self, code: str) -> None:
        self.screen.tab_to("takes-code")
        self.page.code.set_text("")
        self.screen.type_text(code)

    def key(self, key: Qt.Key) -> None:
        self.screen.press(key, ALT)

    def records(self) -> None:
        """Alt+R, and again once the microphone is on."""
        self.key(Qt.Key.Key_R)
        self.screen.wait(lambda: self.page.microphone == "on")
        self.key(Qt.Key.Key_R)
        self.screen.wait(lambda: self.page.measured)

    def standing(self) -> TakeState:
        return self.page.view.standing

    def stays(self, standing: TakeState) -> None:
        self.screen.wait(lambda: self.standing() is standing)


@pytest.fixture
def aloud(opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Aloud]:
    folder = made_record(tmp_path / "reviewer", "Devi", "reviewer", "House")
    monkeypatch.setattr(workbench, "Player", partial(Player, SILENT))
    with recordings_at(tmp_path / "own"):
        screen = opened(folder)
        screen.unlock()
        yield Aloud(screen, tmp_path)


def test_a_line_is_read_heard_and_approved_by_another_with_keys_alone(aloud: Aloud) -> None:
    line = aloud.page.view.line
    aloud.signs("S-1")
    aloud.records()
    assert aloud.page.told.text().startswith("Level and length are right")
    aloud.stays(TakeState.WAITING)
    aloud.signs("R-7")
    aloud.key(Qt.Key.Key_L)
    aloud.key(Qt.Key.Key_A)
    aloud.screen.wait(lambda: aloud.page.view.line != line)
    assert "1 is approved" in aloud.page.done.text()
    assert aloud.page.view.counts["approved"] == 1
    aloud.key(Qt.Key.Key_B)
    aloud.stays(TakeState.APPROVED)
    assert "R-7" in aloud.page.standing.text()


@pytest.mark.requirement("IN14")
def test_while_it_listens_the_page_says_so_beside_the_line_and_to_a_screen_reader(aloud: Aloud, monkeypatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(aloud.acts.record, "announce", said.append)
    aloud.signs("S-1")
    aloud.key(Qt.Key.Key_R)
    aloud.screen.wait(lambda: aloud.page.microphone == "on")
    assert aloud.page.listens.isVisible()
    assert "The microphone is on." in aloud.page.listens.text.accessibleName()
    assert aloud.page.record.words == "Stop"
    assert said[-1] == "The microphone is on."
    aloud.key(Qt.Key.Key_R)
    aloud.screen.wait(lambda: aloud.page.microphone == "")
    assert not aloud.page.listens.isVisible()
    assert "The microphone is off." in said
    assert aloud.page.record.words == "Record"
    aloud.screen.wait(lambda: aloud.page.measured)


@pytest.mark.requirement("IN14")
@pytest.mark.parametrize("way", ["leave", "cover", "another line", "another language", "lock"])
def test_whatever_leaves_the_page_stops_the_microphone_and_keeps_nothing(aloud: Aloud, way: str) -> None:
    aloud.signs("S-1")
    aloud.key(Qt.Key.Key_R)
    aloud.screen.wait(lambda: aloud.page.microphone == "on")
    microphone = aloud.acts._microphone
    assert microphone is not None and microphone._process is not None
    process = microphone._process
    if way == "leave":
        aloud.screen.window.open_record_page(RecordPlace.BENCH)
    elif way == "cover":
        aloud.screen.press(Qt.Key.Key_Escape)
    elif way == "another line":
        aloud.key(Qt.Key.Key_N)
    elif way == "another language":
        aloud.page.language_chosen.emit("ne")
    else:
        aloud.screen.window.close()
    aloud.screen.wait(lambda: process.poll() is not None)
    assert aloud.acts._microphone is None
    assert take_folder.read("bn") == take_folder.Takes()


@pytest.mark.requirement("IN14")
def test_the_page_that_is_not_in_front_opens_no_microphone(aloud: Aloud) -> None:
    aloud.signs("S-1")
    aloud.screen.press(Qt.Key.Key_Escape)
    aloud.screen.wait(lambda: not aloud.page.isVisible())
    aloud.page.acted.emit("record_line")
    assert aloud.acts._microphone is None


@pytest.mark.requirement("IN14")
def test_an_officers_record_has_no_such_page(opened, tmp_path: Path) -> None:
    screen = opened(made_record(tmp_path / "officer", "Aida", "ngo", "House"))
    screen.unlock()
    screen.cases()
    assert RecordPlace.RECORDINGS not in screen.window.shell.rail.rows


def test_what_is_wrong_with_a_take_is_said_in_words_and_it_is_not_kept(aloud: Aloud) -> None:
    aloud.hears(BLANK)
    aloud.signs("S-1")
    aloud.records()
    assert aloud.page.told.text() == "It was not saved. Nothing is heard in it. Record it again."
    assert aloud.standing() is TakeState.MISSING
    aloud.hears(voice(16.0))
    aloud.records()
    assert "longer than 15 seconds" in aloud.page.told.text()


def test_without_a_code_nothing_is_recorded(aloud: Aloud) -> None:
    aloud.key(Qt.Key.Key_R)
    aloud.screen.wait(lambda: "code of your own" in aloud.screen.complaint())
    assert aloud.acts._microphone is None


def test_without_a_microphone_one_sentence_says_so(aloud: Aloud) -> None:
    aloud.acts.listening = lambda: [str(aloud.folder / "nothing")]
    aloud.signs("S-1")
    aloud.key(Qt.Key.Key_R)
    aloud.screen.wait(lambda: "no microphone" in aloud.screen.complaint())
    assert aloud.page.microphone == ""


def test_without_a_sound_device_one_sentence_says_so(aloud: Aloud, monkeypatch) -> None:
    monkeypatch.setattr(workbench, "Player", partial(Player, ()))
    aloud.signs("S-1")
    aloud.records()
    aloud.stays(TakeState.WAITING)
    aloud.key(Qt.Key.Key_L)
    aloud.screen.wait(lambda: "no sound device" in aloud.screen.complaint())


def test_a_line_that_was_not_listened_to_is_not_approved(aloud: Aloud) -> None:
    aloud.signs("S-1")
    aloud.records()
    aloud.stays(TakeState.WAITING)
    aloud.signs("R-7")
    aloud.key(Qt.Key.Key_A)
    aloud.screen.wait(lambda: "not listened" in aloud.screen.complaint())
    assert take_folder.read("bn").approved["female"] == {}


def test_whoever_read_it_does_not_approve_it(aloud: Aloud) -> None:
    aloud.signs("S-1")
    aloud.records()
    aloud.stays(TakeState.WAITING)
    aloud.key(Qt.Key.Key_L)
    aloud.key(Qt.Key.Key_A)
    aloud.screen.wait(lambda: "another speaker" in aloud.screen.complaint())


def test_what_is_wrong_is_written_by_the_second_speaker_and_shown_to_the_first(aloud: Aloud) -> None:
    aloud.signs("S-1")
    aloud.records()
    aloud.stays(TakeState.WAITING)
    line = aloud.page.view.line
    aloud.signs("R-7")
    aloud.key(Qt.Key.Key_L)
    aloud.screen.tab_to("takes-wrong")
    aloud.screen.type_text("The end is missing.")
    aloud.screen.choose("takes-refuse")
    aloud.screen.wait(lambda: "sent back" in aloud.page.done.text())
    aloud.page.text_chosen.emit(line.text_id)
    aloud.stays(TakeState.WRONG)
    assert "R-7 sent it back: The end is missing." in aloud.page.standing.text()
    assert aloud.page.wrong.text() == ""  # it was sent


@pytest.mark.parametrize("way", ["leave", "another line", "lock"])
def test_what_is_written_of_a_line_and_not_sent_stands_there_when_the_line_is_opened_again(
    aloud: Aloud, opened, tmp_path: Path, way: str
) -> None:
    line = aloud.page.view.line
    aloud.screen.tab_to("takes-wrong")
    aloud.screen.type_text("The end is missing.")
    if way == "leave":
        aloud.screen.window.open_record_page(RecordPlace.BENCH)
        aloud.page, aloud.acts = recordings_page(aloud.screen)
    elif way == "another line":
        aloud.key(Qt.Key.Key_N)
        aloud.screen.wait(lambda: aloud.page.view.line != line)
        assert aloud.page.wrong.text() == ""
        aloud.key(Qt.Key.Key_B)
    else:
        aloud.screen.close()
        again = opened(tmp_path / "reviewer")
        again.unlock()
        aloud = Aloud(again, tmp_path)
    aloud.screen.wait(lambda: aloud.page.view.line == line)
    assert aloud.page.wrong.text() == "The end is missing."


def test_a_sound_file_of_a_telephone_takes_the_place_of_a_microphone(aloud: Aloud) -> None:
    file = aloud.folder / "memo.wav"
    file.write_bytes(SPOKEN)
    aloud.signs("S-1")
    aloud.screen.tab_to("takes-take-file-path")
    aloud.screen.type_text(str(file))
    aloud.screen.choose("takes-take-file")
    aloud.stays(TakeState.WAITING)


def test_a_file_that_is_no_sound_is_told_and_the_page_goes_on(aloud: Aloud) -> None:
    file = aloud.folder / "memo.wav"
    file.write_bytes(b"no sound at all")
    aloud.signs("S-1")
    aloud.page.file_chosen.emit(str(file))
    aloud.screen.wait(lambda: aloud.page.measured)
    assert "cannot be read as sound" in aloud.page.told.text()


def test_a_folder_is_taken_in_and_what_is_wrong_in_it_is_listed(aloud: Aloud) -> None:
    folder = aloud.folder / "telephone"
    folder.mkdir()
    (folder / "1.wav").write_bytes(SPOKEN)
    (folder / "999.wav").write_bytes(b"x")
    aloud.signs("S-1")
    aloud.page.folder_chosen.emit(str(folder))
    aloud.screen.wait(lambda: "Lines saved: 1. Files with a problem: 1." in aloud.page.done.text())
    assert "999.wav" in aloud.page.problems.text()
    aloud.stays(TakeState.WAITING)


@pytest.mark.sweep
def test_a_pack_is_made_of_what_was_approved(aloud: Aloud) -> None:
    aloud.page.export_pressed.emit(str(aloud.folder))
    aloud.screen.wait(lambda: "No line of this language is approved" in aloud.screen.complaint())
    line = aloud.page.view.line
    takes.add("bn", "female", line, SPOKEN, "S-1", DAY)
    takes.approve("bn", "female", line, "R-7", DAY)
    aloud.page.export_pressed.emit(str(aloud.folder))
    aloud.screen.wait(lambda: "Written" in aloud.page.done.text())
    assert len(list(aloud.folder.glob("bn-*.screening-pack"))) == 1


def test_the_place_in_the_list_and_the_words_in_their_own_script_are_shown(aloud: Aloud) -> None:
    assert aloud.page.place.text() == f"1 of {aloud.page.view.counts['all']}"
    aloud.page.language_chosen.emit("ur")
    aloud.screen.wait(lambda: aloud.page.view.language == "ur")
    assert aloud.page.line_words.language == "ur"
    assert aloud.page.line_words.text() == aloud.page.view.line.words
    aloud.key(Qt.Key.Key_N)
    aloud.screen.wait(lambda: aloud.page.place.text().startswith("2 of"))


def test_one_goes_on_later_where_nothing_is_read_yet(aloud: Aloud) -> None:
    aloud.signs("S-1")
    aloud.records()
    aloud.stays(TakeState.WAITING)
    aloud.page.filter_chosen.emit("to-read")
    aloud.screen.wait(lambda: aloud.page.view.filter == "to-read")
    assert aloud.page.view.line.number == 2
