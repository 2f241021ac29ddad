"""A child's path and a shelter's stay in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from screening.qt.questions.notes_page import NotesPage
from screening.qt.widgets.text_area import WordsBeside
from tests.qt.page_objects import CONTROL, SAFE, Screen, texts


def notes(screen: Screen, place: str) -> NotesPage:
    screen.at(place)
    assert isinstance(screen.page, NotesPage)
    return screen.page


def test_a_child_is_led_to_six_things_and_no_topic_until_somebody_trained_says_so(practice: Screen) -> None:
    practice.new_screening()
    practice.gate(minor="might_be")
    practice.choose("language-ur")
    page = notes(practice, "child")
    practice.pages.go("topic.needs")
    assert "procedure for children come first" in practice.complaint()
    page.choices["assent"].chosen.emit("yes")
    practice.wait(lambda: practice.case.sessions.note("child", "assent") == "yes")
    practice.tab_to("note-item:needs-hurt")
    practice.press(Qt.Key.Key_1)
    practice.settle()
    assert "needs-hurt" not in practice.case.answers, "it was not said yet"
    practice.press(Qt.Key.Key_Space)
    practice.wait(lambda: practice.case.sessions.said_now("child.item:needs-hurt") is not None)
    practice.press(Qt.Key.Key_1)
    practice.wait(lambda: "needs-hurt" in practice.case.answers)
    practice.next("closing")
    practice.closing_step(2)
    practice.press(Qt.Key.Key_Return, CONTROL)
    page = notes(practice, "child")
    assert "Two notes are missing" in practice.complaint(), "not one refusal after the other"
    practice.wait(lambda: practice.focused() is page.fields["wishes"])
    assert page.fields["wishes"].isVisible()
    page.choices["wishes-not-asked"].chosen.emit("tired")
    practice.wait(lambda: practice.case.sessions.note("child", "wishes-not-asked") == "tired")
    practice.next("closing")
    practice.closing_step(2)
    practice.press(Qt.Key.Key_Return, CONTROL)
    practice.at("child")
    assert "First write what is best" in practice.complaint()
    practice.wait(lambda: practice.focused().objectName() == "note-best-interest")
    practice.type_text("With her aunt, looked at again on Monday.")
    practice.next("closing")
    practice.wait(lambda: practice.case.sessions.note("child", "best-interest"))
    practice.next("own-view")
    assert practice.case.stopped == "finished"


def test_a_shelter_begins_with_arrival_and_another_day_asks_everything_anew(practice: Screen) -> None:
    practice.new_screening()
    practice.gate("shelter")
    practice.choose("language-ur")
    page = notes(practice, "arrival")
    practice.tab_to("note-near")
    practice.type_text("her sister")
    practice.pages.go("topic.needs")
    assert "Rest comes first" in practice.complaint()
    page.choices["wishes-to-talk"].chosen.emit("yes")
    practice.wait(lambda: practice.case.sessions.note("arrival", "wishes-to-talk") == "yes")
    practice.next("consent")
    practice.wait(lambda: practice.case.sessions.note("arrival", "near") == "her sister")
    practice.consent(talk="yes", notes="yes")
    practice.pages.go("session")
    page = notes(practice, "session")
    practice.tab_to("note-promise")
    practice.type_text("Ask about the passport")
    practice.choose("note-promise-add")
    practice.wait(lambda: len(practice.case.referrals.promises) == 1)
    practice.pages.go("later")
    practice.choose("note-later-done")
    practice.cases()
    assert "Another time was agreed" in practice.shown()


@pytest.mark.requirement("GA12")
def test_a_stopped_case_opens_at_its_sessions_and_begins_another(screen: Screen) -> None:
    screen.new_screening()
    screen.gate("shelter")
    screen.choose("language-en")
    notes(screen, "arrival")
    code = screen.case.code
    screen.pages.go("later")
    screen.choose("note-later-done")
    screen.open_case(code)
    notes(screen, "session")
    screen.choose("note-session-begin")
    screen.at("gate")
    assert screen.case.sessions.number == 2
    assert screen.pages.interview.gate().open_lines


@pytest.mark.requirement("SH9")
def test_another_next_worker_needs_another_yes(practice: Screen) -> None:
    practice.new_screening()
    practice.gate("shelter")
    practice.choose("language-en")
    practice.at("arrival")
    practice.pages.go("handover")
    page = notes(practice, "handover")
    practice.tab_to("note-to")
    practice.type_text("One")
    page.choices["agreed"].chosen.emit("yes")
    practice.wait(lambda: practice.case.sessions.note("handover", "agreed") == "yes")
    practice.tab_to("note-to")
    practice.type_text(" and Two")
    practice.press(Qt.Key.Key_Tab)
    practice.wait(lambda: practice.case.sessions.note("handover", "agreed") == "")
    assert "Two" in practice.case.sessions.note("handover", "to")
    practice.choose("note-handover-print")
    assert practice.complaint() == practice.window.words.say("page.handover.print-why")


@pytest.mark.requirement("SH3")
def test_what_was_said_in_an_earlier_session_stands_over_the_field_of_this_one(practice: Screen) -> None:
    practice.talking("en", talk="yes", notes="yes")
    practice.topic("papers")
    practice.words("The agent is in Ipoh.")
    practice.answer("papers-kept", "yes")
    practice.closing()
    practice.own_view(("control",), "sure", "Papers kept.")
    practice.pages.go("session")
    practice.choose("note-session-begin")
    practice.at("gate")
    practice.gate()
    practice.language("en")
    for decision in ("talk", "notes"):
        practice.pages.opening.decide(decision, "yes")
        practice.wait(lambda decision=decision: practice.case.decided_now(decision) == "yes")
    practice.pages.go("topic.papers")
    page = practice.topic("papers")
    assert page.field.text() == ""
    (before,) = page.findChildren(WordsBeside)
    assert "The agent is in Ipoh." in texts(before)
    assert practice.window.words.say("page.topic.earlier") in texts(before)
    assert before.y() < page.field.y()
    practice.words("The agent is in Klang.")
    practice.answer("papers-kept", "no")
    practice.find("papers-kept")
    assert "In an earlier session: Yes" in practice.shown()
    assert [each.text for each in practice.case.words] == ["The agent is in Ipoh.", "The agent is in Klang."]
    practice.rail("said")
    kept = practice.window.words.say("item.papers-kept.mark")
    for text in ("The agent is in Ipoh.", "The agent is in Klang.", f"{kept}: Yes. Session 1.", f"{kept}: No."):
        assert text in practice.shown()


@pytest.mark.requirement("CH4")
def test_a_childs_second_session_comes_back_to_the_child_path(screen: Screen) -> None:
    screen.new_screening()
    screen.gate(minor="under_18")
    screen.choose("language-en")
    page = notes(screen, "child")
    for name in ("assent", "trained"):
        page.choices[name].chosen.emit("yes")
        screen.wait(lambda name=name: screen.case.sessions.note("child", name) == "yes")
    code = screen.case.code
    screen.pages.go("later")
    screen.choose("note-later-done")
    screen.open_case(code)
    notes(screen, "session")
    screen.choose("note-session-begin")
    screen.at("gate")
    screen.gate_lines(**{**SAFE, "minor": "under_18"})
    screen.past_gate()
    screen.at("language")
    screen.next("child")
    page = notes(screen, "child")
    assert screen.pages.interview.reachable("topic.needs") == "locked.child"
    page.choices["assent"].chosen.emit("yes")
    screen.wait(lambda: screen.case.sessions.note("child", "assent") == "yes")


@pytest.mark.requirement("CH8")
def test_a_child_who_stops_is_let_go_at_once_and_the_officer_is_asked_for_what_is_missing(screen: Screen) -> None:
    screen.new_screening()
    screen.gate(minor="under_18")
    screen.choose("language-en")
    notes(screen, "child")
    code = screen.case.code
    screen.press(Qt.Key.Key_F9)
    screen.at("stop")
    screen.choose("note-stop-finished")
    page = notes(screen, "child")
    assert screen.case.stopped == "finished"
    assert "Two notes are missing" in screen.complaint()
    screen.window.show_cases()
    screen.open_case(code)
    page = notes(screen, "child")
    page.choices["wishes-not-asked"].chosen.emit("declined")
    screen.wait(lambda: screen.case.sessions.note("child", "wishes-not-asked"))
    screen.press(Qt.Key.Key_Return, CONTROL)
    screen.wait(lambda: "First write what is best" in screen.complaint())
    notes(screen, "child")
    screen.tab_to("note-best-interest")
    screen.type_text("With her aunt, looked at again on Monday.")
    screen.next("own-view")
    assert screen.case.sessions.note("child", "best-interest")
