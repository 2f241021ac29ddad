"""Pictures beside the one walk: danger, differing answers, the person's own view, other roles, practice, a class."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from screening.casework.content.edition import open_content
from screening.casework.languages import takes
from screening.casework.record import second_look
from screening.domain.events.session import SecondViewWritten
from screening.qt.interview.wordless_page import WordlessPage
from screening.qt.questions.notes_page import NotesPage
from screening.qt.training.lessons_page import LessonsPage
from screening.qt.training.play import FEEDBACK, GUESS, NOTED, REPLAY, play_room
from screening.qt.training.practice_window import Room
from screening.qt.training.table_room import TableRoom
from screening.qt.training.trainer_room import TrainerRoom
from screening.qt.window.main_window import Window
from screening.store import create_vault
from screening.store.classbook import classbook_in_memory
from screening.training.lessons import Guess
from screening.training.trainer_class import at_table, begin
from screening.wording.catalogue.translations import Words
from tests.casework.some_screened import put_in
from tests.qt.interview.test_conflicts_page import other_laptop
from tests.qt.languages.reading_aloud import SECOND, recordings_at, recordings_page, speaking, voice
from tests.qt.operation.test_operations import begin as begin_operation
from tests.qt.operation.test_operations import give as give_number
from tests.qt.operation.test_operations import page_of as notes_page
from tests.qt.page_objects import PASSPHRASE, QUICK, SAFE, Screen, quick_vault
from tests.training.some_class import CONTENT, PACK, ROUNDS, result, sheets

if TYPE_CHECKING:
    from tests.qt.screens import Pictures

ROLES = ("supervisor", "reviewer", "trainer")
TRAINER = ("come-in", "feedback.1", "agreement.2", "quiz.after", "drill", "debrief", "end")
TYPED = {
    "en": ("Tell me about your passport.", "Why did you not ask for it?", "You will go to prison if you lie."),
    "ms": ("Ceritakan tentang pasport awak.", "Kenapa awak tak minta?", "Awak akan masuk penjara kalau menipu."),
    "id": ("Ceritakan tentang paspor Anda.", "Kenapa tidak minta?", "Anda akan masuk penjara kalau bohong."),
    "th": ("ช่วยเล่าเรื่องพาสปอร์ตให้ฟังหน่อย", "ทำไมคุณไม่ขอคืน", "ถ้าโกหก คุณจะติดคุก"),
}
TABLE = ("1.tally", "1.way", "2.noted", "before", "stick")


def take_others(pictures: Pictures, home: Path, officer: str, person: str, size: tuple[int, int]) -> None:
    """All of them, each in a record of its own below ``home``."""
    record = quick_vault(home / "differing")
    danger(pictures, opened(record, officer, size))
    code = talk(pictures, opened(record, officer, size), person)
    other_laptop(record, home, code)
    differing(pictures, opened(record, officer, size), code)
    record = quick_vault(home / "again")
    interpreted(pictures, opened(record, officer, size), person)
    again(pictures, opened(record, officer, size), person)
    for role in ROLES:
        folder = home / role
        create_vault(folder, PASSPHRASE, "Devi", role, "Shelter House", cost=QUICK).close()
        first_page(pictures, opened(folder, officer, size), role)
    read_aloud(pictures, home, officer, person, size)
    many(pictures, opened(record, officer, size), person)
    measured(pictures, home / "measured", officer, size)
    practice(pictures, officer, size)
    play(pictures, officer, person, size)
    lesson(pictures, officer, size)
    first_minutes(pictures, officer, person, size)


def first_minutes(pictures: Pictures, officer: str, person: str, size: tuple[int, int]) -> None:
    """What somebody new comes by: the three doors, the finished case, and a first case up to its form."""
    screen = opened(None, officer, size)
    screen.cases()
    pictures.take(screen, "doors")
    screen.press(Qt.Key.Key_F1)
    screen.wait(lambda: screen.window.help.panel is not None)
    pictures.take(screen, "help-beside")
    screen.press(Qt.Key.Key_F1)
    screen.wait(screen.window.isActiveWindow)  # at large text the help is a window of its own
    screen.choose("door-sample")
    room = screen.window.room
    assert isinstance(room, Window)
    screen.wait(lambda: room.pages is not None and room.pages.page is not None)
    pictures.keep(room, "sample-summary")
    room.close()
    screen.wait(screen.window.isActiveWindow)
    screen.choose("door-led")
    screen.at("gate")
    panel = screen.window.help.panel
    assert panel is not None
    screen.wait(lambda: screen.window.words.say("led.gate") in panel.browser.toPlainText())  # it follows a little later
    pictures.take(screen, "led-gate")
    screen.gate()
    screen.language(person)
    pictures.take(screen, "led-consent")
    screen.decide(talk="yes", notes="yes")
    screen.next()
    while screen.place != "listening":
        screen.next()
    screen.next("topic.needs")
    screen.invite()
    screen.topic("papers")
    screen.answer("papers-kept", "yes", "asked")
    pictures.take(screen, "led-topic")
    screen.rail("closing")
    screen.closing({"wishes": TYPED[officer][0] if officer in TYPED else ""}, {"service": "yes"})
    pictures.take(screen, "led-own-view")
    screen.type_view(("control",), "fairly_sure", TYPED[officer][0] if officer in TYPED else "-")
    while screen.place != "papers":
        screen.next()
        pictures.take(screen, f"led-{screen.place}")
    screen.close()


def opened(folder: Path | None, officer: str, size: tuple[int, int]) -> Screen:
    screen = Screen(QtBot(None), folder, officer)  # type: ignore[arg-type]
    screen.window.resize(*size)
    if folder is not None:
        screen.unlock(PASSPHRASE)
    screen.wait(lambda: screen.window.shell is not None and screen.window.shell.page() is not None)
    return screen


def answered(screen: Screen) -> None:
    """Wait for what a page of the desk asks of the record: it comes after the page, in its turn."""
    came: list[object] = []
    desk = screen.window.desk
    assert desk is not None
    desk.ask(lambda _vault: None, success=lambda _value: came.append(True))
    screen.wait(lambda: bool(came))


def danger(pictures: Pictures, screen: Screen) -> None:
    screen.new_screening()
    screen.gate_lines(**{**SAFE, "hurt": "yes"})
    screen.at("danger")
    pictures.take(screen, "danger")
    screen.press(Qt.Key.Key_U)
    screen.at("urgent")
    pictures.take(screen, "urgent")
    screen.close()


def talk(pictures: Pictures, screen: Screen, person: str) -> str:
    """A short talk, for another laptop to differ from."""
    screen.new_screening()
    screen.gate()
    screen.language(person)
    turned(pictures, screen, "person-line")
    screen.decide(talk="yes")
    screen.press(Qt.Key.Key_Space)
    turned(pictures, screen, "person-decision")
    screen.consent(talk="yes", notes="yes", identity="no", count="yes", contact="no")
    screen.find("papers-kept")
    turned(pictures, screen, "person-view")
    code = screen.case.code
    screen.close()
    return code


def turned(pictures: Pictures, screen: Screen, name: str) -> None:
    """The line in hand, turned to the person and back."""
    screen.press(Qt.Key.Key_F4)
    screen.wait(lambda: screen.window.stack.currentWidget() is not screen.window.shell)
    pictures.take(screen, name)
    screen.press(Qt.Key.Key_F4)
    screen.wait(lambda: screen.window.stack.currentWidget() is screen.window.shell)


def interpreted(pictures: Pictures, screen: Screen, person: str) -> None:
    """A sensitive question beside an interpreter of whom nothing is known yet."""
    screen.new_screening()
    screen.gate(hearing="interpreter")
    screen.language(person)
    screen.decide(talk="yes", notes="yes")
    screen.pages.go("topic.treatment")
    screen.at("topic.treatment")
    screen.invite()
    pictures.take(screen, "topic-interpreter")
    screen.close()


def again(pictures: Pictures, screen: Screen, person: str) -> None:
    """Another session, with what was said before over the field; then all of it is taken back."""
    screen.new_screening()
    screen.gate()
    screen.language(person)
    screen.consent(talk="yes", notes="yes")
    screen.topic("papers")
    screen.words("The agent is in Ipoh.")
    screen.answer("papers-kept", "yes")
    screen.closing()
    screen.own_view(("control",), "sure", "The agent holds the papers.")
    screen.pages.go("session")
    screen.choose("note-session-begin")
    screen.at("gate")
    screen.gate()
    screen.choose(f"language-{person}")
    screen.at("consent")
    for decision in ("talk", "notes"):
        screen.pages.opening.decide(decision, "yes")
        screen.wait(lambda decision=decision: screen.case.decided_now(decision) == "yes")
    screen.pages.go("topic.papers")
    screen.answer("papers-kept", "no")
    pictures.take(screen, "topic-again")
    screen.rail("said")
    pictures.take(screen, "said-again")
    code = screen.case.code
    screen.pages.go("withdraw")
    page = screen.page
    assert isinstance(page, NotesPage)
    page.choices["choice"].chosen.emit("keep")
    screen.wait(lambda: screen.case.sessions.note("withdraw", "choice") == "keep")
    screen.choose("note-withdraw-done")
    screen.cases()
    pictures.take(screen, "cases-taken-back")
    screen.open_case(code)
    screen.at("taken-back")
    pictures.take(screen, "taken-back")
    screen.close()


def differing(pictures: Pictures, screen: Screen, code: str) -> None:
    screen.cases()
    pictures.take(screen, "cases")
    screen.open_case(code)
    screen.rail("differing")
    pictures.take(screen, "differing")
    screen.topic("papers")
    screen.reach("papers-kept")
    pictures.take(screen, "topic-differing")
    screen.close()


def first_page(pictures: Pictures, screen: Screen, role: str) -> None:
    answered(screen)
    pictures.take(screen, role)
    screen.close()


def practice(pictures: Pictures, officer: str, size: tuple[int, int]) -> None:
    screen = opened(None, officer, size)
    screen.cases()
    pictures.take(screen, "practice-cases")
    screen.new_screening()
    pictures.take(screen, "practice-gate")
    screen.close()


def play(pictures: Pictures, officer: str, person: str, size: tuple[int, int]) -> None:
    """An officer alone with an invented person: whom, the talk, the guess, how it went, the way back, the curve."""
    room = play_room(Words(officer), language=person)
    room.resize(*size)
    room.show()
    room.choose()
    QApplication.processEvents()
    pictures.keep(room, "play-people")
    room.open("sorting-yard")
    pictures.keep(room, "play-before")
    for step in ("gate", "privacy", "who", "choice", "talk"):
        room.do(step)
    room.go("papers")
    for each in TYPED[room.spoken if room.spoken in TYPED else "en"]:
        room.ask(each, room.spoken)
    pictures.keep(room, "play-talk")
    room.go(NOTED)
    room.noted["papers-kept"] = "yes"
    room.go(GUESS)
    room.guess = Guess("labour_violation", 90)
    room.go(GUESS)
    pictures.keep(room, "play-guess")
    room.go(FEEDBACK)
    pictures.keep(room, "play-feedback")
    page = room.shell.page()
    assert isinstance(page, LessonsPage)
    page.unfold()
    pictures.keep(room, "play-feedback-all")
    room.go(REPLAY)
    pictures.keep(room, "play-replay")
    room.show_curve()
    pictures.keep(room, "play-curve")
    room.close()


def lesson(pictures: Pictures, officer: str, size: tuple[int, int]) -> None:
    """The trainer's laptop after two rounds of six tables, and a table's."""
    desk = begin(classbook_in_memory(), CONTENT, PACK, ROUNDS, 6)
    for table in range(1, 7):
        for when in ("before", "after"):
            desk.take(sheets(table, when))
        for number in (1, 2):
            desk.take(result(desk.plan, table, number))
    words = Words(officer)
    for room, places, name in (
        (TrainerRoom(words, desk), TRAINER, "trainer"),
        (TableRoom(words, at_table(desk.plan, CONTENT, PACK), 1), TABLE, "table"),
    ):
        begun(room, size)
        for place in places:
            room.go(place)
            pictures.keep(room, f"class-{name}-{place.replace('.', '-')}")
        room.close()


def begun(room: TrainerRoom | TableRoom, size: tuple[int, int]) -> Room:
    room.resize(*size)
    room.show()
    room.begin()
    QApplication.processEvents()
    return room


def measured(pictures: Pictures, folder: Path, officer: str, size: tuple[int, int]) -> None:
    """Accuracy in the field where there is enough to tell, and the page of a lot of which some were seen again."""
    with create_vault(folder, PASSPHRASE, "Devi", "labour-officer", "Labour office", cost=QUICK) as vault:
        put_in(vault, 32, identified="identified")
        put_in(vault, 14, identified="not_identified")
        put_in(vault, 5, view="dispute")
        put_in(vault, 40, flagged=False, view="dispute")
        content = open_content()
        second_look.draw(vault, content, 36)
        waiting = [each.code for each in second_look.lots(vault, content).cases]
        for at, code in enumerate(waiting[:-2]):
            thought = "control" if at % 9 == 0 else "dispute"
            vault.append(code, SecondViewWritten("Officer Budi", (thought,), "sure", "Read again."))
    screen = opened(folder, officer, size)
    for name in ("accuracy", "second-look"):
        screen.window.open_record_page(name)
        screen.wait(lambda: screen.window.record.beside.page is not None)
        answered(screen)
        pictures.take(screen, f"{name}-told")
    screen.close()


def many(pictures: Pictures, screen: Screen, person: str) -> None:
    """An operation with a queue, and the page of one number."""
    begin_operation(screen)
    operations = screen.window.record.beside.operations
    for said in (
        {"language": person, "safe": "yes", "child": "no", "hurt": "no", "item:papers-kept": "yes"},
        {"hurt": "yes"},
        {"child": "not_known", "wish": "woman"},
        {},
    ):
        give_number(screen)
        for line, value in said.items():
            notes_page(screen).choices[line].chosen.emit(value)
            screen.wait(lambda: not operations.answers.pending)
        if "language" in said:
            screen.choose("note-finish")
            screen.wait(lambda: not operations.answers.pending)
            pictures.take(screen, "operation-number")
            screen.choose("note-pictures")
            screen.wait(lambda: isinstance(screen.window.record.beside.page, WordlessPage))
            screen.choose("need-water")
            screen.wait(lambda: not operations.answers.pending)
            pictures.take(screen, "operation-signs")
            screen.window.record.beside.back()
        screen.window.record.beside.back()
    pictures.take(screen, "operation")
    screen.close()


def read_aloud(pictures: Pictures, home: Path, officer: str, person: str, size: tuple[int, int]) -> None:
    """The page of recordings: a line, the microphone on, a take of silence, one that waits, one that was sent back."""
    folder = home / "aloud"
    create_vault(folder, PASSPHRASE, "Devi", "reviewer", "Shelter House", cost=QUICK).close()
    with recordings_at(home / "own"):
        screen = opened(folder, officer, size)
        page, acts = recordings_page(screen)
        screen.window.shell.complaints.solved()
        page.language_chosen.emit(person)
        screen.wait(lambda: page.view.language == person)
        pictures.take(screen, "recordings")
        page.code.set_text("S-1")
        for name, frames in (("recordings-bad", bytes(2 * SECOND)), ("recordings-waiting", voice())):
            acts.listening = partial(speaking, home, frames)
            page.acted.emit("record_line")
            screen.wait(lambda: page.microphone == "on")
            pictures.take(screen, f"{name}-on")
            page.acted.emit("record_line")
            screen.wait(lambda: page.measured)
            pictures.take(screen, name)
        page.code.set_text("R-7")
        assert page.view is not None and page.view.line is not None
        takes.refuse(page.view.language, page.view.voice, page.view.line, "R-7", TYPED.get(officer, TYPED["en"])[0])
        page.text_chosen.emit(page.view.line.text_id)
        screen.wait(lambda: page.view.standing is takes.TakeState.WRONG)
        pictures.take(screen, "recordings-back")
        screen.close()
