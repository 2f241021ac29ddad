"""A person with the handbook and no other help: each step by the words that the chapter gives, where it says."""

from __future__ import annotations

from pathlib import Path

import pytest
import pytestqt.exceptions
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from screening.qt.frame.page import OverPage
from screening.qt.training.class_door import DoorRoom, NewClassPage
from screening.qt.training.practice_window import Room
from screening.wording.catalogue.source_texts import FIELD
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open
from tests.qt.page_objects import COVER_PIN, PAPER_PASSPHRASE, PASSPHRASE, SAFE, Screen, texts
from tests.training.some_class import CONTENT, PACK, ROUNDS
from tests.training.some_class import PASSPHRASE as CLASS_PASSPHRASE
from tests.wording.handbook.quoted import quoted_in

K = Qt.Key


class Reader:
    """Presses and fills in only what the open chapter quotes, found by its words on the window."""

    def __init__(self, screen: Screen, chapter: str) -> None:
        self.screen, self.chapter = screen, chapter

    def turn_to(self, chapter: str) -> None:
        self.chapter = chapter

    def said(self, text_id: str) -> str:
        """The words on the window; AssertionError where the chapter does not give them."""
        assert ("text", text_id) in quoted_in(self.chapter, "en"), f"{self.chapter} does not quote {text_id}"
        return FIELD.split(self.screen.window.words.unfilled(text_id))[0].strip()

    def press(self, text_id: str) -> None:
        """A button, row or tick by its words."""
        said = self.said(text_id)
        self.screen.wait(lambda: self._found(QAbstractButton, said))
        self._found(QAbstractButton, said)[0].click()
        self.screen.settle()

    def type_into(self, text_id: str, text: str) -> None:
        """A field by its label."""
        said = self.said(text_id)
        fields = [*self._found(QLineEdit, said), *self._found(QTextEdit, said)]
        assert fields, f"no field is called {said!r}"
        fields[0].setFocus()
        self.screen.type_text(text)

    def sees(self, text_id: str) -> None:
        """The words stand on the window, at once or as soon as the record answers."""
        said = self.said(text_id)
        try:
            self.screen.wait(lambda: said in self.screen.shown())
        except pytestqt.exceptions.TimeoutError as late:
            raise AssertionError(f"{self.chapter}: {said!r} ({text_id}) is not on {self.screen.place}") from late

    def key(self, name: str, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        assert ("key", name) in quoted_in(self.chapter, "en"), f"{self.chapter} does not name the key {name}"
        self.screen.press(key, *held)

    def _found(self, kind: type[QWidget], said: str) -> list:
        stack = self.screen.window.stack.currentWidget()
        return [
            each
            for each in stack.findChildren(kind)
            if each.isVisible() and said in (each.accessibleName() or getattr(each, "words", ""))
        ]


@pytest.fixture
def reader(screen: Screen) -> Reader:
    return Reader(screen, "day")


def test_the_evening_before(reader: Reader) -> None:
    reader.press("page.prepare.rail")
    reader.turn_to("prepare")
    reader.sees("services.visit")
    reader.press("services.title")
    reader.sees("services.rang")
    reader.turn_to("day")
    reader.press("page.prepare.rail")
    reader.turn_to("prepare")
    reader.press("page.blank.rail")
    reader.sees("page.blank.person")
    reader.sees("page.blank.save")


def test_a_site_by_lot(reader: Reader) -> None:
    reader.turn_to("site")
    reader.press("page.site.rail")
    reader.type_into("page.site.place", "Glove factory")
    reader.press("page.site.begin")
    reader.sees("page.site.list")
    reader.type_into("page.site.list", "1; day; ne; A\n2; day; bn; A\n3; night; my; B\n4; night; ne; B")
    reader.type_into("page.site.added", "2")
    reader.press("page.site.draw")
    reader.press("page.site.close")


def to_topics(reader: Reader) -> None:
    """From the list of cases through the chapter of the first interview to the free account."""
    screen = reader.screen
    reader.turn_to("first-interview")
    reader.press("page.cases.new")
    screen.at("gate")
    reader.sees("page.gate.title")
    screen.setting("workplace")
    screen.gate_lines(**SAFE)
    screen.past_gate()
    reader.sees("page.language.title")
    reader.sees("page.language.none")
    screen.language("ne")
    reader.sees("page.consent.title")
    reader.sees("bar.not-now")
    for name, value in (("talk", "yes"), ("notes", "yes"), ("identity", "no")):
        screen.decide(**{name: value})
    screen.to_prefer()
    reader.sees("page.prefer.title")
    screen.next("listening")


@pytest.mark.sweep
def test_a_first_interview_from_the_gate_to_the_printed_referral(reader: Reader, tmp_path: Path) -> None:
    screen = reader.screen
    to_topics(reader)
    reader.turn_to("topics")
    reader.sees("page.listening.title")
    screen.next("topic.needs")
    reader.sees("page.topic.first")
    screen.wait(lambda: screen.page is not None)
    reader.press("page.topic.invite.offered")
    screen.topic("papers")
    screen.answer("papers-kept", "yes")
    reader.sees("shell.saved-short")
    reader.key("said_so_far", K.Key_F5)
    reader.sees("page.said.title")
    # The supervisor opens the door.
    reader.turn_to("private")
    reader.key("cover", K.Key_Escape)
    assert screen.window.stack.currentWidget() is screen.window.cover
    screen.type_text(COVER_PIN)
    screen.press(K.Key_Return)
    screen.wait(lambda: screen.window.stack.currentWidget() is screen.window.shell)
    reader.key("break", K.Key_F8)
    screen.wait(lambda: isinstance(screen.window.over, OverPage))
    screen.type_text(COVER_PIN)
    screen.press(K.Key_Return)
    screen.wait(lambda: screen.window.stack.currentWidget() is screen.window.shell)
    screen.rail("closing")
    reader.turn_to("closing")
    screen.closing_step(1)
    reader.sees("page.closing.ask-service")
    reader.sees("page.closing.ask-authority")
    screen.closing_step(2)
    reader.sees("page.closing.information")
    reader.press("bar.finish-talk")
    screen.at("own-view")
    reader.turn_to("assessment")
    screen.type_view(("control",), "fairly_sure", "The papers are in the office.")
    reader.press("bar.keep-view")
    screen.at("reading")
    screen.unseal()
    reader.sees("page.reading.title")
    reader.sees("page.reading.rule")
    reader.sees("bar.differ")
    screen.next("taking")
    reader.turn_to("referral")
    screen.unseal()
    reader.sees("taking.title")
    reader.sees("taking.add")
    reader.press("bar.to-papers")
    screen.at("papers")
    screen.unseal()
    reader.turn_to("papers")
    reader.sees("papers.for")
    reader.sees("papers.print")
    screen.wait(lambda: screen.pages.referral.file is not None)
    reader.type_into("page.papers.folder", str(tmp_path))
    screen.tab_to("paper-passphrase")
    screen.type_text(PAPER_PASSPHRASE)
    reader.press("page.papers.save")
    screen.wait(lambda: list(tmp_path.glob("*.pdf")))
    screen.next("follow")
    reader.turn_to("afterwards")
    reader.sees("follow.title")
    reader.sees("follow.keep")


def test_somebody_is_in_danger(reader: Reader) -> None:
    screen = reader.screen
    reader.turn_to("first-interview")
    reader.press("page.cases.new")
    screen.at("gate")
    screen.gate_lines(hurt="yes")
    screen.at("danger")
    reader.turn_to("danger")
    reader.sees("bar.end-danger")
    reader.sees("bar.go-on")
    reader.key("urgent", K.Key_U)
    screen.at("urgent")
    for text_id in ("urgent.need", "urgent.receiver", "urgent.ask"):
        reader.sees(text_id)


def test_a_stick_and_back_on_another_computer(reader: Reader, opened: Open, tmp_path: Path) -> None:
    screen, stick = reader.screen, tmp_path / "stick"
    stick.mkdir()
    reader.turn_to("backups")
    reader.press("rail.record")
    reader.press("page.copies.rail")
    reader.sees("page.copies.stick")
    screen.tab_to("copy-folder")
    screen.type_text(str(stick))
    reader.press("page.copies.make")
    screen.wait(lambda: list(stick.iterdir()))
    reader.sees("page.copies.made")
    screen.close()
    fresh = opened(tmp_path / "fresh")
    fresh.wait(lambda: fresh.window.first is not None)
    other = Reader(fresh, "restore")
    other.sees("page.create.title")
    other.press("page.restore.open")
    other.type_into("page.restore.folder", str(stick))
    fresh.tab_to("passphrase")
    fresh.type_text(PASSPHRASE)
    other.press("page.restore.restore")
    fresh.cases()


@pytest.mark.sweep
def test_a_night_and_a_second_session_in_a_shelter(reader: Reader) -> None:
    screen = reader.screen
    reader.turn_to("shelter")
    reader.press("page.cases.new")
    screen.at("gate")
    screen.setting("shelter")
    screen.gate_lines(**SAFE)
    screen.past_gate()
    screen.choose("language-ne")
    screen.at("arrival")
    for text_id in ("page.arrival.title", "page.arrival.gender", "page.arrival.wishes"):
        reader.sees(text_id)
    reader.press("page.session.rights")
    screen.at("rights")
    reader.turn_to("sessions")
    reader.press("page.session.rail")
    screen.at("session")
    for text_id in ("page.session.known", "page.session.plan", "page.session.dates", "page.session.handover"):
        reader.sees(text_id)
    reader.press("page.session.handover")
    screen.at("handover")
    reader.sees("page.handover.print")
    reader.press("page.session.rail")
    reader.press("page.session.refused")
    screen.at("refused")
    reader.press("page.session.rail")
    reader.key("stop", K.Key_F9)
    screen.at("stop")
    reader.press("stop.finished.title")
    screen.at("own-view")
    reader.press("page.session.rail")
    reader.press("page.session.begin")
    screen.at("gate")


def test_a_person_takes_it_back(reader: Reader) -> None:
    screen = reader.screen
    to_topics(reader)
    reader.turn_to("withdraw")
    reader.key("stop", K.Key_F9)
    screen.at("stop")
    reader.press("stop.withdrawn.title")
    screen.at("withdraw")
    line = screen.page.choices["choice"]
    assert screen.window.words.say("line.said") in line.said_button.words
    line.said_button.click()
    screen.wait(lambda: line.view.said)
    reader.press("page.withdraw.keep")
    screen.wait(lambda: screen.case.sessions.note("withdraw", "choice") == "keep")
    reader.press("page.withdraw.do")
    screen.cases()


def test_the_pages_of_an_administrator_have_what_the_chapters_say(reader: Reader) -> None:
    screen = reader.screen
    for place, chapter, ids in (
        ("keys", "access", ("page.keys.organisation.act", "page.keys.name.title")),
        ("keeping", "keeping", ("page.keeping.due", "page.keeping.clocks")),
        ("log", "checking", ("page.log.head", "page.log.check")),
        ("services", "services", ("services.new", "services.rang")),
        ("bundles", "transfer", ("page.bundles.out", "page.bundles.file", "page.bundles.look")),
        ("people", "transfer", ("page.people.save", "page.people.add")),
        ("safety", "private", ("guard.keep-pin",)),
        ("settings", "settings", ("settings.appearance", "settings.language", "settings.lock", "settings.office")),
        ("statistics", "headquarters", ("stats.title",)),
    ):
        screen.desk(place)
        reader.turn_to(chapter)
        for text_id in ids:
            reader.sees(text_id)
    reader.turn_to("seized")
    reader.key("seal", K.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    reader.sees("page.seal.title")


@pytest.mark.sweep
def test_a_class_from_the_plan_to_its_end(qtbot: QtBot, day: object, tmp_path: Path) -> None:
    def said(text_id: str) -> str:
        assert ("text", text_id) in quoted_in("class", "en"), text_id
        return FIELD.split(words.unfilled(text_id))[0].strip()

    def press(room: Room, text_id: str) -> None:
        wanted = said(text_id)
        found = [
            each
            for each in room.shell.findChildren(QAbstractButton)
            if each.isVisible() and wanted in each.accessibleName()
        ]
        assert found, f"no button is called {wanted!r}"
        found[0].click()
        QApplication.processEvents()

    def stands(room: Room, text_id: str) -> None:
        assert said(text_id) in texts(room.shell), text_id

    def shown(room: Room) -> Room:
        rooms.append(room)
        room.show()
        QApplication.processEvents()
        return room

    rooms: list[Room] = []
    words, stick, figures = Words("en"), tmp_path / "stick", tmp_path / "figures"
    stick.mkdir()
    figures.mkdir()
    door = DoorRoom(words, CONTENT, PACK, tmp_path / "class")
    shown(door)
    door.begin()
    stands(door, "class.trainer")
    press(door, "class.new")
    page = door.shell.page()
    assert isinstance(page, NewClassPage)
    page.passphrase.edit.setText(CLASS_PASSPHRASE)
    for pick, person in zip(page.picks, ROUNDS, strict=True):
        pick.show_value(person)
    page.tables.edit.setText("6")
    press(door, "class.make")
    trainer = door.room
    assert trainer is not None
    rooms.append(trainer)
    trainer.findChild(QLineEdit, "stick").setText(str(stick))
    press(trainer, "class.hand-out")
    press(trainer, "class.kit")
    assert [each for each in stick.iterdir() if each.suffix == ".pdf"]
    (plan,) = stick.glob("class-*.json")
    other = DoorRoom(words, CONTENT, PACK, tmp_path / "elsewhere")
    shown(other)
    other.begin()
    stands(other, "class.table")
    other.findChild(QLineEdit, "plan").setText(str(plan))
    other.findChild(QLineEdit, "table-number").setText("1")
    press(other, "class.sit")
    table = other.room
    assert table is not None
    rooms.append(table)
    press(table, "class.to-stick")
    stands(table, "class.write")
    press(trainer, "class.collect")
    press(trainer, "kit.drill")
    press(trainer, "kit.debrief")
    press(trainer, "class.end")
    stands(trainer, "class.end-act")
    for room in rooms:
        room.close()
