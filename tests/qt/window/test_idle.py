"""While nothing happens the program does nothing: a page that lays itself out for ever empties a battery."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.domain.case.places import AFTER
from screening.qt.assessment.result_lock import PinPage
from screening.qt.entry.create_page import CreatePage
from screening.qt.entry.recovery_pages import RecoverPage, RestorePage
from screening.qt.entry.unlock_page import UnlockPage
from screening.qt.session.record_rail import open_places
from screening.qt.style.theme import Theme
from screening.qt.text.text_label import ScriptText
from screening.qt.training.play import play_room
from screening.qt.training.practice_window import Room
from screening.qt.training.table_room import TableRoom
from screening.qt.training.trainer_room import TrainerRoom
from screening.qt.widgets.card import SideBySide
from screening.store import create_vault
from screening.store.classbook import classbook_in_memory
from screening.training.trainer_class import at_table, begin
from screening.wording.catalogue.translations import Words
from tests.qt.conftest import Open
from tests.qt.page_objects import PASSPHRASE, QUICK, SAFE, Screen
from tests.training.some_class import CONTENT, PACK, ROUNDS, result, sheets

WATCHED = 0.25
"""Seconds in which nothing may wake the event loop but their end: what wakes it five times a second is always seen."""
TRIES = 10
"""A page may still be loading, or the machine be busy: one quiet while out of so many shows that it comes to rest."""
TRAINER = ("come-in", "feedback.1", "agreement.2", "quiz.after", "drill", "debrief", "end")
TABLE = ("1.tally", "1.way", "2.noted", "before", "stick")


def turns(seconds: float) -> int:
    """How often the event loop wakes up in a while in which nobody does anything, its beginning and end not counted."""
    found: list[None] = []
    dispatcher = QAbstractEventDispatcher.instance()
    count = lambda: found.append(None)  # noqa: E731
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    dispatcher.awake.connect(count)
    try:
        loop.exec()
    finally:
        dispatcher.awake.disconnect(count)
    return len(found) - 2


def restless(name: str) -> dict[str, int]:
    """Nothing where the page comes to rest, else its turns in a second."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    counted = []
    for _ in range(TRIES):
        counted.append(turns(WATCHED))
        if counted[-1] <= 0:
            return {}
    return {name: round(min(counted) / WATCHED)}


def test_parts_side_by_side_ask_for_no_second_layout(qtbot: QtBot, day: Theme) -> None:
    sides = SideBySide((ScriptText("one", "en"), 1), (ScriptText("two", "en"), 2))
    qtbot.addWidget(sides)
    sides.resize(600, 200)
    sides.show()
    assert restless("sides") == {}


def test_the_pages_before_a_record_is_open_rest(opened: Open, record: Path, tmp_path: Path) -> None:
    screen = opened(record)
    screen.wait(lambda: isinstance(screen.window.first, UnlockPage))
    found = restless("unlock")
    screen.window.front.show_recover()
    assert isinstance(screen.window.first, RecoverPage)
    found |= restless("recover")
    screen.close()
    screen = opened(tmp_path / "new")
    screen.wait(lambda: isinstance(screen.window.first, CreatePage))
    found |= restless("create")
    screen.window.front._show_restore()
    assert isinstance(screen.window.first, RestorePage)
    found |= restless("restore")
    assert found == {}


@pytest.mark.sweep
@pytest.mark.one_in(4)
@pytest.mark.parametrize("role", ["labour-officer", "supervisor", "reviewer", "trainer"])
def test_the_pages_of_the_desk_rest(opened: Open, tmp_path: Path, role: str) -> None:
    create_vault(tmp_path / role, PASSPHRASE, "Devi", role, "Shelter House", cost=QUICK).close()
    screen = opened(tmp_path / role)
    screen.unlock()
    screen.wait(lambda: screen.window.shell is not None and screen.window.shell.page() is not None)
    assert screen.window.shell is not None
    found = restless("first")
    places = [each for each in open_places(role=role) if each in screen.window.record.beside.routes]
    assert len(places) > len(screen.window.shell.rail.rows) - 1
    for place in places:
        screen.window.shell.rail_chosen.emit(place)
        found |= restless(place)
    assert found == {}


def case_pages(screen: Screen, language: str) -> Iterator[str]:
    """Every page of a case, from the gate to the papers, each when it is shown."""
    screen.new_screening()
    yield "gate"
    screen.gate_lines(**SAFE)
    screen.next("numbers")
    yield "numbers"
    screen.past_numbers()
    screen.at("language")
    yield "language"
    screen.language(language)
    yield "consent"
    screen.decide(talk="yes", notes="yes")
    screen.to_prefer()
    screen.next("listening")
    screen.next("topic.needs")
    yield "topic, invited"
    screen.invite()
    screen.answer("needs-hurt", "yes")
    asides = [place for place, route in screen.pages.routes.items() if route.aside]
    for place in dict.fromkeys((*screen.pages.interview.places(), *asides)):
        if place not in AFTER and place != "danger":
            screen.pages.go(place)
            screen.wait(lambda place=place: screen.place == place)
            yield place
    screen.pages.go("topic.needs")
    screen.closing()
    yield "own-view"
    screen.type_view(("control",), "sure", "The agent holds the papers.")
    screen.next("reading")
    assert isinstance(screen.page, PinPage)
    yield "pin"
    screen.unseal()
    while screen.place != "papers":
        yield screen.place
        screen.next()
        screen.unseal()
    yield "papers"
    for place in ("follow", "self", "second", "else"):
        screen.pages.go(place)
        screen.unseal()
        yield place


@pytest.mark.sweep
@pytest.mark.parametrize("language", [pytest.param("bn", marks=pytest.mark.sweep), "ur"])
def test_every_page_of_a_case_rests(screen: Screen, language: str) -> None:
    found: dict[str, int] = {}
    seen = []
    for place in case_pages(screen, language):
        seen.append(place)
        found |= restless(place)
    assert {"gate", "consent", "prefer", "listening", "topic.needs", "closing", "reading", "taking", "papers"} <= {
        *seen
    }
    assert found == {}


@pytest.mark.sweep
def test_danger_cover_and_break_rest(screen: Screen) -> None:
    screen.new_screening()
    screen.gate_lines(**{**SAFE, "hurt": "yes"})
    screen.at("danger")
    found = restless("danger")
    for name, act in (("cover", screen.window.cover_up), ("break", screen.window.rest)):
        act()
        screen.wait(lambda: screen.window.stack.currentWidget() is not screen.window.shell)
        found |= restless(name)
        screen.window.guard._uncovered()
        screen.window.stack.setCurrentWidget(screen.window.shell)
    assert found == {}


def test_the_persons_own_page_rests(practice: Screen) -> None:
    practice.talking("ur", talk="yes", notes="yes")
    practice.pages.person.toggle()
    practice.wait(lambda: practice.window.stack.currentWidget() is not practice.window.shell)
    assert restless("person") == {}


def rooms() -> dict[str, Callable[[], tuple[Room, tuple[str, ...]]]]:
    def desk() -> object:
        book = begin(classbook_in_memory(), CONTENT, PACK, ROUNDS, 6)
        for table in range(1, 7):
            for when in ("before", "after"):
                book.take(sheets(table, when))
            for number in (1, 2):
                book.take(result(book.plan, table, number))
        return book

    def trainer() -> tuple[Room, tuple[str, ...]]:
        return TrainerRoom(Words("en"), desk()), TRAINER

    def table() -> tuple[Room, tuple[str, ...]]:
        return TableRoom(Words("en"), at_table(desk().plan, CONTENT, PACK), 1), TABLE

    return {"trainer": trainer, "table": table}


@pytest.mark.sweep
@pytest.mark.one_in(2)
@pytest.mark.parametrize("kind", ["trainer", "table"])
def test_the_pages_of_a_class_rest(qtbot: QtBot, day: Theme, kind: str) -> None:
    room, places = rooms()[kind]()
    qtbot.addWidget(room)
    room.show()
    room.begin()
    found = restless("begin")
    for place in places:
        room.go(place)
        found |= restless(place)
    room.close()
    assert found == {}


def test_a_practice_talk_rests(qtbot: QtBot, day: Theme) -> None:
    room = play_room(Words("en"))
    qtbot.addWidget(room)
    room.show()
    room.choose()
    found = restless("choose")
    people = list(room.pack.scenarios)
    room.open(people[0])
    found |= restless("talk")
    room.close()
    assert found == {}
