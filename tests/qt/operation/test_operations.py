"""Many people at once, in the window: an operation, a first look by keys, the queue, a private interview, closing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from screening.domain.case.case import fold
from screening.domain.policy.roles import may
from screening.qt.interview.wordless_page import WordlessPage
from screening.qt.operation import operation_controller
from screening.qt.questions.notes_page import NotesPage
from screening.qt.session.record_places import RecordPlace
from screening.qt.session.record_rail import ACTS
from tests.qt.page_objects import Screen


def page_of(screen: Screen) -> NotesPage:
    page = screen.window.record.beside.page
    assert isinstance(page, NotesPage)
    return page


def begin(screen: Screen, sort: str = "raid") -> NotesPage:
    """An operation, from the rail to its page."""
    screen.window.open_record_page("operations")
    screen.wait(lambda: bool(screen.window.record.beside.operations.found.card))
    page_of(screen).choices["sort"].chosen.emit(sort)
    screen.choose("note-begin")
    screen.wait(lambda: "give" in page_of(screen).acts)
    return page_of(screen)


def give(screen: Screen) -> NotesPage:
    """The next number; its page."""
    screen.choose("note-give")
    screen.wait(lambda: "finish" in page_of(screen).acts)
    return page_of(screen)


def now(screen: Screen):  # type: ignore[no-untyped-def]
    return screen.window.record.beside.operations.now


def answer(screen: Screen, line: str, key: Qt.Key) -> None:
    """As a hand does: the line gets the ring, is said where it is spoken, and then a figure."""
    row = page_of(screen).choices[line]
    row.setFocus()
    if line.startswith("item:"):
        screen.press(Qt.Key.Key_Space)
        screen.wait(lambda: bool(page_of(screen).choices[line].view.said))
    screen.press(key)


def person(screen: Screen):  # type: ignore[no-untyped-def]
    return now(screen).people[screen.window.record.beside.operations.person]


def test_a_first_look_by_keys_puts_the_number_into_the_queue(practice: Screen) -> None:
    begin(practice)
    page = give(practice)
    assert page.title.text() == "Number A-001"
    answer(practice, "safe", Qt.Key.Key_2)
    practice.wait(lambda: person(practice).answer("safe") == "no")
    answer(practice, "item:locked", Qt.Key.Key_4)
    practice.wait(lambda: person(practice).answer("item:locked") == "declined")
    answer(practice, "item:locked", Qt.Key.Key_0)
    practice.wait(lambda: person(practice).answer("item:locked") == "")
    assert person(practice).answer("child") == "", "what was not asked stays open"
    practice.choose("note-finish")
    practice.wait(lambda: len(person(practice).looked) == 1)
    practice.window.record.beside.back()
    practice.wait(lambda: "A-001 · not safe, hurt or ill now · language not known" in practice.shown())


def test_a_line_answers_only_what_was_said(practice: Screen) -> None:
    begin(practice)
    give(practice)
    row = page_of(practice).choices["item:threats"]
    row.setFocus()
    practice.press(Qt.Key.Key_1)
    assert practice.window.words.say("line.say-first") in practice.complaint()
    assert person(practice).answer("item:threats") == ""


def test_the_items_are_shown_in_the_language_that_the_person_speaks(practice: Screen) -> None:
    begin(practice)
    page = give(practice)
    page.choices["language"].chosen.emit("ms")
    practice.wait(lambda: page_of(practice).view.person_tag == "ms")
    line = next(row.line for row in page_of(practice).view.rows if row.id == "item:locked")
    theirs = practice.window.words.within("ms").say("item.locked.text")
    assert line is not None and line.text.theirs == theirs


def test_a_private_interview_from_a_number_is_a_case_and_the_number_keeps_it(practice: Screen) -> None:
    begin(practice)
    give(practice)
    practice.choose("note-talk")
    practice.at("gate")
    code = practice.case.code
    practice.window.show_cases()
    practice.cases()
    practice.window.open_record_page("operation")
    practice.wait(lambda: f"A-001 · case {code}" in practice.shown())
    events: list[object] = []
    practice.window.desk.ask(lambda vault: fold(code, vault.events(code)).practice, success=events.append)
    practice.wait(lambda: events == [True])


def open_outcome(practice: Screen) -> NotesPage:
    """Open what became of the person before the first look is done."""
    practice.choose("note-open-outcome")
    practice.wait(lambda: "outcome" in page_of(practice).choices)
    return page_of(practice)


def test_a_key_of_the_first_look_never_says_what_became_of_somebody(practice: Screen) -> None:
    begin(practice)
    page = give(practice)
    assert "outcome" not in page.choices
    answer(practice, "safe", Qt.Key.Key_1)
    practice.wait(lambda: person(practice).answer("safe") == "yes")
    practice.choose("note-finish")
    practice.wait(lambda: "outcome" in page_of(practice).choices)


def test_an_operation_closes_only_when_nobody_is_left_over(practice: Screen) -> None:
    begin(practice)
    page = give(practice)
    practice.window.record.beside.back()
    page = page_of(practice)
    practice.wait(lambda: "close" in page_of(practice).acts)
    page.acts["close"].explained.emit(page.acts["close"].why)
    assert "These numbers have no outcome: A-001" in practice.complaint()
    practice.window.record.beside.operations._linked(f"person:{next(iter(now(practice).people))}")
    open_outcome(practice).choices["outcome"].chosen.emit("refused")
    practice.wait(lambda: person(practice).outcome is not None)
    practice.window.record.beside.back()
    practice.choose("note-close")
    practice.wait(lambda: now(practice).state == "closed")
    practice.choose("note-reopen")
    practice.wait(lambda: now(practice).state == "open")


def test_a_transfer_needs_the_place(practice: Screen) -> None:
    begin(practice)
    give(practice)
    page = open_outcome(practice)
    page.choices["outcome"].chosen.emit("transferred")
    practice.wait(lambda: "A transfer needs the place" in practice.complaint())
    page.fields["where"].set_text("Shelter North")
    page.choices["outcome"].chosen.emit("transferred")
    practice.wait(lambda: person(practice).outcome is not None)
    assert person(practice).outcome.where == "Shelter North"


def test_the_list_of_numbers_is_saved_without_what_was_said(practice: Screen, tmp_path: Path) -> None:
    begin(practice)
    give(practice)
    answer(practice, "hurt", Qt.Key.Key_1)
    practice.wait(lambda: person(practice).answer("hurt") == "yes")
    practice.window.record.beside.back()
    page_of(practice).fields["folder"].set_text(str(tmp_path))
    practice.choose("note-list")
    code = now(practice).code
    practice.wait(lambda: (tmp_path / f"operation-{code}.pdf").exists())


def test_a_first_look_is_figures_and_two_letters_from_the_number_to_the_next(practice: Screen) -> None:
    begin(practice)
    give(practice)
    spoken = [name for name in page_of(practice).choices if name.startswith("item:")]
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_2):
        practice.press(key)
        practice.wait(lambda: not practice.window.record.beside.operations.answers.pending)
    malay = next(key for key, each in page_of(practice).choices["language"].keys.items() if each == "ms")
    practice.press(Qt.Key(ord(malay)))
    practice.wait(lambda: person(practice).answer("language") == "ms")
    for line in spoken:
        practice.press(Qt.Key.Key_Space)
        practice.wait(lambda line=line: bool(page_of(practice).choices[line].view.said))
        practice.press(Qt.Key.Key_2)
        practice.wait(lambda line=line: person(practice).answer(line) == "no")
    assert [person(practice).answer(line) for line in ("safe", "child", "hurt")] == ["yes", "no", "no"]
    practice.choose("note-finish")
    practice.wait(lambda: "give" in page_of(practice).acts)
    practice.choose("note-give")
    practice.wait(lambda: page_of(practice).title.text() == "Number A-002")
    assert person(practice).answer("safe") == ""


def test_a_wish_in_the_queue_is_not_taken_for_the_person(practice: Screen) -> None:
    begin(practice)
    give(practice)
    page_of(practice).choices["wish"].chosen.emit("woman")
    practice.wait(lambda: person(practice).answer("wish") == "woman")
    practice.window.record.beside.back()
    practice.wait(lambda: "wants to talk to a woman" in practice.shown())


def test_somebody_without_a_shared_language_points_at_what_they_need(practice: Screen) -> None:
    begin(practice)
    give(practice)
    practice.choose("note-pictures")
    practice.wait(lambda: isinstance(practice.window.record.beside.page, WordlessPage))
    practice.choose("need-doctor")
    practice.wait(lambda: person(practice).answer("need:doctor") == "yes")
    page = practice.window.record.beside.page
    assert isinstance(page, WordlessPage)
    assert page.signs["doctor"].isChecked()
    strip, rail = practice.window.shell.strip, practice.window.shell.rail
    assert (strip.view.home, rail.view.rows) == ("", ()), "the person looks at it: nothing leads to the cases"
    practice.choose("wordless-done")
    practice.wait(lambda: "Pointed at: Doctor" in practice.shown())
    practice.window.record.beside.back()
    practice.wait(lambda: "A-001 · pointed at a doctor or medicine · language not known" in practice.shown())


@pytest.mark.parametrize("role", ["supervisor", "reviewer", "trainer"])
def test_no_page_of_operations_opens_for_who_does_not_screen(role: str) -> None:
    for place in (RecordPlace.OPERATIONS, RecordPlace.OPERATION, RecordPlace.NUMBER, RecordPlace.SIGNS):
        assert not may(role, ACTS[place])


def test_the_list_is_printed_once_it_is_on_disk_that_it_leaves(
    practice: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr(operation_controller, "choose_printer", lambda _parent: "the printer")
    monkeypatch.setattr(operation_controller, "draw", lambda data, _printer: printed.append(data))
    begin(practice)
    practice.choose("note-slips")
    practice.wait(lambda: len(printed) == 1)
    practice.choose("note-print")
    practice.wait(lambda: len(printed) == 2)
    events: list[object] = []
    code = now(practice).code
    practice.window.desk.ask(lambda vault: [each.event.kind for each in vault.events(code)], success=events.append)
    practice.wait(lambda: events)
    assert events[0].count("form-issued") == 2  # type: ignore[attr-defined]
